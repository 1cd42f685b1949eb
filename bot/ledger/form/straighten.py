"""Names that stand at a wrong depth, or behind a hyphen, moved to where the names around them tell that they belong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from bot.ledger.fields import PURPOSES, SECTIONS, nearest
from bot.ledger.form.characters import short
from bot.ledger.form.layout import Draft
from bot.ledger.form.lines import indent_of, last_within
from bot.ledger.form.lost_ids import take_nameless
from bot.ledger.form.outdented import indent_blocks
from bot.ledger.form.outline import FIRST, GIVES, MARGIN, Group, Line, entries, groups, outline
from bot.ledger.form.scalars import FIELD
from bot.ledger.lookalikes import as_typed

_SECTION, _FIELD = "|".join(SECTIONS), "|".join(PURPOSES)
# a section that is indented, or one that begins with a field
_ASKEW = re.compile(
    rf"\n +(?:{_SECTION}):[ ]*(?=\n|\Z)|\n(?:{_SECTION}):[ ]*\n(?:[ ]*(?:#.*)?\n)* +(?:{_FIELD}): +[^\s{{]"
)
_BRACED = re.compile(rf"[^{{]*\{{ *(?:{_FIELD}): ")
_STEP = 2  # spaces that entries stand deeper than sections, and fields deeper than entries
_BEGINS_ALONE = re.compile(r"([^\W\d_][\w-]*):\s*(?:#.*)?")  # a section or an entry


def is_askew(text: str) -> bool:
    """Whether a section seems to stand within another, or its first entry without its id, which may well be read."""
    return bool(_ASKEW.search(f"\n{text}"))


def name_sections(made: Draft) -> None:
    """Tells and mends sections whose names are misspelt, so that what stands below them is read as theirs."""
    margin = [(at, line) for at, line in enumerate(made.lines) if line[:1].isalpha()]
    begins = [(at, found[1]) for at, line in margin if (found := _BEGINS_ALONE.fullmatch(line))]
    absent = {*MARGIN}.difference(line.partition(":")[0] for _, line in margin)
    for at, name in begins if absent else ():
        meant = nearest(name, MARGIN) if name not in MARGIN and not as_typed(name) else None
        if meant not in absent:
            continue
        behind = islice(made.lines, at + 1, None)
        below = next((line for line in behind if line.strip() and not line.lstrip().startswith("#")), "")
        if below.startswith(" ") and bool(FIELD.match(below)) == (meant == "event"):
            made.find(at + 1, 1, "unknown-section", f"there is no section `{short(name)}`", f"did you mean `{meant}`?")
            made.lines[at] = f"{meant}{made.lines[at].removeprefix(name)}"
            absent.remove(meant)


def straighten(made: Draft) -> bool:
    """Tells and mends such names from the sections to the fields; whether there was one."""
    before = told = len(made.faults)
    named = list(outline(made.lines))
    for step in (indent_blocks, _take_hyphens, _lift_sections, _align_ids):
        step(made, named)
        if len(made.faults) > told:
            told, named = len(made.faults), list(outline(made.lines))
    written = list(groups(made.lines, named))
    for mend in (_align_fields, _lower_first_fields, _fill_gives, take_nameless):
        if len(made.faults) > told:
            told, written = len(made.faults), list(groups(made.lines, list(outline(made.lines))))
        mend(made, written)
    return len(made.faults) > before


def _take_hyphens(made: Draft, named: Sequence[Line]) -> None:
    """Takes away hyphens before names that are no items of a list; those of one group are told once."""
    told: set[int] = set()
    for at, line in enumerate(named):
        if not line.hyphens or not _belongs(line):
            continue
        below = named[at + 1] if at + 1 < len(named) else None
        here = line.number - 1
        bare = made.lines[here][line.indent + len(line.hyphens) :]
        deeper = below is not None and _goes_on(line, below)
        made.lines[here] = " " * (line.indent + deeper * len(line.hyphens)) + bare
        holder = line.holder.number if line.holder else 0
        if holder in told:
            continue
        told.add(holder)
        if line.holder and line.holder.is_section and line.number == holder + 1 and line.is_entry:
            hint = "take the hyphens away, and let each entry begin with its id and a colon"
            message = f"`{line.holder.name}` is a group of entries"
            made.find(line.number, line.indent + 1, "wrong-shape", message, hint)
        else:
            message = f"a hyphen stands before `{line.name}:`, where no list is"
            made.find(line.number, line.indent + 1, "syntax", message, "delete the hyphen")


def _belongs(line: Line) -> bool:
    """Whether a name fits where it stands, were there no hyphen."""
    above = line.holder
    if above is None:
        return line.name == "event" or line.name in SECTIONS
    if above.is_section and above.name != "event":
        return line.is_entry
    if above.name == "gives":
        return line.name in GIVES
    within = above.holder
    entry = above.is_entry and within is not None and within.is_section
    return line.name in PURPOSES and (above.is_section or (entry and line.name != "id"))


def _goes_on(line: Line, below: Line) -> bool:
    """Whether the field after a hyphen is followed by one that stands right below it."""
    beside = below.indent == line.indent + len(line.hyphens) and below.holder != line.holder
    return beside and line.name in PURPOSES and below.name in PURPOSES and below.name not in GIVES


def _lift_sections(made: Draft, named: Sequence[Line]) -> None:
    """Moves sections to the margin; those that are indented alike, one after the other, are told once."""
    last = 0
    for line, below in pairwise(named):
        if line.name not in SECTIONS or line.value or below.name in PURPOSES or not line.holder:
            last = last if line.indent else 0
            continue
        with_it = below.indent > line.indent + 1
        _move(made, line.number, last_within(made.lines, line.number) if with_it else line.number, -line.indent)
        if last != line.indent:
            above = line.section
            among = "fields of `event`" if above == "event" else f"entries of `{above}`"
            message = f"the section `{line.name}` stands among the {among}"
            made.find(line.number, line.indent + 1, "syntax", message, "begin its line at the margin")
        last = line.indent


class _Astray(NamedTuple):
    """An entry that is not as deep as the others: its first and last line, if all of it moves, and its section."""

    begin: Line
    last: int
    whole: bool
    section: Line


def _align_ids(made: Draft, named: Sequence[Line]) -> None:
    """Moves ids, and what is below them, that stand at another depth than those of the other entries."""
    braced = ((line, line) for line in named if line.is_entry and _BRACED.match(made.lines[line.number - 1]))
    begins = sorted((*entries(named), *braced), key=lambda each: each[0].number)
    indents = Counter(line.indent for line, _ in begins if line.indent)
    (usual, often), (_, others) = (*indents.most_common(2), (_STEP, 0), (_STEP, 0))[:2]
    if often and often == others:
        return
    depths = Counter(below.indent for line, below in begins if line.indent == usual < below.indent)
    fields = max(depths, key=depths.__getitem__, default=usual + _STEP)
    sections = [line for line in named if line.is_section]
    found = _astray(made.lines, begins, sections, (usual, fields))
    for _, each in groupby(found, key=lambda one: one and (one.begin.indent, one.whole, one.section)):
        row = [one for one in each if one]
        for one in row:
            _move(made, one.begin.number, one.last, usual - one.begin.indent)
        if row[1:]:
            _tell_row(made, row, usual)
        elif row:
            _tell_id(made, row[0], (usual, fields))


def _astray(
    lines: Sequence[str], begins: Sequence[tuple[Line, Line]], sections: Sequence[Line], depths: tuple[int, int]
) -> Iterator[_Astray | None]:
    """For each of the entries that begin with these lines and fields whether it stands at another depth."""
    usual, fields = depths
    ends = [*(line.number - 1 for line, _ in begins[1:]), len(lines)]
    for (line, below), end in zip(begins, ends, strict=False):
        section = next((each for each in reversed(sections) if each.number < line.number), None)
        if line.indent == usual or section is None or section.name == "event":
            yield None
            continue
        whole = below.indent <= usual or below.indent > fields
        yield _Astray(line, min(last_within(lines, line.number), end) if whole else line.number, whole, section)


def _tell_row(made: Draft, row: Sequence[_Astray], usual: int) -> None:
    """Adds the fault of entries, one after the other, that are not as deep as the others."""
    first, last, depth = row[0].begin.number, row[-1].last, row[0].begin.indent
    what = f"begin with {_spaces(depth)}, and the others with {usual}" if depth else "stand at the margin"
    message = f"the {len(row)} entries from here to line {last} {what}"
    if not row[0].whole:
        hint = f"let {_spaces(usual)} stand before each of their ids"
    elif usual > depth:
        hint = f"indent the lines {first} to {last} by {_spaces(usual - depth)} more"
    else:
        hint = f"take {_spaces(depth - usual)} away before each of the lines {first} to {last}"
    made.find(first, depth + 1, "syntax" if depth else "unknown-section", message, hint)


def _tell_id(made: Draft, astray: _Astray, depths: tuple[int, int]) -> None:
    """Adds the fault of an id that is not as deep as the others; `depths` are theirs, and those of their fields."""
    line, usual, fields = astray.begin, *depths
    if not line.indent:
        it = "it and its fields" if astray.whole else "it"
        hint = f"indent {it} by {_spaces(usual)}, if it is an entry of the section above"
        made.find(line.number, 1, "unknown-section", f"there is no section `{line.name}`", hint)
    elif line.holder and line.holder != astray.section and line.indent >= fields:
        hint = "indent it like the entries above, and its fields below it"
        message = f"the entry `{line.name}` stands among the fields of `{line.holder.name}`"
        made.find(line.number, line.indent + 1, "syntax", message, hint)
    else:
        message = f"this line begins with {_spaces(line.indent)}, and the other entries with {usual}"
        hint = f"let {_spaces(usual)} stand before `{line.name}:`"
        made.find(line.number, line.indent + 1, "syntax", message, hint)


def _align_fields(made: Draft, written: Sequence[Group]) -> None:
    """Moves fields that are indented less than the others of their entry."""
    for group in written:
        outdented = [line for line in group.fields if line.indent < group.depth]
        for line in outdented:
            last = line.number if line.value else _end_of_list(made.lines, line, group)
            _move(made, line.number, last, group.depth - line.indent)
        if outdented:
            message = f"the field `{outdented[0].name}` is indented too little"
            made.find(outdented[0].number, outdented[0].indent + 1, "syntax", message, "indent it like its neighbours")


def _lower_first_fields(made: Draft, written: Sequence[Group]) -> None:
    """Moves the first field of an entry below its id, if it stands above it and so in the entry before."""
    for group, after in pairwise(written):
        *others, last = group.fields or (None,)
        if last is None or last.name not in FIRST or last.number + 1 != after.begin.number or after.begin.is_section:
            continue
        names = {each.name for each in after.fields}
        if last.name in {each.name for each in others if each} and not names & {last.name, "occasion"}:
            message = f"`{last.name}` stands above the id of its entry, and so belongs to the one before"
            hint = f"move it below the line with `{after.begin.name}:`"
            made.find(last.number, last.indent + 1, "syntax", message, hint)
            at = last.number - 1
            made.lines[at : at + 2] = made.lines[at + 1], made.lines[at]


def _fill_gives(made: Draft, written: Sequence[Group]) -> None:
    """Moves the answers below a `gives` that they stand beside."""
    for group in written:
        gives = next((line for line in group.fields if line.name == "gives" and not line.value), None)
        if gives is None or gives.indent != group.depth:
            continue
        beside = [line for line in group.gives if line.number > gives.number and line.indent == group.depth]
        if beside and beside[0].number == gives.number + 1:
            for line in beside:
                _move(made, line.number, last_within(made.lines, line.number), 2)
            hint = "indent it, as it belongs below `gives:`"
            message = f"the answer `{beside[0].name}` stands beside `gives:`"
            made.find(beside[0].number, beside[0].indent + 1, "unknown-field", message, hint)


def _end_of_list(lines: Sequence[str], line: Line, group: Group) -> int:
    """The last line of what stands below a name and was moved with it: items, and what `gives` holds."""
    last = line.number
    after = min((field.number for field in group.fields if field.number > last), default=group.end + 1)
    for number in range(last + 1, after):
        if lines[number - 1].strip() and line.indent < indent_of(lines[number - 1]) <= group.depth:
            last = number
    return last


def _move(made: Draft, first: int, last: int, by: int) -> None:
    """Indents the lines by so many spaces more, or less."""
    for at in range(first - 1, last):
        text = made.lines[at]
        made.lines[at] = " " * by + text if by > 0 else text[min(-by, indent_of(text)) :]


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
