"""Numbers in words to figures: "thirty-one" counts what "31" counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.text import Word


def in_figures(typed: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """The words with each number of several words in figures; that keeps the words as its raw. One word stays."""
    return tuple(_in_figures(typed, language))


def words_in_figures(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """Folded words of a text of ours with each number of several words in figures, as `in_figures` does."""
    if language.numbers.keys().isdisjoint(words) or sum(map(language.numbers.__contains__, words)) < 2:
        return tuple(words)
    return tuple(word.text for word in in_figures([Word(word, word, 0, 0) for word in words], language))


def _in_figures(typed: Sequence[Word], language: Language) -> Iterator[Word]:
    at = 0
    while at < len(typed):
        end, number = _number(typed, at, language)
        if end - at > 1:
            raw = " ".join(word.raw for word in typed[at:end])
            yield replace(typed[at], text=str(number), raw=raw, end=typed[end - 1].end)
        else:
            yield typed[at]
        at = max(end, at + 1)


def _number(typed: Sequence[Word], at: int, language: Language) -> tuple[int, int]:
    """Where the number that begins at the word ends, and what it is; `at` and 0 where none begins."""
    total = part = 0
    end = place = at
    while place < len(typed):
        value = language.numbers.get(typed[place].text)
        joins = part and place == end and typed[place].text in language.words["joining"]  # a hundred and one
        if joins:
            place += 1
            continue
        if value is None or typed[place].text in language.words["always_hard"]:  # first, second
            break
        if part and value >= 100:
            part *= value
        elif part and not _fills(part, value):
            break
        else:
            part += value
        if value >= 1000:
            total, part = total + part, 0
        place += 1
        end = place
    return end, total + part


def _fills(part: int, value: int) -> bool:
    """Whether the value fits behind a number: one behind twenty, twenty behind a hundred, but no two behind three."""
    return (part % 100 == 0 and value < 100) or (part % 10 == 0 and part % 100 > 10 and value < 10)
