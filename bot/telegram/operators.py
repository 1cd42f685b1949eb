"""What operators get besides answers: the menus with their commands, and the news of the knowledge."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.live.serving import Live
from bot.telegram.sending import Place, Sender, plain

log = logging.getLogger(__name__)


class Operators:
    """The people with the ids `admins`, each in the private chat with `bot`, which has the same id."""

    def __init__(self, bot: Bot, live: Live, admins: Collection[int]) -> None:
        self._bot, self._live, self._admins = bot, live, admins
        self._sender = Sender(bot)

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
        """Tell operators the news, without end."""
        while True:
            news = await self._live.news.get()
            sent = (self._sender.send(Place(admin), plain(news.text)) for admin in news.to or self._admins)
            for error in await asyncio.gather(*sent, return_exceptions=True):
                if error:
                    log.info("an operator could not be told: %s", type(error).__name__)


def _menu(commands: Mapping[str, str]) -> list[BotCommand]:
    return [BotCommand(name, description) for name, description in commands.items()]
