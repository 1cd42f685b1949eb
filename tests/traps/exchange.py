"""The sides exchanged: a ledger whose opponents bear each other's names must reply name for name the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TypeVar

from rapidfuzz.distance import OSA

from bot.conversation import Conversation
from bot.languages import english
from bot.ledger.model import Ledger, Named, Organisation, Person, Record
from bot.service import Reply, Service
from bot.text import folded
from tests.traps.setting import Setting
from tests.traps.trap import Mirrored, Trap

_R = TypeVar("_R", bound=Record)
_Rename = Callable[[str], str]
_OWN_WORDS = frozenset(
    {"name", "aliases", "role", "other_name", "title", "summary", "question", "asked_as", "quote", "says", "text"}
    | {"via", "time", "why", "how", "how_many"}
)
"""Fields that hold text; the others hold ids, dates and numbers, which stay."""
_APART = tuple(english().say[key].partition("{")[0] for key in ("quoted-by", "reported-by"))
"""How the lines of a reply begin that are compared by what they hold."""
_NEAR = 2
"""Edits within which a word may be taken for a name."""


@dataclass(frozen=True)
class Exchange:
    """Names that stand for each other, both ways, as words: Smith for Jones and Jones for Smith."""

    pairs: tuple[tuple[str, str], ...]

    @cached_property
    def _other(self) -> Mapping[str, str]:
        both = (*self.pairs, *((other, one) for one, other in self.pairs))
        return {form(one): form(other) for one, other in both for form in (str, str.lower, str.upper)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._other, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?=(?:['’]?s)?\b)")

    def __call__(self, text: str) -> str:
        """The text with every name exchanged for the other."""
        return self._pattern.sub(lambda match: self._other[match.group()], text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words that are exchanged."""
        return frozenset(word for name in self._other for word in folded(name))


def plain(text: str) -> str:
    """The text without marks on its letters, so that a name has one spelling."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))


def exchange(ledger: Ledger) -> Exchange:
    """The names of a plain ledger to exchange: of opponents in its disputes, of their sides, of contested places."""
    pairs: list[tuple[str, str]] = []
    for one, other in opponents(ledger):
        pairs += zip(one.name.split(), other.name.split(), strict=False)
        for side, opposite in _sides(ledger, one, other):
            pairs.append((side.name, opposite.name))
            pairs += zip(_single(side), _single(opposite), strict=False)
    pairs += [
        (place.name, place.other_name)
        for place in ledger.places.values()
        if place.other_name and " " not in place.name + place.other_name
    ]
    taken: set[str] = set()
    kept = []
    for pair in pairs:
        if taken.isdisjoint(pair) and pair[0] != pair[1]:
            taken.update(pair)
            kept.append(pair)
    return Exchange(tuple(kept))


def opponents(ledger: Ledger) -> Iterator[tuple[Person, Person]]:
    """People who stand on different sides of a dispute, each person once."""
    met: set[str] = set()
    for dispute in ledger.disputes.values():
        sides = [
            dict.fromkeys(speaker for id in position if (speaker := ledger.statements[id].speaker) in ledger.people)
            for position in dispute.positions
        ]
        for position, opposite in combinations(sides, 2):
            for one, other in zip(position, opposite, strict=False):
                if one != other and met.isdisjoint((one, other)):
                    met |= {one, other}
                    yield ledger.people[one], ledger.people[other]


def _sides(ledger: Ledger, one: Person, other: Person) -> Iterator[tuple[Organisation, Organisation]]:
    """The organisations for which two people speak, in pairs of those with names of one word."""
    spoken = [
        [each for id in person.speaks_for if (each := ledger.organisations.get(id)) and " " not in each.name]
        for person in (one, other)
    ]
    yield from ((side, opposite) for side, opposite in zip(*spoken, strict=False) if side != opposite)


def _single(named: Named) -> list[str]:
    """The aliases that are one plain word each."""
    return [alias for alias in named.aliases if alias.isascii() and alias.isalpha()]


@dataclass(frozen=True)
class Mirror:
    """A ledger with plain letters before and after its sides were exchanged, ready to be asked."""

    before: Service
    after: Service
    exchanged: Exchange

    def told(self, must: Mirrored) -> dict[str, object]:
        """What the reply that is right after the exchange tells, as `shown`."""
        return shown(ask(self.before, must.question, must.after), self.exchanged)


def mirror(ledger: Ledger) -> Mirror:
    """The mirror of a ledger."""
    before = renamed(ledger, plain)
    swap = exchange(before)
    before = _in_one_spelling(before, swap)
    return Mirror(Service(before, english()), Service(renamed(before, swap), english()), swap)


def ask(service: Service, question: str, after: tuple[str, ...] = ()) -> Reply:
    """The reply to a question that is asked after others."""
    return service.ask(question, _after(service, after))[0]


@lru_cache(maxsize=4096)
def _after(service: Service, questions: tuple[str, ...]) -> Conversation:
    """The conversation after the questions; hundreds of traps follow on the same ones."""
    conversation = Conversation()
    for question in questions:
        _, conversation = service.ask(question, conversation)
    return conversation


def shown(reply: Reply, rename: _Rename = str) -> dict[str, object]:
    """What must be alike in two replies, by part: all that they tell, with the names renamed.

    The spelling of a name may weigh in where entries fit alike: of these the order is free, and what is only offered.
    """
    lines = rename(reply.message.text).split("\n")
    # titles are cut where names are long; sources follow the order of the entries
    told = {line for line in lines if not line.startswith(_APART)} if reply.outcome == "answer" else {lines[0]}
    return {
        "outcome": reply.outcome,
        "reason": reply.reason,
        "told": sorted(told),
        "sources": sorted(reply.sources),
        "entries": sorted(reply.entries),
        "speakers": list(reply.speakers),
        "not": list(map(rename, reply.denied)),
    }


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each question with an answer that names somebody or something exchanged in no spelling but the plain.

    They are put to the ledger after the exchange.
    """
    swap = exchange(renamed(setting.ledger, plain))
    for asked in setting.answerable:
        question, after = plain(asked.text), tuple(map(plain, asked.after))
        spelled = [word for text in (question, *after) for word in folded(text)]
        if all(_as_spelled(word, swap) for word in spelled):
            yield Trap("exchange", swap(question), Mirrored(question, after), tuple(map(swap, after)))


