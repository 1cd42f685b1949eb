"""Changes under a stream of questions: whether every answer is of one version, how soon a change serves, what blocks.

The real watcher, child and swap, in one process with the stream; only Telegram is missing.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.live.keeping import Kept
from bot.live.serving import Live
from bot.service import Service
from tests.benchmarks.big import Big

BRIDGE = Path(__file__).parent.parent / "good" / "old-bridge.yaml"
ASKED = "who said nobody crosses"
MARK = re.compile(r"order (\d+)")


def knowledge(number: int, entries: int = 0) -> str:
    """A knowledge file whose two sides of a dispute each name the number, with so many more entries."""
    text = BRIDGE.read_text(encoding="utf-8")
    text = text.replace("nobody crosses.", f"nobody crosses, order {number}.")
    text = text.replace("that anything had changed", f"that anything had changed by order {number}")
    if not entries:
        return text
    big = Big(entries * 5)
    people = {each.id: {"name": each.name, **({"role": each.role} if each.role else {})} for each in big.people}
    places = {each.id: {"name": each.name} for each in big.places}
    held = {
        each.id: {**json.loads(each.model_dump_json(exclude_defaults=True)), "source": "herald"} for each in big.entries
    }
    for fields in held.values():
        fields.pop("id")
    sections = {
        "people": people,
        "places": places,
        "statements": {id: fields for id, fields in held.items() if "speaker" in fields},
        "facts": {id: fields for id, fields in held.items() if "speaker" not in fields},
    }
    for section, more in sections.items():
        lines = "".join(f"  {id}: {json.dumps(fields, ensure_ascii=False)}\n" for id, fields in more.items())
        text = text.replace(f"\n{section}:\n", f"\n{section}:\n{lines}")
    return text


def bad(good: str) -> Iterator[bytes]:
    """Ways in which a file goes wrong, without end."""
    lines = good.encode().splitlines(keepends=True)
    bomb = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122))
    while True:
        yield b"".join(lines[: len(lines) // 2]) + b"  holm-"
        yield good.replace("speaker: ferrymen", "speaker: ferryman").encode()
        yield bomb
        yield b""
        yield b"event: [" * 50_000
        yield good.encode("utf-16")
        yield good.replace("closed: nobody", 'closed": nobody').encode()


@dataclass
class Stream:
    """Questions without end, and a task that sleeps 10 ms at a time and notes how much later it wakes, in seconds.

    `busy` holds how much of that this process computed: the rest are other processes, where the machine has few cores.
    """

    live: Live
    pause: float
    numbers: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    async def ask(self) -> None:
        while True:
            await asyncio.sleep(self.pause)
            self.asked += 1
            try:
                reply, _ = self.live.service.ask(ASKED)
            except Exception as error:  # any failure counts
                self.faults.append(repr(error))
                continue
            told = set(map(int, MARK.findall(reply.message.text)))
            if told != {self.numbers.get(reply.knowledge)} or len(MARK.findall(reply.message.text)) != 2:
                self.faults.append(f"{reply.knowledge} tells {reply.message.text!r}")

    async def probe(self) -> None:
        while True:
            before, computed = time.perf_counter(), time.process_time()
            await asyncio.sleep(0.01)
            self.lags.append(time.perf_counter() - before - 0.01)
            self.busy.append(min(self.lags[-1], time.process_time() - computed))


@dataclass(frozen=True)
class Outcome:
    """What came of the changes; times in seconds."""

    asked: int
    faults: list[str]
    lags: list[float]
    busy: list[float]
    served: list[float]
    wrong_outcomes: int
    same_as_fresh: bool
    megabytes: list[int]


async def under_questions(
    folder: Path,
    reloads: int,
    entries: int = 0,
    pause: float = 0.005,
    every: float = 0.3,
    told: Callable[[str], object] = str,
) -> Outcome:
    """The outcome of so many changes, good and bad by turns, of a knowledge in `folder`."""
    file, data = folder / "knowledge" / "bridge.yaml", folder / "data"
    file.parent.mkdir()
    good = knowledge(0, entries)
    file.write_text(good, encoding="utf-8")
    live = Live(file.parent, Kept(data, file.parent), every=every)
    stream = Stream(live, pause, {live.service.ledger.version: 0})
    tasks = [asyncio.create_task(work) for work in (live.watch(), stream.ask(), stream.probe())]
    ways, served, wrong, sizes = bad(good), [], 0, []
    await asyncio.sleep(2 * every)
    stream.lags.clear()
    stream.busy.clear()
    for number in range(1, reloads + 1):
        before = live.service
        if number % 2:
            text = knowledge(number, entries) if not entries else good.replace("order 0", f"order {number}")
            stream.numbers[_version(text)] = number
            started = time.perf_counter()
            _put(file, text.encode(), renamed=number % 4 == 1)
            await _until(lambda old=before: live.service is not old)  # type: ignore[misc]
            served.append(time.perf_counter() - started)
            wrong += live.service.ledger.version != _version(text)
        else:
            _put(file, next(ways), renamed=number % 4 == 0)
            await _until(lambda: bool(live.trouble))
            wrong += live.service is not before
        while not live.news.empty():
            live.news.get_nowait()
        sizes.append(_megabytes())
        told(f"{number}: {max(stream.lags) * 1000:.0f} ms, {stream.asked} asked, {len(stream.faults)} faults")
    file.write_text(good, encoding="utf-8")
    stream.numbers[_version(good)] = 0
    await _until(lambda: live.service.ledger.version == _version(good))
    for task in tasks:
        task.cancel()
    fresh = Live(file.parent, Kept(data, file.parent))
    fresh.close()
    same = _same(live.service, fresh.service, entries)
    return Outcome(
        stream.asked,
        stream.faults,
        stream.lags,
        stream.busy,
        served,
        wrong,
        same,
        sizes,
    )


def table(outcome: Outcome, reloads: int, entries: int) -> Iterator[str]:
    """The lines that are printed."""
    yield f"{reloads} reloads, good and bad by turns; {entries} entries besides the bridge's"
    yield f"questions {outcome.asked}, not of one version or failed {len(outcome.faults)}"
    yield f"changes with the wrong outcome {outcome.wrong_outcomes}; same as a fresh start: {outcome.same_as_fresh}"
    yield f"a good change serves after ms: {_shares(outcome.served)}"
    yield f"event loop late by ms: {_shares(outcome.lags)}; while this process computed: {_shares(outcome.busy)}"
    yield f"memory MB: after the first {outcome.megabytes[0]}, after the last {outcome.megabytes[-1]}"
    yield from outcome.faults[:5]


def _shares(seconds: list[float]) -> str:
    """What half of the times and 99 % of them stay under, and the longest, in milliseconds."""
    ordered = sorted(seconds)
    at = (("half", len(ordered) // 2), ("99 %", len(ordered) * 99 // 100), ("most", len(ordered) - 1))
    return ", ".join(f"{share} {ordered[place] * 1000:.0f}" for share, place in at)


def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _put(file: Path, data: bytes, renamed: bool) -> None:
    """Write the file as editors do: in place, or beside it and then renamed."""
    if renamed:
        beside = file.with_suffix(".tmp")
        beside.write_bytes(data)
        beside.replace(file)
    else:
        file.write_bytes(data)


async def _until(true: Callable[[], bool], seconds: float = 90) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


def _same(one: Service, other: Service, entries: int) -> bool:
    questions = [ASKED, "who denied it", "why did a crowd stand there", "what did holm say", "list everything"]
    if entries:
        questions += Big(entries * 5).questions(50, seed=3)
    return all(one.ask(each) == other.ask(each) for each in questions)


def _megabytes() -> int:
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
