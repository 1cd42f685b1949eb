"""Rules for quotes: what stands beside a pasted one, and which of several words are somebody's."""

from __future__ import annotations

from itertools import pairwise

from bot.answering.asked import Asked, ids_of, is_statement
from bot.answering.decisions import Answer, Decision, Refusal
from bot.answering.overview import other_side
from bot.ledger.model import Ledger, Statement
from bot.matching.evidence import Evidence
from bot.text import squeeze


def beside(asked: Asked) -> Decision:
    """The words right before a pasted quote, or right behind it, of its own or its neighbour; or what it answers."""
    question, before = asked.question, "before" in asked.question.options
    pasted = squeeze(" ".join(question.quoted))
    whole = [each for each in asked.ledger.statements.values() if pasted and pasted in squeeze(each.quote or "")]
    if len(whole) != 1:
        return asked.missing()
    if "answered" in question.options:
        return other_side(asked, whole[0].id)
    if question.speaker and set(asked.ledger.voices(whole[0].speaker)).isdisjoint(question.speaker.ids):
        return Answer((whole[0].id,), denied=(question.speaker,))
    said = squeeze(whole[0].quote or "")
    if not (said.startswith(pasted) if before else said.endswith(pasted)):
        return Answer((whole[0].id,))
    found = _neighbour(asked.ledger, whole[0], before)
    return Answer((found,)) if found else Refusal("not-stated", "not-stated", offer=(whole[0].id,))


def _neighbour(ledger: Ledger, statement: Statement, before: bool) -> str:
    """The id of the quote next to the statement in the ledger, by the same speaker in the same paragraphs, or ""."""
    for first, second in pairwise(ledger.statements.values()):
        one, other = (second, first) if before else (first, second)
        same = one.speaker == other.speaker and one.citations == other.citations
        if one.id == statement.id and same and other.quote:
            return other.id
    return ""


def whose_words(asked: Asked) -> Decision:
    """Of several words those that the speaker said, or those that somebody else did, with whose they are."""
    question = asked.question
    if not question.speaker:
        return asked.missing()
    others, speaker = bool(question.negations) or question.reversed, set(question.speaker.ids)
    said = [each for each in asked.evidence if is_statement(each) and _is_said(each)]
    found = [each for each in said if each.traits.speakers.isdisjoint(speaker) is others]
    return Answer(ids_of(sorted(found, key=lambda each: asked.ledger.order[each.id]))) if found else asked.missing()


def _is_said(evidence: Evidence) -> bool:
    """Whether one of the very words stands in the quote."""
    return bool(getattr(evidence.traits.entry, "quote", "")) and any(by.own for _, by in evidence.explained)
