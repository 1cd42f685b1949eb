"""What a YAML parser's complaint means to somebody who does not know YAML: where to look, and the cure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bot.ledger.fields import LISTS, PURPOSES, SECTIONS
from bot.ledger.form.characters import place_in, short
from bot.ledger.form.lines import indent_of, two_above, written_above
from bot.ledger.problems import Level

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mishap:
    """A fault of form at a line and column, both from 1."""

    place: Mark
    rule: str
    message: str
    hint: str = ""
    level: Level = "error"
    mend: tuple[int, tuple[str, ...]] | None = None  # a line and what was meant to stand from there on


QUOTE_ALL = "put the whole text in quotation marks"
A_REMARK = "begin it with # and a space, if it is a remark; else delete it"
_NAME = re.compile(r"\s*+(?:- )?([\w-]{1,60}?)[;=.,-]?(?:\s+|$)")
_NAMED_LAST = re.compile(rf"[\s,;]({'|'.join(PURPOSES)})$")
NO_SPACE = re.compile(r"\s*+(?:- )?[\w-]{1,60}(?: :(?=\w)|:(?=[^\s:/]))")

NEVER_CLOSED = "the quotation mark that opens here is never closed"
_TOO_DEEP = "this line is indented deeper than a field can be here"
_FITS_NOT = "this line does not fit those above it"
_TOO_LITTLE = "this line is indented less than its neighbours"
TOO_MUCH = "this line is indented more than its neighbours"
NO_COLON = "this line has no colon"
AFTER_QUOTE = "something follows the quotation mark that closes the text"
LIST_HERE = "a hyphen and a space begin an item of a list here"
NO_PART = "this line is neither a field nor part of a text"
VALUE_AND_FIELDS = "a value stands after"
COLON = "a colon followed by a space stands inside a text"
TWO_FIELDS = "a second field stands in this line"
"""What is said of a line of which a part is lost with its fault."""
LAYOUT = frozenset({_TOO_DEEP, _FITS_NOT, _TOO_LITTLE, TOO_MUCH})
"""What is said of a line whose indentation is wrong; the next line often shares it."""
CLOSED_LATE = "the quotation mark that opens here is not closed where the text ends"
"""What is said of a mark that is closed by the next one in the file."""
BEGINS_INDENTED = "the first line of the file is indented"
"""What is said where `event:` is missing above its fields."""

# (words of the parser, of libyaml or of Python's own), message, cure
_MEANINGS = (
    (("tab character",), "a tab stands here", "use spaces instead of tabs"),
    (("escape", "hexa", "hexdec"), "a backslash has a special meaning here", "use ' instead of \" around the text"),
    (
        ("comment or line break", "chomping", "a comment"),
        "text stands right after | or >",
        f"begin it on the next line; if the sign belongs to the text, {QUOTE_ALL}",
    ),
    (("sequence entries",), LIST_HERE, f"begin the list on the next line, or {QUOTE_ALL}"),
    (("mapping keys",), "a text cannot begin with a question mark and a space", QUOTE_ALL),
    (("document start", "directive"), "this belongs to no section", "delete it, or put it under its section"),
    (
        ("node content",),
        "a value is missing before this sign",
        f"write the value, or delete the sign; if it belongs to a text, {QUOTE_ALL}",
    ),
)


def begin(event: yaml.Event) -> Mark:
    """The line and column, from 1, where `event` begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def second_document(event: yaml.Event) -> Mishap:
    """The fault of a document that begins where the first should go on."""
    hint = "delete the line ---, or put what follows it into a file of its own"
    return Mishap(begin(event), "several-documents", "a second document begins here", hint)


