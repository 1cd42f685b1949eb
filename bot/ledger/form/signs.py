"""Slips with single signs: alone on a line, of Markdown, curly where straight ones belong, lost between two items."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.ledger.fields import LISTS, fields_of
from bot.ledger.form.characters import short
from bot.ledger.form.lines import Lines, indent_of, is_item
from bot.ledger.form.messages import AFTER_QUOTE, BEGINS_INDENTED, COLON, LAYOUT, LIST_HERE, NO_COLON, Mishap, slip
from bot.ledger.form.scalars import FIELD
from bot.ledger.model import Event

_ALONE = {"-": "a hyphen", ":": "a colon"}
_EQUALS = re.compile(r"(\s*(?:- )?[\w-]+)\s*=\s*(?=\S)")
_EMPHASIS = re.compile(r"([*`]+)[^*`]+\1")
_LINK = re.compile(r"(\s*(?:- )?[\w-]+:\s+)(\[[^\[\]]+\]) ?\((?:[a-z]+:|www\.|/)[^\s()]*\)")
_CURLY = re.compile(r"[“”„«»‘’]")
_WHO_AND_QUOTE = re.compile(r"\s*(?:- )?quote:\s+([^\s\"“„«][^:\"“„«]*:)\s+[\"“„«]")
_QUOTE_AND_MORE = re.compile(r"\s*(?:- )?quote:\s+\"[^\"]*\"[^\"]*$")


def _alone(fault: Mishap, lines: Lines) -> Mishap | None:
    """A hyphen or a colon with nothing beside it."""
    line = fault.place[0]
    sign = lines[line - 1].strip()
    if sign not in _ALONE or fault.message not in LAYOUT | {NO_COLON}:
        return None
    hint = "delete it" if sign == "-" else "delete it, or write the name of its field before it"
    return slip((line, indent_of(lines[line - 1]) + 1), f"{_ALONE[sign]} stands alone here", hint, (line, (" ",)))


def _equals(fault: Mishap, lines: Lines) -> Mishap | None:
    """An = where a colon belongs."""
    line = fault.place[0]
    found = _EQUALS.match(lines[line - 1])
    if fault.message != NO_COLON or not found:
        return None
    name = found[1].strip(" -")
    hint = f"put a colon and a space after `{name}`, in place of the ="
    return replace(fault, hint=hint, mend=(line, (f"{found[1]}: {lines[line - 1][found.end() :]}",)))


def _curly(fault: Mishap, lines: Lines) -> Mishap | None:
    """A text between curly marks, which do not keep its colon from being one."""
    field = FIELD.match(lines[fault.place[0] - 1])
    text = lines[fault.place[0] - 1][field.end() :].strip() if field else ""
    if fault.message != COLON or not _CURLY.match(text):
        return None
    hint = f'curly marks do not hold a text together: write " in place of {text[0]}, and at the end of the text'
    return replace(fault, hint=hint)


def _speaker_in_front(fault: Mishap, lines: Lines) -> Mishap | None:
    """Who said it and a colon, before the words of a quote in their marks."""
    found = _WHO_AND_QUOTE.match(lines[fault.place[0] - 1])
    if fault.message != COLON or not found:
        return None
    return replace(fault, hint=f"a quote holds what was said alone: delete `{short(found[1])}` and the quotation marks")


def _behind_a_quote(fault: Mishap, lines: Lines) -> Mishap | None:
    """What follows the closed marks of a quote, mostly who said it: within the marks it would be served as said."""
    if fault.message != AFTER_QUOTE or not _QUOTE_AND_MORE.match(lines[fault.place[0] - 1]):
        return None
    hint = "delete what follows it, if it is no part of what was said; else close the quotation mark behind it"
    return replace(fault, hint=hint)


def _emphasis(fault: Mishap, lines: Lines) -> Mishap | None:
    """A word between signs of Markdown with which a text begins."""
    line, column = fault.place
    found = _EMPHASIS.match(lines[line - 1], column - 1)
    if not found or not fault.message.startswith("a text cannot begin with"):
        return None
    return replace(fault, hint=f"delete {found[1]} before and after it; if the signs belong to the text, {fault.hint}")


def _link(fault: Mishap, lines: Lines) -> Mishap | None:
    """A link of Markdown with which a text begins."""
    line, column = fault.place
    found = _LINK.match(lines[line - 1])
    if not found or not fault.message.startswith("something follows the ]") or column != found.end(2) + 1:
        return None
    bare = f"{found[2].strip('[]')}{lines[line - 1][found.end() :]}"
    place, mend = (line, found.end(1) + 1), (line, (f"{found[1]}{bare}",))
    return slip(place, "a link of Markdown stands here", f"write its words alone: {short(bare)}", mend)


def _lost_comma(fault: Mishap, lines: Lines) -> Mishap | None:
    """A second item in brackets, right behind one in quotation marks."""
    line, column = fault.place
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    if fault.message != AFTER_QUOTE or before.count("[") <= before.count("]") or not after[:1].isalnum():
        return None
    hint = f"put a comma before it, if a second item begins here; else {fault.hint}"
    return replace(fault, hint=hint, mend=(line, (f"{before.rstrip()}, {after}",)))


def _list_here(fault: Mishap, lines: Lines) -> Mishap | None:
    """The first item of a list in the line of its name, and the others below."""
    line = fault.place[0]
    field = FIELD.match(lines[line - 1])
    below = next((text for text in lines[line:] if text.strip()), "")
    if fault.message != LIST_HERE or not field or field[1] not in LISTS or not is_item(below):
        return None
    item = lines[line - 1][field.end() :].strip()
    hint = f"begin a new line with it, indented like those below: {short(item)}"
    return replace(fault, hint=hint, mend=(line, (field[0],)))


def _line_without_comma(fault: Mishap, lines: Lines) -> Mishap | None:
    """A field in braces on a line of its own, and no comma at the end of the one above."""
    opened = fault.place[0]
    if not fault.message.startswith("the list or group that opens"):
        return None
    depth = indent_of(lines[opened - 1])
    for line, (text, below) in enumerate(pairwise(lines[opened - 1 :]), start=opened):
        field = FIELD.match(below)
        if not field or indent_of(below) <= depth:
            return None
        if not text.rstrip().endswith((",", "{")):
            hint = f"put a comma at its end, before `{field[1]}`"
            place = line, len(text.rstrip())
            return slip(place, "the comma between two fields is missing here", hint, (line, (f"{text.rstrip()},",)))
    return None


def _without_event(fault: Mishap, lines: Lines) -> Mishap | None:
    """The fields of the event at the beginning of a file."""
    name = lines[fault.place[0] - 1].strip().partition(":")[0]
    above = fault.message == BEGINS_INDENTED and name in fields_of(Event)
    return replace(fault, hint="write `event:` in a line above it, at the margin") if above else None


SIGNS = (
    _alone,
    _equals,
    _speaker_in_front,
    _behind_a_quote,
    _curly,
    _emphasis,
    _link,
    _lost_comma,
    _line_without_comma,
    _list_here,
    _without_event,
)
"""What looks for such a slip behind a fault, in the order in which they are asked."""
