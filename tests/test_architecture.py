"""The house keeps its shape: imports go one way, the core is pure, commands load what they need, modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
LONGEST_MODULE = 300

# from the ground up: what stands in a line may use the lines before it, and itself
STOREYS = (
    {"text", "ledger"},
    {"languages"},
    {"matching"},
    {"answering"},
    {"rendering"},
    {"conversation"},
    {"explaining"},
    {"service"},
    {"checking", "settings", "observing", "terminal"},
    {"live"},
    {"telegram"},
    {"cli"},
    {"__main__"},
)
CORE = {"text", "matching", "answering", "rendering", "conversation", "service", "terminal"}
IMPURE = {
    "asyncio", "datetime", "http", "io", "logging", "os", "pathlib", "random", "shutil", "signal", "socket", "sqlite3",
    "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
LIBRARIES = {"telegram": {"telegram"}, "click": {"cli"}, "pydantic": {"ledger", "checking", "settings"},
             "yaml": {"ledger", "languages", "checking"}, "rapidfuzz": {"matching", "ledger"}}  # fmt: skip

FILES = sorted(BOT.rglob("*.py"))


def part(file: Path) -> str:
    """The package or module of the bot that a file belongs to: `matching`, `service`."""
    return file.relative_to(BOT).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """The dotted names that a file imports anywhere, what comes `from` a module among them."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def storey(name: str) -> int:
    return next(number for number, parts in enumerate(STOREYS) if name in parts)


def test_every_part_of_the_bot_has_its_storey() -> None:
    assert {part(file) for file in FILES} - {"__init__"} == set().union(*STOREYS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(BOT)))
def test_imports_go_one_way(file: Path) -> None:
    here = part(file)
    for name in imports(file):
        if name.startswith("bot."):
            there = name.split(".")[1]
            assert there == here or storey(there) < storey(here), f"{here} imports {name}"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_used_where_it_belongs(library: str) -> None:
    users = {part(file) for file in FILES if library in {name.split(".")[0] for name in imports(file)}}
    assert users <= LIBRARIES[library]


@pytest.mark.parametrize(
    "file", [file for file in FILES if part(file) in CORE], ids=lambda file: str(file.relative_to(BOT))
)
def test_the_core_knows_no_clock_no_files_no_network_and_no_logs(file: Path) -> None:
    assert {name.split(".")[0] for name in imports(file)} & IMPURE == set()
    called = {
        node.func.id
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & {"open", "print", "input", "exec", "eval"} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(BOT)))
def test_no_module_is_longer_than_a_person_reads(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.read_text("utf-8").strip()], ids=lambda file: str(file.relative_to(BOT))
)
def test_every_module_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text("utf-8")))


CASE = "- {name: The director is known., ask: who is Henrik Staleby, answer: staleby}\n"
AFTER_A_COMMAND = """
import sys
from bot.cli import main
try:
    main(sys.argv[1:], prog_name="bot")
except SystemExit as end:
    print("exit", end.code, file=sys.stderr)
print("loaded", *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["ask", "check", "chat", "eval"])
def test_a_command_without_telegram_loads_neither_telegram_nor_settings_nor_a_database(
    command: str, tmp_path: Path
) -> None:
    (tmp_path / "cases.yaml").write_text(CASE, encoding="utf-8")
    given = {"ask": ["who said it"], "check": [], "chat": [], "eval": [str(tmp_path / "cases.yaml")]}
    ledgers = str(Path(__file__).parent / "ledgers")
    line = [sys.executable, "-c", AFTER_A_COMMAND, command, *given[command], "--knowledge", ledgers]
    ended = subprocess.run(line, cwd=ROOT, input="who said it\n\n", capture_output=True, encoding="utf-8", timeout=60)
    loaded = set(ended.stderr.split("loaded ")[-1].split())
    assert ("bot.service" in loaded) == (command != "check"), ended.stderr
    assert "exit 0" in ended.stderr
    assert {
        name for name in loaded if name.split(".")[0] in {"telegram", "sqlite3", "sqlalchemy", "psycopg", "httpx"}
    } == set()
    assert {"bot.settings", "bot.telegram"} & loaded == set()
