"""The ledger in a file or a folder, or everything that keeps it from being one, all at once and with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.ledger import records, references, texts
from bot.ledger.fields import SECTIONS
from bot.ledger.files import files_in, unreadable
from bot.ledger.form.characters import LARGE, SIZE, fit
from bot.ledger.form.document import Document
from bot.ledger.form.encodings import decode
from bot.ledger.form.recovery import read_text
from bot.ledger.lookalikes import as_id
from bot.ledger.model import (
    ID,
    Dispute,
    Entry,
    Event,
    Fact,
    Ledger,
    Organisation,
    Person,
    Place,
    Record,
    Source,
    Statement,
)
from bot.ledger.occasions import occasions_of
from bot.ledger.problems import Problem, at_most, last_looked_for
from bot.ledger.written import Findings, Written

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Reading:
    """What came of reading: `ledger` is None when any problem is an error; `problems` are sorted.

    `places` tells the file, line and column where each entry begins, by its id, occasions and events too; `entries`
    are all that could be read, as they are written and in that order, also where there are errors.
    """

    ledger: Ledger | None
    problems: tuple[Problem, ...]
    places: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    entries: tuple[Written, ...] = ()


def read(path: Path) -> Reading:
    """The knowledge in `path`: a file, or a folder whose *.yaml files are one knowledge.

    Raises FileNotFoundError where there is nothing to read; whatever is wrong with what is there becomes a problem.
    """
    findings = Findings()
    files = files_in(path, findings)
    digest = hashlib.sha256()
    documents = []
    for file in files:
        document = _document(file, digest.update, findings)
        if document is not None:
            documents.append(document)
    complete = len(documents) == len(files)
    documents = _without_copies(documents, findings)
    written = _written(documents, findings)
    found = _records(written, findings)
    # an id may stand where nothing of it could be read, in a section with a wrong name for instance
    standing = {str(path[1]) for document in documents for path in document.keys if len(path) == 2}
    standing |= {as_id(id) for id in standing if not re.fullmatch(ID, id)}
    standing |= {section for document in documents for section in document.fields}
    standing -= {"event", *SECTIONS}
    standing = standing.union(*(document.lost for document in documents))
    references.check(written, standing if complete else None, findings)
    places = {
        entry.id: (entry.document.file, *entry.document.place(entry.path)) for entry in reversed(written) if entry.id
    }
    problems = tuple(at_most(sorted(set(findings.problems))))
    if wrong := [problem for problem in problems if problem.level == "error"]:
        large = {document.file for document in documents if len(document.lines) > LARGE}
        if in_large := [problem for problem in wrong if problem.file in large]:
            told = (last_looked_for(each) if each is in_large[-1] else each for each in problems)
            return Reading(None, tuple(told), places)
        return Reading(None, problems, places, tuple(written))
    return Reading(_ledger(digest.hexdigest()[:12], found), problems, places, tuple(written))


def _document(file: Path, hashed: Callable[[bytes], None], findings: Findings) -> Document | None:
    try:
        if file.exists() and not file.is_file():
            raise OSError("it is no file")  # a pipe would be waited for
        with file.open("rb") as stream:
            data = stream.read(SIZE + 1)
    except OSError as error:
        findings.problems.append(unreadable(file, "the file", error))
        return None
    hashed(data)
    text, problems = decode(data, str(file))
    del data  # of a large file it is much, and read
    unfit = fit(text, str(file))
    findings.problems.extend((*problems, *unfit))
    if unfit or (problems and not text):
        return None
    document, problems = read_text(text, str(file))
    findings.problems.extend(problems)
    return document


def _without_copies(documents: Sequence[Document], findings: Findings) -> list[Document]:
    """The documents but those of an event that another file has too, with at least half of the same entries."""
    first = {_event(document): document for document in reversed(documents)}
    first |= {_event(each): each for each in documents if Path(each.file).stem == _event(each)}
    kept = []
    for document in documents:
        other = first[_event(document)]
        if other is document or not _event(document) or not _is_copy(document, other):
            kept.append(document)
            continue
        message = f"the same event and its entries stand in {other.file}, line {other.place(('event',))[0]}"
        hint = f"delete one of the two files; keep the one that is up to date, as {_event(document)}.yaml"
        findings.at_value(document, ("event", "id"), "duplicate-id", message, hint)
    return kept


def _event(document: Document) -> str:
    """The id of the document's event, if it has one."""
    event = document.fields.get("event")
    id = event.get("id") if isinstance(event, dict) else None
    return id if isinstance(id, str) else ""


def _is_copy(document: Document, other: Document) -> bool:
    ids = _ids(document)
    return len(ids & _ids(other)) * 2 >= max(len(ids), 1)


def _ids(document: Document) -> set[str | int]:
    return {path[1] for path in document.keys if len(path) == 2 and path[0] != "event"}


def _written(documents: Sequence[Document], findings: Findings) -> list[Written]:
    """All entries of all files, in the order written."""
    written: list[Written] = []
    for document in documents:
        inside = list(records.entries(document, findings))
        texts.check(document, inside, findings)
        written.extend(inside)
    return written


def _records(written: Sequence[Written], findings: Findings) -> list[Record]:
    """All records that can be made, in the order written."""
    occasions = occasions_of(written, findings)
    made = [records.record(entry, occasions, findings) for entry in written]
    return [record for record in made if record is not None]


def _ledger(version: str, found: Sequence[Record]) -> Ledger:
    standing = [each for each in found if not (isinstance(each, Entry) and each.withdrawn)]
    return Ledger(
        version=version,
        events=_of(Event, found),
        sources=_of(Source, found),
        people=_of(Person, found),
        organisations=_of(Organisation, found),
        places=_of(Place, found),
        statements=_of(Statement, standing),
        facts=_of(Fact, standing),
        disputes=_of(Dispute, found),
        withdrawn={each.id: each.withdrawn for each in found if isinstance(each, Entry) and each.withdrawn},
    )


def _of(kind: type[_R], found: Sequence[Record]) -> Mapping[str, _R]:
    return {record.id: record for record in found if isinstance(record, kind)}
