"""The sentence that asks and what only leads up to its question: where the question proper begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.matching.asides import set_off
from bot.matching.verbs import Verbs

_WHOLE = frozenset({"summary", "sources", "about-bot"})
"""Rows that ask of everything: what stands before them is only how somebody came to ask."""
_OF_DETAILS = frozenset({"when", "where", "how-many", "what", "who", "whom", "why", "channel"})
"""Rows that ask for a detail of what is told."""
_SHORT = 4
"""Words before a question that a pronoun in it may take up."""


@dataclass(frozen=True)
class Led(Verbs):
    """A sentence that asks, with what leads up to its question."""

    @cached_property
    def _preamble(self) -> int:
        """Where the question proper begins, if anything that it asks of stands behind; what is before asks nothing."""
        begins = self._begins
        if self._row == "whose-words" or self._asks_in_place(begins) or self._is_fragment(begins):
            return 0
        behind = any(at > begins and self.words[at].text not in self._free for at in self._left)
        named = any(at > begins for at in self._covered)
        return begins if behind or named or self._row in _WHOLE else 0

    @cached_property
    def _names_what_to_sum_up(self) -> bool:
        """Whether nothing but a noun stands before what asks for a summary: the storm, in a nutshell."""
        before, behind = range(self._preamble), self._preamble
        plain = all(self._is(at, "articles") or not self._is(at, "function") for at in before)
        parted = set_off(self.words, behind) or self._is(behind, "locating")
        named = self._covered.isdisjoint(before) and self.framing.isdisjoint(before)
        return self._row == "summary" and plain and parted and named and 0 < len(before) <= _SHORT

    @cached_property
    def _is_taken_up(self) -> bool:
        """Whether a pronoun takes up the few words before the question: and the boats, what did they do?"""
        behind = any(self._is(at, "pronouns") for at in range(self._preamble, len(self.words)))
        asker = any(self._is(at, "asker") for at in range(self._preamble))
        return behind and not asker and not self.mentions and self._preamble <= _SHORT

    @cached_property
    def _opening(self) -> int:
        """Where the sentence opens behind what frames it: I read that ..."""
        return next((at for at in range(len(self.words)) if at not in self.framing), 0)

    @cached_property
    def _begins(self) -> int:
        """Its question word, or the first word that the row used up."""
        named = [self.speaker.start] if self.speaker and self._used else []
        compared = self.fit.slots.get("name", ()) if self.fit else ()
        first = min([*self._used, *named, *compared], default=0)
        asking = (at for at in range(first + 1) if self._is(at, "question") and at not in self.framing)
        return min(asking, default=first)

    def _asks_in_place(self, at: int) -> bool:
        """Whether the question word stands where its answer would, at the end of a clause: it was only what?"""
        if at < 2 or not self._is(at, "question") or self.words[at].start - self.words[at - 1].end > 1:
            return False
        ends = at + 1 == len(self.words) or self.words[at + 1].start - self.words[at].end > 1
        verb = next(
            (each for each in range(at - 1, 0, -1) if not (self._is(each, "adverbs") or self._is(each, "limiting"))), 0
        )
        return ends and (self._is(verb, "be") or bool(self.language.acts_asked(self.words[verb].text)))

    def _is_fragment(self, begins: int) -> bool:
        """Whether the question lacks a verb, so that it is asked of what stands before: the ban: until when?"""
        if self._row not in _OF_DETAILS:
            return False
        behind = range(begins, len(self.words))
        verbs = any(self._is(at, "aux") or self._is(at, "pronouns") or self._is(at, "asker") for at in behind)
        telling = sum(at in self._left and self.words[at].text not in self._free for at in behind)
        asks = any(self._is(at, "question") for at in behind)
        return asks and not verbs and not self._act_positions and self._main_verb < 0 and telling <= 1
