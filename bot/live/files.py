"""The files of a knowledge: what tells that they changed, and a copy that nobody writes to.

They are looked at again and again, for no notice of a change comes from network mounts, and none that can be relied on
from a folder that is deleted and made anew.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

from bot.ledger.files import meant
from bot.ledger.form.characters import SIZE

Look = tuple[object, ...]
"""What one look at the files saw: equal to another as long as nothing changed."""


def files_of(path: Path) -> list[Path]:
    """The files of the knowledge at `path`: those that `check` reads or tells of, and all locks. Raises OSError."""
    files, folder = (meant(path), path) if path.is_dir() else ([path], path.parent)
    return [*files, *sorted(folder.glob("*.lock"))]


def look(path: Path) -> Look:
    """What a look at the files sees, without reading what serves; what cannot be looked at is seen as such."""
    try:
        return tuple(_state(file) for file in files_of(path))
    except OSError as error:
        return (error.errno,)


def _state(file: Path) -> tuple[object, ...]:
    """The state of what the name leads to. Who may read it, and an old time put on a new text, show in the ctime."""
    try:
        state = file.stat()
    except OSError as error:
        return file.name, error.errno
    return file.name, state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def copied(path: Path, to: Path) -> Path:
    """The knowledge at `path` copied into the folder `to`, without its locks, as a path to read. Raises OSError.

    A file that is larger than what is read of it comes without its end, a folder without what lies in it.
    """
    for file in meant(path) if path.is_dir() else [path]:
        if file.is_dir():
            (to / file.name).mkdir()
        else:
            _copy(file, to)
    return to if path.is_dir() else to / path.name


def copy_locks(path: Path, events: Iterable[str], to: Path) -> None:
    """Copies into the folder `to` the locks of the events in the knowledge at `path`. Raises OSError."""
    for event in events:
        if (lock := (path if path.is_dir() else path.parent) / f"{event}.lock").is_file():
            _copy(lock, to)


def _copy(file: Path, to: Path) -> None:
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file", str(file))  # a pipe would be waited for
    with file.open("rb") as stream:
        (to / file.name).write_bytes(stream.read(SIZE + 1))
