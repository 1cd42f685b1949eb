"""Rules for what happened: the facts of the event, what went before it, and what stands beside a quote."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answering import overview
from bot.answering.asked import Asked, ids_of, is_statement, tied
from bot.answering.decisions import MOST_ENTRIES, Answer, Decision
from bot.answering.details import detail
from bot.answering.quotations import beside
from bot.answering.reactions import reactions
from bot.ledger.dates import period
from bot.ledger.model import Ledger
from bot.matching.evidence import Evidence
from bot.text import folded


def _has_facts(ledger: Ledger, id: str) -> bool:
    """Whether a fact tells of what somebody did, or of what happened to or in it."""
    return any(id in (*fact.by, *fact.about, fact.place) for fact in ledger.facts.values())


def is_of_the_day(asked: Asked) -> bool:
    """Whether nothing but the event's own day is named."""
    question, days = asked.question, [period(event.date) for event in asked.ledger.events.values()]
    if question.content or question.mentions or not question.dates:
        return False
    # a day of several is not the whole event
    whole = [day for day in days if day.first == day.last]
    return all(date.month and any(date.meets(day) for day in (whole if date.day else days)) for date in question.dates)


def _earlier(asked: Asked) -> list[Evidence]:
    """What was over before the event, in the order of time; what led up to something of it, the last first."""
    question = asked.question
    if not question.leads_up:
        background = (each for each in asked.fitting() if each.traits.is_background)
        return _in_time(background)
    if any(word in question.later for each in question.mentions for word in question.words[each.start : each.end]):
        return []  # of what somebody did only the entry itself tells when
    told = [each for each in asked.evidence if each.allowed and set(question.later).issuperset(each.missing)]
    led_up = [each for each in told if each.traits.led_up]
    background = (each for each in told if each.traits.is_background)
    return (led_up or _in_time(background, last_first=True)) if _is_of_event(asked) else []


def _is_the_event(asked: Asked) -> bool:
    """Whether all that is asked of stands in the title of the event."""
    titles = [set(folded(event.title)) for event in asked.ledger.events.values()]
    names = (word for mention in asked.question.mentions for word in folded(mention.text))
    asked_of = {*names, *(word.text for word in asked.question.content)}
    return any(title >= asked_of for title in titles)


def _in_time(told: Iterable[Evidence], last_first: bool = False) -> list[Evidence]:
    """The entries in the order of their days."""
    return sorted(told, key=lambda each: period(each.traits.entry.date or "").first, reverse=last_first)


def _is_of_event(asked: Asked) -> bool:
    """Whether all that something is asked to have gone before belongs to the event."""
    of_event = [each for each in asked.evidence if each.traits.is_of_event]
    return all(any(word not in each.missing for each in of_event) for word in asked.question.later)


def what_happened(asked: Asked) -> Decision:
    """The facts; of what is itself in dispute all that there is."""
    ledger, question = asked.ledger, asked.question
    if "earlier" in question.options and (before := _earlier(asked)):
        return Answer(ids_of(before)[:MOST_ENTRIES])
    if question.leads_up:
        return asked.missing()  # what came of it did not go before
    if question.after_words and not question.content and not question.speaker:
        return reactions(asked.but(options=question.options | {"public"}))
    if question.bare or is_of_the_day(asked) or ("at_large" in question.options and _is_the_event(asked)):
        return overview.summary(ledger)
    disputed = {id for each in ledger.disputes_of for id in ledger.statements[each].about}
    doers = question.speaker.ids if question.speaker else ()
    if len(doers) == 1 and not question.content and not _has_facts(ledger, doers[0]):
        return overview.by(ledger, doers[0])
    facts = asked.fitting(lambda each: not is_statement(each))
    done = [id for id in ids_of(facts) if set(ledger.facts[id].by).intersection(doers)]
    if done and not question.content:
        return Answer(overview.in_order(ledger, done)[:MOST_ENTRIES])
    if not facts or (not question.content and disputed.intersection(question.named_ids)):
        # words that only may stand for those asked tell of no deed
        meant = [each for each in asked.fitting() if not each.explained or any(by.own for _, by in each.explained)]
        return detail(asked) if meant else asked.missing()
    if question.content:
        return Answer(ids_of(tied(facts)))
    return Answer(overview.in_order(ledger, ids_of(facts))[:MOST_ENTRIES])


def what_stood_beside(asked: Asked) -> Decision:
    """What stands beside a pasted quote, or on its other side; without one what happened before, or after."""
    if "answered" in asked.question.options and not asked.question.quoted:
        return overview.sides(asked)
    return beside(asked) if asked.question.quoted else what_happened(asked)
