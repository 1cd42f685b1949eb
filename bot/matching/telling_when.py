"""Clauses that only tell when or where, by somebody's words: before the mayor spoke, who opened the gates?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.languages import Language
from bot.matching.names import Mention
from bot.text import Word


class TellingWhen:
    """Finds what of a sentence only tells when, by the words of somebody who is named."""

    def __init__(self, language: Language) -> None:
        self._words = language.words
        self._acts_asked = language.acts_asked

    def clause(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of a clause that only tells when, by somebody's words: before the mayor spoke."""
        told = (self._opens_with_when, self._asks_when_beside_words, self._sets_words_beside, self._within_commas)
        if tells_when := next((found for rule in told if (found := rule(sentence, mentions))), None):
            return tells_when
        words, end = self._words, len(sentence)
        named = [(each.start, each.end) for each in mentions if not each.stranger]
        they = [(at, at + 1) for at, word in enumerate(sentence) if word.text in words["pronouns"]]
        spoken = [(at, at + 1) for at, word in enumerate(sentence) if at and word.text in words["words"]]
        for start, behind_name in sorted(named + they + spoken):
            before = start - 1
            while before > 0 and sentence[before].text in words["articles"]:
                before -= 1
            asked = any(word.text in words["question"] for word in sentence[: max(before, 0)])
            if before < 1 or not asked or sentence[before].text not in words["telling_when"]:
                continue
            if sentence[before - 1].text in words["joining"]:
                continue
            behind = next((at for at in range(behind_name, end) if sentence[at].text not in words["function"]), end)
            closing = self._end_of_clause(sentence, behind) if behind < end else behind
            if behind < end and all(self._only_tells_when(sentence[at]) for at in range(behind_name, closing)):
                return frozenset(range(before, closing))
        return frozenset()

    def _opens_with_when(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of such a clause that opens, whatever the words: after the mayor had announced it, ..."""
        words = self._words
        ends = (at for at in range(1, len(sentence)) if self._goes_on_to_ask(sentence, at))
        opening = words["telling_after"] | words["telling_before"]
        if sentence[0].text not in opening or not (end := next(ends, 0)):
            return frozenset()
        named = [each for each in mentions if each.end <= end and not each.stranger]
        acts = [act for word in sentence[:end] for act in self._acts_asked(word.text)]
        taken_up = any(word.text in words["pronouns"] for word in sentence[end:])
        told = any(act.general for act in acts) or any(word.text in words["words"] for word in sentence[:end])
        spoke = told or (acts and not any(act.denial or act.of_somebody for act in acts))
        return frozenset(range(end)) if named and spoke and not taken_up else frozenset()

    def _asks_when_beside_words(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of what closes it and tells of words: when the boats came, had the mayor spoken already?"""
        for each in mentions:
            at = self._before_articles(sentence, each.start)
            behind = sentence[each.end :]
            asks = at > 1 and sentence[at].text in self._words["aux"] and self._goes_on_to_ask(sentence, at)
            if asks and sentence[0].text in self._words["telling_when"] and self._tells_of_words(behind):
                return frozenset(range(at, len(sentence)))
        return frozenset()

    def _within_commas(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of one between commas that takes up who is asked of: did Smith, when he spoke, blame them?"""
        words = self._words
        commas = [at for at in range(1, len(sentence)) if sentence[at].start - sentence[at - 1].end > 1]
        if sentence[0].text not in words["aux"] or not mentions:
            return frozenset()
        for start, end in pairwise(commas):
            opens = sentence[start].text in words["telling_when"] and sentence[start + 1].text in words["pronouns"]
            if opens and mentions[0].end == start:
                return frozenset(range(start, end))
        return frozenset()

    def _sets_words_beside(self, sentence: Sequence[Word], mentions: Sequence[Mention]) -> frozenset[int]:
        """The positions of somebody's words beside which something is put: what was first, the storm or her speech?"""
        words = self._words
        texts = {word.text for word in sentence}
        if texts.isdisjoint(words["alternatives"]) or texts.isdisjoint(words["coming_first"]):
            return frozenset()
        for each in mentions:
            of = self._before_articles(sentence, each.start)
            if of > 0 and sentence[of].text in words["partitive"] and sentence[of - 1].text in words["words"]:
                return frozenset(range(of - 1, each.end))
            if each.end < len(sentence) and sentence[each.end].text in words["words"]:
                return frozenset(range(each.start, each.end + 1))
        return frozenset()

    def _before_articles(self, sentence: Sequence[Word], at: int) -> int:
        """The position before, articles left aside; -1 where there is none."""
        while at > 0 and sentence[at - 1].text in self._words["articles"]:
            at -= 1
        return at - 1

    def _tells_of_words(self, behind: Sequence[Word]) -> bool:
        """Whether the words, of somebody who is named, tell that they spoke, and no more."""
        spoke = any(act.general for word in behind for act in self._acts_asked(word.text))
        spoke = spoke or any(word.text in self._words["words"] for word in behind)
        return spoke and all(map(self._only_tells_when, behind))

    def _goes_on_to_ask(self, sentence: Sequence[Word], at: int) -> bool:
        """Whether a question begins at the word, behind a comma or "than"."""
        words, before = self._words, sentence[at - 1]
        parted = sentence[at].start - before.end > 1 or before.text in words["than"]
        return parted and sentence[at].text in words["question"] | words["aux"]

    def _only_tells_when(self, word: Word) -> bool:
        """Whether the word, of somebody who is named, tells no more than that words were spoken, or an end of it."""
        names = ("function", "ended", "aspect", "filler", "words", "pronouns")
        plain = any(word.text in self._words[name] for name in names)
        return plain or any(act.general for act in self._acts_asked(word.text))

    def _end_of_clause(self, sentence: Sequence[Word], at: int) -> int:
        """Where the clause ends that the word belongs to: at a comma, before the "did" that asks, or where it does."""
        asking = self._words["do_verbs"] | self._words["be"]
        pairs = pairwise(range(at, len(sentence)))
        ends = (
            sentence[after].start - sentence[word].end > 1 or sentence[after].text in asking for word, after in pairs
        )
        return next((at + place for place, ended in enumerate(ends, start=1) if ended), len(sentence))
