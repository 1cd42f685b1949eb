"""Names of two entries that a typo turns into each other are warned of, at the later one; all others are left alone."""

from __future__ import annotations

import json
import random
import time
from datetime import date
from itertools import islice, product
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.checking.knowledge import Knowledge
from bot.checking.report import checked
from bot.checking.substance.names import near_names
from bot.cli import main
from bot.languages import english
from bot.ledger.problems import Problem
from bot.ledger.reading import read
from bot.matching.names import Names
from bot.text import words

HERE = Path(__file__).parent
EVENT = "event: {id: tarn, title: The tarn, date: 2021-05-04}\n"
MARK = "»"
"""Stands in the tables before each name that a finding is expected at."""


def written(folder: Path, *sections: str, file: str = "tarn.yaml") -> Path:
    """A knowledge file with these sections, the event in line 1, each section's name and entries in a line each."""
    path = folder / file
    path.write_text((EVENT + "\n".join(sections) + "\n").replace(MARK, ""), encoding="utf-8")
    return path


TODAY = date(2026, 5, 4)


def found(path: Path) -> list[Problem]:
    reading = read(path)
    assert reading.ledger, reading.problems
    return [each for each in checked(reading, path, english(), TODAY) if each.rule == "near-names"]


def marks(*sections: str) -> list[tuple[int, int]]:
    """Line and column of each mark, once all marks are taken out."""
    lines = "\n".join((EVENT.strip(), *sections)).splitlines()
    places = []
    for number, line in enumerate(lines, start=1):
        parts = line.split(MARK)
        places += [(number, len("".join(parts[:at])) + 1) for at in range(1, len(parts))]
    return places


def two(*entries: str) -> list[str]:
    """A section for each entry written as "people {name: ...}"; the entries are called first and later."""
    kinds, fields = zip(*(entry.split(" ", 1) for entry in entries), strict=True)
    ids = [f"  {id}: {each}" for id, each in zip(("first", "later"), fields, strict=False)]
    return [kinds[0] + ":", *ids] if len(set(kinds)) == 1 else [f"{kinds[0]}:", ids[0], f"{kinds[1]}:", ids[1]]


NEAR = {
    "a letter": ("places {name: Shusha}", "places {name: »Shisha}"),
    "two letters that changed places": ("places {name: Brendel}", "places {name: »Brendle}"),
    "a letter that is missing": ("organisations {name: Hollweg}", "places {name: »Holweg}"),
    "two letters of a long name": ("places {name: Hollweger}", "organisations {name: »Holwegar}"),
    "two letters of a very long name": (
        "places {name: Hollwegerbrunnental}",
        "organisations {name: »Holwegerbrunenntal}",
    ),
    "the first letters of a very long name": (
        "places {name: Hollwegerbrunnental}",
        "organisations {name: »Ohlwegerbrunnental}",
    ),
    "the same sound": ("places {name: Qorvan}", "places {name: »Korwann}"),
    "the same sound of a short name": ("people {name: Ada Akar}", "people {name: »Bea Aqar}"),
    "the same in another script": ("places {name: Stolebi}", "places {name: Hollin, aliases: [»Столеби]}"),
    "near in another script": ("places {name: Stolebin}", "places {name: Hollin, aliases: [»Сталебин, Столб]}"),
    "the same without accents": ("places {name: Peñar}", "places {name: »Penar}"),
    "the same without an apostrophe": ("places {name: Millers' Ford}", "places {name: »Millers Ford}"),
    "surnames": ("people {name: Ada Holweg}", "people {name: »Bea Hollveg}"),
    "given names": ("people {name: Sergey Baltok}", "people {name: »Sergei Mirnin}"),
    "a surname and a place": ("places {name: Tarn, other_name: Wedrel}", "people {name: »Ada Wedrol}"),
    "a surname and an alias": ("people {name: Ada Holweg}", "people {name: Bea Tarn, aliases: [B. T., »Hollweg]}"),
    "an other name": ("places {name: Shusha}", "places {name: Tarn, other_name: »Shushar, aliases: [Tarnoe]}"),
    "full names": ("people {name: Irma Rain}", "people {name: Bea Snow, aliases: [Snowdrop, »Irrma Rain]}"),
    "words of a longer name": ("places {name: Lower Sarnet}", "places {name: »Lower Sarnat}"),
    "the name beside common words": ("organisations {name: Army of Ardenz}", "organisations {name: »army of Ardens}"),
    "each alias that is near": ("places {name: Shusha}", "places {name: »Shisha, aliases: [Tarn, »Chusha, »Шиша]}"),
    "a surname once": ("people {name: Ada Holweg}", "people {name: »Bea Hollveg, aliases: [Hollveg, Beate Hollveg]}"),
}
FAR = {
    "another last vowel": ("places {name: Brandel}", "places {name: Brandela}"),
    "four letters": ("people {name: Ada Holm}", "people {name: Ida Holt}"),
    "two letters of a short name": ("places {name: Marten}", "places {name: Martil}"),
    "three letters of a long name": ("places {name: Hollweger}", "places {name: Halwogar}"),
    "a longer ending": ("places {name: Sarnet}", "organisations {name: Sarnetov}"),
    "inhabitants": ("places {name: Lissavar}", "organisations {name: Lissavarians}"),
    "one's own aliases": ("people {name: Ada Holweg, aliases: [Holveg, Hollweg, Ada Hollweg, Холвег]}",),
    "the other name of a place": ("places {name: Shusha, other_name: Shushi, aliases: [Şuşa, Shusa, Шуша]}",),
    "a shared surname": ("people {name: Ada Radkovar}", "people {name: Bea Radkovár, aliases: [Беа Радковар]}"),
    "a shared surname, spelt anew": ("people {name: Ada Radkovar, aliases: [Radkowar]}", "people {name: Bea Radkovar}"),
    "both spellings for both": (
        "people {name: Ada Holweg, aliases: [Ada Hollveg]}",
        "people {name: Bea Hollveg, aliases: [Bea Holweg]}",
    ),
    "a full name": ("places {name: Shusha}", "places {name: Shisha village}"),
    "different numbers of words": ("places {name: Sarnet valley}", "places {name: Sarnat}"),
    "words not near inside longer names": ("places {name: Sarnet dam}", "places {name: Sarnat bridge}"),
    "a ministry and its minister": (
        "people {name: Ada Holm, aliases: [Defence Minister]}",
        "organisations {name: Defence Ministry, aliases: [Defense Ministry]}",
    ),
    "common words alone": ("organisations {name: soldiers}", "places {name: Soldier}"),
    "two armies": ("organisations {name: Northern army}", "organisations {name: Southern army}"),
    "the same kind elsewhere": ("organisations {name: Ministry of Ardenz}", "organisations {name: Ministry of Hollin}"),
    "the last word of a title": ("people {name: Ada Holm, aliases: [Hollin speaker]}", "people {name: Bea Speeker}"),
    "a name that is an ordinary word": ("people {name: Ada Rainy}", "people {name: Ida Rainey}"),
}


