"""The operators' guide: its example proves, its commands print what it shows, its lists are complete."""

from __future__ import annotations

import re
import shlex
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.checking import guide
from bot.checking.report import checked
from bot.cli import main
from bot.languages import english
from bot.ledger.fields import PURPOSES
from bot.ledger.reading import read
from bot.matching.vetoes import Veto

GUIDE = (Path(__file__).parent.parent / "knowledge" / "README.md").read_text("utf-8")
FENCED: dict[str, str] = dict(re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE))
SHOWN = re.findall(r"^    \$ python -m bot (.*)\n((?:    .*\n)+)", GUIDE, re.MULTILINE)
"""Each command of the guide with what it prints; a line of three points stands for lines left out."""
LEDGER = "bridge-2021-05-04.yaml"
ADDED = "    asked_as: [who accused the council of neglect]\n"
"""What the guide adds to `varga-blames` to show what a change changes."""
_SCORE = re.compile(r"score \d\.\d\d")
"""How near the search finds an entry may change with each change of the search."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of somebody who followed the guide until the first proof."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "archive" / "gazette.txt").write_text(FENCED["text"], "utf-8")
    (tmp_path / "ledger" / LEDGER).write_text(FENCED["yaml"], "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_KNOWLEDGE", raising=False)
    return tmp_path


def ran(line: str) -> tuple[int, str]:
    """The exit code of `python -m bot` with this command line, and all that it printed."""
    result = CliRunner().invoke(main, shlex.split(line))
    return result.exit_code, result.output


def test_the_example_has_no_fault_but_that_it_is_not_proved_yet(folder: Path) -> None:
    path = folder / "ledger"
    assert {found.rule for found in checked(read(path), path, english(), date(2026, 5, 4))} == {"unproved"}


def test_the_example_proves_and_is_then_without_findings(folder: Path) -> None:
    assert ran("prove --archive archive --knowledge ledger")[0] == 0
    assert ran("check --strict ledger") == (0, "0 errors, 0 warnings\n")


@pytest.mark.parametrize(("line", "shown"), SHOWN, ids=[line.split(" --")[0] for line, _ in SHOWN])
def test_a_command_prints_what_the_guide_shows(folder: Path, line: str, shown: str) -> None:
    ran("prove --archive archive --knowledge ledger")
    if line.startswith("diff "):
        ledger = folder / "ledger" / LEDGER
        ledger.rename(folder / "before.yaml")
        ledger.write_text(FENCED["yaml"].replace(about := "    about: [council, old-bridge]\n", about + ADDED), "utf-8")
    code, printed = ran(line)
    assert code == 0
    for part in re.sub("^    ", "", shown, flags=re.MULTILINE).split("...\n"):
        assert _SCORE.sub("", part) in _SCORE.sub("", printed)


def test_the_list_of_acts_is_that_of_the_language_pack() -> None:
    families = re.split(r" {3,}|\n(?! )", FENCED["acts"].rstrip())
    assert sorted(sorted(re.findall(r"\w+", family)) for family in families) == sorted(
        sorted(act.acts) for act in english().acts
    )


def test_the_table_of_fields_names_every_field_but_those_that_gives_holds() -> None:
    table = GUIDE.partition("| field |")[2].partition("\n\n")[0]
    named = {field for row in table.splitlines()[2:] for field in re.findall(r"`([\w-]+)`", row.split(" | ")[0])}
    assert named | {"occasion", "speaker"} == PURPOSES.keys() - {"why", "how", "how-many"}


def test_every_reason_that_forbids_an_answer_has_its_cure() -> None:
    table = GUIDE.partition("| forbidden |")[2].partition("\n\n")[0]
    told = chain.from_iterable(row.split("|")[1].split(";") for row in table.splitlines()[2:])
    assert {reason.strip() for reason in told} == {veto.value for veto in Veto}


def test_every_family_of_rules_begins_with_a_rule() -> None:
    assert guide.FAMILIES.keys() <= guide.pages().keys()
