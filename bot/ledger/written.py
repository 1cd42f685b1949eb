"""Entries as they stand in their files, and the findings about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.ledger.form.document import Document, Path, Value
from bot.ledger.form.messages import Mark
from bot.ledger.model import Event, Record
from bot.ledger.problems import Problem

_TOLD = 1_000  # findings of one rule in a file; whoever has more has one fault, not many


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in its file."""

    document: Document
    path: Path
    kind: type[Record]
    fields: Mapping[str, Value]

    @property
    def id(self) -> str:
        """The id it goes by; empty for an event without a usable one."""
        name = self.fields.get("id") if self.kind is Event else self.path[-1]
        return name if isinstance(name, str) else ""

    @property
    def incomplete(self) -> bool:
        """Whether a line of it was taken out to read the rest, so that what it lacks is no finding."""
        return self.path in self.document.gaps


def texts(path: Path, value: Value) -> Iterator[tuple[Path, str]]:
    """Every text in the value at `path`, those of lists and groups one by one, each with its own path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | dict):
        for step, item in enumerate(value) if isinstance(value, list) else value.items():
            if isinstance(item, str):  # as most are
                yield (*path, step), item
            else:
                yield from texts((*path, step), item)


class Findings:
    """Collects what is wrong, and knows which values have a finding already, so that one fault is told once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._found: set[tuple[str, Path]] = set()
        self._told: Counter[tuple[str, str]] = Counter()

    def at_value(self, document: Document, path: Path, rule: str, message: str, hint: str = "") -> None:
        """Adds an error at the value of `path`."""
        self._add(document.problem(path, rule, message, hint))
        self._found.add((document.file, path))

    def at_key(self, document: Document, path: Path, rule: str, message: str, hint: str = "") -> None:
        """Adds an error at the key of `path`."""
        self._add(document.problem(path, rule, message, hint, at_key=True))

    def at_sign(self, document: Document, path: Path, sign: int, rule: str, message: str, hint: str) -> None:
        """Adds an error at a sign of the value of `path`, counted from 0."""
        line, column = document.values[path]
        self.problems.append(document.problem_at((line, column + sign), path, rule, message, hint))
        self._found.add((document.file, path))

    def at_word(self, document: Document, path: Path, word: str, rule: str, message: str, hint: str) -> None:
        """Adds an error at a word in the text at `path`."""
        self._add(document.problem_at(document.word_at(path, word), path, rule, message, hint))
        self._found.add((document.file, path))

    def warn(self, document: Document, place: Mark, path: Path, rule: str, message: str, hint: str) -> None:
        """Adds a warning at a line and column of the text at `path`."""
        self.problems.append(document.problem_at(place, path, rule, message, hint, "warning"))

    def instead(self, problem: Problem) -> None:
        """Adds an error in place of those that find the name in its line a second time, or at the margin."""
        here = problem.file, problem.line
        told = ("duplicate-key", "unknown-section")
        self.problems = [each for each in self.problems if (each.file, each.line) != here or each.rule not in told]
        self._add(problem)

    def _add(self, problem: Problem) -> None:
        self._told[problem.file, problem.rule] += 1
        if self._told[problem.file, problem.rule] <= _TOLD:
            self.problems.append(problem)

    def about(self, document: Document, path: Path) -> bool:
        """Whether the value of `path` has a finding."""
        return (document.file, path) in self._found
