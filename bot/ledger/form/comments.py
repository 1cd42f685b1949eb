"""What stands behind a #: the end of a text that was cut off, or that an operator calls a finding right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from bot.ledger.form.messages import Mark

REMARK = "# "
"""What a comment begins with, one too that names the rules whose findings are right as they stand."""

# a # that cuts a text off, rather than beginning a comment of two spaces and a space after it
_CUT_OFF = re.compile(r",? #|,?[ \t]+#(?=[^\s#])")
_GOES_ON = re.compile(r" +#(?=[^\s#])")
_AGREED = re.compile(r"(?:^|(?<=\s))# [oO][kK](?:ay)?(?:[:;,]| -)? ([a-z_, -]+)")


def cut_off(lines: Sequence[str], end: Mark, depth: int) -> Mark | None:
    """The place of a # that seems to cut off the text that ends at `end`; None without one.

    It stands behind the text, or in the line below it, indented by more than `depth` spaces as if the text went on.
    """
    line, column = end
    here, below = ([*lines[line - 1 : line + 1], "", ""])[:2]
    if found := _CUT_OFF.match(here, column - 1):
        return line, found.end()
    goes_on = _GOES_ON.match(below) if not here[column - 1 :].strip() else None
    return (line + 1, goes_on.end()) if goes_on and goes_on.end() - 1 > depth else None


def agreed(lines: Sequence[str], texts: Iterable[tuple[Mark, Mark]]) -> Mapping[int, frozenset[str]]:
    """The rules that comments call right, by the number of the line: behind it, or alone in the line above.

    `texts` are the places where texts begin and end that hold such words themselves, both from 1.
    """
    found: dict[int, frozenset[str]] = {}
    inside = sorted(texts)
    for number, line in enumerate(lines, start=1):
        for comment in _AGREED.finditer(line) if REMARK in line else ():
            place = number, comment.start() + 1
            before = bisect_right(inside, place, key=itemgetter(0))
            if not before or place >= inside[before - 1][1]:
                rules = frozenset(comment[1].replace(",", " ").replace("_", "-").split())
                about = number + (not line[: comment.start()].strip())
                found[about] = found.get(about, frozenset()) | rules
    return found
