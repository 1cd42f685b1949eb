"""Rules for answers made of several entries: disputes with all their sides, people, lists, what happened, a summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.asked import Asked, ids_of, is_statement, said_by, tied, told_as_done
from bot.answering.corrections import corrected
from bot.answering.decisions import AS_DIRECT, MOST_CHOICES, MOST_ENTRIES, Answer, Choices, Decision, Refusal
from bot.ledger.dates import period
from bot.ledger.model import Dispute, Ledger
from bot.matching.evidence import Evidence
from bot.matching.vetoes import Veto
from bot.text import Word, squeeze

_WHOLE_QUOTE, _WHOLE_WORD = 4, 30
"""Words, or letters without a space, from which a quote tells by itself what was said."""


def voice(asked: Asked, position: Sequence[str]) -> str:
    """The statement that stands for a side: that which explains most, of those the first in whole words of its own."""
    told = {each.id: each for each in asked.evidence if each.id in position}

    def apt(id: str) -> tuple[bool, float, bool]:
        whole = _is_whole(asked.ledger.statements[id].quote or "")
        if not (each := told.get(id)):
            return False, 0, whole
        return Veto.NAME not in each.vetoes, round(sum(by.strength for _, by in each.explained), 1), whole

    return max(position, key=apt)


def _is_whole(quote: str) -> bool:
    """Whether the words quoted are more than a few: of "a fairy tale" nobody learns what was said."""
    return len(quote.split()) >= _WHOLE_QUOTE or len(quote) >= _WHOLE_WORD


def dispute(asked: Asked, disputed: Dispute) -> Answer:
    """A statement of every position of the dispute, in the order of the ledger, which is that of time."""
    return Answer(tuple(voice(asked, position) for position in disputed.positions), dispute=disputed.id)


def dispute_of(asked: Asked, statement: str) -> Answer:
    """The first dispute that the statement takes part in, as it is answered."""
    return dispute(asked, asked.ledger.disputes_of[statement][0])


def in_order(ledger: Ledger, ids: Sequence[str]) -> tuple[str, ...]:
    """The entries in the order of the ledger, those of the event's own days before what is told of other times."""
    days = [period(event.date) for event in ledger.events.values()]

    def of_other_times(id: str) -> bool:
        date = ledger.entries[id].date
        return date is not None and not any(period(date).overlaps(each) for each in days)

    return tuple(sorted(ids, key=lambda id: (of_other_times(id), ledger.order[id])))


def with_sides(asked: Asked, answer: Answer) -> Answer:
    """The answer with the other positions of every dispute that its statements, and those added so, take part in."""
    shown, first = [*answer.entries, *answer.sides], answer.dispute
    for id in shown:  # grows as sides are added
        for disputed in asked.ledger.disputes_of.get(id, ()):
            first = first or disputed.id
            lacking = (each for each in disputed.positions if not set(each).intersection(shown))
            shown += [voice(asked, position) for position in lacking]
    return replace(answer, sides=tuple(shown[len(answer.entries) :]), dispute=first)


def whole(asked: Asked, decision: Decision) -> Decision:
    """The decision, an answer with every side that it owes."""
    return with_sides(asked, decision) if isinstance(decision, Answer) else decision


def other_side(asked: Asked, statement: str) -> Decision:
    """What the other positions of the statement's dispute say, first what was said in one of the acts asked for."""
    ledger = asked.ledger
    disputes = ledger.disputes_of.get(statement, ())
    if not disputes:
        return Refusal("not-stated", "no-other-side")
    others = [position for position in disputes[0].positions if statement not in position]
    acts = {act for family in asked.question.acts if not family.general for act in family.acts}
    done = [id for position in others for id in position if ledger.statements[id].act in acts]
    voices = [voice(asked, position) for position in others]
    return Answer(tuple(dict.fromkeys([*done, *voices])), sides=(statement,))


def is_it_true(asked: Asked) -> Decision:
    """All sides of the dispute that the claim belongs to, or the entries that hold it; never a yes or no."""
    if (asked.question.bare or (asked.question.stance and not asked.question.content)) and asked.ledger.disputes:
        return sides(asked)
    if correction := corrected(asked):
        return correction
    if card := _lies_in(asked) or _is_what(asked):
        return Answer((card,), detail="role")
    fitting = told_as_done(asked, asked.fitting(is_statement)) or asked.fitting()
    if not fitting:
        return asked.missing()
    if done := told_as_done(asked, [each for each in fitting if is_statement(each)]):
        # whoever dismissed others was not dismissed
        to_them = [each for each in done if set(each.traits.entry.doers).isdisjoint(asked.question.named_ids)]
        return Answer(ids_of(tied(to_them))) if to_them else asked.missing()
    best = fitting[0].id
    if asked.question.pronoun and not (asked.question.mentions or fitting[0].remembered):
        # did they take it or not? the matter is what is in dispute
        as_much = (each.id for each in fitting if each.coverage >= fitting[0].coverage)
        best = next((id for id in as_much if id in asked.ledger.disputes_of), best)
    if best in asked.ledger.disputes_of:
        return dispute_of(asked, best)
    # who attacked it need not hold it, and of whom nothing but names is asked nothing is told
    untold = "held" in asked.question.options or (asked.question.at_present and asked.names_alone(fitting[0]))
    return asked.missing() if untold else Answer(ids_of(tied(fitting)))


