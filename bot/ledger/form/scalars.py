"""Single texts from a parser's events: their places, what else they mean, and what became part of them by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from bot.ledger.fields import PURPOSES
from bot.ledger.form.characters import first_invisible, invisible, short
from bot.ledger.form.comments import OK, cut_off
from bot.ledger.form.document import Path
from bot.ledger.form.events import Events, RefusedError
from bot.ledger.form.messages import Mark, begin, closed_late

GAP = "\ufdd0"  # a value that was taken out; the character is none, and is taken out of what people write
FIELD = re.compile(rf"[ ]*+(?:- )?({'|'.join(PURPOSES)}):(?= |$)")
QUOTE = "put the text in quotation marks"
_READ_AS = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing", "timestamp": "a date"}
_NUMBER_ELSEWHERE = re.compile(r"[-+]?\d+[eE][-+]?\d+|0o[0-7]+")  # in the newer version of YAML
_ITEM_OR_FIELD = re.compile(rf"[ ]*+(-)(?= )|{FIELD.pattern}")


class Scalars(Events):
    """Reads single texts, and keeps the places of all values."""

    def __init__(self, events: Iterator[yaml.Event], lines: Sequence[str]) -> None:
        super().__init__(events)
        self.lines = lines
        self.hashed = {number for number, line in enumerate(lines) if "#" in line}
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.meanings: dict[Path, tuple[str, str]] = {}
        self.comments: dict[Path, Mark] = {}
        self.marked: list[tuple[Mark, Mark]] = []  # texts that hold what only comments mean

    def _plain(self, event: yaml.Event, path: Path) -> bool:
        # an alias would make one entry stand in many places, a tag change what a text is: both only by accident
        if isinstance(event, yaml.AliasEvent):
            message = "a text cannot begin with *, which refers to another place in YAML"
            self._find(begin(event), path, "alias", message, f"{QUOTE}, or write the value out")
            return False
        if getattr(event, "anchor", None) is not None:
            self._find(
                begin(event),
                path,
                "anchor",
                "a text cannot begin with &, which makes an anchor in YAML",
                f"{QUOTE}; before a list, delete the sign and its word",
            )
        if getattr(event, "tag", None) is not None:
            self._find(begin(event), path, "tag", "a text cannot begin with !, which makes a tag in YAML", QUOTE)
        return True

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | None:
        value: str = event.value
        if value == GAP:
            return None
        start_mark: Any = event.start_mark
        end: Any = event.end_mark
        if OK in value:
            self.marked.append((begin(event), (end.line + 1, end.column + 1)))
        if start_mark.line != end.line:
            self._swallowed(event, path)
        if event.implicit[0] or event.tag is not None:
            if value == "":
                # libyaml puts nothing at the end of what stands before it; the key is where a person looks
                name, place = (path[-1] if path else ""), self.keys.get(path, begin(event))
                if event.tag is None and event.anchor is None:
                    self._find(place, path, "empty-value", *emptiness(name))
                return None
            if meant := meaning(value):
                self.meanings[path] = value, meant
            self._comment(event, path)
        elif character := first_invisible(value):
            # written as an escape such as \u200b
            self._find(begin(event), path, *invisible(character))
        return value

    def _swallowed(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Finds a line that became part of a text, by a quotation mark closed too late or by its indentation."""
        line = swallowed(event, self.lines)
        if line and event.style in ("'", '"'):
            self.findings.append((closed_late(event, self.lines), path))
            raise RefusedError
        if line:
            column = len(self.lines[line - 1]) - len(self.lines[line - 1].lstrip()) + 1
            message = f"this line belongs to the text that begins in line {begin(event)[0]}"
            self._find((line, column), path, "line-in-text", message, "indent this line like its neighbours")

    def _comment(self, event: yaml.ScalarEvent, path: Path) -> None:
        end: Any = event.end_mark
        if end.line not in self.hashed and end.line + 1 not in self.hashed:
            return
        # an item of a list goes on below its first letter, a field below its name
        depth = self.keys[path][1] - 1 if path in self.keys else begin(event)[1] - 2
        if place := cut_off(self.lines, (end.line + 1, end.column + 1), depth):
            self.comments[path] = place


def swallowed(event: yaml.ScalarEvent, lines: Sequence[str]) -> int:
    """The number of the first line that became part of a text and looks like none; 0 if none does."""
    looks = FIELD if event.style in ("|", ">") else _ITEM_OR_FIELD
    end: Any = event.end_mark
    for number in range(begin(event)[0], min(end.line + 1, len(lines))):
        found = looks.match(lines[number])
        if found and (number, found.end()) < (end.line, end.column):
            return number + 1
    return 0


def meaning(value: str) -> str | None:
    """What a text without quotation marks is to programs that read YAML; None where it is itself."""
    if _NUMBER_ELSEWHERE.fullmatch(value):
        return "a number"
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in (*resolvers.get(value[0], ()), *resolvers.get(None, ())):
        if pattern.match(value):
            return _READ_AS.get(tag.rpartition(":")[2], "a sign of its own")
    return None


def emptiness(name: str | int) -> tuple[str, str]:
    """The message and cure for a field, or an item of a list, after which nothing stands."""
    if isinstance(name, int):
        return "this item of the list is empty", "write it or delete it"
    if ":" in name:
        return f"nothing is given for `{short(name)}`", "put a space after the colon"
    hint = "write the value, or delete the line; a text that begins with # needs quotation marks"
    if name not in PURPOSES:
        hint = "write what belongs to it below it, indented, or delete the line"
    return f"nothing stands after `{short(name)}:`", hint
