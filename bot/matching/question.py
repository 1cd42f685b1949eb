"""A question as understood: what is asked for, the acts, the names, the dates, and the words left to explain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from bot.languages import Act
from bot.matching.dates import AskedDate
from bot.matching.names import Mention
from bot.matching.premises import NONE, Premise
from bot.text import Word

SPEECH = frozenset({"who-said", "what-said", "did-say"})
"""The rows of the asked-for table that ask for somebody's words."""

_OF_ANYTHING = frozenset({"", "about", "what", "what-happened"})
"""The rows of the asked-for table that ask for no detail."""

LATIN = "latin"
"""The script of questions that are read; all else is "other"."""

DEEDS = frozenset({"when", "where", "why", "how", "how-many", "who", "what", "whom", "what-happened"})
"""The rows that, without an act of speech, ask for what was done."""


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `asks` names the row of the asked-for table ("" when none fits), `options` what that row adds, `noun` who is asked
    about without being anybody's name; `beside` are those of whom the same is asked (Smith or Miller), `subjects` of
    whom something is said to be so (that Smith was ill); `attributed` are all names to whom words may be given.
    `content` are the words that an entry must explain, `hard` those of them that nothing may leave out. `asked_for`
    are the nouns of "which ..." and "what are the ...", `verb` is what is asked to have been done (`doing` the same
    if by whom is asked), `owned` that of which is asked which one it is, or `of_whom`, `counted` what "how many"
    counts (`counted_as` if it is a name); `aspects` say whether it began or ended; `of_words` says that one of them
    is a word for words (speech, statement), `verbatim` that the speaker's own are asked for. `tail` stands behind the
    words that the row used up and may be a remembered quote, `tail_from` is where; `quoted` stood between quotation
    marks. `located` are the places where something is said to have been, `offered` the names of which one is asked
    for (`offers_dates`: one of the dates). A question is `reversed` that asks who did not, or what was not said;
    `negations` are those in what was said, `negated` the words that they turn round, the `strict_negations` must
    stand in the entry just so. `people` says that somebody is named. `stance` words call it true or a lie; what says
    "you", or only "I", is put `to_the_bot`; a `pronoun` stands for others, perhaps for `several`, and something is
    asked of `somebody` that no name tells. `after_words` says that it is asked of what came after somebody spoke,
    `before_words` of what went before that, `at_present` of what is so now; `hints` are the words of a clause that only
    tells when or where, `before` those that tell what went before what is asked, `later` what came behind it, the
    `premise` is what the question rests on.
    """

    words: tuple[Word, ...] = ()
    asks: str = ""
    options: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    act_words: tuple[Word, ...] = ()
    tail: str = ""
    tail_from: int = 0
    speaker: Mention | None = None
    noun: str = ""
    beside: tuple[Mention, ...] = ()
    subjects: tuple[Mention, ...] = ()
    topics: tuple[Mention, ...] = ()
    attributed: tuple[Mention, ...] = ()
    excluded: tuple[Mention, ...] = ()
    dates: tuple[AskedDate, ...] = ()
    content: tuple[Word, ...] = ()
    hard: frozenset[Word] = frozenset()
    asked_for: frozenset[str] = frozenset()
    verb: Word | None = None
    doing: Word | None = None
    owned: Word | None = None
    of_whom: bool = False
    aspects: tuple[Word, ...] = ()
    of_words: bool = False
    verbatim: bool = False
    located: frozenset[Mention] = frozenset()
    offered: frozenset[Mention] = frozenset()
    offers_dates: bool = False
    counted: tuple[Word, ...] = ()
    counted_as: Mention | None = None
    negations: tuple[str, ...] = ()
    negated: tuple[Word, ...] = ()
    strict_negations: frozenset[str] = frozenset()
    people: bool = False
    reversed: bool = False
    pronoun: str = ""
    several: bool = False
    at_present: bool = False
    somebody: bool = False
    after_words: bool = False
    before_words: bool = False
    hints: tuple[Word, ...] = ()
    before: tuple[Word, ...] = ()
    later: tuple[Word, ...] = ()
    stance: bool = False
    to_the_bot: bool = False
    quoted: tuple[str, ...] = ()
    premise: Premise = NONE
    script: str = LATIN

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names of the question, that of the speaker first."""
        return ((self.speaker,) if self.speaker else ()) + self.topics

    @cached_property
    def named_ids(self) -> tuple[str, ...]:
        """The ids of everybody and everything named."""
        return tuple(dict.fromkeys(id for mention in self.mentions for id in mention.ids))

    @cached_property
    def speaks(self) -> bool:
        """Whether the question is about words, so that its `speaker` must have spoken them."""
        return bool(self.acts) or self.of_words or self.asks in SPEECH

    @cached_property
    def of_deeds(self) -> bool:
        """Whether the question is about what was done, not about what somebody said of it."""
        return not self.speaks and self.asks in DEEDS

    @cached_property
    def opposes(self) -> bool:
        """Whether it asks who speaks against somebody or something: who disagrees with Smith, who is against it?"""
        if "not_turned" in self.options:
            return False  # nobody disputes it, do they? what is told of the matter
        words = {word.text for word in self.act_words}
        return "opposed" in self.options or any(not act.opposing.isdisjoint(words) for act in self.acts)

    def by_account_of(self, somebody: Mention) -> Question:
        """The same of what somebody says about it: what do they say is going on?"""
        asks = "what-said" if self.asks in _OF_ANYTHING else self.asks
        return replace(self, asks=asks, speaker=somebody, of_words=True)

    @property
    def strangers(self) -> tuple[Mention, ...]:
        """The names that nobody in the ledger bears, also of whom somebody else is asked for."""
        return tuple(mention for mention in (*self.mentions, *self.excluded) if mention.stranger)

    @property
    def leads_up(self) -> bool:
        """Whether it is asked what went before something."""
        return bool(self.later) or self.before_words

    @property
    def bare(self) -> bool:
        """Whether the question has nothing to look for but its asked-for words."""
        return not (self.content or self.mentions or self.dates)
