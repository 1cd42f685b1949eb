"""What the words of an entry tell besides what they say: of crowds, until when, how often, that it is unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from bot.languages import Language
from bot.ledger.dates import period
from bot.ledger.model import Fact, Ledger, Statement
from bot.text import folded, stem

_SHORTLY = 3
"""Words that may stand between "until", or a number of days, and what it belongs to."""
_YEAR = 4
"""Signs of a year."""
_JUST_BEFORE = 2
"""Words behind a number, one of which may be what it counts."""


def alluded(words: tuple[str, ...], language: Language) -> frozenset[str]:
    """Stems of what the own words only allude to as somebody's: "my demands" does not say which."""
    owned = {stem(word) for owner, word in pairwise(words) if owner in language.words["possessives"]}
    free = {stem(word) for owner, word in pairwise(("", *words)) if owner not in language.words["possessives"]}
    return frozenset(owned - free)


def subjects(words: tuple[str, ...], language: Language) -> str:
    """The words but for what stands behind a preposition: Northland bought it [from the state]."""
    classes, kept, behind = language.words, list[str](), False
    for word in words:
        if word in classes["function"] and word not in classes["articles"] | classes["joining"]:
            behind = word in classes["topic_before"] | classes["away_from"] | classes["partitive"]
        if not behind:
            kept.append(word)
    return " ".join(kept)


def tells_of_crowds(entry: Statement | Fact, told: Collection[str], language: Language) -> bool:
    """Whether the stems of its words tell what the public did: what crowds do, or that people are who did it."""
    of_people = isinstance(entry, Fact) and entry.by and not language.stems_of("counted_people").isdisjoint(told)
    return bool(of_people) or not language.stems_of("crowds").isdisjoint(told)


def tells_of_silence(entry: Statement | Fact, told: tuple[str, ...], language: Language) -> bool:
    """Whether its words tell that whoever did it said nothing: declined to comment, has not answered, kept silent."""
    if not isinstance(entry, Fact) or not entry.by:
        return False
    words, classes = set(told), language.words
    kept_back = not (classes["negations"] | classes["refusing"]).isdisjoint(words)
    if kept_back and (not classes["replying"].isdisjoint(words) or _said_nothing(told, language)):
        return True
    return not classes["silence"].isdisjoint(words)


def _said_nothing(told: tuple[str, ...], language: Language) -> bool:
    """Whether a verb of saying stands beside a word that turns it round: said nothing, has not spoken."""
    negations = language.words["negations"]
    beside = (word for pair in pairwise(told) for word, other in (pair, pair[::-1]) if other in negations)
    return any(act.general for word in beside for act in language.acts_asked(word))


def from_the_event(entry: Statement | Fact, ledger: Ledger) -> int:
    """-1 if its days were over before any event of the ledger, 1 if they are later than every one, else 0."""
    if entry.date is None:
        return 0
    days, events = period(entry.date), [period(event.date) for event in ledger.events.values()]
    later = all(days.first > event.last for event in events)
    return later - all(days.last < event.first for event in events) if events else 0


def details_told(
    entry: Statement | Fact, told: Sequence[tuple[str, ...]], dated: bool, language: Language
) -> frozenset[str]:
    """The details that a question may want and hardly an entry holds: until when, how often, from whom, not known.

    So too at whose request, what came of it, what the others did, and whether there was more here than there; a time
    of day, a day by which it is to be done, how long it was from one thing to another, from where somebody comes.
    `dated`: it tells of days in its words, or of one to come.
    """
    return frozenset(_details_told(entry, told, dated, language))


