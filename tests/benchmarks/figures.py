"""Figures of one run, and the table that sets them beside the first row."""

from __future__ import annotations

import statistics
from collections import defaultdict

Figures = dict[str, dict[str, list[float]]]
"""Name of a row -> name of a figure -> what was measured."""


def new() -> Figures:
    """An empty table; rows and figures stand in the order they come in."""
    return defaultdict(lambda: defaultdict(list))


def print_table(title: str, figures: Figures) -> None:
    """Median, extremes, and the ratio of each median to the first row that has the figure."""
    print(f"\n{title}", flush=True)
    for figure in dict.fromkeys(figure for row in figures.values() for figure in row):
        rows = {name: row[figure] for name, row in figures.items() if row.get(figure)}
        first = statistics.median(next(iter(rows.values())))
        print(f"  {figure:<44}{'median':>9}{'min':>9}{'max':>9}{'ratio':>8}")
        for name, values in rows.items():
            median = statistics.median(values)
            print(
                f"    {name:<42}{median:>9.1f}{min(values):>9.1f}{max(values):>9.1f}{median / first:>8.2f}", flush=True
            )


def print_markdown(title: str, figures: Figures) -> None:
    """The medians and ratios as a table for a README: a line a row, two columns a figure."""
    names = list(dict.fromkeys(figure for row in figures.values() for figure in row))
    print("", f"| {title} | " + " | ".join(f"{name} | ratio" for name in names) + " |", sep="\n")
    print("|---" * (1 + 2 * len(names)) + "|")
    floors = {name: statistics.median(next(row[name] for row in figures.values() if row.get(name))) for name in names}
    for row, measured in figures.items():
        cells = []
        for name in names:
            values = measured.get(name)
            cells += (
                [f"{statistics.median(values):.0f}", f"{statistics.median(values) / floors[name]:.2f}"]
                if values
                else ["", ""]
            )
        print(f"| {row} | " + " | ".join(cells) + " |", flush=True)
