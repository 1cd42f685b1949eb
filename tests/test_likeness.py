"""A ledger of bare facts: the fact that stands out is the answer, near ones are choices, far ones a refusal."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.ledger.model import Event, Fact, Ledger, Source
from bot.service import Service

TEXTS = {
    "lamp": "A storm put out the lamp of the lighthouse for three nights.",
    "ferry": "The ferry to the island was tied up at the quay until the wind fell.",
    "bakery": "The bakery in the market gave its bread away before it closed.",
    "bell": "Somebody rang the bell of the chapel at noon and was not seen.",
    "goats": "Forty goats were driven over the pass because the valley had no hay.",
}


def service() -> Service:
    facts = {id: Fact(id=id, text=text, source="paper") for id, text in TEXTS.items()}
    event = Event(id="storm", title="A storm on the coast", date="2031-02-03")
    paper = Source(id="paper", title="Paper", published="2031-02-04")
    return Service(Ledger("v", {"storm": event}, {"paper": paper}, {}, {}, {}, {}, facts, {}), english())


SERVICE = service()


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("what put out the lamp of the lighthouse", "lamp"),
        ("why were forty goats driven over the pass", "goats"),
        ("who rang the chapel bell at noon", "bell"),
        ("which bakery gave bread away", "bakery"),
    ],
)
def test_the_fact_that_stands_out_is_the_answer(question: str, id: str) -> None:
    reply, _ = SERVICE.ask(question)
    assert (reply.outcome, reply.entries[0]) == ("answer", id)


@pytest.mark.parametrize("question", ["who won the chess match", "price of a train ticket", "what did Erdogan say"])
def test_what_no_fact_is_like_is_not_answered(question: str) -> None:
    assert SERVICE.ask(question)[0].outcome != "answer"
