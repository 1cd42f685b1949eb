"""What the rules look at: every entry of a knowledge as it is written, and what a rule finds at one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from sys import intern
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from bot.languages import Language
from bot.ledger.fields import NO_TEXTS
from bot.ledger.form.document import Path, Value
from bot.ledger.model import (
    Event,
    Fact,
    Ledger,
    Named,
    Occasion,
    Organisation,
    Person,
    Place,
    Record,
    Source,
    Statement,
)
from bot.ledger.references import names_of
from bot.ledger.written import Written
from bot.ledger.written import texts as texts_in
from bot.matching.names import Names
from bot.text import fold

_R = TypeVar("_R", bound=Record)

OWN_WORDS = frozenset({"summary", "title", "role", "says", "text", "gives", "question"})
"""The fields in which the bot speaks itself; a source's title is the source's."""

ENOUGH = 1_000
"""Findings of one rule that are looked for; whoever has more has one fault, not many."""

_WORD = re.compile(r"\w+")
_LONGEST = 20_000
"""Characters of a text that the rules look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a field of an entry, or at its id where `path`, counted from the entry, is empty; `hint`: the cure.

    `word` is what a person must look at in the text at `path`, as it stands there.
    """

    entry: Written
    path: Path
    message: str
    hint: str
    word: str = ""


class Text(NamedTuple):
    """A text of an entry, with its path from there."""

    entry: Written
    path: Path
    text: str


class Phrasing(NamedTuple):
    """One of the ways in which people ask for an entry: its path there, the text, its words folded, and its key.

    Phrasings of the same words share the key: the words but articles, and the names, whose order tells who did it.
    """

    entry: Written
    path: Path
    text: str
    words: Sequence[str]
    key: str


@dataclass(frozen=True)
class Knowledge:
    """Everything that is written in a file or folder, in the order written, whatever else is wrong with it.

    `today` is the last day that is not in the future; `ledger` is None where something is an error; `folder` is true
    of a whole folder, false of a file that was given alone.
    """

    written: tuple[Written, ...]
    language: Language
    today: date
    ledger: Ledger | None = None
    folder: bool = False

    @cached_property
    def entries(self) -> tuple[Written, ...]:
        """The entries but those that are withdrawn, which nobody is shown."""
        return tuple(entry for entry in self.written if "withdrawn" not in entry.fields)

    def of(self, *kinds: type[Record]) -> Iterator[Written]:
        """The entries of these kinds."""
        return (entry for entry in self.entries if entry.kind in kinds)

    @cached_property
    def by_id(self) -> Mapping[str, Written]:
        """Every entry but those withdrawn, by its id; the first of two with the same."""
        return {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def bare_files(self) -> frozenset[str]:
        """The files with an event, and without a statement or fact, if nothing is an error."""
        told = {entry.document.file for entry in self.written if entry.kind in (Statement, Fact)}
        events = self.of(Event) if self.ledger else ()
        return frozenset(event.document.file for event in events) - told

    @cached_property
    def texts(self) -> Sequence[Text]:
        """Every text of every entry that holds words, in the order written."""
        return [Text(entry, *each) for entry in self.entries for each in texts(entry, entry.fields.keys() - NO_TEXTS)]

    @cached_property
    def own_words(self) -> Sequence[Text]:
        """Every text in which the bot speaks itself."""
        mine = (each for each in self.texts if each.path[0] in OWN_WORDS)
        return [each for each in mine if each.entry.kind is not Source or each.path[0] != "title"]

    @cached_property
    def written_names(self) -> Sequence[Text]:
        """Every name, other name and alias of everybody and everything that has one."""
        named = (entry for entry in self.entries if issubclass(entry.kind, Named))
        return [Text(entry, path[len(entry.path) :], name) for entry in named for path, name in names_of(entry)]

    @cached_property
    def phrasings(self) -> Sequence[Phrasing]:
        """Every phrasing of every entry, in the order written."""
        articles, names = self.language.words["articles"], self.names.words
        found = []
        for entry, path, text in self.texts:
            if path[0] == "asked_as":
                words = _words(text)
                told = [word for word in words if word not in articles]
                key = " ".join((*sorted(told), "|", *(word for word in told if word in names)))
                found.append(Phrasing(entry, path, text, words, key))
        return found

    @cached_property
    def names(self) -> Names:
        """All names as questions are read with them."""
        return Names(self.ledger or self._named_only, self.language)

    @cached_property
    def _named_only(self) -> Ledger:
        """The people, organisations and places that have no error of their own, as a ledger."""
        people, organisations, places = self._sound(Person), self._sound(Organisation), self._sound(Place)
        nothing: Mapping[str, Any] = {}
        return Ledger("", nothing, nothing, people, organisations, places, nothing, nothing, nothing)

    def _sound(self, kind: type[_R]) -> Mapping[str, _R]:
        found: dict[str, _R] = {}
        for entry in self.of(kind):
            with suppress(ValidationError):
                found[entry.id] = kind.model_validate({**entry.fields, "id": entry.id})
        return found

    def value(self, entry: Written, field: str) -> tuple[Written, Value]:
        """What stands in the field, or in that of the statement's occasion, and the entry of the two that holds it."""
        occasion = entry.fields.get("occasion") if entry.kind is Statement else None
        shared = self.by_id.get(occasion) if isinstance(occasion, str) else None
        if field in entry.fields or shared is None or shared.kind is not Occasion:
            return entry, entry.fields.get(field)
        return shared, shared.fields.get(field)


def _words(text: str) -> Sequence[str]:
    """The folded words of the text; those of many texts are kept once, and the text not at all."""
    return [*map(intern, _WORD.findall(fold.__wrapped__(text)))]


def texts(entry: Written, fields: Container[str]) -> Iterator[tuple[Path, str]]:
    """Every text in these fields of the entry, lists item by item, with its path from the entry, as far as it matters.

    Of what no message can hold, the beginning: `long-text` tells of it.
    """
    for name, value in entry.fields.items():
        if name not in fields:
            continue
        if isinstance(value, str):  # as most are
            yield (name,), value[:_LONGEST]
        elif value:
            yield from ((path, text[:_LONGEST]) for path, text in texts_in((name,), value))
