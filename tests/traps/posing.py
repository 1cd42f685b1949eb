"""Traps put to the bot: kind by kind, all of them or a sample that a seed repeats."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.languages import english
from bot.service import Reply, Service
from tests.traps import exchange, halves, lacking, namesakes, negations, outsiders, quotes
from tests.traps.exchange import ask
from tests.traps.judge import VERDICTS, Judge, Verdict
from tests.traps.setting import Setting
from tests.traps.trap import Trap

SEED = 20201108
KINDS: Mapping[str, Callable[[Setting], Iterable[Trap]]] = {
    "outsiders": outsiders.traps,
    "namesakes": namesakes.traps,
    "quotes": quotes.traps,
    "lacking": lacking.traps,
    "negations": negations.traps,
    "halves": halves.traps,
    "exchange": exchange.traps,
}


@dataclass(frozen=True, slots=True)
class Posed:
    """A trap with the reply that it got and what that is worth."""

    trap: Trap
    reply: Reply
    verdict: Verdict

    @property
    def shown(self) -> str:
        """The trap, the reply and the verdict, for people to read."""
        asked = " > ".join((*self.trap.after, self.trap.question))
        told = self.reply.message.text.replace("\n", "\n      ")
        return f"{self.trap.kind}: {self.verdict.why or self.verdict.name}\n    {asked}\n      {told}"


def pose(setting: Setting, kind: str, sample: int = 0, seed: int = SEED) -> Iterator[Posed]:
    """The traps that a generator makes, each asked and judged; a sample of that many of each kind, or all."""
    traps = chosen(KINDS[kind](setting), sample, seed)
    service, judge = _bench(setting, kind)
    for trap in traps:
        # how each reply came about, kept for hundreds of thousands, would fill the memory and slow the rest
        reply = replace(ask(service, trap.question, trap.after), steps=tuple)
        yield Posed(trap, reply, judge.verdict(reply, trap))


def chosen(traps: Iterable[Trap], sample: int = 0, seed: int = SEED) -> list[Trap]:
    """The traps, none twice; with `sample` that many of each kind, the same ones for the same seed."""
    kinds: dict[str, list[Trap]] = {}
    for trap in dict.fromkeys(traps):
        kinds.setdefault(trap.kind, []).append(trap)
    return [trap for kind, made in kinds.items() for trap in _some(made, sample, f"{seed} {kind}")]


def _some(made: list[Trap], sample: int, seed: str) -> list[Trap]:
    if not sample or sample >= len(made):
        return made
    return [made[each] for each in sorted(random.Random(seed).sample(range(len(made)), sample))]


def _bench(setting: Setting, kind: str) -> tuple[Service, Judge]:
    """The service that the kind's traps are put to, and their judge."""
    if kind != "exchange":
        return Service(setting.ledger, english()), Judge(setting.ledger, english())
    mirror = exchange.mirror(setting.ledger)
    return mirror.after, Judge(mirror.after.ledger, english(), mirror)


def table(posed: Sequence[Posed]) -> str:
    """The verdicts counted by kind."""
    kinds: dict[str, Counter[str]] = {}
    for each in posed:
        kinds.setdefault(each.trap.kind, Counter())[each.verdict.name] += 1
    width = max([len(kind) for kind in kinds] + [5])
    lines = [f"{'kind':{width}}  {'asked':>7}" + "".join(f"{name:>{len(name) + 2}}" for name in VERDICTS)]
    for kind, counts in (*kinds.items(), ("all", sum(kinds.values(), Counter()))):
        row = "".join(f"{counts[name]:{len(name) + 2}}" for name in VERDICTS)
        lines.append(f"{kind:{width}}  {counts.total():7}{row}")
    return "\n".join(lines)


def faults(posed: Iterable[Posed]) -> str:
    """The wrong attributions counted by kind and fault, the most frequent first."""
    counts = Counter((each.trap.kind, each.verdict.why) for each in posed if each.verdict.wrong)
    return "\n".join(f"{count:7}  {kind}: {why}" for (kind, why), count in counts.most_common())


def spread(posed: Iterable[Posed], most: int) -> list[Posed]:
    """The first wrong attributions, a few of every fault rather than all of one."""
    of_fault: Counter[tuple[str, str]] = Counter()
    ranked = []
    for each in posed:
        if each.verdict.wrong:
            fault = (each.trap.kind, each.verdict.why)
            ranked.append((of_fault[fault], each))
            of_fault[fault] += 1
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])[:most]]
