"""The real application, offline, over a service that only notes what it was asked."""

import asyncio
import gc
import itertools
import logging
import os
import re
import signal
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

from bot.live.serving import News
from bot.rendering.message import Button, Message
from bot.telegram.app import serve
from bot.telegram.chats import Recent
from bot.telegram.operators import TRIES, Operators
from bot.telegram.ordering import ChatByChat
from bot.telegram.polling import Poller, PollRequest, patiently
from bot.telegram.sending import plain
from tests.offline import BOT, GROUP, TOKEN, Call, Offline, entities, person, refused

# The library announces that pauses become time spans; the bot takes both.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*")

SAY = {"error": "Something went wrong.", "text-only": "I read text only.", "expired": "Too old a button."}
SAY |= {"menu-status": "How it goes", "menu-reload": "Read now"}
COMMANDS = {"start": "Begin", "help": "How to ask", "people": "Who", "sources": "Whence", "about": "Who made it"}


class FakeService:
    """Answers with what it was asked, and notes how."""

    def __init__(self) -> None:
        self.language = SimpleNamespace(say=SAY, commands=COMMANDS)
        self.met: list[tuple[str, str, bool]] = []
        self.memories: list[Any] = []

    def ask(self, text: str, conversation: Any, public: bool) -> tuple[Any, Any]:
        if text == "crash":
            raise KeyError(f"no luck with {text}")
        return self._reply("ask", text, conversation, public)

    def choose(self, entry: str, conversation: Any, public: bool) -> tuple[Any, Any]:
        return self._reply("choose", entry, conversation, public)

    def page(self, name: str, public: bool = False) -> Message:
        self.met.append(("page", name, public))
        return Message(f"page {name}", f"<b>page</b> {name}")

    def _reply(self, way: str, what: str, conversation: Any, public: bool) -> tuple[Any, Any]:
        self.met.append((way, what, public))
        self.memories.append(conversation)
        message = Message(
            f"{way} {what}", f"<b>{way}</b> {what}", (Button("Ada Example", "ada"), Button("None", "none"))
        )
        return SimpleNamespace(outcome="answer", message=message), f"after {what}"


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
async def people(service: FakeService):
    async with Offline(service) as offline:
        yield offline


def methods(calls: list[Call]) -> list[str]:
    return [call.method for call in calls]


# What it answers in private


async def test_a_question_is_answered_once_as_html_without_link_previews_and_with_its_buttons(people, service):
    (call,) = await people.say("who said it?")
    assert call.method == "sendMessage"
    assert (call.params["chat_id"], call.text, call.params["parse_mode"]) == (7, "<b>ask</b> who said it?", "HTML")
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert call.buttons == {"Ada Example": "choose:ada", "None": "choose:none"}
    assert "reply_parameters" not in call.params
    assert service.met == [("ask", "who said it?", False)]


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_of_the_menu_shows_its_page(people, name):
    (call,) = await people.say(f"/{name}")
    assert call.text == f"<b>page</b> {name}"


async def test_start_with_the_id_of_an_entry_shows_the_entry(people, service):
    await people.say("/start ada-speech-1")
    assert service.met == [("choose", "ada-speech-1", False)]


@pytest.mark.parametrize("payload", ["Ref_ABC", "a b", "x" * 49, "ada\nspeech"])
async def test_start_with_anything_else_shows_the_start_page(people, service, payload):
    await people.say(f"/start {payload}")
    assert service.met == [("page", "start", False)]


async def test_a_command_that_is_not_known_is_asked_in_private(people, service):
    await people.say("/who said it")
    await people.say("/ask@LEDGER_bot who said it")
    assert [text for _, text, _ in service.met] == ["who said it", "ask who said it"]


