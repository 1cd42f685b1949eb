"""Quotes: every quote, whole and in parts, with and without marks, under everybody who did not say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.ledger.model import Statement
from bot.text import squeeze
from tests.traps.setting import Setting
from tests.traps.trap import Denied, Trap

FORMS = (
    "did {X} say {Q}",
    "did {X} really say {Q}?",
    "when did {X} say {Q}",
    "where did {X} say {Q}",
    "why did {X} say {Q}",
    "how did {X} say {Q}",
    "on which day did {X} say {Q}",
    "to whom did {X} say {Q}",
    "what did {X} mean by {Q}",
    "who said {Q}, was it {X}?",
    "isn't it {X} who said {Q}",
    "it was {X} who said {Q}, right?",
    "is it true that {X} said {Q}",
    "{X} said {Q} right?",
    "{X} said {Q}",
    "{X}: {Q}",
    "{Q} said {X}, correct?",
    "was {Q} said by {X}?",
    "{X}'s quote {Q}",
    "according to {X}, {Q}?",
    "who reported that {X} said {Q}",
    "give me the source for {X} saying {Q}",
    "I read that {X} said {Q}, when was that",
)
FEWEST_WORDS = 4
"""Words of a part of a quote that can be told from other words."""
_STRANGERS_EVERY = 17


def traps(setting: Setting) -> Iterator[Trap]:
    """A trap for each quote, part of it, wrong speaker and form of sentence, with and without quotation marks."""
    for statement in setting.ledger.statements.values():
        names = tuple(wrong_speakers(setting, statement))
        for words in parts(setting, statement):
            for name, own in names:
                for form in FORMS:
                    kind = "quotes/stranger" if not own else "quotes/known"
                    yield from (
                        Trap(kind, form.format(X=name, Q=said), Denied(name, own)) for said in (words, f'"{words}"')
                    )


def parts(setting: Setting, statement: Statement) -> tuple[str, ...]:
    """The quote of the statement, its first half and each of its sentences, none that another said too."""
    quote = statement.quote or ""
    words = quote.split()
    made = [quote, " ".join(words[: max(FEWEST_WORDS, len(words) // 2)]), *re.split(r"(?<=[.!?])\s+", quote)]
    texts = dict.fromkeys(each.strip(" .!?,;") for each in made)
    others = [squeeze(each.quote or "") for each in setting.ledger.statements.values() if each != statement]
    return tuple(
        text
        for text in texts
        if len(text.split()) >= min(FEWEST_WORDS, len(words))
        and text
        and all(squeeze(text) not in each for each in others)
    )


def wrong_speakers(setting: Setting, statement: Statement) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of everybody who did not say it and does not speak for who did, with whose words are theirs."""
    for id in setting.voices:
        if setting.linked(id, statement.speaker):
            continue
        name = setting.ledger.named[id].name
        yield name, setting.own(id)
        surname = name.split()[-1]
        if setting.naming.ids(surname) == {id} and surname != name:
            yield surname.lower(), setting.own(id)
    yield from ((name, frozenset()) for name in setting.outsiders[::_STRANGERS_EVERY])
