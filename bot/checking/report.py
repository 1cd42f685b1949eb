"""What `check` and `prove` find in a knowledge, and how findings are shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from bot.checking.lock import compare, locks_of
from bot.checking.lost_words import lost_words
from bot.checking.proof import Proof, prove
from bot.languages import Language
from bot.ledger.fields import nearest
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem, at_most, visible
from bot.ledger.reading import Reading

_ALMOST = 80  # of the name of a rule that a comment misspells


class ArchiveError(ValueError):
    """A text of the archive that cannot be read, with the cure."""


def checked(reading: Reading, path: Path, language: Language, today: date) -> tuple[Problem, ...]:
    """All findings of the knowledge read from `path`, sorted: of reading, of what it says, and against its locks.

    Of a rule with very many findings only the first are among them, and one more says that there are others.
    """
    from bot.checking import rules  # who only serves the knowledge need not wait for them
    from bot.checking.knowledge import Knowledge

    said = rules.found(Knowledge(reading.entries, language, today, reading.ledger, path.is_dir()))
    locked = _against_locks(reading, path)
    # an event is bare as its file is cut off
    causes = (*reading.problems, *(problem for problem in locked if problem.rule == "gone-since-proof"))
    faulty = {_place(problem) for problem in causes}
    warnings = (problem for problem in not_agreed(said, reading) if _place(problem) not in faulty)
    found = sorted((*warnings, *locked))
    return tuple(sorted((*reading.problems, *at_most(found))))


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


def not_agreed(warnings: Iterable[Problem], reading: Reading) -> Iterator[Problem]:
    """The warnings but those that a comment of the file calls right: `# ok: <rule>`, behind or in the line above."""
    agreed = {entry.document.file: entry.document.agreed for entry in reading.entries}
    for each in warnings:
        named = agreed.get(each.file, {}).get(each.line, frozenset())
        if each.rule in named:
            continue
        if nearest(each.rule, sorted(named), _ALMOST):
            hint = f"{each.hint}; if the comment is to call this right, write `# ok: {each.rule}`"
            yield replace(each, hint=hint)
        else:
            yield each


def errors(reading: Reading, path: Path) -> tuple[Problem, ...]:
    """What keeps the knowledge read from `path` from being served, sorted: its own errors and those of its locks."""
    found = (*reading.problems, *_against_locks(reading, path))
    return tuple(sorted(problem for problem in found if problem.level == "error"))


def _against_locks(reading: Reading, path: Path) -> tuple[Problem, ...]:
    """Where the knowledge differs from its locks; nothing for one that could not be read."""
    if not reading.ledger:
        return ()
    locks = {
        str(file): file.read_text(encoding="utf-8", errors="replace")
        for file in _lock_files(path, reading.ledger.events)
    }
    return tuple(compare(reading.ledger, locks, reading.places))


def _lock_files(path: Path, events: Iterable[str]) -> Sequence[Path]:
    folder = path if path.is_dir() else path.parent
    return [lock for event in events if (lock := folder / f"{event}.lock").is_file()]


def prove_and_lock(reading: Reading, path: Path, archive: Path) -> tuple[Proof, tuple[Path, ...]]:
    """The proof of a knowledge that could be read, and the locks written: none unless everything holds.

    `archive` is the folder with the sources' texts, `<source id>.txt`. Raises ArchiveError for one that is no UTF-8.
    """
    assert reading.ledger
    texts = _texts(archive, reading.ledger)
    proof = prove(reading.ledger, texts, reading.places)
    if not proof.holds:
        return proof, ()
    folder = path if path.is_dir() else path.parent
    written = []
    for event, lock in locks_of(reading.ledger, texts, reading.places).items():
        file = folder / f"{event}.lock"
        file.write_text(lock, encoding="utf-8")
        written.append(file)
    return proof, tuple(written)


def lost_in(archive: Path, ledger: Ledger, language: Language) -> str:
    """The words of the sources' texts in the folder that lead to no entry of their paragraph, a line a paragraph."""
    lost = lost_words(ledger, language, _texts(archive, ledger))
    told = "".join(f"  {each}\n" for each in lost)
    return told and f"words that lead to no entry of their paragraph:\n{told}"


