"""Pasted sentences: whose they are, what differs from what was said, and nothing where nobody said them."""

from __future__ import annotations

import pytest

from bot.service import Reply
from tests.invented import service_of

SERVICE = service_of("velm")
DIFFERS = "The wording asked about differs in:"


def asked(text: str) -> Reply:
    return SERVICE.ask(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        'did he say this: "The state will pay for every ruined house."',
        '"The state will pay for every ruined house" source??',
        'whos he? "The state will pay for every ruined house"',
    ],
)
def test_a_quote_pasted_without_a_name_is_given_with_its_speaker(text: str) -> None:
    reply = asked(text)
    assert reply.entries[0] == "cermel-ruined-houses"
    assert reply.speakers[0] == "cermel"
    assert DIFFERS not in reply.message.text


@pytest.mark.parametrize(
    ("text", "differing"),
    [
        ('did he say this: "The state will pay for every ruined barn"', "“barn”"),
        ('did Čermel say "The state will never pay for every ruined house"', "“never”"),
        ('did Čermel say "The state will pay for every house"', "“ruined”"),
    ],
)
def test_the_words_that_differ_are_marked(text: str, differing: str) -> None:
    assert f"{DIFFERS} {differing}." in asked(text).message.text


def test_a_quote_given_to_another_opens_with_the_denial_and_marks_the_words_last() -> None:
    text = asked('did Žofie Radkovar say "The state will pay for every ruined barn"').message.text
    assert text.startswith("Not Žofie Radkovar: Ivo Čermel")
    assert DIFFERS in text


def test_a_name_and_a_colon_give_words_to_somebody() -> None:
    assert asked("Žofie Radkovar: the state will pay for every ruined house").denied == ("Žofie Radkovar",)


@pytest.mark.parametrize(
    "text",
    ['who said "we shall sail at midnight with the lanterns out"', 'did he say "the moon fell into the well"'],
)
def test_what_nobody_said_is_not_answered(text: str) -> None:
    assert asked(text).outcome != "answer"
