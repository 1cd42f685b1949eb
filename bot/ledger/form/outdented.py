"""Blocks of lines that have lost the spaces they begin with, indented again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.ledger.fields import PURPOSES
from bot.ledger.form.layout import Draft
from bot.ledger.form.outline import GIVES, Line

_FEW = 3  # lines at the margin; fewer have a finding each
_ID, _FIELD, _ITEM = 2, 4, 6  # spaces before what an entry consists of


def indent_blocks(made: Draft, named: Sequence[Line]) -> None:
    """Tells and indents blocks of entries, or of one entry's fields, of which many lines begin at the margin."""
    for block, end in _blocks(named, len(made.lines)):
        margin = [line.name in PURPOSES for line in block if not line.indent]
        if len(margin) < _FEW or sum(margin) < _FEW - 1:
            continue
        first = block[0].number
        last = next(number for number in range(end, 0, -1) if made.lines[number - 1].strip())
        depths = dict(_depths(block))
        for number in range(first, last + 1):
            text = made.lines[number - 1].lstrip()
            if text and not text.startswith("#"):
                made.lines[number - 1] = " " * depths.get(number, _ITEM) + text
        message = f"the lines {first} to {last} have lost spaces at their beginning, which show what belongs together"
        hint = f"put {_ID} spaces before each id, {_FIELD} before its fields and {_ITEM} before what belongs to a field"
        made.find(first, 1, "syntax", message, hint)


def _blocks(named: Sequence[Line], end: int) -> Iterator[tuple[Sequence[Line], int]]:
    """Lines from one at the margin that is no section to the next section or indented entry, and where they end."""
    block: list[Line] = []
    section = ""
    for line in named:
        if line.is_section or (block and line.indent and line.is_entry):
            if block:
                yield block, line.number - 1
            section, block = (line.name if line.is_section else section), []
        elif (block or not line.indent) and section not in ("", "event"):
            block.append(line)
    if block:
        yield block, end


def _depths(block: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """How many spaces belong before the ids and fields of a block, by their lines."""
    gives = False
    for line in block:
        if line.is_entry and not line.indent and not line.hyphens:
            yield line.number, _ID
        elif line.name in PURPOSES and not line.hyphens and not (gives and line.name in GIVES):
            yield line.number, _FIELD
            gives = line.name == "gives"
