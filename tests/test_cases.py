"""The cases: what is wrong is known by name, and the list of it can only shrink."""

from pathlib import Path

import pytest
import yaml

from bot.checking.evaluation import Asked, evaluate, read_cases
from bot.languages import english
from bot.ledger.reading import read
from bot.service import Service

HERE = Path(__file__).parent
SHIPPED = (HERE.parent / "knowledge", HERE / "cases")
INVENTED = (HERE / "ledgers", HERE / "ledgers" / "cases")
EVENTS = sorted((HERE / "events").iterdir())
"""Other invented events, their questions by people who never saw the engine; those laid aside are only counted."""
KNOWN = yaml.safe_load((HERE / "known-wrong.yaml").read_text(encoding="utf-8"))


def asked_of(knowledge: Path, cases: Path) -> list[Asked]:
    ledger = read(knowledge).ledger
    assert ledger
    return list(evaluate(Service(ledger, english()), read_cases(cases)))


@pytest.fixture(scope="module")
def shipped() -> list[Asked]:
    return asked_of(*SHIPPED)


@pytest.fixture(scope="module")
def invented() -> list[Asked]:
    return asked_of(*INVENTED)


def wrong(asked: list[Asked]) -> list[str]:
    return sorted({" > ".join((*each.case.after, each.question)) for each in asked if each.verdict == "wrong"})


def test_only_what_is_known_to_be_wrong_is_answered_wrong(shipped: list[Asked]) -> None:
    assert wrong([each for each in shipped if not each.aside]) == sorted(KNOWN["shipped"])


def test_of_the_cases_laid_aside_no_more_are_wrong_than_were_counted(shipped: list[Asked]) -> None:
    count = len(wrong([each for each in shipped if each.aside]))  # counted, never shown
    assert count <= KNOWN["aside"]


def test_the_invented_event_is_answered_by_the_same_engine(invented: list[Asked]) -> None:
    assert wrong(invented) == sorted(KNOWN["invented"])


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_of_another_event_no_more_are_wrong_than_were_counted(event: Path) -> None:
    count = len(wrong(asked_of(event, event / "cases")))  # counted: some of them are laid aside
    assert count <= KNOWN["events"][event.name]


@pytest.mark.parametrize("part", ["shipped", "invented"])
def test_most_questions_are_answered_right_or_rightly_refused(part: str, request: pytest.FixtureRequest) -> None:
    asked = [each for each in request.getfixturevalue(part) if not each.aside]
    assert sum(each.verdict == "right" for each in asked) >= KNOWN["right"][part] * len(asked)


def test_about_as_many_questions_must_be_refused_as_answered(shipped: list[Asked]) -> None:
    refused = sum(bool(each.case.refuse or each.case.help) for each in shipped)
    assert 0.4 <= refused / len(shipped) <= 0.6


def test_no_question_is_asked_twice(shipped: list[Asked]) -> None:
    questions = [(each.case.after, each.question) for each in shipped]
    assert len(questions) == len(set(questions))


def test_every_entry_is_asked_for(shipped: list[Asked]) -> None:
    ledger = read(SHIPPED[0]).ledger
    assert ledger
    assert set(ledger.entries) <= {id for each in shipped for id in each.case.answer}
