"""The surfaces in the terminal: lines of JSON, and a chat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.conversation import Conversation
from bot.rendering.message import Message
from bot.service import Service


def answered_lines(service: Service, lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """The reply to each line as JSON, in order; a chat with an id keeps its topic, a bad line is an error."""
    chats: dict[str, Conversation] = {}
    for line in lines:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise ValueError("a line holds a JSON object")
            text, chosen, chat = asked.get("text"), asked.get("choose"), asked.get("chat")
            if (text is None) == (chosen is None) or not isinstance(text if chosen is None else chosen, str):
                raise ValueError('a line holds either "text" or "choose", as a string')
        except (ValueError, RecursionError) as error:
            yield {"error": f"not a question: {error}"}
            continue
        conversation = chats.get(json.dumps(chat), Conversation()) if chat is not None else Conversation()
        if chosen is None:
            reply, after = service.ask(text or "", conversation)
        else:
            reply, after = service.choose(chosen, conversation)
        if chat is not None:
            chats[json.dumps(chat)] = after
        yield reply.as_json()


def chatted(service: Service, lines: Iterable[str]) -> Iterator[Message]:
    """What the bot says in one chat: the start page, then a message to each line, a question, a number or a command."""
    conversation = Conversation()
    yield service.page("start")
    for line in lines:
        if line.startswith("/"):
            message, conversation = _commanded(service, line[1:], conversation)
        else:
            reply, conversation = service.ask(line, conversation)
            message = reply.message
        yield message


def _commanded(service: Service, command: str, conversation: Conversation) -> tuple[Message, Conversation]:
    """The page of a command, whose list a number then chooses from, or the entry of `/start <id>`."""
    name, _, entry = command.partition(" ")
    if name == "start" and entry:
        reply, after = service.choose(entry, conversation)
        return reply.message, after
    page = service.page(name if name in service.language.commands else "help")
    return page, replace(conversation, choices=tuple(button.choose for button in page.buttons))
