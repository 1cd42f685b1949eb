"""The rule for premises: a question that rests on what nobody tells is refused."""

from __future__ import annotations

from bot.answering.asked import Asked, ids_of
from bot.answering.decisions import MOST_CHOICES, Refusal

_NAMED = 3
"""Words of a premise that a refusal names."""


def not_granted(asked: Asked) -> Refusal | None:
    """The refusal of what rests on something that no entry tells; None where one does, or where it is only supposed."""
    premise = asked.question.premise
    if not premise or premise.supposed or not all(each.ungranted for each in asked.evidence):
        return None
    near = sorted(
        (each for each in asked.evidence if each.granted), key=lambda each: (len(each.ungranted), -each.score)
    )
    lacking = (
        near[0].ungranted if near else (*(each.text for each in premise.names), *(each.raw for each in premise.words))
    )
    return Refusal("not-stated", "not-stated", " ".join(lacking[:_NAMED]), ids_of(near)[:MOST_CHOICES])
