"""Proof and lock on an invented event: what holds, and that nothing false is let through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking import wording
from bot.checking.lock import compare, lock_of, locks_of
from bot.checking.proof import Proof, prove
from bot.ledger.model import Event, Ledger, Source
from bot.ledger.reading import read

FOLDER = Path(__file__).parent / "proof"
TEXTS = {"gazette": (FOLDER / "archive" / "gazette.txt").read_text("utf-8")}
READING = read(FOLDER / "lower-tarn-2021-05-04.yaml")
PLACES = READING.places
QUOTED = ("brandt-whole-again", "quill-piles", "quill-tested-and-given-back", "ferrymen-insult", "brandt-wet-feet")


def ledger() -> Ledger:
    assert READING.ledger is not None, READING.problems
    return READING.ledger


def with_statement(id: str, **changes: Any) -> Ledger:
    changed = ledger().statements[id].model_copy(update=changes)
    return replace(ledger(), statements={**ledger().statements, id: changed})


def with_fact(id: str, **changes: Any) -> Ledger:
    changed = ledger().facts[id].model_copy(update=changes)
    return replace(ledger(), facts={**ledger().facts, id: changed})


def without(*ids: str) -> Ledger:
    return replace(
        ledger(),
        statements={id: entry for id, entry in ledger().statements.items() if id not in ids},
        facts={id: entry for id, entry in ledger().facts.items() if id not in ids},
    )


def proof(held: Ledger, texts: Mapping[str, str] = TEXTS) -> Proof:
    return prove(held, texts, PLACES)


def found(held: Ledger, texts: Mapping[str, str] = TEXTS) -> list[tuple[str, str]]:
    return [(problem.rule, problem.entry) for problem in proof(held, texts).problems]


def gazette(text: str, new: str) -> dict[str, str]:
    """The archive with another wording of one passage."""
    assert text in TEXTS["gazette"]
    return {"gazette": TEXTS["gazette"].replace(text, new)}


def test_every_quote_is_proved_and_every_paragraph_covered() -> None:
    assert proof(ledger()) == Proof(problems=(), quotes=5, proved=5, paragraphs=7, covered=7)
    assert proof(ledger()).holds


@pytest.mark.parametrize("id", QUOTED)
def test_one_changed_dropped_or_doubled_character_fails_wherever_it_stands(id: str) -> None:
    """Each letter, digit and mark of each quote in turn; only dashes, spaces and quotation marks may differ."""
    quote = ledger().statements[id].quote or ""
    for at, letter in enumerate(quote):
        if letter in " -":
            continue
        other = "e" if letter == "a" else "a"
        for changed in {other, "", letter * 2, letter.swapcase()} - {letter}:
            wrong = quote[:at] + changed + quote[at + 1 :]
            if letter in ".!" and not changed and at == len(quote) - 1:
                continue  # a quote may end before the sentence does
            assert found(with_statement(id, quote=wrong)) == [("not-verbatim", id)], wrong


@given(st.sampled_from(QUOTED), st.data())
def test_no_foreign_letter_gets_into_a_quote(id: str, data: st.DataObject) -> None:
    quote = ledger().statements[id].quote or ""
    at = data.draw(st.integers(0, len(quote)))
    letter = data.draw(st.characters(categories=["L", "N"]))
    assert ("not-verbatim", id) in found(with_statement(id, quote=quote[:at] + letter + quote[at:]))


@pytest.mark.parametrize(
    "printed",
    [
        "“The bridge is whole again, and so is our town. Nobody shall call it lost — not this year, not next year!”",
        "The bridge is whole\u00a0again, and so is our town. Nobody shall call it lost--not this year, not next year!",
        "«\u202fThe bridge is whole again, and so is our town. Nobody shall call it lost –not this year\u202f»",
        "The bridge is whole again,\n  and so is our town. Nobody shall call it lost \u2011 not this year",
        "The bridge is whole again, and 'so' is our town. Nobody shall call it lost - not this year, not next year!",
    ],
)
def test_quotation_marks_dashes_and_spaces_may_differ(printed: str) -> None:
    assert found(with_statement("brandt-whole-again", quote=printed)) == []


def test_an_apostrophe_inside_a_word_may_be_straight_but_not_missing() -> None:
    assert wording.stands("the river's flood", "the river’s flood")
    assert not wording.stands("the rivers flood", "the river’s flood")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("bridge", "bridges"),
        ("bridge", "bridge’s"),
        ("lost 3", "lost 3.5"),
        ("”", "x”"),
        ("till", "un’till"),
        ("5 fell", "3.5 fell"),
    ],
)
def test_a_quote_ends_where_words_end(quote: str, text: str) -> None:
    assert not wording.stands(quote, text)


def test_two_printings_of_one_letter_are_the_same_letter() -> None:
    assert wording.stands("cafe\u0301", "caf\u00e9")


@pytest.mark.parametrize("id", QUOTED)
def test_a_quote_fails_in_every_paragraph_but_its_own(id: str) -> None:
    own = ledger().statements[id].paragraph or ()
    for n in range(1, 11):
        if (n,) != own:
            assert ("not-verbatim", id) in found(with_statement(id, paragraph=(n,))), n


def test_the_cure_names_the_right_paragraph_or_the_first_wrong_word() -> None:
    moved, misquoted = (
        proof(with_statement("quill-piles", paragraph=(3,))).problems,
        "We drove 42 poles into the river bed.",
    )
    assert "paragraph 5" in next(problem.hint for problem in moved if problem.rule == "not-verbatim")
    assert "“poles”" in proof(with_statement("quill-piles", quote=misquoted)).problems[0].hint


def test_a_quote_over_two_paragraphs_needs_both() -> None:
    for n in (5, 6):
        assert "not-verbatim" in dict(found(with_statement("quill-tested-and-given-back", paragraph=(n,))))


def test_the_writers_words_are_no_quote() -> None:
    """They stand there verbatim, so that nothing but a person can tell."""
    held = with_statement("quill-piles", quote="Engineer Tomas Quill spoke for longer.")
    assert found(held) == [("not-in-quotation", "quill-piles")]
    assert proof(held).holds


def test_a_speaker_who_is_not_named_there_fails() -> None:
    assert found(with_statement("brandt-whole-again", speaker="quill")) == [("speaker-not-named", "brandt-whole-again")]
    assert found(with_statement("ferrymen-boats-stay", speaker="brandt")) == [
        ("speaker-not-named", "ferrymen-boats-stay")
    ]
    assert proof(with_statement("brandt-whole-again", speaker="quill")).proved == 4


def test_a_speaker_may_be_named_in_the_two_paragraphs_before_but_not_after() -> None:
    assert found(ledger(), gazette("Brandt told", "she told")) == [("speaker-not-named", "brandt-wet-feet")]
    assert found(ledger(), gazette("Lanterns were hung", "Brandt had lanterns hung")) == []
    unnamed = TEXTS["gazette"].replace("Brandt told", "she told")
    assert found(ledger(), {"gazette": unnamed.replace("Evening\n", "Brandt’s evening\n")}) == []
    for too_far in (unnamed.replace("The League", "To Brandt the League"), f"{unnamed}\nThat was Brandt’s day\n"):
        assert found(ledger(), {"gazette": too_far}) == [("speaker-not-named", "brandt-wet-feet")]


def test_an_organisation_is_named_by_its_whole_name_or_an_alias() -> None:
    passage = "The League of Ferrymen, or LOF,"
    for named in ("The league of ferrymen", "The ferrymen (LOF)"):
        assert found(ledger(), gazette(passage, named)) == []
    for unnamed in ("The Ferrymen", "The lof", "The League of the Ferrymen"):
        rules = found(ledger(), gazette(passage, unnamed))
        assert rules == [("speaker-not-named", "ferrymen-boats-stay"), ("speaker-not-named", "ferrymen-insult")]


@pytest.mark.parametrize("id", ["quill-piles", "ferrymen-boats-stay", "lanterns"])
def test_an_entry_without_paragraph_or_beyond_the_end_fails(id: str) -> None:
    change = with_fact if id == "lanterns" else with_statement
    assert ("no-paragraph", id) in found(change(id, paragraph=None))
    assert ("no-such-paragraph", id) in found(change(id, paragraph=(11,)))


def test_without_the_text_nothing_is_proved() -> None:
    nothing = proof(ledger(), {})
    assert [(problem.rule, problem.entry) for problem in nothing.problems] == [("no-text", "gazette")]
    assert (nothing.quotes, nothing.proved) == (5, 0)


def test_a_second_source_is_held_to_the_same() -> None:
    """A statement with two sources stands verbatim in both of them."""
    held = with_statement("quill-piles", source={"gazette": (5,), "letter": (1,)}, paragraph=None)
    held = replace(
        held, sources={**held.sources, "letter": Source(id="letter", title="letter", published="2031-05-06")}
    )
    letter = "Mr Quill wrote to us: “We drove 42 piles into the river bed.”"
    assert found(held, TEXTS | {"letter": letter}) == []
    assert found(held, TEXTS | {"letter": letter.replace("42", "43")}) == [("not-verbatim", "quill-piles")]
    assert found(held) == [("no-text", "letter")]


def test_every_paragraph_that_no_entry_covers_is_listed_headings_aside() -> None:
    result = proof(without("lanterns", "reopened"))
    assert [problem.message for problem in result.problems] == [
        "no entry covers paragraph 2: The footbridge at Lower Tarn was opened to …",
        "no entry covers paragraph 9: Lanterns were hung along both banks, and about …",
    ]
    assert {problem.rule for problem in result.problems} == {"uncovered"}
    assert (result.paragraphs, result.covered) == (7, 5)


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("Evening", True),
        ("It was late.”", False),
        ("(It was late!)", False),
        ("Ուշ էր։", False),
        ("Who put out the lights?", True),
        ("“Who put out the lights?”", False),
        ("Nobody came. Why?", False),
        ("Was it, as some in the town hall said on that evening, the mayor?", False),
    ],
)
def test_a_heading_has_no_closing_punctuation_or_is_a_short_question(paragraph: str, heading: bool) -> None:
    assert wording.is_heading(paragraph) is heading


def test_paragraphs_are_runs_of_lines_whatever_the_line_ends() -> None:
    assert wording.paragraphs("\ufeff\n\none\r\ntwo\r\n \t\r\n\r\nthree\n") == ("one\ntwo", "three")


NINE = "Lanterns were hung along both banks, and about three"


@pytest.mark.parametrize(
    "text", [NINE, "lanterns were hung along both banks — and About three", f"It is said: {NINE} …"]
)
def test_nine_words_of_the_source_in_a_text_of_ours_are_copied(text: str) -> None:
    assert found(with_fact("lanterns", text=text)) == [("copied", "lanterns")]


def test_copied_words_are_named_as_far_as_they_go() -> None:
    text = f"That day {NINE} hundred went."
    assert [problem.message for problem in proof(with_fact("lanterns", text=text)).problems] == [
        f"`text` repeats gazette word for word: {NINE} hundred"
    ]


def test_eight_words_of_the_source_are_not_copied() -> None:
    eight = NINE.rsplit(" ", 1)[0]
    assert found(with_fact("lanterns", text=f"{eight} 300 went; {eight} 300 came.")) == []


@pytest.mark.parametrize("field", ["asked_as", "gives"])
def test_every_free_text_of_an_entry_is_looked_at(field: str) -> None:
    gives = ledger().facts["lanterns"].gives.model_copy(update={"why": NINE})
    change = {"asked_as": (NINE,)} if field == "asked_as" else {"gives": gives}
    assert found(with_fact("lanterns", **change)) == [("copied", "lanterns")]


def test_every_free_text_around_the_entries_is_looked_at() -> None:
    held = ledger()
    event = held.events["lower-tarn-2021-05-04"].model_copy(update={"title": NINE, "summary": NINE})
    brandt = held.people["brandt"].model_copy(update={"role": NINE})
    toll = held.disputes["toll"].model_copy(update={"question": NINE, "asked_as": (NINE,)})
    held = replace(held, events={event.id: event}, people={**held.people, "brandt": brandt}, disputes={"toll": toll})
    assert [id for _, id in found(held)] == [event.id, event.id, "brandt", "toll", "toll"]
    assert found(with_statement("ferrymen-boats-stay", says=NINE)) == [("copied", "ferrymen-boats-stay")]


def test_what_the_source_quotes_is_not_copied() -> None:
    """The nine words must stand in one piece outside of the source's quotation marks."""
    for words in (
        "We drove 42 piles into the river bed. Each of them",
        "What the river's flood took in one night, we gave",
    ):
        assert found(with_fact("lanterns", text=words)) == []
    across = "Engineer Tomas Quill spoke for longer; he ended; the League of Ferrymen"
    assert found(with_fact("lanterns", text=across)) == []


