"""A sentence and its names: which are only spoken of, left aside, offered as one of several, or tell where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.matching.names import Mention
from bot.matching.sentence import Sentence
from bot.text import Word


@dataclass(frozen=True)
class Naming(Sentence):
    """A sentence of whose names is told what part they have in it."""

    def _is_of(self, mention: Mention) -> bool:
        """Whether "of" or "from" stands before the name: of Mr Smith."""
        title = mention.start > 0 and self._is(mention.start - 1, "courtesy")
        return self._before(mention.start - title, "partitive")

    def _is_spoken_of(self, mention: Mention) -> bool:
        """Whether the name stands where it is a topic, or addressed: about Smith, told Smith."""
        before = self._preceding(mention.start)
        according = before > 0 and self.words[before - 1].text == "according"
        topic = self._before(mention.start, "topic_before") and not according
        return topic or self._is_excluded(mention) or self._before(mention.start, "addressing")

    def _is_excluded(self, mention: Mention) -> bool:
        """Whether everybody else is asked for: anyone but the mayor, apart from him, if not by him."""
        before = self._preceding(mention.start)
        before -= before > 0 and self._is(before, "possessives")  # other than its president
        if before > 0 and (self._is(before, "topic_before") or self._is(before, "partitive")):
            before = self._preceding(before) if not self._is(before, "excluding") else before
        return mention != self.speaker and before >= 0 and (self._is(before, "excluding") or self._is_if_not(before))

    def _is_if_not(self, at: int) -> bool:
        """Whether "if not" ends at the word: against whom, if not against the mayor?"""
        return at > 0 and self._is(at, "strict_negations") and self._is(at - 1, "conditions")

    def _is_located(self, mention: Mention) -> bool:
        """Whether something is said to have been in what is named; those who rule there stand for it."""
        rulers = mention.start > 1 and self._is(mention.start - 2, "authorities")
        return self.is_place(mention) and self._is_within(mention) and not rulers

    @property
    def _before_asked(self) -> tuple[Word, ...]:
        """What is told of what went before: what happened once they had come, or after the storm?"""
        opens = "clauses_before" if not self._asks_lapse else "telling_after"
        begins = 0 if self._asks_lapse else max(self._used, default=0) + 1
        places = range(begins, len(self.words))
        joint = next((at for at in places if self._is(at, opens)), len(self.words))
        end = next((at for at in range(joint + 1, len(self.words)) if self._ends_clause(at)), len(self.words))
        behind = range(joint + 1, end)
        next_to_it = self._row == "what-happened" and joint < len(self.words) and self._is(joint, "telling_after")
        told = self._asks_lapse or next_to_it
        told = told or any(self._is(at, name) for at in behind for name in ("aux", "pronouns", "objects"))
        return tuple(self.words[at] for at in behind if at in self._left) if told else ()

    @property
    def _asks_lapse(self) -> bool:
        """Whether it asks how long it was from one thing to another."""
        return self.fit is not None and "lapse" in self.fit.row.options

    def _ends_clause(self, at: int) -> bool:
        """Whether what is asked goes on at the word: how long after the storm did they come?"""
        return self._asks_lapse and (self._is(at, "do_verbs") or self._is(at, "be"))

    @cached_property
    def _what_it_preceded(self) -> tuple[Word, ...]:
        """What something is asked to have gone before: the words behind "before" in what happened before the vote."""
        if self._row != "what-happened" or self.dates:  # before dawn that day
            return ()
        joint = next((at for at in range(1, len(self.words)) if self._is(at, "telling_before")), len(self.words))
        return tuple(self.words[at] for at in range(joint + 1, len(self.words)) if at not in self.framing)

    @cached_property
    def _offered(self) -> frozenset[Mention]:
        """The names of which one is asked for: Smith, Miller or somebody else?"""
        found = set[Mention]()
        for at in self._alternatives:
            before = next((each for each in self._named if each.end <= at and self._joins(each.end, at)), None)
            behind = next((each for each in self._named if each.start > at and self._joins(at + 1, each.start)), None)
            found.update(each for each in (before, behind) if each)
            while before:  # those of a list stand side by side
                found.add(before)
                before = next((each for each in self._named if each.end == before.start), None) if behind else None
        return frozenset(found)

    @property
    def _offers_dates(self) -> bool:
        """Whether it asks for one of several days: on Monday or on Tuesday?"""
        return any(
            any(each.end <= at and self._joins(each.end, at) for each in self.dates)
            and any(each.start > at and self._joins(at + 1, each.start) for each in self.dates)
            for at in self._alternatives
        )

    @cached_property
    def _alternatives(self) -> tuple[int, ...]:
        places = range(len(self.words))
        return tuple(at for at in places if self._is(at, "alternatives") and at not in self.framing)

    def _joins(self, start: int, end: int) -> bool:
        """Whether nothing but small words stands between."""
        return all(self._is(at, "function") for at in range(start, end))
