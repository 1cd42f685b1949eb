"""Entries of a ledger as lines: who said it, the words, where they come from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, takewhile

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Person, Statement
from bot.rendering.message import Line, Span, shortened

LONGEST_TITLE = 60


class Renderer:
    """Puts entries of a ledger into the words of a language."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        self._ledger = ledger
        self._language = language

    # ---- parts ----

    def date(self, written: str) -> str:
        """An ISO date as people write it: 8 November 2020, November 2020, 2020, 1988 to 1994."""
        first, slash, last = written.partition("/")
        return f"{self._day(first)} {self._language.say['to']} {self._day(last)}" if slash else self._day(first)

    def _day(self, written: str) -> str:
        year, month, day = (*written.split("-"), "", "")[:3]
        name = self._language.month_names[int(month) - 1] if month else ""
        return " ".join(part for part in (day.lstrip("0"), name, year) if part)

    def then(self, written: str) -> str:
        """The same with what goes before it: on 8 November 2020, in November 2020."""
        return f"{self._language.say['in' if written.count('-') < 2 else 'on']} {self.date(written)}"

    def place(self, id: str) -> str:
        """The place's name, the other name beside it where there is one."""
        named = self._ledger.named[id]
        other = getattr(named, "other_name", None)
        return f"{named.name} ({other})" if other else named.name

    def places(self, id: str) -> str:
        """The place with what it lies in: Old Bridge, Northtown."""
        return ", ".join(self.place(each) for each in self._ledger.around(id) if each in self._ledger.named)

    def who(self, id: str) -> str:
        """The name with the role."""
        named = self._ledger.named[id]
        return f"{named.name}, {named.role}" if isinstance(named, Person) and named.role else named.name

    def channel(self, via: str) -> str:
        """The channel with its preposition and article: in an address, on his Facebook page."""
        words = via.lower().split()
        channels = self._language.channels
        if words[0] in channels.prepositions:
            return via
        # "interview on Valley Radio" is an interview
        head = list(takewhile(lambda word: word not in channels.prepositions, words))
        known = (each for word in reversed(head) for each, heads in channels.heads.items() if word in heads)
        preposition = next(known, channels.usual)
        named = words[0] in channels.bare and via[0].isupper()  # Radio One
        several = head[-1].endswith("s") and not head[-1].endswith("ss")  # an address
        if named or words[0] in channels.determiners or head[-1] in channels.bare or several:
            return f"{preposition} {via}"
        return f"{preposition} {'an' if words[0][0] in 'aeiou' else 'a'} {via}"

    def reported(self, entry: Statement | Fact) -> str:
        """The day on which the entry's first source was published."""
        return self.date(self.published(entry))

    def published(self, entry: Statement | Fact) -> str:
        """The same as ISO writes it."""
        return self._ledger.sources[entry.citations[0].source].published

    def title(self, id: str) -> str:
        """A short name for an entry on a button; of a disputed statement it gives no words, only whose it is."""
        if id in self._ledger.disputes:
            return shortened(self._ledger.disputes[id].question, LONGEST_TITLE)
        if fact := self._ledger.facts.get(id):
            return shortened(fact.text, LONGEST_TITLE)
        if statement := self._ledger.statements.get(id):
            return shortened(self._statement_title(statement), LONGEST_TITLE)
        if event := self._ledger.events.get(id):
            return shortened(event.title, LONGEST_TITLE)
        if source := self._ledger.sources.get(id):
            return shortened(source.title, LONGEST_TITLE)
        return shortened(self._ledger.named[id].name, LONGEST_TITLE)

    def _statement_title(self, statement: Statement) -> str:
        name = self._ledger.named[statement.speaker].name
        if statement.id in self._ledger.disputes_of:
            topics = (
                ", ".join(self._ledger.named[id].name for id in statement.about)
                or self._ledger.disputes_of[statement.id][0].question
            )
            return f"{name} ({statement.act}): {topics}"
        return f"{name}: “{statement.quote}”" if statement.quote else f"{name} ({statement.act}): {statement.says}"

    # ---- entries ----

    def header(self, statement: Statement) -> str:
        """Who spoke, in which role, through which channel, when: what stands above the words."""
        parts = [self.who(statement.speaker)]
        if statement.via:
            parts.append(self.channel(statement.via))
        if statement.date:
            parts.append(self.date(statement.date))
        if statement.time:
            parts.append(statement.time)
        if not statement.date:
            parts.append(self._language.say["reported"].format(date=self.reported(statement)))
        return ", ".join(parts)

    def entries(self, ids: Iterable[str], before: str = "", dated: bool = True) -> list[Line]:
        """The lines of entries: statements under their header (once for all in a row), facts, `dated` or not."""
        lines: list[Line] = []
        for header, group in groupby(ids, self._head):
            chosen = list(group)
            if header:
                name = self._ledger.named[self._ledger.statements[chosen[0]].speaker].name
                lines.append((Span(before), Span(name, "bold"), Span(header.removeprefix(name) + ":")))
                lines += [line for id in chosen for line in self._words(self._ledger.statements[id])]
            else:
                lines += [(Span(before), *self._fact(self._ledger.facts[id], dated)) for id in chosen]
            before = ""
        return lines

    def _head(self, id: str) -> str:
        statement = self._ledger.statements.get(id)
        return self.header(statement) if statement else ""

    def _words(self, statement: Statement) -> list[Line]:
        lines: list[Line] = []
        if statement.quote:
            lines.append((Span(f"“{statement.quote}”", "quote", cut=True),))
        if statement.says:
            label = f"{statement.act}, {self._language.say['reported-speech']}: "
            lines.append((Span(label), Span(_sentence(statement.says), cut=True)))
        return lines

    def _fact(self, fact: Fact, dated: bool) -> Line:
        date = self.date(fact.date) if fact.date else ""
        told = not dated or not date or date in fact.text
        return (Span("" if told else f"{date}: "), Span(_sentence(fact.text), cut=True))

    def sources(self, ids: Iterable[str]) -> list[Line]:
        """The line that says where entries come from: each source with its date, address and paragraphs."""
        chosen = [self._ledger.entries[id] for id in ids if id in self._ledger.entries]
        cited: dict[str, list[int]] = {}
        for entry in chosen:
            for citation in entry.citations:
                cited.setdefault(citation.source, []).extend(citation.paragraphs)
        if not cited:
            return []
        quoted = any(isinstance(entry, Statement) and entry.quote for entry in chosen)
        before, _, behind = self._language.say["quoted-by" if quoted else "reported-by"].partition("{sources}")
        spans = [Span(before)]
        for number, (source, paragraphs) in enumerate(cited.items()):
            spans += [Span("; " if number else ""), *self.source(source)]
            spans.append(Span("".join(f", ¶{each}" for each in dict.fromkeys(paragraphs))))
        return [(*spans, Span(behind))]

    def source(self, id: str) -> Line:
        """A source as it is cited: title, publisher, day, linked where it has an address."""
        source = self._ledger.sources[id]
        title = Span(source.title, "link", source.url) if source.url else Span(source.title)
        rest = [source.publisher] if source.publisher else []
        return (title, Span("".join(f", {part}" for part in (*rest, self.date(source.published)))))


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """The text with a full stop if it ends without a mark."""
    return text if text[-1:] in '.!?…”"' else f"{text}."
