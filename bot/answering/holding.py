"""Whether an entry holds the detail that is asked for: a time of day, an end, a place, a number, a name, a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answering.asked import SELDOM_TOLD, Asked, is_statement
from bot.ledger.model import Statement
from bot.matching.evidence import Evidence
from bot.text import folded, stems

_YEAR = 4
"""Signs of a date that tells no more than the year."""


def holds(asked: Asked, evidence: Evidence) -> bool:
    """Whether the entry holds the detail that the question asks for."""
    if evidence.promised:
        return True  # its operator says that it answers just this
    if "unknown" in evidence.traits.details and not evidence.missing:
        return True  # that it is not known is the answer
    if not (asked.question.options & SELDOM_TOLD <= evidence.traits.details):
        return False
    if evidence.owner_untold:
        return False
    test = _HOLDS.get(asked.question.asks)
    return test(asked, evidence) if test else True


def _when(asked: Asked, evidence: Evidence) -> bool:
    # a day is always told: that of the entry, else that of the report
    if "of_month" in asked.question.options and len(evidence.traits.entry.date or "") == _YEAR:
        return False
    # a time of day is that of the very thing told, not of what another word may stand for
    instead = [bool(explanation.instead) for _, explanation in evidence.explained]
    ends = not asked.question.options.isdisjoint({"until", "by_then"})  # whose time of day stands in its words
    timed = ends or ("clock" in evidence.traits.details and not (instead and all(instead)))
    return bool(timed) or "time_of_day" not in asked.question.options


def _where(asked: Asked, evidence: Evidence) -> bool:
    if evidence.kind_untold:
        return False
    around = [*asked.ledger.around(evidence.traits.entry.place)]
    if around and around == [*asked.question.named_ids]:
        return False  # no hospital is in itself
    if "whereabouts" in asked.question.options:
        # where somebody was is not where the words were read, nor where another spoke
        theirs = not (is_statement(evidence) and asked.question.people) or _is_by_named(asked, evidence)
        return theirs and bool(evidence.traits.entry.place)
    told = evidence.traits.places if not is_statement(evidence) else ()
    return bool(evidence.traits.entry.place or told or _channel(asked, evidence))


def _is_by_named(asked: Asked, evidence: Evidence) -> bool:
    """Whether somebody whom the question names said it."""
    return not evidence.traits.speakers.isdisjoint(asked.question.named_ids)


def _channel(asked: Asked, evidence: Evidence) -> bool:
    entry = evidence.traits.entry
    return isinstance(entry, Statement) and bool(entry.via)


def _why(asked: Asked, evidence: Evidence) -> bool:
    why = stems(folded(evidence.traits.entry.gives.why or ""))
    asked_of = stems(word.text for word in asked.question.content)
    return bool(why) and not (len(asked_of) > 1 and asked_of <= why)  # it failed because it failed


def _how(asked: Asked, evidence: Evidence) -> bool:
    if asked.question.aspects and not evidence.apt:
        return False  # how it began is more than that it was
    return bool(evidence.traits.entry.gives.how) or not is_statement(evidence) or _channel(asked, evidence)


def _how_many(asked: Asked, evidence: Evidence) -> bool:
    question = asked.question
    said = question.acts and question.content and is_statement(evidence) and not evidence.missing
    return evidence.counts or bool(said and evidence.traits.numbered)  # did he say how much it cost?


def _who(asked: Asked, evidence: Evidence) -> bool:
    entry = evidence.traits.entry
    named = [id for id in (*entry.about, *entry.doers) if id in asked.ledger.people]
    if "names" in asked.question.options and is_statement(evidence):
        named = [id for id in entry.about if id in asked.ledger.people]
    if "among" in asked.question.options and not (asked.question.speaker and len(asked.question.speaker.ids) > 1):
        return False  # all of them together are not one of them
    return not evidence.doer_untold and bool(named or "names" not in asked.question.options)


def _whom(asked: Asked, evidence: Evidence) -> bool:
    return not evidence.doer_untold


_HOLDS: Mapping[str, Callable[[Asked, Evidence], bool]] = {
    "when": _when,
    "where": _where,
    "channel": _channel,
    "why": _why,
    "how": _how,
    "how-many": _how_many,
    "who": _who,
    "whom": _whom,
}
