"""People without names: titles, sides, given names and relatives mean one person, several, or somebody unknown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.languages import english
from bot.ledger.model import Ledger, Organisation, Person
from bot.matching.names import Mention, Names
from bot.matching.reader import Reader
from tests.invented import ledger_of

INVENTED = ledger_of("velm")

NOBODY: tuple[str, ...] = ()
MAYOR, SON, DIRECTOR, MINISTER = ("zofie-radkovar",), ("matyas-radkovar",), ("staleby",), ("cermel",)
FORECASTER, CHAIRMAN = ("penarral",), ("wedrel",)


def reader(ledger: Ledger) -> Reader:
    roles = " ".join(person.role or "" for person in ledger.people.values())
    return Reader(ledger, english(), frozenset(roles.lower().split()), Names(ledger, english()))


READER = reader(INVENTED)


def people(who: str, read_by: Reader = READER) -> tuple[Mention, ...]:
    return read_by.read(f"what did {who} say").mentions


def meant(who: str, read_by: Reader = READER) -> Sequence[str] | None:
    """The ids of the speaker in "what did ... say"; none for somebody unknown, whether by a name or by a noun."""
    question = read_by.read(f"what did {who} say")
    return question.speaker.ids if question.speaker else () if question.noun else None


# ---- the invented event ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        # a title
        ("the mayor", MAYOR),
        ("THE MAYOR", MAYOR),
        ("the minister", MINISTER),
        ("the director", DIRECTOR),
        ("the chairman", CHAIRMAN),
        ("the head of hydrology", SON),
        # a title and a side, before it and behind it
        ("the mayor of Lissavar", MAYOR),
        ("the Lissavar mayor", MAYOR),
        ("Lissavar's mayor", MAYOR),
        ("the mayor of Lissewehr", MAYOR),
        ("the director of Velm Hydro", DIRECTOR),
        ("the Velm Hydro director", DIRECTOR),
        ("Velm Hydro's director", DIRECTOR),
        ("the minister of water", MINISTER),
        ("the farmers' chairman", CHAIRMAN),
        ("the chairman of the farmers", CHAIRMAN),
        ("the mayor of Ardenz", NOBODY),
        ("the Ardenz mayor", NOBODY),
        ("the mayor of the weather service", NOBODY),
        # a title that nobody has
        ("the president", NOBODY),
        ("the prime minister", NOBODY),
        ("the foreign minister", NOBODY),
        ("the deputy mayor", NOBODY),
        ("the vice mayor of Lissavar", NOBODY),
        ("the former mayor", NOBODY),
        ("the acting director", NOBODY),
        ("the governor", NOBODY),
        ("the president of Lissavar", NOBODY),
        ("the spokesman of Velm Hydro", NOBODY),
        # a title of something that is not in the ledger
        ("the head of the police", NOBODY),
        ("the chief of police", NOBODY),
        ("the director of the police", NOBODY),
        ("the minister of the police", NOBODY),
        ("the mayor of the moon", NOBODY),
        # a title and a name
        ("Mayor Radkovar", MAYOR),
        ("mayor Žofie Radkovar", MAYOR),
        ("Minister Čermel", MINISTER),
        ("director staleby", DIRECTOR),
        ("Minister Radkovar", NOBODY),
        ("Director Čermel", NOBODY),
        ("Prime Minister Čermel", NOBODY),
        ("mayor Dombrasz", NOBODY),
        # a given name
        ("Ivo", MINISTER),
        ("Ivo Čermel", MINISTER),
        ("Peter Čermel", NOBODY),
        ("Ivo Radkovar", NOBODY),
        ("Peter Radkovar", NOBODY),
        ("Ivo Smith", NOBODY),
        # the father's name
        ("Ivo Petrovich Čermel", MINISTER),
        ("Иво Гейдар оглы Чермел", MINISTER),
        ("Ivo Heydar Čermel", NOBODY),
        ("Ivo Heydar oglu Peter Čermel", NOBODY),
        ("Ivo Petrovich Radkovar", NOBODY),
        # an aide is somebody else
        ("Čermel representative", NOBODY),
        ("Ivo Wędrel", NOBODY),
        # a surname that two share
        ("Radkovar", MAYOR + SON),
        # a side in front of a name that is not of it
        ("Velm Hydro's Ståleby", DIRECTOR),
        ("Velm Hydro's Čermel", NOBODY),
        # a relative; one is in the ledger under that description
        ("the mayor's son", SON),
        ("the son of the mayor", SON),
        ("the mayor's husband", NOBODY),
        ("Čermel's wife", NOBODY),
        ("the wife of Čermel", NOBODY),
        ("the daughter of Žofie Radkovar", NOBODY),
        ("Radkovar's daughter", NOBODY),
        ("the daughter of the mayor", NOBODY),
        ("the wife of the director", NOBODY),
        ("Ståleby's lawyer", NOBODY),
        # an organisation, and those whose trade it is
        ("Velm Hydro", ("velm-hydro",)),
        ("the Velm Hydro side", ("velm-hydro",)),
        ("the forecasters", ("weather-service",)),
        # no title of theirs at all
        ("the lawyer", NOBODY),
        ("the king", NOBODY),
    ],
)
def test_a_description_means_its_bearer_or_nobody(who: str, ids: Sequence[str]) -> None:
    assert meant(who) == ids


def test_a_role_in_full_means_its_bearer() -> None:
    question = READER.read("what did the water minister say")
    assert [mention.ids for mention in question.mentions] == [MINISTER]
    assert question.content == ()


@pytest.mark.parametrize("who", ["Mr Ståleby", "Mrs Radkovar", "Dr Peñarral", "ms Lucía Peñarral"])
def test_a_courtesy_before_a_name_changes_nothing(who: str) -> None:
    assert meant(who) == meant(who.split(" ", 1)[1])


def test_a_stranger_keeps_what_was_typed() -> None:
    (mention,) = people("the mayor of Ardenz")
    assert (mention.text, mention.stranger) == ("mayor of Ardenz", True)


def test_only_a_description_counts_as_a_title() -> None:
    assert people("the mayor")[0].title
    assert not people("Mayor Radkovar")[0].title
    assert not people("Ivo Čermel")[0].title


# ---- tiny ledgers ----------------------------------------------------------------------------------------------------


def two_states() -> Reader:
    """Northland and Southland: a president and a foreign minister here, two ministers there."""
    states = {id: Organisation(id=id, name=name) for id, name in (("north", "Northland"), ("south", "Southland"))}
    roles = {
        "holm": ("Ada Holm", "president of Northland", "north"),
        "brandel": ("Bea Brandel", "foreign minister of Northland", "north"),
        "quist": ("Cai Quist", "foreign minister of Southland", "south"),
        "tarn": ("Dov Tarn", "defence minister of Southland", "south"),
    }
    people = {id: Person(id=id, name=name, role=role, speaks_for=(of,)) for id, (name, role, of) in roles.items()}
    return reader(Ledger("", {}, {}, people, states, {}, {}, {}, {}))


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("the president", ("holm",)),
        ("the leader of Northland", ("holm",)),
        ("Northland's president", ("holm",)),
        ("the president of Southland", NOBODY),
        ("the foreign minister", ("brandel", "quist")),
        ("the foreign ministers", ("brandel", "quist")),
        ("the foreign minister of Southland", ("quist",)),
        ("the Southland foreign minister", ("quist",)),
        ("Northland's foreign minister", ("brandel",)),
        ("the defense minister", ("tarn",)),
        ("the minister of defence", ("tarn",)),
        ("the defence minister of Northland", NOBODY),
        ("the ministers", ("brandel", "quist", "tarn")),
        ("the ministers of Southland", ("quist", "tarn")),
        ("Foreign Minister Quist", ("quist",)),
        ("Foreign Minister Tarn", NOBODY),
        ("President Brandel", NOBODY),
        ("the health minister", NOBODY),
        ("the prime minister", NOBODY),
        ("the prime minister of Northland", NOBODY),
        ("the presidents of Southland", NOBODY),
        ("the vice president", NOBODY),
        ("Bea Quist", NOBODY),
        ("the husband of Ada Holm", NOBODY),
        ("the Northland side", ("north",)),
    ],
)
def test_of_two_states_the_title_and_the_side_tell_who(who: str, ids: Sequence[str]) -> None:
    assert meant(who, two_states()) == ids


def test_people_without_a_role_bear_no_title() -> None:
    ledger = Ledger("", {}, {}, {"holm": Person(id="holm", name="Ada Holm")}, {}, {}, {}, {}, {})
    assert meant("the mayor", reader(ledger)) == NOBODY
    assert meant("Mayor Holm", reader(ledger)) == NOBODY
    assert meant("Holm", reader(ledger)) == ("holm",)


@pytest.mark.parametrize(
    ("text", "strangers"),
    [
        ("what was known before the king's speech", ["king"]),
        ("who is the crown prince fellow", ["crown prince"]),
        ("is Čermel a general", []),
        ("did a general deny it", ["general"]),
    ],
)
def test_a_title_that_nobody_bears_is_a_stranger_unless_it_only_says_what_somebody_is(
    text: str, strangers: list[str]
) -> None:
    assert [each.text for each in READER.read(text).strangers] == strangers


# ---- who leads, whose it is, whose relative --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        # whoever leads, whatever the title
        ("the chief of the farmers", CHAIRMAN),
        ("the boss of the farmers' union", CHAIRMAN),
        ("the boss of Ardenz", NOBODY),
        ("the president of Velm Hydro", NOBODY),
        # whose relative
        ("Žofie Radkovar's daughter", NOBODY),
        ("Ståleby's son", NOBODY),
        # a whole name written as it sounds
        ("Henrick Stoleby", DIRECTOR),
        ("Lusia Penyaral", FORECASTER),
        ("Hendrika Ståleby", NOBODY),
        ("Oskarina Wendrel", NOBODY),
    ],
)
def test_whoever_leads_or_is_somebodys_relative_is_meant(who: str, ids: Sequence[str]) -> None:
    assert meant(who) == ids


def test_a_title_that_is_an_alias_is_that_of_its_own_side_only() -> None:
    north, south = Organisation(id="north", name="Northclub"), Organisation(id="south", name="Southclub")
    coach = Person(
        id="coach", name="Ann Brandel", role="coach of Northclub", speaks_for=("north",), aliases=("the coach",)
    )
    held = Ledger("", {}, {}, {"coach": coach}, {"north": north, "south": south}, {}, {}, {}, {})
    assert meant("the coach of Northclub", reader(held)) == ("coach",)
    assert meant("the coach of Southclub", reader(held)) == NOBODY


def test_a_sibling_is_one_both_ways() -> None:
    ann, bob = Person(id="ann", name="Ann Brandel"), Person(id="bob", name="Bob Corvath", aliases=("Ann's brother",))
    held = Ledger("", {}, {}, {"ann": ann, "bob": bob}, {}, {}, {}, {}, {})
    assert meant("Ann's brother", reader(held)) == meant("Ann Brandel's sibling", reader(held)) == ("bob",)
    assert meant("Bob's sibling", reader(held)) == ("ann",)
    assert meant("Ann's cousin", reader(held)) == meant("Bob's wife", reader(held)) == NOBODY


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("the mayor of Oldtown", ("hill",)),
        ("the Oldtown mayor", ("hill",)),
        ("the former mayor of Oldtown", NOBODY),
        ("the ex-mayor of Oldtown", NOBODY),
        ("the deputy Oldtown mayor", NOBODY),
        ("the docker mayor", NOBODY),  # one of the dockers
    ],
)
def test_what_stands_before_a_title_must_agree_though_the_title_is_an_alias(who: str, ids: Sequence[str]) -> None:
    bodies = {
        "union": Organisation(id="union", name="Dockworkers' Union", aliases=("dockers",)),
        "town": Organisation(id="town", name="Oldtown"),
    }
    aliases = ("mayor of Oldtown", "Oldtown mayor")
    hill = Person(id="hill", name="Ann Hillvard", role="mayor", speaks_for=("town",), aliases=aliases)
    assert meant(who, reader(Ledger("", {}, {}, {"hill": hill}, bodies, {}, {}, {}, {}))) == ids
