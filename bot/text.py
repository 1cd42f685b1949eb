"""Strings to words: what a person typed, folded so that spellings of the same word meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer
from anyascii import anyascii

LONGEST_QUESTION = 512
"""Characters of a question that are read; a longer one costs time and says no more."""

_APOSTROPHES = frozenset("'’ʼ`")
_WORD = re.compile(r"w+(?:'w+)*")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
_SENTENCE_END = re.compile(r"(?:[!?…։؟;\n]|\.(?!\d)|(?<!\d)\.)+")
_QUOTED = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|\"([^\"]+)\"|(?<!\w)['‘]([^'‘’]+(?:['’]\w[^'‘’]*)*)['’](?!\w)"
)
_LETTER_MARK = {
    ord("ı"): "i",
    ord("ə"): "e",
    ord("ø"): "o",
    ord("ł"): "l",
    ord("đ"): "d",
    ord("ß"): "ss",
    ord("æ"): "ae",
}

# What sounds alike across spellings: reference/matching.md measured 91-93 % of variants found with such a skeleton.
_ALIKE = (
    ("dzh", "i"), ("dj", "i"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"),
    ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ou", "u"), ("q", "k"), ("ck", "k"), ("w", "v"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip
_HARD_C = re.compile("c(?![ceiyhk])")
_stemmer = Stemmer.Stemmer("english", 0)  # what it would keep costs more than stemming anew; `stem` keeps its own
# What the stemmer takes for forms of other words: evening of even, officer of office.
_OWN_WORDS = (
    "evening evenings", "officer officers", "customer customers", "business businesses", "several", "severance",
    "important importance", "revelation revelations", "quite", "commandeer commandeers commandeered", "willing",
    "nationality nationalities", "national nationals",
    "nationalise nationalised nationalisation nationalize nationalized nationalization",
    "engineer engineers", "mountaineer mountaineers", "experiment experiments", "animation", "united",
    "university universities", "occupant occupants", "willful willfully wilful wilfully", "severe severely",
    "apartment apartments", "department departments", "authority authorities", "candidate candidates", "compassion",
    "conservative conservatives", "convention conventions", "coroner coroners", "corporal corporals",
    "elevator elevators", "executive executives", "informal", "liberal liberals", "mineral minerals", "negative",
    "objective objectives", "political politics", "positive", "procession processions", "protestant protestants",
    "publication publications", "rational", "reservation reservations", "terminal terminals",
    "transformer transformers", "undertaker undertakers", "remarkable", "installment installments", "expedition",
    "diversion", "deposition", "container containers", "admiral admirals", "premiere premieres", "according",
    "founded founding",
)  # fmt: skip
_OWN_STEMS = {form: line.split()[0] for line in _OWN_WORDS for form in line.split()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text` folded, `raw` as typed, where it stands, and the sentence it belongs to."""

    text: str
    raw: str
    start: int
    end: int
    sentence: int = 0

    @property
    def capital(self) -> bool:
        """Whether it was typed as names are: a capital first."""
        return self.raw[:1].isupper()

    @property
    def typed(self) -> str:
        """The word, or the phrase that it stands for, folded as typed."""
        return fold(self.raw) if " " in self.raw else self.text


def clean(text: str) -> str:
    """The text in one form of Unicode, without symbols, control, bidirectional and zero-width characters."""
    return visible(text)[:LONGEST_QUESTION]


def visible(text: str) -> str:
    """The text as `clean`, however long."""
    return unicodedata.normalize("NFKC", text).translate(_SEEN)


def _seen(char: str) -> str:
    """The character, a blank for a symbol or a control, nothing for what only changes how others look."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if char != "\n" and (category[0] == "C" or category in {"So", "Sk"}) else char


class _PerCharacter(dict[int, str]):
    """What a function makes of each character, for `str.translate`: worked out once a character."""

    def __init__(self, made: Callable[[str], str]) -> None:
        self._made = made

    def __missing__(self, code: int) -> str:
        self[code] = found = self._made(chr(code))
        return found


_SEEN = _PerCharacter(_seen)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word in lower case, without accents; scripts stay what they are."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTER_MARK)


def words(text: str) -> tuple[Word, ...]:
    """The words of the text in order; a possessive 's is left out, a hyphen parts words."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    return tuple(_words(text, ends))


