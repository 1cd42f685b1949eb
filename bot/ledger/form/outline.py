"""Where sections, entries and fields begin, as the lines alone tell it, whether or not they can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from sys import intern
from typing import NamedTuple

from bot.ledger.fields import PURPOSES, SECTIONS, fields_of
from bot.ledger.model import Event

_LINE = re.compile(r"( *+)((?:- +){0,32})([\"']?)([\w.-]+)\3:(?: +(?!#)(\S)|\s*(?:#.*)?$)")
_NEAR = 300  # lines; few entries have more
FIRST = frozenset({"name", "title", "speaker", "occasion", "text", "question"})
"""The fields that entries begin with."""
GIVES = ("why", "how", "how-many")
"""The fields of `gives`."""
MARGIN = ("event", *SECTIONS)
"""The names that stand at the margin."""


class Line(NamedTuple):
    """A line that begins with a name: where it stands, its spaces and hyphens, the first sign after its colon.

    `holder` is the line above to which it belongs by its indentation; None at the margin.
    """

    number: int
    indent: int
    hyphens: str
    name: str
    value: str
    holder: Line | None

    @property
    def is_section(self) -> bool:
        """Whether it begins a section, or the event."""
        return self.holder is None and self.name in MARGIN

    @property
    def is_entry(self) -> bool:
        """Whether its name may be an id with fields below it or in braces."""
        return self.name not in PURPOSES and self.name not in MARGIN and self.value in ("", "{")

    @property
    def section(self) -> str:
        """The name of the section, or `event`, that it stands in by its indentation."""
        return self.holder.section if self.holder else self.name

    @property
    def is_list(self) -> bool:
        """Whether a list may stand below its name."""
        return self.name in PURPOSES and self.name != "gives" and not self.value


class Group(NamedTuple):
    """An entry, or the event: where it begins, its fields, how deep these should be, its last line, and its answers.

    What stands below the name of a section, before its first entry, is a group that begins with the section.
    """

    begin: Line
    fields: tuple[Line, ...]
    depth: int
    end: int
    gives: tuple[Line, ...]


def outline(lines: Sequence[str]) -> Iterator[Line]:
    """The lines that begin with a name."""
    opened: list[Line] = []
    for number, text in enumerate(lines, start=1):
        found = _LINE.match(text) if ":" in text else None
        if not found:
            continue
        indent, item = len(found[1]), bool(found[2])
        while opened and (opened[-1].indent > indent or (opened[-1].indent == indent and not _holds(opened[-1], item))):
            opened.pop()
        line = Line(number, indent, found[2], intern(found[4]), found[5] or "", opened[-1] if opened else None)
        yield line
        if not (opened and opened[-1].indent == indent):
            opened.append(line)


def entry_around(lines: Sequence[str], line: int) -> str:
    """The id of the entry that a line belongs to, as it seems; "" for one that belongs to none."""
    for text in reversed(lines[max(line - _NEAR, 0) : line]):
        found = _LINE.match(text)
        if text[:1].strip():
            break
        if found and not found[2] and found[4] not in PURPOSES and found[5] in (None, "{"):
            return found[4]
    return ""


def _holds(line: Line, item: bool) -> bool:
    """Whether what stands at the same depth as a line belongs to it, as the items of a list may."""
    return item and line.is_list


def entries(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The lines with which entries begin that have no braces, each with its first field, if at the wrong depth."""
    for line, below in pairwise(lines):
        if line.name in PURPOSES or line.is_section or line.value:
            continue
        beside = (line.indent, line.number + 1, "") == (below.indent, below.number, line.value) and below.name in FIRST
        if beside or (below.name in PURPOSES and below.indent > line.indent):
            yield line, below


def groups(lines: Sequence[str], named: Sequence[Line]) -> Iterator[Group]:
    """The entries whose fields stand on lines of their own, and the event."""
    begun = {line.number: below for line, below in entries(named)}
    begins = [at for at, line in enumerate(named) if line.number in begun or line.is_section]
    usual = Counter(below.indent for below in begun.values()).most_common(1)
    section = ""
    for at, end in pairwise((*begins, len(named))):
        line = named[at]
        section = line.name if line.is_section else section
        known = fields_of(Event if section == "event" else SECTIONS[section]) if section else ()
        fields = tuple(each for each in named[at + 1 : end] if each.name in known)
        indents = Counter([each.indent for each in fields])
        depth = max(indents, key=indents.__getitem__, default=0)
        if usual and section != "event" and (indents[depth] < 2 or fields[0].indent != depth):
            depth = usual[0][0]
        last = named[end].number - 1 if end < len(named) else len(lines)
        gives = tuple(each for each in named[at + 1 : end] if each.name in GIVES)
        yield Group(line, fields, depth, last, gives)
