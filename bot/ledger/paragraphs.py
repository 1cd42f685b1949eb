"""Numbers of paragraphs, and what was probably meant by what is none."""

from __future__ import annotations

import re


def number(written: object) -> object:
    """The number that is written; whatever is no text stays as it is.

    Raises ValueError, with a sentence for operators, for other texts.
    """
    # pydantic would take 010, 1_0 and 9.0 for numbers: what was meant is for the operator to say
    if not isinstance(written, str):
        return written
    if not re.fullmatch(r"[1-9]\d{0,5}", written, re.ASCII):
        raise ValueError(f"{written!r} is no paragraph number: {_meant(written)}")
    return int(written)


def consecutive(paragraphs: tuple[int, ...]) -> tuple[int, ...]:
    """The same paragraphs. Raises ValueError for those that do not stand side by side."""
    if list(paragraphs) != list(range(paragraphs[0], paragraphs[0] + len(paragraphs))):
        raise ValueError("paragraphs of one entry stand side by side: write consecutive numbers, as [2, 3]")
    return paragraphs


def _meant(written: str) -> str:
    """The cure, typed out where one or a few can be meant: 5., ¶5, 2-4."""
    several = re.fullmatch(r"([1-9]\d?) ?[-–,/ ] ?([1-9]\d?)", written, re.ASCII)
    if several and 0 < int(several[2]) - int(several[1]) < 10:
        return f"did you mean `[{', '.join(map(str, range(int(several[1]), int(several[2]) + 1)))}]`?"
    alone = re.fullmatch(
        r"(?:p|par|para|paragraph|no|nr)?[^\w-]*0*([1-9]\d{0,5})(?:st|nd|rd|th)?\W*", written, re.ASCII | re.IGNORECASE
    )
    if alone:
        return f"did you mean {alone[1]}?"
    return "write its number, counted from 1, the headline too; several as [2, 3]"