def _words(text: str, ends: list[int]) -> Iterator[Word]:
    sentence = 0
    for raw, start, end in _found(text):
        while sentence < len(ends) and ends[sentence] < start:
            sentence += 1
        yield Word(fold(raw), raw, start, end, sentence)


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of the text as typed, but for its apostrophes, and where it begins and ends."""
    typed = text.translate(_PLAIN_APOSTROPHES)
    for match in _WORD.finditer(text.translate(_SHAPES)):
        start, end = match.span()
        yield typed[start:end], start, end


def _shape(char: str) -> str:
    """What the character is to words: w for letters, digits and marks on letters, ' for apostrophes, a blank else."""
    if char in _APOSTROPHES:
        return "'"
    return "w" if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


_SHAPES = _PerCharacter(_shape)
_PLAIN_APOSTROPHES = {ord(char): "'" for char in _APOSTROPHES}


@lru_cache(maxsize=1024)
def folded(text: str) -> tuple[str, ...]:
    """The folded words of a text of ours: possessives end in nothing, other apostrophes are closed up."""
    plain = text.isascii()
    raws = _PLAIN_WORD.findall(text) if plain else (raw for raw, _, _ in _found(visible(text)))
    found = tuple(map(fold, raws))
    if plain and "'" not in text:
        return found  # as most are
    return tuple(word.removesuffix("'s").replace("'", "") for word in found)


def latin(word: str) -> str:
    """The folded word in plain Latin letters, transliterated if it must be."""
    return word if word.isascii() else _transliterated(word)


@lru_cache(maxsize=100_000)
def _transliterated(word: str) -> str:
    return fold(anyascii(word)).replace("'", "")


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """What the word sounds like, roughly: sh and s, ch and c, q and k, y and i, doubled letters are one."""
    sound = _once(latin(word))
    for written, heard in _ALIKE:
        sound = sound.replace(written, heard)
    return _once(sound)


@lru_cache(maxsize=100_000)
def sounds_abroad(word: str) -> tuple[str, ...]:
    """What the word may sound like wherever it was spelled: sh, ch, tch, tsch, c, ts and z are one, or c is k."""
    plain = latin(word).replace("qu", "kv")
    return tuple(dict.fromkeys(map(_abroad, (plain, _HARD_C.sub("k", plain)))))


def _abroad(word: str) -> str:
    return _once(skeleton(word).replace("ts", "s").replace("c", "s").replace("z", "s"))


VOWELS = "aeiou"
_NO_VOWELS = str.maketrans("", "", VOWELS)


def consonants(word: str) -> str:
    """The folded word without its vowels, as people in a hurry write: ths for this."""
    return word.translate(_NO_VOWELS)


def _once(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The folded word without its English endings; other scripts and numbers stay whole."""
    return _OWN_STEMS.get(word) or str(_stemmer.stemWord(word))


def stemmed(words: Sequence[str]) -> list[str]:
    """The stem of each of many folded words, at once."""
    return [_OWN_STEMS.get(word, stem) for word, stem in zip(words, _stemmer.stemWords(words), strict=True)]


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of many folded words."""
    return frozenset(map(stem, words))


def quoted(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in the text, two words or more, in order."""
    found = (next(part for part in match.groups() if part) for match in _QUOTED.finditer(text))
    return tuple(part.strip() for part in found if len(part.split()) > 1)


def without_quoted(text: str) -> str:
    """The text with blanks for what `quoted` finds in it."""
    return _QUOTED.sub(lambda match: " " if len(match.group().split()) > 1 else match.group(), text)


def squeeze(text: str) -> str:
    """The text's folded words with single spaces: the form in which quotes are compared."""
    return " ".join(folded(text))
