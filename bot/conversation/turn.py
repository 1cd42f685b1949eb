"""A question with what was last spoken of in its chat, and what its words point to there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.decisions import Decision
from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.names import Mention
from bot.matching.question import Question

Phrases = Iterable[tuple[str, ...]]


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
    all sides of it, with `chosen` for all that is told of one id. What is `decided` needs no more evidence.
    """

    question: Question
    scope: tuple[str, ...] = ()
    refers: str = ""
    besides: tuple[str, ...] = ()
    other_side: bool = False
    dispute: str = ""
    chosen: str = ""
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what came before it."""

    question: Question
    before: Conversation
    ledger: Ledger
    language: Language

    @property
    def offered(self) -> tuple[str, ...]:
        """What was last offered as a choice and is still held."""
        return tuple(filter(self.ledger.holds, self.before.choices))

    @property
    def told(self) -> tuple[str, ...]:
        """The ids last told, best first; what alone was offered since is what is meant."""
        offered = self.offered
        return offered if len(offered) == 1 and offered[0] in self.ledger.entries else self.before.entries

    @property
    def spoken_of(self) -> tuple[str, ...]:
        """The statements and facts last told."""
        return tuple(id for id in self.told if id in self.ledger.entries)

    @property
    def introduced(self) -> tuple[str, ...]:
        """The people and organisations that were last told of without words or deeds."""
        return () if self.spoken_of else tuple(id for id in self.told if id in self.ledger.named)

    @property
    def listed(self) -> tuple[str, ...]:
        """What was last told or offered in a row, of which one may be the first: choices, people, entries."""
        ledger = self.ledger
        if len(self.offered) > 1:
            return self.offered
        if self.introduced or len(self.spoken_of) > 1:
            return self.introduced or self.spoken_of
        people = (each for id in self.spoken_of for each in ledger.entries[id].about if each in ledger.people)
        return tuple(people)

    @property
    def told_together(self) -> tuple[str, ...]:
        """What was last told of the same person or group as the first of it, and what they said beside that."""
        ledger, doers = self.ledger, self.ledger.entries[self.spoken_of[0]].doers
        positions = (each for dispute in ledger.disputes_of.get(self.spoken_of[0], ()) for each in dispute.positions)
        beside = (id for position in positions if self.spoken_of[0] in position for id in position)
        return tuple(dict.fromkeys(id for id in (*self.spoken_of, *beside) if ledger.entries[id].doers == doers))

    @property
    def disputed(self) -> str:
        """The first dispute of what was last told, or ""."""
        disputes = (each.id for id in self.spoken_of for each in self.ledger.disputes_of.get(id, ()))
        return next(disputes, "")

    @property
    def answers_another(self) -> bool:
        """Whether what was last told is itself an answer: the sides of a dispute stand in the order of time."""
        disputes = self.ledger.disputes_of.get(self.spoken_of[0], ())
        return any(self.spoken_of[0] not in each.positions[0] for each in disputes[:1])

    @property
    def voices(self) -> tuple[str, ...]:
        """Those who speak for the sides of what was last told, else whoever said or did it or is named in it."""
        ledger = self.ledger
        if self.disputed:
            positions = ledger.disputes[self.disputed].positions
            return tuple(dict.fromkeys(ledger.statements[id].speaker for position in positions for id in position))
        told = (ledger.entries[id] for id in self.spoken_of[:1])
        return tuple(
            dict.fromkeys(id for each in told for id in (*each.doers, *each.about) if ledger.statements_of.get(id))
        )

    def is_by(self, somebody: Mention) -> bool:
        """Whether what was last told was said or done by them, or by who speaks for them."""
        told = self.ledger.entries[self.spoken_of[0]]
        return any(not set(self.ledger.voices(doer)).isdisjoint(somebody.ids) for doer in told.doers)

    def has(self, phrases: Phrases) -> bool:
        """Whether one of the phrases stands in the question."""
        texts = tuple(word.text for word in self.question.words)
        return any(texts[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(texts)))

    def holds_any(self, words: str) -> bool:
        """Whether a word of the class stands in the question."""
        return any(word.text in self.language.words[words] for word in self.question.words)

    def leaves_only(self, words: str) -> bool:
        """Whether no word of the question has to be explained but those of the class, and nobody is named."""
        question, known = self.question, self.language.words[words]
        return not (question.mentions or question.dates) and all(word.text in known for word in question.content)

    @property
    def meant(self) -> Mention | None:
        """Whom a pronoun means: who was asked about in vain, else the speaker or doer of what was last told.

        "They" are several where a fact tells of several; "he" is a person, and nobody where several were introduced.
        """
        if self.before.person:
            return self.before.person
        ledger, several = self.ledger, self.question.pronoun in self.language.words["plural_pronouns"]
        if len(self.introduced) > 1 and not several:
            return None
        if acted := self._acted:
            return self.named((acted,))
        for id in self.told:
            if id in ledger.named:
                return self.named((id,))
            if statement := ledger.statements.get(id):
                return self.named((statement.speaker,))
            if fact := ledger.facts.get(id):
                people = tuple(each for each in fact.about if each in ledger.people)
                if several:
                    return self.named(people if len(people) > 1 else fact.by[:1])
                doer = tuple(each for each in fact.by if each in ledger.people)
                return self.named(doer[:1] or (people if len(people) == 1 else fact.by[:1]))
        return None

    @property
    def _acted(self) -> str:
        """Who, of those last told of, did with words what is asked for: after what was denied, what did he deny?"""
        base = self.language.base
        asked = {base(word.text) for word in self.question.act_words if not self._is_general(word.text)}
        said = [self.ledger.statements[id] for id in self.spoken_of if id in self.ledger.statements]
        return next((each.speaker for each in said if base(each.act or "") in asked), "")

    def _is_general(self, word: str) -> bool:
        return (
            all(act.general for act in self.language.acts_asked(word)) and word not in self.language.words["replying"]
        )

    def named(self, ids: tuple[str, ...]) -> Mention | None:
        """A mention of these, as if they had been named; None for nobody."""
        return Mention(ids, self.ledger.named[ids[0]].name, 0, 0, title=len(ids) > 1) if ids else None
