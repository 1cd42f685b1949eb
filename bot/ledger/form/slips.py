"""Slips of the hand in lists, remarks and texts of several lines, behind what a parser complains of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from bot.ledger.fields import LISTS, PURPOSES, fields_of, nearest
from bot.ledger.form.brackets import BRACKETS
from bot.ledger.form.characters import short
from bot.ledger.form.lines import Lines, all_above, indent_of, is_item, last_within, parent_of, two_above, written_above
from bot.ledger.form.messages import (
    A_REMARK,
    CLOSED_LATE,
    COLON,
    LAYOUT,
    NEVER_CLOSED,
    NO_COLON,
    NO_PART,
    QUOTE_ALL,
    TOO_MUCH,
    VALUE_AND_FIELDS,
    Mishap,
    slip,
)
from bot.ledger.form.outline import FIRST, MARGIN
from bot.ledger.form.scalars import FIELD, GAP
from bot.ledger.form.signs import SIGNS
from bot.ledger.model import Gives

_NO_TEXT = LAYOUT | {NO_COLON, COLON}  # what is said of a line that goes on with a text which ended above
_REMARK = re.compile(r"(?:.*?\s)?(#)")
_OTHER_REMARK = re.compile(r"\s*(?://|;|<!--|%|--+\s|([-=~_*])\1{2,})")
_HOLDS_TEXT = re.compile(r"\s*(?:- |(?:- )?[\w-]+: )\s*[^\s\[{|>\"'&*!#]")
_LONG_TEXT = re.compile(r"\s*(?:title|summary|quote|says|text|why|how|question|withdrawn): +[^\s\"'&*!#]")
_BEGINS = re.compile(r"\s*(?:- |[\w-]+:|#|$)")  # an item, a name, a remark, or nothing
_QUOTED_NAME = re.compile(r"(\s*)([\"'])([\w-]+):((?: [^\"']*)?)(\2?)\s*")
_NOT_CLOSED = {NEVER_CLOSED, CLOSED_LATE, NO_COLON}
_OTHER_SIGN = re.compile(r"^(?:\d+[.)]|[^\w\s\[\"'“(]|_)\s+")  # what was typed in place of a hyphen
_COLON_IN = re.compile(r"[^:#]*(:) ")
_NEAR = 200  # lines below a fault that are looked at
_NAME_ALONE = re.compile(r"\s*(?:- )?([\w-]+):\s*")


def meant(fault: Mishap, lines: Lines) -> Mishap:
    """The slip that the fault came of, where it was made, with its mend; the fault itself if none is to be seen."""
    if not 0 < fault.place[0] <= len(lines):
        return fault
    near = lines[: fault.place[0] + _NEAR]
    return next((found for look in _LOOKS if (found := look(fault, near))), fault)


def _remark(fault: Mishap, lines: Lines) -> Mishap | None:
    """A # in the midst of a text, which ended it, so that its next line belongs to nothing."""
    here = fault.place[0]
    above = next(all_above(lines, here), 0)
    found = _REMARK.match(lines[above - 1]) if above and fault.message in _NO_TEXT else None
    begun = parent_of(lines, here) if found and not _is_item_or_field(lines[here - 1]) else 0
    if not found or not begun or not (_HOLDS_TEXT.match(lines[begun - 1]) or _is_text_below(lines, begun)):
        return None
    hint = f"put the remark on a line of its own above the text; if the # belongs to the text, {QUOTE_ALL}"
    mend = above, (lines[above - 1][: found.start(1)].rstrip() or " ",)
    message = "a remark ends the text here, and the next line goes on with it"
    return slip((above, found.start(1) + 1), message, hint, mend)


def _other_remark(fault: Mishap, lines: Lines) -> Mishap | None:
    """A remark as other languages have it, or a line drawn between entries."""
    line = fault.place[0]
    told = fault.message == NO_COLON or fault.message.endswith("begin with %")
    if not told or not _OTHER_REMARK.match(lines[line - 1]):
        return None
    place = line, indent_of(lines[line - 1]) + 1
    return slip(place, NO_PART, A_REMARK, (line, (" ",)))


