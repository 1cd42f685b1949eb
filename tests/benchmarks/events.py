"""Invented events: ledgers of bare facts made by a grammar, with questions that one fact answers, or none does.

A fact is somebody, an act, a thing, a place, a day and often a number. What makes a question unanswerable is one part
changed so that no fact agrees with it, or something asked for that no fact tells.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.ledger.model import Fact, Ledger, Person, Place
from tests.benchmarks.data import SOURCE, Entry, Questions, ledger_of

SIZES = (100, 140, 180, 220, 250)

FIRST = (
    "Ada", "Boris", "Clara", "Dmitri", "Elsa", "Felix", "Greta", "Hugo", "Irma", "Jonas", "Katya", "Lars", "Mira",
    "Nils", "Olga", "Pavel",
)  # fmt: skip
LAST = (
    "Arkwell", "Brandov", "Cassimer", "Dolvik", "Estrand", "Farrowby", "Gellink", "Hostrup", "Ilvany", "Jorrick",
    "Kestelan", "Lumbar", "Marvok", "Nadrin", "Ostbury", "Pellgrin", "Quenby", "Rastov", "Selmark", "Tovrin",
    "Ulverik", "Vanstrom", "Wexford", "Yarrick",
)  # fmt: skip
TOWNS = (
    "Ashmoor", "Belford", "Crannick", "Dunhollow", "Eastmere", "Farnley", "Grenholm", "Harrowgate", "Iverness",
    "Jessop", "Kirkvale", "Lindmark", "Mossbury", "Northwick", "Oakridge", "Penfold",
)  # fmt: skip

# base, past, another word for it (base, past), what it may be done to, what it may be counted with
ACTS = (
    (
        "sign",
        "signed",
        "endorse",
        "endorsed",
        "ferry contract, peace letter, grain treaty, wage agreement",
        "witnesses",
    ),
    ("open", "opened", "inaugurate", "inaugurated", "glass pavilion, night school, seed bank, tram line", "guests"),
    ("inspect", "inspected", "examine", "examined", "coal cellar, river lock, grain silo, north tunnel", "inspectors"),
    ("repair", "repaired", "fix", "fixed", "clock tower, signal mast, town pump, river wall", "workers"),
    ("evacuate", "evacuated", "clear", "cleared", "boarding house, mill quarter, opera hall, cattle yard", "families"),
    (
        "sell",
        "sold",
        "auction off",
        "auctioned off",
        "silver collection, bank barge, royal stables, print shop",
        "bidders",
    ),
    ("visit", "visited", "tour", "toured", "field kitchen, orphan home, salt works, border post", "escorts"),
    ("search", "searched", "comb", "combed", "customs shed, abbey crypt, dry dock, post office", "officers"),
    (
        "paint",
        "painted",
        "decorate",
        "decorated",
        "chapel ceiling, guild banner, ferry hull, council chamber",
        "buckets",
    ),
    ("guard", "guarded", "watch over", "watched over", "powder store, mint vault, radio mast, toll gate", "soldiers"),
    ("plant", "planted", "sow", "sowed", "memorial orchard, barley field, herb garden, poplar avenue", "saplings"),
    ("flood", "flooded", "inundate", "inundated", "brick pit, lower meadow, castle moat, peat bog", "pumps"),
)
ELSEWHERE = (
    "what is the weather going to be tomorrow",
    "who won the football match",
    "how do I bake bread",
    "what is the capital of France",
    "who wrote Hamlet",
    "how tall is the Eiffel Tower",
    "can you recommend a good film",
    "what is the price of gold",
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """What one fact tells."""

    who: str
    act: int
    thing: str
    town: str
    day: date
    number: int | None

    @property
    def when(self) -> str:
        """The day as people write it."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]}"

    def told(self) -> str:
        """The fact's sentence."""
        counted = f" with {self.number} {ACTS[self.act][5]}" if self.number else ""
        return (
            f"{self.who} {ACTS[self.act][1]} the {self.thing} in {self.town}{counted} on {self.when} {self.day.year}."
        )


# what a question names, beside what it asks for
QUESTIONS = (
    ("who {did} the {thing} in {town}", {"act", "thing", "town"}),
    ("who was it that {did} the {thing} on {when}", {"act", "thing", "day"}),
    ("what did {name} {do} in {town}", {"who", "act", "town"}),
    ("when did {name} {do} the {thing}", {"who", "act", "thing"}),
    ("on what day was it that {name} {did} the {thing} in {town}", {"who", "act", "thing", "town"}),
    ("where did {name} {do} the {thing}", {"who", "act", "thing"}),
    ("did {name} {do} the {thing} in {town}?", {"who", "act", "thing", "town"}),
    ("is it true that {name} {did} the {thing} on {when}", {"who", "act", "thing", "day"}),
    ("tell me about {name} and the {thing} in {town}", {"who", "thing", "town"}),
    (
        "how many {counted} were there when {name} {did} the {thing} in {town}",
        {"who", "act", "thing", "town", "number"},
    ),
)
UNTOLD = (
    "why did {name} {do} the {thing} in {town}",
    "how much did it cost that {name} {did} the {thing} in {town}",
    "what did {name} say about the {thing} in {town}",
)


