"""Messages within Telegram's limits: plain text, Telegram's HTML and buttons from the same lines, without telegram."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

LONGEST_MESSAGE = 4096
"""UTF-16 units of a message, counted without its markup: https://core.telegram.org/bots/api#sendmessage"""
MOST_ENTITIES = 100
CUT = " […]"
SHORTEST_CUT = 100
"""Units to which long texts are cut before all others are cut too."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that chooses the entry with the id in `choose`, or "none" of those offered."""

    text: str
    choose: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: `text` is plain, with choices listed; `html` is for Telegram, whose buttons are the choices."""

    text: str
    html: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style: plain "", "bold", "quote" (verbatim) or "link" (to `href`); `cut`: may be cut."""

    text: str
    style: str = ""
    href: str = ""
    cut: bool = False


Line = tuple[Span, ...]


def length(text: str) -> int:
    """The UTF-16 units of the text, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message(lines: Sequence[Line], choices: Sequence[tuple[str, str]] = (), none: str = "") -> Message:
    """The lines as a message with the choices (id, title) as buttons; `none`: the label of "none of these".

    Long texts are shortened evenly until the message fits, at last every text; no line is left out.
    """
    listed = [(Span(f"{number}. "), Span(title)) for number, (_, title) in enumerate(choices, 1)]
    fitted = _fitted([*lines, *listed])
    buttons = tuple(Button(title, id) for id, title in choices)
    if choices and none:
        buttons += (Button(none, "none"),)
    html = "\n".join(_html(line) for line in _within_entities(fitted[: len(lines)]))
    return Message("\n".join(_plain(line) for line in fitted), html, buttons)


def _plain(line: Line) -> str:
    return "".join(_plain_span(span) for span in line)


def _plain_span(span: Span) -> str:
    if span.style == "quote":
        return "> " + span.text.replace("\n", "\n> ")
    if span.style == "link":
        return f"{span.text} ({span.href})"
    return span.text


def _html(line: Line) -> str:
    return "".join(_html_span(span) for span in line)


def _html_span(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.style == "bold":
        return f"<b>{text}</b>"
    if span.style == "quote":
        return f"<blockquote>{text}</blockquote>"
    if span.style == "link":
        return f'<a href="{escape(span.href)}">{text}</a>'
    return text


def _within_entities(lines: Sequence[Line]) -> list[Line]:
    """The lines with no more styled spans than Telegram takes; the last ones lose their style, never their text."""
    left = MOST_ENTITIES
    kept: list[Line] = []
    for line in lines:
        spans = []
        for span in line:
            styled = bool(span.style)
            spans.append(span if not styled or left > 0 else replace(span, style=""))
            left -= styled
        kept.append(tuple(spans))
    return kept


def _fitted(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with their long texts cut to the greatest common length at which everything fits.

    Where that would leave next to nothing of the long texts, all texts are cut to one length.
    """
    if _size(lines) <= LONGEST_MESSAGE:
        return lines
    every = _size(_cut_to(lines, SHORTEST_CUT)) > LONGEST_MESSAGE
    lengths = range(LONGEST_MESSAGE)
    too_long = bisect_right(lengths, LONGEST_MESSAGE, key=lambda most: _size(_cut_to(lines, most, every)))
    return _cut_to(lines, max(too_long - 1, 0), every)


def _size(lines: Sequence[Line]) -> int:
    return length("\n".join(_plain(line) for line in lines))


def _cut_to(lines: Sequence[Line], most: int, every: bool = False) -> list[Line]:
    return [tuple(_cut(span, most) if span.cut or every else span for span in line) for line in lines]


def _cut(span: Span, most: int) -> Span:
    """The span with a shorter text; an address is given whole or not at all."""
    style = "" if span.style == "link" and length(span.href) > most else span.style
    return replace(span, text=shortened(span.text, most), style=style)


def shortened(text: str, most: int) -> str:
    """The text, cut between words to at most `most` UTF-16 units and marked if longer; quote marks stay in pairs."""
    if length(text) <= most:
        return text
    room = max(most - length(f"{CUT}”"), 0)
    kept = text.encode("utf-16-le", "surrogatepass")[: room * 2].decode("utf-16-le", "ignore")
    whole = re.match(r".*(?=\s)", text[: len(kept) + 1], re.DOTALL)
    kept = (whole[0].strip() if whole else kept).rstrip(" ,;:“")
    cut = f"{kept}{CUT}" if kept else "“" * text.startswith("“") + CUT.strip()
    unclosed = cut.count("“") > cut.count("”") or (text[0] == "“" and text[-1] == "”")
    return min(f"{cut}{'”' * unclosed}", text, key=length)
