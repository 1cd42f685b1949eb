"""Follow-ups that only point: the first one, the other one, more, and then? What they do not tell is asked back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.answering.decisions import MOST_CHOICES, MOST_ENTRIES, Answer, Choices, Decision, Refusal
from bot.conversation.turn import FollowUp, Turn
from bot.ledger.dates import period
from bot.ledger.model import Statement
from bot.matching.question import SPEECH

_PLAIN = frozenset({"", "about", "what", "who", "who-is", "summary"})
"""Rows that ask no detail of what is pointed to."""
_OF_WORDS = frozenset({"", "is-it-true", "did-say"})
"""Rows that ask whether it was somebody who said it."""
_OF_TIME = frozenset({"who", "what", "who-said"})
"""Rows that ask who, or which of them, was first."""
_OF_EVENTS = frozenset({"", "what", "what-happened"})
"""Rows that ask what came next."""


def _nth(turn: Turn) -> FollowUp | None:
    """The first one? And the second? When was the last one? Of what was told or offered in a row."""
    question, ordinals, listed = turn.question, turn.language.ordinals, turn.listed
    at = next((at for at, word in enumerate(question.words) if word.text in ordinals), -1)
    if at < 0 or len(listed) < 2 or question.asks in _OF_WORDS - {""} or not turn.leaves_only("ordinals"):
        return None
    behind = [word.text for word in question.words[at + 1 : at + 2]]
    if not turn.language.words["behind_ordinals"].issuperset(behind) or not all(act.general for act in question.acts):
        return None
    of_row = not at or question.words[at - 1].text in turn.language.words["before_ordinals"]
    ends = at > 1 and not behind and question.words[at - 2].text in turn.language.words["of_then"]
    if question.asks in _OF_TIME and (ends or not of_row):
        return _in_time(turn)
    if not of_row:
        return None
    place = ordinals[question.words[at].text]
    if place > len(listed):
        return _asked_back(turn, listed)
    return _of(turn, listed[place - 1 if place > 0 else place])


def _in_time(turn: Turn) -> FollowUp | None:
    """Who was first? The sides of a dispute stand in the order of time; of all else it is not told."""
    question = turn.question
    if question.pronoun in turn.language.words["single_pronouns"]:
        return None
    if turn.disputed:
        return FollowUp(question, dispute=turn.disputed)
    return FollowUp(question, decided=_offered("no-order", turn.listed))


def _of(turn: Turn, id: str) -> FollowUp:
    """What is asked of the entry or person pointed to."""
    question = replace(turn.question, content=(), hard=frozenset())
    if id in turn.ledger.people and question.asks in {"who", "who-is"}:
        return _introduced(turn, id)
    if question.asks in _PLAIN or question.asks in SPEECH:
        return FollowUp(question, chosen=id)
    if id in turn.ledger.entries:
        return FollowUp(question, scope=(id,), refers=id)
    name = turn.named((id,)) if id in turn.ledger.named else None
    return FollowUp(replace(question, topics=(name,))) if name else FollowUp(question, chosen=id)


def _introduced(turn: Turn, person: str) -> FollowUp:
    name = turn.named((person,))
    topics = (name,) if name else ()
    return FollowUp(replace(turn.question, asks="who-is", topics=topics, content=(), hard=frozenset()))


def _other_one(turn: Turn) -> FollowUp | None:
    """And the other one? Of two the one not told of last; the other side; else one of the others who speak."""
    ledger, told = turn.ledger, turn.told[:1]
    if not told or not turn.has(turn.language.other_one):
        return None
    if told[0] in ledger.people:
        for id in turn.spoken_of:
            people = [each for each in ledger.entries[id].about if each in ledger.people]
            if len(people) == 2 and told[0] in people:
                return _introduced(turn, next(each for each in people if each != told[0]))
    if turn.question.content:
        return None
    if turn.disputed:
        return FollowUp(turn.question, refers=turn.spoken_of[0], other_side=True)
    known = {told[0], *(id for each in turn.spoken_of[:1] for id in ledger.entries[each].doers)}
    return _asked_back(turn, (id for id in ledger.speakers if id not in known))


def _claimed(turn: Turn) -> FollowUp | None:
    """Was that Smith? No, Smith said that! The words are given again, with whoever did say them."""
    question, ledger = turn.question, turn.ledger
    said = ledger.statements.get(turn.spoken_of[0]) if turn.spoken_of else None
    points = turn.holds_any("pointing_to_words") and not (question.content or question.pronoun)
    plain = question.asks in _OF_WORDS and all(act.general for act in question.acts)
    if not said or not points or not plain or question.attributed != question.mentions or len(question.mentions) != 1:
        return None
    (name,) = question.mentions
    if any(id in ledger.places for id in name.ids):
        return None
    theirs = not set(ledger.voices(said.speaker)).isdisjoint(name.ids)
    return FollowUp(question, refers=said.id, decided=Answer((said.id,), denied=() if theirs else (name,)))


def _more(turn: Turn) -> FollowUp | None:
    """Tell me more: what else the same person said, or the entries beside what was told."""
    question, ledger = turn.question, turn.ledger
    wanted = turn.has(turn.language.more) and question.asks in _PLAIN
    if not question.bare or question.pronoun or not (turn.spoken_of or turn.introduced):
        return None
    if not wanted:
        context = turn.spoken_of and question.asks == "what-happened" and "earlier" in question.options
        return FollowUp(question, decided=_also(turn)) if context else None
    entry = ledger.entries[turn.spoken_of[0]] if turn.spoken_of else None
    return more_by(turn, entry.doers if isinstance(entry, Statement) else turn.introduced[:1])


def more_by(turn: Turn, speakers: Iterable[str]) -> FollowUp:
    """What else they said; where there is no more, the entries beside what was last told."""
    said = (id for each in speakers for id in turn.ledger.statements_of.get(each, ()) if id not in turn.spoken_of)
    if left := tuple(dict.fromkeys(said)):
        return FollowUp(turn.question, decided=Answer(left[:MOST_ENTRIES]))
    return FollowUp(turn.question, decided=_also(turn))


def _also(turn: Turn) -> Decision:
    """The entries beside what was last told, to be chosen."""
    beside = tuple(_beside(turn))[:MOST_CHOICES]
    return Choices(beside, "also") if beside else Refusal("not-stated", "no-more")


def _beside(turn: Turn) -> Iterable[str]:
    """The entries that tell of the same people, or of the same place, as what was last told."""
    ledger = turn.ledger
    if not turn.spoken_of:
        return ()
    told = ledger.entries[turn.spoken_of[0]]
    shared = {*told.doers, *told.about, told.place} - {None}
    others = (each for each in ledger.entries.values() if each.id not in turn.spoken_of)
    beside = [each for each in others if shared.intersection((*each.doers, *each.about, each.place))]
    beside.sort(key=lambda each: type(each) is not type(told))  # beside a deed deeds, beside words words
    return (each.id for each in beside)


def _next(turn: Turn) -> FollowUp | None:
    """And then? No ledger tells what came of something: that is said, and what is told of later days offered."""
    question = turn.question
    asks = question.asks in _OF_EVENTS and not question.acts and not question.pronoun
    if not asks or not turn.spoken_of or not turn.leaves_only("later") or not turn.has(turn.language.next):
        return None
    return FollowUp(question, refers=turn.spoken_of[0], decided=_offered("no-next", _later(turn)))


def _later(turn: Turn) -> Iterable[str]:
    """The facts that are told of later than what was last told, else of the same day, in the order of time."""
    ledger = turn.ledger
    date = ledger.entries[turn.spoken_of[0]].date
    if not date:
        return ()
    dated = [(period(each.date), id) for id, each in ledger.facts.items() if each.date and id not in turn.spoken_of]
    later = sorted((when.first, ledger.order[id], id) for when, id in dated if when.first >= period(date).last)
    return (id for *_, id in later)


def _now(turn: Turn) -> FollowUp | None:
    """And today? What was last told is the latest that there is."""
    question = turn.question
    if not question.bare or question.asks or question.stance or not turn.spoken_of or not turn.has(turn.language.now):
        return None
    if turn.disputed:
        return FollowUp(question, dispute=turn.disputed)
    return FollowUp(question, refers=turn.spoken_of[0], decided=_offered("no-later", turn.spoken_of[:1]))


def _whom(turn: Turn) -> FollowUp | None:
    """To whom? A fact tells it in its words; whom somebody spoke to is not told by who spoke."""
    question = turn.question
    if not question.bare or question.acts or question.asks != "who" or not turn.has(turn.language.whom):
        return None
    if not turn.spoken_of or turn.holds_any("doer_behind"):
        return None
    told = turn.ledger.entries[turn.spoken_of[0]]
    others = [id for id in told.about if id in turn.ledger.people and id not in told.doers]
    tells = others and not isinstance(told, Statement)
    decided = Answer((told.id,)) if tells else _offered("no-whom", (told.id,))
    return FollowUp(question, refers=told.id, decided=decided)


def unclear(turn: Turn) -> FollowUp | None:
    """And him? What about our side? What nothing tells is asked back."""
    question, offered = turn.question, turn.offered
    if not question.bare or question.stance:
        return None
    if not turn.spoken_of and len(offered) > 1 and not question.pronoun:
        return _asked_back(turn, offered)  # when, of which of those?
    asks = question.asks or question.acts or question.verbatim
    if asks or not turn.spoken_of or (turn.holds_any("words") and not turn.holds_any("of_the_asker")):
        return None
    return _asked_back(turn, (*turn.voices, turn.disputed or turn.spoken_of[0]))


def _asked_back(turn: Turn, ids: Iterable[str]) -> FollowUp:
    chosen = tuple(dict.fromkeys(ids))[:MOST_CHOICES]
    decided: Decision = Choices(chosen) if chosen else Refusal("not-stated", "no-more")
    return FollowUp(turn.question, decided=decided)


def _offered(sentence: str, ids: Iterable[str]) -> Refusal:
    return Refusal("not-stated", sentence, offer=tuple(ids)[:MOST_CHOICES])


Rule = Callable[[Turn], FollowUp | None]
POINTING: tuple[Rule, ...] = (_nth, _other_one, _claimed, _more, _next, _now, _whom)
