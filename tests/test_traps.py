"""Traps made by machine bring no wrong attribution, for either ledger; and the judge sees one where it is planted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.languages import english
from bot.ledger.reading import read
from bot.service import Reply, Service
from tests.traps import __main__ as command
from tests.traps.exchange import mirror, plain
from tests.traps.judge import Judge, Verdict
from tests.traps.naming import put
from tests.traps.posing import KINDS, Posed, chosen, faults, pose, spread, table
from tests.traps.setting import Setting, setting
from tests.traps.trap import Denied, Mirrored, Must, NotBy, Trap, Truly, Withheld

HERE = Path(__file__).parent
LEDGERS = {
    "shipped": (HERE.parent / "knowledge", HERE / "cases"),
    "invented": (HERE / "ledgers", HERE / "ledgers/cases"),
}
SAMPLE = 150
"""Traps of each kind; python -m tests.traps asks them all."""
MOST_SHOWN = 5


@cache
def ground(which: str) -> Setting:
    knowledge, cases = LEDGERS[which]
    ledger = read(knowledge).ledger
    assert ledger
    return setting(ledger, cases)


@cache
def service() -> Service:
    return Service(ground("invented").ledger, english())


def asked(question: str) -> Reply:
    return service().ask(question)[0]


def tampered(reply: Reply, old: str, new: str) -> Reply:
    """The reply with other words in its text."""
    assert old in reply.message.text
    return replace(reply, message=replace(reply.message, text=reply.message.text.replace(old, new)))


def judged(reply: Reply, must: Must | None = None) -> Verdict:
    ledger = ground("invented").ledger
    return Judge(ledger, english()).verdict(reply, Trap("planted", "", must or Truly()))


# ---- the bot ----


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", LEDGERS)
def test_no_trap_brings_a_wrong_attribution(which: str, kind: str) -> None:
    posed = list(pose(ground(which), kind, SAMPLE))
    wrong = [each for each in posed if each.verdict.wrong]
    shown = "\n\n".join(each.shown for each in spread(wrong, MOST_SHOWN))
    assert not wrong, f"{len(wrong)} of {len(posed)}, for instance:\n\n{shown}\n\n{table(posed)}"


# ---- the judge ----

MAYOR, DIRECTOR = frozenset({"zofie-radkovar"}), frozenset({"staleby"})


def test_a_true_reply_is_answered_corrected_refused_or_a_choice() -> None:
    assert judged(asked("who said nobody rang us")).name == "answered"
    assert judged(asked('did Staleby say "Nobody rang us"'), Denied("Staleby", DIRECTOR)).name == "corrected"
    assert judged(asked("what did Bragantino say"), Denied("Bragantino")).name == "refused"
    assert judged(asked("what did radkovar say"), Denied("Bragantino")).name == "choices"


def test_words_under_another_header_are_caught() -> None:
    reply = tampered(
        asked("who said nobody rang us"), "Žofie Radkovar, mayor of Lissavar", "Ivo Čermel, water minister"
    )
    assert judged(reply).why == "gives words to another than their speaker"


def test_reported_words_under_another_header_are_caught() -> None:
    said = asked("what did Wędrel say about the barns")
    reply = tampered(said, "Oskar Wędrel, chairman of the Valley Farmers' Union", "Ivo Čermel, water minister")
    assert judged(said).name == "answered"
    assert judged(reply).why == "gives words to another than their speaker"


def test_the_role_of_another_is_caught() -> None:
    assert judged(tampered(asked("who said nobody rang us"), "mayor of Lissavar", "director of Velm Hydro")).wrong


def test_words_that_nobody_said_are_caught() -> None:
    assert judged(tampered(asked("who said nobody rang us"), "Nobody rang us", "Somebody rang us")).wrong


def test_a_denial_of_who_did_say_it_is_caught() -> None:
    denied = replace(asked("who said nobody rang us"), denied=("Žofie Radkovar",))
    reply = tampered(denied, "Žofie Radkovar, mayor", "Not Žofie Radkovar: Žofie Radkovar, mayor")
    assert judged(reply).why == "denies who did say it"


def test_a_correction_that_forgets_to_deny_is_caught() -> None:
    reply = tampered(asked('did Staleby say "Nobody rang us"'), "Not Henrik Ståleby: ", "")
    verdict = judged(reply, Denied("Staleby", DIRECTOR))
    assert verdict.why == "gives disputed words of another for somebody named without a denial"


def test_a_denial_of_another_than_was_named_is_caught() -> None:
    reply = asked('did Staleby say "Nobody rang us"')
    assert judged(reply, Denied("Ivo Čermel")).why == "denies another than who was named"
    assert judged(reply, Denied("Ivo Čermel", besides=("Henrik Ståleby",))).name == "corrected"


def test_an_answer_for_a_stranger_is_caught() -> None:
    for question, kind in (
        ("what did Zofie Radkovar say about the volunteers", "words"),
        ("when was the inquiry opened", "a deed"),
        ("who is Ivo Čermel", "a card"),
    ):
        assert judged(asked(question), Denied("Bragantino")).why == f"gives {kind} for a stranger without a denial"


def test_words_of_ones_own_are_answered_rightly() -> None:
    assert judged(asked("what did Zofie Radkovar say"), Denied("Zofie Radkovar", MAYOR)).name == "answered"


def test_what_others_say_of_somebody_may_follow_what_that_one_did() -> None:
    brigade = Denied("the fire brigade", frozenset({"fire-brigade"}))
    assert judged(asked("what did the fire brigade do"), brigade).name == "answered"
    assert judged(asked("who thanked the volunteers"), brigade).wrong


def test_sides_of_a_dispute_behind_ones_own_words_are_no_fault() -> None:
    reply = asked("who said nobody rang us")
    assert "Disputed." in reply.message.text
    assert judged(reply, Denied("Zofie Radkovar", MAYOR)).name == "answered"


def test_another_doer_before_a_deed_is_caught() -> None:
    reply = asked("who opened an inquiry")
    assert judged(reply).name == "answered"
    assert judged(tampered(reply, "Ministry of Water.\n", "Oskar Wędrel.\n")).why == "names another doer before a deed"


def test_a_speaker_left_out_is_caught() -> None:
    assert judged(replace(asked("who said nobody rang us"), speakers=())).why == "leaves out a speaker"


def test_an_empty_answer_is_caught() -> None:
    reply = asked("who opened an inquiry")
    assert judged(tampered(reply, reply.message.text, "")).why == "answers with an empty message"


def test_an_offer_under_another_name_is_caught() -> None:
    reply = replace(asked("what did Bragantino say"), choices=(("zofie-thanks", "Ivo Čermel: “Our volunteers […]”"),))
    assert judged(reply).why == "offers words of another under a name"


def test_what_the_ledger_does_not_hold_may_not_be_answered() -> None:
    assert judged(asked("who said nobody rang us"), Withheld("a reason")).wrong
    assert not judged(asked("why was the dam built"), Withheld("a reason")).wrong


def test_words_may_not_gainsay_themselves() -> None:
    assert judged(asked("who said nobody rang us"), NotBy(MAYOR)).wrong
    assert not judged(asked("who said nobody rang us"), NotBy(DIRECTOR)).wrong


def test_a_bot_that_has_the_names_exchanged_is_caught_at_every_quote() -> None:
    mirrored = mirror(ground("shipped").ledger)
    judge = Judge(mirrored.before.ledger, english())
    exchanged = [
        each
        for each in mirrored.before.ledger.statements.values()
        if each.quote
        and mirrored.before.ledger.named[each.speaker].name != mirrored.after.ledger.named[each.speaker].name
    ]
    assert exchanged
    for statement in exchanged:
        reply, _ = mirrored.after.ask(f'who said "{statement.quote}"')
        assert reply.outcome == "answer"
        assert judge.verdict(reply, Trap("planted", "", Truly())).wrong


def test_a_reply_that_is_not_the_same_after_the_exchange_is_caught() -> None:
    mirrored = mirror(ground("shipped").ledger)
    judge = Judge(mirrored.after.ledger, english(), mirrored)
    place = next(each for each in mirrored.before.ledger.places.values() if each.other_name)
    question = f"what was said about {place.name}"
    reply, _ = mirrored.after.ask(mirrored.exchanged(question))
    trap = Trap("planted", mirrored.exchanged(question), Mirrored(question))
    assert not judge.verdict(reply, trap).wrong
    assert judge.verdict(replace(reply, speakers=reply.speakers[::-1]), trap).why.endswith("other speakers")
    assert judge.verdict(mirrored.after.ask("hello")[0], trap).wrong


# ---- the traps ----


@pytest.mark.parametrize("which", LEDGERS)
def test_every_generator_makes_traps_for_every_ledger_and_none_twice(which: str) -> None:
    for make in KINDS.values():
        traps = chosen(make(ground(which)))
        assert traps
        assert len(traps) == len(set(traps))


def test_a_seed_repeats_its_sample() -> None:
    make = KINDS["quotes"]
    assert chosen(make(ground("shipped")), 20, seed=1) == chosen(make(ground("shipped")), 20, seed=1)
    assert chosen(make(ground("shipped")), 20, seed=1) != chosen(make(ground("shipped")), 20, seed=2)


@pytest.mark.parametrize("which", LEDGERS)
def test_no_outsider_is_known_to_the_ledger(which: str) -> None:
    outsiders = ground(which).outsiders
    assert len(outsiders) > 190
    assert not any(ground(which).naming.ids(name) for name in outsiders)


def test_faults_are_counted_and_some_of_each_shown() -> None:
    reply = asked("who said nobody rang us")
    planted = [
        Posed(Trap(kind, str(number), Truly()), reply, Verdict("wrong attribution", "a fault"))
        for kind, count in (("one", 3), ("other", 1))
        for number in range(count)
    ]
    fine = Posed(Trap("one", "fine", Truly()), reply, Verdict("answered"))
    assert faults([*planted, fine]).split("\n") == ["      3  one: a fault", "      1  other: a fault"]
    assert [each.trap.kind for each in spread([fine, *planted], 2)] == ["one", "other"]


def test_what_the_ledger_knows_is_no_outsider() -> None:
    naming = ground("invented").naming
    assert naming.knows("the mayor of Lissavar")
    assert naming.knows("Ståleby")
    assert not naming.knows("the mayor of Tiraspol")


def test_the_generators_name_nobody_of_any_event() -> None:
    for which in LEDGERS:
        ledger = ground(which).ledger
        names = {word for person in (*ledger.people.values(), *ledger.places.values()) for word in person.name.split()}
        names = {name for name in names if name[0].isupper() and name not in {"Lower", "Bridge", "Town"}}
        for file in (HERE / "traps").glob("*.py"):
            assert not names & set(re.findall(r"[^\W\d_]+", file.read_text("utf-8"))), file


def test_a_name_is_replaced_with_its_article_and_as_it_was_typed() -> None:
    naming = ground("invented").naming
    (found,) = naming.find("what did the mayor's son say")
    assert put("what did the mayor's son say", found, "Bragantino") == "what did bragantino say"
    (found,) = naming.find("What did Žofie Radkovar's town do?")
    assert put("What did Žofie Radkovar's town do?", found, "NATO") == "What did NATO's town do?"


def test_exchanged_twice_a_text_is_itself() -> None:
    for which in LEDGERS:
        swap = mirror(ground(which).ledger).exchanged
        assert swap.pairs
        for each in ground(which).answerable:
            assert swap(swap(plain(each.text))) == plain(each.text)


def test_the_command_counts_each_kind_and_fails_on_a_wrong_attribution() -> None:
    line = ["--knowledge", str(HERE / "ledgers"), "--kind", "lacking", "--sample", "2"]
    ended = CliRunner().invoke(command.main, line)
    heads, *rows = [row.split() for row in ended.output.splitlines()[:5]]
    assert heads == ["kind", "asked", "wrong", "attribution", "corrected", "refused", "choices", "answered"]
    assert [(row[0], row[1]) for row in rows] == [
        ("lacking/reason", "2"),
        ("lacking/hour", "2"),
        ("lacking/number", "2"),
        ("all", "6"),
    ]
    assert ended.exit_code == (rows[-1][2] != "0")
