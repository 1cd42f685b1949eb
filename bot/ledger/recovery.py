"""Reading on after a fault of form: the least that must go is taken out of the text, until the rest can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.ledger.document import Document, Path, entry_of
from bot.ledger.layout import Draft, draft
from bot.ledger.problems import Problem
from bot.ledger.syntax import GAP, first_fault, parse
from bot.ledger.yaml_messages import LAYOUT, NO_SPACE, Mishap

_ROUNDS = 100  # faults of form; what has more is another kind of file
_CHARACTERS = 30_000_000  # looked through in all, about a second's worth
_FIELD = re.compile(r"([ ]*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#\"'\[{-][^:#]*):)(?= |$)")
_ITEM = re.compile(r"([ ]*(?:- +)*-)(?= +\S)")
_NAMES = re.compile(r"[a-z0-9-]+(?=[\"']?:)|^[ \t-]*[\"']?[a-z0-9-]+", re.MULTILINE)


def read_text(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document in `text` as far as it can be read, and every fault of its form, each told once."""
    made = draft(text)
    document, problems = parse(made.text, file)
    if document is None and any(problem.rule in ("syntax", "several-documents") for problem in problems):
        _Repair(made).run()
        document, problems = parse(made.text, file)
    if document and (made.taken or made.shifts):
        document = _completed(document, made)
    problems = [replace(each, line=place[0], column=place[1]) for each in problems if (place := _place(made, each))]
    told = [
        Problem(file, *fault.place, "error", fault.rule, _entry(document, fault), fault.message, fault.hint)
        for fault in made.faults
    ]
    return document, [*told, *problems]


def _place(made: Draft, problem: Problem) -> tuple[int, int]:
    return made.placed((problem.line, problem.column))


class _Repair:
    """Takes out of a draft what cannot be read, from the first fault to the last."""

    def __init__(self, made: Draft) -> None:
        self.made = made
        self.looked = 0

    def run(self) -> None:
        """Goes from fault to fault; each search begins at the entry of the fault before, as all above it is sound."""
        begin = 1
        for _ in range(_ROUNDS):
            fault = self._fault(begin, len(self.made.lines))
            if fault is None:
                return
            begin = self._above(fault.place[0])
            if self.looked > _CHARACTERS or not self._mend(fault, begin):
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
        above = int(bool(lines) and lines[0].startswith(" "))
        text = "\n".join(["x:", *lines] if above else lines)
        self.looked += len(text)
        fault = first_fault(text)
        return fault and replace(fault, place=(fault.place[0] + first - 1 - above, fault.place[1]))

    def _above(self, line: int) -> int:
        """The line of the last entry above `line`, or of its section where there is none; all above it can be read."""
        section = max((at for at in range(1, line) if _indent(self.made.lines[at - 1]) == 0), default=1)
        inside = [at for at in range(section + 1, line) if _indent(self.made.lines[at - 1]) is not None]
        return max((at for at in inside if self._indent(at) == self._indent(inside[0])), default=section)

    def _indent(self, line: int) -> int | None:
        return _indent(self.made.lines[line - 1])

    def _mend(self, fault: Mishap, begin: int) -> bool:
        """Mends the fault with the smallest change that lets the lines around it be read; False if there is none."""
        end = self._end(begin, fault.place[0])
        for first, instead in self._changes(fault):
            last = first + len(instead) - 1
            before = self.made.lines[first - 1 : last]
            self.made.lines[first - 1 : last] = instead
            after = self._fault(begin, max(end, last))
            if after is None or (after.place[0] > last and not _goes_on(fault, after, last, self.made.lines)):
                self.made.faults.append(fault)
                for number, line in enumerate(before, first):
                    if line.strip() and not instead[number - first]:
                        self.made.taken[number] = line
                return True
            self.made.lines[first - 1 : last] = before
        return False

    def _end(self, begin: int, line: int) -> int:
        """The last line of the entry after the one that holds `line`."""
        depth = self._indent(begin) or 0
        after = (at for at in range(line + 1, len(self.made.lines) + 1) if _is_within(self._indent(at), depth))
        next(after, None)
        return next(after, len(self.made.lines) + 1) - 1

    def _changes(self, fault: Mishap) -> Iterator[tuple[int, list[str]]]:
        """The changes that may mend the fault, the smallest first: the first line, and what shall stand from there on."""
        line, column = fault.place
        text = self.made.lines[line - 1]
        if "\t" in text:
            yield from ((line, self._untabbed(line, width)) for width in (2, 4, 8, 1))
        if found := NO_SPACE.match(text):
            yield line, [f"{text[: found.end()]} {text[found.end() :]}"]
        if fault.rule == "several-documents":
            yield line, [""]
        here: int | None = line
        while here:
            block = self._block(here)
            text = self.made.lines[here - 1]
            if block > 1 and ":" not in text:
                yield here, [f"{text}:"]
            for pattern in (_FIELD, _ITEM):
                if found := pattern.match(text):
                    yield here, [f"{found[1]} {GAP}", *[""] * (block - 1)]
            yield here, [""]
            yield here, [""] * block
            here = self._parent(here)

    def _untabbed(self, line: int, width: int) -> list[str]:
        """The lines from `line` on that hold a tab, with spaces instead."""
        lines = []
        for text in self.made.lines[line - 1 :]:
            if "\t" not in text:
                break
            lines.append(text.replace("\t", " " * width))
        return lines

    def _block(self, line: int) -> int:
        """How many lines belong to `line`: itself and those below it that are indented deeper."""
        depth = self._indent(line) or 0
        number = line + 1
        while number <= len(self.made.lines) and not _is_within(self._indent(number), depth):
            number += 1
        return number - line

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


def _goes_on(fault: Mishap, after: Mishap, last: int, lines: Sequence[str]) -> bool:
    """Whether what is wrong after a change is only more of the same: the next line that is indented wrongly."""
    return fault.message == after.message in LAYOUT and not any(map(str.strip, lines[last : after.place[0] - 1]))


def _completed(document: Document, made: Draft) -> Document:
    """The document with what is known of the lines taken out, and its places as they are in the file."""
    held = sorted((place[0], path) for path, place in document.keys.items() if len(path) <= 2)
    gaps: set[Path] = set()
    for line in made.taken:
        at = bisect_right(held, line, key=lambda each: each[0])
        path = held[at - 1][1] if at else ()
        gaps |= {(), path[:1] if path[:1] == ("event",) else path}
    return replace(
        document,
        start=made.placed(document.start),
        keys={path: made.placed(place) for path, place in document.keys.items()},
        values={path: made.placed(place) for path, place in document.values.items()},
        comments={path: made.placed(place) for path, place in document.comments.items()},
        lost=frozenset(_names(made.taken.values())),
        gaps=frozenset(gaps),
    )


def _names(lines: Iterable[str]) -> Iterator[str]:
    return (found[0].strip(" \t-\"'") for line in lines for found in _NAMES.finditer(line))


def _entry(document: Document | None, fault: Mishap) -> str:
    """The id of the entry that the fault stands in, as far as it can be told."""
    if not document:
        return ""
    above = [(place, path) for path, place in document.keys.items() if len(path) <= 2 and place <= fault.place]
    path = max(above, default=((1, 1), ()))[1]
    return entry_of(path, document.fields)
