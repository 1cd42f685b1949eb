"""Rules about names: those that a typo turns into each other, those of ordinary words, and those given twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise, starmap
from typing import TypeVar

from bot.checking.knowledge import ENOUGH, Finding, Knowledge
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path
from bot.ledger.model import Person
from bot.ledger.unknown_ids import same
from bot.ledger.written import Written
from bot.matching.forms import Form
from bot.matching.name_spellings import edits_allowed, may_be_typo
from bot.text import folded, latin, skeleton, visible, words

T = TypeVar("T")

_MOST = 3  # findings at one name; whoever is near to more has one fault, not many
_SHORTEST_SOUND = 4
_LONGEST_WORD, _LONGEST_FORM = 30, 8
"""Letters of a word and words of a name from which nobody types it with a typo or two."""
_BEGINNING = 8
"""Letters of a word by which those that may be near are found."""
_COMPARED = 2_500
"""Different words of names that are held against each other: 5,000 entries have some hundreds."""
_CROWD = 24
"""Words, bearers of a name and words near to one, of which each is held against each; of more, some."""


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    """A name, other name or alias as it is written, and where; they sort by their places."""

    place: tuple[str, int, int]
    text: str
    entry: Written = field(compare=False)
    path: Path = field(compare=False)

    @property
    def id(self) -> str:
        """Whose name it is."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A way to name somebody, as Latin words: all of a written name or, if `part`, its first or last word alone."""

    name: _Name
    form: Form
    part: int | None = None

    @property
    def told(self) -> str:
        """The spelling as the operator wrote it."""
        text = self.name.text
        return short(text) if self.part is None else f"{words(visible(text))[self.part].raw} (in {short(text)})"


def near_names(knowledge: Knowledge) -> Iterator[Finding]:
    """`near-names` finds the later of two names that a typo turns into each other.

    Questions are full of typos, so the bot forgives some: a letter in a name word of five to seven letters, two in a
    longer one, whatever sounds alike (sh and s, q and k, y and i), and the same name in another script. Where names of
    two entries lie that near to each other, a misspelt question gets the words of the wrong one:

        places:
          northam: {name: Northam}
          northan: {name: Northan}        # wrong: one letter from Northam
        people:
          holweg: {name: Ada Holweg}
          hollveg: {name: Bea Hollveg}      # wrong: Hollveg sounds like Holweg

    The cure: call one of them by the full name only (Northan village), or drop the alias that is near. Two people whose
    surnames or given names are near get both spellings (Ada Hollveg as an alias of Ada Holweg, and Bea Holweg): then
    the bot asks who is meant. No finding are names of one entry; a surname or given name that two people share letter
    for letter, as the bot asks there anyway; names of different numbers of words; words of a longer name that are not
    found alone; and common words ("army"), as no typo is read as one. Where the names must stay as they are, say so at
    the end of the line, as for every warning: `# ok: near-names`.
    """
    spellings: list[_Spelling] = []
    compared: set[str] = set()
    for spelling in _spellings(knowledge):
        compared.update(spelling.form)
        if len(compared) > _COMPARED:
            message = f"from here on, names are not compared, as those above have more than {_COMPARED:,} words"
            hint = "see that no typo turns one of these into another; then write `# ok: near-names` behind it"
            yield Finding(spelling.name.entry, spelling.name.path, message, hint)
            break
        spellings.append(spelling)
    bearers: dict[Form, list[_Spelling]] = defaultdict(list)
    for spelling in _once(spellings):
        bearers[spelling.form].append(spelling)
    ids = {form: {each.name.id for each in those} for form, those in bearers.items()}
    near = _near_words({word for form in bearers for word in form}, knowledge.language.words["common"])
    beginnings = {form[:end] for form in bearers for end in range(1, len(form) + 1)}
    found: dict[_Name, dict[str, Finding]] = defaultdict(dict)
    told = 0
    for form, those in bearers.items():
        pairs = list(_pairs([each for each in those if each.part is None]))
        for other in _near_forms(form, near, beginnings):
            if other in bearers and ids[form].isdisjoint(ids[other]):
                pairs += ((first, later) for first in bearers[other][:_CROWD] for later in those[:_CROWD])
        for first, later in pairs:
            here = found[later.name]
            if same(first.name.text) == same(later.name.text):
                continue  # one name for two is told as `duplicate-name`
            if first.name < later.name and first.name.id not in {later.name.id, *here} and len(here) < _MOST:
                here[first.name.id] = _near(first, later)
                told += 1
        if told > ENOUGH:
            break
    yield from (problem for here in found.values() for problem in here.values())


