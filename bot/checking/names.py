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
    """A way to name somebody, as Latin words: all of a written name or, if `part`, its first or last word alone."""

    name: WrittenName
    form: Form
    part: int | None = None

    @property
    def told(self) -> str:
        """The spelling as the operator wrote it."""
        text = self.name.text
        return short(text) if self.part is None else f"{words(visible(text))[self.part].raw} (in {short(text)})"


def near_names(written: Iterable[WrittenName], ledger: Ledger, language: Language) -> Iterator[Problem]:
    """`near-names`, a warning at the later of two names that a typo turns into each other.

    Questions are full of typos, so the bot forgives some: a letter in a name word of five to seven letters, two in a
    longer one, whatever sounds alike (sh and s, q and k, y and i), and the same name in another script. Where names of
    two entries lie that near to each other, a misspelt question gets the words of the wrong one:

        places:
          northam: {name: Northam}
          northan: {name: Northan}            # warning: one letter from Northam
        people:
          holweg: {name: Ada Holweg}
          hollveg: {name: Bea Hollveg}      # warning: Hollveg sounds like Holweg

    The cure: call one of them by the full name only (Northan village), or drop the alias that is near. Two people whose
    surnames or given names are near get both spellings (Ada Hollveg as an alias of Ada Holweg, and Bea Holweg): then
    the bot asks who is meant. No finding are names of one entry; a surname or given name that two people share letter
    for letter, as the bot asks there anyway; names of different numbers of words; words of a longer name that are not
    found alone; and common words ("army"), as no typo is read as one.
    """
    bearers: dict[Form, list[_Spelling]] = defaultdict(list)
    for spelling in _once(list(_spellings(sorted(written), ledger, Names(ledger, language)))):
        bearers[spelling.form].append(spelling)
    ids = {form: {each.name.id for each in those} for form, those in bearers.items()}
    near = _near_words({word for form in bearers for word in form}, language.words["common"])
    beginnings = {form[:end] for form in bearers for end in range(1, len(form) + 1)}
    found: dict[WrittenName, dict[str, Problem]] = defaultdict(dict)
    for form, those in bearers.items():
        pairs = list(combinations([each for each in those if each.part is None], 2))
        for other in _near_forms(form, near, beginnings):
            if other in bearers and ids[form].isdisjoint(ids[other]):
                pairs += ((first, later) for first in bearers[other] for later in those)
        for first, later in pairs:
            here = found[later.name]
            if first.name < later.name and first.name.id not in {later.name.id, *here} and len(here) < _MOST:
                here[first.name.id] = _problem(first, later)
    return (problem for here in found.values() for problem in here.values())


def _spellings(written: Iterable[WrittenName], ledger: Ledger, names: Names) -> Iterator[_Spelling]:
    """Every way to name somebody that the engine knows, in the order written."""
    for name in written:
        form = tuple(map(latin, folded(name.text)))
        if form:
            yield _Spelling(name, form)
        if name.id in ledger.people and len(form) > 1:
            yield from (_Spelling(name, (form[at],), at) for at in (-1, 0) if name.id in names.within(form[at]))


def _once(spellings: Sequence[_Spelling]) -> Iterator[_Spelling]:
    """The spellings; a surname or given name counts once for each who has it, however often it is written."""
    parts: dict[tuple[Form, str], _Spelling] = {}
    for each in spellings:
        if each.part is not None:
            parts.setdefault((each.form, each.name.id), each)
    return (each for each in spellings if parts.get((each.form, each.name.id), each) is each)


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
    """The word with as many letters left out as may be wrong: of two words that near, one of these is the same."""
    for left_out in range(edits_allowed(word) + 1):
        yield from map("".join, combinations(word, len(word) - left_out))


def _sound_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST_SOUND and skeleton(one) == skeleton(other)


def _near_forms(form: Form, near: Mapping[str, set[str]], beginnings: set[Form]) -> Iterator[Form]:
    """What may be other names of as many words, each word the same or near."""
    readings: list[Form] = [()]
    for word in form:
        readings = [
            (*reading, other)
            for reading in readings
            for other in (word, *sorted(near.get(word, ())))
            if (*reading, other) in beginnings
        ]
    return (reading for reading in readings if reading != form)


def _problem(first: _Spelling, later: _Spelling) -> Problem:
    name, other = later.name, first.name
    where = f"line {other.line}" if name.file == other.file else f"{other.file}, line {other.line}"
    reading = f"{later.told} is" if later.form == first.form else f"a typo of {later.told} may be"
    message = f"{reading} read as {first.told}, a name of `{other.id}` in {where}"
    hint = "call one of them by the full name only, or drop an alias"
    if first.part is not None and later.part is not None:
        hint = "give both people both spellings as aliases, so that the bot asks who is meant, or drop an alias"
    return Problem(name.file, name.line, name.column, "warning", "near-names", name.id, message, hint)
