"""What traps are made from: a ledger, the questions of its cases that have an answer, and names of outsiders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from bot.checking.evaluation import Case, read_cases
from bot.ledger.model import Ledger
from tests.traps.naming import Naming

_OUTSIDERS = Path(__file__).parent / "outsiders.yaml"
_SECTIONS = ("people", "surnames", "places", "organisations", "titles")


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question of a case that has an answer: `entries` are what may answer it, `ids` all that these concern.

    Of a question that is itself a false attribution `denied` are the names that the answer opens with.
    """

    text: str
    after: tuple[str, ...]
    entries: frozenset[str]
    ids: frozenset[str]
    denied: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """A ledger with the questions of its cases; cases laid aside are not looked at."""

    ledger: Ledger
    cases: tuple[Case, ...] = ()

    @cached_property
    def naming(self) -> Naming:
        """The ledger's names."""
        return Naming(self.ledger)

    @cached_property
    def strange(self) -> Mapping[str, tuple[str, ...]]:
        """The outsiders by section, and what makes other names of surnames; none that the ledger knows."""
        written = yaml.safe_load(_OUTSIDERS.read_text(encoding="utf-8"))
        return {key: tuple(name for name in names if not self.naming.knows(name)) for key, names in written.items()}

    @cached_property
    def outsiders(self) -> tuple[str, ...]:
        """Everybody and everything outside the ledger."""
        return tuple(name for section in _SECTIONS for name in self.strange[section])

    @cached_property
    def answerable(self) -> tuple[Answerable, ...]:
        """The questions of the cases that have an answer in the ledger, in order."""
        return tuple(each for case in self.cases for each in self._answerable(case))

    def _answerable(self, case: Case) -> Iterator[Answerable]:
        if case.refuse or case.help or case.choices:
            return
        ledger, disputed = self.ledger, self.ledger.disputes.get(case.dispute)
        sides = (id for position in disputed.positions for id in position) if disputed else ()
        entries = frozenset({*case.answer, *sides} & ledger.entries.keys())
        concerned = frozenset(id for entry in entries for id in self.concerned(entry)) | frozenset(case.answer)
        ids = frozenset(ledger.named) if ledger.events.keys() & set(case.answer) else concerned
        yield from (Answerable(question, case.after, entries, ids, case.denied) for question in case.ask)

    def concerned(self, id: str) -> frozenset[str]:
        """Everybody and every place that an entry concerns: by id, or by a name in its text."""
        entry, ledger = self.ledger.entries[id], self.ledger
        texts = (getattr(entry, field, None) or "" for field in ("text", "says", "quote"))
        named = (each for text in texts for found in self.naming.find(text) for each in found.ids)
        voices = (each for doer in entry.doers for each in ledger.voices(doer))
        places = (place for each in (entry.place, *entry.about) for place in ledger.around(each))
        return frozenset((*voices, *entry.about, *named, *places))

    @property
    def voices(self) -> Iterable[str]:
        """The ids of everybody who might speak: people and organisations."""
        return (*self.ledger.people, *self.ledger.organisations)

    def linked(self, one: str, other: str) -> bool:
        """Whether they are the same, or one speaks for the other."""
        return one in self.ledger.voices(other) or other in self.ledger.voices(one)

    def own(self, id: str) -> frozenset[str]:
        """Whose words count as those of the id: its own, and those of who speaks for it."""
        return frozenset({id, *(each for each in self.ledger.people if id in self.ledger.voices(each))})


def setting(ledger: Ledger, cases: Path) -> Setting:
    """The setting of a ledger and of the cases in a file or folder."""
    return Setting(ledger, tuple(case for group, case in read_cases(cases) if not group.startswith("aside/")))
