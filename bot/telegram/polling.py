"""Brings updates from Telegram to the application.

The library's own poller stays up doing nothing when the token is revoked, says nothing while there is no network, and
meets an update that it cannot read again and again; hence this one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.telegram.errors import pause_of, trouble

log = logging.getLogger(__name__)

T = TypeVar("T")
# Edited messages are not asked for: a question is answered once, as it was first put.
WANTED = (Update.MESSAGE, Update.CALLBACK_QUERY)
SECONDS_OPEN = 20
LONGEST_PAUSE = 30.0
BATCH = 100


async def patiently(action: Callable[[], Awaitable[T]], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> T:
    """What `action` returns, tried until Telegram answers; only a refused token is raised."""
    failures = 0
    while True:
        try:
            result = await action()
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = pause_after(error, failures)
            failures += 1
            log.warning("%s; waiting, next try in %.1f s", trouble(error), pause)
            await sleep(pause)
        else:
            if failures:
                log.info("Telegram answers again")
            return result


def pause_after(error: TelegramError, failures: int) -> float:
    """The seconds to wait when the action failed so, and so many times before: those that Telegram asks for, or more
    each time, spread out, for an outage that ends, ends for many at once."""
    if isinstance(error, RetryAfter):
        return pause_of(error)
    return min(1.5 ** min(failures, 20), LONGEST_PAUSE) * random.uniform(0.7, 1.0)


class Poller:
    """Takes a bot's updates from Telegram, in order."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._next = 0

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Batches of at most `BATCH` updates, without end. Raises InvalidToken when Telegram refuses the token."""
        await patiently(self._remove_webhook)
        while True:
            batch = await patiently(self._fetch)
            if batch:
                self._next = batch[-1].update_id + 1
                yield batch

    async def confirm(self) -> None:
        """Tell Telegram which updates have arrived, so that it does not bring them again. Raises TelegramError."""
        if self._next:
            await self._bot.get_updates(self._next, limit=1, timeout=0, allowed_updates=WANTED)

    async def _fetch(self) -> tuple[Update, ...]:
        return await self._bot.get_updates(self._next, limit=BATCH, timeout=SECONDS_OPEN, allowed_updates=WANTED)

    async def _remove_webhook(self) -> None:
        """Telegram brings updates one way only; say so, for whoever set the webhook will miss them."""
        if (await self._bot.get_webhook_info()).url:
            log.warning("a webhook was set for this bot; it is removed, for this bot polls")
            await self._bot.delete_webhook(drop_pending_updates=False)


class PollRequest(HTTPXRequest):
    """The transport of polling. An update that cannot be read becomes an empty one, so it is passed over."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer that `payload` holds. Raises TelegramError if it holds none; what it holds is not logged."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("an answer that is no JSON") from None
        if not isinstance(answer, dict):
            raise TelegramError("an answer of another form")
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(update) for update in answer["result"]]
        return answer


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception as error:  # whatever the library stumbles over
        log.error("update %s cannot be read and is passed over: %s", update["update_id"], type(error).__name__)
        return {"update_id": update["update_id"]}
    return update
