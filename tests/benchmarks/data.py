"""What the benchmarks ask: questions with the entry that answers each, questions that none answers, and typos."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict

from bot.ledger.model import Event, Fact, Ledger, Organisation, Person, Place, Source, Statement

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Entry(TypedDict):
    """An entry as text searches see it: ways to ask for it, and its own text, "" where it has none."""

    id: str
    phrasings: Sequence[str]
    text: str


class Candidate(Protocol):
    """A matcher: ours or a peer."""

    def build(self, entries: Sequence[Entry]) -> None:
        """Make ready to find the entries."""

    def query(self, text: str, k: int = 1) -> Sequence[tuple[str, float]]:
        """At most `k` entries, best first, each with its score: the higher, the surer."""


@dataclass(frozen=True)
class Questions:
    """Entries, questions each with the id of the entry that answers it, and by kind those that no entry answers."""

    entries: tuple[Entry, ...]
    answerable: tuple[tuple[str, str], ...]
    unanswerable: Mapping[str, tuple[str, ...]]

    def mistyped(self, seed: int) -> Questions:
        """The same, every question with one or two typos."""
        rng = random.Random(seed)
        answerable = tuple((typo(question, rng), id) for question, id in self.answerable)
        kinds = {kind: tuple(typo(each, rng) for each in asked) for kind, asked in self.unanswerable.items()}
        return Questions(self.entries, answerable, kinds)


def flat(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Every text of every entry, with the id of its entry."""
    return [(each["id"], text) for each in entries for text in (*each["phrasings"], each["text"]) if text]


def typo(text: str, rng: random.Random) -> str:
    """The text with a typo in one or two of its longer words."""
    parts = re.split(r"(\W+)", text)
    long = [at for at, part in enumerate(parts) if len(part) > 3 and part.isalpha()]
    for at in rng.sample(long, min(len(long), rng.choice((1, 2)))):
        parts[at] = _mistyped(parts[at], rng)
    return "".join(parts)


def _mistyped(word: str, rng: random.Random) -> str:
    """The word with a letter left out, doubled, hit beside, or changed places with the next."""
    at = rng.randrange(1, len(word) - 1)
    row = next((row for row in KEYS if word[at] in row), word[at])
    place = row.index(word[at])
    beside = row[place - 1 if place else min(1, len(row) - 1)]
    kinds = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + beside + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return rng.choice([kind for kind in kinds if kind != word])


SOURCE = Source(id="report", title="Report", published="2031-05-20")


def ledger_of(
    entries: Iterable[Statement | Fact],
    people: Iterable[Person] = (),
    organisations: Iterable[Organisation] = (),
    places: Iterable[Place] = (),
) -> Ledger:
    """A ledger of one event and one source."""
    event = Event(id="event", title="The generated event", date="2031-05-04")
    held = list(entries)
    return Ledger(
        version="generated",
        events={event.id: event},
        sources={SOURCE.id: SOURCE},
        people={each.id: each for each in people},
        organisations={each.id: each for each in organisations},
        places={each.id: each for each in places},
        statements={each.id: each for each in held if isinstance(each, Statement)},
        facts={each.id: each for each in held if isinstance(each, Fact)},
        disputes={},
    )
