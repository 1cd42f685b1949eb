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
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import mul, truediv

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
"""Entries, and texts, whose weights are kept once they were compared."""
_COMMON = 0.2
"""Share of the texts from which a key is too common to find any of them, as long as the question holds others."""

Vector = Mapping[str, float]
Unit = tuple[str, ...]
Measured = tuple[Mapping[str, Sequence[float]], Sequence[float], float]
"""What each feature weighs in each text of an entry, the length of each as a vector, and that of their sum as units."""


@lru_cache(maxsize=100_000)
def _features(word: str) -> tuple[tuple[str, float], ...]:
    """The stem of the word and its 3-grams, each with its share."""
    padded = f"_{word}_"
    grams = [padded[at : at + 3] for at in range(len(padded) - 2)] or [padded]
    share = GRAMS / math.sqrt(len(grams))
    return ((f"={stem(word)}", STEM), *((gram, share) for gram in grams))


@lru_cache(maxsize=100_000)
def _names_of(word: str) -> tuple[str, ...]:
    """The names of the word's features."""
    return tuple(name for name, _ in _features(word))


@lru_cache(maxsize=100_000)
def _keys(word: str) -> tuple[str, ...]:
    """By what the word is looked up: its stem, and how it begins, which other forms of it share."""
    return (f"={stem(word)}", f"{word[:_BEGINNING]}…") if len(word) > _BEGINNING else (f"={stem(word)}",)


def _names(units: Iterable[Sequence[str]]) -> set[str]:
    """The features of the texts."""
    return set(chain.from_iterable(map(_names_of, set().union(*units))))


def _keys_of(unit: Sequence[str]) -> Iterable[str]:
    """By what the text is found."""
    return dict.fromkeys(chain.from_iterable(map(_keys, unit)))


def _placed(before: Mapping[int, Unit], units: Sequence[Unit]) -> dict[int, Unit]:
    """The texts in places of former ones, in order, the same text in its own place as far as that goes."""
    found: dict[int, Unit] = {}
    for left, (place, unit) in zip(range(len(before), 0, -1), before.items(), strict=True):
        after = units[len(found) :]
        if after and (unit == after[0] or left == len(after)):
            found[place] = after[0]
    return found


@dataclass(frozen=True, slots=True)
class _Before:
    """The index that another was made of: which entries that has `anew`, and which features are `otherwise` rare."""

    index: Index
    anew: frozenset[int]
    otherwise: frozenset[str]


