"""What editors, word processors and version control leave in the lines of a file, mended to read the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.ledger.fields import LISTS, PURPOSES
from bot.ledger.form.characters import places_in, without_invisible
from bot.ledger.form.lines import all_above, indent_of
from bot.ledger.form.messages import Mark, Mishap
from bot.ledger.form.outline import FIRST
from bot.ledger.form.scalars import FIELD, GAP, no_hyphens
from bot.ledger.form.whole import repeated, without_shared

_TOLD = 1_000  # faults; whoever has more has one, not many
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD = "".join(re.findall(f"[{_SPACES}]", "".join(map(chr, range(0x3001)))))
_ODD_SPACE = re.compile(
    rf"^[ ]*+(?:- +)?(?:[\w-]+ ?:)?(?=[{_SPACES}])|^[ ]*+(?:- +)?[\w-]+(?=[{_SPACES}]+:)", re.MULTILINE
)
_ODD_COMMENT = re.compile(rf"^[^#\"'\n]*[^\s#](?=[{_SPACES}]+#)", re.MULTILINE)
_BLANK_WITH_TAB = re.compile(r"^[ ]*+\t[ \t]*$", re.MULTILINE)  # harmless, but not to every parser
_WIDE_COLON = re.compile(r"^[ ]*+(?:- +)?[\w-]+ ?(?=[：﹕∶꞉])", re.MULTILINE)
_DASH = re.compile(r"^[ ]*+(?=[–—−‒•·▪*][ \u00a0\t])", re.MULTILINE)
_HYPHEN = re.compile(r"^[ ]*+(?=-(?:[^\W\d_]|[\[\"'“({]))", re.MULTILINE)
_HYPHEN_SPACE = re.compile(rf"^[ ]*+-(?=[{_SPACES}])", re.MULTILINE)
_HYPHENS = re.compile(r"^[ ]*+(?=--+ )", re.MULTILINE)
_CLOSE = re.compile(rf"^[ ]*+(?:- +)?(?:{'|'.join(PURPOSES)}):(?=[^\s:/])", re.MULTILINE)
_BRACED = re.compile(
    rf"^[ ]+[\w-]+(?::(?=\{{)|(?=(?:[;.=]| -)? ?\{{))(?=[;.=]?(?: -)? ?\{{(?:{'|'.join(sorted(FIRST))}): )",
    re.MULTILINE,
)
_TAB = re.compile(r"^[^\t#\n]*[^\s#][ ]*(?=\t[ \t]*[^\s#])", re.MULTILINE)
# letters typed by accident before the spaces with which a line begins
_TYPED = re.compile(r"^(?=[^\W\d_]{1,3} {2,}(?:- |[\w-]+:(?:\s|$)))", re.MULTILINE)
_PERCENT = re.compile(r"^(?=%)", re.MULTILINE)
_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\n|%.*\n)*---(?=\s|$)")  # where such lines tell the parser how to read
_FENCE = re.compile(r"^(?=```)", re.MULTILINE)
# the name of a field, and in its own column below it neither a field nor an item of a list
_BARE = re.compile(
    rf"^([ ]++)({'|'.join(PURPOSES)}):(?:[ ]+[|>][-+\d]*)?[ ]*\n(?:[ ]*\n)*\1(?=[^\s#\"'{{}}\]-])"
    rf"(?![\w-]+ ?:|(?:{'|'.join(PURPOSES)})[ ;=.,])",
    re.MULTILINE,
)
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|={7}|\|{7})(?=[ \t\r]|$)", re.MULTILINE)


@dataclass
class Draft:
    """A text on its way to be readable: its lines as mended, the faults found on the way, and what was taken out.

    `taken` holds the lines taken out, by their numbers from 1; `shifts` the columns of characters taken out, by line;
    `moved` by how many columns lines were moved; `lost` the ids that may have stood where one is missing.
    """

    lines: list[str]
    faults: list[Mishap] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    shifts: dict[int, list[int]] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def find(self, line: int, column: int, rule: str, message: str, hint: str) -> None:
        """Adds a fault at a line and column, both from 1."""
        if len(self.faults) < _TOLD:
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
        return line, max(column + self.moved.get(line, 0), 1)


def draft(text: str) -> Draft:
    """The text with everything that this module finds told and mended."""
    line_ends = "\r" in text and "\n" not in text
    visible, gone, invisible = without_invisible(text.replace("\r", "\n") if line_ends else text)
    visible = _BLANK_WITH_TAB.sub("", visible) if "\t" in visible else visible
    visible, shared, before = without_shared(visible)
    made = Draft(visible.split("\n"), shared)
    if line_ends:
        message, hint = "the lines end as on an old Mac (CR)", "save the file with the line ends LF in the editor"
        made.find(1, 1, "invisible-character", message, hint)
    for (line, column), *told in invisible:
        made.find(line, column, *told)
    for line, column in gone:
        made.shifts.setdefault(line, []).append(column)
    for line, columns in enumerate(before, start=1):
        if columns:
            made.shifts[line] = sorted((*range(1, columns + 1), *made.shifts.get(line, ())))
    if any(mark * 7 in visible for mark in "<>=|") and _CONFLICT.search(visible):
        _mend_conflicts(made)
    bare = list(_BARE.finditer(visible))
    for (line, _), found in zip(places_in(visible, (each.end() for each in bare)), bare, strict=True):
        _take_bare(made, line, found[2])
    for number, (line, column) in enumerate(_places(_FENCE, visible) if "```" in visible else ()):
        if not number:
            message = "``` stands around text in chats and on web pages, and is no part of it"
            made.find(line, column, "odd-sign", message, "delete this line, and the other one of its kind")
        made.take(line, line)
    whole = f"\n{visible}"
    for signs, pattern, mend in _MENDS:
        if not (any(sign in visible for sign in signs) if isinstance(signs, str) else signs.search(whole)):
            continue
        last = 0, 0
        for line, column in _places(pattern, visible):
            mended, message, hint = mend(made.lines, line, column)
            if mended is None:
                continue
            made.lines[line - 1] = mended
            if (line - 1, column) != last or mend is _close:  # else a block of such lines is one fault
                rule = "syntax" if mend in (_tab, _hyphen, _hyphens, _close, _braced, _typed) else "odd-sign"
                made.find(line, column, rule, message, hint)
            else:
                made.faults[-1] = replace(made.faults[-1], message=f"{message}; so it is down to line {line}")
            last = line, column
    return made


def _take_bare(made: Draft, line: int, name: str) -> None:
    """Takes out a text that stands in the column of its field, from `line` on, and leaves a gap behind the name."""
    depth = indent_of(made.lines[line - 1])
    at = next(number for number in range(line - 1, 0, -1) if made.lines[number - 1].strip())
    last = line
    for number in range(line + 1, len(made.lines) + 1):
        text = made.lines[number - 1]
        if text.strip() and (indent_of(text) < depth or FIELD.match(text)):
            break
        last = number if text.strip() else last
    if name in LISTS:
        told = "wrong-shape", *no_hyphens(name, made.lines[line - 1])
    else:
        told = "syntax", f"this text belongs to `{name}`, and is not indented", "indent it, as by 2 spaces more"
    made.find(line, depth + 1, *told)
    made.lines[at - 1] = f"{' ' * depth}{name}: {GAP}"
    made.take(line, last)


def take_directives(made: Draft) -> None:
    """Takes out lines that begin with %: where one stands in their midst, no parser reads on."""
    head = _HEAD.match(made.text)
    begun = made.text.count("\n", 0, head.end()) if head else 0
    for line, column in _places(_PERCENT, made.text):
        if line > begun:
            hint = "delete it; if it belongs to the text above, indent it like that text"
            made.find(line, column, "syntax", "a line cannot begin with %", hint)
            made.take(line, line)


def take_repeated(made: Draft) -> None:
    """Takes out the sections that stand in the file a second time, with the same ids."""
    for first, last, fault in repeated(made.lines):
        made.faults.append(fault)
        made.take(first, first)
        made.lines[first:last] = [""] * (last - first)  # their ids stand above


def _places(pattern: re.Pattern[str], text: str) -> Iterator[Mark]:
    """The line and column, from 1, where each match ends."""
    return places_in(text, (found.end() for found in pattern.finditer(text)))


_Mended = tuple[str | None, str, str]


def _spaces(lines: Sequence[str], line: int, column: int) -> _Mended:
    """Spaces that are not the keyboard's, where the layout is made of spaces."""
    layout = rf"^[{_SPACES} ]*(?:- [{_SPACES} ]*)?(?:[\w-]+[{_SPACES} ]*:[{_SPACES} ]*)?"
    text = re.sub(layout, lambda found: re.sub(rf"[{_SPACES}]", " ", found[0]), lines[line - 1])
    hint = "delete it and type a space on the keyboard; such spaces come along when text is copied"
    return text, "a special space (such as a non-breaking one) stands here", hint


