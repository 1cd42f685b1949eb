"""The benchmarks' own data: the same at every run, fair, and answered by our side without the peers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering import asked as deciding
from bot.answering import decisions
from bot.languages import english
from bot.ledger.model import Fact
from bot.ledger.reading import read
from bot.matching.explanation import Explainer
from bot.service import Service
from tests.benchmarks import accuracy, asking, checking, events, explainers, intents, thresholds
from tests.benchmarks.big import PHRASINGS, Big
from tests.benchmarks.data import SOURCE, Questions, ledger_of
from tests.benchmarks.shared_bench import Lexical
from tests.benchmarks.whole import Whole

SETS = {"intents": intents.intents(5), "event": events.event(100, asked=70)}
EVERY_SET = pytest.mark.parametrize("questions", SETS.values(), ids=SETS)


def test_the_same_seed_makes_the_same_data() -> None:
    assert intents.intents(5) == SETS["intents"]
    assert events.event(100, asked=70) == SETS["event"]
    assert SETS["event"].mistyped(3) == SETS["event"].mistyped(3)
    assert Big(300).texts() == Big(300).texts()
    assert list(Big(300).questions(9, seed=2)) == list(Big(300).questions(9, seed=2))


def test_another_seed_makes_other_data() -> None:
    assert intents.intents(5, seed=2) != SETS["intents"]
    assert events.event(100, seed=2, asked=70) != SETS["event"]
    assert Big(300, seed=2).texts() != Big(300).texts()


@EVERY_SET
def test_no_question_is_given_to_an_entry_and_none_is_of_both_kinds(questions: Questions) -> None:
    given = {text for each in questions.entries for text in (*each["phrasings"], each["text"])}
    answerable = {text for text, _ in questions.answerable}
    unanswerable = {text for asked in questions.unanswerable.values() for text in asked}
    assert answerable.isdisjoint(given)
    assert unanswerable.isdisjoint(given | answerable)
    assert {id for _, id in questions.answerable} <= {each["id"] for each in questions.entries}


@EVERY_SET
def test_most_questions_find_their_entry_by_the_index_alone(questions: Questions) -> None:
    index = Lexical()
    index.build(questions.entries)
    few = Questions(questions.entries, questions.answerable[::5], questions.unanswerable)
    assert accuracy.ask(index, few).first > 0.4


def test_our_whole_matcher_refuses_more_than_it_answers_of_what_nothing_answers() -> None:
    asked = SETS["event"]
    few = Questions(asked.entries, asked.answerable[:10], {kind: each[:2] for kind, each in asked.unanswerable.items()})
    whole = Whole(events.kept(100))
    whole.build()
    assert accuracy.ask(whole, few).answered() < 0.3


def test_a_big_ledger_has_its_size_and_answers_whatever_is_asked() -> None:
    big = Big(300)
    assert sum(len(each["phrasings"]) for each in big.texts()) == 300
    assert {len(each["phrasings"]) for each in big.texts()} == {PHRASINGS}
    whole = Whole(big.ledger())
    whole.build()
    for question in (*big.questions(5, seed=1), *big.adversarial().values()):
        whole.query(question)


def test_a_figure_above_a_share_of_strays_counts_only_right_answers_above_them() -> None:
    asked = accuracy.Asked((True, True, False, True), (0.9, 0.4, 0.8, 0.6), {"far": (0.5, 0.1), "near": (0.7, 0.2)})
    assert asked.first == 0.75
    assert asked.safely(0.0) == 0.25
    assert asked.safely(0.25) == 0.5
    assert asked.answered("near") == 0.5


def test_a_threshold_is_moved_wherever_it_decides_and_put_back() -> None:
    questions = Questions((), (("who opened the seed bank", "bank"),), {"elsewhere": ("what is the price of gold",)})
    bank = Fact(id="bank", text="Ada Brandov opened the seed bank in Belford.", source=SOURCE.id)
    asked = [(Service(ledger_of([bank]), english()), questions)]
    today = list(thresholds.of_bare_facts(asked))
    assert [(each.answerable, each.verdict) for each in today] == [(True, "right"), (False, "right")]
    with thresholds.at("SURE", 9.0):
        assert [each.verdict for each in thresholds.of_bare_facts(asked)] == ["choices", "right"]
    with thresholds.at("ENOUGH", 0.9):
        assert vars(deciding)["ENOUGH"] == decisions.ENOUGH == 0.9
    assert vars(deciding)["ENOUGH"] == decisions.ENOUGH < 0.9
    assert list(thresholds.of_bare_facts(asked)) == today


def test_what_explains_beside_the_engine_is_put_away_again() -> None:
    engine = Explainer.explains
    bank = Fact(id="bank", text="Ada Brandov opened the seed bank.", source=SOURCE.id)
    service = Service(ledger_of([bank]), english())
    question = "who opened the germplasm vault"
    with explainers.beside(lambda word, traits, held: "bank" if word.text == "vault" and "bank" in held else ""):
        reply, _ = service.ask(question)
        assert any("as “bank”" in line for line in reply.why)
    assert Explainer.explains is engine
    assert not any("as “bank”" in line for line in service.ask(question)[0].why)


def test_the_knowledge_whose_checking_is_measured_is_right(tmp_path: Path) -> None:
    file = tmp_path / "event.yaml"
    file.write_text(checking.knowledge(60), encoding="utf-8")
    reading = read(file)
    assert reading.problems == ()
    assert reading.ledger
    assert len(reading.ledger.entries) == 60
    assert all(len(entry.asked_as) == 5 for entry in reading.ledger.entries.values())


def test_asking_a_ledger_its_own_questions_is_told_with_what_it_cost() -> None:
    size, came_of_it, cost = asking.figures(100)
    assert size == "20 entries, 100 phrasings"
    assert "questions of the ledger's own asked" in came_of_it
    assert "s of CPU" in cost
