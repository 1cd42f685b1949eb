"""What operators get besides answers: the menus with their commands, and the news of the knowledge."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.live.serving import Live
from bot.observing import place_of
from bot.telegram.polling import pause_after
from bot.telegram.sending import Place, Sender, plain

log = logging.getLogger(__name__)

TRIES = 120
"""How often news is sent to somebody before it is given up: for about an hour."""


class Operators:
    """The people with the ids `admins`, each in the private chat with `bot`, which has the same id."""

    def __init__(
        self,
        bot: Bot,
        live: Live,
        admins: Collection[int],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot, self._live, self._admins, self._sleep = bot, live, admins, sleep
        self._sender = Sender(bot, sleep)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def set_menus(self) -> None:
        """Set the menu of commands for everybody, and for each operator theirs."""
        language = self._live.service.language
        try:
            await self._bot.set_my_commands(_menu(language.commands))
        except TelegramError as error:
            log.warning("the command menu could not be set, the bot works without it: %s", type(error).__name__)
        theirs = {"status": language.say["menu-status"], "reload": language.say["menu-reload"]}
        for admin in self._admins:
            with suppress(TelegramError):  # somebody who has not started the bot has no menu either
                await self._bot.set_my_commands(_menu({**language.commands, **theirs}), BotCommandScopeChat(admin))

    async def tell(self) -> None:
        """Tell operators the news, without end: each in order, and nobody is held up by another's trouble."""
        async with asyncio.TaskGroup() as group:
            while True:
                news = await self._live.news.get()
                for admin in news.to or self._admins:
                    group.create_task(self._tell(admin, news.text))

    async def _tell(self, admin: int, text: str) -> None:
        """Tell one operator, again and again while Telegram is out of reach: twice is better than not at all."""
        async with self._turns[admin]:
            for failures in range(TRIES):
                try:
                    await self._sender.send(Place(admin), plain(text))
                    return
                except (BadRequest, Forbidden) as error:
                    reason = "they must press Start first, in the chat with the bot"
                    log.warning("operator %d cannot be told (%s): %s", admin, error, reason)
                    return
                except (NetworkError, RetryAfter) as error:
                    log.info("operator %d is not told yet: %s", admin, type(error).__name__)
                    await self._sleep(pause_after(error, failures))
                except Exception as error:  # whatever it is, the others are told
                    log.error("operator %d is not told: %s", admin, place_of(error))
                    return
            log.warning("operator %d is not told, Telegram was out of reach for too long", admin)


def _menu(commands: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(name, description) for name, description in commands.items()]
