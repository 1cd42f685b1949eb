"""A message in parts: its sentences without what only leads up to them, and what a sentence asks besides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from bot.languages import Language
from bot.matching.asides import asides, set_off
from bot.matching.premises import where_premise
from bot.text import Word

Sentence = tuple[Word, ...]

_LONGEST_TRAIL = 6
_LONGEST_LEAD = 3
_SHORTEST_CLAIM = 4
"""Words of a short question behind a comma, of what leads up to its question word, and of what it is asked of."""
_LONGEST_NAMED = 4
"""Words by which somebody may be named behind a comma: our dear old Smith."""


class Parts:
    """Finds the parts of a message that may each ask something."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = language.words

    def of(self, everything: Sentence) -> Iterator[Sentence]:
        """The sentences without what only leads up to them, and in them what is asked behind "and": and when."""
        for sentence in self._sentences(everything):
            led_up = [at for at in range(2, len(sentence)) if self._is_led_up(sentence, at)]
            tags = asides(sentence, self._words) if led_up else frozenset()
            sentence = sentence[next((at for at in led_up if at not in tags), 0) :]
            behind = max(2, where_premise(sentence, self._language).stop + 1)  # what rests on it is asked with it
            starts = [0, *(at for at in range(behind, len(sentence)) if self._asks_anew(sentence, at)), len(sentence)]
            yield from (sentence[start:end] for start, end in pairwise(starts))

    def _sentences(self, everything: Sentence) -> Iterator[Sentence]:
        """The sentences, one that only supposes something together with the next: suppose it rains. Then what?"""
        supposed: Sentence = ()
        for _, words in groupby(everything, key=lambda word: word.sentence):
            sentence = (*supposed, *words)
            texts = {word.text for word in sentence}
            supposes = sentence[0].text in self._words["supposing"] and texts.isdisjoint(self._words["question"])
            supposed = sentence if supposes else ()
            if not supposes:
                yield sentence
        if supposed:
            yield supposed

    def _asks_anew(self, sentence: Sentence, at: int) -> bool:
        """Whether the word is a question word behind "and", with another question before it or nothing behind."""
        question = self._words["question"]
        if sentence[at].text in question and self._stands_alone(sentence, at):
            return True
        if self._is_cleft(sentence, at):
            return False
        if self._begins_another(sentence, at):
            return True
        if self._trails(sentence, at) or self._is_aside(sentence, at):
            return True
        if sentence[at].text not in question or sentence[at - 1].text not in self._words["joining"]:
            return False
        return at == len(sentence) - 1 or any(word.text in question for word in sentence[: at - 1])

    def _stands_alone(self, sentence: Sentence, at: int) -> bool:
        """Whether the word stands between commas, or behind one at the end: who said it, where, when and why?"""
        ends = at + 1 == len(sentence) or sentence[at + 1].start - sentence[at].end > 1
        joined = [word.text for word in sentence[at + 1 :]]
        ends = ends or (
            len(joined) > 1 and joined[0] in self._words["joining"] and joined[1] in self._words["question"]
        )
        return ends and sentence[at].start - sentence[at - 1].end > 1

    def _begins_another(self, sentence: Sentence, at: int) -> bool:
        """Whether a whole question begins behind a comma and another one: who said it, where did he write that?"""
        question = self._words["question"]
        behind = sentence[at].text in question and sentence[at].start - sentence[at - 1].end > 1
        turned = at + 1 < len(sentence) and sentence[at + 1].text in self._words["do_verbs"]
        return (
            behind and turned and any(sentence[each].text in question and set_off(sentence, each) for each in range(at))
        )

    def _is_cleft(self, sentence: Sentence, at: int) -> bool:
        """Whether the word goes on with what "it is" opened: so it's Smith, then, by whom it was said?"""
        be, it = self._words["be"], self._words["objects"]
        opening = {word.text for word in sentence[:at]}
        behind = [word.text for word in sentence[at : at + 2]]
        by_whom = behind[0] in self._words["doer_behind"] and behind[-1] in self._words["question"]
        tag = behind[0] in be and behind[-1] in it  # it wasn't Smith, was it, who said it?
        return (by_whom or tag) and not (opening.isdisjoint(be) or opening.isdisjoint(it))

    def _is_aside(self, sentence: Sentence, at: int) -> bool:
        """Whether the asker speaks of themselves behind a comma, and asks nothing more: ..., my aunt was there."""
        behind_comma = at >= _SHORTEST_CLAIM and sentence[at].start - sentence[at - 1].end > 1
        if not behind_comma or sentence[at].text not in self._words["asker"]:
            return False
        rest = {word.text for word in sentence[at:]}
        named = sentence[at].text in self._words["of_the_asker"] and len(sentence) - at <= _LONGEST_NAMED
        if named and self._words["aux"].isdisjoint(rest):
            return False  # he was there, our dear old Smith
        specifies = not self._words["specifying"].isdisjoint(rest)  # I mean the other one
        return not specifies and self._words["question"].isdisjoint(rest)

    def _is_led_up(self, sentence: Sentence, at: int) -> bool:
        """Whether a whole question begins behind a comma, of which the asker only tells how they came to ask it."""
        words, before = self._words, {word.text for word in sentence[:at]}
        speaks = words["asker"] - words["of_the_asker"] | words["asker_too"]
        if not set_off(sentence, at) or speaks.isdisjoint(before) or not words["question"].isdisjoint(before):
            return False
        named = (word for word in sentence[1:at] if word.raw[1:] and word.raw.istitle())
        if sentence[0].text in words["do_verbs"] or any(word.text not in self._language.months for word in named):
            return False  # who is named there may be asked of
        asking = words["question"] | words["do_verbs"] | words["being"]
        first, second = [*(word for word in sentence[at:] if word.text not in words["openings"]), *sentence[-2:]][:2]
        turned = second.text in words["function"] or second.capital
        if first.text not in asking or (first.text in words["being"] and not turned):
            return False
        behind = {word.text for word in sentence[at:]}
        of_asker = not behind.isdisjoint(speaks - words["asker_too"])  # what did I miss?
        free = ("function", "filler", "stance", "words", "acts")
        of_before = not of_asker and behind <= frozenset().union(*(words[name] for name in free))
        return not of_before and behind.isdisjoint(words["pronouns"] | words["pointing"])

    def _trails(self, sentence: Sentence, at: int) -> bool:
        """Whether a short question begins at the word behind a comma: ..., at what hour exactly?"""
        behind_comma = sentence[at].start - sentence[at - 1].end > 1
        short = len(sentence) - at <= _LONGEST_TRAIL and at >= _SHORTEST_CLAIM
        leads = sentence[at].text in self._words["function"] and sentence[at].text not in self._words["question"]
        if not behind_comma or not short or not leads or sentence[0].text in self._words["excluding"]:
            return False  # apart from the lake, in which ...
        asks = next(
            (place for place in range(at, len(sentence)) if sentence[place].text in self._words["question"]), at
        )
        return 0 < asks - at <= _LONGEST_LEAD
