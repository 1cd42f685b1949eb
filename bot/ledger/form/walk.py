"""Values built from a parser's events, with their places and every fault of form on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sys import intern
from typing import Any, NamedTuple, cast

import yaml

from bot.ledger.fields import LISTS, PURPOSES, SECTIONS, fields_of
from bot.ledger.form.brackets import lacking_colon
from bot.ledger.form.characters import first_invisible, invisible, short
from bot.ledger.form.document import Path, Value
from bot.ledger.form.events import RefusedError, is_empty
from bot.ledger.form.messages import begin, second_document
from bot.ledger.form.outline import FIRST, MARGIN
from bot.ledger.form.scalars import FIELD, QUOTE, Scalars, meaning
from bot.ledger.lookalikes import as_typed, first

_FIELDS, _ITEMS = 10_000, 1_000  # in one group of fields, and in one list
_OF_ENTRIES = PURPOSES.keys() - {"id"}
_NO_FIELDS = {(), ("source",), *((section,) for section in SECTIONS)}
_SECTION_PATHS = {(section,) for section in SECTIONS}
_AGAIN: dict[Path, str] = dict.fromkeys(_SECTION_PATHS, "delete this line, and move what follows below the first")
_AGAIN |= {("event",): "keep one of the two; another event stands in a file of its own"}


class _Group(NamedTuple):
    """Where a field or an entry belongs: the path, and what was read there."""

    path: Path
    fields: dict[str, Value]


class Walk(Scalars):
    """Builds the values from the parser's events.

    It goes by events, not by composed nodes, because libyaml's composer recurses: deep nesting would end the process.
    """

    def __init__(self, events: Iterator[yaml.Event], lines: Sequence[str]) -> None:
        super().__init__(events, lines)
        self.groups = [_Group((), {}), _Group((), {})]  # the file, and the section that is read
        self.strayed: Path = ()  # the entry whose fields are found among the entries

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
            raise RefusedError
        return value

    def _node(self, event: Any, path: Path) -> Value:
        self.values.put(path, event)
        if (event.anchor is not None or event.tag is not None) and not self._plain(event, path):
            return None
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        self._limit(event)
        self.depth += 1
        listed = isinstance(event, yaml.SequenceStartEvent)
        read = self._entries if listed and path in _SECTION_PATHS else self._items if listed else self._fields
        value = read(event, path)
        self.depth -= 1
        return value

    def _items(self, event: yaml.Event, path: Path) -> Value:
        items: list[Value] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            if len(items) == _ITEMS:
                self._find_many(item, path, _ITEMS)
                self._skip(item, opened=1)
                return None
            items.append(self._node(item, (*path, len(items))))
        return items

    def _entries(self, event: yaml.Event, path: Path) -> Value:
        """The entries of a section that is written as a list."""
        hint = "take the hyphens away, or the brackets, and let each entry begin with its id and a colon"
        self._find(begin(event), path, "wrong-shape", f"`{path[0]}` is a group of entries", hint)
        self.groups[1] = section = _Group(path, {})
        for number, item in enumerate(cast("list[Value] | None", self._items(event, path)) or ()):
            self.keys.add((*path, str(item)), self.values[*path, number])  # it may be an id
        return section.fields or None

    def _fields(self, event: Any, path: Path) -> Value:
        fields: dict[str, Value] = {}
        group = _Group(path, fields)
        if len(path) < 2:
            self.groups[len(path)] = group
        many, unreadable, in_section = 0, False, path[:1] in _SECTION_PATHS
        usual = _OF_ENTRIES if len(path) == 2 else ()
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            many += 1
            name = self._key(key, path) if many <= _FIELDS else None
            if many == _FIELDS + 1:
                self._find_many(key, path, _FIELDS)
                if not path:
                    raise RefusedError  # no ledger has so many sections
            if name is None:
                unreadable = unreadable or isinstance(key, yaml.CollectionStartEvent)
                self.keys.add((*path, getattr(key, "value", getattr(key, "anchor", None) or "")), begin(key))
                self._skip(self._next())
                continue
            follows = self._next()
            if (
                event.flow_style
                and is_empty(follows)
                and (self._lacks_colon(key, path, fields) or self._is_rest(key, path, fields))
            ):
                continue
            if name in usual:
                self._put(key, name, follows, group)
            elif in_section and self._is_strange(key, name, follows, group.path):
                group = self._put_above(key, name, follows, group)
            else:
                within = self._group_above(key, name, follows, group) if len(path) < 2 else None
                self._put(key, name, follows, within or group)
        return fields if many <= _FIELDS and not (unreadable and len(path) > 2) else None

    def _put(self, key: yaml.Event, name: str, follows: yaml.Event, group: _Group) -> None:
        """Reads the value of a field or an entry into the group that it belongs to."""
        here = (*group.path, name)
        before = None
        if self._stands_already(key, here):
            empty = group.fields.get(name, "") is None and not is_empty(follows)
            if here not in _SECTION_PATHS and not (empty and self._is_empty_id(here)):
                self._skip(follows)
                return
            before = group.fields.get(name)
        value = self._node(follows, here)
        if isinstance(before, dict) and isinstance(value, dict):
            value = {**before, **value}  # a section in two parts
            self.groups[1] = _Group(here, value)
        # speaker:holm in braces is a name without a value; the field that was meant has its finding with it
        own = name.partition(":")[0] or name if value is None else name
        self.keys.add((*group.path, own), begin(key))
        group.fields[own] = value

    def _is_empty_id(self, path: Path) -> bool:
        """Whether nothing stands after an id, and no more than that is found; that it stands twice tells enough."""
        if len(path) != 2:
            return False
        found = len(self.findings)
        self.findings = [each for each in self.findings if (each[0].rule, each[1]) != ("empty-value", path)]
        return len(self.findings) < found

    def _stands_already(self, key: yaml.Event, here: Path) -> bool:
        if self.keys.add(here, place := begin(key)):
            return False
        message = f"`{short(str(here[-1]))}` stands here a second time, first in line {self.keys[here][0]}"
        self._find(place, here, "duplicate-key", message, _AGAIN.get(here, "keep one of the two, or rename one"))
        return True

    def _is_strange(self, key: yaml.Event, name: str, follows: yaml.Event, path: Path) -> bool:
        """Whether a name among the fields of an entry begins another entry, or one among entries a section."""
        if len(path) == 2 and isinstance(path[1], int):
            return name not in PURPOSES or name == "id"  # names the entry that an item of a list is
        if len(path) > 2 or (name not in SECTIONS if len(path) == 1 else name in PURPOSES):
            return False
        first = self._first_field(key, follows)
        return first is not None and (first not in PURPOSES if len(path) == 1 else first in FIRST)

    def _first_field(self, key: yaml.Event, follows: yaml.Event) -> str | None:
        """The name of the first field of the group that `follows`, or in the next line; "" for what is no field."""
        grouped = isinstance(follows, yaml.MappingStartEvent)
        line, column = begin(follows) if grouped else (begin(key)[0] + 1, 1)
        if line > len(self.lines) or not (grouped or is_empty(follows)):
            return None
        found = FIELD.match(self.lines[line - 1][column - 1 :].lstrip("{"))
        return found[1] if found else ""

    def _put_above(self, key: yaml.Event, name: str, follows: yaml.Event, group: _Group) -> _Group:
        """Reads an entry or a section that is indented too far; the group that what comes next belongs to."""
        above = self.groups[len(group.path) - 1]
        if name == "id" and isinstance(follows, yaml.ScalarEvent):
            name = follows.value  # of an item
        elif not isinstance(group.path[-1], int):
            self._find_strange(key, name, group)
        if isinstance(follows, yaml.MappingStartEvent):
            self._put(key, name, follows, above)
            return group
        self._skip(follows)
        new = _Group((*above.path, name), {})
        if not self._stands_already(key, new.path):
            above.fields[name] = new.fields
        if not above.path:
            self.groups[1] = new
        return new

    def _find_strange(self, key: yaml.Event, name: str, group: _Group) -> None:
        within = short(str(group.path[-1]))
        message = f"the section `{name}` stands among the entries of `{within}`"
        hint = "begin its line at the margin"
        if len(group.path) > 1:
            message = f"the entry `{short(name)}` stands among the fields of `{within}`"
            hint = "indent it like the entries above, and its fields below it"
        self._find(begin(key), (*group.path[:-1], name), "syntax", message, hint)

    def _group_above(self, key: yaml.Event, name: str, follows: yaml.Event, group: _Group) -> _Group | None:
        """The section or entry above that a name belongs to; None where it stands right."""
        if not group.path and name not in MARGIN and self._first_field(key, follows) in FIRST:
            hint = "indent it and its fields by 2 spaces, if it is an entry of the section above"
            self._find(begin(key), (name,), "unknown-section", f"there is no section `{short(name)}`", hint)
            self.groups[1] = self._last(group) or self.groups[1]
            return self.groups[1] if self.groups[1].path in _SECTION_PATHS else None
        grouped = isinstance(follows, yaml.MappingStartEvent) and name not in ("source", "gives")
        within = self._last(group) if name in PURPOSES and not grouped else None
        if within and within.path in _SECTION_PATHS:
            within = self._last(within) if name in fields_of(SECTIONS[str(within.path[0])]) else None
        if within is None:
            return None
        if self.strayed != within.path:
            self.strayed = within.path
            hint = f"indent it like the other fields of `{short(str(within.path[-1]))}`"
            self._find(begin(key), within.path, "syntax", f"the field `{name}` is indented too little", hint)
        return within

    def _last(self, group: _Group) -> _Group | None:
        """The last section of the file or entry of a section, if it can hold more."""
        name = next(reversed(group.fields), None)
        if name is None or not (group.path in _SECTION_PATHS or name in MARGIN):
            return None
        path, fields = (*group.path, name), group.fields[name]
        if fields is None:
            group.fields[name] = fields = {}
            self.findings = [each for each in self.findings if each[1] != path]  # nothing stands after its name
        return _Group(path, fields) if isinstance(fields, dict) else None

    def _lacks_colon(self, key: yaml.Event, path: Path, fields: dict[str, Value]) -> bool:
        """Whether a name in braces, with nothing after it, is a name and its value without a colon between them."""
        found = lacking_colon(str(getattr(key, "value", "")), path, not fields)
        if found:
            name, message, hint = found
            fields[name] = None
            self.keys.add((*path, name), begin(key))
            self._find(begin(key), (*path, name), "syntax", message, hint)
        return found is not None

    def _is_rest(self, key: yaml.Event, path: Path, fields: dict[str, Value]) -> bool:
        """Whether a name in braces, with nothing after it, is the rest of the text before it, which a comma ended."""
        before, end, words = next(reversed(fields), None), cast("Any", key.end_mark), str(getattr(key, "value", ":"))
        colon = ":" in words or self.lines[end.line][end.column :].lstrip().startswith(":")
        if colon or path[-1:] in _NO_FIELDS or (before is not None and not isinstance(fields[before], str | None)):
            return False
        if before is None:
            return path[-1] != "gives"  # braces around a list or a text, which have their finding as such
        if isinstance(text := fields[before], str):  # else it has its finding
            fields[before] = None
            self.meanings.pop((*path, before), None)
            message = f"the comma before this ends the text of `{short(before)}`, as in braces every comma does"
            hint = f"put all items in brackets: {before}: [{short(text)}, {short(words)}]" if before in LISTS else QUOTE
            self._find(begin(key), (*path, before), "needs-quotes", message, hint)
        return True

    def _key(self, event: yaml.Event, path: Path) -> str | None:
        """The name of a field, or None, with a finding, where it cannot be used."""
        if isinstance(event, yaml.AliasEvent):
            self._plain(event, path)
            return None
        if not isinstance(event, yaml.ScalarEvent):
            hint = "delete the colon behind it" if path and isinstance(path[-1], int) else "write a plain name"
            self._find(begin(event), path, "bad-key", "a list or a group of fields cannot be a name", hint)
            self._skip(event)
            return None
        name: str = event.value
        if path and name in PURPOSES and event.anchor is None and event.tag is None:
            return intern(name)  # as most are, again and again
        place = begin(event)
        if plain := as_typed(name):
            at, message, hint = first(name)
            self._find((place[0], place[1] + at), (*path, plain), "lookalike", message, hint)
            name = plain
        here = (*path, name)
        self._plain(event, here)
        if name == "<<" and event.implicit[0]:
            hint = "delete the line and write the fields out, or use an occasion"
            self._find(place, path, "merge-key", "<<, which copies fields in YAML, is not allowed", hint)
        elif not name.strip():
            self._find(place, path, "bad-key", "the name before the colon is missing", "write the name")
        elif character := first_invisible(name):
            self._find(place, path, *invisible(character))
        else:
            if len(path) == 1 and path[0] in SECTIONS and event.implicit[0] and (meant := meaning(name)):
                message = f"{short(name)} without quotation marks is {meant} in YAML"
                hint = f'choose a longer id, or put it in quotation marks: "{short(name)}"'
                self._find(place, here, "needs-quotes", message, hint)
            return name
        return None
