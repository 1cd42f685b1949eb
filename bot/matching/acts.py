"""What a statement does with its words, as its act and its phrasings tell, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from bot.languages import Act, Language
from bot.ledger.model import Fact, Ledger, Statement
from bot.matching.names import Names
from bot.text import folded


def acts(entry: Statement | Fact, language: Language) -> Iterator[Act]:
    """The families of the statement's act, and of those that its phrasings ask for: who threatened, how did he warn."""
    if not isinstance(entry, Statement):
        return
    before = language.words["question"] | language.words["pronouns"]
    pairs = (pair for text in entry.asked_as for pair in pairwise(folded(text)))
    asked = {word for first, word in pairs if first in before} - language.words["calling"]
    families = [language.acts_asked(word) for word in asked]
    telling = {act for each in families for act in each if not any(other.general for other in each)}
    yield from (act for act in language.acts if entry.act in act.acts or (act in telling and not act.strict))


def objects(entry: Statement | Fact, ledger: Ledger, language: Language, names: Names) -> frozenset[str]:
    """To whom its act was done, where reported speech opens with them, and for whom they speak: accused Smith of."""
    if not isinstance(entry, Statement) or not any(act.of_somebody and entry.act in act.acts for act in language.acts):
        return frozenset()
    opens = takewhile(lambda word: word not in language.words["object_ends"], folded(entry.says or ""))
    return frozenset(voice for id in names.within(" ".join(opens)) for voice in ledger.voices(id))
