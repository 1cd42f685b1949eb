"""Reading: every fault of a file is found at once, where a person must look, and no bytes make it raise."""

from __future__ import annotations

import ast
import os
import re
import time
from collections.abc import Callable, Collection
from cProfile import Profile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.ledger.form import syntax
from bot.ledger.problems import NOTHING_ELSE, Problem
from bot.ledger.reading import Reading, read
from bot.ledger.rules import LEVELS, PAGES

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
RULES = {
    "alias", "anchor", "bad-date", "bad-id", "bad-key", "bad-paragraph", "bad-url", "bom", "both-sides",
    "duplicate-id", "duplicate-key", "duplicate-name", "empty-file", "empty-value", "ignored-file",
    "invisible-character", "merge-key", "missing-event", "missing-field", "needs-quotes", "no-words",
    "not-a-mapping", "not-utf-8", "one-sided-dispute", "paragraph-alone", "paragraph-twice", "place-in-itself",
    "cut-off", "line-in-text", "lookalike", "merge-conflict", "odd-sign", "quotation-marks", "withdrawn-in-dispute",
    "several-documents", "syntax", "tag", "too-deep", "too-large", "too-many", "unknown-field", "unknown-id",
    "unknown-section", "unreadable", "wrong-kind", "wrong-shape",
}  # fmt: skip

WARNINGS = {"cut-off", "empty-value", "ignored-file", "line-in-text", "quotation-marks"}
LEDGER = (HERE / "good" / "old-bridge.yaml").read_text(encoding="utf-8")


def reading_of(folder: Path, data: bytes | str, name: str = "old-bridge.yaml") -> Reading:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(file)


def found(reading: Reading) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.rule) for problem in reading.problems]


