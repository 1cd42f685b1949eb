"""The language pack: it compiles, its sentences can be said, and it knows nothing of the event that is shipped."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from bot.languages import Language, english
from bot.languages.patterns import Element, Table, elements_of, read_pattern, read_row
from bot.ledger.model import Place
from bot.ledger.reading import read
from bot.text import fold, words

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
PACK: dict[str, Any] = yaml.safe_load((BOT / "languages" / "en.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def language() -> Language:
    return english()


def test_no_key_of_the_pack_is_written_twice() -> None:
    """YAML keeps the last of two and says nothing."""
    node = yaml.compose((BOT / "languages" / "en.yaml").read_text("utf-8"))
    assert [key for key, times in Counter(_keys(node)).items() if times > 1] == []


def _keys(node: yaml.Node | None, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The paths of all keys, each as often as it is written."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value)
            yield from _keys(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _keys(value, (*path, place))


# ---- the asked-for table ---------------------------------------------------------------------------------------------


def test_every_row_of_the_table_is_compiled(language: Language) -> None:
    assert [row.asks for row in language.rows] == [row["asks"] for row in PACK["asks"]]
    assert [len(row.patterns) for row in language.rows] == [len(row["when"]) for row in PACK["asks"]]
    assert len(language.carriers) == len(PACK["carriers"])


def test_no_pattern_fits_everything(language: Language) -> None:
    for row in language.rows:
        assert Table([row]).first_fit(()) is None, row.asks
        assert Table([row]).first_fit(("xyzzy",)) is None, row.asks


def elements(language: Language) -> Iterator[Element]:
    patterns = [pattern for row in language.rows for pattern in row.patterns]
    return (element for pattern in (*patterns, *language.carriers) for element in pattern.elements)


def test_the_words_of_patterns_are_as_questions_hold_them(language: Language) -> None:
    """Folded, one word each, and no sign of the pattern language slipped in among them."""
    for element in elements(language):
        for word in element.words or ():
            assert word.startswith("@") or [each.text for each in words(word)] == [word]


def test_every_act_that_a_row_asks_for_is_an_act(language: Language) -> None:
    assert all(language.knows_act(row.act) for row in language.rows if row.act)


@pytest.mark.parametrize("line", ["who <sing>", "what did {somebody} say"])
def test_a_row_with_an_unknown_class_or_slot_does_not_compile(line: str) -> None:
    with pytest.raises(KeyError):
        read_pattern(line, elements_of({}))
    with pytest.raises(KeyError):
        read_row({"asks": "who", "when": [line]}, elements_of({}))


# ---- the words -------------------------------------------------------------------------------------------------------


def leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key and value of the pack with where it stands."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield f"{path}: key {key}", key
            yield from leaves(value, f"{path}/{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from leaves(value, f"{path}/{number}")
    else:
        yield path, part


def test_yaml_made_no_word_a_truth_or_a_date() -> None:
    """`no`, `on`, `yes` and `off` are words; a row's options alone are true."""
    options = re.compile(r"/(asks|acts)/\d+/\w+")
    odd = [path for path, leaf in leaves(PACK) if not isinstance(leaf, str | int) or isinstance(leaf, bool)]
    assert [path for path in odd if not options.fullmatch(path)] == []


def test_numbers_stand_only_where_numbers_are_told() -> None:
    numbers = [path for path, leaf in leaves(PACK) if isinstance(leaf, int) and not isinstance(leaf, bool)]
    assert {path.split("/")[1] for path in numbers} <= {"numbers", "ordinals", "decades", "spans_of_years"}


def test_every_class_has_words_and_they_are_folded(language: Language) -> None:
    for name, held in language.words.items():
        assert held, name
        assert all(word == fold(word) for word in held), name


def test_an_act_belongs_to_one_family(language: Language) -> None:
    acts = [act for family in language.acts for act in family.acts]
    assert len(acts) == len(set(acts))
    assert [family.general for family in language.acts].count(True) == 1


def test_people_ask_for_every_act_by_its_own_name(language: Language) -> None:
    """But for such as `asked` and `called`, which are filler in a question."""
    acts = {act: family for family in language.acts for act in family.acts - language.words["filler"]}
    assert {act for act, family in acts.items() if family not in language.acts_asked(act)} == set()


def test_a_year_has_its_months(language: Language) -> None:
    assert [language.months[name.lower()] for name in language.month_names] == list(range(1, 13))


def test_contractions_stand_for_words(language: Language) -> None:
    assert all(long for long in language.contractions.values())
    assert not any(set(long) & set(language.contractions) for long in language.contractions.values())


# ---- the bot's own sentences -----------------------------------------------------------------------------------------

