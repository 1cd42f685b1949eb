"""What an entry of the ledger can explain: its words, whom it concerns, where and when it was, what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

from bot.languages import Act, Language
from bot.ledger.dates import Period, period
from bot.ledger.model import Fact, Ledger, Statement
from bot.matching.dates import AskedDate, find_dates
from bot.matching.names import Names
from bot.matching.numbers import words_in_figures
from bot.matching.phrases import plain_words
from bot.matching.telling import alluded, details_told, from_the_event, tells_of_crowds, tells_of_silence
from bot.text import folded, stem, stems, words

_YEAR = 4
_JUST_BEFORE = 2


class By(Enum):
    """What of an entry holds a word: how --why calls it, and how directly it explains, from 0 to 1."""

    WORDS = "its words", 1.0
    CHANNEL = "its channel", 1.0
    PHRASING = "its phrasing", 1.0
    TURNED = "its phrasing, with a negation", 1.0
    ACT = "its act", 1.0
    ID = "its id", 0.9
    TIME = "its time", 0.5
    GIVES = "what it gives", 0.5
    ROLE = "a role", 0.5
    NAME = "a name", 0.5
    DISPUTE = "the question in dispute", 0.5
    EVENT = "the event", 0.3

    @property
    def strength(self) -> float:
        """How directly it explains."""
        return self.value[1]


@dataclass(frozen=True)
class Traits:
    """An entry made ready for matching.

    `stems` maps each stem that it explains to what holds it; `phrasings` hold the stems of each way in which people
    ask for it or for its dispute. `places` are where it was and those that it names, `stood` only the former; both
    with all that they lie in; `days` stand in its words. `related` is everybody and everything that a question
    about its words may name; `concerned` leaves out who only spoke, `opponents` spoke on the other sides, `named`
    are those in its texts, `numbered` the words that a number counts. `told` are the folded words of its texts, its
    own first. `negations` are those in its own words; it only alludes to the stems in `alluded`; `details` are
    those that it tells and few do; it `is_background` if it was over before the event, `is_ahead` if it is still to
    come; it `denies` if it is a denial or stands beside one; it `tells_of_crowds` or `tells_of_silence`, or is
    `of_abroad`, if its words are. `asked_as` are its phrasings as folded words, `disputed_as` those of its disputes
    with their ids.
    """

    id: str
    entry: Statement | Fact
    stems: Mapping[str, By]
    speakers: frozenset[str]
    related: frozenset[str]
    concerned: frozenset[str]
    opponents: frozenset[str]
    named: frozenset[str]
    places: frozenset[str]
    stood: frozenset[str]
    days: tuple[AskedDate, ...]
    acts: tuple[Act, ...]
    negations: frozenset[str]
    denies: bool
    period: Period | None
    reported: Period
    told: tuple[tuple[str, ...], ...]
    numbered: frozenset[str]
    phrasings: tuple[tuple[frozenset[str], By], ...]
    alluded: frozenset[str]
    details: frozenset[str]
    is_background: bool
    is_ahead: bool
    tells_of_crowds: bool
    tells_of_silence: bool
    of_abroad: bool
    asked_as: frozenset[tuple[str, ...]]
    disputed_as: Mapping[tuple[str, ...], str]

    @cached_property
    def asked_stems(self) -> frozenset[str]:
        """The stems of its phrasings, of those of its disputes, and of its own words."""
        return frozenset(self.stems).union(*(stems for stems, _ in self.phrasings))

    @cached_property
    def run_together(self) -> str:
        """Its own words without blanks."""
        return "".join(self.told[0])

    @cached_property
    def is_statement(self) -> bool:
        """Whether somebody said it, rather than did it."""
        return isinstance(self.entry, Statement)


def traits_of(ledger: Ledger, language: Language, names: Names) -> dict[str, Traits]:
    """The traits of every statement and fact, by id."""
    return {id: traits_of_entry(entry, ledger, language, names) for id, entry in ledger.entries.items()}


def own_texts(entry: Statement | Fact) -> Iterator[tuple[str, By]]:
    """The entry's texts that a question may take up, each with what it is."""
    if isinstance(entry, Statement):
        yield entry.quote or "", By.WORDS
        yield entry.says or "", By.WORDS
        yield entry.via or "", By.CHANNEL
    else:
        yield entry.text, By.WORDS
    yield entry.time or "", By.TIME
    yield " ".join(text for text in (entry.gives.why, entry.gives.how, entry.gives.how_many) if text), By.GIVES
    for phrasing in entry.asked_as:
        yield phrasing, By.PHRASING


