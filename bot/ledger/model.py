"""The records of a ledger: frozen, complete, and the one model that file, schema and engine share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)
from pydantic.json_schema import SkipJsonSchema

from bot.ledger.dates import period
from bot.ledger.paragraphs import consecutive, number

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ID = r"^[a-z0-9-]{1,48}$"
"""The pattern of an id, for readers of regular expressions and of the JSON Schema alike."""

Id = Annotated[str, StringConstraints(pattern=ID)]


# nothing before the host, as an address with a name and @ in front looks like another one
_ADDRESS = r"""^https?://[^\s<>"“”„«»/?#@]+(?:[/?#][^\s<>"“”„«»]*)?$"""


def _checked_date(written: str) -> str:
    period(written)
    return written


def _each_once(given: object) -> object:
    texts = isinstance(given, list) and all(isinstance(each, str) for each in given)
    return list(dict.fromkeys(given)) if texts and isinstance(given, list) else given


def _checked_time(written: str) -> str:
    clock = re.fullmatch(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: ?[ap]\.?m\.?)?", written, re.ASCII | re.IGNORECASE)
    if clock and (int(clock[1]) > 24 or int(clock[2]) > 59 or int(clock[3] or 0) > 59):
        raise ValueError(f"there is no time {written}: a day has 24 hours, and an hour 60 minutes")
    return written


IsoDate = Annotated[str, AfterValidator(_checked_date)]
Paragraphs = Annotated[
    tuple[Annotated[int, Field(ge=1), BeforeValidator(number)], ...],
    Field(min_length=1),
    BeforeValidator(lambda given: given if isinstance(given, list | tuple) else (given,)),
    AfterValidator(consecutive),
]
Sources = Annotated[
    Annotated[Id, Tag("one")] | Annotated[dict[Id, Paragraphs], Field(min_length=1), Tag("several")],
    Discriminator(lambda given: "several" if isinstance(given, dict) else "one"),
]
Aliases = tuple[Text, ...]
# what stands there twice counts once: `check` warns of it
Phrasings = Annotated[tuple[Text, ...], Field(max_length=6), BeforeValidator(_each_once)]


class Record(BaseModel):
    """A frozen entry of the ledger; its `id` is its key in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: SkipJsonSchema[str] = ""


class Event(Record):
    """What the ledger is about."""

    id: Id
    title: Text
    date: IsoDate
    summary: Text | None = None


class Source(Record):
    """A text that the ledger draws on."""

    title: Text
    publisher: Text | None = None
    published: IsoDate
    url: Annotated[Text, StringConstraints(pattern=_ADDRESS)] | None = None


class Named(Record):
    """Somebody or something that people ask for by name."""

    name: Text
    aliases: Aliases = ()


class Person(Named):
    """Somebody who speaks or is spoken of."""

    role: Text | None = None
    speaks_for: tuple[Id, ...] = ()


class Organisation(Named):
    """A state, a ministry, a group; also such as 'unofficial sources'."""


class Place(Named):
    """Where something happened or lies."""

    other_name: Text | None = None
    inside: Id | None = Field(default=None, alias="in")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an entry stands: a source's id, and the paragraphs, counted from 1, as far as given."""

    source: str
    paragraphs: tuple[int, ...]


class Occasion(Record):
    """What several statements share; a statement that names it takes over whatever it does not say itself."""

    speaker: Id | None = None
    via: Text | None = None
    place: Id | None = None
    date: IsoDate | None = None
    time: Annotated[Text, AfterValidator(_checked_time)] | None = None
    source: Sources | None = None
    paragraph: Paragraphs | None = None


class Gives(Record):
    """Short direct answers in our own words."""

    why: Text | None = None
    how: Text | None = None
    how_many: Text | None = Field(default=None, alias="how-many")


