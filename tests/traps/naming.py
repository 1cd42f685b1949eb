"""Where a question names somebody or some place of a ledger, and how another name is put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.ledger.model import Ledger, Person, Place
from bot.text import folded

_LONGEST = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_SENTENCE_BEHIND = re.compile(r"[.!?…]\s+\w")
_PLAIN = frozenset({"a", "an", "and", "for", "his", "in", "of", "our", "the", "to"})


@dataclass(frozen=True, slots=True)
class Found:
    """A name as a text has it, with the ids that it may mean and where it stands, an article before it included."""

    ids: frozenset[str]
    text: str
    start: int
    end: int


def is_told_first(text: str, found: Found) -> bool:
    """Whether the name stands in what somebody tells before the question: it is not asked about."""
    return bool(_SENTENCE_BEHIND.search(text, found.end))


class Naming:
    """The names, aliases and surnames of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._forms: dict[tuple[str, ...], frozenset[str]] = {}
        for id, text in self._texts():
            self._forms[folded(text)] = self._forms.get(folded(text), frozenset()) | {id}

    def _texts(self) -> Iterator[tuple[str, str]]:
        for id, named in self._ledger.named.items():
            yield from ((id, text) for text in (named.name, *named.aliases))
            if isinstance(named, Place) and named.other_name:
                yield id, named.other_name
            if isinstance(named, Person):
                yield from ((id, part) for part in named.name.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every folded word of the names and of the people's roles."""
        roles = (word for person in self._ledger.people.values() for word in folded(person.role or ""))
        return frozenset(word for form in self._forms for word in form) | frozenset(roles)

    def ids(self, name: str) -> frozenset[str]:
        """Whom the name may mean."""
        return self._forms.get(folded(name), frozenset())

    def knows(self, name: str) -> bool:
        """Whether the ledger may mean somebody by the name: no word of it is strange to its names and roles."""
        return {word for word in folded(name) if word not in _PLAIN} <= self.words

    def find(self, text: str) -> tuple[Found, ...]:
        """The names in the text, the longest at each place, in order."""
        words = [(match.start(), match.start() + len(_shorn(match.group()))) for match in _WORD.finditer(text)]
        return tuple(self._find(text, words))

    def _find(self, text: str, words: Sequence[tuple[int, int]]) -> Iterator[Found]:
        at = 0
        while at < len(words):
            length = next((each for each in range(_LONGEST, 0, -1) if self._ids_at(text, words, at, each)), 0)
            if length:
                start, end = words[at][0], words[at + length - 1][1]
                article = _ARTICLE.search(text[:start])
                name = text[start:end]
                yield Found(self.ids(name), name, article.start() if article else start, end)
            at += length or 1

    def _ids_at(self, text: str, words: Sequence[tuple[int, int]], at: int, length: int) -> frozenset[str]:
        if at + length > len(words):
            return frozenset()
        return self.ids(text[words[at][0] : words[at + length - 1][1]])


def _shorn(word: str) -> str:
    """The word without a possessive ending."""
    return _POSSESSIVE.sub("", word)


def put(text: str, found: Found, name: str) -> str:
    """The text with the name in the place of the one found, in capitals or small letters as that was typed."""
    typed = name.lower() if found.text.islower() else name.upper() if _shouted(found.text) else name
    return text[: found.start] + typed + text[found.end :]


def _shouted(text: str) -> bool:
    return text.isupper() and len(text) > 4
