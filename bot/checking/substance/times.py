"""Rules about dates: what lies ahead, what was reported before it was said, and events far from their entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.checking.knowledge import Finding, Knowledge
from bot.ledger.dates import Period, period
from bot.ledger.form.document import Value
from bot.ledger.model import Event, Fact, Occasion, Source, Statement
from bot.ledger.written import Written

_A_DAY = timedelta(days=1)  # so far may days be apart by time zones
_A_YEAR = timedelta(days=366)
_CENTURIES = 300 * _A_YEAR
_FEWEST = 2  # dated entries that tell when an event was

_Dated = tuple[Written, str, Period]
"""An entry, the field that dates it, and the days that stand there."""


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
        field = _day_of(entry)
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
    for event, days, dated in _events(knowledge):
        if _is_elsewhere(days, dated):
            message = f"nothing in this file is dated within a year of {event.fields['date']}"
            yield Finding(event, ("date",), message, "correct the event's date, or those of its entries")


def far_date(knowledge: Knowledge) -> Iterator[Finding]:
    """`far-date` finds a date that is more than 300 years away from the event of its file.

    Such a year has mostly lost a figure, or two of them changed places:

        date: 0201-05-04      # wrong
        date: 2021-05-04      # right

    Correct the date. A fact that tells of so long ago is right: say so at the end of the line, `# ok: far-date`.
    """
    for event, days, dated in _events(knowledge):
        for entry, field, written in () if _is_elsewhere(days, dated) else dated:
            if _apart(days, written) > _CENTURIES and not _is_ahead(knowledge, written):
                message = f"{entry.fields[field]} is more than 300 years away from the event, {event.fields['date']}"
                yield Finding(entry, (field,), message, "correct the year")


def _events(knowledge: Knowledge) -> Iterator[tuple[Written, Period, Sequence[_Dated]]]:
    """Each event with its days, unless they lie ahead, and all that is dated in its file."""
    dated: dict[str, list[_Dated]] = {}
    for entry in knowledge.of(Source, Occasion, Statement, Fact):
        field = _day_of(entry)
        if written := period_of(entry.fields.get(field)):
            dated.setdefault(entry.document.file, []).append((entry, field, written))
    for event in knowledge.of(Event):
        days = period_of(event.fields.get("date"))
        if days and not _is_ahead(knowledge, days):
            yield event, days, dated.get(event.document.file, ())


def _is_elsewhere(days: Period, dated: Sequence[_Dated]) -> bool:
    """Whether enough is dated to tell that an event of these days is not where it belongs."""
    return len(dated) >= _FEWEST and all(_apart(days, written) > _A_YEAR for _, _, written in dated)


def _day_of(entry: Written) -> str:
    """The field that dates the entry."""
    return "published" if entry.kind is Source else "date"


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


RULES = (future_date, said_after_published, far_event, far_date)
