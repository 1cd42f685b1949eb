"""A knowledge read, checked and indexed by a child process, where no file can hold up or end the bot."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import cast

from bot.ledger.problems import Problem
from bot.live.child import NO_MEMORY, SECONDS, Unpickler, order, refusal
from bot.observing import place_of
from bot.service import Service

log = logging.getLogger(__name__)

SNAPSHOT = 256
"""Megabytes that a child may hand back."""
Child = subprocess.Popen[bytes]

_CHILD = "from bot.live.child import main; main()"
_NEEDED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT", "TMPDIR")
_BUSY = "see whether the machine lacks memory or time"
_SMALLER = "undo the last change, or take out what is not needed, or give the bot more memory"
_AGAIN = "or undo the last change; while the bot runs, it tries again every ten minutes, and at /reload"


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


class Reader:
    """Has knowledge read by a child, which then waits for the next order with all that it has made at hand."""

    def __init__(self) -> None:
        self._child: Child | None = None

    def load(self, path: Path, contact: str = "", staging: Path | None = None, seconds: float = SECONDS) -> Loaded:
        """What came of the knowledge at `path`, which is copied into the empty folder `staging` and read there.

        Blocks until it is read, `seconds` at most, and once more so long where a child that waited fails and a new
        one tries; without a folder the files are read where they are.
        """
        child, self._child = self._child, None
        if child and child.poll() is None:
            loaded = self._read_by(child, path, contact, staging, seconds)
            if self._child:
                return loaded
        try:
            child = _started()
        except OSError as error:
            message = f"the machine starts no process to read it: {(error.strerror or str(error)).lower()}"
            return _refused(path, "unreadable", message, f"see what the machine lacks, memory or processes, {_AGAIN}")
        return self._read_by(child, path, contact, staging, seconds)

    def close(self) -> None:
        """Ends the child that waits, if one does."""
        if self._child:
            _end(self._child)

    def _read_by(self, child: Child, path: Path, contact: str, staging: Path | None, seconds: float) -> Loaded:
        """What the child hands back, and it waits from then on; or what became of it."""
        late = threading.Timer(seconds, child.kill)
        late.daemon = True
        late.start()
        handed = _Handed(child)
        try:
            handed.ask_for(order(path, staging, contact))
            loaded = _taken_over(handed)
        except Exception as error:  # it ended before, or is of other code: the bot was updated and not started again
            _, written = child.communicate()
            if late.finished.is_set():
                message = f"reading it takes longer than {seconds:.0f} s"
                return _refused(path, "too-slow", message, f"{_BUSY}, {_AGAIN}")
            if child.returncode == NO_MEMORY or handed.too_much:
                message = f"reading it takes more than {handed.megabytes} MB of memory"
                return _refused(path, "too-large", message, _SMALLER)
            last = written.decode(errors="replace").strip().rpartition("\n")[2] or place_of(error)
            log.error("the process that reads ended with %d: %s", child.returncode, last)
            return _ended(child.returncode, path)
        finally:
            late.cancel()
        self._child = child
        return loaded


def _started() -> Child:
    """A child that waits for an order. Raises OSError where there can be none."""
    # it needs none of the bot's secrets
    given = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    given["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    line, pipe = [sys.executable, "-P", "-c", _CHILD], subprocess.PIPE
    return subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, env=given)


def _end(child: Child) -> None:
    child.kill()
    child.communicate()


def _ended(status: int, path: Path) -> Loaded:
    """What is told of a knowledge that a process could not read, which ended with the status."""
    if status < 0:
        message = f"the process that reads it was ended by signal {-status}, for want of memory or time"
        return _refused(path, "unreadable", message, f"{_BUSY}, {_AGAIN}")
    hint = f"see what the log says and what the machine lacks, start the bot again if it was updated, {_AGAIN}"
    return _refused(path, "unreadable", "the bot or the machine failed to read it", hint)


def _refused(path: Path, rule: str, message: str, hint: str) -> Loaded:
    return Loaded(None, (refusal(path, rule, message, hint),))


class _Handed:
    """What a child hands back, for an unpickler, which asks for some 64 kB at a time.

    As this is Python, other threads come in between.
    """

    def __init__(self, child: Child) -> None:
        assert child.stdin
        assert child.stdout
        self._stdin, self._stdout = child.stdin, cast("BufferedReader", child.stdout)
        self._size = self.megabytes = 0

    @property
    def too_much(self) -> bool:
        """Whether it is more than the bot takes over."""
        return self._size > SNAPSHOT << 20

    def ask_for(self, order: bytes) -> None:
        """Tells the child what to read, and returns when something comes of it. Raises EOFError if nothing does."""
        with suppress(BrokenPipeError):
            self._stdin.write(order)
            self._stdin.flush()
        self.megabytes = Unpickler(self).load()
        self._stdout.peek(1)

    def read(self, size: int) -> bytes:
        """The next bytes. Raises MemoryError when there are too many."""
        self._size += size
        if self.too_much:
            raise MemoryError
        return self._stdout.read(size)

    def readline(self) -> bytes:
        """The next line."""
        return self._stdout.readline()


def _taken_over(handed: _Handed) -> Loaded:
    """What is handed back, made without holding up other threads.

    A collection in its midst would walk through all of it, and so would every later one unless it is set apart.
    """
    gc.collect()
    gc.disable()
    try:
        service = Unpickler(handed).load()
        gc.freeze()
    finally:
        gc.enable()
    problems, uncopied = Unpickler(handed).load()
    return Loaded(service, problems, uncopied)
