"""A knowledge file as plain values with their places, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import yaml

from bot.ledger.form.characters import place_in, short
from bot.ledger.form.messages import Mark
from bot.ledger.problems import Level, Problem

Value = str | list["Value"] | dict[str, "Value"] | None
Path = tuple[str | int, ...]
_WIDE = 2**20  # more columns than a line has


class Places(Mapping[Path, Mark]):
    """Lines and columns by path, each kept as one number, as a large file has very many."""

    def __init__(self) -> None:
        self._numbers: dict[Path, int] = {}

    def put(self, path: Path, event: yaml.Event) -> None:
        """Keeps where the event begins, in place of what was kept."""
        mark: Any = event.start_mark
        self._numbers[path] = mark.line * _WIDE + mark.column

    def add(self, path: Path, place: Mark) -> bool:
        """Keeps the place unless one is kept already; whether none was."""
        if path in self._numbers:
            return False
        self._numbers[path] = (place[0] - 1) * _WIDE + place[1] - 1
        return True

    def __getitem__(self, path: Path) -> Mark:
        line, column = divmod(self._numbers[path], _WIDE)
        return line + 1, column + 1

    def __contains__(self, path: object) -> bool:
        return path in self._numbers

    def __iter__(self) -> Iterator[Path]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values by path, and where each stands.

    A value is None where something stands that cannot be read; it has its problem already. `meanings` holds
    the scalars without quotation marks that are something other than text to YAML: as written, and what they are.
    `comments` are the places of the # after a value; `agreed` the rules that comments call right, by line.
    `lost` are the ids that may have stood where something was taken out to read the rest, `gaps` the paths of the
    entries it was taken out of: () is the file itself. `lines` are those of the file.
    """

    file: str
    fields: Mapping[str, Value]
    start: Mark
    keys: Mapping[Path, Mark]
    values: Mapping[Path, Mark]
    meanings: Mapping[Path, tuple[str, str]]
    comments: Mapping[Path, Mark] = field(default_factory=dict)
    agreed: Mapping[int, frozenset[str]] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    gaps: frozenset[Path] = frozenset()
    lines: Sequence[str] = ()

    def problem(
        self, path: Path, rule: str, message: str, hint: str = "", at_key: bool = False, level: Level = "error"
    ) -> Problem:
        """A finding at the value of `path`, or at its key."""
        places = self.keys if at_key else self.values
        named = path
        while path and path not in places:
            path, places = path[:-1], self.values
        return self.problem_at(places.get(path, self.start), named, rule, message, hint, level)

    def problem_at(
        self, place: Mark, path: Path, rule: str, message: str, hint: str = "", level: Level = "error"
    ) -> Problem:
        """A finding at a line and column in the entry of `path`."""
        return Problem(self.file, *place, level, rule, entry_of(path, self.fields), message, hint)

    def word_at(self, path: Path, word: str) -> Mark:
        """Where `word` stands in the text at `path`; where the text begins if it is not to be seen there as it is."""
        line, column = begin = self.values.get(path, self.start)
        # an item of a list goes on below its first letter, a field below its name
        depth = self.keys[path][1] if path in self.keys else column - 1
        below = takewhile(lambda text: not text.strip() or text[:depth].isspace(), self.lines[line:])
        text = "\n".join(("".join(self.lines[line - 1 : line])[column - 1 :], *below))
        found = re.search(r"\s+".join(map(re.escape, word.split())), text, re.IGNORECASE) if word else None
        if not found:
            return begin
        more, within = place_in(text, found.start())
        return line + more - 1, within + (column - 1) * (more == 1)

    def place(self, path: Path) -> Mark:
        """Where the entry or field at `path` begins."""
        return self.keys.get(path, self.start)


def entry_of(path: Path, fields: Mapping[str, Value]) -> str:
    """The id of the entry that the value at `path` belongs to; empty outside of any."""
    if path and path[0] == "event":
        event = fields.get("event")
        name = event.get("id") if isinstance(event, dict) else None
        return short(name) if isinstance(name, str) else ""
    return short(path[1]) if len(path) > 1 and isinstance(path[1], str) else ""
