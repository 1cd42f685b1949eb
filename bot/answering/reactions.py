"""The rule for reactions: what others said and did about what somebody claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.answering.asked import Asked, ids_of
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
        told = [each for each in found if each.id in fitting]
        # somebody who is named may have answered to something else
        found = told or [each for each in found if not (named and each.traits.is_statement) or each.explained]
    if found:
        return Answer(in_order(ledger, ids_of(found))[:MOST_ENTRIES])
    if len(named) == 1 and named[0] in ledger.statements_of and not public:
        telling = {each.id for each in asked.evidence if each.explained}
        of_other_matter = telling and telling.isdisjoint(ledger.statements_of[named[0]])
        return asked.missing() if of_other_matter else by(ledger, named[0])
    near = ids_of(each for each in asked.evidence if each.allowed)[:MOST_CHOICES]
    return Refusal("not-stated", "not-stated", offer=near)


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


def _at_or_by(evidence: Evidence) -> frozenset[str]:
    """Who said or did it and for whom they speak, and of what was done also where."""
    traits = evidence.traits
    return traits.speakers if traits.is_statement else traits.speakers | traits.places
