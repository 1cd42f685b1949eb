"""Numbers in words and in figures are the same number."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.matching.numbers import in_figures, words_in_figures
from bot.text import folded, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("thirty-one people", "31 people"),
        ("three hundred and forty", "340"),
        ("two thousand three hundred", "2300"),
        ("one million two hundred thousand crowns", "1200000 crowns"),
        # a word alone stays, and so do two numbers that are none together
        ("twelve angry men", "twelve angry men"),
        ("two three four", "two three four"),
        ("the first two", "the first two"),
        ("three and a dog", "three and a dog"),
        ("nobody came", "nobody came"),
    ],
)
def test_a_number_of_several_words_is_read_as_figures(typed: str, read: str) -> None:
    assert " ".join(word.text for word in in_figures(words(typed), english())) == read
    assert " ".join(words_in_figures(folded(typed), english())) == read


def test_figures_keep_what_was_typed() -> None:
    assert [word.raw for word in in_figures(words("Thirty-one people"), english())] == ["Thirty one", "people"]
