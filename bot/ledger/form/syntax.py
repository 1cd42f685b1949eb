"""The plain values of a YAML text with their places: every scalar is text, whatever YAML would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from bot.ledger.form.comments import OK, agreed
from bot.ledger.form.document import Document, entry_of
from bot.ledger.form.events import DEPTH, RefusedError, too_deep
from bot.ledger.form.messages import Mishap, closed_late, explain, second_document
from bot.ledger.form.scalars import swallowed
from bot.ledger.form.slips import meant
from bot.ledger.form.walk import Walk
from bot.ledger.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document that `text` holds, and what is wrong with its form; None where nothing of it can be used."""
    walk = Walk(_events(text), text.split("\n"))
    try:
        root = walk.document()
    except RefusedError:
        root = None
    except Exception as error:  # bytes from outside; whatever the parser raises is about them
        walk.findings.append((meant(explain(error, text, walk.last), text), ()))
        root = None
    fields = root if isinstance(root, dict) else {}
    problems = [
        Problem(file, *found.place, found.level, found.rule, entry_of(path, fields), found.message, found.hint)
        for found, path in walk.findings
    ]
    if not isinstance(root, dict):
        return None, problems
    places = walk.values[()], walk.keys, walk.values, walk.meanings, walk.comments
    return Document(file, fields, *places, agreed(walk.lines, walk.marked) if OK in text else {}), problems


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of the parser, without what `yaml.parse` costs an event."""
    yield from iter(_LOADER(text).get_event, None)


def first_fault(text: str) -> Mishap | None:
    """The first fault that keeps the parser from reading on, if any; cheap, as nothing is made of what is read."""
    last: yaml.Event | None = None
    depth = documents = 0
    try:
        for event in _events(text):
            last = event
            if isinstance(event, yaml.ScalarEvent):
                if event.style in ("'", '"') and _swallows(event, text):
                    return meant(closed_late(event, text.split("\n")), text)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return second_document(event)
            else:
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > DEPTH:
                    return too_deep(event)  # the parser needs ever longer for what lies deeper still
    except Exception as error:
        return meant(explain(error, text, last), text)
    return None


def _swallows(event: yaml.ScalarEvent, text: str) -> bool:
    start: Any = event.start_mark
    end: Any = event.end_mark
    return start.line != end.line and swallowed(event, text.split("\n")) > 0
