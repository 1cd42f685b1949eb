"""What a record's validation error means to somebody who writes the file: the rule, what is wrong, and the cure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pydantic_core import ErrorDetails

from bot.ledger.fields import PURPOSES, REFERENCES, noun, nouns
from bot.ledger.form.characters import short
from bot.ledger.form.document import Path, Value
from bot.ledger.lookalikes import as_id
from bot.ledger.model import Record, Statement

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-\w+)?")  # such as en
Complaint = tuple[str, str, str]


def complaint(
    kind: type[Record], field: str, path: Path, value: Value, error: ErrorDetails, id_of: Callable[[str], str]
) -> Complaint | None:
    """The rule, message and cure for an error in `field`, at `path` in its entry; None where that only follows.

    `id_of` tells the id that stands in the file and that a word is meant to be, or nothing.
    """
    name = next((str(step) for step in reversed(path) if step in PURPOSES), field)
    match error["type"]:
        case "missing":
            return _missing(kind, field)
        case "string_too_short":
            return "empty-value", f"`{name}` holds no text", "write it, or delete the line"
        case "string_pattern_mismatch":
            return _pattern(field, value)
        case "value_error":
            return _value(field, error)
        case "too_short":
            return _too_short(field, value, error)
        case "too_long":
            context = error["ctx"]
            message = f"`{name}` has {context['actual_length']} items, and {context['max_length']} are the most"
            return "too-many", message, "keep the ones that differ most"
        case "string_type":
            return _no_text(path, name, value)
        case "tuple_type":
            return _no_list(field, value, id_of)
        case "model_type" | "model_attributes_type" | "dict_type":
            hint = without_hyphens(value) or f"write below it, indented, {PURPOSES[name]}"
            return "wrong-shape", f"`{name}` consists of fields", hint
        case "int_type":
            hint = "write its number, counted from 1, the headline too; several as [2, 3]"
            return "bad-paragraph", "a paragraph is a number", hint
    return "bad-value", f"this cannot stand in `{name}`", f"write {PURPOSES[name]}"


def no_id(written: str) -> Complaint:
    """The rule, message and cure for what cannot be an id, with the one that was meant."""
    hint = "use small letters a to z, digits and hyphens, at most 48 of them"
    hint += f", as in `{meant}`" if (meant := as_id(written)) else ""
    return "bad-id", f"`{short(written)}` cannot be an id", hint


def with_paragraphs(sources: Sequence[str]) -> str:
    """The cure for several sources that stand without their paragraphs."""
    return f"write each with its paragraph, as {{{': 9, '.join(sources)}: 2}}"


def empty(field: str) -> Complaint:
    """The rule, message and cure for a list or group in which nothing stands."""
    return "empty-value", f"`{field}` is empty", "write what belongs there, or delete the line"


def without_hyphens(value: Value) -> str:
    """The cure for fields that are written as items of a list; nothing for anything else."""
    items = value if isinstance(value, list) else []
    names = [f"`{short(name)}`" for item in items if isinstance(item, dict) for name in item]
    if not names or not all(isinstance(item, dict) for item in items):
        return ""
    return f"take the hyphen{'s' * (len(items) > 1)} away before {', '.join(names)}"


def _missing(kind: type[Record], field: str) -> Complaint:
    hint = f"add `{field}:`, {PURPOSES[field]}"
    if kind is Statement:
        hint += "; or `occasion:`, if an occasion says it"
    return "missing-field", f"{noun(kind)} needs `{field}`", hint


def _pattern(field: str, value: Value) -> Complaint | None:
    if field in REFERENCES:
        return None  # told as an id that nothing has, with the one that was meant
    if field == "url":
        return "bad-url", f"{short(str(value))} is no web address", _address(str(value))
    return no_id(str(value))


def _address(value: str) -> str:
    """The cure for what is no address: it may lack its beginning, or have marks around it."""
    bare = re.sub(r"^h?t+ps?:?/{1,3}(?=[\w-]+\.)", _beginning, value.strip(" <>()[]\"'“”„«»‘’"), flags=re.IGNORECASE)
    meant = bare if "//" in bare else f"https://{bare}"
    first, *more = bare.split() or [""]
    if more and re.match(r"https?://", first):
        return f"an address holds no spaces: delete what follows `{short(first.rstrip(',;'))}`, or write %20 for each"
    if re.fullmatch(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s<>\"“”„«»]*)?", meant, re.IGNORECASE):
        return f"did you mean `{short(meant)}`?"
    return "write it in full, as https://gazette.example/1"


def _beginning(found: re.Match[str]) -> str:
    """The beginning of an address as it was meant, whatever letters and signs of it are lost."""
    return "https://" if "s" in found[0].casefold() else "http://"


def _value(field: str, error: ErrorDetails) -> Complaint:
    message, _, hint = str(error["ctx"]["error"]).rpartition(": ")
    rule = "bad-paragraph" if field in ("paragraph", "source") else "bad-date"
    return rule, short(message), hint


def _too_short(field: str, value: Value, error: ErrorDetails) -> Complaint | None:
    if not isinstance(value, list | dict) or len(value) >= error["ctx"]["min_length"]:
        return None  # items that are wrong themselves are not counted, and have their own findings
    if field == "positions":
        hint = "add the statements of the other side, or delete the dispute"
        return "one-sided-dispute", "a dispute has at least two positions, each with a statement", hint
    return empty(field)


def _no_text(path: Path, name: str, value: Value) -> Complaint:
    if isinstance(value, list) and isinstance(path[-1], int):
        return (
            "wrong-shape",
            f"an item of `{name}` is one value, and this is a list",
            "take the inner brackets, or the second hyphen, away",
        )
    if isinstance(value, list):
        hint = "write one value, without a hyphen or brackets"
        if name == "source":
            hint = _sources(value)
        return "wrong-shape", f"`{name}` takes one value, and this is a list", hint
    hint = "if the colon belongs to the text, put the whole text in quotation marks"
    if isinstance(value, dict) and len(value) == 1:
        ((key, text),) = value.items()
        if isinstance(text, str) and (key in PURPOSES or _LANGUAGE.fullmatch(key)):
            hint = f"write the text alone: {short(text)}; {hint}"
    if name in REFERENCES:
        hint = f"write the id of {nouns(REFERENCES[name])}; what it is stands in its own section"
    where = "an item of" if isinstance(path[-1], int) else "the value of"
    return "wrong-shape", f"{where} `{name}` is a text, and this has fields of its own", hint


def _sources(items: list[Value]) -> str:
    """The cure for several sources in a list, each with its paragraph or without."""
    if items and all(isinstance(item, dict) for item in items):
        named = (f"{id}: {number}" for item in items if isinstance(item, dict) for id, number in item.items())
        return f"write {{{', '.join(named)}}}"
    if len(items) > 1 and all(isinstance(item, str) for item in items):
        return with_paragraphs([str(item) for item in items])
    return "write one id, or several with their paragraphs, as {one: 9, another: [2, 3]}"


def _no_list(field: str, value: Value, id_of: Callable[[str], str]) -> Complaint:
    if isinstance(value, str) and value.startswith("-"):
        return "wrong-shape", f"`{field}` is a list", "put a space after the hyphen"
    if field == "positions":
        hint = "write each side's statements in brackets: - [one, another]"
        return "wrong-shape", "`positions` is a list of lists of statements", hint
    if isinstance(value, str) and "[" in value[1:]:
        hint = f"delete what stands before the bracket: {field}: {short(value[value.index('[', 1) :])}"
        return "wrong-shape", f"`{field}` is a list", hint
    text = " ".join(value) if isinstance(value, dict) else value
    example = re.sub(r"[\[\](){}［］（）]", "", text).strip() if isinstance(text, str) else ""
    example = re.sub(r"\s+[/|]\s+|\s*;\s*", ", ", example)
    if field in REFERENCES and isinstance(text, str):
        ids = list(dict.fromkeys(filter(None, map(id_of, re.split(r"[\s,;，、]+", example)))))
        example = ", ".join(ids)
    return "wrong-shape", f"`{field}` is a list", f"write it in brackets: {field}: [{short(example or 'one, another')}]"
