"""The process that reads a knowledge: it is started ahead, told what to read, hands that back, and ends.

It has bounds on time and memory. What it hands back is pickled: how many megabytes of memory it has, as soon as it
knows what to read; the finished service, or None; what else is to be told.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.checking.report import checked, errors
from bot.languages import Language, english
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem
from bot.ledger.reading import read
from bot.live.files import copied, copy_locks
from bot.service import Service

SECONDS, MEGABYTES = 60, 1024
"""Bounds: time, on the clock and of computing; memory."""
NO_MEMORY = 3
"""The exit status of a child that had too little memory."""
HURRY = 3
"""Seconds of computing after which a child lets everything else on the machine go first; most need less."""
MISSING = "missing"
"""The rule of a knowledge that is not there."""
_PR_SET_PDEATHSIG = 1
_STRANGE = "zzyzxq"
"""A word that nobody knows: to ask for it makes all that the service makes only when it is asked."""

Told = tuple[tuple[Problem, ...], str]
"""All findings, and why no copy of the files could be read, if none could."""


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
    """The child, which does nothing until it is told, and ends if the bot ends before."""
    from bot.checking import rules  # noqa: F401 - ready, and of the same code as the bot that waits for it

    english()
    gc.disable()
    with suppress(OSError):  # where memory runs out, it is the child that ends
        Path("/proc/self/oom_score_adj").write_text("1000")
    told = sys.stdin.buffer.readline()
    if not told:
        return
    path, staging, contact = json.loads(told)
    megabytes = _be_bound()
    try:
        _hand_over(megabytes)
        for part in parts(Path(path), Path(staging) if staging else None, contact):
            _hand_over(part)
    except MemoryError:
        sys.exit(NO_MEMORY)


def _hand_over(part: object) -> None:
    """Writes the part as it is pickled, so that the bot takes it over meanwhile."""
    Pickler(sys.stdout.buffer, pickle.HIGHEST_PROTOCOL).dump(part)
    sys.stdout.buffer.flush()


def _be_bound() -> int:
    """Sets the bounds, as far as the machine lets it; the megabytes of memory there are."""
    megabytes = MEGABYTES
    with suppress(ImportError):  # Windows has neither
        import resource

        megabytes = _bound(resource.RLIMIT_AS, MEGABYTES << 20) >> 20
        _bound(resource.RLIMIT_CPU, SECONDS)
        _bound(resource.RLIMIT_CORE, 0)
        signal.alarm(SECONDS + 5)  # nobody may be left to end it
        signal.signal(signal.SIGVTALRM, _stand_back)
        signal.setitimer(signal.ITIMER_VIRTUAL, HURRY)
    with suppress(ImportError, OSError, TypeError, AttributeError):  # Linux only: it ends however the bot ends
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return megabytes


def _bound(kind: int, most: int) -> int:
    """The bound that holds: `most`, or a lower one that the bot was given."""
    import resource

    given = resource.getrlimit(kind)[1]
    most = most if given == resource.RLIM_INFINITY else min(most, given)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, given))
    return most


def _stand_back(*_: object) -> None:
    with suppress(OSError):
        os.nice(10)


def parts(path: Path, staging: Path | None, contact: str) -> Iterator[Service | Told | None]:
    """The service over the knowledge at `path`, copied into the folder `staging`, or None; then what is told of it.

    What is only told is looked for while the bot takes the service over.
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
        forbidden = errors(reading, at)
    except FileNotFoundError as error:
        yield from _unread(path, MISSING, _told_of(str(error), at, path), "put it back, or correct the path")
        return
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield from _unread(path, "unreadable", f"it cannot be read: {reason}", "see that it exists and may be read")
        return
    yield None if forbidden or not reading.ledger else _service(reading.ledger, contact)
    problems = checked(reading, at, english(), date.today())
    yield tuple(_told_at(problem, at, path) for problem in problems), uncopied


def refusal(path: Path, rule: str, message: str, hint: str) -> Problem:
    """What is told of a knowledge of which nothing could be read."""
    return Problem(str(path), 1, 1, "error", rule, "", message, hint)


def _unread(path: Path, rule: str, message: str, hint: str) -> Iterator[Told | None]:
    yield None
    yield (refusal(path, rule, message, hint),), ""


def _service(ledger: Ledger, contact: str) -> Service:
    service = Service(ledger, english(), contact)
    service.ask(_STRANGE)
    return service


def _told_at(problem: Problem, at: Path, path: Path) -> Problem:
    """The problem with the operator's path in place of the copy's."""
    file, message, hint = (_told_of(text, at, path) for text in (problem.file, problem.message, problem.hint))
    return replace(problem, file=file, message=message, hint=hint)


def _told_of(text: str, at: Path, path: Path) -> str:
    copy, own = (at, path) if at.is_dir() else (at.parent, path.parent)
    return text.replace(f"{copy}{os.sep}", str(own / "x")[:-1]).replace(str(copy), str(own)) if at != path else text
