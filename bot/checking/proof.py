"""Whether a ledger says no more than its sources do: each entry against the archived texts, as findings and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.checking import wording
from bot.ledger.model import Citation, Entry, Ledger, Statement, Who
from bot.ledger.problems import Problem

Places = Mapping[str, tuple[str, int, int]]
"""Where each id stands: file, line and column."""

Archive = Mapping[str, tuple[str, ...]]
"""The paragraphs of each source whose text is there, by source id."""

WARNINGS = frozenset({"not-in-quotation", "gone-since-proof", "unproved"})
"""The rules of proof and lock whose findings do not keep the knowledge from being served."""

_BEFORE = 2  # paragraphs in which a speaker may have been named before the words come
_FIRST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, how many of the quotes are proved, and how many of the content paragraphs are covered."""

    problems: tuple[Problem, ...]
    quotes: int
    proved: int
    paragraphs: int
    covered: int

    @property
    def holds(self) -> bool:
        """Whether nothing found is an error, so that the ledger may be locked."""
        return all(problem.level != "error" for problem in self.problems)

    @property
    def summary(self) -> str:
        """How many quotes are proved and paragraphs covered, in two lines."""
        quotes, content = f"{self.proved} of {self.quotes}", f"{self.covered} of {self.paragraphs}"
        return f"quotes proved: {quotes}\ncontent paragraphs covered: {content}"


def prove(ledger: Ledger, texts: Mapping[str, str], places: Places) -> Proof:
    """The proof of the ledger against the texts of its sources, by source id."""
    archive = {source: wording.paragraphs(texts[source]) for source in ledger.sources if source in texts}
    by_entry = {id: tuple(_of_entry(ledger, entry, archive)) for id, entry in ledger.entries.items()}
    quoted = [id for id, statement in ledger.statements.items() if statement.quote]
    content = [(source, n) for source, here in archive.items() for n in _content(here)]
    citations = [citation for entry in ledger.entries.values() for citation in entry.citations]
    cited = {(citation.source, n) for citation in citations for n in citation.paragraphs}
    found = [
        *_missing(ledger, archive),
        *(problem for problems in by_entry.values() for problem in problems),
        *(uncovered(source, n, archive[source][n - 1]) for source, n in content if (source, n) not in cited),
        *_copied(ledger, archive),
    ]
    return Proof(
        problems=placed(found, places),
        quotes=len(quoted),
        proved=sum(_is_proved(ledger.statements[id], by_entry[id], archive) for id in quoted),
        paragraphs=len(content),
        covered=sum(paragraph in cited for paragraph in content),
    )


def finding(rule: str, id: str, message: str, hint: str) -> Problem:
    """A problem of the entry with this id that has yet to be `placed`, at the level of the rule."""
    return Problem("", 1, 1, "warning" if rule in WARNINGS else "error", rule, id, message, hint)


def placed(problems: Iterable[Problem], places: Places) -> tuple[Problem, ...]:
    """The problems where their entries stand, in the order of the files; those of one place in the order given."""
    found = []
    for problem in problems:
        file, line, column = places.get(problem.entry, (problem.file, problem.line, problem.column))
        found.append(replace(problem, file=file, line=line, column=column))
    return tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.column)))


def _is_proved(statement: Statement, problems: Iterable[Problem], archive: Archive) -> bool:
    at_hand = all(citation.source in archive for citation in statement.citations)
    return at_hand and all(problem.level != "error" for problem in problems)


def _missing(ledger: Ledger, archive: Archive) -> Iterator[Problem]:
    for source in ledger.sources:
        if source not in archive:
            citing = [
                id for id, entry in ledger.entries.items() if source in {cited.source for cited in entry.citations}
            ]
            yield no_text(source, len(citing))


