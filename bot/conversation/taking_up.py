"""How a follow-up takes up what was last spoken of: by becoming a whole question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.decisions import Refusal
from bot.conversation.pointing import POINTING, more_by, unclear
from bot.conversation.turn import Conversation, FollowUp, Turn
from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.names import Mention
from bot.matching.question import Question

_STANDS_ALONE = frozenset(
    {"about-bot", "greeting", "summary", "list-people", "list", "advice", "future", "name", "private"}
)
"""Rows of the asked-for table that take up nothing."""
_LISTS_NAMES = frozenset({"", "about", "what", "how"})
"""Rows that a follow-up fits which only names somebody else: "and Smith?", "what about the mayor?"."""


def take_up(question: Question, conversation: Conversation, ledger: Ledger, language: Language) -> FollowUp:
    """The question with what it leaves open filled in from the conversation; unchanged where it stands alone."""
    if question.asks in _STANDS_ALONE or not question.words:
        return FollowUp(question)
    turn = Turn(question, conversation, ledger, language)
    if question.verbatim and question.content and turn.leaves_only("quantifiers"):  # the full quote, please
        turn = replace(turn, question=replace(question, content=(), hard=frozenset()))
    return next((whole for rule in (*POINTING, *_RULES) if (whole := rule(turn))), FollowUp(turn.question))


def _other_side(turn: Turn) -> FollowUp | None:
    """What did the other side say? Does anyone deny it?"""
    if not turn.spoken_of:
        return None
    acts = {act for family in turn.question.acts if family.strict for act in family.acts}
    told = any(turn.ledger.statements[id].act in acts for id in turn.spoken_of if id in turn.ledger.statements)
    denied = turn.question.bare and acts and turn.disputed and not told
    sides = turn.language.other_side
    strangers = [each for each in turn.question.strangers if tuple(each.text.casefold().split()) not in sides]
    if (turn.has(sides) and not strangers) or denied:
        return FollowUp(turn.question, refers=turn.spoken_of[0], other_side=True)
    return None


def _replied(turn: Turn) -> FollowUp | None:
    """So who answered? Who says it is not? Whoever speaks for the other side."""
    question = turn.question
    asks = question.bare and not question.pronoun and _of_speaker(question)
    if not asks or not turn.spoken_of or not (turn.holds_any("replying") or question.negations):
        return None
    if not question.negations and turn.answers_another:
        return FollowUp(question, scope=turn.told_together, refers=turn.spoken_of[0])
    return FollowUp(question, refers=turn.spoken_of[0], other_side=True)


def _dispute(turn: Turn) -> FollowUp | None:
    """Who is right? Is that true? So he lied?"""
    question = turn.question
    stance = question.stance or (question.asks == "did-say" and not _of_one(turn) and turn.holds_any("stance"))
    judges = question.asks in {"sides", "is-it-true"} or (stance and question.asks in {"", "did-say"})
    if not (question.bare and judges and turn.spoken_of):
        return None
    if turn.disputed:
        return FollowUp(question, dispute=turn.disputed)
    if not stance and question.asks != "sides":
        return None
    undisputed = Refusal("not-stated", "no-other-side", offer=turn.spoken_of[:1])
    return FollowUp(question, refers=turn.spoken_of[0], decided=undisputed)


def _of_one(turn: Turn) -> bool:
    """Whether a pronoun stands for one person: did he confirm it?"""
    return turn.question.pronoun in turn.language.words["single_pronouns"]


def _swapped(turn: Turn) -> FollowUp | None:
    """The last question with another name in it: and Smith? what about the mayor? no, I mean Miller."""
    question, before = turn.question, turn.before.question
    if not before or not before.asks or question.content or question.asks not in _LISTS_NAMES:
        return None
    if len(question.mentions) != 1 or not _opens(turn, question.mentions[0]):
        return None
    name = question.mentions[0]
    if before.asks == "who-is":
        return FollowUp(replace(before, topics=(name,), speaker=None, words=question.words))
    if before.speaker and before.asks == "what-said":
        # what one announced, the other may have denied
        return FollowUp(replace(before, speaker=name, acts=(), act_words=(), words=question.words))
    if before.speaker and before.speaks:
        return FollowUp(replace(before, speaker=name, words=question.words))
    if not before.topics:
        return None
    return FollowUp(replace(before, topics=(name, *before.topics[1:]), located=frozenset(), words=question.words))


def _opens(turn: Turn, name: Mention) -> bool:
    """Whether what stands before the name asks the same of somebody else, or takes back who was named."""
    lead = tuple(word.text for word in turn.question.words[: name.start])
    opens = turn.question.words[0].text in turn.language.words["openers"]
    return opens or any(lead[-len(phrase) :] == phrase for phrase in turn.language.taking_back)


def _besides(turn: Turn) -> FollowUp | None:
    """Who else? What else did he say?"""
    question, before = turn.question, turn.before.question or turn.question
    if not turn.spoken_of or not turn.has(turn.language.else_words):
        return None
    speaker = turn.meant if question.pronoun else None
    if speaker and question.bare and all(act.general for act in question.acts):
        return more_by(turn, speaker.ids)
    if speaker:
        question = replace(question, speaker=speaker, asks="what-said", options=frozenset())
    elif question.asks in {"who-said", "who"} or not question.asks:
        question = replace(before, speaker=None, words=question.words)
    else:
        question = replace(question, speaker=question.speaker or before.speaker)
    return FollowUp(question, refers=turn.spoken_of[0], besides=turn.spoken_of)


def _pronoun(turn: Turn) -> FollowUp | None:
    """He, she, they: whoever was last asked about or spoke."""
    question = turn.question
    if not question.pronoun or question.speaker or not (question.speaks or not question.mentions):
        return None
    person = turn.meant
    if not person:
        return None
    if question.asks == "who-is":
        return FollowUp(replace(question, topics=(person,)))
    if not question.asks and turn.holds_any("words"):
        question = replace(question, asks="what-said")
    question = replace(question, speaker=person)
    of_others = question.acts and turn.spoken_of and not turn.is_by(person)
    whole = (
        of_others
        or question.content
        or question.topics
        or question.quoted
        or question.asks == "what-said"
        or person is turn.before.person
    )
    if whole or not turn.spoken_of:
        return FollowUp(question)
    return FollowUp(question, scope=turn.told_together, refers=turn.spoken_of[0])


def _bare(turn: Turn) -> FollowUp | None:
    """And when? Where? Why?"""
    question = turn.question
    if not question.bare or not turn.spoken_of:
        return None
    if question.acts and not (_of_circumstances(question) or _of_speaker(question)):
        return FollowUp(question, refers=turn.spoken_of[0])
    return FollowUp(question, scope=turn.told_together, refers=turn.spoken_of[0])


def _of_circumstances(question: Question) -> bool:
    """Whether it only asks where or when it was said: written where, this?"""
    plain = all(act.general or act.written for act in question.acts)
    return plain and question.asks in {"where", "when", "channel"}


def _of_speaker(question: Question) -> bool:
    """Whether it only asks who said what was last told: who said that?"""
    return question.asks == "who-said" and all(act.general for act in question.acts)


_RULES: tuple[Callable[[Turn], FollowUp | None], ...] = (
    _replied,
    _other_side,
    _dispute,
    _swapped,
    _besides,
    unclear,
    _pronoun,
    _bare,
)
