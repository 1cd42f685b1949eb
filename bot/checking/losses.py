"""What `check --ask` finds: questions made from the ledger that its own entries lose, and to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.checking.selftest import Asked
from bot.ledger.form.characters import short
from bot.ledger.model import Dispute
from bot.ledger.problems import Problem
from bot.ledger.records import Written
from bot.matching.vetoes import CURES, Veto

_NAMED = 3
_OTHER_NAME = {Veto.NAME, Veto.PLACE, Veto.DOER, Veto.SPEAKER}


def losses(asked: Iterable[Asked], entries: Iterable[Written]) -> Iterator[Problem]:
    """A warning for each phrasing that loses, and for each entry whose own words do; `entries` as they are written."""
    written = {entry.id: entry for entry in entries}
    for (id, of_phrasing), group in groupby(asked, lambda each: (each.probe.id, each.probe.is_phrasing)):
        lost = [each for each in group if each.verdict == "lost"]
        if of_phrasing:
            yield from (phrasing_loses(each, written[id]) for each in lost)
        elif lost:
            yield entry_loses(lost, written[id])


def phrasing_loses(asked: Asked, entry: Written) -> Problem:
    """`phrasing-loses` finds a phrasing that does not lead to its entry when it is asked as if it did not stand there.

    People never ask in just the words that stand in `asked_as`. What only one phrasing holds is found by nobody who
    puts it a little otherwise, and is perhaps given the words of another entry:

        ott-closes:
          quote: We close it tonight.
          asked_as: [who shut the crossing]      # nothing else of the entry holds "crossing"

    Add another phrasing with the same telling words (who ordered the crossing shut), name in `about` whom and what it
    asks about, or move it to the entry that it is answered with, if that answers it better. Leave it where people ask
    in no other words.
    """
    return _problem(
        "phrasing-loses",
        asked,
        entry,
        f"{_question(asked)}, asked as if it did not stand here, {_instead(asked)}",
        _cure(asked, entry, "add another phrasing with {words}, or leave it if people ask in no other words"),
    )


def entry_loses(lost: Sequence[Asked], entry: Written) -> Problem:
    """`entry-loses` finds an entry that its own words do not lead to, or a natural question made of them.

    Asked are its quote, its `says` or `text`, the question of a dispute, who said the quote, when and where if the
    entry holds that, and what its speaker said about each that stands in `about`:

        velm-fax:
          quote: The town hall had our fax on 14 March.      # read as a question about 14 March
          date: 2031-03-15

    Name in `about` whom and what it speaks of, add the missing name to the `aliases`, or add the question to
    `asked_as`. One question is told of each entry, with the number of the others.
    """
    first, others = lost[0], len(lost) - 1
    more = f"; so do {others} more questions made of it" if others else ""
    message = f"its own words, asked as {_question(first)}, do not lead to it: that {_instead(first)}{more}"
    cure = _cure(first, entry, "add to `asked_as` how people ask for it with {words}")
    return _problem("entry-loses", first, entry, message, cure)


def _problem(rule: str, asked: Asked, entry: Written, message: str, hint: str) -> Problem:
    document, path = entry.document, (*entry.path, *asked.probe.path)
    line, column = document.values.get(path) or document.place(entry.path)
    return Problem(document.file, line, column, "warning", rule, entry.id, message, hint)


def _question(asked: Asked) -> str:
    return f"“{short(asked.probe.question)}”"


def _instead(asked: Asked) -> str:
    """What the question came to, and why not to the entry."""
    named = ", ".join(f"`{id}`" for id in asked.instead[:_NAMED])
    named += f" and {len(asked.instead) - _NAMED} more" if len(asked.instead) > _NAMED else ""
    came_to: Mapping[str, str] = {
        "answer": f"is answered with {named}",
        "choices": f"is met with a choice of {named}",
        "refusal": "is refused",
        "help": "is taken for a question about the bot or for small talk",
    }
    reasons = [veto.value for veto in Veto if veto in asked.vetoes]
    if not reasons and asked.missing:
        reasons = [f"nothing else of it explains {_words(asked)}"]
    return came_to[asked.outcome] + (f" ({'; '.join(reasons)})" if reasons else "")


def _words(asked: Asked) -> str:
    return ", ".join(f"“{short(word)}”" for word in asked.missing[:_NAMED])


def _cure(asked: Asked, entry: Written, of_words: str) -> str:
    if asked.reason == "unknown-name":
        return "if it names somebody of the ledger, add that name to the `aliases`; else add another phrasing"
    if asked.vetoes & _OTHER_NAME:
        of = "`about` of its statements" if entry.kind is Dispute else "`about`"
        return f"name in {of} everybody and every place that the question names"
    if cures := [CURES[veto] for veto in Veto if veto in asked.vetoes]:
        return "; ".join(cures)
    if asked.missing:
        return of_words.format(words=_words(asked))
    if asked.outcome == "answer":
        return "ask with what only this entry tells: who, where or when; leave it if the other answers it as well"
    return "add to `asked_as` how people ask for it, with whom and what they mean"
