"""What keeps a question from the entry that it was made for: on which word or name it stumbles, and the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.deciding import NEVER_HELD
from bot.ledger.model import Fact, Ledger, Statement
from bot.matching.evidence import Evidence
from bot.matching.names import Mention
from bot.matching.question import Question
from bot.matching.vetoes import CURES, Veto
from bot.service import Reply
from bot.text import stem

MOST = 3
"""Names or words that are told."""


@dataclass(frozen=True, slots=True)
class Stumble:
    """Why a question does not lead to its entry ("" where nothing tells), and the cure; each is part of a sentence."""

    why: str
    cure: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A question that was lost, made of a `field`, with the reply and the evidence of the entry for it.

    Where a dispute was asked for, the evidence is that of its first statement, and `of` says so in cures.
    """

    question: Question
    evidence: Evidence
    reply: Reply
    ledger: Ledger
    field: str
    of: str = ""

    @property
    def entry(self) -> Statement | Fact:
        """The entry that was asked for."""
        return self.evidence.traits.entry

    @property
    def of_phrasing(self) -> bool:
        """Whether the question is a phrasing."""
        return self.field == "asked_as"

    @property
    def acts(self) -> str:
        """The words by which the question asks what was said."""
        return words(dict.fromkeys(word.raw for word in self.question.act_words))


def words(told: Iterable[str]) -> str:
    """The words between quotation marks, the first few of them."""
    return ", ".join(f"“{word}”" for word in list(told)[:MOST])


def _taken(mention: Mention) -> str:
    """The name as it stands in the question, and whom it was taken for."""
    return f"“{mention.text}” = {_ids(mention.ids[:MOST]) or 'nobody in the ledger'}"


def _ids(ids: Iterable[str]) -> str:
    return " or ".join(f"`{id}`" for id in ids)


def stumbles(loss: Loss) -> tuple[Stumble, ...]:
    """What the question stumbles on: names and days first, else words, else what it is understood to ask for."""
    forbidden = (*_of_nobody(loss), *(_forbidden(loss, veto) for veto in _vetoes(loss)))
    return forbidden or tuple(_of_words(loss)) or tuple(_of_row(loss))


def _vetoes(loss: Loss) -> list[Veto]:
    """What forbids the entry, in order; where it was is told once, not as a name too."""
    vetoes = loss.evidence.vetoes
    if Veto.PLACE in vetoes and loss.question.located.issuperset(_unrelated(loss)):
        vetoes -= {Veto.NAME}
    return [veto for veto in Veto if veto in vetoes]


def _of_nobody(loss: Loss) -> Iterator[Stumble]:
    """A noun that asks for somebody without being anybody's name: what does the government say."""
    if loss.reply.reason == "unknown-name" and loss.question.noun and not loss.question.strangers:
        noun = f"“{loss.question.noun}”"
        yield Stumble(f"{noun} = nobody in the ledger", _alias(noun))


def _alias(name: str) -> str:
    return f"if {name} means somebody of the ledger, add it to the `aliases`; else leave it"


# ---- what forbids it -------------------------------------------------------------------------------------------------


def _other_speaker(loss: Loss) -> Stumble:
    asked = loss.question.speaker
    assert asked
    why = f"{Veto.SPEAKER.value}: {_taken(asked)}"
    if asked.stranger:
        return Stumble(why, _alias(f"“{asked.text}”"))
    if isinstance(loss.entry, Fact):
        return Stumble(f"it is understood as asking for words of {_taken(asked)}", _reworded(loss, loss.acts))
    speaker, others = loss.entry.speaker, _ids(asked.ids[:MOST])
    speaks = f"if `{speaker}` speaks for {others}, say so in `speaks_for`; else "
    moved = f"move it to what {others} said, or leave it" if loss.of_phrasing else "leave it"
    may_speak = speaker in loss.ledger.people and loss.ledger.people.keys().isdisjoint(asked.ids)
    return Stumble(why, (speaks if may_speak else "") + moved)  # who retells a person's words does not speak for them


def _reworded(loss: Loss, told: str = "") -> str:
    """The cure of what can be put otherwise; a quote cannot, nor what is asked of every entry."""
    if loss.field in ("quote", "about"):
        return "leave it"
    return f"put it without {told} where that says the same, or leave it" if told else "put it otherwise, or leave it"


def _other_names(loss: Loss) -> Stumble:
    named = _unrelated(loss)[:MOST]
    cures = dict.fromkeys(_name_cure(each, loss) for each in named)
    return Stumble(f"{Veto.NAME.value}: {', '.join(map(_taken, named))}", "; ".join(cures))


def _unrelated(loss: Loss) -> Sequence[Mention]:
    """The names with which the entry has nothing to do, else those of who only spoke."""
    traits, question = loss.evidence.traits, loss.question
    asked = question.topics if question.speaks else question.mentions
    named = [each for each in asked if traits.related.isdisjoint(each.ids)]
    return named or [each for each in asked if traits.concerned.isdisjoint(each.ids)] or asked


def _name_cure(mention: Mention, loss: Loss) -> str:
    name = f"“{mention.text}”"
    if mention.stranger:
        return _alias(name)
    another = f"if {name} means another, add it to the `aliases` of that one"
    if not loss.evidence.traits.related.isdisjoint(mention.ids):
        return f"leave it, or ask for what {_ids(mention.ids[:MOST])} said; {another}"
    return f"if it concerns {_ids(mention.ids[:MOST])}, add that to `about`{loss.of}; {another}"


def _other_place(loss: Loss) -> Stumble:
    places = loss.evidence.traits.places
    named = [each for each in loss.question.located if places.isdisjoint(each.ids)] or [*loss.question.located]
    why = f"{Veto.PLACE.value}: {', '.join(sorted(map(_taken, named))[:MOST])}"
    was = "was" if isinstance(loss.entry, Fact) else "was said"
    return Stumble(why, f"if it {was} there, say so in `place`{loss.of}; else leave it")


