"""What operators are told about the knowledge that serves, in the language's sentences and the words of `check`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.ledger.problems import Problem
from bot.rendering.message import LONGEST_MESSAGE, length, shortened
from bot.service import Service

_LONGEST_FINDING = 1000
_LONGEST_PATH, _LONGEST_EVENTS = 500, 1000
_SHOWN_IN_STATUS = 5


def now_serving(service: Service, warnings: int) -> str:
    """That a new version serves, and of how much it consists."""
    language, version = service.language, service.ledger.version
    return language.say["now-serving"].format(version=version, counts=_counts(service), warnings=warnings)


def mended(service: Service) -> str:
    """That the files are good again, and are what served all the time."""
    return service.language.say["mended"].format(version=service.ledger.version)


def unchanged(service: Service) -> str:
    """That the files hold what serves."""
    return service.language.say["unchanged"].format(version=service.ledger.version)


def not_served(service: Service, path: str, errors: Sequence[Problem]) -> str:
    """That the files cannot be served, which version serves, and the findings, as many as fit one message."""
    first = service.language.say["not-served"].format(version=service.ledger.version, errors=len(errors))
    return _listed(service, first, path, errors)


def _listed(service: Service, first: str, path: str, errors: Sequence[Problem], most: int = 1000) -> str:
    """The text and the first findings, as many as fit one message, `most` at most, and how many more there are."""
    rest = service.language.say["more-findings"].format(more=len(errors), path=shlex.quote(_path(path)))
    room = LONGEST_MESSAGE - length(first) - length(rest) - 2
    lines = list(_fitting((shortened(str(error), _LONGEST_FINDING) for error in errors[:most]), room))
    if more := len(errors) - len(lines):
        lines.append(service.language.say["more-findings"].format(more=more, path=shlex.quote(_path(path))))
    return "\n".join((first, *lines))


def _fitting(texts: Iterable[str], room: int) -> Iterator[str]:
    """The first texts, as many as fit into so many units with one or two between them."""
    for text in texts:
        room -= length(text) + 2
        if room < 0:
            return
        yield text


def _path(path: str) -> str:
    return shortened(path, _LONGEST_PATH)


def status(
    service: Service,
    path: str,
    since: datetime,
    looked: datetime,
    errors: Sequence[Problem],
    begun: datetime,
    many: int,
) -> str:
    """What serves since when, from where, how the last change went, and how many questions were answered."""
    language, ledger = service.language, service.ledger
    titles = [event.title for event in ledger.events.values()]
    events = list(_fitting((shortened(title, _LONGEST_EVENTS // 2) for title in titles), _LONGEST_EVENTS))
    if more := len(titles) - len(events):
        events.append(language.say["more-events"].format(more=more))
    head = (
        language.say["status-version"].format(version=ledger.version, since=_time(since), counts=_counts(service)),
        language.say["status-events"].format(events="; ".join(events)),
        language.say["status-files"].format(path=_path(path), looked=_time(looked)),
        language.say["status-running"].format(begun=_time(begun), questions=many),
    )
    if not errors:
        return "\n".join((*head, language.say["status-good"]))
    bad = language.say["status-bad"].format(errors=len(errors))
    return _listed(service, "\n".join((*head, bad)), path, errors, _SHOWN_IN_STATUS)


def _counts(service: Service) -> str:
    ledger = service.ledger
    return service.language.say["counts"].format(
        statements=len(ledger.statements),
        facts=len(ledger.facts),
        disputes=len(ledger.disputes),
        sources=len(ledger.sources),
    )


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
