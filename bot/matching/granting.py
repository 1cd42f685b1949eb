"""What an entry tells of the premise of a question: given that the gates were open, what does the mayor say?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.matching.explanation import Explainer
from bot.matching.premises import Premise
from bot.matching.traits import By, Traits


def granted(premise: Premise, traits: Traits, explainer: Explainer) -> int:
    """How many of the names and words of a premise the entry is about, whoever only spoke left aside."""
    names = sum(not traits.concerned.isdisjoint(each.ids) for each in premise.names)
    return names + sum(explainer.explains(each, traits) is not None for each in premise.words)


def ungranted(premise: Premise, traits: Traits, explainer: Explainer) -> Iterator[str]:
    """The names and words of a premise that the entry tells nothing of; all of one that it does not tell for done."""
    turned = premise.negated and not traits.negations
    untold = turned or any(act.wishes for act in traits.acts if not explainer.asks_act(premise.words, act))
    for name in premise.names:
        if untold or traits.related.isdisjoint(name.ids):
            yield name.text
    for word in premise.words:
        denied = not premise.negated and explainer.turns_round(word, traits)
        found = explainer.explains(word, traits)
        # what a dispute asks is not what one of its sides says
        if untold or denied or found is None or (found.by is By.DISPUTE and _speaks(premise, traits)):
            yield word.raw


def _speaks(premise: Premise, traits: Traits) -> bool:
    """Whether whoever the entry gives the words of is named in the premise."""
    return any(not traits.speakers.isdisjoint(each.ids) for each in premise.names)
