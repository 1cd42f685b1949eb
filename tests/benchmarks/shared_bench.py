"""Our lexical index as a candidate of any benchmark: `build(entries)`, then `query(text, k) -> [(entry id, score)]`.

It is the part of the engine that can stand beside a text search: folded words, phrases as plain words, typos mended,
`bot.matching.index`. What makes answers safe (names, the thing asked for, the act, every word explained) is not in it.

Entries are mappings `{"id": ..., "phrasings": [...], "text": ...}`. Nothing but `bot` is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.languages import english
from bot.ledger.model import Ledger
from bot.matching.index import Index
from bot.matching.names import Names
from bot.matching.phrases import plain, plain_words
from bot.matching.spelling import Spelling
from bot.text import clean, folded, words

_NOBODY = Ledger("", {}, {}, {}, {}, {}, {}, {}, {})


class Lexical:
    """The index as the engine fills and asks it, with nobody to be named."""

    def build(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Index the phrasings and the text of every entry."""
        language = english()
        texts = {
            each["id"]: [plain_words(folded(text), language) for text in (*each["phrasings"], each["text"]) if text]
            for each in entries
        }
        vocabulary = frozenset(word for units in texts.values() for unit in units for word in unit)
        self._index = Index(texts)
        self._names = Names(_NOBODY, language)
        self._spelling = Spelling(language, vocabulary, self._names.words)

    def query(self, text: str, k: int = 3) -> list[tuple[str, float]]:
        """The entries nearest to the text, best first, with their scores from 0 to 1."""
        mended = self._spelling.repaired(plain(words(clean(text)), english()), self._names)
        return self._index.rank([word.text.replace("'", "") for word in mended], k)
