"""Which files are read, and which lie beside them that were meant to be."""

from __future__ import annotations

import re
from pathlib import Path

from bot.ledger.problems import Level, Problem
from bot.ledger.written import Findings

_SUFFIX = "let its name end in .yaml, in small letters"
_LEDGERS = (".yaml", ".yml")
_TEXTS = (".txt", ".text", "")  # what editors may add to a name, or leave away
_LOOKED_AT = 20_000  # bytes
_LEDGER = re.compile(rb"^event:\s", re.MULTILINE)


def files_in(path: Path, findings: Findings) -> list[Path]:
    """The files to read: the one at `path`, or those in the folder whose names end in .yaml.

    Raises FileNotFoundError where there is nothing to read, nor anything that was meant to be.
    """
    if not path.is_dir():
        if not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}")
        if path.suffix != ".yaml":
            message = "the bot reads this file only when it is named; in a folder it reads those that end in .yaml"
            findings.problems.append(_ignored(path, message, _SUFFIX))
        return [path]
    try:
        inside = meant(path)
    except OSError as error:
        findings.problems.append(unreadable(path, "the folder", error))
        return []
    if not inside:
        raise FileNotFoundError(f"there is no file in {path} whose name ends in .yaml")
    files = [file for file in inside if file.suffix == ".yaml" and not file.is_dir()]
    findings.problems.extend(_ignored_of(file, "warning" if files else "error") for file in inside if file not in files)
    return files


def meant(folder: Path) -> list[Path]:
    """What lies in the folder and is read or was meant to be, sorted. Raises OSError."""
    return sorted(file for file in folder.iterdir() if not file.name.startswith(".") and _is_meant(file))


def _is_meant(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix in _LEDGERS or (suffix in _TEXTS and _is_ledger(file))


def _ignored_of(file: Path, level: Level) -> Problem:
    """What is said of what lies in a folder and is not read and should be; an error where nothing is read."""
    if file.is_dir():
        return _ignored(file, "this is a folder, and what lies in it is not read", "move its files up", level)
    hint = f"call it {_name(file)}"
    if file.suffix.lower() in _TEXTS[:-1]:
        hint += f"; Windows may not show the {file.suffix} at the end"
    return _ignored(file, "this file is not read, as its name does not end in .yaml", hint, level)


def _is_ledger(file: Path) -> bool:
    """Whether an event begins in the file."""
    if not file.is_file():
        return False
    try:
        with file.open("rb") as stream:
            return bool(_LEDGER.search(stream.read(_LOOKED_AT)))
    except OSError:
        return False


def _name(file: Path) -> str:
    """The name under which the file would be read."""
    return f"{file.stem.removesuffix('.yaml').removesuffix('.yml')}.yaml"


def _ignored(file: Path, message: str, hint: str, level: Level = "warning") -> Problem:
    return Problem(str(file), 1, 1, level, "ignored-file", "", message, hint)


def unreadable(path: Path, what: str, error: OSError) -> Problem:
    """What is said of a file or folder that cannot be opened."""
    message = f"{what} cannot be opened: {(error.strerror or str(error)).lower()}"
    return Problem(str(path), 1, 1, "error", "unreadable", "", message, "see that it exists and may be read")