def _hyphen(fault: Mishap, lines: Lines) -> Mishap | None:
    """An item of a list without its hyphen: among others, or the first of all."""
    here = fault.place[0]
    text, depth = lines[here - 1], indent_of(lines[here - 1])
    above = next((at for at in written_above(lines, here) if indent_of(lines[at - 1]) <= depth), 0)
    if fault.message in LAYOUT and is_item(text) and (first := _first_without_hyphen(lines, here)):
        mend = first, (f"{' ' * depth}- {lines[first - 1].lstrip()}",)
        place = first, indent_of(lines[first - 1]) + 1
        return slip(place, "this item of the list has no hyphen", "put a hyphen and a space before it", mend)
    if not above or indent_of(lines[above - 1]) < depth or is_item(text) == is_item(lines[above - 1]):
        return None
    if fault.message == NO_COLON and not is_item(text) and not _is_field_beside_items(lines, here):
        at = here
    elif fault.message in LAYOUT and is_item(text) and ":" not in lines[above - 1]:
        at = above
    else:
        return None
    last = at
    while at == here and last < len(lines) and indent_of(lines[last]) == depth and not _BEGINS.match(lines[last]):
        last += 1
    items = (f"{' ' * depth}- {_OTHER_SIGN.sub('', text.lstrip())}" for text in lines[at - 1 : last])
    message, hint = "this item of the list has no hyphen", "put a hyphen and a space before it"
    if last > at:
        message, hint = f"{message}, nor have those to line {last}", "put a hyphen and a space before each of them"
    return slip((at, depth + 1), message, hint, (at, (*items, *lines[last:here])))


def _first_without_hyphen(lines: Lines, here: int) -> int:
    """The line right above, if it is the first item of a list, without hyphen and deeper than `here`; else 0."""
    first, name = two_above(lines, here)
    found = _NAME_ALONE.fullmatch(lines[name - 1]) if name else None
    deeper = indent_of(lines[first - 1]) > indent_of(lines[here - 1]) and not _is_item_or_field(lines[first - 1])
    return first if found and found[1] in LISTS and deeper else 0


def _first_item(fault: Mishap, lines: Lines) -> Mishap | None:
    """The first item of a list, indented less than those below it."""
    here = fault.place[0]
    text, above = lines[here - 1], next(written_above(lines, here), 0)
    below = next((line for line in lines[here:] if line.strip()), "")
    name = _NAME_ALONE.fullmatch(lines[above - 1]) if above and is_item(text) and is_item(below) else None
    if fault.message not in LAYOUT or not name or name[1] not in LISTS or indent_of(below) <= indent_of(text):
        return None
    mend = here, (f"{' ' * indent_of(below)}{text.lstrip()}",)
    return replace(fault, hint="indent it like the items below it", mend=mend)


def _first_field(fault: Mishap, lines: Lines) -> Mishap | None:
    """The first field of an entry, with a text of several lines, indented more than those below it."""
    here, begun = fault.place[0], parent_of(lines, fault.place[0])
    first, *rest = [at for at in range(begun + 1, here) if lines[at - 1].strip()] or [0]
    if fault.message not in LAYOUT or not begun or not rest or not _NAME_ALONE.fullmatch(lines[begun - 1]):
        return None
    depth, deeper = indent_of(lines[here - 1]), indent_of(lines[first - 1])
    goes_on = all(indent_of(lines[at - 1]) > deeper for at in rest)
    if deeper <= depth or not goes_on or not (FIELD.match(lines[here - 1]) and FIELD.match(lines[first - 1])):
        return None
    mend = first, (f"{' ' * depth}{lines[first - 1].lstrip()}",)
    return slip((first, deeper + 1), TOO_MUCH, "indent it like its neighbours", mend)


def _is_field_beside_items(lines: Lines, here: int) -> bool:
    """Whether a line begins like a field, in the column of the list's name and of its hyphens."""
    depth, text = indent_of(lines[here - 1]), lines[here - 1]
    name = next((at for at in written_above(lines, here) if not is_item(lines[at - 1])), 0)
    beside = bool(name) and indent_of(lines[name - 1]) == depth
    return beside and re.split(r"\W", text.strip(), maxsplit=1)[0] in PURPOSES


