"""Rules for details: when, where, why, how, how many, who, what. The entry must hold what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.asked import SELDOM_TOLD, Asked, ids_of, is_statement, tied
from bot.answering.corrections import corrected
from bot.answering.decisions import MOST_CHOICES, Answer, Choices, Decision, Refusal
from bot.answering.holding import holds
from bot.answering.overview import by, dispute, dispute_of, in_order, summary
from bot.ledger.model import Statement
from bot.matching.evidence import Evidence
from bot.matching.question import Question
from bot.matching.traits import By
from bot.matching.vetoes import Veto
from bot.text import folded, stems

_OF_THE_EVENT = frozenset({"when", "where", "why", "how", "how-many"})
_NAMES_ALONE = frozenset({"", "about", "who", "what", "what-happened"})


def detail(asked: Asked) -> Decision:
    """The detail, from the best entry that holds it; a refusal that says what the entry lacks."""
    question = asked.question
    if question.noun and question.speaks:
        return Refusal("unknown-name", "no-such-noun", question.noun, asked.speakers())
    if correction := corrected(asked):
        return correction
    if question.bare and not any(each.remembered for each in asked.evidence):
        return _nothing_asked(asked)
    if "among" in question.options and (one := _one_of_them(question)):
        return Answer((one,), detail="role")
    if question.asks == "where" and (place := _place_alone(asked)) and _is_of_kind(asked, place):
        return Answer((place,), detail="role")
    fitting = asked.fitting()
    counting = _counting(asked, fitting) if question.counted and not question.counted_as else []
    if len(counting) > 1 or (counting and _counts_others(fitting[0]) and _tells_of_more(counting[0], question)):
        disputed = next((each.id for each in counting if each.id in asked.ledger.disputes_of), None)
        return dispute_of(asked, disputed) if disputed else _holding(asked, counting)
    if not question.speaks and question.asks in _OF_THE_EVENT:
        # asked of what happened, not of what somebody said about it
        fitting = [each for each in fitting if not is_statement(each)] or fitting
    if question.doing:
        # whoever broke the door need not have broken the window; a fact that tells by whom comes before a dispute
        fitting = [each for each in fitting if not each.missing]
        fitting = [each for each in fitting if not is_statement(each) and each.traits.entry.doers] or fitting
    if not fitting:
        return _in_own_words(asked) or asked.missing()
    if "whereabouts" in question.options and (deed := _standing(asked, fitting[0])):
        return Answer((deed.id,), detail="where", asked=question.named_ids)
    if _is_the_dispute(asked, fitting[0]):
        return dispute_of(asked, fitting[0].id)
    names_alone = asked.names_alone(fitting[0])
    if names_alone and question.asks == "why" and not _tells_of_names(fitting, question):
        return asked.missing()  # why is the town so dear to them?
    if names_alone and not question.options.isdisjoint({"since", "others"}):
        return asked.missing()
    if names_alone and question.asks in _NAMES_ALONE and "names" not in question.options:
        return _about_names(asked, fitting)
    return _holding(asked, tied(fitting) if question.content else _alike(asked, tied(fitting)))


def _one_of_them(question: Question) -> str:
    """The id of the only other one named, if one of those asked for is meant: which of them is the mayor?"""
    them, others = question.speaker, question.topics
    alone = them and len(others) == 1 and len(others[0].ids) == 1 and not question.content
    return others[0].ids[0] if alone and them and len(them.ids) > 1 and others[0].ids[0] in them.ids else ""


def _tells_of_names(fitting: Sequence[Evidence], question: Question) -> bool:
    """Whether an entry tells of whatever is named in its own words, or was there."""
    told = frozenset[str]().union(*(each.traits.named | each.traits.stood for each in fitting))
    return not question.people and all(not told.isdisjoint(mention.ids) for mention in question.mentions)


def _counting(asked: Asked, fitting: Sequence[Evidence]) -> list[Evidence]:
    """All that give the number of what is counted, facts first: not all the dead died in one village."""
    named = stems(word.text for word in asked.question.counted)
    given = {each.id: each.traits.entry.gives.how_many or "" for each in fitting}
    counting = [each for each in fitting if each.counts and given[each.id] and each.coverage >= fitting[0].coverage]
    counting = [each for each in counting if not each.traits.is_background] or counting
    counting = [each for each in counting if not named.isdisjoint(stems(folded(given[each.id])))] or counting
    counting.sort(key=lambda each: (is_statement(each), asked.ledger.order[each.id]))
    numbers = [given[each.id] for each in counting]
    return [each for at, each in enumerate(counting) if given[each.id] not in numbers[:at]][:MOST_CHOICES]


def _counts_others(nearest: Evidence) -> bool:
    """Whether it gives the number of something else: of the dead cows, not of the dead."""
    return bool(nearest.traits.entry.gives.how_many) and not nearest.counts


def _tells_of_more(counting: Evidence, question: Question) -> bool:
    """Whether it tells more of what is asked than the noun that is counted, and not as a name only."""
    told = (By.WORDS, By.GIVES)
    return any(word != question.counted[0] and explanation.by in told for word, explanation in counting.explained)


def _standing(asked: Asked, said: Evidence) -> Evidence | None:
    """The deed that tells where somebody stood when they spoke, nearer to the question than what they said; or None."""
    deeds = (each for each in asked.evidence if not is_statement(each) and not each.traits.is_background)
    nearer = (each for each in deeds if is_statement(said) and each.score > said.score)
    return next((each for each in nearer if _is_of_whom_and_where(each, said)), None)


def _is_of_whom_and_where(deed: Evidence, said: Evidence) -> bool:
    """Whether who said it did the deed, in the place where it was said."""
    one, other = deed.traits.entry, said.traits.entry
    return one.place == other.place is not None and one.doers == other.doers


def _in_own_words(asked: Asked) -> Choices | None:
    """What whom the question names said of it, to be chosen, where no deed accounts for it: why is he not done yet?"""
    question = asked.question
    if not question.of_deeds or question.asks != "why" or not question.content:
        return None
    told = [
        each
        for each in asked.evidence
        if each.vetoes == {Veto.NAME}
        and not (each.missing or each.remembered)
        and all(not each.traits.speakers.isdisjoint(mention.ids) for mention in question.topics)
        and all(explanation.by is By.WORDS for _, explanation in each.explained)
    ]
    return Choices(ids_of(tied(told)), "closest") if told else None


def _alike(asked: Asked, chosen: Sequence[Evidence]) -> list[Evidence]:
    """Those told in the same way as the best, in the order of the ledger: no word tells one from another.

    Asked where, a place comes before a channel.
    """
    alike = [each for each in chosen if is_statement(each) == is_statement(chosen[0])]
    if asked.question.asks == "where":
        alike = [each for each in alike if each.traits.entry.place] or alike
    return sorted(alike, key=lambda each: asked.ledger.order[each.id])


def _place_alone(asked: Asked) -> str:
    """The id of a place that lies in another, if the question names nothing else; else ""."""
    named, places = asked.question.named_ids, asked.ledger.places
    alone = len(named) == 1 and named[0] in places and not asked.question.content and not asked.question.acts
    return named[0] if alone and places[named[0]].inside else ""


def _is_of_kind(asked: Asked, place: str) -> bool:
    """Whether what is told of the place tells of a site of the kind that is asked for, if it is asked for one."""
    told = (each for each in asked.evidence if each.traits.entry.place == place or place in each.traits.entry.about)
    return not any(each.kind_untold for each in asked.evidence) or any(not each.kind_untold for each in told)


def of_entry(asked: Asked) -> Decision:
    """The detail that a follow-up asks of the entry last spoken of, or of the first of those told with it."""
    asks = "who" if asked.question.asks == "who-said" else asked.question.asks
    entry = asked.evidence[0].traits.entry if asked.evidence else None
    if asked.question.asks in {"who", "who-is"} and isinstance(entry, Statement):
        return Answer((entry.speaker,), detail="role")  # "who is that?"
    if asked.question.asks == "who-said" and entry and not isinstance(entry, Statement):
        return Answer((entry.id,))  # the source says so itself
    whole = asked.but(asks=asks)
    told = asked.verbatim(list(asked.evidence))
    first = next((each for each in told if holds(whole, each)), *told[:1])
    return _holding(whole, [first])


def _holding(asked: Asked, chosen: Sequence[Evidence]) -> Decision:
    holding = [each for each in chosen if holds(asked, each)]
    if asked.question.asks == "when":
        holding = [each for each in holding if each.traits.entry.date] or holding
    if holding:
        return Answer(ids_of(holding), detail=detail_told(asked, holding), asked=asked.question.named_ids)
    if chosen[0].remembered and asked.question.quoted:
        return Answer(ids_of(chosen[:1]))
    if "grounds" in asked.question.options and (grounds := _grounds(asked, chosen[0])):
        return Answer(grounds)
    disputed = next(
        (each.id for each in asked.fitting(_tells_more_than_names) if each.id in asked.ledger.disputes_of), None
    )
    if (
        asked.question.asks == "why"
        and asked.question.of_deeds
        and asked.question.content
        and disputed
        and "amount" not in asked.question.options
        and not (asked.question.people or asked.question.bare or _names_the_doer(asked.question))
    ):
        return dispute_of(asked, disputed)
    wanted = next((each for each in _LACKING_OF_TIME if each in asked.question.options), asked.question.asks)
    sentence = (_LACKING_OF_TIME | _LACKING).get(wanted, "not-stated")
    return Refusal("not-stated", sentence, offer=ids_of(chosen)[:MOST_CHOICES])


def _tells_more_than_names(evidence: Evidence) -> bool:
    """Whether somebody said it, and it is found by more than a word of what somebody or something is called."""
    return is_statement(evidence) and any(explanation.by is not By.NAME for _, explanation in evidence.explained)


def _grounds(asked: Asked, best: Evidence) -> tuple[str, ...]:
    """The statement with what the same speaker says beside it in a dispute; alone only where it is a quote."""
    if not isinstance(statement := best.traits.entry, Statement):
        return ()
    positions = (each for disputed in asked.ledger.disputes_of.get(best.id, ()) for each in disputed.positions)
    beside = (asked.ledger.statements[id] for position in positions if best.id in position for id in position)
    theirs = dict.fromkeys([best.id, *(each.id for each in beside if each.speaker == statement.speaker)])
    return tuple(theirs) if len(theirs) > 1 or statement.quote else ()


def _names_the_doer(question: Question) -> bool:
    """Whether it says of somebody that they did it: why did Northland open the gates?"""
    return bool(question.mentions) and question.verb is not None


def _is_the_dispute(asked: Asked, best: Evidence) -> bool:
    """Whether the question is the one in dispute: who did what some say was done, or in the words of the dispute."""
    question = asked.question
    if best.remembered or best.id not in asked.ledger.disputes_of:
        return False
    if not question.of_deeds or question.asks == "how-many":
        return False
    if question.asks == "why" and best.traits.entry.gives.how_many:
        return False  # how much it was is in dispute, not that it was
    if not question.options.isdisjoint(SELDOM_TOLD | {"amount"}):
        return False  # how often it was done, or why no more of it, is not whether it was
    in_its_words = any(explanation.by is By.DISPUTE for _, explanation in best.explained)
    done = not any(explanation.instead for word, explanation in best.explained if word == question.verb)
    told = done and not best.doer_untold
    return in_its_words or (question.asks == "who" and question.verb is not None and told)


def detail_told(asked: Asked, holding: Sequence[Evidence]) -> str:
    """The detail for the direct answer; not who did it where only another word says that it was done."""
    meant = all(explanation.own for each in holding for _, explanation in each.explained)
    if asked.question.asks == "who" and not meant:
        return ""
    if not all(each.gives_it for each in holding):
        return ""
    if asked.question.asks == "when" and any(_tells_another_day(each) for each in holding):
        return ""
    # what is in dispute is told by those who say it, never by the bot
    disputed = any(each.id in asked.ledger.disputes_of for each in holding)
    disputed = disputed and "whereabouts" not in asked.question.options  # where they stood is not in dispute
    return "" if asked.question.of_deeds and asked.question.content and disputed else asked.question.asks


def _tells_another_day(evidence: Evidence) -> bool:
    """Whether a day stands in its words that its own date is not: they said then that it would be by summer."""
    days, date, period = evidence.traits.days, evidence.traits.entry.date or "", evidence.traits.period
    if not days or period is None:
        return False
    return (evidence.traits.is_statement and "/" in date) or not any(day.meets(period) for day in days)


def _nothing_asked(asked: Asked) -> Decision:
    if asked.question.asks in _NAMES_ALONE:
        return Refusal("empty", "empty")
    if "of_event" in asked.question.options and len(asked.ledger.events) == 1:
        whole = summary(asked.ledger)
        return replace(whole, detail="day") if asked.question.asks == "when" else whole
    return Choices((tuple(asked.ledger.disputes) or tuple(asked.ledger.entries))[:MOST_CHOICES])


def _about_names(asked: Asked, fitting: Sequence[Evidence]) -> Decision:
    """All that concerns the names alone: a person's card, or the entries about a place, what is disputed first."""
    ledger, named = asked.ledger, asked.question.named_ids
    if len(named) == 1 and named[0] in ledger.people:
        return Answer((named[0], *in_order(ledger, ids_of(fitting))[:MOST_CHOICES]), detail="role")
    if len(named) == 1 and named[0] in ledger.organisations:
        return by(ledger, named[0])
    if len(asked.question.mentions) == 1 and asked.question.mentions[0].title and ledger.people.keys() >= set(named):
        return Answer(named, detail="role")  # both presidents
    about = (each.id for each in fitting if each.id in ledger.disputes_of and set(each.traits.entry.about) & set(named))
    disputed = next((ledger.disputes_of[id][0] for id in about), None)
    voices = dispute(asked, disputed).entries if disputed else ()
    rest = tuple(id for id in ids_of(fitting) if id not in voices and id not in ledger.disputes_of)
    if not voices and not rest:
        return Answer(ids_of(fitting)[:MOST_CHOICES])
    return Answer((*voices, *rest[:MOST_CHOICES]), dispute=disputed.id if disputed else "")


_LACKING_OF_TIME = {"by_then": "no-term", "until": "no-end", "lapse": "no-lapse"}
_LACKING = {
    "when": "no-time",
    "where": "no-where",
    "channel": "no-channel",
    "why": "no-why",
    "how": "no-how",
    "how-many": "no-number",
    "who": "no-who",
    "whom": "no-who",
}
