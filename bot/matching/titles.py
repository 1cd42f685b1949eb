"""Names put together from what stands side by side: titles and sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.asides import set_off
from bot.matching.misheard import Misheard
from bot.matching.names import Mention, Names
from bot.matching.relatives import Relatives
from bot.matching.sides import Sides
from bot.matching.whole_names import with_whole_names
from bot.text import Word, folded, stem


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in a question: its groups of interchangeable words, whether it is a plural, and where it stands."""

    wanted: tuple[frozenset[str], ...]
    plural: bool
    start: int
    end: int


class Titles:
    """Reads "the northern foreign minister", "President Smith", "Smith's wife" as the person meant or a stranger."""

    def __init__(self, ledger: Ledger, language: Language, names: Names) -> None:
        self._ledger = ledger
        self._language = language
        self._names = names
        self._roles = {id: frozenset(folded(person.role or "")) for id, person in ledger.people.items()}
        self._heads = {
            title: frozenset(" ".join(other) for other in group) for group in language.titles for title in group
        }
        self._modifiers = {word: group for group in language.title_words for word in group}
        self._misheard = Misheard(ledger, language)
        self._relatives = Relatives(ledger, language, names)
        self._sides = Sides(ledger, language, names)
        self._add_roles()

    def _add_roles(self) -> None:
        """Takes the ledger's own roles in: of "chief forecaster of ..." forecaster is a title, chief goes before it."""
        for person in self._ledger.people.values():
            words = folded(person.role or "")
            head = tuple(takewhile(lambda word: word not in self._language.words["function"], words))
            if head and not any(title[-1:] == head[-1:] for title in self._heads):
                self._heads[head[-1:]] = frozenset({head[-1]})
            for word in head[:-1]:
                self._modifiers.setdefault(word, frozenset({word}))

    def join(self, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions with titles, sides, given names and relatives taken into account, in order."""
        named = [self._qualified(words, self._addressed(words, mention)) for mention in mentions]
        joined = self._with_titles(words, named)
        joined = with_whole_names(words, joined, self._ledger, self._language, self._names, self._misheard)
        joined = [self._sides.with_side(words, mention) for mention in self._sides.foreign(words, joined)]
        joined = self._sides.with_whose(words, joined, lambda each: bool(self._head(words, each.end - 1)))
        joined = [self._sides.with_colleague(words, mention) for mention in joined]
        joined = self._relatives.joined(words, joined)
        return sorted(joined, key=lambda mention: mention.start)

    def _addressed(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The name, a stranger's where "Mr" stands before what is no person: Mr Oldtown."""
        before = mention.start - 1
        if before < 0 or words[before].text not in self._language.words["courtesy"] or self._names.is_person(mention):
            return mention
        return Mention((), f"{words[before].raw} {mention.text}", before, mention.end)

    def _qualified(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The name, a stranger's where a word before a title that is a name too disagrees: the former mayor of Oldtown.

        Of a title that is nobody's name `_resolve` looks at every word.
        """
        before = mention.start - 1
        group = self._modifiers.get(words[before].text) if before >= 0 else None
        titled = group and any(self._head(words, at) for at in range(mention.start, mention.end))
        if not group or not titled or not self._names.is_person(mention):
            return mention
        agree = any(_in_role(group, self._roles[id]) for id in mention.ids if id in self._roles)
        return mention if agree else Mention.over(words, before, mention.end, ())

    def _with_titles(self, words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
        covered = {at for mention in mentions for at in range(mention.start, mention.end)}
        at = 0
        while at < len(words):
            # "who heads ..."
            verb = bool(at) and words[at - 1].text in self._language.words["question"] and not words[at].capital
            own = bool(at) and words[at - 1].text in self._language.words["of_one_asker"]  # my boss
            title = None if at in covered or verb or own else self._title(words, at, covered)
            if title:
                mentions = self._resolve(title, words, mentions)
                covered = {each for mention in mentions for each in range(mention.start, mention.end)}
            at = title.end if title else at + 1
        return mentions

    def _title(self, words: Sequence[Word], at: int, covered: set[int]) -> _Title | None:
        """The title that begins at the word: its modifiers and its head, or None."""
        end = at
        wanted: list[frozenset[str]] = []
        if (
            at
            and words[at].text in self._language.words["adjectives_too"]
            and words[at - 1].text in self._language.words["be"]
        ):
            return None
        while end < len(words) and end not in covered:
            head = self._head(words, end)
            # a chief forecaster is a forecaster
            before = self._is_before_title(words[end].text) and end + 1 not in covered
            leads = head and before and self._head(words, end + 1)
            if head and not leads:
                title, length = head
                plural = words[end + length - 1].text in self._language.plural_titles
                return _Title((*wanted, self._heads[title]), plural, at, end + length)
            if not self._is_before_title(words[end].text):
                return None
            wanted.append(self._modifiers.get(words[end].text, frozenset({words[end].text})))
            end += 1
        return None

    def _is_before_title(self, word: str) -> bool:
        """Whether the word may stand before a title and must agree with the role: deputy head, ministry spokesman."""
        return word in self._modifiers or word in self._language.words["offices"]

    def _head(self, words: Sequence[Word], at: int) -> tuple[tuple[str, ...], int] | None:
        singular = [self._language.plural_titles.get(word.text, word.text) for word in words[at : at + 3]]
        for length in range(len(singular), 0, -1):
            if (title := tuple(singular[:length])) in self._heads:
                return title, length
        return None

    def _resolve(self, title: _Title, words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
        start, end, specific = title.start, title.end, False
        sides: list[Mention] = []
        if before := next(
            (mention for mention in mentions if mention.end == start and not self._names.is_person(mention)), None
        ):
            sides.append(before)
            start = before.start
        elif start and (members := self._names.one_of(words[start - 1].text)):
            start -= 1
            sides.append(Mention.over(words, start, start + 1, members))
        if side := self._sides.behind(words, mentions, end):
            sides.append(side)
            end = side.end
        elif field := self._field_behind(words, mentions, end):
            title = replace(title, wanted=(*title.wanted, frozenset({words[field - 1].text})))
            end, specific = field, True
        bearer = next((mention for mention in mentions if mention.start == end), None)
        if bearer and not title.plural and self._bears(words, bearer):
            end = bearer.end
        else:
            bearer = None
        ids = self._bearers(title, sides) or (self._leaders(title, sides, words) if sides else ())
        if len(ids) > 1 and not title.plural:
            ids = self._called(words[title.end - 1].text, ids) or ids
        if bearer:
            ids = tuple(id for id in bearer.ids if id in ids)
        elif not (ids or specific or len(title.wanted) > 1 or self._is_somebody(title, words, bool(sides), end)):
            return mentions
        taken = [mention for mention in mentions if not (mention.start >= start and mention.end <= end)]
        # "the president" of two is one of them, "the ministers" are all
        described = bearer is None and (title.plural or len(ids) < 2)
        return [*taken, Mention.over(words, start, end, ids, title=described)]

    def _bears(self, words: Sequence[Word], mention: Mention) -> bool:
        """Whether the name behind a title is its bearer's; not in: the mayor, Smith or Hill."""
        either = mention.end < len(words) and words[mention.end].text in self._language.words["alternatives"]
        if either and set_off(words, mention.start):
            return False
        return mention.stranger or self._names.is_person(mention)

    def _is_somebody(self, title: _Title, words: Sequence[Word], sided: bool, end: int) -> bool:
        """Whether a title that nobody here bears still means a person: with a side, or as in "did the pope say"."""
        if sided:
            return not title.plural or self._speaks_next(words, end)
        articled = title.start > 0 and words[title.start - 1].text in self._language.words["articles"]
        if articled and self._is_predicate(words, title.start - 1):
            return False
        named = [word.text for word in words[title.start : title.end]]
        asked = title.start > 1 and words[title.start - 2].text in self._language.words["do_verbs"]
        asked = asked and not self._names.holding(named)
        behind = ("function", "stance", "openings", "words", "channels", "addressing", "thinking", "pronouns")
        ends = end == len(words) or any(words[end].text in self._language.words[name] for name in behind)
        means_one = ends or asked or len(named) > 1 or self._owns(words, end) or self._speaks_next(words, end)
        return articled and not title.plural and means_one

    def _is_predicate(self, words: Sequence[Word], article: int) -> bool:
        """Whether "a" stands behind whom it is asked of: is Smith a general?"""
        kinds = self._language.words
        return words[article].text not in kinds["definite"] and article > 1 and words[article - 2].text in kinds["be"]

    def _owns(self, words: Sequence[Word], end: int) -> bool:
        """Whether something is said to be theirs: of "the king's speech" the ending was left out of the word."""
        last = words[end - 1]
        return end < len(words) and last.end - last.start > len(last.raw)

    def _speaks_next(self, words: Sequence[Word], end: int) -> bool:
        """Whether the title is followed by what people do with words, so that it names a speaker."""
        return end < len(words) and bool(self._language.acts_asked(words[end].text))

    def _field_behind(self, words: Sequence[Word], mentions: Sequence[Mention], end: int) -> int:
        """Where "of the police" ends, right behind a title; 0 when nothing like it stands there."""
        kinds = self._language.words
        if end + 1 >= len(words) or words[end].text not in kinds["belonging"]:
            return 0
        at = end + 2 if words[end + 1].text in kinds["definite"] else end + 1
        plain = at < len(words) and words[at].text not in kinds["function"]
        return at + 1 if plain and all(not mention.start <= at < mention.end for mention in mentions) else 0

    def _bearers(self, title: _Title, sides: Sequence[Mention]) -> tuple[str, ...]:
        """The people whose role has every part of the title and who belong to every side; one, or all of a plural."""
        return tuple(
            id
            for id, role in self._roles.items()
            if all(_in_role(group, role) for group in title.wanted)
            and all(not side.stranger and self._names.sides(id).intersection(side.ids) for side in sides)
        )

    def _leaders(self, title: _Title, sides: Sequence[Mention], words: Sequence[Word]) -> tuple[str, ...]:
        """Whoever leads the side by another title, if only one does: the boss of the northern club is its chairman."""
        loose, leading = self._language.words["loosely_leading"], self._language.words["leading"]
        if title.plural or len(title.wanted) > 1 or words[title.end - 1].text not in loose:
            return ()
        named = [self._sides.with_what_it_lies_in(side, words) for side in sides]
        ids = {id for role in leading for id in self._bearers(replace(title, wanted=(frozenset({role}),)), named)}
        return tuple(ids) if len(ids) == 1 else ()

    def _called(self, word: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the people whose role has the very word."""
        return tuple(id for id in ids if word in self._roles[id])


def _in_role(group: frozenset[str], role: frozenset[str]) -> bool:
    stems = {stem(word) for word in role}
    return any(all(stem(word) in stems for word in title.split()) for title in group)
