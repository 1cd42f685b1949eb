"""The rule for a ledger of bare facts: nobody is named there, so only likeness can tell which fact is meant."""

from __future__ import annotations

from bot.answering.asked import Asked, ids_of
from bot.answering.decisions import MOST_CHOICES, PERHAPS, SURE, Answer, Choices, Decision, Refusal
from bot.ledger.model import Ledger

_USUAL = 20
"""The place of the entry whose score is what any question would get."""
_OF_COVERAGE = 0.35


def is_bare(ledger: Ledger) -> bool:
    """Whether the ledger holds facts alone, so that no name, speaker or place can be checked."""
    return not ledger.named and not ledger.statements


def most_alike(asked: Asked) -> Decision:
    """The fact most like the question if it stands out from the others, choices if it might, else a refusal.

    How far it stands out: its score, and the share of the question that it explains times 0.35, less the score of the
    20th best (reference/matching.md: one threshold for every size of knowledge).
    """
    likely = sorted(asked.evidence, key=lambda each: -each.score)
    if not likely:
        return Refusal("off-topic", "off-topic")
    usual = likely[_USUAL - 1].score if len(likely) >= _USUAL else 0.0
    if asked.question.asks == "how-many" and not likely[0].traits.numbered:
        return Refusal("not-stated", "no-number", offer=ids_of(likely[:1]))
    stands_out = likely[0].score + _OF_COVERAGE * likely[0].coverage - usual
    if stands_out >= SURE:
        return Answer(ids_of(likely[:1]), detail=asked.question.asks)
    return Choices(ids_of(likely[:MOST_CHOICES]), "closest") if stands_out >= PERHAPS else asked.missing()
