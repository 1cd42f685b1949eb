"""What was last spoken of in a chat, and how a follow-up takes it up: by becoming a whole question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Conversation:
    """The entries that were last spoken of, best first, the choices last offered, what was asked, and of whom.

    `person` is who was asked about when nothing came of it. Of what somebody typed only the names and the words of the
    topic are kept.
    """

    entries: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    question: Question | None = None
    person: Mention | None = None

    def within(self, ledger: Ledger) -> Conversation:
        """The conversation without what the ledger does not hold, as the knowledge may have changed meanwhile.

        The choices stay: a number that somebody sends means what it meant when they were offered.
        """
        person, question = self.person, self.question
        if person and not all(map(ledger.holds, person.ids)):
            person = None
        if question:
            named = (*question.mentions, *question.attributed, *question.excluded, *question.located)
            if not all(ledger.holds(id) for mention in named for id in mention.ids):
                question = None
        return Conversation(tuple(filter(ledger.holds, self.entries)), self.choices, question, person)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question made whole.

    `scope` are the entries that it is about (none: all), the one meant first; `refers` the entry that it took up;
    `besides` the entries already told. With `other_side` it asks for the sides opposite to `refers`, with `dispute` for
    all sides of it.
    """

    question: Question
    scope: tuple[str, ...] = ()
    refers: str = ""
    besides: tuple[str, ...] = ()
    other_side: bool = False
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question with what came before it; `spoken_of` are the statements and facts last told."""

    question: Question
    before: Conversation
    ledger: Ledger
    language: Language

    @property
    def spoken_of(self) -> tuple[str, ...]:
        return tuple(id for id in self.before.entries if id in self.ledger.entries)

    @property
    def told_together(self) -> tuple[str, ...]:
        """What was last told of the same person or group as the first of it, and what they said beside that."""
        ledger, doers = self.ledger, self.ledger.entries[self.spoken_of[0]].doers
        positions = (each for dispute in ledger.disputes_of.get(self.spoken_of[0], ()) for each in dispute.positions)
        beside = (id for position in positions if self.spoken_of[0] in position for id in position)
        return tuple(dict.fromkeys(id for id in (*self.spoken_of, *beside) if ledger.entries[id].doers == doers))

    def has(self, phrases: tuple[tuple[str, ...], ...]) -> bool:
        """Whether one of the phrases stands in the question."""
        texts = tuple(word.text for word in self.question.words)
        return any(texts[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(texts)))

    @property
    def disputed(self) -> str:
        """The first dispute of what was last told, or ""."""
        disputes = (each.id for id in self.spoken_of for each in self.ledger.disputes_of.get(id, ()))
        return next(disputes, "")


def take_up(question: Question, conversation: Conversation, ledger: Ledger, language: Language) -> FollowUp:
    """The question with what it leaves open filled in from the conversation; unchanged where it stands alone."""
    if question.asks in _STANDS_ALONE or not question.words:
        return FollowUp(question)
    turn = _Turn(question, conversation, ledger, language)
    return next((whole for rule in _RULES if (whole := rule(turn))), FollowUp(question))


def _other_side(turn: _Turn) -> FollowUp | None:
    """What did the other side say? Does anyone deny it?"""
    if not turn.spoken_of:
        return None
    denied = turn.question.bare and any(act.strict for act in turn.question.acts) and turn.disputed
    sides = turn.language.other_side
    strangers = [each for each in turn.question.strangers if tuple(each.text.casefold().split()) not in sides]
    if (turn.has(sides) and not strangers) or denied:
        return FollowUp(turn.question, refers=turn.spoken_of[0], other_side=True)
    return None


def _dispute(turn: _Turn) -> FollowUp | None:
    """Who is right? Is that true?"""
    asks = turn.question.bare and turn.question.asks in {"sides", "is-it-true"}
    return FollowUp(turn.question, dispute=turn.disputed) if asks and turn.disputed else None


def _swapped(turn: _Turn) -> FollowUp | None:
    """The last question with another name in it: and Smith? what about the mayor?"""
    question, before = turn.question, turn.before.question
    opens = question.words[0].text in turn.language.words["openers"]
    if not before or not before.asks or not opens or question.content or question.asks not in _LISTS_NAMES:
        return None
    if len(question.mentions) != 1:
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


def _other_one(turn: _Turn) -> FollowUp | None:
    """And the other one? Of two who did something together, or to whom it was done, the one not told of last."""
    told = turn.before.entries[:1]
    if not told or not turn.has(turn.language.other_one) or not turn.ledger.people.keys() >= set(told):
        return None
    for id in turn.spoken_of:
        people = [each for each in turn.ledger.entries[id].about if each in turn.ledger.people]
        if len(people) == 2 and told[0] in people:
            other = next(each for each in people if each != told[0])
            name = Mention((other,), turn.ledger.people[other].name, 0, 0)
            return FollowUp(replace(turn.question, asks="who-is", topics=(name,), content=(), hard=frozenset()))
    return None


def _besides(turn: _Turn) -> FollowUp | None:
    """Who else? What else did he say?"""
    question, before = turn.question, turn.before.question or turn.question
    if not turn.spoken_of or not turn.has(turn.language.else_words):
        return None
    speaker = _meant(turn) if question.pronoun else None
    if speaker:
        question = replace(question, speaker=speaker, asks="what-said", options=frozenset())
    elif question.asks in {"who-said", "who"} or not question.asks:
        question = replace(before, speaker=None, words=question.words)
    else:
        question = replace(question, speaker=question.speaker or before.speaker)
    return FollowUp(question, refers=turn.spoken_of[0], besides=turn.spoken_of)


def _pronoun(turn: _Turn) -> FollowUp | None:
    """He, she, they: whoever was last asked about or spoke."""
    question = turn.question
    if not question.pronoun or question.speaker or not (question.speaks or not question.mentions):
        return None
    person = _meant(turn)
    if not person:
        return None
    if question.asks == "who-is":
        return FollowUp(replace(question, topics=(person,)))
    question = replace(question, speaker=person)
    whole = (
        question.content
        or question.topics
        or question.quoted
        or question.asks == "what-said"
        or person is turn.before.person
    )
    if whole or not turn.spoken_of:
        return FollowUp(question)
    return FollowUp(question, scope=turn.told_together, refers=turn.spoken_of[0])


def _bare(turn: _Turn) -> FollowUp | None:
    """And when? Where? Why?"""
    question = turn.question
    if not question.bare or not turn.spoken_of:
        return None
    if question.acts and not _of_circumstances(question):
        return FollowUp(question, refers=turn.spoken_of[0])
    return FollowUp(question, scope=turn.told_together, refers=turn.spoken_of[0])


def _of_circumstances(question: Question) -> bool:
    """Whether it only asks where or when it was said: written where, this?"""
    plain = all(act.general or act.written for act in question.acts)
    return plain and question.asks in {"where", "when", "channel"}


_RULES: tuple[Callable[[_Turn], FollowUp | None], ...] = (
    _other_one,
    _other_side,
    _dispute,
    _swapped,
    _besides,
    _pronoun,
    _bare,
)


def _meant(turn: _Turn) -> Mention | None:
    """Whom a pronoun means: who was asked about in vain, else the speaker or doer of what was last told.

    "They" are several where a fact tells of several.
    """
    if turn.before.person:
        return turn.before.person
    ledger, several = turn.ledger, turn.question.pronoun in turn.language.words["plural_pronouns"]
    for id in turn.before.entries:
        if id in ledger.people:
            return Mention((id,), ledger.people[id].name, 0, 0)
        if statement := ledger.statements.get(id):
            return Mention((statement.speaker,), ledger.named[statement.speaker].name, 0, 0)
        if fact := ledger.facts.get(id):
            people = tuple(each for each in fact.about if each in ledger.people)
            ids = people if several and len(people) > 1 else fact.by[:1]
            return Mention(ids, ledger.named[ids[0]].name, 0, 0, title=len(ids) > 1) if ids else None
    return None
