"""What `check --ask` finds: questions made from the ledger that its own entries lose, and to which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.checking.selftest import Asked
from bot.ledger.form.characters import short
from bot.ledger.problems import Problem
from bot.ledger.written import Written

_NAMED = 3


def losses(asked: Iterable[Asked], entries: Iterable[Written]) -> list[Problem]:
    """A warning for each phrasing that loses, and for each entry whose own words do; `entries` as they are written.

    First phrasings in vain, then what is answered with another entry, then entries that lose, then phrasings that do,
    those refused last; else in the order of the files.
    """
    found = sorted(_found(asked, {entry.id: entry for entry in entries}), key=lambda each: (_urgency(*each), each[1]))
    return [problem for _, problem in found]


def _found(asked: Iterable[Asked], written: Mapping[str, Written]) -> Iterator[tuple[Asked, Problem]]:
    """Each loss with what is told of it."""
    for (id, of_phrasing), group in groupby(asked, lambda each: (each.probe.id, each.probe.is_phrasing)):
        lost = [each for each in group if each.verdict == "lost"]
        if of_phrasing:
            yield from ((each, _of_phrasing(each)(each, written[id])) for each in lost)
        elif lost:
            lost.sort(key=lambda each: each.outcome != "answer")
            yield lost[0], entry_loses(lost, written[id])


def _of_phrasing(asked: Asked) -> Callable[[Asked, Written], Problem]:
    """The rule that a phrasing which lost has broken."""
    if asked.in_vain:
        return phrasing_in_vain
    return phrasing_refused if asked.refused else phrasing_loses


def _urgency(asked: Asked, problem: Problem) -> tuple[bool, bool, bool, bool]:
    return not asked.in_vain, asked.outcome != "answer", asked.probe.is_phrasing, asked.refused


def phrasing_in_vain(asked: Asked, entry: Written) -> Problem:
    """`phrasing-in-vain` finds a phrasing that does not lead to its entry, though it stands there word for word.

    Who asks in just these words is given another entry, or a refusal. Another entry or dispute may be asked for by the
    same words, a word may be taken for a name, or it asks for a number, place, day or reason that the entry lacks:

        ott-closes:
          quote: We close it tonight.
          asked_as: [was the bridge safe]      # wrong: the dispute over the danger has this phrasing too

    Add what it asks for, put it otherwise, write a fact that tells it, or delete it.
    """
    problem = _problem(
        "phrasing-in-vain", asked, entry, f"{_question(asked)} stands here in vain: it {_instead(asked)}"
    )
    return replace(problem, hint=problem.hint.replace("leave it", "delete it"))


def phrasing_loses(asked: Asked, entry: Written) -> Problem:
    """`phrasing-loses` finds a phrasing that leads to others, asked as if it did not stand here.

    People never ask in just the words that stand in `asked_as`. Who puts it a little otherwise is given the words of
    another entry, or has to choose among others:

        ott-closes:
          quote: We close it tonight.
          asked_as: [who stopped the boats]      # another entry holds "We stopped the boats because of ice."

    Name in `about` whom and what it asks about, add another phrasing that shares its telling words, or move it to the
    entry that it is answered with, if that answers it better.
    """
    message = f"{_question(asked)}, asked as if it did not stand here, {_instead(asked)}"
    return _problem("phrasing-loses", asked, entry, message)


def phrasing_refused(asked: Asked, entry: Written) -> Problem:
    """`phrasing-refused` finds a phrasing that is refused, asked as if it did not stand here.

    Nothing but this phrasing explains its words, so that nobody is answered who puts it a little otherwise:

        ott-closes:
          quote: We close it tonight.
          asked_as: [who shut the crossing]      # nothing else of the entry holds "crossing"

    A second phrasing helps those whose question shares half of its telling words, and two at least. Most phrasings
    are refused so: each says what no other words of the entry say. Leave those that people ask in no other words.
    `check --ask --verbose` tells of each.
    """
    message = f"{_question(asked)}, asked as if it did not stand here, {_instead(asked)}"
    return _problem("phrasing-refused", asked, entry, message)


def entry_loses(lost: Sequence[Asked], entry: Written) -> Problem:
    """`entry-loses` finds an entry that its own words do not lead to, or a natural question made of them.

    Asked are its quote, its act with `says`, its `text`, the question of a dispute, who said the quote, when and where
    if the entry holds that, and what its speaker said about each that stands in `about`:

        velm-fax:
          quote: The town hall had our fax on 14 March.      # read as a question about 14 March
          date: 2031-03-15

    Name in `about` whom and what it speaks of, add the missing name to the `aliases`, or add the question to
    `asked_as`. One question is told of each entry, with the number of the others.
    """
    first, others = lost[0], len(lost) - 1
    more = (
        f"; so {'does 1 more question' if others == 1 else f'do {others} more questions'} made of it" if others else ""
    )
    message = f"its own words, asked as {_question(first)}, do not lead to it: that {_instead(first)}{more}"
    return _problem("entry-loses", first, entry, message)


def _problem(rule: str, asked: Asked, entry: Written, message: str) -> Problem:
    document, path = entry.document, (*entry.path, *asked.probe.path)
    line, column = document.values.get(path) or document.place(entry.path)
    cures = "; ".join(dict.fromkeys(each.cure for each in asked.stumbles))
    return Problem(document.file, line, column, "warning", rule, entry.id, message, cures)


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
    reasons = "; ".join(dict.fromkeys(each.why for each in asked.stumbles if each.why))
    return came_to[asked.outcome] + (f" ({reasons})" if reasons else "")
