"""How a reply came about, in words: what was understood, what each candidate explains and what forbids it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.deciding import NEVER_HELD
from bot.answering.decisions import Answer, Choices, Decision, Help, Refusal
from bot.conversation import FollowUp
from bot.matching.dates import AskedDate
from bot.matching.evidence import Evidence
from bot.matching.question import Question
from bot.matching.vetoes import CURES, Veto
from bot.text import folded

_SHOWN = 5
"""Candidates told of."""


def explained(follow_up: FollowUp, evidence: Sequence[Evidence], decision: Decision) -> tuple[str, ...]:
    """The steps from the question to the decision, a line each, for --why."""
    question = follow_up.question
    lines = [
        *_read_as(question),
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
    lines.append(f"because: {_because(question, evidence, decision)}")
    return tuple(lines)


def _read_as(question: Question) -> Iterator[str]:
    """Words that were not read as they were typed: typos, phrases, short forms; and the days asked for."""
    changed = [f"{word.raw} → {word.text}" for word in question.words if folded(word.raw) != (word.text,)]
    if changed:
        yield f"read as: {', '.join(changed)}"
    if question.dates:
        yield f"days: {', '.join(map(_written, question.dates))}"


def _written(date: AskedDate) -> str:
    """The day as ISO 8601 writes it, as far as the question gives it."""
    year, month, day = (f"{part:02}" if part else "?" for part in (date.year, date.month, date.day))
    return "-".join((year, month, day)).removesuffix("-?").removesuffix("-?")


def _because(question: Question, evidence: Sequence[Evidence], decision: Decision) -> str:
    """Why it was decided so, and what an operator may add where it should be otherwise."""
    match decision:
        case Answer():
            return _why_answered(evidence, decision)
        case Choices() if not question.content:
            return "no word of the question tells which of them is meant"
        case Choices():
            return (
                "several may be meant, or the nearest explains only part of the question; a phrasing in `asked_as`"
                " with the words that nothing explains would decide"
            )
        case Refusal(reason="unknown-name"):
            return "nobody in the ledger bears the name; if somebody does, add it to the `aliases`"
        case Refusal(reason="off-topic" | "empty" | "language"):
            return "no name, and no word that must be explained, belongs to an entry"
        case Refusal():
            return _why_refused(question, evidence)
    return "it is asked of the bot itself"


def _why_answered(evidence: Sequence[Evidence], answer: Answer) -> str:
    best = next((each for each in evidence if answer.entries[:1] == (each.id,)), None)
    if answer.denied:
        return "the words are another's than the question says"
    if not best:
        return "it is composed of all that concerns what is asked"
    remembered = ", and the question holds words of its quote" if best.remembered else ""
    return f"nothing forbids {best.id}, it explains {best.coverage:.0%} of the words{remembered}"


def _why_refused(question: Question, evidence: Sequence[Evidence]) -> str:
    best = next(iter(evidence), None)
    if question.asks in NEVER_HELD:
        return f"it is understood as `{question.asks}`, which no ledger holds: no entry mends that"
    if best and best.vetoes:
        forbidding = [f"{veto.value} ({CURES[veto]})" for veto in Veto if veto in best.vetoes]
        return f"the nearest, {best.id}, is forbidden: {'; '.join(forbidding)}"
    missing = [word.raw for word in (best.missing if best else question.content)]
    if missing:
        words = ", ".join(f"“{word}”" for word in missing)
        return f"nothing explains {words}: add an entry that tells of it, or a phrasing in `asked_as` of one that does"
    if question.speaks:
        return "no statement of that speaker accounts for it, and a fact is nobody's words: see `statements`"
    if best and question.asks == "how-many" and (given := best.traits.entry.gives.how_many):
        other = "tell another number in an entry of its own"
        return f"the nearest, {best.id}, gives “{given}”, which does not count what is asked for: {other}"
    return "no entry holds what is asked for: if the source tells it, add it, as in `gives`, `date` or `time`"


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
