"""The service: the same bytes for the same question, every entry by its id, and a reply to whatever is sent."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.languages import english
from bot.ledger.model import Fact, Ledger, Statement
from bot.ledger.reading import read
from bot.rendering.message import length
from bot.service import Reply, Service
from bot.text import folded

HERE = Path(__file__).parent
INVENTED = read(HERE / "ledgers" / "velm-2023-03-14.yaml").ledger
SHIPPED = read(HERE.parent / "knowledge").ledger
assert INVENTED
assert SHIPPED
LEDGERS: dict[str, Ledger] = {"invented": INVENTED, "shipped": SHIPPED}


@cache
def service(knowledge: str = "invented") -> Service:
    return Service(LEDGERS[knowledge], english())


# ---- the contract of a reply -----------------------------------------------------------------------------------------

FIELDS = {"outcome", "reply", "html", "entries", "speakers", "sources", "choices", "not", "reason", "knowledge"}
REASONS = {"unknown-name", "nothing-by-speaker", "not-stated", "off-topic", "empty", "language"}


def kept(reply: Reply, ledger: Ledger) -> dict[str, Any]:
    """The reply as JSON, checked against the contract."""
    made = reply.as_json()
    assert made.keys() == FIELDS
    assert made["outcome"] in {"answer", "choices", "refusal", "help"}
    assert made["reason"] in REASONS if made["outcome"] == "refusal" else made["reason"] is None
    assert 0 < length(made["reply"]) <= 4096
    assert made["html"]
    ids = {*ledger.entries, *ledger.disputes, *ledger.events, *ledger.named}
    assert set(made["entries"]) <= ids
    assert bool(made["entries"]) is (made["outcome"] == "answer")
    assert set(made["speakers"]) <= {*ledger.people, *ledger.organisations}
    assert set(made["sources"]) <= {*ledger.sources}
    for name in ("entries", "speakers", "sources"):
        assert len(made[name]) == len(set(made[name])), name
    assert all(each.keys() == {"id", "title"} and each["id"] in ids and each["title"] for each in made["choices"])
    assert bool(made["choices"]) or made["outcome"] != "choices"
    assert made["outcome"] == "answer" or not made["not"]
    assert made["knowledge"] == ledger.version
    assert json.loads(json.dumps(made)) == made
    for text in (made["reply"], made["html"], *made["not"], *(each["title"] for each in made["choices"])):
        text.encode("utf-8")
    return made


QUESTIONS = [
    "who said nobody rang us",
    "what did Čermel promise",
    "what did Radkovar say",
    "what did Erdogan say",
    "did Čermel say nobody rang us",
    "how many people were rescued",
    "how many died",
    "why were the gates opened",
    "is it true that Lissavar was warned",
    "both sides",
    "summary",
    "who is quoted",
    "who is Čermel",
    "hello",
    "who are you",
    "and when?",
    "",
]


@pytest.mark.parametrize("knowledge", LEDGERS)
@pytest.mark.parametrize("text", QUESTIONS)
def test_a_reply_keeps_the_contract(text: str, knowledge: str) -> None:
    reply, _ = service(knowledge).ask(text)
    kept(reply, LEDGERS[knowledge])


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        ("who opened the gates", "answer", None),
        ("what did Radkovar say", "choices", None),
        ("what did Zebulon say", "refusal", "unknown-name"),
        ("what did Čermel say about the zeppelin", "refusal", "nothing-by-speaker"),
        ("how many boats were there in Lissavar", "refusal", "not-stated"),
        ("why did Millers' Bridge fall on 18 March", "refusal", "not-stated"),
        ("how do I bake bread", "refusal", "off-topic"),
        ("?", "refusal", "empty"),
        ("кто открыл ворота", "refusal", "language"),
        ("hello", "help", None),
        ("what are you", "help", None),
    ],
)
def test_each_outcome_and_each_reason_has_its_question(text: str, outcome: str, reason: str | None) -> None:
    reply, _ = service().ask(text)
    assert (reply.outcome, reply.reason) == (outcome, reason)


# ---- the same question, the same bytes -------------------------------------------------------------------------------


def told(made: Service, texts: list[str], public: bool = False) -> list[bytes]:
    """What a chat is told, one question after the other, as bytes."""
    conversation, heard = Conversation(), []
    for text in texts:
        reply, conversation = made.ask(text, conversation, public)
        heard.append(json.dumps(reply.as_json()).encode())
    return heard


@pytest.mark.parametrize("knowledge", LEDGERS)
def test_the_same_questions_in_the_same_conversation_give_the_same_bytes(knowledge: str) -> None:
    first = told(service(knowledge), QUESTIONS)
    assert told(service(knowledge), QUESTIONS) == first
    assert told(Service(LEDGERS[knowledge], english()), QUESTIONS) == first


def test_chats_do_not_hear_of_each_other() -> None:
    alone = told(service(), ["who opened the gates", "and when?"])
    service().ask("what did Čermel say")
    assert told(service(), ["who opened the gates", "and when?"]) == alone


def test_the_conversation_before_is_left_as_it_was() -> None:
    _, before = service().ask("who opened the gates")
    again = service().ask("and when?", before)
    service().ask("what did Čermel say", before)
    assert service().ask("and when?", before) == again


def test_a_conversation_keeps_no_words_of_the_question() -> None:
    """What was typed leaves no trace, but for the name that "and Smith?" takes up."""
    for text in ("who opened the gates xylophone", "did Ståleby say “the xylophone was ours”", "xylophone?"):
        _, conversation = service().ask(text)
        assert conversation.question is None or not conversation.question.words
        assert conversation.question is None or not conversation.question.quoted


# ---- choosing --------------------------------------------------------------------------------------------------------

EVERY_ENTRY = [(knowledge, id) for knowledge, ledger in LEDGERS.items() for id in ledger.entries]


@pytest.mark.parametrize(("knowledge", "id"), EVERY_ENTRY)
def test_every_entry_can_be_chosen_by_its_id(knowledge: str, id: str) -> None:
    ledger, entry = LEDGERS[knowledge], LEDGERS[knowledge].entries[id]
    reply, after = service(knowledge).choose(id)
    made = kept(reply, ledger)
    assert made["outcome"] == "answer"
    assert made["entries"][0] == after.entries[0] == id
    if isinstance(entry, Statement):
        assert made["speakers"][0] == entry.speaker
        assert ledger.named[entry.speaker].name in made["reply"]
        assert (entry.quote or entry.says or "") in made["reply"]
    else:
        assert isinstance(entry, Fact)
        assert entry.text in made["reply"]
    assert {each.source for each in entry.citations} <= set(made["sources"])


OTHERS = [(knowledge, id) for knowledge, held in LEDGERS.items() for id in (*held.named, *held.disputes, *held.events)]


@pytest.mark.parametrize(("knowledge", "id"), OTHERS)
def test_whoever_and_whatever_else_has_an_id_can_be_chosen(knowledge: str, id: str) -> None:
    reply, _ = service(knowledge).choose(id)
    assert kept(reply, LEDGERS[knowledge])["outcome"] == "answer"


@pytest.mark.parametrize("id", ["no-such-entry", "", "None", "ALIYEV", "../etc", "\ud800", "x" * 5000, "\0"])
def test_an_id_that_the_ledger_does_not_hold_is_refused_plainly(id: str) -> None:
    _, before = service().ask("who opened the gates")
    reply, after = service().choose(id, before)
    assert kept(reply, LEDGERS["invented"])["outcome"] == "refusal"
    assert after == before


def test_none_of_these_ends_the_offer() -> None:
    _, offered = service().ask("what did Radkovar say")
    assert offered.choices
    reply, after = service().choose("none", offered)
    kept(reply, LEDGERS["invented"])
    assert not after.choices


@pytest.mark.parametrize("typed", ["2", "2.", "2)", " 2 "])
def test_a_number_chooses_what_was_offered(typed: str) -> None:
    _, offered = service().ask("what did Radkovar say")
    assert service().ask(typed, offered)[0] == service().choose(offered.choices[1], offered)[0]


@pytest.mark.parametrize("typed", ["9", "0", "3", "1 2", "-1", "²"])
def test_a_number_that_was_not_offered_chooses_nothing(typed: str) -> None:
    _, offered = service().ask("what did Radkovar say")
    reply, _ = service().ask(typed, offered)
    assert kept(reply, LEDGERS["invented"])["outcome"] != "answer"


@pytest.mark.parametrize("typed", ["1", "2.", "3)", "12"])
def test_a_number_typed_when_nothing_is_offered_any_more_chooses_nothing(typed: str) -> None:
    assert service().ask(typed)[0].outcome != "answer"


# ---- whatever is sent ------------------------------------------------------------------------------------------------


def all_words() -> str:
    assert INVENTED
    names = [word for named in INVENTED.named.values() for word in folded(named.name)]
    words = {*english().known, *names, *(word for name in english().outsiders for word in name)}
    return " ".join(sorted(words))


ADVERSARIAL = {
    "nothing": "",
    "blanks": " \t\n\u00a0\u2003" * 50,
    "marks": "?!.,;:…—«»“”\"'`" * 40,
    "an emoji": "🙏",
    "many emoji": "👩\u200d🚒🏽🇫🇴" * 300,
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9f who said it",
    "a lone surrogate": "\ud800",
    "lone surrogates in a question": "what did \udfff\ud800 say",
    "a surrogate in a name": "what did Zeb\ud83dulon say",
    "directions": "\u202ewho said it\u202c \u2066x\u2069",
    "invisible": "\u200b\u200c\u200d\ufeff\u00ad" * 100,
    "marks without letters": "\u0301" * 2000,
    "letters under marks": ("z" + "\u0335" * 40) * 50,
    "one letter": "a" * 4096,
    "one word": "who " * 1024,
    "one name": "Radkovar " * 455,
    "titles": "the mayor of " * 315,
    "relatives": "wife of the mayor's " * 200,
    "negations": "not never nobody " * 240,
    "dates": "14 March 2023-03-14 8.11. " * 150,
    "numbers": "9" * 4096,
    "many quotation marks": "“who said”" * 400,
    "open quotation marks": "«" * 2048 + '"' * 2048,
    "all vocabulary": all_words(),
    "its first 4096 characters": all_words()[:4096],
    "its last": all_words()[-4096:],
    "letters that grow": "ﷺ" * 1000 + "ß" * 1000 + "İ" * 1000,
    "mathematical letters": "𝐰𝐡𝐨 𝐬𝐚𝐢𝐝 𝐢𝐭",
    "letters of another script that look alike": "whо sаid it",
    "braces": "{events} {name} {0} %s $x {{}}",
    "markup": "<b>who</b> &amp; <script>said</script> it",
    "placeholders of the pattern language": "what did @who say @place {speaker}",
    "a path": "../../etc/passwd",
    "a command": "/start who",
    "no script in particular": "१२३ Ⅻ ½ ①",
}


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("name", ADVERSARIAL)
def test_whatever_is_sent_gets_a_reply_and_so_does_what_follows(name: str, public: bool) -> None:
    for text in (ADVERSARIAL[name], ADVERSARIAL[name][:4096]):
        reply, after = service().ask(text, public=public)
        kept(reply, LEDGERS["invented"])
        kept(service().ask("and when?", after, public)[0], LEDGERS["invented"])
        kept(service().ask(text, service().ask("who opened the gates")[1], public)[0], LEDGERS["invented"])


@settings(deadline=None, max_examples=120)
@given(st.text(st.characters(exclude_categories=[]), max_size=100), st.booleans())
def test_any_characters_get_a_reply(text: str, public: bool) -> None:
    kept(service().ask(text, public=public)[0], LEDGERS["invented"])


@pytest.mark.parametrize("seed", range(20))
def test_any_words_in_a_row_get_replies_in_conversation(seed: int) -> None:
    chance, words = random.Random(seed), all_words().split()
    conversation = Conversation()
    for _ in range(10):
        text = " ".join(chance.choices(words, k=chance.randint(1, 12)))
        reply, conversation = service().ask(text, conversation)
        kept(reply, LEDGERS["invented"])


def test_a_question_is_read_to_its_512th_character_only() -> None:
    long = "who opened the gates" + " " * 600
    assert service().ask(long + "what did Čermel say")[0] == service().ask("who opened the gates")[0]
