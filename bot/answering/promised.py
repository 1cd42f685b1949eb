"""What answers a question because its operator wrote it so: the entry's own words, or a phrasing that asks the same."""

from __future__ import annotations

from bot.answering import overview
from bot.answering.asked import Asked, ids_of
from bot.answering.decisions import Answer
from bot.answering.details import detail_told
from bot.answering.holding import holds

_SHORTEST = 4
"""Words of what is told that are nothing else."""


def recited(asked: Asked) -> Answer | None:
    """The entry in whose own words the whole question stands, whatever its words would ask."""
    words = asked.question.words
    text = "".join(word.typed for word in words).replace(" ", "")
    if len(words) < _SHORTEST or asked.question.quoted:
        return None
    return next((Answer((each.id,)) for each in asked.evidence if text in each.traits.run_together), None)


def phrased(asked: Asked) -> Answer | None:
    """The entry, or the dispute, with a phrasing that is the whole question or asks the same, if only one has it."""
    if asked.question.quoted:
        return None
    words = tuple(word.text for word in asked.question.words)
    for each in asked.evidence:
        disputed = each.traits.disputed_as.get(words) or each.promised
        if disputed in asked.ledger.disputes:
            return overview.dispute(asked, asked.ledger.disputes[disputed])
    found = [each for each in asked.evidence if words in each.traits.asked_as]
    found = found or [each for each in asked.evidence if each.promised]
    if len(found) != 1:
        return None
    told = detail_told(asked, found) if holds(asked, found[0]) else ""
    return Answer(ids_of(found), detail=told, asked=asked.question.named_ids)