def _colon_in_text(fault: Mishap, lines: Lines) -> Mishap | None:
    """A colon in one of the first lines of a text that begins below the name of its field."""
    begun = parent_of(lines, fault.place[0]) if fault.message in _NO_TEXT else 0
    if not begun or not _is_text_below(lines, begun):
        return None
    mend = begun, (f"{lines[begun - 1].rstrip()} {GAP}", *[""] * (last_within(lines, begun) - begun))
    for at in range(begun + 1, fault.place[0] + 1):
        if colon := _COLON_IN.match(lines[at - 1]):
            return slip((at, colon.start(1) + 1), COLON, QUOTE_ALL, mend)
    return None


def _is_text_below(lines: Lines, line: int) -> bool:
    """Whether the name of a field stands alone in `line`, and a text of several lines below it."""
    found = _NAME_ALONE.fullmatch(lines[line - 1])
    if not found or found[1] not in PURPOSES or found[1] == "gives":
        return False
    below = next((text for text in lines[line:] if text.strip()), "")
    deeper = indent_of(below) > indent_of(lines[line - 1])
    return deeper and not _is_item_or_field(below) and below.strip()[0] not in "[{|>\"'#"


def _is_item_or_field(text: str) -> bool:
    """Whether an item of a list or a field begins in this line."""
    return is_item(text) or FIELD.match(text) is not None


def _below_the_next_id(fault: Mishap, lines: Lines) -> Mishap | None:
    """The last line of an entry, of which the id of the next went up."""
    for at in (fault.place[0], fault.place[0] - 1) if fault.message in _NO_TEXT else ():
        above, line, below = (*lines[max(at - 2, 0) : at + 1], "", "", "")[:3]
        id = _NAME_ALONE.fullmatch(above)
        if not id or id[1] in PURPOSES or not FIELD.match(below) or FIELD.match(line):
            continue
        if indent_of(above) < indent_of(below) < indent_of(line):
            message = f"this line belongs to the entry before `{id[1]}`"
            hint = f"move it up, above the line with `{id[1]}:`"
            return slip((at, indent_of(line) + 1), message, hint, (at - 1, (line, above)))
    return None


def _quoted_name(fault: Mishap, lines: Lines) -> Mishap | None:
    """A quotation mark before the name of a field, or before an id."""
    line = fault.place[0] - (fault.message in LAYOUT)
    found = _QUOTED_NAME.fullmatch(lines[line - 1]) if fault.message in LAYOUT | _NOT_CLOSED else None
    if not found or (found[4] and found[3] not in PURPOSES):
        return None
    bare = f"{found[3]}:{found[4]}"
    hint = f"delete the quotation marks: {short(bare)}" if found[5] else f"delete it: {short(bare)}"
    place, mend = (line, found.end(1) + 1), (line, (f"{found[1]}{bare}",))
    return slip(place, f"a quotation mark stands before `{found[3]}:`, and belongs to no text", hint, mend)


def _goes_on(fault: Mishap, lines: Lines) -> Mishap | None:
    """Lines that go on with a text above, in the column of its field or before it."""
    here = fault.place[0]
    depth = indent_of(lines[here - 1])
    begun = next((at for at in written_above(lines, here) if _is_item_or_field(lines[at - 1])), 0)
    if fault.message != NO_COLON or not begun or indent_of(lines[begun - 1]) < depth or _may_be_name(lines, here):
        return None
    last = here
    while last < len(lines) and indent_of(lines[last]) >= depth and not _BEGINS.match(lines[last]):
        last += 1
    rest = (f"{' ' * indent_of(lines[begun - 1])}  {text.lstrip()}" for text in lines[here - 1 : last])
    long = _LONG_TEXT.match(lines[begun - 1])
    return replace(fault, mend=(here, tuple(rest) if long else ("",) * (last - here + 1)))


