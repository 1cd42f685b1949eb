"""The order of the rules: which one decides a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answering import overview
from bot.answering.asked import Asked, ids_of, is_statement, tied
from bot.answering.cards import listed, name, spelling, who_is
from bot.answering.corrections import corrected
from bot.answering.decisions import MOST_CHOICES, Answer, Choices, Decision, Help, Refusal
from bot.answering.details import detail
from bot.answering.happenings import is_of_the_day, what_happened, what_stood_beside
from bot.answering.likeness import is_bare, most_alike
from bot.answering.premises import not_granted
from bot.answering.promised import phrased, recited
from bot.answering.quotations import whose_words
from bot.answering.reactions import reactions
from bot.answering.speech import did_say, what_said, who_said, wrong_name
from bot.matching.names import Mention
from bot.matching.question import Question

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
        return overview.whole(asked, known)
    if ungranted:
        return ungranted
    asked = _with_whom(asked)
    return overview.whole(asked, _compared(asked, _with_words(asked, _decided(asked))))


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
    if question.asks in _PAGES and not (question.asks == "sources" and _is_of_a_topic(question)):
        return Help(_PAGES[question.asks])
    known = any(mention.ids for mention in question.mentions)
    if question.asks in NEVER_HELD and not question.quoted and not (question.asks == "name" and known):
        return Refusal("not-stated" if known else "off-topic", "off-topic")
    spoken_to = question.to_the_bot and question.asks == "is-it-true" and not question.verbatim
    if spoken_to and not (question.mentions or _is_told(asked)):
        return Help("smalltalk")  # do you ever make things up?
    if question.asks == "summary" and (question.bare or _is_of_all(question)):
        return overview.summary(asked.ledger)
    if question.asks == "list-people" and question.bare:
        return overview.listed(asked)
    if question.asks == "timeline" and question.bare:
        return overview.timeline(asked)
    return None if question.words else Refusal("empty", "empty")


def _is_of_all(question: Question) -> bool:
    """Whether everything is asked of, and whoever is named only stands for it."""
    return "whole" in question.options and not (question.content or question.strangers)


def _is_of_a_topic(question: Question) -> bool:
    """Whether something is asked of besides the bot itself: which article tells of it?"""
    return bool(question.content) and bool(question.mentions or not question.to_the_bot)


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


def _summary(asked: Asked) -> Decision:
    """What is asked of in particular; of everything where the other words only say how or for what it is wanted."""
    question = asked.question
    told = any(each.explained for each in asked.evidence)
    if is_of_the_day(asked):
        return overview.summary(asked.ledger)
    if question.mentions or question.dates or question.hard or told:
        return detail(asked.but(asks="about"))
    return overview.summary(asked.ledger)


def _members(asked: Asked) -> Decision:
    """What is to be listed, where it is told which they are; a refusal where they are only spoken of."""
    if overview.tells_members(asked):
        return detail(asked.but(asks=""))
    spoken_of = [each for each in asked.fitting() if not each.missing]
    if not spoken_of:
        return asked.missing()
    return Refusal("not-stated", "no-other-name", offer=ids_of(spoken_of)[:MOST_CHOICES])


_RULES: Mapping[str, Callable[[Asked], Decision]] = {
    "what-said": what_said,
    "who-said": who_said,
    "did-say": did_say,
    "is-it-true": overview.is_it_true,
    "sides": overview.sides,
    "list": overview.everything_said,
    "members": _members,
    "list-people": listed,
    "summary": _summary,
    "who-is": who_is,
    "name": name,
    "spelling": spelling,
    "future": _future,
    "timeline": lambda asked: detail(asked.but(asks="when")),
    "sources": lambda asked: detail(asked.but(asks="about")),
    "what-happened": what_happened,
    "reactions": reactions,
    "beside": what_stood_beside,
    "whose-words": whose_words,
}
