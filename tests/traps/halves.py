"""Half-true compounds: true words with another's, a true speaker with another, and deeds with another doer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ledger.model import Fact, Statement
from tests.traps.naming import put
from tests.traps.quotes import parts
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Trap

TWO_QUOTES = (
    "did {X} say {Q} and {R}",
    "when did {X} say {Q} and {R}",
    "is it true that {X} said {Q} and also {R}",
    "{X} said {Q} and {R}, right?",
    "why did {X} say {Q}, then {R}",
)
TWO_SPEAKERS = (
    "did {X} and {Y} say {Q}",
    "did both {X} and {Y} say {Q}",
    "where and when did {X} and {Y} say {Q}",
    "when did {Y} and {X} say {Q}",
    "{X} and {Y} said {Q}, right?",
    "is it true that {Y} as well as {X} said {Q}",
)
DEEDS = (
    "is it true that {T}",
    "when was it that {T}",
    "where was it that {T}",
    "why was it that {T}",
    "how was it that {T}",
    "{T}, right?",
    "{T}",
    "I read that {T}. when was that?",
)

_LEFT_ASIDE = re.compile(r"\b(?:besides|other than)\s+$", re.IGNORECASE)
"""What stands before those of whom nothing is asked: besides Smith, who came? gives Smith nothing."""
_ENDS = re.compile(r"[.?!]\s+\w|\band (?:who|what|when|where|why|how)\b")


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each pair of quotes, each quote with another speaker, and each deed with another doer."""
    yield from _two_quotes(setting)
    yield from _two_speakers(setting)
    yield from _deeds(setting)
    yield from _cases(setting)


def _quotes(setting: Setting) -> tuple[tuple[Statement, str], ...]:
    """The statements with words of their own, each with those words."""
    return tuple(
        (statement, said[0]) for statement in setting.ledger.statements.values() if (said := parts(setting, statement))
    )


def _two_quotes(setting: Setting) -> Iterator[Trap]:
    for one, own in _quotes(setting):
        name = setting.ledger.named[one.speaker].name
        for other, strange in _quotes(setting):
            if setting.linked(one.speaker, other.speaker):
                continue
            for first, second in ((own, strange), (strange, own)):
                for form in TWO_QUOTES:
                    question = form.format(X=name, Q=f'"{first}"', R=f'"{second}"')
                    yield Trap("halves/quotes", question, Denied(name, setting.own(one.speaker)))


def _two_speakers(setting: Setting) -> Iterator[Trap]:
    for statement, words in _quotes(setting):
        name = setting.ledger.named[statement.speaker].name
        for id in setting.voices:
            if setting.linked(id, statement.speaker):
                continue
            other = setting.ledger.named[id].name
            for form in TWO_SPEAKERS:
                for said in (words, f'"{words}"'):
                    question = form.format(X=name, Y=other, Q=said)
                    yield Trap("halves/speakers", question, Denied(other, setting.own(id)))


def _deeds(setting: Setting) -> Iterator[Trap]:
    for fact in setting.ledger.facts.values():
        found = next((each for each in setting.naming.find(fact.text) if each.ids & set(fact.by)), None)
        if not found:
            continue
        for id in _wrong_doers(setting, fact):
            name = setting.ledger.named[id].name
            told = put(fact.text, found, name).rstrip(".")
            yield from (Trap("halves/deed", form.format(T=told), Denied(name, setting.own(id))) for form in DEEDS)


def _cases(setting: Setting) -> Iterator[Trap]:
    """A trap for each question that names who spoke or did it, with everybody in that place who did not.

    Of several questions the judge could not tell which of them asks of the one who is named.
    """
    for asked in setting.answerable:
        if _ENDS.search(asked.text):
            continue
        entries = [setting.ledger.entries[id] for id in asked.entries]
        doers = {doer for entry in entries for doer in entry.doers}
        # a side that they speak about may be named for that
        about = {id for entry in entries for id in entry.about}
        spoken = doers | {each for doer in doers for each in setting.ledger.voices(doer) if each not in about}
        for found in setting.naming.find(asked.text):
            if found.ids.isdisjoint(spoken) or _LEFT_ASIDE.search(asked.text[: found.start]):
                continue
            for id in setting.voices:
                if id in asked.ids or any(setting.linked(id, doer) for doer in doers):
                    continue
                name = setting.ledger.named[id].name
                must = Denied(name, setting.own(id), asked.denied)
                yield Trap("halves/case", put(asked.text, found, name), must, asked.after)


def _wrong_doers(setting: Setting, fact: Fact) -> Iterator[str]:
    """Everybody whom the fact does not concern and who does not speak for its doers."""
    concerned = setting.concerned(fact.id)
    for id in setting.voices:
        if id not in concerned and not any(setting.linked(id, doer) for doer in fact.by):
            yield id