class Entry(Record):
    """What a source holds: somebody's statement or a fact that it reports itself."""

    about: tuple[Id, ...] = ()
    place: Id | None = None
    date: IsoDate | None = None
    time: Annotated[Text, AfterValidator(_checked_time)] | None = None
    gives: Gives = Gives()
    source: Sources
    paragraph: Paragraphs | None = None
    asked_as: Phrasings = ()
    withdrawn: Text | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every source of the entry with its paragraphs, in the order written."""
        if isinstance(self.source, str):
            return (Citation(self.source, self.paragraph or ()),)
        return tuple(Citation(source, paragraphs) for source, paragraphs in self.source.items())


class Statement(Entry):
    """What somebody said: verbatim in `quote`, in our own words in `says`."""

    speaker: Id
    act: Text = "said"
    quote: Text | None = None
    says: Text | None = None
    via: Text | None = None
    occasion: Id | None = None

    @property
    def doers(self) -> tuple[str, ...]:
        """Who spoke."""
        return (self.speaker,)


class Fact(Entry):
    """What the source reports in its own voice."""

    text: Text
    by: tuple[Id, ...] = ()

    @property
    def doers(self) -> tuple[str, ...]:
        """Who did it, as far as the source says."""
        return self.by


class Dispute(Record):
    """A contested claim: each position holds the ids of one side's statements, in the order of time."""

    question: Text
    positions: Annotated[tuple[Annotated[tuple[Id, ...], Field(min_length=1)], ...], Field(min_length=2)]
    asked_as: Phrasings = ()


Who = Person | Organisation


@dataclass(frozen=True)
class Ledger:
    """All entries of a knowledge, by id, in the order written; `version` is the hash of what was read.

    `withdrawn` tells of statements and facts that were taken back, and stand in no other place, why they were.
    """

    version: str
    events: Mapping[str, Event]
    sources: Mapping[str, Source]
    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    statements: Mapping[str, Statement]
    facts: Mapping[str, Fact]
    disputes: Mapping[str, Dispute]
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    def holds(self, id: str) -> bool:
        """Whether the id is that of an entry, a dispute, an event, or of somebody or something named."""
        return any(id in part for part in (self.entries, self.named, self.disputes, self.events))

    @cached_property
    def entries(self) -> Mapping[str, Statement | Fact]:
        """Statements and facts together, by id."""
        return {**self.statements, **self.facts}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each statement and fact among all of them, as they are written."""
        return {id: place for place, id in enumerate(self.entries)}

    @cached_property
    def named(self) -> Mapping[str, Person | Organisation | Place]:
        """Everybody and everything with a name, by id."""
        return {**self.people, **self.organisations, **self.places}

    @cached_property
    def disputes_of(self) -> Mapping[str, tuple[Dispute, ...]]:
        """The disputes that a statement takes part in, by the statement's id; most take part in none."""
        found: dict[str, tuple[Dispute, ...]] = {}
        for dispute in self.disputes.values():
            for statement in {id for position in dispute.positions for id in position}:
                found[statement] = (*found.get(statement, ()), dispute)
        return found

    def voices(self, id: str) -> tuple[str, ...]:
        """The id, and the ids of those for whom that person speaks."""
        person = self.people.get(id)
        return (id, *(person.speaks_for if person else ()))

    @cached_property
    def statements_of(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the statements by each speaker, and by each for whom somebody speaks, in order."""
        found: dict[str, list[str]] = {}
        for id, statement in self.statements.items():
            for voice in dict.fromkeys(self.voices(statement.speaker)):
                found.setdefault(voice, []).append(id)
        return {voice: tuple(ids) for voice, ids in found.items()}

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """The ids of all whose words the ledger holds, in the order of their first."""
        return tuple(dict.fromkeys(statement.speaker for statement in self.statements.values()))

    def around(self, place: str | None) -> Iterator[str]:
        """The ids of the place and of all that it lies in, the smallest first."""
        seen: set[str] = set()
        while place and place not in seen:
            seen.add(place)
            yield place
            here = self.places.get(place)
            place = here.inside if here else None
