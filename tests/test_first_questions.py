"""Questions that readers of a new ledger asked at first sight: what an entry tells is answered, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.languages import english
from bot.ledger.reading import read
from bot.service import Service

LEDGER = """\
event: {id: syrup, title: The closing of Harn Hospital, date: 2031-06-01/2031-06-03}
sources: {post: {title: Harn Hospital closes, published: 2031-06-05}}
people:
  lund: {name: Mara Lund, role: nurse}
  dorn: {name: Helga Dorn, role: mayor of Harn, aliases: [the mayor]}
organisations:
  hospital: {name: Harn Hospital, aliases: [the hospital]}
  maker: {name: Velder Pharma, aliases: [the company]}
  villagers: {name: villagers of Ulm, aliases: [villagers]}
places:
  ulm: {name: Ulm}
  school: {name: Ulm school, in: ulm, aliases: [the school]}
statements:
  lund-tar: {speaker: lund, act: warned, says: that the syrup smelled of tar, about: [maker], source: post}
  dorn-hush: {speaker: dorn, act: described, says: the offer as hush money, about: [maker], source: post}
  maker-water: {speaker: maker, says: that 300 tons of tar were let out, about: [ulm], source: post}
  lund-water: {speaker: lund, says: that 520 tons of tar were let out, about: [ulm], source: post}
facts:
  leak: {text: In 2011 a leak drowned 40 cows., date: 2011, gives: {how-many: 40 cows}, source: post}
  death:
    text: A teacher fell ill of the syrup.
    date: 2031-06-01
    place: hospital
    about: [hospital]
    gives: {how-many: 1 person dead}
    source: post
  night:
    text: About 240 villagers slept in the school, where three teachers cooked for them.
    by: [villagers]
    place: school
    gives: {how-many: about 240 villagers}
    source: post
  permit:
    text: A permit allows 300 cubic metres of waste a day.
    about: [maker]
    gives: {how-many: 300 cubic metres a day}
    source: post
disputes:
  tons: {question: How much tar was released?, positions: [[maker-water], [lund-water]]}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    file = Path(tmp_path_factory.mktemp("syrup")) / "syrup.yaml"
    file.write_text(LEDGER, encoding="utf-8")
    ledger = read(file).ledger
    assert ledger
    return Service(ledger, english())


@pytest.mark.parametrize(
    ("text", "id", "begins"),
    [
        ("how many people slept in the school", "night", "About 240 villagers."),
        ("how many villagers slept in the school", "night", "About 240 villagers."),
        ("how many teachers cooked", "night", "About 240 villagers slept in the school, where three teachers"),
        ("how much waste is allowed", "permit", "A permit allows 300 cubic metres of waste"),
        ("how many people died", "death", "1 person dead."),
        ("how many cows drowned", "leak", "40 cows."),
        ("where did the villagers sleep", "night", "Ulm school, Ulm."),
        ("what did the mayor call the offer", "dorn-hush", "Helga Dorn, mayor of Harn"),
        ("what does the mayor call it", "dorn-hush", "Helga Dorn, mayor of Harn"),
    ],
)
def test_what_an_entry_tells_is_answered(service: Service, text: str, id: str, begins: str) -> None:
    reply = service.ask(text)[0]
    assert (reply.outcome, reply.entries) == ("answer", (id,))
    assert reply.message.text.startswith(begins)


@pytest.mark.parametrize(
    "text",
    [
        "where is the hospital",  # that it was in the hospital tells nobody where that is
        "who says the company lied",
        "how many nurses cooked",
        "how many people drowned",  # only cows
        "where does the mayor sleep",
    ],
)
def test_what_no_entry_tells_is_not_answered(service: Service, text: str) -> None:
    assert service.ask(text)[0].outcome != "answer"


@pytest.mark.parametrize(
    "text",
    [
        "why does the company say that tar was let out",
        "why did the company say that tons of tar were let out",
    ],
)
def test_words_that_two_said_are_not_taken_from_either(service: Service, text: str) -> None:
    reply = service.ask(text)[0]
    assert not reply.denied
    assert "lund-water" not in reply.entries


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("where does the mayor sleep", "it is understood as `private`, which no ledger holds: no entry mends that"),
        (
            "how long did the villagers sleep in the school",
            "the nearest, night, gives “about 240 villagers”, which does not count",
        ),
    ],
)
def test_why_tells_what_no_entry_mends_and_what_is_counted_instead(service: Service, text: str, because: str) -> None:
    assert service.ask(text)[0].why[-1].startswith(f"because: {because}")
