"""The knowledge while the bot runs: what changes serve, what is told of those that cannot, what is kept."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.checking.report import checked
from bot.languages import english
from bot.ledger.problems import Problem
from bot.ledger.reading import read
from bot.live import loading, serving, telling
from bot.live.child import Loaded, parts, refused
from bot.live.files import look
from bot.live.keeping import Kept
from bot.live.loading import Reader
from bot.live.serving import Live, News, UnservableError
from bot.rendering.message import length
from bot.service import Service
from tests.benchmarks import reload
from tests.benchmarks.reload import ASKED, knowledge

BAD = "event: {id: x\n"
EVERY = 0.02
WAIT = 30.0
"""Seconds after which something that does not happen is given up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the knowledge number 1."""
    made = tmp_path / "knowledge"
    made.mkdir()
    (made / "bridge.yaml").write_text(knowledge(1), encoding="utf-8")
    return made


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is watched is read in this process, which is quick; the tests of the child have it read by `load`."""

    monkeypatch.setattr(serving, "Reader", ReaderHere)


class ReaderHere:
    """Reads in this process."""

    def __init__(self) -> None:
        self.found: list[Any] = []

    def load(self, path: Path, contact: str = "", staging: Path | None = None) -> Loaded:
        loaded, *self.found = parts(path, staging, contact)
        assert isinstance(loaded, Loaded)
        return loaded

    def findings(self) -> tuple[Problem, ...]:
        return self.found.pop() if self.found else ()

    def close(self) -> None:
        pass


def load(path: Path, contact: str = "", seconds: float = WAIT) -> Loaded:
    """What a child reads that is made for it, with what it finds."""
    reader = Reader()
    loaded = reader.load(path, contact, seconds=seconds)
    found = reader.findings()
    reader.close()
    return replace(loaded, problems=loaded.problems or found)


def kept(folder: Path) -> Kept:
    return Kept(folder.parent / "data", folder)


def number(service: Service) -> int:
    """The number of the knowledge that the service answers from."""
    told = set(reload.MARK.findall(service.ask(ASKED)[0].message.text))
    assert len(told) == 1
    return int(told.pop())


def put(folder: Path, text: str) -> None:
    (folder / "bridge.yaml").write_text(text, encoding="utf-8")


@asynccontextmanager
async def watched(path: Path, data: Path | None = None) -> AsyncIterator[Live]:
    """The knowledge at `path`, watched with hasty looks."""
    live = Live(path, Kept(data or path.parent / "data", path), every=EVERY)
    task = asyncio.create_task(live.watch())
    yield live
    task.cancel()


async def news(live: Live) -> News:
    return await asyncio.wait_for(live.news.get(), WAIT)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT):
        while not true():
            await asyncio.sleep(EVERY)


async def looks(live: Live, many: int) -> None:
    """Returns after so many looks that changed nothing."""
    for _ in range(many):
        before = live.looked
        await until(lambda then=before: live.looked != then)  # type: ignore[misc]


# ---- a look at the files ---------------------------------------------------------------------------------------------


def test_looks_agree_while_nothing_changes(folder: Path) -> None:
    assert look(folder) == look(folder)
    assert look(folder / "bridge.yaml") == look(folder / "bridge.yaml")


