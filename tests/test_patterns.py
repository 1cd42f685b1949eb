"""The pattern language of the asked-for table: what fits, what it uses up, what stands in its slots."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.patterns import PLACE, WHO, Patterns, Table, elements_of, matched, read_pattern, read_row

ELEMENTS = elements_of(
    {
        "act": frozenset({"say", "said", "warn"}),
        "do": frozenset({"did", "does"}),
        "function": frozenset({"the", "of"}),
    }
)
NAMES = {"Ada": WHO, "Quay": PLACE}


def tokens(text: str) -> tuple[str, ...]:
    """The words of a question; Ada is somebody, Quay a place."""
    return tuple(NAMES.get(word, word) for word in text.split())


def fit(pattern: str, text: str) -> tuple[str, Mapping[str, str]] | None:
    """The words that the pattern used up, and those in its slots; None where it does not fit."""
    found = Table([read_row({"asks": "it", "when": [pattern]}, ELEMENTS)]).first_fit(tokens(text))
    if not found:
        return None
    typed = text.split()
    slots = {slot: " ".join(typed[at] for at in places) for slot, places in found.slots.items()}
    return " ".join(typed[at] for at in sorted(found.used)), slots


@pytest.mark.parametrize(
    ("pattern", "text", "used"),
    [
        # a word, one of several, one of a class
        ("why", "so why then", "why"),
        ("how many", "how very many", None),
        ("how many|much", "how much rain", "how much"),
        ("<act>", "they warn us", "warn"),
        ("who <do> <act>", "who did say it", "who did say"),
        ("who <do>|will <act>", "who will say it", "who will say"),
        # what may miss: taken where it can be
        ("who else? <act>", "who said", "who said"),
        ("who else? <act>", "who else said", "who else said"),
        ("who else? <act>", "who ever said", None),
        ("not? not? so", "not so", "not so"),
        ("tell us|me? more", "tell more", "tell more"),
        ("tell us|me? more", "tell me more", "tell me more"),
        # the ends
        ("^ why", "why then", "why"),
        ("^ why", "and why", None),
        ("why $", "and why", "why"),
        ("why $", "why then", None),
        ("^ why $", "why", "why"),
        ("^ why $", "why why", None),
        ("^ so? why", "so why then", "so why"),
        # up to four words that stay unused
        ("sum ... up", "sum up", "sum up"),
        ("sum ... up", "sum one two three four up", "sum up"),
        ("sum ... up", "sum one two three four five up", None),
        ("sum ... up", "up then sum", None),
        # where it fits first
        ("did|does", "does he or did he", "does"),
        ("why", "", None),
    ],
)
def test_a_pattern_takes_these_words(pattern: str, text: str, used: str | None) -> None:
    found = fit(pattern, text)
    assert (found[0] if found else None) == used


@pytest.mark.parametrize(
    ("pattern", "text", "slots"),
    [
        ("what <do> {speaker} <act>", "what did Ada say", {"speaker": "Ada"}),
        ("what <do> {speaker} <act>", "what did Quay say", None),
        ("what <do> {speaker} <act>", "what did they say", None),
        ("what <do> {doer} do", "what did Ada do", {"doer": "Ada"}),
        ("who is {name}", "who is Ada", {"name": "Ada"}),
        ("who is {name}", "who is Quay", {"name": "Quay"}),
        ("that? {speaker}? said", "that said", {"speaker": ""}),
        ("that? {speaker}? said", "that Ada said", {"speaker": "Ada"}),
        ("the {noun} <act>", "the mayor said", {"noun": "mayor"}),
        ("the {noun} <act>", "the old town mayor said", {"noun": "old town mayor"}),
        ("the {noun} <act>", "the very old town mayor said", None),
        ("the {noun} <act>", "the said", None),
        ("the {noun} <act>", "the mayor Ada said", None),
        ("the {noun}", "the old mayor", {"noun": "old"}),
        ("{speaker} or {speaker}", "Ada or Ada", {"speaker": "Ada Ada"}),
    ],
)
def test_a_slot_takes_these_words(pattern: str, text: str, slots: Mapping[str, str] | None) -> None:
    found = fit(pattern, text)
    assert (found[1] if found else None) == slots


def test_words_in_slots_and_gaps_are_not_used_up() -> None:
    assert fit("what <do> {speaker} ... about", "what did Ada ever say about it") == (
        "what did about",
        {"speaker": "Ada"},
    )


@pytest.mark.parametrize("pattern", ["<deed>", "{thing}", "who <act>|<deed>"])
def test_a_class_or_slot_that_there_is_not_is_an_error(pattern: str) -> None:
    with pytest.raises(KeyError):
        read_pattern(pattern, ELEMENTS)


TABLE = tuple(
    read_row(row, ELEMENTS)
    for row in (
        {"asks": "who-said", "act": "denied", "when": ["who ... lied", "who is wrong"]},
        {"asks": "list", "all": True, "when": ["all"]},
        {"asks": "when", "group": "question word", "when": ["when", "what day"]},
        {"asks": "where", "group": "question word", "when": ["where"]},
        {"asks": "about", "when": ["about"]},
    )
)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("who ever lied", "who-said"),
        ("all about who lied", "who-said"),
        ("about all", "list"),
        ("about what day", "when"),
        ("when and where", "when"),
        ("where and when", "where"),
        ("where and on what day", "where"),
        ("the gates", None),
    ],
)
def test_the_first_row_that_fits_decides_and_in_a_group_the_one_that_stands_first(text: str, asks: str | None) -> None:
    found = Table(TABLE).first_fit(tokens(text))
    assert (found.row.asks if found else None) == asks


def test_a_row_keeps_its_act_and_its_options() -> None:
    denied, everything, *_ = TABLE
    assert (denied.act, denied.options) == ("denied", frozenset())
    assert (everything.act, everything.options) == ("", frozenset({"all"}))


def test_all_patterns_of_a_set_take_their_words_together() -> None:
    carriers = Patterns(read_pattern(pattern, ELEMENTS) for pattern in ("i want to know", "^ please", "on earth"))
    asked = tokens("please i want to know who on earth said so")
    assert [asked[at] for at in range(len(asked)) if at not in matched(carriers, asked)] == ["who", "said", "so"]


@given(st.text("abc ^$?|.<>{}", max_size=30).map(lambda text: f"who {text}"))
def test_any_line_is_a_pattern_or_a_key_error(text: str) -> None:
    try:
        pattern = read_pattern(text, ELEMENTS)
    except KeyError:
        return
    assert matched(Patterns([pattern]), tokens("who a b c Ada")) <= set(range(5))


@given(
    st.lists(st.sampled_from(["who", "...", "{speaker}?", "{noun}", "<act>?", "x?"]), min_size=1, max_size=12),
    st.lists(st.sampled_from(["who", "x", "say", "Ada", "Quay"]), max_size=40),
)
def test_what_fits_lies_in_the_question_and_in_no_two_slots(parts: list[str], asked: list[str]) -> None:
    row = read_row({"asks": "it", "when": [" ".join(parts)]}, ELEMENTS)
    found = Table([row]).first_fit(tokens(" ".join(asked)))
    if found:
        places = [*found.used, *(at for taken in found.slots.values() for at in taken)]
        assert len(places) == len(set(places))
        assert set(places) <= set(range(len(asked)))
