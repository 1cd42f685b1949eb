"""Whose words, and to whom: who is blamed, contradicted, answered, silent, of which side; over an invented event."""

from __future__ import annotations

import pytest

from tests.invented import service_of

SERVICE = service_of("stadium")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who blamed Tockenby?", "rovers-blames"),
        ("Who accused Morvelsham?", "vellamont-switch"),
        ("Who contradicted the referee?", "bram-short"),
        ("Who is against a replay?", "kerrivane-once"),
        ("Kerrivane doesn't want a replay, does he?", "kerrivane-once"),
        ("Has Cosmo commented openly?", "cosmo-silent"),
        ("What did Strathbourne reply to Vellamont?", "strathbourne-fairy-tale"),
        ("What does Vellamont's club demand?", "tockenby-win"),
        ("Other than its president, who from Tockenby is quoted?", "quennerby"),
        ("To whose insistence was “a hand’s breadth short” the retort?", "pemmeroy-line"),
        ("find me: why should i have to score it twice", "kerrivane-once"),
        ("On what does Tockenby's denial rest?", "tockenby-denies"),
    ],
)
def test_who_did_it_to_whom_is_told(text: str, told: str) -> None:
    assert SERVICE.ask(text)[0].entries[:1] == (told,)


@pytest.mark.parametrize(
    "text",
    [
        "Who accused Vellamont?",
        "Who blamed the police?",
        "Whom, if anyone, does Tilda Quennerby blame?",
        "Did Adlecott blame anyone?",
        "Does anyone disagree with Tilda Quennerby?",
        "In reply to Rossander's nine injured, what did Quennerby say?",
        "What did the referee reply to the coach?",
        "What does Pemmeroy's club demand?",
        "Who from the inspectors is quoted?",
        "Tockenby wants the points. Morvelsham?",
        "find me: the referee was bribed by someone",
        "Has the assistant referee spoken?",
    ],
)
def test_what_nobody_did_to_them_is_refused(text: str) -> None:
    assert SERVICE.ask(text)[0].outcome == "refusal"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Was it Strathbourne or was it Adlecott who said the lights did not fail?", {"Strathbourne", "Adlecott"}),
        ("Was it Strathbourne or was it Vellamont who said the lights did not fail?", {"Strathbourne"}),
    ],
)
def test_of_those_who_are_offered_all_who_did_not_say_it_are_denied(text: str, denied: set[str]) -> None:
    reply = SERVICE.ask(text)[0]
    assert reply.entries[:1] == ("vellamont-switch",)
    assert {name.split()[-1] for name in reply.denied} == denied


def test_a_clause_between_commas_only_tells_when() -> None:
    told = SERVICE.ask("Did Vellamont, when he spoke of the switch, say that the lights did not fail?")[0]
    assert told.entries[:1] == ("vellamont-switch",)
    assert told.message.text.startswith("Osric Vellamont")
