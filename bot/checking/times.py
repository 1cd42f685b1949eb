"""Rules about dates: what lies ahead, what was reported before it was said, and events far from their entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.checking.knowledge import Finding, Knowledge
from bot.ledger.dates import Period, period
from bot.ledger.document import Value
from bot.ledger.model import Event, Fact, Occasion, Source, Statement
from bot.ledger.records import Written

_A_DAY = timedelta(days=1)  # so far may days be apart by time zones
_A_YEAR = timedelta(days=366)
_FEWEST = 2  # dated entries that tell when an event was


def period_of(value: Value) -> Period | None:
    """The period that a date names; None where there is none that can be read."""
    try:
        return period(value) if isinstance(value, str) else None
    except ValueError:
        return None


def future_date(knowledge: Knowledge) -> Iterator[Finding]:
    """`future-date` finds a date that is still to come.

    Nobody can have said, reported or published anything on a day that lies ahead, so a figure is wrong:

        date: 2102-11-08      # wrong
        date: 2012-11-08      # right

    Correct the date. A fact may tell what is planned: its date is a finding only if it lies more than a year behind
    the day of its source too.
    """
    for entry in knowledge.of(Event, Source, Occasion, Statement, Fact):
        field = "published" if entry.kind is Source else "date"
        written = period_of(entry.fields.get(field))
        if not _is_ahead(knowledge, written):
            continue
        reported = _published(knowledge, entry)
        if entry.kind is not Fact or (written and reported and written.first > reported + _A_YEAR):
            message = f"{entry.fields[field]} lies in the future"
            yield Finding(entry, (field,), message, "correct the date")


def said_after_published(knowledge: Knowledge) -> Iterator[Finding]:
    """`said-after-published` finds words that are dated later than every source that reports them.

    A source cannot quote what was said after it was published:

        sources: {gazette: {title: Bridge to close, published: 2021-05-04}}
        statements: {ott-closes: {speaker: ott, quote: We close it., date: 2021-05-06, source: gazette}}      # wrong

    Correct the day, or `published:` of the source, or name the source that has the words. A text that was added to
    for days was published in an interval, 2021-05-04/2021-05-06. A day more is no finding, as it may be tomorrow
    elsewhere.
    """
    for entry in knowledge.of(Statement, Occasion):
        holder, value = knowledge.value(entry, "date")
        written, reported = period_of(value), _published(knowledge, entry)
        own = holder is entry or "source" in entry.fields  # else it is told at the occasion
        if own and written and reported and written.first > reported + _A_DAY and not _is_ahead(knowledge, written):
            message = f"it is dated {value}, and its source was published on {reported} at the latest"
            path = ("date",) if holder is entry else ("source",)
            yield Finding(entry, path, message, "correct the date or the source's `published`, or name another source")


def far_event(knowledge: Knowledge) -> Iterator[Finding]:
    """`far-event` finds an event whose date is more than a year away from all that its file dates.

    The bot tells what belongs to the event's days before what is told of other times, and shows the date itself:

        event: {id: bridge-2021-05-04, title: The old bridge, date: 2012-05-04}      # wrong, all entries are of 2021
        event: {id: bridge-2021-05-04, title: The old bridge, date: 2021-05-04}      # right

    Correct the event's date. The days of statements, facts, occasions and sources count.
    """
    dated: dict[str, list[Period]] = {}
    for entry in knowledge.of(Source, Occasion, Statement, Fact):
        if written := period_of(entry.fields.get("published" if entry.kind is Source else "date")):
            dated.setdefault(entry.document.file, []).append(written)
    for event in knowledge.of(Event):
        days, others = period_of(event.fields.get("date")), dated.get(event.document.file, [])
        if not days or _is_ahead(knowledge, days) or len(others) < _FEWEST:
            continue
        if all(_apart(days, other) > _A_YEAR for other in others):
            message = f"nothing in this file is dated within a year of {event.fields['date']}"
            yield Finding(event, ("date",), message, "correct the event's date, or those of its entries")


def _is_ahead(knowledge: Knowledge, days: Period | None) -> bool:
    return days is not None and days.first > knowledge.today + _A_DAY


def _apart(one: Period, other: Period) -> timedelta:
    return max(one.first - other.last, other.first - one.last)


def _published(knowledge: Knowledge, entry: Written) -> date | None:
    """The last day on which a source of the entry was published; None where one of them does not say."""
    _, source = knowledge.value(entry, "source")
    names: Iterable[str] = source if isinstance(source, dict) else [source] if isinstance(source, str) else ()
    sources = [knowledge.by_id.get(name) for name in names]
    days = [period_of(each.fields.get("published")) if each else None for each in sources]
    return max((day.last for day in days if day), default=None) if all(days) else None


RULES = (future_date, said_after_published, far_event)
