"""Entries whose fields are those of another section: its line is missing or has a wrong name, or they were pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.ledger.fields import SECTIONS, fields_of, noun
from bot.ledger.form.document import Document, Value
from bot.ledger.form.messages import Mark
from bot.ledger.model import Occasion, Record, Statement
from bot.ledger.problems import Problem

Tell = Callable[[Problem], None]


def sections_meant(document: Document, section: str, entries: Mapping[str, Value], tell: Tell) -> Mapping[str, str]:
    """The section whose fields an entry has, by its id; each row of entries for which it is another is told once."""
    rows = [
        (fit, [id for _, id in row]) for fit, row in groupby(_fits(document, section, entries), lambda each: each[0])
    ]
    for number, (fit, ids) in enumerate(rows):
        if fit in document.fields and len(ids) == 1 and _is_of(SECTIONS[section], entries[ids[0]], strange=1):
            rows[number] = section, ids  # one field too many
        elif fit != section:
            before = document.keys[section, rows[number - 1][1][-1]] if number else document.keys[section,]
            tell(_finding(document, section, fit, ids, before, number == len(rows) - 1))
    return {id: fit for fit, ids in rows for id in ids}


def _fits(document: Document, section: str, entries: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The section that each entry fits, with its id; one that may be of several goes with the one before it."""
    last = section
    for id, fields in entries.items():
        if last == section and _may_be(SECTIONS[section], fields):  # as most are
            yield section, id
            continue
        fit = [name for name, kind in SECTIONS.items() if _is_of(kind, fields)]
        absent = [name for name in fit if name not in document.fields]
        if not fit:
            last = section if last in document.fields else last
        elif section in fit and (last not in absent):
            last = section
        elif last not in fit or last in document.fields:
            last = (absent or fit)[0]
        yield last, id


def _is_of(kind: type[Record], value: Value, strange: int = 0) -> bool:
    """Whether a value has the fields of such an entry, those that it needs among them, and so many others at most."""
    if not isinstance(value, dict) or not value:
        return False
    needed = {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}
    if kind is Statement:
        needed = {"says" if "says" in value else "quote", "occasion" if "occasion" in value else "speaker"}
    return needed <= value.keys() and len(value.keys() - set(fields_of(kind))) <= strange


def _may_be(kind: type[Record], value: Value) -> bool:
    """Whether a value has no field that such an entry has not; an occasion, which needs none, may have one."""
    strange = set(value) - set(fields_of(kind)) if isinstance(value, dict) else set()
    return len(strange) <= (kind is Occasion)


def _finding(document: Document, section: str, fit: str, ids: Sequence[str], before: Mark, to_the_end: bool) -> Problem:
    kind = noun(SECTIONS[fit])
    begin = document.keys[section, ids[0]]
    line = next((at for at in range(before[0], begin[0]) if document.lines[at - 1].startswith(f"{section}:")), 0)
    if line and to_the_end and fit not in document.fields:
        message = f"`{section}:` stands here, and below it the fields of `{fit}`"
        return document.problem_at((line, 1), (section,), "unknown-section", message, f"is it to be `{fit}:`?")
    if to_the_end and fit not in document.fields and len(ids) > 1:
        message = f"from here on, the entries have the fields of `{fit}`, not of `{section}`"
        hint = f"write `{fit}:` at the margin in a line above this one"
        return document.problem_at(begin, (section, ids[0]), "unknown-section", message, hint)
    message = f"the fields of this entry are those of {kind}, and it stands below `{section}:`"
    if len(ids) > 1:
        message += f"; so it is with the next {len(ids) - 1}" if len(ids) > 2 else "; so it is with the next"
    hint = f"move it below `{fit}:`" if fit in document.fields else f"write `{fit}:` at the margin above it"
    return document.problem_at(begin, (section, ids[0]), "unknown-section", message, hint)
