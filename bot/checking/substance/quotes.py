"""Rules about quotes: nothing but what was said may stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.checking.knowledge import Finding, Knowledge, texts
from bot.ledger.form.characters import short
from bot.ledger.model import Statement
from bot.ledger.references import names_of
from bot.ledger.written import Written

# what stands between a mark that closes and one that opens, before which none was opened
_BETWEEN_MARKS = re.compile(r"[^\"“„«]*[\w.,!?…][\"”»]\s+([^\"“”„«»]+?)\s+[\"“«](?=\w)")


def reporter_in_quote(knowledge: Knowledge) -> Iterator[Finding]:
    """`reporter-in-quote` finds a quote in which it is told who said it.

    The reply puts all of it between quotation marks, as if the speaker had said that too; and the proof cannot see it,
    as the source prints the words in this order:

        quote: We close it, she said, and we close it tonight.      # wrong
        quote: We close it tonight — Ida Ott                        # wrong
        quote: we close it tonight.                                 # right

    Delete it where it stands at an end; where it stands between two parts of the quote, write a statement for each. If
    the speaker tells what somebody else said, say so at the end of the line: `# ok: reporter-in-quote`.
    """
    acts = tuple(sorted(frozenset().union(*(family.acts for family in knowledge.language.acts))))
    pronouns = tuple(sorted(knowledge.language.words["pronouns"]))
    for entry in knowledge.of(Statement):
        for path, text in texts(entry, {"quote"}):
            names = tuple(sorted(_names(knowledge, entry), key=len, reverse=True))
            if found := _told(text, acts, pronouns, names):
                message = f"“{short(found)}” tells who said it, and is no part of what was said"
                hint = "delete it; where it stands between two parts of the quote, write a statement for each part"
                yield Finding(entry, path, message, hint, found)


def _names(knowledge: Knowledge, entry: Written) -> Iterator[str]:
    """The names of the speaker, and the last word of each."""
    speaker = knowledge.value(entry, "speaker")[1]
    who = knowledge.by_id.get(speaker) if isinstance(speaker, str) else None
    for _, name in names_of(who) if who else ():
        yield from {name, *name.split()[-1:]}


def _told(text: str, acts: tuple[str, ...], pronouns: tuple[str, ...], names: tuple[str, ...]) -> str:
    """What in a quote tells who said it; "" where nothing does."""
    if found := _BETWEEN_MARKS.match(text):
        return found[1]
    if "," in text and (said := _said(acts, (*pronouns, *names)).search(text)):
        return said[1]
    at_an_end = _at_an_end(names).search(text) if names else None
    return (at_an_end[1] or at_an_end[2]) if at_an_end else ""


@cache
def _said(acts: Iterable[str], who: Iterable[str]) -> re.Pattern[str]:
    """Who said it, between commas or behind the last one, perhaps with a day or a place."""
    act, name = _either(acts), _either(who)
    return re.compile(
        rf"[,.!?…][\"”»]?\s+((?:{name}\s+{act}|{act}\s+{name})\b(?:\s[^,.;:!?]{{0,40}})?)(?:[,.]|$)", re.I
    )


@cache
def _at_an_end(names: Iterable[str]) -> re.Pattern[str]:
    """The speaker's name and a colon before the words, or a dash and the name behind them."""
    name = _either(names)
    return re.compile(rf"^({name}:)\s|\s([—–-]+\s*{name}(?:,[^.!?]{{0,60}})?)$", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, words))})"


RULES = (reporter_in_quote,)
