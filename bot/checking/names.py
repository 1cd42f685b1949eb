"""Names of different entries that lie so near to each other that a typo of one is taken for the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.languages import Language
from bot.ledger.characters import short
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem
from bot.ledger.reading import WrittenName
from bot.matching.names import Form, Names, edits_allowed, may_be_typo
from bot.text import folded, latin, skeleton, visible, words

_MOST = 3  # findings at one name; whoever is near to more has one fault, not many
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A way to name somebody: a written name or, if `part`, the given name or surname in it, as Latin words."""

    name: WrittenName
    form: Form
    part: str = ""

    @property
    def told(self) -> str:
        """The spelling as the operator wrote it."""
        return f"{short(self.part)} (in {short(self.name.text)})" if self.part else short(self.name.text)


def near_names(written: Iterable[WrittenName], ledger: Ledger, language: Language) -> Iterator[Problem]:
    """`near-names`, a warning at the later of two names that a typo turns into each other.

    Questions are full of typos, so the bot forgives some: one wrong letter in a name word of five to seven letters, two
    in a longer one, whatever sounds alike (sh and s, q and k, y and i) and whatever another script writes alike.
    Where names of two entries lie that near, a misspelt question gets the words of the wrong one, or both are meant:

        places:
          shusha: {name: Shusha}
          shisha: {name: Shisha}       # warning: one letter from Shusha
        people:
          holweg: {name: Ada Holweg}
          hollveg: {name: Bea Hollveg} # warning: Hollveg sounds like Holweg

    The cure: call one of them by its full name only (Shisha village), or drop the alias that is near. Two people whose
    own surnames or given names are near get both spellings as aliases (Ada Hollveg, Bea Holweg): then the bot asks
    who is meant. No finding are the names of one entry; a name part that two people share letter for letter, for which
    the bot asks anyway; names of unequal numbers of words; and common words, alone or in longer names: "army" is never
    read out of a typo.
    """
    spellings = list(_spellings(sorted(written), ledger, Names(ledger, language)))
    bearers: dict[Form, list[_Spelling]] = defaultdict(list)
    for spelling in spellings:
        bearers[spelling.form].append(spelling)
    ids = {form: {each.name.id for each in those} for form, those in bearers.items()}
    parts = {(each.form, each.name.id) for each in spellings if each.part}
    near = _near_words({word for form in bearers for word in form}, language.words["common"])
    beginnings = {form[:end] for form in bearers for end in range(1, len(form) + 1)}
    found: dict[WrittenName, dict[str, Problem]] = defaultdict(dict)
    for spelling in spellings:
        here = found[spelling.name]
        own = (spelling.form, spelling.name.id)
        others = [each for each in bearers[spelling.form] if {own, (each.form, each.name.id)}.isdisjoint(parts)]
        for form in _near_forms(spelling.form, near, beginnings):
            others += bearers.get(form, ()) if ids[spelling.form].isdisjoint(ids.get(form, ())) else ()
        for other in others:
            if len(here) < _MOST and other.name < spelling.name and other.name.id not in {spelling.name.id, *here}:
                here[other.name.id] = _problem(spelling, other)
    return (problem for here in found.values() for problem in here.values())


def _spellings(written: Sequence[WrittenName], ledger: Ledger, names: Names) -> Iterator[_Spelling]:
    """Every way to name somebody that the engine knows."""
    for name in written:
        form = tuple(map(latin, folded(name.text)))
        yield _Spelling(name, form)
        if name.id in ledger.people and len(form) > 1:
            typed = words(visible(name.text))
            for at in (-1, 0):
                if name.id in names.within(form[at]):
                    yield _Spelling(name, form[at:] if at else form[:1], typed[at].raw)


def _near_words(known: Iterable[str], common: frozenset[str]) -> Mapping[str, set[str]]:
    """The words that each word is near to and not the same as; a common word is not near to another."""
    alike: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        for key in {f"{skeleton(word)}~", *_without_letters(word)}:
            alike[key].append(word)
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in {pair for those in alike.values() for pair in combinations(those, 2)}:
        if not (one in common and other in common) and (_sound_alike(one, other) or may_be_typo(one, other)):
            near[one].add(other)
            near[other].add(one)
    return near


def _without_letters(word: str) -> Iterator[str]:
    """The word with as many letters left out as may be wrong: two words that near have one of these in common."""
    for left_out in range(edits_allowed(word) + 1):
        yield from map("".join, combinations(word, len(word) - left_out))


def _sound_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST_SOUND and skeleton(one) == skeleton(other)


def _near_forms(form: Form, near: Mapping[str, set[str]], beginnings: set[Form]) -> Iterator[Form]:
    """The other names of as many words, each the same or near."""
    readings: list[Form] = [()]
    for word in form:
        readings = [
            (*reading, other)
            for reading in readings
            for other in (word, *near.get(word, ()))
            if (*reading, other) in beginnings
        ]
    return (reading for reading in readings if reading != form)


def _problem(spelling: _Spelling, other: _Spelling) -> Problem:
    name, first = spelling.name, other.name
    where = f"line {first.line}" if name.file == first.file else f"{first.file}, line {first.line}"
    reading = f"{spelling.told} is" if spelling.form == other.form else f"a typo of {spelling.told} may be"
    message = f"{reading} read as {other.told}, a name of `{first.id}` in {where}"
    hint = "call one of them by its full name only, or drop an alias"
    if spelling.part and other.part:
        hint = "give both people both spellings as aliases, so that the bot asks who is meant, or drop an alias"
    return Problem(name.file, name.line, name.column, "warning", "near-names", name.id, message, hint)
