"""The commands: `python -m tests.benchmarks accuracy`, `speed`, `check`, `ask`, `chart`, `thresholds`, `explainers`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from tests.benchmarks import accuracy, asking, chart, checking, explainers, speed, thresholds


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
def check_() -> None:
    """What checking costs: 5,000 entries, and files made to cost much; about a minute."""
    for line in checking.measured():
        click.echo(line)


@main.command("measure-check", hidden=True)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def measure_check(path: Path) -> None:
    """The cost of one file, as JSON; `check` calls it in a fresh process."""
    click.echo(json.dumps(checking.measure(path)))


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


def _paired(paths: tuple[Path, ...]) -> Sequence[tuple[Path, Path]]:
    if len(paths) % 2:
        raise click.UsageError("give pairs: the knowledge, then the cases for it")
    return list(zip(paths[::2], paths[1::2], strict=True)) or thresholds.OURS


if __name__ == "__main__":
    main()
