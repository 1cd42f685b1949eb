"""The rule for reactions: what others said and did about what somebody claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answering.asked import Asked, ids_of, is_statement, tied
from bot.answering.decisions import MOST_CHOICES, MOST_ENTRIES, Answer, Decision, Refusal
from bot.answering.overview import by, in_order
from bot.ledger.model import Ledger
from bot.matching.evidence import Evidence
from bot.matching.vetoes import Veto


def reactions(asked: Asked) -> Decision:
    """What was said and done in answer to the claims: by whoever is named or at the place, else by all others."""
    ledger, question = asked.ledger, asked.question
    if question.hard:
        return asked.missing()
    public, named = "public" in question.options, question.named_ids
    found = [each for each in _reactions(asked) if not public or _is_public(ledger, each)]
    if public:
        found = [each for each in found if each.traits.tells_of_crowds]
    if "abroad" in question.options:
        found = [each for each in found if each.traits.of_abroad]
    claimants = set(_claimants(ledger))
    others = [each for each in question.mentions if claimants.isdisjoint(each.ids)]
    # of two named, whoever claimed it is whom they reacted to
    for mention in others if others or public else question.mentions:
        theirs = [each for each in found if not _at_or_by(each).isdisjoint(mention.ids)]
        of_news = public and question.located and mention not in question.located  # in Bree, of Oldtown
        found = theirs or (found if of_news else [])
    if question.content:  # and the boats?
        fitting = set(ids_of(asked.fitting()))
        reacting = [each for each in found if _may_react(asked, each)] if _is_told(asked) else found
        found = [each for each in found if each.id in fitting] or reacting
    if found:
        return Answer(in_order(ledger, ids_of(found))[:MOST_ENTRIES])
    if len(named) == 1 and named[0] in ledger.statements_of and not public:
        if not question.content:
            return by(ledger, named[0])
        if own := [each for each in asked.fitting(is_statement) if named[0] in each.traits.speakers]:
            return Answer(ids_of(tied(own)))
    near = ids_of(each for each in asked.evidence if each.allowed)[:MOST_CHOICES]
    return Refusal("not-stated", "not-stated", offer=near)


def _is_told(asked: Asked) -> bool:
    """Whether one entry tells all that somebody is asked to have reacted to."""
    return any(each.explained and not each.missing for each in asked.evidence)


def _reactions(asked: Asked) -> Iterator[Evidence]:
    """What others than those who claimed it said, and what others did since the event."""
    claimants = set(_claimants(asked.ledger))
    for each in asked.evidence:
        since = each.traits.is_statement or not each.traits.is_background
        if claimants.isdisjoint(each.traits.entry.doers) and since and each.vetoes.isdisjoint({Veto.DATE, Veto.BEFORE}):
            yield each


def _is_public(ledger: Ledger, evidence: Evidence) -> bool:
    """Whether it was nobody's doing who has a name of their own or, but for crowds, a voice in the ledger."""
    doers, crowds = evidence.traits.entry.doers, evidence.traits.tells_of_crowds
    return not any(id in ledger.people or (id in ledger.statements_of and not crowds) for id in doers)


def _claimants(ledger: Ledger) -> Iterable[str]:
    """Those who opened a dispute; without any, whose words come first."""
    opened = [ledger.statements[each.positions[0][0]].speaker for each in ledger.disputes.values()]
    return opened or ledger.speakers[:1]


def _may_react(asked: Asked, evidence: Evidence) -> bool:
    """Whether it may be a reaction to what it does not tell: a deed, or a side of a dispute that tells of it."""
    positions = (each for disputed in asked.ledger.disputes_of.get(evidence.id, ()) for each in disputed.positions)
    beside = {id for position in positions for id in position}
    return not evidence.traits.is_statement or any(each.explained for each in asked.evidence if each.id in beside)


def _at_or_by(evidence: Evidence) -> frozenset[str]:
    """Who said or did it and for whom they speak, and of what was done also where."""
    traits = evidence.traits
    return traits.speakers if traits.is_statement else traits.speakers | traits.places
