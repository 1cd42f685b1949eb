"""Reads a language, once, from its pack and the lists beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from bot.languages.language import ANYBODYS, Act, Channels, Language, Phrase, base
from bot.languages.patterns import PLACE, WHO, elements_of, read_pattern, read_row
from bot.text import fold, stem, stemmed

_CLASSES = """
    function negations pronouns quantifiers filler meta aspect stance courtesy abbreviations relations greetings
    beside_greetings insults common question articles do_verbs before_hard counting locating always_hard
    strict_negations doer_behind excluding joining alternatives particles topic_before addressing of_the_asker
    quarrels proving lying calling indefinite one_of_them so_told
    summary_of possessives openings refusing replying silence topic_of openers single_pronouns plural_pronouns
    empty_verbs persons spans ages earlier idle partitive turns telling_after telling_when ended
    behests others taking_up because comparing accompanying
    verbatim every place_kinds asker specifying crowds abroad authorities capacity colleagues ago about measures losses
    contrasting against undone than telling_before coming_first amounts any_one reserving standing_in modal outcomes
    adjectives_too away_from before_names events counted_people thinking emphasis ahead at_present
    of_the_bot undergone objects separable patronymics patronymic_endings present_be telling_apart
    spoken_to beside_spoken_to tagged beside_others side_of sides_asked being of_old pointing definite asker_too judging
    before_sides of_side sides belonging hardly_months past
    leading loosely_leading yonder asking_leave may asking_who_too of_them whoever standing_at
    in_charge mutual_relations siblings family
    individuals before_somebody naming who asking_who relative cleft anybody
    premising supposing put_to quoting offices limiting conceding standing_for spelling giving_reasons doing done
    if_any finding leads_aside bodies posted_in by_way object_ends pointing_back
    until repeating at_times clock calendar by_account coming_next within sites buildings origins units_of_time lapsing
    before_ordinals behind_ordinals of_then pointing_to_words later
    unknown known conditions doers somebody owners owning lifting clauses_before
