"""The sides beside names: the northern side, the northern guy, the minister of the north, the southern Mr Miller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.asides import set_off
from bot.matching.names import Mention, Names
from bot.text import Word


class Sides:
    """Reads the sides that are named beside people."""

    def __init__(self, ledger: Ledger, language: Language, names: Names) -> None:
        self._ledger = ledger
        self._language = language
        self._names = names

    def with_side(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The mention with the word "side" behind it: the northern side is the north."""
        behind = mention.end < len(words) and words[mention.end].text in self._language.words["sides"]
        return replace(mention, end=mention.end + 1) if behind and not self._names.is_person(mention) else mention

    def with_colleague(self, words: Sequence[Word], mention: Mention) -> Mention:
        """The only one who belongs to the side that is named: the northern guy."""
        start, end = mention.start, mention.end
        if end < len(words) and words[end].text in self._language.words["colleagues"]:
            end += 1
        else:
            before = (at for at in (start - 3, start - 2) if at >= 0 and self._leads_to(words[at:start]))
            start = next(before, start)
        if (start, end) == (mention.start, mention.end):
            return mention
        theirs = tuple(id for id in self._ledger.people if not self._names.sides(id).isdisjoint(mention.ids))
        if len(theirs) != 1 or theirs == mention.ids:
            return mention
        return replace(mention, ids=theirs, start=start, end=end, title=True)

    def _leads_to(self, before: Sequence[Word]) -> bool:
        """Whether a side behind the words is that of a colleague: the gentleman from the ..."""
        kinds, (first, joint, *article) = self._language.words, [word.text for word in before]
        articled = all(word in kinds["articles"] for word in article)
        return first in kinds["colleagues"] and joint in kinds["before_sides"] and articled

    def behind(self, words: Sequence[Word], mentions: Sequence[Mention], end: int) -> Mention | None:
        """The side in "of the north", "for the northern side", "over in the north", right behind a title."""
        kinds = self._language.words
        end += end + 1 < len(words) and words[end].text in kinds["yonder"]
        if end >= len(words) or words[end].text not in kinds["before_sides"]:
            return None
        articled = end + 1 < len(words) and words[end + 1].text in kinds["definite"]
        starts = {end + 1, end + 2} if articled else {end + 1}
        return next((each for each in mentions if each.start in starts and not self._names.is_person(each)), None)

    def with_what_it_lies_in(self, side: Mention, words: Sequence[Word]) -> Mention:
        """The side, with "in" before it that of whoever leads from there too: the boss in the capital."""
        before = {word.text for word in words[max(side.start - 2, 0) : side.start]}
        if before.isdisjoint(self._language.words["locating"]):
            return side
        return replace(side, ids=tuple(each for id in side.ids for each in self._ledger.around(id)))

    def foreign(self, words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
        """The mentions, of a name that is put on a side to which it does not belong a stranger."""
        joined: list[Mention] = []
        for mention in mentions:
            last = joined[-1] if joined else None
            beside = last and last.end == mention.start and not set_off(words, mention.start)
            if last and beside and self._is_side(last) and self._belongs_elsewhere(mention, last):
                joined[-1] = Mention.over(words, last.start, mention.end, ())
            else:
                joined.append(mention)
        return joined

    def with_whose(
        self, words: Sequence[Word], mentions: list[Mention], is_title: Callable[[Mention], bool]
    ) -> list[Mention]:
        """The mentions, a title that names one person with whose it is behind it: of another side's a stranger."""
        joined = mentions
        for mention in mentions:
            of = words[mention.end].text in self._language.words["of_side"] if mention.end < len(words) else False
            if not of or len(mention.ids) != 1 or not self._names.is_person(mention) or not is_title(mention):
                continue
            side = self.behind(words, mentions, mention.end)
            if side and self._is_side(side):
                own = () if self._belongs_elsewhere(mention, side) else mention.ids
                joined = [each for each in joined if each not in (mention, side)]
                joined.append(Mention.over(words, mention.start, side.end, own, title=bool(own)))
        return joined

    def _is_side(self, mention: Mention) -> bool:
        return mention.stranger or all(id in self._ledger.organisations for id in mention.ids)

    def _belongs_elsewhere(self, mention: Mention, side: Mention) -> bool:
        own = [self._names.sides(id) - {id} for id in mention.ids if id not in self._ledger.places]
        return bool(own) and all(sides and not sides.intersection(side.ids) for sides in own)
