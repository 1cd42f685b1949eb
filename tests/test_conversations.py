"""Conversations with the real bot, offline: over the shipped knowledge and over an invented event."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.reading import read
from bot.rendering.message import length
from bot.service import Service
from tests.offline import BOT, GROUP, Call, Offline, refused

HERE = Path(__file__).parent
KNOWLEDGE = {"shipped": HERE.parent / "knowledge", "invented": HERE / "ledgers"}

ALIYEV, OURS = "Ilham Aliyev, president of Azerbaijan", "“Shusha is ours! Karabakh is ours!”"
HOVHANNISSIAN, BATTLES = "Artsrun Hovhannissian, representative", "“fierce battles are still going on in Shushi.”"
MAYOR, NOBODY_RANG = "Žofie Radkovar, mayor of Lissavar", "“Nobody rang us. Not one call, not one message, nothing.”"
COMPANY, FAX = "Velm Hydro, in a press release", "“The town hall was notified by fax at 21:40 on 14 March.”"
BOTH, BOTH_INVENTED = (ALIYEV, OURS, HOVHANNISSIAN, BATTLES), (MAYOR, NOBODY_RANG, COMPANY, FAX)
WHICH_ONE, GONE = "What do you mean?", "That entry is no longer in the ledger."
MINUTES = 60.0


@cache
def service(knowledge: str) -> Service:
    ledger = read(KNOWLEDGE[knowledge]).ledger
    assert ledger
    return Service(ledger, english())


@pytest.fixture
async def people():
    async with Offline(service("shipped")) as offline:
        yield offline


def told(calls: list[Call]) -> str:
    """What is read of the one message that the bot sent; it is checked that Telegram would take it."""
    (sent,) = [call for call in calls if call.method == "sendMessage"]
    assert sent.params["parse_mode"] == "HTML"
    return read_of(sent.text)


def read_of(markup: str) -> str:
    """The text that Telegram shows; that the markup is well formed and not too long is checked."""
    shown = Shown()
    shown.feed(markup)
    shown.close()
    assert shown.open == []
    text = "".join(shown.text)
    assert html.escape(text, quote=False) == "".join(shown.escaped)
    assert 0 < length(text.strip()) <= 4096
    return text


class Shown(HTMLParser):
    """Takes the text out of Telegram's HTML: only its tags, each closed, and nothing left unescaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.text: list[str] = []
        self.escaped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "blockquote", "a"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        self.escaped.append(data)

    def handle_entityref(self, name: str) -> None:
        self.text.append(html.unescape(f"&{name};"))
        self.escaped.append(f"&{name};")


def words_of(ledger: Ledger, id: str) -> str:
    """The words by which an entry is known in a reply: its quote, what it reports, or the fact."""
    statement = ledger.statements.get(id)
    return (statement.quote or statement.says or "") if statement else ledger.facts[id].text


