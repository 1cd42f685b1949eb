"""Ids that nothing has: each is told once, with all places that name it, where it seems to be misspelt."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.ledger.field_messages import with_paragraphs
from bot.ledger.fields import LISTS, REFERENCES, nearest, nouns
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path
from bot.ledger.model import ID
from bot.ledger.written import Findings, Written

_BETWEEN = re.compile(r"[\s,;，、/&+]+(?:and\s+)?")
_WITH_PARAGRAPH = re.compile(r"([a-z0-9-]+)(?:[\s,:;.¶§(/#]+|p(?:ara)?)+(\d{1,4})\)?")
_FEW = 6  # known ids, and places, are listed up to this many
_GUESSES = 500  # guessing goes through all ids; whoever has more unknown ones has one fault, not many
_TYPO = 80  # how alike two ids are of which one is the other with a letter more, less or changed


class Reference(NamedTuple):
    """An id that an entry names: where, and whether it is a key there."""

    entry: Written
    path: Path
    field: str
    id: str
    at_key: bool = False

    @property
    def line(self) -> int:
        """The line in which the id stands."""
        document = self.entry.document
        places = document.keys if self.at_key else document.values
        return places.get(self.path, document.start)[0]


def tell(
    unknown: Mapping[str, Sequence[Reference]],
    known: Mapping[str, Written],
    named: Container[str],
    names: Mapping[str, Written],
    findings: Findings,
) -> None:
    """Adds a finding for each unknown id: where it is first named, or where it begins if that is misspelt."""
    if not unknown:
        return
    ids = [(id, entry.kind) for id, entry in known.items() if re.fullmatch(ID, id)]
    fitting = {field: [id for id, kind in ids if issubclass(kind, kinds)] for field, kinds in REFERENCES.items()}
    for number, (id, places) in enumerate(unknown.items()):
        one = places[0]
        guess = nearest(id, fitting[one.field]) if number < _GUESSES else None
        alike = guess and guess not in named and re.fullmatch(ID, id) and fuzz.ratio(id, guess) >= _TYPO
        begun = known[guess] if guess and alike else None
        if begun and len(places) > 1:
            message = f"nothing names `{guess}`, but `{short(id)}`, which is no id, is named in "
            message += _listed(places, begun)
            findings.at_key(begun.document, begun.path, "unknown-id", message, f"is it to be `{short(id)}:` here?")
            continue
        message = f"`{one.field}` names `{short(id)}`, which is no id in this knowledge"
        if others := places[1:]:
            message += f"; so {'do' if len(others) > 1 else 'does'} {_listed(others, one.entry)}"
        paragraph = _WITH_PARAGRAPH.fullmatch(id) if one.path[-1] == "source" else None
        if paragraph and paragraph[1] in fitting["source"]:
            hint = f"write its paragraph in braces: source: {{{paragraph[1]}: {paragraph[2]}}}"
        else:
            hint = _meant(id, fitting[one.field], guess, names, one.field)
        if begun and hint.endswith("?"):
            hint += f" It begins in {where(begun, one.entry)}: correct the one that is wrong"
        add = findings.at_key if one.at_key else findings.at_value
        kinds = nouns(REFERENCES[one.field])
        add(one.entry.document, one.path, "unknown-id", message, hint or f"add {kinds} with this id, or name another")


def same(name: str) -> str:
    """The name as it is compared with others."""
    return " ".join(name.casefold().split())


def where(entry: Written, other: Written) -> str:
    """The line in which `entry` begins, with its file if that is not the one of `other`."""
    line, _ = entry.document.place(entry.path)
    return f"line {line}" if entry.document is other.document else f"{entry.document.file}, line {line}"


def _listed(places: Sequence[Reference], other: Written) -> str:
    """The lines of these places, as many as people read, and how many more there are."""
    here = list(dict.fromkeys(each.line for each in places if each.entry.document is other.document))
    files = dict.fromkeys(each.entry.document.file for each in places if each.entry.document is not other.document)
    lines = [f"line {here[0]}" if len(here) == 1 else f"lines {_and(map(str, here))}"] if here else []
    return _and((*lines, *files))


def _and(words: Iterable[str]) -> str:
    """The words as a list in a sentence."""
    all = list(words)
    few = all if len(all) <= _FEW else [*all[: _FEW - 1], f"{len(all) - _FEW + 1} more"]
    return " and ".join(filter(None, (", ".join(few[:-1]), few[-1])))


def _apart(written: str, several: Sequence[str], field: str) -> str:
    """The cure for several ids that stand as one."""
    if field == "source":
        return with_paragraphs(several)
    if field not in LISTS:
        return f"name one of them: {' or '.join(several)}"
    if "," in written:
        return f"take the quotation marks away, so that each is an item: {short(', '.join(several))}"
    if odd := re.search(r"[，、]", written):
        return f"put the comma of the keyboard in place of {odd[0]}: {short(', '.join(several))}"
    return f"put a comma between them: {short(', '.join(several))}"


def _meant(written: str, fitting: Sequence[str], guess: str | None, names: Mapping[str, Written], field: str) -> str:
    """The cure for an id that nothing has, or nothing where no other id comes near."""
    named = names.get(same(written))
    if named is not None and named.id in fitting:
        return f"write its id, `{named.id}`"
    several = _BETWEEN.split(written)
    if len(several) > 1 and not set(several).difference(fitting):
        return _apart(written, several, field)
    if guess:
        return f"did you mean `{guess}`?"
    return f"known here: {', '.join(fitting)}" if 0 < len(fitting) <= _FEW else ""
