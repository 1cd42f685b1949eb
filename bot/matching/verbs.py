"""A sentence and its verb: what is asked to have been done, and whether it is asked by whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.matching.naming import Naming
from bot.text import stem


@dataclass(frozen=True)
class Verbs(Naming):
    """A sentence of which is told what is asked to have been done."""

    @cached_property
    def _main_verb(self) -> int:
        """The verb of "did Smith ..." or "who ...", which must be explained however common; -1 when there is none."""
        any_did = self._row == "is-it-true" and self._asks_of_any
        if any_did or (self._row == "who" and self._used):
            if not any_did and (self._participle >= 0 or self._is_passive):
                return self._participle
            at = 2 if any_did else max(self._used) + 1
            while at < len(self.words) and (self._is(at, "adverbs") or self._is(at, "aux")):
                at += 1
            asked = at in self._left and not (any_did and self.words[at].text in self._free)
            return at if asked and not self._is(at, "function") and not self._is(at, "empty_verbs") else -1
        if self._row == "what" and (done := self._done_by_which) >= 0:
            return done
        for mention in self.mentions:
            at = mention.end
            while at < len(self.words) and self._is(at, "adverbs"):
                at += 1
            asked = self._before(mention.start, "do_verbs") and at < len(self.words) and at not in self._used
            if asked:
                return -1 if self._is(at, "function") or self._is(at, "empty_verbs") else at
        return -1

    @property
    def _done_by_which(self) -> int:
        """What is asked to have been done by which of a kind: which of the bridges fell? -1 where there is no verb."""
        last = len(self.words)
        if not last or not self._is(0, "owners") or any(self._is(at, "aux") for at in range(last)):
            return -1
        ends = (at for at in self._left if at > 1 and (at + 1 == last or self._is(at + 1, "function")))
        verbs = (at for at in ends if self._is_participle(self.words[at].text) and not self._is(at, "idle"))
        return next(verbs, -1)

    @property
    def _asks_doer(self) -> bool:
        """Whether it asks who did it: the verb right behind "who"."""
        doing = {max(self._used, default=-2) + 1, self._participle}
        return self._row == "who" and self._main_verb in doing

    @property
    def _participle(self) -> int:
        """What "who" has done: the man closing the gate was who, by whom was it closed? -1 where nothing tells it."""
        if self._is_passive:
            done = (at for at in reversed(self._left) if self._is_participle(self.words[at].text))
            return next(done, -1)
        if max(self._used, default=-1) + 1 < len(self.words):
            return -1
        places = range(1, len(self.words))
        doing = (at for at in places if self._is(at - 1, "doers") and self.words[at].text.endswith("ing"))
        return next((at for at in doing if at in self._left), -1)

    @property
    def _is_passive(self) -> bool:
        """Whether it asks by whom something was done."""
        return self.fit is not None and "deed" in self.fit.row.options

    def _is_participle(self, word: str) -> bool:
        return word.endswith("ed") or (stem(word) in self.language.irregular and not self.language.acts_asked(word))
