"""The ledgers that the tests ask: the shipped one, the flood at Velm, and the other invented events by their folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.reading import read
from bot.service import Service

HERE = Path(__file__).parent
FOLDERS = {"shipped": HERE.parent / "knowledge", "velm": HERE / "ledgers"}


@cache
def ledger_of(event: str) -> Ledger:
    """The ledger of "shipped", "velm", or a folder of tests/events."""
    reading = read(FOLDERS.get(event, HERE / "events" / event))
    assert reading.ledger, reading.problems
    return reading.ledger


@cache
def service_of(event: str) -> Service:
    """The service over that ledger; it never changes, so all tests share it."""
    return Service(ledger_of(event), english())
