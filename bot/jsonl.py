"""Questions and replies as JSON, an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.conversation import Conversation
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