def _rewritten_as_it_was(file: Path) -> None:
    """Another text of the same length, with the time of the old one put on it."""
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("order 1", "order 2"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _renamed_over(file: Path) -> None:
    shutil.copy2(file, file.with_suffix(".tmp"))
    file.with_suffix(".tmp").replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda file: file.write_text("x", encoding="utf-8"),
    "rewritten as it was": _rewritten_as_it_was,
    "renamed over": _renamed_over,
    "deleted": lambda file: file.unlink(),
    "made unreadable": lambda file: file.chmod(0),
    "another file": lambda file: file.with_name("more.yaml").touch(),
    "a lock": lambda file: file.with_name("old-bridge.lock").touch(),
    "a link to nothing": lambda file: file.with_name("more.yaml").symlink_to("nowhere"),
    "the folder deleted": lambda file: shutil.rmtree(file.parent),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_look_sees_what_changed(folder: Path, change: str) -> None:
    time.sleep(0.02)  # the clock of a file system may tick that slowly
    before = look(folder), look(folder / "bridge.yaml")
    CHANGES[change](folder / "bridge.yaml")
    after = look(folder), look(folder / "bridge.yaml")
    assert after[0] != before[0]
    assert (after[1] != before[1]) == ("another" not in change and "link" not in change)


def test_a_look_passes_over_what_is_no_knowledge(folder: Path) -> None:
    before = look(folder)
    for name in (".bridge.yaml.swp", "README.md", "bridge.yaml~", "4913"):
        (folder / name).write_text("x", encoding="utf-8")
    assert look(folder) == before


# ---- reading in a child ----------------------------------------------------------------------------------------------


def test_what_comes_back_answers_as_what_is_made_here(folder: Path) -> None:
    loaded = load(folder, "ada@example.org")
    ledger = read(folder).ledger
    assert loaded.problems == checked(read(folder), folder, english(), date.today())
    assert ledger
    assert loaded.service
    here = Service(ledger, english(), "ada@example.org")
    for question in (ASKED, "who denied it", "why did a crowd stand there", "zzyzxq", "what did Holm say"):
        assert loaded.service.ask(question) == here.ask(question)
    assert loaded.service.page("about") == here.page("about")
    assert loaded.service.language is english()


@pytest.mark.parametrize("inside", ["", "bridge.yaml"], ids=["folder", "file"])
@pytest.mark.parametrize("relative", [True, False])
def test_findings_are_those_of_check_with_the_operators_path(
    folder: Path, tmp_path: Path, inside: str, relative: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(folder, knowledge(1).replace("speaker: ferrymen", "speaker: ferryman").replace("act: denied", "act: yodelled"))
    path = (Path("knowledge") if relative else folder) / inside
    expected = checked(read(path), path, english(), date.today())
    (tmp_path / "copy").mkdir()
    loaded = ReaderHere().load(path, "", tmp_path / "copy")
    assert loaded.problems == expected
    assert loaded.errors
    assert loaded.service is None


MEANT: dict[str, Callable[[Path], object]] = {
    "beside others as .txt": lambda folder: (folder / "more.yaml.txt").write_text(knowledge(2), "utf-8"),
    "beside others without an end": lambda folder: (folder / "more").write_text(knowledge(2), "utf-8"),
    "beside others in large letters": lambda folder: (folder / "MORE.YAML").write_text(knowledge(2), "utf-8"),
    "a folder": lambda folder: (folder / "more.yaml").mkdir(),
    "alone as .txt": lambda folder: (folder / "bridge.yaml").rename(folder / "bridge.txt"),
    "alone without an end": lambda folder: (folder / "bridge.yaml").rename(folder / "bridge"),
}


@pytest.mark.parametrize("kind", MEANT)
def test_of_what_was_meant_to_be_read_the_bot_sees_and_tells_what_check_tells(folder: Path, kind: str) -> None:
    before = look(folder)
    MEANT[kind](folder)
    assert look(folder) != before
    told = checked(read(folder), folder, english(), date.today())
    assert "ignored-file" in {problem.rule for problem in told}
    assert [each for part in parts(folder, _staging(folder), "") for each in _problems(part)] == [*told]


@pytest.mark.parametrize("name", ["bridge.txt", "bridge"])
def test_a_named_file_is_served_and_kept_whatever_its_name(folder: Path, name: str) -> None:
    file = (folder / "bridge.yaml").rename(folder / name)
    assert number(Live(file, Kept(folder.parent / "data", file)).service) == 1
    assert [each.name for each in Kept(folder.parent / "data", file).newest()] == [name]


def _staging(folder: Path) -> Path:
    made = folder.parent / "staging"
    made.mkdir()
    return made


def _problems(part: Loaded | tuple[Problem, ...]) -> tuple[Problem, ...]:
    return part.problems if isinstance(part, Loaded) else part


def test_a_lock_is_held_to(folder: Path, tmp_path: Path) -> None:
    (folder / "old-bridge.lock").write_text('{"entries": {"holm-closes": "0"}, "sources": {}}', encoding="utf-8")
    for path in (folder, folder / "bridge.yaml"):
        (tmp_path / path.name).mkdir(exist_ok=True)
        (copy := tmp_path / f"copy of {path.name}").mkdir()
        (error,) = ReaderHere().load(path, "", copy).errors
        assert error.rule == "changed-since-proof"
        assert error.file == str(folder / "bridge.yaml")


def test_the_child_is_given_no_secrets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, str] = {}

    def started(*line: Any, env: dict[str, str], **named: Any) -> None:
        given.update(env)
        raise OSError

    for name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "CREDENTIALS_DIRECTORY", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "canary")
    monkeypatch.setattr(subprocess, "Popen", started)
    load(folder)
    assert given
    assert "canary" not in given.values()


