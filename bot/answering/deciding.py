"""The order of the rules: which one decides a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answering import overview
from bot.answering.asked import Asked, ids_of, is_statement, tied
from bot.answering.corrections import corrected
from bot.answering.decisions import MOST_CHOICES, MOST_ENTRIES, Answer, Choices, Decision, Help, Refusal
from bot.answering.details import detail
from bot.answering.likeness import is_bare, most_alike
from bot.answering.premises import not_granted
from bot.answering.promised import phrased, recited
from bot.answering.quotations import beside, whose_words
from bot.answering.reactions import reactions
from bot.answering.speech import did_say, what_said, who_said, wrong_name
from bot.ledger.dates import period
from bot.ledger.model import Ledger
from bot.matching.names import Mention
from bot.text import folded

_PAGES = {"about-bot": "help", "sources": "sources", "greeting": "smalltalk"}
_OF_QUOTES = frozenset(
    {"", "about", "did-say", "who-said", "who-is", "who", "what", "what-said", "sources", "is-it-true"}
)
"""Rows that ask nothing of a pasted quote but whose it is, and whether it was said so."""
_OF_BOTH = frozenset({"sides", "is-it-true"})
"""Rows that a quote given to somebody is also put with: who is right, he says that Smith wrote "..."?"""
NEVER_HELD = frozenset({"advice", "name", "private"})
"""Rows of the asked-for table that ask for what no ledger holds."""


def decide(asked: Asked) -> Decision:
    """The decision on a question, with the other side of every dispute that it touches."""
    ungranted = not_granted(asked)
    conceded = ungranted and asked.question.premise.conceded
    if known := None if conceded else recited(asked) or phrased(asked):
        return overview.whole(asked.ledger, known)
    if ungranted:
        return ungranted
    asked = _with_whom(asked)
    return overview.whole(asked.ledger, _compared(asked, _with_words(asked, _decided(asked))))


def _with_whom(asked: Asked) -> Asked:
    """The question with whom "he" means, where all that fits what is asked of him is by the same one."""
    question = asked.question
    telling = question.content or any(not act.general for act in question.acts)
    if not question.somebody or question.mentions or question.quoted or not telling:
        return asked
    doers = {each.traits.entry.doers for each in asked.fitting()}
    if len(doers) != 1 or len(ids := doers.pop()) != 1:
        return asked
    return asked.but(speaker=Mention(ids, asked.ledger.named[ids[0]].name, 0, 0))


def _decided(asked: Asked) -> Decision:
    decision = _before_names(asked)
    if is_bare(asked.ledger) and not asked.question.strangers:
        return decision if isinstance(decision, Help) else most_alike(asked)
    return decision or _names(asked) or _by_row(asked)


def _with_words(asked: Asked, decision: Decision) -> Decision:
    """The decision; where a quote is asked for, deeds are no answer."""
    deeds = isinstance(decision, Answer) and decision.entries and asked.ledger.facts.keys() >= set(decision.entries)
    return asked.missing() if deeds and asked.question.verbatim else decision


def _compared(asked: Asked, decision: Decision) -> Decision:
    """The decision, an answer to a pasted quote with the words that differ from what was said."""
    if not isinstance(decision, Answer) or not asked.question.quoted:
        return decision
    altered = next((each.altered for each in asked.evidence if decision.entries[:1] == (each.id,)), None)
    return replace(decision, altered=altered)


def _before_names(asked: Asked) -> Decision | None:
    """What needs no look at names: pages, the event as a whole, nothing asked at all."""
    question = asked.question
    if question.quoted and (quoted := _quoted(asked)):
        return quoted
    if question.asks in _PAGES and not (question.asks == "sources" and question.content):
        return Help(_PAGES[question.asks])
    known = any(mention.ids for mention in question.mentions)
    if question.asks in NEVER_HELD and not question.quoted and not (question.asks == "name" and known):
        return Refusal("not-stated" if known else "off-topic", "off-topic")
    spoken_to = question.to_the_bot and question.asks == "is-it-true" and not question.verbatim
    if spoken_to and not (question.mentions or _is_told(asked)):
        return Help("smalltalk")  # do you ever make things up?
    if question.asks == "summary" and question.bare:
        return overview.summary(asked.ledger)
    if question.asks == "list-people" and question.bare:
        return overview.listed(asked)
    if question.asks == "timeline" and question.bare:
        return overview.timeline(asked.ledger)
    return None if question.words else Refusal("empty", "empty")


def _is_told(asked: Asked) -> bool:
    """Whether an entry holds one of the very words that are asked of."""
    return any(explanation.own for each in asked.evidence for _, explanation in each.explained)


def _quoted(asked: Asked) -> Answer | None:
    """Whose words a pasted quote is: one without a name, with "he", or given to somebody in a question about both."""
    question = asked.question
    if question.attributed and question.asks in _OF_BOTH:
        return corrected(asked)
    turned = question.reversed or question.negations or any(act.strict for act in question.acts)
    remembered = [each for each in asked.evidence if each.remembered and question.hard.isdisjoint(each.missing)]
    named = question.speaker or question.attributed
    if not remembered or turned or named or not (question.somebody or question.asks in _OF_QUOTES):
        return None
    best = min(remembered, key=lambda each: (len(each.altered or ()), -each.score))
    return Answer((best.id,))


def _names(asked: Asked) -> Decision | None:
    """A refusal or a correction for strangers, a choice for a name that several bear."""
    question = asked.question
    if question.script != "latin" and not question.asks and (question.strangers or not question.mentions):
        return Refusal("language", "language")
    if question.strangers:
        return wrong_name(asked, question.strangers[0])
    if question.somebody and not question.mentions:
        return Choices(asked.speakers())  # he or she: who is meant?
    if question.speaker and len(question.speaker.ids) > 1 and not question.speaker.title:
        return Choices(question.speaker.ids)
    return None


def _by_row(asked: Asked) -> Decision:
    return _RULES.get(asked.question.asks, detail)(asked)


def _who_is(asked: Asked) -> Decision:
    """The card of a person, or of whoever speaks for an organisation."""
    ledger, question = asked.ledger, asked.question
    who = [id for id in question.named_ids if id not in ledger.places]
    if len(who) == 1 and who[0] in ledger.organisations:
        who = [id for id, each in ledger.people.items() if who[0] in each.speaks_for] or who
    if question.options:
        wanted = {option.removeprefix("role_") for option in question.options if option.startswith("role_")}
        roles = {id: folded(ledger.people[id].role or "") for id in who if id in ledger.people}
        who = [id for id, role in roles.items() if not wanted or not wanted.isdisjoint(role)]
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


def _name(asked: Asked) -> Decision:
    """The card of the only one who is described and of whom nothing else is asked; else who it was, by name."""
    question = asked.question
    described = [id for id in question.named_ids if id in asked.ledger.people]
    if len(described) == len(question.mentions) == 1 and not question.content:
        called, described_as = asked.ledger.people[described[0]].name, question.mentions[0].text
        if set(folded(described_as)[-1:]).isdisjoint(folded(called)):  # not: their ambassador, called no more than that
            return _who_is(asked)
    return detail(asked.but(asks="who", options=question.options | {"names"}))


def _has_surname(name: str) -> bool:
    """Whether it has more than one word that is a name: a baker has none."""
    return sum(not word[:1].islower() for word in name.split()) > 1


def _future(asked: Asked) -> Decision:
    """What is told of days to come, where it accounts for all that is asked."""
    question = asked.question
    wanted = next((option.removesuffix("_ahead") for option in question.options), "")
    ahead = asked.fitting(lambda each: each.traits.is_ahead and not each.missing)
    if wanted == "when":  # the day of words is not that of what they tell
        ahead = [each for each in ahead if each.traits.days or not is_statement(each)]
    if not ahead or not (question.content or question.speaker):
        return Refusal("not-stated", "off-topic")
    return Answer(ids_of(tied(ahead)), detail="" if is_statement(ahead[0]) else wanted)


def _spelling(asked: Asked) -> Decision:
    """The card of whoever, or of the place, that all the spellings name; of two who are not the same those of both."""
    named = dict.fromkeys(mention.ids for mention in asked.question.mentions)
    if not named or any(len(ids) != 1 for ids in named):
        return asked.missing()
    return Answer(tuple(id for (id,) in named), detail="role")


def _has_facts(ledger: Ledger, id: str) -> bool:
    """Whether a fact tells of what somebody did, or of what happened to or in it."""
    return any(id in (*fact.by, *fact.about, fact.place) for fact in ledger.facts.values())


def _is_of_the_day(asked: Asked) -> bool:
    """Whether nothing but the event's own day is named."""
    question, days = asked.question, [period(event.date) for event in asked.ledger.events.values()]
    if question.content or question.mentions or not question.dates:
        return False
    # a day of several is not the whole event
    whole = [day for day in days if day.first == day.last]
    return all(date.month and any(date.meets(day) for day in (whole if date.day else days)) for date in question.dates)