def _item_space(lines: Sequence[str], line: int, column: int) -> _Mended:
    """A space that is not the keyboard's behind the hyphen of an item."""
    mended, _, _ = _dash(lines, line, column - 1)
    _, message, hint = _spaces(lines, line, column)
    return mended, message, hint


def _comment(lines: Sequence[str], line: int, column: int) -> _Mended:
    """A special space before a #, with which no comment begins: people would read it."""
    text = re.sub(rf"[{_SPACES}]+(?=#)", "  ", lines[line - 1], count=1)
    hint = "type a space on the keyboard before the #, or put the text in quotation marks"
    return text, "a special space (such as a non-breaking one) stands before the #", hint


def _colon(lines: Sequence[str], line: int, column: int) -> _Mended:
    text = lines[line - 1]
    hint = "type the colon of the keyboard and a space after it"
    return f"{text[: column - 1]}: {text[column:].lstrip()}", f"the {text[column - 1]} here is no colon", hint


def _dash(lines: Sequence[str], line: int, column: int) -> _Mended:
    """A dash or bullet before an item of a list; in a text of several lines it is part of the text."""
    text = lines[line - 1]
    above = next((lines[at - 1] for at in all_above(lines, line)), "")
    item = above.rstrip().endswith(":") or above.startswith(text[: column - 1] + "- ")
    hint = "type the hyphen of the keyboard and a space after it"
    mended = f"{text[: column - 1]}- {text[column + 1 :]}" if item else None
    return mended, f"the {text[column - 1]} here is no hyphen", hint


