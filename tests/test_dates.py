"""Days, months and years in questions, and which days of the ledger they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import english
from bot.ledger.dates import Period, period
from bot.matching.dates import AskedDate, days_of, find_dates
from bot.text import words

Day = tuple[int | None, int | None, int | None]


def asked(text: str) -> list[AskedDate]:
    return find_dates(words(text), english())


def dates(text: str) -> list[Day]:
    return [(each.year, each.month, each.day) for each in asked(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 November 2020", (2020, 11, 8)),
        ("8 november, 2020", (2020, 11, 8)),
        ("November 8, 2020", (2020, 11, 8)),
        ("NOV 8 2020", (2020, 11, 8)),
        ("8th of November 2020", (2020, 11, 8)),
        ("the 8th of Nov. 2020", (2020, 11, 8)),
        ("2020-11-08", (2020, 11, 8)),
        ("2020/11/8", (2020, 11, 8)),
        ("08.11.2020", (2020, 11, 8)),
        ("8/11/2020", (2020, 11, 8)),
        ("31.12.1999", (1999, 12, 31)),
        ("8 November", (None, 11, 8)),
        ("november 8th", (None, 11, 8)),
        ("Mar 22nd", (None, 3, 22)),
        ("1st of may", (None, 5, 1)),
        ("3 sep", (None, 9, 3)),
        ("Sept 3", (None, 9, 3)),
        ("November 2020", (2020, 11, None)),
        ("in march 2023", (2023, 3, None)),
        ("in november", (None, 11, None)),
        ("since 1958", (1958, None, None)),
        ("2023", (2023, None, None)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, found: Day) -> None:
    assert dates(text) == [found]
    assert dates(f"what happened on {text}?") == [found]


@pytest.mark.parametrize(
    "text",
    [
        *("three gates", "212 houses", "340 people", "186 millimetres", "21:40", "at 5", "1/2", "room 12"),
        *("the march to the office", "May I ask who said it?", "did they march", "who may say so"),
        *("1234", "9999", "20203", "on monday", "yesterday", "the second bulletin", "", "१९९०"),
    ],
)
def test_other_numbers_and_words_that_are_also_months_are_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14 March 2023 and 15 March 2023", [(2023, 3, 14), (2023, 3, 15)]),
        ("between 1958 and 1963", [(1958, None, None), (1963, None, None)]),
        ("in May 1958 or on 2023-03-14 or in 1990", [(1958, 5, None), (2023, 3, 14), (1990, None, None)]),
    ],
)
def test_several_dates_are_found_in_order(text: str, found: list[Day]) -> None:
    assert dates(text) == found


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("what happened on the 8th of November 2020 there", "8th of November 2020"),
        ("who said on 2020-11-08 that", "2020 11 08"),
        ("did it stand in 1990 or not", "1990"),
    ],
)
def test_a_date_covers_its_own_words(text: str, covered: str) -> None:
    (found,) = asked(text)
    assert " ".join(word.raw for word in words(text)[found.start : found.end]) == covered


PARTS = st.sampled_from(
    ["8", "08", "2020", "11", "31", "99", "1999", "nov", "may", "march", "of", "8th", "-", "/", "."]
)


@given(st.lists(PARTS))
def test_dates_never_overlap_and_never_end_beyond_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found, end = asked(text), 0
    for each in found:
        assert end <= each.start < each.end
        end = each.end
    assert end <= len(words(text))


# ---- which days are meant --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "meets"),
    [
        ("14 March 2023", "2023-03-14", True),
        ("15 March 2023", "2023-03-14", False),
        ("14 March 2022", "2023-03-14", False),
        ("14 April 2023", "2023-03-14", False),
        ("14 March", "2023-03-14", True),
        ("13 March", "2023-03-14", False),
        ("in November", "2023-03-14", False),
        ("March 2023", "2023-03-14", True),
        ("April 2023", "2023-03-14", False),
        ("2023", "2023-03-14", True),
        ("2022", "2023-03-14", False),
        # of a month, of a year, of years the ledger tells no day
        ("14 March 2023", "2023-03", True),
        ("14 April 2023", "2023-03", False),
        ("14 March 2023", "2023", True),
        ("14 March 2022", "2023", False),
        ("14 March", "2023-03", True),
        ("14 March", "2023", False),
        ("14 March", "1958/1963", False),
        ("1960", "1958/1963", True),
        ("1958", "1958/1963", True),
        ("1964", "1958/1963", False),
        ("May 1960", "1958/1963", True),
        ("3 May 1960", "1958/1963", True),
        ("3 May 1964", "1958/1963", False),
        # intervals of days
        ("29 October 2023", "2023-10-28/2023-10-30", True),
        ("27 October 2023", "2023-10-28/2023-10-30", False),
        ("1 November 2023", "2023-10-28/2023-11-03", True),
        ("25 November 2023", "2023-10-28/2023-11-03", False),
        ("1 October 2023", "2023-10-28/2023-11-03", False),
        ("20 June 2023", "2022-12-30/2023-01-02", False),
        ("June 2023", "2022-12-30/2023-01-02", False),
        ("January 2023", "2022-12-30/2023-01-02", True),
    ],
)
def test_a_question_means_a_period_that_has_such_a_day(text: str, written: str, meets: bool) -> None:
    (found,) = asked(text)
    assert found.meets(period(written)) is meets


DAYS = st.dates(date(1990, 1, 1), date(1994, 12, 31))


@given(DAYS, st.integers(0, 800), DAYS)
def test_a_whole_date_is_met_by_the_periods_that_it_lies_in(first: date, length: int, day: date) -> None:
    last = first + timedelta(length)
    assert AskedDate(day.year, day.month, day.day, 0, 3).meets(Period(first, last)) is (first <= day <= last)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in the 1990s", (1990, 1999)),
        ("in the 90s", (1990, 1999)),
        ("back in the '90s", (1990, 1999)),
        ("in the nineties", (1990, 1999)),
        ("in the 20s", (2020, 2029)),
        ("in the thirties", (1930, 1939)),
        ("a year ago", (2022, 2022)),
        ("ten years ago", (2012, 2014)),
        ("thirty years ago", (1990, 1996)),
        ("30 years back", (1990, 1996)),
        ("a hundred-odd years ago", (1911, 1935)),
        ("two decades earlier", (2001, 2005)),
        ("a century ago", (1911, 1935)),
    ],
)
def test_a_decade_and_years_ago_mean_some_years(text: str, years: tuple[int, int]) -> None:
    (found,) = find_dates(words(text), english(), now=2023)
    for year in (years[0] - 1, *years, years[1] + 1):
        assert found.meets(period(str(year))) is (years[0] <= year <= years[1])


@pytest.mark.parametrize("text", ["years ago", "how many years ago", "in 90 days", "two hours ago", "some years back"])
def test_no_number_of_years_is_no_date(text: str) -> None:
    assert find_dates(words(text), english(), now=2023) == []


def test_a_weekday_is_the_day_of_an_event_that_was_on_it() -> None:
    sunday = {"sunday": period("2020-11-08")}
    assert [(each.month, each.day) for each in find_dates(words("on Sunday"), english(), sunday)] == [(11, 8)]
    assert find_dates(words("on Monday"), english(), sunday) == []


def test_of_an_event_of_several_days_each_weekday_is_its_own_day() -> None:
    days = days_of([period("2021-05-01/2021-05-03")], english())
    assert {name: str(day.first) for name, day in days.items() if name.isalpha()} == {
        "saturday": "2021-05-01",
        "sunday": "2021-05-02",
        "monday": "2021-05-03",
    }


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("what happened on the 2nd?", [(2021, 5, 2)]),
        ("was it on the 1st, or on the 22nd", [(2021, 5, 1), (2021, 5, 22)]),
        ("the 2nd minister", []),
        ("in the 31st hour", []),
        ("2nd", []),
    ],
)
def test_a_day_without_a_month_is_of_the_only_month_of_the_event(text: str, days: list[Day]) -> None:
    named = days_of([period("2021-05-01/2021-05-03")], english())
    assert [(each.year, each.month, each.day) for each in find_dates(words(text), english(), named)] == days


def test_an_event_of_two_months_has_no_day_without_a_month() -> None:
    named = days_of([period("2021-05-31/2021-06-01")], english())
    assert find_dates(words("on the 1st"), english(), named) == []


@pytest.mark.parametrize(("one", "other", "same"), [("8 November", "November 2020", True), ("May 1990", "1990", False)])
def test_a_day_that_stands_in_words_is_the_one_asked_as_far_as_both_are_given(one: str, other: str, same: bool) -> None:
    assert asked(one)[0].is_same(asked(other)[0]) is same