GRAMMAR = {"events", "source", "says", "gives", "does"}
"""What every sentence that goes through `Replies._say` may name."""
NAMED = {"name", "what"}
"""What a refusal's sentence may name besides."""


def trees(*under: Path) -> Iterator[ast.AST]:
    for path in under:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield ast.parse(file.read_text("utf-8"))


def constants(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """The calls of a function or method of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name in {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}:
            yield node


def sentences_of(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Each sentence that the code says by name, with the fields that it fills there."""
    for call in calls(tree, "_say"):
        fields = GRAMMAR | {str(keyword.arg) for keyword in call.keywords}
        yield from ((key, fields) for key in spoken(call.args[0]))
    filled = {}
    for call in (*calls(tree, "format"), *calls(tree, "partition")):
        fields = {str(keyword.arg) for keyword in call.keywords} | {
            text.strip("{}") for arg in call.args for text in constants(arg)
        }
        filled[getattr(call.func, "value", None)] = fields
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") in {"say", "_say"}:
            yield from ((key, filled.get(node, set())) for key in spoken(node.slice))


def spoken(key: ast.expr) -> set[str]:
    """The sentences that an expression names: a text, or one of two."""
    if isinstance(key, ast.IfExp):
        return spoken(key.body) | spoken(key.orelse)
    return {key.value} if isinstance(key, ast.Constant) and isinstance(key.value, str) else set()


def refusals() -> set[str]:
    """The sentences of refusals: texts of a module that makes one, and those that `Replies._refused` takes instead."""
    makers = [tree for tree in trees(BOT) if any(calls(tree, "Refusal"))]
    functions = (node for tree in trees(BOT) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    makers += [function for function in functions if function.name == "_refused"]
    return set().union(*map(constants, makers)) & set(PACK["say"])


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


SAID = [said for tree in trees(BOT) for said in sentences_of(tree)]


@pytest.mark.parametrize("key", PACK["say"])
def test_the_code_fills_every_field_of_a_sentence(key: str) -> None:
    """Where it is said by name, with what is given there; a refusal with a name; any other with what all may name."""
    given = [fields for said, fields in SAID if said == key] or [GRAMMAR | (NAMED if key in refusals() else set())]
    for fields in given:
        assert fields_of(PACK["say"][key]) - fields == set()


def test_every_sentence_that_the_code_says_is_in_the_pack() -> None:
    assert {key for key, _ in SAID} - set(PACK["say"]) == set()


def test_the_sentences_were_found_in_the_code() -> None:
    """So that the test above cannot pass for want of calls."""
    named = {key for key, _ in SAID}
    assert {"disputed", "words-of", "closest", "quoted-by", "reported-by", "reported", "to", "expired"} <= named
    assert {"no-such-name", "nothing-by", "no-why", "not-stated"} <= refusals()


def test_every_sentence_is_said_somewhere() -> None:
    texts = {text for tree in trees(BOT) for text in constants(tree)}
    assert set(PACK["say"]) - texts == set()


@pytest.mark.parametrize("key", PACK["say"])
def test_a_sentence_is_one_line_without_markup(key: str) -> None:
    sentence = PACK["say"][key]
    assert "\n" not in sentence
    assert not set(sentence) & set("<>&")


# ---- nothing of one event --------------------------------------------------------------------------------------------


def event_words(language: Language) -> set[str]:
    """The folded words of the shipped names and aliases that are no ordinary words of the language.

    Ordinary is what names write in small letters, and the words and names that the pack knows, unless it is
    a whole name by itself.
    """
    ledger = read(ROOT / "knowledge").ledger
    assert ledger
    found = set()
    for named in ledger.named.values():
        other = named.other_name if isinstance(named, Place) and named.other_name else named.name
        for name in (named.name, other, *named.aliases):
            parts = [word for word in words(name) if not word.raw[0].islower()]
            found |= {
                plain(word.raw) for word in parts if len(name.split()) == 1 or not is_of_the_pack(word.raw, language)
            }
    return found


def is_of_the_pack(word: str, language: Language) -> bool:
    return plain(word) in language.known or (plain(word),) in language.outsiders


def plain(word: str) -> str:
    return fold(re.sub(r"'s?$", "", word))


def test_no_word_of_the_shipped_event_stands_in_the_bot(language: Language) -> None:
    event = event_words(language)
    assert len(event) > 20
    found = [
        f"{file.relative_to(ROOT)}:{number}: {word.raw}"
        for file in sorted(BOT.rglob("*"))
        if file.suffix in {".py", ".yaml"}
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1)
        for word in words(line)
        if plain(word.raw) in event
    ]
    assert found == []
