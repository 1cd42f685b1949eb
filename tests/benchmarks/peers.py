"""What else one would take: the naive bot (rapidfuzz over every phrasing) and full-text searches (BM25).

They are loaded by name when they are built, so that the rest of the benchmarks runs without the group `bench`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from tests.benchmarks.data import Candidate, Entry, flat

_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _first_of_each(hits: Iterable[tuple[str, float]], k: int) -> list[tuple[str, float]]:
    """The best hit of every entry, of hits in order."""
    best: dict[str, float] = {}
    for id, score in hits:
        best.setdefault(id, score)
    return list(best.items())[:k]


class Rapidfuzz:
    """Every phrasing compared with the question by one of rapidfuzz's scorers."""

    def __init__(self, scorer: str) -> None:
        self._scorer = getattr(import_module("rapidfuzz.fuzz"), scorer)
        self._process: Any = import_module("rapidfuzz.process")

    def build(self, entries: Sequence[Entry]) -> None:
        """Keep the texts."""
        self._ids, texts = zip(*flat(entries), strict=True)
        self._texts = [" ".join(_words(text)) for text in texts]

    def query(self, text: str, k: int = 1) -> list[tuple[str, float]]:
        """The entries whose texts the scorer likes best."""
        hits = self._process.extract(" ".join(_words(text)), self._texts, scorer=self._scorer, limit=10 * k)
        return _first_of_each(((self._ids[at], score) for _, score, at in hits), k)


class Bm25:
    """bm25s, with English stems."""

    def __init__(self) -> None:
        self._stem: Any = import_module("Stemmer").Stemmer("english").stemWords
        self._model: Any = import_module("bm25s").BM25(method="lucene")

    def build(self, entries: Sequence[Entry]) -> None:
        """Index the stems of every text."""
        self._ids, texts = zip(*flat(entries), strict=True)
        self._model.index([self._stem(_words(text)) for text in texts], show_progress=False)

    def query(self, text: str, k: int = 1) -> list[tuple[str, float]]:
        """The entries with the best text."""
        stems = self._stem(_words(text))
        if not stems:
            return []
        scores = self._model.get_scores(stems)
        most = min(10 * k, len(scores))
        best = sorted(scores.argpartition(-most)[-most:], key=lambda at: -scores[at])
        return _first_of_each(((self._ids[at], float(scores[at])) for at in best), k)


class Fts5:
    """SQLite's full-text search with its Porter stemmer and its BM25, in memory."""

    def build(self, entries: Sequence[Entry]) -> None:
        """Index every text."""
        self._ids, texts = zip(*flat(entries), strict=True)
        self._table = sqlite3.connect(":memory:")
        self._table.execute("create virtual table texts using fts5(text, content='', tokenize='porter unicode61')")
        self._table.executemany("insert into texts(rowid, text) values (?, ?)", enumerate(texts))

    def query(self, text: str, k: int = 1) -> list[tuple[str, float]]:
        """The entries with the best text."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(_words(text)))
        if not asked:
            return []
        found = "select rowid, rank from texts where texts match ? order by rank limit ?"
        hits = self._table.execute(found, (asked, 10 * k))
        return _first_of_each(((self._ids[at], -rank) for at, rank in hits), k)


PEERS: Mapping[str, Callable[[], Candidate]] = {
    "rapidfuzz WRatio": lambda: Rapidfuzz("WRatio"),
    "rapidfuzz token_set_ratio": lambda: Rapidfuzz("token_set_ratio"),
    "bm25s, stemmed": Bm25,
    "SQLite FTS5, porter": Fts5,
}
