"""Single texts from a parser's events: their places, what else they mean, and what became part of them by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import yaml

from bot.ledger.fields import LISTS, PURPOSES, REFERENCES, SECTIONS, fields_of
from bot.ledger.form.characters import first_invisible, invisible, short
from bot.ledger.form.comments import REMARK, cut_off
from bot.ledger.form.document import Path, Places
from bot.ledger.form.events import Events, RefusedError
from bot.ledger.form.messages import Mark, Mishap, begin, closed_late
from bot.ledger.problems import Level

_OF_YAML = "tag:yaml.org,2002:"  # what !! stands for
GAP = "\ufdd0"  # a value that was taken out; the character is none, and is taken out of what people write
FIELD = re.compile(rf"[ ]*+(?:- )?({'|'.join(PURPOSES)}):(?= |$)")
QUOTE = "put the text in quotation marks"
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_READ_AS = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing", "timestamp": "a date"}
_NUMBER_ELSEWHERE = re.compile(r"[-+]?\d+[eE][-+]?\d+|0o[0-7]+")  # in the newer version of YAML
_BULLET = re.compile(r"\s*(?:\d+[.)]|[^\w\s\"'“„«(\[])\s+")
_REMARK = re.compile(r"(?:^|[ ]{2,})(?=#(?: |$))")
_BEHIND = re.compile(r"(?:- |: )\s*(#.*\S)")  # a # where a value should begin
_ROOM = 72  # columns; nobody begins a new line in a text before them
_ITEM_OR_FIELD = re.compile(rf"[ ]*+(-)(?= )|{FIELD.pattern}")


class Scalars(Events):
    """Reads single texts, and keeps the places of all values."""

    def __init__(self, events: Iterator[yaml.Event], lines: Sequence[str]) -> None:
        super().__init__(events)
        self.lines = lines
        self.hashed = {number for number, line in enumerate(lines) if "#" in line}
        self.keys, self.values = Places(), Places()
        self.meanings: dict[Path, tuple[str, str]] = {}
        self.comments: dict[Path, Mark] = {}
        self.marked: list[tuple[Mark, Mark]] = []  # texts that hold what only comments mean

    def _plain(self, event: yaml.Event, path: Path) -> bool:
        marked: Any = event
        if marked.anchor is None and marked.tag is None:
            return True  # as most are
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
            hint = f"{QUOTE}; before fields or a list, delete the sign and its word"
            if marked.tag.startswith(_OF_YAML):
                hint = f"delete `!!{marked.tag.removeprefix(_OF_YAML)}`"
            self._find(begin(event), path, "tag", "a text cannot begin with !, which makes a tag in YAML", hint)
        return True

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | None:
        value: str = event.value
        if GAP in value:  # with lines below it, what follows is the rest of what was taken out
            return None
        start_mark: Any = event.start_mark
        end: Any = event.end_mark
        if REMARK in value:
            self.marked.append((begin(event), (end.line + 1, end.column + 1)))
        several = start_mark.line != end.line
        listed = bool(path) and path[-1] in LISTS
        if (listed and self._lacks_hyphens(event, path)) or (several and self._swallowed(event, path)):
            return None
        if event.implicit[0] or event.tag is not None:
            if value == "":
                # libyaml puts nothing at the end of what stands before it; the key is where a person looks
                place = self.keys.get(path, begin(event))
                if event.tag is None and event.anchor is None:
                    self._find(place, path, "empty-value", *emptiness(path, self.lines[place[0] - 1]))
                return None
            if meant := meaning(value):
                self.meanings[path] = value, meant
            if self.hashed:
                self._comment(event, path)
            item = several and bool(path) and isinstance(path[-1], int)
            if item and self._item(event, path) and REFERENCES.keys() & {*path}:
                return None  # no id, but two of them
        elif character := first_invisible(value):
            # written as an escape such as \u200b
            self._find(begin(event), path, *invisible(character))
        return value

    def _lacks_hyphens(self, event: yaml.ScalarEvent, path: Path) -> bool:
        """Finds a text of several lines below the name of a list."""
        if event.style in ("'", '"', "|", ">"):
            return False
        line = begin(event)[0]
        text = self.lines[line - 1]
        below = self.keys.get(path, (line, 0))[0] < line
        if not below or (line == _last_line(event) and not _BULLET.match(text)):
            return False
        self._find(begin(event), path, "wrong-shape", *no_hyphens(path[-1], text))
        return True

    def _swallowed(self, event: yaml.ScalarEvent, path: Path) -> bool:
        """Finds a line that became part of a text, by a quotation mark closed too late or by its indentation.

        True where a list became part of a text, so that what the text says is no finding.
        """
        line = swallowed(event, self.lines)
        if line and event.style in ("'", '"'):
            self.findings.append((closed_late(event, self.lines), path))
            raise RefusedError
        if event.style in ("|", ">"):
            self._remarks(event, path)
        if not line:
            return False
        column = len(self.lines[line - 1]) - len(self.lines[line - 1].lstrip()) + 1
        message = f"this line belongs to the text that begins in line {begin(event)[0]}"
        hint = "indent this line like its neighbours"
        listed = self.lines[line - 1].lstrip().startswith("- ") and len(path) == 3 and isinstance(path[2], str)
        if self._is_first_outdented(event, path):
            line, column = begin(event)[0], begin(event)[1] - 2
            message, hint = "this item is indented less than those below it", "indent it like them"
        elif listed and (names := self._lists_not_there(path)):
            hint = f"if a list begins here, write its name above it, as `{names[0]}:`; else begin no line with a hyphen"
        self._find((line, column), path, "line-in-text", message, hint)
        return listed or bool(REFERENCES.keys() & {*path})  # two ids in one are none

    def _is_first_outdented(self, event: yaml.ScalarEvent, path: Path) -> bool:
        """Whether an item swallowed those below it as it stands too far left, rather than they too far right."""
        name = self.keys.get(path[:-1])
        if path[-1:] != (0,) or not name or begin(event)[1] - 2 == name[1] + 2:
            return False
        last = _last_line(event)
        below = next((line for line in self.lines[last : last + 20] if line.strip()), "")
        return not below.startswith(f"{' ' * (begin(event)[1] - 3)}- ")

    def _lists_not_there(self, path: Path) -> list[str]:
        """The names of lists of texts that the entry of a field may have, and has not up to there."""
        kind = SECTIONS.get(str(path[0]))
        lists = (name for name in ("positions", "asked_as", "aliases") if kind and name in fields_of(kind))
        return [name for name in lists if (*path[:2], name) not in self.keys]

    def _remarks(self, event: yaml.ScalarEvent, path: Path) -> None:
        """Finds remarks in a text that begins with | or >, of which they are part."""
        for number in range(begin(event)[0], _last_line(event)) if self.hashed else ():
            found = _REMARK.search(self.lines[number].lstrip()) if number in self.hashed else None
            text = self.lines[number].lstrip()
            if found and text in event.value:
                place = number + 1, len(self.lines[number]) - len(text) + found.end() + 1
                hint = "put it on a line of its own above the text; if it is no remark, put the text in quotation marks"
                message = "a remark in a text that begins with | or > is part of the text"
                self.findings.append((Mishap(place, "line-in-text", message, hint, "warning"), path))

    def _item(self, event: yaml.ScalarEvent, path: Path) -> bool:
        """Finds a line that became part of an item of a list as it lost its hyphen: nobody would begin it there."""
        found = False
        line, column = begin(event)
        before = self.lines[line - 1][: column - 1].strip(" -")
        within = "[" in before
        if (before and not within) or swallowed(event, self.lines):
            return False
        item = self.lines[line - 1 : _last_line(event)]
        for number, (above, text) in enumerate(pairwise(item), line + 1):
            if above.strip() and text.strip() and len(above.rstrip()) + len(text.split()[0]) < _ROOM:
                message = f"this line goes on with the item of line {line}"
                sign = "a comma" if within else "a hyphen"
                hint = f"if it is an item of its own, put {sign} before it; else put the whole item on one line"
                place = number, len(text) - len(text.lstrip()) + 1
                level: Level = "error" if REFERENCES.keys() & {*path} else "warning"
                self.findings.append((Mishap(place, "line-in-text", message, hint, level), path))
                found = True
        return found

    def _comment(self, event: yaml.ScalarEvent, path: Path) -> None:
        end: Any = event.end_mark
        if end.line not in self.hashed and end.line + 1 not in self.hashed:
            return
        # an item of a list goes on below its first letter, a field below its name
        depth = self.keys[path][1] - 1 if path in self.keys else begin(event)[1] - 2
        if place := cut_off(self.lines, (end.line + 1, end.column + 1), depth):
            self.comments[path] = place


def _last_line(event: yaml.ScalarEvent) -> int:
    end: Any = event.end_mark
    return int(end.line) + 1


def no_hyphens(name: str | int, text: str) -> tuple[str, str]:
    """The message and cure for a list of which the items have no hyphens; `text` is the line of the first."""
    hint = f"begin each item on a new line with a hyphen and a space: - {short(_BULLET.sub('', text).strip())}"
    return f"`{name}` is a list, and this item of it has no hyphen", hint


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
    for tag, pattern in _RESOLVERS.get(value[0], ()):
        if pattern.match(value):
            return _READ_AS.get(tag.rpartition(":")[2], "a sign of its own")
    return "a number" if value[0] in "-+0123456789" and _NUMBER_ELSEWHERE.fullmatch(value) else None


def emptiness(path: Path, line: str) -> tuple[str, str]:
    """The message and cure for a field, or an item of a list, after which nothing stands but a comment in its line."""
    name = path[-1] if path else ""
    hashed = _BEHIND.search(line)
    quoted = f'if it is a text that begins with #, put it in quotation marks: "{short(hashed[1])}"' if hashed else ""
    if isinstance(name, int):
        hint = f"{quoted}; else delete the line" if quoted else "write it or delete it"
        return "this item of the list is empty", hint
    if ": " in name:
        field, _, value = name.partition(": ")
        hint = f'put them around the value only: {short(field)}: "{short(value.strip())}"'
        return "the quotation marks stand around the field and its value", hint
    if ":" in name:
        return f"nothing is given for `{short(name)}`", "put a space after the colon"
    hint = f"write the value, or delete the line{quoted and '; '}{quoted}"
    if name not in PURPOSES:
        hint = "write what belongs to it below it, indented, or delete the line"
    if path[-2:-1] == ("source",):
        hint = f"write its paragraph, such as {{{short(name)}: 9}}, or no braces: source: {short(name)}"
    elif len(path) > 2 and path[-3] in LISTS:
        hint = "delete the colon, or the question mark before it, or put the whole text in quotation marks"
    return f"nothing stands after `{short(name)}:`", hint
