"""Quotes half remembered: which entry's words a question holds, and how a pasted text differs from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.question import Question
from bot.text import skeleton, squeeze

REMEMBERED = 88.0
"""partial_ratio (0 to 100) from which a question's words count as a quote half remembered."""
EXACT = 100.0
"""The same for words that could stand in any quote."""
COMPARABLE = 70.0
"""The same from which it is worth saying how a pasted text differs."""

_SHORTEST_QUOTE = 8


@dataclass(frozen=True, slots=True)
class Tail:
    """Words of a question that may be part of a quote: how many, and from which ratio they are."""

    text: str
    words: int
    alike: float


class Remembering:
    """The quotes of a ledger, to be found in questions."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        self._function = language.words["function"]
        self._quotes = {id: squeeze(entry.quote) for id, entry in ledger.statements.items() if entry.quote}
        self._longest_tails = {id: 2 * len(quote.split()) for id, quote in self._quotes.items()}

    def tails(self, question: Question) -> list[Tail]:
        """What is left of the question without its asked-for words, or stands between quotation marks."""
        tails = []
        for text in [squeeze(each) for each in question.quoted] or [question.tail]:
            words = text.split()
            telling = sum(word not in self._function for word in words) > 1
            if len(text) >= _SHORTEST_QUOTE:
                tails.append(Tail(text, len(words), REMEMBERED if telling else EXACT))
        return tails

    def holds(self, tails: Sequence[Tail], id: str) -> bool:
        """Whether one of the tails is part of the entry's quote."""
        if not tails or id not in self._quotes:
            return False
        quote, most = self._quotes[id], self._longest_tails[id]
        near = [each for each in tails if each.words <= most]
        return any(fuzz.partial_ratio(each.text, quote, score_cutoff=each.alike) >= each.alike for each in near)

    def altered(self, question: Question, id: str) -> tuple[str, ...] | None:
        """The words between quotation marks that the entry's quote has not, or has otherwise, in order."""
        quote = self._quotes.get(id, "")
        pasted = map(squeeze, question.quoted)
        like = [text for text in pasted if quote and fuzz.partial_ratio(text, quote) >= COMPARABLE]
        return tuple(word for text in like for word in _differing(text.split(), quote.split())) if like else None


def _differing(asked: list[str], said: list[str]) -> list[str]:
    """Words asked that were not said, and words said in their midst that were not asked."""
    found: list[str] = []
    # two spellings of a name are one word
    sounds = SequenceMatcher(None, list(map(skeleton, asked)), list(map(skeleton, said)), autojunk=False)
    blocks = sounds.get_opcodes()
    for number, (kind, start, end, first, last) in enumerate(blocks):
        if kind in {"replace", "delete"}:
            found += asked[start:end]
        elif kind == "insert" and 0 < number < len(blocks) - 1:
            found += said[first:last]
    return found
