"""What is wrong in a knowledge file, as data: where a person must look, which entry, and the cure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Level = Literal["error", "warning"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
NOTHING_ELSE = "nothing else was looked for in so large a file: mend it and check again"
"""What is added to the cure of the last error in a file that is not looked through twice."""
MOST = 50
"""Findings of one rule in one file that are shown: as many as a person mends before checking again."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A finding; problems sort by file, line and column, both counted from 1.

    `entry` is the id of the entry it stands in ("" outside of any), `hint` the cure as one sentence.
    """

    file: str
    line: int
    column: int
    level: Level
    rule: str
    entry: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        entry = f"{self.entry}: " if self.entry else ""
        hint = f"; {self.hint}" if self.hint else ""
        found = f"{self.file}:{self.line}:{self.column}: {self.level}: [{self.rule}] {entry}{self.message}{hint}"
        return visible(found)


def of_file(file: str, place: tuple[int, int], rule: str, message: str, hint: str) -> Problem:
    """An error at a line and column of a file that belongs to no entry."""
    return Problem(file, *place, "error", rule, "", message, hint)


def visible(text: str) -> str:
    """The text with every sign that a terminal would obey written out."""
    return _CONTROLS.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


def last_looked_for(problem: Problem) -> Problem:
    """The problem, the last in a file that is too large to be looked through twice: its cure says so."""
    return replace(problem, hint=f"{problem.hint}; {NOTHING_ELSE}")


def at_most(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of one rule in one file the first `MOST`, and after those that there are more."""
    told: Counter[tuple[str, str]] = Counter()
    for each in problems:
        told[each.file, each.rule] += 1
        if told[each.file, each.rule] <= MOST:
            yield each
        elif told[each.file, each.rule] == MOST + 1:
            message, hint = "from here on, there are more findings of this kind", "mend those above, then check again"
            yield replace(each, entry="", message=message, hint=hint)
