"""What an entry explains of a question and what it does not: the evidence that decisions, refusals and --why read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain, islice

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.explanation import Explainer, Explanation
from bot.matching.granting import granted, ungranted
from bot.matching.index import Index
from bot.matching.names import Mention
from bot.matching.promises import Promises
from bot.matching.question import Question
from bot.matching.remembering import Remembering, Tail
from bot.matching.telling import numbered
from bot.matching.traits import By, Traits
from bot.matching.vetoes import Forbids, Veto, may_forbid, opposes, vetoes
from bot.text import Word, folded, squeeze, stem

_SMALL = 50
"""Entries of a ledger of which every one is weighed."""
_CANDIDATES, _MOST_OF_NAMED = 12, 150
"""Entries that are weighed of a larger one, and those by whoever is named."""
_OF_BARE = 20
"""The same of a ledger that names nobody: there the nearest is measured by how far it stands out from the 20th."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate entry: its words explained, the words missing, what forbids it, and how near it is.

    `coverage` is the share of the words explained, `strength` how directly they are, `score` the index's; all from 0 to
    1. `remembered` says that the question holds words of its quote, `apt` counts what else of the question it fits:
    that something began or ended, that it was done by whom the question names; `altered` which words of a text
    between quotation marks differ from it (None: there is no such text), `counts` that it holds the number asked for,
    `doer_untold` that it tells that something was done but not by whom, `gives_it` that its short answer is to what is
    asked, `owner_untold` that it does not tell whose, or which one, it is, `kind_untold` that it tells of no site of
    the kind that is asked for. `granted` counts what it tells of the question's premise, `ungranted` is the rest of
    that; `promised` is its id, or that of its dispute, if a phrasing of it asks just the same.
    """

    traits: Traits
    explained: tuple[tuple[Word, Explanation], ...]
    missing: tuple[Word, ...]
    vetoes: frozenset[Veto]
    coverage: float
    strength: float
    score: float
    remembered: bool
    apt: int = 0
    altered: tuple[str, ...] | None = None
    counts: bool = False
    doer_untold: bool = False
    granted: int = 0
    ungranted: tuple[str, ...] = ()
    gives_it: bool = True
    owner_untold: bool = False
    kind_untold: bool = False
    promised: str = ""

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.traits.id

    def tells(self, word: Word) -> bool:
        """Whether the word, or a form of it, stands in its own words or is the act that the source calls it."""
        told = {stem(each) for each in self.traits.told[0]}
        return stem(word.text) in told | {stem(getattr(self.traits.entry, "act", ""))}

    @property
    def allowed(self) -> bool:
        """Whether nothing forbids the entry."""
        return not self.vetoes


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is put to every candidate: the stems that it may mean, its tails, what may forbid an answer."""

    question: Question
    meant: frozenset[str]
    tails: Sequence[Tail]
    may_forbid: Mapping[Veto, Forbids]


