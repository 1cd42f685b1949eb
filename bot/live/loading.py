"""A knowledge read, checked and indexed by a child process, where no file can hold up or end the bot.

The child has bounds on time and memory. It hands back the finished service, pickled, or what forbids serving it.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.checking.report import checked
from bot.languages import Language, english
from bot.ledger.problems import Problem
from bot.ledger.reading import read
from bot.live.files import copied, copy_locks
from bot.observing import place_of
from bot.service import Service

log = logging.getLogger(__name__)

SECONDS, MEGABYTES, SNAPSHOT = 60, 1024, 256
"""Bounds of the child: time, on the clock and of computing; memory; megabytes of what it hands back."""
MISSING = "missing"
"""The rule of a knowledge that is not there."""
_PR_SET_PDEATHSIG = 1
_CHILD = "from bot.live.loading import main; main()"
_NEEDED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT", "TMPDIR")
_BUSY = "see whether the machine lacks memory or time"
_AGAIN = "or undo the last change; while the bot runs, it tries again every ten minutes, and at /reload"
_STRANGE = "zzyzxq"
"""A word that nobody knows: to ask for it makes all that the service makes only when it is asked."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a knowledge: its service or None, and all findings; `uncopied`: why no copy of it could be read."""

    service: Service | None
    problems: tuple[Problem, ...]
    uncopied: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What forbids serving it."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def load(path: Path, contact: str = "", staging: Path | None = None, seconds: float = SECONDS) -> Loaded:
    """What came of the knowledge at `path`, which is copied into the empty folder `staging` and read there.

    Blocks until the child is done, `seconds` at most; without a folder the files are read where they are.
    """
    line = [sys.executable, "-P", "-c", _CHILD, str(path), str(staging or ""), contact]
    # it needs none of the bot's secrets
    given = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    given["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        ended = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, env=given, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return _refused(path, "too-slow", f"reading it takes longer than {seconds:.0f} s", f"{_BUSY}, {_AGAIN}")
    except OSError as error:
        message = f"the machine starts no process to read it: {(error.strerror or str(error)).lower()}"
        return _refused(path, "unreadable", message, f"see what the machine lacks, memory or processes, {_AGAIN}")
    if ended.returncode == 0:
        try:
            return _unpickled(ended.stdout)
        except Exception as error:  # the snapshot of other code: the bot was updated and not started again
            log.error("what was read cannot be taken over: %s", place_of(error))
    else:
        last = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.error("the process that reads ended with %d: %s", ended.returncode, last)
    if ended.returncode < 0:
        message = f"the process that reads it was ended by signal {-ended.returncode}, for want of memory or time"
        return _refused(path, "unreadable", message, f"{_BUSY}, {_AGAIN}")
    hint = f"see what the log says and what the machine lacks, start the bot again if it was updated, {_AGAIN}"
    return _refused(path, "unreadable", "the bot or the machine failed to read it", hint)


def _refused(path: Path, rule: str, message: str, hint: str) -> Loaded:
    return Loaded(None, (Problem(str(path), 1, 1, "error", rule, "", message, hint),))


def _unpickled(snapshot: bytes) -> Loaded:
    """What the snapshot holds, made without holding up other threads.

    A collection in its midst would walk through all of it, and so would every later one unless it is set apart.
    """
    gc.collect()
    gc.disable()
    try:
        loaded: Loaded = _Unpickler(_Pieces(snapshot)).load()
        gc.freeze()
    finally:
        gc.enable()
    return loaded


class _Pieces:
    """Bytes for an unpickler, which asks for some 64 kB at a time; as this is Python, other threads come in between."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._stream.read(size)

    def readline(self) -> bytes:
        """The next line."""
        return self._stream.readline()


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: object) -> Language:
        return english()


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: object) -> str | None:
        return "language" if isinstance(obj, Language) else None


# ---- in the child ----------------------------------------------------------------------------------------------------


def main() -> None:
    """The child: what came of the knowledge, pickled, on stdout."""
    path, staging, contact = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    megabytes = _be_bound()
    gc.disable()
    try:
        snapshot = _pickled(_loaded(path, Path(staging) if staging else None, contact))
    except MemoryError:
        snapshot = b""
    if not 0 < len(snapshot) <= SNAPSHOT << 20:
        message = f"reading it takes more than {megabytes} MB of memory"
        hint = "undo the last change, or take out what is not needed, or give the bot more memory"
        snapshot = _pickled(_refused(path, "too-large", message, hint))
    sys.stdout.buffer.write(snapshot)


def _be_bound() -> int:
    """Sets the bounds, as far as the machine lets it; the megabytes of memory there are."""
    megabytes = MEGABYTES
    with suppress(ImportError):  # Windows has neither
        import resource

        megabytes = _bound(resource.RLIMIT_AS, MEGABYTES << 20) >> 20
        _bound(resource.RLIMIT_CPU, SECONDS)
        _bound(resource.RLIMIT_CORE, 0)
        signal.alarm(SECONDS + 5)  # nobody may be left to end it
        # most are read in less; what takes longer lets everything else on the machine go first
        signal.signal(signal.SIGVTALRM, _stand_back)
        signal.setitimer(signal.ITIMER_VIRTUAL, 1)
    with suppress(ImportError, OSError, TypeError, AttributeError):  # Linux only: it ends however the bot ends
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with suppress(OSError):  # where memory runs out, it is the child that ends
        Path("/proc/self/oom_score_adj").write_text("1000")
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


def _pickled(loaded: Loaded) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(loaded)
    return stream.getvalue()


def _loaded(path: Path, staging: Path | None, contact: str) -> Loaded:
    at, uncopied = path, ""
    try:
        at = copied(path, staging) if staging else path
    except OSError as error:  # reading it where it is tells what is the matter
        uncopied = str(error)
    try:
        reading = read(at)
        if staging and reading.ledger:
            copy_locks(path, reading.ledger.events, staging)
        problems = checked(reading, at, english(), date.today())
    except FileNotFoundError as error:
        return _refused(path, MISSING, _told_of(str(error), at, path), "put it back, or correct the path")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _refused(path, "unreadable", f"it cannot be read: {reason}", "see that it exists and may be read")
    problems = tuple(_told_at(problem, at, path) for problem in problems)
    if not reading.ledger or any(problem.level == "error" for problem in problems):
        return Loaded(None, problems)
    service = Service(reading.ledger, english(), contact)
    service.ask(_STRANGE)
    return Loaded(service, problems, uncopied)


def _told_at(problem: Problem, at: Path, path: Path) -> Problem:
    """The problem with the operator's path in place of the copy's."""
    file, message, hint = (_told_of(text, at, path) for text in (problem.file, problem.message, problem.hint))
    return replace(problem, file=file, message=message, hint=hint)


def _told_of(text: str, at: Path, path: Path) -> str:
    copy, own = (at, path) if at.is_dir() else (at.parent, path.parent)
    return text.replace(f"{copy}{os.sep}", str(own / "x")[:-1]).replace(str(copy), str(own)) if at != path else text