def test_problems_stand_where_their_entries_do() -> None:
    problem = proof(with_statement("quill-piles", quote="We drove 43 piles")).problems[0]
    assert (problem.file, problem.line, problem.column) == PLACES["quill-piles"]


LOCK = lock_of(ledger(), TEXTS)


def compared(held: Ledger, lock: str | None = LOCK) -> list[tuple[str, str, str]]:
    locks = {} if lock is None else {"knowledge/lower-tarn-2021-05-04.lock": lock}
    return [(problem.level, problem.rule, problem.entry) for problem in compare(held, locks, PLACES)]


def test_a_lock_agrees_with_the_ledger_that_it_was_made_of() -> None:
    assert compared(ledger()) == []


def test_a_lock_is_stable_and_sorted() -> None:
    backwards = replace(ledger(), statements=dict(reversed(list(ledger().statements.items()))))
    assert lock_of(backwards, TEXTS) == LOCK
    assert json.dumps(json.loads(LOCK), indent=2, sort_keys=True) + "\n" == LOCK
    assert list(json.loads(LOCK)["sources"]) == ["gazette"]


@pytest.mark.parametrize("change", [{"quote": "We drove 42 piles"}, {"speaker": "brandt"}, {"paragraph": (6,)}])
def test_what_changed_since_the_proof_is_an_error(change: dict[str, Any]) -> None:
    assert compared(with_statement("quill-piles", **change)) == [("error", "changed-since-proof", "quill-piles")]