def _stray_word(fault: Mishap, lines: Lines) -> Mishap | None:
    """A word at the margin: a section's name cut off, or one that names nothing, and what is around goes on without."""
    line = fault.place[0]
    word = re.fullmatch(r"([\w-]{1,20})\s*", lines[line - 1])
    below = next((text for text in lines[line:] if text.strip()), "")
    if fault.message != NO_COLON or not word or word[1] in MARGIN or not below.startswith(" "):
        return None
    if section := nearest(word[1], MARGIN):
        return replace(fault, hint=f"did you mean `{section}:`?", mend=(line, (f"{section}:",)))
    first = FIELD.match(below)
    if first and first[1] in FIRST and first[1] in _fields_above(lines, line, indent_of(below)):
        return None  # it may be an id
    hint = f"delete it, if it belongs to nothing; if it is a name, put a colon after it: `{word[1]}:`"
    return replace(fault, hint=hint, mend=(line, ("",)))


def _fields_above(lines: Lines, line: int, depth: int) -> set[str]:
    """The names of the fields at this depth above a line, up to what they belong to."""
    above = takewhile(lambda at: indent_of(lines[at - 1]) >= depth, written_above(lines, line))
    return {found[1] for at in above if indent_of(lines[at - 1]) == depth and (found := FIELD.match(lines[at - 1]))}


def _may_be_name(lines: Lines, line: int) -> bool:
    """Whether a line may begin with the name of a field, or be an id: at the margin, if an entry begins below it."""
    first, *more = lines[line - 1].split()
    if lines[line - 1].startswith(" ") or more:
        return not more or first in PURPOSES
    below = next((FIELD.match(text) for text in lines[line:] if text.strip()), None)
    return below is None or below[1] in FIRST


def _goes_on_with_colon(fault: Mishap, lines: Lines) -> Mishap | None:
    """A line at the margin that goes on with a text above and holds a colon, so that it looks like a section."""
    line = fault.place[0]
    begun = next((at for at in written_above(lines, line) if _is_item_or_field(lines[at - 1])), 0)
    if not fault.message.startswith(VALUE_AND_FIELDS) or indent_of(lines[line - 1]) or not begun:
        return None
    if lines[line - 1].partition(":")[0] in MARGIN or not _LONG_TEXT.match(lines[begun - 1]):
        return None
    message = f"this line goes on with the text of line {begun}, and is not indented"
    return slip((line, 1), message, f"indent it, and {QUOTE_ALL}, as a colon stands in it", (line, ("",)))


def _second_source(fault: Mishap, lines: Lines) -> Mishap | None:
    """A source that is indented deeper than the one above it."""
    here = fault.place[0]
    above = parent_of(lines, here) if fault.message.startswith(VALUE_AND_FIELDS) else 0
    below = next((at for at in range(here + 1, len(lines) + 1) if lines[at - 1].strip()), 0)
    if not below or not above or lines[above - 1].strip() != "source:":
        return None
    depth, text = indent_of(lines[here - 1]), lines[below - 1]
    mend = below, (f"{' ' * depth}{text.lstrip()}",)
    return slip((below, indent_of(text) + 1), TOO_MUCH, "indent it like the source above it", mend)


def _without_gives(fault: Mishap, lines: Lines) -> Mishap | None:
    """Short answers that stand below another field than `gives`."""
    here, above = fault.place[0], parent_of(lines, fault.place[0])
    field = FIELD.match(lines[here - 1])
    if fault.message not in LAYOUT or not field or field[1] not in fields_of(Gives) or not above:
        return None
    if lines[above - 1].strip() == "gives:":
        return None
    last = last_within(lines, above)
    hint = "write `gives:` on a line above it, indented like the other fields"
    message = f"`{field[1]}` belongs below `gives:`, which is missing above it"
    return slip((here, indent_of(lines[here - 1]) + 1), message, hint, (here, ("",) * (last - here + 1)))


_LOOKS = (
    _quoted_name,
    _below_the_next_id,
    _remark,
    _other_remark,
    _hyphen,
    _first_item,
    _first_field,
    _colon_in_text,
    _second_source,
    *BRACKETS,
    *SIGNS,
    _stray_word,
    _goes_on,
    _goes_on_with_colon,
    _without_gives,
)