def _texts(archive: Path, ledger: Ledger) -> Mapping[str, str]:
    """The texts of the ledger's sources that are there, by source id."""
    return {file.stem: _text(file) for file in sorted(archive.glob("*.txt")) if file.stem in ledger.sources}


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")  # not read_text, so that the lock's hash is that of the file
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{file} is no UTF-8 text: save it as UTF-8 in the editor") from error


def shown(problems: Sequence[Problem], form: str, verbose: bool = False, brief: bool = False) -> str:
    """The findings as text (a line each), as JSON (a list of objects) or as annotations for GitHub.

    But in JSON, those of a file that have one cure are told as one, unless `verbose`. A `brief` text tells what matters
    first and counts the rest.
    """
    if form == "json":
        return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False) + "\n"
    if form == "text" and brief and not verbose:
        return "".join(f"{line}\n" for line in _brief(problems))
    told = problems if verbose else _together(problems)
    lines = [str(problem) if form == "text" else _annotation(problem) for problem in told]
    return "".join(f"{line}\n" for line in lines)


_MOST_BRIEF = 10
_ONLY_COUNTED, _LAST = "unproved", "phrasing-refused"


def _brief(problems: Sequence[Problem]) -> Iterator[str]:
    """All errors and the first few warnings, and a line that counts the others by their rules."""
    told = list(_together(each for each in problems if each.rule != _ONLY_COUNTED))
    told.sort(key=lambda each: (each.level != "error", each.rule == _LAST))
    kept = told[: max(_MOST_BRIEF, sum(each.level == "error" for each in told))]
    covered = {(each.rule, each.file) for each in kept if each.rule in TOGETHER}
    left = Counter(each.rule for each in problems if each not in kept and (each.rule, each.file) not in covered)
    yield from map(str, kept)
    if left:
        counted = ", ".join(f"{count} `{rule}`" for rule, count in left.items())
        yield f"not shown: {counted}; `--verbose` tells each"


TOGETHER: Mapping[str, tuple[str, str]] = {
    "unproved": ("{count} entries were never proved against their sources: {named}", ""),
    "phrasing-refused": (
        "{count} phrasings are refused, each asked as if it did not stand here, in {named}",
        "mend first what stands above; these may stay, and `--verbose` tells of each",
    ),
}
"""The rules of which all findings in a file are told as one: what is told, and the cure ("": that of each)."""
_NAMED = 3


def _together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, several of one file by a rule of `TOGETHER` as one, where the first stands."""
    found: dict[tuple[str, ...], list[Problem]] = {}
    for number, each in enumerate(problems):
        found.setdefault((each.rule, each.file) if each.rule in TOGETHER else (str(number),), []).append(each)
    return (_as_one(alike) if len(alike) > 1 else alike[0] for alike in found.values())


def _as_one(found: Sequence[Problem]) -> Problem:
    first, (message, cure) = found[0], TOGETHER[found[0].rule]
    ids = list(dict.fromkeys(each.entry for each in found if each.entry))
    named, more = ", ".join(f"`{id}`" for id in ids[:_NAMED]), len(ids) - _NAMED
    capped = not found[-1].entry  # it only says that there are more
    count = f"more than {len(found) - 1}" if capped else len(found)
    named += " and others" if capped else f" and {more} more" if more > 0 else ""
    return replace(first, entry="", message=message.format(count=count, named=named), hint=cure or first.hint)


def _annotation(problem: Problem) -> str:
    text = "; ".join(part for part in (problem.message, problem.hint) if part)
    entry = f"{problem.entry}: " if problem.entry else ""
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column},title={problem.rule}"
    return f"::{problem.level} {place}::{_escaped(entry + text)}"


def _escaped(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
