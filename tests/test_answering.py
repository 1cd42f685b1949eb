"""What is answered over any ledger: every side of what is disputed, nobody's words for another's, no verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation
from bot.languages import english
from bot.ledger.model import Dispute, Event, Fact, Gives, Ledger, Organisation, Person, Place, Source, Statement
from bot.service import Reply, Service
from tests.invented import ledger_of, service_of

INVENTED, VELM = ledger_of("velm"), service_of("velm")

NOBODY_RANG, FAX = "“Nobody rang us. Not one call, not one message, nothing.”", "“The town hall was notified by fax"
GATES, SKY, EMBANKMENT = "three steel gates.”", "a sky that falls down.”", "“The embankment by the mill"


def ask(text: str, service: Service = VELM, **how: Any) -> Reply:
    return service.ask(text, **how)[0]


def shown(reply: Reply) -> str:
    """All that is read of a reply: its text and its buttons."""
    return "\n".join([reply.message.text, *(button.text for button in reply.message.buttons)])


# ---- tiny ledgers ----------------------------------------------------------------------------------------------------

NAMES = ["Ada Holm", "Bea Brandel", "Cai Quist", "Dov Tarnow"]
CLAIMS = [
    "the lantern was lit",
    "the ferry had sunk",
    "nobody saw the whale",
    "we own the orchard",
    "the mill burned",
    "our boats came first",
    "the bell is cracked",
    "they sold the island",
]


def ledger(said: Sequence[tuple[int, str]], disputes: Sequence[Sequence[Sequence[int]]] = (), **more: Any) -> Ledger:
    """A ledger of statements (speaker, words) and of disputes whose positions hold the statements' numbers."""
    people = {f"p{at}": Person(id=f"p{at}", name=name, role="witness") for at, name in enumerate(NAMES)}
    statements = {
        f"s{at}": Statement(id=f"s{at}", speaker=f"p{who}", quote=words, date="2021-05-03", source="gazette")
        for at, (who, words) in enumerate(said)
    }
    positions = [tuple(tuple(f"s{at}" for at in position) for position in each) for each in disputes]
    return Ledger(
        version="tiny",
        events={"quay": Event(id="quay", title="A night at the quay", date="2021-05-03")},
        sources={"gazette": Source(id="gazette", title="The Gazette", published="2021-05-04")},
        people=people,
        organisations={},
        places={},
        statements=statements,
        facts=more.get("facts", {}),
        disputes={
            f"d{at}": Dispute(id=f"d{at}", question=f"Who is right about matter {at}?", positions=each)
            for at, each in enumerate(positions)
        },
    )


def one_sided(held: Ledger, text: str) -> list[str]:
    """The disputes of which the text gives the words of one position and not those of another."""

    def given_in(position: Sequence[str]) -> bool:
        words = ((held.statements[id].quote, held.statements[id].says) for id in position)
        return any(part in text for pair in words for part in pair if part)

    sides = {id: [given_in(position) for position in each.positions] for id, each in held.disputes.items()}
    return [id for id, given_sides in sides.items() if any(given_sides) and not all(given_sides)]


def questions(held: Ledger) -> Iterator[str]:
    """Whatever may be asked of the ledger's statements and people, rightly and wrongly."""
    for at, statement in enumerate(held.statements.values()):
        own, other = held.people[statement.speaker].name, NAMES[(at + 1) % len(NAMES)]
        yield from (f"who said {statement.quote}", f"is it true that {statement.quote}", f"{statement.quote}?")
        yield from (f"did {name} say {statement.quote}" for name in (own, other, "Zebulon"))
        yield f"when did {other} say “{statement.quote}”"
        yield f"who denied that {statement.quote}"
    for name in NAMES:
        yield from (f"what did {name} say", f"everything {name} said", f"who is {name}", name)
    yield from ("summary", "what happened", "both sides", "list all statements", "who said what", "who is right")


FOLLOW_UPS = ["and when?", "what did the other side say?", "who denied it?", "what else did they say?", "more", "1"]


