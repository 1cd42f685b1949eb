"""Findings between entries: ids that nothing has, names that two have, places in themselves, one-sided disputes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from bot.ledger.fields import REFERENCES, nearest, noun, nouns
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path, Value
from bot.ledger.lookalikes import as_typed, first
from bot.ledger.model import ID, Dispute, Event, Named, Place
from bot.ledger.records import Findings, Written

_BETWEEN = re.compile(r"[\s,;，、]+")
_FEW = 6  # known ids are listed in a hint up to this many
_GUESSES = 500  # guessing goes through all ids; whoever has more unknown ones has one fault, not many


def check(written: Sequence[Written], standing: Container[str] | None, findings: Findings) -> None:
    """Adds what is wrong between entries.

    `standing` are the ids that are there even if their entry could not be read, None if a whole file could not.
    """
    known, twice = _once(written, findings)
    names = _named_once(written, findings)
    _check_references(written, known, names, standing, twice, findings)
    _check_places(known, findings)
    for entry in written:
        if entry.kind is Dispute:
            _check_withdrawn(entry, known, findings)
            _check_sides(entry, findings)


def _check_references(
    written: Sequence[Written],
    known: Mapping[str, Written],
    names: Mapping[str, Written],
    standing: Container[str] | None,
    twice: Container[str],
    findings: Findings,
) -> None:
    fitting = {
        field: [id for id, entry in known.items() if issubclass(entry.kind, kinds) and re.fullmatch(ID, id)]
        for field, kinds in REFERENCES.items()
    }
    guesses: dict[tuple[str, str], str] = {}
    for entry in written:
        for path, field, id, at_key in _references(entry):
            if findings.about(entry.document, path):
                continue
            plain = as_typed(id)
            if plain and (plain in known or standing is None or plain in standing):
                at, message, hint = first(id)
                findings.at_sign(entry.document, path, at, "lookalike", message, hint)
                continue
            kinds, other = REFERENCES[field], known.get(id)
            add = findings.at_key if at_key else findings.at_value
            if other is not None and not issubclass(other.kind, kinds) and id not in twice:
                message = f"`{field}` names `{short(id)}`, which is {noun(other.kind)}"
                add(entry.document, path, "wrong-kind", message, f"name {nouns(kinds)}")
            elif other is None and standing is not None and id not in standing:
                if (field, id) not in guesses and len(guesses) < _GUESSES:
                    guesses[field, id] = _meant(id, fitting[field], names)
                message = f"`{field}` names `{short(id)}`, which is no id in this knowledge"
                hint = guesses.get((field, id)) or f"add {nouns(kinds)} with this id, or name another"
                add(entry.document, path, "unknown-id", message, hint)


def _once(written: Sequence[Written], findings: Findings) -> tuple[dict[str, Written], set[str]]:
    """Every entry by its id, and the ids that several have; all files and sections share one namespace."""
    known: dict[str, Written] = {}
    twice: set[str] = set()
    for entry in written:
        if not entry.id:
            continue
        first = known.setdefault(entry.id, entry)
        if first is not entry:
            twice.add(entry.id)
            message = f"the id `{short(entry.id)}` belongs to {noun(first.kind)} in {_where(first, entry)}"
            add, path = findings.at_key, entry.path
            if entry.kind is Event:
                add, path = findings.at_value, (*entry.path, "id")
            add(entry.document, path, "duplicate-id", message, "choose another id for one of them")
    return known, twice


def _named_once(written: Sequence[Written], findings: Findings) -> dict[str, Written]:
    """Whoever has a name, by each of its names; one name for two would make answers about the wrong one."""
    names: dict[str, tuple[Written, Path]] = {}
    for entry in written:
        if not issubclass(entry.kind, Named):
            continue
        for path, name in names_of(entry):
            one, other = (entry, path), names.setdefault(_same(name), (entry, path))
            if other[0] is entry or findings.about(entry.document, path):
                continue
            if "aliases" in other[1] and "aliases" not in path and not findings.about(other[0].document, other[1]):
                one, other = other, one  # who is called so, and who is only asked for so
            line, _ = other[0].document.values[other[1]]
            file = "" if entry.document is one[0].document is other[0].document else f"{other[0].document.file}, "
            message = f"{short(name)} is a name of `{other[0].id}` too, in {file}line {line}"
            hint = "keep it with one of them, and give the other a fuller name"
            findings.at_value(one[0].document, one[1], "duplicate-name", message, hint)
    return {name: entry for name, (entry, _) in names.items()}


def names_of(entry: Written) -> Iterator[tuple[Path, str]]:
    """Each name of an entry that has one, as it is written, with its path."""
    for field in ("name", "other_name"):
        name = entry.fields.get(field)
        if isinstance(name, str):
            yield (*entry.path, field), name
    aliases = entry.fields.get("aliases")
    for number, alias in enumerate(aliases if isinstance(aliases, list) else ()):
        if isinstance(alias, str):
            yield (*entry.path, "aliases", number), alias


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _references(entry: Written) -> Iterator[tuple[Path, str, str, bool]]:
    """Each id that an entry names itself: its path, its field, the id, and whether it is a key."""
    for field, value in entry.fields.items():
        path = (*entry.path, field)
        if field not in REFERENCES:
            continue
        if field == "source" and isinstance(value, dict):
            yield from (((*path, id), field, id, True) for id in value)
        else:
            yield from ((here, field, id, False) for here, id in _texts(path, value))


def _texts(path: Path, value: Value) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts((*path, number), item)


def _meant(written: str, fitting: Sequence[str], names: Mapping[str, Written]) -> str:
    """The cure for an id that nothing has, or nothing where no other id comes near."""
    named = names.get(_same(written))
    if named is not None and named.id in fitting:
        return f"write its id, `{named.id}`"
    several = _BETWEEN.split(written)
    if len(several) > 1 and not set(several).difference(fitting):
        return f"put a comma between them: {short(', '.join(several))}"
    if guess := nearest(written, fitting):
        return f"did you mean `{guess}`?"
    return f"known here: {', '.join(fitting)}" if 0 < len(fitting) <= _FEW else ""


def _check_places(known: Mapping[str, Written], findings: Findings) -> None:
    """Finds places that lie in themselves, one finding a circle."""
    done: set[str] = set()
    for start in known:
        trail: list[str] = []
        here: Value = start
        while isinstance(here, str) and here in known and known[here].kind is Place and here not in done:
            done.add(here)
            trail.append(here)
            here = known[here].fields.get("in")
        if isinstance(here, str) and here in trail:
            circle = [*trail[trail.index(here) :], here]
            place = known[here]
            message = f"the place lies in itself: {short(' in '.join(circle))}"
            path = (*place.path, "in")
            findings.at_value(place.document, path, "place-in-itself", message, "correct one `in` of these")


def _check_withdrawn(dispute: Written, known: Mapping[str, Written], findings: Findings) -> None:
    """Finds the statements of a dispute that were taken back: without them a side may have nothing to say."""
    for path, id in _texts((*dispute.path, "positions"), dispute.fields.get("positions")):
        if id in known and known[id].fields.get("withdrawn") is not None:
            message = f"`{short(id)}` was withdrawn, and still speaks for a side of this dispute"
            hint = f"take it out of the position, or delete `withdrawn:` in {_where(known[id], dispute)}"
            findings.at_value(dispute.document, path, "withdrawn-in-dispute", message, hint)


def _check_sides(dispute: Written, findings: Findings) -> None:
    positions = dispute.fields.get("positions")
    side: dict[str, int] = {}
    for number, position in enumerate(positions if isinstance(positions, list) else ()):
        for path, id in _texts((*dispute.path, "positions", number), position):
            if side.setdefault(id, number) != number and not findings.about(dispute.document, path):
                hint = "keep it in the position it speaks for"
                findings.at_value(
                    dispute.document, path, "both-sides", f"`{short(id)}` stands in two positions of this dispute", hint
                )


def _where(first: Written, other: Written) -> str:
    line, _ = first.document.place(first.path)
    return f"line {line}" if first.document is other.document else f"{first.document.file}, line {line}"
