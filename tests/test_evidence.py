"""Evidence: what an entry explains of a question, and each thing that forbids it, once allowed and once forbidden."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.matching.evidence import Evidence, Weigher
from bot.matching.index import Index
from bot.matching.names import Names
from bot.matching.reader import Reader
from bot.matching.traits import Traits, traits_of
from bot.matching.vetoes import Veto
from bot.text import folded
from tests.invented import ledger_of

INVENTED = ledger_of("velm")
NAMES = Names(INVENTED, english())
TRAITS = traits_of(INVENTED, english(), NAMES)


def made() -> tuple[Reader, Weigher]:
    texts = {id: list(each.told) for id, each in TRAITS.items()}
    words = {word for units in texts.values() for unit in units for word in unit}
    words |= {word for person in INVENTED.people.values() for word in folded(person.role or "")}
    reader = Reader(INVENTED, english(), frozenset(words), NAMES)
    return reader, Weigher(INVENTED, english(), TRAITS, Index(texts), reader.read)


READER, WEIGHER = made()


def weighed(question: str) -> list[Evidence]:
    return WEIGHER.weigh(READER.read(question))


def evidence(question: str, id: str) -> Evidence:
    return next(each for each in weighed(question) if each.id == id)


def missing(question: str, id: str) -> list[str]:
    return [word.text for word in evidence(question, id).missing]


# ---- vetoes ----------------------------------------------------------------------------------------------------------

FORBIDS = {
    Veto.SPEAKER: [
        # the entry, a question that it may answer, one that it may not
        ("staleby-rain", "did Ståleby say no dam holds back the sky", "did Čermel say no dam holds back the sky"),
        ("zofie-thanks", "what did the mayor say", "what did the mayor's husband say"),
        ("zofie-thanks", "what did the mayor say", "what did the mayor's son say"),
        ("zofie-thanks", "what did Radkovar say", "what did Peter Radkovar say"),
        ("staleby-slip", "what did Velm Hydro say", "what did the farmers say"),
    ],
    Veto.DOER: [
        ("gates-opened", "what did Velm Hydro do", "what did the farmers do"),
        ("people-rescued", "what did the firemen do", "what did Čermel do"),
        ("gates-opened", "when did Velm Hydro open the gates", "when did the farmers open the gates"),
        ("inquiry-opened", "why did the Ministry of Water open an inquiry", "why did Velm Hydro open an inquiry"),
    ],
    Veto.NAME: [
        ("bridge-fell", "what happened to Millers' Bridge", "what happened to the Velm dam"),
        ("inquiry-opened", "who opened an inquiry about Velm Hydro", "who opened an inquiry about the farmers"),
        ("wedrel-desk", "what did Wędrel say about Ståleby", "what did Wędrel say about Čermel"),
        ("zofie-thanks", "what did the mayor say about the volunteers", "what did the mayor say about Erdogan"),
    ],
    Veto.PLACE: [
        ("people-rescued", "what happened in Lower Town", "what happened in Ardenz"),
        ("bridge-fell", "what happened in Lissavar", "what happened in Hollin school"),
    ],
    Veto.ACT: [
        ("zofie-thanks", "who thanked the volunteers", "who denied the volunteers rowed"),
        ("cermel-ruined-houses", "who promised to pay for houses", "who denied that the state will pay for houses"),
        ("wedrel-desk", "what did Wędrel demand", "what did Wędrel deny"),
    ],
    Veto.DATE: [
        ("bridge-fell", "what happened on 15 March 2023", "what happened on 18 March 2023"),
        ("dam-built", "what was built in 1960", "what was built in 1990"),
        ("zofie-thanks", "what did the mayor say on 15 March", "what did the mayor say on 17 March"),
    ],
    Veto.EXCLUDED: [
        ("zofie-nobody-rang", "did the mayor say nobody rang", "did anyone but the mayor say nobody rang"),
    ],
    Veto.MEMBER: [
        ("people-rescued", "who rescued the people", "which one of the fire brigade rescued the people"),
        ("march-to-the-office", "who marched to the office", "which one of the residents of Lissavar marched"),
    ],
    Veto.BEFORE: [
        ("bridge-fell", "what happened to the bridge", "what happened to the bridge once it had fallen"),
        ("bridge-fell", "what happened after the pier was carried off", "what happened after the bridge had fallen"),
    ],
    Veto.ALLUSION: [
        ("wedrel-barns", "what did Wędrel say about the barns", "which barns did Wędrel speak of"),
    ],
    Veto.PREMISE: [
        (
            "zofie-thanks",
            "Asked about the volunteers, what did the mayor say?",
            "Asked whether anybody rang, what did the mayor say?",
        ),
    ],
    Veto.WISH: [
        ("cermel-ruined-houses", "who promised to pay for houses", "when did the state pay for the houses"),
        ("wedrel-desk", "who demanded that Ståleby pack his desk", "when did Ståleby pack his desk"),
    ],
    Veto.NEGATION: [
        ("zofie-thanks", "who thanked the volunteers", "who did not thank the volunteers"),
        ("bridge-fell", "when did the bridge fall", "when did the bridge not fall"),
        ("zofie-nobody-rang", "who said that nobody rang", "who did not say that nobody rang"),
    ],
}


def test_every_veto_is_tried() -> None:
    assert set(FORBIDS) == set(Veto)


@pytest.mark.parametrize(
    ("veto", "id", "may", "may_not"), [(veto, *row) for veto, rows in FORBIDS.items() for row in rows]
)
def test_an_entry_is_allowed_to_answer_one_question_and_forbidden_to_answer_another(
    veto: Veto, id: str, may: str, may_not: str
) -> None:
    assert evidence(may, id).vetoes == frozenset()
    assert veto in evidence(may_not, id).vetoes
    assert not evidence(may_not, id).allowed


def test_what_is_said_in_the_entry_itself_does_not_turn_it_round() -> None:
    """“I will not step down” answers who will not; “Nobody rang us” answers who said that nobody did."""
    assert evidence("who said he will not step down", "staleby-stays").allowed
    assert evidence("did Ståleby say he would not step down", "staleby-stays").allowed
    assert evidence("did the mayor say nobody rang", "zofie-nobody-rang").allowed


def test_what_somebody_said_of_a_deed_is_not_forbidden_for_who_spoke_of_it() -> None:
    assert evidence("who said the fax went through", "staleby-slip").allowed


@pytest.mark.parametrize(
    ("id", "question"),
    [
        ("matyas-embankment", "what did Matyáš Radkovar say about Žofie Radkovar"),
        ("zofie-thanks", "what did Žofie Radkovar say about Matyáš Radkovar"),
    ],
)
def test_the_words_of_one_namesake_do_not_concern_the_other(id: str, question: str) -> None:
    assert not evidence(question, id).allowed


# ---- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "id", "unexplained"),
    [
        ("who opened the gates", "gates-opened", []),
        ("who opened the gate", "gates-opened", []),  # other endings
        ("who opened three gates", "gates-opened", []),
        ("who opened 3 gates", "gates-opened", []),  # numbers in words and figures
        ("who opened 4 gates", "gates-opened", ["4"]),
        ("who opened the gates at dawn", "gates-opened", ["dawn"]),
        ("who said the embankment was sinking", "matyas-embankment", []),
        ("who said the embankment was painted", "matyas-embankment", ["painted"]),
        ("how many houses were painted", "lower-town-flooded", ["painted"]),
        ("who evacuated people in boats", "people-rescued", []),  # a synonym
        ("who evacuated people in helicopters", "people-rescued", ["helicopters"]),
    ],
)
def test_the_words_that_an_entry_leaves_unexplained(question: str, id: str, unexplained: list[str]) -> None:
    assert missing(question, id) == unexplained


def test_each_explained_word_says_what_explains_it() -> None:
    explained = {word.text: by for word, by in evidence("who opened the gates", "gates-opened").explained}
    assert explained.keys() == {"opened", "gates"}
    assert all(explained.values())


def test_coverage_is_the_share_of_the_words_explained() -> None:
    assert evidence("who opened the gates", "gates-opened").coverage == 1.0
    assert evidence("who painted the gates", "gates-opened").coverage == pytest.approx(0.5)
    assert evidence("who painted the ceiling", "gates-opened").coverage == 0.0


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("who opened three gates of the dam", "gates-opened"),
        ("how many people were rescued", "people-rescued"),
        ("which bridge fell", "bridge-fell"),
        ("what did Čermel promise", "cermel-ruined-houses"),
        ("what did Wędrel demand", "wedrel-desk"),
        ("who measured the rain", "penarral-record"),
    ],
)
def test_the_entry_that_explains_most_comes_first(question: str, best: str) -> None:
    assert weighed(question)[0].id == best


@pytest.mark.parametrize("question", ["who opened the gates", "what did Čermel say", "zorkle", "", "14 March", "?"])
def test_the_forbidden_come_last_and_every_share_lies_between_0_and_1(question: str) -> None:
    found = weighed(question)
    assert [each.allowed for each in found] == sorted((each.allowed for each in found), reverse=True)
    for each in found:
        assert 0.0 <= each.coverage <= 1.0
        assert 0.0 <= each.strength <= 1.0
        assert 0.0 <= each.score <= 1.0 + 1e-9


# ---- remembered quotes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("who said not one call, not one message", "zofie-nobody-rang"),
        ("who said not one cal, not one mesage", "zofie-nobody-rang"),
        ("who said no dam in the world can hold back a sky that falls", "staleby-rain"),
        ("who said «it was three steel gates»", "wedrel-gates"),
        ("did Čermel say the state will pay for every ruined house", "cermel-ruined-houses"),
    ],
)
def test_a_half_remembered_quote_is_recognised_and_no_other_entry_is(question: str, id: str) -> None:
    assert [each.id for each in weighed(question) if each.remembered] == [id]


@pytest.mark.parametrize(
    "question",
    ["who said it", "who said that the", "what did Čermel say", "the", "who rowed boats over the moon"],
)
def test_a_few_common_words_are_no_quote(question: str) -> None:
    assert not [each.id for each in weighed(question) if each.remembered]


# ---- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "id", "counts"),
    [
        ("how many people were rescued", "people-rescued", True),
        ("how many houses stood in water", "lower-town-flooded", True),
        ("how many gates were opened", "gates-opened", True),
        ("how many boats were there", "people-rescued", False),
        ("how many gates fell", "bridge-fell", False),
        ("how many dead were there in Lower Town", "lower-town-flooded", False),
    ],
)
def test_an_entry_counts_what_it_gives_a_number_of(question: str, id: str, counts: bool) -> None:
    assert evidence(question, id).counts is counts


# ---- what an entry holds ---------------------------------------------------------------------------------------------


def traits(id: str) -> Traits:
    return TRAITS[id]


def test_a_statement_is_its_speaker_s_and_that_of_whom_they_speak_for() -> None:
    assert traits("staleby-slip").speakers == {"staleby", "velm-hydro"}
    assert traits("matyas-embankment").speakers == {"matyas-radkovar"}


def test_an_entry_is_where_it_was_and_in_all_that_place_lies_in() -> None:
    assert {"millers-bridge", "lissavar", "sarnet-valley"} <= traits("bridge-fell").places
    assert traits("people-rescued").stood >= {"hollin-school", "lissavar"}
    assert "lower-town" not in traits("people-rescued").stood
    assert "lower-town" in traits("people-rescued").places


def test_only_statements_have_acts() -> None:
    assert all(bool(each.acts) is each.is_statement for each in TRAITS.values())
