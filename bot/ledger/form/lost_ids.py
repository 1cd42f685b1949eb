"""Entries whose id is lost: the fields stand below those of the entry above, or right below the section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.ledger.fields import REFERENCES, SECTIONS, noun
from bot.ledger.form.layout import Draft
from bot.ledger.form.lines import indent_of, last_within
from bot.ledger.form.outline import FIRST, Group, Line, outline

_JOINED = re.compile(r".*\S +([a-z0-9-]+): *$")
_COMMENT = re.compile(r"( *)# *([a-z0-9-]+): *")
_ROW = 3  # fields that stand again, one after the other, are those of another entry
_ID = re.compile(r"[a-z0-9-]*[a-z][a-z0-9-]*")


def take_nameless(made: Draft, written: Sequence[Group]) -> None:
    """Takes out the entries that have no id, each told where its fields begin."""
    found = [(group, *each) for group in written for each in _nameless(made.lines, group)]
    wanted = _wanted(made.lines) if found else {}
    for group, line, _ in found:
        _tell(made, group, line, wanted)
    for _, line, end in found:
        made.take(line.number, end)


def _nameless(lines: Sequence[str], group: Group) -> Iterator[tuple[Line, int]]:
    """The first field of each entry without an id, and its last line."""
    fields = [line for line in group.fields if line.indent == group.depth and not line.hyphens]
    headless = group.begin.is_section and not group.begin.value
    begins = list(_begins(lines, fields, headless)) if group.begin.name != "event" else []
    first_id = _first_id(lines, group) if begins else 0
    for begin, after in pairwise((*begins, len(fields))):
        if fields[begin].number < first_id and _bare(lines, fields[begin]):
            yield fields[begin], fields[after].number - 1 if after < len(fields) else group.end


def _first_id(lines: Sequence[str], group: Group) -> int:
    """The first line of the group that may be an id of the fields below it; behind its last without one."""
    for number in range(group.begin.number + 1, group.end + 1):
        text = lines[number - 1]
        if not text.strip() or text.lstrip().startswith("#") or indent_of(text) >= group.depth:
            continue
        if not group.begin.is_section or text.rstrip().endswith(":"):
            return number
    return group.end + 1


def _bare(lines: Sequence[str], line: Line) -> bool:
    """Whether nothing stands right above the first field of an entry that may be its id, but for a colon."""
    above = next((text for text in map(lines.__getitem__, range(line.number - 2, -1, -1)) if text.strip()), "")
    return above.lstrip().startswith("#") or above[: line.indent].isspace() or above.partition(":")[0] in SECTIONS


def _begins(lines: Sequence[str], fields: Sequence[Line], headless: bool) -> Iterator[int]:
    """Where among these fields an entry begins that has no id: they come again from there on, from the first."""
    seen: set[str] = set()
    last = {line.name: at for at, line in enumerate(fields)}
    for at, line in enumerate(fields):
        row = [each.name for each in fields[at : at + _ROW]]
        again = line.name in seen and (line.name in {*FIRST, fields[0].name} or (len(row) == _ROW and seen >= {*row}))
        again = again or (at > 0 and line.name in FIRST)  # not of another entry unless two others come again too
        joined = at and line.name in FIRST and _JOINED.match(lines[line.number - 2])
        if joined or (again and sum(last[name] >= at for name in seen) > 1):
            seen = set()
            yield at
        elif not at and headless and line.value not in ("", "{"):
            yield at
        seen.add(line.name)


def _tell(made: Draft, group: Group, line: Line, wanted: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
    """Adds the fault of an entry without an id: what may be its id stands at the end of the line above, or is named."""
    above = made.lines[line.number - 2]
    if hidden := _COMMENT.fullmatch(above):
        made.lost.add(hidden[2])
        message = f"the id `{hidden[2]}` is a comment here, as a # stands before it"
        made.find(line.number - 1, hidden.end(1) + 1, "syntax", message, "delete the #")
        return
    if not group.begin.is_section and (joined := _JOINED.match(above)):
        made.lines[line.number - 2] = above[: joined.start(1)].rstrip()
        made.lost.add(joined[1])
        message, hint = f"the id `{joined[1]}` stands at the end of this line", f"begin a new line with `{joined[1]}:`"
        made.find(line.number - 1, joined.start(1) + 1, "syntax", message, hint)
        return
    section = group.begin.section
    kind = noun(SECTIONS[section])
    message = f"{kind} begins here, and its id is missing"
    if not group.begin.is_section:
        first = next(each.number for each in group.fields if each.name == line.name)
        message = f"`{line.name}` stands in line {first} already: {kind} of its own begins here, and its id is missing"
    hint = "write its id and a colon in a line above this one"
    made.lost.update(wanted[section])
    if len(wanted[section]) == 1:
        ((id, lines),) = wanted[section].items()
        hint += f", perhaps `{id}:`, which line {lines[0]} names and nothing has"
    made.find(line.number, line.indent + 1, "syntax", message, hint)


def _wanted(lines: Sequence[str]) -> Mapping[str, Mapping[str, Sequence[int]]]:
    """By section, the ids that stand nowhere, and the lines that name them where an entry of it may be named."""
    standing: set[str] = set()
    naming: list[Line] = []
    for line in outline(lines):
        standing.add(line.name)
        if line.name in REFERENCES:
            naming.append(line)
    wanted: dict[str, dict[str, list[int]]] = {section: {} for section in SECTIONS}
    for line in naming:
        for number in range(line.number, last_within(lines, line.number) + 1):
            text = lines[number - 1].partition(" #")[0].removeprefix(f"{' ' * line.indent}{line.name}:")
            for id in sorted(set(_ID.findall(text)) - standing):
                for section, kind in SECTIONS.items():
                    if kind in REFERENCES[line.name]:
                        wanted[section].setdefault(id, []).append(number)
    return wanted
