"""Faults of a whole file or many lines of it, as when it was copied from a mail: each is told once, and mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from bot.ledger.fields import PURPOSES, SECTIONS
from bot.ledger.form.messages import Mark, Mishap

PASTED = "these lines belong to no section and no field"
"""What is said of an article that was pasted into the file."""
_FEW = 3  # lines with a fault; fewer have a finding each
_MANY = 1_000  # lines with the name of a section
_MARGIN_FIELD = re.compile(rf"^(?:{'|'.join(PURPOSES)}):(?=\s|$)", re.MULTILINE)
_FIRST_LINE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*([ \t]+)([^\s:]*)")
_EVENT = re.compile(r"^[ \t]*event:", re.MULTILINE)
_QUOTED = re.compile(r"^>+[> ]*(?=[^\s>])", re.MULTILINE)
_NUMBERED = re.compile(r"^ *(\d+)(?:\t|[:.|)] ?| |$)", re.MULTILINE)
_CAPITAL = re.compile(r"\n *(?:- )?([A-Z][a-zA-Z_-]*):(?=[ \n]|$)")
_SMALL = re.compile(rf"\n *(?:- )?(?:event|{'|'.join((*SECTIONS, *PURPOSES))}):(?=[ \n]|$)")
_ANY_NAME = re.compile(r"((?:^|\n) *(?:- )?)([A-Za-z][\w-]*)(?=:(?:[ \n]|$))")
_IN_BRACES = re.compile(r"(?<=[{,] )[A-Z][a-z_-]*(?=: )|(?<=\{)[A-Z][a-z_-]*(?=: )")
_SECTIONS = {"event", *SECTIONS}
_NAMES = {*_SECTIONS, *PURPOSES}
_ENTRY = re.compile(r" +[a-z0-9-]+:")
_PROSE = re.compile(rf"(?!(?:{'|'.join(_NAMES)}):|[\w-]+:\s*$)[^\s#%]")


def unreadable(text: str) -> Mishap | None:
    """What makes all that could be found in the text a mere consequence; None where it can be read."""
    return _stripped(text) or _headless(text)


def _stripped(text: str) -> Mishap | None:
    """The fault of a text that has lost the spaces at the beginning of its lines."""
    if "\n " in text or "\n\t" in text or text[:1].isspace():
        return None
    fields = [*_MARGIN_FIELD.finditer(text)]
    if len(fields) < _FEW:
        return None
    message = "no line of this file is indented, so that nothing shows what belongs together"
    hint = "take the file as it was before, or indent the lines again as in the guide; nothing else was checked"
    return _mishap(text, fields[0].start(), message, hint)


def _headless(text: str) -> Mishap | None:
    """The fault of a text that begins in the middle of an entry."""
    first = _FIRST_LINE.match(text)
    if not first or first[2] in ("id", "title", "date", "summary") or _EVENT.search(text):
        return None
    message = "the file begins in the middle of an entry: the lines above are missing, from `event:` on"
    hint = "put them back, or take the file as it was before; nothing else was checked"
    return _mishap(text, first.end(1), message, hint)


def without_shared(text: str) -> tuple[str, list[Mishap], list[int]]:
    """The text without faults that its lines share, these, and how many columns are gone before each line."""
    faults: list[Mishap] = []
    gone: list[int] = []
    for mend in _MENDS:
        if found := mend(text):
            mended, fault = found
            faults.append(fault)
            gone = gone or [
                (len(was) - len(line)) * was.endswith(line)
                for was, line in zip(text.split("\n"), mended.split("\n"), strict=True)
            ]
            text = mended
    return text, faults, gone


_Mended = tuple[str, Mishap]


def _unquoted(text: str) -> _Mended | None:
    """The text of which every line is quoted as in a mail."""
    if "\n>" not in text:
        return None
    lines = text.split("\n")
    quoted = [number for number, line in enumerate(lines) if line.startswith(">")]
    if len(quoted) < max(_FEW, sum(map(bool, map(str.strip, lines))) // 2):
        return None
    sign = min((found[0] for found in _QUOTED.finditer(text)), key=len, default=">")
    # what stands above the first is the mail's, such as: Ada wrote
    mended = ["" if number < quoted[0] else line.removeprefix(sign) for number, line in enumerate(lines)]
    mended = ["" if not line.strip("> ") else line for line in mended]
    message = "a > stands before the lines, as in a mail that quotes them"
    hint = "delete the > and the space after it in every line, or take the file itself"
    return "\n".join(mended), _mishap(text, text.index(">"), message, hint)


def _unnumbered(text: str) -> _Mended | None:
    """The text of which every line begins with its number, as some programs show it."""
    first = _NUMBERED.match(text)
    if not first or "\n" not in text:
        return None
    numbers = [*_NUMBERED.finditer(text)]
    begun = int(first[1])
    lines = text.rstrip("\n").count("\n") + 1
    if len(numbers) != lines or any(int(each[1]) != at for at, each in enumerate(numbers, begun)):
        return None
    message, hint = "a number stands before every line", "delete the numbers, or take the file itself"
    return _NUMBERED.sub("", text), _mishap(text, first.start(1), message, hint)


def _untabbed(text: str) -> _Mended | None:
    """The text of which most lines are indented with tabs."""
    tabs = text.count("\n\t") if "\t" in text else 0
    spaces = len(re.findall(r"\n +(?=\S)", text)) if tabs else 0
    if tabs < _FEW * 2 or tabs <= spaces:
        return None
    mixed = spaces or "\t  " in text  # an editor that made tabs of four spaces left the others
    mended = re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(4 if mixed else 2), text, flags=re.MULTILINE)
    mended = mended.replace("\t", " ")
    message = "tabs stand at the beginning of the lines, here and below"
    hint = f"put {4 if mixed else 2} spaces in place of each; most editors can do it for the whole file"
    return mended, _mishap(text, text.index("\n\t") + 1, message, hint)


def _in_small_letters(text: str) -> _Mended | None:
    """The text of which most fields are written with capitals."""
    found = [each for each in _CAPITAL.finditer(f"\n{text}") if each[1].lower() in _NAMES]
    if len(found) < _FEW * 2 or len(found) < len(_SMALL.findall(text)):
        return None
    mended = _ANY_NAME.sub(lambda each: each[1] + each[2].lower(), text)
    mended = _IN_BRACES.sub(lambda each: each[0].lower() if each[0].lower() in _NAMES else each[0], mended)
    name = found[0][1]
    message = "the names of sections and fields begin with capitals, here and below"
    return mended, _mishap(text, found[0].start(1) - 1, message, f"write them in small letters: `{name.lower()}:`")


_MENDS: tuple[Callable[[str], _Mended | None], ...] = (_unquoted, _unnumbered, _untabbed, _in_small_letters)


class _Section(NamedTuple):
    """A section as it stands in the lines: its name, its first and last line from 1, and the ids in it."""

    name: str
    first: int
    last: int
    ids: frozenset[str]


def repeated(lines: Sequence[str]) -> Iterator[tuple[int, int, Mishap]]:
    """The first and last lines of sections that stand above already, with the same ids, and what is said of them.

    Several in a row are one: the file was pasted twice.
    """
    above: dict[str, _Section] = {}
    row: list[_Section] = []
    sections = [*_sections(lines)]
    if sections and any(line.startswith(("---", "...")) for line in lines[1:]):
        return  # what ends a document is the fault
    for section in (*sections, None):
        again = section and section.ids and section.ids <= above.setdefault(section.name, section).ids
        if section and again and above[section.name] != section:
            row.append(section)
        elif row:
            yield row[0].first, row[-1].last, _second(row, above[row[0].name].first)
            row = []


def _second(row: Sequence[_Section], above: int) -> Mishap:
    name = f"`{row[0].name}` stands" if len(row) == 1 else f"`{row[0].name}` and what follows stand"
    message = f"{name} here a second time with the same entries, first in line {above}"
    hint = f"delete the lines {row[0].first} to {row[-1].last}; if they are the newer ones, delete those above instead"
    return Mishap((row[0].first, 1), "duplicate-key", message, hint)


def _sections(lines: Sequence[str]) -> Iterator[_Section]:
    begins = [at for at, line in enumerate(lines, start=1) if line[:1].isalpha() and line.rstrip()[:-1] in _SECTIONS]
    if len({lines[at - 1].rstrip() for at in begins}) == len(begins) or len(begins) > _MANY:
        return  # as in every good file, or in none that people write
    for first, after in pairwise((*begins, len(lines) + 1)):
        within = lines[first : after - 1]
        name = lines[first - 1].rstrip()[:-1]
        depth = next((len(line) - len(line.lstrip()) for line in within if _ENTRY.match(line)), 0)
        ids = (line[depth:].partition(":")[0] for line in within if _ENTRY.match(line) and line[depth:][:1].strip())
        if name == "event":  # its fields are those of every event, but for its id
            ids = (line.strip() for line in within if line.lstrip().startswith("id:"))
        yield _Section(name, first, after - 1, frozenset(ids))


def pasted(lines: Sequence[str], line: int) -> int:
    """How many lines from `line` on are those of an article, as they stand at the margin and are no section."""
    within = takewhile(lambda text: not text.strip() or _PROSE.match(text), lines[line - 1 :])
    texts = [text.strip() for text in within]
    while texts and not texts[-1]:
        texts.pop()
    return len(texts) if sum(map(bool, texts)) >= _FEW else 0


def _mishap(text: str, index: int, message: str, hint: str) -> Mishap:
    place: Mark = (text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    return Mishap(place, "syntax", message, hint)
