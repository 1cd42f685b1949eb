"""What `check --ask` costs: seconds to ask a ledger all its phrasings, each left out, and all its own words."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from bot.checking.selftest import ask_all, probes, summary
from bot.languages import english
from bot.service import Service
from tests.benchmarks.big import Big


def figures(phrasings: int) -> Iterator[str]:
    """A line on the ledger, on what came of it, and on what it cost, starting other processes included."""
    ledger = Big(phrasings).ledger()
    began, spent = time.perf_counter(), _cpu()
    service = Service(ledger, english())
    gc.freeze()
    asked = list(ask_all(service, list(probes(ledger, english()))))
    taken, spent = time.perf_counter() - began, _cpu() - spent
    yield f"{len(ledger.entries):,} entries, {sum(each.probe.is_phrasing for each in asked):,} phrasings"
    yield summary(asked)
    yield f"{taken:.1f} s, {spent:.1f} s of CPU, {1000 * spent / len(asked):.1f} ms of it a question"


def _cpu() -> float:
    used = [getrusage(whose) for whose in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
