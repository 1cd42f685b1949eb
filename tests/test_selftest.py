"""A ledger asked itself: a phrasing left out is as if never written, one in vain is found as it stands."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.checking import selftest
from bot.checking.losses import losses
from bot.checking.selftest import Asked, Probe, ask_all, probes, summary
from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem
from bot.ledger.reading import Reading, read
from bot.service import Service
from tests.benchmarks.big import Big
from tests.test_cli import run

ROOT = Path(__file__).parent.parent
FERRY = """\
event: {id: ferry, title: The winter ferry, date: 1971-05-04}
sources: {gazette: {title: The Gazette, published: 1971-05-04}}
people:
  holm: {name: Ada Holm, role: mayor}
  ott: {name: Ida Ott, role: judge}
  pell: {name: Bo Pell, role: pilot}
places: {quay: {name: North Quay}}
statements:
  holm-closes:
    speaker: holm
    quote: The crossing is closed for the winter.
    about: [quay]
    place: quay
    date: 1971-05-03
    source: gazette
    asked_as:
      - who said the winter crossing is closed
      - who stopped the boats
      - who painted the giraffe
      - how proud was he
  ott-open: {speaker: ott, act: denied, says: that anything had changed, source: gazette}
  pell-ice:
    speaker: pell
    quote: We stopped the boats because of ice.
    source: gazette
facts:
  bell-rang:
    text: The Mayor of Oslo rang a bell.
    place: quay
    date: 1971-05-03
    source: gazette
disputes:
  crossing-closed:
    question: Was the crossing closed?
    positions: [[holm-closes], [ott-open]]
    asked_as: [is the crossing really closed]
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    return tmp_path / "ferry.yaml"


@pytest.fixture
def reading(ferry: Path) -> Reading:
    return read(ferry)


@pytest.fixture
def service(reading: Reading) -> Service:
    return serve(reading.ledger)


@pytest.fixture
def asked(service: Service) -> dict[str, Asked]:
    """What came of every question that the ledger asks itself, by the question."""
    return {each.probe.question: each for each in ask_all(service, list(probes(service.ledger, english())))}


@pytest.fixture
def found(asked: dict[str, Asked], reading: Reading) -> dict[tuple[str, int], Problem]:
    """The findings by rule and line."""
    return {(problem.rule, problem.line): problem for problem in losses(asked.values(), reading.entries)}


def serve(ledger: Ledger | None) -> Service:
    assert ledger
    return Service(ledger, english())


# ---- left out --------------------------------------------------------------------------------------------------------


def phrasings(ledger: Ledger) -> Iterator[Probe]:
    return (probe for probe in probes(ledger, english()) if probe.is_phrasing)


def without(ledger: Ledger, probe: Probe) -> Ledger:
    """The ledger as it would be read from a file without the phrasing."""
    section = next(name for name in ("statements", "facts", "disputes") if probe.id in getattr(ledger, name))
    entries = getattr(ledger, section)
    kept = tuple(phrasing for phrasing in entries[probe.id].asked_as if phrasing != probe.question)
    changes: Any = {section: {**entries, probe.id: entries[probe.id].model_copy(update={"asked_as": kept})}}
    return replace(ledger, **changes)


@pytest.mark.parametrize(
    "knowledge", ["knowledge", *(f"tests/events/{name}" for name in ("meruhin", "sollen", "torvik")), "tests/good"]
)
def test_a_service_without_a_phrasing_replies_as_one_over_a_ledger_without_it(knowledge: str) -> None:
    """Exactly, scores and all that --why tells included; each phrasing is asked just so, and each in other words."""
    ledger = read(ROOT / knowledge).ledger
    service = serve(ledger)
    for probe in phrasings(service.ledger):
        left_out, rebuilt = service.without(probe.id, probe.question), serve(without(service.ledger, probe))
        for question in (probe.question, f"{probe.question.replace('who', 'when')} then", probe.question[:-2]):
            reply, expected = left_out.ask(question)[0], rebuilt.ask(question)[0]
            assert (reply, reply.why) == (expected, expected.why), question


