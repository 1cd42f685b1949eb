"""Namesakes: the surnames of the ledger with other given names, endings, relatives, and titles that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ledger.model import Person
from bot.text import folded
from tests.traps.naming import is_told_first, put
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Trap


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each question with an answer, each person named in it and each namesake of that person."""
    people = setting.ledger.people
    made = {id: tuple(namesakes(setting, person)) for id, person in people.items()}
    for asked in setting.answerable:
        for found in setting.naming.find(asked.text):
            if is_told_first(asked.text, found):
                continue
            for id in found.ids & asked.ids & people.keys():
                for kind, name in made[id]:
                    must = Denied(name, besides=asked.denied)
                    yield Trap(f"namesakes/{kind}", put(asked.text, found, name), must, asked.after)


def namesakes(setting: Setting, person: Person) -> Iterator[tuple[str, str]]:
    """People of the same surname who are not the person, each with what tells them apart."""
    strange, naming, surname = setting.strange, setting.naming, person.name.split()[-1]
    others = (other.name.split()[0] for other in setting.ledger.people.values() if other != person)
    made = [
        *(("given", f"{given} {surname}") for given in (*strange["given"], *others)),
        *(("ending", f"{surname}{ending}") for ending in strange["endings"]),
        *(("relative", f"{surname}'s {relative}") for relative in strange["relatives"]),
        *(("relative", f"the {relative} of {surname}") for relative in strange["relatives"]),
        *(("title", f"{title} {surname}") for title in strange["before"]),
        *(("side", f"{side} {surname}") for side in _other_sides(setting, person)),
    ]
    yield from ((kind, name) for kind, name in made if not naming.ids(name))


def _other_sides(setting: Setting, person: Person) -> Iterator[str]:
    """The person's title with a side that is not the person's; nothing where the role names no side."""
    role, ledger = person.role or "", setting.ledger
    named = {id for found in setting.naming.find(role) for id in found.ids}
    if not named:
        return
    head = role.split(" of ")[0].split(" at ")[0]
    yield from (f"the {nationality} {head}" for nationality in setting.strange["nationalities"])
    yield from (f"the {head} of {country}" for country in setting.strange["countries"])
    own = named | {each for id in {*named, *ledger.voices(person.id)} for each in (id, *ledger.around(id))}
    words = {word for id in own if id in ledger.named for word in folded(ledger.named[id].name)}
    for id, other in ledger.organisations.items():
        if id not in own and words.isdisjoint(folded(other.name)):
            yield f"the {head} of {other.name}"