def _hyphen(lines: Sequence[str], line: int, column: int) -> _Mended:
    """A hyphen that begins an item of a list, without its space."""
    mended, _, _ = _dash(lines, line, column)
    text = lines[line - 1]
    mended = mended and f"{text[:column]} {text[column:]}"
    return mended, "the space after the hyphen is missing", "put a space after the hyphen"


def _hyphens(lines: Sequence[str], line: int, column: int) -> _Mended:
    """More hyphens than one before an item of a list."""
    text = lines[line - 1]
    mended, _, _ = _dash(lines, line, column)
    mended = mended and f"{text[: column - 1]}- {text.lstrip(' -')}"
    return mended, "more than one hyphen stands here", "delete all but one"


def _close(lines: Sequence[str], line: int, column: int) -> _Mended:
    """A field whose value stands right after its colon."""
    text = lines[line - 1]
    mended = f"{text[: column - 1]} {text[column - 1 :]}"
    return mended, "the space after the colon is missing", "put a space after the colon"


def _braced(lines: Sequence[str], line: int, column: int) -> _Mended:
    """An id without a colon, or without the space behind it, before an entry in braces."""
    text = lines[line - 1]
    mended = f"{text[: column - 1].removesuffix(':')}: {text[text.index('{') :]}"
    if text[column - 2] == ":":
        return mended, "the space after the colon is missing", "put a space after the colon"
    name = text[: column - 1].strip()
    return mended, f"the colon after `{name}` is missing", f"write `{name}: {{`"


def _typed(lines: Sequence[str], line: int, column: int) -> _Mended:
    typed, _, rest = lines[line - 1].partition(" ")
    return f" {rest}", f"`{typed}` stands before the spaces with which this line begins", "delete it"


def _tab(lines: Sequence[str], line: int, column: int) -> _Mended:
    if ":" not in lines[line - 1] and lines[line - 1].strip().count("\t") > 1:
        return None, "", ""  # a row of a table
    return re.sub(r"(?<=\S)[ ]*\t[ \t]*", " ", lines[line - 1]), "a tab stands here", "use spaces instead of tabs"


# one of which signs, or what below the end of a line, must stand somewhere for the slower pattern to be looked for
_MENDS: tuple[tuple[str | re.Pattern[str], re.Pattern[str], Callable[[Sequence[str], int, int], _Mended]], ...] = (
    (_ODD, _ODD_SPACE, _spaces),
    (_ODD, _HYPHEN_SPACE, _item_space),
    (_ODD, _ODD_COMMENT, _comment),
    ("：﹕∶꞉", _WIDE_COLON, _colon),
    ("–—−‒•·▪*", _DASH, _dash),
    (re.compile(r"\n *-[^\s-]"), _HYPHEN, _hyphen),
    (re.compile(r"\n *--+ "), _HYPHENS, _hyphens),
    (re.compile(r":[^\s:/]"), _CLOSE, _close),
    (re.compile(rf"\{{(?<!: \{{)(?:{'|'.join(sorted(FIRST))}): "), _BRACED, _braced),
    ("\t", _TAB, _tab),
    (re.compile(r"\n[^\W\d_]{1,3} "), _TYPED, _typed),
)


def _mend_conflicts(made: Draft) -> None:
    """Keeps the first side of each conflict of a version control, and takes the others out."""
    marks = {at: line.lstrip()[:7] for at, line in enumerate(made.lines, start=1) if _CONFLICT.match(line)}
    last = max((at for at, mark in marks.items() if mark == ">>>>>>>"), default=0)
    opened, keeps = 0, True
    for number in range(1, len(made.lines) + 1):
        mark = marks.get(number, "")
        if mark == "<<<<<<<" or (mark and not opened):
            opened, keeps = number, mark != "=======" or number > last
            message = "two versions of the file meet here: a merge was not finished"
            hint = "keep the lines that are right, and delete the others and the marks <<<<<<<, ======= and >>>>>>>"
            made.find(number, 1, "merge-conflict", message, hint)
        elif mark in ("|||||||", "=======") and marks[opened] == "<<<<<<<":
            keeps = number > last
        if mark or not keeps:
            made.take(number, number)
        if mark == ">>>>>>>":
            opened, keeps = 0, True
