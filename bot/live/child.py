"""The process that reads a knowledge as often as it is told to, and keeps what it made for what has not changed.

It has bounds on time and memory. What it hands back is pickled: how many megabytes of memory it has, as soon as it
knows what to read; what came of that; and of a good knowledge at last all findings, as these forbid nothing.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from bot.checking.report import checked, errors
from bot.languages import Language, english
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem
from bot.ledger.reading import Reading, read
from bot.live.files import copied, copy_locks
from bot.service import Service

SECONDS, MEGABYTES = 60, 1024
"""Bounds: time, on the clock and of computing; memory."""
NO_MEMORY = 3
"""The exit status of a child that had too little memory."""
HURRY = 3
"""Seconds of computing after which a child lets everything else on the machine go first; most need less."""
HELD = 512
"""Megabytes that a child may hold while it waits; of 5,000 entries it holds half of that."""
MISSING = "missing"
"""The rule of a knowledge that is not there."""
_STRANGE = "zzyzxq"
"""A word that nobody knows: to ask for it makes all that the service makes only when it is asked."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a knowledge: its service or None, and then all findings; `uncopied`: why no copy could be read."""

    service: Service | None
    problems: tuple[Problem, ...] = ()
    uncopied: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What forbids serving it."""
        return tuple(problem for problem in self.problems if problem.level == "error")


class Pickler(pickle.Pickler):
    """Hands over everything but the language, which the bot has itself."""

    def persistent_id(self, obj: object) -> str | None:
        """What stands for the language."""
        return "language" if isinstance(obj, Language) else None


class Unpickler(pickle.Unpickler):
    """Takes over what `Pickler` handed."""

    def persistent_load(self, pid: object) -> Language:
        """The language."""
        return english()


def order(path: Path, staging: Path | None, contact: str) -> bytes:
    """What a child is told: to read the knowledge at `path`."""
    return json.dumps([str(path), str(staging or ""), contact]).encode() + b"\n"


def main() -> None:
    """The child, which does nothing until it is told, and ends when the bot ends."""
    from bot.checking import rules  # noqa: F401 - ready, and of the same code as the bot that waits for it

    english()
    gc.disable()
    with suppress(OSError):  # where memory runs out, it is the child that ends
        Path("/proc/self/oom_score_adj").write_text("1000")
    before: list[Service] = []
    for order in _orders():
        megabytes = _be_bound()
        try:
            _hand_over(megabytes)
            _aside(partial(_read, order, before))
        except MemoryError:
            sys.exit(NO_MEMORY)
        gc.collect()
        if _held() > HELD:
            return
        _be_free()


def _read(order: Sequence[str], before: list[Service]) -> None:
    """Reads what the order names, and puts the service, if there is one, in place of the one before."""
    path, staging, contact = order
    for part in parts(Path(path), Path(staging) if staging else None, contact, *before):
        if isinstance(part, Loaded) and part.service:
            before[:] = [part.service]
        _hand_over(part)


def _aside(work: Callable[[], None]) -> None:
    """Does the work in a thread, which in the end lets all others on the machine go first. Raises what it raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    begun = time.process_time()
    thread.start()
    while thread.is_alive() and time.process_time() - begun < HURRY:
        thread.join(0.1)
    if thread.is_alive():
        with suppress(OSError, AttributeError):  # Linux only: elsewhere threads have no place of their own
            os.setpriority(os.PRIO_PROCESS, thread.native_id or 0, os.nice(0) + 10)
        thread.join()
    for error in raised:
        raise error


def _orders() -> Iterator[list[str]]:
    """What the bot tells, as it comes; whatever is done when the bot ends, ends at once."""
    told = SimpleQueue[bytes]()

    def listen() -> None:
        with open(0, "rb", closefd=False) as orders:  # not sys.stdin, which Python closes when the child ends by itself
            for line in orders:
                told.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield json.loads(told.get())


def _hand_over(part: object) -> None:
    """Writes the part as it is pickled, so that the bot takes it over meanwhile."""
    Pickler(sys.stdout.buffer, pickle.HIGHEST_PROTOCOL).dump(part)
    sys.stdout.buffer.flush()


def _be_bound() -> int:
    """Sets the bounds anew, as far as the machine lets it; the megabytes of memory there are."""
    megabytes = MEGABYTES
    with suppress(ImportError):  # Windows has neither
        import resource

        megabytes = _bound(resource.RLIMIT_AS, MEGABYTES << 20) >> 20
        _bound(resource.RLIMIT_CPU, round(time.process_time()) + SECONDS)
        _bound(resource.RLIMIT_CORE, 0)
        signal.alarm(SECONDS + 5)  # nobody may be left to end it
    return megabytes


def _bound(kind: int, most: int) -> int:
    """The bound that holds: `most`, or a lower one that the bot was given."""
    import resource

    given = resource.getrlimit(kind)[1]
    most = most if given == resource.RLIM_INFINITY else min(most, given)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, given))
    return most


def _be_free() -> None:
    """Takes away the bound on time: to wait may take long."""
    with suppress(AttributeError):
        signal.alarm(0)


def _held() -> int:
    """Megabytes of memory that the child holds; 0 where that is not known."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    return 0


def parts(
    path: Path, staging: Path | None, contact: str, before: Service | None = None
) -> Iterator[Loaded | tuple[Problem, ...]]:
    """What came of the knowledge at `path`, copied into the folder `staging`; if it is good, then all findings.

    What has not changed since the service `before` was made is taken from there.
    """
    at, uncopied = path, ""
    try:
        at = copied(path, staging) if staging else path
    except OSError as error:  # reading it where it is tells what is the matter
        uncopied = str(error)
    try:
        reading = read(at)
        if staging and reading.ledger:
            copy_locks(path, reading.ledger.events, staging)
        if reading.ledger and not errors(reading, at):
            yield Loaded(_service(reading.ledger, contact, before), (), uncopied)
            yield _told(reading, at, path)
        else:
            yield Loaded(None, _told(reading, at, path))
    except FileNotFoundError as error:
        hint = "put it back, or correct the path"
        yield refused(path, MISSING, _told_of(str(error), at, path), hint)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield refused(path, "unreadable", f"it cannot be read: {reason}", "see that it exists and may be read")


def refused(path: Path, rule: str, message: str, hint: str) -> Loaded:
    """What came of a knowledge of which nothing could be read."""
    return Loaded(None, (Problem(str(path), 1, 1, "error", rule, "", message, hint),))


def _told(reading: Reading, at: Path, path: Path) -> tuple[Problem, ...]:
    """All findings, with the operator's path in place of the copy's."""
    return tuple(_told_at(problem, at, path) for problem in checked(reading, at, english(), date.today()))


def _service(ledger: Ledger, contact: str, before: Service | None) -> Service:
    service = Service(ledger, english(), contact, before)
    service.ask(_STRANGE)
    return service


def _told_at(problem: Problem, at: Path, path: Path) -> Problem:
    """The problem with the operator's path in place of the copy's."""
    file, message, hint = (_told_of(text, at, path) for text in (problem.file, problem.message, problem.hint))
    return replace(problem, file=file, message=message, hint=hint)


def _told_of(text: str, at: Path, path: Path) -> str:
    copy, own = (at, path) if at.is_dir() else (at.parent, path.parent)
    return text.replace(f"{copy}{os.sep}", str(own / "x")[:-1]).replace(str(copy), str(own)) if at != path else text