class Weigher:
    """Gathers the evidence of every candidate for a question."""

    def __init__(
        self,
        ledger: Ledger,
        language: Language,
        traits: Mapping[str, Traits],
        index: Index,
        read: Callable[[str], Question],
    ) -> None:
        """`read` makes of a text the question that it asks."""
        self._ledger = ledger
        self._language = language
        self._traits = traits
        self._index = index
        self._explainer = Explainer(language)
        self._promises = Promises(language, read)
        titles = (word for event in ledger.events.values() for word in folded(event.title))
        self._event = frozenset(map(stem, chain(titles, language.words["events"])))
        self._remembering = Remembering(ledger, language)
        self._by_speaker: dict[str, list[str]] = defaultdict(list)
        for id, each in traits.items():
            for speaker in each.speakers:
                self._by_speaker[speaker].append(id)
        self._reacting = [id for id, each in traits.items() if each.tells_of_crowds or each.of_abroad or each.opponents]

    def but(self, traits: Mapping[str, Traits], index: Index) -> Weigher:
        """The weigher with other traits of some entries, spoken by the same, and the index that goes with them."""
        other = copy(self)
        other._traits, other._index = {**self._traits, **traits}, index
        return other

    def weigh(self, question: Question, too: Iterable[str] = ()) -> list[Evidence]:
        """The evidence of the candidates, what nothing forbids first, then by quote, words, directness, index.

        The entries `too` are weighed however far they are.
        """
        candidates = {**dict.fromkeys(too, 0.0), **self._candidates(question)}
        asked = self._asked(question)
        found = [self._evidence(asked, self._traits[id], score) for id, score in candidates.items()]
        if sense := self._promises.sense(question):
            kept = ((each, self._promises.made(sense, asked.meant, each.traits)) for each in found)
            found = [replace(each, promised=id) if id else each for each, id in kept]
        resting = question.premise and not (question.content or question.topics)
        return sorted(self._about_premise(found) if resting else found, key=_rank)

    def _about_premise(self, found: Sequence[Evidence]) -> list[Evidence]:
        """The evidence, with a veto for statements that tell less of the premise than others and dispute none of it."""
        said = [each for each in found if each.traits.is_statement]
        most = max((each.granted for each in said if each.allowed), default=0)
        granting = (each.id for each in found if not each.ungranted)
        disputes = (disputed for id in granting for disputed in self._ledger.disputes_of.get(id, ()))
        about = {id for disputed in disputes for position in disputed.positions for id in position}
        about |= {each.id for each in found if each.granted >= max(most, 1) or not each.traits.is_statement}
        forbidden = frozenset({Veto.PREMISE})
        return [each if each.id in about else replace(each, vetoes=each.vetoes | forbidden) for each in found]

    def of(self, id: str, question: Question) -> Evidence:
        """The evidence of one entry, whether it is a candidate or not."""
        return self._evidence(self._asked(question), self._traits[id], 0.0)

    def _asked(self, question: Question) -> _Asked:
        meant = self._explainer.meant((*question.words, *question.content))
        return _Asked(question, meant, self._remembering.tails(question), may_forbid(question))

    def _candidates(self, question: Question) -> dict[str, float]:
        """The entries nearest by the index with their scores, and all of those named; of a small ledger every entry."""
        names = (word for id in question.named_ids for word in squeeze(self._ledger.named[id].name).split())
        small = len(self._traits) <= _SMALL
        pasted = (word for text in question.quoted for word in folded(text))
        words = [*(word.text for word in question.words), *pasted, *names]
        most = _SMALL if small else _CANDIDATES if self._ledger.named else _OF_BARE
        ranked = dict(self._index.rank(words, most))
        if small:
            return {id: ranked.get(id, 0.0) for id in self._traits}
        theirs = (id for named in question.named_ids for id in self._by_speaker.get(named, ()))
        opposing = question.asks == "reactions" or question.opposes
        reacting = self._reacting if opposing else ()
        return {**dict.fromkeys(islice(chain(theirs, reacting), _MOST_OF_NAMED), 0.0), **ranked}

    def _evidence(self, asked: _Asked, traits: Traits, score: float) -> Evidence:
        question, taken = asked.question, self._explainer.taken_up(asked.meant, traits)
        explained: list[tuple[Word, Explanation]] = []
        unexplained: list[Word] = []
        for word in self._to_explain(question, traits):
            if explanation := self._explanation(word, question, traits, taken):
                explained.append((word, explanation))
            else:
                unexplained.append(word)
        missing = [word for word in unexplained if not self._is_of_event(word, question)]
        if explained:
            missing = [word for word in missing if not self._is_idle(word, question)]
        weight = sum([explanation.strength for _, explanation in explained])
        explainer, premise, accountable = self._explainer, question.premise, len(explained) + len(missing)
        return Evidence(
            traits=traits,
            explained=tuple(explained),
            missing=tuple(missing),
            vetoes=vetoes(question, traits, explainer, asked.may_forbid),
            coverage=len(explained) / accountable if accountable else float(not unexplained),
            strength=weight / max(len(explained) + len(unexplained) - len(missing), 1),
            score=score,
            remembered=self._remembering.holds(asked.tails, traits.id),
            apt=self._apt(question, traits),
            altered=self._remembering.altered(question, traits.id) if question.quoted else None,
            counts=question.asks == "how-many" and self._counts(question, traits),
            doer_untold=question.doing is not None and not explainer.tells_doer(question.doing, traits),
            granted=granted(premise, traits, explainer) if premise else 0,
            ungranted=tuple(ungranted(premise, traits, explainer)) if premise else (),
            gives_it=self._gives_it(question, traits),
            owner_untold=question.owned is not None
            and not explainer.tells_which(question.owned, traits, question.of_whom),
            kind_untold=question.asks == "where" and not explainer.tells_kind(question.asked_for, traits),
        )

    def _to_explain(self, question: Question, traits: Traits) -> tuple[Word, ...]:
        """The content words, and of a statement the act that is asked for."""
        if not question.act_words or not traits.is_statement or all(act.general for act in question.acts):
            return question.content
        if opposes(question, traits):
            return question.content
        # "confirm or deny": one of them is enough
        several = question.act_words if len(question.act_words) > 1 else ()
        done = tuple(word for word in several if self._explainer.explains(word, traits))
        return question.content + (done or question.act_words)

    def _explanation(
        self, word: Word, question: Question, traits: Traits, asked: Mapping[str, By]
    ) -> Explanation | None:
        """What explains the word; a channel is no deed."""
        explanation = self._explainer.explains(word, traits, asked)
        of_deed = question.of_deeds and not question.mentions and question.asks in {"when", "why"}
        if explanation and explanation.by is By.CHANNEL and of_deed:
            return None  # who cannot phone there has not said so by telephone
        return explanation

    def _is_idle(self, word: Word, question: Question) -> bool:
        """Whether the word only tells how it was, or what the asker thinks of it, where another word is explained."""
        return word.text in self._language.words["idle"] and word not in question.hard and word != question.verb

    def _is_of_event(self, word: Word, question: Question) -> bool:
        """Whether the word is of the event as a whole, so that an entry need not repeat it."""
        return stem(word.text) in self._event and word not in question.hard

    def _apt(self, question: Question, traits: Traits) -> int:
        done = () if traits.is_statement else (*question.act_words, *question.hints)
        found = [self._explainer.explains(word, traits) for word in (*question.aspects, *done)]
        theirs = question.verb and not traits.is_statement and not traits.speakers.isdisjoint(question.named_ids)
        return sum(each is not None and each.by is By.WORDS for each in found) + bool(theirs)

    def _counts(self, question: Question, traits: Traits) -> bool:
        explainer = self._explainer
        if "age" in question.options:
            return explainer.ages(traits) and not self._ledger.people.keys().isdisjoint(question.named_ids)
        held = {"span": explainer.lasts, "measure": explainer.measures, "of_people": explainer.counts_people}
        if asked := held.keys() & question.options:
            return held[asked.pop()](traits)
        if not question.counted:
            # "how large" asks for no time
            return bool(traits.entry.gives.how_many) and not explainer.spans(traits)
        named = question.counted_as
        # who speaks of a number, or did it to them, is not counted, nor is a place where it was
        others = traits.is_statement or (named is not None and self._is_undergone(named, question))
        named_in_it = traits.named - traits.speakers if others else traits.named.union(traits.entry.doers)
        concerned = named_in_it.union(traits.entry.about)
        if named in question.mentions and named and not concerned.isdisjoint(named.ids):
            names = [word for id in named.ids for word in folded(self._ledger.named[id].name)]
            counted = frozenset(word.text for word in question.counted)
            return explainer.counts_named(counted, frozenset([*names, *folded(named.text)]), traits)
        told = self._tells_count(question.counted[0], traits)
        return told or any(explainer.counts(word, traits) for word in question.counted)

    def _gives_it(self, question: Question, traits: Traits) -> bool:
        """Whether its short answer is to what is asked: three thieves are none of the two guards that it tells of."""
        explainer = self._explainer
        if "measure" in question.options:
            return explainer.gives_measure(traits)
        counted = () if question.counted_as or question.options & {"span", "of_people", "age"} else question.counted
        spans = any(word.text in self._language.words["spans"] for word in counted)
        given = not counted or spans or any(explainer.gives_count(word, traits) for word in counted)
        return given or not self._tells_count(counted[0], traits)

    def _tells_count(self, counted: Word, traits: Traits) -> bool:
        """Whether a number of what is counted stands in its own words, whatever its short answer counts."""
        return any(self._explainer.same(counted.text, word) for word in numbered(traits.told[0], self._language))

    def _is_undergone(self, counted: Mention, question: Question) -> bool:
        """Whether something is asked to have been done to those who are counted: how many firemen were rescued?"""
        behind = [word.text for word in question.words[counted.end : counted.end + 2]]
        passive = len(behind) > 1 and behind[0] in self._language.words["be"]
        return passive and (
            behind[1].endswith(tuple(self._language.words["done"])) or stem(behind[1]) in self._language.irregular
        )


def _rank(evidence: Evidence) -> tuple[bool, bool, float, float, int, float]:
    """The order of candidates."""
    coverage, strength = -round(evidence.coverage, 3), -round(evidence.strength, 1)
    return not evidence.allowed, not evidence.remembered, coverage, strength, -evidence.apt, -evidence.score
