"""What is wrong in a knowledge file, as data: where a person must look, which entry, and the cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


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
        return f"{self.file}:{self.line}:{self.column}: {self.level}: [{self.rule}] {entry}{self.message}{hint}"
