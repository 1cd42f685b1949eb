"""The text of a knowledge file, or the places where it holds what nobody could see or read."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from bot.ledger.problems import Problem

SIZE = 8 * 1024 * 1024  # bytes; 5,000 long entries take five million

# what no editor shows: control, bidirectional, zero-width and other format characters, halves of characters, and
# the one that stands for a lost character; the line breaks besides \n and \r\n too, which editors do not count
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ud800-\udfff\ufff9-\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
_AT_MOST = 20  # a file full of them is another kind of file


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text in `data`, and what makes it unfit to be read; with any problem the text is of no use."""
    if len(data) > SIZE:
        hint = "divide it into several files in the same folder"
        return "", [_problem(file, (1, 1), "too-large", f"the file is larger than {SIZE // 1024**2} MB", hint)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        sixteen = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = "this is saved as UTF-16" if sixteen else "what stands here is no UTF-8 text"
        before = data[: error.start].decode("utf-8")
        place = place_in(before, len(before))
        hint = "save the file as UTF-8 in the editor, without BOM"
        return "", [_problem(file, place, "not-utf-8", message, hint)]
    problems = [
        _problem(file, place_in(text, found.start()), *invisible(found[0]))
        for found in islice(_INVISIBLE.finditer(text), _AT_MOST)
    ]
    return text, problems


def place_in(text: str, index: int) -> tuple[int, int]:
    """The line and column, both from 1, of the character at `index`."""
    index = min(index, len(text))
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def first_invisible(text: str) -> str | None:
    """The first character of `text` that does not belong into a knowledge file."""
    found = _INVISIBLE.search(text)
    return found[0] if found else None


def invisible(character: str) -> tuple[str, str, str]:
    """The rule, message and cure for a character that does not belong into a knowledge file."""
    if character == "\ufeff":
        return "bom", "an invisible mark (BOM) stands here", "save the file as UTF-8 without BOM"
    if character == "\ufffd":
        hint = "put the character of the source here again"
        return "invisible-character", "this sign stands for a character that was lost in copying (U+FFFD)", hint
    name = unicodedata.name(character, "control character").lower()
    message = f"an invisible character stands here (U+{ord(character):04X}, {name})"
    return "invisible-character", message, "delete it; such characters come along when text is copied from a web page"


def short(text: str) -> str:
    """The text on one line, cut where it is too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _problem(file: str, place: tuple[int, int], rule: str, message: str, hint: str) -> Problem:
    return Problem(file, *place, "error", rule, "", message, hint)
