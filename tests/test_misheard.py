"""Whole names written as they sound."""

from __future__ import annotations

import pytest

from bot.languages import english
from bot.ledger.model import Ledger, Person
from bot.matching.misheard import Misheard


def misheard(*people: str) -> Misheard:
    found = {name: Person(id=name, name=name) for name in people}
    return Misheard(Ledger("", {}, {}, found, {}, {}, {}, {}, {}), english())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Celestine Harbourne", "selisteen harborn"),
        ("Emilie Corvath", "emilia korvath"),
        ("Viktor Zarnov", "victor sarnow"),
        ("Basil Oxenkraut", "basil ochsenkraut"),
        ("Matteus Lorvane", "mathaus lorwane"),
        ("Imke Brosander", "emke brossander"),
        ("Arcun Hovanian", "artsun howanyan"),
        ("Quentin Bask", "kwentin basc"),
        ("Ansel Cook", "anselm cooke"),
    ],
)
def test_somebody_is_meant_by_a_whole_name_that_sounds_like_theirs(name: str, typed: str) -> None:
    assert misheard(name, "Olaf Brandel").find(*typed.split()) == (name,)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Maria Brandel", "mario brandel"),
        ("Martin Brandel", "martina brandel"),
        ("Martina Brandel", "martin brandel"),
        ("Simon Brandel", "simone brandel"),
        ("Alexandra Brandel", "alexander brandel"),
        ("Christian Brandel", "christine brandel"),
        ("Roland Brandel", "ronald brandel"),
        ("Nina Brandel", "nona brandel"),
        ("Mark Brandel", "mary brandel"),
        ("Andreas Brandel", "andrea brandel"),
        ("Ivan Petrov", "ivan petrova"),
        ("Ivan Petrov", "ivan petrosyan"),
        ("Ivan Petrov", "igor petrov"),
        ("Leonard Brandel", "leonid brandel"),
        ("Emma Cook", "emma cork"),
    ],
)
def test_another_name_is_that_of_somebody_else(name: str, typed: str) -> None:
    assert misheard(name).find(*typed.split()) == ()


def test_a_description_is_no_name() -> None:
    described = {
        "a": Person(id="a", name="a night guard"),
        "b": Person(id="b", name="Ada Holm", aliases=("Chief Cook",)),
    }
    found = Misheard(Ledger("", {}, {}, described, {}, {}, {}, {}, {}), english())
    assert found.find("night", "gard") == found.find("cheef", "cook") == ()
