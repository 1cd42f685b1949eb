"""The commands as they are typed: what they print, where, and the exit code that scripts rely on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import SettingsError

HERE = Path(__file__).parent
VELM = HERE / "ledgers" / "velm-2023-03-14.yaml"
BRIDGE = HERE / "good" / "old-bridge.yaml"
CLEAN, ERRORS, USAGE, UNSERVABLE = 0, 1, 2, 78

REPLY = ("outcome", "reply", "html", "entries", "speakers", "sources", "choices", "not", "reason", "knowledge")
TWO_MEANT = "who is Radkovar"
"""Two people of the invented event have this surname."""


def run(*line: str | Path, given: str | bytes = "", env: Mapping[str, str | None] | None = None) -> Result:
    """What came of `python -m bot` with this command line and this on stdin."""
    unset = dict.fromkeys(
        ("BOT_KNOWLEDGE", "TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE", "CREDENTIALS_DIRECTORY", "BOT_TOKEN")
    )
    result = CliRunner().invoke(main, [str(part) for part in line], input=given, env={**unset, **(env or {})})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def answer(*line: str | Path) -> dict[str, Any]:
    """The reply to `ask --json`."""
    result = run("ask", "--json", "--knowledge", VELM, *line)
    assert result.exit_code == CLEAN
    return dict(json.loads(result.stdout))


def answers(*asked: object) -> list[dict[str, Any]]:
    """The replies to `ask --jsonl`; what is asked is a line as it is, or made one."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in asked]
    result = run("ask", "--jsonl", "--knowledge", VELM, given="".join(f"{line}\n" for line in lines))
    assert result.exit_code == CLEAN
    return [dict(json.loads(line)) for line in result.stdout.splitlines()]


# ---- ask -------------------------------------------------------------------------------------------------------------


def test_ask_prints_the_reply_and_nothing_else() -> None:
    result = run("ask", "who is Henrik Ståleby", "--knowledge", VELM)
    assert (result.exit_code, result.stderr) == (CLEAN, "")
    assert result.stdout.startswith("Henrik Ståleby, director of Velm Hydro.")


def test_a_refusal_is_done_too() -> None:
    assert run("ask", "who won the world cup", "--knowledge", VELM).exit_code == CLEAN


def test_json_is_one_reply_in_one_line() -> None:
    result = run("ask", "--json", "who is Henrik Ståleby", "--knowledge", VELM)
    assert len(result.stdout.splitlines()) == 1
    reply = json.loads(result.stdout)
    assert tuple(reply) == REPLY
    assert (reply["outcome"], reply["entries"][0], reply["reason"]) == ("answer", "staleby", None)
    assert "Ståleby" in result.stdout


def test_choices_are_told_with_their_titles_and_listed_in_the_reply() -> None:
    reply = answer(TWO_MEANT)
    assert reply["outcome"] == "choices"
    assert {choice["id"] for choice in reply["choices"]} == {"zofie-radkovar", "matyas-radkovar"}
    assert all(f"{n}. {choice['title']}" in reply["reply"] for n, choice in enumerate(reply["choices"], 1))


def test_a_refusal_tells_its_reason() -> None:
    assert answer("who won the world cup")["reason"] in {"off-topic", "unknown-name", "not-stated"}


@pytest.mark.parametrize("empty", ["", "   ", "?!", "🌉"])
def test_an_empty_question_is_a_refusal_and_no_crash(empty: str) -> None:
    reply = answer(empty)
    assert (reply["outcome"], reply["reason"]) == ("refusal", "empty")


def test_why_stands_behind_the_reply_and_never_in_the_json() -> None:
    plain = run("ask", "--why", "who is Henrik Ståleby", "--knowledge", VELM)
    assert "decision: " in plain.stdout
    asked = run("ask", "--why", "--json", "who is Henrik Ståleby", "--knowledge", VELM)
    assert json.loads(asked.stdout)["outcome"] == "answer"
    assert "decision: " in asked.stderr


@pytest.mark.parametrize(
    "line", [["ask"], ["ask", "--jsonl", "who"], ["ask", "who", "--as"], ["asks", "who"], ["check", "--format", "xml"]]
)
def test_a_wrong_command_line_is_usage(line: Sequence[str]) -> None:
    result = run(*line)
    assert result.exit_code == USAGE
    assert result.stdout == ""


