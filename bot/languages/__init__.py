"""A language, read once from its pack: word classes, acts, the asked-for table, synonyms, the bot's sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.languages.patterns import PLACE, WHO, Pattern, Row, read_pattern, read_row
from bot.text import fold, skeleton, stem, stemmed, stems


@dataclass(frozen=True)
class Act:
    """A family of acts: the acts of statements, and the words with which people ask for them.

    `general` is true of the family of "said": its words ask for statements of every act. A `strict` family is answered
    by its own statements only, a `denial` turns something round, who `admits` it does not, `written` words were merely
    written, an act `of_somebody` is done to whom the words are about: who blamed the mill?
    """

    acts: frozenset[str]
    words: frozenset[str]
    general: bool
    strict: bool
    denial: bool
    admits: bool
    written: bool
    of_somebody: bool


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


@dataclass(frozen=True)
class Language:
    """What the engine knows of a language; word sets hold folded words."""

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
    months: Mapping[str, int]
    month_names: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday on."""
    numbers: Mapping[str, int]
    channels: Channels
    say: Mapping[str, str]
    commands: Mapping[str, str]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that the language has; none of them is a typo or a stranger's name."""
        return frozenset().union(
            *self.words.values(), *(act.words for act in self.acts), self.synonym_words, self.months
        )

    @cached_property
    def known_stems(self) -> Mapping[str, str]:
        """The stem of every word that the language has."""
        known = list(self.known)
        return dict(zip(known, stemmed(known), strict=True))

    @cached_property
    def outsider_sounds(self) -> frozenset[str]:
        """What the names of one word of the wide world sound like; short ones sound like too much."""
        return frozenset(skeleton(name[0]) for name in self.outsiders if len(name) == 1 and len(name[0]) > 4)

    @cached_property
    def function_stems(self) -> frozenset[str]:
        """The stems of words that only join others."""
        return stems(self.words["function"])

    @cached_property
    def crowd_stems(self) -> frozenset[str]:
        """The stems of words that tell what the public did."""
        return stems(self.words["crowds"])

    @cached_property
    def abroad_stems(self) -> frozenset[str]:
        """The stems of words that tell of elsewhere."""
        return stems(self.words["abroad"])

    @cached_property
    def synonym_words(self) -> frozenset[str]:
        """Words of the synonym sets as they are written there."""
        return self.words["synonyms"]

    def base(self, word: str) -> str:
        """What all forms of the folded word share: the stem of its base; one word for all possessives."""
        return _base(word, self.irregular, self.words["possessives"])

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


_CLASSES = """
    function negations pronouns quantifiers filler meta aspect stance courtesy abbreviations relations greetings
    beside_greetings insults common question articles do_verbs before_hard counting locating always_hard
    strict_negations doer_behind excluding joining alternatives particles topic_before addressing of_the_asker
    summary_of possessives openings refusing topic_of openers single_pronouns plural_pronouns empty_verbs
    persons spans earlier partitive turns telling_after telling_when ended
    verbatim every place_kinds asker crowds abroad authorities thinking emphasis
"""
CLASSES = tuple(_CLASSES.split())


@cache
def english() -> Language:
    """The English pack."""
    return read_pack(Path(__file__).with_name("en.yaml"))


