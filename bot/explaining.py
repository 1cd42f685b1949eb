"""How a reply came about, in words: what was understood, what each candidate explains and what forbids it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.decisions import Answer, Choices, Decision, Help, Refusal
from bot.conversation import FollowUp
from bot.matching.evidence import Evidence
from bot.matching.question import Question
from bot.matching.vetoes import Veto

_SHOWN = 5
"""Candidates told of."""


def explained(follow_up: FollowUp, evidence: Sequence[Evidence], decision: Decision) -> tuple[str, ...]:
    """The steps from the question to the decision, a line each, for --why."""
    question = follow_up.question
    lines = [
        f"asked for: {question.asks or 'no row of the table fits'}"
        + (f" ({', '.join(sorted(question.options))})" if question.options else ""),
        f"speaker: {_mention(question)}",
        "names: "
        + (
            ", ".join(f"{each.text} = {' or '.join(each.ids) or 'nobody in the ledger'}" for each in question.topics)
            or "none"
        ),
        "words to explain: "
        + (", ".join(word.text + ("!" if word in question.hard else "") for word in question.content) or "none"),
    ]
    if question.negations:
        lines.append(f"turned round by: {', '.join(question.negations)}")
    if follow_up.refers:
        lines.append(f"takes up: {follow_up.refers}")
    lines += [_candidate(each) for each in evidence[:_SHOWN]]
    lines.append(f"decision: {_decided(decision)}")
    return tuple(lines)


def _mention(question: Question) -> str:
    if not question.speaker:
        return question.noun or "none"
    return f"{question.speaker.text} = {' or '.join(question.speaker.ids) or 'nobody in the ledger'}"


def _candidate(evidence: Evidence) -> str:
    parts = [f"explains {evidence.coverage:.0%}", f"score {evidence.score:.2f}"]
    parts += [f"“{word.text}” by {explanation}" for word, explanation in evidence.explained]
    parts += [f"“{word.text}” by nothing" for word in evidence.missing]
    parts += ["remembers its quote"] if evidence.remembered else []
    parts += [f"forbidden: {veto.value}" for veto in Veto if veto in evidence.vetoes]
    return f"candidate {evidence.id}: " + "; ".join(parts)


def _decided(decision: Decision) -> str:
    match decision:
        case Answer():
            return f"answer with {', '.join(decision.entries)}" + (
                f", other sides {', '.join(decision.sides)}" if decision.sides else ""
            )
        case Choices():
            return f"choices {', '.join(decision.ids)}"
        case Refusal():
            return f"refusal, {decision.reason}" + (f", offering {', '.join(decision.offer)}" if decision.offer else "")
        case Help():
            return f"help, page {decision.page}"