def replies(service: Service) -> Iterator[Reply]:
    """What is chosen, asked, offered, and asked after that."""
    held = service.ledger
    for id in (*held.entries, *held.disputes, *held.people, *held.events):
        yield service.choose(id)[0]
    for text in questions(held):
        reply, conversation = service.ask(text)
        yield reply
        yield from (service.ask(each, conversation)[0] for each in FOLLOW_UPS)
        yield from (service.choose(id, conversation)[0] for id, _ in reply.choices)


@st.composite
def disputed_ledgers(draw: st.DrawFn) -> Ledger:
    claims = draw(st.lists(st.sampled_from(CLAIMS), min_size=2, max_size=5, unique=True))
    said = [(draw(st.integers(0, len(NAMES) - 1)), words) for words in claims]
    disputes = []
    for _ in range(draw(st.integers(1, 3))):
        sides = draw(st.lists(st.integers(0, 3), min_size=len(said), max_size=len(said)))
        positions = [[at for at, side in enumerate(sides) if side == each] for each in range(3)]
        disputes.append([each for each in positions if each])  # side 3 takes no part
    return ledger(said, [each for each in disputes if len(each) > 1])


@settings(deadline=None, max_examples=12)
@given(disputed_ledgers())
def test_whatever_is_asked_or_chosen_no_side_of_a_dispute_is_shown_without_the_others(held: Ledger) -> None:
    for reply in replies(Service(held, english())):
        assert one_sided(held, shown(reply)) == [], shown(reply)


@pytest.mark.parametrize(
    "disputes",
    [
        [[[0], [1]], [[1], [2]]],  # two disputes share a side
        [[[0], [1]], [[1], [2]], [[2], [3]], [[3], [4]]],  # each leads to the next
        [[[0, 1], [2]], [[1], [3, 4]]],  # what they share is not what stands for the side
        [[[0], [1], [2], [3], [4]]],
        [[[0], [1]], [[0], [1]]],  # the same sides twice
    ],
)
def test_disputes_that_share_a_statement_are_all_shown_with_it(disputes: list[list[list[int]]]) -> None:
    said = [(at % len(NAMES), words) for at, words in enumerate(CLAIMS[:5])]
    held = ledger(said, disputes)
    service = Service(held, english())
    for id in held.disputes_of:
        reply, _ = service.choose(id)
        assert reply.entries[0] == id
        assert one_sided(held, shown(reply)) == []
    assert all(one_sided(held, shown(reply)) == [] for reply in replies(service))


def test_over_the_invented_event_no_side_is_shown_without_the_others() -> None:
    assert INVENTED
    for statement in INVENTED.statements.values():
        for reply in (
            VELM.choose(statement.id)[0],
            ask(f"who said {statement.quote or statement.says}"),
            ask(f"did Čermel say {statement.quote or statement.says}"),
        ):
            assert one_sided(INVENTED, shown(reply)) == [], shown(reply)


def test_a_title_of_a_disputed_statement_tells_whose_it_is_and_not_what_it_says() -> None:
    """A button shows no words of one side, not even shortened."""
    service = Service(ledger([(0, CLAIMS[0]), (0, "the tide was high"), (1, CLAIMS[1])], [[[0], [2]]]), english())
    offered = [title for _, title in ask("what did Ada Holm say about the zeppelin", service).choices]
    offered += [title for text in questions(service.ledger) for _, title in ask(text, service).choices]
    assert any("tide" in title for title in offered)
    assert not any("lantern" in title or "ferry" in title for title in offered)


@pytest.mark.parametrize("page", ["start", "help", "people", "sources"])
def test_no_page_shows_one_side_of_a_dispute(page: str) -> None:
    assert INVENTED
    assert one_sided(INVENTED, VELM.page(page).text) == []


# ---- the bot has no side ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One side of a dispute: who speaks, as what, and the words."""

    name: str
    role: str
    quote: str
    says: str

    def parts(self) -> list[str]:
        return [getattr(self, field.name) for field in fields(self)]


NORTH = Side("Ada Holm", "warden of Northtown", "We kept the northern lantern.", "the southern ferry was late")
SOUTH = Side("Bea Tarn", "keeper of Southport", "They broke the eastern anchor.", "the western bell was early")


