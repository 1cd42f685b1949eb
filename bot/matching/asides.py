"""What is set off by commas and asks nothing: whom the asker speaks to, how fast, a tag behind what is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.text import Word

_SHORTEST_TOLD = 2
"""Words that stand before a tag at least: he came, didn't he."""

_LONGEST_IF = 4
"""Words of a doubt whether there is any: if there is one."""


def asides(sentence: Sequence[Word], words: Mapping[str, frozenset[str]]) -> frozenset[int]:
    """The positions of tags and of whole phrases between commas by which the asker only addresses or urges."""
    found = frozenset(_tags(sentence, words))
    phrases = list(_phrases(sentence))
    by_the_way = [_is_by_the_way([sentence[at].text for at in phrase], words) for phrase in phrases]
    if all(by_the_way):
        return found
    return found.union(at for phrase, aside in zip(phrases, by_the_way, strict=True) if aside for at in phrase)


def only_addresses(sentence: Sequence[Word], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the asker does no more than address or urge: dear friend, you who know it all."""
    return all(_is_by_the_way([sentence[at].text for at in phrase], words) for phrase in _phrases(sentence))


def _is_by_the_way(said: Sequence[str], words: Mapping[str, frozenset[str]]) -> bool:
    if said[0] in words["of_the_bot"] and words["question"].intersection(said[1:2]):
        return True  # you who know it all
    if said[0] in words["conditions"] and 1 < len(said) <= _LONGEST_IF and words["if_any"].issuperset(said):
        return True  # if anyone, if he has one
    if said[0] in words["conditions"] and said[-1] in words["asking_leave"] and not words["may"].isdisjoint(said):
        return True  # if an old man may ask
    return not words["spoken_to"].isdisjoint(said) and words["spoken_to"] | words["beside_spoken_to"] >= set(said)


def set_off(sentence: Sequence[Word], at: int) -> bool:
    """Whether a comma or the like stands before the word; the sentence's first and its end count as such."""
    return at in {0, len(sentence)} or sentence[at].start - sentence[at - 1].end > 1


def _phrases(sentence: Sequence[Word]) -> Iterator[range]:
    """What stands between commas, as the positions of its words."""
    starts = [at for at in range(len(sentence) + 1) if set_off(sentence, at)]
    return (range(start, end) for start, end in pairwise(starts))


def _tags(sentence: Sequence[Word], words: Mapping[str, frozenset[str]]) -> Iterator[int]:
    """The positions of tags behind what is told, at a comma or the end: ..., isn't he; ..., did they?"""
    for at in range(_SHORTEST_TOLD, len(sentence) - 1):
        if sentence[at].text not in words["aux"] or not words["question"].isdisjoint(_told(sentence, at)):
            continue
        end = next((end for end in range(at + 2, min(at + 4, len(sentence) + 1)) if set_off(sentence, end)), at)
        said = {word.text for word in sentence[at + 1 : end]}
        turned = said & words["strict_negations"]
        asks = len(said - turned) == 1 and said - turned <= words["tagged"]
        denied = any(word.text in words["strict_negations"] for word in sentence[:at])  # he did not come, did he?
        if asks and (turned or (set_off(sentence, at) and not denied)):
            yield from range(at, end)


def _told(sentence: Sequence[Word], at: int) -> set[str]:
    """The word right before the position, if no comma parts the two: whose opponent is he?"""
    return set() if set_off(sentence, at) else {sentence[at - 1].text}
