"""Reactions: what others than who claimed it said, and what was done on the day; phrasings asked word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.languages import english
from bot.service import Service
from tests.invented import service_of

BRENNA = service_of("brenna")
LEDGER = BRENNA.ledger
CLAIMED = {id for id, each in LEDGER.statements.items() if each.speaker == "vastik"}


def told(question: str) -> tuple[str, ...]:
    return BRENNA.ask(question)[0].entries


@pytest.mark.parametrize("question", ["reactions?", "what was the reaction", "how was the announcement received"])
def test_a_reaction_is_never_the_claim_itself(question: str) -> None:
    entries = told(question)
    assert entries
    assert entries[0] not in CLAIMED


@pytest.mark.parametrize("question", ["how did people in Lissa react", "how did Lissa take the news"])
def test_the_reaction_of_a_town_is_what_was_done_there(question: str) -> None:
    assert "lissa-protest" in told(question)
    assert CLAIMED.isdisjoint(told(question))


def test_the_public_is_nobody_with_a_voice_of_their_own() -> None:
    doers = {doer for id in told("how did ordinary people react") for doer in LEDGER.entries[id].doers}
    assert doers.isdisjoint(LEDGER.people)


def test_who_did_nothing_and_said_nothing_has_no_reaction() -> None:
    assert BRENNA.ask("how did Iceland react")[0].outcome == "refusal"


def test_a_phrasing_asked_word_for_word_is_its_entry() -> None:
    """However few of its words say anything: the operator has decided."""
    phrasing = "what was all that then"
    fact = LEDGER.facts["fort-built"]
    facts = {**LEDGER.facts, fact.id: fact.model_copy(update={"asked_as": (*fact.asked_as[:2], phrasing)})}
    ledger = replace(LEDGER, facts=facts)
    assert told(phrasing)[:1] != (fact.id,)
    assert Service(ledger, english()).ask(phrasing)[0].entries == (fact.id,)


RIVER = service_of("river")


@pytest.mark.parametrize(
    "text",
    [
        "How did the Halden Group take the valve being found open?",
        "How did Elvar take the protest at the gates?",
        "So Rook did say the mill was the culprit?",
        "why'd Halden spend less than promised",
        "Having met the mayor, what did Tarn promise him?",
        "what is the surname of Dario",
    ],
)
def test_words_on_another_matter_are_no_answer(text: str) -> None:
    assert RIVER.ask(text)[0].outcome == "refusal"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("How did Haslam take the story of the valve?", "haslam-invention"),
        ("Nobody disputes the mill's power cut, right?", "mill-power-cut"),
        ("12 million spent, or 27: who says which?", "auditors-spent"),
        ("Was it Penn or Advik that accused the minister?", "penn-accuses"),
        ("After the mayor had called for a stop, what did the minister answer?", "tarn-refuses"),
        ("what is the full name of Rook", "rook"),
    ],
)
def test_words_on_the_matter_are_told(text: str, first: str) -> None:
    assert RIVER.ask(text)[0].entries[0] == first