# ---- ask, a line each ------------------------------------------------------------------------------------------------


def test_every_line_is_answered_in_order() -> None:
    replies = answers({"text": "who is Henrik Ståleby"}, {"text": TWO_MEANT}, {"text": "hello"})
    assert [reply["outcome"] for reply in replies] == ["answer", "choices", "help"]
    assert all(tuple(reply) == REPLY for reply in replies)


def test_a_chat_remembers_and_other_chats_do_not() -> None:
    first, chosen, other, nobody = answers(
        {"text": TWO_MEANT, "chat": 1}, {"text": "2", "chat": 1}, {"text": "2", "chat": "1"}, {"text": "2"}
    )
    assert chosen["outcome"] == "answer"
    assert first["choices"][1]["id"] in {*chosen["entries"], *chosen["speakers"]}
    assert other == nobody != chosen


def test_a_question_without_a_chat_is_never_remembered() -> None:
    assert answers({"text": TWO_MEANT}, {"text": "1"})[1:] == answers({"text": "1"})


@pytest.mark.parametrize("chat", [7, "7", 0, "", False, [7], {"id": 7}])
def test_anything_may_be_the_id_of_a_chat(chat: object) -> None:
    assert answers({"text": TWO_MEANT, "chat": chat}, {"text": "1", "chat": chat})[1]["outcome"] == "answer"


@pytest.mark.parametrize(
    ("chosen", "outcome", "entry"),
    [
        ("cermel-ruined-houses", "answer", "cermel-ruined-houses"),
        ("bridge-fell", "answer", "bridge-fell"),
        ("cause-of-the-flood", "answer", "cause-of-the-flood"),
        ("penarral", "answer", "penarral-record"),
        ("velm-2023-03-14", "answer", "velm-2023-03-14"),
        ("none", "help", None),
        ("no-such-entry", "refusal", None),
        ("", "refusal", None),
        ("../../etc", "refusal", None),
    ],
)
def test_an_entry_is_chosen_by_its_id(chosen: str, outcome: str, entry: str | None) -> None:
    (reply,) = answers({"choose": chosen})
    assert reply["outcome"] == outcome
    assert entry in reply["entries"] if entry else reply["entries"] == []


def test_a_choice_belongs_to_its_chat() -> None:
    chosen, *later = answers(
        {"choose": "bridge-fell", "chat": 1}, {"text": "when was that", "chat": 1}, {"text": "hello", "chat": 2}
    )
    assert chosen["entries"] == later[0]["entries"] == ["bridge-fell"]


