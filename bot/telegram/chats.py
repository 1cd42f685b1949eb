"""What is remembered of chats: little, in memory, for minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keeps a value for `seconds` after it was put, the latest `most` of them; `clock` tells seconds, ever growing."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def __len__(self) -> int:
        self._forget()
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """The value put last for `key`, if it is still kept."""
        self._forget()
        kept = self._kept.get(key)
        return kept[1] if kept else None

    def put(self, key: K, value: V) -> None:
        """Keep `value` for `key` in place of the one before."""
        self._kept[key] = (self._clock(), value)
        self._kept.move_to_end(key)
        self._forget()

    def is_new(self: Recent[K, bool], key: K) -> bool:
        """Whether `key` was not there; it is kept now."""
        before = self.get(key)
        self.put(key, True)
        return before is None

    def _forget(self) -> None:
        """Drop what is too old or too much; the oldest stand first."""
        limit = self._clock() - self._seconds
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] <= limit):
            self._kept.popitem(last=False)
