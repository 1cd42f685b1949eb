"""A question with the evidence for it: what every rule of deciding starts from, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.answering.decisions import (
    AS_DIRECT,
    ENOUGH,
    ENOUGH_OF_ONE,
    MOST_CHOICES,
    NEAR_TIE,
    OFFERED,
    SOME,
    Choices,
    Decision,
    Help,
    Refusal,
)
from bot.ledger.model import Ledger, Statement
from bot.matching.evidence import Evidence
from bot.matching.question import Question
from bot.matching.traits import By
from bot.matching.vetoes import Veto

SELDOM_TOLD = frozenset(
    {"until", "often", "giver", "behest", "compared", "others", "outcome", "by_then", "lapse", "origin"}
)
"""Options of rows that ask for what only entries tell that say so in their words."""

_WHETHER = frozenset({"", "is-it-true"})
"""Rows that ask whether something was so."""


@dataclass(frozen=True)
class Asked:
    """A question, the ledger that it is put to, and the evidence of its candidates, best first."""

    ledger: Ledger
    question: Question
    evidence: Sequence[Evidence]

    def but(self, **changes: Any) -> Asked:
        """The same with changes to the question."""
        return replace(self, question=replace(self.question, **changes))

    def fitting(self, wanted: Callable[[Evidence], bool] = lambda _: True) -> list[Evidence]:
        """Candidates that nothing forbids, that explain enough, and that leave out nothing hard; best first."""
        question = self.question
        enough = ENOUGH_OF_ONE if question.speaker and question.speaks and question.asks != "did-say" else ENOUGH
        needed = question.hard | ({question.verb} if question.verb else set())
        if question.asks in _WHETHER:
            needed = needed.union(question.aspects[-1:])  # that they sang does not tell whether they ended
        return [
            each
            for each in self.evidence
            if each.allowed
            and each.coverage >= enough
            and needed.isdisjoint(each.missing)
            and wanted(each)
            and (each.remembered or not question.quoted or _holds_all(each))
        ]

    def names_alone(self, best: Evidence) -> bool:
        """Whether nothing is asked of but names, and the best candidate is not found by words of its quote."""
        return not (self.question.content or self.question.acts or best.remembered)

    def verbatim(self, fitting: list[Evidence]) -> list[Evidence]:
        """Of the statements those in the speaker's own words, if these are asked for and there are any."""
        quoted = [each for each in fitting if isinstance(each.traits.entry, Statement) and each.traits.entry.quote]
        return quoted if quoted and self.question.verbatim else fitting

    def near(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The few of the entries that explain the question best, whatever forbids them."""
        wanted = set(ids)
        chosen = sorted(
            (each for each in self.evidence if each.id in wanted), key=lambda each: (-each.coverage, -each.score)
        )
        return ids_of(chosen)[:MOST_CHOICES]

    def speakers(self) -> tuple[str, ...]:
        """Some of those whose words the ledger holds, in its order."""
        return self.ledger.speakers[:MOST_CHOICES]

    def missing(self) -> Decision:
        """Choices when something near explains part of the question, else a refusal that names what is missing."""
        question = self.question
        if question.reversed and any(each.vetoes == {Veto.NEGATION} for each in self.evidence):
            return Refusal("not-stated", "not-negation")
        near = [each for each in self.evidence if each.allowed and each.coverage >= SOME and each.explained]
        offer = ids_of(near)[:MOST_CHOICES]
        allowed = ids_of(each for each in self.evidence if each.allowed)[:MOST_CHOICES]
        known = any(mention.ids for mention in question.mentions)
        if question.asks == "how-many":
            return Refusal("not-stated", "no-number", offer=offer or (allowed if known else ()))
        needed = question.hard | ({question.verb} if question.verb and question.hard else set())
        told = near and question.options & SELDOM_TOLD <= near[0].traits.details
        if told and needed.isdisjoint(near[0].missing) and near[0].coverage >= OFFERED:
            return Choices(offer, "closest")
        if near or known:
            return Refusal("not-stated", "not-stated", self._unexplained(near), offer or allowed)
        if question.to_the_bot and not (question.speaks or question.quoted or question.hard):
            return Help("smalltalk")
        return Refusal("off-topic", "off-topic")

    def _unexplained(self, near: Sequence[Evidence]) -> str:
        """What was asked for and nothing near explains, the hard words before others, in the question's words."""
        explained = {word for each in near for word, _ in each.explained}
        missing = [word for word in self.question.content if word not in explained] or list(self.question.content)
        hard = [word for word in missing if word in self.question.hard]
        return " ".join(word.raw for word in (hard or missing)[:3])


def _holds_all(evidence: Evidence) -> bool:
    """Whether every word asked for stands in what was said or told, or means one that does."""
    return not evidence.missing and all(explanation.by is By.WORDS for _, explanation in evidence.explained)


def tied(fitting: Sequence[Evidence]) -> list[Evidence]:
    """The best of those that fit, and the others that explain as much, as directly, and score not far behind."""
    best = fitting[0]
    return [
        each
        for each in fitting
        if each.remembered == best.remembered
        and each.coverage >= best.coverage - 0.01
        and each.strength >= best.strength - AS_DIRECT
        and each.apt >= best.apt
        and each.score >= NEAR_TIE * best.score
    ][:MOST_CHOICES]


def ids_of(chosen: Iterable[Evidence]) -> tuple[str, ...]:
    """The ids of the entries, in order."""
    return tuple(each.id for each in chosen)


def is_statement(evidence: Evidence) -> bool:
    """Whether somebody said it."""
    return evidence.traits.is_statement


def said_by(ledger: Ledger, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of the statements by any of them, or by somebody who speaks for them."""
    return tuple(dict.fromkeys(each for id in ids for each in ledger.statements_of.get(id, ())))


def told_as_done(asked: Asked, said: Iterable[Evidence]) -> list[Evidence]:
    """The deeds told by the very verb that asks, if nothing that was said is: who dismissed the mayor?"""
    if len(asked.question.act_words) != 1 or asked.question.content:
        return []
    (verb,) = asked.question.act_words
    deeds = asked.fitting(lambda each: not is_statement(each) and each.tells(verb))
    return [] if any(each.tells(verb) for each in said) else deeds
