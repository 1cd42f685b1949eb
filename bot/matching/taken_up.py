"""Sentences that say first and ask behind it, as plain questions: the harbour, isn't that in Oldtown?"""

from __future__ import annotations

from dataclasses import replace

from bot.languages import Language
from bot.matching.asides import set_off
from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_TOPIC = 5
"""Words of what stands in front and is asked of behind a comma: the old harbour of Oldtown."""
_BEFORE_ONE = 5
"""Words behind a verb of which one may stand for what is in front: a truce, was there ever one?"""
_LONGEST_SPELLERS = 3
"""Words that tell who spells a name so: the French of old."""


def asked_plainly(sentence: Sentence, language: Language) -> Sentence:
    """The sentence as it would be asked at once; most stay as they are."""
    sentence = _rejoinder_behind(_without_reserve(_without_spelling(sentence, language), language), language)
    texts = {word.text for word in sentence}
    if len(sentence) < _LONGEST_SPELLERS:
        return sentence
    if topical := _with_one(sentence, language) or _with_topic(sentence, language):
        return topical
    if not language.words["question"].isdisjoint(texts):
        return sentence
    return _without_tag(sentence, language) or _why(sentence, language) or sentence


def _with_one(sentence: Sentence, language: Language) -> Sentence:
    """What stands in front in the place of "one": a truce, was one signed; nothing for other sentences."""
    classes = language.words
    at = next((at for at in range(2, len(sentence)) if set_off(sentence, at)), 0)
    if not 0 < at <= _LONGEST_TOPIC or sentence[0].text not in classes["articles"]:
        return ()
    if sentence[at].text not in classes["aux"] or sentence[-1].text in classes["earlier"]:
        return ()  # has there been one before: anything like it
    near = range(at + 1, min(at + 1 + _BEFORE_ONE, len(sentence)))
    one = next((place for place in near if sentence[place].text in classes["standing_in"]), 0)
    if not one:
        return ()
    topic, behind = sentence[:at], sentence[one + 1 :]
    last = replace(topic[-1], end=behind[0].start - 1) if behind else topic[-1]
    before = replace(sentence[one - 1], end=topic[0].start - 1)
    return (*sentence[at : one - 1], before, *topic[:-1], last, *behind)


def _with_topic(sentence: Sentence, language: Language) -> Sentence:
    """What stands in front in the place of "that": Oldtown, isn't that in Northland; nothing for other sentences."""
    classes = language.words
    at = next((at for at in range(1, len(sentence)) if _asks_behind(sentence, at, language)), 0)
    topic = sentence[:at]
    if not 0 < at <= _LONGEST_TOPIC:
        return ()
    told = classes["aux"] | classes["question"] | classes["openings"] | classes["supposing"]
    noun = topic[0].text in classes["articles"]
    if any(word.text in told or (language.acts_asked(word.text) and not noun) for word in topic):
        return ()
    pointing = at + 1
    while pointing < len(sentence) and sentence[pointing].text in classes["strict_negations"]:
        pointing += 1
    behind = sentence[pointing + 1 :]
    if not behind or set_off(sentence, pointing + 1) or sentence[pointing].text not in classes["standing_for"]:
        return ()
    kept = sentence[: at + 1] + sentence[pointing:]
    last = replace(topic[-1], end=behind[0].start - 1)
    if any(word.text in classes["who"] for word in behind):  # wasn't it they who did it?
        cleft = behind[0].text in classes["pronouns"] and sentence[pointing].text in classes["cleft"]
        return (sentence[at], sentence[pointing], *topic[:-1], last, *behind[1:]) if cleft else kept
    named = sentence[pointing].text in classes["cleft"] and behind[0].text not in classes["function"]
    if named or behind[-1].text in classes["pointing"]:
        return ()  # our river, was it Smith? the streets, is it safe there?
    return (replace(sentence[at], end=topic[0].start - 1), *topic[:-1], last, *behind)


def _asks_behind(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a form of "be" stands at the position, behind a comma."""
    return sentence[at].text in language.words["being"] and set_off(sentence, at)


def _without_tag(sentence: Sentence, language: Language) -> Sentence:
    """What "it is not so, is it?" asks: whether it is so; nothing for other sentences."""
    classes = language.words
    at = len(sentence) - 2
    tag = set_off(sentence, at) and sentence[at].text in classes["aux"] and sentence[-1].text in classes["tagged"]
    turned = [place for place in range(at) if sentence[place].text in classes["strict_negations"]]
    if not tag or len(turned) != 1 or not turned[0] or sentence[turned[0] - 1].text not in classes["aux"]:
        return ()
    verb = turned[0] - 1
    return (replace(sentence[verb], end=sentence[0].start - 1), *sentence[:verb], *sentence[verb + 2 : at])


def _why(sentence: Sentence, language: Language) -> Sentence:
    """The question for the reason that the sentence leaves open at its end: he left because?"""
    last = sentence[-1]
    if last.text not in language.words["giving_reasons"]:
        return ()
    return (replace(sentence[0], text="why", raw=last.raw, end=sentence[0].start), *sentence[:-1])


def _without_reserve(sentence: Sentence, language: Language) -> Sentence:
    """The sentence without "if anybody" and the like behind a comma: whom, if anybody, did he see?"""
    classes = language.words
    for at in range(1, len(sentence) - 2):
        reserves = sentence[at].text in classes["conditions"] and sentence[at + 1].text in classes["reserving"]
        if reserves and set_off(sentence, at) and set_off(sentence, at + 2):
            before = replace(sentence[at - 1], end=sentence[at + 2].start - 1)
            return (*sentence[: at - 1], before, *sentence[at + 2 :])
    return sentence


def _rejoinder_behind(sentence: Sentence, language: Language) -> Sentence:
    """The sentence with what is answered behind what is asked: in reply to Smith, what did the mayor say?"""
    classes = language.words
    at = next((at for at in range(2) if at < len(sentence) and sentence[at].text in classes["answering"]), -1)
    if at < 0 or (at and sentence[0].text not in classes["locating"]):
        return sentence
    end = next((end for end in range(at + 3, len(sentence)) if set_off(sentence, end)), 0)
    to_whom = end and sentence[at + 1].text in classes["topic_before"]
    if not to_whom or any(word.text in classes["question"] for word in sentence[:end]):
        return sentence
    return (*sentence[end:], *sentence[:end])


def _without_spelling(sentence: Sentence, language: Language) -> Sentence:
    """The sentence without what only tells who spells a name so: Oldetown, as the Northerners write it, ..."""
    classes = language.words
    for at in range(1, len(sentence)):
        if sentence[at].text not in classes["quoting"] or not set_off(sentence, at):
            continue
        for end in range(at + 4, min(at + 4 + _LONGEST_SPELLERS, len(sentence) + 1)):
            spell, it = sentence[end - 2], sentence[end - 1]
            if set_off(sentence, end) and spell.text in classes["spelling"] and it.text in classes["objects"]:
                return sentence[:at] + sentence[end:]
    return sentence