"""
CLASSES = tuple(_CLASSES.split())
_FREE = ("function", "pronouns", "filler", "stance", "meta", "aspect", "courtesy")
"""The classes of words that need no explaining; what somebody is asked to have said holds hardly any."""


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
    words["ordinary"] = _words(_lines(path, "words"))
    classes |= {name: words[name] for name in ("function", "place_kinds", "behests")}
    # no row asks for these by their names, but all are words that the language knows
    words["asked"] = frozenset(pack["contractions"]).union(*classes.values())
    elements = elements_of(classes)
    rows = tuple(read_row(row, elements) for row in pack["asks"])
    carriers = tuple(read_pattern(line, elements) for line in pack["carriers"])
    patterns = chain(carriers, *(row.patterns for row in rows))
    taken = {element.words for pattern in patterns for element in pattern.elements if element.words}
    words["asking"] = frozenset().union(*taken) - {WHO, PLACE}
    words["takes_endings"] = words["function"] | words["pronouns"]
    words["free"] = frozenset().union(*(words[name] for name in _FREE))
    words["free_in_words"] = words["free"] - (words["filler"] - words["stance"]) | words["openings"] | words["emphasis"]
    words["aux"] = classes["aux"]
    words["be"] = classes["be"]
    words["acts"] = classes["act"]
    words["of_one_asker"] = words["of_the_asker"] & words["asker_too"]
    words["any_at_all"] = classes["anyone"] | classes["anything"]
    words["channels"] = frozenset(word for heads in pack["channels"]["heads"].values() for word in heads.split())
    words["channels"] |= frozenset(pack["channels"]["bare"].split())
    words["words"] = classes["words"]
    words["answering"] = classes["answering"]
    words["adverbs"] = classes["adv"]
    words["rejoining"] = classes["rejoining"]
    words["heads"] = frozenset(title for group in pack["titles"] for title in group.split())
    words["titles"] = frozenset(
        part for group in pack["titles"] for title in group.split() for part in title.split("-")
    )
    words["titles"] |= frozenset(pack["plural_titles"]) | frozenset(
        word for line in pack["title_words"] for word in line.split()
    )
    synonyms, colloquial, phrases = (_lines(path, name) for name in ("synonyms", "colloquial", "phrases"))
    words["synonyms"], words["colloquial"] = _words(synonyms), _words(colloquial)
    words["phrases"] = frozenset(" ".join(phrases).replace(":", " ").split()) - {"|", ANYBODYS}
    irregular = _irregular(pack["irregular"].splitlines())
    months = {**_numbered(pack["months"]), **_numbered(pack["month_short"]), "sep": 9}
    words["ordinals"] = frozenset(pack["ordinals"])
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
        synonyms=_synonyms([*synonyms, *colloquial]),
        irregular=irregular,
        phrases=_by_first_word(phrases, lambda word: base(word, irregular, words["possessives"])),
        outsiders=frozenset(tuple(fold(name).split()) for name in pack["outsiders"].split(",")),
        verdicts=tuple(" ".join(words.split()) for words in pack["verdicts"].split(",")),
        **{name: _phrases(phrases) for name, phrases in pack["follow_ups"].items()},
        setting_aside=_phrases(pack["setting_aside"]),
        leaving_aside=_phrases(pack["leaving_aside"]),
        taking_back=_phrases(pack["taking_back"]),
        ordinals=pack["ordinals"],
        months=months,
        decades=pack["decades"],
        demonyms={last: tuple(_split(endings)) for last, endings in pack["demonyms"].items()},
        spans_of_years=pack["spans_of_years"],
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


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


def _split(text: str) -> list[str]:
    return fold(text).split()


def _phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.split()) for text in texts)


def _irregular(lines: Iterable[str]) -> Mapping[str, str]:
    """The stem of the first word of each line by the stems of the others."""
    rows = [[stem(fold(word)) for word in line.split()] for line in lines]
    return {form: row[0] for row in rows for form in row}


def _by_first_word(lines: Sequence[str], base: Callable[[str], str]) -> Mapping[str, tuple[Phrase, ...]]:
    """Lines such as "bury: lay to rest | put to rest" by the base of a phrase's first word, the longest first."""
    bases = {word: base(word) for word in _words(line.partition(":")[2] for line in lines)}
    found: dict[str, list[Phrase]] = {}
    for line in lines:
        plain, _, phrases = line.partition(":")
        for phrase in phrases.split("|"):
            words = tuple(map(bases.__getitem__, phrase.split()))
            found.setdefault(words[0], []).append((words, tuple(plain.split())))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _numbered(text: str) -> Mapping[str, int]:
    return {word: number for number, word in enumerate(text.split(), start=1)}


def _channels(channels: Mapping[str, Any]) -> Channels:
    heads = {preposition: frozenset(words.split()) for preposition, words in channels["heads"].items()}
    classes = {name: frozenset(channels[name].split()) for name in ("determiners", "prepositions", "bare")}
    return Channels(channels["usual"], heads, **classes)


def _act(act: Mapping[str, Any]) -> Act:
    flags = (bool(act.get(flag)) for flag in ("any", "strict", "denial", "admits", "written", "of_somebody", "wishes"))
    named = ("words", "opposing", "said_with")
    words, opposing, said_with = (frozenset(_split(act.get(name, ""))) for name in named)
    return Act(frozenset(act["acts"]), words | opposing, opposing, said_with, *flags)


def _synonyms(groups: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The stems that may stand for each stem, in the order of the lines."""
    lines = [group.split() for group in groups]
    words = list({word for line in lines for word in line})
    stem_of = dict(zip(words, stemmed(words), strict=True))
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        same = tuple(dict.fromkeys(map(stem_of.__getitem__, line)))
        for each in same:  # most stand in one line
            found[each] = tuple(dict.fromkeys((*found[each], *same))) if each in found else same
    return found
