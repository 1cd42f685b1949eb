"""Lines with signs of mails, comparisons, tables or pages, from which they were copied: a row of them is told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.ledger.form.characters import short
from bot.ledger.form.layout import Draft
from bot.ledger.form.messages import A_REMARK, NO_PART
from bot.ledger.form.whole import PASTED

_LONGEST = 500  # characters of a line that is looked at
_NAME = r"(?:[\w-]+|\"[^\"]*\"):(?=\s|$)"
_LAYOUT = re.compile(rf"\s*(?:- \S|{_NAME}|#|$)")  # what may stand in a ledger
_ADDED = re.compile(rf"\+ *(?:- \S|{_NAME})")
_NUMBER = re.compile(r"(\d+)[.:|)]?(?:\t|(?=\s))")
_TAGS = r"(?:</?[a-zA-Z][^<>]*>)+"
_TAGGED = re.compile(rf"( *(?:- )?){_TAGS}({_NAME.replace('(?=', '(?=<|')}.*?){_TAGS}\s*")
_BOLD = re.compile(r"( *(?:- )?)(\*{1,3})([\w-]+)(?:\2:|:\2)(?=\s|$)")
_ASKED = re.compile(rf"( *)\? +(?={_NAME})")


class _Kind(NamedTuple):
    """What stands somewhere in a text with lines of a kind, what they begin with, what was meant by one, what is said.

    `mend` returns "" for a line that is nothing; `told` the message and cure, from a row and its first number.
    """

    sign: str
    begins: re.Pattern[str]
    mend: Callable[[str], str]
    told: Callable[[Sequence[str], int], tuple[str, str] | None]


def take_foreign(made: Draft) -> bool:
    """Tells and mends rows of such lines; whether there was one."""
    before = len(made.faults)
    whole = f"\n{made.text}"
    for kind in _KINDS:
        for first, row in _rows(made.lines, kind.begins) if kind.sign in whole else ():
            told = kind.told(row, first)
            if told is None:
                continue
            made.find(first, len(row[0]) - len(row[0].lstrip()) + 1, "syntax", *told)
            for number, text in enumerate(row, first):
                if meant := kind.mend(text):
                    gone = range(1, len(text) - len(meant) + 1) if text.endswith(meant) else ()
                    made.shifts[number] = sorted((*made.shifts.get(number, ()), *gone))
                    made.lines[number - 1] = meant
                else:
                    made.take(number, number)
    return len(made.faults) > before


def _rows(lines: Sequence[str], begins: re.Pattern[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a kind, those that follow each other as one row, with the number of the first."""
    row: list[str] = []
    for number, text in enumerate((*lines, ""), start=1):
        if 0 < len(text) < _LONGEST and begins.match(text):
            row.append(text)
        elif row:
            yield number - len(row), row
            row = []


def _where(row: Sequence[str], first: int) -> str:
    return "this line" if len(row) == 1 else f"the lines {first} to {first + len(row) - 1}"


def _delete(row: Sequence[str], first: int) -> tuple[str, str]:
    """What is said of lines that are nothing."""
    these = "this line belongs to no section and no field" if len(row) == 1 else PASTED
    return these, "delete it" if len(row) == 1 else f"delete {_where(row, first)}"


def _compared(row: Sequence[str], first: int) -> tuple[str, str] | None:
    if not any(map(_ADDED.match, row)):
        return None
    if all(text.startswith("+") for text in row):
        return f"a + stands before {_where(row, first)}, as where two versions are compared", "delete the sign"
    message = "two versions are compared here: a - stands before what was, and a + before what is to be"
    old = [number for number, text in enumerate(row, first) if not text.startswith("+")]
    lines = f"line {old[0]}" if len(old) == 1 else f"the lines {', '.join(map(str, old))}"
    return message, f"to keep the newer one, delete {lines}, and the sign + before the rest"


def _quoted(row: Sequence[str], first: int) -> tuple[str, str]:
    if not all(_LAYOUT.match(_unquoted(text)) for text in row):
        return _delete(row, first)
    return f"a > stands before {_where(row, first)}, as in a mail that quotes", "delete the sign"


def _numbered(row: Sequence[str], first: int) -> tuple[str, str] | None:
    numbers = [int(found[1]) for text in row if (found := _NUMBER.match(text))]
    if len(row) == 1 or numbers != [*range(numbers[0], numbers[0] + len(row))]:
        return None
    return f"numbers stand before {_where(row, first)}", "delete the numbers"


def _plain_name(row: Sequence[str], first: int) -> tuple[str, str]:
    name = next(mended for kind in (_untagged, _unbold) if (mended := kind(row[0])) != row[0]).strip()
    what = "HTML" if "<" in row[0].partition(name[0])[0] else "Markdown"
    return f"signs of {what} stand around the name in {_where(row, first)}", f"delete them: {short(name)}"


def _table(row: Sequence[str], first: int) -> tuple[str, str]:
    message = f"with the tabs of a table inside, {_where(row, first)} can be no entry"
    return message, "write an id and a colon, and below it, indented, a line for each field, such as `name:`"


def _question(row: Sequence[str], first: int) -> tuple[str, str]:
    name = short(_unasked(row[0]).strip().partition(":")[0])
    return f"a ? stands before `{name}:`", "delete it, and the space after it"


def _heading(row: Sequence[str], first: int) -> tuple[str, str]:
    return NO_PART, A_REMARK


def _even(rest: str) -> str:
    """The rest of a line without the space that was set behind a sign before it, as lines begin with 2, 4 or 6."""
    return rest[1:] if (len(rest) - len(rest.lstrip(" "))) % 2 else rest


def _of_newer(text: str) -> str:
    return _even(text[1:]) if _ADDED.match(text) else ""


def _unquoted(text: str) -> str:
    return _even(text.lstrip(">"))


def _as_ledger(text: str) -> str:
    bare = _unquoted(text)
    return bare if _LAYOUT.match(bare) else ""


def _unnumbered(text: str) -> str:
    return _even(_NUMBER.sub("", text, count=1))


def _untagged(text: str) -> str:
    found = _TAGGED.fullmatch(text)
    return f"{found[1]}{found[2]}" if found else text


def _unbold(text: str) -> str:
    return _BOLD.sub(r"\1\3:", text)


def _unasked(text: str) -> str:
    return _ASKED.sub(r"\1", text)


def _nothing(text: str) -> str:
    return ""


_KINDS = (
    _Kind("\n+", re.compile(r"[-+]|@@ "), _of_newer, _compared),
    _Kind("\n@@ ", re.compile(r"@@ -\d"), _nothing, _delete),
    _Kind("\n>", re.compile(r">(?!>{6})"), _as_ledger, _quoted),
    _Kind("\n", _NUMBER, _unnumbered, _numbered),
    _Kind("\n|", re.compile(r"\|.*\|\s*$"), _nothing, _delete),
    _Kind("\n<", re.compile(r"(?:<[!/]?[a-zA-Z][^<>]*>\s*)+$"), _nothing, _delete),
    _Kind("<", re.compile(rf"{_TAGGED.pattern}$"), _untagged, _plain_name),
    _Kind("*", _BOLD, _unbold, _plain_name),
    _Kind("\n**", re.compile(r"\*\*[^*]+\*\*\s*$"), _nothing, _heading),
    _Kind("? ", _ASKED, _unasked, _question),
    _Kind("\t", re.compile(r" *[^\s:#-][^\t:#]*\t[^\t:]+\t"), _nothing, _table),
)
