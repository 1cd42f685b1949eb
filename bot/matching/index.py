"""Candidates for a question: entries ranked by words and 3-grams, an inverted index built once per knowledge.

The score: cosine over the stems of words (0.4) and the 3-grams of each word (0.6), each saturated, 0.7 with the
centroid of an entry's texts and 0.3 with its nearest text; words that the index has never seen stay in the question's
norm at the highest idf. Stems and saturation were added to the score that had won in the measurements of others;
`python -m tests.benchmarks accuracy` measures it beside its peers.

Stems and the beginnings of words find the texts that may be near; only those are compared in full, so that a large
knowledge is searched as fast as a small one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from bot.text import stem

STEM, GRAMS = 0.4, 0.6
CENTROID, NEAREST = 0.7, 0.3
SATURATION = 0.25
"""Weight of a feature at which it counts half of the most that repeating it could make it count."""

_BEGINNING = 4
_COMPARED = 24
"""Texts that are compared in full, with all others of their entries."""
_LOOKED_AT = 6_000
"""Texts that may share a key with the question and be looked at, those with the rarest keys first."""
_KEPT = 10_000
"""Entries whose vectors are kept once they were compared."""
_COMMON = 0.2
"""Share of the texts from which a key is too common to find any of them, as long as the question holds others."""

Vector = Mapping[str, float]


@lru_cache(maxsize=100_000)
def _features(word: str) -> tuple[tuple[str, float], ...]:
    """The stem of the word and its 3-grams, each with its share."""
    padded = f"_{word}_"
    grams = [padded[at : at + 3] for at in range(len(padded) - 2)] or [padded]
    return ((f"={stem(word)}", STEM), *((gram, GRAMS / math.sqrt(len(grams))) for gram in grams))


@lru_cache(maxsize=100_000)
def _keys(word: str) -> tuple[str, ...]:
    """By what the word is looked up: its stem, and how it begins, which other forms of it share."""
    return (f"={stem(word)}", f"{word[:_BEGINNING]}…") if len(word) > _BEGINNING else (f"={stem(word)}",)


class Index:
    """The texts of all entries, ready to be searched."""

    def __init__(self, texts: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """`texts`: for each entry the folded words of each of its texts."""
        self.ids = tuple(texts)
        counts = Counter(
            name for units in texts.values() for name in {f for unit in units for w in unit for f, _ in _features(w)}
        )
        total = max(len(texts), 1)
        self._idf = {name: math.log(1 + total / count) for name, count in counts.items()}
        self._highest = math.log(1 + total)
        self._units = [tuple(unit) for units in texts.values() for unit in units if unit]
        self._owner = [number for number, units in enumerate(texts.values()) for unit in units if unit]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, unit in enumerate(self._units):
            for key in dict.fromkeys(key for word in unit for key in _keys(word)):
                self._postings[key].append(place)
        self._of_entry: dict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(self._owner):
            self._of_entry[number].append(place)
        self._kept: dict[int, tuple[Sequence[Vector], float]] = {}

    def rank(self, words: Sequence[str], most: int = 50) -> list[tuple[str, float]]:
        """The entries that share anything with the words, with their scores from 0 to 1, best first."""
        question = tuple(self._vector(words).items())
        scored = ((number, self._score(question, number)) for number in self._near(words))
        best = sorted((pair for pair in scored if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:most]
        return [(self.ids[number], score) for number, score in best]

    def _near(self, words: Sequence[str]) -> Iterable[int]:
        """The entries whose texts share the rarest keys with the words."""
        if len(self._units) <= _COMPARED:
            return range(len(self.ids))
        keys = {key: self._postings[key] for word in words for key in _keys(word) if key in self._postings}
        limit = _COMMON * len(self._units)
        telling = sorted((found for found in keys.values() if len(found) <= limit), key=len) or list(keys.values())
        shared: dict[int, float] = defaultdict(float)
        looked_at = 0
        for found in telling:
            looked_at += len(found)
            if looked_at > _LOOKED_AT and len(shared) >= _COMPARED:
                break  # the rarest have spoken
            weight = math.log(1 + len(self._units) / len(found))
            for place in found:
                shared[place] += weight
        nearest = nlargest(_COMPARED, shared, key=shared.__getitem__)
        return dict.fromkeys(self._owner[place] for place in nearest)

    def _score(self, question: Sequence[tuple[str, float]], number: int) -> float:
        """How near the entry is: its centroid, and its nearest text."""
        vectors, length = self._vectors(number)
        near = [sum([weight * vector[name] for name, weight in question if name in vector]) for vector in vectors]
        return CENTROID * sum(near) / length + NEAREST * max(near) if length else 0.0

    def _vectors(self, number: int) -> tuple[Sequence[Vector], float]:
        """The vectors of the entry's texts, and the length of their sum; kept, as what is asked once is asked again."""
        if number not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[number] = self._made(number)
        return self._kept[number]

    def _made(self, number: int) -> tuple[Sequence[Vector], float]:
        vectors = [self._vector(self._units[place]) for place in self._of_entry[number]]
        if len(vectors) == 1:
            return vectors, 1.0
        whole: dict[str, float] = defaultdict(float)
        for vector in vectors:
            for name, weight in vector.items():
                whole[name] += weight
        return vectors, math.sqrt(sum([weight * weight for weight in whole.values()]))

    def _vector(self, words: Iterable[str]) -> Vector:
        weights: dict[str, float] = defaultdict(float)
        for word in words:
            for name, share in _features(word):
                weights[name] += share
        idf, highest = self._idf, self._highest
        return _normal(
            {
                name: idf.get(name, highest) * weight * (1 + SATURATION) / (weight + SATURATION)
                for name, weight in weights.items()
            }
        )


def _normal(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()} if length else {}
