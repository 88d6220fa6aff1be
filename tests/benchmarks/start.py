"""From the command to the first screen with its data, back to the prompt, and the memory in between."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.figures import Figures, new
from tests.benchmarks.probe import Probe, Program, bare, kinerja


def programs(folder: Path, people: list[int], others: Mapping[str, Program]) -> dict[str, Program]:
    """What is started in turn; the ratios are to the first."""
    own = {f"kinerja, {count:,} people": kinerja(folder, count) for count in people}
    return {"bare, same widgets": bare("same"), "bare, one Static": bare("static"), **own, **others}


def measure(folder: Path, people: list[int], others: Mapping[str, Program], runs: int) -> Figures:
    """Each program in turn, the first round (which compiles and fills the disk's cache) not counted."""
    figures = new()
    started = programs(folder, people, others)
    for number in range(runs + 1):
        for name, program in started.items():
            with Probe(program) as probe:
                ready = probe.ready() - probe.started
                used = probe.processor()
                probe.settle(0.6)
                memory = probe.memory() / 1024
                gone = probe.leave()
            if number:
                row = figures[name]
                row["ready, ms"].append(ready * 1000)
                row["processor time until ready, ms"].append(used * 1000)
                row["quit, ms"].append(gone * 1000)
                row["memory, MB"].append(memory)
    return figures
