"""What editors, word processors and version control leave in the lines of a file, mended so that the rest can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ledger.characters import invisible, place_in, without_invisible
from bot.ledger.yaml_messages import Mark, Mishap

_TOLD = 1000  # a file with more invisible characters is another kind of file
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(rf"^[ ]*(?:- +)?(?:[\w-]+ ?:)?(?=[{_SPACES}])|^[ ]*(?:- +)?[\w-]+(?=[{_SPACES}]+:)", re.MULTILINE)
_WIDE_COLON = re.compile(r"^[ ]*(?:- +)?[\w-]+ ?(?=[：﹕∶꞉])", re.MULTILINE)
_DASH = re.compile(r"^[ ]*(?=[–—−‒•·▪*][ \u00a0\t])", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?=[ \t\r]|$)", re.MULTILINE)


@dataclass
class Draft:
    """A text on its way to be readable: its lines as mended, the faults found on the way, and what was taken out.

    `taken` holds the lines taken out, by their numbers from 1; `shifts` the columns of characters taken out, by line.
    """

    lines: list[str]
    faults: list[Mishap] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    shifts: dict[int, list[int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def find(self, line: int, column: int, rule: str, message: str, hint: str) -> None:
        """Adds a fault at a line and column, both from 1."""
        self.faults.append(Mishap((line, column), rule, message, hint))

    def take(self, first: int, last: int) -> None:
        """Takes the lines from `first` up to `last`, from 1 and both included, out of the text."""
        for number in range(first, last + 1):
            if self.lines[number - 1].strip():
                self.taken.setdefault(number, self.lines[number - 1])
            self.lines[number - 1] = ""

    def placed(self, mark: Mark) -> Mark:
        """Where in the file stands what stands at `mark` in the text."""
        line, column = mark
        for gone in self.shifts.get(line, ()):
            column += gone <= column
        return line, column


def draft(text: str) -> Draft:
    """The text with everything that this module finds told and mended."""
    line_ends = "\r" in text and "\n" not in text
    visible, characters = without_invisible(text.replace("\r", "\n") if line_ends else text)
    made = Draft(visible.split("\n"))
    if line_ends:
        message, hint = "the lines end as on an old Mac (CR)", "save the file with the line ends LF in the editor"
        made.find(1, 1, "invisible-character", message, hint)
    for at, character in characters[:_TOLD]:
        line, column = place_in(text, at)
        made.find(line, column, *invisible(character))
        made.shifts.setdefault(line, []).append(column)
    if _CONFLICT.search(visible):
        _mend_conflicts(made)
    for pattern, mend in ((_ODD_SPACE, _mend_spaces), (_WIDE_COLON, _mend_colon), (_DASH, _mend_dash)):
        for line, column in list(_places(pattern, visible)):
            mend(made, line, column)
    return made


def _places(pattern: re.Pattern[str], text: str) -> Iterator[Mark]:
    """The line and column, from 1, where each match ends."""
    line, counted = 1, 0
    for found in pattern.finditer(text):
        line += text.count("\n", counted, found.end())
        counted = found.end()
        yield line, found.end() - text.rfind("\n", 0, found.end())


def _mend_spaces(made: Draft, line: int, column: int) -> None:
    written = made.lines[line - 1]
    made.lines[line - 1] = re.sub(
        rf"^([ ]*(?:- +)?)([{_SPACES} ]*)((?:[\w-]+[{_SPACES} ]*:[{_SPACES} ]*)?)",
        lambda found: re.sub(rf"[{_SPACES}]", " ", found[0]),
        written,
    )
    hint = "delete it and type a space on the keyboard; such spaces come along when text is copied"
    made.find(line, column, "odd-sign", "a special space (such as a non-breaking one) stands here", hint)


def _mend_colon(made: Draft, line: int, column: int) -> None:
    written = made.lines[line - 1]
    made.lines[line - 1] = f"{written[: column - 1]}: {written[column:].lstrip()}"
    hint = "type the colon of the keyboard and a space after it"
    made.find(line, column, "odd-sign", f"the {written[column - 1]} is no colon", hint)


def _mend_dash(made: Draft, line: int, column: int) -> None:
    """A dash before an item of a list; in a text of several lines it is part of the text."""
    written = made.lines[line - 1]
    above = next((each for each in reversed(made.lines[: line - 1]) if each.strip()), "")
    if not above.rstrip().endswith(":") and not (above.startswith(written[: column - 1] + "- ")):
        return
    made.lines[line - 1] = f"{written[: column - 1]}- {written[column + 1 :]}"
    hint = "type the hyphen of the keyboard and a space after it"
    made.find(line, column, "odd-sign", f"the {written[column - 1]} is no hyphen", hint)


def _mend_conflicts(made: Draft) -> None:
    """Keeps the first side of each conflict of a version control, and takes the others out."""
    marks = {at: line[:7] for at, line in enumerate(made.lines, start=1) if _CONFLICT.match(line)}
    last = max((at for at, mark in marks.items() if mark == ">>>>>>>"), default=0)
    opened, keeps = 0, True
    for number in range(1, len(made.lines) + 1):
        mark = marks.get(number, "")
        if mark == "<<<<<<<" or (mark and not opened):
            opened, keeps = number, True
            message = "two versions of the file meet here: a merge was not finished"
            hint = "keep the lines that are right, and delete the others and the marks <<<<<<<, ======= and >>>>>>>"
            made.find(number, 1, "merge-conflict", message, hint)
        elif mark in ("|||||||", "=======") and marks[opened] == "<<<<<<<":
            keeps = number > last
        if mark or not keeps:
            made.take(number, number)
        if mark == ">>>>>>>":
            opened, keeps = 0, True
