"""Phrases ask what a plain word asks, in every form of their words; names and quotes stay as typed."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.matching.phrases import plain, plain_words
from bot.text import words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("he passed away", "he die"),
        ("they were laid to rest", "they were bury"),
        ("she paid him a visit", "she paid him a visit"),
        ("crews carried on", "crews continue"),
        ("can anybody hold them back", "can anybody restrain them"),
        ("they hold the proud army back", "they restrain the proud army"),
        ("bring me up to speed", "bring me up to speed"),
    ],
)
def test_a_phrase_is_read_as_what_it_amounts_to(typed: str, read: str) -> None:
    assert plain_words(tuple(typed.split()), english()) == tuple(read.split())


def test_a_phrase_keeps_what_was_typed() -> None:
    word = plain(words("they Carried on"), english())[-1]
    assert (word.text, word.raw, word.typed) == ("continue", "Carried on", "carried on")


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert [word.text for word in plain(words("they carried. on"), english())] == ["they", "carried", "on"]


def test_a_phrase_amounts_to_one_thing() -> None:
    rows = [(first, words) for first, phrases in english().phrases.items() for words, _ in phrases]
    assert sorted(rows) == sorted(set(rows))