def traits_of_entry(entry: Statement | Fact, ledger: Ledger, language: Language, names: Names) -> Traits:
    """The traits of one statement or fact."""
    texts = tuple((text, by) for text, by in own_texts(entry) if text)
    told = tuple(folded(text) for text, _ in texts)
    own = _stems(entry, texts, ledger, language)
    named = {id for text, _ in texts for id in names.within(text)}
    stood = set(ledger.around(entry.place))
    places = stood | {each for id in named if id in ledger.places for each in ledger.around(id)}
    for place in {entry.place or "", *entry.about, *named}:
        for noun in names.kinds.get(place, ()):
            own.setdefault(stem(noun), By.NAME)
    speakers = {voice for id in entry.doers for voice in ledger.voices(id)}
    around = {each for id in entry.about if id in ledger.places for each in ledger.around(id)}
    topics = {*entry.about, *named, *places, *around}
    sides = speakers | {side for id in entry.doers for side in names.sides(id)}
    published = [period(ledger.sources[each.source].published) for each in entry.citations]
    phrasings = tuple(_phrasings(entry, ledger, language))
    own_words = {word for word, by in own.items() if by is By.WORDS}
    later = from_the_event(entry, ledger)
    days = tuple(day for text, by in texts if by is By.WORDS for day in _days(text, language))
    # the day of words is not that of what they tell
    dated = bool(days) or (later > 0 and isinstance(entry, Fact))
    return Traits(
        id=entry.id,
        entry=entry,
        stems=own,
        speakers=frozenset(speakers),
        related=frozenset(topics | sides),
        concerned=frozenset(topics if isinstance(entry, Statement) else topics | sides),
        opponents=_opponents(ledger, entry.id),
        named=frozenset(named),
        places=frozenset(places),
        stood=frozenset(stood),
        days=days,
        acts=tuple(_acts(entry, language)),
        negations=frozenset(word for word in language.words["negations"] if own.get(stem(word)) is By.WORDS),
        denies=_denies(entry, ledger, language),
        period=period(entry.date) if entry.date else None,
        reported=Period(min(days.first for days in published), max(days.last for days in published)),
        told=told,
        numbered=frozenset(word for row in told for word in _numbered(row, language)),
        phrasings=phrasings,
        alluded=alluded(told[0], language),
        tells_of_crowds=tells_of_crowds(entry, own_words, language),
        tells_of_silence=tells_of_silence(entry, told[0], language),
        of_abroad=not language.stems_of("abroad").isdisjoint(
            own.keys() | {stem for asked, _ in phrasings for stem in asked}
        ),
        details=details_told(entry, told, dated, language),
        is_background=later < 0,
        is_ahead=not language.words["ahead"].isdisjoint(told[0]) or later > 0,
        asked_as=frozenset(row for row, (_, by) in zip(told, texts, strict=True) if by is By.PHRASING),
        disputed_as={
            folded(text): dispute.id
            for dispute in ledger.disputes_of.get(entry.id, ())
            for text in (dispute.question, *dispute.asked_as)
        },
    )


def _days(text: str, language: Language) -> list[AskedDate]:
    """The days and months that stand in the text."""
    dated = any(word in language.months or word.isdecimal() for word in folded(text))
    return find_dates(words(text), language) if dated else []


def _stems(
    entry: Statement | Fact, texts: tuple[tuple[str, By], ...], ledger: Ledger, language: Language
) -> dict[str, By]:
    """What holds each stem that the entry explains, the most direct of several."""
    concerned = (*entry.doers, *entry.about, *((entry.place,) if entry.place else ()))
    people = (ledger.people[id] for id in concerned if id in ledger.people)
    disputes = ledger.disputes_of.get(entry.id, ())
    held = [
        *((text, by) for text, by in texts if by is not By.PHRASING),
        (entry.id.replace("-", " "), By.ID),
        *((ledger.named[id].name, By.NAME) for id in concerned),
        *((person.role or "", By.ROLE) for person in people),
        *((dispute.question, By.DISPUTE) for dispute in disputes),
    ]
    found: dict[str, By] = {}
    for text, by in held:
        for word in _words(text, language):
            if word not in language.words["possessives"]:  # our lake is not ours
                found.setdefault(stem(word), by)
    return found


