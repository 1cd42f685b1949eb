"""What commas set off and what asks nothing: tags, whom the asker speaks to, how they came to ask."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.matching.asides import asides
from bot.text import words
from tests.test_reader import QUESTIONS, READER, understood


def left_aside(text: str) -> str:
    sentence = tuple(words(text))
    return " ".join(sentence[at].text for at in sorted(asides(sentence, english().words)))


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("the gates were open, were they not, my friend", "were they not my friend"),
        ("he spoke, did he, of the gates", "did he"),
        ("dear bot, who opened the gates, roughly?", "dear bot roughly"),
        ("on what ground, sir, did he refuse", "sir"),
        ("the gates, as you know, were open", ""),
        ("why was he, the mayor, so late", ""),
        ("who is it", ""),
        ("my friend", ""),
        ("roughly", ""),
        ("my dear old friends opened the gates", ""),
        ("did the mayor, or was it he, open the gates", ""),
    ],
)
def test_what_only_addresses_or_urges_is_left_aside(text: str, aside: str) -> None:
    assert left_aside(text) == aside


@pytest.mark.parametrize(
    "lead",
    [
        "I overslept and my phone is full, {}?",
        "Pedantic, I know, but {}?",
        "I don't read newspapers, so {}?",
        "my boss wants this in five minutes, folks, so {}?",
        "You are good at this, aren't you: {}?",
        "Kind sir, {}?",
        "Dear friend, you who know it all, {}?",
        "My dear bot. {}?",
        "{}, briefly?",
    ],
)
@pytest.mark.parametrize("text", ["who opened the gates", "did Ståleby say he had a slip", "was Lissavar warned"])
def test_how_the_asker_came_to_ask_changes_nothing(lead: str, text: str) -> None:
    assert understood(lead.format(text)) == QUESTIONS[text]


@pytest.mark.parametrize("text", ["I had a slip, who said so?", "I met Zebulon at night, what did he say?"])
def test_what_the_question_takes_up_is_no_lead(text: str) -> None:
    question = READER.read(text)
    assert question.content or question.strangers


def test_a_letter_is_no_question_word() -> None:
    assert understood("Čermel with a y, what did he promise") == understood("Čermel, what did he promise")
