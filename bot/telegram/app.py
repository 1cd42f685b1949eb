"""The bot on Telegram: builds the application, runs it until it is told to stop, ends it in good order."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters
from telegram.request import BaseRequest, HTTPXRequest

from bot.live.serving import Live
from bot.observing import place_of
from bot.settings import Settings
from bot.telegram.addressing import ASKING, BY_PERSON, FromAdmin
from bot.telegram.handlers import Handlers
from bot.telegram.operators import Operators
from bot.telegram.ordering import IN_HAND, ChatByChat
from bot.telegram.polling import BATCH, Poller, PollRequest, patiently
from bot.telegram.sending import Sender

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
PAGES = ("help", "people", "sources", "about")
CONFIGURATION = 78
# Who stops the bot waits 10 s: for the questions in hand, then for the last word to Telegram.
SECONDS_TO_FINISH, SECONDS_TO_CLOSE = 7.0, 1.0


def build(
    settings: Settings,
    live: Live,
    *,
    request: BaseRequest | None = None,
    poll_request: BaseRequest | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> App:
    """The application with its handlers; the transports, the clock and the sleep are for tests to give."""
    app: App = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .request(request or HTTPXRequest(connection_pool_size=16, pool_timeout=10, read_timeout=10))
        # More than one connection: a poll that was cut off may hold its own for a while.
        .get_updates_request(poll_request or PollRequest(connection_pool_size=4, pool_timeout=10, read_timeout=10))
        .concurrent_updates(ChatByChat())
        .updater(None)
        .build()
    )
    handlers = Handlers(live, Sender(app.bot, sleep), clock)
    admin = FromAdmin(settings.admins)
    app.add_handler(CommandHandler("start", handlers.start, BY_PERSON))
    app.add_handlers([CommandHandler(name, handlers.page(name), BY_PERSON) for name in PAGES])
    app.add_handler(CommandHandler("status", handlers.status, admin))
    app.add_handler(CommandHandler("reload", handlers.reload, admin))
    app.add_handler(MessageHandler(BY_PERSON & ASKING, handlers.ask))
    app.add_handler(MessageHandler(BY_PERSON & filters.ChatType.PRIVATE & filters.ATTACHMENT, handlers.other))
    app.add_handler(CallbackQueryHandler(handlers.choose))
    app.add_error_handler(handlers.failed)
    return app


def run(settings: Settings, live: Live) -> int:
    """Run the bot until SIGTERM or SIGINT; the exit code: 0, 78 if Telegram refuses the token, 1 on our own error."""
    return serve(build(settings, live), live, settings.admins)


def serve(app: App, live: Live, admins: Collection[int] = ()) -> int:
    """Serve with `app` until a signal comes; the exit code, as of `run`."""
    try:
        asyncio.run(_serve(app, live, admins))
    except InvalidToken:
        log.critical("Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one that @BotFather shows for this bot")
        return CONFIGURATION
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        log.critical("the bot ends on an error of its own: %s", place_of(error))
        return 1
    return 0


async def _serve(app: App, live: Live, admins: Collection[int]) -> None:
    """Serve until a signal comes. Raises InvalidToken if Telegram refuses the token, at the start or later."""
    poller = Poller(app.bot)
    operators = Operators(app.bot, live, admins)
    works = (_signal(live), live.watch(), _receive(app, poller, operators))
    tasks = [asyncio.create_task(work) for work in works]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await _finish(app, poller)
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _signal(live: Live) -> None:
    """Returns at the first SIGTERM or SIGINT; the second one then ends the process at once. SIGHUP reads anew."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    with suppress(NotImplementedError, AttributeError):  # Windows has no such handlers, and no SIGHUP
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, told.set)
        loop.add_signal_handler(signal.SIGHUP, live.reload)
    await told.wait()
    log.info("stopping: finishing what is in hand")
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.remove_signal_handler(number)


async def _receive(app: App, poller: Poller, operators: Operators) -> None:
    """Connect, as often as it takes, and hand every update to the application."""
    await patiently(app.initialize)
    await app.start()
    log.info("connected as @%s", app.bot.username)
    besides = [asyncio.create_task(work) for work in (operators.set_menus(), operators.tell())]
    try:
        async for batch in poller.updates():
            for update in batch:
                app.update_queue.put_nowait(update)
            # What is not taken yet is safe with Telegram.
            while app.update_processor.current_concurrent_updates > IN_HAND - BATCH:
                await asyncio.sleep(0.05)
    finally:
        for task in besides:
            task.cancel()


async def _finish(app: App, poller: Poller) -> None:
    """Finish the updates in hand, within bounds, tell Telegram what has arrived, and close the connections."""
    if app.running:
        try:
            await asyncio.wait_for(app.stop(), SECONDS_TO_FINISH)
        except TimeoutError:
            log.warning("some questions could not be answered within %d s and are left", SECONDS_TO_FINISH)
        with suppress(TelegramError, TimeoutError):
            await asyncio.wait_for(poller.confirm(), SECONDS_TO_CLOSE)
    with suppress(TimeoutError):
        await asyncio.wait_for(app.shutdown(), SECONDS_TO_CLOSE)
