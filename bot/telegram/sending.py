"""Sends messages: where they belong, as HTML or plain, and again only when it is sure that nothing was sent."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.rendering.message import Message as Rendered
from bot.telegram.addressing import GROUPS
from bot.telegram.buttons import keyboard
from bot.telegram.errors import Refusal, pause_of, surely_unsent, why_refused

log = logging.getLogger(__name__)

WAITS = 3
# A question is worked on for 30 s at most; a longer wait that Telegram asks for would be cut off anyway.
LONGEST_WAIT = 25.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: a chat, in groups a topic of it and the message that it answers."""

    chat: int
    topic: int | None = None
    answers: int | None = None


def beside(message: MaybeInaccessibleMessage) -> Place:
    """The place of a reply to `message`."""
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(message.chat.id, topic, message.message_id if message.chat.type in GROUPS else None)


def plain(text: str) -> Rendered:
    """The text as a message without markup."""
    return Rendered(text, html.escape(text, quote=False))


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends with `bot`; `sleep` waits for so many seconds."""

    bot: Bot
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def send(self, place: Place, message: Rendered) -> None:
        """Send `message` as HTML, or as plain text if Telegram cannot read the HTML. Raises TelegramError."""
        try:
            await self._patiently(place, message, message.html, ParseMode.HTML)
        except BadRequest as error:
            if why_refused(error) is not Refusal.MARKUP:
                raise
            log.error("Telegram cannot read the HTML of a reply, it goes out as plain text: mend the rendering")
            await self._patiently(place, message, message.text, None)

    async def _patiently(self, place: Place, message: Rendered, text: str, mode: ParseMode | None) -> None:
        waits, repeats = WAITS, 1
        while True:
            try:
                return await self._once(place, message, text, mode)
            except RetryAfter as error:
                pause, waits = pause_of(error), waits - 1
                if waits < 0 or pause > LONGEST_WAIT:
                    raise
                await self.sleep(pause)
            except NetworkError as error:
                repeats -= 1
                if repeats < 0 or not surely_unsent(error):
                    raise

    async def _once(self, place: Place, message: Rendered, text: str, mode: ParseMode | None) -> None:
        answers = ReplyParameters(place.answers, allow_sending_without_reply=True) if place.answers else None
        await self.bot.send_message(
            place.chat,
            text,
            parse_mode=mode,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            message_thread_id=place.topic,
            reply_parameters=answers,
            reply_markup=keyboard(message.buttons),
        )
