"""What a text holds that nobody could see or read, and where: too much of it, and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice

from bot.ledger.problems import Problem, of_file

Place = tuple[int, int]
SIZE = 5 * 1024 * 1024  # bytes; 5,000 long entries take four million
_LINES = 100_000  # 5,000 rich entries take half of them
_LINE = 1_000_000  # characters; of a longer line the parser would keep every sign until its end
LARGE = 10_000
"""Lines from which on a file with errors is not looked through twice: a thousand long entries."""
_STRANGE = 1_000  # a file with more invisible characters is another kind of file

# scripts from Arabic to Mongolian, and emoji, in which the joiners U+200C and U+200D are spelling
_JOINING = r"\u0600-\u0dff\u1000-\u109f\u1780-\u18af\u2600-\u27bf\ufb50-\ufdff\ufe0f\ufe70-\ufefe\U0001f000-\U0001faff"
# what no editor shows: control, bidirectional, zero-width and other format characters, halves of characters, and
# the one that stands for a lost character; the line breaks besides \n and \r\n too, which editors do not count; letters
# of Hangul and Braille without a shape, and signs that only the font of a word processor has
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\uffa0\ufff9-\uffff\U000e0000-\U000e007f]|\r(?!\n)"
    rf"|(?<![{_JOINING}])[\u200c\u200d]"
)
_TYPED = re.compile(r"[ -~\n]+")
DIVIDE = "divide it into several files in the same folder"


def fit(text: str, file: str) -> list[Problem]:
    """What makes the text no file that people write: too many or too long lines, or too many invisible characters."""
    if text.count("\n") > _LINES:
        message = f"the file has more than {_LINES:,} lines, so that none of them was checked"
        return [of_file(file, (_LINES, 1), "too-large", message, DIVIDE)]
    if (long := _long_line(text)) is not None:
        hint = "divide it, as a text may stand on several lines"
        message = f"this line has more than {_LINE:,} characters, so that nothing of the file was checked"
        return [of_file(file, place_in(text, long), "too-large", message, hint)]
    strange = list(islice(_strange(text), _STRANGE + 1))
    if len(strange) <= _STRANGE:
        return []
    rule, message, hint = invisible(strange[0][0], at=strange[0].start())
    message += f", and more than {_STRANGE:,} others in the file, so that nothing of it was checked"
    return [of_file(file, place_in(text, strange[0].start()), rule, message, hint)]


def _long_line(text: str) -> int | None:
    """Where the first line begins that is too long, and so goes over one of these places; None without one."""
    begins = (text.rfind("\n", 0, at) + 1 for at in range(_LINE, len(text), _LINE))
    return next((begin for begin in begins if len(text[begin : begin + _LINE + 1].partition("\n")[0]) > _LINE), None)


def without_invisible(text: str) -> tuple[str, list[Place], list[tuple[Place, str, str, str]]]:
    """The text without what nobody can see, the place of each such character, and what is found: once a row of them."""
    found = list(_strange(text))
    if not found:
        return text, [], []
    kept = zip([0, *(each.end() for each in found)], [*(each.start() for each in found), len(text)], strict=True)
    visible = "".join(text[begin:end] for begin, end in kept)
    return visible, list(places_in(text, (each.start() for each in found))), list(_told(text, found))


def _strange(text: str) -> Iterator[re.Match[str]]:
    # the few that are in the text are looked for, each alone: to look for any of them takes long
    few = [re.escape(sign) for sign in set(_TYPED.sub("", text)) if _INVISIBLE.match(sign)]
    found = merge(*(re.finditer(sign, text) for sign in few), key=re.Match.start)
    return (each for each in found if _INVISIBLE.match(text, each.start()))


def _told(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[Place, str, str, str]]:
    """What is found where a row of such characters begins, the rows of one line with the same sign as one."""
    rows = [each for each in found if each.start() == 0 or not _INVISIBLE.match(text, each.start() - 1)]
    told: dict[tuple[int, str], list[Place]] = {}
    for place, row in zip(places_in(text, (each.start() for each in rows)), rows, strict=True):
        told.setdefault((place[0], row[0]), []).append(place)
    for (_, sign), places in told.items():
        rule, message, hint = invisible(sign, at=0 if places[0] == (1, 1) else 1)
        message += f", and {len(places) - 1} more of its kind in this line" if len(places) > 1 else ""
        yield places[0], rule, message, hint


def places_in(text: str, indexes: Iterable[int]) -> Iterator[Place]:
    """The lines and columns, from 1, of the characters at `indexes`, which ascend."""
    line, counted = 1, 0
    for index in indexes:
        line += text.count("\n", counted, index)
        counted = index
        yield line, index - text.rfind("\n", 0, index)


def place_in(text: str, index: int) -> Place:
    """The line and column, both from 1, of the character at `index`."""
    return next(places_in(text, [min(index, len(text))]))


def first_invisible(text: str) -> str | None:
    """The first character of `text` that does not belong into a knowledge file."""
    if text.isascii() and text.isprintable():
        return None  # as most
    found = _INVISIBLE.search(text)
    return found[0] if found else None


def invisible(character: str, at: int = 1) -> tuple[str, str, str]:
    """The rule, message and cure for a character that does not belong into a knowledge file, at 0 or further down."""
    if character == "\ufeff":
        inside = "delete it here; it comes along when one file is put into another"
        return "bom", "an invisible mark (BOM) stands here", inside if at else "save the file as UTF-8 without BOM"
    if character == "\ufffd":
        hint = "put the character of the source here again"
        return "invisible-character", "this sign stands for a character that was lost in copying (U+FFFD)", hint
    if "\ue000" <= character <= "\uf8ff":
        hint = "delete it, or type what it shows: before an item a hyphen; it comes along from a word processor"
        return "invisible-character", f"only one font shows the sign that stands here (U+{ord(character):04X})", hint
    name = unicodedata.name(character, "control character").lower()
    message = f"an invisible character stands here (U+{ord(character):04X}, {name})"
    if character in "\x0b\x0c\x85\u2028\u2029":
        return "invisible-character", message, "put a space in its place, unless one stands there already"
    return "invisible-character", message, "delete it; such characters come along when text is copied from a web page"


def short(text: str) -> str:
    """The text on one line, cut where it is too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