@pytest.mark.parametrize("text", ["/start@other_bot", "/help@other_bot", "/who@other_bot said it"])
async def test_commands_for_another_bot_are_met_with_silence(people, text):
    assert await people.say(text) == []
    assert await people.say(text, chat=GROUP) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False,
                     "is_video": False, "type": "regular"}},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "who said it?"},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
    ],
    ids=lambda fields: next(iter(fields)),
)  # fmt: skip
async def test_what_is_no_text_gets_one_plain_sentence_in_private_and_silence_in_groups(people, service, fields):
    assert [call.text for call in await people.send(**fields)] == [SAY["text-only"]]
    assert await people.send(chat=GROUP, **fields) == []
    assert service.met == []


async def test_an_album_gets_one_sentence(people):
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "media_group_id": "1"}
    assert [len(await people.send(**photo)) for _ in range(4)] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    "fields",
    [
        {"via_bot": person(5, is_bot=True), "text": "who said it?"},
        {"from": person(5, is_bot=True), "text": "who said it?"},
        {"from": None, "text": "@ledger_bot who said it?"},
        {"sender_chat": {"id": -1002, "type": "channel", "title": "C"}, "text": "@ledger_bot who said it?"},
        {"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "x"}},
        {"new_chat_members": [BOT]},
        {"migrate_to_chat_id": -1003},
        {},
    ],
)
async def test_what_no_person_wrote_is_met_with_silence(people, fields):
    for chat in (None, GROUP):
        assert await people.send(chat=chat, **fields) == []


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"])
async def test_edits_and_posts_are_met_with_silence(people, kind):
    assert await people.receive(**{kind: people.message(text="/help", entities=[])}) == []
    assert await people.receive(**{kind: people.message(text="@ledger_bot who said it?")}) == []


# Groups


async def test_in_a_group_it_is_silent_unless_spoken_to(people, service):
    for text in ("who said it?", "ask ledger_bot", "@other_bot who said it?", "/weather", "mail a@ledger_bot.example"):
        assert await people.say(text, chat=GROUP) == []
    assert service.met == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@ledger_bot who said it?", "who said it?"),
        ("@Ledger_Bot: who said it?", "who said it?"),
        ("who said it, @ledger_bot", "who said it,"),
        ("🙂🙂 @ledger_bot who said it?", "🙂🙂 who said it?"),
        ("@ledger_bot @ledger_bot who", "who"),
        ("@ledger_bot", ""),
        ("/who@ledger_bot said it", "who said it"),
    ],
)
async def test_a_mention_in_a_group_asks_what_stands_around_it(people, service, text, asked):
    (call,) = await people.say(text, chat=GROUP)
    assert service.met == [("ask", asked, True)]
    assert call.params["reply_parameters"]["allow_sending_without_reply"] is True


async def test_a_mention_by_name_of_a_bot_counts_too(people, service):
    mention = {"type": "text_mention", "offset": 0, "length": 6, "user": BOT}
    await people.send(chat=GROUP, text="Ledger who said it?", entities=[mention])
    assert service.met == [("ask", "who said it?", True)]


async def test_an_answer_to_the_bot_s_own_message_is_for_the_bot(people):
    mine = people.message(chat=GROUP, text="Ada Example: …", **{"from": BOT})
    theirs = people.message(9, GROUP, text="I say so")
    assert len(await people.say("and when?", chat=GROUP, reply_to_message=mine)) == 1
    assert await people.say("and when?", chat=GROUP, reply_to_message=theirs) == []
    topic = mine | {"text": None, "forum_topic_created": {"name": "T", "icon_color": 1}}
    topic = {name: value for name, value in topic.items() if value is not None}
    assert await people.say("and when?", chat=GROUP, reply_to_message=topic) == []


async def test_in_a_group_it_replies_to_the_question_in_its_topic_and_publicly(people, service):
    fields = {"message_id": 55, "message_thread_id": 3, "is_topic_message": True}
    (call,) = await people.say("/people@ledger_bot", chat=GROUP, **fields)
    assert call.params["reply_parameters"]["message_id"] == 55
    assert call.params["message_thread_id"] == 3
    assert service.met == [("page", "people", False)]


