"""A version of the knowledge: a file, a folder, or what a git revision holds."""

from __future__ import annotations

import subprocess
from os.path import exists, isdir
from pathlib import Path
from posixpath import dirname, normpath

_KEPT = (".yaml", ".lock")
_LINK = "120000"


class RevisionError(ValueError):
    """What is named is no version of the knowledge: why, in a sentence for operators."""


def path_of(named: str, knowledge: Path, folder: Path) -> Path:
    """Where a version of the knowledge lies: the file or folder of that name, else a copy of a git revision's.

    `named` is a path, a revision (`HEAD~1`, `main`) or, as for git, `revision:path`; a revision alone means
    `knowledge`, in the repository that holds it. The copy is made as `<folder>/<revision>/<path in the repository>`.
    Raises RevisionError.
    """
    if exists(named):  # not Path.exists, which raises where a name is too long for one
        return Path(named)
    revision, colon, path = named.partition(":")
    knowledge = knowledge.absolute()
    here = Path.cwd() if colon else next(each for each in (knowledge, *knowledge.parents) if isdir(each))
    found = _run(here, "rev-parse", "--show-toplevel", "--show-prefix")
    if found.returncode:
        raise RevisionError(
            f"there is no file or folder {named}, and git shows no repository in {here}: {_said(found)}"
        )
    top, before = found.stdout.decode().splitlines()
    if not revision or not _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"):
        raise RevisionError(f"there is no file, folder or git revision {revision or named}")
    if not colon:
        path = before + knowledge.relative_to(here).as_posix()
    elif path.startswith(("./", "../")):
        path = before + path
    path = "" if normpath(path) == "." else normpath(path)
    kind = _git(Path(top), "cat-file", "-t", f"{revision}:{path}").decode().strip()
    if kind not in {"tree", "blob"}:
        raise RevisionError(f"the git revision {revision} has no {path}")
    copy = folder / revision.replace("/", "-")
    if kind == "tree":
        _copy(Path(top), f"{revision}:{path}", _KEPT, copy / path)
    else:  # the locks of a file lie beside it
        _copy(Path(top), f"{revision}:{dirname(path)}", (Path(path).name, ".lock"), (copy / path).parent)
    return copy / path


def _copy(top: Path, tree: str, endings: tuple[str, ...], folder: Path) -> None:
    """Writes the files of a folder in git whose names end so. Raises RevisionError for a link, which holds no text."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in _git(top, "ls-tree", "-z", tree).decode(errors="surrogateescape").split("\0"):
        about, _, name = row.partition("\t")
        if not name.endswith(endings):
            continue
        if about.startswith(_LINK):
            raise RevisionError(f"{name} in {tree} is a link: name the file or folder that it leads to")
        done = _run(top, "cat-file", "blob", about.split()[2])
        if done.returncode:
            raise RevisionError(f"{name} in {tree} cannot be read: {_said(done)}")
        (folder / name).write_bytes(done.stdout)


def _git(folder: Path, *words: str) -> bytes:
    """What git prints there, nothing where it fails."""
    return _run(folder, *words).stdout


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """What came of git there. Raises RevisionError where there is no git."""
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True)
    except FileNotFoundError as error:
        raise RevisionError("there is no such file or folder, and no git to look for a revision") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git complained of, in one line."""
    return " ".join(done.stderr.decode(errors="replace").split()) or f"git ended with {done.returncode}"
