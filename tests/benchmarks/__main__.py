"""The commands: `python -m tests.benchmarks accuracy`, `speed`, `check`, `ask`, `reload`, `chart` and more."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from tests.benchmarks import accuracy, asking, chart, checking, explainers, reload, speed, thresholds


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Our matcher beside its peers, on data made here."""


@main.command("accuracy")
def accuracy_() -> None:
    """Print the tables of accuracy; about two minutes."""
    for line in (*accuracy.of_intents(), *accuracy.of_events()):
        click.echo(line)


@main.command("speed")
@click.option("--sizes", default=",".join(map(str, speed.SIZES)), show_default=True, help="phrasings, comma-separated")
@click.option("--only", default="", help="candidates whose names hold this")
@click.option("--out", type=click.Path(path_type=Path), default=speed.RESULTS, help="where the figures go, as JSON")
def speed_(sizes: str, only: str, out: Path) -> None:
    """Measure cost by size; print the table and keep the figures for the chart."""
    names = [name for name in speed.NAMES if only in name]
    measured = []
    for size in map(int, sizes.split(",")):
        for name in names:
            measured.append(speed.fresh(name, size))
            click.echo(json.dumps(measured[-1]), err=True)
    started = speed.starting()
    out.write_text(json.dumps({"start_s": round(started, 3), "measured": measured}, indent=1) + "\n", encoding="utf-8")
    for line in speed.table(measured):
        click.echo(line)
    click.echo(f"\nStarting, one question on the shipped knowledge, ending: {started:.2f} s of CPU.")


@main.command(hidden=True)
@click.argument("candidate")
@click.argument("phrasings", type=int)
def measure(candidate: str, phrasings: int) -> None:
    """The figures of one candidate at one size, as JSON; `speed` calls it in a fresh process."""
    click.echo(json.dumps(speed.measure(candidate, phrasings)))


@main.command("check")
@click.option("--only", default="", help="files whose names hold this")
@click.option("--runs", default=1, show_default=True, help="of which the least counts")
def check_(only: str, runs: int) -> None:
    """What checking costs: 5,000 entries, right or with a slip, and files made to cost much; about three minutes."""
    for line in checking.measured(only, runs):
        click.echo(line)


@main.command("chart")
@click.option("--figures", type=click.Path(exists=True, path_type=Path), default=speed.RESULTS, show_default=True)
def chart_(figures: Path) -> None:
    """Draw the figures that `speed` kept."""
    chart.CHART.write_bytes(chart.svg(json.loads(figures.read_text("utf-8"))["measured"]))
    click.echo(chart.CHART)


@main.command("thresholds")
@click.argument("pairs", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[KNOWLEDGE CASES]...")
def thresholds_(pairs: tuple[Path, ...]) -> None:
    """Move each threshold of deciding alone, over the repo's two sets of cases or others; about 1.5 minutes."""
    for line in thresholds.table(_paired(pairs)):
        click.echo(line)


@main.command("explainers")
@click.argument("pairs", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[KNOWLEDGE CASES]...")
def explainers_(pairs: tuple[Path, ...]) -> None:
    """Synonym sets beside a thesaurus and word vectors, of optional packages; half a minute, or more with them."""
    for line in explainers.tables(_paired(pairs)):
        click.echo(line)


@main.command("ask")
@click.option("--phrasings", default=5_000, show_default=True, help="five an entry")
def ask_(phrasings: int) -> None:
    """Ask a ledger all its phrasings and own words, as `check --ask` does; half a minute."""
    for line in asking.figures(phrasings):
        click.echo(line)


@main.command("reload")
@click.option("--reloads", default=200, show_default=True)
@click.option(
    "--entries", default=0, show_default=True, help="entries of the ledger besides a few, five phrasings each"
)
@click.option("--pause", default=0.005, show_default=True, help="seconds between two questions")
def reload_(reloads: int, entries: int, pause: float) -> None:
    """Change the knowledge under a stream of questions; 200 take four minutes."""
    with tempfile.TemporaryDirectory() as folder:
        told = partial(click.echo, err=True)
        outcome = asyncio.run(reload.under_questions(Path(folder), reloads, entries, pause, told=told))
    for line in reload.table(outcome, reloads, entries):
        click.echo(line)


def _paired(paths: tuple[Path, ...]) -> Sequence[tuple[Path, Path]]:
    if len(paths) % 2:
        raise click.UsageError("give pairs: the knowledge, then the cases for it")
    return list(zip(paths[::2], paths[1::2], strict=True)) or thresholds.OURS


if __name__ == "__main__":
    main()
