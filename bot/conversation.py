"""What was last spoken of in a chat, and how a follow-up takes it up: by becoming a whole question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.names import Mention
from bot.matching.question import Question

_STANDS_ALONE = frozenset({"about-bot", "greeting", "summary", "list-people", "list"})
"""Rows of the asked-for table that take up nothing."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The entries that were last spoken of, best first, the choices last offered, and what was asked of them.

    The words that somebody typed are not kept.
    """

    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question made whole: `scope` are the entries that it is about (none: all), `refers` the entry it took up."""

    question: Question
    scope: tuple[str, ...] = ()
    refers: str = ""
    other_side: bool = False
    besides: tuple[str, ...] = ()


def take_up(question: Question, conversation: Conversation, ledger: Ledger, language: Language) -> FollowUp:
    """The question with what it leaves open filled in from the conversation; unchanged where it stands alone."""
    spoken_of = tuple(id for id in conversation.entries if id in ledger.entries)
    if not conversation.entries or question.asks in _STANDS_ALONE:
        return FollowUp(question)
    texts = tuple(word.text for word in question.words)
    if _has(texts, language.other_side) and spoken_of:
        return FollowUp(question, refers=spoken_of[0], other_side=True)
    if swapped := _swapped(question, conversation, texts):
        return FollowUp(swapped)
    if _has(texts, language.else_words) and spoken_of:
        before = conversation.question or question
        speaker = _speaker(conversation, ledger) if question.pronoun else None
        return FollowUp(_besides(question, before, speaker), besides=spoken_of, refers=spoken_of[0])
    if question.pronoun and not question.speaker and (question.speaks or not question.mentions):
        speaker = _speaker(conversation, ledger)
        if speaker and question.asks == "who-is":
            return FollowUp(replace(question, topics=(speaker,)))
        if speaker:
            question = replace(question, speaker=speaker)
            leftover = question.content or question.quoted
            if question.asks == "what-said" and conversation.entries[0] in ledger.facts:
                return FollowUp(question, spoken_of[:1], refers=spoken_of[0])
            return FollowUp(
                question, () if leftover or question.asks == "what-said" else spoken_of, refers=conversation.entries[0]
            )
    if question.bare and any(act.strict for act in question.acts) and spoken_of and spoken_of[0] in ledger.disputes_of:
        return FollowUp(question, refers=spoken_of[0], other_side=True)
    if question.bare and spoken_of and question.words:
        return FollowUp(question, spoken_of[:1] if not question.acts else (), refers=spoken_of[0])
    if question.refers and not question.topics and spoken_of and not question.strangers:
        return FollowUp(question, (), refers="")
    return FollowUp(question)


def _has(texts: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> bool:
    return any(texts[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(texts)))


def _swapped(question: Question, conversation: Conversation, texts: tuple[str, ...]) -> Question | None:
    """The last question with another name in it: "and Smith?", "what about the mayor?"."""
    before = conversation.question
    opens = texts[:1] and texts[0] in {"and", "but", "what", "how", "or", "so", "ok"}
    if not before or not opens or question.content or question.asks not in {"", "about", "what", "how"}:
        return None
    names = question.mentions
    if len(names) != 1 or not before.asks:
        return None
    if before.speaker and before.speaks:
        return replace(before, speaker=names[0], words=question.words)
    if before.topics and before.asks not in {"who-is"}:
        return replace(before, topics=(names[0], *before.topics[1:]), located=frozenset(), words=question.words)
    return replace(before, topics=names, speaker=None, words=question.words) if before.asks == "who-is" else None


def _besides(question: Question, before: Question, speaker: Mention | None) -> Question:
    """The last question once more, for whom or what was not named yet."""
    if speaker:
        return replace(question, speaker=speaker, asks="what-said", options=frozenset())
    if question.asks in {"who-said", "who"} or not question.asks:
        return replace(before, speaker=None, words=question.words)
    return replace(question, speaker=question.speaker or before.speaker)


def _speaker(conversation: Conversation, ledger: Ledger) -> Mention | None:
    """Whom "he", "she" or "they" mean: the speaker or doer of what was last spoken of."""
    for id in conversation.entries:
        if id in ledger.people:
            return Mention((id,), ledger.people[id].name, 0, 0)
        if statement := ledger.statements.get(id):
            return Mention((statement.speaker,), ledger.named[statement.speaker].name, 0, 0)
        if (fact := ledger.facts.get(id)) and fact.by:
            return Mention(fact.by[:1], ledger.named[fact.by[0]].name, 0, 0)
    return None