def between(first: Side, second: Side) -> Service:
    people, statements = {}, {}
    for number, side in (("one", first), ("two", second)):
        people[number] = Person(id=number, name=side.name, role=side.role)
        common = {"speaker": number, "source": "gazette", "date": "2021-05-03"}
        statements[f"{number}-said"] = Statement(id=f"{number}-said", quote=side.quote, via="interview", **common)
        statements[f"{number}-told"] = Statement(id=f"{number}-told", says=side.says, act="told", **common)
    positions = (("one-said", "one-told"), ("two-said", "two-told"))
    dispute = Dispute(id="night", question="What happened in the night?", positions=positions)
    held = ledger([])
    return Service(Ledger("", held.events, held.sources, people, {}, {}, statements, {}, {"night": dispute}), english())


def exchanged(text: str) -> str:
    """The text with the two sides changed round."""
    for one, other in zip(NORTH.parts(), SOUTH.parts(), strict=True):
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


ASKED_OF_SIDES = [
    "what did {me.name} say",
    "who said {me.quote}",
    "who said {you.says}",
    "did {me.name} say {me.quote}",
    "did {me.name} say {you.quote}",
    "when did {you.name} say “{me.quote}”",
    "did Zebulon say {me.quote}",
    "is it true that {you.says}",
    "is it true what {me.name} said",
    "what did {me.name} say about {you.name}",
    "who is {me.name}",
    "who is the {you.role}",
    "both sides",
    "who is lying",
    "summary",
    "who said what",
    "list all statements",
    "why did {me.name} say it",
]


@pytest.mark.parametrize("text", ASKED_OF_SIDES)
def test_exchanging_the_sides_of_a_ledger_exchanges_the_answers(text: str) -> None:
    one = ask(text.format(me=NORTH, you=SOUTH), between(NORTH, SOUTH))
    other = ask(text.format(me=SOUTH, you=NORTH), between(SOUTH, NORTH))
    assert (one.outcome, one.entries, one.choices and one.outcome) == (
        other.outcome,
        other.entries,
        other.choices and other.outcome,
    )
    assert exchanged(one.message.text) == other.message.text
    assert exchanged(one.message.html) == other.message.html


@pytest.mark.parametrize("text", ASKED_OF_SIDES[:6])
def test_within_one_ledger_each_side_is_answered_as_the_other_is(text: str) -> None:
    service = between(NORTH, SOUTH)
    one, other = (ask(text.format(me=me, you=you), service) for me, you in ((NORTH, SOUTH), (SOUTH, NORTH)))
    assert one.outcome == other.outcome == "answer"
    assert exchanged(one.message.text) == other.message.text


@pytest.mark.parametrize(
    "text",
    ["was Lissavar warned", "hi, was Lissavar warned", "is it true that nobody rang", "both sides of the warning"],
)
def test_the_sides_of_a_dispute_stand_in_the_order_of_time(text: str) -> None:
    reply = ask(text).message.text
    assert 0 < reply.index(NOBODY_RANG) < reply.index(FAX)


# ---- no verdict ------------------------------------------------------------------------------------------------------

VERDICT = re.compile(r"\b(yes|no|true|false|correct|incorrect|right|wrong|indeed)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("was Lissavar warned?", (NOBODY_RANG, FAX)),
        ("was Lissavar warned before the gates were opened", (NOBODY_RANG, FAX)),
        ("wasn't the town warned", (NOBODY_RANG, FAX)),
        ("is it true that nobody rang", (NOBODY_RANG, FAX)),
        ("is it true that the town hall was notified by fax?", (NOBODY_RANG, FAX)),
        ("is it a lie that nobody rang", (NOBODY_RANG, FAX)),
        ("did nobody ring?", (NOBODY_RANG, FAX)),
        ("can you confirm that the fax went through", (NOBODY_RANG, FAX)),
        ("did the gates cause the flood", (GATES, SKY, "the lowest stretch of the embankment")),
        ("was the rain the cause of the flood?", (GATES, SKY, "the lowest stretch of the embankment")),
        ("did the mayor say that nobody rang?", (NOBODY_RANG, FAX)),
    ],
)
def test_a_yes_or_no_question_about_a_dispute_gets_its_sides_and_neither_yes_nor_no(
    text: str, sides: Sequence[str]
) -> None:
    reply = ask(text)
    assert reply.outcome == "answer"
    assert all(side in reply.message.text for side in sides), reply.message.text
    own = [line for line in reply.message.text.splitlines() if not line.startswith("> ")]
    assert not VERDICT.search("\n".join(own))


