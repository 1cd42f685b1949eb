"""The events of a parser one by one, within bounds that no file can pass, and what is found wrong on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import yaml

from bot.ledger.form.document import Path
from bot.ledger.form.messages import Mark, Mishap, begin

DEPTH = 32
EVENTS = 250_000  # that are read; 5,000 rich entries make half of them
_TOLD = 1_000  # findings of one rule; whoever has more has one fault, not many


class RefusedError(Exception):
    """The text is not to be read any further; the walk holds the reason."""


class Events:
    """Goes from event to event, and keeps what is wrong with them."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.last: yaml.Event | None = None
        self.read = self.depth = 0
        self.findings: list[tuple[Mishap, Path]] = []
        self.told: Counter[str] = Counter()

    def _next(self) -> yaml.Event:
        event = self.last = next(self.events)
        self.read += 1
        if self.read > EVENTS:
            message = "the file holds too many values up to here, so that it was not read to the end"
            raise self._refusal(begin(event), "too-large", message, "divide the file into several in the same folder")
        return event

    def _skip(self, event: yaml.Event, opened: int = 0) -> None:
        """Goes over the value that `event` begins, or to the end of the list that is `opened`."""
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                self._limit(event, opened)
                opened += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                opened -= 1
            if not opened:
                return
            event = self._next()

    def _limit(self, event: yaml.Event, more: int = 0) -> None:
        if self.depth + more >= DEPTH:
            self.findings.append((too_deep(event), ()))
            raise RefusedError

    def _refusal(self, place: Mark, rule: str, message: str, hint: str) -> RefusedError:
        self._find(place, (), rule, message, hint)
        return RefusedError(message)

    def _find(self, place: Mark, path: Path, rule: str, message: str, hint: str = "") -> None:
        self.told[rule] += 1
        if self.told[rule] <= _TOLD:
            self.findings.append((Mishap(place, rule, message, hint), path))

    def _find_many(self, event: yaml.Event, path: Path, most: int) -> None:
        message = f"more than {most:,} stand in one group or list here, so that it was not read to the end"
        hint = "divide it, or the file into several in the same folder"
        self._find(begin(event), path, "too-large", message, hint)


def too_deep(event: yaml.Event) -> Mishap:
    message = f"more than {DEPTH} lists and groups lie in each other here"
    return Mishap(begin(event), "too-deep", message, "delete the superfluous brackets or hyphens")


def is_empty(event: yaml.Event) -> bool:
    """Whether nothing stands where the event is, not even quotation marks."""
    return isinstance(event, yaml.ScalarEvent) and event.implicit[0] and not event.value
