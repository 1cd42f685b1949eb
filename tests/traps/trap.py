"""A trap, and what a right reply to it keeps to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Denied:
    """For the name only words and deeds of `own` are given; whatever is another's opens with "Not <name>".

    The question may give them to others too: a denial of one of `besides` is as good.
    """

    name: str
    own: frozenset[str] = frozenset()
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """No entry answers, since the ledger does not hold `what`."""

    what: str


@dataclass(frozen=True, slots=True)
class NotBy:
    """No answer begins with what these said or did."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Truly:
    """Every word is given to its own speaker: what holds of all replies, and nothing more."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The reply is, name for name, that to `question` before the sides of the ledger were exchanged."""

    question: str
    after: tuple[str, ...] = ()


Must = Denied | Withheld | NotBy | Truly | Mirrored


@dataclass(frozen=True, slots=True)
class Trap:
    """A question, asked after others where it is a follow-up, and what a right reply keeps to.

    The kind is the generator's name and, behind a stroke, what it did: outsiders/place.
    """

    kind: str
    question: str
    must: Must
    after: tuple[str, ...] = ()
