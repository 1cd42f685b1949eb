"""Phrases to plain words: "laid to rest" asks what "buried" asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.languages import ANY, Language, Phrase
from bot.text import Word

_OBJECT = 2
"""Words behind an article that may part a verb and its particle: put the proud flags up."""


def plain(
    typed: Sequence[Word], language: Language, named: frozenset[tuple[str, ...]] = frozenset()
) -> tuple[Word, ...]:
    """The words with each phrase of the language replaced by what it amounts to; that keeps the phrase as its raw.

    Phrases that are part of a name, as `named` lists them, stay as they are.
    """
    return tuple(_plain(typed, language, named))


def plain_words(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """Folded words of a text of ours with each phrase replaced, as `plain` does."""
    if not language.may_hold_phrase(words):
        return tuple(words)  # as most do
    return tuple(word.text for word in plain([Word(word, word, 0, 0) for word in words], language))


def _plain(typed: Sequence[Word], language: Language, named: frozenset[tuple[str, ...]]) -> Iterator[Word]:
    bases = [language.base(word.text) for word in typed]
    present = {*bases, ANY}
    at = 0
    while at < len(typed):
        phrases = [each for each in language.phrases.get(bases[at], ()) if present.issuperset(each[0])]
        if not phrases:
            yield typed[at]  # as most
            at += 1
            continue
        end, words = _first(phrases, typed, bases, at, language)
        between = range(0)
        if not words:
            between, words = _parted(phrases, typed, bases, at, language)
            end = between.stop + 1 if words else at
        if words and tuple(word.text for word in typed[at:end]) in named:
            words, end = (), at
        raw = " ".join(word.raw for word in typed[at:end])
        yield from (replace(typed[at], text=text, raw=raw, end=typed[end - 1].end) for text in words)
        yield from (typed[each] for each in between)
        if not words:
            yield typed[at]
        at = max(end, at + 1)


def _first(
    phrases: Iterable[Phrase], typed: Sequence[Word], bases: Sequence[str], at: int, language: Language
) -> tuple[int, tuple[str, ...]]:
    """Where the first of the phrases that begins at the word ends, and its plain words; `at` and none without one."""
    for phrase, words in phrases:
        end = _end(phrase, typed, bases, at, language)
        if end and typed[at].sentence == typed[end - 1].sentence:
            return end, words
    return at, ()


def _parted(
    phrases: Iterable[Phrase], typed: Sequence[Word], bases: Sequence[str], at: int, language: Language
) -> tuple[range, tuple[str, ...]]:
    """The positions of what stands in the midst of a verb and its particle, with the plain words: hold them back."""
    between, classes = _object(typed, at + 1, language), language.words
    particle = between.stop
    if not between or particle >= len(typed) or typed[particle].text not in classes["separable"]:
        return range(0), ()
    if particle + 1 < len(typed) and typed[particle + 1].text in classes["topic_before"]:
        return range(0), ()  # bring me up to speed
    whole = (bases[at], bases[particle])
    same = typed[at].sentence == typed[particle].sentence
    return next(((between, words) for phrase, words in phrases if phrase == whole and same), (range(0), ()))


def _object(typed: Sequence[Word], at: int, language: Language) -> range:
    """The positions of a pronoun, or of an article or possessive with a word or two behind it, or none."""
    classes = language.words
    if at >= len(typed) or typed[at].text in classes["objects"]:
        return range(at, at + 1)
    if typed[at].text not in classes["articles"] | classes["possessives"]:
        return range(0)
    end = at + 1
    while end < len(typed) and end <= at + _OBJECT and typed[end].text not in classes["function"]:
        if typed[end].text in classes["separable"]:
            return range(at, end)
        end += 1
    return range(at, end)


def _end(phrase: Sequence[str], typed: Sequence[Word], bases: Sequence[str], at: int, language: Language) -> int:
    """Where the phrase ends that begins at the word, articles left aside; 0 where it does not stand there."""
    articles = language.words["articles"]
    for base in phrase:
        if base == ANY:
            if at >= len(typed) or not language.knows(typed[at].text):
                return 0  # it may be somebody's name
            at += 1
            continue
        while at < len(typed) and bases[at] != base and typed[at].text in articles:
            at += 1
        if at >= len(typed) or bases[at] != base:
            return 0
        at += 1
    return at
