"""What forbids an entry as an answer, whatever its words: one small function each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import Enum
from functools import partial

from bot.matching.explanation import Explainer
from bot.matching.names import Mention
from bot.matching.question import SPEECH, Question
from bot.matching.traits import By, Traits
from bot.matching.undone import may_take_for_done, only_wished
from bot.text import Word, stem

_OF_MORE = frozenset({"", "what"})
"""Rows that ask what there is besides whatever is left aside."""
_OF_WHOM = frozenset({"who-said", "did-say"})
"""Rows that may ask whether something was done to whoever is named: who blamed the mill?"""


class Veto(Enum):
    """Why an entry is no answer; the value is how --why calls it."""

    SPEAKER = "somebody else said it"
    DOER = "it is not about whom the question names"
    NAME = "it does not concern a name in the question"
    PLACE = "it was not in the place named"
    ACT = "it is another act"
    DATE = "it was another day"
    EXCLUDED = "somebody else is asked for"
    BEFORE = "it is what went before what is asked"
    MEMBER = "it does not tell which of them it was"
    ALLUSION = "it only alludes to what is asked for"
    PREMISE = "it tells less than others of what the question rests on"
    WISH = "it only wishes, fears or foretells what the question takes for done"
    NEGATION = "the question is turned round by a negation"


CURES: Mapping[Veto, str] = {
    Veto.SPEAKER: "if that speaker speaks for whom the question names, see `speaks_for`",
    Veto.DOER: "if it is about them, see `about`; if another is meant, see `aliases`",
    Veto.NAME: "if it is about them, see `about`; if another is meant, see `aliases`",
    Veto.PLACE: "if it was there, see `place`; that of a statement is where it was said",
    Veto.ACT: "if the source calls it so, see `act`; a fact has none",
    Veto.DATE: "if it was that day, see `date`; that of a statement is the day of the words, not of what they tell",
    Veto.EXCLUDED: "that is as it should be",
    Veto.BEFORE: "if it came of it, say so in its words: after ...",
    Veto.MEMBER: "if the source tells who it was, let `by` or `speaker` name them",
    Veto.ALLUSION: "if the source tells more, let the entry tell it",
    Veto.PREMISE: "that is as it should be",
    Veto.WISH: "if the source tells that it was done, let a fact tell it",
    Veto.NEGATION: "leave it, or put the question without the negation",
}
"""What an operator can do where an entry is forbidden and should not be."""


Asks = Callable[[Question], object]
Forbids = Callable[[Question, Traits, Explainer], bool]


def may_forbid(question: Question) -> Mapping[Veto, Forbids]:
    """The vetoes that the question may meet with: nothing is forbidden for a date where it asks of none."""
    return {veto: forbids for veto, (asks, forbids) in _VETOES.items() if asks(question)}


def vetoes(
    question: Question, traits: Traits, explainer: Explainer, possible: Mapping[Veto, Forbids]
) -> frozenset[Veto]:
    """All that forbids the entry as an answer to the question, of the `possible`."""
    return frozenset([veto for veto, forbids in possible.items() if forbids(question, traits, explainer)])


def _other_speaker(question: Question, traits: Traits, explainer: Explainer) -> bool:
    asked = question.speaker if question.speaks else None
    return asked is not None and traits.speakers.isdisjoint(asked.ids)


def _other_doer(question: Question, traits: Traits, explainer: Explainer) -> bool:
    asked = None if question.speaks else question.speaker
    other = asked is not None and traits.related.isdisjoint(asked.ids)
    return other or _done_by_them(question, traits, explainer) or _done_by_others(question, traits, explainer)


def _done_by_them(question: Question, traits: Traits, explainer: Explainer) -> bool:
    """Whether the entry tells what somebody did of whom it is asked who did it to them: who carried the boy out?"""
    if question.asks != "who" or not question.doing or question.doing not in question.words:
        return False
    entry, verb = traits.entry, question.words.index(question.doing)
    undergone = (each for each in question.topics if each.start == verb + 1)
    theirs = any(
        set(entry.doers) == set(each.ids) and not set(entry.about).intersection(each.ids) for each in undergone
    )
    return theirs and explainer.tells_form(question.doing, traits)


def _done_by_others(question: Question, traits: Traits, explainer: Explainer) -> bool:
    """Whether the entry tells that others did what the question says of somebody: when did they send tents?"""
    if not question.of_deeds or not question.verb or traits.is_statement or not traits.entry.doers:
        return False
    if question.verb not in question.words:
        return False
    verb = question.words.index(question.verb)
    doers = [mention for mention in question.mentions if mention.ids and mention.end == verb]
    others = any(_is_subject(question, each, explainer) and traits.acting.isdisjoint(each.ids) for each in doers)
    return others and explainer.tells_form(question.verb, traits)


def _is_subject(question: Question, mention: Mention, explainer: Explainer) -> bool:
    """Whether the name stands behind "did" and the like."""
    classes = explainer.language.words
    before = [word.text for word in question.words[: mention.start] if word.text not in classes["articles"]]
    return bool(before) and before[-1] in classes["do_verbs"]


def _other_names(question: Question, traits: Traits, explainer: Explainer) -> bool:
    spoken = question.verb and explainer.tells_channel(question.verb, traits)
    ids = (
        traits.concerned
        if question.of_deeds and question.content and not (spoken or question.quoted)
        else traits.related
    )
    if question.asks in _OF_WHOM and any(act.of_somebody for act in question.acts) and traits.is_statement:
        # who blamed the mill? not the mill's own spokesman, nor who blamed another for the mill
        others = traits.objects and _is_done_to(question) and traits.objects.isdisjoint(_is_done_to(question))
        return bool(others) or _none_of(question.topics, question, traits.done_to)
    if "compared" in question.options and any(ids.isdisjoint(each.ids) for each in question.excluded):
        return True  # more here than in what it does not tell of
    opposed = "held" in question.options or ("rejoinder" in question.options and traits.denies)
    if question.asks == "who-said" and question.opposes:
        ids = traits.related.difference(traits.entry.doers)  # who disagrees with Smith? not Smith
    if question.asks == "sides" or opposed or any(act.strict for act in question.acts):
        ids |= traits.opponents
    if "in_reply" in question.options:  # who only speaks of somebody has not answered them
        ids = traits.answered | (ids if traits.replies else frozenset())
    if not _none_of(question.topics, question, ids):
        return False
    # why would Smith carry on? what he said of it, if it is asked for so
    return _none_of(question.topics, question, traits.related) or not _asked_so(question, traits, explainer)


def _is_done_to(question: Question) -> tuple[str, ...]:
    """The ids of whoever is named right behind the act: who accused the mill of it?"""
    ends = {at + 1 for at, word in enumerate(question.words) if word in question.act_words}
    found = (each for each in question.topics if each.start in ends or each.start - 1 in ends)
    return next((each.ids for each in found), ())


def _asked_so(question: Question, traits: Traits, explainer: Explainer) -> bool:
    """Whether all that is asked stands in a phrasing of the entry."""
    asked = explainer.taken_up(explainer.meant((*question.words, *question.content)), traits)
    return bool(question.content) and all(
        (found := explainer.explains(word, traits, asked)) is not None and found.by is By.PHRASING
        for word in question.content
    )


def _other_place(question: Question, traits: Traits, explainer: Explainer) -> bool:
    if "held" in question.options:
        return False  # in whose hands it is, not where
    # where somebody was, or spoke, is told by where the entry was, not by the places that it speaks of
    places = traits.places if not question.people or _speaks_of_place(question) else traits.stood
    if not traits.is_statement and not question.people:
        places |= traits.concerned  # what is told about a town was there
    return _none_of(question.located, question, places)


def _speaks_of_place(question: Question) -> bool:
    """Whether the place may be what words tell of, not only where they were spoken: where in it did he speak?"""
    acts = [word.start for word in question.act_words]
    before = any(question.words[each.start].start < min(acts, default=0) for each in question.located)
    return question.speaks and (question.asks != "where" or (bool(question.content) and not before))


def _none_of(asked: Collection[Mention], question: Question, ids: frozenset[str]) -> bool:
    """Whether a name that is asked of is not among them; of those that are offered one is enough."""
    offered = question.offered.intersection(asked)
    if any(ids.isdisjoint(mention.ids) for mention in asked if mention not in offered):
        return True
    whole = len(offered) > 1 or (bool(offered) and bool(question.quoted))  # or elsewhere: nowhere in particular
    return whole and all(ids.isdisjoint(mention.ids) for mention in offered)


def opposes(question: Question, traits: Traits) -> bool:
    """Whether it is asked who opposes whom or what, and the statement does: who contradicted Smith, who is against it?

    Against somebody speaks who stands on the other side of a dispute, against something who says so.
    """
    if not question.opposes or question.asks not in SPEECH or not traits.is_statement:
        return False
    if any(act in traits.acts for act in question.acts):
        return False  # who denies it in so many words is told first
    if question.topics:
        return all(not traits.opponents.isdisjoint(mention.ids) for mention in question.topics)
    return bool(question.content) and all(stem(word.text) in traits.against for word in question.content)


def _other_act(question: Question, traits: Traits, explainer: Explainer) -> bool:
    if opposes(question, traits):
        return False
    if not traits.is_statement:
        return not all(explainer.explains(word, traits) for word in question.act_words)
    asked = [act for act in question.acts if not act.general]
    if not asked or any(act in traits.acts for act in asked):
        return False
    plain = any(act.general or act.written for act in traits.acts)
    told = [explainer.explains(word, traits) for word in (*question.act_words, *question.content)]
    tells = any(each and each.by is not By.DISPUTE for each in told)
    return any(act.strict for act in asked) or not plain or not tells


def _other_date(question: Question, traits: Traits, explainer: Explainer) -> bool:
    if question.at_present and traits.is_background:
        return True  # is the war over now?
    if all(any(date.is_same(day) for day in traits.days) for date in question.dates):
        return False  # the day stands in its words
    if question.dates and traits.is_statement and question.of_deeds:
        return True  # its own day is that of the words, not of what they tell
    if not traits.is_statement and not traits.period and any(date.day for date in question.dates):
        return True  # nothing tells that a deed without a day was done on this one
    days = traits.period or traits.reported
    # a year alone may also be part of the words
    told = (not date.month and traits.stems.get(str(date.year)) is By.WORDS for date in question.dates)
    met = [each or date.meets(days) for each, date in zip(told, question.dates, strict=True)]
    return bool(met) and not (any(met) if question.offers_dates else all(met))


def _excluded(question: Question, traits: Traits, explainer: Explainer) -> bool:
    others = any(not traits.speakers.isdisjoint(mention.ids) for mention in question.excluded)
    # apart from the lake: what was there, and nowhere else that is named
    place = traits.entry.place
    there = {place} if place and not traits.is_statement else traits.places
    elsewhere = question.asks == "where" and any(there.intersection(mention.ids) for mention in question.excluded)
    more = question.asks in _OF_MORE and not (question.speaks or question.owned)
    of_them = more and any(not traits.concerned.isdisjoint(mention.ids) for mention in question.excluded)
    return others or elsewhere or of_them


def _as_one(question: Question, traits: Traits, explainer: Explainer) -> bool:
    entry, ids = traits.entry, frozenset(question.named_ids)
    return not ids.isdisjoint(entry.doers) or (not ids.isdisjoint(entry.about) and ids.isdisjoint(traits.speakers))


def _went_before(question: Question, traits: Traits, explainer: Explainer) -> bool:
    telling = [word for word in question.before if word in question.content]
    if not telling or any(explainer.tells_after(word, traits) for word in telling):
        return False
    if "lapse" in question.options or question.asks == "what-happened":
        return True  # what was after something else does not tell
    return all(explainer.affirms(word, traits) for word in telling)


def _only_alludes(question: Question, traits: Traits, explainer: Explainer) -> bool:
    if not any(stem(word) in traits.alluded for word in question.asked_for):
        return False  # as most
    # whoever speaks of "my demands" has demands
    return question.asks != "who-said" or not all(explainer.explains(word, traits) for word in question.content)


def _turned_round(question: Question, traits: Traits, explainer: Explainer) -> bool:
    if question.reversed:
        return True
    if any(explainer.affirms(word, traits) for word in question.negated):
        return True  # the entry says plainly what the question says with "not"
    if not question.negations or (traits.denies and not question.of_deeds):
        return False
    if By.TURNED in explainer.taken_up(explainer.meant(question.words), traits).values():
        return False  # it is asked for with a negation too
    if question.asks == "did-say" and not all(map(partial(_own, traits, explainer), question.negated)):
        return True  # what it denies is something else
    # "not" must stand in the entry too; "nobody", "never", "no" stand for each other
    plain = {word for word in question.negations if word in question.strict_negations}
    return not plain <= traits.negations or not traits.negations


def _own(traits: Traits, explainer: Explainer, word: Word) -> bool:
    """Whether the entry tells of the word, other than only in the words of those who ask for it."""
    found = explainer.explains(word, traits)
    return found is not None and found.by is not By.PHRASING


_VETOES: Mapping[Veto, tuple[Asks, Forbids]] = {
    Veto.SPEAKER: (lambda question: question.speaker, _other_speaker),
    Veto.DOER: (lambda question: question.speaker or question.topics, _other_doer),
    Veto.NAME: (lambda question: question.topics, _other_names),
    Veto.PLACE: (lambda question: question.located, _other_place),
    Veto.ACT: (lambda question: question.acts, _other_act),
    Veto.DATE: (lambda question: question.dates or question.at_present, _other_date),
    Veto.EXCLUDED: (lambda question: question.excluded, _excluded),
    Veto.MEMBER: (lambda question: "one_of" in question.options, _as_one),
    Veto.BEFORE: (lambda question: question.before, _went_before),
    Veto.ALLUSION: (lambda question: question.asked_for, _only_alludes),
    Veto.WISH: (may_take_for_done, only_wished),
    Veto.NEGATION: (lambda question: question.reversed or question.negated or question.negations, _turned_round),
}
"""What each forbids, and whether a question may meet with it at all."""
