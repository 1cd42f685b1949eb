"""What is taken over from the service before a change: never anything that the change would have made otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.languages import english
from bot.ledger.model import Ledger, Person, Source
from bot.matching import traits
from bot.service import Service
from tests.invented import ledger_of

LEDGER = ledger_of("velm")
BEFORE = Service(LEDGER, english())
PARTS = ("events", "sources", "people", "organisations", "places", "statements", "facts", "disputes")
OTHERWISE = {
    "date": "2023-03-20", "published": "2023-04-01", "name": "Somebody Other", "role": "keeper of the castle",
    "aliases": ("ferry",), "quote": "We sing in the town of Velm!", "text": "The old castle fell.", "act": "denied",
    "asked_as": ("what fell then",), "question": "Did it fall?", "time": "at noon", "about": (), "place": None,
    "summary": "Something happened.", "speaks_for": (), "by": (),
}  # fmt: skip


def changed(part: str, records: Any) -> Ledger:
    return replace(LEDGER, **{part: records})


def changes() -> Iterator[tuple[str, Ledger]]:
    """The ledger with a field of a record otherwise, a record gone or put last, or one more; each with its name."""
    for part in PARTS:
        records = getattr(LEDGER, part)
        for id, record in records.items():
            for field in OTHERWISE.keys() & type(record).model_fields.keys():
                other = record.model_copy(update={field: OTHERWISE[field]})
                yield f"{id}: {field}", changed(part, {**records, id: other})
        first, last = next(iter(records)), next(reversed(records))
        yield f"{part}: the last put first", changed(part, {last: records[last], **records})
        if part in ("statements", "facts"):
            alone = next(id for id in records if id not in LEDGER.disputes_of)
            yield f"{part}: one gone", changed(part, {id: each for id, each in records.items() if id != alone})
            yield (
                f"{part}: one more",
                changed(part, {**records, "more": records[alone].model_copy(update={"id": "more"})}),
            )
        if part == "disputes":
            yield "disputes: one gone", changed(part, {id: each for id, each in records.items() if id != first})
    person = Person(id="more", name="Nobody Yet", role="mayor of Velm")
    yield "people: one more", changed("people", {**LEDGER.people, "more": person})
    source = Source(id="more", title="Another", published="2024")
    yield "sources: one more", changed("sources", {**LEDGER.sources, "more": source})


CHANGES = dict(changes())


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_service_takes_over_is_what_it_would_have_made(change: str) -> None:
    now, fresh = Service(CHANGES[change], english(), before=BEFORE), Service(CHANGES[change], english())
    assert now._traits == fresh._traits
    assert list(now._traits) == list(fresh._traits)
    assert all(each.entry is now.ledger.entries[id] for id, each in now._traits.items())


@pytest.mark.parametrize(
    ("change", "made"),
    [("facts: one gone", 0), ("facts: one more", 1), ("sources: one more", 0), ("statements: one more", 1)],
)
def test_what_has_not_changed_is_not_made_anew(change: str, made: int, monkeypatch: pytest.MonkeyPatch) -> None:
    anew = []
    make = traits.traits_of_entry

    def making(entry: Any, *others: Any) -> traits.Traits:
        anew.append(entry.id)
        return make(entry, *others)

    monkeypatch.setattr(traits, "traits_of_entry", making)
    ledger = CHANGES[change]
    Service(ledger, english(), before=BEFORE)
    assert len(set(anew) - ledger.disputes_of.keys()) == made
