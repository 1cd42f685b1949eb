"""The plain values of a YAML text with their places: every scalar is text, whatever YAML would make of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, cast

import yaml

from bot.ledger.characters import first_invisible, invisible, short
from bot.ledger.comments import OK, agreed, cut_off
from bot.ledger.document import Document, Path, Value, entry_of
from bot.ledger.fields import PURPOSES, SECTIONS, nearest
from bot.ledger.lookalikes import as_typed, first
from bot.ledger.problems import Problem
from bot.ledger.yaml_messages import Mark, Mishap, begin, emptiness, explain, meaning, second_document

DEPTH = 32
_EVENTS = 350_000  # 5,000 rich entries make two thirds of it
_FIELDS, _ITEMS = 10_000, 1_000  # in one group of fields, and in one list
_TOLD = 1_000  # findings of one rule; whoever has more has one fault, not many
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTE = "put the text in quotation marks"
_SECTIONS = ("event", *SECTIONS)
_NO_FIELDS = {(), ("source",), *((section,) for section in SECTIONS)}
GAP = "\ufdd0"  # a value that was taken out; the character is none, and is taken out of what people write

_FIELD = re.compile(rf"[ ]*(?:- )?({'|'.join(PURPOSES)}):(?= |$)")
_ITEM_OR_FIELD = re.compile(rf"[ ]*(-)(?= )|{_FIELD.pattern}")


def parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document that `text` holds, and what is wrong with its form; None where nothing of it can be used."""
    walk = _Walk(yaml.parse(text, Loader=_LOADER), text.split("\n"))
    try:
        root = walk.document()
    except _RefusedError:
        root = None
    except Exception as error:  # bytes from outside; whatever the parser raises is about them
        walk.findings.append((explain(error, text, walk.last), ()))
        root = None
    fields = root if isinstance(root, dict) else {}
    problems = [
        Problem(file, *found.place, "error", found.rule, entry_of(path, fields), found.message, found.hint)
        for found, path in walk.findings
    ]
    if not isinstance(root, dict):
        return None, problems
    places = walk.values[()], walk.keys, walk.values, walk.meanings, walk.comments
    return Document(file, fields, *places, agreed(walk.lines, walk.marked) if OK in text else {}), problems


def first_fault(text: str) -> Mishap | None:
    """The first fault that keeps the parser from reading on, if any; cheap, as nothing is made of what is read."""
    last: yaml.Event | None = None
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                return second_document(event)
            if depth > DEPTH:
                return _too_deep(event)  # the parser needs ever longer for what lies deeper still
            last = event
    except Exception as error:
        return explain(error, text, last)
    return None


class _RefusedError(Exception):
    """The text is not to be read any further; the walk holds the reason."""


