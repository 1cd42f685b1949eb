"""Slips of the hand about brackets, braces and commas, behind what a parser complains of."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.ledger.fields import LISTS, PURPOSES
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path
from bot.ledger.form.lines import Lines, all_above, indent_of, is_item, last_within, written_above
from bot.ledger.form.messages import COLON, LAYOUT, NO_COLON, QUOTE_ALL, TWO_FIELDS, Mishap, slip
from bot.ledger.form.outline import FIRST
from bot.ledger.form.scalars import FIELD, GAP

_CLOSING = {"[": "]", "{": "}", "(": ")"}
_ALONE = re.compile(r"\s*([\]}]),?\s*")
_IN_BRACES = re.compile(r"\s*(?:- )?[\w-]+:\s*\{.*\}\s*")
_CLOSE_BRACKET = re.compile(r"\s*(?:- )?[\w-]{1,60}:(?=[\[{])")
_ONE_SOURCE = re.compile(r"(\s*(?:- )?source:\s+)([\w-]+): +(\S.*)")
_FIELD_FOLLOWS = re.compile(rf"\s*({'|'.join(PURPOSES)}):(?=\s|$)")
_NO_COLON = re.compile(r"([\w-]+)(\s*=\s*|\s+:|\s+)(.+)")


def lacking_colon(words: str, path: Path, first: bool) -> tuple[str, str, str] | None:
    """The name in `words`, which stand in the braces of `path` without a value, and the message and cure.

    None if they are no name and value: a text that a comma cut has words that are names too, unless it is the `first`.
    """
    found = _NO_COLON.fullmatch(words)
    source = path[-1:] == ("source",)
    if not found or (not found[3].isdigit() if source else found[1] not in PURPOSES):
        return None
    if found[2].isspace() and not source and not first:
        return None
    message = "the space stands before the colon" if ":" in found[2] else f"the colon after `{found[1]}` is missing"
    return found[1], message, f"write {found[1]}: {short(found[3])}"


def _stray_bracket(fault: Mishap, lines: Lines) -> Mishap | None:
    """A closing bracket on a line of its own that nothing opened."""
    here = fault.place[0]
    for at in (here, next(all_above(lines, here), 0)):
        found = _ALONE.fullmatch(lines[at - 1]) if at else None
        if found and not _is_open(lines, at, found[1]):
            place = at, found.start(1) + 1
            return slip(place, f"this {found[1]} closes nothing", "delete it", (at, (" ",)))
    return None


def _is_open(lines: Lines, line: int, sign: str) -> bool:
    """Whether a bracket is open before `line`, which closes it by `sign`."""
    opening, opened = {"]": "[", "}": "{"}[sign], 0
    for at in all_above(lines, line):
        opened += lines[at - 1].count(opening) - lines[at - 1].count(sign)
        if opened > 0 or indent_of(lines[at - 1]) < indent_of(lines[line - 1]):
            break
    return opened > 0


def _after_braces(fault: Mishap, lines: Lines) -> Mishap | None:
    """A field below an entry whose fields stand in braces."""
    here = fault.place[0]
    depth, field = indent_of(lines[here - 1]), FIELD.match(lines[here - 1])
    above = next(written_above(lines, here), 0)
    if fault.message not in LAYOUT or not field or not above or not _IN_BRACES.fullmatch(lines[above - 1]):
        return None
    if indent_of(lines[above - 1]) >= depth:
        return None
    last = last_within(lines, above)
    message = f"the braces above end before `{field[1]}`, so that it belongs to nothing"
    hint = f"move it inside the braces of line {above}, with a comma before it"
    if field[1] in FIRST:
        message = f"an entry begins here with `{field[1]}`, and its id is missing"
        hint = "write its id and a colon in a line above this one"
    return slip((here, depth + 1), message, hint, (here, ("",) * (last - here + 1)))


def _field_behind(fault: Mishap, lines: Lines) -> Mishap | None:
    """A second field behind a list or a group."""
    line, column = fault.place
    text = lines[line - 1]
    found = _FIELD_FOLLOWS.match(text, column - 1)
    if not found or not text[: column - 1].rstrip().endswith(("]", "}", '"', "'")):
        return None
    place = line, found.start(1) + 1
    return slip(place, TWO_FIELDS, f"begin a new line with `{found[1]}:`", (line, (text[: found.start(1)].rstrip(),)))


def _comma(fault: Mishap, lines: Lines) -> Mishap | None:
    """A comma behind what is closed already: too much, or between items that lack their brackets or lines."""
    line, column = fault.place
    text = lines[line - 1]
    before, after = text[: column - 1].rstrip(), text[column:].partition(" #")[0].strip()
    if text[column - 1 : column] != "," or not before.endswith(("]", "}", '"', "'")):
        return None
    closed = "the list or group that is closed here"
    if before[-1] not in "]}":
        closed = "the quotation mark that closes the text"
    if not after:
        return slip(fault.place, f"a comma follows {closed}", "delete the comma", (line, (before,)))
    if is_item(text):
        hint = f"begin a new line with a hyphen and a space: - {short(after)}"
        return slip(fault.place, "a second item stands in this line", hint, (line, (_without_value(text, "- "),)))
    field = FIELD.match(text)
    if field and field[1] in LISTS:
        items = re.sub(r"\] *, *\[", ", ", text[field.end() :].strip()).strip("[]")
        message = f"several items stand after `{field[1]}:`, and no brackets around all of them"
        hint = f"write {field[1]}: [{short(items)}]"
        return slip(fault.place, message, hint, (line, (_without_value(text, ":"),)))
    if before[-1] in "]}":
        hint = f"if all of it is one text, {QUOTE_ALL}; else delete what follows"
        return slip(fault.place, f"something follows {closed}", hint, (line, (before,)))
    return None


def _without_value(text: str, sign: str) -> str:
    return f"{text[: text.index(sign) + len(sign)].rstrip()} {GAP}"


def _close_bracket(fault: Mishap, lines: Lines) -> Mishap | None:
    """A bracket right behind the colon."""
    line = fault.place[0]
    found = _CLOSE_BRACKET.match(lines[line - 1])
    if not found or fault.message not in {TWO_FIELDS, COLON, NO_COLON}:
        return None
    mend = line, (f"{found[0]} {lines[line - 1][found.end() :]}",)
    return slip((line, found.end() + 1), "the space after the colon is missing", "put a space after the colon", mend)


def _source(fault: Mishap, lines: Lines) -> Mishap | None:
    """A source with its paragraph but no braces, or a semicolon between two of them."""
    line, column = fault.place
    text = lines[line - 1]
    if fault.message == COLON and (found := _ONE_SOURCE.fullmatch(text)):
        braced = f"{{{found[2]}: {found[3].strip()}}}"
        message = "a source and its paragraph stand in braces"
        return slip(fault.place, message, f"write source: {short(braced)}", (line, (f"{found[1]}{braced}",)))
    lost = re.search(r"\{.*\d( +)([\w-]+)$", text[: column - 1]) if FIELD.match(text) and "source:" in text else None
    if text[column - 1 : column] == ":" and lost:
        place, mend = (line, lost.end(1) + 1), (line, (f"{text[: lost.start(1)]}, {text[lost.start(2) :]}",))
        return slip(place, "a comma is missing here", f"put a comma before `{lost[2]}`", mend)
    if text[column - 1 : column] == ":" and (between := re.search(r"(;)\s*[\w-]+$", text[: column - 1])):
        at = between.start(1)
        mend = line, (f"{text[:at]},{text[at + 1 :]}",)
        if "{" in text[:at]:
            return slip((line, at + 1), "a semicolon stands here between fields", "put a comma instead of it", mend)
    return None


def _other_bracket(fault: Mishap, lines: Lines) -> Mishap | None:
    """A list or group in one line that another bracket closes."""
    line, column = fault.place
    text = lines[line - 1].rstrip()
    closing = _CLOSING.get(text[column - 1 : column], "")
    strange = [sign for opening, sign in _CLOSING.items() if text.count(opening) < text.count(sign) and sign != closing]
    if not closing or "is not closed" not in fault.message or text[-1] not in strange:
        return None
    hint = f"write {closing} in place of the {text[-1]} that stands there"
    return replace(fault, hint=hint, mend=(line, (f"{text[:-1]}{closing}",)))


def _parentheses(fault: Mishap, lines: Lines) -> Mishap | None:
    """Fields in round brackets."""
    line = fault.place[0]
    found = re.fullmatch(r"(\s*[\w-]+:\s+)\((.*)\)\s*", lines[line - 1])
    if fault.message not in {COLON, TWO_FIELDS} or not found or not FIELD.match(found[2]):
        return None
    place, mend = (line, found.end(1) + 1), (line, (f"{found[1]}{{{found[2]}}}",))
    return slip(place, "fields on one line stand in braces, not in round brackets", "write { and } instead", mend)


BRACKETS = _stray_bracket, _after_braces, _field_behind, _comma, _close_bracket, _other_bracket, _parentheses, _source
"""What looks for such a slip behind a fault, in the order in which they are asked."""
