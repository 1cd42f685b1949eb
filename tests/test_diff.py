"""What changes between two versions of a knowledge, told in words: of files, folders and git revisions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot.checking.changes import as_text
from bot.checking.diff import Difference, Question, difference, of_these, questions_of
from bot.checking.evaluation import Case
from bot.checking.revisions import RevisionError, path_of
from bot.languages import english
from bot.ledger.reading import read
from bot.service import Service
from tests.test_cli import run
from tests.test_selftest import FERRY

HOLM = "The crossing is closed for the winter."


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, without cases of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def service(text: str, folder: Path) -> Service:
    file = folder / f"version-{len(list(folder.iterdir()))}.yaml"
    file.write_text(text, encoding="utf-8")
    ledger = read(file).ledger
    assert ledger
    return Service(ledger, english())


def differing(folder: Path, changes: Mapping[str, str], *asked: Question) -> Difference:
    """What differs between the ferry's ledger and the same with texts replaced."""
    changed = FERRY
    for old, new in changes.items():
        assert old in changed
        changed = changed.replace(old, new)
    return difference(service(FERRY, folder), service(changed, folder), asked)


def kinds(found: Difference) -> list[tuple[str, str]]:
    return [(change.kind, change.question.text) for change in found.changes]


# ---- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "question", "kind"),
    [
        ({}, "who painted the giraffe", None),
        ({"      - who painted the giraffe\n": ""}, "who painted the giraffe", "newly-refused"),
        ({"who painted the giraffe": "who drained the pool"}, "who drained the pool", "newly-answered"),
        ({"We stopped the boats": "We like the winter"}, "who had stopped the boats", "other-answer"),
        ({"speaker: pell": "speaker: ott"}, "who stopped boats because of ice", "other-answer"),
        ({HOLM: "The crossing is closed till spring."}, "who painted the giraffe", "other-words"),
        ({"title: The Gazette": "title: The Herald"}, "who painted the giraffe", "other-words"),
        ({"published: 1971-05-04}": 'published: 1971-05-04, url: "https://a.example"}'}, "who painted the giraffe",
         "other-words"),
        ({"name: Bo Pell": "name: Bo Holm"}, "who is Holm", "newly-choices"),
        ({"role: judge": "role: mayor"}, "about the bot", None),
    ],
)  # fmt: skip
def test_what_happens_to_a_question_is_told(
    tmp_path: Path, changes: Mapping[str, str], question: str, kind: str | None
) -> None:
    found = differing(tmp_path, changes, Question(question))
    assert kinds(found) == ([(kind, question)] if kind else [])
    assert found.asked == 1


def test_changes_come_by_kind_and_then_in_the_order_of_the_questions(tmp_path: Path) -> None:
    asked = [Question(text) for text in ("who rang a bell", "who drained the pool", "who painted the giraffe")]
    found = differing(
        tmp_path, {"who painted the giraffe": "who drained the pool", "rang a bell": "rang bells"}, *asked
    )
    assert [kind for kind, _ in kinds(found)] == sorted(
        [kind for kind, _ in kinds(found)],
        key=["other-answer", "newly-refused", "newly-answered", "other-words"].index,
    )
    assert dict(kinds(found)) == {
        "newly-refused": "who painted the giraffe", "newly-answered": "who drained the pool",
        **({"other-words": "who rang a bell"} if ("other-words", "who rang a bell") in kinds(found) else {}),
    }  # fmt: skip


def test_a_follow_up_is_asked_after_its_questions(tmp_path: Path) -> None:
    follow_up = Question("when", after=("who painted the giraffe",))
    found = differing(tmp_path, {"date: 1971-05-03\n    source": "date: 1971-05-02\n    source"}, follow_up)
    assert [change.kind for change in found.changes] == ["other-words"]
    assert "2 May 1971" in found.changes[0].now.message.text


def test_each_question_is_asked_once(tmp_path: Path) -> None:
    case = Case.model_validate({"name": "a", "ask": ["who painted the giraffe", "who is it"], "after": ["and then"]})
    alone = case.model_copy(update={"after": ()})
    ferry = service(FERRY, tmp_path)
    asked = questions_of([case, alone, alone], ferry, ferry)
    assert asked[:4] == [Question(text, after) for after in (("and then",), ()) for text in case.ask]
    assert len(asked) == len(set(asked))
    assert Question(HOLM) in asked