def explain(error: Exception, lines: Sequence[str], last: yaml.Event | None) -> Mishap:
    """The fault that `error` stands for, whatever the parser raised; `last` is what it read before."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(error, lines, last)
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes here, Python's own parser characters
        text = "\n".join(lines)
        before = text.encode()[: error.position].decode(errors="ignore") if error.encoding == "?" else text
        return Mishap(place_in(before, error.position), "syntax", f"this cannot be read: {error.reason}", "delete it")
    return Mishap((1, 1), "unreadable", f"the file cannot be read: {short(str(error))}")


def _marked(error: yaml.MarkedYAMLError, lines: Sequence[str], last: yaml.Event | None) -> Mishap:
    here = _at(error.problem_mark) or _at(error.context_mark) or (1, 1)
    opened = _at(error.context_mark) or here
    problem, context = str(error.problem), str(error.context)
    character = _character(lines, here)
    if character == "\t" and ("tab" in problem or "cannot start" in problem):
        return slip(here, "a tab stands here", "use spaces instead of tabs")
    ended = _at(last.end_mark) if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"') else None
    quoted = ended is not None and ended[0] == here[0]
    if quoted and last and begin(last)[0] != here[0]:
        return closed_late(last, lines)
    if "cannot start any token" in problem:
        return slip(here, f"a text cannot begin with {character}", QUOTE_ALL)
    if "quoted scalar" in context and ("end of stream" in problem or "document separator" in problem):
        return slip(opened, NEVER_CLOSED, _close(lines, opened))
    if "',' or '" in problem and not (quoted and character.isalnum()):
        sign = problem[problem.index("',' or '") + 8]
        if hidden := re.compile(r".*?[ \t](?=#)").match(lines[opened[0] - 1], opened[1] - 1):
            hint = f"put the text with the # in quotation marks, or close the list with {sign} before it"
            return slip((opened[0], hidden.end() + 1), "what follows this # is not read, the closing sign too", hint)
        if character == ":" and here[0] == opened[0]:
            named = _NAMED_LAST.search(lines[here[0] - 1][: here[1] - 1])
            cure = f"put a comma before `{named[1]}`" if named else QUOTE_ALL
            return slip(here, "a second colon stands here, and no comma before it", cure)
        message = f"the list or group that opens in line {opened[0]} is not closed, or lacks a comma"
        return slip(
            here if here[0] == opened[0] else opened, message, f"close it with {sign}, or put a comma between its items"
        )
    if quoted:
        hint = "quotation marks go around the whole text; inside it use “ ” and ’, and close every one"
        return slip(here, AFTER_QUOTE, hint)
    if found := _opened_by_a_sign(lines, here, last):
        return found
    if "mapping values" in problem:
        return _colon(lines, here)
    if "could not find expected ':'" in problem:
        return _no_colon(lines, opened)
    if any(f"scanning {what}" in context for what in ("an anchor", "an alias")) or "tag" in context + problem:
        return slip(opened, f"a text cannot begin with {_character(lines, opened)}", QUOTE_ALL)
    if any(word in problem for word in ("expected key", "<block end>", "'-' indicator")):
        return _unfitting(lines, here)
    if "document start" in problem and (found := _end_mark(lines, here) or _indented_begin(lines, here)):
        return found
    for words, message, hint in _MEANINGS:
        if any(word in problem for word in words):
            return slip(here, message, hint)
    return slip(here, "the text cannot be read from here on", "compare it with an entry above it")


def closed_late(event: yaml.Event, lines: Sequence[str]) -> Mishap:
    """The fault of a text whose quotation mark is closed by the next one in the file."""
    end: Any = event.end_mark
    hint = f"{_close(lines, begin(event))}; as it is, the text goes on to line {end.line + 1}"
    return slip(begin(event), CLOSED_LATE, hint)


def _close(lines: Sequence[str], opened: Mark) -> str:
    """The cure for a quotation mark without its other half; a single one may be an apostrophe."""
    hint = "close it at the end of the text, with the same mark"
    line = lines[opened[0] - 1][opened[1] - 1 :].rstrip()
    if re.match(r"'\w", line) and '"' not in line and not line.endswith(("]", "}")):
        hint += f', or if it is an apostrophe, put the whole text in quotation marks: "{short(line)}"'
    return hint


def _opened_by_a_sign(lines: Sequence[str], here: Mark, last: yaml.Event | None) -> Mishap | None:
    """The fault of a text whose first sign made the parser read a list, a group or a reference, up to `here`."""
    if isinstance(last, yaml.AliasEvent) and begin(last)[0] == here[0]:
        return slip(begin(last), "a text cannot begin with *", QUOTE_ALL)
    sign = _character(lines, _at(last.start_mark) or here) if isinstance(last, yaml.CollectionEndEvent) else ""
    if not last or not sign or sign not in "]}" or begin(last)[0] != here[0] or _character(lines, here) == ",":
        return None
    hint = f"if all of it is one text, {QUOTE_ALL}; if it is a list or group, delete what follows, or move it inside"
    if lines[here[0] - 1].split(":")[0].strip(" -") in LISTS:
        hint = f"delete what follows, or move it inside, before the {sign}"
    return slip(here, f"something follows the {sign} that closes a list or group", hint)


def _end_mark(lines: Sequence[str], here: Mark) -> Mishap | None:
    """The fault of three points on a line, which end a document."""
    ends = (at for at in written_above(lines, here[0]) if lines[at - 1].startswith("..."))
    if at := next(ends, 0):
        hint = "delete the line with the three points"
        return Mishap((at, 1), "several-documents", "three points on a line of their own end the file", hint)
    return None


def _indented_begin(lines: Sequence[str], here: Mark) -> Mishap | None:
    """The fault of a file whose first line is indented, so that the first at the margin belongs to nothing."""
    first = min(written_above(lines, here[0]), default=0)
    if first and (indent := indent_of(lines[first - 1])):
        return slip((first, indent + 1), BEGINS_INDENTED, "begin it at the margin, or write `event:` above it")
    return None


def _at(mark: Any) -> Mark | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def slip(place: Mark, message: str, hint: str, mend: tuple[int, tuple[str, ...]] | None = None) -> Mishap:
    """A fault of syntax, perhaps with its mend."""
    return Mishap(place, "syntax", message, hint, mend=mend)


def _colon(lines: Sequence[str], here: Mark) -> Mishap:
    """The fault behind a colon where none can be: in a text, or one line early or deep."""
    line = lines[here[0] - 1]
    before = line[: here[1] - 1]
    if re.search(r":\s", before) and (second := _NAMED_LAST.search(before)):
        return slip((here[0], second.start() + 2), TWO_FIELDS, f"begin a new line with `{second[1]}:`")
    if re.search(r":\s", before) or " " in before.strip():
        return slip(here, COLON, QUOTE_ALL)
    above = next(written_above(lines, here[0]), 0)
    if above and (found := NO_SPACE.match(lines[above - 1])):
        return _no_space(above, found)
    if above and ":" not in lines[above - 1]:
        return _no_colon(lines, (above, indent_of(lines[above - 1]) + 1))
    if outdented := _outdented(lines, here[0]):
        return outdented
    name, _, value = lines[above - 1].strip().partition(": ")
    if value and name not in PURPOSES and indent_of(lines[above - 1]) < indent_of(line):
        place = above, lines[above - 1].index(": ") + 3
        return slip(place, f"{VALUE_AND_FIELDS} `{short(name)}:`, and fields below it", "keep one of the two")
    hint = f"if the line is a field, indent it like its neighbours; if it belongs to a text, {QUOTE_ALL}"
    return slip((here[0], indent_of(line) + 1), _TOO_DEEP, hint)


def _outdented(lines: Sequence[str], line: int) -> Mishap | None:
    """The fault of the line above, if those on both sides of it are indented deeper, and alike."""
    above, before = two_above(lines, line)
    field = above and lines[above - 1].strip().partition(":")[0] in PURPOSES
    deeper = field and indent_of(lines[above - 1]) < indent_of(lines[line - 1])
    if deeper and (indent_of(lines[above - 1]) == 0 or indent_of(lines[line - 1]) == indent_of(lines[before - 1])):
        return slip((above, indent_of(lines[above - 1]) + 1), _TOO_LITTLE, "indent it like its neighbours")
    return None


def _unfitting(lines: Sequence[str], here: Mark) -> Mishap:
    """The fault behind a line that does not fit: itself, or the one above if those that follow agree with this one."""
    line = lines[here[0] - 1] if here[0] <= len(lines) else ""
    above, before = two_above(lines, here[0])
    margin = next((at for at in written_above(lines, here[0]) if not indent_of(lines[at - 1])), 0)
    name = lines[margin - 1].strip().removesuffix(":") if margin else ""
    if indent_of(line) and re.fullmatch(r"[\w-]+", name) and name not in ("event", "x", *SECTIONS):
        hint = "indent it like the entries above, if it is one"
        return Mishap((margin, 1), "unknown-section", f"there is no section `{short(name)}`", hint)
    below = next((each for each in lines[here[0] :] if each.strip()), "")
    first = before and indent_of(lines[before - 1]) < indent_of(line) < indent_of(lines[above - 1])
    if first and indent_of(below) == indent_of(line) and lines[before - 1].rstrip().endswith(":"):
        return slip((above, indent_of(lines[above - 1]) + 1), TOO_MUCH, "indent it like its neighbours")
    if deep := _first_too_deep(lines, here[0]):
        return deep
    if line and not line.lstrip().startswith("- ") and (outdented := _outdented(lines, here[0])):
        return outdented
    if line[here[1] - 1 :].startswith(": "):
        return Mishap(here, "bad-key", "the name before the colon is missing", "write the name")
    hint = "indent it like its neighbours, and see that every quotation mark and bracket above is closed"
    if line[here[1] - 1 :].startswith("- "):
        hint += "; if no list goes on here, delete the hyphen"
    return slip(here, _FITS_NOT, hint)


def _first_too_deep(lines: Sequence[str], line: int) -> Mishap | None:
    """The fault of the first neighbour of `line`, if it is indented deeper, and no less than its own fields."""
    depth = indent_of(lines[line - 1]) if line <= len(lines) else 0
    first = below = 0
    for at in written_above(lines, line) if depth else ():
        if indent_of(lines[at - 1]) < depth:
            break
        first, below = at, first
    if below and lines[first - 1].rstrip().endswith(":") and indent_of(lines[first - 1]) >= indent_of(lines[below - 1]):
        return slip((first, indent_of(lines[first - 1]) + 1), TOO_MUCH, "indent it like its neighbours")
    return None


def _no_colon(lines: Sequence[str], here: Mark) -> Mishap:
    line = lines[here[0] - 1]
    if found := NO_SPACE.match(line):
        return _no_space(here[0], found)
    hint = "if it goes on from the line above, indent it deeper than that; else write a name and a colon before it"
    if not line.startswith(" ") and not lines[two_above(lines, here[0])[0] - 1].rstrip().endswith(":"):
        hint = "if it belongs to nothing, delete it; if it goes on from the line above, indent it deeper than that"
    found = _NAME.match(line)
    if found and found[1] in PURPOSES:
        hint = f"put a colon and a space after `{found[1]}`; if it goes on from the line above, indent it deeper"
    elif found and found.end() == len(line):
        hint = f"if it is a name, put a colon after it: `{short(found[1])}:`; else indent it, or write a name before it"
    return slip(here, NO_COLON, hint)


def _no_space(line: int, found: re.Match[str]) -> Mishap:
    message = "the space stands before the colon" if found[0].endswith(" :") else "the space after the colon is missing"
    return slip((line, found.end() + 1), message, "put a space after the colon")


def _character(lines: Sequence[str], place: Mark) -> str:
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    return line[place[1] - 1 : place[1]]