def test_so_it_does_where_not_every_entry_is_weighed() -> None:
    ledger = Big(600).ledger()
    service = serve(ledger)
    for probe in list(phrasings(ledger))[::25]:
        reply, expected = (each.ask(probe.question)[0] for each in (
            service.without(probe.id, probe.question), serve(without(ledger, probe))
        ))  # fmt: skip
        assert (reply, reply.why) == (expected, expected.why), probe.question


def test_the_service_itself_still_knows_the_phrasing(service: Service) -> None:
    before = service.ask("who painted the giraffe")[0]
    left_out = service.without("holm-closes", "who painted the giraffe")
    assert left_out.ask("who painted the giraffe")[0].outcome == "refusal"
    assert service.ask("who painted the giraffe")[0] == before
    assert before.entries[0] == "holm-closes"


def test_of_an_id_without_phrasings_none_is_left_out(service: Service) -> None:
    with pytest.raises(KeyError):
        service.without("holm", "who is she")


# ---- what is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "own"),
    [
        (
            "holm-closes",
            [
                ("quote", "The crossing is closed for the winter."),
                ("quote", "who said “The crossing is closed for the winter.”"),
                ("quote", "when did Ada Holm say “The crossing is closed for the winter.”"),
                ("quote", "where did Ada Holm say “The crossing is closed for the winter.”"),
                ("about", "what did Ada Holm say about North Quay"),
            ],
        ),
        ("ott-open", [("says", "denied that anything had changed")]),
        # neither day nor place
        ("pell-ice", [("quote", f"{ask}We stopped the boats because of ice.{end}") for ask, end in
                      (("", ""), ("who said “", "”"))]),
        (
            "bell-rang",
            [
                ("text", "The Mayor of Oslo rang a bell."),
                ("text", "when was it that The Mayor of Oslo rang a bell."),
                ("text", "where was it that The Mayor of Oslo rang a bell."),
            ],
        ),
        ("crossing-closed", [("question", "Was the crossing closed?")]),
    ],
)  # fmt: skip
def test_an_entry_is_asked_for_by_its_own_words(service: Service, id: str, own: list[tuple[str, str]]) -> None:
    made = [each for each in probes(service.ledger, english()) if each.id == id and not each.is_phrasing]
    assert [(each.path[0], each.question) for each in made] == own


def test_every_phrasing_is_asked_once_with_its_place(service: Service) -> None:
    assert [(each.id, *each.path) for each in phrasings(service.ledger)] == [
        *(("holm-closes", "asked_as", place) for place in range(4)),
        ("crossing-closed", "asked_as", 0),
    ]


# ---- what came of it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "verdict", "outcome"),
    [
        ("who said the winter crossing is closed", "won", "answer"),
        ("who stopped the boats", "lost", "answer"),
        ("who painted the giraffe", "lost", "refusal"),
        ("is the crossing really closed", "won", "answer"),
        ("Was the crossing closed?", "won", "answer"),
        ("The crossing is closed for the winter.", "won", "answer"),
        ("when was it that The Mayor of Oslo rang a bell.", "lost", "refusal"),
    ],
)
def test_a_question_is_won_or_lost(asked: dict[str, Asked], question: str, verdict: str, outcome: str) -> None:
    assert (asked[question].verdict, asked[question].outcome) == (verdict, outcome)


def test_choices_that_hold_the_entry_are_neither(service: Service) -> None:
    offering = Probe("crossing-closed", ("asked_as", 0), "winter harbour")
    reply = service.ask(offering.question)[0]
    assert reply.outcome == "choices"
    assert "holm-closes" in {id for id, _ in reply.choices}
    assert selftest.ask(service, offering).verdict == "choices"


