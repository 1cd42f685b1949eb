"""Going from fault to fault of form: each is mended, or the least that must go is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from math import inf

from bot.ledger.fields import PURPOSES, SECTIONS
from bot.ledger.form.layout import Draft
from bot.ledger.form.lines import is_item
from bot.ledger.form.messages import (
    BEGINS_INDENTED,
    CLOSED_LATE,
    LAYOUT,
    NO_COLON,
    NO_PART,
    NO_SPACE,
    TWO_FIELDS,
    Mishap,
)
from bot.ledger.form.scalars import GAP
from bot.ledger.form.syntax import first_fault
from bot.ledger.form.whole import PASTED, pasted

_ROUNDS = 100  # faults of form; what has more is another kind of file
_CHARACTERS = 30_000_000  # looked through in all, about a second's worth
_FAR = 2_000  # lines; no entry has more
_INDENT = 200  # characters; nothing that people write begins after more of them
_FIELD = re.compile(r"([ ]*+(?:- +){0,32}(?:\"[^\"]*\"|'[^']*'|[^\s#\"'\[{-][^:#]*):)(?= |$)")
_ITEM = re.compile(r"([ ]*+(?:- +){0,32}-)(?= +\S)")

_Change = tuple[int, list[str]]
"""The first line, from 1, and what shall stand from there on; an empty line is taken out."""


class Repair:
    """Takes out of a draft what cannot be read, from the first fault to the last."""

    def __init__(self, made: Draft) -> None:
        self.made = made
        self.looked = 0
        events = (at for at in range(len(made.lines), 0, -1) if made.lines[at - 1].startswith("event:"))
        self.last_event = next(events, 0)

    def run(self, line: int) -> None:
        """Goes from fault to fault, the first about `line`; each search begins at the entry of the one before."""
        begin = self._above(self._above(min(line, len(self.made.lines))))
        for _ in range(_ROUNDS):
            fault = self._fault(begin, len(self.made.lines))
            if fault is None:
                return
            begin = self._above(fault.place[0])
            if fault.mend and fault.mend[0] <= begin:
                begin = self._above(begin)  # what moves up belongs to the entry above
            if not self._mend(fault, begin) and not self._mend_hidden(fault, begin):
                break
        else:
            fault = self._fault(begin, len(self.made.lines))
        if fault:
            hint = f"{fault.hint}; what follows was not looked at: mend this and check again"
            self.made.faults.append(replace(fault, hint=hint))
            self.made.take(fault.place[0], len(self.made.lines))

    def _fault(self, first: int, last: int) -> Mishap | None:
        """The first fault in these lines, which begin with a section or an entry of one."""
        lines = self.made.lines[first - 1 : last]
        within = first > 1 and lines[0].startswith(" ")
        # the lines above are left empty, so that every line keeps its number
        above = [*[""] * (first - 2), "x:"] if within else [""] * (first - 1)
        text = "\n".join(above + lines)
        self.looked += len(text)
        fault = first_fault(text, above + lines)
        # what is missing at the end of a file may be missed on the line after it
        return fault and replace(fault, place=(min(max(fault.place[0], first), len(self.made.lines)), fault.place[1]))

    def _above(self, line: int) -> int:
        """The line of the last entry above `line`, or of its section where there is none; all above it can be read."""
        nearest = line
        for at in range(line - 1, 0, -1):
            indent, best = self._indent(at), self._indent(nearest)
            if indent == 0:
                section = self.made.lines[at - 1].partition(":")[0] in (*SECTIONS, "event")
                return nearest if nearest < line and section else at
            if indent and (nearest == line or best is None or indent < best):
                nearest = at
            if indent in (1, 2):
                return at
        return 1

    def _indent(self, line: int) -> int | None:
        return _indent(self.made.lines[line - 1])

    def _mend(self, fault: Mishap, begin: int) -> bool:
        """Mends the fault, or takes out the least that lets the lines around it be read; False if nothing does."""
        first = fault.place[0]
        footer = fault.message == NO_PART and self.made.lines[first - 1].rstrip() == "--"
        if (fault.message == NO_COLON or footer) and (many := pasted(self.made.lines, first)):
            fault = replace(fault, message=PASTED, hint=f"delete the lines {first} to {first + many - 1}")
            change: _Change | None = first, [""] * many
        else:
            change = self._best(fault, begin) or self._least(fault, begin)
        if change is None:
            return False
        first, instead = change
        for number, line in enumerate(instead, first):
            if self.made.lines[number - 1].strip() and (line in ("", "event:") or fault.message == TWO_FIELDS):
                self.made.taken[number] = self.made.lines[number - 1]
        self.made.lines[first - 1 : first - 1 + len(instead)] = instead
        self.made.faults.append(fault)
        return True

    def _mend_hidden(self, fault: Mishap, begin: int) -> bool:
        """Mends a fault above, which the parser tells after this one as it looks a line ahead; False if none is."""
        hidden = self._fault(begin, fault.place[0] - 1) if begin < fault.place[0] else None
        return hidden is not None and self._mend(hidden, begin)

    def _best(self, fault: Mishap, begin: int) -> _Change | None:
        """The mend that lets most be read; None if none lets more be read than before."""
        best: tuple[float, _Change | None] = fault.place[0], None
        for change in self._mends(fault):
            if (reached := self._reached(change, fault, begin)) > best[0]:
                best = reached, change
            if reached == inf:
                break
        return best[1]

    def _least(self, fault: Mishap, begin: int) -> _Change | None:
        """The smallest cut after which what can be read ends later, if not everywhere."""
        cuts = self._cuts(fault.place[0])
        return next((cut for cut in cuts if self._reached(cut, fault, begin) >= cut[0] + len(cut[1])), None)

    def _reached(self, change: _Change, fault: Mishap, begin: int) -> float:
        """The line of the next fault in the lines around after a change, infinite if there is none.

        The next line is no other fault if it is only more of the same: indented as wrongly.
        """
        if self.looked > _CHARACTERS:
            return 0
        first, instead = change
        last = first + len(instead) - 1
        before = self.made.lines[first - 1 : last]
        self.made.lines[first - 1 : last] = instead
        after = self._fault(begin, max(self._end(begin, fault.place[0]), last))
        goes_on = after and fault.message == after.message in LAYOUT and self._next(last) == after.place[0]
        self.made.lines[first - 1 : last] = before
        return 0 if goes_on else after.place[0] if after else inf

    def _next(self, line: int) -> int:
        """The next line that holds something."""
        lines = range(line + 1, len(self.made.lines) + 1)
        return next((at for at in lines if self._indent(at) is not None), 0)

    def _end(self, begin: int, line: int) -> int:
        """The last line of the entry after the one that holds `line`."""
        depth, far = self._indent(begin) or 0, min(line + _FAR, len(self.made.lines)) + 1
        after = (at for at in range(line + 1, far) if _is_within(self._indent(at), depth))
        next(after, None)
        return next(after, far) - 1

    def _mends(self, fault: Mishap) -> Iterator[_Change]:
        """The changes that may have been meant: a colon, spaces instead of tabs, another indentation."""
        line = fault.place[0]
        text = self.made.lines[line - 1]
        block = self._block(line)
        if fault.mend:
            yield fault.mend[0], [*fault.mend[1]]
        elif fault.rule == "several-documents":
            another = line < self.last_event  # a whole file stands below
            yield line, [""] * (len(self.made.lines) - line + 1 if another else 1)
        elif fault.rule == "unknown-section":
            yield line, [f"  {text}"]
        elif fault.message == CLOSED_LATE:
            yield from self._closed(line, text[fault.place[1] - 1])
        elif fault.message == BEGINS_INDENTED:
            yield line, [text.lstrip()] if text.strip().startswith("event:") else ["event:"]
        elif fault.rule == "too-deep":
            yield next(self._cuts(self._field_of(line)))
        elif "\t" in text[: min(len(text) - len(text.lstrip()), _INDENT)]:
            yield from ((line, [" " * target + text.lstrip()]) for target in self._targets(line))
            yield from ((line, self._untabbed(line, width)) for width in self._widths(line))
        elif (found := NO_SPACE.match(text)) and block == 1:
            yield line, [f"{text[: found.end()]} {text[found.end() :]}"]
        elif self._holds_more(line) and (found := re.fullmatch(r"( *[\w-]{1,60})[;,.]?", text)):
            yield line, [f"{found[1]}:"]
        elif fault.message in LAYOUT:
            for target in self._targets(line):
                yield line, [" " * target + text.lstrip()]
                yield line, self._moved(line, target)
            if text.lstrip().startswith("- "):
                yield line, [re.sub(r"- id: +([\w-]+) *$", r"\1:", text)]
                yield line, [text.replace("- ", "", 1)]
                yield line, [text.replace("- ", "  ", 1)]

    def _holds_more(self, line: int) -> bool:
        """Whether what stands below a line is indented deeper, or an item of a list in its own column."""
        below = self._next(line)
        deeper = (self._indent(below) or 0) - (self._indent(line) or 0) if below else -1
        return deeper > 0 or (deeper == 0 and is_item(self.made.lines[below - 1]))

    def _closed(self, line: int, mark: str) -> Iterator[_Change]:
        """The quotation mark closed where its line ends, and that taken out which closed it, if it opens nothing."""
        text = self.made.lines[line - 1].rstrip()
        closed = (text.removesuffix("”") if text.count("”") > text.count("“") else text) + mark
        rest = self.made.lines[line:]
        between = list(takewhile(lambda text: mark not in text, rest))
        last = rest[len(between)].rstrip() if len(between) < len(rest) else ""
        if last.endswith(mark) and last.count(mark) == 1:
            yield line, [closed, *between, last[:-1]]
        yield line, [closed]

    def _targets(self, line: int) -> list[int]:
        """The indentations that `line` may be meant to have, the likeliest first."""
        name = self.made.lines[line - 1].strip().partition(":")[0]
        here, above = self._indent(line) or 0, line - 1
        while above > 1 and self._indent(above) is None:
            above -= 1
        if name in (*SECTIONS, "event"):
            return [0] if here else []
        targets = {self._indent(self._next(line) or line) or 0}
        if above and self.made.lines[above - 1].rstrip().endswith(":"):
            targets.add((self._indent(above) or 0) + 2)
        while above:
            targets.add(indent := self._indent(above) or 0)
            above = (self._parent(above) or 0) if indent > 2 else 0  # above an entry there is its section only
        deeper = 1 if name in PURPOSES or name.startswith("-") else -1
        near = 0 if self.made.lines[line - 1].lstrip(" ").startswith("\t") else 1
        return sorted(
            targets - {here, 0} or targets - {here}, key=lambda each: (near * abs(each - here), -deeper * each)
        )

    def _moved(self, line: int, target: int) -> list[str]:
        """The lines from `line` on that are indented like it, or deeper, moved to another indentation."""
        here, item = self._indent(line) or 0, self.made.lines[line - 1].lstrip().startswith("- ")
        lines = []
        for text in self.made.lines[line - 1 :]:
            indent = _indent(text)
            if indent is not None and (indent < here or (item and not text.lstrip().startswith("-"))):
                break
            lines.append(" " * (target - here) + text if target > here else text[here - target :])
        return lines

    def _cuts(self, line: int) -> Iterator[_Change]:
        """What may be taken out, the smallest first: a value, a line, what belongs to it, what it belongs to."""
        here: int | None = line
        while here:
            block = self._block(here)
            text = self.made.lines[here - 1]
            for pattern in (_FIELD, _ITEM, NO_SPACE):
                if found := pattern.match(text):
                    yield here, [f"{found[0]} {GAP}", *[""] * (block - 1)]
            yield here, [""] * block
            here = self._parent(here)

    def _widths(self, line: int) -> list[int]:
        """How many spaces a tab may stand for, first what makes the lines with tabs as deep as the one below them."""
        last = line + len(self._untabbed(line, 1)) - 1
        text = self.made.lines[last - 1]
        tabs = text[: len(text) - len(text.lstrip())].count("\t")
        below = self._indent(last + 1) if last < len(self.made.lines) and not text.rstrip().endswith(":") else None
        return sorted((2, 4, 8, 1), key=lambda width: width * tabs != below)

    def _untabbed(self, line: int, width: int) -> list[str]:
        """The lines from `line` on that hold a tab, with spaces instead."""
        tabbed = takewhile(lambda text: "\t" in text, self.made.lines[line - 1 :])
        return [text[:_INDENT].replace("\t", " " * width) + text[_INDENT:] for text in tabbed]

    def _block(self, line: int) -> int:
        """How many lines belong to `line`: itself and those below it that are indented deeper."""
        depth = self._indent(line) or 0
        number = line + 1
        while number <= len(self.made.lines) and not _is_within(self._indent(number), depth):
            number += 1
        return number - line

    def _field_of(self, line: int) -> int:
        """The line of the field of an entry that `line` belongs to."""
        begin = self._above(line)
        while (parent := self._parent(line) or 0) > begin:
            line = parent
        return line

    def _parent(self, line: int) -> int | None:
        depth = self._indent(line) or 0
        above = (at for at in range(line - 1, 0, -1) if depth and _is_within(self._indent(at), depth - 1))
        return next(above, None)


def _indent(line: str) -> int | None:
    """The spaces that a line begins with; None for one that holds nothing."""
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.strip() and not bare.startswith("#") else None


def _is_within(indent: int | None, depth: int) -> bool:
    return indent is not None and indent <= depth
