"""Who and where is meant: the names in a question, whatever their spelling, and those that nobody bears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Person
from bot.matching.forms import Form, demonyms, forms, plain_surnames
from bot.matching.name_spellings import Spellings
from bot.text import Word, folded

_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question: whom it may mean (nobody when unknown), its text as typed, and the words it covers.

    `title` is true of a description such as "the foreign minister"; `stranger` of a name that resolves to nobody. A
    stranger is `unsure` when only an unheard-of word in lower case speaks for it.
    """

    ids: tuple[str, ...]
    text: str
    start: int
    end: int
    title: bool = False
    unsure: bool = False

    @classmethod
    def over(
        cls,
        words: Sequence[Word],
        start: int,
        end: int,
        ids: tuple[str, ...],
        *,
        title: bool = False,
        unsure: bool = False,
    ) -> Mention:
        """The mention that covers the words from `start` to `end`, as they were typed."""
        return cls(ids, " ".join(word.raw for word in words[start:end]), start, end, title, unsure)

    @property
    def stranger(self) -> bool:
        """Whether nobody in the ledger is meant."""
        return not self.ids


_NOBODY: frozenset[str] = frozenset()


class Names:
    """The names of a ledger, ready to be found in questions."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        self._ledger = ledger
        self._language = language
        named = forms(ledger, language)
        self._plain_surnames = plain_surnames(ledger, language)
        self._forms = {**demonyms(ledger, language), **named}
        self._firsts = frozenset(form[0] for form in self._forms)
        self._longest_name = min(max(map(len, self._forms), default=0), _LONGEST_NAME)
        self._names = frozenset(word for form in self._forms for word in form)
        self._spellings = Spellings(self._names, {word for form in named for word in form}, self._forms, language)
        self._sides: dict[str, frozenset[str]] = {}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every name and alias, folded."""
        return self._names

    @cached_property
    def rows(self) -> frozenset[Form]:
        """All rows of two words or more that stand in a name: a phrase in a name is no phrase."""
        return frozenset(
            form[start:end]
            for form in self._forms
            for start in range(len(form) - 1)
            for end in range(start + 2, len(form) + 1)
        )

    def sides(self, id: str) -> frozenset[str]:
        """Whom somebody belongs to: those spoken for, and those named in the name or role; worked out once."""
        if id not in self._sides:
            self._sides[id] = self._found_sides(id)
        return self._sides[id]

    def _found_sides(self, id: str) -> frozenset[str]:
        named = self._ledger.named[id]
        texts = [named.name]
        sides = set(self._ledger.around(id)) | {id}
        if isinstance(named, Person):
            texts.append(named.role or "")
            sides.update(self._ledger.voices(id))
        for text in texts:
            sides.update(id for id in self.within(text) if id not in self._ledger.people)
        return frozenset(sides)

    def bodies(self, id: str) -> tuple[str, ...]:
        """The organisations to which somebody belongs, in the order of the ledger."""
        sides = self.sides(id) - {id}
        return tuple(each for each in self._ledger.organisations if each in sides)

    def within(self, text: str) -> frozenset[str]:
        """The ids named in a text of ours as the ledger spells them, those inside a longer name too."""
        words = folded(text)
        if self._firsts.isdisjoint(words):
            return _NOBODY  # as in most
        starts = (at for at, word in enumerate(words) if word in self._firsts)
        ends = ((at, at + length) for at in starts for length in range(1, self._longest_name + 1))
        spans = [(start, end) for start, end in ends if words[start:end] in self._forms]
        # in "of the bank workers' union" no bank is named
        crossed = {one for one in spans for other in spans if one[0] < other[0] < one[1] < other[1]}
        return frozenset(
            id for start, end in spans if (start, end) not in crossed for id in self._forms[words[start:end]]
        )

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """What the ledger's texts call each place, by its id: "the town of Bree" and "Bree castle"."""
        joining, nouns = self._language.words["partitive"], self._language.words["place_kinds"]
        found: dict[str, frozenset[str]] = {}
        for words in map(folded, _texts(self._ledger)):
            for at, noun in enumerate(words):
                if noun in nouns:
                    behind = at + 2 if not joining.isdisjoint(words[at + 1 : at + 2]) else len(words)
                    rows = [words[behind:end] for end in range(behind + 1, behind + _LONGEST_NAME + 1)]
                    rows += [words[start:at] for start in range(max(at - _LONGEST_NAME, 0), at)]
                    for id in (id for row in rows for id in self._forms.get(row, ()) if id in self._ledger.places):
                        found[id] = found.get(id, frozenset()) | {noun}
        return found

    def is_person(self, mention: Mention) -> bool:
        """Whether a person may be meant."""
        return any(id in self._ledger.people for id in mention.ids)

    def holding(self, words: Sequence[str]) -> tuple[str, ...]:
        """The organisations whose names hold all the words, and whoever has them as a surname."""
        organisations = self._ledger.organisations.items()
        found = tuple(id for id, each in organisations if set(words) <= set(folded(each.name)))
        return found or self._plain_surnames.get(tuple(words), ())

    def one_of(self, word: str) -> tuple[str, ...]:
        """The organisations of which the word means one: a rebel is one of the rebels."""
        return self._singulars.get(word, ())

    @cached_property
    def _singulars(self) -> Mapping[str, tuple[str, ...]]:
        """The organisations that are called by a plural of one word, by its singular."""
        called = ((form[0], ids) for form, ids in self._forms.items() if len(form) == 1 and form[0].endswith("s"))
        groups = (
            (word.removesuffix("s"), ids) for word, ids in called if set(ids) <= self._ledger.organisations.keys()
        )
        return {word: ids for word, ids in groups if (word,) not in self._forms}

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Every name of the ledger in the words, the longest first at each place, in order."""
        spelled = [self._spellings.of(word.text, word.capital) for word in words]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = (spelled[at] and self._longest(words, spelled, at)) or self._surname(words, at)
            if mention and mention.end - at > 1:
                mention = self._crossing(words, spelled, mention) or mention
            if mention:
                found.append(mention)
            at = mention.end if mention else at + 1
        return found

    def _crossing(self, words: Sequence[Word], spelled: Sequence[Form], mention: Mention) -> Mention | None:
        """The longer name that begins within the name and goes on behind it: in "the bank workers' union" no bank."""
        starts = (at for at in range(mention.start + 1, mention.end) if spelled[at])
        others = (other for at in starts if (other := self._longest(words, spelled, at)))
        length = mention.end - mention.start - (words[mention.start].text in self._language.words["articles"])
        return next((each for each in others if each.end > mention.end and each.end - each.start > length), None)

    def _surname(self, words: Sequence[Word], at: int) -> Mention | None:
        """Whoever bears the word as a surname, if it is typed as one: Hill within a sentence."""
        word = words[at]
        ids = self._plain_surnames.get((word.text,), ()) if word.capital and at else ()
        return Mention(ids, word.raw, at, at + 1) if ids else None

    def _longest(self, words: Sequence[Word], spelled: Sequence[Form], at: int) -> Mention | None:
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            for form in _readings(spelled[at : at + length]):
                if ids := self._forms.get(form):
                    return Mention.over(words, at, at + length, ids)
        return None


def _texts(ledger: Ledger) -> Iterator[str]:
    """What the ledger tells in words: its quotes, its own texts, what is in dispute, the event."""
    for entry in ledger.entries.values():
        yield from (entry.text,) if isinstance(entry, Fact) else (entry.quote or "", entry.says or "")
    yield from (dispute.question for dispute in ledger.disputes.values())
    for event in ledger.events.values():
        yield from (event.title, event.summary or "")


def _readings(spelled: Sequence[Form]) -> Iterator[Form]:
    """The rows of name words that the spellings may stand for; none where a word stands for no name word."""
    if not all(spelled):
        return
    readings: list[Form] = [()]
    for choices in spelled:
        readings = [(*reading, choice) for reading in readings for choice in choices[:3]]
    yield from readings
