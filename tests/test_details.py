"""Details that few entries tell: what must be held to answer, and what of the question says that it is wanted."""

from __future__ import annotations

import pytest

from bot.matching.question import Question
from bot.service import Reply
from tests.invented import service_of

SERVICE = service_of("velm")
STADIUM = service_of("stadium")


def asked(text: str) -> Reply:
    return SERVICE.ask(text)[0]


def understood(text: str) -> Question:
    return SERVICE._reader.read(text)


@pytest.mark.parametrize(
    ("text", "asks", "option"),
    [
        ("until when did the river stand in the houses", "when", "until"),
        ("till what hour were the gates open", "when", "until"),
        ("how late did the residents march", "when", "until"),
        ("since when is Čermel minister", "when", "since"),
        ("how often does the river leave its bed", "how", "often"),
        ("from whom did Velm Hydro buy the dam", "who", "giver"),
        ("who, by name, was taken out of Lower Town", "who", "names"),
        ("which one of the volunteers rowed", "who", "one_of"),
        ("how far upstream is the dam", "how-many", "measure"),
        ("by whom were the gates opened", "who", "deed"),
        ("do they agree on how high the water stood", "sides", ""),
        ("they can't even settle how much rain fell", "sides", "not_turned"),
        ("how does Čermel's account of the flood differ from the mayor's", "sides", ""),
        ("who put the damage higher, Velm Hydro or the mayor", "sides", ""),
        ("every theory about the flood", "sides", ""),
        ("while the mayor speaks of nobody, Velm Hydro says", "sides", ""),
        ("has anyone neutral checked this", "sides", "verified"),
        ("is there any proof of the fax", "sides", "verified"),
        ("Čermel, the mayor, Velm Hydro: how does it all hang together", "summary", "whole"),
        ("explain the row to my granny, she knows nothing of dams", "summary", ""),
        ("brief me on the damage", "summary", ""),
        ("what is going on with the river", "what-happened", "at_large"),
        ("what happened before the flood", "what-happened", "earlier"),
        ("what was going on in the run-up to the flood", "what-happened", "earlier"),
        ("Čermel's figures", "list", "numbers"),
        ("list everybody who is quoted on the flood", "list", ""),
        ("in what words?", "what-said", "verbatim"),
        ("written where, this?", "where", ""),
        ("why did the state pay less than promised", "why", "amount"),
        ("at whose request were the gates opened", "who", "behest"),
        ("on the orders of whom did the volunteers row", "who", "behest"),
        ("were there more houses under water in Lower Town than in Hollin", "what", "compared"),
        ("did none of the other bridges fall", "what", "others"),
        ("in which month was the dam built", "when", "of_month"),
        ("the year of the dam I have, but the month?", "when", "of_month"),
        ("when the gates were opened, was it before midnight", "when", "time_of_day"),
        ("the volunteers, every one of them, by name", "name", ""),
        ("until what time were the gates open", "when", "until"),
        ("by what date must the inquiry be finished", "when", "by_then"),
        ("by when is the mill to be rebuilt", "when", "by_then"),
        ("how long after the storm did the bridge fall", "when", "lapse"),
        ("how many hours after the storm did the bridge fall", "when", "lapse"),
        ("how long did the bridge stand before it fell", "how-many", "span"),
        ("how far into the night were the gates opened", "when", "time_of_day"),
        ("in what minute did the bridge fall", "when", "time_of_day"),
        ("where does Čermel come from", "where", "origin"),
        ("on what does the claim of Ståleby rest", "why", "grounds"),
        ("the claim of Ståleby rests on what", "why", "grounds"),
    ],
)
def test_a_row_says_which_detail_is_wanted(text: str, asks: str, option: str) -> None:
    question = understood(text)
    assert (question.asks, not option or option in question.options) == (asks, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("when were the gates opened", "gates-opened"),
        ("by whom were the gates opened", "gates-opened"),
        ("the gates were opened by whom?", "gates-opened"),
        ("how early were the gates opened", "gates-opened"),
        ("which bridge fell?", "bridge-fell"),
        ("The current carried off the pier of which bridge?", "bridge-fell"),
        ("In 1958 or in 2023: when were the gates opened?", "gates-opened"),
        ("Did Čermel or Wędrel visit Lissavar?", "minister-visited"),
        ("The river in the houses of Lower Town: of how many?", "lower-town-flooded"),
        ("from when to when was the dam built", "dam-built"),
        ("in which month were the gates opened", "gates-opened"),
        ("were the gates opened", "gates-opened"),
        ("I have no idea who opened the gates", "gates-opened"),
        ("how many, bot, were taken out of Lower Town?", "people-rescued"),
    ],
)
def test_an_entry_that_tells_the_detail_answers(text: str, told: str) -> None:
    reply = asked(text)
    assert (reply.outcome, told in reply.entries) == ("answer", True)


