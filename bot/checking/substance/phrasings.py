"""Rules about phrasings: the ways in which people ask, which must lead to one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.ledger.form.characters import short
from bot.ledger.model import Dispute, Organisation, Person, Place, Statement
from bot.ledger.references import names_of
from bot.ledger.written import Written
from bot.text import fold

_WORD = re.compile(r"\w+")
_CONCERNED = frozenset({"speaker", "by", "about"})
_OWN_TEXTS = frozenset({"quote", "says", "text", "via", "time", "gives"})


def shared_phrasing(knowledge: Knowledge) -> Iterator[Finding]:
    """`shared-phrasing` finds a phrasing that another entry has too, in other letters or in another order of words.

    Whoever asks just that gets the one entry or the other:

        ott-closes: {asked_as: [who shut the bridge], ...}
        council-votes: {asked_as: [The bridge - who shut it?, who shut the bridge?], ...}      # the second is wrong

    Keep it with the entry that answers it best, and ask for the other in words that fit it alone.
    """
    first: dict[str, Written] = {}
    last: dict[str, Written] = {}
    for entry, path, text, _, key in knowledge.phrasings:
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
    for entry, asked in groupby(knowledge.phrasings, key=lambda each: each.entry):
        seen: set[str] = set()
        for _, path, text, _, key in asked:
            if key in seen:
                message = f"this entry is asked for by the same words already: {short(text)}"
                yield Finding(entry, path, message, "delete it")
            seen.add(key)


def strange_name(knowledge: Knowledge) -> Iterator[Finding]:
    """`strange-name` finds a phrasing that names a person with whom its entry has nothing to do.

    The bot takes an entry to be about everybody whom its phrasings name, and would offer it to who asks about them:

        ott-closes:
          speaker: ott
          about: [old-bridge]
          asked_as: [what did Engineer Berg object to]      # wrong: Berg is neither the speaker nor in `about`

    Move the phrasing to the entry it belongs to, or add the person to `about`. Those named in the entry's own words,
    the other sides of its disputes and those who speak for somebody concerned are no finding.
    """
    people = {entry.id: entry for entry in knowledge.of(Person)}
    bearers, opponents = _bearers(knowledge), _opponents(knowledge)
    for entry, path, text, words, _ in knowledge.phrasings:
        borne = [bearers[word] for word in words if word in bearers]
        near = _in_fields(knowledge, entry) | opponents.get(entry.id, frozenset()) if borne else frozenset()
        # a word that may mean somebody concerned, or a place, is in doubt
        strangers = {id for ids in borne if ids.isdisjoint(near) and ids <= people.keys() for id in ids}
        named = strangers and strangers & knowledge.names.within(text)
        if not named or entry.kind is Dispute or _is_unclear(knowledge, entry, near):
            continue
        concerned = near.union(*(knowledge.names.within(told) for _, told in texts(entry, _OWN_TEXTS)))
        for person in sorted(named):
            if concerned.isdisjoint({person, *(id for _, id in texts(people[person], {"speaks_for"}))}):
                message = f"it names `{person}`, with whom this entry has nothing to do: {short(text)}"
                yield Finding(entry, path, message, f"add `{person}` to `about`, or delete the phrasing here")
                break


def _bearers(knowledge: Knowledge) -> dict[str, set[str]]:
    """Everybody and everything with each word in a name."""
    found: dict[str, set[str]] = {}
    for entry in knowledge.of(Person, Organisation, Place):
        for _, name in names_of(entry):
            for word in set(_folded(name)) - knowledge.language.words["function"]:
                found.setdefault(word, set()).add(entry.id)
    return found


def _in_fields(knowledge: Knowledge, entry: Written) -> frozenset[str]:
    """Everybody who speaks in the entry, did what it tells, or whom it is about."""
    speaker = {str(knowledge.value(entry, "speaker")[1])} if entry.kind is Statement else set()
    return frozenset(id for _, id in texts(entry, _CONCERNED)) | speaker


def _is_unclear(knowledge: Knowledge, entry: Written, near: frozenset[str]) -> bool:
    """Whether somebody whom the entry concerns cannot be told, as something there is wrong itself."""
    values = [entry.fields.get(field, "") for field in _CONCERNED]
    gaps = any(value is None or (isinstance(value, list) and None in value) for value in values)
    return gaps or entry.incomplete or not near <= knowledge.by_id.keys()


def _opponents(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """The speakers of a dispute by each statement that takes part in it."""
    found: dict[str, frozenset[str]] = {}
    for dispute in knowledge.of(Dispute):
        sides = [knowledge.by_id[id] for _, id in texts(dispute, {"positions"}) if id in knowledge.by_id]
        speakers = frozenset(str(knowledge.value(side, "speaker")[1]) for side in sides)
        for side in sides:
            found[side.id] = found.get(side.id, frozenset()) | speakers
    return found


def _folded(text: str) -> list[str]:
    return _WORD.findall(fold(text))


RULES = (shared_phrasing, repeated_phrasing, strange_name)
