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
    (SAYS, '    says: "that anything had changed”', "syntax", "with the same mark"),
    (SAYS, '    says: that anything had changed"', "quotation-marks", "close it, or delete it"),
    (SAYS, "    says: nothing, act: said", "syntax", "begin a new line with `act:`"),
    (SAYS, "    says: Р’РѕС‚ and nothing else", "not-utf-8", "did you mean `Вот`?"),
    (SAYS, "    text: that anything had changed", "unknown-field", "did you mean `says`?"),
    (TEXT, "    quote: A crowd stood on the quay.", "unknown-field", "did you mean `text`?"),
    (QUOTE, '    quote: "The bridge is closed," Ada Holm', "syntax", "if it is no part of what was said"),
    (QUOTE, '    quote: "The bridge is closed," said the mayor', "syntax", "if it is no part of what was said"),
    (QUOTE, '    quote: Holm: "The bridge is closed."', "syntax", "a quote holds what was said alone: delete `Holm:`"),
    (QUOTE, "    quote: The mayor: “The bridge is closed.”", "syntax", "alone: delete `The mayor:`"),
    (SAYS, "    says: !!str that anything had changed", "tag", "delete `!!str`"),
    ("  crowd:", "  crowd: !draft", "tag", "before fields or a list, delete the sign and its word"),
    (TEXT, "    text: A crowd (see photo #3) stood on the quay.", "cut-off", "put the whole text in quotation marks"),
    (TEXT, "@@ -34,3 +34,3 @@\n    text: A crowd stood on the quay.", "syntax", "delete it"),
    (
        "  quay: {name: The quay, in: town}",
        "  quay: {name: The quay\n    in: town}",
        "syntax",
        "put a comma at its end, before `in`",
    ),
    (ABOUT, "    about: &b [bridge]", "anchor", "before a list, delete the sign"),
    (ABOUT, "    about: [bridge] quay]", "syntax", "delete what follows, or move it inside"),
    (ABOUT, "    about: [bridge,, quay]", "syntax", "delete the sign"),
    ("    role: mayor", "    : mayor", "bad-key", "the name before the colon is missing"),
    ("    act: denied", "    act :denied", "syntax", "the space stands before the colon"),
    (ABOUT, "    about: [bridge quay]", "unknown-id", "put a comma between them: bridge, quay"),
    (ABOUT, "    about: bridge quay", "wrong-shape", "about: [bridge, quay]"),
    (ABOUT, "    about: [bridge\u00a0]", "lookalike", "a special space"),
    (ABOUT, "    about: [[bridge]]", "wrong-shape", "an item of `about` is one value"),
    ("event:", "event", "syntax", "put a colon after it: `event:`"),
    ("event:", " event:", "syntax", "begin it at the margin"),
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
    (
        "    text: A crowd stood on the quay.",
        "\ttext: A crowd stood on the quay.",
        "syntax",
        "use spaces instead of tabs",
    ),
    ("  crowd:", "crowd:", "unknown-section", "if it is an entry of the section above"),
    ("  crowd:", "  - crowd:", "wrong-shape", "take the hyphens away"),
    ("  crowd:", "  Crowd:", "bad-id", "as in `crowd`"),
    ("  crowd:", "  crowd", "syntax", "put a colon after it: `crowd:`"),
    ("facts:", "facts;", "syntax", "put a colon after it: `facts:`"),
    ("sources:", "sources: none", "syntax", "keep one of the two"),
    ("    role: mayor", "    role = mayor", "syntax", "put a colon and a space after `role`"),
    ("    role: mayor", '    role: "mayor",', "syntax", "delete the comma"),
    ("    role: mayor", '    role: "mayor', "syntax", "close it at the end of the text"),
    ("    role: mayor", "    role: 1e3", "needs-quotes", 'put it in quotation marks: "1e3"'),
    ("    role: mayor", "    role: «mayor", "quotation-marks", "close it, or delete it"),
    ("  id: old-bridge", "id: old-bridge", "syntax", "indent it like"),
    ("    paragraph: 6", "    paragraph: 4-6", "bad-paragraph", "did you mean `[4, 5, 6]`?"),
    ("    paragraph: 6", "    paragraph: 6.", "bad-paragraph", "did you mean 6?"),
    ("    paragraph: 6", "    paragraph: ¶06", "bad-paragraph", "did you mean 6?"),
    ("    paragraph: 6", "    paragraph: six", "bad-paragraph", "write its number, counted from 1"),
    ("    act: denied", "    act: DENIED", "unknown-act", "did you mean `denied`?"),
    (DATE, "    date: 1971-0503", "bad-date", "did you mean `1971-05-03`?"),
    (DATE, "    date: 1971--05-03", "bad-date", "did you mean `1971-05-03`?"),
    (DATE, "    date: 1971/0503", "bad-date", "did you mean `1971-05-03`?"),
    (TEXT, "    withdrawn: yes\n" + TEXT, "needs-quotes", "write the reason"),
    ("    role: mayor", "    role: null", "needs-quotes", "delete the line"),
    (SAYS, "    says: that *anything* had changed", "markup", "delete the signs"),
    (SAYS, "    says: that `anything` had changed", "markup", "delete the signs"),
    (SAYS, "    says: that [anything](https://x.example/1) had changed", "markup", "delete the signs"),
    (SAYS, "    says: that [[Ferry|anything]] had changed", "markup", "delete the signs"),
    (SAYS, "    says: that anything had changed.[12]", "markup", "delete it: it is the number of a note there"),
    (SAYS, "    says: that anything[^2] had changed", "markup", "delete it: it is the number of a note there"),
    (SAYS, "    says: that anything had changed {{cn}}", "markup", "delete the signs"),
    (SAYS, r"    says: that \"anything\" had changed", "markup", "write the sign itself"),
    (SAYS, r"    says: that nothing\u2019s changed", "markup", "write the sign itself"),
    ("    source: herald", "    source: gazette:5", "unknown-id", "in braces: source: {gazette: 5}"),
    ("    source: herald", "    source: gazette, p. 5", "unknown-id", "in braces: source: {gazette: 5}"),
    ("    source: herald", "    source: gazette (5)", "unknown-id", "in braces: source: {gazette: 5}"),
    ("    source: herald", '    source: "gazette: 5"', "unknown-id", "in braces: source: {gazette: 5}"),
    ("    source: herald", "    source: gazette and herald", "unknown-id", "as {gazette: 9, herald: 2}"),
    ("    source: herald", "    source: gazette/herald", "unknown-id", "as {gazette: 9, herald: 2}"),
    ("    source: herald", "    source: [gazette, herald]", "wrong-shape", "as {gazette: 9, herald: 2}"),
    ("    source: herald", "    source: [gazette: 5, herald: 2]", "wrong-shape", "write {gazette: 5, herald: 2}"),
    ("    source: herald", "    source: {gazette: 5 herald: 2}", "syntax", "put a comma before `herald`"),
    (ABOUT, "    about: [bridge)", "syntax", "write ] in place of the ) that stands there"),
    (ABOUT, "    about: [bridge and quay]", "unknown-id", "put a comma between them: bridge, quay"),
    ("    place: quay", "    place: {name: The quay}", "wrong-shape", "write the id of a place or an organisation"),
    ("    act: denied", "    act: denied that", "unknown-act", "did you mean `denied`?"),
    ("    role: mayor", "    role: mayor (?)", "placeholder", "delete the mark"),
    ("    role: mayor", "    role: mayor, TBC", "placeholder", "delete the mark"),
    ("    role: mayor", "    role: (to check)", "placeholder", "or delete the field"),
    (SAYS, "    says: ’that anything had changed’", "quotation-marks", "delete them"),
    (SAYS, "    //says: that anything had changed", "unknown-field", "a remark begins with #"),
    (
        "  town: {name: Town, aliases: [Townsmen]}",
        "  town: {name: Town, aliases: [Men; Folk]}",
        "line-in-text",
        "a comma",
    ),
    (
        "  town: {name: Town, aliases: [Townsmen]}",
        "  town: {name: Town, aliases: Men / Folk}",
        "wrong-shape",
        "[Men, Folk]",
    ),
    ("    asked_as: [who stood there]", "    asked_as: who stood / who came", "wrong-shape", "[who stood, who came]"),
    (DATE, "    date: c. 1971", "bad-date", "did you mean `1971`?"),
    (DATE, "    date: early May 1971", "bad-date", "did you mean `1971-05`?"),
    (DATE, "    date: １９７１-05", "bad-date", "did you mean `1971-05`?"),
    ("    paragraph: 6", "    paragraph: 6th", "bad-paragraph", "did you mean 6?"),
    ("  id: old-bridge", "  id: Old Bridge", "bad-id", "as in `old-bridge`"),
    ("  ferrymen: {name: The ferrymen}", "  ferrymen {name: The ferrymen}", "syntax", "the colon after `ferrymen`"),
    ("  ferrymen: {name: The ferrymen}", "  ferrymen; {name: The ferrymen}", "syntax", "the colon after `ferrymen`"),
    ("  ferrymen: {name: The ferrymen}", "  ferrymen:{name: The ferrymen}", "syntax", "put a space after the colon"),
    ("statements:", "statemen", "syntax", "did you mean `statements:`?"),
    ("event:", "even", "syntax", "did you mean `event:`?"),
    ("    occasion: meeting", "    occasion occasion: meeting", "unknown-field", "did you mean `occasion`?"),
    (
        "    source: {gazette: 5, herald: [1, 2]}",
        "  source: {gazette: 5, herald: [1, 2]}",
        "syntax",
        "`source` is indented too little",
    ),
    (TEXT, "     text: A crowd stood\n      on the quay.", "syntax", "indented more than its neighbours"),
    ("    act: denied", "x\n    act: denied", "syntax", "delete it, if it belongs to nothing"),
    ("    speaker: ferrymen", "x\n    speaker: ferrymen", "syntax", "delete it, if it belongs to nothing"),
    ("  holm-later:", "xx\n  holm-later:", "syntax", "delete it, if it belongs to nothing"),
    ("  title: The closing of the Old Bridge", "y\n  title: The closing", "syntax", "delete it, if it belongs to"),
    (SAYS, "    says: [nothing](https://x.example/1) had changed", "syntax", "write its words alone: nothing"),
    (SAYS, "    says: see <https://x.example/1>", "link-in-text", "the address https://x.example/1;"),
    (TEXT, '    withdrawn: "yes"\n' + TEXT, "empty-value", "write the reason, as in: the Gazette corrected it"),
    (TEXT, "    withdrawn: x\n" + TEXT, "empty-value", "write the reason"),
    (TEXT, '    withdrawn: "no"\n' + TEXT, "empty-value", "delete the line, if the entry stands"),
    (TEXT, "    withdrawn: no\n" + TEXT, "needs-quotes", "delete the line, if the entry stands"),
    (ABOUT, "    about: []", "empty-value", "write what belongs there, or delete the line"),
    (ABOUT, "    about: {}", "wrong-shape", "about: [one, another]"),
    ("    asked_as: [who stood there]", "    asked_as: {}", "wrong-shape", "asked_as: [one, another]"),
    ("    gives: {why: to see it, how-many: some forty people}", "    gives: {}", "empty-value", "or delete the line"),
    (SAYS, "    says: that gazette.com/1 had changed", "link-in-text", "`url:` of the source"),
    (ABOUT, "    about: {bridge}", "wrong-shape", "write it in brackets"),
    (DATE, "    date: 22-05-03", "bad-date", "`2022-05-03` for 3 May 2022"),
    (ABOUT, "    about: [bridge]    time: at noon", "syntax", "begin a new line with `time:`"),
    (ABOUT, "    about: bridge and quay", "wrong-shape", "about: [bridge, quay]"),
    (ABOUT, "    about: b[bridge]", "wrong-shape", "about: [bridge]"),
    (ABOUT, '    about: "bridge", "quay"', "syntax", 'about: ["bridge", "quay"]'),
    ("      - [ferrymen-deny]", "      -- [ferrymen-deny]", "syntax", "delete all but one"),
    ("      - [ferrymen-deny]", "      [ferrymen-deny]", "syntax", "put a hyphen and a space before it"),
    ("      - [ferrymen-deny]", "     - [ferrymen-deny]", "syntax", "indent it like its neighbours"),
    (QUOTE, '    quote: "The bridge is closed", he said', "syntax", "if it is no part of what was said"),
    (
        "  ferrymen: {name: The ferrymen}",
        "  ferrymen:{name: The ferrymen, aliases: [f]}",
        "syntax",
        "put a space after",
    ),
    ("  ferrymen: {name: The ferrymen}", "  ferrymen: (name: The ferrymen)", "syntax", "write { and } instead"),
    ("  ferrymen: {name: The ferrymen}", "  ferrymen: {name=The ferrymen}", "syntax", "write name: The ferrymen"),
    ("facts:", "-----------\nfacts:", "syntax", "else delete it"),
    ("facts:", "// facts\nfacts:", "syntax", "begin it with # and a space"),
    ("facts:", "  }\nfacts:", "syntax", "delete it"),
    ("    act: denied", "    act: Denied", "unknown-act", "did you mean `denied`?"),
    ("    role: mayor", "    role: mayor (of the town", "quotation-marks", "close it, or delete it"),
    ("    role: mayor", "    role: mayor]", "quotation-marks", "such as `aliases: [`"),
    (ABOUT, "    about: Bridge and its people", "wrong-shape", "in brackets: about: [bridge]"),
    (ABOUT, '    about: "[bridge] and the Quay"', "wrong-shape", "in brackets: about: [bridge, quay]"),
    (ABOUT, "    about: {bridge, quay}", "wrong-shape", "in brackets: about: [bridge, quay]"),
    (ABOUT, "    about: [bridge] and the quay", "syntax", "move it inside, before the ]"),
    (ABOUT, "    about: [bridge, \ufeffquay]", "bom", "delete it here"),
    ("event:", "\ufeffevent:", "bom", "save the file as UTF-8 without BOM"),
    ("      - [ferrymen-deny]", "      . [ferrymen-deny]", "syntax", "put a hyphen and a space before it"),
    ("      - [ferrymen-deny]", "      - [ferrymen-deny]:", "bad-key", "delete the colon behind it"),
    ("    act: denied", "x    act: denied", "syntax", "`x` stands before the spaces"),
    (SAYS, "    says: «that nothing at all had changed»", "quotation-marks", "delete them"),
    ("  crowd:", '  "crowd:', "syntax", "delete it: crowd:"),
    ("  crowd:", "  'crowd:", "syntax", "delete it: crowd:"),
    ("  crowd:", '  "crowd:"', "syntax", "delete the quotation marks: crowd:"),
    ("    act: denied", '    "act: denied', "syntax", "delete it: act: denied"),
    ("    role: mayor", "    role: #1 of the town", "empty-value", '"#1 of the town"'),
    (
        "    gives: {why: to see it, how-many: some forty people}",
        '    gives: {"why: to see it"}',
        "empty-value",
        'around the value only: why: "to see it"',
    ),
    ("    source: herald", "    source: herald 4", "unknown-id", "in braces: source: {herald: 4}"),
    ("    source: herald", "    source: herald, gazette", "unknown-id", "write each with its paragraph"),
    (ABOUT, '    about: ["bridge, quay"]', "unknown-id", "take the quotation marks away"),
    (ABOUT, "    about: [bridge，quay]", "unknown-id", "the comma of the keyboard in place of ，"),
    ("    asked_as: [who stood there]", "    asked_as: ['who stood there]", "syntax", "with the same mark"),
    ("    asked_as: [who stood there]", '    asked_as: ["who stood" how many]', "syntax", "put a comma before it"),
    (
        "    asked_as: [who stood there]",
        '    asked_as: [who stood "how many"]',
        "line-in-text",
        'a comma before "how many"',
    ),
    ("    asked_as: [who stood there]", "    asked_as: who stood there]", "wrong-shape", "asked_as: [who stood there]"),
    ("    asked_as: [who stood there]", "    asked_as: - who\n      - how many", "syntax", "begin a new line with it"),
    ("    asked_as: [who stood there]", "    asked_as: [`who stood`]", "syntax", "delete ` before and after it"),
    (
        "    asked_as: [who stood there]",
        "    asked_as: [en: who stood]",
        "wrong-shape",
        "write the text alone: who stood",
    ),
    (
        "  town: {name: Town, aliases: [Townsmen]}",
        '  town: {name: Town, aliases: [Men "a, b"]}',
        "line-in-text",
        '"a, b"',
    ),
    (
        "  town: {name: Town, aliases: [Townsmen]}",
        "  town: [{name: Town}]",
        "wrong-shape",
        "take the hyphen away before",
    ),
    (
        "  town: {name: Town, aliases: [Townsmen]}",
        "  town: {name: Town, role: mayor}",
        "unknown-field",
        "below `people:`",
    ),
    (SAYS, "    says: “that nothing: had changed”", "syntax", 'write " in place of “'),
    (SAYS, "    note: ask again\n" + SAYS, "unknown-field", "a remark begins with #"),
    (TEXT, "    text: A crowd\u2028stood on the quay.", "invisible-character", "put a space in its place"),
    (DATE, "    date: 1971-О5-O3", "bad-date", "did you mean `1971-05-03`?"),
    ("    act: denied", "    act = denied", "syntax", "in place of the ="),
    ("    act: denied", "    act: recounted", "unknown-act", "take one such as said"),
    ("    act: denied", '    act: denied"', "quotation-marks", "close it, or delete it"),
    ("    act: denied", "    ? act: denied", "syntax", "a ? stands before `act:`"),
    ("    act: denied", "place: quay\n    act: denied", "syntax", "the field `place` is indented too little"),
    ("facts:", "==== facts ====\nfacts:", "syntax", "begin it with # and a space"),
    ("facts:", "Sent from my phone\nfacts:", "syntax", "if it belongs to nothing, delete it"),
    ("facts:", "    -\nfacts:", "syntax", "a hyphen stands alone here; delete it"),
    ("event:", "Subject: the ledger\nevent:", "unknown-section", "delete this line, if it belongs to nothing"),
    ("    role: mayor", '    role: "mayor”', "syntax", "with the same mark"),
]