@pytest.mark.parametrize("entries", NEAR.values(), ids=NEAR)
def test_near_names_are_found_where_the_later_one_stands(entries: tuple[str, ...], tmp_path: Path) -> None:
    sections = two(*entries)
    problems = found(written(tmp_path, *sections))
    assert [(each.line, each.column) for each in problems] == marks(*sections)
    for each in problems:
        assert (each.level, each.rule, each.entry) == ("warning", "near-names", "later")
        assert "`first` in line 3" in each.message
        assert "full name" in each.hint or "both spellings" in each.hint


@pytest.mark.parametrize("entries", FAR.values(), ids=FAR)
def test_other_names_are_no_finding(entries: tuple[str, ...], tmp_path: Path) -> None:
    assert found(written(tmp_path, *two(*entries))) == []


@pytest.mark.parametrize("entries", NEAR.values(), ids=NEAR)
def test_the_engine_itself_takes_the_one_for_the_other(entries: tuple[str, ...], tmp_path: Path) -> None:
    """Where only the first is known, whoever types the later one's name gets the first."""
    sections = two(*entries)
    lines = written(tmp_path, *sections).read_text("utf-8").splitlines()
    alone = read(written(tmp_path, *two(entries[0]), file="alone.yaml")).ledger
    assert alone
    names = Names(alone, english())
    for line, column in marks(*sections):
        name = lines[line - 1][column - 1 :].replace("]", ",").replace("}", ",").split(",")[0]
        assert ("first",) in [mention.ids for mention in names.find(words(name))], name


def test_the_message_names_both_spellings_and_the_cure(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "places:",
        "  shusha: {name: Shusha, aliases: [Stolebi]}",
        "  shisha: {name: Shisha, aliases: [Столеби]}",
        "people:",
        "  holweg: {name: Ada Holweg}",
        "  hollveg: {name: Bea Hollveg}",
    )
    cure = "call one of them by the full name only, or drop an alias"
    ask = "give both people both spellings as aliases, so that the bot asks who is meant, or drop an alias"
    assert [str(each) for each in found(path)] == [
        f"{path}:4:18: warning: [near-names] shisha: a typo of Shisha may be read as Shusha, "
        f"a name of `shusha` in line 3; {cure}",
        f"{path}:4:36: warning: [near-names] shisha: Столеби is read as Stolebi, a name of `shusha` in line 3; {cure}",
        f"{path}:7:19: warning: [near-names] hollveg: a typo of Hollveg (in Bea Hollveg) may be read as "
        f"Holweg (in Ada Holweg), a name of `holweg` in line 6; {ask}",
    ]


def test_people_with_both_spellings_are_asked_about(tmp_path: Path) -> None:
    """The cure for near surnames does what the hint says."""
    ledger = read(written(tmp_path, *two(*FAR["both spellings for both"]))).ledger
    assert ledger
    for typed in ("Holweg", "hollveg", "Hollweg", "Holwegg"):
        (mention,) = Names(ledger, english()).find(words(typed))
        assert set(mention.ids) == {"first", "later"}


