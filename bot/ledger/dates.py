"""ISO dates: the days that one names, and what was probably meant by a date in another form."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import normalize

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?", re.ASCII)
_LONGEST = 60
"""Characters of what may be a date in another form."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# by month, in the languages of those who copy a date from a page
_NAMES = tuple(
    line.split()
    for line in """
        january januar jänner janvier enero gennaio janeiro januari ocak yanvar январь января հունվար հունվարի
        february februar février febrero febbraio fevereiro februari şubat fevral февраль февраля փետրվար փետրվարի
        march märz mars marzo março maart mart март марта մարտ մարտի
        april avril abril aprile nisan aprel апрель апреля ապրիլ ապրիլի
        may mai mayo maggio maio mei mayıs май мая մայիս մայիսի
        june juni juin junio giugno junho haziran iyun июнь июня հունիս հունիսի
        july juli juillet julio luglio julho temmuz iyul июль июля հուլիս հուլիսի
        august août agosto augustus ağustos avqust август августа օգոստոս օգոստոսի
        september septembre septiembre settembre setembro eylül sentyabr сентябрь сентября սեպտեմբեր սեպտեմբերի
        october oktober octobre octubre ottobre outubro ekim oktyabr октябрь октября հոկտեմբեր հոկտեմբերի
        november novembre noviembre novembro kasım noyabr ноябрь ноября նոյեմբեր նոյեմբերի
        december dezember décembre diciembre dicembre dezembro aralık dekabr декабрь декабря դեկտեմբեր դեկտեմբերի
    """.strip().splitlines()
)
_BESIDE = {"of", "the", "de", "den", "der", "am", "le", "il", "el", "года", "год", "г", "թ"}  # words in such dates
_ABOUT = re.compile(r"(?:(?:c|ca|circa|about|around|approximately|early|mid|late|on|in)\b[. -]*)+", re.IGNORECASE)
_FIGURES = str.maketrans("OoОоΟοlIІ", "000000111")  # letters typed for them, of three alphabets
_YEAR = r"[12]\d{3}"
_MARK = r"\s?[-./–—−‐]\s?"
_TIME = r"(?:[T ,]+\d\d?:.*)?"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, that an ISO date, month, year or interval names."""

    first: date
    last: date

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day."""
        return self.first <= other.last and other.first <= self.last

    def days(self) -> Iterator[date]:
        """Its days, in order."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))


@lru_cache(maxsize=10_000)
def period(written: str) -> Period:
    """The period that `written` names: 1971-05-03, 1971-05, 1971 or an interval such as 1968/1971.

    Raises ValueError, with a sentence for operators, for anything else and for days that do not exist.
    """
    if not _FORM.fullmatch(written):
        raise ValueError(f"{written!r} is no date: {_cure(written)}")
    first, slash, last = written.partition("/")
    start, end = _span(first), _span(last if slash else first)
    if start.first > end.last:
        meant = _year_first(first + last)
        cure = f"did you mean `{meant}`?" if meant else f"put the earlier date first, as {last}/{first}"
        raise ValueError(f"{written} ends before it begins: {cure}")
    return Period(start.first, end.last)


def _span(written: str) -> Period:
    year, *rest = map(int, written.split("-"))
    month, last_month = (rest[0], rest[0]) if rest else (1, 12)
    try:
        first = date(year, month, rest[1] if len(rest) == 2 else 1)
        last = first if len(rest) == 2 else date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise ValueError(f"there is no day {written} in the calendar: {_nearest(year, *rest)}") from error
    return Period(first, last)


def _nearest(year: int, month: int = 0, day: int = 0) -> str:
    if _exists(year, day, month):
        return f"did you mean `{year:04}-{day:02}-{month:02}`?"
    if 1 <= month <= 12 and year:
        return (
            f"{_MONTHS[month - 1].capitalize()} {year} has {calendar.monthrange(year, month)[1]} days, correct the day"
        )
    return "correct the date; the months are 01 to 12"


@lru_cache(maxsize=1_000)
def _cure(written: str) -> str:
    """What to write instead, typed out where one or two dates can be meant."""
    bare = " ".join(normalize("NFKC", written[:_LONGEST]).strip("“”„«»‘’\"' .,").split())
    bare = _ABOUT.sub("", bare)
    if _FORM.fullmatch(figures := bare.translate(_FIGURES)):
        return f"did you mean `{figures}`?"
    meant = [day for reading in _READINGS if (day := reading(bare))]
    if len(set(meant)) == 1:
        return f"did you mean `{meant[0]}`?"
    if meant:
        one, other = meant[:2]
        return f"write `{one}` for {_in_words(one)}, or `{other}` for {_in_words(other)}"
    return "write it as 1971-05-03, 1971-05, 1971 or 1968/1971"


def _in_words(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    return f"{number} {_MONTHS[month - 1].capitalize()} {year}"


def _year_first(written: str) -> str | None:
    """2020/11/8, 2020.11.08, 2020-11-8, 20201108, 2020-1108, 2020–11–08, a time of day after it."""
    found = re.fullmatch(rf"({_YEAR})({_MARK})(\d\d?)\2(\d\d?){_TIME}", written, re.ASCII)
    if found:
        return _iso(found[1], found[3], found[4])
    together = re.fullmatch(rf"({_YEAR})-*(\d\d)-*(\d\d)", written, re.ASCII)
    return _iso(*together.groups()) if together else None


def _day_first(written: str) -> str | None:
    """08.11.2020, 8/11/2020, 8-11-20."""
    found = re.fullmatch(rf"(\d\d?)({_MARK})(\d\d?)\2(\d\d|\d{{4}}){_TIME}", written, re.ASCII)
    return _iso(_century(found[4]), found[3], found[1]) if found else None


def _month_first(written: str) -> str | None:
    """11/08/2020, as in America; with points it is the day that comes first everywhere."""
    found = re.fullmatch(rf"(\d\d?)([/-])(\d\d?)\2(\d\d|\d{{4}}){_TIME}", written, re.ASCII)
    return _iso(_century(found[4]), found[1], found[3]) if found else None


def _short_year_first(written: str) -> str | None:
    """20-11-08, as in some lists of files."""
    found = re.fullmatch(r"(\d\d)-(\d\d)-(\d\d)", written, re.ASCII)
    return _iso(_century(found[1]), found[2], found[3]) if found else None


def _with_a_name(written: str) -> str | None:
    """8 November 2020, Nov. 8th, 2020, November 2020, 8. Mai 2020, 8 мая 2020 г."""
    parts = re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", written.casefold()))
    parts = [part for part in parts if part not in _BESIDE]
    if len(parts) not in (2, 3):
        return None
    months = {at for at, names in enumerate(_NAMES, 1) for part in parts if _begins_one(part, names)}
    years = [part for part in parts if part.isdigit() and len(part) == 4]
    days = [part for part in parts if part.isdigit() and len(part) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(parts) != 2 + len(days):
        return None
    (month,) = months
    return _iso(years[0], str(month), days[0]) if days else f"{years[0]}-{month:02}"


def _begins_one(part: str, names: list[str]) -> bool:
    return len(part) > 2 and any(name.startswith(part) for name in names)


def _month_and_year(written: str) -> str | None:
    """2020/11, 2020.11, 2020-1, 11/2020, 11.2020."""
    found = re.fullmatch(rf"({_YEAR}){_MARK}(\d\d?)|(\d\d?){_MARK}({_YEAR})", written, re.ASCII)
    if not found:
        return None
    year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None


def _interval(written: str) -> str | None:
    """1988-1994, 1988 – 1994, 2020-09-27 to 2020-11-10."""
    parts = re.split(r"\s*(?:[–—/]|\bto\b|(?<=\d{4})-(?=\d{4}$)| - )\s*", written)
    if len(parts) != 2 or not all(map(_FORM.fullmatch, parts)) or parts[0] > parts[1]:
        return None
    return "/".join(parts)


_READINGS = (_year_first, _day_first, _month_first, _short_year_first, _with_a_name, _month_and_year, _interval)


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}" if int(year) < 50 else f"19{year}"


def _iso(year: str, month: str, day: str) -> str | None:
    return f"{year}-{int(month):02}-{int(day):02}" if _exists(int(year), int(month), int(day)) else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False