async def test_a_thread_of_replies_is_no_topic(people):
    (call,) = await people.say("/help", chat=GROUP, message_thread_id=3)
    assert "message_thread_id" not in call.params


async def test_what_is_forwarded_is_a_question_in_private_only(people):
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "X"}
    assert len(await people.say("who said it?", forward_origin=origin)) == 1
    assert await people.say("/help", chat=GROUP, forward_origin=origin) == []
    assert await people.say("@ledger_bot who?", chat=GROUP, forward_origin=origin) == []


# Buttons


async def test_a_press_is_acknowledged_first_and_once_and_then_answered(people, service):
    calls = await people.press("choose:ada")
    assert methods(calls) == ["answerCallbackQuery", "sendMessage"]
    assert "text" not in calls[0].params
    await people.press("choose:none", chat=GROUP)
    assert service.met == [("choose", "ada", False), ("choose", "none", True)]


@pytest.mark.parametrize("data", ["", "choose:", "choose:Ada", "choose:../x", "drop:ada", "choose:ada\n", "7", None])
async def test_a_button_of_another_time_or_bot_gets_a_plain_sentence(people, service, data):
    (call,) = await people.press(data, **({"game_short_name": "g"} if data is None else {}))
    assert (call.method, call.text) == ("answerCallbackQuery", SAY["expired"])
    assert service.met == []


async def test_a_press_under_a_message_that_is_not_in_a_chat_gets_a_plain_sentence(people):
    (call,) = await people.press("choose:ada", message=None, inline_message_id="x")
    assert (call.method, call.text) == ("answerCallbackQuery", SAY["expired"])


async def test_a_press_under_a_message_too_old_to_be_shown_is_answered(people):
    old = {"message_id": 3, "date": 0, "chat": {"id": 7, "type": "private"}}
    assert methods(await people.press("choose:ada", message=old)) == ["answerCallbackQuery", "sendMessage"]


async def test_a_double_press_is_acknowledged_twice_and_answered_once(people):
    await people.press("choose:ada")
    assert methods(await people.press("choose:ada")) == ["answerCallbackQuery"]
    assert len(await people.press("choose:none")) == 2
    people.now += 5
    assert len(await people.press("choose:ada")) == 2


async def test_a_press_that_comes_too_late_to_be_acknowledged_is_answered(people):
    people.request.answers["answerCallbackQuery"] = [refused(400, "Bad Request: query is too old")]
    assert methods(await people.press("choose:ada")) == ["answerCallbackQuery", "sendMessage"]


# Conversations


async def test_a_conversation_is_carried_on_and_forgotten_after_ten_silent_minutes(people, service):
    for wait, text in ((0, "a"), (590, "b"), (590, "c"), (601, "d")):
        people.now += wait
        await people.say(text)
    assert service.memories[1:3] == ["after a", "after b"]
    assert "after" not in str(service.memories[3])


async def test_a_press_carries_the_conversation_on(people, service):
    await people.say("a")
    await people.press("choose:ada")
    assert service.memories[1] == "after a"


async def test_people_in_a_group_and_at_home_have_each_their_own_conversation(people, service):
    await people.say("@ledger_bot a", user=7, chat=GROUP)
    await people.say("@ledger_bot b", user=8, chat=GROUP)
    await people.say("c", user=7)
    await people.say("@ledger_bot d", user=7, chat=GROUP)
    assert ["after" in str(memory) for memory in service.memories] == [False, False, False, True]


def test_no_more_is_remembered_than_allowed_and_the_oldest_goes_first():
    now = [0.0]
    recent: Recent[int, str] = Recent(10, 3, lambda: now[0])
    for number in (1, 2, 3):
        recent.put(number, "x")
    recent.put(1, "y")
    recent.put(4, "x")
    assert [recent.get(number) for number in (1, 2, 3, 4)] == ["y", None, "x", "x"]
    now[0] = 10
    assert len(recent) == 0


