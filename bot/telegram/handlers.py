"""What the bot does about each kind of update: take it in, ask the service, send the reply."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.conversation import Conversation
from bot.live.serving import Live
from bot.observing import place_of
from bot.service import Reply
from bot.telegram.addressing import GROUPS, question
from bot.telegram.buttons import Choose, unpack
from bot.telegram.chats import Recent
from bot.telegram.sending import Place, Sender, beside, plain

log = logging.getLogger(__name__)

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
REMEMBERED, DOUBLE_PRESS, ALBUM = 600.0, 3.0, 60.0
MOST_CHATS = 10_000
LONGEST_TOAST = 200


class Step(Protocol):
    """One step of a conversation: the service's `ask` or `choose` with what was asked or chosen."""

    def __call__(self, conversation: Conversation, public: bool) -> tuple[Reply, Conversation]: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn in a chat: whose conversation it is, where the reply goes, who can read it."""

    speaker: tuple[int, int]
    place: Place
    public: bool


def turn_of(message: MaybeInaccessibleMessage, user: User | None) -> Turn:
    """The turn of `user` at `message`."""
    speaker = (message.chat.id, user.id if user else message.chat.id)
    return Turn(speaker, beside(message), message.chat.type in GROUPS)


class Handlers:
    """The callbacks of the application; each asks `live` for its service once, so a reply is of one version."""

    def __init__(self, live: Live, sender: Sender, clock: Callable[[], float] = time.monotonic) -> None:
        self._live, self._sender, self._say = live, sender, live.service.language.say
        self._answered = 0
        self._chats: Recent[tuple[int, int], Conversation] = Recent(REMEMBERED, MOST_CHATS, clock)
        self._presses: Recent[tuple[int, int, Choose], bool] = Recent(DOUBLE_PRESS, MOST_CHATS, clock)
        self._albums: Recent[str, bool] = Recent(ALBUM, MOST_CHATS, clock)

    async def start(self, update: Update, context: Context) -> None:
        """/start, with an entry's id after it when somebody follows a link to the entry."""
        message = _message(update)
        linked = unpack(f"choose:{' '.join(context.args or ())}")
        if linked:
            await self._converse(turn_of(message, message.from_user), partial(self._live.service.choose, linked.entry))
        else:
            await self._show("start", message)

    def page(self, name: str) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
        """A callback that shows the page `name`."""

        async def show(update: Update, context: Context) -> None:
            await self._show(name, _message(update))

        return show

    async def ask(self, update: Update, context: Context) -> None:
        """A question."""
        message = _message(update)
        asked = question(message, context.bot.bot)
        await self._converse(turn_of(message, message.from_user), partial(self._live.service.ask, asked or ""))

    async def choose(self, update: Update, context: Context) -> None:
        """A press of a button."""
        query = update.callback_query
        if query is None:
            return
        message, chosen = query.message, unpack(query.data)
        await _acknowledge(query, None if message and chosen else self._say["expired"])
        # A double press is answered once.
        if message and chosen and self._presses.is_new((message.chat.id, message.message_id, chosen)):
            await self._converse(turn_of(message, query.from_user), partial(self._live.service.choose, chosen.entry))

    async def other(self, update: Update, context: Context) -> None:
        """A picture, a sticker, a voice message; of an album only the first piece is answered."""
        message = _message(update)
        if message.media_group_id is None or self._albums.is_new(message.media_group_id):
            await self._tell(message, self._say["text-only"])

    async def status(self, update: Update, context: Context) -> None:
        """/status, from an operator."""
        await self._tell(_message(update), self._live.status(self._answered))

    async def reload(self, update: Update, context: Context) -> None:
        """/reload, from an operator; what comes of it is told when it is known."""
        self._live.reload(_message(update).chat.id)

    async def failed(self, update: object, context: Context) -> None:
        """An error in any of the above."""
        if context.error is None or not isinstance(update, Update):
            return
        level, told = _judge(context.error)
        log.log(level, "update %s is not answered: %s", update.update_id, _reason(context.error))
        if told and update.effective_message:
            with suppress(TelegramError):
                await self._tell(update.effective_message, self._say["error"])

    async def _converse(self, turn: Turn, step: Step) -> None:
        reply, conversation = step(self._chats.get(turn.speaker) or Conversation(), public=turn.public)
        self._chats.put(turn.speaker, conversation)
        log.debug("a question was met with: %s", reply.outcome)
        await self._sender.send(turn.place, reply.message)
        self._answered += 1

    async def _show(self, name: str, message: Message) -> None:
        turn = turn_of(message, message.from_user)
        await self._sender.send(turn.place, self._live.service.page(name))

    async def _tell(self, message: Message, sentence: str) -> None:
        await self._sender.send(beside(message), plain(sentence))


def _message(update: Update) -> Message:
    """The message that the filters let through."""
    if update.message is None:
        raise TypeError("a handler of messages was given another update")
    return update.message


async def _acknowledge(query: CallbackQuery, toast: str | None) -> None:
    """Tell the app that its press arrived. It may be too late for that, and it never holds up the reply."""
    try:
        await query.answer(toast[:LONGEST_TOAST] if toast else None)
    except TelegramError as error:
        log.info("a press could not be acknowledged: %s", type(error).__name__)


def _judge(error: Exception) -> tuple[int, bool]:
    """How loud an error is logged, and whether the user is told of it: not where sending itself does not work."""
    if isinstance(error, Forbidden | ChatMigrated):
        return logging.INFO, False
    if isinstance(error, TimeoutError) or (isinstance(error, TelegramError) and not isinstance(error, BadRequest)):
        return logging.WARNING, False
    return logging.ERROR, True


def _reason(error: Exception) -> str:
    """What Telegram or the network says; of our own errors the place only, for their words may hold the question."""
    return f"{type(error).__name__}: {error}" if isinstance(error, TelegramError) else place_of(error)