def _words(text: str, language: Language) -> tuple[str, ...]:
    """The folded words of the text, those that its phrases amount to, and its numbers in figures."""
    ways = dict.fromkeys((folded(text), _plainly(text, language)))  # most are one
    return tuple(word for way in ways for word in _without_days(way, language))


def _without_days(words: tuple[str, ...], language: Language) -> Iterator[str]:
    """The words without the numbers of days: the 12th of April is no dozen."""
    for before, word, behind in zip(("", *words), words, (*words[1:], ""), strict=False):
        if not (word.isdecimal() and len(word) < _YEAR and not language.months.keys().isdisjoint({before, behind})):
            yield word


def _plainly(text: str, language: Language) -> tuple[str, ...]:
    """The folded words of the text as a question is read: its phrases in plain words, its numbers in figures."""
    return words_in_figures(plain_words(folded(text), language), language)


def _numbered(words: tuple[str, ...], language: Language) -> Iterator[str]:
    """The words that a number stands before, or a word before them."""
    some = any(map(str.isdecimal, words)) or not language.numbers.keys().isdisjoint(words)
    for at, word in enumerate(words) if some else ():
        if _is_number(word, language):
            yield from words[at + 1 : at + 1 + _JUST_BEFORE]


def _is_number(word: str, language: Language) -> bool:
    """Whether the word counts something; four figures are mostly a year."""
    return (word.isdecimal() and len(word) != _YEAR) or word in language.numbers


def _phrasings(entry: Statement | Fact, ledger: Ledger, language: Language) -> Iterator[tuple[frozenset[str], By]]:
    """The stems of what each phrasing asks for, and what holds it."""
    disputes = ledger.disputes_of.get(entry.id, ())
    turning = language.words["negations"] | language.words["undone"]
    held = [(text, By.PHRASING if turning.isdisjoint(folded(text)) else By.TURNED) for text in entry.asked_as]
    held += [(text, By.DISPUTE) for dispute in disputes for text in dispute.asked_as]
    for text, by in held:
        for told in dict.fromkeys((folded(text), _plainly(text, language))):
            yield stems(told) - language.stems_of("function"), by


def _acts(entry: Statement | Fact, language: Language) -> Iterator[Act]:
    """The families of the statement's act, and of those that its phrasings ask for: who threatened, how did he warn."""
    if not isinstance(entry, Statement):
        return
    before = language.words["question"] | language.words["pronouns"]
    asked = {word for text in entry.asked_as for first, word in pairwise(folded(text)) if first in before}
    families = [language.acts_asked(word) for word in asked]
    telling = {act for each in families for act in each if not any(other.general for other in each)}
    yield from (act for act in language.acts if entry.act in act.acts or (act in telling and not act.strict))


def _denies(entry: Statement | Fact, ledger: Ledger, language: Language) -> bool:
    if not isinstance(entry, Statement):
        return False
    positions = (each for dispute in ledger.disputes_of.get(entry.id, ()) for each in dispute.positions)
    beside = {id for position in positions if entry.id in position for id in position}
    acts = {entry.act, *(ledger.statements[id].act for id in beside)}
    return any(act.denial and not act.acts.isdisjoint(acts) for act in language.acts)


def _opponents(ledger: Ledger, statement: str) -> frozenset[str]:
    """The speakers of the other sides of a disputed statement, whom they speak for, and the places there."""
    positions = (each for dispute in ledger.disputes_of.get(statement, ()) for each in dispute.positions)
    others = (id for position in positions if statement not in position for id in position)
    voices = {voice for id in others for voice in ledger.voices(ledger.statements[id].speaker)}
    return frozenset(voices.union(id for id in ledger.places if voices and not voices.isdisjoint(ledger.around(id))))
