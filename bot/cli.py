"""The commands: each body reads what it needs, calls one thing, prints data to stdout and the rest to stderr."""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.checking.report import ArchiveError, checked, errors, lost_in, not_agreed, prove_and_lock, shown
from bot.languages import english
from bot.ledger.model import Ledger
from bot.ledger.problems import Problem
from bot.ledger.reading import Reading, read

if TYPE_CHECKING:
    from bot.service import Service

OK, FOUND, USAGE, UNSERVABLE = 0, 1, 2, 78
"""Exit codes: done; errors found; usage or no such path; settings, token or knowledge that cannot be served."""

_NOT_SERVED = "the knowledge has errors and cannot be served: mend them, then try again"
_BESIDE = Path(__file__).resolve().parent.parent / "knowledge"


def knowledge_path(given: Path | None) -> Path:
    """The knowledge to use: the one given, else `knowledge/` in the working directory, else the one beside `bot/`."""
    here = Path("knowledge")
    return given or (here if here.is_dir() else _BESIDE)


def read_knowledge(given: Path | None) -> Reading:
    """The knowledge as read. Exits with 2 when there is no such file or folder."""
    path = knowledge_path(given)
    try:
        return read(path)
    except OSError as error:  # without a code of the system where reading tells what is missing
        why = f"there is no file or folder {path}: {error.strerror.lower()}" if error.strerror else str(error)
        click.echo(why, err=True)
        sys.exit(USAGE)


def serve(given: Path | None, copied_to: str = "") -> Service:
    """The service over a knowledge without errors, those against its lock too. Exits with 78 when it has any.

    Findings leave out the folder that it was `copied_to`, wherever they name it.
    """
    from bot.service import Service  # who only checks the knowledge need not wait for it

    reading = read_knowledge(given)
    found = errors(reading, knowledge_path(given))
    for problem in found:
        click.echo(str(problem).replace(copied_to, ""), err=True)
    if found or not reading.ledger:
        click.echo(_NOT_SERVED, err=True)
        sys.exit(UNSERVABLE)
    service = Service(reading.ledger, english())
    gc.freeze()  # what is served stays: a collector that walks through it would hold up a question for 0.1 s
    return service


knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    envvar="BOT_KNOWLEDGE",
    help="File or folder; default BOT_KNOWLEDGE, else knowledge/ here, else the one beside bot/.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Who said what: a bot that answers from a ledger of statements, with quotes and sources."""


@main.command()
@click.argument("question", required=False)
@click.option("--why", is_flag=True, help="Show how the reply came about.")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read a JSON object a line from stdin, answer a line each.")
@knowledge_option
def ask(question: str | None, why: bool, as_json: bool, jsonl: bool, knowledge: Path | None) -> None:
    """Ask one QUESTION, or with --jsonl one a line."""
    from bot.terminal import answered_lines

    if jsonl == (question is not None):
        raise click.UsageError("give a question, or --jsonl and the questions on stdin")
    service = serve(knowledge)
    if jsonl:
        for answer in answered_lines(service, sys.stdin.buffer):
            click.echo(json.dumps(answer, ensure_ascii=False))
        return
    reply, _ = service.ask(question or "")
    click.echo(json.dumps(reply.as_json(), ensure_ascii=False) if as_json else reply.message.text)
    if why:
        click.echo("\n".join(("", *reply.why)), err=as_json)


@main.command()
@knowledge_option
def chat(knowledge: Path | None) -> None:
    """The bot in the terminal: no token, no network. A number chooses, an empty line or Ctrl-D ends."""
    from bot.terminal import chatted

    for message in chatted(serve(knowledge), _typed()):
        click.echo(message.text + "\n")


def _typed() -> Iterator[str]:
    """The lines that are typed until an empty one or the end of input."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    click.echo("> ", nl=False, err=True)
    while line := sys.stdin.readline().strip():
        yield line
        click.echo("> ", nl=False, err=True)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--explain", is_flag=False, flag_value="", metavar="[RULE]", help="Show a rule's page, or list the rules."
)
@click.option("--ask", "asks", is_flag=True, help="Ask every phrasing and entry's own words, and report what loses.")
@click.option("--verbose", is_flag=True, help="A line for each finding, also where one line tells of several.")
@knowledge_option
def check(
    path: Path | None, form: str, strict: bool, explain: str | None, asks: bool, verbose: bool, knowledge: Path | None
) -> None:
    """Find all that is wrong in the knowledge at PATH; never writes."""
    if explain is not None:
        from bot.checking.guide import explained

        page, known = explained(explain)
        click.echo(page, err=not known)
        sys.exit(OK if known else USAGE)
    gc.disable()  # all that is read is needed to the end: to walk through it again and again takes a tenth of the time
    reading, at = read_knowledge(path or knowledge), knowledge_path(path or knowledge)
    problems = checked(reading, at, english(), date.today()) if reading.entries else reading.problems
    if asks and not reading.ledger:
        click.echo("nothing was asked: mend the errors first", err=True)
    elif asks and reading.ledger:
        problems = (*not_agreed(lost(reading, reading.ledger), reading), *problems)
    click.echo(shown(problems, form, verbose, brief=asks and reading.ledger is not None), nl=False)
    wrong = sum(problem.level == "error" for problem in problems)
    click.echo(f"{_counted(wrong, 'error')}, {_counted(len(problems) - wrong, 'warning')}", err=True)
    sys.exit(FOUND if wrong or (strict and problems) else OK)


def lost(reading: Reading, ledger: Ledger) -> Sequence[Problem]:
    """What the ledger asks itself and loses; progress in a terminal, and a summary, go to stderr."""
    from bot.checking import losses, selftest
    from bot.service import Service

    service = Service(ledger, english())
    probes = list(selftest.probes(ledger, english()))
    asking = selftest.ask_all(service, probes)
    with click.progressbar(asking, len(probes), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        asked = list(bar)
    click.echo(selftest.summary(asked), err=True)
    return losses.losses(asked, reading.entries)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


@main.command()
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="Folder with <source id>.txt.",
)
@knowledge_option
def prove(archive: Path, knowledge: Path | None) -> None:
    """Prove every quote against the sources' full texts, and write the lock."""
    reading = read_knowledge(knowledge)
    if not reading.ledger:
        click.echo("\n".join(map(str, reading.problems)), err=True)
        sys.exit(FOUND)
    try:
        proof, written = prove_and_lock(reading, knowledge_path(knowledge), archive)
    except ArchiveError as error:
        click.echo(str(error), err=True)
        sys.exit(FOUND)
    click.echo("".join(f"{problem}\n" for problem in proof.problems), nl=False)
    click.echo(proof.summary)
    click.echo(lost_in(archive, reading.ledger, english()) if proof.holds else "", nl=False)
    told = [f"wrote {file}" for file in written] if proof.holds else ["no lock was written: mend what stands above"]
    click.echo("\n".join(told), err=True)
    sys.exit(OK if proof.holds else FOUND)


