"""The order in which updates are worked on: chats side by side, each chat strictly in the order people wrote."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

IN_HAND = 512
AT_ONCE = 64
SECONDS = 30.0


class ChatByChat(BaseUpdateProcessor):
    """Works on at most `at_once` updates at a time, one a chat, each for at most `seconds`.

    A chat's waiting updates take no place from other chats: the place is taken after the chat's turn has come.
    """

    def __init__(self, in_hand: int = IN_HAND, at_once: int = AT_ONCE, seconds: float = SECONDS) -> None:
        super().__init__(in_hand)
        self._places = asyncio.Semaphore(at_once)
        self._seconds = seconds
        # A lock lives as long as an update of its chat holds it or waits for it, so nothing has to be cleared.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @property
    def chats(self) -> int:
        """How many chats have an update in hand."""
        return len(self._turns)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await `coroutine` when its chat's turn has come. Raises TimeoutError if it takes too long."""
        turn = self._turns.setdefault(_chat(update), asyncio.Lock())
        try:
            async with turn, self._places, asyncio.timeout(self._seconds):
                await coroutine
        finally:
            if inspect.iscoroutine(coroutine):
                coroutine.close()  # one cancelled while it waited was never begun

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


def _chat(update: object) -> int:
    """The id of the chat that an update belongs to, else of its user, else 0."""
    if not isinstance(update, Update):
        return 0
    where = update.effective_chat or update.effective_user
    return where.id if where else 0
