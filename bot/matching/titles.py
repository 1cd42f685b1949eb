"""Names put together from what stands side by side: titles and sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.asides import set_off
from bot.matching.names import Mention, Names
from bot.matching.relatives import with_relatives
from bot.matching.whole_names import with_whole_names
from bot.text import Word, folded, stem

_BEFORE_SIDES = frozenset({"of", "for", "from", "in"})
"""What stands between somebody and the side: the minister of the north."""


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
        joined = self._with_titles(words, [self._addressed(words, mention) for mention in mentions])
        joined = with_whole_names(words, joined, self._ledger, self._language, self._names)
        joined = [self._with_side(words, mention) for mention in self._foreign_sides(words, joined)]
        joined = [self._with_colleague(words, mention) for mention in joined]
        joined = with_relatives(words, joined, self._language, self._names)
        return sorted(joined, key=lambda mention: mention.start)

    def _addressed(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The name, a stranger's where "Mr" stands before what is no person: Mr Oldtown."""
        before = mention.start - 1
        if before < 0 or words[before].text not in self._language.words["courtesy"] or self._names.is_person(mention):
            return mention
        return Mention((), f"{words[before].raw} {mention.text}", before, mention.end)

    def _with_side(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The mention with the word "side" behind it: the northern side is the north."""
        behind = mention.end < len(words) and words[mention.end].text in {"side", "sides"}
        return replace(mention, end=mention.end + 1) if behind and not self._names.is_person(mention) else mention

    def _with_colleague(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The only one who belongs to the side that is named: the northern guy."""
        start, end = mention.start, mention.end
        if end < len(words) and words[end].text in self._language.words["colleagues"]:
            end += 1
        else:
            before = (at for at in (start - 3, start - 2) if at >= 0 and self._leads_to(words[at:start]))
            start = next(before, start)
        if (start, end) == (mention.start, mention.end):
            return mention
        theirs = tuple(id for id in self._roles if not self._names.sides(id).isdisjoint(mention.ids))
        if len(theirs) != 1 or theirs == mention.ids:
            return mention
        return replace(mention, ids=theirs, start=start, end=end, title=True)

    def _leads_to(self, before: Sequence[Word]) -> bool:
        """Whether a side behind the words is that of a colleague: the gentleman from the ..."""
        kinds, (first, joint, *article) = self._language.words, [word.text for word in before]
        articled = all(word in kinds["articles"] for word in article)
        return first in kinds["colleagues"] and joint in _BEFORE_SIDES and articled

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
        if side := self._side_behind(words, mentions, end):
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
        ids = self._bearers(title, sides)
        if len(ids) > 1 and not title.plural:
            ids = self._called(words[title.end - 1].text, ids) or ids
        if bearer:
            ids = tuple(id for id in bearer.ids if id in ids)
        elif not (ids or specific or len(title.wanted) > 1 or self._is_somebody(title, words, bool(sides), end)):
            return mentions
        taken = [mention for mention in mentions if not (mention.start >= start and mention.end <= end)]
        text = " ".join(word.raw for word in words[start:end])
        # "the president" of two is one of them, "the ministers" are all
        described = bearer is None and (title.plural or len(ids) < 2)
        return [*taken, Mention(ids, text, start, end, title=described)]

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
        return words[article].text != "the" and article > 1 and words[article - 2].text in self._language.words["be"]

    def _owns(self, words: Sequence[Word], end: int) -> bool:
        """Whether something is said to be theirs: of "the king's speech" the ending was left out of the word."""
        last = words[end - 1]
        return end < len(words) and last.end - last.start > len(last.raw)

    def _speaks_next(self, words: Sequence[Word], end: int) -> bool:
        """Whether the title is followed by what people do with words, so that it names a speaker."""
        return end < len(words) and bool(self._language.acts_asked(words[end].text))

    def _side_behind(self, words: Sequence[Word], mentions: Sequence[Mention], end: int) -> Mention | None:
        """The side in "of the north", "for the northern side", right behind a title."""
        if end >= len(words) or words[end].text not in _BEFORE_SIDES:
            return None
        at = end + 2 if end + 1 < len(words) and words[end + 1].text == "the" else end + 1
        return next(
            (mention for mention in mentions if mention.start == at and not self._names.is_person(mention)), None
        )

    def _field_behind(self, words: Sequence[Word], mentions: Sequence[Mention], end: int) -> int:
        """Where "of the police" ends, right behind a title; 0 when nothing like it stands there."""
        if end + 1 >= len(words) or words[end].text != "of":
            return 0
        at = end + 2 if words[end + 1].text == "the" else end + 1
        plain = at < len(words) and words[at].text not in self._language.words["function"]
        return at + 1 if plain and all(not mention.start <= at < mention.end for mention in mentions) else 0

    def _bearers(self, title: _Title, sides: Sequence[Mention]) -> tuple[str, ...]:
        """The people whose role has every part of the title and who belong to every side; one, or all of a plural."""
        return tuple(
            id
            for id, role in self._roles.items()
            if all(_in_role(group, role) for group in title.wanted)
            and all(not side.stranger and self._names.sides(id).intersection(side.ids) for side in sides)
        )

    def _called(self, word: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the people whose role has the very word."""
        return tuple(id for id in ids if word in self._roles[id])

    def _foreign_sides(self, words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
        """Makes a stranger of a name that is put on a side to which it does not belong."""
        joined: list[Mention] = []
        for mention in mentions:
            last = joined[-1] if joined else None
            beside = last and last.end == mention.start and not _has_comma(words, mention.start)
            foreign = beside and self._is_side(last) and self._belongs_elsewhere(mention, last) if last else False
            if last and (foreign or self._is_of_another(words, last, mention)):
                text = " ".join(word.raw for word in words[last.start : mention.end])
                joined[-1] = Mention((), text, last.start, mention.end)
            else:
                joined.append(mention)
        return joined

    def _is_of_another(self, words: Sequence[Word], titled: Mention, side: Mention) -> bool:
        """Whether who is only called by a title is put on a side that has people of its own: the coach of the other."""
        between = [word.text for word in words[titled.end : side.start]]
        if between[:1] != ["of"] or not set(between[1:]) <= {"the"} or words[titled.end - 1].capital:
            return False
        if words[titled.end - 1].text not in self._language.words["titles"] or not self._names.is_person(titled):
            return False
        peopled = any(self._names.sides(id).intersection(side.ids) for id in self._roles)
        return self._is_side(side) and not side.stranger and peopled and self._belongs_elsewhere(titled, side)

    def _is_side(self, mention: Mention) -> bool:
        return mention.stranger or all(id in self._ledger.organisations for id in mention.ids)

    def _belongs_elsewhere(self, mention: Mention, side: Mention) -> bool:
        own = [self._names.sides(id) - {id} for id in mention.ids if id not in self._ledger.places]
        return bool(own) and all(sides and not sides.intersection(side.ids) for sides in own)


def _has_comma(words: Sequence[Word], at: int) -> bool:
    """Whether a comma, or the like, stands before the word."""
    return at > 0 and words[at].start - words[at - 1].end > 1


def _in_role(group: frozenset[str], role: frozenset[str]) -> bool:
    stems = {stem(word) for word in role}
    return any(all(stem(word) in stems for word in title.split()) for title in group)
