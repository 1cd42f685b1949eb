"""The JSON Schema of a knowledge file, for editors: made from the records, so that the two cannot differ."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from bot.ledger.fields import PURPOSES, RESERVED, SECTIONS
from bot.ledger.model import ID, Event, Record, Statement

Schema = dict[str, Any]

_NUMBER: Schema = {"type": "integer", "minimum": 1}
_PARAGRAPHS: Schema = {"anyOf": [_NUMBER, {"type": "array", "items": _NUMBER, "minItems": 1}]}
# dates stand without quotation marks, so a year alone is a number to an editor
_DATE: Schema = {
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$",
    "minimum": 1000,
    "maximum": 9999,
}
# where what an operator writes is not what the record holds after validation
_WRITTEN: dict[str, Schema] = {
    "date": _DATE,
    "published": _DATE,
    "paragraph": _PARAGRAPHS,
    "source": {
        "anyOf": [
            {"type": "string", "pattern": ID},
            {
                "type": "object",
                "propertyNames": {"pattern": ID},
                "additionalProperties": _PARAGRAPHS,
                "minProperties": 1,
            },
        ]
    },
}


def schema() -> Schema:
    """The JSON Schema of one knowledge file, in draft 7, which every editor knows."""
    kinds: list[type[Record]] = [Event, *SECTIONS.values()]
    _, made = models_json_schema(
        [(kind, "validation") for kind in kinds], ref_template="#/definitions/{model}", by_alias=True
    )
    definitions = {name: _entry(name, made["$defs"][name]) for name in sorted(made["$defs"])}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knowledge file",
        "description": "One event: who said what about it, what the sources report, and what is disputed.",
        "type": "object",
        "properties": {
            "event": {"$ref": "#/definitions/Event"},
            **{section: _section(kind.__name__) for section, kind in SECTIONS.items()},
        },
        "required": ["event"],
        "additionalProperties": False,
        "definitions": definitions,
    }


def _section(kind: str) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": ID, "not": {"const": RESERVED}},
        "additionalProperties": {"$ref": f"#/definitions/{kind}"},
    }


def _entry(name: str, made: Schema) -> Schema:
    entry: Schema = {key: made[key] for key in ("description", "type") if key in made}
    entry["properties"] = {field: _field(field, value) for field, value in made["properties"].items()}
    entry["additionalProperties"] = False
    if name == Statement.__name__:
        # what an occasion may give need not stand in the statement
        entry["allOf"] = [
            {"anyOf": [{"required": ["quote"]}, {"required": ["says"]}]},
            {"anyOf": [{"required": ["occasion"]}, {"required": made["required"]}]},
        ]
    elif "required" in made:
        entry["required"] = made["required"]
    return entry


def _field(name: str, made: Schema) -> Schema:
    if "$ref" in made:
        return {"$ref": made["$ref"]}  # draft 7 reads nothing beside it; the definition has its own description
    if name not in _WRITTEN:
        # a field is written or left out, never null
        made = next((choice for choice in made.get("anyOf", ()) if choice != {"type": "null"}), made)
        made = {key: value for key, value in made.items() if key != "title" and value not in (None, [])}
    return {"description": PURPOSES[name], **_WRITTEN.get(name, made)}
