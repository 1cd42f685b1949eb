"""A sentence with its names, its dates and the row that fits: what the row took, whose words, what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from bot.languages import Act, Language
from bot.languages.patterns import Fit
from bot.matching.dates import AskedDate
from bot.matching.names import Mention
from bot.text import Word

_OF_WORDS_USED = frozenset({"where", "when", "why", "how"})
"""Rows that may ask of words which another row has used up: where was the address of the mayor?"""

_OF_NO_ACT = frozenset({"what-happened", "who-is", "sides"})
"""Rows whose own words are no act of one speaker: which post does the mayor hold, do they agree on it?"""


@dataclass(frozen=True)
class Sentence:
    """A sentence with its names, its dates and the row that fits; all positions are those of its words.

    `framing` are the positions of words that frame the question and ask nothing; `is_strange` tells whether a word is
    unknown to ledger and language; `is_place` whether a mention can only be a place or an organisation.
    """

    language: Language
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[AskedDate, ...]
    framing: frozenset[int]
    fit: Fit | None
    is_strange: Callable[[str], bool]
    is_place: Callable[[Mention], bool]

    @cached_property
    def _row(self) -> str:
        if not self.fit:
            return ""
        if "deed" in self.fit.row.options and not self._tells_of_words:
            return "who"
        # a summary of what somebody said is what they said
        return "what-said" if self._may_sum_up_one and self.speaker else self.fit.row.asks

    @property
    def _may_sum_up_one(self) -> bool:
        """Whether a summary is asked for that may be of one speaker's words."""
        return self.fit is not None and self.fit.row.asks == "summary" and "whole" not in self.fit.row.options

    @property
    def _tells_of_words(self) -> bool:
        """Whether an act or a word for words stands in it, besides those that the row used up: by which side?"""
        left = (word.text for at, word in enumerate(self.words) if at not in self._used)
        return any(self.language.acts_asked(word) or word in self.language.words["words"] for word in left)

    @property
    def _used(self) -> frozenset[int]:
        return self.fit.used if self.fit else frozenset()

    @cached_property
    def speaker(self) -> Mention | None:
        """Whose words, or whose deeds, are asked for."""
        slots = self.fit.slots if self.fit else {}
        place = (slots.get("speaker") or slots.get("doer") or (-1,))[0]
        found = next((mention for mention in self.mentions if mention.start == place), None)
        if found and self._before(found.start, "excluding"):
            return None
        if not found and place >= 0 and self._is(place, "pronouns"):
            # "Smith is here, what did he say": he is whoever was named before; they may be a ministry, not a town
            before = [mention for mention in self.mentions if mention.end <= place]
            several = self._is(place, "plural_pronouns")
            named = [each for each in before if not self.is_place(each) or (several and not self._is_within(each))]
            return named[-1] if named else None
        if not found and self._may_sum_up_one:
            return next((mention for mention in self.mentions if not self.is_place(mention)), None)
        return found or self._described_by_words or self._who_has_done_it

    @property
    def _described_by_words(self) -> Mention | None:
        """Whoever is described before "who": the man from the north who denied it."""
        if not self.fit or self.fit.row.asks != "who-said":
            return None
        described = (each for each in self.mentions if each.title and not self.is_place(each))
        return next((each for each in described if each.end in self.fit.used and self._is(each.end, "question")), None)

    @property
    def _who_has_done_it(self) -> Mention | None:
        """Whoever opens the sentence with what they did and is "he" behind it: Smith having come, what did he say?"""
        if not self.fit or self.fit.row.asks != "what-said" or not self._holds("single_pronouns"):
            return None
        opening = self.mentions[0] if self.mentions and self.mentions[0].start == 0 else None
        return opening if opening and opening.end < len(self.words) and self._is(opening.end, "premising") else None

    @cached_property
    def _named(self) -> tuple[Mention, ...]:
        """The names, without unheard-of words that nothing but their strangeness makes names."""
        slots = self.fit.slots if self.fit else {}
        taken = {at for places in slots.values() for at in places}
        return tuple(mention for mention in self.mentions if not mention.unsure or mention.start in taken)

    @cached_property
    def _nouns(self) -> frozenset[int]:
        places = self.fit.slots.get("noun", ()) if self.fit else ()
        if any(self._is(at, "channels") for at in places):
            return frozenset()  # nobody who speaks: a quote from the interview
        return frozenset(at for at in places if self.words[at].text not in self._free)

    @cached_property
    def _act_positions(self) -> tuple[int, ...]:
        if self.fit and (
            self.fit.row.act or self._row in _OF_NO_ACT or (self._row == "is-it-true" and not self.fit.slots)
        ):
            return ()
        used = [at for at in sorted(self._used) if self.language.acts_asked(self.words[at].text)]
        # "confirm or deny": either
        others = (at + 2 for at in used if at + 2 < len(self.words) and self._is(at + 1, "alternatives"))
        return tuple(used + [at for at in others if self.language.acts_asked(self.words[at].text)])

    @cached_property
    def _acts(self) -> tuple[Act, ...]:
        if self.fit and self.fit.row.act:
            return (self.language.act(self.fit.row.act),)
        acts = (act for at in self._act_positions for act in self.language.acts_asked(self.words[at].text))
        return tuple(dict.fromkeys(acts))

    @property
    def _asks_of_any(self) -> bool:
        """Whether it asks if anybody or anything did, or was, what stands behind: was anybody hurt?"""
        return len(self.words) > 1 and self._is(0, "aux") and self._is(1, "any_at_all")

    @cached_property
    def _beside(self) -> tuple[Mention, ...]:
        """All of whom the same is asked, if there are several: did Smith or Miller say it?"""
        found = [each for each in self._named if self.speaker and each != self.speaker and self._is_or_between(each)]
        return (self.speaker, *found) if self.speaker and found else ()

    def _is_or_between(self, mention: Mention) -> bool:
        """Whether nothing but "or" stands between the name and that of the speaker."""
        assert self.speaker
        first, second = sorted((mention, self.speaker), key=lambda each: each.start)
        between = range(first.end, second.start)
        return bool(between) and all(self._is(at, "alternatives") for at in between)

    @property
    def _any_of_them(self) -> Mention | None:
        """Whose words are asked for, of several any."""
        if not self.speaker or any(each.stranger for each in self._beside):
            return self.speaker
        ids = tuple(dict.fromkeys(id for each in self._beside for id in each.ids))
        return replace(self.speaker, ids=ids, title=True) if ids else self.speaker

    def _is_subject_of_claim(self, mention: Mention) -> bool:
        """Whether the name stands before a verb of its own: did Miller say that Smith was ill?"""
        own = mention.end < len(self.words) and self._is(mention.end, "aux")
        return own and mention != self.speaker and mention.start > max(self._act_positions, default=len(self.words))

    def _is_addressed(self, mention: Mention) -> bool:
        """Whether a pronoun behind the speaker takes up the name: she met Smith, what did she say to him?"""
        if not self.speaker or mention == self.speaker or self.is_place(mention):
            return False
        behind = range(max(self.speaker.end, mention.end), len(self.words))
        to_whom = (at for at in behind if self._before(at, "topic_before") or self._before(at, "addressing"))
        return any(self._is(at, "pronouns") for at in to_whom)

    def _is_within(self, mention: Mention) -> bool:
        """Whether the name stands behind a word that tells where: in Oldtown."""
        return self._before(mention.start, "locating")

    def _is_subject(self, at: int) -> bool:
        """Whether the word is a "he" or "she" of whom something is asked."""
        if not self._is(at, "single_pronouns"):
            return False  # as most
        slots = self.fit.slots.values() if self.fit else ()
        return any(at in places for places in slots) or self._before(at, "aux")

    @property
    def _pronoun(self) -> str:
        """The first word that stands for somebody, or ""."""
        places = (at for at in range(len(self.words)) if at not in self._covered and self._is(at, "pronouns"))
        return next((self.words[at].text for at in places), "")

    @property
    def _of_words(self) -> bool:
        if self.speaker and any(self._is(at, "by_account") for at in self._used):
            return True
        used = self._used if self._row in _OF_WORDS_USED else ()
        return any(self._is(at, "words") for at in (*self._left, *used))

    @cached_property
    def _covered(self) -> frozenset[int]:
        spans = [(name.start, name.end) for name in self._named] + [(date.start, date.end) for date in self.dates]
        return frozenset(at for start, end in spans for at in range(start, end))

    @cached_property
    def _left(self) -> tuple[int, ...]:
        taken = self._covered | self._used | self.framing | set(self._act_positions)
        return tuple(at for at in range(len(self.words)) if at not in taken)

    @cached_property
    def _free(self) -> frozenset[str]:
        """Words that need no explaining; what somebody is asked to have said holds hardly any."""
        words = self.language.words
        if self._row == "did-say":
            return words["free_in_words"]
        return words["free"] | self.language.kinds[self._row] if self._row in self.language.kinds else words["free"]

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    def _holds(self, words: str) -> bool:
        """Whether a word of the class stands anywhere in it."""
        return not self.language.words[words].isdisjoint(self._texts)

    def _before(self, at: int, words: str) -> bool:
        """Whether a word of the class stands before the position, perhaps with an article between."""
        before = self._preceding(at)
        return before >= 0 and self._is(before, words)

    def _preceding(self, at: int) -> int:
        """The position before, an article left aside; -1 where there is none."""
        before = at - 1
        return before - 1 if before > 0 and self._is(before, "articles") else before

    def _is(self, at: int, words: str) -> bool:
        return self.words[at].text in self.language.words[words]
