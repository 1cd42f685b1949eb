"""The plain values of a YAML text with their places: every scalar is text, whatever YAML would make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import yaml

from bot.ledger.form.comments import agreed
from bot.ledger.form.document import Document, entry_of
from bot.ledger.form.events import DEPTH, EVENTS, RefusedError, too_deep
from bot.ledger.form.messages import Mishap, closed_late, explain, second_document
from bot.ledger.form.scalars import swallowed
from bot.ledger.form.slips import meant
from bot.ledger.form.walk import Walk
from bot.ledger.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(lines: Sequence[str], file: str) -> tuple[Document | None, list[Problem]]:
    """The document that the lines hold, and what is wrong with its form; None where nothing of it can be used."""
    walk = Walk(iter(()), lines)
    try:
        walk.events = _events("\n".join(lines))
        root = walk.document()
    except RefusedError:
        root = None
    except Exception as error:  # bytes from outside; whatever the parser raises is about them
        walk.findings.append((meant(explain(error, lines, walk.last), lines), ()))
        root = None
    fields = root if isinstance(root, dict) else {}
    problems = [
        Problem(file, *found.place, found.level, found.rule, entry_of(path, fields), found.message, found.hint)
        for found, path in walk.findings
    ]
    if not isinstance(root, dict):
        return None, problems
    places = walk.values[()], walk.keys, walk.values, walk.meanings, walk.comments
    return Document(file, fields, *places, agreed(lines, walk.marked), lines=lines), problems


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of the parser, without what `yaml.parse` costs an event."""
    return iter(_LOADER(text).get_event, None)


def first_fault(text: str, lines: Sequence[str]) -> Mishap | None:
    """The first fault that keeps the parser from reading on in the text, which has these lines; None without one.

    Cheap, as nothing is made of what is read.
    """
    last: yaml.Event | None = None
    depth = documents = 0
    try:
        for event in islice(_events(text), EVENTS):
            last = event
            if isinstance(event, yaml.ScalarEvent):
                if event.style in ("'", '"') and _swallows(event, lines):
                    return meant(closed_late(event, lines), lines)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return second_document(event)
            else:
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > DEPTH:
                    return too_deep(event)  # the parser needs ever longer for what lies deeper still
    except Exception as error:
        return meant(explain(error, lines, last), lines)
    return None


def _swallows(event: yaml.ScalarEvent, lines: Sequence[str]) -> bool:
    start: Any = event.start_mark
    end: Any = event.end_mark
    return start.line != end.line and swallowed(event, lines) > 0
