"""How names are spelled in questions: which name words a typed word may stand for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.languages import Language
from bot.matching.forms import Form
from bot.text import VOWELS, consonants, latin, skeleton, sounds_abroad

_KEPT = 10_000
"""Words whose nearest names are kept."""
_LONG = 6
"""Letters of a name without the last e that it may lack."""
_SHORTEST = 4
"""Letters of a name in which typos are looked for."""


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


class Spellings:
    """The spellings of the words of names, ready to be looked up."""

    def __init__(
        self, words: Collection[str], choices: Iterable[str], names: Collection[Form], language: Language
    ) -> None:
        """Of the words of all names, of which `choices` may be misspelt; `names` as rows of words."""
        self._language = language
        self._names = words
        self._whole = names
        self._choices = tuple(sorted(set(choices)))
        self._without_vowels = frozenset(name.rstrip(VOWELS) for name in self._choices)
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

    def of(self, text: str, capital: bool) -> Form:
        """The name words that a typed word may stand for, the surest first; kept, as every question is read twice."""
        if (text, capital) not in self._looked_for:
            if len(self._looked_for) >= _KEPT:
                self._looked_for.clear()
            self._looked_for[text, capital] = self._spelled(text, capital)
        return self._looked_for[text, capital]

    def _spelled(self, text: str, capital: bool) -> Form:
        if text in self._names:
            # "Karvonian" of "Karvonian army" may well be Karvonia
            return (text,) if (text,) in self._whole else (text, *self._near(text))
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


def _by_sound(names: Iterable[str], sounds: Callable[[str], Iterable[str]]) -> Mapping[str, Form]:
    """The names of more than three letters by what they may sound like."""
    found: dict[str, Form] = {}
    for name in sorted(names):
        for heard in sounds(name) if len(name) > 3 else ():
            found[heard] = (*found.get(heard, ()), name)
    return found
