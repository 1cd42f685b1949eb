"""What an entry explains of a question and what it does not: the evidence that decisions, refusals and --why read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Period, period
from bot.matching.index import Index
from bot.matching.question import Question
from bot.matching.traits import Traits
from bot.text import Word, folded, squeeze, stem

REMEMBERED = 88.0
"""partial_ratio (0 to 100) from which a question's words count as a quote half remembered."""

EXACT = 100.0
"""The same for words that could stand in any quote."""

OWN = frozenset({"its words", "its text"})
"""What explains a word from inside the entry, by the very word."""

DISPUTED, EVENT = "the question in dispute", "the event"
"""What explains a word from outside the entry."""

_SHORTEST_QUOTE = 8
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate entry: its words explained (by what), the words missing, what forbids it, and how near it is.

    `coverage` is the share of the words explained, `strength` how directly they are, `score` the index's; all from 0 to
    1. `remembered` says that the question holds words of its quote, `counts` that it holds the number asked for,
    `doer_untold` that it tells that something was done but not by whom.
    """

    traits: Traits
    explained: tuple[tuple[Word, str], ...]
    missing: tuple[Word, ...]
    vetoes: tuple[str, ...]
    coverage: float
    strength: float
    score: float
    remembered: bool
    counts: bool = False
    doer_untold: bool = False

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.traits.id

    @property
    def allowed(self) -> bool:
        """Whether nothing forbids the entry."""
        return not self.vetoes


Veto = Callable[[Question, Traits, "Weigher"], bool]


def _other_speaker(question: Question, traits: Traits, weigher: Weigher) -> bool:
    return (
        bool(question.speaker)
        and question.speaks
        and not traits.speakers.intersection(question.speaker.ids if question.speaker else ())
    )


def _other_doer(question: Question, traits: Traits, weigher: Weigher) -> bool:
    return (
        bool(question.speaker)
        and not question.speaks
        and not traits.related.intersection(question.speaker.ids if question.speaker else ())
    )


def _other_names(question: Question, traits: Traits, weigher: Weigher) -> bool:
    ids = traits.concerned if question.of_deeds and question.content else traits.related
    if question.asks == "sides" or any(act.strict for act in question.acts):
        ids |= traits.opponents
    return any(not ids.intersection(mention.ids) for mention in question.topics)


def _other_place(question: Question, traits: Traits, weigher: Weigher) -> bool:
    somebody = any(id in weigher.people for mention in question.mentions for id in mention.ids)
    places = traits.places if question.speaks or not somebody else traits.stood
    return any(not places.intersection(mention.ids) for mention in question.located)


def _other_act(question: Question, traits: Traits, weigher: Weigher) -> bool:
    if not question.acts:
        return False
    if not traits.is_statement:
        return not all(weigher.explains(word, traits) for word in question.act_words)
    asked = [act for act in question.acts if not act.general]
    if not asked or any(act in traits.acts for act in asked):
        return False
    if not question.content and not any(weigher.explains(word, traits) in OWN for word in question.act_words):
        return True
    return any(act.strict for act in asked) or not weigher.is_plain(traits)


def _other_date(question: Question, traits: Traits, weigher: Weigher) -> bool:
    if question.dates and traits.is_statement and question.of_deeds:
        return True  # its day is that of the words, not of what they tell
    days = traits.period or weigher.reported(traits)
    # a year alone may also be part of the words
    asked = [date for date in question.dates if date.month or traits.stems.get(str(date.year)) not in OWN]
    return any(not (days and date.meets(days)) for date in asked)


def _excluded(question: Question, traits: Traits, weigher: Weigher) -> bool:
    return any(traits.speakers.intersection(mention.ids) for mention in question.excluded)


def _turned_round(question: Question, traits: Traits, weigher: Weigher) -> bool:
    return question.reversed or (bool(question.negations) and not weigher.negates(question, traits))


VETOES: Mapping[str, Veto] = {
    "other speaker": _other_speaker,
    "not about whom it names": _other_doer,
    "does not concern a name in the question": _other_names,
    "was not in the place named": _other_place,
    "another act": _other_act,
    "another day": _other_date,
    "somebody else is asked for": _excluded,
    "the question is turned round by a negation": _turned_round,
}


class Weigher:
    """Gathers the evidence of every candidate for a question."""

    def __init__(self, ledger: Ledger, language: Language, traits: Mapping[str, Traits], index: Index) -> None:
        self._ledger = ledger
        self._language = language
        self._traits = traits
        self._index = index
        self._event = frozenset(stem(word) for event in ledger.events.values() for word in folded(event.title))
        self.people = frozenset(ledger.people)
        self._quotes = {id: squeeze(entry.quote) for id, entry in ledger.statements.items() if entry.quote}

    def weigh(self, question: Question) -> list[Evidence]:
        """The evidence of the candidates, what nothing forbids first, then by words explained, then by the index."""
        words = [word.text for word in question.words] + [word for id in question.named_ids for word in self._name(id)]
        ranked = dict(self._index.rank(words, _CANDIDATES))
        if len(self._traits) <= _CANDIDATES:
            ranked = {id: ranked.get(id, 0.0) for id in self._traits}
        found = [self._evidence(question, self._traits[id], score) for id, score in ranked.items()]
        return sorted(found, key=_rank)

    def _name(self, id: str) -> Sequence[str]:
        return squeeze(self._ledger.named[id].name).split()

    def _evidence(self, question: Question, traits: Traits, score: float) -> Evidence:
        by = [(word, self._label(word, question, traits)) for word in self._to_explain(question, traits)]
        explained = tuple((word, label) for word, label in by if label)
        missing = tuple(word for word, label in by if not label and not self._is_of_event(word, question))
        outside = [word for word, label in by if not label and word not in missing]
        strength = sum(_strength(label) for _, label in explained) / max(len(explained) + len(outside), 1)
        coverage = len(explained) / (len(explained) + len(missing)) if explained or missing else float(not by)
        remembered = self._remembered(question, traits.id)
        vetoes = tuple(name for name, veto in VETOES.items() if veto(question, traits, self))
        given = bool(traits.entry.gives.how_many)
        counts = any(self._counts(each, traits) for each in question.counted) if question.counted else given
        untold = question.verb is not None and question.doing and not self._tells_doer(question.verb, traits)
        return Evidence(traits, explained, missing, vetoes, coverage, strength, score, remembered, counts, untold)

    def _to_explain(self, question: Question, traits: Traits) -> tuple[Word, ...]:
        """The content words, and the act where the statement was merely said and another act is asked for."""
        asked = [act for act in question.acts if not act.general]
        if traits.is_statement and asked:
            return (*question.content, *question.act_words)
        return question.content

    def _label(self, word: Word, question: Question, traits: Traits) -> str:
        """What explains the word to this question; what is in dispute explains only whether it is so."""
        label = self.explains(word, traits)
        if not question.of_deeds:
            return label
        return label or (EVENT if question.topics and self._is_of_event(word, question) else "")

    def _is_of_event(self, word: Word, question: Question) -> bool:
        """Whether the word is of the event as a whole, so that an entry need not repeat it."""
        return word not in question.hard and stem(word.text) in self._event

    def negates(self, question: Question, traits: Traits) -> bool:
        """Whether the entry itself says that something is not so: with "not" where that was asked."""
        if traits.denies and not question.of_deeds:
            return True
        own = {
            word
            for word in self._language.words["negations"]
            if traits.stems.get(stem(word)) in {"its words", "its text"}
        }
        return "not" in own if set(question.negations) == {"not"} else bool(own)

    def is_plain(self, traits: Traits) -> bool:
        """Whether the statement was merely said or written, so that its words must tell what was done with them."""
        return any(act.general or "wrote" in act.acts for act in traits.acts)

    def _tells_doer(self, verb: Word, traits: Traits) -> bool:
        """Whether the entry names who did it: in `by`, or as the subject of an active verb, or behind "by"."""
        if not isinstance(traits.entry, Fact) or traits.entry.by:
            return True
        words = folded(traits.texts[0])
        places = [at for at, word in enumerate(words) if self._same(verb.text, word)]
        passive = [at for at in places if set(words[max(at - 2, 0) : at]) & self._language.words["be"]]
        return len(passive) < len(places) or not places or any("by" in words[at + 1 : at + 2] for at in passive)

    def _counts(self, counted: Word, traits: Traits) -> bool:
        """Whether the entry says how many: in its short answer, or by a number right before what is counted."""
        if given := traits.entry.gives.how_many:
            small = (
                self._language.words["function"]
                | self._language.words["quantifiers"]
                | frozenset(self._language.numbers)
            )
            nouns = [word for word in folded(given) if word not in small and not word.isdecimal()]
            return (
                any(self._same(counted.text, word) for word in nouns) if nouns else bool(self.explains(counted, traits))
            )
        for text in traits.texts:
            words = folded(text)
            for at, word in enumerate(words):
                if self._same(counted.text, word) and any(self._is_number(each) for each in words[max(at - 2, 0) : at]):
                    return True
        return False

    def _is_number(self, word: str) -> bool:
        """Whether the word counts something; four figures are mostly a year."""
        return (word.isdecimal() and len(word) != 4) or word in self._language.numbers

    def _same(self, asked: str, own: str) -> bool:
        return stem(asked) == stem(own) or stem(own) in self._language.synonyms.get(stem(asked), ())

    def explains(self, word: Word, traits: Traits) -> str:
        """What in the entry explains the word: a label, or "" when nothing does."""
        own = stem(word.text)
        if label := traits.stems.get(own):
            return label
        for other in sorted(self._language.synonyms.get(own, ())):
            if label := traits.stems.get(other):
                return f"{label}, as “{other}”"
        asked = self._language.acts_asked(word.text)
        if traits.is_statement and any(act.general or act in traits.acts for act in asked):
            return "the act"
        number = self._language.numbers.get(word.text) or (int(word.text) if word.text.isdecimal() else None)
        named = (stem(each) for each, value in self._language.numbers.items() if value == number)
        return next((label for each in (str(number), *named) if number and (label := traits.stems.get(each))), "")

    def _remembered(self, question: Question, id: str) -> bool:
        """Whether what is left of the question without its asked-for words is part of the entry's quote."""
        quote = self._quotes.get(id)
        if not quote:
            return False
        tails = [squeeze(text) for text in question.quoted] or [question.tail]
        return any(
            len(tail) >= _SHORTEST_QUOTE
            and len(tail.split()) <= 2 * len(quote.split())
            and fuzz.partial_ratio(tail, quote) >= (REMEMBERED if self._says_something(tail) else EXACT)
            for tail in tails
        )

    def _says_something(self, tail: str) -> bool:
        """Whether the words could single out a quote: two of them at least are not empty."""
        return sum(word not in self._language.words["function"] for word in tail.split()) > 1

    def reported(self, traits: Traits) -> Period | None:
        """The days on which the entry's sources were published, from the first to the last."""
        published = [period(self._ledger.sources[each.source].published) for each in traits.entry.citations]
        if not published:
            return None
        return Period(min(days.first for days in published), max(days.last for days in published))


def _rank(evidence: Evidence) -> tuple[bool, bool, float, float, float]:
    """The order of candidates: what nothing forbids, then by quote, words explained, how directly, and the index."""
    coverage, strength = -round(evidence.coverage, 3), -round(evidence.strength, 1)
    return not evidence.allowed, not evidence.remembered, coverage, strength, -evidence.score


def _strength(label: str) -> float:
    """How directly a word is explained: by the same word, by one that stands for it, or from outside the entry."""
    if label == EVENT:
        return 0.3
    if label.startswith((DISPUTED, "the role", "the name", "its time", "what it gives")):
        return 0.5
    return 0.8 if "as “" in label or label == "its id" else 1.0