BAD = (
    "{", "nonsense", "[]", "[1]", "null", "7", '"who"', "{}", '{"chat": 1}', '{"text": 7}', '{"text": null}',
    '{"choose": ["a"]}', '{"text": "who", "choose": "staleby"}', '{"text": "who"} {"text": "who"}', "[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("line", BAD, ids=lambda line: line[:20])
def test_a_bad_line_is_an_error_and_the_next_is_answered(line: str) -> None:
    bad, good = answers(line, {"text": "hello"})
    assert list(bad) == ["error"]
    assert bad["error"].startswith("not a question: ")
    assert "object has no" not in bad["error"]
    assert good["outcome"] == "help"


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    result = run("ask", "--jsonl", "--knowledge", VELM, given=b'{"text": "\xff\xfe"}\n{"text": "hello"}\n')
    bad, good = map(json.loads, result.stdout.splitlines())
    assert list(bad) == ["error"]
    assert good["outcome"] == "help"


def test_empty_lines_are_passed_over() -> None:
    assert [reply["outcome"] for reply in answers("", {"text": "hello"}, "   ", "")] == ["help"]


def test_the_same_lines_get_the_same_bytes() -> None:
    asked = [{"text": text, "chat": 1} for text in (TWO_MEANT, "1", "what did she say", "when")]
    assert answers(*asked) == answers(*asked)


# ---- chat ------------------------------------------------------------------------------------------------------------


def chat(*typed: str) -> list[str]:
    """What the bot says in the terminal, a string each time."""
    result = run("chat", "--knowledge", VELM, given="".join(f"{line}\n" for line in typed))
    assert result.exit_code == CLEAN
    return [said for said in result.stdout.split("\n\n") if said]


def test_chat_says_what_it_knows_and_then_answers() -> None:
    welcome, reply = chat("who is Henrik Ståleby")
    assert "flood in Lissavar" in welcome
    assert "director of Velm Hydro" in reply


def test_in_chat_a_number_chooses() -> None:
    _, choices, chosen = chat(TWO_MEANT, "1")
    name = choices.split("1. ")[1].split("\n")[0]
    assert chosen.startswith(name)


def test_in_chat_a_number_chooses_from_the_people_listed() -> None:
    _, people, chosen = chat("/people", "2")
    assert chosen.startswith(people.split("2. ")[1].split(",")[0])


def test_in_chat_commands_work_as_in_telegram() -> None:
    _, sources, about, card, later = chat("/sources", "/about", "/start bridge-fell", "when was that?")
    assert "Sarnet Courier" in sources
    assert "14 March 2023" in about
    assert "Millers' Bridge fell" in card
    assert "15 March 2023" in later


@pytest.mark.parametrize("ending", [["hello", "", "hello"], ["hello"]])
def test_chat_ends_with_an_empty_line_or_the_end_of_input(ending: Sequence[str]) -> None:
    assert len(chat(*ending)) == 2


def test_chat_goes_on_after_what_is_no_utf_8() -> None:
    typed = b"who said \xff\xfe\nwho is Henrik St\xc3\xa5leby\n"
    result = run("chat", "--knowledge", VELM, given=typed)
    assert result.exit_code == CLEAN
    assert "director of Velm Hydro" in result.stdout


def test_an_unknown_command_shows_the_help() -> None:
    assert chat("/nonsense") == chat("/help")


# ---- check -----------------------------------------------------------------------------------------------------------

BAD_LEDGER = HERE / "bad" / "unknown-ids.yaml"


@pytest.fixture
def proved(tmp_path: Path) -> Path:
    """A copy of the invented event whose quotes stand in an archive, not proved yet."""
    return Path(shutil.copytree(HERE / "proof", tmp_path / "proof"))


def test_check_shows_every_finding_in_a_line_with_its_place() -> None:
    result = run("check", BAD_LEDGER)
    assert result.exit_code == ERRORS
    for line in result.stdout.splitlines():
        assert line.startswith(f"{BAD_LEDGER}:")
        assert ": error: [" in line or ": warning: [" in line
    assert result.stderr.endswith("warnings\n")


def test_check_as_json_is_a_list_of_findings() -> None:
    found = json.loads(run("check", BAD_LEDGER, "--format", "json").stdout)
    assert found
    assert {tuple(finding) for finding in found} == {
        ("file", "line", "column", "level", "rule", "entry", "message", "hint")
    }
    assert len(found) == len(run("check", BAD_LEDGER).stdout.splitlines())


def test_check_as_annotations_for_github() -> None:
    lines = run("check", BAD_LEDGER, "--format", "github").stdout.splitlines()
    assert lines
    assert all(line.startswith(f"::error file={BAD_LEDGER},line=") and ",title=unknown-id::" in line for line in lines)


def test_an_annotation_survives_odd_names_and_texts(tmp_path: Path) -> None:
    odd = tmp_path / "a,b:c%.yaml"
    odd.write_text("event: {id: 50%\n", encoding="utf-8")
    for line in run("check", odd, "--format", "github").stdout.splitlines():
        assert f"file={tmp_path}/a%2Cb%3Ac%25.yaml,line=" in line


@pytest.mark.parametrize("form", ["json", "text", "github"])
def test_check_of_a_clean_knowledge_finds_nothing(form: str, proved: Path) -> None:
    assert run("prove", "--archive", proved / "archive", "--knowledge", proved).exit_code == CLEAN
    result = run("check", proved, "--format", form, "--strict")
    assert (result.exit_code, result.stdout.strip()) == (CLEAN, "[]" if form == "json" else "")


def test_warnings_are_errors_only_if_strict(proved: Path) -> None:
    result = run("check", proved)
    assert "warning: [unproved]" in result.stdout
    assert result.exit_code == CLEAN
    assert run("check", proved, "--strict").exit_code == ERRORS


def test_what_was_never_proved_is_one_line_and_in_json_one_of_each_entry(proved: Path) -> None:
    """The count at the end is that of JSON in every format, and so are the exit codes."""
    entries = json.loads(run("check", proved, "--format", "json").stdout)
    assert {each["rule"] for each in entries} == {"unproved"}
    for form in ("text", "github"):
        result = run("check", proved, "--format", form)
        assert len(result.stdout.splitlines()) == 1
        assert f"{len(entries)} entries were never proved against their sources: `" in result.stdout
        assert result.stderr == f"0 errors, {len(entries)} warnings\n"
    assert len(run("check", proved, "--verbose").stdout.splitlines()) == len(entries)


@pytest.mark.parametrize("form", ["json", "text", "github"])
def test_what_check_finds_ends_with_a_line_break(form: str, proved: Path) -> None:
    assert run("check", proved, "--format", form).stdout.endswith("\n")


def test_an_act_that_nobody_can_ask_for_is_a_warning(tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text(BRIDGE.read_text("utf-8").replace("act: denied", "act: yodelled"), encoding="utf-8")
    result = run("check", odd)
    assert "warning: [unknown-act] ferrymen-deny" in result.stdout
    assert result.exit_code == CLEAN


def test_check_never_writes(proved: Path) -> None:
    before = {file: file.read_bytes() for file in proved.rglob("*") if file.is_file()}
    run("check", proved)
    assert {file: file.read_bytes() for file in proved.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "command",
    [["check"], ["ask", "who", "--knowledge"], ["chat", "--knowledge"], ["eval", HERE / "cases", "--knowledge"]],
)
def test_no_such_path_is_usage(command: Sequence[str | Path], tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        result = run(*command, path)
        assert result.exit_code == USAGE
        assert str(path) in result.stderr
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    [
        ["check", "LONG"], ["ask", "who", "--knowledge", "LONG"], ["diff", "LONG", HERE / "ledgers"],
        ["diff", HERE / "ledgers", "LONG"], ["eval", "LONG"],
        ["diff", "HEAD", "HEAD", "--knowledge", "LONG"], ["prove", "--archive", "LONG"],
    ],
    ids=lambda line: " ".join(map(str, line[:2])),
)  # fmt: skip
def test_a_name_that_is_too_long_for_a_path_is_usage(line: Sequence[str | Path]) -> None:
    result = run(*("a" * 300 if part == "LONG" else part for part in line))
    assert result.exit_code == USAGE
    assert result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


# ---- prove -----------------------------------------------------------------------------------------------------------

LOCK = "lower-tarn-2021-05-04.lock"


def prove(folder: Path) -> Result:
    return run("prove", "--archive", folder / "archive", "--knowledge", folder)


def test_what_is_proved_is_locked_and_then_clean(proved: Path) -> None:
    result = prove(proved)
    assert result.exit_code == CLEAN
    assert "quotes proved: 5 of 5" in result.stdout
    assert "content paragraphs covered: 7 of 7" in result.stdout
    assert f"wrote {proved / LOCK}" in result.stderr
    assert set(json.loads((proved / LOCK).read_text("utf-8"))) == {"entries", "sources"}
    assert run("check", proved, "--strict").exit_code == CLEAN


def test_proving_twice_changes_nothing(proved: Path) -> None:
    prove(proved)
    before = (proved / LOCK).read_bytes()
    prove(proved)
    assert (proved / LOCK).read_bytes() == before


def test_what_changed_after_the_proof_is_an_error_until_proved_again(proved: Path) -> None:
    prove(proved)
    ledger = proved / "lower-tarn-2021-05-04.yaml"
    ledger.write_text(
        ledger.read_text("utf-8").replace("quote: an insult to us all", "quote: an insult"), encoding="utf-8"
    )
    result = run("check", proved)
    assert result.exit_code == ERRORS
    assert "error: [changed-since-proof] ferrymen-insult" in result.stdout
    assert prove(proved).exit_code == CLEAN
    assert run("check", proved, "--strict").exit_code == CLEAN


def test_what_does_not_hold_writes_no_lock(proved: Path) -> None:
    ledger = proved / "lower-tarn-2021-05-04.yaml"
    ledger.write_text(ledger.read_text("utf-8").replace("42 piles", "43 piles"), encoding="utf-8")
    result = prove(proved)
    assert result.exit_code == ERRORS
    assert "error: [not-verbatim] quill-piles" in result.stdout
    assert not (proved / LOCK).exists()


def test_a_single_file_is_proved_with_its_lock_beside_it(proved: Path) -> None:
    result = run("prove", "--archive", proved / "archive", "--knowledge", proved / "lower-tarn-2021-05-04.yaml")
    assert result.exit_code == CLEAN
    assert (proved / LOCK).is_file()


def test_an_archive_that_is_not_there_is_usage(proved: Path) -> None:
    assert run("prove", "--archive", proved / "nowhere", "--knowledge", proved).exit_code == USAGE
    assert run("prove", "--knowledge", proved).exit_code == USAGE


def test_an_archive_in_another_encoding_is_told_in_a_line(proved: Path) -> None:
    (proved / "archive" / "gazette.txt").write_bytes("Pe\u00f1arral".encode("latin-1"))
    result = prove(proved)
    assert result.exit_code == ERRORS
    assert "gazette.txt is no UTF-8 text" in result.stderr
    assert len(result.stderr.splitlines()) == 1


# ---- eval ------------------------------------------------------------------------------------------------------------

GOOD_CASES = """
- name: The director is known.
  ask: [who is Henrik Staleby, who is the director of Velm Hydro]
  answer: staleby
- name: Greetings are met.
  ask: hello
  help: true
"""
WRONG_CASES = """
- name: This is not so.
  ask: who is Henrik Staleby
  answer: cermel
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "people.yaml").write_text(GOOD_CASES, encoding="utf-8")
    return tmp_path


def evaluated(cases: Path, *options: str) -> Result:
    return run("eval", cases, "--knowledge", VELM, *options)


def test_eval_counts_by_group(cases: Path) -> None:
    (cases / "more.yaml").write_text(GOOD_CASES, encoding="utf-8")
    result = evaluated(cases)
    assert result.exit_code == CLEAN
    assert [line.split() for line in result.stdout.splitlines()[:-5]] == [
        ["group", "all", "right", "choices", "missed", "wrong"],
        ["more", "3", "3", "0", "0", "0"],
        ["people", "3", "3", "0", "0", "0"],
        ["all", "6", "6", "0", "0", "0"],
        ["100.0%", "0.0%", "0.0%", "0.0%"],
    ]


def test_a_wrong_answer_is_named_and_an_error(cases: Path) -> None:
    (cases / "people.yaml").write_text(WRONG_CASES, encoding="utf-8")
    result = evaluated(cases)
    assert result.exit_code == ERRORS
    assert "wrong: [people] who is Henrik Staleby" in result.stdout
    assert "This is not so.; got answer staleby" in result.stdout


def test_what_is_missed_is_no_error_and_listed_if_asked(cases: Path) -> None:
    (cases / "people.yaml").write_text("- {name: n, ask: hello, answer: staleby}\n", encoding="utf-8")
    assert "missed: " not in evaluated(cases).stdout
    assert evaluated(cases).exit_code == CLEAN
    assert "missed: [people] hello" in evaluated(cases, "--wrong").stdout


@pytest.mark.parametrize(
    "written",
    [
        "- {name: n, ask: [hello}",
        "- {name: n}",
        "- {ask: hello, help: true}",
        "- {name: n, ask: hello, helps: true}",
        "name: n",
        "- hello",
        "- {name: n, ask: hello, answer: nobody-of-that-id}",
        "- {name: n, ask: who is Henrik Staleby, dispute: no-such-dispute}",
    ],
)
def test_cases_that_are_none_are_usage_with_their_file(written: str, cases: Path) -> None:
    (cases / "odd.yaml").write_text(written, encoding="utf-8")
    result = evaluated(cases)
    assert result.exit_code == USAGE
    assert "odd" in result.stderr


def test_no_cases_are_usage(tmp_path: Path) -> None:
    assert evaluated(tmp_path / "nowhere").exit_code == USAGE


# ---- knowledge that cannot be served, and the rest -------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", "who"], ["ask", "--jsonl"], ["chat"], ["eval", HERE / "cases"]])
def test_broken_knowledge_is_not_served_and_each_error_is_one_line(command: Sequence[str | Path]) -> None:
    result = run(*command, "--knowledge", HERE / "bad" / "tab-indent.yaml")
    assert (result.exit_code, result.stdout) == (UNSERVABLE, "")
    *errors, last = result.stderr.splitlines()
    assert "cannot be served" in last
    assert len(errors) == 1
    assert errors[0].startswith(f"{HERE / 'bad' / 'tab-indent.yaml'}:")
    assert ": error: [" in errors[0]


def test_warnings_alone_are_served(tmp_path: Path) -> None:
    shutil.copy(VELM, tmp_path)
    (tmp_path / "ignored.yml").write_text("", encoding="utf-8")
    result = run("ask", "hello", "--knowledge", tmp_path)
    assert (result.exit_code, result.stderr) == (CLEAN, "")


def test_the_knowledge_is_the_one_given_else_of_the_environment_else_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "knowledge").mkdir()
    shutil.copy(BRIDGE, tmp_path / "knowledge")
    monkeypatch.chdir(tmp_path)
    assert "Old Bridge" in run("ask", "/start").stdout + run("chat").stdout
    assert "Lissavar" in run("chat", env={"BOT_KNOWLEDGE": str(VELM)}).stdout
    assert "Old Bridge" in run("chat", "--knowledge", BRIDGE, env={"BOT_KNOWLEDGE": str(VELM)}).stdout


def test_the_shipped_knowledge_is_served_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("ask", "hello").exit_code == CLEAN


def test_the_schema_is_the_one_that_editors_are_given() -> None:
    """Stale? python -m bot schema > knowledge/schema.json"""
    assert run("schema").stdout == (HERE.parent / "knowledge" / "schema.json").read_text("utf-8")


def test_without_a_token_the_bot_does_not_run() -> None:
    result = run("run", "--knowledge", VELM)
    assert (result.exit_code, result.stdout) == (UNSERVABLE, "")
    assert result.stderr.startswith("TELEGRAM_BOT_TOKEN is not set")
    assert len(result.stderr.splitlines()) == 1


def test_with_a_wrong_token_the_bot_does_not_run_and_does_not_show_it() -> None:
    result = run("run", "--knowledge", VELM, env={"TELEGRAM_BOT_TOKEN": "not-a-real-token"})
    assert result.exit_code == UNSERVABLE
    assert "not-a-real-token" not in result.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
def test_a_hang_up_before_the_bot_is_up_does_not_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(environment: object) -> None:
        raise SettingsError((repr(signal.getsignal(signal.SIGHUP)),))

    monkeypatch.setattr("bot.settings.read", read)
    assert "SIG_IGN" in run("run", "--knowledge", VELM).stderr


@pytest.mark.parametrize(("knowledge", "code"), [(BAD_LEDGER, UNSERVABLE), (Path("nowhere"), USAGE)])
def test_with_a_token_but_without_knowledge_to_serve_the_bot_does_not_run(
    knowledge: Path, code: int, tmp_path: Path
) -> None:
    """In a process of its own, for it takes over what the process logs."""
    env = {"TELEGRAM_BOT_TOKEN": "1000001:not-a-real-token-AAAA", "BOT_DATA": str(tmp_path), "PORT": "80"}
    line = [sys.executable, "-m", "bot", "run", "--knowledge", str(knowledge)]
    ended = subprocess.run(line, env={**os.environ, **env}, cwd=HERE.parent, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert "cannot be served" in ended.stderr
    assert str(knowledge) in ended.stderr
    assert "does not use these variables yet: PORT" in ended.stderr


@pytest.mark.parametrize("command", list(main.commands))
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == CLEAN
    assert "Usage: " in result.stdout


def test_what_differs_from_its_lock_is_not_served(tmp_path: Path) -> None:
    """A quote changed after it was proved could put words into somebody's mouth."""
    for file in (HERE.parent / "knowledge").glob("shusha*"):
        text = file.read_text(encoding="utf-8")
        changed = text.replace("Karabakh is ours!", "Karabakh is theirs!") if file.suffix == ".yaml" else text
        (tmp_path / file.name).write_text(changed, encoding="utf-8")
    result = CliRunner().invoke(main, ["ask", "who said Karabakh is ours", "--knowledge", str(tmp_path)])
    assert result.exit_code == 78
    assert "changed-since-proof" in result.stderr
    assert not result.stdout
