"""A difference between two versions of a knowledge in words for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.checking.diff import KINDS, Change, Difference, Question
from bot.rendering.message import shortened
from bot.service import Reply, Service

_LISTED = 3
_LONGEST = 120
"""Ids listed of a reply, and characters of its text."""


def as_text(difference: Difference, old: Service, new: Service) -> str:
    """The changes by kind, then the entries, and last the counts; a block each, a blank line between them."""
    blocks = []
    for kind, group in groupby(difference.changes, lambda change: change.kind):
        changes = list(group)
        blocks.append([f"{KINDS[kind]} ({len(changes)}):", *_told(changes, old, new)])
    entries = list(_entries(difference, old, new))
    blocks += [["Entries:", *entries]] if entries else []
    return "\n\n".join("\n".join(lines) for lines in [*blocks, [_summary(difference)]]) + "\n"


def _told(changes: Sequence[Change], old: Service, new: Service) -> Iterator[str]:
    """The questions, those with the same change together, with what they came to and what they come to now."""
    alike: dict[tuple[str, str], list[Question]] = {}
    for change in changes:
        was, now = _came_to(change.was, old), _came_to(change.now, new)
        if was == now:
            was, now = _differing(change.was, change.now), _differing(change.now, change.was)
        alike.setdefault((was, now), []).append(change.question)
    for (was, now), questions in alike.items():
        yield from (f"  {_asked(question)}" for question in questions)
        yield f"      was: {was}"
        yield f"      now: {now}"


def _asked(question: Question) -> str:
    after = f", after {' and '.join(f'“{each}”' for each in question.after)}" if question.after else ""
    return f"“{' '.join(question.text.split())}”{after}"


def _came_to(reply: Reply, service: Service) -> str:
    """What a reply gave, in a line: the first entry with its title, the ids of a few more, or why there is none."""
    first = shortened(" ".join(reply.message.text.split()), _LONGEST)
    match reply.outcome:
        case "answer":
            denied = f"not {', '.join(reply.denied)}: " if reply.denied else ""
            return denied + (_listed(reply.entries, service) if reply.entries else first)
        case "choices":
            return f"a choice of {_listed([id for id, _ in reply.choices], service)}"
        case "refusal":
            return f"refused: {first}"
    return first


def _listed(ids: Sequence[str], service: Service) -> str:
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    return ", ".join((f"{ids[0]} ({service.title(ids[0])})", *ids[1:_LISTED])) + more


def _differing(reply: Reply, other: Reply) -> str:
    """The first lines that the other reply has not; of the markup where only addresses differ."""
    mine, theirs = reply.message.text, other.message.text
    if mine == theirs:
        mine, theirs = reply.message.html, other.message.html
    lines = [line for line in mine.splitlines() if line and line not in theirs.splitlines()]
    return shortened(" / ".join(lines), _LONGEST) or "the same lines, without those of the other or in another order"


def _entries(difference: Difference, old: Service, new: Service) -> Iterator[str]:
    entries = difference.entries
    for what, ids, service in (
        ("added", entries.added, new),
        ("removed", entries.removed, old),
        ("withdrawn", entries.withdrawn, old),
    ):
        yield from (f"  {what}: {id} ({service.title(id)})" for id in ids)
    yield from (f"  changed: {id} ({', '.join(fields)})" for id, fields in entries.changed.items())


def _summary(difference: Difference) -> str:
    entries, changed = difference.entries, len(difference.changes)
    counts = ("added", "removed", "withdrawn", "changed")
    counted = ", ".join(f"{len(getattr(entries, name))} {name}" for name in counts)
    same = difference.asked - changed
    return (
        f"{difference.asked} questions asked of both: {same} get the same reply, {changed} another. Entries: {counted}."
    )


def as_json(difference: Difference) -> str:
    """An object with `asked`, `same`, `changes` (kind, question, after, was, now: replies) and `entries`."""
    entries = difference.entries
    held = {
        "asked": difference.asked,
        "same": difference.asked - len(difference.changes),
        "changes": [
            {
                "kind": each.kind,
                "question": each.question.text,
                "after": each.question.after,
                "was": each.was.as_json(),
                "now": each.now.as_json(),
            }
            for each in difference.changes
        ],
        "entries": {
            "added": entries.added,
            "removed": entries.removed,
            "withdrawn": entries.withdrawn,
            "changed": entries.changed,
        },
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
