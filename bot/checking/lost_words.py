"""Which words of a source lead to nothing that is told of their paragraph: readers will ask in some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.checking import wording
from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.dates import find_dates
from bot.matching.explanation import Explainer
from bot.matching.names import Names
from bot.matching.traits import Traits, traits_of
from bot.text import Word, stem, words

_SAID_OF_ALL = ("function", "filler", "pronouns", "words", "adverbs")
"""Classes of words that a question may hold without asking for anything in them."""


@dataclass(frozen=True, slots=True)
class LostWords:
    """Words of a paragraph, as printed, that nothing of its entries explains."""

    source: str
    paragraph: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.source} ¶{self.paragraph}: {', '.join(self.words)}"


def lost_words(ledger: Ledger, language: Language, texts: Mapping[str, str]) -> Iterator[LostWords]:
    """The lost words of every paragraph that an entry cites, in the order of the sources; `texts` by source id.

    A word is lost that neither the entries hold nor, as far as the language knows, another word for it. Names, days
    and verbs of saying are no such words: `about`, `date` and `act` tell of them.
    """
    names, explainer = Names(ledger, language), Explainer(language)
    traits = traits_of(ledger, language, names)
    idle = names.words.union(language.weekdays, language.months, *(language.words[each] for each in _SAID_OF_ALL))
    for source in ledger.sources:
        for number, text in enumerate(wording.paragraphs(texts.get(source, "")), start=1):
            telling = [each for each in traits.values() if _cites(each, source, number)]
            if not telling:
                continue
            sought = (word for word in _undated(text, language) if word.text not in idle)
            lost = {stem(word.text): word.raw for word in sought if not _leads(word, telling, explainer)}
            if lost:
                yield LostWords(source, number, tuple(lost.values()))


def _undated(text: str, language: Language) -> list[Word]:
    """The words of the text but those of its days, which an entry tells in `date`."""
    typed = words(text)
    days = {at for day in find_dates(typed, language) for at in range(day.start, day.end)}
    return [word for at, word in enumerate(typed) if at not in days]


def _cites(traits: Traits, source: str, number: int) -> bool:
    """Whether the entry stands in the paragraph."""
    return any(each.source == source and number in each.paragraphs for each in traits.entry.citations)


def _leads(word: Word, telling: list[Traits], explainer: Explainer) -> bool:
    """Whether one of the entries holds the word, or another for it, in what it says or in a phrasing."""
    if explainer.language.acts_asked(word.text):
        return True  # a verb of saying, which `act` tells
    asked = stem(word.text)
    return any(asked in each.asked_stems or explainer.explains(word, each) for each in telling)