def _other_act(loss: Loss) -> Stumble:
    why = f"{Veto.ACT.value}: {loss.acts}" if loss.acts else Veto.ACT.value
    if isinstance(loss.entry, Fact):
        return Stumble(why, _reworded(loss, loss.acts))
    return Stumble(why, f"if the source calls it so, change `act`{loss.of} (`{loss.entry.act}`); else leave it")


def _other_day(loss: Loss) -> Stumble:
    dates = [word.raw for date in loss.question.dates for word in loss.question.words[date.start : date.end]]
    why = f"{Veto.DATE.value} than “{' '.join(dates)}”" if dates else Veto.DATE.value
    if isinstance(loss.entry, Statement):
        return Stumble(why, f"leave it: `date`{loss.of} is the day of the words, not of what they tell")
    return Stumble(why, "if the source gives that day for it, correct `date`; else leave it")


def _excluded(loss: Loss) -> Stumble:
    return Stumble(f"{Veto.EXCLUDED.value} than {', '.join(map(_taken, loss.question.excluded[:MOST]))}", "leave it")


def _only_alludes(loss: Loss) -> Stumble:
    asked = words(sorted(word for word in loss.question.asked_for if stem(word) in loss.evidence.traits.alluded))
    return Stumble(f"{Veto.ALLUSION.value}: {asked}", "if the source tells more, let the entry tell it; else leave it")


def _turned_round(loss: Loss) -> Stumble:
    told = words(dict.fromkeys(loss.question.negations))
    return Stumble(f"{Veto.NEGATION.value}{f': {told}' if told else ''}", _reworded(loss, told))


def _forbidden(loss: Loss, veto: Veto) -> Stumble:
    """What forbids the entry, with the words of the question where these tell more than the veto itself."""
    return _FORBIDDEN[veto](loss) if veto in _FORBIDDEN else Stumble(veto.value, CURES[veto])


_FORBIDDEN: Mapping[Veto, Callable[[Loss], Stumble]] = {
    Veto.SPEAKER: _other_speaker,
    Veto.DOER: _other_names,
    Veto.NAME: _other_names,
    Veto.PLACE: _other_place,
    Veto.ACT: _other_act,
    Veto.DATE: _other_day,
    Veto.EXCLUDED: _excluded,
    Veto.ALLUSION: _only_alludes,
    Veto.NEGATION: _turned_round,
}


# ---- what it lacks ---------------------------------------------------------------------------------------------------


def _of_words(loss: Loss) -> Iterator[Stumble]:
    """The words that nothing explains, or only a phrasing that the question does not take up."""
    missing = {word.raw: stem(word.text) for word in loss.evidence.missing}
    near = "half of whose telling words (two at least) stand here, or leave it"
    held = [raw for raw, own in missing.items() if any(own in each for each, _ in loss.evidence.traits.phrasings)]
    lacking = words(raw for raw in missing if raw not in held)
    if missing and not loss.of_phrasing:
        yield Stumble(f"nothing of it explains {words(missing)}", "add to `asked_as` how people ask for it")
    elif lacking:
        yield Stumble(f"nothing else of it explains {lacking}", f"add a phrasing with {lacking}, {near}")
    elif held:
        yield Stumble(f"a phrasing holds {words(held)}, but too few of its telling words stand here", f"add one {near}")


_PLACED: Mapping[str, str] = {
    "how-many": "how many, and `gives` tells no number with what is counted (`how-many: 6,140 people`)",
    "why": "why, and `gives` tells no `why`",
    "how": "how, and `gives` tells no `how`",
    "when": "when, and it has no `date`",
    "where": "where, and it has no `place`",
}
"""What rows of the asked-for table ask for, and where an entry would say it."""
_OF_SAYING = "write a fact that tells it: a statement has the day and place of the saying; or leave it"


def _of_row(loss: Loss) -> Iterator[Stumble]:
    """What the question is understood to ask for, where no word and no name forbids the entry."""
    question, reply = loss.question, loss.reply
    asks, speaker = question.asks, question.speaker
    if reply.reason == "nothing-by-speaker" and speaker:
        yield Stumble(f"it is understood as asking for words of {_taken(speaker)}", _reworded(loss, loss.acts))
    elif reply.outcome == "choices" and speaker and len(speaker.ids) > 1:
        yield Stumble(_taken(speaker), "say which of them, or leave it")
    elif reply.outcome == "choices" and question.somebody and question.pronoun:
        yield Stumble(f"“{question.pronoun}” may be anybody", "put the name in its place, or leave it")
    elif asks in _PLACED and not _holds(loss):
        of_saying = isinstance(loss.entry, Statement) and asks in ("when", "where")
        cure = _OF_SAYING if of_saying else "add that if the source tells it; else leave it"
        yield Stumble(f"it asks {_PLACED[asks]}", cure)
    elif asks in NEVER_HELD:
        yield Stumble(f"it is understood as `{asks}`, which no ledger holds", _reworded(loss))
    elif reply.outcome == "answer":
        yield Stumble("", "leave it if that answers it as well; else ask with what only this entry tells")
    else:
        yield Stumble(f"it is understood as `{asks or 'about'}`", f"see `ask --why`; {_reworded(loss)}")


def _holds(loss: Loss) -> bool:
    """Whether the entry holds the number, reason, way, day or place that is asked for."""
    entry, asks = loss.entry, loss.question.asks
    if asks == "how-many":
        return loss.evidence.counts
    return bool({"why": entry.gives.why, "how": entry.gives.how, "when": entry.date, "where": entry.place}[asks])
