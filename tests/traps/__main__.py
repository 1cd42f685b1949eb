"""The command: python -m tests.traps."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.ledger.reading import read
from tests.traps.posing import KINDS, SEED, faults, pose, spread, table
from tests.traps.setting import setting

_MOST_LISTED = 20
_TESTS = Path(__file__).parent.parent


@click.command()
@click.option("--knowledge", type=click.Path(path_type=Path, exists=True), default=_TESTS.parent / "knowledge")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True),
    help="Default: cases/ in the folder of the knowledge, else tests/cases.",
)
@click.option("--sample", type=click.IntRange(min=1), help="So many traps of each line of the table; default all.")
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Default every kind.")
@click.option("--seed", type=int, default=SEED, show_default=True)
def main(knowledge: Path, cases: Path | None, sample: int | None, kinds: tuple[str, ...], seed: int) -> None:
    """Put traps to the bot and count what they bring; exits with 1 on any wrong attribution."""
    ledger = read(knowledge).ledger
    if not ledger:
        raise click.UsageError(f"{knowledge} has errors: python -m bot check {knowledge}")
    beside = knowledge / "cases"
    ground = setting(ledger, cases or (beside if beside.is_dir() else _TESTS / "cases"))
    posed = [each for kind in kinds or KINDS for each in pose(ground, kind, sample or 0, seed)]
    click.echo(table(posed))
    if wrong := spread(posed, _MOST_LISTED):
        click.echo("\n".join(("", faults(posed), *(f"\n{each.shown}" for each in wrong))))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
