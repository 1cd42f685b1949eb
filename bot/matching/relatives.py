"""Whose somebody or something is: Smith's wife or spokesman is another than he, his club is what he belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.names import Mention, Names
from bot.text import Word, folded

_NEAR = 5
"""Words between a relation and a name that it tells of."""


class Relatives:
    """Whose brother is who, as far as a ledger tells, and whoever is named so."""

    def __init__(self, ledger: Ledger, language: Language, names: Names) -> None:
        self._ledger = ledger
        self._language = language
        self._names = names

    @cached_property
    def _kin(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Who is what relation of whom, by the id of whom and the word for it."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for of, relation, id in self._told():
            mutual = [(id, of)] if relation in self._language.words["mutual_relations"] else []
            for one, other in [(of, id), *mutual]:
                for word in {relation, *self._language.words["siblings"]} if mutual else {relation}:
                    found[one, word] = tuple(dict.fromkeys((*found.get((one, word), ()), other)))
        return found

    def _told(self) -> Iterator[tuple[str, str, str]]:
        """Whom the ledger calls whose relation: Ann Smith, a sister of the mayor Jim Smith; the mayor's sister."""
        people, relations = self._ledger.people, self._language.words["relations"]
        for id, person in people.items():
            for alias in (*person.aliases, person.role or ""):
                said = _words(alias) if not relations.isdisjoint(folded(alias)) else ()
                related = next((at for at, word in enumerate(said) if word.text in relations), 0)
                parted = (said[:related], said[related + 1 :])  # whole it is the person's own alias
                of = [each for part in parted for _, each in self._people_in(part)] if said else []
                yield from ((each, said[related].text, id) for each in of if each != id)
        for fact in self._ledger.facts.values():
            said = _words(fact.text)
            at = next((at for at, word in enumerate(said) if word.text in relations), 0)
            if at and self._is_of(said, at + 1):
                named = self._people_in(said)
                before = [id for place, id in named if at - _NEAR <= place < at]
                behind = [id for place, id in named if at < place <= at + _NEAR]
                if before and behind and before[-1] != behind[-1]:
                    yield behind[-1], said[at].text, before[-1]

    def _is_of(self, words: Sequence[Word], at: int) -> bool:
        """Whether "of" stands at the position: the wife of Smith."""
        return at < len(words) and words[at].text in self._language.words["belonging"]

    def _people_in(self, said: Sequence[Word]) -> list[tuple[int, str]]:
        """The people named in the words, each with the place of the name."""
        found = self._names.find(said)
        return [(each.end - 1, each.ids[0]) for each in found if self._names.is_person(each) and len(each.ids) == 1]

    def joined(self, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, of "Smith's wife" whoever that is, or a stranger, and the strangers of "his wife"."""
        joined = [
            self._body(words, each) or self._relative(words, each) if self._names.is_person(each) else each
            for each in mentions
        ]
        return self._whole(words, sorted([*joined, *self._of_somebody(words, joined)], key=lambda each: each.start))

    def _whole(self, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, of the spokesman of a relative who is a stranger another stranger: Smith's wife's spokesman."""
        whole: list[Mention] = []
        for mention in mentions:
            last = whole[-1] if whole else None
            if last and last.stranger and last.end == mention.start and mention.title and last.end - last.start > 1:
                whole[-1] = Mention.over(words, last.start, mention.end, ())
            else:
                whole.append(mention)
        return whole

    def _body(self, words: Sequence[Word], mention: Mention) -> Mention | None:
        """What the person belongs to, where the words say so: Smith's club; None for any other."""
        last, at = words[mention.end - 1], mention.end
        owns = at < len(words) and last.end - last.start > len(last.raw)  # the ending was left out of the word
        if not owns or len(mention.ids) != 1 or words[at].text not in self._language.words["bodies"]:
            return None
        bodies = self._names.bodies(mention.ids[0])
        return Mention.over(words, mention.start, at + 1, bodies, title=True) if bodies else None

    def _relative(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The person, or whoever is "Smith's wife" or "the father of Smith"."""
        start, end, relations = mention.start, mention.end, self._language.words["relations"]
        before = start - 1 if start and words[start - 1].text in self._language.words["articles"] else start
        if end < len(words) and words[end].text in relations and not self._is_of(words, end + 1):  # of what?
            related = words[end].text
            end += 1
        elif before > 1 and self._is_of(words, before - 1) and words[before - 2].text in relations:
            start = before - 2
            related = words[start].text
        else:
            return mention
        if len(mention.ids) > 1 and related in self._language.words["family"]:
            return mention  # are the two Smiths family?
        return self._meant(mention.ids, related, words, start, end)

    def _meant(self, of: Sequence[str], related: str, words: Sequence[Word], start: int, end: int) -> Mention:
        """Whoever is so related to the one who is named, a stranger where the ledger does not tell."""
        ids = self._kin.get((of[0], related), ()) if len(of) == 1 else ()
        return Mention.over(words, start, end, ids, title=bool(ids))

    def _of_somebody(self, words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Whoever is "his wife" behind the only one who is named, else a stranger, as is the wife of one not named."""
        covered = {at for mention in mentions for at in range(mention.start, mention.end)}
        kinds = self._language.words
        for at in range(len(words) - 3):  # the wife of the man who came
            texts = [word.text for word in words[at : at + 4]]
            related = (
                texts[0] in kinds["relations"] and texts[1] in kinds["belonging"] and texts[2] in kinds["articles"]
            )
            if related and texts[3] in kinds["individuals"] and covered.isdisjoint(range(at, at + 4)):
                yield self._meant(("",), texts[0], words, at, at + 4)
        for at in range(len(words) - 1):
            related = words[at].text in kinds["possessives"] and words[at + 1].text in kinds["relations"]
            if related and covered.isdisjoint((at, at + 1)) and words[at].text not in kinds["of_the_asker"]:
                named = [each for each in mentions if self._names.is_person(each)]
                of = named[0].ids if len(named) == 1 and named[0].end <= at else ("",)
                yield self._meant(of, words[at + 1].text, words, at, at + 2)


def _words(text: str) -> tuple[Word, ...]:
    """The words of a text of ours, without the endings of possessives."""
    return tuple(Word(each, each.capitalize(), 0, 0) for each in folded(text))