# ---- entries ---------------------------------------------------------------------------------------------------------


def test_entries_are_told_that_were_added_removed_and_changed_with_the_fields_as_they_are_called(
    tmp_path: Path,
) -> None:
    found = differing(
        tmp_path,
        {
            "places: {quay: {name: North Quay}}": "places: {quay: {name: North Quay, in: town}, town: {name: Tarn}}",
            "role: pilot": "role: captain",
            "    source: gazette\nfacts:": "    source: gazette\n    gives: {why: ice}\nfacts:",
            "bell-rang": "bell-tolled",
        },
    )
    assert found.entries.added == ("town", "bell-tolled")
    assert found.entries.removed == ("bell-rang",)
    assert found.entries.withdrawn == ()
    assert found.entries.changed == {"pell": ("role",), "quay": ("in",), "pell-ice": ("gives",)}


def test_an_entry_that_was_taken_back_is_withdrawn_and_not_removed(tmp_path: Path) -> None:
    old, new = service(FERRY, tmp_path), service(FERRY.replace("bell-rang", "bell-tolled"), tmp_path)
    vars(new.ledger)["withdrawn"] = {"bell-rang": "the paper corrected it"}
    entries = difference(old, new, []).entries
    assert (entries.withdrawn, entries.removed, entries.added) == (("bell-rang",), (), ("bell-tolled",))


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Two files: in the later one a phrasing is another, and a fact is gone."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(FERRY, encoding="utf-8")
    later = FERRY.replace("who painted the giraffe", "who drained the pool")
    new.write_text(later[: later.index("facts:")] + later[later.index("disputes:") :], encoding="utf-8")
    return old, new


def test_it_is_told_in_words(versions: tuple[Path, Path]) -> None:
    result = run("diff", *versions)
    assert (result.exit_code, result.stderr) == (0, "")
    refused = result.stdout.split("Newly refused (2):\n")[1].split("\n\n")[0]
    assert "  “The Mayor of Oslo rang a bell.”\n      was: bell-rang" in refused
    assert "  “who painted the giraffe”\n      was: holm-closes (Ada Holm (said): North Quay), ott-open" in refused
    assert "\n      now: refused: My source says nothing about" in refused or "now: refused: That is not" in refused
    assert "  “who drained the pool”\n      was: refused: " in result.stdout.split("Newly answered (1):\n")[1]
    assert "\nEntries:\n  removed: bell-rang (The Mayor of Oslo rang a bell.)\n  changed: holm-closes (asked_as)\n" in (
        result.stdout
    )
    assert result.stdout.endswith("Entries: 0 added, 1 removed, 0 withdrawn, 1 changed.\n")


