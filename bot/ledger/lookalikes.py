"""Letters of other alphabets, and signs beside those of the keyboard, that look like what belongs into an id."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_LATIN = str.maketrans(
    dict(zip("авсԁеһніјкӏмпорԛгѕтухѵԝьАВСЕНІЈКМОРЅТУХѴԜ", "abcdehhijklmnopqrstyxvwbABCEHIJKMOPSTYXVW", strict=True))
    | dict(zip("αβεικμνορστυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abeikmvopotuxwABEZHIKMNOPTYX", strict=True))
    | dict(zip("ıոօսհցզ", "inouhgq", strict=True))
    | dict.fromkeys("‐‑‒–—−﹘﹣－", "-")
    | {chr(0xFEE0 + ord(char)): char for char in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000")
)
_NAME = re.compile(r"[A-Za-z0-9_-]+")


def as_typed(text: str) -> str | None:
    """The id or field name that `text` looks like, in letters of the keyboard; None if it is or looks like none."""
    if text.isascii():
        return None
    plain = text.translate(_LATIN)
    return plain if _NAME.fullmatch(plain) else None


def as_id(text: str) -> str:
    """The id that `text` was probably meant to be."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).casefold())[:48].strip("-")


def first(text: str) -> tuple[int, str, str]:
    """Where in `text` the first such sign stands, from 0, what it is, and what to type; one must be there."""
    at, sign = next((at, char) for at, char in enumerate(text) if not char.isascii())
    plain = as_typed(text) or ""
    if sign.isspace():
        return at, f"a special space (such as a non-breaking one) stands in `{text[:60]}`", f"delete it: `{plain[:60]}`"
    if plain[at] == "-":
        return at, f"the {sign} in `{text[:60]}` is a dash", f"type the hyphen of the keyboard: `{plain[:60]}`"
    alphabet = unicodedata.name(sign, "strange").split()[0].capitalize()
    return at, f"the {sign} in `{text[:60]}` is a {alphabet} letter", f"type the Latin {plain[at]}: `{plain[:60]}`"