@pytest.mark.parametrize("text", ["yes or no: was Lissavar warned", "was Lissavar warned, yes or no?"])
def test_who_asks_for_yes_or_no_gets_the_sides_too(text: str) -> None:
    reply = ask(text).message.text
    assert NOBODY_RANG in reply
    assert FAX in reply


@settings(deadline=None, max_examples=12)
@given(disputed_ledgers())
def test_over_any_ledger_a_dispute_is_answered_without_a_verdict(held: Ledger) -> None:
    service = Service(held, english())
    for id in held.disputes_of:
        statement = held.statements[id]
        text = ask(f"is it true that {statement.quote}", service).message.text
        assert not VERDICT.search("\n".join(line for line in text.splitlines() if not line.startswith(">")))


# ---- whose words they are --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "not_by", "words"),
    [
        ("did Čermel say nobody rang us", "Ivo Čermel", NOBODY_RANG),
        ("when did Čermel say nobody rang us", "Ivo Čermel", NOBODY_RANG),
        ("where did Ståleby say “not one call, not one message”", "Henrik Ståleby", NOBODY_RANG),
        ("did Velm Hydro say nobody rang us?", "Velm Hydro", NOBODY_RANG),
        ("did the mayor say the town hall was notified by fax", "Žofie Radkovar", FAX),
        ("did Matyáš Radkovar say nobody rang us", "Matyáš Radkovar", NOBODY_RANG),
        ("did Peñarral say it was three steel gates", "Lucía Peñarral", GATES),
        ("did Zebulon Quux say nobody rang us", "Zebulon Quux", NOBODY_RANG),
        ("did Peter Čermel say the state will pay for every ruined house", "Peter Čermel", "“The state will pay"),
    ],
)
def test_a_correction_opens_with_who_it_was_not(text: str, not_by: str, words: str) -> None:
    reply = ask(text)
    assert reply.message.text.startswith(f"Not {not_by}: ")
    assert reply.message.html.startswith(f"Not {not_by}: ")
    assert reply.denied == (not_by,)
    assert words in reply.message.text


def gives_words(reply: Reply) -> bool:
    return "“" in reply.message.text.partition("1. ")[0]


