"""Many forms printed, beside the PDF library drawing the same tables: `python -m tests.benchmarks forms`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figures, new

PROGRAMS = {"bare PDF library, same tables": "bare", "kinerja, merged": "merged", "kinerja, a file each": "forms"}


def measure(folder: Path, count: int, runs: int) -> Figures:
    """Seconds and memory of printing many SKP, each run in a process of its own."""
    figures = new()
    for number in range(max(1, runs)):
        for name, kind in PROGRAMS.items():
            place = folder / f"forms-{number}-{kind}"
            place.mkdir(parents=True)
            told = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.papers", kind, str(count), str(place)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            figures[name]["s"].append(float(told[0]))
            figures[name]["memory, MB"].append(float(told[1]))
    return figures
