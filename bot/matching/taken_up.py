"""Sentences that say first and ask behind it, as plain questions: the harbour, isn't that in Oldtown?"""

from __future__ import annotations

from dataclasses import replace

from bot.languages import Language
from bot.matching.asides import set_off
from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_TOPIC = 5
"""Words of what stands in front and is asked of behind a comma: the old harbour of Oldtown."""
_LONGEST_SPELLERS = 3
"""Words that tell who spells a name so: the French of old."""


def asked_plainly(sentence: Sentence, language: Language) -> Sentence:
    """The sentence as it would be asked at once; most stay as they are."""
    sentence = _without_spelling(sentence, language)
    texts = {word.text for word in sentence}
    if len(sentence) < _LONGEST_SPELLERS:
        return sentence
    if topical := _with_topic(sentence, language):
        return topical
    if not language.words["question"].isdisjoint(texts):
        return sentence
    return _without_tag(sentence, language) or _why(sentence, language) or sentence


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
