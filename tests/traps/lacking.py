"""Lacking: every entry asked for a reason, an hour or a number that it does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.model import Fact, Statement
from tests.traps.negations import DENYING
from tests.traps.setting import Setting
from tests.traps.trap import Trap, Withheld


@dataclass(frozen=True, slots=True)
class _Detail:
    """A detail: its name, how it is asked of words ({X} said {Q}) and of deeds ({T}), what tells it in a text."""

    name: str
    of_words: tuple[str, ...]
    of_deeds: tuple[str, ...]
    told: re.Pattern[str]
    asked: re.Pattern[str]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_DETAILS = (
    _Detail(
        "reason",
        ("why did {X} say {Q}", "for what reason did {X} say {Q}", "what made {X} say {Q}", "{X} said {Q}, but why?"),
        ("why was it that {T}", "what was the reason that {T}", "{T}, but why?", "for what reason: {T}?"),
        _any("because|since|due|so that|in order|to (?:mark|demand|establish|protest|honou?r)|reasons?"),
        _any("why|reasons?|grounds|how come|cause[ds]?|purpose"),
    ),
    _Detail(
        "hour",
        (
            "at what hour did {X} say {Q}",
            "at what time of day did {X} say {Q}",
            "what time was it when {X} said {Q}",
            "{X} said {Q}, at what hour exactly?",
        ),
        ("at what hour was it that {T}", "what time was it when {T}", "{T}, at what hour exactly?"),
        _any(r"\d{1,2}:\d\d|morning|noon|afternoon|evening|night|midnight|dawn|dusk|hours?|o'clock|[ap]\.?m|at once"),
        _any("hours?|times?|o'clock|when|soon"),
    ),
    _Detail(
        "number",
        (
            "how many people heard {X} say {Q}",
            "how many times did {X} say {Q}",
            "how many minutes did it take {X} to say {Q}",
            "how many people died when {X} said {Q}",
            "{X} said {Q}, in front of how many people?",
        ),
        (
            "how many people were there when {T}",
            "how many times was it that {T}",
            "how many people died when {T}",
            "how much did it cost: {T}",
        ),
        _any(r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|every|all|each|both|many"),
        _any("how many|how much|number|count"),
    ),
)  # fmt: skip


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each entry, each detail that it does not give and each way to ask for it."""
    for id, entry in setting.ledger.entries.items():
        for detail in _DETAILS:
            if not _gives(setting, entry, detail):
                for question in _questions(setting, entry, detail):
                    yield Trap(f"lacking/{detail.name}", question, Withheld(f"a {detail.name} in {id}"))


def _gives(setting: Setting, entry: Statement | Fact, detail: _Detail) -> bool:
    """Whether the entry gives the detail, its text tells it, or a case that asks for it is answered by the entry."""
    given = {"reason": entry.gives.why, "hour": entry.time, "number": entry.gives.how_many}[detail.name]
    cased = any(entry.id in asked.entries and detail.asked.search(asked.text) for asked in setting.answerable)
    return bool(given or detail.told.search(_text(entry)) or (cased and isinstance(entry, Fact)))


def _questions(setting: Setting, entry: Statement | Fact, detail: _Detail) -> Iterator[str]:
    text = _text(entry).split(";")[0].rstrip(" .!?")
    if isinstance(entry, Fact):
        yield from (form.format(T=text) for form in detail.of_deeds)
    elif entry.act not in DENYING:  # what was denied was not said
        name = setting.ledger.named[entry.speaker].name
        yield from (form.format(X=name, Q=text) for form in detail.of_words)


def _text(entry: Statement | Fact) -> str:
    return entry.text if isinstance(entry, Fact) else entry.quote or entry.says or ""
