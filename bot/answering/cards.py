"""Rules for cards: who somebody is, what they are called, how they are spelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answering.asked import Asked, ids_of
from bot.answering.decisions import MOST_CHOICES, Answer, Choices, Decision, Refusal
from bot.answering.details import detail
from bot.answering.overview import members
from bot.ledger.model import Ledger
from bot.text import folded

_ROLE, _LONE = "role_", "lone_role_"
"""How options begin that name a role, and one that tells who leads only where nobody else has it."""
_LONGEST_PARTICLE = 3
"""Letters of a word in small letters with which a name may begin: van Dijk."""


def who_is(asked: Asked) -> Decision:
    """The card of a person, or of whoever speaks for an organisation."""
    ledger, question = asked.ledger, asked.question
    if "names" in question.options:
        return name(asked.but(options=question.options - {"names"}))
    who = [id for id in question.named_ids if id not in ledger.places]
    if len(who) == 1 and who[0] in ledger.organisations:
        who = [id for id, each in ledger.people.items() if who[0] in each.speaks_for] or who
    if question.options:
        who = _in_the_role(ledger, who, question.options)
        if not who:
            return Refusal(
                "not-stated", "no-who", offer=ids_of(each for each in asked.evidence if each.allowed)[:MOST_CHOICES]
            )
    if not who or question.content or question.dates:  # what they were then is not what they are
        return detail(asked.but(asks="who"))
    if "surname" in question.options and not any(_has_surname(ledger.named[id].name) for id in who):
        return Refusal("not-stated", "no-other-name")
    if len(who) > 1 and question.several:  # their jobs?
        return Answer(tuple(who), detail="role")
    if len(who) > 1:
        return Choices(tuple(who[:MOST_CHOICES]))
    deeds = tuple(id for id, fact in ledger.facts.items() if who[0] in (*fact.by, *fact.about))
    return Answer((who[0], *deeds[:MOST_CHOICES]), detail="role")


def name(asked: Asked) -> Decision:
    """The card of the only one who is described and of whom nothing else is asked; else who it was, by name."""
    question = asked.question
    if question.named_ids and not any(_has_name(asked.ledger, id) for id in question.named_ids):
        near = (each for each in asked.evidence if each.allowed)
        return Refusal("not-stated", "no-other-name", offer=ids_of(near)[:MOST_CHOICES])
    described = [id for id in question.named_ids if id in asked.ledger.people]
    if len(described) == len(question.mentions) == 1 and not question.content:
        called, described_as = asked.ledger.people[described[0]].name, question.mentions[0].text
        if set(folded(described_as)[-1:]).isdisjoint(folded(called)):  # not: their ambassador, called no more than that
            return who_is(asked)
    return detail(asked.but(asks="who", options=question.options | {"names"}))


def _in_the_role(ledger: Ledger, ids: Sequence[str], options: Collection[str]) -> list[str]:
    """Those of the people whose role is one that the options name; all where these name none."""
    wanted, lone = (
        {option.removeprefix(prefix) for option in options if option.startswith(prefix)} for prefix in (_ROLE, _LONE)
    )
    roles = {id: set(folded(ledger.people[id].role or "")) for id in ids if id in ledger.people}
    if not wanted:
        return list(roles)
    alone = [id for id, role in roles.items() if not lone.isdisjoint(role)]
    return [id for id, role in roles.items() if not wanted.isdisjoint(role)] or (alone if len(alone) == 1 else [])


def listed(asked: Asked) -> Decision:
    """Those who are asked for, where they have names: not the roofers' names."""
    named = asked.question.named_ids
    unnamed = named and not any(_has_name(asked.ledger, id) for id in named)
    return name(asked) if unnamed else members(asked) or detail(asked.but(asks="who"))


def _has_name(ledger: Ledger, id: str) -> bool:
    """Whether it is called by a name, and not only by what it is: victims, ambassador of Northland."""
    first, *others = ledger.named[id].name.split()
    named = any(not word.islower() for word in others)
    return not first[:1].islower() or (named and len(first) <= _LONGEST_PARTICLE)


def _has_surname(name: str) -> bool:
    """Whether it has more than one word that is a name: a baker has none."""
    return sum(not word[:1].islower() for word in name.split()) > 1


def spelling(asked: Asked) -> Decision:
    """The card of whoever, or of the place, that all the spellings name; of two who are not the same those of both."""
    named = dict.fromkeys(mention.ids for mention in asked.question.mentions)
    if not named or any(len(ids) != 1 for ids in named):
        return asked.missing()
    return Answer(tuple(id for (id,) in named), detail="role")
