"""A knowledge read, checked and indexed by a child process, where no file can hold up or end the bot."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from bot.ledger.problems import Problem
from bot.live.child import NO_MEMORY, SECONDS, Loaded, Unpickler, order, refused
from bot.observing import place_of

log = logging.getLogger(__name__)

SNAPSHOT = 256
"""Megabytes that a child may hand back."""
Child = subprocess.Popen[bytes]

_CHILD = "from bot.live.child import main; main()"
_NEEDED = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT", "TMPDIR")
_BUSY = "see whether the machine lacks memory or time"
_SMALLER = "undo the last change, or take out what is not needed, or give the bot more memory"
_AGAIN = "or undo the last change; while the bot runs, it tries again every ten minutes, and at /reload"


class Reader:
    """Has knowledge read by a child, which then waits for the next order with all that it has made at hand."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._to_come: _Handed | None = None  # with findings
        self._closed = False

    def load(self, path: Path, contact: str = "", staging: Path | None = None, seconds: float = SECONDS) -> Loaded:
        """What came of the knowledge at `path`, which is copied into the empty folder `staging` and read there.

        Blocks until it can be served, `seconds` at most, and once more so long where a child that waited fails and a
        new one tries; without a folder the files are read where they are. What is found of a good one comes later.
        """
        self.findings()  # of what was read before
        child, self._child = self._child, None
        if child and child.poll() is None:
            loaded = self._read_by(child, path, contact, staging, seconds)
            if self._child:
                return loaded
        try:
            child = _started()
        except OSError as error:
            message = f"the machine starts no process to read it: {(error.strerror or str(error)).lower()}"
            return refused(path, "unreadable", message, f"see what the machine lacks, memory or processes, {_AGAIN}")
        return self._read_by(child, path, contact, staging, seconds)

    def findings(self) -> tuple[Problem, ...]:
        """What is found of the good knowledge that was read last, told once; blocks until it is known."""
        handed, self._to_come = self._to_come, None
        if not handed:
            return ()
        try:
            return tuple(handed.part())
        except Exception as error:
            if self._closed:
                return ()
            self._child = None
            log.error("what else is to be found is not known: %s", handed.end(error).errors[0].message)
            return ()
        finally:
            handed.in_time()

    def close(self) -> None:
        """Ends the child that waits, or that somebody in another thread awaits findings of."""
        self._closed = True
        if self._child:
            _end(self._child)

    def _read_by(self, child: Child, path: Path, contact: str, staging: Path | None, seconds: float) -> Loaded:
        """What the child hands back, and it waits from then on; or what became of it."""
        handed = _Handed(child, path, seconds)
        try:
            handed.ask_for(order(path, staging, contact))
            loaded = _taken_over(handed)
        except Exception as error:  # it ended before, or is of other code: the bot was updated and not started again
            return handed.end(error)
        self._child = child
        if loaded.service:
            self._to_come = handed
        else:
            handed.in_time()
        return loaded


def _started() -> Child:
    """A child that waits for an order. Raises OSError where there can be none."""
    # it needs none of the bot's secrets
    given = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    given["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    line, pipe = [sys.executable, "-P", "-c", _CHILD], subprocess.PIPE
    return subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, env=given)


def _end(child: Child) -> None:
    with child:
        child.kill()


class _Handed:
    """What a child hands back of the knowledge at `path`, and of its end if that takes more than so many seconds.

    An unpickler asks for some 64 kB at a time; as this is Python, other threads come in between.
    """

    def __init__(self, child: Child, path: Path, seconds: float) -> None:
        assert child.stdin
        assert child.stdout
        self._child, self._stdin, self._stdout = child, child.stdin, cast("BufferedReader", child.stdout)
        self._path, self._seconds = path, seconds
        self._size = self._megabytes = 0
        self._is_late = False
        self._timer = threading.Timer(seconds, self._end_late)
        self._timer.daemon = True
        self._timer.start()

    def _end_late(self) -> None:
        self._is_late = True  # said before: who reads of the end at once knows why
        self._child.kill()

    def ask_for(self, order: bytes) -> None:
        """Tells the child what to read, and returns when something comes of it. Raises EOFError if nothing does."""
        with suppress(BrokenPipeError):
            self._stdin.write(order)
            self._stdin.flush()
        self._megabytes = self.part()
        self._stdout.peek(1)

    def part(self) -> Any:
        """The next part."""
        return Unpickler(self).load()

    def read(self, size: int) -> bytes:
        """The next bytes. Raises MemoryError when there are too many."""
        self._size += size
        if self._size > SNAPSHOT << 20:
            raise MemoryError
        return self._stdout.read(size)

    def readline(self) -> bytes:
        """The next line."""
        return self._stdout.readline()

    def in_time(self) -> bool:
        """Whether it came in time; from now on it may take as long as it will."""
        self._timer.cancel()
        return not self._is_late

    def end(self, error: Exception) -> Loaded:
        """What became of the child, which ends if it has not: what it hands back led to the error."""
        if isinstance(error, MemoryError):
            self._child.kill()  # what is still to come of too much is not taken either
        _, written = self._child.communicate()
        status, path, in_time = self._child.returncode, self._path, self.in_time()
        if not in_time:
            message = f"reading it takes longer than {self._seconds:.0f} s"
            return refused(path, "too-slow", message, f"{_BUSY}, {_AGAIN}")
        if status == NO_MEMORY or isinstance(error, MemoryError):
            message = f"reading it takes more than {self._megabytes} MB of memory"
            return refused(path, "too-large", message, _SMALLER)
        last = written.decode(errors="replace").strip().rpartition("\n")[2] or place_of(error)
        log.error("the process that reads ended with %d: %s", status, last)
        if status < 0:
            message = f"the process that reads it was ended by signal {-status}, for want of memory or time"
            return refused(path, "unreadable", message, f"{_BUSY}, {_AGAIN}")
        hint = f"see what the log says and what the machine lacks, start the bot again if it was updated, {_AGAIN}"
        return refused(path, "unreadable", "the bot or the machine failed to read it", hint)


def _taken_over(handed: _Handed) -> Loaded:
    """What is handed back, made without holding up other threads.

    A collection in its midst would walk through all of it, and so would every later one unless it is set apart.
    """
    gc.collect()
    gc.disable()
    try:
        loaded: Loaded = handed.part()
        gc.freeze()
    finally:
        gc.enable()
    return loaded
