"""What was made of a ledger and holds for its next version too, so that it need not be made anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter

from bot.ledger.model import Ledger
from bot.matching.names import Names
from bot.matching.traits import Traits

_SURROUNDINGS = attrgetter("events", "people", "organisations", "places")
"""What the traits of any entry may hang on."""


def unchanged(
    traits: Mapping[str, Traits], before: Ledger, names_before: Names, ledger: Ledger, names: Names
) -> dict[str, Traits]:
    """Of the traits made over the ledger `before`, those that are the same over the other one, with its entries."""
    if _SURROUNDINGS(before) != _SURROUNDINGS(ledger) or names_before.kinds != names.kinds:
        return {}
    disputed = before.disputes_of.keys() | ledger.disputes_of.keys()
    changed = {id for id, source in before.sources.items() if source != ledger.sources.get(id)}
    return {
        id: replace(each, entry=ledger.entries[id])
        for id, each in traits.items()
        if id not in disputed
        and each.entry == ledger.entries.get(id)
        and changed.isdisjoint(cited.source for cited in each.entry.citations)
    }
