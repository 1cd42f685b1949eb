"""The text as people typed it, made ready to be read: dots that end nothing, a colon for "said", bare quotes."""

from __future__ import annotations

import re
from itertools import takewhile

from bot.languages import Language
from bot.ledger.model import Ledger
from bot.matching.names import Names
from bot.text import quoted, squeeze, words

_NUMBERING = re.compile(r"(?<!\S)\d\)\s")
_WITHIN = re.compile(r"(?<=\d)\.(?=\d)|\b(?:(?<=\d)|(?<=\d\s))[apAP]\.[mM]\b(?:\.(?!\s+[A-Z]))?")
"""Dots within a number and an hour: 9.02 p.m."""
_SENTENCES = re.compile(r"(?<=[.!?…\n])\s+")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s?([ap])(?:\.\s?m\b(?:\.(?!\s+[A-Z]|\s*$))?|m\b)", re.IGNORECASE)
"""A time of day such as 9.02 p.m."""
_SHORTEST_QUOTE = 5
"""Words of a sentence that is somebody's without quotation marks."""
_LONGEST_FINDING = 8
"""Words before it, or behind it, that only say that it is to be found."""
_LONGEST_OPENING = 5
"""Words of a name before a colon."""


class Typed:
    """Makes texts ready to be read, with the names and the quotes of a ledger."""

    def __init__(self, ledger: Ledger, language: Language, names: Names) -> None:
        self._language = language
        self._names = names
        dotted = "|".join(sorted(language.words["courtesy"] | language.words["abbreviations"]))
        self._dotted = re.compile(rf"\b(?:{dotted})\.(?=\s+\S)", re.IGNORECASE)
        quotes = (statement.quote for statement in ledger.statements.values() if statement.quote)
        self._said = "\n".join(f" {squeeze(quote)} " for quote in quotes)

    def ready(self, typed: str) -> str:
        """The text with all that is made ready."""
        return self._with_quotation_marks(self._with_says(self._without_dots(_CLOCK.sub(_spelled_out, typed))))

    def _without_dots(self, typed: str) -> str:
        """The text without the dots of "Mr." and the like, which end no sentence; "2)" begins one."""
        for dotted in (_WITHIN, self._dotted):
            typed = dotted.sub(lambda match: match.group().replace(".", " "), typed)
        return _NUMBERING.sub(". ", typed)

    def _with_quotation_marks(self, typed: str) -> str:
        """The text with quotation marks around a sentence of somebody's beside others: ... Who said that?"""
        if quoted(typed):
            return typed
        if pasted := self._pasted(typed):
            return f"{typed[: pasted.start]}“{typed[pasted.start : pasted.stop]}”{typed[pasted.stop :]}"
        sentences = _SENTENCES.split(typed)
        if len(sentences) < 2:
            return typed
        # behind a full stop it goes on with what the sentence before has begun
        alone = [
            text for before, text in zip(("?", *sentences), sentences, strict=False) if before.endswith(("?", ":"))
        ]
        said = (text for text in alone if len(text.split()) >= _SHORTEST_QUOTE and f" {squeeze(text)} " in self._said)
        found = next(said, "")
        return typed.replace(found, f"“{found}”", 1) if found else typed

    def _pasted(self, typed: str) -> range:
        """Where somebody's words stand to which nothing is added but that they are to be found: find me ..."""
        found, finding = words(typed), self._language.words["finding"]
        lead = len(list(takewhile(lambda word: word.text in finding, found[:_LONGEST_FINDING])))
        trail = len(list(takewhile(lambda word: word.text in finding, found[: -_LONGEST_FINDING - 1 : -1])))
        for start in range(lead + 1):
            for end in range(len(found), max(len(found) - trail, start + _SHORTEST_QUOTE) - 1, -1):
                text = typed[found[start].start : found[end - 1].end] if end - start < len(found) else ""
                if end - start >= _SHORTEST_QUOTE and text and f" {squeeze(text)} " in self._said:
                    return range(found[start].start, found[end - 1].end)
        return range(0)

    def _with_says(self, typed: str) -> str:
        """The text with "said" for the colon behind a name that opens it: Smith: it is ours."""
        before, colon, behind = typed.partition(":")
        if not colon or not behind.strip() or len(name := words(before)) > _LONGEST_OPENING or quoted(typed):
            return typed
        found = self._names.find(name)
        asks = any(word.text in self._language.words["question"] for word in words(behind)) or behind.endswith("?")
        whole = found and not asks and found[0].start == 0 and found[-1].end == len(name)
        return f"{before} said {behind}" if whole and all(map(self._names.is_person, found)) else typed


def _spelled_out(clock: re.Match[str]) -> str:
    """The time of day without its dots, as the words of an entry hold it: 9 02 p m."""
    hour, minutes, half = clock.groups()
    return f"{hour} {minutes} {half} m" if minutes else f"{hour} {half} m"
