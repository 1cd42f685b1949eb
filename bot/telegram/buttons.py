"""What a button carries, as a typed record, and keyboards from a message's buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.message import Button

MOST_LETTERS = 64
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Choose:
    """A press that chooses `entry`: an entry's id, or "none"."""

    entry: str

    def pack(self) -> str:
        """The button's data, at most 64 bytes. Raises ValueError for what is no id."""
        packed = f"choose:{self.entry}"
        if unpack(packed) != self:
            raise ValueError(f"{self.entry!r} is no entry's id")
        return packed


def unpack(data: str | None) -> Choose | None:
    """What a button's data chooses; None if this bot never packed it so."""
    chosen = re.fullmatch(r"choose:([a-z0-9-]{1,48})", data or "", re.ASCII)
    return Choose(chosen[1]) if chosen else None


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """The buttons one below the other, as many as Telegram takes; None if there are none."""
    rows = [
        [InlineKeyboardButton(_label(button.text), callback_data=Choose(button.choose).pack())]
        for button in buttons[:MOST_ROWS]
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _label(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1].rstrip() + "…"
