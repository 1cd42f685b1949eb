"""Items in brackets with a lost comma before one in quotation marks, which therefore became part of the item before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.ledger.fields import LISTS, REFERENCES
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path, Value
from bot.ledger.form.lines import is_item
from bot.ledger.written import Written

_QUOTED_LAST = re.compile(r'(.*\S) ("([^"]+)")')
_HALF = re.compile(r'[^"]*\S ("[^"]+)')
_REST = re.compile(r'[^"]+"')
# what phrasings begin with, and after what words they hold another's
_ASKS = re.compile(
    r"(?:wh(?:o|om|ose|at|en|ere|y|ich)|how|did|do|does|is|was|are|were|has|have|had|can|could|will)\b", re.IGNORECASE
)
_TOLD = re.compile(r"\b(?:ask|said?|say|call|sign|wr[io]te|shout|word|quote|title|headline)(?:s|ed|ing)?$")


def lost_commas(entry: Written) -> Iterator[tuple[Path, str, Sequence[Path]]]:
    """For each lost comma the path of the item, the text that should be another, and all items that came of both."""
    for field in (LISTS - REFERENCES.keys()) & entry.fields.keys():
        items, path = entry.fields[field], (*entry.path, field)
        if not isinstance(items, list):
            continue
        for at, item in enumerate(items):
            if isinstance(item, str) and '"' in item and not _stands_in_marks(entry, (*path, at)):
                for second, last in _second(field, items, at):
                    yield (*path, at), second, [(*path, number) for number in range(at, last + 1)]


def _second(field: str, items: Sequence[Value], at: int) -> Iterator[tuple[str, int]]:
    """The item that seems to begin within the one `at` this place, and the place of the last that belongs to it."""
    item = str(items[at])
    if (found := _QUOTED_LAST.fullmatch(item)) and found[1].count('"') % 2 == 0:
        asks = _ASKS.match(found[3]) and _ASKS.match(item) and not _TOLD.search(found[1])
        # else it is the name of a ship, or words that are asked for
        if asks if field == "asked_as" else found[3][:1].islower():
            yield short(found[2]), at
    elif found := _HALF.fullmatch(item):
        end = next((later for later in range(at + 1, len(items)) if '"' in str(items[later])), 0)
        if end and _REST.fullmatch(str(items[end])):
            yield short(", ".join((found[1], *map(str, items[at + 1 : end + 1])))), end


def _stands_in_marks(entry: Written, path: Path) -> bool:
    """Whether the item is written between quotation marks, or on a line of its own."""
    document = entry.document
    line, column = document.values.get(path, document.start)
    text = document.lines[line - 1] if line <= len(document.lines) else ""
    return is_item(text) or text[column - 1 : column] in ("'", '"')