FOREIGN = [
    "did Prime Minister Čermel say the state will pay for every ruined house",
    "did the deputy mayor say nobody rang us",
    "did the mayor's husband say nobody rang us",
    "when did the mayor of Ardenz say nobody rang us",
    "did Erdogan say nobody rang us",
    "did the president say that nobody rang us",
    "did Ivo Radkovar say nobody rang us",
    "did the daughter of the mayor say that nobody rang us",
    "when did the wife of the director say the fax went through",
    "did Radkovara say nobody rang us",
    "did Stalebya say the fax went through",
    "did the US say nobody rang us",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_words_are_never_given_for_another_without_saying_so(text: str) -> None:
    reply = ask(text)
    assert not gives_words(reply) or reply.message.text.startswith("Not ")


@pytest.mark.parametrize("who", ["anyone but the mayor", "somebody other than the mayor"])
def test_the_words_of_one_are_no_answer_to_whether_another_said_them(who: str) -> None:
    reply = ask(f"did {who} say nobody rang us")
    assert not gives_words(reply) or reply.message.text.startswith("Not ")


def test_a_deed_that_nobody_ascribes_to_somebody_is_not_called_disputed() -> None:
    """All agree that the company opened the gates; the disputes are of the warning and of the cause."""
    assert "disputed" not in ask("did Čermel open the gates").message.text.splitlines()[0]


@pytest.mark.parametrize("id", sorted(INVENTED.entries.keys() - {"inquiry-opened"}))  # it ends in "and when"
def test_the_own_words_of_an_entry_bring_the_entry(id: str) -> None:
    entry = VELM.ledger.entries[id]
    own = entry.text if isinstance(entry, Fact) else entry.quote or entry.says or ""
    assert ask(own).entries[:1] == (id,)


@settings(deadline=None, max_examples=10)
@given(disputed_ledgers())
def test_every_reply_with_words_names_the_speakers_of_all_of_them(held: Ledger) -> None:
    service = Service(held, english())
    for reply in replies(service):
        text = reply.message.text
        for id in (id for id in reply.entries if id in held.statements):
            speaker = held.people[held.statements[id].speaker].name
            assert text.index(speaker) < text.index(f"“{held.statements[id].quote}”")


# ---- what is repeated of a question ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Zebulon", "Zebulon Quux", "Зебулон Куукс", "Ζεβουλών", "Z" + "e" * 39])
def test_a_name_from_the_question_is_repeated(name: str) -> None:
    assert name in ask(f"what did {name} say").message.text.splitlines()[0]


UNFIT = ["Zebulon99", "Z3bulon Quux", "Z" + "e" * 40, "Zebulon Quuxalot Zorkle Gronkle Splonkle Fronkle", "Ze_bulon"]
REPEATING = [
    "what did {} say",
    "did {} say nobody rang us",
    "when did {} say nobody rang us",
    "who is {}",
    "what did Čermel say about {}",
    "what happened to {}",
    "how many {} were there in Lissavar",
    "who opened the {} gates",
    "tell me about {}",
]


@pytest.mark.parametrize("text", REPEATING)
@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_is_no_letters_or_too_long_is_not_repeated(name: str, text: str) -> None:
    reply = ask(text.format(name))
    assert name.lower() not in (shown(reply) + reply.message.html + " ".join(reply.denied)).lower()


@pytest.mark.parametrize("text", REPEATING)
@pytest.mark.parametrize("name", ["Zebulon", "Zebulon Quux", "zebulon", "Зебулон", *UNFIT])
def test_in_public_no_name_from_a_question_is_repeated(name: str, text: str) -> None:
    reply = ask(text.format(name), public=True)
    told = (shown(reply) + reply.message.html + " ".join(reply.denied)).lower()
    assert not [part for part in name.lower().split() if part in told]


TYPED = st.text(st.sampled_from("abcXYZéЖ中 '-_.<>&\"@/1٣🙏\u0301\u200d"), min_size=1, max_size=60).map("Zq{}".format)


@settings(deadline=None, max_examples=120)
@given(TYPED)
def test_whatever_is_typed_as_a_name_only_letters_and_few_are_repeated(name: str) -> None:
    first = ask(f"what did {name} say").message.text.splitlines()[0]
    if "zq" in first.lower():
        (echo,) = re.findall(r"(?i)(?:by|about) (Zq.*?)(?: about that)?\.$", first)
        assert len(echo) <= 40
        assert echo.replace(" ", "").isalpha()
    assert "zq" not in shown(ask(f"what did {name} say", public=True)).lower()


# ---- nothing to answer from ------------------------------------------------------------------------------------------


def test_an_empty_ledger_refuses_and_never_fails() -> None:
    nothing = Service(Ledger("", {}, {}, {}, {}, {}, {}, {}, {}), english())
    for text in ("who said it", "what did Ada say", "what happened", "both sides", "hello", "", "is it true"):
        reply = ask(text, nothing)
        assert not reply.entries
        assert not reply.choices


def test_a_ledger_of_bare_facts_answers_and_disputes_nothing() -> None:
    fact = Fact(id="lit", text="The lantern of the quay was lit at noon.", source="gazette")
    service = Service(ledger([], facts={"lit": fact}), english())
    for text in ("what happened to the lantern", "was the lantern lit", "who lit the lantern", "lantern"):
        reply = ask(text, service)
        assert "Disputed" not in shown(reply)
        assert reply.entries in {("lit",), ()}
    assert ask("what happened to the lantern", service).entries == ("lit",)
    assert service.choose("lit", Conversation())[0].message.text.startswith(fact.text)


def test_a_name_that_begins_with_a_month_is_no_day() -> None:
    held = ledger([(0, "the lantern was lit")])
    held = replace(held, people={"p0": Person(id="p0", name="Jan Holm", role="witness")})
    assert ask("what did Jan Holm say about the lantern", Service(held, english())).entries == ("s0",)


# ---- the operator's own words ----------------------------------------------------------------------------------------


def test_the_question_of_a_dispute_is_answered_with_its_sides_whatever_its_words() -> None:
    held = ledger([(0, "the mill must close"), (1, "the mill will stay")], [[[0], [1]]])
    phrased = held.disputes["d0"].model_copy(update={"asked_as": ("should anything be done about it",)})
    held = replace(held, disputes={"d0": phrased})
    for text in ("Who is right about matter 0?", "should anything be done about it"):
        assert ask(text, Service(held, english())).entries[:2] == ("s0", "s1")


def test_of_two_disputes_about_one_statement_the_one_asked_for_comes_first() -> None:
    held = ledger(
        [(0, "the mill must close"), (1, "the mill will stay"), (2, "no mill burned")], [[[0], [1]], [[0], [2]]]
    )
    for number, other in enumerate(("s1", "s2")):
        reply = ask(f"Who is right about matter {number}?", Service(held, english()))
        assert reply.entries[:2] == ("s0", other)


def test_two_who_are_not_the_same_are_both_told() -> None:
    assert ask("are Ståleby and Čermel the same man?").entries == ("staleby", "cermel")


def test_of_several_organisations_of_a_kind_one_is_chosen() -> None:
    crews = {
        id: Organisation(id=id, name=name) for id, name in (("north", "Northern Crew"), ("south", "Southern Crew"))
    }
    held = replace(ledger([(0, "the lantern was lit")]), organisations=crews)
    choices = ask("what did the crew say", Service(held, english())).choices
    assert [title for _, title in choices] == ["Northern Crew", "Southern Crew"]


def test_who_saw_the_dead_is_not_said_to_have_killed_them() -> None:
    fact = Fact(id="saw", by=("p0",), text="Ada Holm saw the first dead trout under the bridge.", source="gazette")
    service = Service(ledger([], facts={"saw": fact}), english())
    assert ask("who killed the trout", service).outcome == "refusal"
    assert ask("who saw the dead trout", service).entries == ("saw",)


def test_who_did_what_the_verb_tells_comes_before_who_said_the_like() -> None:
    fact = Fact(id="sacked", by=("p1",), about=("p0",), text="The museum dismissed Ada Holm.", source="gazette")
    held = ledger([], facts={"sacked": fact})
    denial = Statement(id="no", speaker="p2", act="rejected", says="what she found", about=("p0",), source="gazette")
    service = Service(replace(held, statements={"no": denial}), english())
    assert ask("who dismissed Ada Holm", service).entries == ("sacked",)
    assert ask("was Ada Holm dismissed?", service).entries == ("sacked",)
    assert ask("who rejected Ada Holm", service).entries == ("no",)


def test_whether_somebody_named_a_number_is_told_by_their_words() -> None:
    service = Service(ledger([(0, "the museum receives 600 marks a year"), (1, "the museum is poor")]), english())
    assert ask("did Ada Holm mention how many marks the museum receives", service).entries == ("s0",)
    assert ask("did Bea Brandel mention how many marks the museum receives", service).outcome != "answer"


def test_words_given_to_another_are_set_right_however_the_question_is_put() -> None:
    text = (
        "who's right, me or my brother: he says Ståleby wrote “Nobody rang us. Not one call, not one message, nothing.”"
    )
    assert ask(text).message.text.startswith("Not Henrik Ståleby: Žofie Radkovar")


def test_why_a_place_is_dear_is_not_told_by_a_deed_that_is_only_about_it() -> None:
    places = {"quay": Place(id="quay", name="Sorrow Quay")}
    fact = Fact(
        id="lit",
        text="The lantern was lit at noon.",
        about=("quay",),
        gives=Gives(why="for the guests"),
        source="gazette",
    )
    service = Service(replace(ledger([], facts={"lit": fact}), places=places), english())
    assert ask("why is Sorrow Quay so dear to them", service).outcome == "refusal"
    assert ask("why was the lantern lit", service).entries == ("lit",)


def test_a_fragment_of_a_quote_is_not_given_to_a_stranger() -> None:
    """Found by a trap: "sentence of" stood before the name, as it stands before what is spoken of."""
    for who in ("Ivo Smith", "Čermel", "Dombrasz"):
        reply = ask(f"find me the 'three steel gates' sentence of {who}")
        assert reply.outcome != "answer" or reply.message.text.startswith("Not ")