def _is_what(asked: Asked) -> str:
    """The id of the person of whom nothing is asked but which of several they are: mayor or minister?"""
    question = asked.question
    who = [each for each in question.mentions if each not in question.offered]
    alone = question.offered and len(who) == 1 and len(who[0].ids) == 1 and not question.content
    return who[0].ids[0] if alone and who[0].ids[0] in asked.ledger.people else ""


def _lies_in(asked: Asked) -> str:
    """The id of the place of which nothing is asked but whether it lies in another, else ""."""
    question, places = asked.question, asked.ledger.places
    if question.content or question.options or question.negations:
        return ""
    where, named = question.located, question.named_ids
    inner = [each for each in question.mentions if each not in where]
    alone = bool(where) and len(inner) == 1 and all(id in places for id in named)
    return inner[0].ids[0] if alone and places[inner[0].ids[0]].inside else ""


def sides(asked: Asked) -> Decision:
    """The dispute that the question fits best; with several and no word to tell, a choice of them."""
    ledger, disputes = asked.ledger, list(asked.ledger.disputes.values())
    if told := proven(asked):
        return told
    heard = "voices" not in asked.question.options or _all_speak(asked)
    if not disputes or not heard or not _all_concern(asked, disputes):
        return asked.missing()
    fitting = [each for each in asked.evidence if each.allowed and each.id in ledger.disputes_of]
    disputed = ledger.disputes_of[fitting[0].id][0] if fitting else disputes[0]
    untold, before = _untold(asked, disputed), asked.question.words[: asked.question.tail_from]
    of_none = bool(untold) and untold.issuperset(asked.question.content)
    which = of_none and (len(disputes) > 1 or not untold.isdisjoint(before))
    if which or not asked.question.hard.isdisjoint(untold):
        return asked.missing()  # the losses of both sides
    if not asked.question.bare and fitting:
        alike = _told_alike(asked, fitting)
        return Choices(alike[:MOST_CHOICES]) if len(alike) > 1 else dispute(asked, disputed)
    if asked.question.content:
        return asked.missing()
    if len(disputes) > 1:
        return Choices(tuple(each.id for each in disputes[:MOST_CHOICES]))
    return dispute(asked, disputes[0])


def proven(asked: Asked) -> Answer | None:
    """What the source itself tells of proof, if it is asked for and all else asked of is in dispute; or None."""
    if "verified" not in asked.question.options:
        return None
    told = [each for each in asked.evidence if each.traits.tells_of_proof and each.allowed and not is_statement(each)]
    disputed = [each for each in asked.evidence if each.id in asked.ledger.disputes_of]
    known = all(any(word not in each.missing for each in (*told, *disputed)) for word in asked.question.content)
    return Answer(ids_of(told)) if told and known else None


def _told_alike(asked: Asked, fitting: Sequence[Evidence]) -> tuple[str, ...]:
    """The disputes whose statements explain the question just as the best one does."""
    best = fitting[0]
    alike = [
        each
        for each in fitting
        if (each.explained and (each.coverage, each.strength, each.score) == (best.coverage, best.strength, best.score))
    ]
    return tuple(dict.fromkeys(asked.ledger.disputes_of[each.id][0].id for each in alike))


def _untold(asked: Asked, disputed: Dispute) -> frozenset[Word]:
    """The words asked for that no statement of the dispute explains."""
    stated = {id for position in disputed.positions for id in position}
    missing = [frozenset(each.missing) for each in asked.evidence if each.id in stated]
    return frozenset(asked.question.content).intersection(*missing)


def _all_speak(asked: Asked) -> bool:
    """Whether everybody named has said something that is in dispute."""
    stated = [each.traits.speakers for each in asked.evidence if each.id in asked.ledger.disputes_of]
    return all(any(not voices.isdisjoint(mention.ids) for voices in stated) for mention in asked.question.mentions)


