"""Accuracy: ours and the peers on the same questions in the same run, in per cent, clean / with typos.

First: of the answerable questions, those with the right entry first. At 5 %: those of them whose score is above all but
5 % of the scores of unanswerable questions; our whole matcher has no scores, and 0 when it lets more than 5 % through.
At ours: the same with the share that our whole matcher lets through; each of its two ledgers stands at its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from statistics import mean

from tests.benchmarks import events, intents
from tests.benchmarks.data import Candidate, Questions
from tests.benchmarks.peers import PEERS
from tests.benchmarks.shared_bench import Lexical
from tests.benchmarks.whole import OFFERED, Whole

INDEX = "ours: the index"
WHOLE = "ours: the whole matcher"
KEPT = "ours: the whole matcher, names and days kept"
FEW = 0.05
_MIDDLE = 5


@dataclass(frozen=True)
class Asked:
    """What came of the questions: for each answerable one whether the right entry stood first, and every best score."""

    right: tuple[bool, ...]
    scores: tuple[float, ...]
    strays: Mapping[str, tuple[float, ...]]
    """Best scores of the unanswerable questions, by what is wrong with them."""

    @property
    def first(self) -> float:
        """Share of answerable questions with the right entry first."""
        return mean(self.right)

    def safely(self, share: float) -> float:
        """The same, with a score above those of all unanswerable questions but that share."""
        strays = sorted((score for scores in self.strays.values() for score in scores), reverse=True)
        threshold = strays[round(share * len(strays))]
        return mean(right and score > threshold for right, score in zip(self.right, self.scores, strict=True))

    def answered(self, *kinds: str) -> float:
        """Share of the unanswerable questions that our whole matcher answers."""
        return mean(score > OFFERED for kind in kinds or self.strays for score in self.strays[kind])


Pair = tuple[Asked, Asked]
"""Clean, and with typos."""


def ask(candidate: Candidate, questions: Questions) -> Asked:
    """What came of the questions, put to a candidate that is built."""
    found = [(id, *_best(candidate, text)) for text, id in questions.answerable]
    strays = {
        kind: tuple(_best(candidate, text)[1] for text in asked) for kind, asked in questions.unanswerable.items()
    }
    return Asked(tuple(id == hit for id, hit, _ in found), tuple(score for *_, score in found), strays)


def _best(candidate: Candidate, text: str) -> tuple[str, float]:
    return next(iter(candidate.query(text)), ("", float("-inf")))


def ask_all(candidates: Mapping[str, Candidate], questions: Questions) -> dict[str, Pair]:
    """By candidate what came of the questions."""
    mistyped = questions.mistyped(seed=1)
    asked = {}
    for name, candidate in candidates.items():
        candidate.build(questions.entries)
        asked[name] = ask(candidate, questions), ask(candidate, mistyped)
    return asked


def of_intents() -> Iterator[str]:
    """The table of the intents."""
    asked = {}
    for shots in intents.SHOTS:
        questions = intents.intents(shots)
        asked[shots] = ask_all(_candidates({WHOLE: Whole(intents.ledger(questions))}), questions)
    middle = asked[_MIDDLE]
    first = (f"first, {shots} given" for shots in intents.SHOTS)
    yield from _heading("80 intents", *first, f"at 5 %, {_MIDDLE} given", f"at ours, {_MIDDLE} given")
    for name, pair in middle.items():
        figures = (_both([asked[shots][name]], attrgetter("first")) for shots in intents.SHOTS)
        yield _row(name, *figures, _both([pair], methodcaller("safely", FEW)), _at_ours([pair], [middle[WHOLE]]))
    yield from _answered({WHOLE: [middle[WHOLE]]})


def of_events() -> Iterator[str]:
    """The table of the invented events, the mean over them."""
    asked: dict[str, list[Pair]] = {}
    for size in events.SIZES:
        questions = events.event(size)
        whole = {WHOLE: Whole(events.bare(questions)), KEPT: Whole(events.kept(size))}
        for name, pair in ask_all(_candidates(whole), questions).items():
            asked.setdefault(name, []).append(pair)
    yield from _heading("events of bare facts", "first", "at 5 %", "at ours")
    for name, pairs in asked.items():
        figures = (_both(pairs, figure) for figure in (attrgetter("first"), methodcaller("safely", FEW)))
        yield _row(name, *figures, _at_ours(pairs, pairs if name == KEPT else asked[WHOLE]))
    yield from _answered({name: asked[name] for name in (WHOLE, KEPT)})


def _candidates(whole: Mapping[str, Candidate]) -> Mapping[str, Candidate]:
    return {INDEX: Lexical(), **whole, **{name: make() for name, make in PEERS.items()}}


def _answered(asked: Mapping[str, Sequence[Pair]]) -> Iterator[str]:
    """The table of the unanswerable questions that our whole matcher answers all the same, by kind."""
    kinds = next(iter(asked.values()))[0][0].strays
    yield from _heading("unanswerable, answered", *kinds, "all")
    for name, pairs in asked.items():
        yield _row(
            name, *(_both(pairs, methodcaller("answered", *kind)) for kind in (*((each,) for each in kinds), ()))
        )


def _at_ours(pairs: Sequence[Pair], ours: Sequence[Pair]) -> str:
    """The figure for the share of unanswerable questions that our whole matcher lets through."""
    both = (zip(pair, whole, strict=True) for pair, whole in zip(pairs, ours, strict=True))
    return _percent([[each.safely(its.answered()) for each, its in columns] for columns in both])


def _both(pairs: Iterable[Pair], figure: Callable[[Asked], float]) -> str:
    """The mean of a figure over the sets, clean and with typos."""
    return _percent([[figure(each) for each in pair] for pair in pairs])


def _percent(pairs: Iterable[Iterable[float]]) -> str:
    return " / ".join(f"{100 * mean(column):.0f}" for column in zip(*pairs, strict=True))


def _heading(*cells: str) -> Iterator[str]:
    yield ""
    yield _row(*cells)
    yield _row(*("---" for _ in cells))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
