"""Promises: a question that asks just what a phrasing asks is answered by its entry, and no other question is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.languages import english
from bot.service import Reply, Service
from tests.invented import service_of

SERVICE = service_of("stadium")


def asked(text: str) -> Reply:
    return SERVICE.ask(text)[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How did Pemmeroy defend his decision?", "pemmeroy-line"),  # how did the referee defend his decision
        ("Where were the Tockenby fans when the lights went out?", "tockenby-locked"),
        ("where were the visiting supporters when the lights went out", "tockenby-locked"),
        ("Has Cosmo commented openly?", "cosmo-silent"),
        ("I should be grateful to learn whether Cosmo has spoken in public.", "cosmo-silent"),
        ("What time was the outage?", "lights-out"),
        ("who suspects Rovers of turning off the lights", "vellamont-switch"),
    ],
)
def test_what_a_phrasing_asks_is_answered_by_its_entry(text: str, told: str) -> None:
    reply = asked(text)
    assert (reply.outcome, told in reply.entries) == ("answer", True)


@pytest.mark.parametrize(
    "text",
    [
        "How did Bram defend his decision?",  # another name
        "How did Pemmeroy regret his decision?",  # another word
        "Where were the home fans when the lights went out?",
        "Where were the Tockenby fans before the lights went out?",  # another time
        "In which building were the Tockenby fans when the lights went out?",  # a kind of place
        "What time was the inspection?",
        "who suspects Tockenby of turning off the lights",
        "how did Pemmeroy defend his decision in 2019",
    ],
)
def test_another_question_is_not_answered_by_a_phrasing(text: str) -> None:
    assert asked(text).outcome != "answer"


def test_a_day_in_the_words_beats_the_date_of_the_words() -> None:
    assert asked("When should the new lights have been ready?").message.text.startswith("Morvelsham Rovers")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In what minute of the match did Kerrivane score?", "goal-given"),
        ("Until what time does Tockenby say its fans stayed locked in?", "tockenby-locked"),
        ("How many minutes after the goal did darkness fall?", "lights-out"),
        ("the attendance was WHAT according to Morvelsham?", "rovers-attendance"),
        ("Tockenby's denial about the cable box rests on what?", "tockenby-denies"),
        ("Once the lights were out, what did the referee do next?", "match-abandoned"),
        ("after the goal was given, what happened next?", "fans-riot"),
    ],
)
def test_an_entry_that_holds_it_answers(text: str, told: str) -> None:
    reply = asked(text)
    assert (reply.outcome, told in reply.entries) == ("answer", True)


@pytest.mark.parametrize(
    "text",
    [
        "At what time did the referee call the match off?",
        "By when must Morvelsham pay the fine?",
        "How soon after the blackout was the match abandoned?",
        "How long after the masts went dark was it before they came on again?",
        "How many police officers were injured?",  # who speaks is not who is counted
        "what street is the stadium on",
        "In which building does the hearing take place?",
        "Where does Cosmo Yarnolt come from?",
        "What happened after the match was abandoned?",
        "Cosmo, at 9.02 p.m., was where?",
    ],
)
def test_an_entry_that_does_not_hold_it_is_no_answer(text: str) -> None:
    assert asked(text).outcome == "refusal"


def test_whoever_the_question_names_is_not_told_as_the_answer() -> None:
    assert asked("who played against Morvelsham").message.text.startswith("Tockenby Athletic.\n")


def test_a_phrasing_with_a_word_that_is_read_as_another_is_a_promise_too() -> None:
    """Dis is this: what is read otherwise in the question is so in the phrasing."""
    ledger = SERVICE.ledger
    fact = ledger.facts["match-abandoned"]
    facts = {**ledger.facts, fact.id: fact.model_copy(update={"asked_as": ("what came of dis game",)})}
    assert Service(replace(ledger, facts=facts), english()).ask("what came of dis game")[0].entries[:1] == (fact.id,)
