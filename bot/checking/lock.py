"""What was proved, as the text of a lock file, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePath

from bot.checking.proof import Places, finding, placed
from bot.ledger.model import Entry, Ledger, Statement
from bot.ledger.problems import Problem

_CURE = "run `python -m bot prove --archive DIR`"
_NAMED = 3  # entries of which the first are named


def lock_of(ledger: Ledger, texts: Mapping[str, str], ids: Collection[str] | None = None) -> str:
    """The lock file of a proved ledger, or of its sources and entries with these ids.

    A source's hash is that of its UTF-8 bytes, the one that `sha256sum` prints if the text was read byte for byte.
    """
    sources = {id: _sha256(texts[id]) for id in ledger.sources if id in texts and (ids is None or id in ids)}
    entries = {id: _hash(entry) for id, entry in ledger.entries.items() if ids is None or id in ids}
    return json.dumps({"entries": entries, "sources": sources}, indent=2, sort_keys=True) + "\n"


def locks_of(ledger: Ledger, texts: Mapping[str, str], places: Places) -> dict[str, str]:
    """The lock files of a folder by event id: each holds what stands in the event's file.

    What stands in a file without an event goes with the first event, so that nothing stays without a lock.
    """
    homes = {places[event][0]: event for event in ledger.events}
    first = next(iter(ledger.events))
    ids: dict[str, set[str]] = {event: set() for event in ledger.events}
    for id in (*ledger.sources, *ledger.entries):
        ids[homes.get(places[id][0], first)].add(id)
    return {event: lock_of(ledger, texts, held) for event, held in ids.items()}


def compare(ledger: Ledger, locks: Mapping[str, str], places: Places) -> tuple[Problem, ...]:
    """What differs from the locks, by file name: changed, lost and unproved entries, and locks that cannot be read.

    An entry that moved to another event's file may be in two locks; one that agrees is enough, as it was proved with
    the same words.
    """
    proved: dict[str, set[str]] = {}
    broken, gone = [], []
    for file, text in locks.items():
        try:
            entries = _entries(text)
        except (ValueError, RecursionError) as error:
            line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
            broken.append(broken_lock(file, line, column))
            continue
        for id, hash in entries.items():
            proved.setdefault(id, set()).add(hash)
        if lost := [id for id in entries if id not in ledger.entries and id not in ledger.withdrawn]:
            gone.append(gone_since_proof(PurePath(file).stem, lost))
    return placed((*broken, *gone, *_differences(ledger, proved, whole=not broken)), places)


def _differences(ledger: Ledger, proved: Mapping[str, set[str]], whole: bool) -> Iterator[Problem]:
    for id, entry in ledger.entries.items():
        if id in proved and _hash(entry) not in proved[id]:
            yield changed_since_proof(id)
        elif id not in proved and whole:  # what a broken lock held is not known
            yield unproved(id)


def changed_since_proof(id: str) -> Problem:
    """`changed-since-proof` finds an entry that differs from its lock, where the proof is kept.

    A quote, speaker, source or paragraph was changed. Run `python -m bot prove --archive DIR` again.
    """
    return finding("changed-since-proof", id, "quote, speaker, source or paragraph differ from what was proved", _CURE)


def broken_lock(file: str, line: int, column: int) -> Problem:
    """`broken-lock` finds a lock file that cannot be read.

    It is written by the machine alone: run `python -m bot prove --archive DIR` again.
    """
    return Problem(file, line, column, "error", "broken-lock", "", "this is no lock file as `prove` writes it", _CURE)


def gone_since_proof(event: str, lost: Sequence[str]) -> Problem:
    """`gone-since-proof` finds entries that were proved, and that the file no longer has.

    A file that was cut off may look whole. Take the whole one; if the entries were meant to go, run
    `python -m bot prove --archive DIR` again.
    """
    named, more = ", ".join(f"`{id}`" for id in lost[:_NAMED]), len(lost) - _NAMED
    named += f" and {more} more" if more > 0 else ""
    message = f"what was proved is no longer in the file: {named}"
    return finding("gone-since-proof", event, message, f"is the file cut off? If they were meant to go, {_CURE}")


def unproved(id: str) -> Problem:
    """`unproved` finds an entry that was never proved against its source.

    Run `python -m bot prove --archive DIR`, which shows that its quote stands in the source and writes the lock.
    """
    return finding("unproved", id, "it was never proved against its source", _CURE)


def _entries(lock: str) -> dict[str, str]:
    """The hashes of a lock file's entries. Raises ValueError if it is not one."""
    held = json.loads(lock)
    if not isinstance(held, dict) or not all(_is_hashes(held.get(part)) for part in ("entries", "sources")):
        raise ValueError("it lacks the hashes of sources and entries")
    return dict(held["entries"])


def _is_hashes(part: object) -> bool:
    return isinstance(part, dict) and all(isinstance(value, str) for value in part.values())


def _hash(entry: Entry) -> str:
    quote, speaker = (entry.quote, entry.speaker) if isinstance(entry, Statement) else (None, None)
    cited = sorted((citation.source, citation.paragraphs) for citation in entry.citations)
    return _sha256(json.dumps([quote, speaker, cited], ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


RULES = (changed_since_proof, gone_since_proof, broken_lock, unproved)
