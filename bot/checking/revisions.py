"""A version of the knowledge: a file, a folder, or what a git revision holds."""

from __future__ import annotations

import subprocess
from pathlib import Path
from posixpath import dirname, normpath

_KEPT = (".yaml", ".lock")


class RevisionError(ValueError):
    """What is named is no version of the knowledge: why, in a sentence for operators."""


def path_of(named: str, knowledge: Path, folder: Path) -> Path:
    """Where a version of the knowledge lies: the file or folder of that name, else a copy of a git revision's.

    `named` is a path, a revision (`HEAD~1`, `main`) or, as for git, `revision:path`; a revision alone means
    `knowledge`, in the repository that holds it. The copy is made as `<folder>/<revision>/<path in the repository>`.
    Raises RevisionError.
    """
    if Path(named).exists():
        return Path(named)
    revision, colon, path = named.partition(":")
    knowledge = knowledge.absolute()
    here = Path.cwd() if colon else next(each for each in (knowledge, *knowledge.parents) if each.is_dir())
    top, before = (_git(here, "rev-parse", f"--show-{what}").decode().strip() for what in ("toplevel", "prefix"))
    if not top:
        raise RevisionError(f"there is no file or folder {named}, and {here} is in no git repository")
    if not revision or not _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"):
        raise RevisionError(f"there is no file, folder or git revision {revision or named}")
    if not colon:
        path = before + knowledge.relative_to(here).as_posix()
    elif path.startswith(("./", "../")):
        path = before + path
    path = normpath(path).removeprefix(".")
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
    """Writes the files of a folder in git whose names end so."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in _git(top, "ls-tree", "-z", tree).decode(errors="surrogateescape").split("\0"):
        about, _, name = row.partition("\t")
        if name.endswith(endings):
            (folder / name).write_bytes(_git(top, "cat-file", "blob", about.split()[2]))


def _git(folder: Path, *words: str) -> bytes:
    """What git prints there, nothing where it fails. Raises RevisionError where there is no git."""
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True).stdout
    except FileNotFoundError as error:
        raise RevisionError("there is no such file or folder, and no git to look for a revision") from error
