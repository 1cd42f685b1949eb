"""How an entry accounts for a word of a question: by the same word, one that stands for it, its act, a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.languages import Act, Language
from bot.ledger.model import Fact, Statement
from bot.matching.traits import By, Traits
from bot.text import Word, folded, stem

_LESS_DIRECT = 0.2
"""What an explanation loses by another word that stands for the one asked."""
_JUST_BEFORE = 2
_NONE: Mapping[str, By] = {}
_LEAST_MET = 2
"""Words of a phrasing that a question must share to take it up."""
_NOT_REACHES, _NO_REACHES = 4, 10


@dataclass(frozen=True, slots=True)
class Explanation:
    """What of the entry explains a word, and by which other word ("" for the word itself)."""

    by: By
    instead: str = ""

    @property
    def strength(self) -> float:
        """How directly it explains, from 0 to 1."""
        return self.by.strength - (_LESS_DIRECT if self.instead else 0.0)

    @property
    def own(self) -> bool:
        """Whether the very word stands in what was said or told."""
        return self.by is By.WORDS and not self.instead

    def __str__(self) -> str:
        return f"{self.by.called}, as “{self.instead}”" if self.instead else self.by.called


class Explainer:
    """Explains words of questions by the traits of entries, with the synonyms, acts and numbers of a language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._small = language.words["function"] | language.words["quantifiers"] | frozenset(language.numbers)

    @property
    def language(self) -> Language:
        """The language in which it explains."""
        return self._language

    def explains(self, word: Word, traits: Traits, asked: Mapping[str, By] = _NONE) -> Explanation | None:
        """What in the entry explains the word, or None; `asked`: what `taken_up` finds."""
        own = stem(word.text)
        if by := traits.stems.get(own) or asked.get(own):
            return Explanation(by)
        if others := self._language.synonyms.get(own):
            held = [(by, other) for other in others if (by := traits.stems.get(other) or asked.get(other))]
            if held:
                return Explanation(*max(held, key=lambda each: each[0].strength))
        acts = self._language.acts_asked(word.text)
        if acts and traits.is_statement and any(self._is_done(act, traits) for act in acts):
            return Explanation(By.ACT)
        if traits.is_background and word.text in self._language.words["earlier"]:
            return Explanation(By.TIME)
        return self._number(word, traits)

    def _is_done(self, act: Act, traits: Traits) -> bool:
        """Whether the statement does the act, or is a plain one in words that amount to it."""
        if act.general or act in traits.acts:
            return True
        return not act.said_with.isdisjoint(traits.told[0]) and any(each.general for each in traits.acts)

    def meant(self, words: Iterable[Word]) -> frozenset[str]:
        """The stems of the words and of all that they may stand for."""
        asked = {stem(word.text) for word in words}
        return frozenset(asked.union(*(self._language.synonyms.get(own, ()) for own in asked)))

    def taken_up(self, asked: frozenset[str], traits: Traits) -> Mapping[str, By]:
        """The stems of the phrasings that a question takes up, which asks for most of what each asks for."""
        if not traits.phrasings:
            return _NONE
        found: dict[str, By] = {}
        for phrasing, by in traits.phrasings:
            met = len(phrasing & asked)
            if met * 2 >= len(phrasing) and met >= min(_LEAST_MET, len(phrasing)):
                found.update(dict.fromkeys(phrasing, by))
        return found

    def _number(self, word: Word, traits: Traits) -> Explanation | None:
        """The same number in the other way of writing it: 2 and two."""
        numbers = self._language.numbers
        number = numbers.get(word.text) or (int(word.text) if word.text.isdecimal() else None)
        if number is None:
            return None
        written = (str(number), *(stem(each) for each, value in numbers.items() if value == number))
        return next((Explanation(by, each) for each in written if (by := traits.stems.get(each))), None)

    def counts(self, counted: Word, traits: Traits) -> bool:
        """Whether the entry says how many: in its short answer, by a number before what is counted, or by its dates."""
        if counted.text in self._language.words["spans"] and self.lasts(traits):
            return True
        if traits.entry.gives.how_many:
            return self.gives_count(counted, traits)
        return any(self._may_count(counted.text, word) for word in traits.numbered)

    def gives_count(self, counted: Word, traits: Traits) -> bool:
        """Whether its short answer is the number of what is counted."""
        given = traits.entry.gives.how_many or ""
        nouns = self._nouns(given)
        named = any(self._may_count(counted.text, word) for word in nouns)
        return named or (bool(given) and not nouns and self.explains(counted, traits) is not None)

    def counts_named(self, counted: frozenset[str], names: frozenset[str], traits: Traits) -> bool:
        """Whether the short answer to how many counts those of the names, or some by their titles: two ministers.

        Where no more is `counted` than they, as in "how many refugees?", they may also be told as people.
        """
        given = traits.entry.gives.how_many or ""
        nouns = self._nouns(given)
        people = self._language.stems_of("counted_people") if counted <= names else frozenset()
        if not nouns or any(stem(noun) in people or noun in self._language.words["titles"] for noun in nouns):
            return bool(given)
        # "in all cities of Westland" counts no Westlanders
        within = {noun for before, noun in pairwise(folded(given)) if before in self._language.words["partitive"]}
        asked = [(name, noun) for name in counted | names for noun in nouns if name in counted or noun not in within]
        return any(self._may_count(name, noun) for name, noun in asked)

    def counts_people(self, traits: Traits) -> bool:
        """Whether the short answer to how many counts people, or nothing that it names."""
        given, people = traits.entry.gives.how_many, self._language.words["persons"] | self._language.words["titles"]
        nouns = self._nouns(given or "")
        known = self._language.stems_of("counted_people")
        return bool(given) and (not nouns or any(noun in people or stem(noun) in known for noun in nouns))

    def _nouns(self, given: str) -> list[str]:
        """What a short answer to how many counts."""
        return [word for word in folded(given) if word not in self._small and not word.isdecimal()]

    def lasts(self, traits: Traits) -> bool:
        """Whether the entry says how long: from one day to another, or so many weeks."""
        return "/" in (traits.entry.date or "") or self.spans(traits)

    def spans(self, traits: Traits) -> bool:
        """Whether the number that it gives is a length of time."""
        return self._gives_in("spans", traits)

    def ages(self, traits: Traits) -> bool:
        """Whether the number that it gives is an age."""
        return self.spans(traits) and not self._language.words["ages"].isdisjoint(traits.told[0])

    def measures(self, traits: Traits) -> bool:
        """Whether a number that it gives or tells is measured: in miles and the like."""
        return self._gives_in("measures", traits) or not self._language.words["measures"].isdisjoint(traits.numbered)

    def gives_measure(self, traits: Traits) -> bool:
        """Whether its short answer is what is measured."""
        return self._gives_in("measures", traits)

    def _gives_in(self, units: str, traits: Traits) -> bool:
        """Whether the short answer to how many holds a word of the class."""
        return not self._language.words[units].isdisjoint(folded(traits.entry.gives.how_many or ""))

    def _may_count(self, counted: str, own: str) -> bool:
        """Whether who counts the one counts the other: the same, or people and what they are."""
        people = self._language.words["persons"]
        theirs = own in people | self._language.words["titles"] or stem(own) in self._language.stems_of(
            "counted_people"
        )
        return self.same(counted, own) or (counted in people and theirs)

    def asks_act(self, words: Iterable[Word], act: Act) -> bool:
        """Whether one of the words asks for the act."""
        return any(act in self._language.acts_asked(word.text) for word in words)

    def turns_round(self, word: Word, traits: Traits) -> bool:
        """Whether the word stands in the entry's own words, and there only in the reach of negations."""
        words = traits.told[0]
        places = [at for at, own in enumerate(words) if self.same(word.text, own)]
        return bool(places) and all(self._is_negated(words, at) for at in places)

    def affirms(self, word: Word, traits: Traits) -> bool:
        """Whether the word stands in the entry's own words, and nowhere in the reach of a negation."""
        words = traits.told[0]
        places = [at for at, own in enumerate(words) if self.same(word.text, own)]
        return bool(places) and not any(self._is_negated(words, at) for at in places)

    def tells_after(self, word: Word, traits: Traits) -> bool:
        """Whether its own words tell of something that was after that: they went home after he spoke."""
        words, after = (*folded(traits.entry.time or ""), *traits.told[0]), self._language.words["telling_after"]
        begins = next((at for at, own in enumerate(words) if own in after), len(words))
        return any(self.same(word.text, own) for own in words[begins:])

    def _is_negated(self, words: Sequence[str], at: int) -> bool:
        """Whether a negation reaches the word: "not" the next few, "nobody" or "no such" the sentence."""
        classes = self._language.words
        near = words[max(at - _NOT_REACHES, 0) : at + _NOT_REACHES]
        far = words[max(at - _NO_REACHES, 0) : at]
        return not classes["negations"].isdisjoint(near) or not (
            classes["negations"] - classes["strict_negations"]
        ).isdisjoint(far)

    def tells_doer(self, verb: Word, traits: Traits) -> bool:
        """Whether the entry names who did it: in `by`, or as the subject of an active verb, or behind "by".

        Who saw the dead did not kill them.
        """
        found, undergone = self.explains(verb, traits), self._language.stems_of("undergone")
        if found and found.instead in undergone and stem(verb.text) not in undergone:
            return False
        if not isinstance(traits.entry, Fact):
            told = found is None or found.by is not By.WORDS or found.own  # "victorious" does not tell who won
            if not told or self._by_somebody(verb, traits):
                return False
        elif traits.entry.by:
            return True
        return self._tells_subject(verb, traits)

    def _tells_subject(self, verb: Word, traits: Traits) -> bool:
        """Whether the verb is told of somebody: it is no passive, or "by" stands behind it."""
        words, by = _all_told(traits), self._language.words["doer_behind"]
        places = [at for at, word in enumerate(words) if self.same(verb.text, word)]
        passive = [at for at in places if self._is_undergone(words, at) or self._is_quality(words, at, verb)]
        named = any(not by.isdisjoint(words[at + 1 : at + 2]) for at in passive)
        return named or not places or len(passive) < len(places)

    def _is_undergone(self, words: Sequence[str], at: int) -> bool:
        """Whether the verb at the place tells of no doer: was opened, and so does: somebody opened."""
        before = set(words[max(at - _JUST_BEFORE, 0) : at])
        return not (self._language.words["be"] | self._language.words["anybody"]).isdisjoint(before)

    def _is_quality(self, words: Sequence[str], at: int, verb: Word) -> bool:
        """Whether the word of the verb stands behind an article, and so is no verb: an open valve."""
        before = words[max(at - 1, 0) : at]
        return stem(words[at]) == stem(verb.text) and not self._language.words["articles"].isdisjoint(before)

    def _by_somebody(self, verb: Word, traits: Traits) -> bool:
        """Whether the words tell that somebody did it, and not who."""
        words, nobody = traits.told[0], self._language.words["somebody"]
        places = [at for at, word in enumerate(words) if self.same(verb.text, word)]
        return (not places and not nobody.isdisjoint(words)) or any(
            not nobody.isdisjoint(words[max(at - _JUST_BEFORE - 1, 0) : at]) for at in places
        )

    def tells_which(self, owned: Word, traits: Traits, of_whom: bool) -> bool:
        """Whether what tells of it may tell which one it is, or whose: not "the fields", but "the fields of"."""
        words, classes = traits.told[0], self._language.words
        places = [at for at, word in enumerate(words) if self.same(owned.text, word)]
        owners = classes["possessives"] | classes["owners"]
        nobody = self._small - owners - classes["always_hard"]
        behind = classes["partitive"] | classes["doer_behind"] | (frozenset() if of_whom else classes["locating"])
        told = any(
            not behind.isdisjoint(words[at + 1 : at + 2])
            or not all(map(self._language.knows, words[at + 1 : at + 2]))  # the gardener Smith
            or (at and not (words[at - 1] in nobody or words[at - 1].isdecimal() or self._is_irregular(words[at - 1])))
            for at in places
        )
        found = self.explains(owned, traits)
        return told if places else found is None or found.by is not By.DISPUTE

    def _is_irregular(self, word: str) -> bool:
        """Whether the word is a form of an irregular verb."""
        return stem(word) in self._language.irregular

    def tells_kind(self, asked_for: Iterable[str], traits: Traits) -> bool:
        """Whether it tells of each kind of site that is asked for: in which street, in which building."""
        sites, buildings = self._language.words["sites"], self._language.stems_of("buildings")
        for kind in sites.intersection(asked_for):
            ways = {stem(kind), *self._language.synonyms.get(stem(kind), ())}
            if traits.stems.keys().isdisjoint(ways | buildings if stem(kind) in buildings else ways):
                return False
        return True

    def tells_channel(self, verb: Word, traits: Traits) -> bool:
        """Whether the verb is the channel of the words: when did she ring up?"""
        found = self.explains(verb, traits)
        return found is not None and found.by is By.CHANNEL

    def tells_form(self, verb: Word, traits: Traits) -> bool:
        """Whether the verb stands in its own words in some form."""
        base = self._language.base
        return base(verb.text) in map(base, traits.told[0])

    def same(self, asked: str, own: str) -> bool:
        """Whether the word of an entry is the word asked for or may stand for it."""
        return stem(asked) == stem(own) or stem(own) in self._language.synonyms.get(stem(asked), ())


def _all_told(traits: Traits) -> tuple[str, ...]:
    """The words of the quote and those that tell of it, or of the fact."""
    entry = traits.entry
    both = isinstance(entry, Statement) and bool(entry.quote) and bool(entry.says)
    return (*traits.told[0], *traits.told[1]) if both else traits.told[0]
