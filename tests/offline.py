"""The real application over a transport that records the bot's calls and answers for Telegram: no network, no clock."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.live.serving import Live, News
from bot.settings import read
from bot.telegram.app import build

TOKEN = "1000001:not-a-real-token-AAAAAAAAAAAAAAAA"
BOT = {"id": 1000001, "is_bot": True, "first_name": "Ledger", "username": "ledger_bot", "can_join_groups": True}
GROUP = -1001


@dataclass(frozen=True)
class Call:
    """A call of a method of the Bot API."""

    method: str
    params: Mapping[str, Any]

    @property
    def text(self) -> str:
        return str(self.params.get("text", ""))

    @property
    def buttons(self) -> dict[str, str]:
        """What the message's buttons carry, by their labels."""
        rows = self.params.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}


class OfflineRequest(BaseRequest):
    """Records calls, and answers each with success.

    `answers` holds, by method, what to answer in turn before that: an error to raise, a status with its body, a result,
    or a function that returns one of them. A poll that has nothing to bring stays open for ever.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: dict[str, list[Any]] = {}
        self._ids = itertools.count(1000)

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        call = Call(url.rpartition("/")[2], dict(request_data.parameters) if request_data else {})
        self.calls.append(call)
        await asyncio.sleep(0)
        waiting = self.answers.get(call.method)
        answer = waiting.pop(0) if waiting else await self._success(call)
        answer = answer() if callable(answer) else answer
        if isinstance(answer, Exception):
            raise answer
        status, body = answer if isinstance(answer, tuple) else (200, {"ok": True, "result": answer})
        return status, json.dumps(body).encode()

    async def _success(self, call: Call) -> Any:
        if call.method == "getMe":
            return BOT
        if call.method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        if call.method == "getUpdates" and call.params.get("timeout"):
            await asyncio.Event().wait()
        if call.method == "sendMessage":
            chat = _chat(int(call.params["chat_id"]))
            return {"message_id": next(self._ids), "date": 1, "chat": chat, "from": BOT, "text": call.text}
        return [] if call.method == "getUpdates" else True


def refused(status: int, description: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    """An error as Telegram answers it."""
    return status, {"ok": False, "error_code": status, "description": description, "parameters": parameters}


class Still:
    """A knowledge that never changes, in place of `bot.live.serving.Live`; notes who wanted it to be read anew."""

    def __init__(self, service: Any) -> None:
        self.service = service
        self.news: asyncio.Queue[News] = asyncio.Queue()
        self.reloads: list[int | None] = []

    def status(self, questions: int) -> str:
        return f"all is well after {questions}"

    def reload(self, asker: int | None = None) -> None:
        self.reloads.append(asker)

    async def watch(self) -> None:
        await asyncio.Event().wait()


class Offline:
    """People at the bot: `async with Offline(service) as people: calls = await people.say("who said it?")`."""

    def __init__(
        self, service: Any, sleep: Callable[[float], Awaitable[None]] | None = None, live: Any = None, admins: str = ""
    ) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.request = OfflineRequest()
        self._ids = itertools.count(1)
        self.live: Any = live or Still(service)
        self.app = build(
            read({"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_ADMINS": admins}),
            cast(Live, self.live),
            request=self.request,
            poll_request=self.request,
            clock=lambda: self.now,
            sleep=sleep or self.sleep,
        )

    async def __aenter__(self) -> Self:
        await self.app.initialize()
        self.request.calls.clear()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.app.shutdown()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def say(self, text: str, user: int = 7, chat: int | None = None, **fields: Any) -> list[Call]:
        """What the bot calls when `user` writes `text`, in private or in the group `chat`."""
        return await self.send(user, chat, text=text, entities=entities(text), **fields)

    async def send(self, user: int = 7, chat: int | None = None, **fields: Any) -> list[Call]:
        """What the bot calls when `user` sends a message with these fields."""
        return await self.receive(message=self.message(user, chat, **fields))

    async def press(self, data: str, user: int = 7, chat: int | None = None, **fields: Any) -> list[Call]:
        """What the bot calls when `user` presses a button of a message of the bot that carries `data`."""
        shown = {**self.message(user, chat, text="choose"), "message_id": 900, "from": BOT}
        query = {"id": "5", "from": person(user), "chat_instance": "1", "data": data, "message": shown} | fields
        return await self.receive(callback_query={name: value for name, value in query.items() if value is not None})

    async def receive(self, **payload: Any) -> list[Call]:
        """What the bot calls when Telegram brings an update with `payload`."""
        before = len(self.request.calls)
        await self.app.process_update(Update.de_json(self.update(**payload), self.app.bot))
        return self.request.calls[before:]

    def update(self, **payload: Any) -> dict[str, Any]:
        """An update, as Telegram sends it."""
        return {"update_id": next(self._ids), **payload}

    def message(self, user: int = 7, chat: int | None = None, **fields: Any) -> dict[str, Any]:
        """A message, as Telegram sends it."""
        place = {"message_id": next(self._ids), "date": 1, "chat": _chat(chat or user), "from": person(user)}
        return {name: value for name, value in {**place, **fields}.items() if value is not None}


def person(user: int, **fields: Any) -> dict[str, Any]:
    """A user, as Telegram describes them."""
    return {"id": user, "is_bot": False, "first_name": "Ada", **fields}


def entities(text: str) -> list[dict[str, Any]]:
    """The command and the mentions that Telegram finds in `text`."""
    kinds = (("bot_command", r"^/\w+(@\w+)?"), ("mention", r"(?<![\w/])@\w+"))
    return [
        {"type": kind, "offset": _units(text[: found.start()]), "length": _units(found[0])}
        for kind, pattern in kinds
        for found in re.finditer(pattern, text)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _chat(number: int) -> dict[str, Any]:
    private = {"id": number, "type": "private", "first_name": "Ada"}
    return private if number > 0 else {"id": number, "type": "supergroup", "title": "Chat"}
