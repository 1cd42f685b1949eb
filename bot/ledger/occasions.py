"""What occasions lack that their statements take over from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.ledger.fields import PURPOSES
from bot.ledger.model import Occasion, Statement
from bot.ledger.written import Findings, Written

_NEEDED = ("speaker", "source")  # of a statement; an occasion may have them


def occasions_of(written: Sequence[Written], findings: Findings) -> Mapping[str, Written]:
    """The occasions by id; what several statements miss in one is told there, and stands in it as unreadable."""
    occasions = {entry.id: entry for entry in reversed(written) if entry.kind is Occasion}
    for (id, field), statements in _missed(written).items():
        occasion = occasions.get(id)
        if occasion is None or occasion.incomplete or field in occasion.fields or len(statements) < 2:
            continue
        message = f"this occasion, which {len(statements)} statements name, has no `{field}`, nor have they"
        hint = f"add `{field}:`, {PURPOSES[field]}"
        if field != "source" or "paragraph" not in occasion.fields:  # else that its source is missing is told there
            findings.at_key(occasion.document, occasion.path, "missing-field", message, hint)
        occasions[id] = replace(occasion, fields={**occasion.fields, field: None})
    return occasions


def _missed(written: Sequence[Written]) -> Mapping[tuple[str, str], list[Written]]:
    """The statements that have no such field themselves, by the id of their occasion and the field."""
    missed: dict[tuple[str, str], list[Written]] = {}
    for entry in written:
        id = entry.fields.get("occasion") if entry.kind is Statement and not entry.incomplete else None
        for field in _NEEDED if isinstance(id, str) else ():
            if field not in entry.fields:
                missed.setdefault((str(id), field), []).append(entry)
    return missed
