"""The sentence that asks, taken apart: what the asked-for row used up, what must be explained, what is hard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from bot.matching.asides import set_off
from bot.matching.names import Mention
from bot.matching.preamble import Led
from bot.matching.question import DEEDS, SPEECH, Question
from bot.text import Word

_OF_WHAT_HAPPENED = frozenset({"what-happened", "reactions"})
"""Rows that may ask what came of something."""
_OF_WHICH = frozenset({"what", "where"})
"""Rows that may ask which one of a kind it is."""


@dataclass(frozen=True)
class Clause(Led):
    """A sentence that asks, taken apart."""

    def question(self) -> Question:
        """What the clause asks."""
        acts = self._acts
        last_act = max(self._act_positions, default=-1)
        behind = max([*self._used, *self._nouns, self.speaker.end - 1 if self.speaker else -1], default=-1) + 1
        content = [at for at in self._left if self._must_be_explained(at)]
        return Question(
            words=self.words,
            asks=self._row,
            options=self._options,
            acts=acts,
            act_words=tuple(self.words[at] for at in self._act_positions),
            owned=next((self.words[at] for at in content if at and self._asks_which(at)), None),
            of_whom=self._holds("owning"),
            tail=" ".join(word.typed for word in self.words[behind:] or (() if self.fit else self.words)),
            tail_from=behind,
            speaker=self._any_of_them,
            noun=" ".join(self.words[at].text for at in sorted(self._nouns)),
            beside=self._beside,
            subjects=tuple(each for each in self._named if self._is_subject_of_claim(each)),
            topics=tuple(each for each in self._named if self._is_topic_name(each)),
            attributed=tuple(each for each in self._named if not self._is_spoken_of(each)),
            excluded=tuple(each for each in self._named if self._is_excluded(each)),
            dates=self.dates,
            content=tuple(self.words[at] for at in content),
            hard=frozenset(self.words[at] for at in content if self._is_hard(at)),
            asked_for=frozenset(self.words[at].text for at in range(len(self.words)) if self._is_noun_asked_for(at)),
            verb=self.words[self._main_verb] if self._main_verb in content else None,
            doing=self.words[self._main_verb] if self._asks_doer and self._main_verb in content else None,
            aspects=tuple(self.words[at] for at in self._left if self._is(at, "turns")),
            of_words=self._of_words,
            verbatim=self._asks_verbatim,
            offered=self._offered,
            offers_dates=self._offers_dates,
            later=self._what_it_preceded,
            before=self._before_asked if self._row in _OF_WHAT_HAPPENED or self._asks_lapse else (),
            located=frozenset(each for each in self._named if each != self.speaker and self._is_located(each)),
            counted=self._counted,
            counted_as=next((each for each in self._named if self._is_counted(each)), None),
            negations=tuple(self.words[at].text for at in self._negations if at > last_act),
            negated=tuple(self._negated(last_act)),
            strict_negations=self.language.words["strict_negations"],
            people=any(not self.is_place(mention) for mention in self._named),
            reversed=self._is_reversed(last_act),
            pronoun=self._pronoun,
            at_present=self._row == "is-it-true" and self._is_of_now,
            several=self._pronoun in self.language.words["plural_pronouns"],
            somebody=self.speaker is None and any(map(self._is_subject, range(len(self.words)))),
            stance=any(self._is(at, "stance") for at in self._left),
            to_the_bot=any(self._is(at, "of_the_bot") for at in self._left) or self._tells_of_the_asker,
        )

    @property
    def _options(self) -> frozenset[str]:
        """The options of the row; what went before something is earlier."""
        options = self.fit.row.options if self.fit else frozenset[str]()
        return options | {"earlier"} if self._what_it_preceded else options

    @property
    def _is_of_now(self) -> bool:
        """Whether it asks how things are now: is it ours still, is the war over?"""
        over = bool(self.words) and self._is(0, "present_be") and self._is(len(self.words) - 1, "ended")
        return over or self._holds("at_present")

    @property
    def _tells_of_the_asker(self) -> bool:
        """Whether it asks nothing and tells how the asker is: I am hungry."""
        return not self.fit and bool(self.words) and self._is(0, "asker")

    @property
    def _asks_verbatim(self) -> bool:
        """Whether a quote is asked for; who wants all quotes of somebody wants all that there is."""
        return "verbatim" in self._options or (self._holds("verbatim") and not self._holds("every"))

    # ---- what is left ----

    def _must_be_explained(self, at: int) -> bool:
        opens = at == self._opening or (at == self._opening + 1 and self._is(self._opening, "articles"))
        asked = opens or self._is(self._opening, "aux")  # nothing leads up to "did ..."
        opens_strangely = asked and (self.is_strange(self.words[at].text) or self._is(at, "titles"))
        led_up = at < self._preamble and not (opens_strangely or self._is_taken_up or self._names_what_to_sum_up)
        of_sides = self._row == "sides" and self._is(at, "losses")
        if (led_up and not of_sides) or at in self._nouns:
            return False
        if self.words[at].text.isdecimal() and at + 1 < len(self.words) and self._is(at + 1, "words"):
            return False  # "give me 3 quotes" asks for quotes
        if self._counts_named(at):
            return False  # the two Smiths
        if at and self._is(at, "relations") and self._is(at - 1, "of_the_asker"):
            return False  # who asks may well tell of a relative of theirs
        if self._row == "summary" and (self._is(at, "events") or self._is(at, "quarrels")):
            return False  # the whole affair
        if self._is(at, "refusing") and at < max(self._act_positions, default=0):
            return False  # who declined to comment
        about = self._is(at, "stance") and self._before(at, "topic_of")  # about the truth
        return self.words[at].text not in self._free or at == self._main_verb or about or self._is_said_to_lie(at)

    def _is_said_to_lie(self, at: int) -> bool:
        """Whether somebody is asked for who said of whoever is named that they lie."""
        told = self._row == "who-said" and self._is(at, "lying")
        return told and any(each.end in (at - 1, at) for each in self._named)

    def _counts_named(self, at: int) -> bool:
        """Whether the word tells how many the name behind it means."""
        behind = next((each for each in self._named if each.start == at + 1), None)
        return behind is not None and self.language.numbers.get(self.words[at].text) == len(behind.ids) > 1

    def _is_hard(self, at: int) -> bool:
        """Whether the word is what is asked for: a strange one, a number, or what follows "how many", "about"."""
        text = self.words[at].text
        if self._row == "summary":  # how long it may be, and what for, is no matter
            of_it = at < self._preamble and self._names_what_to_sum_up
            return of_it or self._before(at, "summary_of") or self._is_summarised(at)
        if any(char.isdecimal() for char in text) or self.is_strange(text):
            return True
        if self._is(at, "function"):
            return False
        if self._row == "sides" and (self._is(at, "losses") or self._is_to_be_proven(at)):
            return True
        if self._is(at, "always_hard") or self._is(at, "channels") or self._is(at, "heads"):
            return True
        if self._row == "when" and self._is(at, "lifting"):
            return True
        if self._before(at, "before_hard") or self._is_where_it_was(at) or self._is_who_spoke(at):
            return True
        if self._is_undergone(at) or self._is_compared(at) or self._is_any(at):
            return True
        return self._is_topic(at) or (self._is_asked_for(at) and self.words[at].text not in self._free)

    def _is_to_be_proven(self, at: int) -> bool:
        """Whether it is asked for proof of the word."""
        before = self._preceding(at)
        return before > 0 and self._is(before, "side_of") and self._is(before - 1, "proving")

    def _is_who_spoke(self, at: int) -> bool:
        """Whether the word is who is asked of without being named: the nurse said what?"""
        articled = at == self._opening + 1 and self._is(self._opening, "articles")
        return articled and self._row in SPEECH | {"what"} and not self.speaker and self._asks_in_place(self._begins)

    def _noun_begins(self, at: int) -> int:
        """Where the words begin that stand right before the word and join nothing."""
        while at and not self._is(at - 1, "function"):
            at -= 1
        return at

    def _is_where_it_was(self, at: int) -> bool:
        """Whether the word is a kind of place where something is said to have been: from the main square."""
        if not self._is(at, "place_kinds") or self.words[at].text in self.language.kinds["where"]:
            return False
        while at and at - 1 not in self._covered and not self._is(at - 1, "function"):
            at -= 1
        return self._before(at, "locating") or self._before(at, "away_from")

    def _asks_which(self, at: int) -> bool:
        """Whether it is asked whose the word is, or which one it is."""
        return self._row in _OF_WHICH and self._is(at - 1, "owners")

    def _is_undergone(self, at: int) -> bool:
        """Whether it is asked if the word was done to anybody: was anyone hurt in the storm?"""
        return self._row == "is-it-true" and at > 1 and self._is(at - 1, "somebody") and self._is(at - 2, "be")

    def _is_compared(self, at: int) -> bool:
        """Whether the word is what there is more of here than there: more visitors than last year."""
        begins = self._noun_begins(at)
        behind = range(at + 1, min(at + 1 + _COMPARED_WITHIN, len(self.words)))
        return begins > 0 and self._is(begins - 1, "amounts") and any(self._is(each, "comparing") for each in behind)

    def _is_any(self, at: int) -> bool:
        """Whether the sentence opens with the question whether there is any such thing: any video of it?"""
        return at == self._opening + 1 and self._is(self._opening, "any_one") and not self._is(at, "idle")

    def _is_summarised(self, at: int) -> bool:
        """Whether the word is of the noun of "summarise the last ..."."""
        at = self._noun_begins(at)
        return at > 1 and self._is(at - 1, "articles") and at - 2 in self._used

    def _is_topic(self, at: int) -> bool:
        """Whether the word belongs to the noun behind "about"."""
        at = self._noun_begins(at)
        if at and self._is(at - 1, "articles"):
            at -= 1
        return bool(at) and self._is(at - 1, "topic_of")

    def _is_asked_for(self, at: int) -> bool:
        """Whether the word is the noun of "what exactly was the ..." or "what are they, then, the ..."."""
        if at < 2 or not self._is(at - 1, "articles"):
            return False
        verb = at - 2
        while verb and (verb in self.framing or self._is(verb, "taking_up")):
            verb -= 1
        stressed = verb > 1 and self._is(verb - 1, "emphasis")
        return verb > 0 and self._is(verb, "be") and self._is(verb - 1 - stressed, "question")

    def _is_noun_asked_for(self, at: int) -> bool:
        """Whether the word is the noun of "which ...", "what are his ...", or of the row itself: list his demands."""
        words = at in self._used and self._is(at, "words")
        which = at > 0 and self._is(at - 1, "question") and self._is(at - 1, "before_hard")
        return words or which or self._is_asked_for(at)

    @cached_property
    def _counted(self) -> tuple[Word, ...]:
        """What "how many" may count: the plain words behind it."""
        if self._row != "how-many":
            return ()
        function = self.language.words["function"]
        begins = next((at + 1 for at in range(len(self.words)) if self._is(at, "counting")), len(self.words))
        partitive = self.language.words["partitive"]
        asked = (self.words[at] for at in range(begins, len(self.words)) if at not in self.framing)
        behind = dropwhile(lambda word: word.text in partitive, asked)
        return tuple(takewhile(lambda word: word.text not in function, behind))

    def _is_counted(self, mention: Mention) -> bool:
        """Whether the name is what "how many" counts: how many refugees came?"""
        return bool(self._counted) and self._counted[0] in self.words[mention.start : mention.end]

    def _is_topic_name(self, mention: Mention) -> bool:
        # a stranger counts wherever the sentence names him, and whom it opens with
        asked = (
            mention.start >= self._preamble
            or mention.start == self._opening
            or (mention.end == self._preamble and self._is_of(mention))  # the man from Oldtown who
            or self._comes_along(mention)
            or self._is_addressed(mention)
            or self._row == "is-it-true"
            or (mention.stranger and not mention.unsure)
        )
        return mention != self.speaker and mention not in self._beside and asked and not self._is_excluded(mention)

    def _comes_along(self, mention: Mention) -> bool:
        """Whether a deed is said to have been done with what is named: with Oldland's flag in his hand, what did he?"""
        with_it = mention.start < self._preamble and self._is(self._opening, "accompanying")
        return with_it and self._row in DEEDS and not self._act_positions

    def _is_reversed(self, last_act: int) -> bool:
        """Whether it asks who did not say it, who refused to, or what was not said."""
        begins = self._begins if set_off(self.words, self._begins) else 0  # nine is not twelve, who said so?
        refused = any(self._is(at, "refusing") for at in range(max(last_act - 2, 0), max(last_act, 0)))
        if refused or any(begins <= at < last_act for at in self._negations):
            return True
        if self._act_positions or not any(self._is(at, "words") for at in (*self._left, *self._used)):
            return False
        asked = next((at for at in range(len(self.words)) if self._is(at, "do_verbs")), len(self.words))
        return any(at > asked and not self._is_of_topic(at) for at in self._negations)

    def _is_of_topic(self, at: int) -> bool:
        """Whether the word stands behind "about", and so belongs to what is spoken of."""
        return any(self._is(before, "topic_of") for before in range(at))

    @cached_property
    def _negations(self) -> tuple[int, ...]:
        """Where words turn the question round; "didn't he say" asks just what "did he say" asks."""
        if not self._holds("negations"):
            return ()  # as most
        inverted = bool(self.words) and self._is(0, "aux")
        only_asks = self._used if self.fit and "not_turned" in self.fit.row.options else ()
        found = (at for at in range(len(self.words)) if self._is(at, "negations") and at not in only_asks)
        asked = (at for at in found if at not in self.framing and not (inverted and at <= _INVERTED))
        return tuple(at for at in asked if not self._is_if_not(at))

    def _negated(self, last_act: int) -> Iterator[Word]:
        """The words that the negations in what was said turn round: the next of those left to explain."""
        for at in self._negations:
            behind = range(at + 1, min(at + 1 + _NEGATED_WITHIN, len(self.words)))
            found = next((each for each in behind if each in self._left and self._must_be_explained(each)), None)
            of_all = at + 1 < len(self.words) and self._is(at + 1, "every")  # not all of it was done
            if at > last_act and found is not None and not of_all:
                yield self.words[found]


_COMPARED_WITHIN = 2
"""Words between what is counted and "than"."""
_NEGATED_WITHIN = 4
"""Words behind a negation that it may turn round."""
_INVERTED = 3
"""The last position at which "not" belongs to a verb that opens the question: did the mayor not ..."""
