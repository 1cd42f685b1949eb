"""Who and where is meant: names as people type them, and words that are nobody's name."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.languages import english
from bot.ledger.model import Ledger, Named, Organisation, Person, Place
from bot.matching.name_spellings import edits_allowed, may_be_typo
from bot.matching.names import Mention, Names
from bot.text import clean, fold, words
from tests.invented import ledger_of

INVENTED, SHIPPED = ledger_of("velm"), ledger_of("shipped")
NAMES = {"invented": Names(INVENTED, english()), "shipped": Names(SHIPPED, english())}


def mentions(text: str, knowledge: str = "invented") -> list[Mention]:
    """The names in the text, which the reader hands over without possessive endings."""
    return NAMES[knowledge].find(words(re.sub(r"['’][sS]\b", "", clean(text))))


def meant(text: str, knowledge: str = "invented") -> list[str]:
    """The ids that the names in the text may mean; those of one name joined by "or"."""
    return [" or ".join(mention.ids) for mention in mentions(text, knowledge)]


# ---- one name, many spellings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "typed"),
    [
        (
            "zofie-radkovar",
            "Žofie Radkovar|zofie radkovar|ZOFIE RADKOVAR|žofie radkovár|Zofie Radkowar|Zofie Radkovarr",
        ),
        ("zofie-radkovar", "Žofie|zofie|Zofia|Sophie|Sophie Radkovar|Жофие Радковар|ЖОФИЕ|Žofie Radkovar’s"),
        ("matyas-radkovar", "Matyáš Radkovar|matyas|Mátyás|Matias Radkovar|Матьяш Радковар|матьяш|matyash radkovar"),
        ("matyas-radkovar", "the mayor's son|son of the mayor"),
        ("staleby", "Henrik Ståleby|Ståleby|staleby|STALEBY|Stalebi|Stalleby|Stahleby|Stoleby|Stalebys|henrik"),
        ("staleby", "Столебю|столеби|Хенрик Столебю|Henrik Staleby|Hendrik Ståleby"),
        ("cermel", "Ivo Čermel|Čermel|cermel|Cermel|Chermel|TCHERMEL|Tschermel|Cermell|Ivo|Чермел|Чермель|иво чермел"),
        ("penarral", "Lucía Peñarral|Peñarral|penarral|Penaral|Penyarral|Pegnarral|Пеньярраль|Пеньяраль|lucia"),
        ("wedrel", "Oskar Wędrel|Wędrel|wedrel|Wendrel|Vendrel|wendral|Вендрель|Вендрел|oskar|Oscar Wędrel"),
        ("velm-hydro", "Velm Hydro|velm hydro|Velm-Hydro|VelmHydro|velm hidro|dam company|Вельм Гидро"),
        ("weather-service", "National Weather Service|weather service|met office|the forecasters"),
        ("farmers-union", "Valley Farmers' Union|Valley Farmers’ Union|farmers union|FARMERS"),
        ("lissavar", "Lissavar|lissavar|Lisavar|Lissawar|Lissavár|Lissewehr|Lisavr|Лиссавар|Лисавар"),
        ("lower-town", "Lower Town|lower town|Lowertown|Lower  Town|Dolní Město|dolni mesto|нижний город"),
        ("sarnet", "the river Sarnet|Sarnet|sarnett|srnt|Sarnet river|Сарнет"),
        ("millers-bridge", "Millers' Bridge|millers bridge|Miller's Bridge|Miller’s Bridge|Mlynářský most"),
        ("velm-dam", "the Velm dam|velm dam|the dam|the dam at Velm|Вельмская плотина"),
        ("ardenz", "Ardenz|ARDENZ|Ardens|Арденц|the capital"),
    ],
)
def test_a_name_is_found_however_it_is_typed(id: str, typed: str) -> None:
    assert {spelling: meant(spelling) for spelling in typed.split("|")} == {
        spelling: [id] for spelling in typed.split("|")
    }


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ilham Aliyev", "Aliev|aliyev|ALIYEV|Əliyev|Aliyyev|İlham Əliyev|Ильхам Алиев|алиев|Ալիև|ალიევი|Ilham"),
        ("Artsrun Hovhannissian", "Hovhannisian|hovhanisian|Hovhannisyan|Ованнисян|Հովհաննիսյան|ჰოვჰანისიანი|Artsrun"),
        ("Mevlut Cavusoglu", "Çavuşoğlu|cavusoglu|Chavushoglu|Cavusoglou|Чавушоглу|Mevlüt|ჩავუშოღლუ"),
        ("Hulusi Akar", "Akar|akar|АКАР|Хулуси Акар|Հուլուսի Աքար|აქარი"),
        ("Shusha", "shusha|Şuşa|susa|Shushi|shoushi|Susha|Шуша|шуши|Շուշի|შუშა"),
        ("Karabakh", "karabakh|Qarabağ|qarabag|Nagorno-Karabakh|nagorno karabakh|Karabah|Artsakh|Карабах|Արցախ"),
        ("Baku", "baku|Bakı|Баку|Բաքու|ბაქო"),
        ("Azerbaijan", "azerbaijan|Azerbaidjan|Azerbajan|azerbeijan|Azərbaycan|Азербайджан|Azeri"),
        ("Armenian Defence Ministry", "armenian defence ministry|Armenian Defense Ministry|Armenian MoD"),
    ],
)
def test_the_names_of_the_shipped_event_are_found_however_they_are_typed(name: str, typed: str) -> None:
    assert SHIPPED
    (id,) = (id for id, named in SHIPPED.named.items() if named.name == name)
    assert {spelling: meant(spelling, "shipped") for spelling in typed.split("|")} == {
        spelling: [id] for spelling in typed.split("|")
    }


def names_of(named: Named) -> list[str]:
    return [named.name, *named.aliases, *([named.other_name] if isinstance(named, Place) and named.other_name else [])]


EVERY_NAME = [
    pytest.param(knowledge, id, name, id=f"{id}: {name}")
    for knowledge, ledger in (("invented", INVENTED), ("shipped", SHIPPED))
    for id, named in ledger.named.items()
    for name in names_of(named)
]


@pytest.mark.parametrize(("knowledge", "id", "name"), EVERY_NAME)
def test_every_name_of_a_ledger_is_found_in_any_case_and_without_its_accents(
    knowledge: str, id: str, name: str
) -> None:
    for typed in (name, name.lower(), name.upper(), fold(name), f"  {name} ?", f"«{name}»"):
        (mention,) = mentions(typed, knowledge)
        assert id in mention.ids, typed


# ---- who is not meant ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        # near to a name, but words
        *("zone", "wedge", "wedded", "cereal", "penalty", "sandal", "stable", "central", "voice", "ivory", "realm"),
        # a part of a name of several words
        *("velm", "lower", "town", "hydro", "millers", "bridge", "river", "school", "union", "weather", "national"),
        # near to a name of four letters or fewer
        *("Ova", "Iva", "Ivor", "dame", "damn", "dams"),
        # a letter too far
        *("Camerl", "Wodral", "Ordnez", "Stelbo", "Hendrix", "Radar", "Rad"),
    ],
)
def test_a_near_word_is_not_taken_for_a_name(typed: str) -> None:
    assert meant(typed) == []
    assert meant(typed.lower()) == []


@pytest.mark.parametrize("knowledge", NAMES)
def test_no_common_word_is_taken_for_a_misspelt_name(knowledge: str) -> None:
    names = NAMES[knowledge]
    common = sorted(english().words["common"] - names.words)
    assert [word for word in common if names.find(words(word))] == []


@pytest.mark.parametrize("typed", ["Cermela", "Čermelo", "Wędrela", "Ardenza", "Sarneta", "Ivoa", "Oskara", "Henrika"])
def test_a_name_with_one_more_vowel_at_its_end_is_another_person(typed: str) -> None:
    assert meant(typed) == []
    assert meant(typed.lower()) == []


@pytest.mark.parametrize("typed", ["Radkovara", "Stalebya", "Radkovaro"])
def test_nor_does_an_alias_make_them_one_person(typed: str) -> None:
    assert meant(typed) == []


def test_a_surname_that_two_share_means_both_and_a_given_name_tells_which() -> None:
    assert meant("Radkovar") == meant("Радковар") == meant("radkovars") == ["zofie-radkovar or matyas-radkovar"]
    assert meant("Matyáš Radkovar") == ["matyas-radkovar"]
    assert meant("Zofie Radkovar") == ["zofie-radkovar"]


# ---- where names stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("did Čermel walk through Lower Town with Žofie", ["cermel", "lower-town", "zofie-radkovar"]),
        ("the office of Velm Hydro", ["velm-hydro-office"]),
        ("Velm Hydro opened the Velm dam", ["velm-hydro", "velm-dam"]),
        ("Ivo Čermel Oskar Wędrel", ["cermel", "wedrel"]),
        ("Hollin school gym", ["hollin-school"]),
        ("who rowed all night", []),
        ("", []),
    ],
)
def test_names_are_found_in_order_and_the_longest_is_taken(text: str, ids: list[str]) -> None:
    assert meant(text) == ids


@pytest.mark.parametrize("text", ["did IVO čermel say so", "Lissavar town hall?", "von Столебю, Henrik Ståleby!"])
def test_a_mention_covers_the_words_that_were_typed(text: str) -> None:
    typed = words(text)
    for mention in mentions(text):
        assert mention.text == " ".join(word.raw for word in typed[mention.start : mention.end])
        assert not mention.stranger


def test_the_names_within_a_text_of_the_ledger_are_found_inside_longer_ones_too() -> None:
    within = NAMES["invented"].within("The office of Velm Hydro stands in Lissavar.")
    assert within == {"velm-hydro-office", "velm-hydro", "lissavar"}


def test_somebody_belongs_to_whom_they_speak_for_and_whom_their_role_names() -> None:
    sides = NAMES["invented"].sides
    assert sides("staleby") == {"staleby", "velm-hydro"}
    assert {"matyas-radkovar", "velm-hydro"} <= sides("matyas-radkovar")
    assert {"zofie-radkovar", "lissavar"} <= sides("zofie-radkovar")
    assert "velm-hydro" not in sides("zofie-radkovar")


def test_nobody_belongs_to_a_namesake() -> None:
    assert "zofie-radkovar" not in NAMES["invented"].sides("matyas-radkovar")


# ---- how far a spelling may be off -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name", "may"),
    [
        ("holm", "holt", False),  # four letters allow no edit
        ("holme", "holmd", True),
        ("brand", "brent", False),
        ("brandel", "brendel", True),
        ("brendle", "brendel", True),  # two letters that changed places are one edit
        ("hollwager", "hollweger", True),
        ("holwager", "hollweger", True),
        ("halwagor", "hollweger", False),
        ("brandela", "brandel", False),  # a vowel more at the end
        ("brandel", "brandela", False),  # and one less
        ("brandels", "brandel", True),
        ("brandel", "brandel", True),
    ],
)
def test_longer_names_may_be_further_off_and_a_vowel_at_the_end_never(typed: str, name: str, may: bool) -> None:
    assert may_be_typo(typed, name) is may


def test_the_edits_allowed_grow_with_the_name() -> None:
    assert [edits_allowed("x" * length) for length in (1, 4, 5, 7, 8, 30)] == [0, 0, 1, 1, 2, 2]


# ---- tiny ledgers ----------------------------------------------------------------------------------------------------


def ledger(*named: Named) -> Ledger:
    people = {each.id: each for each in named if isinstance(each, Person)}
    places = {each.id: each for each in named if isinstance(each, Place)}
    return Ledger("", {}, {}, people, {}, places, {}, {}, {})


def test_a_ledger_without_names_finds_none() -> None:
    assert Names(ledger(), english()).find(words("who is Ada Holm of Quay")) == []


def test_a_name_that_several_bear_means_all_of_them() -> None:
    names = Names(ledger(Person(id="a", name="Ada Holm"), Person(id="b", name="Bea Holm")), english())
    assert [mention.ids for mention in names.find(words("Holm or Ada Holm or Bea"))] == [("a", "b"), ("a",), ("b",)]


def test_a_person_named_like_a_common_word_is_not_every_such_word() -> None:
    """Ada Rain is found by the whole name; "rain" alone is the weather."""
    names = Names(ledger(Person(id="rain", name="Ada Rain")), english())
    assert [mention.ids for mention in names.find(words("Ada Rain"))] == [("rain",)]
    assert names.find(words("how much rain fell")) == []


@pytest.mark.parametrize("given", ["Per", "Will", "Mark", "May"])
def test_a_given_name_that_is_a_word_leaves_the_surname_a_name(given: str) -> None:
    """Per Halvard is Halvard too, and "per" alone is a word."""
    names = Names(ledger(Person(id="halvard", name=f"{given} Halvard")), english())
    assert [mention.ids for mention in names.find(words(f"what did Halvard say {given.lower()} day"))] == [("halvard",)]


@pytest.mark.parametrize("alias", ["Karvonian minister", "envoy of Karvonia", "minister for Karvonia"])
def test_no_word_of_a_description_names_a_person_alone(alias: str) -> None:
    names = Names(ledger(Person(id="holm", name="Ada Holm", aliases=(alias,))), english())
    assert [mention.ids for mention in names.find(words(alias))] == [("holm",)]
    assert names.find(words("did the Karvonian side in Karvonia speak")) == []


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ostravia", "the ostravian side and the Ostravians"),
        ("Hollin", "a Hollinian among hollinians"),
    ],
)
def test_those_of_a_state_are_called_after_it(name: str, called: str) -> None:
    assert INVENTED
    state = Organisation(id="state", name=name)
    names = Names(replace(INVENTED, organisations={"state": state}), english())
    assert {mention.ids for mention in names.find(words(called))} == {("state",)}


@pytest.mark.parametrize("called", ["the Hollinians", "Mr Hollinian", "Hollinien"])
def test_nobody_is_called_after_a_place(called: str) -> None:
    """What was said about a place was not said by those who live there."""
    assert Names(ledger(Place(id="hollin", name="Hollin")), english()).find(words(called)) == []


def test_a_surname_stays_a_name_where_something_else_is_called_after_it() -> None:
    """With "Hradek's men" for the army, Hradek still is Hradek."""
    assert INVENTED
    army = Organisation(id="army", name="Army of Velm", aliases=("Hradek's men",))
    people = {"hradek": Person(id="hradek", name="Miro Hradek")}
    names = Names(replace(INVENTED, people=people, organisations={"army": army}), english())
    assert [mention.ids for mention in names.find(words("did Hradek say that"))] == [("hradek",)]


def test_what_the_texts_call_a_place_names_it() -> None:
    assert NAMES["shipped"].kinds["shusha"] >= {"city"}


def test_a_name_that_another_crosses_is_not_named() -> None:
    """In "of the bank workers' union" there is a union, and no bank."""
    named = (
        Organisation(id="bank", name="Oster", aliases=("the bank",)),
        Organisation(id="union", name="Bank Workers"),
    )
    assert INVENTED
    ledger = replace(INVENTED, organisations={each.id: each for each in named})
    assert Names(ledger, english()).within("chairman of the Bank Workers") == {"union"}


def test_a_surname_that_is_an_ordinary_word_is_a_name_where_it_is_typed_as_one() -> None:
    assert INVENTED
    hill = Person(id="hill", name="Marta Hill")
    names = Names(replace(INVENTED, people={"hill": hill}), english())
    assert [each.ids for each in names.find(words("what did Hill say"))] == [("hill",)]
    assert names.find(words("who lives on the hill")) == []
    assert names.holding(["hill"]) == ("hill",)