def test_questions_with_the_same_change_stand_together(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(FERRY, encoding="utf-8")
    new.write_text(FERRY.replace("title: The Gazette", "title: The Herald"), encoding="utf-8")
    told = run("diff", old, new).stdout
    assert "  “who painted the giraffe”\n  “" in told
    assert "was: As quoted by: The Gazette, 4 May 1971" in told
    assert "now: As quoted by: The Herald, 4 May 1971" in told


def test_the_same_version_twice_changes_nothing(versions: tuple[Path, Path]) -> None:
    result = run("diff", versions[0], versions[0])
    assert result.stdout == (
        "17 questions asked of both: 17 get the same reply, 0 another."
        " Entries: 0 added, 0 removed, 0 withdrawn, 0 changed.\n"
    )


def test_json_holds_both_replies(versions: tuple[Path, Path]) -> None:
    told: dict[str, Any] = json.loads(run("diff", *versions, "--format", "json").stdout)
    assert told["asked"] == told["same"] + len(told["changes"])
    change = next(each for each in told["changes"] if each["question"] == "who painted the giraffe")
    assert (change["kind"], change["after"]) == ("newly-refused", [])
    assert (change["was"]["outcome"], change["now"]["outcome"]) == ("answer", "refusal")
    assert told["entries"] == {
        "added": [], "removed": ["bell-rang"], "withdrawn": [], "changed": {"holm-closes": ["asked_as"]}
    }  # fmt: skip


def test_cases_are_asked_too_those_of_the_working_directory_unless_others_are_given(
    versions: tuple[Path, Path], tmp_path: Path
) -> None:
    cases = tmp_path / "tests" / "cases"
    cases.mkdir(parents=True)
    (cases / "a.yaml").write_text(
        "- {name: a, ask: when, after: who painted the giraffe, answer: holm-closes}", encoding="utf-8"
    )
    assert "  “when”, after “who painted the giraffe”\n" in run("diff", *versions).stdout
    (tmp_path / "none.yaml").write_text("[]", encoding="utf-8")
    assert "“when”" not in run("diff", *versions, "--cases", tmp_path / "none.yaml").stdout


def test_cases_that_are_none_are_a_wrong_use(versions: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- {nam: a}", encoding="utf-8")
    result = run("diff", *versions, "--cases", tmp_path / "bad.yaml")
    assert (result.exit_code, "bad.yaml" in result.stderr) == (2, True)


def test_a_version_that_cannot_be_served_is_named_with_its_findings(versions: tuple[Path, Path]) -> None:
    versions[1].write_text(FERRY.replace("speaker: pell", "speaker: nobody"), encoding="utf-8")
    result = run("diff", *versions)
    assert result.exit_code == 78
    assert f"{versions[1]}:23:14: error: [unknown-id]" in result.stderr


# ---- git revisions ---------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two versions of knowledge/ferry.yaml; `first` is the tag of the earlier one."""
    root = tmp_path / "repository"
    knowledge = root / "knowledge"
    knowledge.mkdir(parents=True)
    git(root, "init", "--quiet")
    for tag, text in (("first", FERRY), ("second", FERRY.replace("who painted the giraffe", "who drained the pool"))):
        (knowledge / "ferry.yaml").write_text(text, encoding="utf-8")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", tag)
        git(root, "tag", tag)
    return root


@pytest.mark.parametrize("given", ["knowledge", "knowledge/ferry.yaml"])
@pytest.mark.parametrize(
    ("old", "new"), [("HEAD~1", "HEAD"), ("first", "second"), ("first", "knowledge"), ("HEAD~1", "main")]
)
def test_a_revision_means_the_knowledge_as_it_was(
    repository: Path, monkeypatch: pytest.MonkeyPatch, given: str, old: str, new: str
) -> None:
    monkeypatch.chdir(repository)
    told = run("diff", old, new, "--knowledge", given).stdout
    assert "Newly refused (1):\n  “who painted the giraffe”\n" in told
    assert "1 changed." in told


@pytest.mark.parametrize("new", ["HEAD:knowledge", "HEAD:knowledge/ferry.yaml", "second:./knowledge/ferry.yaml"])
def test_a_revision_with_a_path_is_what_git_calls_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch, new: str
) -> None:
    monkeypatch.chdir(repository)
    assert "1 changed." in run("diff", "first", new).stdout


def test_the_repository_is_that_of_the_knowledge_wherever_one_stands(repository: Path) -> None:
    told = run("diff", "first", "second", "--knowledge", repository / "knowledge").stdout
    assert "1 changed." in told


def test_a_repository_may_be_the_knowledge_itself(repository: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    git(own, "init", "--quiet")
    git(own, "add", ".")
    git(own, "commit", "--quiet", "-m", "first")
    assert "0 changed." in run("diff", "HEAD", own, "--knowledge", own).stdout
    assert "0 changed." in run("diff", "HEAD", own, "--knowledge", own / "ferry.yaml").stdout


def test_the_lock_of_a_revision_counts_too(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    (repository / "knowledge" / "ferry.lock").write_text("no lock", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "third")
    for given in ("knowledge", "knowledge/ferry.yaml"):
        result = run("diff", "second", "HEAD", "--knowledge", given)
        assert (result.exit_code, result.stderr.splitlines()[0].split(": ")[0]) == (78, "HEAD/knowledge/ferry.lock:1:1")


def test_findings_of_a_revision_leave_out_where_it_was_copied(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In their messages too: an id that two files of the revision have."""
    monkeypatch.chdir(repository)
    (repository / "knowledge" / "other.yaml").write_text(FERRY, encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "third")
    result = run("diff", "second", "HEAD")
    assert result.exit_code == 78
    told = [line for line in result.stderr.splitlines() if "duplicate-id" in line]
    assert told
    assert all(line.startswith("HEAD/knowledge/other.yaml") for line in told)
    assert all("in HEAD/knowledge/ferry.yaml, line" in line for line in told if "more findings" not in line)


def test_a_path_wins_over_a_revision_of_the_same_name(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    (repository / "first").write_text(FERRY, encoding="utf-8")
    assert path_of("first", Path("knowledge"), repository / "copies") == Path("first")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("HEAD~9", "there is no file, folder or git revision HEAD~9"),
        ("nonsense", "there is no file, folder or git revision nonsense"),
        ("--help", "there is no file, folder or git revision --help"),
        (":knowledge", "there is no file, folder or git revision :knowledge"),
        ("HEAD:nowhere.yaml", "the git revision HEAD has no nowhere.yaml"),
    ],
)
def test_what_is_no_version_is_said_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch, named: str, told: str
) -> None:
    monkeypatch.chdir(repository)
    with pytest.raises(RevisionError, match=told.replace("~", "\\~")):
        path_of(named, Path("knowledge"), repository / "copies")


def test_a_revision_without_the_knowledge_is_said_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    (repository / "later").mkdir()
    (repository / "later" / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    with pytest.raises(RevisionError, match="the git revision first has no later"):
        path_of("first", Path("later"), repository / "copies")


def test_outside_of_a_repository_a_name_that_is_no_path_is_a_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "ferry.yaml").write_text(FERRY, encoding="utf-8")
    result: Result = run("diff", "HEAD~1", "ferry.yaml", "--knowledge", "ferry.yaml")
    assert result.exit_code == 2
    assert "there is no file or folder HEAD~1, and" in result.stderr
    assert "git shows no repository in" in result.stderr
    assert "not a git repository" in result.stderr


def test_what_git_complains_of_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's repository, for instance, which git does not look into."""
    monkeypatch.chdir(repository)
    (repository / ".git" / "config").write_text("[core\n", encoding="utf-8")
    with pytest.raises(RevisionError, match="bad config line 1"):
        path_of("first", Path("knowledge"), repository / "copies")


@pytest.mark.parametrize("given", [".hidden", ".hidden/ferry.yaml", "HEAD:.hidden", "HEAD:./.hidden"])
def test_a_hidden_folder_keeps_its_name(repository: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(repository)
    git(repository, "mv", "knowledge", ".hidden")
    git(repository, "commit", "--quiet", "-m", "hidden")
    named, knowledge = (given, Path("elsewhere")) if given.startswith("HEAD") else ("HEAD", Path(given))
    copy = path_of(named, knowledge, repository / "copies")
    assert copy.relative_to(repository / "copies" / "HEAD") == Path(given.partition(":")[2].removeprefix("./") or given)
    assert copy.exists()


@pytest.mark.parametrize("named", ["HEAD:linked", "HEAD:linked/ferry.yaml", "HEAD:leads.yaml"])
def test_a_link_in_git_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    """Git keeps nothing of it but where it leads, which is no knowledge."""
    monkeypatch.chdir(repository)
    (repository / "linked").mkdir()
    (repository / "linked" / "ferry.yaml").symlink_to("../knowledge/ferry.yaml")
    (repository / "leads.yaml").symlink_to("knowledge/ferry.yaml")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "links")
    with pytest.raises(RevisionError, match="is a link: name the file or folder that it leads to"):
        path_of(named, Path("knowledge"), repository / "copies")


def test_cases_of_another_event_are_not_asked(tmp_path: Path) -> None:
    ferry = service(FERRY, tmp_path)
    case = Case(name="of another event", ask="who opened the gates", answer="gates-opened")
    assert not of_these([case], ferry, ferry)
    refused = Case(name="nothing of it", ask="who won the cup", refuse=True)
    assert of_these([refused], ferry, ferry) == [refused]


def test_a_source_that_was_added_is_told_by_its_title(tmp_path: Path) -> None:
    old = service(FERRY, tmp_path)
    radio = "sources: {radio: {title: Evening news, published: 1971-05-03}, gazette: {"
    new = service(FERRY.replace("sources: {gazette: {", radio), tmp_path)
    assert "added: radio (Evening news)" in as_text(difference(old, new, []), old, new)