def expected(file: Path) -> list[tuple[int, int, str]]:
    lines = re.findall(r"^# expect: (\d+):(\d+) ([a-z0-9-]+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return [(int(line), int(column), rule) for line, column, rule in lines]


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_file_has_exactly_the_findings_it_expects(file: Path) -> None:
    reading = read(file)
    assert found(reading) == expected(file)
    assert (reading.ledger is None) == any(problem.level == "error" for problem in reading.problems)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_findings_are_plain_sentences_with_a_cure(file: Path) -> None:
    """No word of YAML's, pydantic's or Python's own reaches an operator, nor an empty hint."""
    for problem in read(file).problems:
        assert problem.rule in RULES
        assert problem.hint
        assert problem.level == "error" or problem.rule in WARNINGS
        text = f"{problem.message} {problem.hint}".lower()
        for word in ("input should", "scalar", "token", "mapping", "dict", "tuple", "string", "none", "nonetype", "\n"):
            assert word not in text.replace("`none`", ""), problem
        assert len(text) < 400


def test_every_rule_that_a_file_can_break_has_a_bad_file() -> None:
    in_code_only = {"bom", "too-large", "unreadable", "ignored-file"}
    assert {rule for file in BAD for _, _, rule in expected(file)} == RULES - in_code_only


def test_the_entry_is_named_in_a_finding(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LEDGER.replace("act: denied", "akt: denied"))
    assert reading.problems == (
        Problem(
            str(tmp_path / "old-bridge.yaml"), 44, 5, "error", "unknown-field", "ferrymen-deny",
            "a statement has no field `akt`", "did you mean `act`?",
        ),
    )  # fmt: skip


def test_a_good_file_becomes_a_ledger(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LEDGER)
    assert reading.problems == ()
    ledger = reading.ledger
    assert ledger is not None
    assert list(ledger.events) == ["old-bridge"]
    assert list(ledger.people) == ["holm"]
    assert list(ledger.entries) == ["holm-closes", "holm-later", "holm-again", "ferrymen-deny", "crowd"]
    assert ledger.places["bridge"].inside == "quay"
    assert ledger.facts["crowd"].gives.how_many == "some forty people"
    assert ledger.facts["crowd"].paragraph == (6,)
    assert all(record.id == id for id, record in {**ledger.entries, **ledger.named, **ledger.sources}.items())


def test_every_entry_has_its_place(tmp_path: Path) -> None:
    places = reading_of(tmp_path, LEDGER).places
    file = str(tmp_path / "old-bridge.yaml")
    assert places["old-bridge"] == (file, 1, 1)
    assert places["holm"] == (file, 14, 3)
    assert places["ferrymen-deny"] == (file, 42, 3)
    assert {"gazette", "town", "bridge", "meeting", "crowd", "closed-or-not"} <= places.keys()


def test_a_statement_takes_over_from_its_occasion_what_it_does_not_say(tmp_path: Path) -> None:
    ledger = reading_of(tmp_path, LEDGER).ledger
    assert ledger is not None
    closes = ledger.statements["holm-closes"]
    assert (closes.speaker, closes.via, closes.place, closes.date, closes.time) == (
        "holm", "speech", "quay", "1971-05-03", "12:30",
    )  # fmt: skip
    assert [(c.source, c.paragraphs) for c in closes.citations] == [("gazette", (2,))]
    later = ledger.statements["holm-later"]
    assert later.date == "1971-06"
    assert [(c.source, c.paragraphs) for c in later.citations] == [("gazette", (3, 4))]
    again = ledger.statements["holm-again"]
    assert [(c.source, c.paragraphs) for c in again.citations] == [("gazette", (5,)), ("herald", (1, 2))]


def test_a_paragraph_of_an_occasion_does_not_come_with_another_source(tmp_path: Path) -> None:
    text = LEDGER.replace("source: {gazette: 5, herald: [1, 2]}", "source: herald")
    ledger = reading_of(tmp_path, text).ledger
    assert ledger is not None
    assert ledger.statements["holm-again"].paragraph is None


def test_a_paragraph_counts_in_the_only_source_of_the_occasion(tmp_path: Path) -> None:
    text = LEDGER.replace("source: gazette, paragraph: 2}", "source: {gazette: 2}}")
    ledger = reading_of(tmp_path, text).ledger
    assert ledger is not None
    assert [(c.source, c.paragraphs) for c in ledger.statements["holm-later"].citations] == [("gazette", (3, 4))]
    assert [(c.source, c.paragraphs) for c in ledger.statements["holm-closes"].citations] == [("gazette", (2,))]


def test_an_event_and_a_bare_fact_are_a_ledger(tmp_path: Path) -> None:
    text = "event: {id: e, title: An event, date: 1971}\nsources: {s: {title: S, published: 1971}}\n"
    assert reading_of(tmp_path, text).ledger is not None
    ledger = reading_of(tmp_path, text + "facts: {f: {text: It rained., source: s}}\n").ledger
    assert ledger is not None
    assert list(ledger.facts) == ["f"]


def test_numbers_and_dates_in_quotation_marks_are_read_as_they_stand(tmp_path: Path) -> None:
    text = LEDGER.replace("paragraph: 6", 'paragraph: "6"').replace("date: 1968/1971", "date: '1971'")
    ledger = reading_of(tmp_path, text).ledger
    assert ledger is not None
    assert (ledger.facts["crowd"].paragraph, ledger.facts["crowd"].date) == ((6,), "1971")


def test_words_that_yaml_takes_for_something_else_are_texts_in_quotation_marks(tmp_path: Path) -> None:
    text = LEDGER.replace("name: Ada Holm", 'name: "No"').replace("role: mayor", "role: '010'")
    ledger = reading_of(tmp_path, text).ledger
    assert ledger is not None
    assert (ledger.people["holm"].name, ledger.people["holm"].role) == ("No", "010")


def test_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    assert reading_of(tmp_path, LEDGER.replace("\n", "\r\n")).problems == ()
    reading = reading_of(tmp_path, LEDGER.replace("act: denied", "akt: denied").replace("\n", "\r\n"))
    assert found(reading) == [(44, 5, "unknown-field")]


def test_columns_count_characters(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, LEDGER.replace("[Holm, Мэр Холм, the mayor]", "[Мэр 😀 Холм, no]"))
    assert found(reading) == [(18, 27, "needs-quotes")]


BARE = "event:\n  id: old-bridge\n  title: The Old Bridge\n  date: 1971\n"
CYRILLIC = BARE.replace("The Old Bridge", "Мост закрыт, сказала мэр")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xef\xbb\xbf" + BARE.encode(), (1, 1, "bom")),
        (BARE.encode() + b"  \xff: b\n", (5, 3, "not-utf-8")),
        (BARE.replace("Old", "Öld").encode("latin-1"), (3, 14, "not-utf-8")),
        (CYRILLIC.encode("cp1251"), (3, 10, "not-utf-8")),
        (CYRILLIC.encode("koi8-r"), (3, 10, "not-utf-8")),
        (BARE.encode("utf-16"), (1, 1, "not-utf-8")),
        (b"PK\3\4" + bytes(range(256)), (1, 1, "not-utf-8")),
        (b"{\\rtf1\\ansi event:}", (1, 1, "not-utf-8")),
        (BARE.encode("utf-16-le"), (1, 1, "not-utf-8")),
        (BARE.encode("utf-16-be"), (1, 1, "not-utf-8")),
        (BARE.encode("utf-32"), (1, 1, "not-utf-8")),
        (BARE.replace("bridge", "bri\x00dge").encode(), (2, 14, "invisible-character")),
        (BARE.replace("bridge", "bri\x07dge").encode(), (2, 14, "invisible-character")),
        (BARE.replace("bridge", "bri\rdge").encode(), (2, 14, "invisible-character")),
        (BARE.replace("\n", "\r").encode(), (1, 1, "invisible-character")),
        (BARE.replace("Old", "é\u2067Old").encode(), (3, 15, "invisible-character")),
        (BARE.replace("Old", "O\u200cld").encode(), (3, 15, "invisible-character")),
        (BARE.replace("Old", "\ufdd0").encode(), (3, 14, "invisible-character")),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_bytes_that_nobody_could_read_are_refused_with_their_place(
    tmp_path: Path, data: bytes, place: tuple[int, int, str]
) -> None:
    assert [each for each in found(reading_of(tmp_path, data)) if each[2] != "unknown-field"] == [place]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (BARE.replace("Old", "Öld").encode("latin-1"), "Windows-1252"),
        (CYRILLIC.encode("cp1251"), "Windows-1251"),
        (CYRILLIC.encode("koi8-r"), "KOI8-R"),
        (BARE.encode("utf-16"), "UTF-16"),
        (BARE.encode("utf-16-le"), "UTF-16"),
        (BARE.encode("utf-32"), "UTF-32"),
    ],
)
def test_the_encoding_that_a_file_seems_to_have_is_named_and_the_rest_read(
    tmp_path: Path, data: bytes, name: str
) -> None:
    (problem,) = reading_of(tmp_path, data).problems
    assert name in problem.message