def _all_concern(asked: Asked, disputes: Sequence[Dispute]) -> bool:
    """Whether everybody and everything named takes part in a dispute or is what it is about."""
    statements = [id for each in disputes for position in each.positions for id in position]
    concerned = {
        id for each in asked.evidence if each.id in statements for id in (*each.traits.related, *each.traits.opponents)
    }
    return all(concerned.intersection(mention.ids) for mention in asked.question.mentions)


def summary(ledger: Ledger) -> Answer:
    """The event in the operators' words, with the first statement on every side of every dispute."""
    voices = (position[0] for each in ledger.disputes.values() for position in each.positions)
    return Answer((*dict.fromkeys(voices), *ledger.events), detail="summary", dispute=next(iter(ledger.disputes), ""))


def timeline(asked: Asked) -> Decision:
    """The latest deeds of which the day is told, and what each side of a dispute said, in the order of time."""
    ledger = asked.ledger
    voices = [voice(asked, position) for each in ledger.disputes.values() for position in each.positions]
    told = {id: ledger.entries[id].date for id in (*ledger.facts, *voices)}
    dated = sorted((period(date).first, ledger.order[id], id) for id, date in told.items() if date)
    return Answer(tuple(id for *_, id in dated[-MOST_ENTRIES:])) if dated else Refusal("not-stated", "not-stated")


def people(asked: Asked) -> Decision:
    """Everybody whose words the ledger holds, and the other people it knows."""
    speakers = asked.ledger.speakers
    return Answer((*speakers, *(id for id in asked.ledger.people if id not in speakers)), detail="people")


def listed(asked: Asked) -> Decision:
    """All organisations or places, if these are asked for, else all people."""
    kinds = {"organisations": asked.ledger.organisations, "places": asked.ledger.places}
    wanted = next((named for kind, named in kinds.items() if kind in asked.question.options), None)
    if wanted is None:
        return people(asked)
    return Answer(tuple(wanted), detail="role") if wanted else asked.missing()


def members(asked: Asked) -> Answer | None:
    """Those of the side that is named whose words the ledger holds, without whom the question leaves aside; or None."""
    ledger, question = asked.ledger, asked.question
    if question.content or question.dates or not question.topics:
        return None
    apart = {id for mention in question.excluded for id in mention.ids}
    speakers = [id for id in ledger.speakers if id in ledger.people and id not in apart]
    found = [id for id in speakers if all(_belongs(ledger, id, each.ids) for each in question.topics)]
    return Answer(tuple(found), detail="people") if found else None


def _belongs(ledger: Ledger, person: str, sides: Sequence[str]) -> bool:
    """Whether the person speaks for one of the sides, or has one in their role: a supporter of the union."""
    role = f" {squeeze(ledger.people[person].role or '')} "
    spoken_for = ledger.voices(person)[1:]
    return any(side in spoken_for or f" {squeeze(ledger.named[side].name)} " in role for side in sides)


def by(ledger: Ledger, id: str) -> Answer:
    """All that somebody said, or who it is and what happened by, about or at them."""
    said = said_by(ledger, (id,))
    if said:
        return Answer(said[:MOST_ENTRIES])
    related = tuple(each.id for each in ledger.entries.values() if id in (*each.doers, *each.about, each.place))
    return Answer((id, *related[:MOST_ENTRIES]), detail="role")


def _gives_number(asked: Asked) -> Callable[[Evidence], bool]:
    """Tells whether an entry holds a number, given by whoever is named."""
    by = asked.question.speaker.ids if asked.question.speaker else ()

    def gives(each: Evidence) -> bool:
        told = each.traits.entry.gives.how_many and each.traits.numbered
        return bool(told) and not (by and each.traits.speakers.isdisjoint(by))

    return gives


def everything_said(asked: Asked) -> Decision:
    """Every statement, or number given, that the question's names and words leave."""
    fitting = asked.fitting(_gives_number(asked) if "numbers" in asked.question.options else is_statement)
    strongest = max((each.strength for each in fitting), default=0)
    as_direct = [each for each in fitting if each.strength >= strongest - AS_DIRECT]
    return Answer(in_order(asked.ledger, ids_of(as_direct))[:MOST_ENTRIES]) if fitting else asked.missing()


def tells_members(asked: Asked) -> bool:
    """Whether what tells of those to be listed may tell which they are: several entries, or whom or what one names."""
    fitting = [each for each in asked.fitting() if not each.missing]
    return len(fitting) > 1 or any(_names_several(asked.ledger, each.traits.entry.about) for each in fitting)


def _names_several(ledger: Ledger, ids: Sequence[str]) -> bool:
    return sum(id in ledger.people for id in ids) > 1