class _Walk:
    """Builds the values from the parser's events.

    It goes by events, not by composed nodes, because libyaml's composer recurses: deep nesting would end the process.
    """

    def __init__(self, events: Iterator[yaml.Event], lines: Sequence[str]) -> None:
        self.events = events
        self.lines = lines
        self.last: yaml.Event | None = None
        self.read = 0
        self.findings: list[tuple[Mishap, Path]] = []
        self.told: Counter[str] = Counter()
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.meanings: dict[Path, tuple[str, str]] = {}
        self.comments: dict[Path, Mark] = {}
        self.marked: list[tuple[Mark, Mark]] = []  # texts that hold what only comments mean

    def document(self) -> Value:
        """The value of the only document there is."""
        self._next()
        first = self._next() if isinstance(self._next(), yaml.DocumentStartEvent) else None
        if first is None or (isinstance(first, yaml.ScalarEvent) and not first.value):
            raise self._refusal((1, 1), "empty-file", "nothing stands in this file", "begin with `event:`")
        value = self._node(first, ())
        if value is not None and not isinstance(value, dict):
            hint = "begin with `event:`, with a space or a new line after the colon"
            raise self._refusal(begin(first), "not-a-mapping", "the file does not consist of named sections", hint)
        self._next()
        more = self._next()
        if isinstance(more, yaml.DocumentStartEvent):
            self.findings.append((second_document(more), ()))
            raise _RefusedError
        return value

    def _next(self) -> yaml.Event:
        event = self.last = next(self.events)
        self.read += 1
        if self.read > _EVENTS:
            message = "the file holds too many values up to here, so that it was not read to the end"
            raise self._refusal(begin(event), "too-large", message, "divide the file into several in the same folder")
        return event

    def _find_many(self, event: yaml.Event, path: Path, most: int) -> None:
        message = f"more than {most:,} stand in one group or list here, so that it was not read to the end"
        hint = "divide it, or the file into several in the same folder"
        self._find(begin(event), path, "too-large", message, hint)

    def _refusal(self, place: Mark, rule: str, message: str, hint: str) -> _RefusedError:
        self._find(place, (), rule, message, hint)
        return _RefusedError(message)

    def _find(self, place: Mark, path: Path, rule: str, message: str, hint: str = "") -> None:
        self.told[rule] += 1
        if self.told[rule] <= _TOLD:
            self.findings.append((Mishap(place, rule, message, hint), path))

    def _node(self, event: yaml.Event, path: Path) -> Value:
        self.values[path] = begin(event)
        if not self._plain(event, path):
            return None
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        self._limit(event, len(path))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                if len(items) == _ITEMS:
                    self._find_many(item, path, _ITEMS)
                    self._skip(item, len(path), opened=1)
                    return None
                items.append(self._node(item, (*path, len(items))))
            return items
        return self._fields(event, path)

    def _fields(self, event: Any, path: Path) -> Value:
        fields: dict[str, Value] = {}
        many = 0
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            many += 1
            name = self._key(key, path)
            if name is not None:
                self.keys[(*path, name)] = begin(key)
            if many == _FIELDS + 1:
                self._find_many(key, path, _FIELDS)
            if name is None or many > _FIELDS:
                self._skip(self._next(), len(path))
                continue
            follows = self._next()
            if event.flow_style and _is_empty(follows) and self._is_rest(key, path, fields):
                continue
            value = self._node(follows, (*path, name))
            # speaker:holm in braces is a name without a value; the field that was meant has its finding with it
            fields[name.partition(":")[0] if value is None else name] = value
        return fields if many <= _FIELDS else None

    def _is_rest(self, key: yaml.Event, path: Path, fields: dict[str, Value]) -> bool:
        """Whether a name in braces, with nothing after it, is the rest of the text before it, which a comma ended."""
        before, end, words = next(reversed(fields), None), cast("Any", key.end_mark), str(getattr(key, "value", ":"))
        colon = ":" in words or self.lines[end.line][end.column :].lstrip().startswith(":")
        if before is None or colon or not isinstance(fields[before], str | None) or path[-1:] in _NO_FIELDS:
            return False
        if fields[before] is not None:  # else it has its finding
            fields[before] = None
            self.meanings.pop((*path, before), None)
            message = f"the comma before this ends the text of `{short(before)}`, as in braces every comma does"
            self._find(begin(key), (*path, before), "needs-quotes", message, _QUOTE)
        return True

    def _plain(self, event: yaml.Event, path: Path) -> bool:
        # an alias would make one entry stand in many places, a tag change what a text is: both only by accident
        if isinstance(event, yaml.AliasEvent):
            message = "a text cannot begin with *, which refers to another place in YAML"
            self._find(begin(event), path, "alias", message, f"{_QUOTE}, or write the value out")
            return False
        if getattr(event, "anchor", None) is not None:
            self._find(
                begin(event), path, "anchor", "a text cannot begin with &, which makes an anchor in YAML", _QUOTE
            )
        if getattr(event, "tag", None) is not None:
            self._find(begin(event), path, "tag", "a text cannot begin with !, which makes a tag in YAML", _QUOTE)
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
        swallowed = _FIELD if event.style in ("|", ">") else _ITEM_OR_FIELD
        end: Any = event.end_mark
        for number in range(begin(event)[0], min(end.line + 1, len(self.lines))):
            found = swallowed.match(self.lines[number])
            if found and (number, found.end()) < (end.line, end.column):
                quoted = event.style in ("'", '"')
                message = f"this line belongs to the text that begins in line {begin(event)[0]}"
                hint = "close the quotation mark of that text" if quoted else "indent this line like its neighbours"
                column = len(self.lines[number]) - len(self.lines[number].lstrip()) + 1
                self._find((number + 1, column), path, "line-in-text", message, hint)
                return

    def _comment(self, event: yaml.ScalarEvent, path: Path) -> None:
        end: Any = event.end_mark
        # an item of a list goes on below its first letter, a field below its name
        depth = self.keys[path][1] - 1 if path in self.keys else begin(event)[1] - 2
        if place := cut_off(self.lines, (end.line + 1, end.column + 1), depth):
            self.comments[path] = place

    def _key(self, event: yaml.Event, path: Path) -> str | None:
        """The name of a field, or None, with a finding, where it cannot be used."""
        place = begin(event)
        if isinstance(event, yaml.AliasEvent):
            self._plain(event, path)
            return None
        if not isinstance(event, yaml.ScalarEvent):
            self._find(place, path, "bad-key", "a list or a group of fields cannot be a name", "write a plain name")
            self._skip(event, len(path))
            return None
        name: str = event.value
        if plain := as_typed(name):
            at, message, hint = first(name)
            self._find((place[0], place[1] + at), (*path, plain), "lookalike", message, hint)
            name = plain
        if not path and (meant := self._section_meant(name)):
            message = f"there is no section `{short(name)}`"
            self._find(place, (meant,), "unknown-section", message, f"did you mean `{meant}`?")
            name = meant
        here = (*path, name)
        self._plain(event, here)
        if name == "<<" and event.implicit[0]:
            hint = "delete the line and write the fields out, or use an occasion"
            self._find(place, path, "merge-key", "<<, which copies fields in YAML, is not allowed", hint)
        elif not name.strip():
            self._find(place, path, "bad-key", "the name before the colon is missing", "write the name")
        elif character := first_invisible(name):
            self._find(place, path, *invisible(character))
        elif here in self.keys:
            message = f"`{short(name)}` stands here a second time, first in line {self.keys[here][0]}"
            self._find(place, here, "duplicate-key", message, "keep one of the two, or rename one")
        elif len(path) == 1 and path[0] in SECTIONS and event.implicit[0] and (meant := meaning(name)):
            hint = f'choose a longer id, or put it in quotation marks: "{short(name)}"'
            self._find(place, here, "needs-quotes", f"{short(name)} without quotation marks is {meant} in YAML", hint)
            return name
        else:
            return name
        return None

    def _section_meant(self, name: str) -> str | None:
        """The section that a name at the margin was meant to be, if it is none and that one stands nowhere else."""
        meant = nearest(name, _SECTIONS) if name not in _SECTIONS else None
        return None if meant is None or any(line.startswith(f"{meant}:") for line in self.lines) else meant

    def _skip(self, event: yaml.Event, depth: int, opened: int = 0) -> None:
        """Goes over the value that `event` begins, or to the end of the list that is `opened`."""
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                self._limit(event, depth + opened)
                opened += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                opened -= 1
            if not opened:
                return
            event = self._next()

    def _limit(self, event: yaml.Event, depth: int) -> None:
        if depth >= DEPTH:
            self.findings.append((_too_deep(event), ()))
            raise _RefusedError


def _too_deep(event: yaml.Event) -> Mishap:
    message = f"more than {DEPTH} lists and groups lie in each other here"
    return Mishap(begin(event), "too-deep", message, "delete the superfluous brackets or hyphens")


def _is_empty(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.implicit[0] and not event.value
