"""Whom and what an entry speaks against: the other sides of its disputes, what it denies, what it is against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Statement
from bot.text import folded, stem


def denies(entry: Statement | Fact, ledger: Ledger, language: Language) -> bool:
    """Whether it is a denial, or stands beside one in a dispute."""
    if not isinstance(entry, Statement):
        return False
    positions = (each for dispute in ledger.disputes_of.get(entry.id, ()) for each in dispute.positions)
    beside = {id for position in positions if entry.id in position for id in position}
    acts = {entry.act, *(ledger.statements[id].act for id in beside)}
    return any(act.denial and not act.acts.isdisjoint(acts) for act in language.acts)


def replies(entry: Statement | Fact, language: Language) -> bool:
    """Whether its act is one of answering: replied, denied."""
    act = entry.act if isinstance(entry, Statement) else ""
    return act in language.words["replying"] or any(each.denial and act in each.acts for each in language.acts)


def opponents(ledger: Ledger, statement: str) -> frozenset[str]:
    """The speakers of the other sides of a disputed statement, whom they speak for, and the places there."""
    positions = (each for dispute in ledger.disputes_of.get(statement, ()) for each in dispute.positions)
    voices = _voices(ledger, (position for position in positions if statement not in position))
    return voices.union(id for id in ledger.places if voices and not voices.isdisjoint(ledger.around(id)))


def answered(ledger: Ledger, statement: str) -> frozenset[str]:
    """Those of them who spoke before, as positions stand in the order of time: whom the statement may answer."""
    return _voices(ledger, _told_before(ledger, statement))


def _told_before(ledger: Ledger, statement: str) -> Iterator[Sequence[str]]:
    for dispute in ledger.disputes_of.get(statement, ()):
        yield from takewhile(lambda position: statement not in position, dispute.positions)


def _voices(ledger: Ledger, positions: Iterable[Sequence[str]]) -> frozenset[str]:
    """The speakers of the positions, and whom they speak for."""
    stated = (id for position in positions for id in position)
    return frozenset(voice for id in stated for voice in ledger.voices(ledger.statements[id].speaker))


def against(texts: Sequence[str], language: Language) -> frozenset[str]:
    """The stems of what the texts are against: against a second vote."""
    told = ([word for word in folded(text) if word not in language.words["articles"]] for text in texts)
    pairs = (pair for words in told for pair in pairwise(words))
    return frozenset(stem(word) for before, word in pairs if before in language.words["against"])