# When sending fails


async def test_what_telegram_cannot_read_as_html_is_sent_as_plain_text(people):
    people.request.answers["sendMessage"] = [refused(400, "Bad Request: can't parse entities: Unexpected end tag")]
    first, second = await people.say("who said it?")
    assert second.text == "ask who said it?"
    assert "parse_mode" not in second.params
    assert second.buttons == first.buttons


async def test_another_refusal_is_not_tried_again_and_the_user_is_told(people):
    people.request.answers["sendMessage"] = [refused(400, "Bad Request: message is too long")]
    assert [call.text for call in await people.say("who?")] == ["<b>ask</b> who?", SAY["error"]]


async def test_a_pause_that_telegram_asks_for_is_kept_and_the_answer_sent(people):
    people.request.answers["sendMessage"] = [refused(429, "Too Many Requests", retry_after=5)] * 3
    assert len(await people.say("who said it?")) == 4
    assert people.slept == [5, 5, 5]


async def test_after_three_pauses_it_gives_up(people, caplog):
    people.request.answers["sendMessage"] = [refused(429, "Too Many Requests", retry_after=5)] * 9
    assert len(await people.say("who said it?")) == 4
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_pause_longer_than_a_question_may_take_is_not_waited_for(people):
    people.request.answers["sendMessage"] = [refused(429, "Too Many Requests", retry_after=600)]
    assert len(await people.say("who said it?")) == 1
    assert people.slept == []


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("cause", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")])
async def test_what_was_surely_not_sent_is_sent_once_more(people, cause):
    people.request.answers["sendMessage"] = [caused(NetworkError("x"), cause)]
    assert len(await people.say("who said it?")) == 2
    people.request.answers["sendMessage"] = [caused(NetworkError("x"), cause)] * 9
    assert len(await people.say("who said it?")) == 2


@pytest.mark.parametrize(
    "error",
    [
        caused(TimedOut(), httpx.ReadTimeout("x")),
        caused(NetworkError("x"), httpx.RemoteProtocolError("x")),
        NetworkError("x"),
        TimedOut(),
    ],
)
async def test_what_may_have_arrived_is_never_sent_again(people, error):
    people.request.answers["sendMessage"] = [error]
    assert len(await people.say("who said it?")) == 1


async def test_a_user_who_blocked_the_bot_is_no_error(people, caplog):
    caplog.set_level(logging.DEBUG)
    people.request.answers["sendMessage"] = [refused(403, "Forbidden: bot was blocked by the user")]
    assert len(await people.say("who said it?")) == 1
    assert max(record.levelno for record in caplog.records if record.name.startswith("bot")) == logging.INFO


async def test_an_error_of_ours_is_told_in_one_sentence_and_logged_without_the_question(people, caplog):
    (call,) = await people.say("crash")
    assert call.text == SAY["error"]
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "KeyError at test_telegram.py" in record.getMessage()
    assert "no luck" not in record.getMessage()
    assert record.exc_info is None
    assert len(await people.say("who said it?")) == 1


async def test_no_question_is_logged_at_any_level(people, caplog):
    logging.getLogger("telegram").setLevel(logging.WARNING)  # as bot.observing does
    caplog.set_level(logging.DEBUG)
    await people.say("who told the zebra?")
    assert "zebra" not in caplog.text


# The order of work


async def test_chats_are_served_side_by_side_and_each_in_order():
    processor, done, gates = ChatByChat(), [], {1: asyncio.Event(), 2: asyncio.Event()}

    async def work(chat: int, number: int) -> None:
        await gates[chat].wait()
        done.append((chat, number))

    tasks = [
        asyncio.create_task(processor.process_update(update_in(chat), work(chat, number)))
        for number in range(3)
        for chat in (1, 2)
    ]
    gates[2].set()
    await asyncio.sleep(0.01)
    assert done == [(2, 0), (2, 1), (2, 2)]
    gates[1].set()
    await asyncio.gather(*tasks)
    assert done[3:] == [(1, 0), (1, 1), (1, 2)]


async def test_a_chat_that_floods_leaves_room_for_others():
    processor, never, done = ChatByChat(at_once=2), asyncio.Event(), []

    async def answer() -> None:
        done.append(1)

    flood = [asyncio.create_task(processor.process_update(update_in(1), never.wait())) for _ in range(50)]
    await asyncio.sleep(0)
    await processor.process_update(update_in(2), answer())
    assert done == [1]
    never.set()
    await asyncio.gather(*flood)


async def test_no_chat_is_kept_once_its_updates_are_done():
    processor = ChatByChat()
    for chat in range(100):
        await processor.process_update(update_in(chat + 1), asyncio.sleep(0))
    gc.collect()
    assert processor.chats == 0


async def test_an_update_that_takes_too_long_is_given_up_and_the_next_one_has_its_turn():
    processor, done = ChatByChat(seconds=0.01), []

    async def answer() -> None:
        done.append(1)

    with pytest.raises(TimeoutError):
        await processor.process_update(update_in(1), asyncio.Event().wait())
    await processor.process_update(update_in(1), answer())
    assert done == [1]


def update_in(chat: int) -> Update:
    """An update of the chat."""
    message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
    return Update.de_json({"update_id": 1, "message": message})


# Operators: /status and /reload

ADMIN = 7
ANONYMOUS = 1087968824
WRITERS = {
    "an operator": person(ADMIN, username="ada"),
    "a stranger": person(8),
    "a stranger with the operator's user name": person(8, username="ada"),
    "a stranger whose first name is the operator's number": person(8, first_name=str(ADMIN)),
    "an anonymous admin of a group": {
        "id": ANONYMOUS,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    },
    "a bot with the operator's number": person(ADMIN, is_bot=True),
    "nobody": None,
}
CHATS = {
    "with the operator": {"id": ADMIN, "type": "private", "first_name": "Ada"},
    "with the stranger": {"id": 8, "type": "private", "first_name": "Ada"},
    "with the anonymous admin": {"id": ANONYMOUS, "type": "private", "first_name": "Group"},
    "group": {"id": -5, "type": "group", "title": "G"},
    "supergroup": {"id": GROUP, "type": "supergroup", "title": "G"},
    "a group with the operator's number": {"id": ADMIN, "type": "supergroup", "title": "G"},
    "channel": {"id": -1002, "type": "channel", "title": "C"},
}
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_message",
    "edited_business_message",
)
OF_THE_OPERATOR = {"message_id": 3, "date": 1, "chat": CHATS["with the operator"], "from": WRITERS["an operator"]}
MARKS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "in reply to the operator": {"reply_to_message": {**OF_THE_OPERATOR, "text": "/status"}},
    "forwarded from the operator": {
        "forward_origin": {"type": "user", "date": 1, "sender_user": WRITERS["an operator"]}
    },
    "forwarded from somebody hidden": {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Ada"}},
    "forwarded from a chat": {"forward_origin": {"type": "chat", "date": 1, "sender_chat": CHATS["supergroup"]}},
    "forwarded from a channel": {
        "forward_origin": {"type": "channel", "date": 1, "message_id": 1, "chat": CHATS["channel"]}
    },
    "by way of a bot": {"via_bot": person(5, is_bot=True)},
    "in the name of a group": {"sender_chat": CHATS["supergroup"]},
    "in the name of a channel": {"sender_chat": CHATS["channel"]},
}


