"""Entries that were taken back: they answer nothing, old links and buttons say why, and no conversation breaks."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.checking.report import checked
from bot.conversation import Conversation
from bot.languages import english
from bot.ledger.reading import Reading, read
from bot.service import Service

HERE = Path(__file__).parent
LEDGER = HERE / "ledgers" / "velm-2023-03-14.yaml"
TODAY = date(2026, 5, 4)
REASON = "the bulletin was about another valley"


def changed(folder: Path, entry: str, line: str = f"    withdrawn: {REASON}\n") -> Reading:
    """The ledger with a line more in one entry."""
    text = LEDGER.read_text("utf-8")
    assert f"\n  {entry}:\n" in text
    file = folder / LEDGER.name
    file.write_text(text.replace(f"\n  {entry}:\n", f"\n  {entry}:\n{line}"), encoding="utf-8")
    return read(file)


def served(reading: Reading) -> Service:
    assert reading.ledger, reading.problems
    return Service(reading.ledger, english())


@cache
def whole() -> Service:
    return served(read(LEDGER))


def test_a_withdrawn_entry_is_in_no_part_of_the_ledger_that_answers(tmp_path: Path) -> None:
    ledger = served(changed(tmp_path, "weather-warning")).ledger
    assert ledger.withdrawn == {"weather-warning": REASON}
    assert "weather-warning" not in {*ledger.statements, *ledger.facts, *ledger.entries}
    assert not ledger.holds("weather-warning")


def test_facts_may_be_withdrawn_too(tmp_path: Path) -> None:
    ledger = served(changed(tmp_path, "bridge-fell")).ledger
    assert list(ledger.withdrawn) == ["bridge-fell"]
    assert "bridge-fell" not in ledger.facts


def test_nothing_is_answered_from_it(tmp_path: Path) -> None:
    question = "who warned of as much rain as falls in a whole month"
    assert whole().ask(question)[0].entries == ("weather-warning",)
    assert "weather-warning" not in served(changed(tmp_path, "weather-warning")).ask(question)[0].entries


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (REASON, f"This entry was withdrawn. T{REASON[1:]}."),
        ("We were wrong.", "This entry was withdrawn. We were wrong."),
        ("Was it said at all?", "This entry was withdrawn. Was it said at all?"),
    ],
)
def test_an_old_button_or_link_says_that_it_was_withdrawn_and_why(tmp_path: Path, reason: str, said: str) -> None:
    service = served(changed(tmp_path, "weather-warning", f"    withdrawn: {reason}\n"))
    reply, _ = service.choose("weather-warning")
    assert (reply.outcome, reply.reason, reply.entries) == ("refusal", "not-stated", ())
    assert reply.message.text == said


def test_an_id_that_never_was_is_only_gone(tmp_path: Path) -> None:
    reply, _ = served(changed(tmp_path, "weather-warning")).choose("never-there")
    assert reply.message.text == english().say["gone"]


def test_a_dispute_cannot_go_on_with_a_withdrawn_statement(tmp_path: Path) -> None:
    reading = changed(tmp_path, "wedrel-barns")
    (problem,) = reading.problems
    line = (tmp_path / LEDGER.name).read_text("utf-8").split("\n")[problem.line - 1]
    assert line[problem.column - 1 :].startswith("wedrel-barns")
    assert (problem.rule, problem.entry) == ("withdrawn-in-dispute", "warning-before-the-gates")


def test_it_needs_no_proof(tmp_path: Path) -> None:
    unproved = {each.entry for each in checked(read(LEDGER), LEDGER, english(), TODAY) if each.rule == "unproved"}
    reading = changed(tmp_path, "weather-warning")
    assert {each.entry for each in checked(reading, tmp_path, english(), TODAY)} == unproved - {"weather-warning"}


@pytest.mark.parametrize(
    "follow_up", ["and when?", "who else?", "what else did they say?", "why?", "is that true?", "1"]
)
def test_a_conversation_about_what_is_withdrawn_meanwhile_goes_on(tmp_path: Path, follow_up: str) -> None:
    _, before = whole().choose("weather-warning")
    service = served(changed(tmp_path, "weather-warning"))
    reply, _ = service.ask(follow_up, before)
    assert "weather-warning" not in reply.entries


@pytest.mark.parametrize("follow_up", ["and when?", "who is he?", "and Wedrel?", "what about the mayor?", "who else?"])
@pytest.mark.parametrize("opening", ["what did Wedrel say", "who is Wedrel", "what did Wedrel say about zebras"])
def test_a_conversation_goes_on_in_a_knowledge_that_holds_nothing_of_it(opening: str, follow_up: str) -> None:
    _, before = whole().ask(opening)
    other = served(read(HERE / "good" / "old-bridge.yaml"))
    reply, after = other.ask(follow_up, before)
    assert set(reply.entries) <= {*other.ledger.entries, *other.ledger.named, *other.ledger.disputes}
    assert all(map(other.ledger.holds, after.entries))


def test_a_conversation_within_its_own_ledger_is_unchanged() -> None:
    _, after = whole().ask("what did Wedrel say about the gates")
    assert after.within(whole().ledger) == after != Conversation()
