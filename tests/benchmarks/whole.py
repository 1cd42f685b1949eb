"""Our whole matcher as a candidate: what `Service.ask` replies, nothing else."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from bot.languages import english
from bot.ledger.model import Ledger
from bot.service import Service
from tests.benchmarks.data import Entry

ANSWERED, OFFERED = 1.0, 0.5
"""Scores of an entry that the reply gives, and of one that it only offers to choose."""


class Whole:
    """The service over a ledger; it has no scores, only replies."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def build(self, entries: Sequence[Entry] = ()) -> None:
        """Make the service as the bot does; the entries are those of the ledger."""
        self.service = Service(self.ledger, english())
        gc.freeze()
        gc.set_threshold(5_000, 200)

    def query(self, text: str, k: int = 1) -> list[tuple[str, float]]:
        """The entries given or offered; an answer that denies what was asked ("Not X: Y ...") offers."""
        reply, _ = self.service.ask(text)
        score = ANSWERED if reply.outcome == "answer" and not reply.denied else OFFERED
        return [(id, score) for id in (*reply.entries, *(id for id, _ in reply.choices))][:k]
