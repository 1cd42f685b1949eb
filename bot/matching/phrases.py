"""Phrases to plain words: "laid to rest" asks what "buried" asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.text import Word


def plain(typed: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """The words with each phrase of the language replaced by what it amounts to; that keeps the phrase as its raw."""
    return tuple(_plain(typed, language))


def _plain(typed: Sequence[Word], language: Language) -> Iterator[Word]:
    at = 0
    while at < len(typed):
        length, words = _phrase_at(typed, at, language)
        raw = " ".join(word.raw for word in typed[at : at + length])
        yield from (replace(typed[at], text=text, raw=raw, end=typed[at + length - 1].end) for text in words)
        if not words:
            yield typed[at]
        at += max(length, 1)


def _phrase_at(typed: Sequence[Word], at: int, language: Language) -> tuple[int, tuple[str, ...]]:
    """How many words the longest phrase has that begins at the word, and its plain words; 0 and none without one."""
    for phrase, words in language.phrases.get(typed[at].text, ()):
        found = typed[at : at + len(phrase)]
        if tuple(word.text for word in found) == phrase and found[0].sentence == found[-1].sentence:
            return len(phrase), words
    return 0, ()


def plain_words(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """Folded words of a text of ours with each phrase replaced, as `plain` does."""
    return tuple(word.text for word in plain([Word(word, word, 0, 0) for word in words], language))
