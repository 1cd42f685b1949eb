"""Records from the plain values of a file, and every finding about single entries on the way."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.ledger.field_messages import complaint, no_id, without_hyphens
from bot.ledger.fields import PURPOSES, RESERVED, SECTIONS, fields_of, nearest, noun
from bot.ledger.form.characters import short
from bot.ledger.form.document import Document, Path, Value
from bot.ledger.lookalikes import as_id, as_typed, first
from bot.ledger.misplaced import below_event, sections_meant
from bot.ledger.model import ID, Dispute, Event, Gives, Occasion, Record, Statement
from bot.ledger.written import Findings, Written

_NAMED = re.compile(r"([\w-]+?)[;=.,-]?\s")
_LONG_ID = re.compile(r"[a-z0-9-]+")
_A_REMARK = "a remark begins with #"
_WORDS = frozenset({"name", "title", "text", "says", "quote"})  # what one kind of entry has in place of another's
_LOOKED_INTO = frozenset({"gives", "positions", "asked_as"})
_SHARED = tuple(name for name in fields_of(Occasion) if name != "paragraph")


def entries(document: Document, findings: Findings) -> Iterator[Written]:
    """All entries of a file, each with the fields it may have; what else stands in the file is found fault with."""
    if "event" not in document.fields and () not in document.gaps:
        hint = "begin it with `event:` and below it, indented, `id:`, `title:` and `date:`"
        findings.at_value(document, (), "missing-event", "the file does not say what event it is about", hint)
    for section, value in document.fields.items():
        kind = SECTIONS.get(section)
        if value is None:
            continue  # it has its finding
        if section == "event":
            if isinstance(value, dict):
                strayed = below_event(document, value, findings.instead)
                value = {name: each for name, each in value.items() if name not in strayed}
            yield from _entry(document, ("event",), Event, value, findings)
        elif kind is None:
            guess = nearest(section, ("event", *SECTIONS))
            hint = f"did you mean `{guess}`?" if guess else f"the sections are event, {', '.join(SECTIONS)}"
            if not guess and isinstance(value, str) and section not in PURPOSES:
                hint = f"delete this line, if it belongs to nothing; {hint}"
            findings.at_key(document, (section,), "unknown-section", f"there is no section `{short(section)}`", hint)
        elif isinstance(value, dict):
            meant = sections_meant(document, section, value, findings.instead)
            for id, fields in value.items():
                _check_id(document, (section, id), id, findings)
                yield from _entry(document, (section, id), SECTIONS[meant[id]], fields, findings)
        else:
            hint = f"write below `{section}:`, indented, an id, a colon, and below that the fields"
            findings.at_value(document, (section,), "wrong-shape", f"`{section}` is a group of entries", hint)


def _check_id(document: Document, path: Path, id: str, findings: Findings) -> None:
    if len(id) > 48 and _LONG_ID.fullmatch(id):
        message = f"an id has 48 characters at most, and this has {len(id)}"
        findings.at_key(document, path, "bad-id", message, f"shorten it, as `{as_id(id)}`")
    elif not re.fullmatch(ID, id):
        findings.at_key(document, path, *no_id(id))
    elif id == RESERVED:
        findings.at_key(document, path, "bad-id", f"the id `{id}` has a use of its own", "choose another id")


def _entry(document: Document, path: Path, kind: type[Record], value: Value, findings: Findings) -> Iterator[Written]:
    if isinstance(value, dict):
        known = dict(_known(document, path, kind, value, findings))
        yield Written(document, path, kind, known)
    elif value is not None:
        hint = without_hyphens(value) or f"write below it, indented, its fields, such as `{fields_of(kind)[0]}:`"
        if isinstance(value, str) and ":" in value:
            hint = "put a space after the colon"
        elif isinstance(value, str) and (named := _NAMED.match(value)) and named[1] in fields_of(kind):
            hint = f"put a colon and a space after `{named[1]}`"
        findings.at_value(document, path, "wrong-shape", f"{noun(kind)} consists of fields", hint)


def _known(
    document: Document, path: Path, kind: type[Record], fields: Mapping[str, Value], findings: Findings
) -> Iterator[tuple[str, Value]]:
    """The fields that an entry of this kind may have; the others are found fault with."""
    known = fields_of(kind)
    strange = fields.keys() - known
    capitals = [name for name in fields if name in strange and name.lower() in known and fields[name] is not None]
    if len(capitals) > 1:
        message = f"`{short(capitals[0])}` and {len(capitals) - 1} more fields of this entry are written with capitals"
        hint = f"write them in small letters: {', '.join(f'`{name.lower()}`' for name in capitals)}"
        findings.at_key(document, (*path, capitals[0]), "unknown-field", message, hint)
        yield from ((name.lower(), None) for name in capitals)
        fields = {name: value for name, value in fields.items() if name not in capitals}
    if kind is Dispute and "positions" not in fields and fields.get("question", "") is None:
        yield "positions", None  # what stands in the lines of its question is told
    for name, value in fields.items():
        if name not in strange and name not in _LOOKED_INTO:
            yield name, value
            continue
        if name == "gives" and name in known and isinstance(value, dict):
            strayed = [each for each in value if each in known and each not in fields]
            yield from ((each, None) for each in strayed)  # so that nobody misses them
            yield name, dict(_known(document, (*path, name), Gives, value, findings))
            continue
        if name == "positions" and kind is Dispute and _is_too_deep(value):
            sides = list(_sides(value))
            message = "the sides of the dispute lie one list too deep"
            meant = ", ".join(f"[{', '.join(side)}]" for side in sides)
            findings.at_value(document, (*path, name), "wrong-shape", message, f"write positions: [{short(meant)}]")
            value = None
        if name in known or value is None:
            if name == "asked_as" and "positions" in known and "positions" not in fields and isinstance(value, list):
                value = yield from _without_positions(document, (*path, name), value, findings)
            yield name, value
            continue
        free = [each for each in known if each not in fields]
        guess = nearest(name, free) or next((word for word in name.split() if word in free), None)
        if name in _WORDS and (main := _WORDS & set(known)) and not main & fields.keys():
            guess = max(main, key=known.index)
        guess = guess or _only_lacking(kind, fields)
        if guess and guess not in fields:
            yield guess, None  # so that nobody misses it
        hint = f"did you mean `{guess}`?" if guess else f"it may have {', '.join(known)}{_elsewhere(name)}"
        if name.startswith("//"):
            hint = f"{_A_REMARK}; else {hint}"
        if name in PURPOSES and name in fields_of(Gives):
            hint = "indent it, as it belongs below `gives:`"
        if kind is Gives and name in PURPOSES:
            hint = "indent it as `gives:` is, if it belongs to the entry"
        if name == "id":
            hint = "delete it: the id is the name above the fields"
        message = f"{'`gives`' if kind is Gives else noun(kind)} has no field `{short(name)}`"
        findings.at_key(document, (*path, name), "unknown-field", message, hint)


def _is_too_deep(value: Value) -> bool:
    """Whether a list stands among the statements of a side."""
    sides = [side for side in value if isinstance(side, list)] if isinstance(value, list) else []
    return any(isinstance(statement, list) for side in sides for statement in side)


def _sides(value: Value) -> Iterator[list[str]]:
    """The lists of texts in a value, however deep they lie."""
    items = value if isinstance(value, list) else []
    texts = [item for item in items if isinstance(item, str)]
    if texts and len(texts) == len(items):
        yield texts
    for item in items:
        yield from _sides(item)


def _elsewhere(name: str) -> str:
    """Where an entry belongs for which the name of a field speaks, as only one kind of entry has it."""
    having = [section for section, kind in SECTIONS.items() if name in fields_of(kind)]
    if name not in PURPOSES:
        return f"; {_A_REMARK}"
    return f"; if it is {noun(SECTIONS[having[0]])}, move it below `{having[0]}:`" if len(having) == 1 else ""


def _without_positions(
    document: Document, path: Path, items: list[Value], findings: Findings
) -> Generator[tuple[str, Value], None, list[Value]]:
    """The phrasings of a dispute without the positions that stand among them, as their name is lost."""
    first = next((at for at, item in enumerate(items) if isinstance(item, list)), len(items))
    if first < len(items):
        hint = "write `positions:` above it, indented like the other fields"
        message = "the positions of the dispute begin here, and their name is missing above"
        findings.at_value(document, (*path, first), "missing-field", message, hint)
        yield "positions", None
    return items[:first]


def _only_lacking(kind: type[Record], fields: Mapping[str, Value]) -> str:
    """The needed field that is not there, if it is the only one, and only one name stands for no field; else ""."""
    needed = [field.alias or name for name, field in kind.model_fields.items() if field.is_required()]
    lacking = [name for name in needed if name not in fields]
    unknown = [name for name in fields if name not in fields_of(kind)]
    return lacking[0] if len(lacking) == len(unknown) == 1 else ""


def record(written: Written, occasions: Mapping[str, Written], findings: Findings) -> Record | None:
    """The record of an entry, completed from its occasion, or None and the reasons among the findings."""
    shared, unknown = _shared(written, occasions)
    values = {**shared, **written.fields}
    unreadable = {name for name, value in values.items() if not isinstance(value, str) and _broken(value)}
    _check_together(written, values, findings)
    given = {name: value for name, value in values.items() if name not in unreadable}
    if written.kind is not Event:
        given["id"] = written.id
    elif plain := as_typed(written.id):
        at, message, hint = first(written.id)
        findings.at_sign(written.document, ("event", "id"), at, "lookalike", message, hint)
        given["id"] = plain
    try:
        return written.kind.model_validate(given)
    except ValidationError as error:
        # what comes from the occasion is told there, once
        silent = unreadable | shared.keys() | unknown
        for detail in error.errors(include_url=False):
            lost = detail["type"] == "missing" and written.incomplete
            if detail["loc"][0] not in silent and not lost:
                _report(written, detail, findings)
        return None


def _shared(written: Written, occasions: Mapping[str, Written]) -> tuple[dict[str, Value], set[str]]:
    """What a statement takes over from its occasion, and which fields it might, were the occasion known."""
    own = written.fields
    if written.kind is not Statement or "occasion" not in own:
        return {}, set()
    name = own["occasion"]
    occasion = occasions.get(name) if isinstance(name, str) else None
    if occasion is None:
        return {}, set(_SHARED)
    shared = {field: value for field, value in occasion.fields.items() if field in _SHARED and field not in own}
    # a paragraph counts in its own source only, so it comes with the occasion's source or not at all
    if "source" in shared and "paragraph" in occasion.fields and "paragraph" not in own:
        shared["paragraph"] = occasion.fields["paragraph"]
    source = shared.get("source")
    if "paragraph" in own and isinstance(source, dict) and len(source) == 1:
        shared["source"] = next(iter(source))
    return shared, set(_SHARED) if occasion.incomplete else set()


def _check_together(written: Written, values: Mapping[str, Value], findings: Findings) -> None:
    """Finds fields that make no sense without, or beside, another."""
    own, document, path = written.fields, written.document, written.path
    if written.kind is Statement and "quote" not in own and "says" not in own and not written.incomplete:
        hint = f"add `quote:`, {PURPOSES['quote']}; or `says:`, {PURPOSES['says']}"
        findings.at_key(document, path, "no-words", "the statement has neither `quote` nor `says`", hint)
    if "paragraph" not in own:
        return
    if isinstance(values.get("source"), dict):
        message = "`paragraph` stands beside a `source` that gives paragraphs itself"
        findings.at_key(
            document, (*path, "paragraph"), "paragraph-twice", message, "keep the paragraphs after each source only"
        )
    elif written.kind is Occasion and "source" not in own and not written.incomplete:
        message = "an occasion's `paragraph` needs its `source`"
        findings.at_key(document, (*path, "paragraph"), "paragraph-alone", message, "add `source:`")


def _report(written: Written, detail: ErrorDetails, findings: Findings) -> None:
    path, value = _place(written, detail["loc"])
    if detail["type"] == "tuple_type" and value == {}:  # names in braces without values are taken for one text
        line, column = written.document.values[path]
        value = written.document.lines[line - 1][column - 1 :].partition("}")[0]

    def id_of(word: str) -> str:
        id = as_id(word)
        return id if any((section, id) in written.document.keys for section in SECTIONS) else ""

    found = complaint(written.kind, str(detail["loc"][0]), path[len(written.path) :], value, detail, id_of)
    if found is None or findings.about(written.document, path):
        return
    if detail["type"] == "tuple_type" and path and path[-1] != 0 and findings.about(written.document, (*path[:-1], 0)):
        return  # as the first of the list
    at_key = detail["type"] == "missing" or detail["loc"][-1] == "[key]"
    (findings.at_key if at_key else findings.at_value)(written.document, path, *found)


def _place(written: Written, location: Iterable[int | str]) -> tuple[Path, Value]:
    """The path in the file that pydantic's location means, and the value there.

    The location also holds names of union members, and positions in lists that a single value was put into.
    """
    path, here = written.path, cast("Value", written.fields)
    for step in location:
        if isinstance(here, list) and isinstance(step, int) and step < len(here):
            path, here = (*path, step), here[step]
        if isinstance(here, dict) and isinstance(step, str) and step in here:
            path, here = (*path, step), here[step]
    return path, here


def _broken(value: Value) -> bool:
    if isinstance(value, list):
        return any(map(_broken, value))
    if isinstance(value, dict):
        return any(map(_broken, value.values()))
    return value is None
