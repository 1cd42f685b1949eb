"""What somebody is: their office, for whom they stand, which of several bears a title; told by a card, never yes."""

from __future__ import annotations

import pytest

from tests.test_reader import READER


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        # yes or no, of a title or a side
        ("is Čermel the president", "cermel"),
        ("is Čermel a minister of Lissavar", "cermel"),
        ("Ståleby is a director, isn't he?", "staleby"),
        ("he is a director, this Henrik Ståleby, is he not", "staleby"),
        ("Peñarral, is she a mayor, a minister or a forecaster?", "penarral"),
        ("is Wędrel from the farmers or from the fire brigade", "wedrel"),
        ("would you call Wędrel a chairman of the farmers", "wedrel"),
        ("is Wędrel a minister or a fisherman", "wedrel"),
        ("does Ståleby work for Velm Hydro", "staleby"),
        # the office, or the side, left open
        ("Čermel is minister of what", "cermel"),
        ("Čermel is minister of what and of which country", "cermel"),
        ("what is Ståleby, and of which company", "staleby"),
        ("Ståleby is what exactly, some kind of general?", "staleby"),
        ("what is Wędrel in charge of", "wedrel"),
        ("at Velm Hydro Ståleby is in charge of what", "staleby"),
        ("what does Wędrel chair", "wedrel"),
        ("for whom does Ståleby speak", "staleby"),
        ("the gentleman named Wędrel, what is he", "wedrel"),
        ("are you sure that Ståleby is not a minister", "staleby"),
        ("from which country is the minister", "cermel"),
        # which of several
        ("which of Čermel and Wędrel is the minister", "cermel"),
        ("who is the minister, Čermel or Wędrel", "cermel"),
        ("Čermel, Ståleby, Wędrel: which of these three men is a director", "staleby"),
        # named in one sentence, asked of in the next
        ("a lecturer spoke of Čermel and I nodded as if I knew. which office does he hold", "cermel"),
        ("everybody was quarrelling about some Čermel and I was too shy to ask. What's his post, roughly?", "cermel"),
    ],
)
def test_no_more_is_asked_than_what_somebody_is(text: str, whose: str) -> None:
    question = READER.read(text)
    assert question.asks == "who-is"
    assert [id for mention in question.mentions for id in mention.ids] == [whose]
    assert not question.content


@pytest.mark.parametrize(
    "text",
    [
        "was Čermel with the mayor",
        "did Čermel visit the mayor",
        "has Čermel got a lawyer",
        "does Ståleby have a coach",
        "who is Čermel's deputy",
        "is it Čermel or the mayor",
        "was Čermel ever a director",
        "what did the minister Čermel say",
        "is the minister in Lower Town",
        "is Čermel in Lissavar",
        "is Čermel ill",
        "what rank in the army does Čermel want",
        # asked of somebody else
        "who works for Čermel",
        "who serves Ståleby",
        "which ministers work with Čermel",
        "who is the boss of Čermel",
        "which post mentions Čermel",
        "which union does Čermel belong to",
        "is Ståleby responsible",
        "is the minister the culprit",
        "is the minister Čermel a tyrant",
        "Čermel did not name the director, did he?",
    ],
)
def test_more_is_asked_than_what_somebody_is(text: str) -> None:
    question = READER.read(text)
    assert question.asks != "who-is" or question.content or question.strangers


def test_how_well_somebody_bears_a_title_must_be_told() -> None:
    assert [word.text for word in READER.read("is Čermel a good minister").hard] == ["good"]


def test_somebody_without_a_name_is_not_whoever_is_named() -> None:
    question = READER.read("A man came to see the mayor. Who is he?")
    assert question.asks != "who-is" or question.content