@pytest.mark.parametrize(
    "text",
    [
        "until when were the gates open",
        "till what hour did the residents march",
        "how late did the residents march?",
        "how often does the river leave its bed",
        "from whom did the residents of Lissavar have the boats",
        "by whom was Millers' Bridge built",
        "which one of the residents of Lissavar marched first",
        "The gym: of which colour?",
        "whose rowing boats were they",
        "what happened to the 340 people once they had been brought to the gym",
        "what went on while the fire brigade was taking people out of Lower Town",
        "apart from Lower Town, where did the river Sarnet stand in 212 houses?",
        "at whose request did the volunteers row",
        "on whose orders were the gates opened",
        "were there more cattle in the barns than in the fields",
        "did none of the other bridges fall",
        "have any of the other ministers visited Lissavar",
        "where in Lower Town did Penarral speak",
        "by what date must the inquiry be finished",
        "how long after the gates were opened did the bridge fall",
        "what happened after the bridge fell",
        "in which street is the town hall",
        "where does Čermel come from",
        "how many firemen were taken out of Lower Town",
        "Since Ståleby admits that the gates drowned the cattle, where did the water come from?",
    ],
)
def test_an_entry_that_does_not_tell_it_is_no_answer(text: str) -> None:
    assert asked(text).outcome == "refusal"


def test_a_place_in_a_place_is_told() -> None:
    for text in ("Is Lower Town in Lissavar?", "Is it in Lissavar or elsewhere, Lower Town?"):
        assert asked(text).message.text.startswith("Lower Town, Lissavar")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("those demands, what are they?", "what are those demands"),
        ("the dam, what is it?", "what is the dam"),
        ("the dam, what is it good for?", "what is the dam good for"),
        ("the dam, it was good for what?", "the dam it was good for what"),
        ("the dam: who opened it?", "the dam who opened it"),
    ],
)
def test_what_is_asked_for_before_the_question_stands_behind_it(text: str, plain: str) -> None:
    assert [word.text for word in understood(text).words] == plain.split()


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("apart from the mayor, who marched", "zofie-radkovar"),
        ("against whom is the inquiry, if not against Velm Hydro", "velm-hydro"),
        ("in which town, other than in Lower Town, were houses flooded", "lower-town"),
    ],
)
def test_who_is_left_aside_is_excluded(text: str, excluded: str) -> None:
    assert [each.ids for each in understood(text).excluded] == [(excluded,)]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("who rang, Čermel or Wędrel", {"cermel", "wedrel"}),
        ("where was it, in Lower Town or elsewhere", {"lower-town"}),
        ("where were Čermel and Wędrel", set()),
    ],
)
def test_of_names_joined_by_or_one_is_asked_for(text: str, offered: set[str]) -> None:
    assert {id for each in understood(text).offered for id in each.ids} == offered


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how old is Mrs Quennerby", True),
        ("And how old is Tilda?", True),
        ("how old are the Tockenby fans", False),
        ("how old is Tockenby", False),
        ("how old is her son", False),
        ("how old is Vellamont", False),
        ("how tall is Mrs Quennerby", False),
    ],
)
def test_an_age_is_told_of_the_person_whose_it_is(text: str, told: bool) -> None:
    """The ledger tells that Tilda Quennerby, a fan of Tockenby, is 44 years old."""
    reply = STADIUM.ask(text)[0]
    assert (reply.outcome == "answer", reply.message.text.startswith("44 years old.")) == (told, told)