def _of_entry(ledger: Ledger, entry: Entry, archive: Archive) -> Iterator[Problem]:
    for citation in entry.citations:
        here = archive.get(citation.source)
        if here is None:
            continue
        beyond = [n for n in citation.paragraphs if n > len(here)]
        if not citation.paragraphs:
            yield no_paragraph(entry, citation)
        elif beyond:
            yield no_such_paragraph(entry, citation, beyond[0], len(here))
        elif isinstance(entry, Statement):
            who = ledger.people.get(entry.speaker) or ledger.organisations[entry.speaker]
            yield from _of_words(entry, citation, here)
            yield from _of_speaker(entry, who, citation, here)


def _of_words(statement: Statement, citation: Citation, here: tuple[str, ...]) -> Iterator[Problem]:
    if not statement.quote:
        return
    cited = "\n".join(here[n - 1] for n in citation.paragraphs)
    if not wording.stands(statement.quote, cited):
        yield not_verbatim(statement, citation, here, cited)
    elif any(map(wording.within_quotations, here)) and not wording.stands(
        statement.quote, "\n".join(wording.within_quotations(here[n - 1]) for n in citation.paragraphs)
    ):
        yield not_in_quotation(statement, citation)


def _of_speaker(statement: Statement, who: Who, citation: Citation, here: tuple[str, ...]) -> Iterator[Problem]:
    near = here[max(citation.paragraphs[0] - 1 - _BEFORE, 0) : citation.paragraphs[-1]]
    if not any(wording.is_named(who, text) for text in near):
        yield speaker_not_named(statement, who, citation)


def _copied(ledger: Ledger, archive: Archive) -> Iterator[Problem]:
    for source, here in archive.items():
        taken = wording.runs(here)
        for id, field, text in _own_texts(ledger):
            for words in wording.copied(text, taken):
                yield copied(id, field, source, words)