class Grammar:
    """The deeds of one event, and questions about them."""

    def __init__(self, size: int, seed: int) -> None:
        self._rng = rng = random.Random(f"{size} {seed}")
        last = rng.sample(LAST, len(LAST))
        self.people = [f"{rng.choice(FIRST)} {each}" for each in last[:14]]
        self.strangers = [f"{rng.choice(FIRST)} {each}" for each in last[14:]]
        self.towns = rng.sample(TOWNS, 10)
        self.deeds: list[Deed] = []
        while len(self.deeds) < size:
            deed = self._deed()
            if not self._agreeing(deed, {"act", "thing", "town"}):
                self.deeds.append(deed)

    def _deed(self) -> Deed:
        rng = self._rng
        act = rng.randrange(len(ACTS))
        day = date(2031, 4, 1) + timedelta(days=rng.randrange(40))
        number = rng.randrange(3, 400) if rng.random() < 0.5 else None
        thing = rng.choice(ACTS[act][4].split(", "))
        return Deed(rng.choice(self.people), act, thing, rng.choice(self.towns), day, number)

    def _agreeing(self, deed: Deed, named: set[str]) -> list[int]:
        """Which deeds agree with all that is named of this one."""
        return [
            at
            for at, each in enumerate(self.deeds)
            if all(getattr(each, part) == getattr(deed, part) for part in named if part != "number")
            and (each.number or "number" not in named)
        ]

    def answerable(self, most: int) -> list[tuple[str, str]]:
        """Questions about the deeds, each about exactly one, with the id of its fact."""
        asked: dict[str, str] = {}
        while len(asked) < most:
            deed = self._rng.choice(self.deeds)
            frame, named = self._rng.choice(QUESTIONS)
            alike = self._agreeing(deed, named)
            if len(alike) == 1 and self.deeds[alike[0]] == deed:
                asked[self._asked(frame, deed)] = f"fact-{alike[0]}"
        return list(asked.items())

    def unanswerable(self, most: int) -> dict[str, tuple[str, ...]]:
        """Questions that nothing answers, by what is wrong with them, about as many of each kind."""
        kinds = ("person", "stranger", "town", "thing", "number", "untold", "elsewhere")
        return {kind: tuple(self._wrong(kind) for _ in range(most // len(kinds))) for kind in kinds}

    def _wrong(self, kind: str) -> str:
        rng = self._rng
        if kind == "elsewhere":
            return rng.choice(ELSEWHERE)
        while True:
            deed = rng.choice(self.deeds)
            if kind == "untold":
                return self._asked(rng.choice(UNTOLD), deed)
            frame, named = QUESTIONS[-1] if kind == "number" else rng.choice(QUESTIONS[:-1])
            other = {
                "person": replace(deed, who=rng.choice(self.people)),
                "stranger": replace(deed, who=rng.choice(self.strangers)),
                "town": replace(deed, town=rng.choice(self.towns)),
                "thing": replace(deed, thing=rng.choice(ACTS[deed.act][4].split(", "))),
                "number": deed,
            }[kind]
            changed = {"person": "who", "stranger": "who"}.get(kind, kind)
            if changed in named and not self._agreeing(other, named):
                return self._asked(frame, other)

    def _asked(self, frame: str, deed: Deed) -> str:
        """The question, now with the act's other word, now with the last name alone."""
        do, did, other_do, other_did, _, counted = ACTS[deed.act]
        if self._rng.random() < 0.4:
            do, did = other_do, other_did
        name = deed.who if self._rng.random() < 0.5 else deed.who.split()[-1]
        return frame.format(
            do=do, did=did, thing=deed.thing, town=deed.town, when=deed.when, name=name, counted=counted
        )

    def sentences(self) -> list[str]:
        """The facts' sentences, in order."""
        return [deed.told() for deed in self.deeds]


def event(size: int, seed: int = 1, asked: int = 140) -> Questions:
    """The bare sentences of an event of `size` facts, and `asked` questions of either kind."""
    grammar = Grammar(size, seed)
    entries = tuple(Entry(id=f"fact-{at}", phrasings=(), text=text) for at, text in enumerate(grammar.sentences()))
    return Questions(entries, tuple(grammar.answerable(asked)), grammar.unanswerable(asked))


def bare(questions: Questions) -> Ledger:
    """The event as a ledger that gives nothing but sentences."""
    return ledger_of(Fact(id=each["id"], text=each["text"], source=SOURCE.id) for each in questions.entries)


def kept(size: int, seed: int = 1) -> Ledger:
    """The same event as an operator would keep it: people and places by name, who did it, where and when."""
    grammar = Grammar(size, seed)
    people = {name: Person(id=name.lower().replace(" ", "-"), name=name) for name in grammar.people}
    places = {name: Place(id=name.lower(), name=name) for name in grammar.towns}
    facts = [
        Fact(
            id=f"fact-{at}",
            text=deed.told(),
            by=(people[deed.who].id,),
            place=places[deed.town].id,
            date=deed.day.isoformat(),
            source=SOURCE.id,
        )
        for at, deed in enumerate(grammar.deeds)
    ]
    return ledger_of(facts, people=people.values(), places=places.values())
