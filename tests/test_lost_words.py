"""Words of a source that lead to no entry of their paragraph are told after the proof, so that one can hold them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.checking.lost_words import lost_words
from bot.languages import english
from bot.ledger.reading import read
from tests.test_cli import CLEAN, ERRORS, HERE, run

LEDGER = """\
event: {id: gate, title: The gate of Rill, date: 1971-05-03}
sources: {gazette: {title: The gate of Rill, published: 1971-05-05}}
people: {holm: {name: Ada Holm, role: mayor of Rill}}
places: {rill: {name: Rill}}
statements:
  holm-water:
    speaker: holm
    act: warned
    says: that too much water was kept there
    date: 1971-05-03
    source: gazette
    paragraph: 2
    PHRASING
facts:
  cows-died:
    text: Some 40 cows died in Rill.
    date: 1970
    source: gazette
    paragraph: 3
"""
TEXT = """\
Water in Rill

On Monday Mayor Ada Holm warned, and said again, that the lake was too full of water.

On 4 May 1970 forty cows were killed in Rill by a smaller flood.

Nobody cites this paragraph.
"""


@pytest.fixture
def lost(tmp_path: Path) -> list[str]:
    return told(tmp_path, "")


def told(folder: Path, phrasing: str) -> list[str]:
    (folder / "gate.yaml").write_text(LEDGER.replace("PHRASING", phrasing), encoding="utf-8")
    ledger = read(folder / "gate.yaml").ledger
    assert ledger
    return [str(each) for each in lost_words(ledger, english(), {"gazette": TEXT})]


def test_a_word_that_no_entry_of_the_paragraph_holds_is_lost(lost: list[str]) -> None:
    assert lost == ["gazette ¶2: lake, full", "gazette ¶3: smaller, flood"]


def test_a_word_is_found_by_another_for_it_by_a_number_in_figures_and_by_what_the_fields_tell(lost: list[str]) -> None:
    for found in ("killed", "forty", "Mayor", "Holm", "Monday", "May", "warned", "said", "cites"):
        assert not any(found in line for line in lost), found


def test_a_phrasing_that_holds_the_word_leads_to_its_entry(tmp_path: Path) -> None:
    assert told(tmp_path, "asked_as: [who said that the lake was full]")[0] == "gazette ¶3: smaller, flood"


def test_prove_tells_the_lost_words_once_everything_is_proved(tmp_path: Path) -> None:
    proved = Path(shutil.copytree(HERE / "proof", tmp_path / "proof"))
    result = run("prove", "--archive", proved / "archive", "--knowledge", proved)
    assert result.exit_code == CLEAN
    assert "\nwords that lead to no entry of their paragraph:\n  gazette ¶2: opened, carried, away," in result.stdout
    ledger = proved / "lower-tarn-2021-05-04.yaml"
    ledger.write_text(ledger.read_text("utf-8").replace("42 piles", "43 piles"), encoding="utf-8")
    result = run("prove", "--archive", proved / "archive", "--knowledge", proved)
    assert result.exit_code == ERRORS
    assert "words that lead" not in result.stdout
