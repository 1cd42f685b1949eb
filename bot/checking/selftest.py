"""A ledger asked itself: each phrasing left out, and as it stands where that loses; each entry by its own words."""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Literal

from bot.checking.stumbling import Loss, Stumble, stumbles
from bot.languages import Language
from bot.ledger.form.document import Path
from bot.ledger.model import Dispute, Fact, Ledger, Statement
from bot.service import Reply, Service

Verdict = Literal["won", "choices", "lost"]
_MANY = 1_000
"""Questions from which it is worth to start other processes."""
_SHARE = 50
_MOST_PROCESSES = 8  # each takes as much memory as the ledger


@dataclass(frozen=True, slots=True)
class Probe:
    """A question that the entry or dispute `id` should answer, made of what stands at `path` in it."""

    id: str
    path: Path
    question: str

    @property
    def is_phrasing(self) -> bool:
        """Whether it is a way in which people ask, and not made of the entry's own words."""
        return self.path[0] == "asked_as"


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe with what came of it.

    `instead` are the entries that were given or offered, none of them the probe's where it `lost`; `stumbles` tell why
    it did, and the cure. A phrasing that stands there `in_vain` lost as it stands.
    """

    probe: Probe
    verdict: Verdict
    outcome: str
    instead: tuple[str, ...]
    stumbles: tuple[Stumble, ...] = ()
    in_vain: bool = False

    @property
    def refused(self) -> bool:
        """Whether it lost and nothing was given or offered instead."""
        return self.verdict == "lost" and self.outcome == "refusal"


def probes(ledger: Ledger, language: Language) -> Iterator[Probe]:
    """The phrasings of every statement, fact and dispute, each followed by the questions made of its own words."""
    for entry in (*ledger.entries.values(), *ledger.disputes.values()):
        for place, phrasing in enumerate(entry.asked_as):
            yield Probe(entry.id, ("asked_as", place), phrasing)
        for field, question in _own(entry, ledger, language):
            yield Probe(entry.id, (field,), question)


def _own(entry: Statement | Fact | Dispute, ledger: Ledger, language: Language) -> Iterator[tuple[str, str]]:
    """The entry's words as questions, and natural questions after them, each with the field it is made of."""
    match entry:
        case Statement():
            yield from _of_statement(entry, ledger, language)
        case Fact():
            yield "text", entry.text
            if entry.date:
                yield "text", language.say["own-when"].format(words=entry.text)
            if entry.place:
                yield "text", language.say["own-where"].format(words=entry.text)
        case Dispute():
            yield "question", entry.question


def _of_statement(statement: Statement, ledger: Ledger, language: Language) -> Iterator[tuple[str, str]]:
    name = ledger.named[statement.speaker].name
    if quote := statement.quote:
        yield "quote", quote
        yield "quote", language.say["example-who"].format(words=quote)
        if statement.date:
            yield "quote", language.say["own-when-said"].format(name=name, words=quote)
        if statement.place:
            yield "quote", language.say["own-where-said"].format(name=name, words=quote)
    if statement.says:
        yield "says", f"{statement.act} {statement.says}"
    for id in statement.about:
        yield "about", language.say["own-about"].format(name=name, topic=ledger.named[id].name)


def ask(service: Service, probe: Probe) -> Asked:
    """What comes of the probe: of a phrasing as if it did not stand there, unless it stands there in vain."""
    if not probe.is_phrasing:
        return _asked(service, probe)
    left_out = _asked(service.without(probe.id, probe.question), probe)
    if left_out.verdict != "lost":
        return left_out  # as it stands, more speaks for it
    as_it_stands = _asked(service, probe)
    return replace(as_it_stands, in_vain=True) if as_it_stands.verdict == "lost" else left_out


def _asked(service: Service, probe: Probe) -> Asked:
    reply, _ = service.ask(probe.question)
    verdict = _verdict(probe.id, reply, service.ledger)
    given = tuple(id for id in reply.entries or (id for id, _ in reply.choices))
    if verdict != "lost":
        return Asked(probe, verdict, reply.outcome, given)
    own = _statements(probe.id, service.ledger)[0]
    question, evidence = service.weighed(probe.question, own)
    of = "" if own == probe.id else f" of `{own}`"
    loss = Loss(question, evidence, reply, service.ledger, str(probe.path[0]), of)
    return Asked(probe, verdict, reply.outcome, given, stumbles(loss))


def _verdict(id: str, reply: Reply, ledger: Ledger) -> Verdict:
    """Whether the reply gives the entry or a dispute that it belongs to, offers one of them, or neither."""
    right = {id, *_statements(id, ledger), *(dispute.id for dispute in ledger.disputes_of.get(id, ()))}
    if reply.outcome == "answer":
        return "lost" if right.isdisjoint(reply.entries) else "won"
    offered = reply.outcome == "choices" and not right.isdisjoint(id for id, _ in reply.choices)
    return "choices" if offered else "lost"


def _statements(id: str, ledger: Ledger) -> Sequence[str]:
    """The statements of a dispute, or the entry itself."""
    dispute = ledger.disputes.get(id)
    return [each for position in dispute.positions for each in position] if dispute else [id]


def ask_all(service: Service, probes: Sequence[Probe]) -> Iterator[Asked]:
    """What comes of every probe, in order; of many of them in as many processes as may run at once, 8 at most."""
    processes = min(_processors(), _MOST_PROCESSES)
    if len(probes) < _MANY or processes == 1:
        yield from (ask(service, probe) for probe in probes)
        return
    serving = (service.ledger, service.language)
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_serve, initargs=serving) as pool:
        yield from pool.map(_ask, probes, chunksize=_SHARE)


def _processors() -> int:
    """How many processors this process may use; a container or taskset may leave it fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_served: list[Service] = []
"""The service of a process that was started for probes."""


def _serve(ledger: Ledger, language: Language) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _served.append(Service(ledger, language))
    gc.disable()  # what is asked leaves no circles, and to look for them walks through all that was made


def _ask(probe: Probe) -> Asked:
    return ask(_served[0], probe)


def summary(asked: Sequence[Asked]) -> str:
    """How many were asked, won, met with choices that hold the entry, and lost, and which share won, in two lines."""
    counts = Counter(each.verdict for each in asked)
    counted = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("won", "choices", "lost"))
    refused = sum(each.refused for each in asked)
    own = _won(each for each in asked if not each.probe.is_phrasing)
    phrasings = _won(each for each in asked if each.probe.is_phrasing)
    return (
        f"{len(asked)} questions of the ledger's own asked: {counted} ({refused} of them refused)\n"
        f"won: {own} of the entries' own words (usual: 95%), {phrasings} of the phrasings (usual: 25% to 50%)"
    )


def _won(asked: Iterable[Asked]) -> str:
    verdicts = [each.verdict for each in asked]
    return f"{verdicts.count('won') / len(verdicts):.0%}" if verdicts else "none"
