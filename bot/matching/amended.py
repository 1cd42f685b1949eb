"""What a question takes back: not Smith but Miller, the mayor - I mean the governor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.matching.asides import set_off
from bot.matching.names import Mention
from bot.text import Word

Find = Callable[[Sequence[Word]], list[Mention]]

_LONGEST = 4
"""Words that "not ..., but" may set aside."""


def amended(words: tuple[Word, ...], language: Language, find: Find) -> tuple[Word, ...]:
    """The words without what they take back themselves; `find` finds the names in them."""
    words = _those_of_another(_behind_aside(words, language, find), language)
    span = next(_spans(words, language, find), None)
    return amended(_without(words, *span), language, find) if span else words


def _behind_aside(words: tuple[Word, ...], language: Language, find: Find) -> tuple[Word, ...]:
    """The words behind what the message leaves aside first: never mind Smith, no matter what the mayor says, ..."""
    classes = language.words
    first = next((at for at, word in enumerate(words) if word.text not in classes["openings"]), 0)
    texts = tuple(word.text for word in words[first:])
    phrase = max((each for each in language.leaving_aside if texts[: len(each)] == each), key=len, default=())
    if not phrase:
        return words
    start = first + len(phrase)
    end = next((at for at in range(start + 1, len(words)) if _asks_behind(words, at, language)), 0)
    left = words[start:end]
    said = phrase[-1] not in classes["question"] or (left and language.acts_asked(left[-1].text))
    people = classes["leads_aside"] | classes["titles"]
    somebody = find(left) or any(word.text in people for word in left)
    return words[end:] if somebody and said else words


def _asks_behind(words: Sequence[Word], at: int, language: Language) -> bool:
    """Whether another sentence begins at the word, or behind a comma one that asks."""
    asking = language.words["question"] | language.words["aux"]
    if words[at].sentence != words[at - 1].sentence:
        return True
    return set_off(words, at) and not asking.isdisjoint(word.text for word in words[at:])


def _those_of_another(words: tuple[Word, ...], language: Language) -> tuple[Word, ...]:
    """The words with the noun behind "but those": not Smith's words but those of Miller are the words of Miller."""
    classes = language.words
    for at in range(len(words) - 4):
        if words[at].text not in classes["strict_negations"]:
            continue
        behind = range(at + 2, min(at + 3 + _LONGEST, len(words) - 2))
        but = next((place for place in behind if words[place].text in classes["contrasting"]), 0)
        if but and words[but + 1].text in classes["pointing_back"] and words[but + 2].text in classes["partitive"]:
            noun = next((word for word in words[at:but] if word.text in classes["words"]), words[but - 1])
            return (*words[:at], noun, *words[but + 2 :])
    return words


def _spans(words: Sequence[Word], language: Language, find: Find) -> Iterator[tuple[int, int]]:
    """Where each thing that is taken back, or set aside, begins and ends."""
    texts = tuple(word.text for word in words)
    for phrase in _among(language.taking_back, texts):
        for at in range(1, len(texts) - len(phrase)):
            if texts[at : at + len(phrase)] == phrase:
                start = _taken_back(words, at, at + len(phrase), language, find)
                if start >= 0:
                    yield start, at + len(phrase)
    for phrase in _among(language.setting_aside, texts):
        for at in range(1, len(texts)):
            named = find(words) if texts[at : at + len(phrase)] == phrase else []
            aside = (each for each in named if each.start == at + len(phrase))
            # rather than John Miller, who is not Jane Miller, sets aside nobody who is known
            yield from ((at, each.end) for each in aside if not any(other.start == each.end for other in named))
    for at, text in enumerate(texts):
        if text in language.words["strict_negations"] and (end := _set_aside(words, at, language, find)):
            yield at, end


def _among(phrases: Iterable[tuple[str, ...]], texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The phrases of which every word is among the texts."""
    present = set(texts)
    return (phrase for phrase in phrases if present.issuperset(phrase))


def _taken_back(words: Sequence[Word], at: int, behind: int, language: Language, find: Find) -> int:
    """Where what is taken back begins: with the same word as what is put for it, or with a name; -1 for nowhere."""
    again = next((place for place in range(at - 1, -1, -1) if words[place].text == words[behind].text), -1)
    same_sentence = words[at - 1].sentence == words[at].sentence
    if again >= 0 and (same_sentence or words[again].text in language.words["question"] | language.words["aux"]):
        return again
    named = find(words) if same_sentence else []
    if not any(mention.start == behind for mention in named):
        return -1
    return next((mention.start for mention in named if mention.end == at), -1)


def _set_aside(words: Sequence[Word], at: int, language: Language, find: Find) -> int:
    """Where "not ... but", or "not" with a name right behind another, ends; 0 where nothing is set aside."""
    classes = language.words
    leads = classes["articles"] | classes["topic_before"] | classes["away_from"] | classes["doer_behind"]
    behind = range(at + 2, min(at + 3 + _LONGEST, len(words) - 1))
    but = next((place for place in behind if words[place].text in classes["contrasting"]), 0)
    if but and words[at + 1].sentence == words[but].sentence:
        alike = words[at + 1].text in leads and words[but + 1].text in leads
        if alike or (but == at + 2 and words[at + 1].text not in classes["function"]):
            return but + 1
    named = find(words) if at and at + 1 < len(words) else []
    behind_it = words[min(at + 1, len(words) - 1)].text
    open_end = words[-1].text == behind_it  # it is not in Oldtown that he was, but in ...?
    starts = {at + 1, at + 2 if behind_it in leads else at + 1}
    other = next((mention for mention in named if mention.start in starts), None)
    one = any(mention.end in {at, at - (words[at - 1].text in classes["joining"])} for mention in named)
    return other.end if other and (one or (open_end and words[-2].text in classes["contrasting"])) else 0


def _without(words: tuple[Word, ...], start: int, end: int) -> tuple[Word, ...]:
    """The words without those from `start` to `end`; what stood around them stands side by side."""
    before, behind = words[:start], words[end:]
    if before and behind:
        before = (*before[:-1], replace(before[-1], end=behind[0].start - 1))
    return (*before, *behind)
