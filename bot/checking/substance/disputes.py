"""Rules about disputes: the order of time, and whose words stand on which side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.checking.knowledge import Finding, Knowledge
from bot.checking.substance.times import period_of
from bot.ledger.form.document import Path
from bot.ledger.model import Dispute, Statement
from bot.ledger.written import Written

_CLOCK = re.compile(r"(?:at )?([01]?\d|2[0-3])[:.]([0-5]\d)")
_WHOLE_DAY = ((0, 0), (24, 0))

Moment = tuple[date, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement in a position: where it is named, its speaker, the first and the last moment it may be of."""

    path: Path
    id: str
    speaker: str
    earliest: Moment | None
    latest: Moment | None


def time_order(knowledge: Knowledge) -> Iterator[Finding]:
    """`time-order` finds statements of a dispute that do not stand in the order of time.

    A reply shows them as they stand here, and whoever spoke first must come first, whichever side it is:

        positions:
          - [ott-closes-again, ott-closes]      # wrong: ott-closes was said the day before
          - [engineer-denies]

    Put the earlier statement before the later one, within a side, and the side that spoke first before the others.
    Only dates that are given count, clock times too (12:30); what has no date may stand anywhere.
    """
    for dispute in knowledge.of(Dispute):
        positions = _positions(knowledge, dispute)
        misplaced = [pair for position in positions if (pair := _disorder(position))]
        for earlier, later in misplaced:
            message = f"`{earlier.id}` was said before `{later.id}`, which stands before it"
            yield Finding(dispute, earlier.path, message, f"put `{earlier.id}` before `{later.id}`")
        heads = [position[0] for position in positions if position]
        if not misplaced and (sides := _disorder(heads)):
            earlier, later = sides
            message = f"the side of `{earlier.id}` spoke before that of `{later.id}`, which stands before it"
            yield Finding(dispute, earlier.path[:-1], message, f"put the side of `{earlier.id}` first")


def both_voices(knowledge: Knowledge) -> Iterator[Finding]:
    """`both-voices` finds a statement among those of others, while its speaker has a side elsewhere in the dispute.

    Words of one side that stand with the other would be shown as the other's:

        positions:
          - [ott-closes, engineer-denies]      # wrong: engineer-denies belongs to the second side
          - [engineer-warns]

    Put it with the side it speaks for. Somebody who contradicts himself may have a side of his own for each.
    """
    for dispute in knowledge.of(Dispute):
        positions = _positions(knowledge, dispute)
        ids = [said.id for position in positions for said in position]
        if len(set(ids)) < len(ids):
            continue  # told as `both-sides`
        for said in _among_others(positions):
            message = f"`{said.id}` stands with words of others, and its speaker has another side here too"
            yield Finding(dispute, said.path, message, "put it with the side it speaks for")


def one_voice(knowledge: Knowledge) -> Iterator[Finding]:
    """`one-voice` finds a dispute in which the same speaker has every side.

    Two sides are two voices; mostly a statement of the other was forgotten, or has the wrong speaker:

        positions: [[ott-closes], [ott-promises]]         # wrong
        positions: [[ott-closes], [engineer-denies]]      # right

    Name the statements of the other side. Keep it where somebody really contradicts himself, and say so at the end of
    the line: `# ok: one-voice`.
    """
    for dispute in knowledge.of(Dispute):
        positions = _positions(knowledge, dispute)
        speakers = {said.speaker for position in positions for said in position}
        apart = not set.intersection(*({said.id for said in position} for position in positions or [()]))
        if len(positions) > 1 and all(positions) and len(speakers) == 1 and apart:  # else told as `both-sides`
            message = f"every side here is a statement of `{speakers.pop()}`"
            yield Finding(dispute, ("positions",), message, "name the statements of the other side")


def repeated_statement(knowledge: Knowledge) -> Iterator[Finding]:
    """`repeated-statement` finds a statement that stands twice on the same side of a dispute.

    It would be shown twice, or another was meant:

        positions:
          - [ott-closes, ott-closes]      # the second is wrong
          - [engineer-denies]

    Delete it, or name the statement that was meant.
    """
    for dispute in knowledge.of(Dispute):
        for position in _positions(knowledge, dispute):
            seen: set[str] = set()
            for said in position:
                if said.id in seen:
                    message = f"`{said.id}` stands on this side already"
                    yield Finding(dispute, said.path, message, "delete it, or name the statement that was meant")
                seen.add(said.id)


def _among_others(positions: Sequence[Sequence[_Said]]) -> Iterator[_Said]:
    """Of every speaker of several sides, one of them shared with others, the statement that is least at home there."""
    spoken = [Counter(said.speaker for said in position) for position in positions]
    for speaker in dict.fromkeys(said.speaker for position in positions for said in position):
        sides = [side for side, speakers in enumerate(spoken) if speaker in speakers]
        shared = [side for side in sides if len(spoken[side]) > 1]
        if len(sides) > 1 and shared:
            # whoever stands first in a side, or more often than elsewhere, is at home there
            strange = min(shared, key=lambda side: (spoken[side][speaker], positions[side][0].speaker == speaker))
            yield next(said for said in reversed(positions[strange]) if said.speaker == speaker)


def _positions(knowledge: Knowledge, dispute: Written) -> Sequence[Sequence[_Said]]:
    """The statements of each side that are there, in the order written."""
    given = dispute.fields.get("positions")
    return [
        [
            _said(knowledge, entry, ("positions", side, place))
            for place, id in enumerate(position if isinstance(position, list) else ())
            if isinstance(id, str) and (entry := knowledge.by_id.get(id)) and entry.kind is Statement
        ]
        for side, position in enumerate(given if isinstance(given, list) else ())
    ]


def _said(knowledge: Knowledge, statement: Written, path: Path) -> _Said:
    (_, day), (_, time), (_, speaker) = (knowledge.value(statement, field) for field in ("date", "time", "speaker"))
    days, speaker = period_of(day), speaker if isinstance(speaker, str) else statement.id
    if days is None:
        return _Said(path, statement.id, speaker, None, None)
    clock = _CLOCK.fullmatch(time) if isinstance(time, str) and days.first == days.last else None
    begins, ends = ((int(clock[1]), int(clock[2])),) * 2 if clock else _WHOLE_DAY
    return _Said(path, statement.id, speaker, (days.first, begins), (days.last, ends))


def _disorder(statements: Sequence[_Said]) -> tuple[_Said, _Said] | None:
    """The first statement that is surely earlier than one before it, with that one."""
    latest: _Said | None = None
    for said in statements:
        if latest and latest.earliest and said.latest and said.latest < latest.earliest:
            return said, latest
        if said.earliest and (latest is None or latest.earliest is None or said.earliest > latest.earliest):
            latest = said
    return None


RULES = (time_order, both_voices, one_voice, repeated_statement)