class Index:
    """The texts of all entries, ready to be searched."""

    def __init__(self, texts: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """`texts`: for each entry the folded words of each of its texts."""
        self.ids = tuple(texts)
        self._counts = Counter(chain.from_iterable(map(_names, texts.values())))
        self._total = max(len(texts), 1)
        self._idf = {name: self._rarity(count) for name, count in self._counts.items()}
        self._highest = self._rarity(1)
        self._units = dict(enumerate(tuple(unit) for units in texts.values() for unit in units if unit))
        self._owner = [number for number, units in enumerate(texts.values()) for unit in units if unit]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, unit in self._units.items():
            for key in _keys_of(unit):
                self._postings[key].append(place)
        self._of_entry: dict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(self._owner):
            self._of_entry[number].append(place)
        self._kept: dict[int, Measured] = {}
        self._before: _Before | None = None

    def _rarity(self, count: int) -> float:
        return math.log(1 + self._total / count)

    def but(self, texts: Mapping[str, Sequence[Sequence[str]]]) -> Index:
        """The index as it would be with these texts of some entries, no more texts of each than now; they share most.

        Made for one entry or a few: it costs a hundredth of a new index.
        """
        other = copy(self)
        for name in ("_counts", "_idf", "_units", "_of_entry", "_postings"):
            setattr(other, name, getattr(self, name).copy())
        other._kept = {}
        anew = {self.ids.index(id): [tuple(unit) for unit in units if unit] for id, units in texts.items()}
        otherwise = frozenset().union(*(other._put(number, units) for number, units in anew.items()))
        other._before = _Before(self, frozenset(anew), otherwise)
        return other

    def _put(self, number: int, units: Sequence[Unit]) -> set[str]:
        """Puts the texts where those of the entry were; the features that have another rarity now."""
        places = self._of_entry[number]
        before = {place: self._units.pop(place) for place in places}
        after = _placed(before, units)
        self._units |= after
        self._of_entry[number] = list(after)
        held, holds = _names(before.values()), _names(units)
        self._counts.subtract(held - holds)
        self._counts.update(holds - held)
        for name in held ^ holds:
            self._idf[name] = self._rarity(max(self._counts[name], 1))  # of what no text holds it is the highest
        stood = {(key, place) for place, unit in before.items() for key in _keys_of(unit)}
        stand = {(key, place) for place, unit in after.items() for key in _keys_of(unit)}
        for key, place in stood ^ stand:
            posting = self._postings.pop(key, []).copy()
            if (key, place) in stand:
                insort(posting, place)
            else:
                posting.remove(place)
            if posting:
                self._postings[key] = posting
        return held ^ holds

    def holds(self, word: str) -> bool:
        """Whether a text holds the folded word."""
        return any(word in self._units[place] for place in self._postings.get(f"={stem(word)}", ()))

    def rank(self, words: Sequence[str], most: int = 50) -> list[tuple[str, float]]:
        """The entries that share anything with the words, with their scores from 0 to 1, best first."""
        question = self._asked(words)
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
        shared: dict[int, float] = {}
        looked_at = 0
        for found in telling:
            looked_at += len(found)
            if looked_at > _LOOKED_AT and len(shared) >= _COMPARED:
                break  # the rarest have spoken
            weight = math.log(1 + len(self._units) / len(found))
            for place in found:
                shared[place] = shared.get(place, 0.0) + weight
        nearest = sorted(shared, key=shared.__getitem__, reverse=True)[:_COMPARED]
        return dict.fromkeys(self._owner[place] for place in nearest)

    def _asked(self, words: Sequence[str]) -> dict[str, float]:
        """What each feature of the question counts in a text that holds it: its weight there, times its rarity."""
        weights = _weights(words)
        rarities = [self._idf.get(name, self._highest) for name in weights]
        rare = list(map(mul, weights.values(), rarities))
        length = math.hypot(*rare)
        return {name: each * rarity / length for name, each, rarity in zip(weights, rare, rarities, strict=True)}

    def _score(self, question: dict[str, float], number: int) -> float:
        """How near the entry is: its centroid, and its nearest text."""
        weights, lengths, whole = self._measured(number)
        shared = list(filter(weights.__contains__, question))
        if not shared:
            return 0.0
        counts = list(map(question.__getitem__, shared))
        texts = zip(*map(weights.__getitem__, shared), strict=True)
        near: list[float] = [sum(map(mul, counts, text)) / length for text, length in zip(texts, lengths, strict=True)]
        return CENTROID * sum(near) / whole + NEAREST * max(near)

    def _measured(self, number: int) -> Measured:
        """The entry's texts as vectors with their lengths; kept, as what is asked once is asked again."""
        if number not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[number] = self._made(number)
        return self._kept[number]

    def _made(self, number: int) -> Measured:
        texts = [_saturated(self._units[place]) for place in self._of_entry[number]]
        if self._before and number not in self._before.anew:
            return self._made_again(texts, self._before.index._measured(number), self._before.otherwise)
        lengths = [_length(text, self._idf) for text in texts]
        names = dict.fromkeys(chain.from_iterable(texts))
        weights = {name: tuple([text.get(name, 0.0) for text in texts]) for name in names}
        return weights, lengths, self._whole(weights, lengths)

    def _made_again(self, texts: Sequence[Vector], before: Measured, otherwise: frozenset[str]) -> Measured:
        """The same of texts that stood so before, when some features were not as rare as now."""
        weights, lengths, _ = before
        if weights.keys().isdisjoint(otherwise):
            return before
        lengths = [
            length if text.keys().isdisjoint(otherwise) else _length(text, self._idf)
            for text, length in zip(texts, lengths, strict=True)
        ]
        return weights, lengths, self._whole(weights, lengths)

    def _whole(self, weights: Mapping[str, Sequence[float]], lengths: Sequence[float]) -> float:
        """The length of the sum of all texts as units."""
        whole = {name: sum(map(truediv, row, lengths)) for name, row in weights.items()}
        return _length(whole, self._idf)


def _weights(words: Iterable[str]) -> Vector:
    """The features of a text with their weights, as far as they do not hang on other texts."""
    weights: dict[str, float] = defaultdict(float)
    for word in words:
        for name, share in _features(word):
            weights[name] += share
    return {name: weight * (1 + SATURATION) / (weight + SATURATION) for name, weight in weights.items()}


_saturated = lru_cache(maxsize=_KEPT)(_weights)
"""The same for texts of the ledger; questions are not kept."""


def _length(weights: Vector, rarities: Vector) -> float:
    """The length of a text as a vector."""
    return math.hypot(*map(mul, weights.values(), map(rarities.__getitem__, weights)))
