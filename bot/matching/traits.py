"""What an entry of the ledger can explain: its words, whom it concerns, where and when it was, what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from bot.languages import Act, Language
from bot.ledger.dates import Period, period
from bot.ledger.model import Fact, Ledger, Statement
from bot.matching.acts import acts, objects
from bot.matching.dates import AskedDate, find_dates
from bot.matching.names import Names
from bot.matching.numbers import words_in_figures
from bot.matching.opposing import against, answered, denies, opponents, replies
from bot.matching.phrases import plain_words
from bot.matching.telling import (
    alluded,
    details_told,
    from_the_event,
    numbered,
    subjects,
    tells_of_crowds,
    tells_of_silence,
)
from bot.text import folded, stem, stems, words

_YEAR = 4
_KEPT = 50_000
"""Texts of which it is kept what they hold: most are the same in the next version of a ledger."""


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

    def __init__(self, called: str, strength: float) -> None:
        self.called, self.strength = called, strength


@dataclass(frozen=True)
class Traits:
    """An entry made ready for matching.

    `stems` maps each stem that it explains to what holds it; `phrasings` hold the stems of each way in which people
    ask for it or for its dispute. `places` are where it was and those that it names, `stood` only the former; both
    with all that they lie in; `days` stand in its words. `related` is everybody and everything that a question about
    its words may name; `concerned` leaves out who only spoke, `done_to` also those for whom they spoke if its own
    words do not name them, `objects` are those with whom its reported speech opens where its act is one of somebody,
    `opponents` spoke on the other sides, `answered` are those of them who spoke before, `against` the stems of what
    its words oppose, `named` are those in its texts, `acting` those who may have done it, `numbered` the words that a
    number counts. `told` are the folded words of its texts, its own first. `negations` are those in its own words; it
    only alludes to the stems in `alluded`; `details` are those that it tells and few do; it `is_background` if it was
    over before the event, `led_up` to it if its time says so, `is_ahead` if it is still to come; it `denies` if it is
    a denial or stands beside one, it `replies` if its act says so; it `tells_of_proof`, `tells_of_crowds` or
    `tells_of_silence`, or is `of_abroad`, if its words are. `asked_as` are its phrasings as folded words,
    `disputed_as` those of its disputes with their ids.
    """

    id: str
    entry: Statement | Fact
    stems: Mapping[str, By]
    speakers: frozenset[str]
    related: frozenset[str]
    concerned: frozenset[str]
    done_to: frozenset[str]
    objects: frozenset[str]
    opponents: frozenset[str]
    answered: frozenset[str]
    against: frozenset[str]
    named: frozenset[str]
    acting: frozenset[str]
    places: frozenset[str]
    stood: frozenset[str]
    days: tuple[AskedDate, ...]
    acts: tuple[Act, ...]
    negations: frozenset[str]
    denies: bool
    replies: bool
    period: Period | None
    reported: Period
    told: tuple[tuple[str, ...], ...]
    numbered: frozenset[str]
    phrasings: tuple[tuple[frozenset[str], By], ...]
    alluded: frozenset[str]
    details: frozenset[str]
    is_background: bool
    led_up: bool
    is_ahead: bool
    tells_of_proof: bool
    tells_of_crowds: bool
    tells_of_silence: bool
    of_abroad: bool
    asked_as: frozenset[tuple[str, ...]]
    disputed_as: Mapping[tuple[str, ...], str]

    @property
    def is_of_event(self) -> bool:
        """Whether it belongs to the event itself, not to what was before or is still to come."""
        return not (self.is_background or self.is_ahead)

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


def traits_of(
    ledger: Ledger, language: Language, names: Names, known: Mapping[str, Traits] | None = None
) -> dict[str, Traits]:
    """The traits of every statement and fact, by id; those that are `known` are not made anew."""
    held = known or {}
    return {id: held.get(id) or traits_of_entry(each, ledger, language, names) for id, each in ledger.entries.items()}


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
    own_named = {id for text, by in texts if by is By.WORDS for id in names.within(text)}
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
        done_to=frozenset(topics - (speakers - {*entry.about, *own_named})),
        objects=objects(entry, ledger, language, names),
        opponents=opponents(ledger, entry.id),
        answered=answered(ledger, entry.id),
        against=against([text for text, by in texts if by is By.WORDS], language),
        named=frozenset(named),
        acting=frozenset(speakers | names.within(subjects(told[0], language))),
        places=frozenset(places),
        stood=frozenset(stood),
        days=days,
        acts=tuple(acts(entry, language)),
        negations=frozenset(word for word in language.words["negations"] if own.get(stem(word)) is By.WORDS),
        denies=denies(entry, ledger, language),
        replies=replies(entry, language),
        period=period(entry.date) if entry.date else None,
        reported=Period(min(days.first for days in published), max(days.last for days in published)),
        told=told,
        numbered=frozenset(word for row in told for word in numbered(row, language)),
        phrasings=phrasings,
        alluded=alluded(told[0], language),
        tells_of_proof=not language.stems_of("proving").isdisjoint(own_words),
        tells_of_crowds=tells_of_crowds(entry, own_words, language),
        tells_of_silence=tells_of_silence(entry, told[0], language),
        of_abroad=not language.stems_of("abroad").isdisjoint(
            own.keys() | {stem for asked, _ in phrasings for stem in asked}
        ),
        details=details_told(entry, told, dated, language),
        is_background=later < 0,
        led_up=not language.words["telling_before"].isdisjoint(folded(entry.time or "")),
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


@lru_cache(maxsize=_KEPT)
def _words(text: str, language: Language) -> tuple[str, ...]:
    """The folded words of the text, those that its phrases amount to, and its numbers in figures."""
    return tuple(word for way in _ways(text, language) for word in _without_days(way, language))


def _without_days(words: tuple[str, ...], language: Language) -> Iterator[str]:
    """The words without the numbers of days: the 12th of April is no dozen."""
    if not any(map(str.isdecimal, words)):
        yield from words  # as most
        return
    for before, word, behind in zip(("", *words), words, (*words[1:], ""), strict=False):
        if not (word.isdecimal() and len(word) < _YEAR and not language.months.keys().isdisjoint({before, behind})):
            yield word


def _ways(text: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """The folded words of the text, and those as a question is read: phrases in plain words, numbers in figures."""
    told = folded(text)
    plain = words_in_figures(plain_words(told, language), language)
    return (told,) if plain == told else (told, plain)  # most are one


def _phrasings(entry: Statement | Fact, ledger: Ledger, language: Language) -> Iterator[tuple[frozenset[str], By]]:
    """The stems of what each phrasing asks for, and what holds it."""
    disputes = ledger.disputes_of.get(entry.id, ())
    turning = language.words["negations"] | language.words["undone"]
    held = [(text, By.PHRASING if turning.isdisjoint(folded(text)) else By.TURNED) for text in entry.asked_as]
    held += [(text, By.DISPUTE) for dispute in disputes for text in dispute.asked_as]
    yield from ((asked, by) for text, by in held for asked in _asked(text, language))


@lru_cache(maxsize=_KEPT)
def _asked(text: str, language: Language) -> tuple[frozenset[str], ...]:
    """The stems of what the phrasing asks for, in each way in which it may be read."""
    return tuple(stems(told) - language.stems_of("function") for told in _ways(text, language))
