"""The asked-for table of a language: which row fits a question, which words it used up, whom it names.

A pattern is a line of elements: `word`, `a|b` (one of them), `<class>`, `{speaker}` and its kin (a name), `{noun}`
(one to three plain words), `[word]` (it stays unused), `...` (up to four words that do), `^` and `$` (the ends). With
a `?` behind it an element may be missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial, reduce
from operator import or_

WHO, PLACE = "@who", "@place"
"""How names stand in the tokens that patterns read: somebody who may speak (or a stranger), and a place."""

_LONGEST_GAP = 4
_LONGEST_NOUN = 3
_SLOTS = {"name": frozenset({WHO, PLACE}), **dict.fromkeys(("speaker", "doer", "whom"), frozenset({WHO}))}
"""What may fill a slot: whoever said it, did it or had it done to them, or whatever has a name."""


Taken = tuple[tuple[int, ...], ...]
"""The positions that each element of a pattern takes."""


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a pattern: the words that it takes (None: any but `never`), the slot that they fill, how many."""

    words: frozenset[str] | None
    slot: str = ""
    least: int = 1
    most: int = 1
    unused: bool = False
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of elements; `needs` holds the word sets that must all be met, the rarest first."""

    elements: tuple[Element, ...]
    from_start: bool
    to_end: bool
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the asked-for table: what it asks for, the options that it sets, and its patterns.

    Of the rows of one `group` the one that fits earliest in the question decides; "" is no group.
    """

    asks: str
    group: str
    act: str
    options: frozenset[str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A row that fits: the positions of the words it used up, and of what stands in its slots."""

    row: Row
    used: frozenset[int]
    slots: Mapping[str, tuple[int, ...]]

    def moved(self, origin: Sequence[int]) -> Fit:
        """The fit with each position replaced by what `origin` holds there."""
        slots = {slot: tuple(origin[at] for at in places) for slot, places in self.slots.items()}
        return Fit(self.row, frozenset(origin[at] for at in self.used), slots)

    @property
    def start(self) -> int:
        """The position of the first word that the row used up or named."""
        return min([*self.used, *(at for places in self.slots.values() for at in places)], default=0)


Elements = Callable[[str], Element]
"""Reads a part of a line. Raises KeyError for a class or slot that there is not."""


def elements_of(classes: Mapping[str, frozenset[str]]) -> Elements:
    """What reads the parts of lines with these classes of words, each part once."""
    return cache(partial(_element, classes=classes))


def read_row(row: Mapping[str, object], elements: Elements) -> Row:
    """The row that the pack describes. Raises KeyError for a class or slot that there is not."""
    patterns = row["when"]
    assert isinstance(patterns, list)
    options = frozenset(key for key, value in row.items() if value is True)
    return Row(
        str(row["asks"]),
        str(row.get("group", "")),
        str(row.get("act", "")),
        options,
        tuple(read_pattern(pattern, elements) for pattern in patterns),
    )


def read_pattern(text: str, elements: Elements) -> Pattern:
    """The pattern that the line describes. Raises KeyError for a class or slot that there is not."""
    parts = text.split()
    found = tuple(elements(part) for part in parts if part not in {"^", "$"})
    # the rarest first: most questions are passed over at one look
    needs = tuple(sorted((each.words for each in found if each.least and each.words), key=len))
    return Pattern(found, parts[0] == "^", parts[-1] == "$", needs)


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if part == "...":
        return Element(None, least=0, most=_LONGEST_GAP, unused=True)
    least = 0 if part.endswith("?") else 1
    part = part.removesuffix("?")
    if part == "{noun}":
        return Element(None, "noun", least=1, most=_LONGEST_NOUN, never=classes["function"] | {WHO, PLACE})
    if part.startswith("{"):
        return Element(_SLOTS[part[1:-1]], part[1:-1], least)
    unused, part = part.startswith("["), part.strip("[]")
    alternatives = (classes[each[1:-1]] if each.startswith("<") else frozenset({each}) for each in part.split("|"))
    return Element(reduce(or_, alternatives), least=least, unused=unused)


class Patterns:
    """Patterns in their order; which may fit is found by those words that each needs and the fewest others need."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._needing: dict[str, list[int]] = defaultdict(list)
        self._always = [number for number, pattern in enumerate(self._patterns) if not pattern.needs]
        shared = Counter(need for pattern in self._patterns for need in pattern.needs)
        for number, pattern in enumerate(self._patterns):
            for word in min(pattern.needs, key=shared.__getitem__, default=()):
                self._needing[word].append(number)

    def fitting(self, tokens: tuple[str, ...]) -> Iterator[tuple[int, Pattern, Taken]]:
        """The patterns that fit anywhere, in order, each with its number and the positions that its elements take."""
        present = frozenset(tokens)
        needing = map(self._needing.__getitem__, self._needing.keys() & present)
        for number in sorted(set(self._always).union(*needing)):
            pattern = self._patterns[number]
            if _may_fit(pattern, present) and (taken := _search(pattern, tokens)) is not None:
                yield number, pattern, taken


class Table:
    """The rows of an asked-for table."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._row_of = tuple(row for row in rows for _ in row.patterns)
        self._patterns = Patterns(pattern for row in rows for pattern in row.patterns)

    def first_fit(self, tokens: tuple[str, ...]) -> Fit | None:
        """The first row that fits anywhere, or None; of a group's rows the one that fits earliest."""
        best: Fit | None = None
        tried: Row | None = None
        for number, pattern, taken in self._patterns.fitting(tokens):
            row = self._row_of[number]
            if row is tried or (best and row.group != best.row.group):
                continue
            fit, tried = _fit(row, pattern, taken), row
            if not row.group:
                return fit
            if not best or fit.start < best.start:
                best = fit
        return best


def _may_fit(pattern: Pattern, present: frozenset[str]) -> bool:
    """Whether the tokens hold a word of each set that the pattern needs."""
    for need in pattern.needs:  # noqa: SIM110 - asked of every pattern for every question: a loop is twice as fast
        if present.isdisjoint(need):
            return False
    return True


def matched(patterns: Patterns, tokens: tuple[str, ...]) -> frozenset[int]:
    """The positions of all words that the patterns take, wherever they fit."""
    return frozenset(at for _, _, taken in patterns.fitting(tokens) for positions in taken for at in positions)


def _search(pattern: Pattern, tokens: tuple[str, ...]) -> Taken | None:
    """The positions that each element takes where the pattern fits first, or None."""
    for start in range(1 if pattern.from_start else len(tokens)):
        if (taken := _take(pattern, 0, tokens, start)) is not None:
            return taken
    return None


def _take(pattern: Pattern, number: int, tokens: tuple[str, ...], at: int) -> Taken | None:
    if number == len(pattern.elements):
        return None if pattern.to_end and at < len(tokens) else ()
    element = pattern.elements[number]
    for count in _counts(element, tokens, at):
        if (rest := _take(pattern, number + 1, tokens, at + count)) is not None:
            return (tuple(range(at, at + count)), *rest)
    return None


def _counts(element: Element, tokens: tuple[str, ...], at: int) -> Iterator[int]:
    """How many tokens from `at` the element may take: a gap or a noun the fewest first, a word rather than none."""
    if element.words is not None:
        if at < len(tokens) and tokens[at] in element.words:
            yield 1
        if not element.least:
            yield 0
        return
    for count in range(element.least, min(element.most, len(tokens) - at) + 1):
        if not element.never.isdisjoint(tokens[at : at + count]):
            return
        yield count


def _fit(row: Row, pattern: Pattern, taken: Taken) -> Fit:
    used: set[int] = set()
    slots: dict[str, tuple[int, ...]] = {}
    for element, positions in zip(pattern.elements, taken, strict=True):
        if element.slot:
            slots[element.slot] = (*slots.get(element.slot, ()), *positions)
        elif not element.unused:
            used.update(positions)
    return Fit(row, frozenset(used), slots)