def passes(writer: str, chat: str, kind: str, mark: str) -> bool:
    own = writer == "an operator" and chat == "with the operator" and kind == "message"
    return own and mark in ("as it is", "in reply to the operator")


@pytest.mark.parametrize("command", ["/status", "/reload", "/status@ledger_bot", "/RELOAD now"])
async def test_only_an_operator_s_own_new_message_in_the_private_chat_passes(service, command):
    """All others get what any word gets that is no command: nothing tells them that there is one."""
    passed = []
    async with Offline(service, admins=f"{ADMIN},{ADMIN + 1000}") as people:
        for writer, chat, kind, mark in itertools.product(WRITERS, CHATS, KINDS, MARKS):
            replies = []
            for text in (command, re.sub("[a-z]+", "weather", command, count=1, flags=re.IGNORECASE)):
                message = {"message_id": 5, "date": 1, "chat": CHATS[chat], "text": text, "entities": entities(text)}
                message |= {"from": WRITERS[writer]} if WRITERS[writer] else {}
                calls = await people.receive(**{kind: message | MARKS[mark]})
                word = text.lower().split()[0].removeprefix("/").partition("@")[0]
                replies.append([(call.method, call.text.lower().replace(word, "…")) for call in calls])
            told, reloads = "all is well" in str(replies[0]), list(people.live.reloads)
            people.live.reloads.clear()
            if told or reloads:
                passed.append((writer, chat, kind, mark))
                assert reloads in ([], [ADMIN])
            else:
                assert replies[0] == replies[1]
    assert passed == [each for each in itertools.product(WRITERS, CHATS, KINDS, MARKS) if passes(*each)]
    assert len(passed) == 2


