"""The one use case behind every surface: a question and a conversation become a reply and the conversation after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from bot.answering import overview
from bot.answering.asked import Asked
from bot.answering.deciding import decide
from bot.answering.decisions import Answer, Choices, Decision, Help, Refusal
from bot.answering.details import of_entry
from bot.conversation import Conversation, FollowUp, take_up
from bot.explaining import explained
from bot.languages import Language
from bot.ledger.model import Dispute, Fact, Ledger, Statement
from bot.matching.evidence import Evidence, Weigher
from bot.matching.index import Index
from bot.matching.names import Mention, Names
from bot.matching.question import Question
from bot.matching.reader import Reader
from bot.matching.traits import Traits, traits_of, traits_of_entry
from bot.matching.unchanged import unchanged
from bot.rendering.message import Message
from bot.rendering.replies import Replies
from bot.text import folded


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: its outcome, the message, and what it was made of; `steps` makes what `why` tells."""

    outcome: str
    message: Message
    entries: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    denied: tuple[str, ...] = ()
    reason: str | None = None
    knowledge: str = ""
    steps: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False, repr=False)

    @property
    def why(self) -> tuple[str, ...]:
        """How it came about, a line a step."""
        return self.steps()

    def as_json(self) -> dict[str, Any]:
        """The reply as the contract for one reply as JSON has it."""
        return {
            "outcome": self.outcome,
            "reply": self.message.text,
            "html": self.message.html,
            "entries": list(self.entries),
            "speakers": list(self.speakers),
            "sources": list(self.sources),
            "choices": [{"id": id, "title": title} for id, title in self.choices],
            "not": list(self.denied),
            "reason": self.reason,
            "knowledge": self.knowledge,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a message: what was decided, the reply, and the conversation after it."""

    decision: Decision
    reply: Reply
    after: Conversation

    @property
    def answers(self) -> bool:
        """Whether it was answered."""
        return isinstance(self.decision, Answer)

    @property
    def tells(self) -> bool:
        """Whether it was answered, or the reply says what is missing of what was asked."""
        missing = isinstance(self.decision, Refusal) and self.decision.reason not in {"off-topic", "empty", "language"}
        return self.answers or missing

    def repeats(self, other: Turn) -> bool:
        """Whether it is answered by no more than the other question."""
        return self.answers and replace(self.reply, steps=tuple) == replace(other.reply, steps=tuple)


EMPTY = Conversation()
_Asked = TypeVar("_Asked", Statement | Fact, Dispute)


class Service:
    """Answers questions from one knowledge; it never changes, so any number of chats may ask at once."""

    def __init__(self, ledger: Ledger, language: Language, contact: str = "", before: Service | None = None) -> None:
        """What has not changed since the service `before` was made is taken from it."""
        self.ledger = ledger
        self.language = language
        self._names = Names(ledger, language)
        known = before._unchanged(ledger, self._names) if before else {}
        traits = self._traits = traits_of(ledger, language, self._names, known)
        texts = {id: _texts(each, ledger) for id, each in traits.items()}
        self._roles = frozenset(word for person in ledger.people.values() for word in folded(person.role or ""))
        vocabulary = self._roles.union(word for units in texts.values() for unit in units for word in unit)
        self._index = Index(texts)
        self._reader = Reader(ledger, language, vocabulary, self._names)
        self._weigher = Weigher(ledger, language, traits, self._index, self._reader.read)
        self._replies = Replies(ledger, language, contact)

    def _unchanged(self, ledger: Ledger, names: Names) -> Mapping[str, Traits]:
        """The traits that are the same over another ledger with its names."""
        return unchanged(self._traits, self.ledger, self._names, ledger, names)

    def without(self, id: str, phrasing: str) -> Service:
        """The service that has never seen this phrasing of an entry or a dispute; it shares all else.

        It replies as one over a ledger without the phrasing does; only one can be left out. Raises KeyError for an id
        that is no statement, fact or dispute.
        """
        entries, ledger = self._told_without(id, phrasing)
        traits = {each.id: traits_of_entry(each, ledger, self.language, self._names) for each in entries}
        other = copy(self)
        other._index = self._index.but({id: _texts(each, ledger) for id, each in traits.items()})
        other._weigher = self._weigher.but(traits, other._index)
        unseen = frozenset(word for word in folded(phrasing) if not other._index.holds(word)) - self._roles
        other._reader = self._reader.without(unseen) if unseen else self._reader
        return other

    def _told_without(self, id: str, phrasing: str) -> tuple[list[Statement | Fact], Ledger]:
        """The statements and facts that a phrasing is for, without it, in a ledger without it."""
        ledger = self.ledger
        if id in ledger.entries:
            return [_without(ledger.entries[id], phrasing)], ledger
        dispute = _without(ledger.disputes[id], phrasing)
        entries = [ledger.entries[each] for position in dispute.positions for each in position]
        return entries, replace(ledger, disputes={**ledger.disputes, id: dispute})

    def weighed(self, text: str, id: str) -> tuple[Question, Evidence]:
        """The question that the text asks first, and the evidence of the statement or fact for it."""
        question = self._reader.read(text)
        return question, self._weigher.of(id, question)

    def ask(self, text: str, conversation: Conversation = EMPTY, public: bool = False) -> tuple[Reply, Conversation]:
        """The reply to what somebody wrote, and the conversation after it."""
        conversation = conversation.within(self.ledger)
        numbered = {str(place): id for place, id in enumerate(conversation.choices, start=1)}
        if chosen := numbered.get(text.strip().rstrip(".)")):
            return self.choose(chosen, conversation, public)
        # a number that chooses nothing, and signs without a letter, ask nothing
        questions = [*self._reader.read_all(text)] if any(map(str.isalpha, text)) else [Question()]
        questions = [each for each in questions if each.asks != "greeting"] or questions  # I see. And then?
        turns: list[Turn] = []
        for question in questions:
            of_before = (question.pronoun and not conversation.person) or (question.bare and not question.pronoun)
            if turns and not turns[-1].answers and of_before:
                continue  # it asks of what was not answered
            turns.append(self._turn(question, conversation, public))
            conversation = turns[-1].after
        if len(turns) == 1 or not any(turn.answers for turn in turns):
            return turns[0].reply, turns[0].after
        told = [turn for at, turn in enumerate(turns) if turn.tells and not any(map(turn.repeats, turns[:at]))]
        return self._together(told, public), conversation

    def _turn(self, question: Question, conversation: Conversation, public: bool) -> Turn:
        """One question of a message with its reply, and the conversation after it."""
        follow_up = take_up(question, conversation, self.ledger, self.language)
        decision, evidence = self._decide(follow_up)
        reply = replace(self._reply(decision, public), steps=partial(explained, follow_up, evidence, decision))
        asked = replace(follow_up.question, words=(), tail="", quoted=())
        person = None if reply.outcome == "answer" else self._person(asked) or conversation.person
        after = Conversation(_topic(reply, follow_up, conversation), ids_of_choices(reply), asked, person)
        return Turn(decision, reply, after)

    def _together(self, turns: Sequence[Turn], public: bool) -> Reply:
        """One reply to several questions: what is answered, and what is missing, in their order."""
        replies = [turn.reply for turn in turns]
        return Reply(
            "answer",
            self._replies.several([turn.decision for turn in turns], public),
            entries=_each_once(reply.entries for reply in replies),
            speakers=_each_once(reply.speakers for reply in replies),
            sources=_each_once(reply.sources for reply in replies),
            denied=_each_once(reply.denied for reply in replies),
            knowledge=self.ledger.version,
            steps=lambda: tuple(line for reply in replies for line in reply.why),
        )

    def _person(self, question: Question) -> Mention | None:
        """Who the question asks about: a person or a stranger."""
        people = self.ledger.people
        return next((each for each in question.mentions if each.stranger or any(id in people for id in each.ids)), None)

    def choose(
        self, entry: str, conversation: Conversation = EMPTY, public: bool = False
    ) -> tuple[Reply, Conversation]:
        """The reply to a chosen entry, person or "none"; an id that the ledger does not hold is refused plainly."""
        conversation = conversation.within(self.ledger)
        if entry == "none":
            return self._page_reply("help", "none-of-these"), replace(conversation, choices=())
        decision = self._chosen(entry)
        if not decision:
            message = self._replies.gone(entry)
            return Reply("refusal", message, reason="not-stated", knowledge=self.ledger.version), conversation
        reply = self._reply(overview.whole(Asked(self.ledger, Question(), ()), decision), public)
        return reply, Conversation(reply.entries, ids_of_choices(reply))

    def page(self, name: str) -> Message:
        """A page about the bot: start, help, people, sources or about."""
        return self._replies.page(name, self.ledger.version)

    def title(self, id: str) -> str:
        """A short name for an entry, whatever it is. Raises KeyError for an id that the ledger lacks."""
        return self._replies.titled((id,))[0][1]

    def _decide(self, follow_up: FollowUp) -> tuple[Decision, list[Evidence]]:
        weighed = self._weigher.weigh(follow_up.question, follow_up.scope)
        evidence = [each for each in weighed if each.id not in follow_up.besides]
        asked = Asked(self.ledger, follow_up.question, evidence)
        if decided := follow_up.decided or (follow_up.chosen and self._chosen(follow_up.chosen)):
            return overview.whole(asked, decided), evidence
        if follow_up.other_side:
            return overview.whole(asked, overview.other_side(asked, follow_up.refers)), evidence
        if follow_up.dispute:
            return overview.proven(asked) or overview.dispute(asked, self.ledger.disputes[follow_up.dispute]), evidence
        if follow_up.scope:
            evidence = [each for each in evidence if each.id in follow_up.scope]
            evidence.sort(key=lambda each: follow_up.scope.index(each.id))
            return overview.whole(asked, of_entry(replace(asked, evidence=evidence))), evidence
        return decide(asked), evidence

    def _chosen(self, id: str) -> Decision | None:
        ledger = self.ledger
        if id in ledger.entries:
            return Answer((id,))
        if id in ledger.disputes:
            return overview.dispute(Asked(ledger, Question(), ()), ledger.disputes[id])
        if id in ledger.events:
            return overview.summary(ledger)
        return overview.by(ledger, id) if id in ledger.named else None

    def _page_reply(self, outcome: str, page: str) -> Reply:
        return Reply(outcome, self._replies.page(page, self.ledger.version), knowledge=self.ledger.version)

    def _reply(self, decision: Decision, public: bool) -> Reply:
        match decision:
            case Answer():
                return self._answer(decision, public)
            case Choices():
                titled = self._replies.titled(decision.ids)
                return Reply("choices", self._replies.choices(decision), choices=titled, knowledge=self.ledger.version)
            case Refusal():
                titled = self._replies.titled(decision.offer)
                message = self._replies.refusal(decision, public)
                return Reply("refusal", message, choices=titled, reason=decision.reason, knowledge=self.ledger.version)
            case Help():
                return self._page_reply("help", decision.page)

    def _answer(self, answer: Answer, public: bool) -> Reply:
        shown = (*answer.entries, *answer.sides)
        statements = [self.ledger.statements[id] for id in shown if id in self.ledger.statements]
        cited = [each.source for id in shown if id in self.ledger.entries for each in self.ledger.entries[id].citations]
        return Reply(
            "answer",
            self._replies.answer(answer, public),
            entries=tuple(dict.fromkeys((*shown, *((answer.dispute,) if answer.dispute else ())))),
            speakers=tuple(dict.fromkeys(each.speaker for each in statements)),
            sources=tuple(dict.fromkeys(cited)),
            denied=tuple(name for each in answer.denied if (name := self._replies.name(each, public))),
            knowledge=self.ledger.version,
        )


def _without(asked: _Asked, phrasing: str) -> _Asked:
    return asked.model_copy(update={"asked_as": tuple(each for each in asked.asked_as if each != phrasing)})


def _topic(reply: Reply, follow_up: FollowUp, before: Conversation) -> tuple[str, ...]:
    """The entries spoken of after the reply; who is "he" and who said it leave those that were spoken of before."""
    keeps = not reply.entries or ((follow_up.refers or follow_up.question.pronoun) and not reply.sources)
    return tuple(dict.fromkeys((*reply.entries, *(before.entries if keeps else ()))))


def ids_of_choices(reply: Reply) -> tuple[str, ...]:
    """The ids that the reply offers, in order."""
    return tuple(id for id, _ in reply.choices)


def _each_once(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for row in rows for each in row))


def _texts(traits: Traits, ledger: Ledger) -> list[tuple[str, ...]]:
    """The entry's texts for the index, its names with the first of them."""
    named = " ".join(ledger.named[id].name for id in sorted(traits.speakers | traits.places) if id in ledger.named)
    first, *others = traits.told or ((),)
    return [(*first, *folded(named)), *others]
