"""Days, months and years that a question names."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.languages import Language
from bot.ledger.dates import Period, period
from bot.text import Word

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$", re.ASCII)
_LAST_DAY = 31
_YEAR_LONG = 364
"""Days from the first to the last of a year."""
_NO_DAYS: Mapping[str, Period] = {}
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d$", re.ASCII)
_SHORT_YEAR = re.compile(r"\d\d$", re.ASCII)
_DECADE = re.compile(r"((?:1[5-9]|20)?\d0)s$", re.ASCII)
_WEEK = 7
_VAGUE = 8
"""Of so many years ago, one more or less is meant too."""


@dataclass(frozen=True, slots=True)
class AskedDate:
    """A date as far as a question gives it, and the words that it covers.

    A decade, and "thirty years ago", is a year and those behind it: so many `years`.
    """

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    years: int = 1

    def meets(self, days: Period) -> bool:
        """Whether a day of the period is meant."""
        if self.year and self.years > 1:
            return period(f"{self.year}/{self.year + self.years - 1}").overlaps(days)
        years = (self.year,) if self.year else range(days.first.year, days.last.year + 1)
        if self.year is None and days.last.toordinal() - days.first.toordinal() >= _YEAR_LONG:
            return False  # every year has such a day, so it tells nothing of this one
        return any(asked.overlaps(days) for year in years if (asked := self._in(year)))

    def is_same(self, other: AskedDate) -> bool:
        """Whether both may name the same day or month, as far as they are given."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return bool(self.month and other.month) and all(one == two or not (one and two) for one, two in parts)

    def _in(self, year: int) -> Period | None:
        """The days meant in the year; None for a day that the year does not have."""
        parts = [f"{year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        try:
            return period("-".join(parts))
        except ValueError:
            return None


def days_of(events: Collection[Period], language: Language) -> Mapping[str, Period]:
    """The days that are named without a month, by name: weekdays, and the 8th where all was in one month.

    A weekday means one day alone: of those on which something was, in the first week of each event.
    """
    days: dict[str, list[Period]] = defaultdict(list)
    for event in events:
        for day in islice(event.days(), _WEEK):
            days[language.weekdays[day.weekday()]].append(Period(day, day))
    named = {name: found[0] for name, found in days.items() if len(found) == 1}
    months = {day.replace(day=1) for event in events for day in (event.first, event.last)}
    month = months.pop() if len(months) == 1 else None
    ends = calendar.monthrange(month.year, month.month)[1] if month else 0
    return named | {_ordinal(day): period(f"{month:%Y-%m}-{day:02}") for day in range(1, ends + 1)}


def _ordinal(day: int) -> str:
    """The day as it is written: 1st, 2nd, 13th."""
    ending = "th" if day // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def find_dates(
    words: Sequence[Word], language: Language, days: Mapping[str, Period] = _NO_DAYS, now: int | None = None
) -> list[AskedDate]:
    """The dates in the words, in order: 8 November 2020, Nov 8th, November 2020, 2020-11-08, 08.11.2020, 1990, the 90s.

    `days` are those that `days_of` names; `now` is the year from which "ten years ago" counts.
    """
    found: list[AskedDate] = []
    at = 0
    while at < len(words):
        asked = (
            _numeric(words, at)
            or _spelled(words, at, language, now)
            or _year(words, at)
            or _named_day(words, at, days, language)
            or _decade(words, at, language, now)
            or _ago(words, at, language, now)
        )
        if asked:
            found.append(asked)
        at = asked.end if asked else at + 1
    return found


def _numeric(words: Sequence[Word], at: int) -> AskedDate | None:
    if not words[at].text.isdecimal():
        return None  # as most
    parts = [word.text for word in words[at : at + 3]]
    if len(parts) < 3 or not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    first, middle, last = map(int, parts)
    if _YEAR.match(parts[0]) and 1 <= middle <= 12 and 1 <= last <= 31:
        return AskedDate(first, middle, last, at, at + 3)
    if _YEAR.match(parts[2]) and 1 <= middle <= 12 and 1 <= first <= 31:
        return AskedDate(last, middle, first, at, at + 3)
    return None


def _spelled(words: Sequence[Word], at: int, language: Language, now: int | None) -> AskedDate | None:
    """A month's name with a day before or behind it and perhaps a year: of four figures, or '90."""
    day, month, end = None, language.months.get(words[at].text), at + 1
    if month is None and (match := _DAY.match(words[at].text)) and at + 1 < len(words):
        behind = at + 2 if words[at + 1].text in language.words["belonging"] and at + 2 < len(words) else at + 1
        day, month, end = int(match[1]), language.months.get(words[behind].text), behind + 1
    if month is None:
        return None
    if day is None and end < len(words) and (match := _DAY.match(words[end].text)) and int(match[1]) <= _LAST_DAY:
        day, end = int(match[1]), end + 1
    year = _year_behind(words[end].text, now) if end < len(words) else None
    end += year is not None
    if day is None and year is None and words[at].text in language.words["hardly_months"]:
        return None
    return AskedDate(year, month, day, at, end)


def _year_behind(text: str, now: int | None) -> int | None:
    """The year behind a month; of two figures the last that was."""
    if _YEAR.match(text):
        return int(text)
    if now is None or not _SHORT_YEAR.match(text):
        return None
    year = now // 100 * 100 + int(text)
    return year - 100 if year > now else year


def _named_day(words: Sequence[Word], at: int, named: Mapping[str, Period], language: Language) -> AskedDate | None:
    """A weekday, or "the 8th" with no noun behind it: the 8th minister is no day."""
    days = named.get(words[at].text)
    if days is None:
        return None
    if words[at].text[0].isdecimal():
        before = at > 0 and words[at - 1].text in language.words["articles"]
        ends = at + 1 == len(words) or words[at + 1].start - words[at].end > 1
        if not before or not (ends or words[at + 1].text in language.words["function"]):
            return None
    return AskedDate(days.first.year, days.first.month, days.first.day, at, at + 1)


def _year(words: Sequence[Word], at: int) -> AskedDate | None:
    return AskedDate(int(words[at].text), None, None, at, at + 1) if _YEAR.match(words[at].text) else None


def _decade(words: Sequence[Word], at: int, language: Language, now: int | None) -> AskedDate | None:
    """The 1990s, the 90s, the nineties: of the centuries the last that had begun it."""
    text = words[at].text
    year = int(match[1]) if (match := _DECADE.match(text)) else language.decades.get(text)
    if year is None or (year < 100 and now is None):
        return None
    if year < 100 and now:
        year += now // 100 * 100
    return AskedDate(year - 100 if now and year > now else year, None, None, at, at + 1, 10)


def _ago(words: Sequence[Word], at: int, language: Language, now: int | None) -> AskedDate | None:
    """Thirty years ago, a hundred-odd years ago, two decades ago: the rounder and the longer, the less exact."""
    text = words[at].text
    number = int(text) if text.isdecimal() and text.isascii() else language.numbers.get(text)
    if now is None or not (number or text in language.words["articles"]):
        return None
    behind = [word.text for word in words[at + 1 : at + 4]]
    about = behind[:1] != [] and behind[0] in language.words["about"]
    unit, ago = (*behind[about:], "", "")[:2]
    if unit not in language.spans_of_years or ago not in language.words["ago"]:
        return None
    back = (number or 1) * language.spans_of_years[unit]
    either = max(back // _VAGUE, 1) if back > 1 else 0
    first = max(now - back - either, 1)  # before all years: nothing that a ledger tells
    return AskedDate(first, None, None, at, at + 3 + about, max(now - back + either, first) - first + 1)
