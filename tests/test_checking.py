"""The rules about what entries say: each dubious file has exactly its findings, and look-alikes have none."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.checking import guide, rules
from bot.checking.knowledge import Knowledge
from bot.checking.report import checked, not_agreed, shown
from bot.cli import main
from bot.languages import english
from bot.ledger.problems import MOST, Problem, at_most
from bot.ledger.reading import read
from tests.test_reading import BAD, expected

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "knowledge"
DUBIOUS = sorted((HERE / "dubious").glob("*.yaml"))
LEDGERS = [KNOWLEDGE, HERE / "ledgers", HERE / "proof", *sorted((HERE / "events").iterdir())]
TODAY = date(2026, 5, 4)
RULES = {rules.name_of(rule) for rule in rules.RULES}
BRIDGE = (HERE / "good" / "old-bridge.yaml").read_text("utf-8")


def said(path: Path, today: date = TODAY) -> list[Problem]:
    """The findings about what the entries say, sorted."""
    reading = read(path)
    return sorted(rules.found(Knowledge(reading.entries, english(), today, reading.ledger, folder=True)))


def places(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.rule) for problem in problems]


@pytest.mark.parametrize("file", DUBIOUS, ids=lambda file: file.stem)
def test_a_dubious_file_has_exactly_the_findings_it_expects(file: Path) -> None:
    assert places(said(file)) == expected(file)


def test_every_rule_has_a_dubious_file() -> None:
    assert {rule for file in DUBIOUS for _, _, rule in expected(file)} == RULES


@pytest.mark.parametrize("file", DUBIOUS, ids=lambda file: file.stem)
def test_findings_are_warnings_in_plain_sentences_with_a_cure(file: Path) -> None:
    for problem in said(file):
        assert problem.level == "warning"
        assert problem.entry
        assert problem.hint
        assert "\n" not in problem.message + problem.hint
        assert len(problem.message) + len(problem.hint) < 300
        jargon = {"scalar", "mapping", "dict", "string", "regex", "None", "null", "markdown"}
        assert jargon.isdisjoint(re.findall(r"\w+", problem.message + problem.hint))


@pytest.mark.parametrize("knowledge", LEDGERS, ids=lambda path: path.name)
def test_the_ledgers_at_hand_are_silent(knowledge: Path) -> None:
    """Read on a day after all invented events; what an operator called right is no finding."""
    assert list(not_agreed(said(knowledge, date(2040, 1, 1)), read(knowledge))) == []


def test_a_statement_later_than_its_source_is_found_in_the_good_ledger_too() -> None:
    """A paper of May cannot have quoted what was said in June; the ledger is good in form only."""
    assert places(said(HERE / "good")) == [(36, 11, "said-after-published")]


def test_entries_are_looked_at_beside_those_with_errors() -> None:
    """All faults of a file in one run: those of form do not hide those of substance."""
    file = HERE / "dubious" / "beside-errors.yaml"
    found = {problem.rule for problem in checked(read(file), file, english(), TODAY)}
    assert {"unknown-id", "unknown-field", "bad-date", "missing-field"} <= found
    assert {rule for _, _, rule in expected(file)} <= found


def test_a_file_that_is_checked_alone_may_be_called_anything() -> None:
    file = HERE / "dubious" / "file-name.yaml"
    assert "file-name" not in {problem.rule for problem in checked(read(file), file, english(), TODAY)}


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_an_error_has_no_warnings_in_its_wake(file: Path) -> None:
    """One fault is told once."""
    told = {(problem.line, problem.column) for problem in read(file).problems}
    warnings = [each for each in checked(read(file), file, english(), TODAY) if each.level == "warning"]
    assert told.isdisjoint((each.line, each.column) for each in warnings if each.rule in RULES)


def test_the_future_begins_the_day_after_tomorrow(tmp_path: Path) -> None:
    """It may be tomorrow already where the words were said."""
    file = tmp_path / "old-bridge.yaml"
    file.write_text(BRIDGE, encoding="utf-8")
    assert "future-date" in {problem.rule for problem in said(file, date(1971, 5, 1))}
    assert [problem.line for problem in said(file, date(1971, 5, 3)) if problem.rule == "future-date"] == [36]


@pytest.mark.parametrize("seed", range(60))
def test_no_shape_of_a_file_makes_a_rule_stumble(seed: int, tmp_path: Path) -> None:
    """Lines are lost, doubled and exchanged, values replaced by lists, groups and nothing."""
    chance = random.Random(seed)
    lines = chance.choice([BRIDGE, *(file.read_text("utf-8") for file in (*BAD, *DUBIOUS))]).splitlines()
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(lines))
        name, colon, _ = lines[at].partition(": ")
        values = ["[a, [b]]", "{a: {b: c}}", "", "[]", "text", "[holm, {x: y}]", "1971-05-03", "none"]
        lines[at] = chance.choice(["", lines[at] + "\n" + lines[at], f"{name}{colon}{chance.choice(values)}"])
    file = tmp_path / "old-bridge.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    checked(read(file), file, english(), TODAY)


# ---- how findings are shown ------------------------------------------------------------------------------------------


def test_findings_of_all_kinds_are_sorted_by_their_place() -> None:
    file = HERE / "dubious" / "beside-errors.yaml"
    found = checked(read(file), file, english(), TODAY)
    assert [(each.line, each.column) for each in found] == sorted((each.line, each.column) for each in found)


def test_a_file_full_of_findings_is_not_told_to_the_end(tmp_path: Path) -> None:
    file = tmp_path / "old-bridge.yaml"
    facts = (f"  f{n}: {{text: He lied., source: gazette, asked_as: [who]}}\n" for n in range(2000))
    file.write_text(BRIDGE.replace("facts:\n", "facts:\n" + "".join(facts)), encoding="utf-8")
    found = checked(read(file), file, english(), TODAY)
    count = Counter(problem.rule for problem in found)
    assert count["verdict"] == count["shared-phrasing"] == MOST + 1
    last = [problem for problem in found if problem.rule == "verdict"][-1]
    assert last.message == "from here on, there are more findings of this kind"
    assert len(found) < 1000


def test_a_finding_has_the_same_parts_in_every_form() -> None:
    file = HERE / "dubious" / "verdict.yaml"
    problem = said(file)[0]
    assert shown([problem], "text") == (
        f"{file}:18:33: warning: [verdict] shut: `says` says “lied” in our own words, which is a verdict; "
        "say what was said or done instead; if it is somebody's word, put it in quotation marks\n"
    )
    (told,) = json.loads(shown([problem], "json"))
    assert told == {
        "file": str(file), "line": 18, "column": 33, "level": "warning", "rule": "verdict", "entry": "shut",
        "message": problem.message, "hint": problem.hint,
    }  # fmt: skip
    assert shown([problem], "github") == (
        f"::warning file={file},line=18,col=33,title=verdict::shut: {problem.message}; {problem.hint}\n"
    )


def test_findings_with_one_cure_are_told_as_one_but_in_json() -> None:
    """In text and for GitHub, each file for itself, where the first stands; a single one is told as it is."""
    unproved = [
        Problem(file, line, 3, "warning", "unproved", f"e{line}", "it was never proved", "run `prove`")
        for file, lines in (("a.yaml", range(1, 8)), ("b.yaml", [5])) for line in lines
    ]  # fmt: skip
    other = Problem("a.yaml", 2, 3, "warning", "verdict", "e2", "it judges", "say what was done")
    found = [unproved[0], other, *unproved[1:]]
    assert shown(found, "text").splitlines() == [
        "a.yaml:1:3: warning: [unproved] 7 entries were never proved against their sources:"
        " `e1`, `e2`, `e3` and 4 more; run `prove`",
        str(other),
        str(unproved[-1]),
    ]
    assert len(shown(found, "github").splitlines()) == 3
    assert len(shown(found, "text", verbose=True).splitlines()) == len(json.loads(shown(found, "json"))) == len(found)


def test_more_than_are_told_are_not_counted_as_if_they_were_all() -> None:
    unproved = [Problem("a.yaml", n, 3, "warning", "unproved", f"e{n}", "it was never proved") for n in range(1, 140)]
    assert shown(tuple(at_most(unproved)), "text") == (
        f"a.yaml:1:3: warning: [unproved] more than {MOST} entries were never proved against their sources:"
        " `e1`, `e2`, `e3` and others\n"
    )


def test_signs_that_a_terminal_obeys_are_written_out() -> None:
    problem = Problem("a.yaml", 1, 1, "error", "bad-url", "", "\x1b[31mred is no web address")
    assert shown([problem], "text") == "a.yaml:1:1: error: [bad-url] \\x1b[31mred is no web address\n"
    assert "\x1b" not in shown([problem], "github")


def test_a_warning_that_the_file_calls_right_is_not_told_again(tmp_path: Path) -> None:
    """Behind the text or alone in the line above; for the rule that is named, and never for an error."""
    file = tmp_path / "old-bridge.yaml"
    facts = (
        "  a: {text: He lied., source: gazette}      # ok: verdict",
        "  # ok: unused, verdict - the court called it so",
        "  b: {text: He lied again., source: gazette}",
        "  c: {text: Berg lied., source: gazette}      # ok: markup",
        "  d: {text: Holm lied., source: gazette}",
        "  e: {text: It rained., source: gazete}      # ok: unknown-id",
        '  f: {text: "He lied. # ok: verdict", source: gazette}',
    )
    file.write_text(BRIDGE.replace("facts:\n", "facts:\n" + "\n".join(facts) + "\n"), encoding="utf-8")
    found = checked(read(file), file, english(), TODAY)
    assert [(each.rule, each.entry) for each in found if each.rule != "said-after-published"] == [
        ("verdict", "c"), ("verdict", "d"), ("unknown-id", "e"), ("verdict", "f"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "'He lied. # ok: verdict'",
        '"He\n      # ok: verdict\n      lied."',
        "|\n      # ok: verdict\n      He lied. # ok: verdict",
    ],
)
def test_what_stands_inside_a_text_calls_nothing_right(text: str, tmp_path: Path) -> None:
    """Readers would see it, and a quote may hold anything."""
    file = tmp_path / "old-bridge.yaml"
    fact = f"  said:\n    source: gazette\n    text: {text}\n"
    file.write_text(BRIDGE.replace("facts:\n", f"facts:\n{fact}"), encoding="utf-8")
    assert ("verdict", "said") in {(each.rule, each.entry) for each in checked(read(file), file, english(), TODAY)}


# ---- the pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules.RULES, ids=rules.name_of)
def test_a_rule_has_a_page_that_begins_with_its_name_and_ends_with_the_cure(rule: rules.Rule) -> None:
    page = guide.pages()[rules.name_of(rule)]
    assert page.startswith(f"`{rules.name_of(rule)}` finds ")
    assert len(page.split("\n\n")) >= 2
    assert len(page) > 200


def test_every_finding_that_check_and_prove_can_show_has_a_page() -> None:
    code = "\n".join(file.read_text("utf-8") for file in (HERE.parent / "bot" / "checking").rglob("*.py"))
    named = set(re.findall(r'(?:finding|Problem)\((?:file, line, column, "\w+", )?"([a-z-]+)"', code))
    assert named <= guide.pages().keys()
    assert guide.pages().keys() >= RULES


@pytest.mark.parametrize("file", [*BAD, *DUBIOUS], ids=lambda file: file.stem)
def test_the_level_of_a_finding_is_the_one_listed(file: Path) -> None:
    for problem in checked(read(file), file, english(), TODAY):
        assert problem.level in guide.levels()[problem.rule].split(" or ")


def test_every_page_begins_with_the_name_of_its_rule_and_every_rule_has_a_level() -> None:
    assert guide.pages().keys() == guide.levels().keys()
    assert all(page.startswith(f"`{rule}` finds ") for rule, page in guide.pages().items())


def test_explain_shows_the_page_of_a_rule() -> None:
    result = CliRunner().invoke(main, ["check", "--explain", "verdict"])
    assert (result.exit_code, result.stdout) == (0, guide.pages()["verdict"] + "\n")


def test_explain_lists_the_rules_where_none_is_named() -> None:
    result = CliRunner().invoke(main, ["check", "--explain"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == [rule for rule, _, _ in guide.rows()]


def test_explain_of_an_unknown_rule_is_usage_and_lists_the_rules() -> None:
    result = CliRunner().invoke(main, ["check", "--explain", "verdct"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == len(guide.rows())


def test_the_table_in_the_guide_is_complete() -> None:
    """Mended by putting what `guide.table()` returns under the heading."""
    text = (KNOWLEDGE / "README.md").read_text("utf-8")
    assert text.partition("## The rules\n")[2].endswith("\n" + guide.table())


# ---- cost ------------------------------------------------------------------------------------------------------------


def test_thousands_of_entries_are_looked_at_in_little_time(tmp_path: Path) -> None:
    """Twice as much costs about twice as much: the bound is three times what it takes alone."""
    chance = random.Random(4)
    syllables = [one + two for one in "bdfgklmnprstvz" for two in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=3)) for _ in range(3000)]

    def entry(number: int) -> str:
        asked = "".join(f"      - did Ada Holm {' '.join(chance.choices(vocabulary, k=5))}\n" for _ in range(5))
        words = " ".join(chance.choices(vocabulary, k=12))
        return f"  s{number}:\n    speaker: holm\n    says: that {words}\n    source: herald\n    asked_as:\n{asked}"

    file = tmp_path / "old-bridge.yaml"
    entries = "".join(map(entry, range(5000)))
    people = "".join(
        f"  p{number}: {{name: Ada {word.capitalize()}en}}\n" for number, word in enumerate(vocabulary[:300])
    )
    text = BRIDGE.replace("statements:\n", f"statements:\n{entries}").replace("people:\n", f"people:\n{people}")
    file.write_text(text, encoding="utf-8")
    reading = read(file)
    begun = time.process_time()
    list(rules.found(Knowledge(reading.entries, english(), TODAY, reading.ledger)))
    assert time.process_time() - begun < 3
