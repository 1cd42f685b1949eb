"""Reading on after a fault of form: the least that must go is taken out of the text, until the rest can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from bot.ledger.form.characters import LARGE
from bot.ledger.form.document import Document, Path, Value, entry_of
from bot.ledger.form.foreign import take_foreign
from bot.ledger.form.layout import Draft, draft, take_directives, take_repeated
from bot.ledger.form.outline import entry_around
from bot.ledger.form.repair import Repair
from bot.ledger.form.straighten import is_askew, name_sections, straighten
from bot.ledger.form.syntax import first_fault, parse
from bot.ledger.form.whole import unreadable
from bot.ledger.problems import Problem, at_most, last_looked_for

_OF_FORM = frozenset({"syntax", "unknown-section", "several-documents", "too-deep", "bad-key"})
_MENDED = _OF_FORM | {"not-a-mapping"}
_NAMES = re.compile(r"[a-z0-9-]+(?=[\"']?:)|^[ \t-]*[\"']?[a-z0-9-]+", re.MULTILINE)


def read_text(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """The document in `text` as far as it can be read, and every fault of its form, each told once."""
    text = text.replace("\r\n", "\n")
    made = draft(text)
    if lost := unreadable(made.text):
        return None, [Problem(file, *lost.place, "error", lost.rule, "", lost.message, lost.hint)]
    take_repeated(made)
    name_sections(made)
    large = len(made.lines) > LARGE
    if large and made.faults:
        if (fault := first_fault(made.text, made.lines)) and fault.rule in _MENDED:
            _mend(made, fault.place[0])
        return None, _with_the_rest_untold(made, file)
    document, problems = parse(made.lines, file)
    if large and document is None and problems[-1].rule in _OF_FORM:
        _mend(made, problems[-1].line)
        return None, _with_the_rest_untold(made, file)
    if document is None and problems[-1].rule == "too-large":
        return None, [*_told(None, made, file), *problems]  # whatever else is wrong, it is no ledger
    if problems and take_foreign(made):
        document, problems = parse(made.lines, file)
    if (problems or is_askew(made.text)) and straighten(made):
        document = None  # of a large file it takes as much memory as what is read in its place
        if large:
            return None, _with_the_rest_untold(made, file)
        document, problems = parse(made.lines, file)
    if document is None and problems[-1].rule in _MENDED:
        take_directives(made)
        Repair(made).run(problems[-1].line)
        whole = problems
        document, problems = parse(made.lines, file)
        if document is None and whole[-1].rule == "not-a-mapping":
            return None, whole
        # what was taken out is told; that nothing is left of it would be told once more
        problems = [each for each in problems if each.rule not in ("empty-file", "not-a-mapping")]
    if made.faults:
        lines = text.split("\n")
        made.moved = dict(_moved(lines, made.lines))
        document = document and replace(document, lines=lines)
    if document and (made.taken or made.shifts or made.moved):
        document = _completed(document, made)
        problems = [each for each in problems if not _is_emptied(each, made)]
    if made.shifts or made.moved:
        problems = [replace(each, column=made.placed((each.line, each.column))[1]) for each in problems]
    return document, [*_told(document, made, file), *problems]


def _mend(made: Draft, line: int) -> None:
    """Tells and mends the faults from the one in `line` on, without reading what stands in the file."""
    take_foreign(made)
    straighten(made)
    take_directives(made)
    Repair(made).run(line)


def _with_the_rest_untold(made: Draft, file: str) -> list[Problem]:
    """The faults of a large file; the last says that nothing else was looked for, as it would take as long again."""
    told = at_most(sorted(_told(None, made, file)))
    *others, last = (replace(each, entry=entry_around(made.lines, each.line)) for each in told)
    return [*others, last_looked_for(last)]


def _moved(lines: Sequence[str], mended: Sequence[str]) -> Iterator[tuple[int, int]]:
    """How many columns lines stand further right in the file than in the text as mended, by their numbers from 1."""
    for number, (was, line) in enumerate(zip(lines, mended, strict=False), start=1):
        if len(was) != len(line) and was.lstrip(" ") == line.lstrip(" "):
            yield number, len(was) - len(line)


def _completed(document: Document, made: Draft) -> Document:
    """The document with what is known of the lines taken out, and its places as they are in the file."""
    fields = cast("dict[str, Value]", document.fields)
    gaps: set[Path] = {()} if made.taken else set()
    for path in _above_taken(document, made):
        depth = 1 if path[:1] == ("event",) else 2
        gaps.add(path[:depth])
        if len(path) > depth:
            _set_none(fields, path)
    document = replace(document, lost=frozenset({*made.lost, *_names(made)}), gaps=frozenset(gaps))
    if not made.shifts and not made.moved:
        return document
    return replace(
        document,
        start=made.placed(document.start),
        keys={path: made.placed(place) for path, place in document.keys.items()},
        values={path: made.placed(place) for path, place in document.values.items()},
        comments={path: made.placed(place) for path, place in document.comments.items()},
    )


def _is_emptied(problem: Problem, made: Draft) -> bool:
    """Whether nothing stands after a name only as the lines below it were taken out."""
    below = range(problem.line + 1, len(made.lines) + 1)
    return (
        problem.rule == "empty-value"
        and next((at for at in below if at in made.taken or made.lines[at - 1].strip()), 0) in made.taken
    )


def _above_taken(document: Document, made: Draft) -> Iterator[Path]:
    """For each line taken out the path of the name above that it belongs to, () where there is none."""
    keys = [(place, path) for path, place in document.keys.items() if len(path) <= 3]
    keys.sort(key=lambda each: (each[0], len(each[1])))  # steps of a path are names and numbers
    opened: list[tuple[int, Path]] = []  # the names above, each further right than the one before
    read = 0
    for line, text in sorted(made.taken.items()):
        while read < len(keys) and keys[read][0][0] <= line:
            (_, column), path = keys[read]
            while opened and opened[-1][0] >= column:
                opened.pop()
            opened.append((column, path))
            read += 1
        indent = len(text) - len(text.lstrip())
        yield next((path for column, path in reversed(opened) if column <= indent), ())


def _names(made: Draft) -> Iterator[str]:
    """What may be ids in the lines taken out: what stands before a colon, or first in its line."""
    return (name.strip(" \t-\"'") for name in _NAMES.findall("\n".join(made.taken.values())))


def _set_none(fields: dict[str, Value], path: Path) -> None:
    """Marks the value at `path` as one that cannot be read."""
    *way, last = path
    here: Value = fields
    for step in way:
        here = here.get(str(step)) if isinstance(here, dict) else None
    if isinstance(here, dict):
        here[str(last)] = None


def _told(document: Document | None, made: Draft, file: str) -> Iterator[Problem]:
    """The faults of the draft as findings, each with the id of the entry it stands in, as far as it can be told."""
    keys = document.keys if document and made.faults else {}
    begins = ((keys[path][0], path) for path in keys if len(path) <= 2)
    entries = sorted(begins, key=lambda each: (each[0], len(each[1])))
    for fault in made.faults:
        line, column = fault.place
        at = bisect_right(entries, line, key=lambda each: each[0])
        begun, path = entries[at - 1] if at else (0, ())
        text = made.taken.get(line) or made.lines[line - 1]
        outside = begun < line and not text.startswith(" ") and fault.rule in ("syntax", "duplicate-key")
        entry = entry_of(path, document.fields) if document and not outside else ""
        yield Problem(file, line, column, "error", fault.rule, entry, fault.message, fault.hint)
