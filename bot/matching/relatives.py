"""Whose somebody or something is: Smith's wife or spokesman is a stranger, his club is the one that he belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.matching.names import Mention, Names
from bot.text import Word


def with_relatives(
    words: Sequence[Word], mentions: Sequence[Mention], language: Language, names: Names
) -> list[Mention]:
    """The mentions, of "Smith's wife" a stranger, and the strangers of "his wife" behind them."""
    joined = [
        _body(words, each, language, names) or _relative(words, each, language) if names.is_person(each) else each
        for each in mentions
    ]
    return [*joined, *_nobodys(words, joined, language)]


def _body(words: Sequence[Word], mention: Mention, language: Language, names: Names) -> Mention | None:
    """What the person belongs to, where the words say so: Smith's club; None for any other."""
    last, at = words[mention.end - 1], mention.end
    owns = at < len(words) and last.end - last.start > len(last.raw)  # the ending was left out of the word
    if not owns or len(mention.ids) != 1 or words[at].text not in language.words["bodies"]:
        return None
    bodies = names.bodies(mention.ids[0])
    text = " ".join(word.raw for word in words[mention.start : at + 1])
    return Mention(bodies, text, mention.start, at + 1, title=True) if bodies else None


def _relative(words: Sequence[Word], mention: Mention, language: Language) -> Mention:
    """The person, or the stranger who is "Smith's wife" or "the father of Smith"."""
    start, end, relations = mention.start, mention.end, language.words["relations"]
    before = start - 1 if start and words[start - 1].text in language.words["articles"] else start
    if end < len(words) and words[end].text in relations and not _is_asked_of(words, end):
        end += 1
    elif before > 1 and words[before - 1].text == "of" and words[before - 2].text in relations:
        start = before - 2
    else:
        return mention
    return replace(mention, ids=(), text=" ".join(word.raw for word in words[start:end]), start=start, end=end)


def _is_asked_of(words: Sequence[Word], at: int) -> bool:
    """Whether it is asked whose the word is: Smith, representative of what?"""
    return [word.text for word in words[at + 1 : at + 2]] == ["of"]


def _nobodys(words: Sequence[Word], mentions: Sequence[Mention], language: Language) -> Iterator[Mention]:
    """Strangers such as "his wife" and "our government"."""
    covered = {at for mention in mentions for at in range(mention.start, mention.end)}
    kinds = language.words
    for at in range(len(words) - 1):
        related = words[at].text in kinds["possessives"] and words[at + 1].text in kinds["relations"]
        if related and covered.isdisjoint((at, at + 1)) and words[at].text not in kinds["of_the_asker"]:
            yield Mention((), f"{words[at].raw} {words[at + 1].raw}", at, at + 2)
