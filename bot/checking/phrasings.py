"""Rules about phrasings: the ways in which people ask, which must lead to one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.ledger.characters import short
from bot.ledger.records import Written
from bot.ledger.syntax import Path
from bot.text import fold

_WORD = re.compile(r"\w+")

_Key = tuple[tuple[str, ...], tuple[str, ...]]


def shared_phrasing(knowledge: Knowledge) -> Iterator[Finding]:
    """`shared-phrasing` finds a phrasing that another entry has too, in other letters or in another order of words.

    Whoever asks just that gets the one entry or the other:

        ott-closes: {asked_as: [who shut the bridge], ...}
        council-votes: {asked_as: [The bridge - who shut it?, who shut the bridge?], ...}      # the second is wrong

    Keep it with the entry that answers it best, and ask for the other in words that fit it alone.
    """
    first: dict[_Key, Written] = {}
    last: dict[_Key, Written] = {}
    for entry, path, text, key in _phrasings(knowledge):
        if last.get(key, entry) is not entry:
            message = f"`{first[key].id}` is asked for by the same words: {short(text)}"
            yield Finding(entry, path, message, "keep the phrasing with the entry that answers it best")
        first.setdefault(key, entry)
        last[key] = entry


def repeated_phrasing(knowledge: Knowledge) -> Iterator[Finding]:
    """`repeated-phrasing` finds a phrasing that its entry has already, in other letters or in another order of words.

    Capitals, accents, articles and signs make no difference to the bot, so one of the six places is lost:

        asked_as: [who shut the bridge, Who shut a bridge?]      # wrong
        asked_as: [who shut the bridge, who is to blame for the detour]      # right

    Delete one of the two, or ask in other words.
    """
    last: dict[_Key, Written] = {}
    for entry, path, text, key in _phrasings(knowledge):
        if last.get(key) is entry:
            yield Finding(entry, path, f"this entry is asked for by the same words already: {short(text)}", "delete it")
        last[key] = entry


def _phrasings(knowledge: Knowledge) -> Iterator[tuple[Written, Path, str, _Key]]:
    for entry in knowledge.entries:
        for path, text in texts(entry, {"asked_as"}):
            if (key := _key(text, knowledge))[0]:
                yield entry, path, text, key


def _key(text: str, knowledge: Knowledge) -> _Key:
    """What phrasings of the same words share: the words but articles, and the names, whose order tells who did it."""
    told = [word for word in map(fold, _WORD.findall(text)) if word not in knowledge.language.words["articles"]]
    return tuple(sorted(told)), tuple(word for word in told if word in knowledge.names.words)


RULES = (shared_phrasing, repeated_phrasing)
