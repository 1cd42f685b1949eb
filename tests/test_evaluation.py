"""What a reply is worth against a case, and how the worth of many is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.checking.evaluation import Asked, Case, CaseError, Verdict, evaluate, read_cases, table, verdict
from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.reading import read
from bot.rendering.message import Message
from bot.service import Reply, Service

READING = read(Path(__file__).parent / "ledgers" / "velm-2023-03-14.yaml")
TEXT = "Žofie Radkovar, mayor of Lissavar:\n> “Nobody rang us.”"


def ledger() -> Ledger:
    assert READING.ledger, READING.problems
    return READING.ledger


def case(**right: Any) -> Case:
    return Case.model_validate({"name": "a case", "ask": "a question", **right})


def answer(*entries: str, denied: tuple[str, ...] = (), text: str = TEXT) -> Reply:
    return Reply("answer", Message(text, text), entries=entries, denied=denied)


def offer(outcome: str, *ids: str, reason: str | None = None) -> Reply:
    return Reply(outcome, Message("", ""), choices=tuple((id, f"title of {id}") for id in ids), reason=reason)


HELP, REFUSAL, NONE_FIT = offer("help"), offer("refusal"), offer("choices", "x", "y")

# the mayor and the company are the two sides of one dispute, the rain a side of another
MAYOR, FARMERS, COMPANY, RAIN = "zofie-nobody-rang", "wedrel-barns", "velm-hydro-fax", "staleby-rain"
DISPUTE = "warning-before-the-gates"


@pytest.mark.parametrize(
    ("right", "reply", "worth"),
    [
        # an answer: the first entry counts, any of those that are right
        ({"answer": MAYOR}, answer(MAYOR), "right"),
        ({"answer": [RAIN, MAYOR]}, answer(MAYOR), "right"),
        ({"answer": MAYOR}, answer(MAYOR, RAIN), "right"),
        ({"answer": MAYOR}, answer(RAIN, MAYOR), "wrong"),
        ({"answer": MAYOR}, answer(RAIN), "wrong"),
        ({"answer": MAYOR}, answer(), "wrong"),
        ({"answer": "staleby"}, answer("staleby"), "right"),
        # silence where there was an answer, and choices that hold it
        ({"answer": MAYOR}, REFUSAL, "missed"),
        ({"answer": MAYOR}, HELP, "missed"),
        ({"answer": MAYOR}, NONE_FIT, "missed"),
        ({"answer": MAYOR}, offer("choices", RAIN, MAYOR), "choices"),
        ({"answer": MAYOR}, offer("refusal", MAYOR), "missed"),
        # what must be shown besides
        ({"answer": MAYOR, "shown": [RAIN]}, answer(MAYOR, RAIN), "right"),
        ({"answer": MAYOR, "shown": [RAIN]}, answer(MAYOR), "wrong"),
        ({"shown": [RAIN, MAYOR]}, answer(MAYOR, RAIN), "right"),
        # a dispute needs a statement of every side
        ({"answer": MAYOR, "dispute": DISPUTE}, answer(MAYOR, COMPANY), "right"),
        ({"answer": MAYOR, "dispute": DISPUTE}, answer(MAYOR, FARMERS), "wrong"),
        ({"answer": MAYOR, "dispute": DISPUTE}, answer(MAYOR), "wrong"),
        ({"answer": MAYOR, "dispute": DISPUTE}, answer(COMPANY, MAYOR), "wrong"),
        ({"dispute": DISPUTE}, answer(COMPANY, FARMERS), "right"),
        # what the text must say, in any case and over line ends
        ({"answer": MAYOR, "says": ["nobody RANG us"]}, answer(MAYOR), "right"),
        ({"answer": MAYOR, "says": ["Lissavar: > “Nobody"]}, answer(MAYOR), "right"),
        ({"answer": MAYOR, "says": ["nobody", "fax"]}, answer(MAYOR), "wrong"),
        # who must be denied
        ({"answer": MAYOR, "denied": "Henrik Ståleby"}, answer(MAYOR, denied=("Henrik Ståleby",)), "right"),
        ({"answer": MAYOR, "denied": "Henrik Ståleby"}, answer(MAYOR), "wrong"),
        # a refusal: anything but an answer and choices
        ({"refuse": True}, REFUSAL, "right"),
        ({"refuse": True}, HELP, "right"),
        ({"refuse": True}, NONE_FIT, "choices"),
        ({"refuse": True}, answer(MAYOR), "wrong"),
        ({"refuse": "off-topic"}, offer("refusal", reason="off-topic"), "right"),
        ({"refuse": "off-topic"}, answer(MAYOR), "wrong"),
        # choices: those that are meant, wherever they are offered
        ({"choices": [MAYOR, RAIN]}, offer("choices", MAYOR, RAIN), "right"),
        ({"choices": [MAYOR, RAIN]}, offer("refusal", RAIN), "right"),
        ({"choices": [MAYOR, RAIN]}, NONE_FIT, "choices"),
        ({"choices": [MAYOR, RAIN]}, REFUSAL, "missed"),
        ({"choices": [MAYOR, RAIN]}, HELP, "missed"),
        ({"choices": [MAYOR, RAIN]}, answer(COMPANY), "wrong"),
        ({"choices": [MAYOR], "refuse": True}, REFUSAL, "right"),
        # help
        ({"help": True}, HELP, "right"),
        ({"help": True}, REFUSAL, "missed"),
        ({"help": True}, NONE_FIT, "missed"),
        ({"help": True}, answer(MAYOR), "wrong"),
    ],
)
def test_a_reply_is_worth(right: dict[str, Any], reply: Reply, worth: Verdict) -> None:
    assert verdict(case(**right), reply, ledger()) == worth


# ---- the table -------------------------------------------------------------------------------------------------------


def asked(group: str, *worth: Verdict) -> list[Asked]:
    return [Asked(group, case(), "a question", REFUSAL, each) for each in worth]


def test_the_table_counts_by_group_and_in_all() -> None:
    shown = table([*asked("who", "right", "right", "missed"), *asked("quotes", "wrong", "choices")])
    assert shown.split("\n") == [
        "group     all    right  choices   missed    wrong",
        "who         3        2        0        1        0",
        "quotes      2        0        1        0        1",
        "all         5        2        1        1        1",
        "                 40.0%    20.0%    20.0%    20.0%",
        "with an answer, right (choices that hold it not counted): 0 of 0, 0.0% (>= 95 %)",
        "without an answer, refused or met with choices: 4 of 5, 80.0% (>= 98 %)",
        "wrong of all: 1 of 5, 20.0% (<= 1 %)",
        "choices of all replies: 0 of 5, 0.0% (<= 10 %)",
        "missed, and the refusal offers what answers it: 0 of 0",
    ]


def test_a_refusal_that_offers_the_answer_is_counted_beside_the_aims() -> None:
    near = offer("refusal", "holm-denial", reason="not-stated")
    missed = [Asked("who", case(answer="holm-denial"), "a question", each, "missed") for each in (near, REFUSAL)]
    assert table(missed).endswith("missed, and the refusal offers what answers it: 1 of 2")


def test_the_table_of_nothing_is_nothing() -> None:
    assert table([]).split("\n")[1].split() == ["all", "0", "0", "0", "0", "0"]


# ---- cases -----------------------------------------------------------------------------------------------------------


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_cases_are_read_with_their_group_in_the_order_of_files(tmp_path: Path) -> None:
    folder = written(tmp_path, who="- {name: one, ask: who, help: true}", list="- {name: two, ask: [a, b], answer: x}")
    assert [(group, each.name, each.ask) for group, each in read_cases(folder)] == [
        ("list", "two", ("a", "b")), ("who", "one", ("who",))
    ]  # fmt: skip
    assert [group for group, _ in read_cases(folder / "who.yaml")] == ["who"]


def test_a_case_is_written_in_plain_words(tmp_path: Path) -> None:
    text = "- {name: n, ask: q, after: [a], answer: x, with: [y, z], dispute: d, says: words, not: somebody}"
    (_, read_case), *_ = read_cases(written(tmp_path, one=text))
    assert (read_case.after, read_case.answer, read_case.shown) == (("a",), ("x",), ("y", "z"))
    assert (read_case.dispute, read_case.says, read_case.denied) == ("d", ("words",), ("somebody",))


def test_an_empty_file_holds_no_cases(tmp_path: Path) -> None:
    assert list(read_cases(written(tmp_path, empty="# nothing yet\n"))) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {name: n, ask: q, anwser: x}", "anwser"),
        ("- {name: lonely}", "lonely: ask"),
        ("- {name: n, ask: [q}", "line 1"),
        ("name: n", "list of cases"),
        ("- n", "list of cases"),
    ],
)
def test_what_is_no_case_is_told_with_its_file(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=complaint) as error:
        list(read_cases(written(tmp_path, odd=text)))
    assert str(error.value).startswith(str(tmp_path / "odd.yaml"))
    assert "\n" not in str(error.value)


# ---- asking ----------------------------------------------------------------------------------------------------------


def test_each_question_is_asked_in_a_conversation_of_its_own() -> None:
    """What came before is asked before each of them, and nothing is left over for the next."""
    service = Service(ledger(), english())
    follow_up = case(ask=["when", "when"], after=["who is Henrik Staleby"], answer="staleby")
    alone = case(ask=["when"], answer="staleby")
    one, same, other = evaluate(service, [("group", follow_up), ("group", alone)])
    assert one.reply == same.reply
    assert other.reply == service.ask("when")[0]


def test_the_verdict_stands_beside_its_question() -> None:
    service = Service(ledger(), english())
    cases = [("people", case(ask=["who is Henrik Staleby", "hello"], answer="staleby"))]
    assert [(each.question, each.verdict) for each in evaluate(service, cases)] == [
        ("who is Henrik Staleby", "right"), ("hello", "missed")
    ]  # fmt: skip


@pytest.mark.parametrize("right", [{"answer": "x"}, {"shown": "x"}, {"choices": "x"}, {"dispute": "x"}])
def test_a_case_about_another_knowledge_is_told(right: dict[str, str]) -> None:
    with pytest.raises(CaseError, match="has no entry x"):
        list(evaluate(Service(ledger(), english()), [("group", case(**right))]))
