"""From the command to the first screen with its data, back to the prompt, and the memory in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figures, new
from tests.benchmarks.probe import Probe, Program, bare, kinerja


def of_a_year(people: int) -> str:
    """Name of the folder of an office with a year of work."""
    return f"year-{people}"


def _programs(
    folder: Path, people: Sequence[int], year: Sequence[int], others: Mapping[str, Program]
) -> dict[str, Program]:
    own = {f"kinerja, {count:,} people": kinerja(folder, str(count)) for count in people}
    own |= {f"kinerja, {count:,} people, a year's work": kinerja(folder, of_a_year(count)) for count in year}
    return {"bare, same widgets": bare("same"), "bare, one Static": bare("static"), **own, **others}


def measure(
    folder: Path, people: Sequence[int], year: Sequence[int], others: Mapping[str, Program], runs: int
) -> Figures:
    """Each program in turn, the first round (which compiles and fills the disk's cache) not counted."""
    figures = new()
    started = _programs(folder, people, year, others)
    for number in range(runs + 1):
        for name, program in started.items():
            with Probe(program) as probe:
                ready = probe.ready() - probe.started
                probe.settle(0.6)
                memory = probe.memory() / 1024
                gone = probe.leave()
            if number:
                row = figures[name]
                row["ready, ms"].append(ready * 1000)
                row["quit, ms"].append(gone * 1000)
                row["memory, MB"].append(memory)
    return figures
