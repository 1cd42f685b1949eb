"""The pages of all rules for the operators' guide: what a rule finds, why it matters, an example, the cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from inspect import getdoc

from bot.checking.losses import entry_loses, phrasing_loses
from bot.checking.rules import RULES, name_of
from bot.ledger.problems import Level
from bot.ledger.rules import PAGES as READING
from bot.rendering.entries import capital

_PROOF = {
    "no-text": """`no-text` finds a source without its text in the archive.

    Nothing that it is said to hold can be proved. Put its full text, as UTF-8, into the archive's folder as
    `<source id>.txt`; the archive stays outside of the repository.""",
    "no-paragraph": """`no-paragraph` finds an entry that does not say in which paragraph of its source it stands.

    Add `paragraph: 3`, or consecutive ones as `paragraph: [3, 4]`. Paragraphs are parted by blank lines and counted
    from 1, headings too.""",
    "no-such-paragraph": """`no-such-paragraph` finds a paragraph number beyond the end of the source.

    Count the paragraphs of the archived text again, from 1, headings too.""",
    "not-verbatim": """`not-verbatim` finds a quote that does not stand letter by letter in its paragraph of the source.

    Quotation marks, dashes and spaces may differ, nothing else. The finding names the word from which on it differs,
    or the paragraph where the words do stand:

        quote: We will close it tonight.      # wrong, where the source prints: We close it tonight.
        quote: We close it tonight.           # right

    Copy the words as the source prints them, or tell them in `says:`.""",
    "speaker-not-named": """`speaker-not-named` finds a quote near which the source does not name its speaker.

    The name, surname or an alias must stand in the paragraph or in the two before. Correct `speaker:` or
    `paragraph:`, or add the name that the source uses to the aliases.""",
    "not-in-quotation": """`not-in-quotation` finds a quote that the source prints without quotation marks.

    It may be the writer's own sentence. Make sure that the words are the speaker's; if not, tell them in `says:`.""",
    "uncovered": """`uncovered` finds a paragraph of a source that no entry covers.

    People will ask for it. Add a statement or a fact, or its number to the entry that tells it.""",
    "copied": """`copied` finds nine or more words of a source, one after the other, in a text of ours.

    They are the writer's, and look like ours. Say it in other words, or quote it.""",
    "changed-since-proof": """`changed-since-proof` finds an entry that differs from its lock, where the proof is kept.

    A quote, speaker, source or paragraph was changed. Run `python -m bot prove --archive DIR` again.""",
    "broken-lock": """`broken-lock` finds a lock file that cannot be read.

    It is written by the machine alone: run `python -m bot prove --archive DIR` again.""",
    "unproved": """`unproved` finds an entry that was never proved against its source.

    Run `python -m bot prove --archive DIR`, which shows that its quote stands in the source and writes the lock.""",
}
_SAID: tuple[Callable[..., object], ...] = (*RULES, phrasing_loses, entry_loses)
FAMILIES: Mapping[str, str] = {
    "syntax": "The file cannot be read as it stands",
    "missing-event": "A field, an id or a date is wrong",
    "unknown-id": "Entries or files do not fit together",
    "markup": "What the entries say",
    "phrasing-loses": "What people ask (`check --ask`)",
    "no-text": "Proof (`prove`, and `check` against the lock)",
}
"""The headings in the table, each by the first rule under it."""
_WARNINGS = {*map(name_of, _SAID), "cut-off", "ignored-file", "not-in-quotation", "unproved"}
_SENTENCE = re.compile(r".*?\.(?= |$)")


def pages() -> Mapping[str, str]:
    """The page of every rule by its name: those of reading first, then of what is said, then of the proof."""
    said = {name_of(rule): getdoc(rule) or "" for rule in _SAID}
    found = {**READING, **said, **{rule: _aligned(page) for rule, page in _PROOF.items()}}
    return {rule: page.strip() for rule, page in found.items()}


def rows() -> tuple[tuple[str, Level, str], ...]:
    """For every rule its name, its level and what it finds: the first sentence of its page, without the name."""
    return tuple(
        (rule, "warning" if rule in _WARNINGS else "error", _finds(rule, page)) for rule, page in pages().items()
    )


def _finds(rule: str, page: str) -> str:
    first = capital(" ".join(page.split("\n\n")[0].split()).removeprefix(f"`{rule}` finds "))
    sentence = _SENTENCE.match(first)
    return sentence[0] if sentence else first


def explained(rule: str) -> tuple[str, bool]:
    """The rule's page, else all rules, a line each; and whether that is what was asked for: no rule names all."""
    listed = "\n".join(f"{name:24}{level:9}{finds}" for name, level, finds in rows())
    return pages().get(rule, listed), not rule or rule in pages()


def table() -> str:
    """The rows as the table in the operators' guide, a line in bold above each family."""
    lines = ["| rule | level | what it finds |", "| --- | --- | --- |"]
    for rule, level, finds in rows():
        lines += [f"| **{FAMILIES[rule]}** | | |"] if rule in FAMILIES else []
        lines.append(f"| `{rule}` | {level} | {finds} |")
    return "\n".join(lines) + "\n"


def _aligned(page: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in page.splitlines())