def _own_texts(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Every free text of ours, with its id and field."""
    for event in ledger.events.values():
        yield from _filled(event.id, title=event.title, summary=event.summary)
    for person in ledger.people.values():
        yield from _filled(person.id, role=person.role)
    for entry in ledger.entries.values():
        if isinstance(entry, Statement):
            yield from _filled(entry.id, says=entry.says, via=entry.via)
        else:
            yield from _filled(entry.id, text=entry.text)
        gives = entry.gives
        yield from _filled(entry.id, time=entry.time, why=gives.why, how=gives.how, how_many=gives.how_many)
    for asked in (*ledger.entries.values(), *ledger.disputes.values()):
        yield from ((asked.id, "asked_as", phrasing) for phrasing in asked.asked_as)
    for dispute in ledger.disputes.values():
        yield from _filled(dispute.id, question=dispute.question)


def _filled(id: str, **fields: str | None) -> Iterator[tuple[str, str, str]]:
    return ((id, field.replace("_", "-"), text) for field, text in fields.items() if text)


def _numbered(here: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    return enumerate(here, start=1)


def _content(here: tuple[str, ...]) -> Iterator[int]:
    return (n for n, text in _numbered(here) if not wording.is_heading(text))


def _cited(citation: Citation) -> str:
    first, last = citation.paragraphs[0], citation.paragraphs[-1]
    which = f"paragraph {first}" if first == last else f"paragraphs {first}-{last}"
    return f"{which} of {citation.source}"


# ---- the rules: a finding each, and its page in the operators' guide -------------------------------------------------


def no_text(source: str, citing: int) -> Problem:
    """`no-text` finds a source without its text in the archive.

    Nothing that it is said to hold can be proved. Put its full text, as UTF-8, into the archive's folder as
    `<source id>.txt`; the archive stays outside of the repository.
    """
    message = f"the archive holds no text of this source, which {citing} statements and facts cite"
    return finding("no-text", source, message, f"put its full text into the archive as {source}.txt")


def no_paragraph(entry: Entry, citation: Citation) -> Problem:
    """`no-paragraph` finds an entry that does not say in which paragraph of its source it stands.

    Add `paragraph: 3`, or consecutive ones as `paragraph: [3, 4]`. Paragraphs are parted by blank lines and counted
    from 1, headings too.
    """
    message = f"it does not say in which paragraph of {citation.source} it stands"
    return finding("no-paragraph", entry.id, message, "add `paragraph:`, counted from 1, headings too")


def no_such_paragraph(entry: Entry, citation: Citation, beyond: int, last: int) -> Problem:
    """`no-such-paragraph` finds a paragraph number beyond the end of the source.

    Count the paragraphs of the archived text again, from 1, headings too.
    """
    message = f"{citation.source} has no paragraph {beyond}, it ends with {last}"
    cure = "leave an empty line between its paragraphs" if last == 1 else "count from 1, headings too"
    return finding("no-such-paragraph", entry.id, message, cure)


def not_verbatim(statement: Statement, citation: Citation, here: tuple[str, ...], cited: str) -> Problem:
    """`not-verbatim` finds a quote that does not stand letter by letter in its paragraph of the source.

    Quotation marks, dashes and spaces may differ, nothing else. The finding names the word from which on it differs,
    or the paragraph where the words do stand:

        quote: We will close it tonight.      # wrong, where the source prints: We close it tonight.
        quote: We close it tonight.           # right

    Copy the words as the source prints them, or tell them in `says:`.
    """
    quote = statement.quote or ""
    elsewhere = next((n for n, text in _numbered(here) if wording.stands(quote, text)), None)
    departs = wording.departure(quote, cited)
    hint = f"copy the words as the source prints them, from “{departs}” on they differ, or tell them in `says:`"
    if elsewhere:
        hint = f"it stands in paragraph {elsewhere}: correct `paragraph:`"
    return finding("not-verbatim", statement.id, f"the quote does not stand in {_cited(citation)}", hint)


def speaker_not_named(statement: Statement, who: Who, citation: Citation) -> Problem:
    """`speaker-not-named` finds a quote near which the source does not name its speaker.

    The name, surname or an alias must stand in the paragraph or in the two before. Correct `speaker:` or
    `paragraph:`, or add the name that the source uses to the aliases.
    """
    message = f"{who.name} is not named in {_cited(citation)} or in the two before"
    hint = "correct speaker or paragraph, or add the name that the source uses to the aliases"
    return finding("speaker-not-named", statement.id, message, hint)


def not_in_quotation(statement: Statement, citation: Citation) -> Problem:
    """`not-in-quotation` finds a quote that the source prints without quotation marks.

    It may be the writer's own sentence. Make sure that the words are the speaker's; if not, tell them in `says:`.
    """
    message = f"the quote stands in {_cited(citation)}, but not between quotation marks"
    hint = "make sure that these are the speaker's words and not the writer's; if not, tell them in `says:`"
    return finding("not-in-quotation", statement.id, message, hint)


def uncovered(source: str, n: int, text: str) -> Problem:
    """`uncovered` finds a paragraph of a source that no entry covers.

    People will ask for it. Add a statement or a fact, or its number to the entry that tells it.
    """
    words = text.split()
    first = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    hint = "add a statement or a fact for it, or its number to the entry that tells it"
    return finding("uncovered", source, f"no entry covers paragraph {n}: {first}", hint)


def copied(id: str, field: str, source: str, words: str) -> Problem:
    """`copied` finds nine or more words of a source, one after the other, in a text of ours.

    They are the writer's, and look like ours. Names and numbers count among the nine. Say it in other words, in
    another order, or quote it.
    """
    message = f"`{field}` repeats {source} word for word: {words}"
    cure = "say it in other words or in another order, or quote it; names and numbers count among the nine words"
    return finding("copied", id, message, cure)


RULES = (
    no_text, no_paragraph, no_such_paragraph, not_verbatim, speaker_not_named, not_in_quotation, uncovered, copied
)  # fmt: skip
