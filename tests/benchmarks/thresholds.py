"""Every threshold of deciding moved alone, a few steps to either side: whether today's value stands on a plateau.

SURE and PERHAPS decide only over ledgers of bare facts and are asked of the invented events, the others of the cases.
Right are the questions whose answer gives the right entry first; what else it gives is not judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean
from typing import NamedTuple
from unittest.mock import patch

from bot.answering import decisions
from bot.checking.evaluation import Case, Verdict, evaluate, read_cases
from bot.languages import english
from bot.ledger.reading import read
from bot.matching import evidence
from bot.service import Reply, Service
from tests.benchmarks import events
from tests.benchmarks.data import Questions

ROOT = Path(__file__).parent.parent.parent
OURS = (
    (ROOT / "knowledge", ROOT / "tests" / "cases"),
    (ROOT / "tests" / "ledgers", ROOT / "tests" / "ledgers" / "cases"),
)

AROUND: Mapping[str, Sequence[float]] = {
    "ENOUGH": (0.45, 0.55, 0.7, 0.8),
    "ENOUGH_OF_ONE": (0.3, 0.4, 0.55, 0.7),
    "OFFERED": (0.3, 0.4, 0.55, 0.7),
    "SOME": (0.2, 0.3, 0.45, 0.55),
    "NEAR_TIE": (0.0, 0.1, 0.4, 0.8),
    "AS_DIRECT": (0.05, 0.15, 0.35, 0.45),
    "REMEMBERED": (80, 84, 92, 96),
    "SURE": (0.35, 0.4, 0.5, 0.55),
    "PERHAPS": (0.1, 0.2, 0.35, 0.45),
}
OF_BARE_FACTS = {"SURE", "PERHAPS"}


class Outcome(NamedTuple):
    """What came of one question."""

    answerable: bool
    verdict: Verdict
    offered: bool


Asked = tuple[Service, Sequence[tuple[str, Case]]]


def read_pair(knowledge: Path, cases: Path) -> Asked:
    """A service over the knowledge, and the cases for it. Raises ValueError for knowledge that cannot be served."""
    ledger = read(knowledge).ledger
    if not ledger:
        raise ValueError(f"{knowledge} has errors; python -m bot check tells them")
    return Service(ledger, english()), list(read_cases(cases))


def of_cases(asked: Iterable[Asked]) -> Iterator[Outcome]:
    """What comes of every question of the cases."""
    for service, cases in asked:
        for each in evaluate(service, cases):
            yield Outcome(each.answerable, each.verdict, each.reply.outcome == "choices")


def of_bare_facts(asked: Iterable[tuple[Service, Questions]]) -> Iterator[Outcome]:
    """What comes of every question about the events."""
    for service, questions in asked:
        for text, id in questions.answerable:
            reply, _ = service.ask(text)
            yield Outcome(True, _verdict(reply, id), reply.outcome == "choices")
        for text in (text for texts in questions.unanswerable.values() for text in texts):
            reply, _ = service.ask(text)
            yield Outcome(False, "wrong" if reply.outcome == "answer" else "right", reply.outcome == "choices")


def _verdict(reply: Reply, id: str) -> Verdict:
    if reply.outcome == "answer":
        return "right" if reply.entries[:1] == (id,) else "wrong"
    return "choices" if id in dict(reply.choices) else "missed"


@contextmanager
def at(name: str, value: float) -> Iterator[None]:
    """While it lasts, the threshold has the value, in its home and wherever it was imported by name."""
    today = getattr(home(name), name)
    with ExitStack() as patched:
        for path, module in list(sys.modules.items()):
            if path.startswith("bot.") and vars(module).get(name) is today:
                patched.enter_context(patch.object(module, name, value))
        yield


def home(name: str) -> object:
    """The module that defines the threshold."""
    return evidence if hasattr(evidence, name) else decisions


def table(pairs: Iterable[tuple[Path, Path]] = OURS) -> Iterator[str]:
    """A row for each value of each threshold, in per cent; today's is in bold."""
    cases = [read_pair(*pair) for pair in pairs]
    facts = [(Service(events.bare(each), english()), each) for each in map(events.event, events.SIZES[::2])]
    today = {False: _figures(of_cases(cases)), True: _figures(of_bare_facts(facts))}
    yield "| threshold | value | with an answer: right | without: refused or choices | wrong | choices |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, around in AROUND.items():
        bare, now = name in OF_BARE_FACTS, getattr(home(name), name)
        for value in sorted({*around, now}):
            if value == now:
                yield _row(name, f"**{value:g}**", today[bare])
                continue
            with at(name, value):
                yield _row(name, f"{value:g}", _figures(of_bare_facts(facts) if bare else of_cases(cases)))


def _row(name: str, value: str, figures: Iterable[float]) -> str:
    return " | ".join((f"| {name}", value, *(f"{100 * each:.1f}" for each in figures))) + " |"


def _figures(outcomes: Iterable[Outcome]) -> tuple[float, ...]:
    """Right of the answerable questions, not wrong of the others, wrong and choices of all."""
    told = list(outcomes)
    return (
        mean(each.verdict == "right" for each in told if each.answerable),
        mean(each.verdict != "wrong" for each in told if not each.answerable),
        mean(each.verdict == "wrong" for each in told),
        mean(each.offered for each in told),
    )