def test_our_own_words_may_change_without_a_new_proof() -> None:
    assert compared(with_statement("ferrymen-boats-stay", says="the boats would sail on")) == []
    assert compared(with_fact("lanterns", paragraph=(8, 9))) == [("error", "changed-since-proof", "lanterns")]


def test_what_is_new_is_unproved() -> None:
    assert compared(ledger(), lock_of(without("lanterns"), TEXTS)) == [("warning", "unproved", "lanterns")]
    assert len(compared(ledger(), None)) == len(ledger().entries)


def test_what_is_gone_since_the_proof_is_told_once_at_the_event() -> None:
    """A file that is cut off may be read without a fault."""
    event = "lower-tarn-2021-05-04"
    assert compared(without("lanterns")) == [("warning", "gone-since-proof", event)]
    (problem,) = compare(without(*ledger().entries), {f"knowledge/{event}.lock": LOCK}, PLACES)
    assert (problem.file, problem.line, problem.column) == PLACES[event]
    assert f"`ferrymen-boats-stay` and {len(ledger().entries) - 3} more" in problem.message
    assert compared(replace(without("lanterns"), withdrawn={"lanterns": "it was another day"})) == []


@pytest.mark.parametrize(
    "lock", ["", "{", "[]", '{"entries": {}}', '{"entries": {"a": 1}, "sources": {}}', "<<<<<<< HEAD"]
)
def test_a_broken_lock_is_one_error_at_its_file(lock: str) -> None:
    (problem,) = compare(ledger(), {"lower-tarn.lock": lock}, PLACES)
    assert (problem.level, problem.rule, problem.file) == ("error", "broken-lock", "lower-tarn.lock")


def test_each_event_of_a_folder_has_its_own_lock() -> None:
    """The second event's file holds one fact; a fact in a file without an event goes with the first event."""
    second = Event(id="second", title="second", date="2031-05-06")
    held = replace(ledger(), events={**ledger().events, "second": second})
    places = {**PLACES, "second": ("b.yaml", 2, 3), "lanterns": ("b.yaml", 9, 3), "reopened": ("shared.yaml", 1, 1)}
    locks = locks_of(held, TEXTS, places)
    assert list(json.loads(locks["second"])["entries"]) == ["lanterns"]
    first = json.loads(locks["lower-tarn-2021-05-04"])
    assert "lanterns" not in first["entries"]
    assert "reopened" in first["entries"]
    assert "gazette" in first["sources"]
    assert compare(held, locks, places) == ()
    assert [problem.rule for problem in compare(held, {"second": locks["second"]}, places)].count("unproved") == 7
