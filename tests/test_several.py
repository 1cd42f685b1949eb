"""Several questions in one message: each is answered in its order, what only leads up to a question is not."""

from __future__ import annotations

import pytest

from bot.service import Reply
from tests.invented import service_of

SERVICE = service_of("velm")


def asked(text: str) -> Reply:
    return SERVICE.ask(text)[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("who opened the gates? which bridge fell?", ["gates-opened", "bridge-fell"]),
        ("who opened the gates and when", ["gates-opened"]),
        ("which bridge fell? who measured the rain? who thanked the volunteers?", ["bridge-fell", "zofie-thanks"]),
        # only the second sentence asks
        ("My boat lies at the quay. which bridge fell?", ["bridge-fell"]),
        ("Žofie Radkovar?? said what", ["zofie-nobody-rang"]),
    ],
)
def test_each_question_of_a_message_is_answered(text: str, told: list[str]) -> None:
    reply = asked(text)
    assert reply.outcome == "answer"
    assert set(told) <= set(reply.entries)


def test_whom_the_asker_means_is_no_aside() -> None:
    assert asked("what did the mayor say, i mean Brannigar").outcome == "refusal"
    assert asked("what did the mayor say, i only ask for a friend").outcome == "answer"


def test_a_detail_asked_besides_is_told_without_the_words_once_more() -> None:
    lines = asked("which bridge fell and when").message.text.split("\n")
    assert sum("Millers' Bridge" in line for line in lines) == 1


def test_what_is_missing_is_said_beside_what_is_answered() -> None:
    reply = asked("what did Čermel promise? what did Brannigar promise?")
    assert reply.outcome == "answer"
    assert "I have nothing by Brannigar." in reply.message.text


def test_whom_nobody_knows_is_refused_beside_what_is_answered() -> None:
    reply = asked("what did the Canadian embassy claim and how did Velm Hydro reply?")
    assert reply.message.text.startswith("My sources say nothing about Canadian.")


def test_at_most_three_questions_are_answered() -> None:
    reply = asked("which bridge fell? who opened the gates? who thanked the volunteers? who measured the rain?")
    assert "penarral-record" not in reply.entries


def test_what_hangs_on_a_refused_question_is_not_answered() -> None:
    reply = asked("who stole the lantern? where did he say it?")
    assert reply.outcome != "answer"


def test_the_sources_of_several_answers_are_given_once() -> None:
    text = asked("which bridge fell? who thanked the volunteers?").message.text
    assert text.count("As quoted by:") + text.count("As reported by:") <= 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Somebody opened the gates. Who?", "who opened the gates"),
        ("Someone thanked the volunteers. Just who, do we know?", "who thanked the volunteers"),
        ("A bridge fell. Which one was it?", "which bridge fell"),
        ("Only one of the bridges fell. Which?", "which one of the bridges fell"),
        ("I read that a bridge fell. Which? And who wrote so?", "which bridge fell"),
    ],
)
def test_who_is_left_open_may_be_asked_in_a_sentence_of_its_own(text: str, told: str) -> None:
    assert asked(text).entries == asked(told).entries != ()


@pytest.mark.parametrize(
    "text",
    [
        "Somebody bribed the mayor. Who?",
        "A school was closed. Which one?",
    ],
)
def test_who_did_what_nobody_tells_is_not_made_up(text: str) -> None:
    assert asked(text).outcome != "answer"


def test_what_two_questions_are_answered_by_is_told_once() -> None:
    text = asked("Somebody opened the gates. Who? And who opened the gates?").message.text
    assert text == asked("who opened the gates").message.text