def _details_told(
    entry: Statement | Fact, told: Sequence[tuple[str, ...]], dated: bool, language: Language
) -> Iterator[str]:
    classes, own = language.words, set(told[0])
    every = own.union(*told)
    if "/" in (entry.date or "") or not classes["until"].isdisjoint(every) or "to" in folded(entry.time or ""):
        yield "until"
    if not classes["repeating"].isdisjoint(own):
        yield "often"
    if not classes["away_from"].isdisjoint(every):
        yield "giver"
    if not classes["others"].isdisjoint(own):
        yield "others"
    if not classes["outcomes"].isdisjoint(own):
        yield "outcome"
    if not classes["behests"].isdisjoint(every):
        yield "behest"
    if not classes["comparing"].isdisjoint(own) or ("as", "many") in pairwise(told[0]):
        yield "compared"
    plain = told[: len(told) - len(entry.asked_as)]
    if entry.time or any(_stands_behind(row, classes["at_times"], _clocks(row, language)) for row in plain):
        yield "clock"
    if dated or any(_dated(row, language) or _clocks(row, language) for row in plain):
        yield "by_then"
    if any(_tells_lapse(row, language) for row in plain):
        yield "lapse"
    if not classes["origins"].isdisjoint(own):
        yield "origin"
    if not classes["unknown"].isdisjoint(own) or _is_not_known(told[0], language):
        yield "unknown"


def _is_not_known(words: Sequence[str], language: Language) -> bool:
    """Whether the words say of something that it is not known."""
    negations, known = language.words["negations"], language.words["known"]
    return any(one in negations and other in known for one, other in pairwise(words))


def _clocks(words: Sequence[str], language: Language) -> frozenset[int]:
    """The positions where times of day begin: 9 02 p m, ten oclock, noon."""
    numbers, found = language.numbers, set[int]()
    for at, word in enumerate(words):
        if word in language.words["clock"]:
            counted = at - 1 if at and (words[at - 1].isdecimal() or words[at - 1] in numbers) else at
            found.add(counted - 1 if counted and words[counted - 1].isdecimal() else counted)
    halves = (at for at, pair in enumerate(pairwise(words)) if pair in {("a", "m"), ("p", "m")})
    for at in halves:
        begins = at
        while begins and words[begins - 1].isdecimal():
            begins -= 1
        found.update({begins} if begins < at else ())
    return frozenset(found)


def _dated(words: Sequence[str], language: Language) -> frozenset[int]:
    """The positions where days and times of day begin that are no dates, and how long it is to take at most."""
    days = (language.words["dates"] - language.numbers.keys()) | language.words["calendar"]
    units = language.stems_of("units_of_time")
    named = {at for at, word in enumerate(words) if word in days}
    lasting = {at for at, word in enumerate(words) if stem(word) in units}
    return frozenset(named) | {at for at in lasting if _stands_behind(words, language.words["within"], [at])}


def _stands_behind(words: Sequence[str], before: Collection[str], places: Iterable[int]) -> bool:
    """Whether one of the words stands shortly before one of the places."""
    return any(not set(words[max(at - _SHORTLY, 0) : at]).isdisjoint(before) for at in places)


def _tells_lapse(words: Sequence[str], language: Language) -> bool:
    """Whether it tells how long it was from one thing to another: four minutes after, two days later."""
    units, relating = language.stems_of("units_of_time"), language.words["lapsing"]
    return any(
        stem(word) in units and not relating.isdisjoint((*words[max(at - _SHORTLY, 0) : at], *words[at + 1 : at + 2]))
        for at, word in enumerate(words)
    )


def numbered(words: tuple[str, ...], language: Language) -> Iterator[str]:
    """The words that a number stands before, or a word before them."""
    some = any(map(str.isdecimal, words)) or not language.numbers.keys().isdisjoint(words)
    for at, word in enumerate(words) if some else ():
        if _is_number(word, language):
            yield from words[at + 1 : at + 1 + _JUST_BEFORE]
            yield from _measured(words[at + 1 : at + 1 + _JUST_BEFORE + 2], language)


def _measured(behind: tuple[str, ...], language: Language) -> Iterator[str]:
    """What is measured in the unit behind a number: 300 cubic metres of water."""
    for unit, of, measured in zip(behind, behind[1:], behind[2:], strict=False):
        if unit in language.words["measures"] and of in language.words["partitive"]:
            yield measured


def _is_number(word: str, language: Language) -> bool:
    """Whether the word counts something; four figures are mostly a year."""
    return (word.isdecimal() and len(word) != _YEAR) or word in language.numbers
