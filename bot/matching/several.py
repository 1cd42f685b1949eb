"""Of several sentences the questions that they ask: what only leads up to a question, what is asked besides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from bot.languages import Language
from bot.matching.names import Mention
from bot.matching.question import Question
from bot.text import Word

Sentence = tuple[Word, ...]

_WEAK = frozenset({"", "about", "what", "did-say", "greeting"})
"""Rows that also fit sentences which only lead up to the question."""
_ALONE = frozenset({"about-bot", "sources", "summary", "advice", "future", "name"})
"""Rows that are asked alone, or only said by the way."""
_OPEN = frozenset({"who", "who-said", "when", "where", "why", "how", "channel", "is-it-true"})
"""Rows that may ask of the sentence before, without a word of their own."""
_OF_ALL = frozenset({"summary", "sides", "list-people"})
"""Rows that ask of everything, without a word of their own."""
_MOST_QUESTIONS = 3
_LONGEST_TRAIL = 6
_LONGEST_LEAD = 3
_SHORTEST_CLAIM = 4
"""Words of a short question behind a comma, of what leads up to its question word, and of what it is asked of."""


class Several:
    """Finds the questions of a message; `read` makes a question of a sentence, `is_place` tells places from people."""

    def __init__(
        self, language: Language, read: Callable[[Sentence], Question], is_place: Callable[[Mention], bool]
    ) -> None:
        self._words = language.words
        self._read = read
        self._is_place = is_place

    def asked(self, everything: Sentence, of_quote: bool = False) -> tuple[Question, ...]:
        """The questions, at most three, the one to be answered first in front; one at least.

        `of_quote` says that they are asked of what stands between quotation marks.
        """
        parts = list(self._parts(everything))
        if len(parts) < 2:
            return (self._read(everything) if everything else Question(),)
        read = [self._read(part) for part in parts]
        if joined := self._joined(parts, read):
            return (self._read(joined),)
        asking = [question for question in read if question.asks and (not question.bare or _of_an_act(question))]
        strong = [
            question
            for question in asking
            if question.asks not in _WEAK or _says(question) or _of_nobody(question) or _of_a_kind(question)
        ]
        of_all = (each for each in read if each.bare and each.asks in _OF_ALL)
        if not strong and not any(each.strangers for each in read) and (whole := next(of_all, None)):
            return (whole,)  # "the gist? I am in a hurry"
        if of_quote and (whose := next((each for each in read if each.bare and each.asks == "who-said"), None)):
            return (whose,)  # "...": whose words are these, and what comes before them?
        first = (strong or asking or [self._read(everything)])[0]
        said = next((each.speaker for each in asking if _says(each)), None)
        if said and not first.speaker and first.asks in {"who-said", "is-it-true"}:
            # "who said it? was it Smith?"
            return (_with_all_words(replace(first, speaker=said, asks="did-say"), everything),)
        rest = [_of_another(question, first) or question for question in read if question is not first]
        others = [question for question in rest if _is_asked_too(question, first)]
        if not others:
            # the names of other sentences stand behind those of this one
            named = (each for question in read if question is not first for each in question.attributed)
            behind = (replace(each, start=each.start + len(everything)) for each in named)
            first = replace(first, attributed=(*first.attributed, *behind))
        return (_with_all_words(self._with_person(first, read), everything), *others[: _MOST_QUESTIONS - 1])

    def _parts(self, everything: Sentence) -> Iterator[Sentence]:
        """The sentences, and within them what is asked behind "and": who said it and when."""
        for _, words in groupby(everything, key=lambda word: word.sentence):
            sentence = tuple(words)
            starts = [0, *(at for at in range(2, len(sentence)) if self._asks_anew(sentence, at)), len(sentence)]
            yield from (sentence[start:end] for start, end in pairwise(starts))

    def _asks_anew(self, sentence: Sentence, at: int) -> bool:
        """Whether the word is a question word behind "and", with another question before it or nothing behind."""
        question = self._words["question"]
        if sentence[at].text in question and self._stands_alone(sentence, at):
            return True
        if self._trails(sentence, at) or self._is_aside(sentence, at):
            return True
        if sentence[at].text not in question or sentence[at - 1].text not in self._words["joining"]:
            return False
        return at == len(sentence) - 1 or any(word.text in question for word in sentence[: at - 1])

    def _stands_alone(self, sentence: Sentence, at: int) -> bool:
        """Whether the word stands between commas, or behind one at the end: who said it, where, and when?"""
        ends = at + 1 == len(sentence) or sentence[at + 1].start - sentence[at].end > 1
        return ends and sentence[at].start - sentence[at - 1].end > 1

    def _is_aside(self, sentence: Sentence, at: int) -> bool:
        """Whether the asker speaks of themselves behind a comma, and asks nothing more: ..., my aunt was there."""
        behind_comma = at >= _SHORTEST_CLAIM and sentence[at].start - sentence[at - 1].end > 1
        if not behind_comma or sentence[at].text not in self._words["asker"]:
            return False
        rest = {word.text for word in sentence[at:]}
        specifies = not self._words["specifying"].isdisjoint(rest)  # I mean the other one
        return not specifies and self._words["question"].isdisjoint(rest)

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

    def _joined(self, parts: Sequence[Sentence], read: Sequence[Question]) -> Sentence:
        """Two parts that ask one question together; none where each stands by itself."""
        first, second = read[:2]
        asks = first.asks and first.asks not in _WEAK | _ALONE
        asked_above = first.bare and asks and not second.asks  # "who said / it is ours"
        # "Smith?? said what", "the Smith people, where were they"
        goes_on = second.pronoun and parts[0][0].sentence == parts[1][0].sentence
        above = goes_on or (first.mentions and not first.content)
        named_above = above and not (first.asks or second.mentions)
        if asked_above or named_above:
            return (*parts[0], *parts[1])
        strong = any(not each.bare and (each.asks not in _WEAK or _says(each) or _of_a_kind(each)) for each in read)
        behind = next((at for at, each in enumerate(read) if at and each.bare and each.asks in _OPEN), 0)
        # "some guests came to see the mayor. who were they?"
        leads_up = behind and not strong and not _of_an_act(read[behind - 1]) and not _of_an_act(read[behind])
        return (*parts[behind - 1], *parts[behind]) if leads_up else ()

    def _with_person(self, first: Question, read: Sequence[Question]) -> Question:
        """The question with the "he" of whom something is asked as the person that another sentence names."""
        before = (question.strangers + question.mentions for question in read if question != first)
        person = next((each for named in before for each in named if not (each.unsure or self._is_place(each))), None)
        if any(question.mentions and question.hard and not question.asks for question in read):
            return first  # named beside what nobody knows: who of them is meant?
        if not person:
            return first
        # a stranger too: Smith came that day, who met him?
        taken_up = first.asks == "who-is" or person.stranger
        if taken_up and first.pronoun and not first.mentions:
            return replace(first, topics=(person,))
        return replace(first, speaker=person, somebody=False) if first.somebody and first.speaks else first


def _says(question: Question) -> bool:
    """Whether it asks if somebody who is named said something."""
    return question.asks == "did-say" and question.speaker is not None


def _of_a_kind(question: Question) -> bool:
    """Whether it asks which of a kind: which bridge fell?"""
    return question.asks == "what" and bool(question.hard)


def _of_nobody(question: Question) -> bool:
    """Whether it asks what somebody did whom nobody knows: what did the Northern embassy claim?"""
    return question.asks == "what" and any(not stranger.unsure for stranger in question.strangers)


def _with_all_words(question: Question, everything: Sentence) -> Question:
    """The question with the words of all sentences, if it has taken a name from another one."""
    within = all(each.end <= len(question.words) for each in question.mentions)
    return question if within else replace(question, words=everything)


def _of_an_act(question: Question) -> bool:
    """Whether it asks of an act that not everybody does: who denied it?"""
    return question.asks in _OPEN and any(not act.general for act in question.acts)


def _of_another(question: Question, first: Question) -> Question | None:
    """The first question asked of another, if this one only names somebody: what did Smith say? and Miller?"""
    names_only = question.asks in {"", "about"} and len(question.mentions) == 1 and not question.content
    if not names_only or not first.speaker or not first.speaks or question.mentions == (first.speaker,):
        return None
    return replace(first, speaker=question.mentions[0], words=question.words)


def _is_asked_too(question: Question, first: Question) -> bool:
    """Whether the question is to be answered besides the first: a whole one, or a detail of what that asks."""
    if not _says(question) and not _of_a_kind(question) and (question.asks in _WEAK or question.asks in _ALONE):
        return False
    if question.bare and question.asks not in _OPEN - {"is-it-true"}:
        return False
    return (question.asks, question.content, question.mentions) != (first.asks, first.content, first.mentions)
