"""Ledgers of any size: invented words as common as words are (Zipf), a sentence and five phrasings an entry."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate, product

from bot.ledger.model import Fact, Ledger, Person, Place, Statement
from tests.benchmarks.data import SOURCE, Entry, ledger_of, typo

PHRASINGS = 5
FRAMES = (
    "who said {}", "what did {name} say about {}", "when did they {}", "why was the {}", "is it true that the {}",
    "what happened to the {}", "where was {}", "tell me about {} and {name}", "did {name} deny the {}", "how many {}",
)  # fmt: skip
SMALL = ("the", "of", "in", "and", "to", "a", "on", "for", "with", "by", "at", "from")
_OPEN = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gl", "kr", "pl", "st", "tr")
_CLOSED = ("n", "r", "l", "s", "t", "m", "x", "nd", "rk")
_SYLLABLES = [first + vowel for first, vowel in product(_OPEN, "aeiou")]


def invented(many: int, rng: random.Random) -> list[str]:
    """So many different words that no language has."""
    words: dict[str, None] = {}
    while len(words) < many:
        syllables = rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 2, 3, 3)))
        words["".join(syllables) + rng.choice(_CLOSED)] = None
    return list(words)


class Big:
    """A ledger with about `phrasings` phrasings, and questions about it that are not among them."""

    def __init__(self, phrasings: int, seed: int = 1) -> None:
        rng = random.Random(f"{phrasings} {seed}")
        many = phrasings // PHRASINGS
        # vocabularies grow more slowly than texts (Heaps)
        self.words = invented(round(12 * phrasings**0.65), rng)
        # as words that tell something are: the commonest ranks belong to small ones
        self._weights = list(accumulate(1 / rank for rank in range(30, len(self.words) + 30)))
        names = [word.capitalize() for word in invented(40 + many // 50, rng)]
        self.people = tuple(
            Person(id=f"person-{at}", name=f"{rng.choice(names)} {name}", role=rng.choice(("minister", "mayor", None)))
            for at, name in enumerate(names[: len(names) // 2])
        )
        self.places = tuple(Place(id=f"place-{at}", name=name) for at, name in enumerate(names[len(names) // 2 :]))
        self.entries = tuple(self._entry(at, rng) for at in range(many))

    def _some(self, rng: random.Random, many: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self._weights, k=many)

    def _entry(self, at: int, rng: random.Random) -> Statement | Fact:
        words = self._some(rng, rng.randrange(6, 13))
        person, place = rng.choice(self.people), rng.choice(self.places)
        text = " ".join(f"{rng.choice(SMALL)} {word}" if rng.random() < 0.5 else word for word in words)
        asked_as = tuple(self._asked(words, person.name, rng) for _ in range(PHRASINGS))
        shared = {"id": f"entry-{at}", "asked_as": asked_as, "source": SOURCE.id, "date": f"2031-05-{1 + at % 28:02}"}
        if at % 3:
            return Statement(speaker=person.id, quote=text.capitalize() + ".", about=(place.id,), **shared)
        return Fact(text=text.capitalize() + ".", place=place.id, by=(person.id,), **shared)

    def _asked(self, words: Sequence[str], name: str, rng: random.Random) -> str:
        picked = rng.sample(words, rng.randrange(2, 5))
        return rng.choice(FRAMES).format(" ".join(picked), name=name)

    def ledger(self) -> Ledger:
        """The entries as a ledger with everybody named."""
        return ledger_of(self.entries, people=self.people, places=self.places)

    def texts(self) -> tuple[Entry, ...]:
        """The same entries for a text search."""
        return tuple(Entry(id=each.id, phrasings=each.asked_as, text=_own(each)) for each in self.entries)

    def questions(self, many: int, seed: int) -> Iterator[str]:
        """Questions about entries, in other words of theirs; half of them mistyped, a fifth about something else."""
        rng = random.Random(f"questions {seed}")
        for at in range(many):
            entry = rng.choice(self.entries)
            own = [word for word in _own(entry).lower().rstrip(".").split() if word not in SMALL]
            words = self._some(rng, 5) if at % 5 == 0 else own
            question = self._asked(words, rng.choice(self.people).name, rng)
            yield typo(question, rng) if at % 2 else question

    def adversarial(self, seed: int = 1) -> dict[str, str]:
        """Questions made to cost much, by what is bad about them."""
        rng = random.Random(f"adversarial {seed}")
        return {
            "4,096 characters of its words": " ".join(self._some(rng, 1000))[:4096],
            "one word 600 times": " ".join(self.words[:1] * 600),
            "all its words": " ".join(self.words),
            "600 strange words": " ".join(invented(600, rng)),
            "600 mistyped words": " ".join(typo(word, rng) for word in rng.choices(self.words, k=600)),
            "all its names": " ".join(each.name for each in (*self.people, *self.places)),
        }


def _own(entry: Statement | Fact) -> str:
    return entry.text if isinstance(entry, Fact) else entry.quote or ""
