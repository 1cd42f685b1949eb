"""The last good versions on disk, byte for byte as they were read, to serve when the bot starts with a bad one."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

VERSIONS = 2


class Kept:
    """The last good versions of the knowledge at `path`, in a folder of its own under `data`, the bot's state.

    The folder goes by the path as it is named: where the path is a symlink, what it leads to changes with the versions.
    """

    def __init__(self, data: Path, path: Path) -> None:
        """Clears away the copies that a killed process left."""
        self._data = data
        self._folder = data / "last-good" / hashlib.sha256(os.path.abspath(path).encode()).hexdigest()[:16]
        self._single = path.name
        self._warned = False
        for left in self._folder.glob("new-*"):
            shutil.rmtree(left, ignore_errors=True)

    def newest(self) -> list[Path]:
        """The kept versions, each as a path to read, newest first."""
        return [file if (file := folder / self._single).is_file() else folder for folder in reversed(self._versions())]

    @contextmanager
    def staging(self) -> Iterator[Path | None]:
        """An empty folder that is gone afterwards unless it was kept; None where nothing at all can be written."""
        folder = self._made()
        try:
            yield folder
        finally:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)

    def keep(self, staged: Path, version: str) -> None:
        """Keep the folder `staged` as `version`, if it is not the newest already; where it cannot be, a warning."""
        held = self._versions()
        if staged.parent != self._folder or (held and held[-1].name.endswith(version)):
            return
        number = int(held[-1].name.partition("-")[0]) + 1 if held else 1
        try:
            for file in staged.iterdir():
                _write_through(file)
            _write_through(staged)
            staged.rename(self._folder / f"{number:08d}-{version}")
            _write_through(self._folder)
        except OSError as error:
            self.warn(str(error))
        for old in self._versions()[:-VERSIONS]:
            shutil.rmtree(old, ignore_errors=True)

    def warn(self, reason: str) -> None:
        """Log, the first time, that what serves is not kept."""
        if not self._warned:
            log.warning(
                "the last good knowledge cannot be kept, a restart with a bad one will find none (%s): let BOT_DATA "
                "name a folder that the bot may write to, and nothing but files lie in the knowledge",
                reason,
            )
        self._warned = True

    def _versions(self) -> list[Path]:
        """The folders of the kept versions, oldest first."""
        return sorted(self._folder.glob("[0-9]*-*"))

    def _made(self) -> Path | None:
        try:
            self._data.mkdir(0o700, parents=True, exist_ok=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))
        except OSError as error:
            self.warn(str(error))
        try:
            return Path(tempfile.mkdtemp(prefix="on-the-record-"))
        except OSError:
            return None


def _write_through(path: Path) -> None:
    """See that what was written is on the disk. Raises OSError."""
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
