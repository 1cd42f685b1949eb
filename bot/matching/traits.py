"""What an entry of the ledger can explain: its words, whom it concerns, where and when it was, what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.languages import Act, Language
from bot.ledger.model import Fact, Ledger, Period, Statement, period
from bot.matching.names import Names
from bot.text import folded, stem


@dataclass(frozen=True)
class Traits:
    """An entry made ready for matching.

    `stems` maps each stem that it explains to what holds it ("its words" ...). `places` are where it was and those that
    it names, `stood` only the former; both with all that they lie in. `related` is everybody and everything that a
    question about its words may name; `concerned` leaves out who only spoke, `opponents` spoke on the other sides,
    `named` are those in its texts.
    """

    id: str
    entry: Statement | Fact
    stems: Mapping[str, str]
    speakers: frozenset[str]
    related: frozenset[str]
    concerned: frozenset[str]
    opponents: frozenset[str]
    named: frozenset[str]
    places: frozenset[str]
    stood: frozenset[str]
    acts: tuple[Act, ...]
    denies: bool
    period: Period | None
    texts: tuple[str, ...]

    @property
    def is_statement(self) -> bool:
        """Whether somebody said it, rather than did it."""
        return isinstance(self.entry, Statement)


def traits_of(ledger: Ledger, language: Language, names: Names) -> dict[str, Traits]:
    """The traits of every statement and fact, by id."""
    return {id: _traits(entry, ledger, language, names) for id, entry in ledger.entries.items()}


def own_texts(entry: Statement | Fact) -> Iterator[tuple[str, str]]:
    """The entry's texts that a question may take up, each with what it is called."""
    if isinstance(entry, Statement):
        yield entry.quote or "", "its words"
        yield entry.says or "", "its words"
        yield entry.via or "", "its channel"
    else:
        yield entry.text, "its text"
    yield entry.time or "", "its time"
    yield " ".join(text for text in (entry.gives.why, entry.gives.how, entry.gives.how_many) if text), "what it gives"
    for phrasing in entry.asked_as:
        yield phrasing, "its phrasing"


def _traits(entry: Statement | Fact, ledger: Ledger, language: Language, names: Names) -> Traits:
    doers = (entry.speaker,) if isinstance(entry, Statement) else entry.by
    texts = tuple(own_texts(entry))
    stems = {stem(word): label for text, label in reversed(texts) for word in folded(text)}  # the first label wins
    for word in entry.id.split("-"):
        stems.setdefault(stem(word), "its id")
    for id in (*doers, *entry.about, *((entry.place,) if entry.place else ())):
        for word in folded(ledger.named[id].name):
            stems.setdefault(stem(word), f"the name of {ledger.named[id].name}")
        if person := ledger.people.get(id):
            for word in folded(person.role or ""):
                stems.setdefault(stem(word), f"the role of {person.name}")
    for dispute in ledger.disputes_of.get(entry.id, ()):
        for text in (dispute.question, *dispute.asked_as):
            for word in folded(text):
                stems.setdefault(stem(word), "the question in dispute")
    named = {id for text, _ in texts for id in names.within(text)}
    places = set(ledger.around(entry.place)) | {
        each for id in named if id in ledger.places for each in ledger.around(id)
    }
    speakers = {side for id in doers for side in (id, *_spoken_for(ledger, id))}
    concerned = set(entry.about) | named | places
    if not isinstance(entry, Statement):
        concerned |= speakers | {side for id in doers for side in names.sides[id]}
    related = speakers | set(entry.about) | named | places | {side for id in doers for side in names.sides[id]}
    around = {each for id in entry.about if id in ledger.places for each in ledger.around(id)}
    related |= around
    return Traits(
        id=entry.id,
        entry=entry,
        stems=stems,
        speakers=frozenset(speakers),
        related=frozenset(related),
        concerned=frozenset(concerned | around),
        opponents=frozenset(_opponents(ledger, entry.id)),
        named=frozenset(named),
        places=frozenset(places),
        stood=frozenset(ledger.around(entry.place)),
        acts=tuple(act for act in language.acts if isinstance(entry, Statement) and entry.act in act.acts),
        denies=_denies(entry, ledger, language),
        period=period(entry.date) if entry.date else None,
        texts=tuple(text for text, _ in texts if text),
    )


def _denies(entry: Statement | Fact, ledger: Ledger, language: Language) -> bool:
    """Whether the statement denies something, or stands beside one that does."""
    beside = {
        id
        for dispute in ledger.disputes_of.get(entry.id, ())
        for each in dispute.positions
        if entry.id in each
        for id in each
    }
    acts = {ledger.statements[id].act for id in beside} | ({entry.act} if isinstance(entry, Statement) else set())
    return not acts.isdisjoint(language.act("denied").acts)


def _spoken_for(ledger: Ledger, id: str) -> tuple[str, ...]:
    person = ledger.people.get(id)
    return person.speaks_for if person else ()


def _opponents(ledger: Ledger, statement: str) -> set[str]:
    """The speakers of the other sides of a disputed statement, and whom they speak for: whose claim it is about."""
    found: set[str] = set()
    for dispute in ledger.disputes_of.get(statement, ()):
        for position in dispute.positions:
            if statement not in position:
                speakers = {ledger.statements[id].speaker for id in position}
                found |= {side for id in speakers for side in (id, *_spoken_for(ledger, id))}
    return found
