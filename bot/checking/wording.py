"""What a source's text holds, as it is printed: its paragraphs, headings, quotations, names and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from bot.ledger.model import Person, Who

SHORTEST_COPY = 9
Run = tuple[str, ...]

_BREAK = "\ue000"  # of the private use area: no source prints it
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_APOSTROPHES = "'’‘ʼ`\u00b4"
_APOSTROPHE = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?=\w)")
_MARKS = re.compile("[\"“”„‟«»‹›‘’‚‛`\u00b4]|(?<!\\w)'|'(?!\\w)")
_DASHES = re.compile("\\s*[-\u058a\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+\\s*")
_NEEDLESS_SPACE = re.compile(r"\s+(?=[.,:;!?…։)\]])|(?<=[(\[])\s+")
_NAME_WORD = re.compile(r"[^\W_ʼ]+")
_WORD = re.compile(rf"\w+(?:[{_APOSTROPHES}]\w+)*")

# A quotation that is not closed goes on in the next paragraph: it reaches to the end of this one.
_QUOTATION = re.compile('“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|"[^"]*(?:"|$)')
# Single marks are apostrophes too, so that they count only where nothing hangs on it but a warning.
_ANY_QUOTATION = re.compile(rf"{_QUOTATION.pattern}|(?<!\w)[‘'](?s:.*?)[’'](?!\w)")
# What somebody asked stands between marks; a question of ten words or fewer without any asks what the text tells.
_QUESTION = re.compile(r"(?:[^\s.!?\"“”„«»]+\s+){0,9}[^\s.!?\"“”„«»]+\?")
_CLOSING = tuple(".!?…:;։。！？")


def paragraphs(text: str) -> tuple[str, ...]:
    """The runs of lines between blank lines, headings too; the first is paragraph 1."""
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    return tuple(block.strip() for block in re.split(r"\n\s*\n", lines) if block.strip())


def is_heading(paragraph: str) -> bool:
    """Whether the paragraph ends without closing punctuation, quotation marks and brackets aside; or is a question."""
    printed = _printed(paragraph).rstrip(" )]")
    return not printed.endswith(_CLOSING) or _QUESTION.fullmatch(paragraph.strip()) is not None


def stands(quote: str, text: str) -> bool:
    """Whether the quote stands in the text, whole words of it, up to quotation marks, dashes and spaces."""
    wanted = _printed(quote)
    if not wanted:
        return False
    before = r"(?<!\w)(?<!\w')(?<!\d[.,])" if re.match(r"\w", wanted) else ""
    after = r"(?!'?\w|[.,]\d)" if re.search(r"\w\Z", wanted) else ""
    return re.search(before + re.escape(wanted) + after, _printed(text)) is not None


def departure(quote: str, text: str) -> str:
    """The first word of the quote from which on it does not stand in the text; "" if it stands."""
    if stands(quote, text):
        return ""
    words = quote.split()
    return next((word for end, word in enumerate(words, 1) if not stands(" ".join(words[:end]), text)), words[-1])


def within_quotations(paragraph: str) -> str:
    """The paragraph without what its writer says: the quotations alone."""
    return _BREAK.join(_ANY_QUOTATION.findall(paragraph))


def is_named(who: Who, text: str) -> bool:
    """Whether the text names the person or organisation in whole words.

    A person by name, surname or alias; an organisation by its whole name or an alias, as its last word alone is often
    anybody's ("ministry"), and by an acronym only in capitals, as "who" does not name the WHO.
    """
    names = (who.name, *who.aliases)
    if isinstance(who, Person):
        return any(_has(text.casefold(), name.casefold()) for name in (*names, who.name.split()[-1]))
    return any(_has(text, name) if name.isupper() else _has(text.casefold(), name.casefold()) for name in names)


def runs(theirs: Iterable[str]) -> frozenset[Run]:
    """All runs of nine words in the paragraphs, one after the other, quotations left out."""
    text = "\n".join(_QUOTATION.sub(_BREAK, paragraph) for paragraph in theirs)
    parts = [[_word(word) for word in _WORD.findall(part)] for part in normalize("NFC", text).split(_BREAK)]
    return frozenset(
        tuple(part[start : start + SHORTEST_COPY]) for part in parts for start in range(len(part) - SHORTEST_COPY + 1)
    )


def copied(ours: str, taken: frozenset[Run]) -> Iterator[str]:
    """What our text repeats of such runs, each time as long as it goes on."""
    ours = normalize("NFC", ours)
    found = list(_WORD.finditer(ours))
    words = [_word(match.group()) for match in found]
    starts = [n for n in range(len(words)) if tuple(words[n : n + SHORTEST_COPY]) in taken]
    firsts = [n for n in starts if n - 1 not in starts]
    lasts = [n for n in starts if n + 1 not in starts]
    for first, last in zip(firsts, lasts, strict=True):
        yield ours[found[first].start() : found[last + SHORTEST_COPY - 1].end()]


def _word(written: str) -> str:
    return re.sub(f"[{_APOSTROPHES}]", "'", written.casefold())


def _has(text: str, name: str) -> bool:
    wanted = _NAME_WORD.findall(normalize("NFC", name))
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(_NAME_WORD.findall(normalize('NFC', text)))} "


def _printed(text: str) -> str:
    """The text with one form for whatever may differ between two printings of the same words.

    A mark inside a word is an apostrophe and counts; at a word's edge it cannot be told from a quotation mark.
    """
    text = _APOSTROPHE.sub("'", _INVISIBLE.sub("", normalize("NFC", text)))
    text = _DASHES.sub("-", _MARKS.sub(" ", text))
    return _NEEDLESS_SPACE.sub("", " ".join(text.split()))