@pytest.mark.parametrize("command", ["/status", "/reload"])
async def test_without_operators_nobody_passes(service, command):
    async with Offline(service) as people:
        await people.say(command)
        assert people.live.reloads == []
    assert service.met == [("ask", command.removeprefix("/"), False)]


async def test_the_status_counts_what_was_answered(service):
    async with Offline(service, admins="7") as people:
        for text in ("who?", "when?"):
            await people.say(text, user=8)
        (call,) = await people.say("/status")
        assert call.text == "all is well after 2"


async def test_every_update_is_answered_from_the_version_that_serves_then(service):
    newer = FakeService()
    async with Offline(service) as people:
        await people.say("who?")
        people.live.service = newer
        await people.say("when?")
        await people.press("choose:ada")
        await people.say("/people")
    assert service.met == [("ask", "who?", False)]
    assert newer.met == [("ask", "when?", False), ("choose", "ada", False), ("page", "people", False)]


async def told(service, news, answers, sends, admins=(7, 8, 9), sleep=None) -> list[tuple[int, str]]:
    """The chats and the texts of so many messages that went out, when Telegram answers so."""
    async with Offline(service) as people:
        people.request.answers["sendMessage"] = answers
        operators = Operators(people.app.bot, people.live, admins, sleep or people.sleep)
        telling = asyncio.create_task(operators.tell())
        for each in news:
            people.live.news.put_nowait(each)
        async with asyncio.timeout(30):
            while len(people.request.calls) < sends:
                await asyncio.sleep(0)
        for _ in range(100):
            await asyncio.sleep(0)
        assert not telling.done()
        telling.cancel()
    return [(call.params["chat_id"], call.text) for call in people.request.calls]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(403, "Forbidden: bot can't initiate conversation with a user"), (400, "Bad Request: chat not found")],
)
async def test_news_goes_to_every_operator_or_to_who_asked_and_a_refusal_stops_nothing(service, caplog, status, reason):
    news = (News("a <b> & c"), News("only you", frozenset({8})))
    sent = await told(service, news, [refused(status, reason)], 4)
    assert sent == [*((admin, "a &lt;b&gt; &amp; c") for admin in (7, 8, 9)), (8, "only you")]
    (line,) = [record for record in caplog.records if record.name.startswith("bot")]
    assert line.levelno == logging.WARNING
    assert "operator 7" in line.getMessage()
    assert "must press Start first" in line.getMessage()


