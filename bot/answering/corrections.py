"""The rule for false attributions: whose the words really are that a question gives to somebody else."""

from __future__ import annotations

from functools import partial

from bot.answering.asked import Asked, is_statement
from bot.answering.decisions import Answer
from bot.matching.evidence import Evidence
from bot.matching.names import Mention
from bot.matching.question import Question
from bot.matching.traits import By
from bot.matching.vetoes import Veto

_ROWS = frozenset({"", "about", "did-say", "when", "where", "why", "is-it-true", "who-said"})
"""Rows whose questions may give a quote to somebody; "what did Smith say about it" asks for words of Smith's own."""

_GIVES_WORDS = frozenset({"when", "where", "why"})
"""Rows that say of somebody that they said it: why did Smith say that the gates were open?"""

_FEW = 2
"""Words that tell what was said, and must be its very words if they are no more."""
_REMEMBERED = 2
"""Words of a quote, where another is left unexplained, by which it is meant."""


def corrected(asked: Asked) -> Answer | None:
    """The true speaker of words that the question gives to another, or None."""
    question = asked.question
    if question.asks not in _ROWS and not question.quoted:
        return None
    theirs = any(map(partial(_is_theirs, question), asked.evidence))
    for each in asked.evidence:
        if theirs and not each.remembered:
            continue  # whoever else said it, they did too
        if is_statement(each) and (other := wrongly_named(asked, each)) and _is_meant(asked, each):
            return Answer((each.id,), denied=_denied(question, other, each))
    return None


def _is_theirs(question: Question, evidence: Evidence) -> bool:
    """Whether a statement of those to whom the question gives the words accounts for them."""
    ids = question.speaker.ids if question.speaker else ()
    accounts = evidence.allowed and not evidence.missing and bool(evidence.explained)
    return accounts and is_statement(evidence) and not evidence.traits.speakers.isdisjoint(ids)


def _denied(question: Question, other: Mention, said: Evidence) -> tuple[Mention, ...]:
    """All who did not say it: of several of whom it is asked each, else whoever was named, and who was offered too."""
    if other == question.speaker and question.beside:
        return question.beside
    offered = (each for each in question.mentions if each in question.offered and each != other)
    return (other, *(each for each in offered if said.traits.related.isdisjoint(each.ids)))


def wrongly_named(asked: Asked, evidence: Evidence) -> Mention | None:
    """Whom the question gives the words to though they are not theirs: its speaker, or whoever stands for one."""
    traits, question = evidence.traits, asked.question
    if question.speaker and traits.speakers.isdisjoint(question.speaker.ids):
        return question.speaker
    if not evidence.remembered:
        return None
    others = (each for each in question.attributed if traits.speakers.isdisjoint(each.ids))
    return next((each for each in others if not _is_in_words(each, evidence, question)), None)


def _is_in_words(mention: Mention, evidence: Evidence, question: Question) -> bool:
    """Whether the name is one of the words remembered; named twice, it is also given them."""
    if question.quoted or mention.start < question.tail_from:
        return False  # the words stand between quotation marks, or behind the name
    own = evidence.traits.told[0]
    said = evidence.traits.named.intersection(mention.ids) or set(mention.text.casefold().split()) <= set(own)
    place = not mention.stranger and evidence.traits.places.issuperset(mention.ids)
    times = sum(not set(each.ids).isdisjoint(mention.ids) for each in question.mentions)
    return place or (bool(said) and times < 2)


def _is_meant(asked: Asked, evidence: Evidence) -> bool:
    """Whether the entry is surely what the question gives to somebody: its very quote, or its act with every word."""
    question, others = asked.question, evidence.vetoes - {Veto.SPEAKER}
    if question.premise and not evidence.remembered:
        return False  # asked is what followed on that, not who else did
    says = question.asks in _GIVES_WORDS and bool(question.acts) and all(act.general for act in question.acts)
    if not question.hard.isdisjoint(evidence.missing) or (question.asks == "why" and not says):
        return False
    if evidence.remembered:
        if evidence.missing and not question.quoted and len(evidence.explained) < _REMEMBERED:
            return False  # who wants the points need not have said what another said of them
        denied = any(act.denial for act in question.acts)
        return others <= ({Veto.NAME} if denied else {Veto.NAME, Veto.ACT})
    if (
        (question.asks != "did-say" and not says)
        or not question.speaker
        or question.speaker.stranger
        or others
        or evidence.missing
    ):
        return False
    beside = [mention for mention in question.topics if mention not in question.offered]
    if any(not evidence.traits.speakers.isdisjoint(mention.ids) for mention in beside):
        return False  # said to or about the very speaker: other words are meant
    told = [explanation for _, explanation in evidence.explained if explanation.by not in {By.NAME, By.ACT}]
    # two words of which one only may stand for what was said make another claim: recaptured, and the town
    many = len(told) > _FEW or (len(told) == _FEW and not any(explanation.instead for explanation in told))
    only_done = not (question.content or question.topics)
    if only_done and any(act.of_somebody for act in question.acts):
        return False  # did they blame anybody? that another did is no answer
    # to write is no more than to say
    particular = any(not (act.general or act.written) for act in question.acts)
    # of the two that are offered it is the other
    offered = question.speaker in question.offered
    one_of_two = offered and any(not evidence.traits.speakers.isdisjoint(each.ids) for each in question.offered)
    return particular or many or (one_of_two and bool(told))
