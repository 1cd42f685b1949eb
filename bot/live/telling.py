"""What operators are told about the knowledge that serves, in the language's sentences and the words of `check`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.ledger.problems import Problem
from bot.rendering.message import LONGEST_MESSAGE, length
from bot.service import Service

_LONGEST_FINDING = 1000
_ROOM = 100
"""Units kept for the line that tells how many more there are."""
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


def not_served(service: Service, errors: Sequence[Problem]) -> str:
    """That the files cannot be served, which version serves, and the findings, as many as fit one message."""
    first = service.language.say["not-served"].format(version=service.ledger.version, errors=len(errors))
    return listed(service, first, errors)


def listed(service: Service, first: str, errors: Sequence[Problem], most: int = 1000) -> str:
    """The text and the first findings, as many as fit one message, `most` at most, and how many more there are."""
    lines, room = [first], LONGEST_MESSAGE - _ROOM - length(first)
    for finding in map(str, errors[:most]):
        line = finding[:_LONGEST_FINDING]
        room -= length(line) + 1
        if room < 0:
            break
        lines.append(line)
    if more := len(errors) + 1 - len(lines):
        lines.append(service.language.say["more-findings"].format(more=more))
    return "\n".join(lines)


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
    events = "; ".join(event.title for event in ledger.events.values())
    head = (
        language.say["status-version"].format(version=ledger.version, since=_time(since), counts=_counts(service)),
        language.say["status-events"].format(events=events),
        language.say["status-files"].format(path=path, looked=_time(looked)),
        language.say["status-running"].format(begun=_time(begun), questions=many),
    )
    if not errors:
        return "\n".join((*head, language.say["status-good"]))
    bad = language.say["status-bad"].format(errors=len(errors))
    return listed(service, "\n".join((*head, bad)), errors, _SHOWN_IN_STATUS)


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
