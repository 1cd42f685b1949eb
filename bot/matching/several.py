"""Of several sentences the questions that they ask: what only leads up to a question, what is asked besides it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.matching.asides import only_addresses
from bot.matching.indefinite import filled
from bot.matching.names import Mention
from bot.matching.parts import Parts, Sentence
from bot.matching.question import Question

_WEAK = frozenset({"", "about", "what", "did-say", "greeting"})
"""Rows that also fit sentences which only lead up to the question."""
_ALONE = frozenset({"about-bot", "sources", "summary", "advice", "future", "name"})
"""Rows that are asked alone, or only said by the way."""
_OPEN = frozenset({"who", "who-said", "when", "where", "why", "how", "channel", "is-it-true"})
"""Rows that may ask of the sentence before, without a word of their own."""
_OF_ALL = frozenset({"summary", "sides", "list-people"})
"""Rows that ask of everything, without a word of their own."""
_MOST_QUESTIONS = 3
_ELLIPTICAL = 2
"""Words of a question that takes up a verb: denied what?"""


class Several:
    """Finds the questions of a message; `read` makes a question of a sentence, `is_place` tells places from people."""

    def __init__(
        self, language: Language, read: Callable[[Sentence], Question], is_place: Callable[[Mention], bool]
    ) -> None:
        self._parts = Parts(language)
        self._words = language.words
        self._read = read
        self._is_place = is_place

    def asked(self, everything: Sentence, of_quote: bool = False) -> tuple[Question, ...]:
        """The questions, at most three, the one to be answered first in front; one at least.

        `of_quote` says that they are asked of what stands between quotation marks.
        """
        asides_left_out = (part for part in self._parts.of(everything) if not only_addresses(part, self._words))
        parts = filled(asides_left_out, self._words)
        if len(parts) < 2:
            return (self._read(parts[0] if parts else everything) if everything else Question(),)
        read = [self._read(part) for part in parts]
        if taken_up := self._card(read) or self._words_told(read):
            return (taken_up,)
        if resumed := self._elliptical(parts, read):
            return (self._read(resumed),)
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
        said = next((each.speaker for each in asking if _says(each)), None) or self._said_to_be(read)
        if said and not first.speaker and first.asks in {"who-said", "is-it-true"}:
            # "who said it? was it Smith?"
            return (_with_all_words(replace(first, speaker=said, asks="did-say"), everything),)
        rest = [_of_another(question, first) or question for question in read if question is not first]
        others = [question for question in rest if _is_asked_too(question, first) and not _of_stranger(question, first)]
        if not others:
            # the names of other sentences stand behind those of this one
            named = (each for question in read if question is not first for each in question.attributed)
            behind = (replace(each, start=each.start + len(everything)) for each in named)
            first = replace(first, attributed=(*first.attributed, *behind))
        return (_with_all_words(self._with_person(first, read), everything), *others[: _MOST_QUESTIONS - 1])

    def _said_to_be(self, read: Sequence[Question]) -> Mention | None:
        """Whom a part names as the one that another asks of: it was Smith, then, by whom it was said?"""
        for question in read:
            words = [word.text for word in question.words if word.text not in self._words["openings"]]
            named = len(question.mentions) == 1 and not question.content and len(words) > 2
            if named and words[0] in self._words["cleft"] and words[1] in self._words["be"]:
                return question.mentions[0]
        return None

    def _elliptical(self, parts: Sequence[Sentence], read: Sequence[Question]) -> Sentence:
        """A verb with a question word, and before it whoever did that in a part before: he denied it. Denied what?"""
        for at, part in enumerate(parts):
            if len(part) != _ELLIPTICAL or part[1].text not in self._words["question"]:
                continue
            for question in read[:at]:
                named = question.attributed
                if any(each.stranger and not each.unsure for each in named):
                    break  # who is nobody's name is told first
                doers = (each for each in named if each.end < len(question.words))
                if doer := next((each for each in doers if question.words[each.end].text == part[0].text), None):
                    return (*question.words[doer.start : doer.end], *part)
        return ()

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

    def _card(self, read: Sequence[Question]) -> Question | None:
        """The question who "he" is, with whom the other sentences name; None where these ask something themselves."""
        card = next((each for each in read if each.asks == "who-is" and each.bare and self._is_of_one(each)), None)
        others = [each for each in read if each is not card]
        if not card or any(each.strangers or each.asks not in _WEAK or _says(each) for each in others):
            return None
        named = (other for other in others if any(not self._is_place(each) for each in other.mentions))
        if not (above := next(named, None)):
            return None
        people = tuple(each for each in above.mentions if not self._is_place(each))
        # a man came to see the mayor: who is he?
        may_be_another = any(word.text == "who" for word in card.words) and (
            len(people) > 1 or self._tells_of_another(above)
        )
        return None if may_be_another else replace(card, topics=people)

    def _words_told(self, read: Sequence[Question]) -> Question | None:
        """The question for the words by which somebody did what the one other sentence tells of: how did he put it?"""
        if len(read) != 2 or not any(each.asks == "what-said" and each.bare and self._is_of_one(each) for each in read):
            return None
        told = next((each for each in read if not each.asks and each.content and not each.strangers), None)
        people = [each for each in told.mentions if not self._is_place(each)] if told else []
        if not told or len(people) != 1:
            return None
        others = tuple(each for each in told.mentions if each != people[0])
        return replace(told, asks="what-said", speaker=people[0], topics=others)

    def _tells_of_another(self, question: Question) -> bool:
        """Whether somebody without a name is told of: a man came to see the mayor."""
        return any(word.text in self._words["persons"] for word in question.words)

    def _is_of_one(self, question: Question) -> bool:
        return question.pronoun in self._words["single_pronouns"]

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


def _of_stranger(question: Question, first: Question) -> bool:
    """Whether it asks of a stranger whom the first question names: who is he, and what has he got to do with it?"""
    return bool(first.strangers and question.pronoun)


def _is_asked_too(question: Question, first: Question) -> bool:
    """Whether the question is to be answered besides the first: a whole one, or a detail of what that asks."""
    if not _says(question) and not _of_a_kind(question) and (question.asks in _WEAK or question.asks in _ALONE):
        return False
    if question.bare and (question.asks not in _OPEN - {"is-it-true"} or question.negations):
        return False  # who says that there was none?
    return (question.asks, question.content, question.mentions) != (first.asks, first.content, first.mentions)