# what stands as the address of a source, and what it was meant to be
ADDRESSES = [
    ("https//gazette.example/1", "https://gazette.example/1"),
    ("https:/gazette.example/1", "https://gazette.example/1"),
    ("htps://gazette.example/1", "https://gazette.example/1"),
    ("ttp://gazette.example/1", "http://gazette.example/1"),
    ("www.gazette.example/1", "https://www.gazette.example/1"),
]

# the positions of a dispute, one list too deep, and where that is told
DEEP = [
    ("    positions: [[[holm-closes, holm-later], [ferrymen-deny]]]", (60, 16)),
    ("    positions: [[[holm-closes, holm-later]], [[ferrymen-deny]]]", (60, 16)),
    ("    positions:\n      - [[holm-closes, holm-later]]\n      - [ferrymen-deny]", (61, 7)),
    ("    positions:\n      - - [holm-closes, holm-later]\n        - [ferrymen-deny]", (61, 7)),
    ("    positions:\n      -\n        - - holm-closes\n          - holm-later\n        - - ferrymen-deny", (61, 7)),
]

# the line as it is right, and as it is right too
RIGHT = [
    (ABOUT, "    about: [\n      bridge,\n    ]"),
    ("  ferrymen: {name: The ferrymen}", '  "ferrymen": {"name": "The ferrymen"}'),
    ("  ferrymen: {name: The ferrymen}", "  ? ferrymen\n  : {name: The ferrymen}"),
    (TEXT, "    text: >-\n      A crowd stood\n      on the quay."),
    (TEXT, '    text: "A crowd stood\n\n      on the quay."'),
    (TEXT, "    text: The date and the place\n      by the name of the quay."),
    (TEXT, "    text: The 5* crowd - 50% of it (why?) - came at 10:30 from {x} & [y]"),
    (TEXT, "    text: 'The ferrymen''s crowd'"),
    ("      - [ferrymen-deny]", "      -\n        - ferrymen-deny"),
    ("  quay: {name: The quay, in: town}", "  quay:  # where the boats lie\n\n    name: The quay\n\n    in: town"),
    ("    role: mayor", "    'role' : mayor"),
    ("facts:", "# facts:\n#\tnames: [x\nfacts:"),
    ("event:", "---\nevent:"),
    ("    asked_as: [who stood there]", '    asked_as: [who said "what a crowd", "who stood"]'),
    ("  town: {name: Town, aliases: [Townsmen]}", '  town: {name: Town, aliases: [the town of "Old Quay"]}'),
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


@pytest.mark.parametrize(("written", "meant"), ADDRESSES)
def test_an_address_without_a_sign_is_told_with_it(tmp_path: Path, written: str, meant: str) -> None:
    (problem,) = findings(tmp_path, LEDGER.replace("https://gazette.example/1", written))
    assert (problem.line, problem.rule, problem.hint) == (9, "bad-url", f"did you mean `{meant}`?")


def test_items_on_two_lines_in_brackets_may_lack_a_comma(tmp_path: Path) -> None:
    aliases = "aliases: [Holm, Мэр Холм, the mayor]"
    assert aliases in LEDGER
    (problem,) = findings(tmp_path, LEDGER.replace(aliases, "aliases: [Holm\n      the mayor]"))
    assert (problem.line, problem.rule) == (19, "line-in-text")
    assert "put a comma before it" in problem.hint


def test_an_entry_at_the_margin_below_another_section_is_one_finding(tmp_path: Path) -> None:
    fields = "  speaker: ferrymen\n  says: that a boat had sunk\n  source: herald\n"
    (problem,) = findings(tmp_path, f"{LEDGER}\nferrymen-again:\n{fields}")
    assert (problem.line, problem.hint) == (64, "move it below `statements:`")


def test_a_lost_id_below_a_statement_of_an_occasion_is_one_finding(tmp_path: Path) -> None:
    problem, *others = findings(tmp_path, LEDGER.replace("  ferrymen-deny:\n", ""))
    assert others == []
    assert (problem.line, problem.rule) == (42, "syntax")
    assert "perhaps `ferrymen-deny:`, which line 61 names" in problem.hint


def test_the_second_half_of_a_merge_without_its_beginning_is_one_finding(tmp_path: Path) -> None:
    act = "    act: denied\n"
    (problem,) = findings(tmp_path, LEDGER.replace(act, f"{act}=======\n    act: warned\n>>>>>>> theirs\n"))
    assert (problem.line, problem.rule) == (45, "merge-conflict")


def test_a_second_event_belongs_into_a_file_of_its_own(tmp_path: Path) -> None:
    event = "event:\n  id: new-bridge\n  title: The New Bridge\n  date: 1972\n"
    (problem,) = findings(tmp_path, LEDGER.replace("sources:\n", f"{event}sources:\n", 1))
    assert (problem.line, problem.rule) == (8, "duplicate-key")
    assert problem.hint == "keep one of the two; another event stands in a file of its own"


@pytest.mark.parametrize(
    "remark", ["# ok: far-date", "# OK: far-date", "# ok far-date", "# okay - far-date", "# ok: far_date"]
)
def test_a_remark_that_a_warning_is_right_may_be_written_in_several_ways(tmp_path: Path, remark: str) -> None:
    assert findings(tmp_path, LEDGER.replace(DATE, f"    date: 0971  {remark}")) == []


@pytest.mark.parametrize("remark", ["# ok: fardate, so long ago", "# ok: far-dates"])
def test_a_remark_that_names_a_rule_almost_is_told_how_to_write_it(tmp_path: Path, remark: str) -> None:
    (problem,) = findings(tmp_path, LEDGER.replace(DATE, f"    date: 0971  {remark}"))
    assert problem.rule == "far-date"
    assert problem.hint == "correct the year; if the comment is to call this right, write `# ok: far-date`"


def test_a_file_that_is_cut_off_above_its_statements_is_not_blamed_for_what_they_would_name(tmp_path: Path) -> None:
    (problem,) = findings(tmp_path, LEDGER[: LEDGER.index(", source: gazette, paragraph: 2}")])
    assert (problem.line, problem.rule) == (26, "syntax")


@pytest.mark.parametrize(("positions", "place"), DEEP, ids=[positions.strip() for positions, _ in DEEP])
def test_positions_that_lie_too_deep_are_one_finding(tmp_path: Path, positions: str, place: tuple[int, int]) -> None:
    (problem,) = findings(tmp_path, f"{LEDGER[: LEDGER.index('    positions:')]}{positions}\n")
    assert (problem.rule, problem.line, problem.column) == ("wrong-shape", *place)
    assert problem.hint == "write positions: [[holm-closes, holm-later], [ferrymen-deny]]"


@pytest.mark.parametrize(("right", "also"), RIGHT, ids=[also.strip() for _, also in RIGHT])
def test_what_is_written_in_another_way_and_right_is_no_finding(tmp_path: Path, right: str, also: str) -> None:
    lines = LEDGER.split("\n")
    lines[lines.index(right)] = also
    assert findings(tmp_path, "\n".join(lines)) == []


def test_all_slips_that_do_not_meet_are_found_at_once(tmp_path: Path) -> None:
    lines, expected = LEDGER.split("\n"), set()
    for right, wrong, rule, _ in SLIPS:
        if right in lines and right.startswith("    ") and "by:" not in right and "\n" not in wrong:
            at = lines.index(right)
            lines[at] = wrong
            expected.add((at + 1, rule))
    assert len(expected) >= 8
    assert {(each.line, each.rule) for each in findings(tmp_path, "\n".join(lines))} == expected
