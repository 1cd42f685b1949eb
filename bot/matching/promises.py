"""Whether a phrasing of an entry asks just what a question asks: then the entry answers it, as its operator says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.languages import Act, Language
from bot.matching.dates import AskedDate
from bot.matching.explanation import Explainer
from bot.matching.phrases import plain_words
from bot.matching.question import DEEDS, Question
from bot.matching.traits import Traits
from bot.text import folded, stem, stems, words

_OF_A_NAME = 4
"""Words that a name may have in a phrasing."""
_PASSED_OVER = ("free", "asking", "acts", "idle", "openings", "dates", "titles")
"""Words of a phrasing that may need no explaining."""
_OF_KINDS = ("where", "when", "channel")
"""Rows that a kind of place or time may be asked with: in which building, in what year."""
_TELLING_APART = ("negations", "telling_apart")
"""Words that need no explaining and without which it is another question: before, after, only."""


@dataclass(frozen=True)
class Sense:
    """What a question asks, as far as another may ask the same: all but the words alike, and the words to be met.

    `of_clock`: a time of day is asked for. To pass most phrasings over at one look: whom the `names` mean, and the
    `ways` in which each word may be put.
    """

    alike: tuple[object, ...]
    words: tuple[str, ...]
    of_clock: bool
    names: tuple[frozenset[str], ...]
    ways: tuple[frozenset[str], ...]

    @property
    def room(self) -> int:
        """Words that a phrasing may have besides: the names may be spelled otherwise."""
        return _OF_A_NAME * len(self.names)


class Promises:
    """Tells whether the phrasings of entries ask the same as a question."""

    def __init__(self, language: Language, read: Callable[[str], Question]) -> None:
        self._language = language
        self._explainer = Explainer(language)
        kinds = (language.kinds[row] for row in _OF_KINDS)
        self._kinds = language.words["place_kinds"].union(*kinds) - language.words["filler"]
        self._apart = frozenset().union(*(language.words[name] for name in _TELLING_APART))
        self._passed_over = frozenset(language.months).union(*(language.words[name] for name in _PASSED_OVER))
        self._read = read
        self._senses: dict[str, Sense | None] = {}
        self._held: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def sense(self, question: Question) -> Sense | None:
        """What the question asks; None where no phrasing can ask the same: it quotes, or rests on something."""
        if not question.asks or question.quoted or question.premise or question.strangers or question.somebody:
            return None
        names = (question.speaker, *question.topics)
        alike: tuple[object, ...] = (
            question.asks,
            question.options - {"time_of_day"},
            frozenset[Act](question.acts),
            tuple(frozenset(name.ids) if name else None for name in names),
            frozenset(id for name in question.excluded for id in name.ids),
            tuple(_day(date) for date in question.dates),
            question.reversed,
            question.noun,
            question.doing is None,
            frozenset(word.text for word in question.words if word.text in self._apart),
        )
        words = tuple(dict.fromkeys(self._to_meet(question)))
        if not (words or question.speaks or question.asks in DEEDS):
            return None  # who somebody is
        return Sense(
            alike,
            words,
            of_clock="time_of_day" in question.options,
            names=tuple(frozenset(name.ids) for name in question.mentions),
            ways=self._ways(question),
        )

    def _to_meet(self, question: Question) -> Iterator[str]:
        """The words without which it would be another question, those of names and of the act aside."""
        covered = {at for name in question.mentions for at in range(name.start, name.end)}
        kept = {*question.content, *question.hints, *question.aspects} - set(question.act_words)
        idle, verb = self._language.words["idle"], question.verb.text if question.verb else ""
        for at, word in enumerate(question.words):
            tells = word.text not in idle or word.text == verb
            if (tells and word in kept) or (word.text in self._kinds and at not in covered):
                yield word.text

    def made(self, sense: Sense, meant: frozenset[str], traits: Traits) -> str:
        """The id of the entry, or of its dispute, that has a phrasing which asks just this; else "".

        `meant`: the stems that the question may mean.
        """
        if not _may_hold(sense, traits):
            return ""
        for text, id in _phrasings(traits):
            held = self._of_phrasing(text) if self._may_be(sense, meant, text) else None
            if held and held.alike == sense.alike and self._meet(sense.words, held.words):
                return id
        return ""

    def _of_phrasing(self, text: str) -> Sense | None:
        """What the phrasing asks; kept."""
        if text not in self._senses:
            self._senses[text] = self.sense(self._read(text))
        return self._senses[text]

    def _may_be(self, sense: Sense, meant: frozenset[str], text: str) -> bool:
        """Whether the phrasing holds all that must be explained of the question, and no more: most do not."""
        own, asked = self._stems(text)
        return not any(map(own.isdisjoint, sense.ways)) and len(asked - meant) <= sense.room

    def _stems(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of the phrasing as written and as read, and of the words that need explaining; kept."""
        if text not in self._held:
            written, language = folded(text), self._language
            short = language.contractions  # who's, dis: what they stand for is read
            whole = [word.text for word in words(text) if "'" not in word.text and word.text not in short]
            asked = (word for word in plain_words(whole, language) if not word.isdecimal())
            self._held[text] = (
                stems((*written, *plain_words(written, language))),
                stems(word for word in asked if word not in self._passed_over),
            )
        return self._held[text]

    def _ways(self, question: Question) -> tuple[frozenset[str], ...]:
        """Of each word that must be explained its stem and those of all that it may stand for."""
        idle, synonyms = self._language.words["idle"], self._language.synonyms
        asked = (stem(word.text) for word in question.content if word.text not in idle)
        return tuple(frozenset((own, *synonyms.get(own, ()))) for own in asked)

    def _meet(self, asked: Sequence[str], held: Sequence[str]) -> bool:
        """Whether each word of the one is met by one of the other, and nothing is left over on either side."""
        same = self._explainer.same
        return all(any(same(word, own) for own in held) for word in asked) and all(
            any(same(word, own) for word in asked) for own in held
        )


def _may_hold(sense: Sense, traits: Traits) -> bool:
    """Whether the entry has all names and words that a phrasing of it must have, and a time of day if that is asked."""
    if sense.of_clock and "clock" not in traits.details:
        return False
    if any(map(traits.related.isdisjoint, sense.names)):
        return False
    return not any(map(traits.asked_stems.isdisjoint, sense.ways))


def _phrasings(traits: Traits) -> Iterator[tuple[str, str]]:
    """The phrasings of the entry and of its disputes, each with the id of what it asks for."""
    yield from ((text, traits.id) for text in traits.entry.asked_as)
    yield from ((" ".join(words), id) for words, id in traits.disputed_as.items())


def _day(date: AskedDate) -> tuple[int | None, ...]:
    return date.year, date.month, date.day, date.years
