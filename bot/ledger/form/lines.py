"""Lines by their numbers, from 1: what stands above one, what belongs to it, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Lines = Sequence[str]


def is_item(text: str) -> bool:
    """Whether an item of a list begins in this line."""
    return text.lstrip().startswith("- ")


def indent_of(text: str) -> int:
    """The spaces that the line begins with."""
    return len(text) - len(text.lstrip(" "))


def all_above(lines: Lines, line: int) -> Iterator[int]:
    """The numbers of the lines above `line` that hold something, from the nearest on."""
    return (at for at in range(line - 1, 0, -1) if lines[at - 1].strip())


def written_above(lines: Lines, line: int) -> Iterator[int]:
    """The numbers of the lines above `line` that hold something else than a remark, from the nearest on."""
    return (at for at in all_above(lines, line) if not lines[at - 1].lstrip().startswith("#"))


def two_above(lines: Lines, line: int) -> tuple[int, int]:
    """The two nearest of them; 0 for one that is not there."""
    above = written_above(lines, line)
    return next(above, 0), next(above, 0)


def parent_of(lines: Lines, line: int) -> int:
    """The number of the nearest line above `line` that is indented less; 0 where there is none."""
    depth = indent_of(lines[line - 1])
    return next((at for at in written_above(lines, line) if indent_of(lines[at - 1]) < depth), 0)


def last_within(lines: Lines, line: int) -> int:
    """The number of the last line that belongs to `line`, being indented deeper; wherever remarks stand."""
    last, depth = line, indent_of(lines[line - 1])
    for at in range(line + 1, len(lines) + 1):
        if lines[at - 1].strip() and not lines[at - 1].lstrip().startswith("#"):
            if indent_of(lines[at - 1]) <= depth:
                break
            last = at
    return last
