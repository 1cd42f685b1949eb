"""All rules about what a knowledge says, and their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from bot.checking.knowledge import ENOUGH, Finding, Knowledge
from bot.checking.substance import disputes, lengths, links, names, phrasings, quotes, texts, times
from bot.ledger.problems import Problem

Rule = Callable[[Knowledge], Iterator[Finding]]
"""A rule is called by the name of its function, with hyphens; its docstring is its page in the operators' guide."""

RULES: tuple[Rule, ...] = (
    *texts.RULES,
    *quotes.RULES,
    *times.RULES,
    *disputes.RULES,
    *phrasings.RULES,
    *names.RULES,
    *lengths.RULES,
    *links.RULES,
)


def name_of(rule: Callable[..., object]) -> str:
    """What the rule is called in findings."""
    return rule.__name__.replace("_", "-")


def found(knowledge: Knowledge) -> Iterator[Problem]:
    """The findings of all rules, each a warning: what is found can be served, as every reply names its source."""
    problems = (_problem(rule, finding) for rule in RULES for finding in islice(rule(knowledge), ENOUGH))
    return (problem for problem in problems if problem)


def _problem(rule: Rule, finding: Finding) -> Problem | None:
    entry = finding.entry
    path = (*entry.path, *finding.path)
    error = entry.document.problem(path, name_of(rule), finding.message, finding.hint, at_key=not finding.path)
    if name_of(rule) in entry.document.agreed.get(error.line, ()):
        return None  # a comment where the text begins counts for all its lines
    line, column = entry.document.word_at(path, finding.word) if finding.word else (error.line, error.column)
    return replace(error, level="warning", line=line, column=column)
