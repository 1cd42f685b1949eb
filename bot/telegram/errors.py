"""What an error of Telegram or of the network means; the only module that reads the text of one."""

from __future__ import annotations

import enum
from datetime import timedelta

import httpx
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Refusal(enum.Enum):
    """Why Telegram refuses a message."""

    MARKUP = "can't parse entities"
    OTHER = ""


def why_refused(error: BadRequest) -> Refusal:
    """The reason, which Telegram tells in words only."""
    return Refusal.MARKUP if Refusal.MARKUP.value in str(error).lower() else Refusal.OTHER


def surely_unsent(error: NetworkError) -> bool:
    """Whether no byte of the request left: then it can be made again without saying the same thing twice."""
    return isinstance(error.__cause__, UNSENT)


def pause_of(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait; the library is on its way from numbers to time spans."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else pause


def trouble(error: TelegramError) -> str:
    """What keeps the bot from its updates, in words for operators."""
    if isinstance(error, Conflict):
        return "another program takes this bot's updates with the same token: stop one of the two"
    if isinstance(error.__cause__, httpx.HTTPError):
        return f"no connection to Telegram ({type(error.__cause__).__name__})"
    return f"Telegram does not answer as it should ({str(error).partition('. ')[0]})"
