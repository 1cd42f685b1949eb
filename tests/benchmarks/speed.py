"""Cost: CPU time of a question on one thread, of building and of starting, and memory, by the size of the ledger.

Every candidate at every size has a fresh process. A figure is the median of five runs, each with questions of its own,
so that no run profits from what an earlier one left in a cache; adversarial questions are asked once. Ours is
`Service.ask`, the reply rendered; the peers only find the best text.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.big import Big
from tests.benchmarks.data import Candidate
from tests.benchmarks.peers import PEERS
from tests.benchmarks.shared_bench import Lexical
from tests.benchmarks.whole import Whole

SIZES = (1_000, 10_000, 100_000)
RUNS, QUESTIONS = 5, 100
ROOT = Path(__file__).parent.parent.parent
RESULTS = Path(__file__).with_name("speed.json")
OURS, INDEX = "ours: Service.ask, rendered", "ours: the index alone"
NAMES = (OURS, INDEX, *PEERS)

Figures = dict[str, Any]


def candidate(name: str, big: Big) -> Candidate:
    """The candidate of that name, not yet built."""
    return Whole(big.ledger()) if name == OURS else Lexical() if name == INDEX else PEERS[name]()


def measure(name: str, phrasings: int) -> Figures:
    """The figures of one candidate at one size; for a fresh process."""
    big = Big(phrasings)
    texts = big.texts()
    gc.collect()
    empty, began = _memory(), time.process_time()
    asked = candidate(name, big)
    asked.build(texts)
    built = time.process_time() - began
    gc.collect()
    memory = _memory() - empty
    runs = [quantiles(_costs(asked, big.questions(QUESTIONS, run)), n=100) for run in range(RUNS)]
    adversarial = {kind: _costs(asked, [question])[0] for kind, question in big.adversarial().items()}
    return {
        "candidate": name,
        "phrasings": phrasings,
        "build_s": round(built, 3),
        "memory_mb": round(memory / 2**20, 1),
        "p50_ms": round(median(run[49] for run in runs), 3),
        "p99_ms": round(median(run[98] for run in runs), 3),
        "adversarial_ms": {kind: round(cost, 3) for kind, cost in adversarial.items()},
    }


def _costs(asked: Candidate, questions: Iterable[str]) -> list[float]:
    """The CPU milliseconds of each question."""
    costs = []
    for question in questions:
        began = time.thread_time()
        asked.query(question)
        costs.append(1000 * (time.thread_time() - began))
    return costs


def _memory() -> int:
    """Bytes of this process that lie in memory. Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def fresh(name: str, phrasings: int) -> Figures:
    """The same figures, measured in a process of its own."""
    line = [sys.executable, "-m", "tests.benchmarks", "measure", name, str(phrasings)]
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    ended = subprocess.run(line, cwd=ROOT, env=alone, capture_output=True, encoding="utf-8")
    if ended.returncode:
        raise RuntimeError(f"{name} at {phrasings}: {ended.stderr[-2000:]}")
    figures: Figures = json.loads(ended.stdout)
    return figures


def starting() -> float:
    """CPU seconds of `python -m bot ask` on the shipped knowledge, from start to exit; the median of five.

    The start before them writes the bytecode, as the first start after an installation does.
    """
    line = [sys.executable, "-m", "bot", "ask", "who said shusha is ours"]
    with tempfile.TemporaryDirectory() as bytecode:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
        _, *costs = [_child(line, env) for _ in range(1 + RUNS)]
    return median(costs)


def _child(line: Sequence[str], env: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(line, cwd=ROOT, env=env, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(measured: Sequence[Figures]) -> Iterator[str]:
    """A row a candidate and size."""
    yield "| candidate | phrasings | p50 ms | p99 ms | build s | memory MB | worst adversarial ms |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in measured:
        kind, cost = max(each["adversarial_ms"].items(), key=lambda item: item[1])
        figures = f"{each['p50_ms']:.2f} | {each['p99_ms']:.2f} | {each['build_s']:.2f} | {each['memory_mb']:.0f}"
        yield f"| {each['candidate']} | {each['phrasings']:,} | {figures} | {cost:.1f} ({kind}) |"
