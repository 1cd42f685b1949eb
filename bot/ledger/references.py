"""Findings between entries: ids that nothing has, names that two have, places in themselves, one-sided disputes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from bot.ledger import unknown_ids
from bot.ledger.fields import REFERENCES, noun, nouns
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path, Value
from bot.ledger.lookalikes import as_typed, first
from bot.ledger.model import Dispute, Event, Named, Place
from bot.ledger.unknown_ids import Reference, same, where
from bot.ledger.written import Findings, Written


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
    unknown: dict[str, list[Reference]] = {}
    named: set[str] = set()
    for each in (reference for entry in written for reference in _references(entry)):
        entry, path, field, id, _ = each
        named.add(id)
        if findings.about(entry.document, path):
            continue
        plain = as_typed(id)
        if plain and (plain in known or standing is None or plain in standing):
            at, message, hint = first(id)
            findings.at_sign(entry.document, path, at, "lookalike", message, hint)
            continue
        kinds, other = REFERENCES[field], known.get(id)
        if other is not None and other.kind not in kinds and id not in twice:
            message = f"`{field}` names `{short(id)}`, which is {noun(other.kind)}"
            add = findings.at_key if each.at_key else findings.at_value
            add(entry.document, path, "wrong-kind", message, f"name {nouns(kinds)}")
        elif other is None and standing is not None and id not in standing:
            unknown.setdefault(id, []).append(each)
    unknown_ids.tell(unknown, known, named, names, findings)


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
            message = f"the id `{short(entry.id)}` belongs to {noun(first.kind)} in {where(first, entry)}"
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
            one, other = (entry, path), names.setdefault(same(name), (entry, path))
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


def _references(entry: Written) -> Iterator[Reference]:
    """Each id that an entry names itself."""
    for field, value in entry.fields.items():
        if field not in REFERENCES:
            continue
        path = (*entry.path, field)
        if field == "source" and isinstance(value, dict):
            yield from (Reference(entry, (*path, id), field, id, at_key=True) for id in value)
        elif isinstance(value, str):  # as most are
            yield Reference(entry, path, field, value)
        else:
            yield from (Reference(entry, here, field, id) for here, id in _texts(path, value))


def _texts(path: Path, value: Value) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts((*path, number), item)


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
            hint = f"take it out of the position, or delete `withdrawn:` in {where(known[id], dispute)}"
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
