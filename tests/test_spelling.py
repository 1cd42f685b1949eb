"""Typos are mended; common words, names, prefixes and words of other scripts are left alone; strangers are told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages import english
from bot.matching.names import Names
from bot.matching.spelling import Spelling
from bot.matching.traits import own_texts
from bot.text import folded, words
from tests.invented import ledger_of

INVENTED = ledger_of("velm")
NAMES = Names(INVENTED, english())
OWN_WORDS = frozenset(
    word for entry in INVENTED.entries.values() for text, _ in own_texts(entry) for word in folded(text)
)
SPELLING = Spelling(english(), OWN_WORDS, NAMES.words)


def mended(text: str) -> str:
    return " ".join(word.text for word in SPELLING.repaired(words(text), NAMES))


def strangers(text: str) -> list[tuple[str, bool]]:
    """The names of nobody in the text, each with whether it is surely a name."""
    typed = words(text)
    return [(each.text, not each.unsure) for each in SPELLING.strangers(typed, NAMES.find(typed), ())]


# ---- a vocabulary without some words ---------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(sorted(OWN_WORDS)), max_size=4), st.sampled_from(sorted(OWN_WORDS)))
def test_a_spelling_without_words_is_the_one_made_without_them(gone: set[str], word: str) -> None:
    left_out, made = SPELLING.without(frozenset(gone)), Spelling(english(), OWN_WORDS - gone, NAMES.words)
    for each in (*gone, word):
        typed = words(f"about the {each} and {each[:-1]} or {each}s and {each[1:2]}{each[:1]}{each[2:]}")
        assert left_out.repaired(typed, NAMES) == made.repaired(typed, NAMES)
        assert left_out.is_strange(each) == made.is_strange(each)


# ---- typos -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # a letter too few, too many, another, two that changed places
        ("who opend the gaets", "who opened the gates"),
        ("who oppened the gates", "who opened the gates"),
        ("resevoir", "reservoir"),
        ("rezervoir", "reservoir"),
        ("the inquirry", "the inquiry"),
        ("embankmnt", "embankment"),
        ("rowign baots", "rowing boats"),
        ("how many huoses were floodde", "how many houses were flooded"),
        ("who resuced people", "who rescued people"),
        # words of the language too
        ("wich houses", "which houses"),
        ("who siad that", "who said that"),
        ("who anounced it", "who announced it"),
        ("summarry", "summary"),
        # capitals at the beginning and shouting tell nothing
        ("Resevoir was full", "reservoir was full"),
        ("WHO OPEND THE GAETS", "who opened the gates"),
        ("It fell. Gaets were open", "it fell gates were open"),
    ],
)
def test_a_typo_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


def test_a_question_word_is_mended_to_a_question_word() -> None:
    assert mended("whta did they say") == "what did they say"


@pytest.mark.parametrize(
    "typed",
    [
        # right as it is: the ledger's words, the language's, and near words that mean something else
        *("gates opened", "the embankment by the mill", "prime", "pride", "text", "test", "goats"),
        *("deny", "flooding", "warned", "warmed", "barn", "brides", "fat"),
        # a prefix makes another word
        *("reopened", "unopened", "preopened", "overflooded", "misquoted", "nonstate"),
        # too short, too far, nothing at all
        *("fel", "gsa", "xyzzy", "qqqqqq", "a", "", "12", "340", "3rd"),
        # other scripts and letters
        *("наводнение", "плотна", "ջրհեղեղ", "洪水", "ღვარცოფი", "السد"),
        # names of the wide world
        *("macron", "nasa", "messi", "paris"),
    ],
)
def test_this_is_left_alone(typed: str) -> None:
    assert mended(typed) == " ".join(word.text for word in words(typed))


def test_swapped_letters_come_before_a_letter_too_many() -> None:
    typed, spelling = words("how mnay came"), Spelling(english(), OWN_WORDS | {"may"}, NAMES.words)
    assert [word.text for word in spelling.repaired(typed, NAMES)] == ["how", "many", "came"]


@pytest.mark.parametrize("typed", ["cermell", "Stalebi", "lisavr", "Wendral", "velm hidro", "Penaral", "Вендрел"])
def test_a_misspelt_name_is_left_to_the_names(typed: str) -> None:
    assert mended(typed) == " ".join(word.text for word in words(typed))
    assert NAMES.find(words(typed))


@pytest.mark.parametrize("typed", ["ask Gaets about it", "what did Floddy say", "did Resevoirs and Holm speak"])
def test_what_is_typed_as_a_name_is_no_typo(typed: str) -> None:
    assert mended(typed) == typed.lower()


def test_no_common_word_and_no_word_of_the_ledger_is_ever_changed() -> None:
    known = sorted(word for word in OWN_WORDS | english().words["common"] | english().words["function"] if word)
    assert [word for word in known if mended(word) != " ".join(each.text for each in words(word))] == []


def misspelt() -> Iterator[tuple[str, str]]:
    """Every long word of the ledger with two letters in its middle changed round, where that makes no other word."""
    for word in sorted(OWN_WORDS):
        at = len(word) // 2
        typo = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
        if len(word) > 6 and word.isascii() and word.isalpha() and SPELLING.is_strange(typo):
            yield typo, word


def test_letters_that_changed_places_inside_a_long_word_are_mended() -> None:
    typos = [(typo, word) for typo, word in misspelt() if word not in NAMES.words]
    assert len(typos) > 30
    assert [(typo, mended(typo)) for typo, word in typos if mended(typo) != word] == []


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_mending_keeps_the_words_their_number_and_their_places(text: str) -> None:
    typed = words(text)
    repaired = SPELLING.repaired(typed, NAMES)
    assert [(word.raw, word.start, word.end, word.sentence) for word in repaired] == [
        (word.raw, word.start, word.end, word.sentence) for word in typed
    ]


# ---- strangers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # of the wide world: names in lower case too
        ("what did macron say", [("macron", True)]),
        ("what did emmanuel macron say", [("emmanuel macron", True)]),
        ("did the UN say so", [("UN", True)]),
        ("did they tell us", []),
        # typed as names are
        ("what did Zebulon Quux say", [("Zebulon Quux", True)]),
        ("did Zebulon and Quux meet", [("Zebulon", True), ("Quux", True)]),
        # unheard of, and nothing else speaks for a name
        ("what did zebulon say", [("zebulon", False)]),
        ("did they zorkle it", [("zorkle", False)]),
        # other scripts
        ("what did Зебулон say", [("Зебулон", True)]),
        # no strangers
        ("what did Žofie Radkovar say about the dam", []),
        ("how many houses were flooded", []),
        ("room 12b on 14", []),
        ("x y z", []),
        ("", []),
    ],
)
def test_a_name_that_nobody_bears_is_told(text: str, found: list[tuple[str, bool]]) -> None:
    assert strangers(text) == found


@pytest.mark.parametrize("name", ["US", "WHO"])
def test_in_capitals_these_are_names_and_else_they_are_words(name: str) -> None:
    assert strangers(f"what did the {name} say") == [(name, True)]
    assert strangers(f"what did {name.lower()} say") == []


def test_where_everything_is_in_capitals_they_make_no_name_sure() -> None:
    assert strangers("WHAT DID ZEBULON SAY THEN") == [("ZEBULON", False)]


def test_a_place_that_is_taken_is_not_a_stranger_s() -> None:
    typed = words("did Zebulon fall")
    assert SPELLING.strangers(typed, (), skip={1}) == []


@pytest.mark.parametrize(
    ("word", "strange"),
    [("zorkle", True), ("gates", False), ("gating", False), ("wedding", False), ("12", False), ("наводнение", True)],
)
def test_a_word_is_strange_when_neither_ledger_nor_language_has_its_stem(word: str, strange: bool) -> None:
    assert SPELLING.is_strange(word) is strange


# ---- typed in a hurry ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who wrnd us", "who warned us"),
        ("she gsve a speech", "she gave a speech"),  # s lies beside a
        ("she geve a speech", "she geve a speech"),  # e does not
    ],
)
def test_dropped_vowels_and_neighbouring_keys_are_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant
