"""Whole names written as they sound: neither half need be right where both are near those of one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.languages import Language
from bot.ledger.model import Ledger, Person
from bot.matching.name_spellings import may_be_typo
from bot.text import VOWELS, consonants, folded, sounds_abroad

_LONG = 6
"""Sounds of a name in which a wrong one is forgiven: in fewer another makes another name."""
_VERY_LONG = 7
"""Sounds of a name in which two wrong vowels are forgiven."""
_OPEN = VOWELS.replace("e", "")
"""Vowels that end another name: Mario is not Maria, Martina not Martin."""
_LONG_I = re.compile("een$")


class Misheard:
    """The whole names of a ledger's people by how their surnames begin."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        self._by_beginning: Mapping[str, set[tuple[str, str, str]]] = defaultdict(set)
        for id, person in ledger.people.items():
            for given, surname in _whole_names(person, language):
                for sound in sounds_abroad(surname):
                    self._by_beginning[sound[:1]].add((id, given, surname))

    def find(self, given: str, surname: str) -> tuple[str, ...]:
        """The ids of those whose whole name may be meant by the two folded words."""
        beginnings = {sound[:1] for sound in sounds_abroad(surname)}
        like = set[tuple[str, str, str]]().union(*(self._by_beginning.get(each, ()) for each in beginnings))
        found = (id for id, first, last in sorted(like) if _is_surname(surname, last) and _is_given(given, first))
        return tuple(dict.fromkeys(found))


def _whole_names(person: Person, language: Language) -> Iterator[tuple[str, str]]:
    """The first and the last word of each of the person's names; a description is none."""
    for name in (person.name, *person.aliases):
        words = folded(name)
        own = name == person.name or language.known.isdisjoint(words)
        if len(words) > 1 and own and all(word[:1].isupper() for word in name.split()):
            yield words[0], words[-1]


def _is_given(typed: str, name: str) -> bool:
    """Whether the word may be the given name: Emilie is Emilia in another country, Martine is not Martin."""
    alike = typed[-1:] == name[-1:] or {typed[-1:], name[-1:]} == {"a", "e"} or _LONG_I.search(typed)
    other = not alike and {typed[-1:], name[-1:]} & set(VOWELS)
    return not other and (may_be_typo(typed, name) or _sounds_like(typed, name, "ae"))


def _is_surname(typed: str, name: str) -> bool:
    """Whether the word may be the surname: Cooke is Cook, Petrova not Petrov."""
    return (typed[-1:] == name[-1:] or not {typed[-1:], name[-1:]} & set(_OPEN)) and _sounds_like(typed, name, "e")


def _sounds_like(typed: str, name: str, silent: str) -> bool:
    """Whether a way in which the word sounds is near one in which the name does, these last letters left aside."""
    spelled = _LONG_I.sub("ine", typed)
    ways = ((one, other) for one in sounds_abroad(spelled) for other in sounds_abroad(name))
    return any(_is_near(one.rstrip(silent), other.rstrip(silent)) for one, other in ways)


def _is_near(one: str, other: str) -> bool:
    """Whether two sounds are those of one name: the same, or long ones with one wrong, or with wrong vowels."""
    if one == other:
        return True
    if one.startswith(other) or other.startswith(one):
        return False
    shorter = min(len(one), len(other))
    if one[1:] == other[1:]:
        return {one[0], other[0]} == {"e", "i"}
    wrong = OSA.distance(one, other)
    same = consonants(one) == consonants(other)
    return (wrong == 1 and shorter >= _LONG) or (wrong == 2 and same and shorter >= _VERY_LONG)
