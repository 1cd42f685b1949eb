"""A language as the engine knows it: word classes, acts, the asked-for table, synonyms, the bot's sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.languages.patterns import Pattern, Row
from bot.text import skeleton, stem, stemmed, stems


@dataclass(frozen=True)
class Act:
    """A family of acts: the acts of statements, and the words with which people ask for them.

    `general` is true of the family of "said": its words ask for statements of every act. A `strict` family is answered
    by its own statements only, a `denial` turns something round, whom `opposing` words ask for speaks against somebody
    or something in whatever act, who `admits` it does not, `written` words were merely written, an act `of_somebody`
    is done to whom the words are about: who blamed the mill? What is told in one that `wishes` need not have come to
    pass. Words of `said_with` in a plain statement amount to the act: who says that they will pay promises it.
    """

    acts: frozenset[str]
    words: frozenset[str]
    opposing: frozenset[str]
    said_with: frozenset[str]
    general: bool
    strict: bool
    denial: bool
    admits: bool
    written: bool
    of_somebody: bool
    wishes: bool


@dataclass(frozen=True)
class Channels:
    """How channels are spoken of: prepositions by the words they go with, words that need no article."""

    usual: str
    heads: Mapping[str, frozenset[str]]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    bare: frozenset[str]


Phrase = tuple[tuple[str, ...], tuple[str, ...]]
ANYBODYS = "one's"
"""What stands in phrases for any possessive."""
ANY = "..."
"""What stands in phrases for any one word."""


@dataclass(frozen=True, eq=False)
class Language:
    """What the engine knows of a language; word sets hold folded words. There is one of each."""

    code: str
    words: Mapping[str, frozenset[str]]
    """Classes of words by name: function, filler, meta, aspect, stance, pronouns, common ..."""
    contractions: Mapping[str, tuple[str, ...]]
    short_endings: Mapping[str, str]
    acts: tuple[Act, ...]
    rows: tuple[Row, ...]
    kinds: Mapping[str, frozenset[str]]
    """Nouns that only name the kind of detail that a row asks for, by row."""
    carriers: tuple[Pattern, ...]
    """What frames a question and asks nothing."""
    titles: tuple[tuple[tuple[str, ...], ...], ...]
    """Titles in groups that stand for each other; a title is a row of words."""
    title_words: tuple[frozenset[str], ...]
    plural_titles: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    """Stems that may stand for a stem in a question."""
    irregular: Mapping[str, str]
    """The stem of the base by the stems of its irregular forms."""
    phrases: Mapping[str, tuple[Phrase, ...]]
    """Rows of bases of words that amount to plainer words, with those, by the first base, the longest first."""
    outsiders: frozenset[tuple[str, ...]]
    """Names of the wide world, as rows of words: what they name is a name even in lower case."""
    verdicts: tuple[str, ...]
    """Words and rows of words that judge truth or motive, in lower case: none of the ledger's own texts says them."""
    other_side: tuple[tuple[str, ...], ...]
    other_one: tuple[tuple[str, ...], ...]
    else_words: tuple[tuple[str, ...], ...]
    more: tuple[tuple[str, ...], ...]
    next: tuple[tuple[str, ...], ...]
    now: tuple[tuple[str, ...], ...]
    whom: tuple[tuple[str, ...], ...]
    setting_aside: tuple[tuple[str, ...], ...]
    leaving_aside: tuple[tuple[str, ...], ...]
    taking_back: tuple[tuple[str, ...], ...]
    """Phrases: Smith rather than Miller; never mind Smith; Smith, I mean Miller."""
    ordinals: Mapping[str, int]
    """The places of a row; from its end if below zero."""
    months: Mapping[str, int]
    decades: Mapping[str, int]
    demonyms: Mapping[str, tuple[str, ...]]
    spans_of_years: Mapping[str, int]
    month_names: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday on."""
    numbers: Mapping[str, int]
    channels: Channels
    say: Mapping[str, str]
    commands: Mapping[str, str]

    @cached_property
    def pointing(self) -> tuple[tuple[str, ...], ...]:
        """Phrases that ask something behind a greeting too: ok, and then?"""
        return (
            *self.other_side,
            *self.other_one,
            *self.next,
            *self.more,
            *((word,) for word in self.words["emphasis"]),
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that the language has; none of them is a typo or a stranger's name."""
        return frozenset().union(*self.words.values(), *(act.words for act in self.acts), self.months)

    @cached_property
    def known_stems(self) -> Mapping[str, str]:
        """The stem of every word that the language has."""
        known = list(self.known)
        return dict(zip(known, stemmed(known), strict=True))

    @cached_property
    def _all_stems(self) -> frozenset[str]:
        return frozenset(self.known_stems.values())

    def knows(self, word: str) -> bool:
        """Whether the language has the word, or another with its stem: it is nobody's name."""
        return word in self.known or stem(word) in self._all_stems

    @cached_property
    def outsiders_begin(self) -> frozenset[str]:
        """The first words of the names of the wide world."""
        return frozenset(name[0] for name in self.outsiders)

    @cached_property
    def outsider_sounds(self) -> frozenset[str]:
        """What the names of one word of the wide world sound like; short ones sound like too much."""
        return frozenset(skeleton(name[0]) for name in self.outsiders if len(name) == 1 and len(name[0]) > 4)

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        return {}

    def stems_of(self, words: str) -> frozenset[str]:
        """The stems of the words of a class, worked out once."""
        if words not in self._stems:
            self._stems[words] = stems(self.words[words])
        return self._stems[words]

    def base(self, word: str) -> str:
        """What all forms of the folded word share: the stem of its base; one word for all possessives."""
        return base(word, self.irregular, self.words["possessives"])

    def may_hold_phrase(self, words: Iterable[str]) -> bool:
        """Whether all words of some phrase may be among the folded words, in whatever order; mostly not, soon told."""
        own = [*map(stem, words)]
        held = {ANY, ANYBODYS, *map(self.irregular.get, own, own)}
        if self._by_telling_word.keys().isdisjoint(held):
            return False
        near = (phrase for base in held & self._by_telling_word.keys() for phrase in self._by_telling_word[base])
        return any(map(held.issuperset, near))

    @cached_property
    def _by_telling_word(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """The phrases by what few texts hold of them."""
        found: dict[str, list[Sequence[str]]] = {}
        any_word, small = {ANY, ANYBODYS}, self.stems_of("function")
        phrases = [phrase for phrase, _ in chain.from_iterable(self.phrases.values())]
        words = set(chain.from_iterable(phrases))
        telling = {word: (word not in any_word, word not in small, len(word)) for word in words}
        for phrase in phrases:
            found.setdefault(max(phrase, key=telling.__getitem__), []).append(phrase)
        return found

    def acts_asked(self, word: str) -> tuple[Act, ...]:
        """The families of acts that the word asks for."""
        return self._acts_by_word.get(word, ())

    @cached_property
    def _acts_by_word(self) -> Mapping[str, tuple[Act, ...]]:
        found: dict[str, tuple[Act, ...]] = {}
        for act in self.acts:
            for word in act.words:
                found[word] = (*found.get(word, ()), act)
        return found

    def act(self, name: str) -> Act:
        """The family of the act. Raises StopIteration for an act that the language does not have."""
        return next(family for family in self.acts if name in family.acts)

    def knows_act(self, act: str) -> bool:
        """Whether statements may have the act."""
        return any(act in family.acts for family in self.acts)


def base(word: str, irregular: Mapping[str, str], possessives: frozenset[str]) -> str:
    """What all forms of the folded word share: the stem of its base; one word for all possessives."""
    if word in possessives or word == ANYBODYS:
        return ANYBODYS
    own = stem(word)
    return irregular.get(own, own)
