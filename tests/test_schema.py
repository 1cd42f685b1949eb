"""The schema allows what reading allows, as far as a schema can tell, and says what every field is for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.ledger.fields import PURPOSES, REFERENCES, SECTIONS, fields_of
from bot.ledger.model import Event, Gives, Record
from bot.ledger.schema import schema

HERE = Path(__file__).parent

# what a schema of one file cannot know, or what is gone when the file has become values
BEYOND = {
    "alias", "anchor", "bad-key", "both-sides", "cut-off", "duplicate-id", "duplicate-key", "duplicate-name",
    "invisible-character", "line-in-text", "lookalike", "merge-conflict", "merge-key", "odd-sign", "paragraph-alone",
    "paragraph-twice", "place-in-itself", "quotation-marks", "several-documents", "syntax", "tag", "too-deep",
    "not-utf-8", "unknown-id", "withdrawn-in-dispute", "wrong-kind",
}  # fmt: skip


class _Editor(yaml.SafeLoader):
    """Reads as editors do, by YAML 1.2: dates are texts, and only true, false, null and numbers are not."""


_Editor.yaml_implicit_resolvers = {}
_Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])
_Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[1-9][0-9]*$"), list("123456789"))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def test_the_schema_is_the_same_each_time_and_json() -> None:
    text = json.dumps(schema(), indent=2, ensure_ascii=False)
    assert text == json.dumps(schema(), indent=2, ensure_ascii=False)
    assert json.loads(text) == schema()


def test_every_section_is_in_it_and_nothing_else_is_allowed() -> None:
    made = schema()
    assert list(made["properties"]) == ["event", *SECTIONS]
    assert made["required"] == ["event"]
    assert made["additionalProperties"] is False
    for definition in made["definitions"].values():
        assert definition["additionalProperties"] is False
        assert definition["description"]


def test_every_field_of_every_record_is_in_it_and_says_what_it_is_for() -> None:
    definitions = schema()["definitions"]
    kinds: list[type[Record]] = [Event, Gives, *SECTIONS.values()]
    for kind in kinds:
        fields = definitions[kind.__name__]["properties"]
        assert tuple(fields) == fields_of(kind)
        assert all(field == {"$ref": "#/definitions/Gives"} or field["description"] for field in fields.values())
    known = {field for kind in kinds for field in fields_of(kind)}
    assert set(PURPOSES) == known
    assert set(REFERENCES) <= known


def test_no_marks_of_the_machinery_are_left() -> None:
    text = json.dumps(schema())
    assert '"null"' not in text
    assert "$defs" not in text
    assert not any(isinstance(part.get("title"), str) for part in parts(schema()["definitions"]))
    assert "id" not in schema()["definitions"]["Person"]["properties"]
    assert "id" in schema()["definitions"]["Event"]["properties"]


def test_a_statement_needs_words_and_a_speaker_and_a_source_of_its_own_or_of_its_occasion() -> None:
    statement = schema()["definitions"]["Statement"]
    assert "required" not in statement
    assert statement["allOf"] == [
        {"anyOf": [{"required": ["quote"]}, {"required": ["says"]}]},
        {"anyOf": [{"required": ["occasion"]}, {"required": ["source", "speaker"]}]},
    ]


def invalid(file: Path) -> list[str]:
    """What an editor would underline in the file."""
    validator = pytest.importorskip("jsonschema").Draft7Validator
    validator.check_schema(schema())
    try:
        values = _Editor(file.read_text(encoding="utf-8")).get_single_data()
    except yaml.YAMLError as error:
        return [str(error)]
    return [error.message for error in validator(schema()).iter_errors(values)]


def test_a_good_file_is_valid_in_an_editor() -> None:
    for file in (HERE / "good").glob("*.yaml"):
        assert invalid(file) == []


def test_a_bad_file_is_invalid_in_an_editor_wherever_a_schema_can_tell() -> None:
    for file in (HERE / "bad").glob("*.yaml"):
        rules = set(re.findall(r"^# expect: \S+ (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        if not rules <= BEYOND and "syntax" not in rules:
            assert invalid(file), file.name