def _as_spelled(word: str, swap: Exchange) -> bool:
    """Whether the word is an exchanged name as it is spelled, or unlike all of them."""
    if word in swap.words:
        return True
    return word.isascii() and all(
        OSA.distance(word, name) > _NEAR and not word.startswith(name) for name in swap.words if len(word) > _NEAR + 1
    )


def renamed(ledger: Ledger, rename: _Rename) -> Ledger:
    """The ledger with every text of ours and of its sources renamed; ids stay."""
    return replace(
        ledger,
        events=_each(ledger.events, rename),
        sources=_each(ledger.sources, rename),
        people=_each(ledger.people, rename),
        organisations=_each(ledger.organisations, rename),
        places=_each(ledger.places, rename),
        statements=_each(ledger.statements, rename),
        facts=_each(ledger.facts, rename),
        disputes=_each(ledger.disputes, rename),
    )


def _each(records: Mapping[str, _R], rename: _Rename) -> Mapping[str, _R]:
    return {id: _record(record, rename) for id, record in records.items()}


def _record(record: _R, rename: _Rename) -> _R:
    changed: dict[str, object] = {}
    for field in type(record).model_fields:
        value = getattr(record, field)
        if isinstance(value, Record):
            changed[field] = _record(value, rename)
        elif field in _OWN_WORDS and isinstance(value, str):
            changed[field] = rename(value)
        elif field in _OWN_WORDS and value:
            changed[field] = tuple(map(rename, value))
    return record.model_copy(update=changed)


def _in_one_spelling(ledger: Ledger, swap: Exchange) -> Ledger:
    """The ledger without aliases that are other spellings of what is exchanged: they have no partner."""

    def spelled(records: Mapping[str, _R]) -> Mapping[str, _R]:
        kept = {}
        for id, record in records.items():
            aliases = getattr(record, "aliases", ())
            same = tuple(alias for alias in aliases if all(_as_spelled(word, swap) for word in folded(alias)))
            kept[id] = record.model_copy(update={"aliases": same})
        return kept

    return replace(
        ledger,
        people=spelled(ledger.people),
        organisations=spelled(ledger.organisations),
        places=spelled(ledger.places),
    )