async def test_news_that_telegram_does_not_take_is_told_until_it_does_and_in_order(service):
    failures = [NetworkError("down"), TimedOut(), refused(502, "Bad Gateway"), refused(429, "", retry_after=9999)]
    sent = await told(service, [News("bad"), News("good again")], [*failures], 6, admins=(7,))
    assert [text for _, text in sent] == ["bad"] * 5 + ["good again"]


async def test_the_trouble_of_one_operator_holds_up_no_other(service):
    async def wait(seconds: float) -> None:
        await asyncio.Event().wait()

    sent = await told(service, [News("bad"), News("good again")], [NetworkError("down")], 3, (7, 8), wait)
    assert sent == [(7, "bad"), (8, "bad"), (8, "good again")]


async def test_news_that_telegram_takes_for_an_hour_from_nobody_is_given_up_with_a_warning(service, caplog):
    answers = [NetworkError("down") for _ in range(TRIES)]
    sent = await told(service, [News("bad"), News("good again")], answers, TRIES + 1, admins=(7,))
    assert [text for _, text in sent] == ["bad"] * TRIES + ["good again"]
    assert [record.levelno for record in caplog.records if "operator 7" in record.message][-1] == logging.WARNING


async def test_an_error_of_ours_in_telling_ends_nothing(service, caplog, monkeypatch):
    monkeypatch.setattr("bot.telegram.operators.plain", lambda text: {"good again": plain(text)}[text])
    assert await told(service, [News("bad"), News("good again")], [], 1, admins=(7,)) == [(7, "good again")]
    assert "operator 7 is not told: KeyError" in caplog.text


async def test_operators_have_their_commands_in_the_menu_and_nobody_else_has(service):
    async with Offline(service, admins="7,8") as people:
        people.request.answers["setMyCommands"] = [True, refused(400, "Bad Request: chat not found")]
        await Operators(people.app.bot, people.live, (7, 8)).set_menus()
        menus = [(call.params.get("scope"), len(call.params["commands"])) for call in people.request.calls]
    assert menus == [(None, 5), ({"chat_id": 7, "type": "chat"}, 7), ({"chat_id": 8, "type": "chat"}, 7)]


def test_at_sighup_the_knowledge_is_read_anew(service):
    def hang_up() -> Any:
        os.kill(os.getpid(), signal.SIGHUP)
        return []

    offline = Offline(service)
    offline.request.answers["getUpdates"] = [hang_up, [], refused(401, "Unauthorized")]
    serve(offline.app, offline.live)
    assert offline.live.reloads == [None]


# Polling, starting, stopping


async def test_updates_come_in_order_and_are_confirmed_by_the_next_poll(people):
    updates = [people.update(message=people.message(text="a")) for _ in range(2)]
    people.request.answers["getUpdates"] = [updates]
    poller = Poller(people.app.bot)
    batch = await anext(poller.updates())
    await poller.confirm()
    assert [update.update_id for update in batch] == [update["update_id"] for update in updates]
    polls = [call.params for call in people.request.calls if call.method == "getUpdates"]
    assert [poll["offset"] for poll in polls] == [0, updates[-1]["update_id"] + 1]
    assert polls[0]["allowed_updates"] == ["message", "callback_query"]
    assert "deleteWebhook" not in methods(people.request.calls)


async def test_a_webhook_is_removed_with_a_word_and_without_dropping_anything(people, caplog):
    people.request.answers["getWebhookInfo"] = [
        {"url": "https://x.example", "has_custom_certificate": False, "pending_update_count": 0}
    ]
    people.request.answers["getUpdates"] = [[people.update(message=people.message(text="a"))]]
    await anext(Poller(people.app.bot).updates())
    (call,) = [call for call in people.request.calls if call.method == "deleteWebhook"]
    assert not call.params.get("drop_pending_updates")
    assert "webhook" in caplog.text


