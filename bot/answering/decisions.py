"""What can be decided, as records, and every threshold of deciding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.matching.names import Mention

# `python -m tests.benchmarks thresholds` sweeps each of them over the cases and prints what comes of it: ENOUGH is the
# same from .5 to .66 (any two of three words, not one of two), NEAR_TIE from 0 to .4, AS_DIRECT from .2 up.
ENOUGH = 0.66
"""Share of a question's words that an entry must explain to answer it."""
ENOUGH_OF_ONE = 0.5
"""The same share among the statements of a speaker who is named."""
OFFERED = 0.5
"""Share from which an entry is offered as a choice, if nothing hard is missing."""
SOME = 0.34
"""Share from which a refusal offers an entry instead."""
NEAR_TIE = 0.2
"""Share of the best score from which an entry that explains as much answers together with it."""
AS_DIRECT = 0.25
"""Difference in strength up to which it explains as directly."""
SURE, PERHAPS = 0.5, 0.25
"""How far a bare fact must stand out to be the answer, or a choice. No plateau: more answers less, right and wrong."""
MOST_CHOICES = 3
MOST_ENTRIES = 8
"""Entries in one reply."""

Reason = Literal["unknown-name", "nothing-by-speaker", "not-stated", "off-topic", "empty", "language"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the entries best first, the detail asked for, and every side of the disputes that they touch.

    `detail` is what the direct answer gives (who, when, where, why, how, how-many, channel; role, people, summary, day
    (of the event); "" for the words alone). `sides` are statements of the other positions. `denied` are names to which
    the question gives the words wrongly, `asked` the ids that it names itself. `altered` are the words in which a
    pasted quote differs from that of the first entry (None: none was pasted).
    """

    entries: tuple[str, ...]
    detail: str = ""
    sides: tuple[str, ...] = ()
    dispute: str = ""
    denied: tuple[Mention, ...] = ()
    asked: tuple[str, ...] = ()
    altered: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Entries, or people, of which one may be meant; `ask` names the sentence that offers them."""

    ids: tuple[str, ...]
    ask: str = "which-one"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is answered: the reason, the sentence that says so with what it names, and what there is instead."""

    reason: Reason
    sentence: str
    about: Mention | str = ""
    offer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """A page about the bot itself or its sources."""

    page: str


Decision = Answer | Choices | Refusal | Help
