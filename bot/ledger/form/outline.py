"""Where sections, entries and fields begin, as the lines alone tell it; what is plainly wrong with that is mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ledger.fields import PURPOSES, SECTIONS
from bot.ledger.form.layout import Draft

_LINE = re.compile(r"( *+)((?:- +)*)([\"']?)([\w.-]+)\3:(?: +(?!#)(\S)|\s*(?:#.*)?$)")
_MARGIN = ("event", *SECTIONS)
_GIVES = ("why", "how", "how-many")


@dataclass(frozen=True, slots=True)
class Line:
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
        return self.holder is None and self.name in _MARGIN

    @property
    def is_entry(self) -> bool:
        """Whether its name may be an id with fields below it or in braces."""
        return self.name not in PURPOSES and self.name not in _MARGIN and self.value in ("", "{")

    @property
    def is_list(self) -> bool:
        """Whether a list may stand below its name."""
        return self.name in PURPOSES and self.name != "gives" and not self.value


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
        line = Line(number, indent, found[2], found[4], found[5] or "", opened[-1] if opened else None)
        yield line
        if not (opened and opened[-1].indent == indent):
            opened.append(line)


def _holds(line: Line, item: bool) -> bool:
    """Whether what stands at the same depth as a line belongs to it, as the items of a list may."""
    return item and line.is_list


def straighten(made: Draft) -> bool:
    """Mends hyphens before names and ids at another depth than the others; whether there was something to mend."""
    before = len(made.faults)
    _take_hyphens(made)
    _align_ids(made)
    return len(made.faults) > before


def _take_hyphens(made: Draft) -> None:
    """Takes away hyphens before names that are no items of a list; those of one group are told once."""
    told: set[int] = set()
    for line in list(outline(made.lines)) if re.search(r"^ *- ", made.text, re.MULTILINE) else ():
        if not line.hyphens or not _belongs(line):
            continue
        here = line.number - 1
        bare = made.lines[here][line.indent + len(line.hyphens) :]
        deeper = line.name in PURPOSES and _depth_below(made.lines, line) == line.indent + len(line.hyphens)
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
        return line.name in _MARGIN
    if above.is_section and above.name != "event":
        return line.is_entry
    if above.name == "gives":
        return line.name in _GIVES
    within = above.holder
    entry = above.is_entry and within is not None and within.is_section
    return line.name in PURPOSES and (above.is_section or (entry and line.name != "id"))


def _depth_below(lines: Sequence[str], line: Line) -> int:
    """The indentation of the next line that is no deeper than this name, and no item; -1 without one."""
    for text in lines[line.number :]:
        indent = len(text) - len(text.lstrip(" "))
        if text.strip() and indent <= line.indent + len(line.hyphens) and not text.lstrip().startswith("- "):
            return indent
    return -1


def _align_ids(made: Draft) -> None:
    """Moves ids, and what is below them, that stand at another depth than those of the other entries."""
    lines = list(outline(made.lines))
    entries = [(line, below) for line, below in pairwise(lines) if _begins(line, below)]
    (usual, often), (_, others), *_ = [*Counter(line.indent for line, _ in entries).most_common(2), (0, 0), (0, 0)]
    if not usual or often == others:
        return
    fields = Counter(below.indent for line, below in entries if line.indent == usual).most_common(1)[0][0]
    for line, below in entries:
        if line.indent == usual or line.indent >= fields or not _in_section(lines, line):
            continue
        by = usual - line.indent
        last = line.number if below.indent > usual else _last(made.lines, line)
        for at in range(line.number - 1, last):
            text = made.lines[at]
            made.lines[at] = " " * by + text if by > 0 else text[-by:]
        if line.indent:
            message = f"this line begins with {_spaces(line.indent)}, and the other entries with {usual}"
            hint = f"let {_spaces(usual)} stand before `{line.name}:`"
            made.find(line.number, line.indent + 1, "syntax", message, hint)
        else:
            message = f"there is no section `{line.name}`"
            what = "it and its fields" if last > line.number else "it"
            hint = f"indent {what} by {_spaces(usual)}, if it is an entry of the section above"
            made.find(line.number, 1, "unknown-section", message, hint)


def _begins(line: Line, below: Line) -> bool:
    """Whether an entry begins with this line: it has a field below it, and stands in no other entry's field."""
    return line.is_entry and not line.value and below.name in PURPOSES and below.indent > line.indent


def _in_section(lines: Sequence[Line], line: Line) -> bool:
    """Whether a section of entries is the last to begin above a line."""
    above = (each.name for each in reversed(lines) if each.number < line.number and each.is_section)
    return next(above, "event") != "event"


def _last(lines: Sequence[str], line: Line) -> int:
    """The last of the lines that are deeper than `line`, below it."""
    last = line.number
    for number, text in enumerate(lines[line.number :], start=line.number + 1):
        if text.strip():
            if len(text) - len(text.lstrip(" ")) <= line.indent:
                break
            last = number
    return last


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