def _what_happened(asked: Asked) -> Decision:
    """The facts; of what is itself in dispute all that there is."""
    ledger, question = asked.ledger, asked.question
    if "earlier" in question.options and (before := asked.fitting(lambda each: each.traits.is_background)):
        before.sort(key=lambda each: period(each.traits.entry.date or "").first)
        return Answer(ids_of(before)[:MOST_ENTRIES])
    if question.after_words and not question.content and not question.speaker:
        return reactions(asked.but(options=question.options | {"public"}))
    if question.bare or _is_of_the_day(asked):
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


def _beside(asked: Asked) -> Decision:
    """What stands beside a pasted quote; without one what happened before, or after."""
    return beside(asked) if asked.question.quoted else _what_happened(asked)


def _summary(asked: Asked) -> Decision:
    """What is asked of in particular; of everything where the other words only say how or for what it is wanted."""
    question = asked.question
    told = any(each.explained for each in asked.evidence)
    if question.mentions or question.dates or question.hard or told:
        return detail(asked.but(asks="about"))
    return overview.summary(asked.ledger)


_RULES: Mapping[str, Callable[[Asked], Decision]] = {
    "what-said": what_said,
    "who-said": who_said,
    "did-say": did_say,
    "is-it-true": overview.is_it_true,
    "sides": overview.sides,
    "list": overview.everything_said,
    "summary": _summary,
    "who-is": _who_is,
    "name": _name,
    "spelling": _spelling,
    "future": _future,
    "timeline": lambda asked: detail(asked.but(asks="when")),
    "sources": lambda asked: detail(asked.but(asks="about")),
    "what-happened": _what_happened,
    "reactions": reactions,
    "beside": _beside,
    "whose-words": whose_words,
}
