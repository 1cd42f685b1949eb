"""Intents: things done to things, each asked for in twenty ways; those asked in the test use other wordings.

An intent is an act and an object. A phrasing is a frame with a word for the act, one for the object, and sometimes a
circumstance that tells nothing. What an entry is given knows only the first words of each row below, and other frames.
"""

from __future__ import annotations

import random
from itertools import product

from bot.ledger.model import Fact, Ledger
from tests.benchmarks.data import SOURCE, Entry, Questions, ledger_of

SHOTS = (1, 5, 10)
_KNOWN = 2
"""So many words of each row may stand in what an entry is given; a test takes any."""
_HELD = frozenset({0, 3, 5, 9, 14})
"""Which objects, counted from the act's own row, make an intent with it: five, and five acts with every object."""

# of each act: base, past, participle and -ing of words for it
ACTS = (
    "close closed closed closing, shut shut shut shutting, block blocked blocked blocking, seal sealed sealed sealing",
    "open opened opened opening, reopen reopened reopened reopening, unlock unlocked unlocked unlocking",
    "repair repaired repaired repairing, fix fixed fixed fixing, restore restored restored restoring",
    "paint painted painted painting, repaint repainted repainted repainting, colour coloured coloured colouring",
    "sell sold sold selling, auction auctioned auctioned auctioning, trade traded traded trading",
    "buy bought bought buying, purchase purchased purchased purchasing, acquire acquired acquired acquiring",
    "flood flooded flooded flooding, submerge submerged submerged submerging, drown drowned drowned drowning",
    "search searched searched searching, inspect inspected inspected inspecting, comb combed combed combing",
    "guard guarded guarded guarding, protect protected protected protecting, patrol patrolled patrolled patrolling",
    "rename renamed renamed renaming, rebrand rebranded rebranded rebranding, call called called calling",
    "burn burned burned burning, torch torched torched torching, ignite ignited ignited igniting",
    "clean cleaned cleaned cleaning, wash washed washed washing, scrub scrubbed scrubbed scrubbing",
    "photograph photographed photographed photographing, film filmed filmed filming, shoot shot shot shooting",
    "move moved moved moving, relocate relocated relocated relocating, shift shifted shifted shifting",
    "insure insured insured insuring, cover covered covered covering, underwrite underwrote underwritten underwriting",
    "rent rented rented renting, lease leased leased leasing, hire hired hired hiring",
)
OBJECTS = (
    "harbour, port, docks, waterfront",
    "old bridge, stone bridge, footbridge, river crossing",
    "school, primary school, classrooms",
    "hospital, clinic, infirmary, medical centre",
    "bakery, bread shop, bakehouse",
    "lighthouse, light tower, beacon",
    "railway station, train station, platform",
    "market hall, covered market, market stalls",
    "library, reading room, book house",
    "fire engine, fire truck, pumper",
    "ferry, ferry boat, passenger boat",
    "water mill, mill, mill wheel",
    "theatre, playhouse, stage",
    "cemetery, graveyard, burial ground",
    "greenhouse, glasshouse, hothouse",
    "town archive, record office, archive cellar",
)
FAR_ACTS = (
    "decorate decorated decorated decorating",
    "measure measured measured measuring",
    "praise praised praised praising",
)
FAR_OBJECTS = ("stadium", "swimming pool", "violin", "satellite", "parliament", "vineyard", "tunnel", "orchestra")
CIRCUMSTANCES = ("", "", "", "by the river", "after the storm", "with the new money", "on the north side", "once more")

GIVEN = (
    "was the {object} {done} {how}",
    "the {object} was {done} {how}",
    "what about {doing} the {object} {how}",
    "has the {object} been {done} {how}",
    "tell me about the {object} being {done} {how}",
    "is it true that the {object} was {done} {how}",
    "when was the {object} {done} {how}",
    "did anyone {do} the {object} {how}",
    "what do you know about {doing} the {object} {how}",
    "how was the {object} {done} {how}",
)
ASKED = (
    "so the {object} got {done} {how}?",
    "did somebody really {do} the {object} {how}",
    "any news of {doing} the {object} {how}",
    "can you say whether the {object} had been {done} {how}",
    "I heard that somebody {did} the {object} {how}, correct?",
    "on which day was the {object} {done} {how}?",
    "what is there about the {object} getting {done} {how}",
    "the {object}, was it {done} {how}?",
    "please show me everything on {doing} the {object} {how}",
    "does the report mention that the {object} was {done} {how}?",
)


def intents(shots: int, seed: int = 1) -> Questions:
    """Eighty intents with `shots` phrasings each, and questions about them in other words.

    Of the unanswerable questions the far ones name things or acts of no intent, the near ones pair those of different
    intents.
    """
    rng = random.Random(seed)
    acts = [[tuple(word.split()) for word in row.split(", ")] for row in ACTS]
    objects = [row.split(", ") for row in OBJECTS]
    pairs = list(product(range(len(acts)), range(len(objects))))
    held = [(act, thing) for act, thing in pairs if (thing - act) % len(objects) in _HELD]
    others = [(acts[act], objects[thing]) for act, thing in pairs if (act, thing) not in held]
    entries, asked = [], []
    for act, thing in ((acts[act], objects[thing]) for act, thing in held):
        id = f"{act[0][0]}-{thing[0].replace(' ', '-')}"
        given = [_phrased(frame, act[:_KNOWN], thing[:_KNOWN], rng) for frame in rng.sample(GIVEN, len(GIVEN))]
        entries.append(Entry(id=id, phrasings=given[:shots], text=""))
        asked += [(_phrased(frame, act, thing, rng), id) for frame in ASKED]
    far = [([tuple(act.split())], [thing]) for act, thing in product(FAR_ACTS, FAR_OBJECTS)]
    far += [(act, [thing]) for act, thing in product(acts, FAR_OBJECTS)]
    unanswerable = {
        "far": tuple(_phrased(rng.choice(ASKED), act, thing, rng) for act, thing in far),
        "near": tuple(_phrased(rng.choice(ASKED), act, thing, rng) for act, thing in others),
    }
    return Questions(tuple(entries), tuple(asked), unanswerable)


def _phrased(frame: str, act: list[tuple[str, ...]], thing: list[str], rng: random.Random) -> str:
    do, did, done, doing = rng.choice(act)
    how = rng.choice(CIRCUMSTANCES)
    text = frame.format(object=rng.choice(thing), do=do, did=did, done=done, doing=doing, how=how)
    return " ".join(text.split()).replace(" ?", "?").replace(" ,", ",")


def ledger(questions: Questions) -> Ledger:
    """The same entries as facts: their phrasings as text and `asked_as`, of which a fact may have six."""
    facts = []
    for each in questions.entries:
        told = max(len(each["phrasings"]) - 6, 1)
        text = ". ".join(each["phrasings"][:told])
        facts.append(Fact(id=each["id"], text=text, asked_as=tuple(each["phrasings"][told:]), source=SOURCE.id))
    return ledger_of(facts)
