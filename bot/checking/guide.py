"""The pages of all rules for the operators' guide: what a rule finds, why it matters, an example, the cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from inspect import getdoc

from bot.checking import lock, proof
from bot.checking.losses import entry_loses, phrasing_in_vain, phrasing_loses, phrasing_refused
from bot.checking.rules import RULES, name_of
from bot.ledger.rules import LEVELS
from bot.ledger.rules import PAGES as READING
from bot.rendering.entries import capital

_SAID: tuple[Callable[..., object], ...] = (*RULES, phrasing_in_vain, phrasing_loses, phrasing_refused, entry_loses)
FAMILIES: Mapping[str, str] = {
    "syntax": "The file cannot be read as it stands",
    "missing-event": "A field, an id or a date is wrong",
    "unknown-id": "Entries or files do not fit together",
    "markup": "What the entries say",
    "phrasing-in-vain": "What people ask (`check --ask`)",
    "no-text": "Proof (`prove`, and `check` against the lock)",
}
"""The headings in the table, each by the first rule under it."""
_PROOF: tuple[Callable[..., object], ...] = (*proof.RULES, *lock.RULES)
_SENTENCE = re.compile(r".*?\.(?= |$)")


def pages() -> Mapping[str, str]:
    """The page of every rule by its name: those of reading first, then of what is said, then of the proof."""
    found = {**READING, **{name_of(rule): getdoc(rule) or "" for rule in (*_SAID, *_PROOF)}}
    return {rule: page.strip() for rule, page in found.items()}


def levels() -> Mapping[str, str]:
    """The level of every rule by its name: an error, a warning, or "error or warning" where both happen."""
    proved = {name: "warning" if name in proof.WARNINGS else "error" for name in map(name_of, _PROOF)}
    return {**LEVELS, **dict.fromkeys(map(name_of, _SAID), "warning"), **proved}


def rows() -> tuple[tuple[str, str, str], ...]:
    """For every rule its name, its level and what it finds: the first sentence of its page, without the name."""
    return tuple((rule, levels()[rule], _finds(rule, page)) for rule, page in pages().items())


def _finds(rule: str, page: str) -> str:
    first = capital(" ".join(page.split("\n\n")[0].split()).removeprefix(f"`{rule}` finds "))
    sentence = _SENTENCE.match(first)
    return sentence[0] if sentence else first


def explained(rule: str) -> tuple[str, bool]:
    """The rule's page, else all rules, a line each; and whether that is what was asked for: no rule names all."""
    listed = "\n".join(f"{name:24}{level:17}{finds}" for name, level, finds in rows())
    return pages().get(rule, listed), not rule or rule in pages()


def table() -> str:
    """The rows as the table in the operators' guide, a line in bold above each family."""
    lines = ["| rule | level | what it finds |", "| --- | --- | --- |"]
    for rule, level, finds in rows():
        lines += [f"| **{FAMILIES[rule]}** | | |"] if rule in FAMILIES else []
        lines.append(f"| `{rule}` | {level} | {finds} |")
    return "\n".join(lines) + "\n"
