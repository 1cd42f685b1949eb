"""Who and where is meant: the names in a question, whatever their spelling, and those that nobody bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.languages import Language
from bot.ledger.model import Fact, Ledger, Person
from bot.matching.forms import Form, demonyms, forms, plain_surnames
from bot.text import VOWELS, Word, consonants, folded, latin, skeleton, sounds_abroad

_LONGEST_NAME = 8
_KEPT = 10_000
"""Words whose nearest names are kept."""
_LONG = 6
"""Letters of a name without the last e that it may lack."""
_SHORTEST = 4
"""Letters of a name in which typos are looked for."""


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

    @property
    def stranger(self) -> bool:
        """Whether nobody in the ledger is meant."""
        return not self.ids


def edits_allowed(word: str) -> int:
    """How many edits a spelling of the name word may be off: none up to 4 letters, 1 up to 7, 2 beyond."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def may_be_typo(word: str, name: str) -> bool:
    """Whether the word may be the name word misspelt; another last vowel or an added ending makes another name.

    A last e may be lacking, none may be added.
    """
    if word.rstrip(VOWELS) == name.rstrip(VOWELS):
        # a last e is often left out, and letters change places: Lorvan, Dravai
        silent = len(word) >= _LONG and f"{word}e" == name
        return silent or sorted(word) == sorted(name)
    if abs(len(word) - len(name)) > 1 and (word.startswith(name) or name.startswith(word)):
        return False
    return OSA.distance(word, name) <= edits_allowed(min(word, name, key=len))


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
        self._choices = tuple(sorted({word for form in named for word in form}))
        self._without_vowels = frozenset(name.rstrip(VOWELS) for name in self._choices)
        self._sides: dict[str, frozenset[str]] = {}
        self._looked_for: dict[tuple[str, bool], Form] = {}

    # most words are no name in such a spelling: what follows is made when the first one is looked for

    @cached_property
    def _by_sound(self) -> Mapping[str, Form]:
        return _by_sound(self._choices, lambda name: (skeleton(name),))

    @cached_property
    def _by_sound_abroad(self) -> Mapping[str, Form]:
        return _by_sound(self._choices, sounds_abroad)

    @cached_property
    def _by_letters_heard(self) -> Mapping[str, Form]:
        """The names by the letters of what they sound like, in no order."""
        return _by_sound(self._choices, lambda name: {"".join(sorted(sound)) for sound in sounds_abroad(name)})

    @cached_property
    def _by_consonants(self) -> Mapping[str, Form]:
        return _by_sound(self._choices, lambda name: (consonants(name),))

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

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Every name of the ledger in the words, the longest first at each place, in order."""
        spelled = [self._spellings(word.text, word.capital) for word in words]
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
                    text = " ".join(word.raw for word in words[at : at + length])
                    return Mention(ids, text, at, at + length)
        return None

    def _spellings(self, text: str, capital: bool) -> Form:
        """The name words that a typed word may stand for, the surest first; kept, as every question is read twice."""
        if (text, capital) not in self._looked_for:
            if len(self._looked_for) >= _KEPT:
                self._looked_for.clear()
            self._looked_for[text, capital] = self._spelled(text, capital)
        return self._looked_for[text, capital]

    def _spelled(self, text: str, capital: bool) -> Form:
        if text in self._names:
            # "Karvonian" of "Karvonian army" may well be Karvonia
            return (text,) if (text,) in self._forms else (text, *self._near(text))
        plain = latin(text)
        if plain in self._names:
            return (plain,)
        if text in self._language.known and not capital:
            return ()
        if text in self._language.words["common"] or text in self._language.words["function"]:
            return ()
        heard = self._by_sound.get(skeleton(text), ()) if len(text) > 3 else ()
        if heard or edits_allowed(plain):
            return heard or self._near(plain) or self._farther(plain)
        # so short a name is only misspelt where it was typed in a hurry
        if capital:
            return ()
        hurried = tuple(name for name in self._choices if _is_hurried(plain, name))
        return hurried or self._by_consonants.get(plain, ())

    def _farther(self, plain: str) -> Form:
        """The name words that it may be in the spelling of another language, two letters swapped, or without vowels."""
        sounds = sounds_abroad(plain)
        # a last e is often left out
        silent = tuple(f"{sound}e" for sound in sounds) if len(plain) >= _LONG else ()
        heard = next((found for sound in (*sounds, *silent) if (found := self._by_sound_abroad.get(sound))), ())
        swapped = (found for sound in sounds if (found := self._swapped(sound)))
        return heard or next(swapped, ()) or self._by_consonants.get(plain, ())

    def _swapped(self, sound: str) -> Form:
        """The names that would sound so if two letters side by side changed places: Lavreo for Lavroe."""
        like = self._by_letters_heard.get("".join(sorted(sound)), ()) if len(sound) > _SHORTEST else ()
        return tuple(name for name in like if any(OSA.distance(each, sound) == 1 for each in sounds_abroad(name)))

    def _near(self, plain: str) -> Form:
        """The name words that the word may be misspelt for."""
        if (plain,) in self._language.outsiders:
            return ()
        if (root := plain.rstrip(VOWELS)) in self._without_vowels:
            # another last vowel is somebody else
            same = (name for name in self._choices if name.rstrip(VOWELS) == root)
            return tuple(name for name in same if may_be_typo(plain, name))
        hits = process.extract(plain, self._choices, scorer=OSA.distance, score_cutoff=2, limit=5)
        return tuple(
            name for name, _, _ in hits if name not in self._language.words["common"] and may_be_typo(plain, name)
        )


def _is_hurried(word: str, name: str) -> bool:
    """Whether two letters of a name of four have changed places, or a vowel in it was dropped: Knet or Knt for Kent."""
    if len(name) != _SHORTEST or word[:1] != name[0] or OSA.distance(word, name) != 1:
        return False
    dropped = len(word) < len(name) and word[-1] == name[-1] and consonants(word) == consonants(name)
    return dropped or sorted(word) == sorted(name)


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


def _by_sound(names: Iterable[str], sounds: Callable[[str], Iterable[str]]) -> Mapping[str, Form]:
    """The names of more than three letters by what they may sound like."""
    found: dict[str, Form] = {}
    for name in sorted(names):
        for heard in sounds(name) if len(name) > 3 else ():
            found[heard] = (*found.get(heard, ()), name)
    return found