def test_other_processes_come_to_the_same(
    service: Service, asked: dict[str, Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "_MANY", 1)
    monkeypatch.setattr("bot.checking.selftest._processors", lambda: 2)
    assert list(ask_all(service, list(probes(service.ledger, english())))) == list(asked.values())


def test_the_summary_counts_them(asked: dict[str, Asked]) -> None:
    assert summary(list(asked.values())) == (
        "17 questions of the ledger's own asked: 12 won, 0 choices, 5 lost (3 of them refused)\n"
        "won: 83% of the entries' own words (usual: 95%), 40% of the phrasings (usual: 25% to 50%)"
    )


# ---- findings --------------------------------------------------------------------------------------------------------


def test_a_phrasing_that_loses_is_found_at_its_place_with_the_entry_that_won(
    found: dict[tuple[str, int], Problem],
) -> None:
    problem = found["phrasing-loses", 18]
    assert (problem.entry, problem.level, problem.column) == ("holm-closes", "warning", 9)
    assert problem.message == (
        "“who stopped the boats”, asked as if it did not stand here,"
        " is answered with `pell-ice` (nothing else of it explains “stopped”, “boats”)"
    )
    assert problem.hint == (
        "add a phrasing with “stopped”, “boats”, half of whose telling words (two at least) stand here, or leave it"
    )


def test_of_a_refused_one_the_words_are_told_that_nothing_else_holds(found: dict[tuple[str, int], Problem]) -> None:
    problem = found["phrasing-refused", 19]
    assert "is refused (nothing else of it explains “painted”, “giraffe”)" in problem.message


def test_an_entry_that_its_own_words_do_not_find_is_told_once(found: dict[tuple[str, int], Problem]) -> None:
    problem = found["entry-loses", 28]
    assert (problem.entry, problem.column) == ("bell-rang", 11)
    assert "“when was it that The Mayor of Oslo rang a bell.”" in problem.message
    assert "“Mayor of Oslo” = nobody in the ledger" in problem.message
    assert "so does 1 more question made of it" in problem.message
    assert "aliases" in problem.hint


def test_nothing_else_is_found(found: dict[tuple[str, int], Problem]) -> None:
    assert set(found) == {
        ("phrasing-loses", 18), ("phrasing-refused", 19), ("phrasing-loses", 20), ("entry-loses", 28)
    }  # fmt: skip


def test_what_is_answered_with_another_comes_first_then_entries_then_choices_and_refusals_last(
    found: dict[tuple[str, int], Problem],
) -> None:
    """`found` keeps the order of the findings."""
    assert list(found) == [
        ("phrasing-loses", 18), ("entry-loses", 28), ("phrasing-loses", 20), ("phrasing-refused", 19)
    ]  # fmt: skip


def test_a_phrasing_that_leads_elsewhere_as_it_stands_is_there_in_vain(ferry: Path) -> None:
    """It is told once, before all else, and left out it is not asked."""
    twice = FERRY.replace("    place: quay\n    date: 1971-05-03\n    source: gazette\ndisputes", """\
    asked_as: [is the crossing really closed]
    source: gazette
disputes""")  # fmt: skip
    ferry.write_text(twice, encoding="utf-8")
    reading = read(ferry)
    service = serve(reading.ledger)
    first, *others = losses(list(ask_all(service, list(phrasings(service.ledger)))), reading.entries)
    assert (first.rule, first.level, first.line, first.entry) == ("phrasing-in-vain", "warning", 29, "bell-rang")
    assert first.message.startswith(
        "“is the crossing really closed” stands here in vain: it is answered with `holm-closes`, `ott-open`"
    )
    assert "leave it" not in first.hint
    assert "delete it" in first.hint
    assert {problem.rule for problem in others} == {"phrasing-loses", "phrasing-refused"}


@pytest.mark.parametrize("knowledge", ["knowledge", "tests/events/torvik"])
def test_what_wins_left_out_wins_as_it_stands(knowledge: str) -> None:
    """So that only what loses left out is asked as it stands."""
    service = serve(read(ROOT / knowledge).ledger)
    told = [(probe, selftest.ask(service, probe)) for probe in phrasings(service.ledger)]
    won = [probe for probe, asked in told if asked.verdict == "won"]
    assert won
    for probe in won:
        assert selftest._asked(service, probe).verdict == "won", probe.question


def test_what_is_asked_leaves_nothing_to_collect(service: Service) -> None:
    """As the processes that ask do not collect."""
    gc.collect()
    gc.disable()
    try:
        assert [selftest.ask(service, probe).verdict for probe in probes(service.ledger, english())]
        assert gc.collect() == 0
    finally:
        gc.enable()


# ---- the command -----------------------------------------------------------------------------------------------------


def test_check_asks_only_when_told_to(ferry: Path) -> None:
    assert "-loses]" not in run("check", ferry).stdout
    result = run("check", ferry, "--ask")
    assert result.exit_code == 0
    assert result.stdout.count("[phrasing-loses]") == 2
    assert result.stdout.count("[phrasing-refused]") == 1
    assert "17 questions of the ledger's own asked: 12 won, 0 choices, 5 lost" in result.stderr


def test_what_loses_counts_with_strict_and_is_told_in_every_format(ferry: Path) -> None:
    assert run("check", ferry, "--ask", "--strict").exit_code == 1
    problems = json.loads(run("check", ferry, "--ask", "--format", "json").stdout)
    assert {"entry-loses", "phrasing-loses"} <= {problem["rule"] for problem in problems}
    assert "::warning file=" in run("check", ferry, "--ask", "--format", "github").stdout


def test_refused_phrasings_are_one_line_unless_each_is_wanted(ferry: Path) -> None:
    ferry.write_text(
        FERRY.replace("who painted the giraffe", "who painted the giraffe\n      - who slammed the door"), "utf-8"
    )
    shown = run("check", ferry, "--ask").stdout
    assert (
        "19:9: warning: [phrasing-refused] 2 phrasings are refused, each asked as if it did not stand here,"
        " in `holm-closes`; mend first what stands above; these may stay, and `--verbose` tells of each\n"
    ) in shown
    assert run("check", ferry, "--ask", "--verbose").stdout.count("[phrasing-refused]") == 2
    told = json.loads(run("check", ferry, "--ask", "--format", "json").stdout)
    assert [each["rule"] for each in told].count("phrasing-refused") == 2


ANIMALS = ("fox", "owl", "otter", "badger", "heron", "weasel", "falcon", "donkey", "raven", "beaver", "turtle", "goose")
MANY = FERRY + "".join(
    f"""\
  {animal}-aboard:
    question: Was the {animal} aboard?
    positions: [[pell-{animal}], [ott-{animal}]]
    asked_as: [who stopped a {animal}]
"""
    for animal in ANIMALS
)
MANY = MANY.replace(
    "facts:\n",
    "".join(
        f"""\
  pell-{animal}: {{speaker: pell, quote: There was one, source: gazette, about: [quay]}}
  ott-{animal}: {{speaker: ott, quote: There was none, source: gazette, about: [quay]}}
"""
        for animal in ANIMALS
    )
    + "facts:\n",
)


def test_the_text_tells_ten_and_counts_the_others_by_their_rules(ferry: Path) -> None:
    ferry.write_text(MANY, encoding="utf-8")
    told = json.loads(run("check", ferry, "--ask", "--format", "json").stdout)
    *lines, last = run("check", ferry, "--ask").stdout.splitlines()
    assert len(lines) == 10
    assert "[unproved]" not in "".join(lines)
    counted = [int(number) for number in re.findall(r"(\d+) `", last)]
    assert last.startswith("not shown: ")
    assert "28 `unproved`" in last
    assert "[told-twice]" not in "".join(lines)  # what was asked comes first
    assert len(lines) + sum(counted) == len(told)
    assert len(run("check", ferry, "--ask", "--verbose").stdout.splitlines()) == len(told)
    annotated = run("check", ferry, "--ask", "--format", "github").stdout
    assert annotated.count("::warning") > 10
    assert "unproved" in annotated


def test_without_asking_all_are_told(ferry: Path) -> None:
    assert "[unproved]" in run("check", ferry).stdout
    assert "not shown" not in run("check", ferry).stdout


def test_a_knowledge_with_errors_is_not_asked(ferry: Path) -> None:
    ferry.write_text(FERRY.replace("speaker: pell", "speaker: nobody"), encoding="utf-8")
    result = run("check", ferry, "--ask")
    assert result.exit_code == 1
    assert "nothing was asked: mend the errors first" in result.stderr


def test_a_loss_that_the_file_calls_right_is_not_told_again(ferry: Path) -> None:
    before = json.loads(run("check", ferry, "--ask", "--format", "json").stdout)
    lost = next(each for each in before if each["rule"] == "phrasing-loses")
    lines = ferry.read_text("utf-8").split("\n")
    lines[lost["line"] - 1] += "  # ok: phrasing-loses - nobody asks otherwise"
    ferry.write_text("\n".join(lines), encoding="utf-8")
    assert json.loads(run("check", ferry, "--ask", "--format", "json").stdout) == [e for e in before if e != lost]
