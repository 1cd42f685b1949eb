"""Our lexical index as a candidate of any benchmark: `build(entries)`, then `query(text, k) -> [(entry id, score)]`.

It is the part of the engine that can stand beside a text search: folded words, typos mended, `bot.matching.index`. What
makes answers safe (names, the thing asked for, the act, every word explained) is not in it.

Entries are mappings `{"id": ..., "phrasings": [...], "text": ...}`. Nothing but `bot` is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.languages import english
from bot.ledger.model import Ledger
from bot.matching.index import Index
from bot.matching.names import Names
from bot.matching.spelling import Spelling
from bot.text import clean, folded, words

_NOBODY = Ledger("", {}, {}, {}, {}, {}, {}, {}, {})


class Unmended:
    """The index alone."""

    def build(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Index the phrasings and the text of every entry."""
        texts = {each["id"]: [folded(text) for text in (*each["phrasings"], each["text"]) if text] for each in entries}
        self._index = Index(texts)
        self._learn(frozenset(word for units in texts.values() for unit in units for word in unit))

    def _learn(self, vocabulary: frozenset[str]) -> None:
        """Nothing: typos stay."""

    def query(self, text: str, k: int = 3) -> list[tuple[str, float]]:
        """The entries nearest to the text, best first, with their scores from 0 to 1."""
        return self._index.rank(self._words(text), k)

    def _words(self, text: str) -> list[str]:
        return [word.text.replace("'", "") for word in words(clean(text))]


class Lexical(Unmended):
    """The index as the engine asks it: with typos mended first."""

    def _learn(self, vocabulary: frozenset[str]) -> None:
        self._names = Names(_NOBODY, english())
        self._spelling = Spelling(english(), vocabulary, self._names.words)

    def _words(self, text: str) -> list[str]:
        mended = self._spelling.repaired(words(clean(text)), self._names)
        return [word.text.replace("'", "") for word in mended]
