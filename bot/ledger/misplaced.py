"""Entries whose fields are those of another section: its line is missing or has a wrong name, or they were pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain, groupby
from typing import cast

from bot.ledger.fields import REFERENCES, SECTIONS, fields_of, noun
from bot.ledger.form.document import Document, Value
from bot.ledger.form.messages import Mark
from bot.ledger.model import Occasion, Record, Statement
from bot.ledger.problems import Problem

_WHO = tuple(name for name, kind in SECTIONS.items() if kind in REFERENCES["about"])
_NAMED_IN = {field: {name for name, kind in SECTIONS.items() if kind in kinds} for field, kinds in REFERENCES.items()}
Tell = Callable[[Problem], None]


def sections_meant(document: Document, section: str, entries: Mapping[str, Value], tell: Tell) -> Mapping[str, str]:
    """The section whose fields an entry has, by its id; each row of entries for which it is another is told once."""
    slipped = _slipped(document, section, entries)
    fits = _fits(document, section, entries, slipped)
    rows = [(fit, [id for _, id in row]) for fit, row in groupby(fits, lambda each: each[0])]
    for number, (fit, ids) in enumerate(rows):
        alone = fit in document.fields and len(ids) == 1 and ids[0] not in slipped
        if alone and _is_of(SECTIONS[section], entries[ids[0]], strange=1):
            rows[number] = section, ids  # one field too many
        elif fit != section:
            before = document.keys[section, rows[number - 1][1][-1]] if number else document.keys[section,]
            tell(_finding(document, section, fit, ids, before, number == len(rows) - 1))
    return {id: fit for fit, ids in rows for id in ids}


def below_event(document: Document, fields: Mapping[str, Value], tell: Tell) -> Collection[str]:
    """The ids among the fields of the event: entries of a section whose line is missing above the first of them."""
    absent = [(name, kind) for name, kind in SECTIONS.items() if name not in document.fields]
    found = {id: next((name for name, kind in absent if _is_of(kind, each)), "") for id, each in fields.items()}
    ids = [id for id, section in found.items() if section]
    if ids:
        message = f"`{found[ids[0]]}:` is missing above this line, and what follows stands below `event:`"
        hint = f"write `{found[ids[0]]}:` at the margin in a line above this one"
        tell(document.problem(("event", ids[0]), "unknown-section", message, hint, at_key=True))
    return ids


def _fits(
    document: Document, section: str, entries: Mapping[str, Value], slipped: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """The section that each entry fits, with its id; one that may be of several goes with the one before it."""
    last = section
    named = {**_named(document, section, entries), **slipped}
    for id, fields in entries.items():
        if last == section and id not in named and _may_be(SECTIONS[section], fields):  # as most are
            yield section, id
            continue
        fit = [name for name in named.get(id, SECTIONS) if _is_of(SECTIONS[name], fields)]
        absent = [name for name in fit if name not in document.fields]
        if not fit:
            last = section if last in document.fields else last
        elif section in fit and (last not in absent):
            last = section
        elif last not in fit or last in document.fields:
            last = (absent or fit)[0]
        yield last, id


def _named(document: Document, section: str, entries: Mapping[str, Value]) -> Mapping[str, Collection[str]]:
    """The sections whose entries are named where these are, by id, if two or more are not of their own section.

    The first that stands in a section is of it, so that what is said of it is a slip of its own.
    """
    if section not in _WHO or all(name in document.fields for name in _WHO):
        return {}
    found = _sections_named(document, entries)
    strange = {id: found[id] for id in entries if section not in found.get(id, {section})}
    return strange if len(strange) > 1 and next(iter(entries)) not in strange else {}


def _slipped(document: Document, section: str, entries: Mapping[str, Value]) -> Mapping[str, Collection[str]]:
    """The section above or below for the first or last entry, if it fits there, and nothing names it as one of here."""
    if len(entries) < 2:
        return {}
    order = ["", *(name for name in document.fields if name in SECTIONS), ""]
    above, below = order[order.index(section) - 1], order[order.index(section) + 1]
    first, *_, last = entries
    beside = ((first, above), (last, below))
    absent = [kind for name, kind in SECTIONS.items() if name not in order]  # a lost line tells more
    fitting = [
        (id, name)
        for id, name in beside
        if name and _is_of(SECTIONS[name], entries[id]) and not any(_is_of(kind, entries[id]) for kind in absent)
    ]
    found = _sections_named(document, {id for id, _ in fitting}, often=2) if fitting else {}
    twice = {id for id, name in fitting if id in (cast("dict[str, Value]", document.fields[name]) or ())}
    return {
        id: [name]
        for id, name in fitting
        if id not in twice and section not in found.get(id, {section}) and name in found[id]
    }


def _sections_named(document: Document, wanted: Container[str], often: int = 1) -> Mapping[str, Collection[str]]:
    """The sections whose entries may stand wherever an id is named, for those of the `wanted` that are so often."""
    found: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for others in document.fields.values():
        for fields in others.values() if isinstance(others, dict) else ():
            for field, value in fields.items() if isinstance(fields, dict) else ():
                for id in _ids(value) if field in REFERENCES else ():
                    if id in wanted:
                        found[id] = found.get(id, {*SECTIONS}) & _NAMED_IN[field]
                        count[id] += 1
    return {id: sections for id, sections in found.items() if count[id] >= often}


def _ids(value: Value) -> Iterable[str]:
    """The ids in a value; a source may be a name before its paragraphs."""
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, dict) else chain.from_iterable(map(_ids, value or ()))


def _is_of(kind: type[Record], value: Value, strange: int = 0) -> bool:
    """Whether a value has the fields of such an entry, those that it needs among them, and so many others at most."""
    if not isinstance(value, dict) or not value:
        return False
    needed = _needed(kind)
    if kind is Statement:
        needed = {"says" if "says" in value else "quote", "occasion" if "occasion" in value else "speaker"}
    return needed <= value.keys() and len(value.keys() - fields_of(kind)) <= strange


@cache
def _needed(kind: type[Record]) -> Set[str]:
    """The fields that every entry of this kind has, as they are written in the file."""
    return {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}


def _may_be(kind: type[Record], value: Value) -> bool:
    """Whether a value has no field that such an entry has not; an occasion, which needs none, may have one."""
    return not isinstance(value, dict) or len(value.keys() - fields_of(kind)) <= (kind is Occasion)


def _finding(document: Document, section: str, fit: str, ids: Sequence[str], before: Mark, to_the_end: bool) -> Problem:
    kind = noun(SECTIONS[fit])
    begin = document.keys[section, ids[0]]
    line = next((at for at in range(before[0], begin[0]) if document.lines[at - 1].startswith(f"{section}:")), 0)
    if line and to_the_end and fit not in document.fields:
        message = f"`{section}:` stands here, and below it the fields of `{fit}`"
        return document.problem_at((line, 1), (section,), "unknown-section", message, f"is it to be `{fit}:`?")
    if to_the_end and fit not in document.fields and len(ids) > 1:
        message = f"from here on, the entries are those of `{fit}`, not of `{section}`"
        hint = f"write `{fit}:` at the margin in a line above this one"
        return document.problem_at(begin, (section, ids[0]), "unknown-section", message, hint)
    message = f"the fields of this entry are those of {kind}, and it stands below `{section}:`"
    if len(ids) > 1:
        message += f"; so it is with the next {len(ids) - 1}" if len(ids) > 2 else "; so it is with the next"
    hint = f"move it below `{fit}:`" if fit in document.fields else f"write `{fit}:` at the margin above it"
    return document.problem_at(begin, (section, ids[0]), "unknown-section", message, hint)
