"""Outsiders: every question that has an answer, its person or place replaced by each name that the ledger lacks."""

from __future__ import annotations

from collections.abc import Iterator

from tests.traps.naming import is_told_first, put
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Trap


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each question, each name in it and each outsider."""
    for asked in setting.answerable:
        for found in setting.naming.find(asked.text):
            if found.ids.isdisjoint(asked.ids) or is_told_first(asked.text, found):
                continue
            kind = f"outsiders/{_section(setting, found.ids)}"
            place = found.ids <= setting.ledger.places.keys()
            for name in setting.outsiders:
                if place and name in setting.strange["titles"]:
                    continue  # nothing happens in a minister
                yield Trap(kind, put(asked.text, found, name), Denied(name, besides=asked.denied), asked.after)


def _section(setting: Setting, ids: frozenset[str]) -> str:
    ledger = setting.ledger
    return "person" if ids & ledger.people.keys() else "place" if ids & ledger.places.keys() else "organisation"
