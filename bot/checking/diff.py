"""Which answers change between two versions of a knowledge, and which entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.checking.evaluation import Case
from bot.checking.selftest import probes
from bot.conversation import Conversation
from bot.ledger.model import Ledger, Record
from bot.service import Reply, Service

KINDS: Mapping[str, str] = {
    "other-answer": "Another answer",
    "newly-refused": "Newly refused",
    "newly-answered": "Newly answered",
    "newly-choices": "Newly met with choices",
    "newly-help": "Newly taken for small talk or for a question about the bot",
    "other-choices": "Other choices",
    "other-refusal": "Refused for another reason, or with another offer",
    "other-words": "The same in other words",
}
"""What may happen to a question, and how that is called; in the order in which it is told."""
_NEWLY = {"answer": "answered", "refusal": "refused"}
_SECTIONS = ("events", "sources", "people", "organisations", "places", "statements", "facts", "disputes")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the questions before it in the same conversation."""

    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose reply is another now; `kind` is one of KINDS."""

    kind: str
    question: Question
    was: Reply
    now: Reply


@dataclass(frozen=True, slots=True)
class Entries:
    """The ids of the entries that were added, removed and withdrawn, and of those changed with the names of fields."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two versions, and how many questions were asked of both."""

    changes: tuple[Change, ...]
    entries: Entries
    asked: int


def difference(old: Service, new: Service, questions: Sequence[Question]) -> Difference:
    """What differs; the changes in the order of KINDS, those of one kind in that of the questions."""
    then, now = _asking(old), _asking(new)
    changes = []
    for question in questions:
        replies = then(question), now(question)
        if kind := _kind(*replies):
            changes.append(Change(kind, question, *replies))
    kinds = list(KINDS)
    changes.sort(key=lambda change: kinds.index(change.kind))
    return Difference(tuple(changes), _entries(old.ledger, new.ledger), len(questions))


def of_these(cases: Sequence[Case], *services: Service) -> Sequence[Case]:
    """The cases, or none if most entries that they name stand in none of the knowledges: they are of another event."""
    named = {id for case in cases for id in (*case.answer, *case.shown, *case.choices, case.dispute)} - {""}
    known = {id for each in services for id in (*each.ledger.entries, *each.ledger.named, *each.ledger.disputes)}
    return cases if 2 * len(named & known) >= len(named) else ()


def questions_of(cases: Iterable[Case], *services: Service) -> list[Question]:
    """Each once: the questions of the cases, then the phrasings and the entries' own words of all the services."""
    found = [Question(text, case.after) for case in cases for text in case.ask]
    found += [Question(each.question) for service in services for each in probes(service.ledger, service.language)]
    return list(dict.fromkeys(found))


def _asking(service: Service) -> Callable[[Question], Reply]:
    """Asks questions in conversations of their own; what goes before several is asked once."""

    @cache
    def after(earlier: tuple[str, ...]) -> Conversation:
        return service.ask(earlier[-1], after(earlier[:-1]))[1] if earlier else Conversation()

    return lambda question: service.ask(question.text, after(question.after))[0]


def _kind(was: Reply, now: Reply) -> str:
    """What happened to the reply, "" where nothing did; that a page tells another version is nothing."""
    if was.outcome != now.outcome:
        return f"newly-{_NEWLY.get(now.outcome, now.outcome)}"
    if _given(was) != _given(now):
        return f"other-{now.outcome}"
    same = was.message.html.replace(was.knowledge, "") == now.message.html.replace(now.knowledge, "")
    return "" if same else "other-words"


def _given(reply: Reply) -> tuple[object, ...]:
    return reply.entries, reply.speakers, reply.denied, reply.reason, tuple(id for id, _ in reply.choices)


def _records(ledger: Ledger) -> dict[str, Record]:
    """Every entry by its id, whatever it is."""
    return {id: record for section in _SECTIONS for id, record in getattr(ledger, section).items()}


def _entries(old: Ledger, new: Ledger) -> Entries:
    then, now = _records(old), _records(new)
    taken_back = frozenset(new.withdrawn) - frozenset(old.withdrawn)
    gone = [id for id in then if id not in now]
    return Entries(
        added=tuple(id for id in now if id not in then),
        removed=tuple(id for id in gone if id not in taken_back),
        withdrawn=tuple(id for id in gone if id in taken_back),
        changed={id: fields for id in now if id in then and (fields := _fields(then[id], now[id]))},
    )


def _fields(old: Record, new: Record) -> tuple[str, ...]:
    """The fields that differ, as they are called in a file; of another kind of entry all that it has."""
    fields = type(new).model_fields.items()
    return tuple(each.alias or name for name, each in fields if getattr(old, name, None) != getattr(new, name))