async def test_an_outage_is_waited_out_and_said_plainly(people, caplog):
    failures = iter([NetworkError("x"), caused(TimedOut(), httpx.ConnectTimeout("x"))] * 20)

    async def action() -> str:
        for failure in failures:
            raise failure
        return "there"

    assert await patiently(action, people.sleep) == "there"
    assert len(people.slept) == 40
    assert max(people.slept) <= 30
    assert "no connection to Telegram (ConnectTimeout); waiting" in caplog.text


async def test_a_refused_token_is_not_waited_out(people):
    people.request.answers["getUpdates"] = [refused(401, "Unauthorized")]
    with pytest.raises(InvalidToken):
        await anext(Poller(people.app.bot).updates())


def test_an_update_that_cannot_be_read_is_passed_over(caplog):
    payload = b'{"ok": true, "result": [{"update_id": 4, "message": {"text": "zebra"}}, {"update_id": 5}]}'
    assert PollRequest.parse_json_payload(payload)["result"] == [{"update_id": 4}, {"update_id": 5}]
    assert "update 4" in caplog.text
    assert "zebra" not in caplog.text


@pytest.mark.parametrize("payload", [b"<html>zebra</html>", b'{"ok": tr', b"[]", b"\xff"])
def test_an_answer_that_is_none_is_an_error_and_is_not_logged(payload, caplog):
    with pytest.raises(TelegramError):
        PollRequest.parse_json_payload(payload)
    assert caplog.text == ""


def test_at_sigterm_the_question_in_hand_is_answered_and_the_exit_code_is_0(service):
    async def be_told_to_stop(seconds: float) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)

    offline = Offline(service, be_told_to_stop)
    update = offline.update(message=offline.message(text="who said it?"))
    offline.request.answers["getUpdates"] = [[update]]
    offline.request.answers["sendMessage"] = [refused(429, "Too Many Requests", retry_after=1)]
    assert serve(offline.app, offline.live) == 0
    calls = offline.request.calls
    assert methods(calls).count("sendMessage") == 2
    assert (calls[-1].method, calls[-1].params["offset"]) == ("getUpdates", update["update_id"] + 1)


def test_the_menu_is_set_at_the_start_in_the_order_of_the_language_pack(service):
    offline = Offline(service)
    offline.request.answers["getUpdates"] = [[], [], refused(401, "Unauthorized")]
    serve(offline.app, offline.live)
    (menu,) = [call for call in offline.request.calls if call.method == "setMyCommands"]
    assert {command["command"]: command["description"] for command in menu.params["commands"]} == COMMANDS


def test_a_menu_that_cannot_be_set_does_not_stop_the_bot(service, caplog):
    offline = Offline(service)
    offline.request.answers["setMyCommands"] = [refused(429, "Too Many Requests", retry_after=600)]
    update = offline.update(message=offline.message(text="who said it?"))
    offline.request.answers["getUpdates"] = [[update], refused(401, "Unauthorized")]
    serve(offline.app, offline.live)
    assert "menu" in caplog.text
    assert service.met == [("ask", "who said it?", False)]


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
@pytest.mark.parametrize("status", [401, 404])
def test_a_refused_token_ends_the_bot_with_78_and_one_line(service, caplog, method, status):
    caplog.set_level(logging.WARNING)
    offline = Offline(service)
    offline.request.answers[method] = [refused(status, "Unauthorized")] * 9
    assert serve(offline.app, offline.live) == 78
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    assert "TELEGRAM_BOT_TOKEN" in caplog.text
    assert TOKEN not in caplog.text


def test_without_a_network_it_waits_and_a_signal_still_ends_it_with_0(service, caplog):
    def fail_and_be_told_to_stop() -> TelegramError:
        os.kill(os.getpid(), signal.SIGTERM)
        return caused(NetworkError("x"), httpx.ConnectError("x"))

    offline = Offline(service)
    offline.request.answers["getMe"] = [fail_and_be_told_to_stop]
    assert serve(offline.app, offline.live) == 0
    assert "no connection to Telegram (ConnectError); waiting, next try in" in caplog.text
