"""What stands in a knowledge file: its sections, their fields, what each is for, and whom a field may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from bot.ledger.model import (
    Dispute,
    Event,
    Fact,
    Occasion,
    Organisation,
    Person,
    Place,
    Record,
    Source,
    Statement,
)

SECTIONS: Mapping[str, type[Record]] = {
    "sources": Source,
    "people": Person,
    "organisations": Organisation,
    "places": Place,
    "occasions": Occasion,
    "statements": Statement,
    "facts": Fact,
    "disputes": Dispute,
}

RESERVED = "none"  # no entry's id: what a person chooses who means none of the entries offered

# one purpose a field: it means the same in every section
PURPOSES: Mapping[str, str] = {
    "id": "a short name that is used nowhere else, of small letters, digits and hyphens",
    "title": "what it is called in replies",
    "summary": "a few neutral sentences in our own words that say who says what",
    "publisher": "who published it",
    "published": "the day it was published, as 1971-05-03",
    "url": "its address on the web, beginning with https://",
    "name": "the name shown in replies",
    "other_name": "the other name, shown beside the name where the name is contested",
    "aliases": "a list of other names and spellings that people ask by",
    "role": "the office or function, as it is shown beside the name",
    "speaks_for": "a list of the organisations and places this person speaks for, by their ids",
    "in": "the place or state it lies in, by its id",
    "speaker": "who said it: the id of a person or an organisation",
    "act": "how it was said: said, declared, announced, wrote, denied, warned and so on",
    "quote": "the words as the source prints them, without quotation marks around them",
    "says": "what was said, in our own words, as it would stand after “said that”",
    "via": "the channel, such as address or interview, as far as the source says",
    "occasion": "the occasion whose speaker, via, place, date, time and source it shares, by its id",
    "text": "what the source reports, as a sentence in our own words",
    "by": "a list of those who did it, by their ids",
    "about": "a list of the people, organisations and places it is about, by their ids",
    "place": "where it was: the id of a place or an organisation",
    "date": "the day, month, year or interval, as 1971-05-03, 1971-05, 1971 or 1968/1971",
    "time": "the time of day, as far as the source says, such as in the morning",
    "gives": "short direct answers to why, how and how-many",
    "why": "the reason, as a short answer in our own words",
    "how": "the manner, as a short answer in our own words",
    "how-many": "the number, as a short answer in our own words",
    "source": "the id of the source, or several ids, each with its paragraphs",
    "paragraph": "the paragraph of the source, counted from 1, or consecutive ones as [2, 3]",
    "asked_as": "at most 6 ways people ask for it that its own words do not tell",
    "withdrawn": "why the entry was taken back, in our own words; it then answers nothing",
    "question": "what the dispute is about, as a question",
    "positions": "two or more lists, each the statements of one side, in the order of time",
}

_NAMED = (Person, Organisation, Place)
REFERENCES: Mapping[str, tuple[type[Record], ...]] = {
    "speaks_for": (Organisation, Place),
    "in": (Place, Organisation),
    "speaker": (Person, Organisation),
    "by": (Person, Organisation),
    "about": _NAMED,
    "place": (Place, Organisation),
    "source": (Source,),
    "occasion": (Occasion,),
    "positions": (Statement,),
}

LISTS = frozenset({"aliases", "speaks_for", "by", "about", "asked_as", "positions"})
"""The fields that hold lists."""

NO_TEXTS = frozenset({*REFERENCES, "id", "url", "date", "published", "paragraph"})
"""The fields that hold no words."""


_NEAR = 75  # how alike two words are that may begin with different letters


@cache
def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields that an entry of this kind may have, as they are written in the file."""
    names = tuple(field.alias or name for name, field in kind.model_fields.items())
    return names if kind is Event else tuple(name for name in names if name != "id")


def noun(kind: type[Record]) -> str:
    """What an entry of this kind is called, with its article."""
    name = kind.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def nouns(kinds: Iterable[type[Record]]) -> str:
    """What entries of these kinds are called, as alternatives."""
    *others, last = map(noun, kinds)
    return f"{', '.join(others)} or {last}" if others else last


def nearest(written: str, known: Iterable[str], alike: int = 65) -> str | None:
    """The known word that was probably meant, so far alike at least, or None."""
    found = process.extractOne(written[:100].casefold(), known, scorer=fuzz.ratio, score_cutoff=alike)
    if not found:
        return None
    meant, likeness, _ = found
    other = likeness < _NEAR and meant[:1] != written[:1].casefold() and meant not in written.casefold()
    return None if other else meant
