"""Evidence to a decision: an answer, choices, a refusal with its reason, or help. All thresholds stand here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.ledger.model import Dispute, Fact, Ledger, Statement
from bot.matching.evidence import Evidence
from bot.matching.names import Mention
from bot.matching.question import Question

ENOUGH = 0.66
"""Share of a question's words that an entry must explain to answer it."""
ENOUGH_OF_ONE = 0.5
"""The same share among the statements of a speaker who is named."""
SOME = 0.34
"""Share from which it is offered as a choice."""
NEAR_TIE = 0.2
"""Share of the best score from which an entry that explains as much answers together with it."""
AS_DIRECT = 0.25
"""Difference in strength up to which it explains as directly."""
MOST_CHOICES = 3
MOST_ENTRIES = 8
"""Entries in one reply; more of them are behind buttons."""

Reason = Literal["unknown-name", "nothing-by-speaker", "not-stated", "off-topic", "empty", "language"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the entries best first, a detail asked for, the dispute shown whole, and names set right.

    `detail` is what the direct answer gives (who, when, where, why, how, how-many, channel; "" for the words alone).
    `sides` are the statements that show the other positions of every dispute that the entries take part in.
    """

    entries: tuple[str, ...]
    detail: str = ""
    sides: tuple[str, ...] = ()
    dispute: str = ""
    denied: tuple[Mention, ...] = ()
    asked: tuple[str, ...] = ()
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Entries, or people, of which one may be meant; `ask` names the sentence that offers them."""

    ids: tuple[str, ...]
    ask: str = "which-one"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is answered: the reason, the sentence that says so with what it names, and what there is instead."""

    reason: Reason
    sentence: str
    about: Mention | str = ""
    offer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """A page about the bot itself, the sources, the people or the event."""

    page: str


_NEVER_HELD = frozenset({"advice", "future", "name"})
"""Rows of the asked-for table that ask for what no ledger holds."""

Decision = Answer | Choices | Refusal | Help


class Decider:
    """Decides what a question gets, from the evidence of its candidates."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rules: Mapping[str, Callable[[Question, Sequence[Evidence]], Decision]] = {
            "what-said": self._what_said,
            "who-said": self._who_said,
            "did-say": self._did_say,
            "is-it-true": self._is_it_true,
            "who-is": self._who_is,
            "sides": self._sides,
            "list": self._list,
            "what-happened": self._what_happened,
        }

    def decide(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """The decision, with the other side of every dispute that it touches."""
        decision = self._decided(question, evidence)
        return self.with_sides(decision) if isinstance(decision, Answer) else decision

    def _decided(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        if page := {"about-bot": "help", "sources": "sources", "greeting": "smalltalk"}.get(question.asks):
            return Help(page)
        if question.asks in _NEVER_HELD and not question.quoted:
            known = any(mention.ids for mention in question.mentions)
            return Refusal("not-stated" if known or question.asks == "future" else "off-topic", "off-topic")
        if question.asks == "summary" and question.bare:
            return self.summary()
        if question.asks == "summary":
            person = next((each for each in question.topics if set(each.ids) & set(self._ledger.people)), None)
            speaker = question.speaker or person
            question = replace(
                question,
                asks="what-said" if speaker else "about",
                speaker=speaker,
                topics=tuple(each for each in question.topics if each is not person),
            )
        if question.asks == "list-people" and question.bare:
            return self.people()
        if not question.words:
            return Refusal("empty", "empty")
        if stranger := self._stranger(question):
            return self._wrong_name(question, stranger, evidence)
        if question.script != "latin" and not question.asks and not question.mentions:
            return Refusal("language", "language")
        if len(question.speaker.ids if question.speaker else ()) > 1 and not self._several(question):
            return Choices(question.speaker.ids if question.speaker else (), "which-one")
        return self._rules.get(question.asks, self._detail)(question, evidence)

    def about_entry(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """The detail that a follow-up asks of the entries last spoken of."""
        holding = [each for each in evidence if self._holds(question, each)]
        if not holding:
            return self._lacking(question, evidence)
        asks = "who" if question.asks == "who-said" else question.asks
        return self.with_sides(Answer(self._in_order(holding[:1]), detail=asks))

    def other_side(self, statement: str) -> Decision:
        """What the other positions of the statement's dispute say."""
        disputes = self._ledger.disputes_of.get(statement, ())
        if not disputes:
            return Refusal("not-stated", "no-other-side")
        others = [position for position in disputes[0].positions if statement not in position]
        return self.with_sides(Answer(tuple(self._voice(position) for position in others)))

    def summary(self) -> Decision:
        """The event in the operators' words, with all sides of every dispute."""
        voices = (self._voice(position) for dispute in self._ledger.disputes.values() for position in dispute.positions)
        dispute = next(iter(self._ledger.disputes), "")
        return Answer((*dict.fromkeys(voices), *self._ledger.events), detail="summary", dispute=dispute)

    def people(self) -> Decision:
        """Everybody whose words the ledger holds, and the other people it knows."""
        speakers = dict.fromkeys(each.speaker for each in self._ledger.statements.values())
        return Answer((*speakers, *(id for id in self._ledger.people if id not in speakers)), detail="people")

    def by(self, id: str) -> Decision:
        """All that somebody said, or who it is and what happened about or with them."""
        said = tuple(
            each.id for each in self._ledger.statements.values() if self._speaks(each, Mention((id,), "", 0, 0))
        )
        if said:
            return self.with_sides(Answer(said[:MOST_ENTRIES]))
        related = tuple(each.id for each in self._ledger.facts.values() if id in (*each.by, *each.about, each.place))
        return Answer((id, *related[:MOST_ENTRIES]), detail="role")

    # ---- names ----

    def _stranger(self, question: Question) -> Mention | None:
        return next(iter(question.strangers), None)

    def _several(self, question: Question) -> bool:
        """Whether the speaker is named in the plural, so that all of them are meant."""
        return bool(question.speaker and question.speaker.title)

    def _wrong_name(self, question: Question, stranger: Mention, evidence: Sequence[Evidence]) -> Decision:
        """A correction when a stranger is asked about with somebody else's words, else a refusal with what there is."""
        if question.speaker is stranger and (correction := self._correction(question, evidence)):
            return correction
        if question.speaker is stranger or stranger.title:
            return Refusal("unknown-name", "no-such-name", stranger, self._speakers())
        known = [mention for mention in question.mentions if mention.ids]
        offer = tuple(
            each.id
            for each in evidence
            if each.allowed or set(each.vetoes) <= {"does not concern a name in the question"}
        )
        return Refusal("unknown-name", "no-name-about", stranger, offer[:MOST_CHOICES] if known else ())

    def _correction(self, question: Question, evidence: Sequence[Evidence]) -> Answer | None:
        """The true speaker of a quote that the question gives to another."""
        if question.asks not in {"did-say", "when", "where", "is-it-true"}:
            return None
        for each in evidence:
            wrong = set(each.vetoes) - {"does not concern a name in the question", "another act"}
            if (
                self._recognised(question, each)
                and each.traits.is_statement
                and wrong <= {"other speaker"}
                and question.speaker
                and not each.traits.speakers.intersection(question.speaker.ids)
            ):
                return Answer((each.id,), denied=(question.speaker,))
        return None

    def _recognised(self, question: Question, evidence: Evidence) -> bool:
        """Whether the entry is surely what the question gives to somebody: its quote, or its act and every word."""
        if evidence.remembered:
            return True
        if not question.speaker or question.speaker.stranger or question.asks != "did-say" or evidence.missing:
            return False
        specific = any(not act.general for act in question.acts) and "another act" not in evidence.vetoes
        names = "does not concern a name in the question" not in evidence.vetoes
        return names and (specific or len(evidence.explained) > 1)

    def _speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.speaker for each in self._ledger.statements.values()))[:MOST_CHOICES]

    # ---- words ----

    def _what_said(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        if question.noun:
            return Refusal("unknown-name", "no-such-name", question.noun, self._speakers())
        if not question.speaker and "anyone" not in question.options:
            return Choices(self._speakers(), "words-of")
        found = [each for each in evidence if each.traits.is_statement and each.allowed]
        if not question.speaker and question.bare:
            return self.people()
        fitting = self._fitting(question, found)
        if fitting:
            whole = not question.content and not any(each.remembered for each in fitting)
            chosen = fitting if whole else self._tied(fitting)
            return Answer(self._in_order(chosen))
        return self._nothing_by(question, evidence)

    def _nothing_by(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """Says whose words are missing, and offers the words or deeds that there are of them."""
        if correction := self._correction(question, evidence):
            return correction
        if not question.speaker:
            return self._missing(question, evidence)
        own = tuple(id for id, each in self._ledger.statements.items() if self._speaks(each, question.speaker))
        if question.reversed:
            return Refusal("not-stated", "not-negation", offer=own[:MOST_CHOICES])
        near = self._nearest(own, evidence)
        unknown = question.hard or any(set(each.vetoes) == {"another act"} for each in evidence if each.id in own)
        if own and not unknown and not question.topics and not question.quoted:
            return Choices(near, "closest")
        if own:
            return Refusal("nothing-by-speaker", "nothing-by", question.speaker, near)
        related = tuple(each.id for each in evidence if each.traits.related.intersection(question.speaker.ids))
        return Refusal("nothing-by-speaker", "nothing-said", question.speaker, self._nearest(related, evidence))

    def _speaks(self, statement: Statement, speaker: Mention) -> bool:
        person = self._ledger.people.get(statement.speaker)
        return bool({statement.speaker, *(person.speaks_for if person else ())}.intersection(speaker.ids))

    def _nearest(self, ids: Iterable[str], evidence: Sequence[Evidence]) -> tuple[str, ...]:
        wanted = set(ids)
        near = sorted((each for each in evidence if each.id in wanted), key=lambda each: (-each.coverage, -each.score))
        return tuple(each.id for each in near)[:MOST_CHOICES]

    def _who_said(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        found = [each for each in evidence if each.traits.is_statement and each.allowed]
        specific = any(not act.general for act in question.acts)
        if question.bare and not specific:
            return self.people()
        fitting = self._fitting(question, found)
        if fitting:
            several = not question.content and not specific and not any(each.remembered for each in fitting)
            return Answer(
                self._in_order(fitting) if several else self._in_order(self._tied(fitting)), asked=question.named_ids
            )
        return self._detail(replace(question, asks="who"), evidence)

    def _did_say(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        if not question.speaker:
            return self._is_it_true(question, evidence)
        found = [each for each in evidence if each.traits.is_statement and each.allowed]
        fitting = self._fitting(question, found)
        remembered = any(each.remembered for each in evidence)
        if fitting and (fitting[0].remembered or not remembered):
            return Answer(self._in_order(self._tied(fitting)))
        return self._nothing_by(question, evidence)

    # ---- disputes ----

    def _is_it_true(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        fitting = self._fitting(question, [each for each in evidence if each.allowed])
        if question.bare and self._ledger.disputes:
            return self._sides(question, evidence)
        if not fitting:
            return self._missing(question, evidence)
        disputes = self._ledger.disputes_of.get(fitting[0].id, ())
        if disputes:
            return self.dispute(disputes[0])
        return Answer(self._in_order(self._tied(fitting)))

    def _sides(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """The dispute that the question fits best; with several and no word to tell, a choice of them."""
        disputes = list(self._ledger.disputes.values())
        if not disputes:
            return self._missing(question, evidence)
        fitting = [each for each in evidence if each.allowed and each.id in self._ledger.disputes_of]
        if not question.bare and fitting:
            return self.dispute(self._ledger.disputes_of[fitting[0].id][0])
        if len(disputes) > 1:
            return Choices(tuple(dispute.id for dispute in disputes[:MOST_CHOICES]))
        return self.dispute(disputes[0])

    def dispute(self, dispute: Dispute) -> Answer:
        """All positions of the dispute, a statement each, in the order of the ledger, which is that of time."""
        return Answer(tuple(self._voice(position) for position in dispute.positions), dispute=dispute.id)

    def _voice(self, position: Sequence[str]) -> str:
        """The statement that stands for a side: its first in its own words, else its first."""
        return next((id for id in position if self._ledger.statements[id].quote), position[0])

    def with_sides(self, answer: Answer) -> Answer:
        """The answer with the other positions of every dispute that its statements take part in."""
        shown, sides, first = set(answer.entries), list(answer.sides), answer.dispute
        for id in answer.entries:
            for dispute in self._ledger.disputes_of.get(id, ()):
                first = first or dispute.id
                for position in dispute.positions:
                    if shown.isdisjoint(position):
                        sides.append(self._voice(position))
                        shown.add(sides[-1])
        return replace(answer, sides=tuple(sides), dispute=first)

    # ---- people and lists ----

    def _who_is(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        people = [id for mention in question.mentions for id in mention.ids if id not in self._ledger.places]
        if len(people) == 1 and people[0] in self._ledger.organisations:
            people = [id for id, each in self._ledger.people.items() if people[0] in each.speaks_for] or people
        if len(people) == 1 and not question.content:
            return Answer((people[0],), detail="role")
        if people and not question.content:
            return Choices(tuple(people[:MOST_CHOICES]))
        return self._detail(replace(question, asks="who"), evidence)

    def _list(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        found = [each for each in evidence if each.traits.is_statement and each.allowed]
        fitting = self._fitting(question, found)
        return Answer(self._in_order(fitting)) if fitting else self._missing(question, evidence)

    def _what_happened(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        if question.bare:
            return self.summary()
        disputed = {id for each in self._ledger.disputes_of for id in self._ledger.statements[each].about}
        if not question.content and disputed.intersection(question.named_ids):
            return self._detail(question, evidence)
        facts = self._fitting(question, [each for each in evidence if each.allowed and not each.traits.is_statement])
        if facts:
            return Answer(self._in_order(facts if not question.content else self._tied(facts)))
        return self._detail(question, evidence)

    # ---- details ----

    def _detail(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """An answer to when, where, why, how, how many, who, what: the entry must hold what is asked for."""
        if question.speaker and question.speaks and (correction := self._correction(question, evidence)):
            return correction
        if question.bare and not any(each.remembered for each in evidence):
            return self._nothing_asked(question)
        fitting = self._fitting(question, [each for each in evidence if each.allowed])
        if not question.speaks and question.asks in {"when", "where", "why", "how", "how-many"}:
            fitting = [each for each in fitting if not each.traits.is_statement] or fitting
        if not fitting:
            return self._missing(question, evidence)
        if (
            not question.content
            and not question.acts
            and question.asks in {"", "about", "who", "what", "what-happened"}
        ):
            return self._about(question, fitting)
        tied = self._tied(fitting)
        holding = [each for each in tied if self._holds(question, each)]
        if holding:
            return Answer(self._in_order(holding), detail=question.asks, asked=question.named_ids)
        return self._lacking(question, tied)

    def _nothing_asked(self, question: Question) -> Decision:
        if question.asks in {"", "about", "what"}:
            return Refusal("empty", "empty")
        return Choices(tuple(self._ledger.disputes)[:MOST_CHOICES] or tuple(self._ledger.entries)[:MOST_CHOICES])

    def _about(self, question: Question, fitting: Sequence[Evidence]) -> Decision:
        """All that concerns the names alone: a person's card, or the entries about a place."""
        people = [id for id in question.named_ids if id in self._ledger.people]
        if len(people) == 1 and len(question.named_ids) == 1:
            return Answer((people[0], *self._in_order(fitting)[:MOST_CHOICES]), detail="role")
        disputed = next(
            (self._ledger.disputes_of[each.id][0] for each in fitting if each.id in self._ledger.disputes_of), None
        )
        voices = self.dispute(disputed).entries if disputed else ()
        rest = tuple(id for id in self._in_order(fitting) if id not in voices and id not in self._ledger.disputes_of)
        return Answer((*voices, *rest)[:MOST_ENTRIES], dispute=disputed.id if disputed else "")

    def _holds(self, question: Question, evidence: Evidence) -> bool:
        entry, asks = evidence.traits.entry, question.asks
        if asks == "when":
            return bool(entry.time) if "time_of_day" in question.options else True
        if asks == "where":
            return bool(entry.place or evidence.traits.places or (isinstance(entry, Statement) and entry.via))
        if asks == "channel":
            return isinstance(entry, Statement) and bool(entry.via)
        if asks == "why":
            return bool(entry.gives.why)
        if asks == "how":
            return bool(entry.gives.how or (not isinstance(entry, Fact) and entry.via)) or isinstance(entry, Fact)
        if asks == "how-many":
            return evidence.counts
        return True

    def _lacking(self, question: Question, tied: Sequence[Evidence]) -> Refusal:
        sentence = {
            "when": "no-time",
            "where": "no-where",
            "channel": "no-channel",
            "why": "no-why",
            "how": "no-how",
            "how-many": "no-number",
        }
        hard = " ".join(word.text for word in question.content if word in question.hard)
        return Refusal(
            "not-stated",
            sentence.get(question.asks, "not-stated"),
            hard,
            tuple(each.id for each in tied[:MOST_CHOICES]),
        )

    # ---- what all rules share ----

    def _fitting(self, question: Question, found: Sequence[Evidence]) -> list[Evidence]:
        """Those that explain enough of the question and leave out nothing that it asks for."""
        enough = ENOUGH_OF_ONE if question.speaker and question.speaks else ENOUGH
        return [each for each in found if each.coverage >= enough and question.hard.isdisjoint(each.missing)]

    def _tied(self, fitting: Sequence[Evidence]) -> list[Evidence]:
        """The best, and those that explain as much and score nearly as high."""
        best = fitting[0]
        return [
            each
            for each in fitting
            if each.remembered == best.remembered
            and each.coverage >= best.coverage - 0.01
            and each.strength >= best.strength - AS_DIRECT
            and each.score >= NEAR_TIE * best.score
        ][:MOST_CHOICES]

    def _in_order(self, chosen: Sequence[Evidence]) -> tuple[str, ...]:
        return tuple(each.id for each in chosen)[:MOST_ENTRIES]

    def _missing(self, question: Question, evidence: Sequence[Evidence]) -> Decision:
        """Choices when something near explains part of the question, else a refusal that names what is missing."""
        if (question.negations or question.reversed) and any(
            set(each.vetoes) == {"the question is turned round by a negation"} for each in evidence
        ):
            return Refusal("not-stated", "not-negation")
        near = [each for each in evidence if each.allowed and each.coverage >= SOME and each.explained]
        offer = tuple(each.id for each in near[:MOST_CHOICES])
        missing = self._unexplained(question, near or evidence)
        if question.asks == "how-many":
            return Refusal("not-stated", "no-number", missing, offer)
        known = any(mention.ids for mention in question.mentions)
        if near and not question.hard and near[0].coverage >= ENOUGH_OF_ONE:
            return Choices(offer, "closest")
        if near or known:
            offer = offer or tuple(each.id for each in evidence if each.allowed)[:MOST_CHOICES]
            return Refusal("not-stated", "not-stated", missing, offer)
        return Refusal("off-topic", "off-topic")

    def _unexplained(self, question: Question, evidence: Sequence[Evidence]) -> str:
        """What was asked for and nothing explains: the hard words first, in the words of the question."""
        explained = {word for each in evidence for word, _ in each.explained}
        missing = [word for word in question.content if word not in explained] or list(question.content)
        hard = [word for word in missing if word in question.hard]
        return " ".join(word.text for word in (hard or missing)[:3])
