"""Cures: one slip of the hand in a good ledger makes one finding, in its line, that says what to type."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.checking.report import checked
from bot.languages import english
from bot.ledger.problems import Problem
from bot.ledger.reading import read

LEDGER = (Path(__file__).parent / "good" / "old-bridge.yaml").read_text(encoding="utf-8")
QUOTE = '    quote: "The bridge is closed: nobody crosses."'
SAYS = "    says: that anything had changed"
TEXT = "    text: A crowd stood on the quay."
ABOUT = "    about: [bridge]"
DATE = "    date: 1968/1971"

# the line as it is right, as it is written, the rule, what the cure or the message says
SLIPS = [
    (SAYS, "    says: *anything* had changed", "syntax", "put the whole text in quotation marks"),
    (SAYS, "    says: [sic] nothing had changed", "syntax", "put the whole text in quotation marks"),
    (SAYS, "    says: {x} nothing had changed", "syntax", "put the whole text in quotation marks"),
    (SAYS, "    says: > nothing had changed", "syntax", "put the whole text in quotation marks"),
    (SAYS, "    says: 'Twas as ever", "syntax", '"\'Twas as ever"'),
    (SAYS, "    says: '90s rules went on", "syntax", '"\'90s rules went on"'),
    (SAYS, "    says: he denied: nothing had changed", "syntax", "put the whole text in quotation marks"),
    (ABOUT, "    about: [bridge] quay]", "syntax", "delete what follows, or move it inside"),
    (ABOUT, "    about: [bridge,, quay]", "syntax", "delete the sign"),
    ("    role: mayor", "    : mayor", "bad-key", "the name before the colon is missing"),
    ("    act: denied", "    act :denied", "syntax", "the space stands before the colon"),
    (ABOUT, "    about: [bridge quay]", "unknown-id", "put a comma between them: bridge, quay"),
    (ABOUT, "    about: bridge quay", "wrong-shape", "about: [bridge, quay]"),
    (ABOUT, "    about: [bridge\u00a0]", "lookalike", "a special space"),
    (ABOUT, "    about: [[bridge]]", "wrong-shape", "an item of `about` is one value"),
    ("event:", "Event:", "unknown-section", "did you mean `event`?"),
    ("people:", "peple:", "unknown-section", "did you mean `people`?"),
    (TEXT, "    txt: A crowd stood on the quay.", "unknown-field", "did you mean `text`?"),
    (DATE, "    date: 5. Mai 1971", "bad-date", "did you mean `1971-05-05`?"),
    (DATE, "    date: 5 мая 1971 г.", "bad-date", "did you mean `1971-05-05`?"),
    (DATE, "    date: 5 de mayo de 1971", "bad-date", "did you mean `1971-05-05`?"),
    (DATE, "    date: Kasım 1971", "bad-date", "did you mean `1971-11`?"),
    ("      - [ferrymen-deny]", "      - ferrymen-deny", "wrong-shape", "- [one, another]"),
    ("  ferrymen-deny:", "    ferrymen-deny:", "syntax", "stands among the fields of `holm-again`"),
    ("  ferrymen-deny:", "  - ferrymen-deny:", "syntax", "delete the hyphen"),
    ("organisations:", "  organisations:", "syntax", "stands among the entries of `people`"),
    ("    by: [town]", "  by: [town]", "syntax", "indent it like its neighbours"),
]


def findings(folder: Path, text: str) -> list[Problem]:
    file = folder / "old-bridge.yaml"
    file.write_text(text, encoding="utf-8")
    # the ledger says of June what a paper of May printed
    found = checked(read(file), file, english(), date(2026, 5, 4))
    return [each for each in found if each.rule not in ("said-after-published", "unproved")]


@pytest.mark.parametrize(("right", "wrong", "rule", "cure"), SLIPS, ids=[slip[1].strip() for slip in SLIPS])
def test_a_slip_of_the_hand_is_one_finding_with_its_cure(
    tmp_path: Path, right: str, wrong: str, rule: str, cure: str
) -> None:
    lines = LEDGER.split("\n")
    at = lines.index(right)
    lines[at] = wrong
    problem, *others = findings(tmp_path, "\n".join(lines))
    assert others == []
    assert (problem.line, problem.rule) == (at + 1, rule)
    assert cure in f"{problem.message}; {problem.hint}"


def test_all_slips_that_do_not_meet_are_found_at_once(tmp_path: Path) -> None:
    lines, expected = LEDGER.split("\n"), set()
    for right, wrong, rule, _ in SLIPS:
        if right in lines and right not in ("facts:", "event:", "organisations:", "  ferrymen-deny:"):
            at = lines.index(right)
            lines[at] = wrong
            expected.add((at + 1, rule))
    assert len(expected) > 8
    assert {(each.line, each.rule) for each in findings(tmp_path, "\n".join(lines))} == expected
