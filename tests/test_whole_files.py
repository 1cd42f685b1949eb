"""Faults that a whole file shares are told once, and a file that is cut off is not taken for a whole one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.checking.report import checked
from bot.languages import english
from bot.ledger.problems import Problem
from bot.ledger.reading import read
from tests.test_reading import BARE, CYRILLIC, LEDGER, reading_of

KNOWN = LEDGER.replace("role: mayor", "role: mayor, and мэр, and Café Übung")


def problems(folder: Path, data: bytes | str) -> list[Problem]:
    return list(reading_of(folder, data).problems)


def told(folder: Path, data: bytes | str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.rule) for each in problems(folder, data)]


# ---- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "place", "seems"),
    [
        (b"\xe9", (3, 13), "`é`"),
        (b"\xcc\xee\xf1\xf2", (3, 13), "`Мост`"),
        (b"\xed\xa0\x80", (3, 13), "another file"),
        (b"\x81", (3, 13), "another file"),
    ],
)
def test_a_few_bytes_that_are_no_utf_8_are_told_alone(
    tmp_path: Path, more: bytes, place: tuple[int, int], seems: str
) -> None:
    (problem,) = problems(tmp_path, CYRILLIC.encode().replace(b"title: ", b"title: The" + more))
    assert (problem.line, problem.column, problem.rule) == (*place, "not-utf-8")
    assert seems in problem.hint


def test_lines_of_another_encoding_that_follow_each_other_are_one_finding(tmp_path: Path) -> None:
    text = CYRILLIC.encode() + "  # Мост\n  # закрыт\n".encode("cp1251") + b"  # fine\n" * 3 + b"  # caf\xe9\n"
    assert told(tmp_path, text) == [(5, 5, "not-utf-8"), (10, 8, "not-utf-8")]


def test_a_file_that_ends_in_a_character_is_cut_off(tmp_path: Path) -> None:
    data = LEDGER.encode()
    (problem,) = problems(tmp_path, data[: data.index("э".encode()) + 1])
    assert "cut off" in problem.message


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "latin-1"])
def test_a_file_that_was_read_in_another_encoding_and_saved_is_one_finding(tmp_path: Path, encoding: str) -> None:
    misread = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in KNOWN.encode())
    line = misread[: misread.index("Ð" if encoding != "cp1251" else "Р")].count("\n") + 1
    assert [(at, rule) for at, _, rule in told(tmp_path, misread)] == [(line, "not-utf-8")]


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_signs_may_be_lost_where_a_file_was_read_in_another_encoding(tmp_path: Path, errors: str) -> None:
    text = LEDGER.replace("role: mayor", "role: Мэр города Ə, Николай Рябцев")
    assert [rule for _, _, rule in told(tmp_path, text.encode().decode("cp1252", errors))] == ["not-utf-8"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r", "cp1251"])
def test_letters_that_an_encoding_lacks_are_one_finding_of_the_file(tmp_path: Path, encoding: str) -> None:
    text = LEDGER.replace("role: mayor", "role: მერი of the ქალაქი, Gülşən")
    (problem,) = problems(tmp_path, text.encode(encoding, "replace"))
    assert problem.rule == "not-utf-8"
    assert "letters were lost" in problem.message


@pytest.mark.parametrize("text", ["why??? so???", "what is ??? here", "https://a.example/b?c=d?e=f", "(why?) how?no"])
def test_question_marks_are_no_lost_letters(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, BARE.replace("The Old Bridge", text)) == []


def test_line_ends_with_a_sign_too_many_are_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, LEDGER.replace("\n", "\r\r\n")) == [(1, 7, "invisible-character")]
    assert told(tmp_path, BARE.replace("\n", "\r\r\n") + "#\r\r\n" * 2000) == [(1, 7, "invisible-character")]


def test_what_else_is_wrong_in_a_file_of_another_encoding_is_told_too(tmp_path: Path) -> None:
    data = LEDGER.replace("act: denied", "akt: denied").encode("cp1251")
    assert [rule for _, _, rule in told(tmp_path, data)] == ["not-utf-8", "unknown-field"]


# ---- copies and names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["old-bridge (1).yaml", "a-copy.yaml", "zz.yaml"])
def test_a_copy_beside_its_file_is_one_finding_at_the_copy(tmp_path: Path, name: str) -> None:
    (tmp_path / "old-bridge.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / name).write_text(LEDGER.replace("  crowd:", "  crowd-of-forty:"), encoding="utf-8")
    (problem,) = read(tmp_path).problems
    assert (problem.file, problem.line, problem.rule) == (str(tmp_path / name), 2, "duplicate-id")
    assert "delete one of the two files" in problem.hint


def test_two_events_of_one_id_are_no_copies(tmp_path: Path) -> None:
    (tmp_path / "old-bridge.yaml").write_text(LEDGER, encoding="utf-8")
    other = "sources: {g: {title: G, published: 1971}}\npeople: {berg: {name: Jon Berg}}\n"
    (tmp_path / "other.yaml").write_text(BARE + other, encoding="utf-8")
    (problem,) = read(tmp_path).problems
    assert "belongs to an event in" in problem.message


@pytest.mark.parametrize("name", ["old-bridge.yml", "old-bridge.yaml.txt", "old-bridge.YAML"])
def test_a_file_that_no_folder_reads_is_warned_of_when_it_is_named(tmp_path: Path, name: str) -> None:
    reading = reading_of(tmp_path, LEDGER, name)
    assert reading.ledger is not None
    assert [(problem.level, problem.rule) for problem in reading.problems] == [("warning", "ignored-file")]


# ---- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{:4} {}", "{:6}\t{}", "{}: {}", "{:03}|{}"])
def test_numbers_before_every_line_are_one_finding(tmp_path: Path, form: str) -> None:
    lines = LEDGER.replace("act: denied", "akt: denied").rstrip("\n").split("\n")
    numbered = "\n".join(form.format(number, line) for number, line in enumerate(lines, start=1))
    assert [(line, rule) for line, _, rule in told(tmp_path, numbered)] == [(1, "syntax"), (44, "unknown-field")]


@pytest.mark.parametrize("sign", ["> ", ">", ">> ", "> > "])
def test_a_file_quoted_as_in_a_mail_is_one_finding(tmp_path: Path, sign: str) -> None:
    lines = LEDGER.replace("act: denied", "akt: denied").split("\n")
    problem, other = problems(tmp_path, "\n".join(f"{sign}{line}".rstrip() for line in lines))
    assert (problem.line, problem.rule) == (1, "syntax")
    assert (other.line, other.column, other.rule) == (44, 5 + len(sign), "unknown-field")


def test_two_ledgers_in_one_file_are_no_copy_of_each_other(tmp_path: Path) -> None:
    other = BARE.replace("old-bridge", "new-bridge") + "sources: {g: {title: G, published: 1971}}\n"
    rules = [rule for _, _, rule in told(tmp_path, LEDGER + other)]
    assert rules == ["duplicate-key", "duplicate-key"]


def test_a_file_that_begins_with_the_fields_of_its_event_lacks_only_a_line(tmp_path: Path) -> None:
    assert told(tmp_path, LEDGER.partition("\n")[2]) == [(1, 3, "syntax")]
    (problem,) = problems(tmp_path, LEDGER.replace("act: denied", "akt: denied").partition("role: mayor\n")[2])
    assert "nothing else was checked" in problem.hint


def test_tabs_in_place_of_all_spaces_are_one_finding(tmp_path: Path) -> None:
    assert told(tmp_path, LEDGER.replace(" ", "\t")) == [(2, 1, "syntax")]


def test_an_event_whose_entries_are_gone_since_the_proof_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "old-bridge.lock").write_text('{"entries": {"crowd": "0"}, "sources": {}}', encoding="utf-8")
    found = checked(reading_of(tmp_path, BARE), tmp_path, english(), date(2026, 5, 4))
    assert [problem.rule for problem in found] == ["gone-since-proof"]
    (tmp_path / "old-bridge.lock").unlink()
    found = checked(read(tmp_path), tmp_path, english(), date(2026, 5, 4))
    assert [problem.rule for problem in found] == ["no-entries"]
