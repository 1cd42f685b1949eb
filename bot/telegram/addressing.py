"""Who is spoken to: whether a message is for this bot, and what it asks without the marks that address it."""

from __future__ import annotations

from collections.abc import Collection

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class FromAdmin(filters.UpdateFilter):
    """Lets through what one of `admins` wrote in the private chat with the bot, newly and in their own hand."""

    def __init__(self, admins: Collection[int]) -> None:
        super().__init__()
        self._admins = admins

    def filter(self, update: Update) -> bool:
        """Whether the update is such a message."""
        message = update.message
        if message is None or not by_person(message) or message.forward_origin or message.from_user is None:
            return False
        # a private chat has the id of the person
        private = message.chat.type == ChatType.PRIVATE and message.chat.id == message.from_user.id
        return private and message.from_user.id in self._admins


class _ByPerson(filters.UpdateFilter):
    def filter(self, update: Update) -> bool:
        return update.message is not None and by_person(update.message)


class _Asking(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return question(message, message.get_bot().bot) is not None


BY_PERSON = _ByPerson()
ASKING = _Asking()


def by_person(message: Message) -> bool:
    """Whether a person wrote `message` here: no bot, no channel, no anonymous admin, nothing forwarded into a group."""
    user = message.from_user
    if user is None or user.is_bot or message.via_bot or message.sender_chat:
        return False
    return message.chat.type == ChatType.PRIVATE or (message.chat.type in GROUPS and message.forward_origin is None)


def question(message: Message, me: User) -> str | None:
    """What `message` asks the bot `me`, without the marks that address it; None if it speaks to others.

    In a private chat every text is for the bot; in a group what mentions it, names it in a command or replies to it.
    """
    command = _command(message)
    named = command.partition("@")[2].lower()
    if message.text is None or named not in ("", _name(me)):
        return None
    mentions = [(entity.offset, entity.length) for entity in message.entities if _mentions(message, entity, me)]
    if message.chat.type in GROUPS and not (mentions or named or _replies_to(message, me)):
        return None
    slash = [(0, 1)] if command else []
    suffix = [(command.index("@"), len(command) - command.index("@"))] if named else []
    return _without(message.text, [*mentions, *slash, *suffix])


def _name(me: User) -> str:
    return (me.username or "").lower()


def _command(message: Message) -> str:
    """The command that opens the message, as in "/help@some_bot"; "" if none does."""
    commands = (entity for entity in message.entities if entity.type == MessageEntity.BOT_COMMAND and not entity.offset)
    first = next(commands, None)
    return message.parse_entity(first) if first else ""


def _mentions(message: Message, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.MENTION:
        return message.parse_entity(entity).lower() == f"@{_name(me)}"
    return entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id


def _replies_to(message: Message, me: User) -> bool:
    """Whether it answers a message of the bot; what opens a forum topic is no such message."""
    before = message.reply_to_message
    return bool(before and not before.forum_topic_created and before.from_user and before.from_user.id == me.id)


def _without(text: str, marks: list[tuple[int, int]]) -> str:
    """`text` without the spans, whose offsets and lengths count UTF-16 units, as Telegram's do."""
    if not marks:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    for offset, length in sorted(marks, reverse=True):
        units = units[: 2 * offset] + units[2 * (offset + length) :]
    return " ".join(units.decode("utf-16-le", "surrogatepass").split()).lstrip(",:;.!- ")
