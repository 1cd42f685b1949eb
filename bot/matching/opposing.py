"""Whether a statement speaks against somebody, or against something, whatever the source calls its act."""

from __future__ import annotations

from bot.matching.question import SPEECH, Question
from bot.matching.traits import Traits
from bot.text import stem


def opposes(question: Question, traits: Traits) -> bool:
    """Whether it is asked who opposes whom or what, and the statement does: who contradicted Smith, who is against it?

    Against somebody speaks who stands on the other side of a dispute, against something who says so.
    """
    if question.asks not in SPEECH or not traits.is_statement or not any(act.opposes for act in question.acts):
        return False
    if question.topics:
        return all(not traits.opponents.isdisjoint(mention.ids) for mention in question.topics)
    return bool(question.content) and all(stem(word.text) in traits.against for word in question.content)