def one_sided(ledger: Ledger, text: str) -> Iterator[str]:
    """The disputes of which `text` shows one position and lacks another."""
    for dispute in ledger.disputes.values():
        shown = [any(words_of(ledger, id) in text for id in position) for position in dispute.positions]
        if any(shown) and not all(shown):
            yield dispute.id


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text, one behind the other."""
    for part in parts:
        _, found, text = text.partition(part)
        if not found:
            return False
    return True


# Following up


Turn = tuple[str, tuple[str, ...]]
CONVERSATIONS: dict[str, tuple[str, list[Turn]]] = {
    "a quote, its day, its place, the other side": (
        "shipped",
        [
            ("who said Karabakh is ours", (ALIYEV, "8 November 2020", OURS, HOVHANNISSIAN, BATTLES, "¶9")),
            ("and when?", ("8 November 2020.\n", *BOTH)),
            ("where?", ("Martyrs' Alley, Baku, Azerbaijan.\n", *BOTH)),
            ("what did the other side say?", (HOVHANNISSIAN, BATTLES, ALIYEV)),
        ],
    ),
    "a post of which the report gives no day, and its channel as its place": (
        "shipped",
        [
            ("who said fierce battles are still going on in Shushi", (HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("and when?", ("no date for this; it was reported on 8 November 2020.\n", HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("where?", ("On his Facebook page.\n", HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("what did the other side say?", (ALIYEV, "has been liberated from occupation!”", HOVHANNISSIAN, BATTLES)),
        ],
    ),
    "a press conference, its day, its place, the other side": (
        "invented",
        [
            ("who said nobody rang us", (*BOTH_INVENTED, "Sarnet Courier, 19 March 2023")),
            ("and when?", ("15 March 2023.\n", *BOTH_INVENTED)),
            ("where?", ("Lissavar town hall, Lissavar (Lissewehr), Sarnet valley.\n", *BOTH_INVENTED)),
            ("what did the other side say?", (COMPANY, FAX, MAYOR, NOBODY_RANG)),
        ],
    ),
    "a deed, its hour, its reason, its measure, its place": (
        "invented",
        [
            ("who opened the gates", ("14 March 2023: Velm Hydro opened three",)),
            ("and when?", ("14 March 2023, shortly before midnight.\n", "Velm Hydro opened three")),
            ("why?", ("Because the reservoir was close to its brim.\n", "Velm Hydro opened three")),
            ("how many?", ("Three of the five gates.\n", "Velm Hydro opened three")),
            ("where?", ("Velm dam, Sarnet valley.\n", "Velm Hydro opened three")),
        ],
    ),
    "a deed that nobody disputes has no other side": (
        "shipped",
        [
            ("which ships sounded their horns", ("Ships in the Baku bay",)),
            ("what did the other side say?", ("no other side",)),
        ],
    ),
    "a person, and then what he says": (
        "shipped",
        [
            ("who is Hovhannissian", (HOVHANNISSIAN,)),
            ("and what does he say?", (HOVHANNISSIAN, BATTLES, ALIYEV)),
        ],
    ),
    "a new question leaves the old topic": (
        "shipped",
        [
            ("who said Karabakh is ours", (*BOTH,)),
            ("why did ships honk", ("To mark the event.\n", "Ships in the Baku bay")),
            ("where?", ("Baku bay, Baku, Azerbaijan.\n", "Ships in the Baku bay")),
        ],
    ),
    "who said that, and was it a lie": (
        "shipped",
        [
            ("who said fierce battles are going on", (HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("who said that", (HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("so he lied?", ("This was disputed on 8 November 2020.\n", ALIYEV, HOVHANNISSIAN)),
            ("lol really?", ("This was disputed on 8 November 2020.\n", ALIYEV, HOVHANNISSIAN)),
            ("and today?", ("This was disputed", ALIYEV, HOVHANNISSIAN, "I have nothing later than that day.")),
            ("who was first?", ("This was disputed", ALIYEV, HOVHANNISSIAN)),
        ],
    ),
    "who said that, and was it a lie, of an invented event": (
        "invented",
        [
            ("who said nobody rang us", BOTH_INVENTED),
            ("who says so?", BOTH_INVENTED),
            ("so she lied?", ("This was disputed on 15 March 2023.\n", *BOTH_INVENTED)),
            ("what did the other one say", (COMPANY, FAX, MAYOR, NOBODY_RANG)),
            ("so who answered?", (COMPANY, FAX, MAYOR, NOBODY_RANG)),
        ],
    ),
    "a deed of which nobody says the contrary, nor what came of it": (
        "invented",
        [
            ("who opened the gates", ("Velm Hydro.\n", "Velm Hydro opened three")),
            ("so they lied?", ("no other side to this",)),
            ("and then?", ("do not say what came next",)),
            ("to whom?", ("do not say whom",)),
            ("ok tell me more", ("I also have:",)),
            ("when?", ("14 March 2023, shortly before midnight.\n", "Velm Hydro opened three")),
        ],
    ),
    "what is told of two is told of the first, of the second": (
        "shipped",
        [
            ("which turkish ministers came", ("Mevlut Cavusoglu (foreign affairs) and Hulusi Akar",)),
            ("who is the first one", ("Mevlut Cavusoglu, foreign minister of Turkey.\n",)),
            ("and the second?", ("Hulusi Akar, national defence minister of Turkey.\n",)),
            ("what did he say", ("I have no words of Hulusi Akar.",)),
            ("where did they meet", ("Baku, Azerbaijan.\n",)),
        ],
    ),
    "who is put right, and who puts the bot right": (
        "shipped",
        [
            ("“There is no such force in the world that could stop us” - Erdogan", ("Not Erdogan: Ilham Aliyev",)),
            ("no i mean aliyev", (f"{ALIYEV}, reported", "“There is no such force in the world")),
            ("who said fierce battles are going on", (HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("no that was aliyev", ("Not Ilham Aliyev: Artsrun Hovhannissian", BATTLES, ALIYEV)),
            ("was that erdogan?", ("Not Erdogan: Artsrun Hovhannissian", BATTLES, ALIYEV)),
            ("did armenia say that?", (HOVHANNISSIAN, BATTLES, ALIYEV)),
        ],
    ),
    "who he is leaves what was spoken of": (
        "shipped",
        [
            ("who denied it", (HOVHANNISSIAN, "denied, in reported speech", ALIYEV)),
            ("who is he", (HOVHANNISSIAN,)),
            ("and the quote?", (HOVHANNISSIAN, BATTLES, ALIYEV)),
            ("where was that", ("On his Facebook page.\n", HOVHANNISSIAN, BATTLES, ALIYEV)),
        ],
    ),
    "what points to nobody is asked back": (
        "shipped",
        [
            ("who denied it", (HOVHANNISSIAN, ALIYEV)),
            ("and him?", (WHICH_ONE,)),
            ("and our side?", (WHICH_ONE,)),
            ("the first one", (ALIYEV, OURS, HOVHANNISSIAN)),
        ],
    ),
    "a speech is not the rumour of it": (
        "shipped",
        [
            ("when did people hear that the president would speak", ("in the morning",)),
            ("and when did he speak?", ("8 November 2020.\n", "Martyrs' Alley")),
            ("at what hour?", ("no time of day",)),
        ],
    ),
    "a refusal keeps the topic": (
        "shipped",
        [
            ("who said Karabakh is ours", (*BOTH,)),
            ("what did Zebulon Quux say", ("I have nothing by Zebulon Quux.",)),
            ("and when?", ("8 November 2020.\n", *BOTH)),
        ],
    ),
}


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_a_conversation_takes_up_what_was_last_spoken_of(name: str) -> None:
    """Every reply names the speaker, the words, the day and both sides, and is the same at the second telling."""
    knowledge, turns = CONVERSATIONS[name]
    async with Offline(service(knowledge)) as people:
        for user in (7, 8):
            for text, expected in turns:
                reply = told(await people.say(text, user))
                assert in_order(reply, *expected), (text, reply)
                assert not [*one_sided(service(knowledge).ledger, reply)]


@pytest.mark.parametrize(
    ("asked", "follow_up", "answer", "told"),
    [
        ("who said Karabakh is ours", "and when?", "8 November 2020.", ALIYEV),
        ("who said Karabakh is ours", "who", "Ilham Aliyev, president of Azerbaijan.", ""),
        ("what did the ships do", "and when?", "8 November 2020.", "Ships in the Baku bay"),
        ("what did the ships do", "where was that", "Baku bay, Baku, Azerbaijan.", "8 November 2020: Ships in"),
    ],
)
async def test_the_direct_answer_comes_first_then_what_was_taken_up_once(
    people: Offline, asked: str, follow_up: str, answer: str, told: str
) -> None:
    await people.say(asked)
    first, *behind = read_of((await people.say(follow_up))[0].text).splitlines()
    assert first == answer
    assert behind[0].startswith(told) if told else not behind


@pytest.mark.parametrize("text", ["and when?", "where?", "why"])
async def test_a_follow_up_to_nothing_is_asked_back_and_gives_nobody_s_words(people: Offline, text: str) -> None:
    (call,) = await people.say(text)
    assert told([call]) == WHICH_ONE
    assert call.buttons == {
        "Was Shusha taken by 8 November 2020?": "choose:control-of-shusha",
        "None of these": "choose:none",
    }


async def test_a_wrong_name_is_denied_before_the_words_are_given_and_both_sides_stay(people: Offline) -> None:
    reply = told(await people.say("when did Akar say karabakh is ours"))
    assert in_order(reply, "Not Hulusi Akar: Ilham Aliyev", "8 November 2020", OURS, HOVHANNISSIAN, BATTLES)


async def test_a_conversation_held_twice_gives_the_same_bytes() -> None:
    texts = [text for _, turns in CONVERSATIONS.values() for text, _ in turns]
    tellings = []
    for _ in range(2):
        async with Offline(service("shipped")) as people:
            tellings.append([(await people.say(text))[0].params for text in texts])
    assert tellings[0] == tellings[1]


# Buttons


@pytest.mark.parametrize("knowledge", KNOWLEDGE)
async def test_every_person_on_the_page_of_people_can_be_pressed_for_their_words(knowledge: str) -> None:
    ledger = service(knowledge).ledger
    async with Offline(service(knowledge)) as people:
        (page,) = await people.say("/people")
        assert len(page.buttons) == len({each.speaker for each in ledger.statements.values()})
        for label, data in page.buttons.items():
            acknowledged, sent = await people.press(data)
            assert (acknowledged.method, acknowledged.text) == ("answerCallbackQuery", "")
            reply = told([sent])
            assert reply.startswith(ledger.named[data.removeprefix("choose:")].name), label
            own = [each for each in ledger.statements.values() if each.speaker == data.removeprefix("choose:")]
            assert all(words_of(ledger, each.id) in reply for each in own), label
            assert not [*one_sided(ledger, reply)], label


async def test_a_choice_is_pressed_and_then_followed_up(people: Offline) -> None:
    (offer,) = await people.say("what did Erdogan say about it")
    assert told([offer]).startswith("I have nothing by Erdogan.")
    reply = told(await people.press(offer.buttons["Ilham Aliyev"]))
    assert in_order(reply, *BOTH)
    assert in_order(told(await people.say("and where?")), "Martyrs' Alley, Baku", ALIYEV, HOVHANNISSIAN, BATTLES)


async def test_a_choice_can_be_typed_by_its_number(people: Offline) -> None:
    (offer,) = await people.say("what did Erdogan say about it")
    for number, data in enumerate(list(offer.buttons.values())[:-1], 1):
        await people.say("what did Erdogan say about it")
        assert told(await people.say(f"{number}.")) == told(await people.press(data))
        people.now += 10


@pytest.mark.parametrize("knowledge", KNOWLEDGE)
async def test_no_label_of_a_button_gives_words_that_are_disputed(knowledge: str) -> None:
    """A label has no room for the other side."""
    ledger = service(knowledge).ledger
    offered: dict[str, str] = {}
    async with Offline(service(knowledge)) as people:
        for speaker in {ledger.statements[id].speaker for id in ledger.disputes_of}:
            (call,) = await people.say(f"what did {ledger.named[speaker].name} say about zebras")
            offered |= {data.removeprefix("choose:"): label for label, data in call.buttons.items()}
    disputed = [(id, label) for id, label in offered.items() if id in ledger.disputes_of]
    assert disputed
    assert not [label for id, label in disputed if words_of(ledger, id)[:20] in label]


async def test_none_of_these_is_met_with_one_plain_sentence_and_keeps_the_topic(people: Offline) -> None:
    await people.say("who said Karabakh is ours")
    (offer,) = await people.say("what did Erdogan say about it")
    _, sent = await people.press(offer.buttons["None of these"])
    assert told([sent]).startswith("Then it is not in my ledger.")
    assert sent.buttons == {}
    assert in_order(told(await people.say("and when?")), "8 November 2020.\n", *BOTH)


async def test_a_button_of_an_entry_that_is_gone_says_so_and_keeps_the_topic(people: Offline) -> None:
    await people.say("who said Karabakh is ours")
    assert told(await people.press("choose:an-entry-of-last-year")) == GONE
    assert in_order(told(await people.say("and when?")), "8 November 2020.\n", *BOTH)


# Links to an entry


@pytest.mark.parametrize("knowledge", KNOWLEDGE)
async def test_a_link_to_any_entry_shows_its_words_its_source_and_every_other_side(knowledge: str) -> None:
    ledger = service(knowledge).ledger
    async with Offline(service(knowledge)) as people:
        for id, entry in ledger.entries.items():
            reply = told(await people.say(f"/start {id}"))
            assert words_of(ledger, id) in reply, id
            assert all(ledger.sources[each.source].title in reply for each in entry.citations), id
            assert not [*one_sided(ledger, reply)], id
            if statement := ledger.statements.get(id):
                assert reply.startswith(ledger.named[statement.speaker].name), id


@pytest.mark.parametrize("knowledge", KNOWLEDGE)
async def test_a_link_to_a_dispute_shows_all_its_sides_in_the_order_of_the_ledger(knowledge: str) -> None:
    ledger = service(knowledge).ledger
    async with Offline(service(knowledge)) as people:
        for id, dispute in ledger.disputes.items():
            reply = told(await people.say(f"/start {id}"))
            assert reply.startswith("This was disputed on")
            speakers = [ledger.named[ledger.statements[position[0]].speaker].name for position in dispute.positions]
            assert in_order(reply, *speakers), id
            assert not [*one_sided(ledger, reply)], id


@pytest.mark.parametrize(
    ("knowledge", "dispute", "day", "last"),
    [
        ("shipped", "control-of-shusha", "8 November 2020", True),
        ("invented", "warning-before-the-gates", "15 March 2023", False),
        ("invented", "cause-of-the-flood", "16 March 2023", False),
    ],
)
async def test_a_dispute_has_the_day_of_its_latest_words_and_says_so_if_nothing_is_known_later(
    knowledge: str, dispute: str, day: str, last: bool
) -> None:
    async with Offline(service(knowledge)) as people:
        reply = told(await people.say(f"/start {dispute}"))
    assert reply.startswith(f"This was disputed on {day}.\n")
    assert ("I have nothing later than that day." in reply) is last


async def test_what_a_link_showed_can_be_followed_up(people: Offline) -> None:
    await people.say("/start ships-sounded-horns")
    assert in_order(told(await people.say("and why?")), "To mark the event.\n", "Ships in the Baku bay")


async def test_a_link_to_an_entry_that_is_gone_says_so_and_the_next_question_is_answered(people: Offline) -> None:
    assert told(await people.say("/start an-entry-of-last-year")) == GONE
    assert in_order(told(await people.say("who said Karabakh is ours")), *BOTH)


# Groups


async def test_a_group_is_not_disturbed_by_talk_about_the_event(people: Offline) -> None:
    for text in (
        "who said Karabakh is ours?",
        "Shusha is ours! says Aliyev",
        "and when?",
        "2",
        "@other_bot who denied it",
    ):
        assert await people.say(text, chat=GROUP) == []


async def test_in_a_group_a_mention_asks_and_a_reply_to_the_answer_follows_up(people: Offline) -> None:
    (sent,) = await people.say("@ledger_bot who said Karabakh is ours?", chat=GROUP)
    assert in_order(told([sent]), *BOTH)
    answer = {**people.message(chat=GROUP, text=read_of(sent.text)), "from": BOT}
    reply = told(await people.say("and when?", chat=GROUP, reply_to_message=answer))
    assert in_order(reply, "8 November 2020.\n", *BOTH)


async def test_in_a_group_a_choice_is_pressed_by_whoever_asked_and_by_others(people: Offline) -> None:
    (offer,) = await people.say("@ledger_bot what did Erdogan say?", user=7, chat=GROUP)
    for user in (7, 8):
        _, sent = await people.press(offer.buttons["Artsrun Hovhannissian"], user, GROUP)
        assert in_order(told([sent]), HOVHANNISSIAN, BATTLES, ALIYEV)
        people.now += 10


STRANGERS = (
    "Zebulon Quux",
    "zebulon quux",
    "Jean-Luc O'Quux",
    "Зебулон Quux",
    "President Quux",
    "Dr. Quux",
    "<b>Quux</b>",
)
ABOUT_STRANGERS = (
    "what did {} say",
    "who is {}",
    "did {} say Karabakh is ours",
    "when did {} resign",
    "how many {} died",
    "where is {}",
    "is it true that {} was there",
    "what did Aliyev tell {}",
    "{}",
)


@pytest.mark.parametrize("question", ABOUT_STRANGERS)
async def test_in_a_group_no_name_is_repeated_from_a_question(people: Offline, question: str) -> None:
    for user, name in enumerate(STRANGERS, 100):
        for text in (question.format(name), f"and {name}?", f"what else did {name} say"):
            (call,) = await people.say(f"@ledger_bot {text}", user, GROUP)
            assert "quux" not in told([call]).casefold(), text
            assert "quux" not in str(call.buttons).casefold(), text


async def test_a_false_attribution_is_denied_in_a_group_without_the_name(people: Offline) -> None:
    reply = told(await people.say("@ledger_bot did Zebulon Quux say Karabakh is ours?", chat=GROUP))
    assert in_order(reply, "Not the person named: Ilham Aliyev", OURS, HOVHANNISSIAN, BATTLES)


@pytest.mark.parametrize(
    ("name", "repeated"),
    [
        ("Zebulon Quux", True),
        ("Зебулон Квукс", True),
        ("Jean-Luc O'Quux", False),
        ("Quux2000", False),
        ("Z" * 41, False),
    ],
)
async def test_in_private_a_name_is_repeated_if_it_is_letters_and_not_long(
    people: Offline, name: str, repeated: bool
) -> None:
    reply = told(await people.say(f"what did {name} say"))
    assert reply.startswith(f"I have nothing by {name if repeated else 'the person named'}.")


# Minutes


@pytest.mark.parametrize(("minutes", "remembered"), [(9.9, True), (10, False), (60, False)])
async def test_a_follow_up_is_understood_for_ten_minutes(people: Offline, minutes: float, remembered: bool) -> None:
    await people.say("who said Karabakh is ours")
    people.now += minutes * MINUTES
    reply = told(await people.say("and when?"))
    assert in_order(reply, "8 November 2020.\n", *BOTH) if remembered else reply == WHICH_ONE


async def test_every_turn_begins_the_ten_minutes_anew(people: Offline) -> None:
    await people.say("who said Karabakh is ours")
    for _ in range(4):
        people.now += 9 * MINUTES
        assert in_order(told(await people.say("and when?")), "8 November 2020.\n", *BOTH)


async def test_a_button_works_however_old_its_message_is(people: Offline) -> None:
    (offer,) = await people.say("what did Erdogan say about it")
    people.now += 60 * 24 * MINUTES
    assert in_order(told(await people.press(offer.buttons["Artsrun Hovhannissian"])), HOVHANNISSIAN, BATTLES, ALIYEV)


# Chats


async def test_two_chats_that_ask_in_turn_never_mix(people: Offline) -> None:
    await people.say("who said Karabakh is ours", user=7)
    await people.say("why did ships honk", user=8)
    for _ in range(2):
        assert in_order(told(await people.say("where?", user=7)), "Martyrs' Alley", *BOTH)
        assert in_order(told(await people.say("where?", user=8)), "Baku bay, Baku", "Ships in")
    assert told(await people.say("where?", user=9)) == WHICH_ONE


async def test_what_is_asked_at_home_is_not_taken_up_in_the_group_nor_by_other_members(people: Offline) -> None:
    await people.say("who said Karabakh is ours", user=7)
    assert told(await people.say("@ledger_bot and when?", user=7, chat=GROUP)) == WHICH_ONE
    await people.say("@ledger_bot why did ships honk", user=7, chat=GROUP)
    assert told(await people.say("@ledger_bot where?", user=8, chat=GROUP)) == WHICH_ONE
    assert "Baku bay, Baku" in told(await people.say("@ledger_bot where?", user=7, chat=GROUP))
    assert in_order(told(await people.say("where?", user=7)), "Martyrs' Alley", *BOTH)


async def test_a_choice_typed_by_its_number_is_of_the_own_chat(people: Offline) -> None:
    await people.say("what did Erdogan say about it", user=7)
    assert "Hovhannissian" not in told(await people.say("2", user=8))


async def test_an_edited_question_is_not_answered_and_changes_no_topic(people: Offline) -> None:
    await people.say("who said Karabakh is ours")
    assert await people.receive(edited_message=people.message(text="why did ships honk")) == []
    assert in_order(told(await people.say("where?")), "Martyrs' Alley", *BOTH)


# Whatever is typed


@pytest.mark.parametrize(
    "text",
    [
        "🙂 who said Karabakh is ours? 🙂🇦🇿🇦🇲👩‍👩‍👧",
        "\u202ewho said Karabakh is ours\u202c",
        "who\x00 said\x07 Karabakh\u200b is\x1b ours",
        "WHO SAID KARABAKH IS OURS?!?!",
        "who said\n\n\tKarabakh is ours",
        "who said Karabakh is ours? " + "! " * 2034,
    ],
)
async def test_decoration_and_control_characters_change_no_answer(people: Offline, text: str) -> None:
    assert length(text) <= 4096
    reply = told(await people.say(text))
    assert in_order(reply, *BOTH)
    assert reply == told(await people.say("who said Karabakh is ours", user=8))


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "?", "…", "🙂", "🙂" * 2048, "<", "&", "\x00", "\u202e", "\u200b" * 4096, "the", "\ud83d"],
    ids=ascii,
)
async def test_what_asks_nothing_is_asked_for_a_question(people: Offline, text: str) -> None:
    assert told(await people.say(text)).startswith("Write a question about: ")


@pytest.mark.parametrize(
    "text",
    [
        "<b>who</b> denied it & why? </div><script>alert(1)</script>",
        "what did <a href='https://x.example'>Quux</a> say",
        "did A&B say Karabakh is ours",
        "what did &lt;i&gt;Quux say",
        "x" * 4096,
        "who " * 1024,
        "Shusha " * 585,
        "Зебулон" * 585,
        "“" * 4096,
        "\U0001d54e\U0001d559\U0001d560 said it",
        "who said " + "a\u0301" * 2000,
        "%s %(name)s {name} {0} ${x}",
        "1",
        "none",
        "choose:aliyev",
        "-1.",
    ],
    ids=lambda text: ascii(text[:24]),
)
async def test_whatever_is_typed_is_answered_once_with_markup_that_telegram_takes(people: Offline, text: str) -> None:
    reply = told(await people.say(text))
    assert not [*one_sided(service("shipped").ledger, reply)]
    assert not any(mark in reply for mark in ("<", "alert", "href", "{", "%s", "lt;"))


async def test_markup_in_the_knowledge_is_shown_as_it_is_written(tmp_path: Path) -> None:
    written = (KNOWLEDGE["invented"] / "velm-2023-03-14.yaml").read_text(encoding="utf-8")
    marked = written.replace("Nobody rang us.", "Nobody <b>rang us & the &amp; mill.").replace(
        "name: Velm Hydro", "name: V&H"
    )
    (tmp_path / "marked.yaml").write_text(marked, encoding="utf-8")
    ledger = read(tmp_path).ledger
    assert ledger
    async with Offline(Service(ledger, english())) as people:
        reply = told(await people.say("/start zofie-nobody-rang"))
        assert in_order(reply, MAYOR, "“Nobody <b>rang us & the &amp; mill. Not one call", "V&H", FAX)


# Who blocked it


async def test_who_blocked_the_bot_is_left_alone_and_answered_again_later(people: Offline) -> None:
    people.request.answers["sendMessage"] = [refused(403, "Forbidden: bot was blocked by the user")] * 2
    assert [call.method for call in await people.say("who said Karabakh is ours")] == ["sendMessage"]
    assert [call.method for call in await people.press("choose:aliyev")] == ["answerCallbackQuery", "sendMessage"]
    assert in_order(told(await people.say("who said Karabakh is ours", user=8)), *BOTH)
    assert in_order(told(await people.say("who said Karabakh is ours")), *BOTH)