def common_word_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`common-word-name` finds a name or alias that is made of ordinary words of questions alone.

    The bot reads a name wherever it stands in a question, so this one would be read into questions of others:

        us: {name: United States, aliases: [US, USA]}      # wrong: "who told us" would ask for the United States
        us: {name: United States, aliases: [USA, U.S. government]}      # right

    Delete the alias, or write the full name. Such are words like "the", "who", "it", "may", "people" or "said"; what
    somebody is called in this event ("the capital", "the owner") is no finding.
    """
    classes = ("function", "question", "pronouns", "negations", "quantifiers", "act", "filler", "greetings")
    ordinary = frozenset().union(*(knowledge.language.words.get(name, ()) for name in classes))
    for entry, path, text in knowledge.written_names:
        if (form := frozenset(folded(text))) and form <= ordinary:
            message = f"{short(text)} is an ordinary word of questions, and would be read as this name everywhere"
            yield Finding(entry, path, message, "write a fuller name, or delete the alias")


def wordless_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`wordless-name` finds a name or alias without any letter or figure.

    Nobody can ask by it, and as a name it would stand alone in replies:

        ott: {name: "..."}          # wrong
        ott: {name: Ida Ott}        # right

    Write the name; or delete the alias.
    """
    for entry, path, text in knowledge.written_names:
        if not any(map(str.isalnum, text)):
            message = f"{short(text)} holds no letter and no figure"
            yield Finding(entry, path, message, "write the name, or delete the alias")


def repeated_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`repeated-name` finds an alias that is a name of the same entry already.

    Capitals make no difference, and typos need no alias:

        ott: {name: Ida Ott, aliases: [Ott, ida ott]}      # the second is wrong
        ott: {name: Ida Ott, aliases: [Ott, Отт]}          # right

    Delete it.
    """
    seen: set[tuple[str, Path, str]] = set()
    for entry, path, text in knowledge.written_names:
        once = (entry.document.file, entry.path, same(text))
        if once in seen:
            yield Finding(entry, path, f"{short(text)} is a name of this entry already", "delete it")
        seen.add(once)


def _name(entry: Written, path: Path, text: str) -> _Name:
    document = entry.document
    return _Name((document.file, *document.values[*entry.path, *path]), text, entry, path)


def _spellings(knowledge: Knowledge) -> Iterator[_Spelling]:
    """Every way to name somebody that the engine knows, in the order of their places."""
    within = cache(knowledge.names.within)
    for name in sorted(starmap(_name, knowledge.written_names)):
        form = tuple(map(latin, folded(name.text)))
        if len(form) > _LONGEST_FORM or any(len(word) > _LONGEST_WORD for word in form):
            continue  # `long-name` tells of it
        if form:
            yield _Spelling(name, form)
        if name.entry.kind is Person and len(form) > 1:
            yield from (_Spelling(name, (form[at],), at) for at in (-1, 0) if name.id in within(form[at]))


def _once(spellings: Sequence[_Spelling]) -> Iterator[_Spelling]:
    """The spellings; a surname or given name counts once for each who has it, however often it is written."""
    parts: dict[tuple[Form, str], _Spelling] = {}
    for each in spellings:
        if each.part is not None:
            parts.setdefault((each.form, each.name.id), each)
    return (each for each in spellings if parts.get((each.form, each.name.id), each) is each)


def _near_words(known: Iterable[str], common: frozenset[str]) -> Mapping[str, set[str]]:
    """The words that each word is near to and not the same as; a common word is not near to another."""
    first: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    for word in sorted(known):
        for key in {f"{skeleton(word)}~", *_without_letters(word)}:
            other = first.setdefault(key, word)
            if other is not word:  # of most keys there is one word
                alike.setdefault(key, [other]).append(word)
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in {pair for those in alike.values() for pair in _pairs(those)}:
        if not (one in common and other in common) and (_sound_alike(one, other) or may_be_typo(one, other)):
            near[one].add(other)
            near[other].add(one)
    return near


def _pairs(those: Sequence[T]) -> Iterable[tuple[T, T]]:
    """Each with each other, of a crowd each with the next."""
    return combinations(those, 2) if len(those) <= _CROWD else pairwise(those)


def _without_letters(word: str) -> Iterator[str]:
    """How the word begins, with as many letters left out as may be wrong: two words that near share one of these."""
    begins = word[:_BEGINNING]
    for left_out in range(edits_allowed(word) + 1):
        yield from map("".join, combinations(begins, len(begins) - left_out))


def _sound_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST_SOUND and skeleton(one) == skeleton(other)


def _near_forms(form: Form, near: Mapping[str, set[str]], beginnings: set[Form]) -> Iterator[Form]:
    """What may be other names of as many words, each word the same or near."""
    readings: list[Form] = [()]
    for word in form:
        readings = [
            (*reading, other)
            for reading in readings
            for other in (word, *sorted(near.get(word, ()))[:_CROWD])
            if (*reading, other) in beginnings
        ]
    return (reading for reading in readings if reading != form)


def _near(first: _Spelling, later: _Spelling) -> Finding:
    name, other = later.name, first.name
    (file, line, _), here = other.place, name.place[0]
    where = f"line {line}" if file == here else f"{file}, line {line}"
    reading = f"{later.told} is" if later.form == first.form else f"a typo of {later.told} may be"
    message = f"{reading} read as {first.told}, a name of `{other.id}` in {where}"
    hint = "call one of them by the full name only, or drop an alias"
    if first.part is not None and later.part is not None:
        hint = "give both people both spellings as aliases, so that the bot asks who is meant, or drop an alias"
    return Finding(name.entry, name.path, message, hint)


RULES = (near_names, common_word_name, wordless_name, repeated_name)