def test_names_in_two_files_are_compared(tmp_path: Path) -> None:
    written(tmp_path, "places:", "  shusha: {name: Shusha}", file="a.yaml")
    later = written(tmp_path, "places:", "  shisha:", "    aliases: [Tarn, Shisha]", "    name: Hollin", file="b.yaml")
    later.write_text(later.read_text("utf-8").replace("id: tarn", "id: other"), encoding="utf-8")
    (problem,) = found(tmp_path)
    assert (problem.file, problem.line, problem.column) == (str(later), 4, 21)
    assert f"`shusha` in {tmp_path / 'a.yaml'}, line 3" in problem.message


def test_each_entry_that_is_near_is_named_and_many_are_one_fault(tmp_path: Path) -> None:
    entries = [f"  p{number}: {{name: Sensor{number}}}" for number in range(1000, 1006)]
    problems = found(written(tmp_path, "places:", *entries))
    at = [problem.entry for problem in problems]
    assert [at.count(f"p{number}") for number in range(1000, 1006)] == [0, 1, 2, 3, 3, 3]


@pytest.mark.parametrize("knowledge", [HERE.parent / "knowledge", HERE / "ledgers", HERE / "good", HERE / "proof"])
def test_the_ledgers_at_hand_have_no_near_names(knowledge: Path) -> None:
    assert "near-names" not in {problem.rule for problem in checked(read(knowledge), knowledge, english(), TODAY)}


def test_check_warns_of_near_names_as_json(tmp_path: Path) -> None:
    path = written(tmp_path, "places:", "  shusha: {name: Shusha}", "  pond: {name: Pond, aliases: [Ponds, Shisha]}")
    result = CliRunner().invoke(main, ["check", str(path), "--format", "json"])
    assert result.exit_code == 0
    assert [each for each in json.loads(result.stdout) if each["rule"] != "no-entries"] == [
        {
            "file": str(path),
            "line": 4,
            "column": 39,
            "level": "warning",
            "rule": "near-names",
            "entry": "pond",
            "message": "a typo of Shisha may be read as Shusha, a name of `shusha` in line 3",
            "hint": "call one of them by the full name only, or drop an alias",
        }
    ]
    assert CliRunner().invoke(main, ["check", str(path), "--strict"]).exit_code == 1


def test_two_thousand_names_are_compared_in_no_time(tmp_path: Path) -> None:
    """Going through all pairs would take many times as long."""
    chance = random.Random(7)

    def invented(syllables: int) -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables)).capitalize()

    people = [
        f"  p{at}: {{name: {invented(3)} {invented(4)}v, aliases: [{invented(3)}n{at}]}}\n"
        f"  q{at}: {{name: {invented(3)}r {invented(5)}}}\n"
        f"  r{at}: {{name: {invented(2)} {invented(4)}s}}"
        for at in range(500)
    ]
    reading = read(written(tmp_path, "people:", *people))
    knowledge = Knowledge(reading.entries, english(), TODAY, reading.ledger)
    begun = time.process_time()
    problems = list(near_names(knowledge))
    assert time.process_time() - begun < 1
    assert problems


def test_a_surname_of_very_many_is_looked_up_once(tmp_path: Path) -> None:
    people = [f"  p{at}: {{name: {chr(65 + at % 26)}da{at} Tarnow}}" for at in range(3_000)]
    reading = read(written(tmp_path, "people:", *people))
    begun = time.process_time()
    list(near_names(Knowledge(reading.entries, english(), TODAY, reading.ledger)))
    assert time.process_time() - begun < 1


def test_of_more_names_than_anybody_has_the_first_are_compared(tmp_path: Path) -> None:
    short = map("".join, islice(product("bcdfghjklmnpqrstvwxyz", repeat=3), 6_500))
    names = ["Tarnow", "Tarnov", *short, "Tarnof"]
    problems = found(written(tmp_path, "places:", *(f"  p{at}: {{name: {name}}}" for at, name in enumerate(names))))
    told = [each for each in problems if "not compared" in each.message]
    assert [each.line for each in told] == [2_503]
    assert [each.line for each in problems if "Tarno" in each.message] == [4]


@pytest.mark.parametrize(
    "name", ["a" * 1_000, "шуша" * 300, "word " * 300, "漢字" * 400], ids=["a", "other", "many", "no-blank"]
)
def test_what_nobody_types_is_held_against_nothing(tmp_path: Path, name: str) -> None:
    """With two letters left out in every way such a name would take minutes and gigabytes."""
    people = [f"  one: {{name: {name}}}", f"  two: {{name: {name}b}}"]
    assert not found(written(tmp_path, "people:", *people))


def test_of_a_crowd_of_like_names_some_are_told(tmp_path: Path) -> None:
    people = [f"  p{at}: {{name: Tarnow{chr(97 + at // 26)}{chr(97 + at % 26)}}}" for at in range(400)]
    assert found(written(tmp_path, "people:", *people))
