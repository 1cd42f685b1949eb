"""The rule for false attributions: whose the words really are that a question gives to somebody else."""

from __future__ import annotations

from bot.answering.asked import ACT, NAME, Asked, is_statement
from bot.answering.decisions import Answer
from bot.matching.evidence import Evidence


def corrected(asked: Asked) -> Answer | None:
    """The true speaker of words that the question gives to another, or None."""
    speaker = asked.question.speaker
    if not speaker or asked.question.asks not in {"did-say", "when", "where", "is-it-true"}:
        return None
    for each in asked.evidence:
        if is_statement(each) and each.traits.speakers.isdisjoint(speaker.ids) and _is_meant(asked, each):
            return Answer((each.id,), denied=(speaker,))
    return None


def _is_meant(asked: Asked, evidence: Evidence) -> bool:
    """Whether the entry is surely what the question gives to somebody: its very quote, or its act with every word."""
    question, others = asked.question, set(evidence.vetoes) - {"other speaker"}
    if evidence.remembered:
        return others <= {NAME, ACT}
    if question.asks != "did-say" or not question.speaker or question.speaker.stranger or others or evidence.missing:
        return False
    return any(not act.general for act in question.acts) or len(evidence.explained) > 1