def read_pack(path: Path) -> Language:
    """The language that the pack at `path` describes, with the lists beside it.

    Raises KeyError or TypeError where the pack lacks a part, FileNotFoundError for a list.
    """
    with path.open(encoding="utf-8") as file:
        pack = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    acts = tuple(_act(act) for act in pack["acts"])
    classes = {name: frozenset(_split(words)) for name, words in pack["classes"].items()}
    classes["act"] = frozenset().union(*(act.words for act in acts))
    words = {name: frozenset(_split(pack[name])) for name in CLASSES}
    words["ordinary"] = frozenset(word for line in _lines(path, "words") for word in line.split())
    classes["function"] = words["function"]
    words["ask"] = frozenset(pack["contractions"]) | frozenset().union(*(classes[name] for name in classes))
    rows = tuple(read_row(row, classes) for row in pack["asks"])
    carriers = tuple(read_pattern(line, classes) for line in pack["carriers"])
    words["asking"] = frozenset().union(*(row.words for row in rows), *(each.words for each in carriers)) - {WHO, PLACE}
    words["takes_endings"] = words["function"] | words["pronouns"]
    words["aux"] = classes["aux"]
    words["be"] = classes["be"]
    words["channels"] = frozenset(word for heads in pack["channels"]["heads"].values() for word in heads.split())
    words["channels"] |= frozenset(pack["channels"]["bare"].split())
    words["words"] = classes["words"]
    words["adverbs"] = classes["adv"]
    words["heads"] = frozenset(title for group in pack["titles"] for title in group.split())
    words["titles"] = frozenset(
        part for group in pack["titles"] for title in group.split() for part in title.split("-")
    )
    words["titles"] |= frozenset(pack["plural_titles"]) | frozenset(
        word for line in pack["title_words"] for word in line.split()
    )
    synonyms, phrases = _lines(path, "synonyms"), _lines(path, "phrases")
    words["synonyms"] = frozenset(word for group in synonyms for word in group.split())
    words["phrases"] = frozenset(word.strip(":") for line in phrases for word in line.split()) - {"|", ANYBODYS}
    irregular = _irregular(pack["irregular"].splitlines())
    months = {**_numbered(pack["months"]), **_numbered(pack["month_short"]), "sep": 9}
    words["dates"] = frozenset(_split(pack["weekdays"])) | frozenset(pack["numbers"])
    return Language(
        code=pack["code"],
        words=words,
        contractions={short: tuple(long.split()) for short, long in pack["contractions"].items()},
        short_endings=pack["short_endings"],
        acts=acts,
        rows=rows,
        kinds={asks: frozenset(_split(nouns)) for asks, nouns in pack["kinds"].items()},
        carriers=carriers,
        titles=tuple(tuple(tuple(title.split("-")) for title in group.split()) for group in pack["titles"]),
        title_words=tuple(frozenset(line.split()) for line in pack["title_words"]),
        plural_titles=pack["plural_titles"],
        synonyms=_synonyms(synonyms),
        irregular=irregular,
        phrases=_by_first_word(phrases, lambda word: _base(word, irregular, words["possessives"])),
        outsiders=frozenset(tuple(fold(name).split()) for name in pack["outsiders"].split(",")),
        verdicts=tuple(" ".join(words.split()) for words in pack["verdicts"].split(",")),
        other_side=_phrases(pack["follow_ups"]["other_side"]),
        other_one=_phrases(pack["follow_ups"]["other_one"]),
        else_words=_phrases(pack["follow_ups"]["else"]),
        months=months,
        month_names=tuple(name.capitalize() for name in pack["months"].split()),
        weekdays=tuple(_split(pack["weekdays"])),
        numbers=pack["numbers"],
        channels=_channels(pack["channels"]),
        say=pack["say"],
        commands=pack["commands"],
    )


def _lines(path: Path, name: str) -> list[str]:
    """The folded lines of the list that stands beside the pack, without comments: en-synonyms.txt ..."""
    text = fold(path.with_name(f"{path.stem}-{name}.txt").read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _split(text: str) -> Iterable[str]:
    return (fold(word) for word in text.split())


def _phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.split()) for text in texts)


def _irregular(lines: Iterable[str]) -> Mapping[str, str]:
    """The stem of the first word of each line by the stems of the others."""
    rows = [[stem(fold(word)) for word in line.split()] for line in lines]
    return {form: row[0] for row in rows for form in row}


def _by_first_word(lines: Sequence[str], base: Callable[[str], str]) -> Mapping[str, tuple[Phrase, ...]]:
    """Lines such as "bury: lay to rest | put to rest" by the base of a phrase's first word, the longest first."""
    bases = {word: base(word) for word in {word for line in lines for word in line.partition(":")[2].split()}}
    found: dict[str, list[Phrase]] = {}
    for line in lines:
        plain, _, phrases = line.partition(":")
        for phrase in phrases.split("|"):
            words = tuple(bases[word] for word in phrase.split())
            found.setdefault(words[0], []).append((words, tuple(plain.split())))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _base(word: str, irregular: Mapping[str, str], possessives: frozenset[str]) -> str:
    if word in possessives or word == ANYBODYS:
        return ANYBODYS
    own = stem(word)
    return irregular.get(own, own)


def _numbered(text: str) -> Mapping[str, int]:
    return {word: number for number, word in enumerate(text.split(), start=1)}


def _channels(channels: Mapping[str, Any]) -> Channels:
    heads = {preposition: frozenset(words.split()) for preposition, words in channels["heads"].items()}
    classes = {name: frozenset(channels[name].split()) for name in ("determiners", "prepositions", "bare")}
    return Channels(channels["usual"], heads, **classes)


def _act(act: Mapping[str, Any]) -> Act:
    flags = (bool(act.get(flag)) for flag in ("any", "strict", "denial", "admits", "written", "of_somebody"))
    return Act(frozenset(act["acts"]), frozenset(_split(act["words"])), *flags)


def _synonyms(groups: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The stems that may stand for each stem, in the order of the lines."""
    lines = [group.split() for group in groups]
    words = list({word for line in lines for word in line})
    stem_of = dict(zip(words, stemmed(words), strict=True))
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        same = dict.fromkeys(stem_of[word] for word in line)
        for each in same:
            found.setdefault(each, {}).update(same)
    return {each: tuple(others) for each, others in found.items()}
