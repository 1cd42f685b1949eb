"""The order of the rules: which one decides a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answering import overview
from bot.answering.asked import Asked, ids_of, is_statement, tied
from bot.answering.decisions import MOST_CHOICES, MOST_ENTRIES, Answer, Choices, Decision, Help, Refusal
from bot.answering.details import detail
from bot.answering.speech import did_say, what_said, who_said, wrong_name

_PAGES = {"about-bot": "help", "sources": "sources", "greeting": "smalltalk"}
_NEVER_HELD = frozenset({"advice", "future", "name"})
"""Rows of the asked-for table that ask for what no ledger holds."""


def decide(asked: Asked) -> Decision:
    """The decision on a question, with the other side of every dispute that it touches."""
    decision = _before_names(asked) or _names(asked) or _by_row(asked)
    return overview.with_sides(asked.ledger, decision) if isinstance(decision, Answer) else decision


def _before_names(asked: Asked) -> Decision | None:
    """What needs no look at names: pages, the event as a whole, nothing asked at all."""
    question = asked.question
    if question.asks in _PAGES:
        return Help(_PAGES[question.asks])
    if question.asks in _NEVER_HELD and not question.quoted:
        known = any(mention.ids for mention in question.mentions)
        return Refusal("not-stated" if known or question.asks == "future" else "off-topic", "off-topic")
    if question.asks == "summary" and question.bare:
        return overview.summary(asked.ledger)
    if question.asks == "list-people" and question.bare:
        return overview.people(asked)
    return None if question.words else Refusal("empty", "empty")


def _names(asked: Asked) -> Decision | None:
    """A refusal or a correction for strangers, a choice for a name that several bear."""
    question = asked.question
    if question.strangers:
        return wrong_name(asked, question.strangers[0])
    if question.script != "latin" and not question.asks and not question.mentions:
        return Refusal("language", "language")
    if question.speaker and len(question.speaker.ids) > 1 and not question.speaker.title:
        return Choices(question.speaker.ids)
    return None


def _by_row(asked: Asked) -> Decision:
    return _RULES.get(asked.question.asks, detail)(asked)


def _summary_of(asked: Asked) -> Decision:
    """A summary of somebody's words, or of what concerns the rest of the question."""
    question, people = asked.question, asked.ledger.people
    person = next((each for each in question.topics if any(id in people for id in each.ids)), None)
    if not (question.speaker or person):
        return detail(asked.but(asks="about"))
    topics = tuple(each for each in question.topics if each is not person)
    return what_said(asked.but(asks="what-said", speaker=question.speaker or person, topics=topics))


def _who_is(asked: Asked) -> Decision:
    """The card of a person, or of whoever speaks for an organisation."""
    ledger, question = asked.ledger, asked.question
    who = [id for id in question.named_ids if id not in ledger.places]
    if len(who) == 1 and who[0] in ledger.organisations:
        who = [id for id, each in ledger.people.items() if who[0] in each.speaks_for] or who
    if not who or question.content:
        return detail(asked.but(asks="who"))
    return Answer((who[0],), detail="role") if len(who) == 1 else Choices(tuple(who[:MOST_CHOICES]))


def _what_happened(asked: Asked) -> Decision:
    """The facts; of what is itself in dispute all that there is."""
    ledger, question = asked.ledger, asked.question
    if question.bare:
        return overview.summary(ledger)
    disputed = {id for each in ledger.disputes_of for id in ledger.statements[each].about}
    facts = asked.fitting(lambda each: not is_statement(each))
    if not facts or (not question.content and disputed.intersection(question.named_ids)):
        return detail(asked)
    return Answer(ids_of(tied(facts) if question.content else facts[:MOST_ENTRIES]))


_RULES: Mapping[str, Callable[[Asked], Decision]] = {
    "what-said": what_said,
    "who-said": who_said,
    "did-say": did_say,
    "is-it-true": overview.is_it_true,
    "sides": overview.sides,
    "list": overview.everything_said,
    "summary": _summary_of,
    "who-is": _who_is,
    "what-happened": _what_happened,
}
