"""The rule for premises: what is told of them, and of whose words only those that are about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answering.asked import Asked, ids_of, is_statement
from bot.answering.decisions import MOST_CHOICES, Refusal
from bot.matching.vetoes import Veto

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


def resting(asked: Asked) -> Asked:
    """The question with no words of whom it asks but those that tell most of its premise; those alone are about it."""
    if not asked.question.premise or asked.question.content or asked.question.topics:
        return asked
    most = max((each.granted for each in asked.evidence if is_statement(each) and each.allowed), default=0)
    told = {id for each in asked.evidence if not each.ungranted for id in _disputed_with(asked, each.id)}
    about = {each.id for each in asked.evidence if each.granted >= max(most, 1) or not is_statement(each)} | told
    forbidden = frozenset({Veto.PREMISE})
    evidence = [each if each.id in about else replace(each, vetoes=each.vetoes | forbidden) for each in asked.evidence]
    return replace(asked, evidence=evidence)


def _disputed_with(asked: Asked, statement: str) -> Iterator[str]:
    """The statements of all sides of the disputes that the statement takes part in: denied by Smith, what was said?"""
    for disputed in asked.ledger.disputes_of.get(statement, ()):
        yield from (id for position in disputed.positions for id in position)