def test_a_file_full_of_invisible_characters_is_not_told_character_by_character(tmp_path: Path) -> None:
    (problem,) = reading_of(tmp_path, BARE.encode() + b"\x00" * 100_000).problems
    assert "nothing of it was checked" in problem.message
    assert found(reading_of(tmp_path, BARE.encode() + b"\x00" * 512)) == [(5, 1, "invisible-character")]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    assert found(reading_of(tmp_path, b"#" * 9_000_000)) == [(1, 1, "too-large")]


def test_a_file_of_too_many_values_is_refused(tmp_path: Path) -> None:
    people = BARE + "people: {p: {name: P, aliases: [%s]}}"
    assert found(reading_of(tmp_path, people % ("a," * 2_000))) == [(5, 2033, "too-large")]
    rules = [rule for _, _, rule in found(reading_of(tmp_path, people % ("a," * 400_000)))]
    assert rules == ["too-large", "too-large"]
    many = "".join(f"  f{number}: {{}}\n" for number in range(20_000))
    assert (10_006, 3, "too-large") in found(reading_of(tmp_path, f"{BARE}facts:\n{many}"))
    assert found(reading_of(tmp_path, f"{BARE}# {'x' * 1_000_000}")) == [(5, 1, "too-large")]
    assert found(reading_of(tmp_path, BARE + "\n" * 300_000)) == [(100_000, 1, "too-large")]


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? ", "[{", '"a": [', "a: {b: ["])
def test_deep_nesting_is_refused_at_once(tmp_path: Path, opener: str) -> None:
    """libyaml alone would end the process, or read for half a minute."""
    begun = time.process_time()
    reading = reading_of(tmp_path, f"{BARE}facts:\n  " + opener * 100_000)
    assert {rule for _, _, rule in found(reading)} <= {"too-deep", "syntax", "bad-key"}
    assert reading.problems
    assert time.process_time() - begun < 1


_FACT = "text: It rained\n    source: s\n"
OVER_AND_OVER: dict[str, Callable[[int], str]] = {
    "hyphens without a space": lambda times: "-x\n" * times,
    "dashes": lambda times: "– x\n" * times,
    "texts over two lines, and one colon lost": lambda times: (
        "facts:\n"
        + "".join(f'  f{at}:\n    text: "It\n      rained."\n    source{":" * (at != 2)} s\n' for at in range(times))
    ),
    "ids lost": lambda times: "facts:\n" + f"    {_FACT}" * times,
    "ids askew": lambda times: (
        "facts:\n" + "".join(f"{' ' * (2 + (at % 4 == 0))}f{at}:\n    {_FACT}" for at in range(times))
    ),
    "what is called right, and texts that say so": lambda times: (
        "facts:\n"
        + "".join(f'  f{at}:\n    text: "x # ok: unused"\n    source: s  # ok: unused\n' for at in range(times))
    ),
}


def calls(text: str, folder: Path) -> int:
    """How many functions are called to read the text: the same in every run, however fast the machine."""
    profile = Profile()
    profile.runcall(reading_of, folder, text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("written", OVER_AND_OVER.values(), ids=OVER_AND_OVER)
def test_four_times_as_many_faults_of_a_kind_cost_about_four_times_as_much(
    written: Callable[[int], str], tmp_path: Path
) -> None:
    """Where each is held against all others it is sixteen times."""
    assert calls(BARE + written(2_000), tmp_path) < 6 * calls(BARE + written(500), tmp_path)


def test_deep_nesting_is_refused_in_what_is_not_used_too(tmp_path: Path) -> None:
    text = f"{BARE}event: " + "[" * 50_000
    assert [rule for _, _, rule in found(reading_of(tmp_path, text))] == ["duplicate-key", "too-deep"]


def test_a_bomb_does_not_hide_the_faults_around_it(tmp_path: Path) -> None:
    many = "".join(f"  f{number}: {{}}\n" for number in range(10_001))
    faulty = BARE.replace("1971", "4 May").replace("title", "titel")
    for bomb in ("[" * 50_000, f"\n{many}", f"{{f: {{by: [{'a,' * 1_001}]}}}}"):
        problems = reading_of(tmp_path, f"{faulty}facts: {bomb}\ndisputes: {{d: {{question: A?}}}}\n").problems
        assert {problem.rule for problem in problems} >= {"bad-date", "unknown-field", "missing-field"}, bomb[:50]


def test_aliases_cannot_multiply(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 20)}]" for n in range(1, 12)]
    begun = time.process_time()
    rules = {rule for _, _, rule in found(reading_of(tmp_path, "\n".join(lines)))}
    assert rules == {"anchor", "alias", "missing-event", "unknown-section"}
    assert time.process_time() - begun < 1


def test_without_libyaml_the_same_is_read_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "_LOADER", yaml.SafeLoader)
    assert reading_of(tmp_path, LEDGER).ledger is not None
    for file in BAD:
        rules = sorted(rule for _, _, rule in found(read(file)))
        assert rules == sorted(rule for _, _, rule in expected(file)), file.name
    reading = reading_of(tmp_path, 'event: {id: "\\ud800"}\n')
    assert "invisible-character" in [rule for _, _, rule in found(reading)]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_a_character_the_parser_refuses_has_its_place(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    """Reading refuses them before; the parser is the second line."""
    monkeypatch.setattr(syntax, "_LOADER", loader)
    document, problems = syntax.parse(["é: 😀", "б: \x01"], "a.yaml")
    assert document is None
    assert [(p.line, p.column, p.rule) for p in problems] == [(2, 4, "syntax")]


def test_a_folder_is_one_knowledge_with_one_namespace(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "event: {id: a, title: A, date: 1971}\nsources: {s: {title: S, published: 1971}}\n"
        "people: {holm: {name: Ada Holm}}\noccasions: {talk: {speaker: holm, source: s}}\n",
        encoding="utf-8",
    )
    (tmp_path / "b.yaml").write_text(
        "event: {id: b, title: B, date: 1972}\nstatements: {shut: {occasion: talk, quote: Shut.}}\n", encoding="utf-8"
    )
    (tmp_path / ".c.yaml").write_text("event: [", encoding="utf-8")
    (tmp_path / "README.md").write_text("event: [", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "d.yaml").write_text("event: [", encoding="utf-8")
    reading = read(tmp_path)
    assert reading.problems == ()
    assert reading.ledger is not None
    assert list(reading.ledger.events) == ["a", "b"]
    assert reading.ledger.statements["shut"].speaker == "holm"


def test_an_id_is_unique_over_the_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("event: {id: a, title: A, date: 1971}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "event: {id: a, title: B, date: 1972}\npeople: {a: {name: Ada Holm}}\n", encoding="utf-8"
    )
    reading = read(tmp_path)
    assert found(reading) == [(1, 13, "duplicate-id"), (2, 10, "duplicate-id")]
    assert {problem.file for problem in reading.problems} == {str(tmp_path / "b.yaml")}
    assert all(f"{tmp_path / 'a.yaml'}, line 1" in problem.message for problem in reading.problems)


def test_a_file_that_cannot_be_read_makes_no_unknown_ids_in_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("in-a\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "event: {id: b, title: B, date: 1971}\nfacts: {f: {text: It rained., source: in-a, colour: red}}\n",
        encoding="utf-8",
    )
    assert [rule for _, _, rule in found(read(tmp_path))] == ["not-a-mapping", "unknown-field"]


def test_a_file_with_another_ending_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("event: {id: a, title: A, date: 1971}\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("event: {id: b, title: B, date: 1971}\n", encoding="utf-8")
    reading = read(tmp_path)
    assert reading.ledger is not None
    assert [(problem.level, problem.rule) for problem in reading.problems] == [("warning", "ignored-file")]


@pytest.mark.parametrize("name", ["b.yaml.txt", "b.txt", "b"])
def test_a_text_beside_the_others_that_begins_an_event_is_warned_of(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").write_text("event: {id: a, title: A, date: 1971}\n", encoding="utf-8")
    (tmp_path / "gazette.txt").write_text("Bridge to close\n\nThe event: a fair.\n", encoding="utf-8")
    (tmp_path / name).write_text("# B\nevent: {id: b, title: B, date: 1971}\n", encoding="utf-8")
    (problem,) = read(tmp_path).problems
    assert (problem.level, problem.rule, problem.file) == ("warning", "ignored-file", str(tmp_path / name))
    assert "call it b.yaml" in problem.hint


def test_a_folder_in_which_only_such_files_lie_has_errors(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("event: {id: a, title: A, date: 1971}\n", encoding="utf-8")
    reading = read(tmp_path)
    assert reading.ledger is None
    assert [(each.level, each.rule, each.hint) for each in reading.problems] == [
        ("error", "ignored-file", "call it a.yaml")
    ]


def test_nothing_to_read_is_no_finding_but_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        read(tmp_path / "nowhere.yaml")
    with pytest.raises(FileNotFoundError, match=r"ends in \.yaml"):
        read(tmp_path)


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone")
    assert found(read(tmp_path)) == [(1, 1, "unreadable")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert found(read(tmp_path)) == [(1, 1, "unreadable")]
    assert found(read(tmp_path / "a.yaml")) == [(1, 1, "unreadable")]


def test_a_folder_that_is_named_like_a_file_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("event: {id: a, title: A, date: 1971}\n", encoding="utf-8")
    (tmp_path / "b.yaml").mkdir()
    assert [(problem.level, problem.rule) for problem in read(tmp_path).problems] == [("warning", "ignored-file")]


def test_the_version_is_that_of_the_contents(tmp_path: Path) -> None:
    first, same = reading_of(tmp_path, LEDGER).ledger, reading_of(tmp_path, LEDGER, "other-name.yaml").ledger
    changed = reading_of(tmp_path, LEDGER + "# one more line\n").ledger
    assert first is not None
    assert same is not None
    assert changed is not None
    assert first.version == same.version != changed.version
    assert re.fullmatch("[0-9a-f]{12}", first.version)


def test_five_thousand_entries_are_read_within_three_seconds(tmp_path: Path) -> None:
    text = LEDGER[: LEDGER.index("disputes:")] + "".join(
        f"  f{number}:\n    text: {'The bridge was closed in the morning. ' * 20}\n    by: [holm]\n"
        f"    about: [bridge, quay, town]\n    date: 1971-05-03\n    source: gazette\n    paragraph: {number + 1}\n"
        f"    asked_as: [what about {number}, tell me of {number}]\n"
        for number in range(5000)
    )
    begun = time.process_time()
    reading = reading_of(tmp_path, text)
    assert time.process_time() - begun < 3
    assert reading.problems == ()


def test_a_large_file_full_of_faults_is_read_in_little_time(tmp_path: Path) -> None:
    """Every round of mending looks at little, and all of them at no more than a second's worth."""
    fault = "    role:x\n   bad\n"
    entries = (f"  s{n}:\n    speaker: x\n    quote: Words\n{'' if n % 40 else fault}" for n in range(3000))
    begun = time.process_time()
    reading = reading_of(tmp_path, f"{BARE}statements:\n{''.join(entries)}")
    assert time.process_time() - begun < 2
    assert {"syntax", "unknown-id"} <= {rule for _, _, rule in found(reading)}


def _large(lines: str, at: Collection[int]) -> str:
    """A large file with these lines in the entries of these numbers."""
    facts = (f"  f{n}:\n    text: It rained.\n    source: s\n{lines if n in at else ''}" for n in range(4000))
    return f"{BARE}sources:\n  s: {{title: S, published: 1971}}\nfacts:\n{''.join(facts)}"


@pytest.mark.parametrize(
    ("lines", "at", "expected"),
    [
        ("    date 1971\n", {2000}, [(6011, 5, "syntax", "f2000")]),
        ("    date 1971\n", {2000, 3000}, [(6011, 5, "syntax", "f2000"), (9012, 5, "syntax", "f3000")]),
        ("    place: x\n    date:\u00a01971\n", {9}, [(39, 10, "odd-sign", "f9")]),
        ("    place: x\n    date: 1.\n", {9}, [(38, 12, "unknown-id", "f9"), (39, 11, "bad-date", "f9")]),
        ("    text: It snowed.\n    source: s\n", {9}, [(38, 5, "syntax", "f9")]),
    ],
    ids=["a slip", "two slips", "a slip hides what the entries say", "what the entries say", "an id lost"],
)
def test_of_a_large_file_with_an_error_only_errors_are_told(
    tmp_path: Path, lines: str, at: Collection[int], expected: list[tuple[int, int, str, str]]
) -> None:
    """To mend it and to check again takes less time than to look at all of it for nothing."""
    reading = reading_of(tmp_path, _large(lines, at))
    assert [(each.line, each.column, each.rule, each.entry) for each in reading.problems] == expected
    assert [each.hint.endswith(NOTHING_ELSE) for each in reading.problems] == [*[False] * (len(expected) - 1), True]
    assert reading.entries == ()


def test_an_error_beside_a_large_file_keeps_nothing_from_being_told(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text(_large("", ()), encoding="utf-8")
    (tmp_path / "small.yaml").write_text("event: {id: small, title: S, date: 1.}\n", encoding="utf-8")
    reading = read(tmp_path)
    assert [problem.rule for problem in reading.problems] == ["bad-date"]
    assert NOTHING_ELSE not in reading.problems[0].hint
    assert len(reading.entries) == 4003


def test_of_a_large_file_without_an_error_everything_is_told(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, _large("    time: noon #4\n", {9}))
    assert found(reading) == [(38, 16, "cut-off")]
    assert len(reading.entries) == 4002


ANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCRAPS = st.sampled_from(
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "\n", "\t", " ", "  ", "'", '"', "#", "&a ", "*a ", "!a ", "<<: ",
        "|", ">", "~", "%", "@", "---\n", "...\n", "\\", "\\u200b", "\r", "\u2028", "\ufeff", "\x00", "😀", "no", "010",
        "holm", "null", "event", "occasion", "in: bridge", "source", "{gazette: 1}", "[[1]]",
    ]
)  # fmt: skip


def unsurprising(reading: Reading) -> None:
    assert (reading.ledger is None) == any(problem.level == "error" for problem in reading.problems)
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.rule in RULES
        assert not problem.message.startswith("the file cannot be read"), problem
        assert "\n" not in str(problem)


@ANY
@given(data=st.binary(max_size=400))
def test_no_bytes_make_reading_raise(tmp_path: Path, data: bytes) -> None:
    unsurprising(reading_of(tmp_path, data))


@ANY
@given(text=st.lists(SCRAPS, max_size=40).map("".join))
def test_no_scraps_of_yaml_make_reading_raise(tmp_path: Path, text: str) -> None:
    unsurprising(reading_of(tmp_path, text))


@ANY
@given(cuts=st.lists(st.tuples(st.integers(0, len(LEDGER)), st.integers(0, 12), SCRAPS), min_size=1, max_size=4))
@example(cuts=[(326, 11, "["), (326, 12, ":")])  # a name that begins with a colon, in a section
def test_no_slip_of_the_hand_makes_reading_raise(tmp_path: Path, cuts: list[tuple[int, int, str]]) -> None:
    text = LEDGER
    for start, length, scrap in cuts:
        text = text[:start] + scrap + text[start + length :]
    unsurprising(reading_of(tmp_path, text))


VALUES = st.recursive(
    st.sampled_from(["holm", "quay", "gazette", "1", "010", "", "~", "'x'", "1971", "no", "meeting", "crowd", "a b"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["a", "gazette", "1", "why"]), inner, max_size=2).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=5,
)


@ANY
@given(value=VALUES, line=st.integers(0, LEDGER.count("\n") - 1))
def test_no_value_of_another_shape_makes_reading_raise(tmp_path: Path, value: str, line: int) -> None:
    lines = LEDGER.split("\n")
    lines[line] = f"{lines[line].partition(':')[0]}: {value}"
    unsurprising(reading_of(tmp_path, "\n".join(lines)))


def rules_in_the_code() -> set[str]:
    """Every text in the reading part of the code that names a rule, by being told or by having a page."""
    folder = HERE.parent / "bot" / "ledger"
    trees = [ast.parse(file.read_text("utf-8")) for file in folder.rglob("*.py") if file.name != "rules.py"]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and text in {*RULES, *PAGES}}


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    assert set(PAGES) == rules_in_the_code()
    assert set(PAGES) == RULES | {"bad-value"}


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_says_what_is_found_why_what_is_wrong_and_what_is_right(rule: str) -> None:
    finds, why, wrong, right = PAGES[rule].strip().split("\n\n")
    assert finds.startswith(f"`{rule}` finds ")
    assert finds.endswith(".")
    assert why.endswith(".")
    assert wrong.startswith("    # wrong\n    ")
    assert right.startswith("    # right\n    ")


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_finding_has_the_level_of_its_page(file: Path) -> None:
    for problem in read(file).problems:
        assert problem.level in LEVELS[problem.rule].split(" or ")


@pytest.mark.parametrize("text", ["می‌گویم", "क्‍ष", "👨‍👩‍👧 came"])
def test_joiners_are_spelling_where_scripts_and_emoji_need_them(tmp_path: Path, text: str) -> None:
    assert reading_of(tmp_path, LEDGER.replace("role: mayor", f"role: {text}")).ledger


def test_a_joiner_inside_a_latin_word_is_invisible(tmp_path: Path) -> None:
    found_here = reading_of(tmp_path, LEDGER.replace("role: mayor", "role: may\u200dor")).problems
    assert [problem.rule for problem in found_here] == ["invisible-character"]


def test_a_special_space_before_a_hash_begins_no_comment(tmp_path: Path) -> None:
    problems = reading_of(tmp_path, LEDGER.replace("role: mayor", "role: mayor\u00a0# checked")).problems
    assert [(problem.rule, problem.entry) for problem in problems] == [("odd-sign", "holm")]


def test_a_tab_in_a_line_with_nothing_else_is_no_fault(tmp_path: Path) -> None:
    assert reading_of(tmp_path, LEDGER.replace("statements:\n", "\t\n  \t\nstatements:\n")).ledger