@main.command("eval")
@click.argument("cases", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--wrong", is_flag=True, help="List every question that was not answered right.")
@knowledge_option
def evaluate(cases: Path | None, wrong: bool, knowledge: Path | None) -> None:
    """Ask the CASES (default tests/cases) and count right, choices, missed, wrong by group."""
    from bot.checking import evaluation

    cases = cases or Path("tests/cases")
    if not cases.exists():
        raise click.UsageError(f"there are no cases at {cases}")
    service = serve(knowledge)
    try:
        asked = list(evaluation.evaluate(service, evaluation.read_cases(cases)))
    except evaluation.CaseError as error:
        raise click.UsageError(str(error)) from error
    for each in asked:
        if not each.aside and (each.verdict == "wrong" or (wrong and each.verdict != "right")):
            click.echo(f"{each.verdict}: [{each.group}] {' > '.join((*each.case.after, each.question))}")
            got = ", ".join(each.reply.entries) or each.reply.reason or ""
            click.echo(f"    {each.case.name}; got {each.reply.outcome} {got}")
    for part in ([each for each in asked if not each.aside], [each for each in asked if each.aside]):
        if part:
            click.echo(evaluation.table(part))
    sys.exit(FOUND if any(each.verdict == "wrong" for each in asked) else OK)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--cases", type=click.Path(path_type=Path, exists=True), help="Cases to ask, too; default tests/cases.")
@knowledge_option
def diff(old: str, new: str, form: str, cases: Path | None, knowledge: Path | None) -> None:
    """Tell which answers change from OLD to NEW.

    Each is a file, a folder, a git revision of the knowledge (HEAD~1, main) or a revision:path.
    """
    from bot.checking import changes, evaluation, revisions
    from bot.checking.diff import difference, of_these, questions_of

    cases = cases or next(filter(Path.exists, [Path("tests/cases")]), None)
    with TemporaryDirectory() as folder:
        try:
            paths = [revisions.path_of(each, knowledge_path(knowledge), Path(folder)) for each in (old, new)]
            then, now = (serve(path, copied_to=f"{folder}/") for path in paths)
            read = [case for _, case in evaluation.read_cases(cases)] if cases else []
            asked = of_these(read, then, now)
            if len(asked) < len(read):
                click.echo(f"the cases in {cases} are of another event and are not asked", err=True)
            found = difference(then, now, questions_of(asked, then, now))
        except (revisions.RevisionError, evaluation.CaseError) as error:
            raise click.UsageError(str(error)) from error
    click.echo(changes.as_json(found) if form == "json" else changes.as_text(found, then, now), nl=False)


@main.command()
@knowledge_option
def schema(knowledge: Path | None) -> None:
    """Print the JSON Schema of a knowledge file, for editors; the same for every knowledge."""
    from bot.ledger.schema import schema as knowledge_schema

    click.echo(json.dumps(knowledge_schema(), indent=2, ensure_ascii=False))


@main.command()
@knowledge_option
def run(knowledge: Path | None) -> None:
    """Run the Telegram bot, by polling; settings come from the environment."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until the bot is there to read anew at it
    import logging

    from bot import settings as environment
    from bot.live.child import MISSING
    from bot.live.keeping import Kept
    from bot.live.serving import Live, UnservableError
    from bot.observing import start_logging
    from bot.telegram.app import run as run_telegram

    try:
        settings = environment.read(os.environ)
    except environment.SettingsError as error:
        click.echo("\n".join(error.problems), err=True)
        sys.exit(UNSERVABLE)
    start_logging(settings.log_level, (settings.token.get_secret_value(),))
    if unused := environment.not_used(os.environ):
        logging.getLogger(__name__).warning("this version does not use these variables yet: %s", ", ".join(unused))
    path = knowledge_path(knowledge or settings.knowledge)
    try:
        live = Live(path, Kept(settings.data, path), settings.contact)
    except UnservableError as error:
        click.echo(str(error), err=True)
        click.echo(_NOT_SERVED, err=True)
        sys.exit(USAGE if any(problem.rule == MISSING for problem in error.problems) else UNSERVABLE)
    sys.exit(run_telegram(settings, live))
