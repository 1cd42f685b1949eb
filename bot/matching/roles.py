"""Whether no more is asked of somebody than who they are: their office, for whom they stand, which of two is it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.languages import Language
from bot.matching.asides import set_off
from bot.matching.names import Mention, Names
from bot.matching.question import Question
from bot.text import Word

_ROWS = frozenset({"", "about", "what", "who", "who-is", "whom", "is-it-true"})
"""Rows that may ask what somebody is."""
_OF_SEVERAL = frozenset({"who", "who-is"})
"""Rows that may ask which of several somebody is."""
_SUBJECT = 3
"""The last position, but for itself, of whom a question is asked by a title: is the northern minister ..."""


@dataclass(frozen=True)
class Roles:
    """A question, read for what it asks of the offices of those whom it names."""

    question: Question
    language: Language
    names: Names

    def asked(self) -> Question:
        """The question as one for somebody's card where it asks no more than what they are; else as it is."""
        question = self.question
        if not self._may_ask:
            return question
        if judged := self._judged:
            return replace(question, content=(*question.content, *judged), hard=question.hard.union(judged))
        if one_of_them := self._one_of_them:
            return self._with_card(one_of_them)
        people = self._people
        ids = {id for each in people for id in each.ids}
        if not people or not all(self._is_explained(at, len(ids)) for at in self._content):
            return question
        if len(ids) > 1 and self._is_of_which and len(question.mentions) == 1:
            return replace(self._with_card(people[0]), several=True)
        if len(ids) > 1:
            return self._of_one_of(people) or question
        return self._with_card(people[0]) if self._asks_of(people[0]) else question

    @property
    def _may_ask(self) -> bool:
        """Whether its row may ask what somebody is, and nothing in it asks more: no act, no day, nothing of old."""
        question = self.question
        options = question.options - ({"whereabouts"} if self._is_of_which else set())
        more = question.acts or question.dates or question.noun or question.reversed or options
        of_old = self.language.words["of_old"]
        asks = question.asks in _ROWS or self._is_of_which
        return asks and not more and all(word.text not in of_old for word in question.words)

    @property
    def _people(self) -> list[Mention]:
        """Of whom it may be asked: all who are named, else whoever a title means that it is asked of."""
        named = dict.fromkeys((*self.question.mentions, *self.question.attributed))
        known = [each for each in named if self.names.is_person(each)]
        by_name = [each for each in known if not self._describes(each)]
        return by_name or self._subject(known) or (known[:1] if self._is_of_which else [])

    def _subject(self, described: list[Mention]) -> list[Mention]:
        """The one of whom it is asked by a title: is the mayor from the north or from the south?"""
        first = [each for each in described[:1] if each.start < _SUBJECT and len(each.ids) == 1]
        return first if self._is_of_being else []

    def _with_card(self, mention: Mention) -> Question:
        """The question for the card of whoever is named."""
        return Question(self.question.words, asks="who-is", topics=(mention,), script=self.question.script)

    def _of_one_of(self, people: list[Mention]) -> Question | None:
        """The question for whichever of several bears the one title that is named: Smith or Hill, who is the mayor?"""
        titles = [each for each in self.question.mentions if self._describes(each)]
        others = [each for each in self.question.mentions if each not in people and each not in titles]
        of_both = {id for each in people for id in each.ids}
        if len(titles) != 1 or len(titles[0].ids) != 1:
            return None
        if self.question.asks in _OF_SEVERAL and of_both.isdisjoint(titles[0].ids):
            borne = self.question.words[titles[0].start : titles[0].end]  # by somebody else: by none of them
            options = frozenset(f"role_{word.text}" for word in borne)
            return replace(self.question, asks="who-is", topics=tuple(people), options=options)
        if others or not of_both.issuperset(titles[0].ids):
            return None
        joined = any(self._before(each) in self.language.words["joining"] for each in titles)
        return None if joined or self.question.asks == "is-it-true" else self._with_card(titles[0])

    @property
    def _one_of_them(self) -> Mention | None:
        """Whoever of several bears the title behind them: which of the two mayors is a lawyer?"""
        if (
            len(self.question.mentions) != 2
            or self.question.content
            or self.question.asks not in _OF_SEVERAL | {"what"}
        ):
            return None
        several, title = self.question.mentions
        between = self.question.words[several.end : title.start]
        said = any(word.text in self.language.words["being"] for word in between)
        one = len(title.ids) == 1 and len(several.ids) > 1 and set(title.ids) < set(several.ids)
        return title if one and said and self._describes(title) else None

    def _asks_of(self, person: Mention) -> bool:
        """Whether all that is named besides the person could be what they are, or whom they stand for."""
        others = [each for each in self.question.mentions if each != person and self._tells_more(each, person)]
        if not all(self._could_be(each, person) for each in others):
            return False
        asked = others or self.question.content or self._is_told(person) or self._is_of_which
        return bool(asked) and self._is_subject(person) and not self._owns_one(person)

    def _is_said_of(self, title: Mention, person: Mention) -> bool:
        """Whether no verb parts the title from the person but one of being: Smith is only a mayor."""
        words, before = self.language.words, self._word_before(title.start)
        beside = not before or self._place_before(title.start) in range(person.start, person.end)
        return beside or any(before in words[name] for name in ("function", "adverbs", "pronouns", "being"))

    def _tells_more(self, other: Mention, person: Mention) -> bool:
        return other.ids != person.ids or self._describes(other)

    def _could_be(self, other: Mention, person: Mention) -> bool:
        """Whether the name may tell what the person is: the mayor, of the north, northern."""
        before = self._before(other)
        if other.ids == person.ids:
            return True
        if self._describes(other):
            either = before in self.language.words["alternatives"] and self._place_before(other.start) == person.end
            return not either and before not in self.language.words["beside_others"] and self._is_said_of(other, person)
        if other.stranger or self.names.is_person(other):
            return False
        own = not self.names.sides(person.ids[0]).isdisjoint(other.ids)
        told = self._is_told(person)
        words = self.language.words
        either = any(word.text in words["alternatives"] for word in self.question.words)
        leads = before in words["side_of"] or (either and before in words["locating"])  # in the north or the south
        sided = (leads and (told or own or self._is_of_being)) or (own and before in words["locating"])
        beside = other.start == person.end or before in words["alternatives"]
        return sided or (own and told) or (beside and self._is_of_being and (either or own))

    def _describes(self, mention: Mention) -> bool:
        """Whether the name is a title that somebody is asked to bear, not their own before their name."""
        words = self.language.words
        last = self.question.words[mention.end - 1].text if mention.end else ""
        before = self.question.words[mention.start - 1].text if mention.start else ""
        one_of_them = before in words["articles"] - words["definite"]  # a mill worker
        return mention.title or one_of_them or last in words["heads"] or last in self.language.plural_titles

    def _is_told(self, person: Mention) -> bool:
        """Whether a word besides the name is one for an office: which post does Smith hold?"""
        words, question = self.language.words, self.question
        asks = any(word.text in words["question"] for word in question.words)
        around = [word for at, word in enumerate(question.words) if at not in range(person.start, person.end)]
        told = (word.text in words["capacity"] and (asks or word in question.content) for word in around)
        return any(told) or any(word.text in words["heads"] for word in around)

    def _is_subject(self, person: Mention) -> bool:
        """Whether it is asked of the person, not of another of whom they are part: who works for Smith?"""
        words, before = self.language.words, self._word_before(person.start)
        of_another = words["beside_others"] - words["aux"] - words["joining"]
        if before in words["capacity"] and self._word_before(person.start - 1) in words["before_hard"]:
            return True  # which post Smith holds
        return not any(before in each for each in (of_another, words["capacity"], words["acts"], words["heads"]))

    def _owns_one(self, person: Mention) -> bool:
        """Whether it is somebody else who is asked for: Smith's deputy, of which the ending was left out."""
        last, behind = self.question.words[person.end - 1], self.question.words[person.end : person.end + 1]
        owns = last.end - last.start > len(last.raw)
        return owns and any(word.text in self.language.words["heads"] for word in behind)

    @property
    def _is_of_being(self) -> bool:
        """Whether it is asked how somebody is: is Smith from the north? Smith is from the north?"""
        behind = (each.end for each in self.question.mentions if self.names.is_person(each))
        places = (at for at in (0, *behind) if at < len(self.question.words))
        return any(self.question.words[at].text in self.language.words["being"] for at in places)

    @property
    def _is_of_which(self) -> bool:
        """Whether it asks of which country or the like somebody is, not where they are."""
        words = self.language.words
        asking = words["question"] & words["before_hard"]
        pairs = pairwise(word.text for word in self.question.words)
        return self.question.asks == "where" and any(one in words["side_of"] and two in asking for one, two in pairs)

    @property
    def _judged(self) -> tuple[Word, ...]:
        """How well somebody is said to bear a title, which must be told: a good mayor."""
        judging, words = self.language.words["judging"], self.question.words
        titles = {each.start for each in self.question.mentions if self._describes(each)}
        return tuple(words[at - 1] for at in sorted(titles) if at and words[at - 1].text in judging)

    @property
    def _content(self) -> Iterator[int]:
        places = {(word.start, word.text): at for at, word in enumerate(self.question.words)}
        return (places[word.start, word.text] for word in self.question.content)

    def _is_explained(self, at: int, of_many: int) -> bool:
        """Whether the word asks no more than what one is, how many are named, or what else one might be."""
        words, word = self.language.words, self.question.words[at].text
        if (of_many > 1 or self.question.asks == "who-is") and (
            word in words["persons"] or word in words["colleagues"] or word in self.language.numbers
        ):
            return True  # which of these two women; the gentleman named Smith
        before = self.question.words[at - 1].text if at else ""
        titled = any(self._describes(each) for each in self.question.mentions)
        either = titled and before in words["articles"] - words["definite"] and word not in words["before_names"]
        kind_of = word in self.names.words and before in words["partitive"] | words["articles"] - words["definite"]
        might_be = either or kind_of
        return self._tells_what_one_is(at) or (might_be and self._is_of_being)

    def _tells_what_one_is(self, at: int) -> bool:
        """Whether the word is a title or the like, or the kind of what somebody is asked to belong to: which town."""
        word, words = self.question.words[at].text, self.language.words
        if word in words["capacity"] or self._is_borne(at):
            return True
        if word in words["posted_in"] and (self.question.asks == "who-is" or self._of_a_post):
            return True
        if word in words["titles"]:
            field = self._word_before(at) in words["side_of"] | words["alternatives"] | words["locating"]
            if field or (at + 1 < len(self.question.words) and self._is_borne(at + 1)):
                return True
        kind = word in words["place_kinds"] or word in words["sides_asked"]
        return kind and at > 0 and self.question.words[at - 1].text in words["before_hard"]

    @property
    def _of_a_post(self) -> bool:
        """Whether a word asks in what office somebody is: which post does Smith hold in the cabinet?"""
        return any(word.text in self.language.words["capacity"] for word in self.question.words)

    def _is_borne(self, at: int) -> bool:
        """Whether the word is a title that may be that of whoever is asked of: a mayor; not: has got a lawyer."""
        word = self.question.words[at].text
        if word not in self.language.words["heads"] and word not in self.language.plural_titles:
            return False
        return self._word_before(at) not in self.language.words["beside_others"]

    def _before(self, mention: Mention) -> str:
        """The word before the name, an article left aside; "" at a comma and at the start."""
        return self._word_before(mention.start)

    def _place_before(self, at: int) -> int:
        articled = at > 0 and self.question.words[at - 1].text in self.language.words["articles"]
        return at - 1 - articled

    def _word_before(self, at: int) -> str:
        before = self._place_before(at)
        if before < 0 or set_off(self.question.words, before + 1):
            return ""
        return self.question.words[before].text