def test_a_child_reads_again_and_again_whatever_it_read_before(folder: Path) -> None:
    reader = Reader()
    for text, outcome in ((knowledge(2), 2), (BAD, None), (knowledge(3), 3), ("- [" * 50_000, None), (knowledge(4), 4)):
        put(folder, text)
        service = reader.load(folder).service
        assert outcome == (service and number(service))
    reader.close()


def test_the_same_child_reads_what_comes_next_unless_it_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[loading.Child] = []
    start = loading._started

    def started() -> loading.Child:
        children.append(start())
        return children[-1]

    monkeypatch.setattr(loading, "_started", started)
    reader = Reader()
    assert reader.load(folder).service
    put(folder, BAD)
    assert reader.load(folder).errors
    assert len(children) == 1
    loading._end(children[0])
    put(folder, knowledge(2))
    assert reader.load(folder).service
    assert len(children) == 2
    reader.close()
    assert children[1].poll() is not None


def test_where_a_child_that_waited_fails_another_tries(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = "made = []; child._service = lambda *_: made.append(1) or (1 // 0 if len(made) > 1 else service(*_))"
    code = f"from bot.live import child; service = child._service; {again}; child.main()"
    monkeypatch.setattr(loading, "_CHILD", code)
    reader = Reader()
    for _ in range(3):
        assert reader.load(folder).service
    reader.close()


def test_a_child_that_holds_much_does_not_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_CHILD", "from bot.live import child; child.HELD = 1; child.main()")
    reader = Reader()
    for _ in range(2):
        assert reader.load(folder).service
    reader.close()


ENDS = {
    "memory": ("read = lambda path: bytearray(8 << 30)", "too-large"),
    "memory beyond python": ("read = lambda path: __import__('mmap').mmap(-1, 8 << 30)", "unreadable"),
    "time": ("read = lambda path: __import__('time').sleep(60)", "too-slow"),
    "computing": ("SECONDS = 0; child.read = lambda path: [0 for _ in iter(int, 1)]", "unreadable"),
    "death": ("read = lambda path: __import__('os').abort()", "unreadable"),
    "an error": ("read = lambda path: 1 // 0", "unreadable"),
    "other code": ("_hand_over = lambda part: print('cbot\\nNothing\\n.', flush=True)", "unreadable"),
}


@pytest.mark.parametrize("end", ENDS)
def test_whatever_becomes_of_the_child_is_a_finding(folder: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change, rule = ENDS[end]
    monkeypatch.setattr(loading, "_CHILD", f"from bot.live import child; child.{change}; child.main()")
    loaded = load(folder, seconds=2 if end == "time" else 60)
    assert loaded.service is None
    assert [(error.file, error.rule) for error in loaded.errors] == [(str(folder), rule)]
    assert all(error.message and error.hint for error in loaded.errors)


def test_to_close_while_findings_are_awaited_ends_both_and_is_no_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    slow = "child.checked = lambda *_: __import__('time').sleep(60)"
    monkeypatch.setattr(loading, "_CHILD", f"from bot.live import child; {slow}; child.main()")
    reader, found = Reader(), list[object]()
    assert reader.load(folder).service
    waiting = threading.Thread(target=lambda: found.append(reader.findings()))
    waiting.start()
    _wait(lambda: reader._to_come is None)
    reader.close()
    waiting.join(WAIT)
    assert found == [()]
    assert caplog.records == []


def test_a_child_that_is_ended_late_is_known_to_be_late_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if who ended it gets to nothing more before that is told."""
    told, kill = threading.Event(), loading.Child.kill

    def killed(child: loading.Child) -> None:
        kill(child)
        told.wait(WAIT)

    monkeypatch.setattr(loading, "_CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(subprocess.Popen, "kill", killed)
    (error,) = load(folder, seconds=0.1).errors
    told.set()
    assert error.rule == "too-slow"


@pytest.mark.parametrize("end", ["1 // 0", "bytearray(8 << 30)", "__import__('time').sleep(60)"])
def test_where_findings_fail_that_forbid_nothing_it_is_served_and_another_child_reads_on(
    folder: Path, end: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        loading, "_CHILD", f"from bot.live import child; child.checked = lambda *_: {end}; child.main()"
    )
    reader = Reader()
    for _ in range(2):
        assert reader.load(folder, seconds=10 if "sleep" in end else 60).service
    assert reader.findings() == ()
    assert caplog.text.count("what else is to be found is not known") == 2


def test_of_what_comes_back_there_is_a_most(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SNAPSHOT", 0)
    assert [error.rule for error in load(folder).errors] == ["too-large"]


REFUSE = "def refuse(*_): raise ValueError('not allowed to raise maximum limit')"
LOW = "resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))"


def test_a_bound_that_cannot_be_set_refuses_no_knowledge(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = f"import os, resource\n{REFUSE}\nresource.setrlimit = os.nice = refuse\n"
    monkeypatch.setattr(loading, "_CHILD", before + "from bot.live import child\nchild.main()")
    assert load(folder).service


def test_a_bound_is_no_higher_than_the_one_that_the_bot_is_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = f"import resource; {LOW}; from bot.live import child; child.read = lambda path: bytearray(900 << 20)"
    monkeypatch.setattr(loading, "_CHILD", f"{before}; child.main()")
    (error,) = load(folder).errors
    assert "more than 700 MB" in error.message


_READS = "child.read = lambda path: __import__('time').sleep(600)"
_WAITS = "here.Reader._read_by = lambda reader, child, *_: setattr(reader, '_child', child)"
KILLED = {"while it reads": (_READS, "pass"), "while it waits": ("pass", _WAITS)}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the child ends by itself after a minute")
@pytest.mark.parametrize("when", KILLED)
def test_the_child_does_not_outlive_a_bot_that_is_killed(folder: Path, tmp_path: Path, when: str) -> None:
    change, of_bot = KILLED[when]
    told = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))"
    child = f"import os; {told}; from bot.live import child; {change}; child.main()"
    bot = (
        f"from bot.live import loading as here; here._CHILD = {child!r}; {of_bot}\n"
        f"reader = here.Reader(); reader.load(here.Path({str(folder)!r})); reader._child.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", bot], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ) as process:
        _wait(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
        process.kill()
    state = Path("/proc", (tmp_path / "pid").read_text(), "stat")
    _wait(lambda: not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z")


def _wait(true: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end
        time.sleep(EVERY)


MACHINE = {
    "no process": ("", "starts no process"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "was ended"),
    "time": ("import time; time.sleep(60)", "longer than 1 s"),
    "no memory to begin": ("raise MemoryError", "the bot or the machine failed"),
}


@pytest.mark.parametrize("fault", MACHINE)
def test_a_fault_of_the_machine_is_not_laid_on_the_last_change(
    folder: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child, words = MACHINE[fault]
    monkeypatch.setattr(loading, "_CHILD", child)
    if not child:
        monkeypatch.setattr(sys, "executable", str(folder / "nothing"))
    (error,) = load(folder, seconds=1 if fault == "time" else WAIT).errors
    assert words in error.message
    assert "machine" in error.hint
    assert "tries again every ten minutes" in error.hint


def test_a_service_is_gone_when_nobody_holds_it(folder: Path) -> None:
    """Without a collection, which would walk through all that serves."""
    gc.disable()
    try:
        loaded = load(folder)
        assert loaded.service
        loaded.service.ask("whoo said nobdy crosses")
        gone = weakref.ref(loaded.service), weakref.ref(loaded.service.ledger)
        del loaded
        assert [each() for each in gone] == [None, None]
    finally:
        gc.enable()


# ---- what is kept ----------------------------------------------------------------------------------------------------


def test_the_last_two_versions_are_kept_byte_for_byte(folder: Path) -> None:
    (folder / "old-bridge.lock").write_text('{"entries": {}, "sources": {}}', encoding="utf-8")
    texts = []
    for count in (1, 2, 2, 3):
        texts.append(knowledge(count) + "# \r\n")
        (folder / "bridge.yaml").write_bytes(texts[-1].encode())
        Live(folder, kept(folder))
    held = kept(folder).newest()
    assert [(each / "bridge.yaml").read_bytes().decode() for each in held] == [texts[3], texts[2]]
    assert (held[0] / "old-bridge.lock").read_bytes() == (folder / "old-bridge.lock").read_bytes()
    assert (folder.parent / "data").stat().st_mode & 0o777 == 0o700
    assert not list((folder.parent / "data").rglob("new-*"))


def _bad(folder: Path) -> None:
    put(folder, BAD)


@pytest.mark.parametrize("spoil", [_bad, shutil.rmtree], ids=["bad", "gone"])
@pytest.mark.parametrize("inside", ["", "bridge.yaml"], ids=["folder", "file"])
async def test_at_the_start_the_last_good_version_serves_in_place_of_a_bad_one_until_it_is_mended(
    folder: Path, spoil: Callable[[Path], None], inside: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder / inside
    Live(path, Kept(folder.parent / "data", path))
    spoil(folder)
    async with watched(path, folder.parent / "data") as live:
        assert number(live.service) == 1
        assert "cannot be served" in (await news(live)).text
        assert str(path) in caplog.text
        folder.mkdir(exist_ok=True)
        put(folder, knowledge(2))
        assert "Now serving" in (await news(live)).text
        assert number(live.service) == 2


def test_of_a_damaged_version_the_one_before_serves(folder: Path) -> None:
    for count in (1, 2):
        put(folder, knowledge(count))
        Live(folder, kept(folder))
    put(kept(folder).newest()[0], BAD)
    put(folder, BAD)
    assert number(Live(folder, kept(folder)).service) == 1


def test_with_nothing_kept_for_the_path_a_bad_knowledge_is_not_served(folder: Path) -> None:
    Live(folder, kept(folder))
    shutil.copytree(folder, other := folder.with_name("other"))
    put(other, BAD)
    with pytest.raises(UnservableError) as told:
        Live(other, Kept(folder.parent / "data", other))
    assert told.value.problems[0].file == str(other / "bridge.yaml")


def test_where_nothing_can_be_kept_there_is_one_warning_and_the_bot_serves(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder.parent / "data").write_text("no folder", encoding="utf-8")
    live = Live(folder, kept(folder))
    assert live._load(look(folder)).service
    assert number(live.service) == 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "BOT_DATA" in caplog.text


def test_where_nothing_at_all_can_be_written_the_bot_serves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*named: Any, **given: Any) -> str:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert number(Live(folder, kept(folder)).service) == 1


def test_what_a_killed_process_left_is_cleared_away_at_the_next_start(folder: Path) -> None:
    Live(folder, kept(folder))
    place = kept(folder).newest()[0].parent
    (place / "new-left").mkdir()
    (place / "new-left" / "bridge.yaml").touch()
    Live(folder, kept(folder))
    assert [each.name for each in place.glob("new-*")] == []


def test_a_file_that_nobody_reads_keeps_nothing_from_being_kept(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    os.mkfifo(folder / "other.lock")
    (folder / "more.lock").symlink_to("more.lock")
    (folder / "more.yaml").mkdir()
    Live(folder, kept(folder))
    assert len(kept(folder).newest()) == 1
    assert caplog.records == []


def test_a_good_version_that_cannot_be_copied_serves_and_there_is_one_warning(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    os.mkfifo(folder / "more.yml")
    live = Live(folder, kept(folder))
    assert live._load(look(folder)).service
    assert kept(folder).newest() == []
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "more.yml" in caplog.text


def test_a_pipe_is_not_waited_for_and_is_told_by_its_own_name(folder: Path) -> None:
    os.mkfifo(folder / "more.yaml")
    with pytest.raises(UnservableError) as told:
        Live(folder, kept(folder))
    assert [problem.file for problem in told.value.problems] == [str(folder / "more.yaml")]


# ---- changes while it runs -------------------------------------------------------------------------------------------


def _in_place(folder: Path, text: str) -> None:
    put(folder, text)


def _by_rename(folder: Path, text: str) -> None:
    (folder / ".bridge.yaml.swp").write_text(text, encoding="utf-8")
    (folder / ".bridge.yaml.swp").replace(folder / "bridge.yaml")


def _with_backup(folder: Path, text: str) -> None:
    """As vim does with `backup`: the old file moves away, a new one takes its place."""
    (folder / "bridge.yaml").replace(folder / "bridge.yaml~")
    put(folder, text)


def _folder_swapped(folder: Path, text: str) -> None:
    folder.rename(folder.with_name("old"))
    folder.mkdir()
    put(folder, text)


WAYS = (_in_place, _by_rename, _with_backup, _folder_swapped)


@pytest.mark.parametrize("way", WAYS)
async def test_a_change_serves_however_it_is_written(folder: Path, way: Callable[[Path, str], None]) -> None:
    async with watched(folder) as live:
        way(folder, knowledge(2))
        told = await news(live)
        assert told.text.startswith(f"Now serving version {live.service.ledger.version};")
        assert told.to == frozenset()
        assert number(live.service) == 2


async def test_a_configmap_s_swap_of_symlinks_serves(tmp_path: Path) -> None:
    """Kubernetes mounts `bridge.yaml -> ..data/bridge.yaml`, and swaps `..data -> ..<time>`."""
    mount = tmp_path / "mount"
    for count in (1, 2):
        (mount / f"..{count}").mkdir(parents=True)
        put(mount / f"..{count}", knowledge(count))
    (mount / "..data").symlink_to("..1")
    (mount / "bridge.yaml").symlink_to("..data/bridge.yaml")
    for path in (mount, mount / "bridge.yaml"):
        (mount / "..tmp").symlink_to("..1")
        (mount / "..tmp").replace(mount / "..data")
        async with watched(path) as live:
            (mount / "..tmp").symlink_to("..2")
            (mount / "..tmp").replace(mount / "..data")
            await news(live)
            assert number(live.service) == 2


async def test_of_a_half_written_file_nothing_serves_and_nothing_is_told(folder: Path) -> None:
    text = knowledge(2).encode()
    async with watched(folder) as live:
        with (folder / "bridge.yaml").open("wb", buffering=0) as stream:
            for at in range(0, len(text), 40):
                stream.write(text[at : at + 40])
                assert number(live.service) == 1
                await asyncio.sleep(EVERY / 2)
        assert (await news(live)).text.startswith("Now serving")
        assert number(live.service) == 2


async def test_what_is_gone_for_a_moment_is_no_news(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 1000)
    async with watched(folder) as live:
        (folder / "bridge.yaml").unlink()
        await until(lambda: bool(live.trouble))
        put(folder, knowledge(1))
        await until(lambda: not live.trouble)
        assert live.news.empty()
        assert number(live.service) == 1


def _to_itself(folder: Path) -> None:
    """What nobody may open, not even the administrator, as whom tests may run."""
    (folder / "bridge.yaml").unlink()
    (folder / "bridge.yaml").symlink_to("bridge.yaml")


def _bomb(folder: Path) -> None:
    levels = "".join(f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n" for level in range(1, 60))
    put(folder, f"a0: &a0 [x, x]\n{levels}")


def _not_text(folder: Path) -> None:
    (folder / "bridge.yaml").write_bytes(bytes(range(256)) * 1000)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "bad": (_bad, "bridge.yaml:"),
    "folder gone": (shutil.rmtree, "there is no file or folder"),
    "file gone": (lambda folder: (folder / "bridge.yaml").unlink(), "no file in"),
    "may not be read": (_to_itself, "[unreadable]"),
    "bomb": (_bomb, "error:"),
    "no text": (_not_text, "[not-utf-8]"),
    "empty": (lambda folder: put(folder, ""), "[empty-file]"),
    "nested": (lambda folder: put(folder, "[" * 100_000), "error:"),
    "a lock that differs": (
        lambda folder: (folder / "old-bridge.lock").write_text("{", encoding="utf-8"),
        "[broken-lock]",
    ),
}


async def test_what_cannot_be_served_changes_nothing_and_is_told_and_logged_and_so_is_its_end(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(folder) as live:
        before, reply = live.service, live.service.ask(ASKED)
        for spoil, words in FAULTS.values():
            caplog.clear()
            spoil(folder)
            told = await news(live)
            assert words in told.text
            assert told.to == frozenset()
            logged = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
            assert logged == told.text.splitlines()
            assert live.service is before
            assert live.service.ask(ASKED) == reply
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            put(folder, knowledge(1))
            assert (await news(live)).text == telling.mended(before)
            assert live.service is before
            assert live.trouble == ()


async def test_the_same_bad_content_is_told_once(folder: Path) -> None:
    async with watched(folder) as live:
        put(folder, BAD)
        await news(live)
        os.utime(folder / "bridge.yaml")
        await until(lambda: live._read == look(folder))
        await looks(live, 2 * serving.PATIENCE)
        assert live.news.empty()


async def test_another_fault_is_told_too(folder: Path) -> None:
    async with watched(folder) as live:
        put(folder, BAD)
        first = await news(live)
        put(folder, knowledge(1).replace("speaker: ferrymen", "speaker: ferryman"))
        second = await news(live)
        assert first.text != second.text
        assert "ferryman" in second.text


async def test_a_reload_that_was_asked_for_reads_now_and_answers_who_asked(folder: Path) -> None:
    async with watched(folder) as live:
        live.reload(7)
        live.reload(8)
        assert await news(live) == News(telling.unchanged(live.service), frozenset({7, 8}))
        put(folder, BAD)
        live.reload(7)
        assert (await news(live)).to == frozenset()
        live.reload(7)
        again = await news(live)
        assert (again.to, "bridge.yaml:" in again.text) == (frozenset({7}), True)
        live.reload()  # by signal: nobody waits for an answer
        put(folder, knowledge(2))
        assert (await news(live)).text.startswith("Now serving")


async def test_what_failed_for_want_of_a_machine_at_leisure_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "AGAIN", 10)
    async with watched(folder) as live:
        with monkeypatch.context() as busy:
            slow = refused(folder, "too-slow", "it took long", "wait")
            busy.setattr(ReaderHere, "load", lambda *_: slow)
            put(folder, knowledge(2))
            await until(lambda: bool(live.trouble))
        await until(lambda: number(live.service) == 2)


async def test_an_error_of_our_own_ends_neither_bot_nor_looks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched(folder) as live:
        with monkeypatch.context() as broken:
            broken.setattr(serving, "look", lambda path: 1 // 0)
            await until(lambda: "ZeroDivisionError" in caplog.text)
        put(folder, knowledge(2))
        await news(live)
        assert number(live.service) == 2


async def test_after_a_failure_the_bot_has_its_turn_though_a_reload_is_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = []

    async def fail(work: object) -> None:
        failed.append(work)
        raise asyncio.CancelledError if len(failed) > 100 else RuntimeError("can't start new thread")

    async with watched(folder) as live:
        with monkeypatch.context() as broken:
            broken.setattr(serving, "aside", fail)
            live.reload(7)
            await until(lambda: len(failed) > 1)
            assert len(failed) < 10
        assert (await news(live)).to == {7}


async def test_a_file_system_that_does_not_answer_holds_nobody_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, released = threading.Event(), threading.Event()
    ended = []

    def hang(path: Path) -> None:
        begun.set()
        ended.append(released.wait(WAIT))

    async with watched(folder) as live:
        monkeypatch.setattr(serving, "look", hang)
        await until(begun.is_set)
        assert number(live.service) == 1
        assert not ended
        released.set()


async def test_every_answer_is_of_one_version_and_the_last_are_those_of_a_fresh_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A good change and a bad one, read by the child, of those that `python -m tests.benchmarks reload` makes."""
    monkeypatch.setattr(serving, "Reader", Reader)
    outcome = await reload.under_questions(tmp_path, reloads=2, every=EVERY)
    assert outcome.faults == []
    assert outcome.asked > 2
    assert outcome.wrong_outcomes == 0
    assert outcome.same_as_fresh


# ---- what operators read ---------------------------------------------------------------------------------------------


@pytest.fixture
def service(folder: Path) -> Service:
    ledger = read(folder).ledger
    assert ledger
    return Service(ledger, english())


@pytest.mark.parametrize(("many", "long"), [(1, 10), (3, 3000), (500, 60), (5000, 200), (40, 90)])
def test_findings_fit_one_message_and_what_is_left_out_is_counted(service: Service, many: int, long: int) -> None:
    errors = [Problem("a.yaml", line, 1, "error", "rule", "", "🙂" * (long // 2)) for line in range(1, many + 1)]
    text = telling.not_served(service, "my knowledge", errors)
    shown = text.count("a.yaml:")
    assert length(text) <= 4096
    assert shown
    assert f"Errors: {many}." in text
    assert (f"and {many - shown} more: python -m bot check 'my knowledge'" in text) == (shown < many)


@pytest.mark.parametrize("errors", [0, 1, 80])
def test_the_status_fits_one_message_and_counts_the_events_that_it_leaves_out(tmp_path: Path, errors: int) -> None:
    title = "The debate of the town council about the old bridge, part"
    for each in range(80):
        text = f'event: {{id: e{each}, title: "{title} {each} 🙂", date: 2021-05-04}}\n'
        (tmp_path / f"{each}.yaml").write_text(text, encoding="utf-8")
    ledger = read(tmp_path).ledger
    assert ledger
    found = [Problem("a.yaml", 1, 1, "error", "rule", "", "🙂" * 2000) for _ in range(errors)]
    now = datetime.now(UTC)
    text = telling.status(Service(ledger, english()), "/far" * 1000, now, now, found, now, 3)
    assert length(text) <= 4096
    shown = text.count(title)
    assert shown
    assert f"and {80 - shown} more" in text
    assert ("a.yaml" in text) == bool(errors)


async def test_the_status_tells_what_serves_and_what_is_wrong(folder: Path) -> None:
    async with watched(folder) as live:
        text = live.status(questions=12)
        for part in (live.service.ledger.version, "The closing of the Old Bridge", str(folder), "statements: 4", "12"):
            assert part in text
        assert "good" in text
        put(folder, BAD)
        await until(lambda: bool(live.trouble))
        assert "bridge.yaml:1" in live.status(questions=12)
