"""A question word put where it belongs: somebody rang. Who? - who rang?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_ASKING = 7
"""Words of a question that asks for no more than who or which it was: and who was that, do we know?"""
_ASKING_NO_MORE = ("function", "filler", "openings", "adverbs", "one_of_them")
"""What such a question holds besides."""


def filled(parts: Iterable[Sentence], words: Mapping[str, frozenset[str]]) -> list[Sentence]:
    """The parts of a message, what leaves open who it was in one with the question that asks for it."""
    found: list[Sentence] = []
    told: Sentence = ()
    for part in parts:
        joined = put_in_place(told, part, words) or _of_what_is_told(told, part, words)
        if joined and told in found:
            found.remove(told)
        found.append(joined or part)
        told = told if joined else part
    return found


def _of_what_is_told(told: Sentence, asking: Sentence, words: Mapping[str, frozenset[str]]) -> Sentence:
    """The question that ends with "so", with what that stands for: who wrote so?"""
    asks = not words["question"].isdisjoint(word.text for word in asking)
    so = told and asks and asking[-1].text in words["so_told"]
    return (*asking[:-1], *told) if so else ()


def put_in_place(told: Sentence, asking: Sentence, words: Mapping[str, frozenset[str]]) -> Sentence:
    """What is told with the question word where somebody, or one of a kind, stands unnamed; () where nobody does."""
    if not words["question"].isdisjoint(word.text for word in told):
        return ()
    asks = next((word for word in asking if word.text in words["question"]), None)
    if not asks or not _asks_no_more(asking, asks, words):
        return ()
    at = next((at for at, word in enumerate(told) if _stands_for(word, told[at + 1 : at + 2], asks, words)), -1)
    if at < 0:
        return ()
    one = told[at].text in words["articles"] and asks.text in words["who"]
    word = replace(told[at], text="which" if one else asks.text, raw="which" if one else asks.raw)
    before = told[: at - 1] if at and told[at - 1].text in words["limiting"] else told[:at]  # only one of them
    kept = (told[at],) if told[at].text in words["one_of_them"] else ()
    return (*before, word, *kept, *told[at + 1 :])


def _asks_no_more(asking: Sequence[Word], asks: Word, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether nothing but who or which it was is asked."""
    others = [word.text for word in asking if word is not asks]
    if len(asking) > _LONGEST_ASKING or not words["question"].isdisjoint(others):
        return False
    return all(any(other in words[name] for name in _ASKING_NO_MORE) for other in others)


def _stands_for(word: Word, behind: Sequence[Word], asks: Word, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the word leaves open whom, or what, the question word asks for."""
    if asks.text in words["who"]:
        person = any(each.text in words["persons"] | words["individuals"] for each in behind)
        return word.text in words["somebody"] or (word.text in words["indefinite"] and person)
    if asks.text in words["owners"]:  # which, whose
        return word.text in words["one_of_them"] or word.text in words["indefinite"]
    return False
