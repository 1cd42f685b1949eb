"""The knowledge that serves, watched and renewed while the bot runs."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.ledger.problems import Problem
from bot.live import telling
from bot.live.child import Loaded
from bot.live.files import Look, look
from bot.live.keeping import Kept
from bot.live.loading import Reader
from bot.observing import place_of
from bot.service import Service

log = logging.getLogger(__name__)

T = TypeVar("T")
EVERY = 0.25
"""Seconds between looks. What changed is read at once, and counts if a look afterwards sees it unchanged."""
PATIENCE = 6
"""Looks that must see the same before it is told as bad: a slow copy, or a folder made anew, is no news."""
AGAIN = 2400
"""Looks after which what could not be served is read once more: the machine may have been too busy."""


class UnservableError(Exception):
    """A knowledge that cannot be served, and none is kept that served before; `problems` tell why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class News:
    """Something that operators are told: every one, or only those `to` whom it answers."""

    text: str
    to: frozenset[int] = frozenset()


class _UnsettledError(Exception):
    """The files changed while they were read: somebody is writing them."""


class Live:
    """The service over the newest good version of the knowledge at `path`; who answers asks for `service` anew.

    `trouble` are the errors that keep the files, as they are, from being served; `news` is for operators.
    """

    def __init__(self, path: Path, kept: Kept, contact: str = "", every: float = EVERY) -> None:
        """Reads the knowledge, or else what was kept of it. Blocks. Raises UnservableError."""
        self.path, self._kept, self._contact, self._every = path, kept, contact, every
        self.news: asyncio.Queue[News] = asyncio.Queue()
        self.trouble: tuple[Problem, ...] = ()
        self.begun = self.since = self.looked = _now()
        self._told: tuple[Problem, ...] = ()
        self._asked: set[int] = set()
        self._wake = asyncio.Event()
        self._reader = Reader()
        self._read: Look | None = look(path)
        loaded = self._load(self._read, settled=False)
        service = loaded.service or self._last_good()
        if not service:
            raise UnservableError(loaded.errors)
        self.service: Service = service
        if not loaded.service:
            self.trouble = loaded.errors
            self._tell_of_trouble()

    def _load(self, seen: Look, settled: bool = True) -> Loaded:
        """What came of the files, which look like `seen`. Raises _UnsettledError if they changed meanwhile."""
        with self._kept.staging() as staging:
            loaded = self._reader.load(self.path, self._contact, staging)
            if settled and look(self.path) != seen:
                raise _UnsettledError
            if staging and loaded.service:
                self._keep(staging, loaded.service.ledger.version, loaded.uncopied)
        return loaded

    def _keep(self, staging: Path, version: str, uncopied: str) -> None:
        if uncopied:
            self._kept.warn(uncopied)
        else:
            self._kept.keep(staging, version)

    def _last_good(self) -> Service | None:
        loaded = (self._reader.load(version, self._contact) for version in self._kept.newest())
        return next((each.service for each in loaded if each.service), None)

    def reload(self, asker: int | None = None) -> None:
        """Have the files read now, changed or not; what comes of it is news, for the asker in any case."""
        if asker is not None:
            self._asked.add(asker)
        self._wake.set()

    def status(self, questions: int) -> str:
        """What an operator wants to know; `questions`: how many were answered."""
        return telling.status(
            self.service, str(self.path), self.since, self.looked, self.trouble, self.begun, questions
        )

    async def watch(self) -> None:
        """Look at the files without end, and serve every change that is good."""
        try:
            await self._look_on()
        finally:
            self.close()

    def close(self) -> None:
        """Ends what waits to read the next change; the end of `watch` does so too."""
        self._reader.close()

    async def _look_on(self) -> None:
        alike = 0
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._every)
            try:
                seen = await aside(self._look)
                self.looked = _now()
                alike = alike + 1 if seen == self._read else 0
                if not alike or self._wake.is_set() or (self.trouble and alike % AGAIN == 0):
                    await self._renew(seen)
                elif self.trouble != self._told and alike >= PATIENCE:
                    self._tell_of_trouble()
            except Exception as error:  # whatever it is, the bot goes on, and so do the looks
                log.error("looking after the knowledge failed: %s", place_of(error))
                await asyncio.sleep(self._every)  # a reload that is wanted waits for nothing

    def _look(self) -> Look:
        """What a look sees; what the child has found that nobody is told is let go, so that it may wait."""
        self._reader.findings()
        return look(self.path)

    async def _renew(self, seen: Look) -> None:
        """Read the files, which look like `seen`, and serve them if they are good."""
        self._read = seen
        try:
            loaded = await aside(lambda: self._load(seen))
        except _UnsettledError:
            self._read = None
            return
        asked, self._asked = frozenset(self._asked), set()
        wanted = self._wake.is_set()
        self._wake.clear()
        self.trouble = loaded.errors
        if loaded.service:
            await self._serve(loaded.service, asked)
        elif wanted and self.trouble != self._told:
            self._tell_of_trouble()
        elif asked:
            self.news.put_nowait(News(self._not_served(), asked))

    async def _serve(self, service: Service, asked: frozenset[int]) -> None:
        """Serve what was read, if it is another version; tell everybody what changes, and else those who asked."""
        told, self._told = self._told, ()
        if service.ledger.version != self.service.ledger.version:
            self.service, self.since = service, _now()
            found = await aside(self._reader.findings)
            self._tell(logging.INFO, telling.now_serving(service, len(found)))
        elif told:
            self._tell(logging.INFO, telling.mended(service))
        elif asked:
            self.news.put_nowait(News(telling.unchanged(service), asked))

    def _tell_of_trouble(self) -> None:
        self._told = self.trouble
        self._tell(logging.ERROR, self._not_served())

    def _not_served(self) -> str:
        return telling.not_served(self.service, str(self.path), self.trouble)

    def _tell(self, level: int, text: str) -> None:
        """Tell every operator, and the log."""
        for line in text.splitlines():
            log.log(level, "%s", line)
        self.news.put_nowait(News(text))


def _now() -> datetime:
    return datetime.now(UTC)


async def aside(work: Callable[[], T]) -> T:
    """What `work` returns, done in a thread of its own, which unlike those of a pool keeps no process from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            settle = partial(done.set_result, work())
        except Exception as error:
            settle = partial(done.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: done.done() or settle())

    threading.Thread(target=run, daemon=True).start()
    return await done
