"""The chart of what a question costs against the size of the ledger, both on logarithmic axes, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

CHART = Path(__file__).with_name("cost.svg")


def svg(measured: Sequence[dict[str, Any]]) -> bytes:
    """The chart of the figures that `speed` measured: a line a candidate."""
    pygal: Any = import_module("pygal")
    style = import_module("pygal.style").Style(
        background="white", plot_background="white", label_font_size=13, major_label_font_size=13, legend_font_size=13,
        title_font_size=16, colors=("#b3002d", "#e58fa3", "#1f5fa8", "#6fa0d8", "#2c7a3f", "#8a6d1d"),
    )  # fmt: skip
    chart = pygal.XY(
        title="CPU milliseconds of a question (p99), by phrasings in the ledger",
        logarithmic=True, width=900, height=460, legend_at_bottom=True, legend_at_bottom_columns=3, style=style, js=(),
        x_value_formatter=lambda phrasings: f"{phrasings:,.0f}", value_formatter=lambda cost: f"{cost:g}",
        x_labels=sorted({each["phrasings"] for each in measured}),
        y_labels=(0.1, 1, 10, 100, 1000), dots_size=4, margin_right=50, stroke_style={"width": 2},
    )  # fmt: skip
    chart.uuid = "cost"  # else a new one every time, and a new file with it
    for name in dict.fromkeys(each["candidate"] for each in measured):
        points = [(each["phrasings"], each["p99_ms"]) for each in measured if each["candidate"] == name]
        chart.add(name, points)
    drawn: bytes = chart.render()
    return drawn
