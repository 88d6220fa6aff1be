"""From the command to the first screen with its data, back to the prompt, and the memory in between.

Ready is: the screen stands in its own words, and takes keys; how long the first key takes is told beside it. All counts
stand then too, unless something was written since Beranda was last counted (rows "counted anew"): of many people the
lines say "menghitung…" until their numbers are there.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kinerja_tui.services.office.agenda import FEW
from tests.benchmarks.figures import Figures, new
from tests.benchmarks.probe import Probe, Program, bare, kinerja

COUNTED = " dari "
"""Drawn on Beranda with its counts only."""
MANY = 10_000
"""People from which on a start that counts anew is measured besides."""


def of_a_year(people: int) -> str:
    """Name of the folder of an office with a year of work."""
    return f"year-{people}"


@dataclass(frozen=True)
class Start:
    """A program to start; of ours the database it opens, and whether its counts are forgotten before."""

    program: Program
    database: Path | None = None
    anew: bool = False


def _starts(
    folder: Path, people: Sequence[int], year: Sequence[int], others: Mapping[str, Program]
) -> dict[str, Start]:
    homes = {f"kinerja, {count:,} people": (count, str(count)) for count in people}
    homes |= {f"kinerja, {count:,} people, a year's work": (count, of_a_year(count)) for count in year}
    own = {}
    for name, (count, home) in homes.items():
        database = folder / home / "kinerja" / "kinerja.db"
        own[name] = Start(kinerja(folder, home), database)
        if count >= MANY:
            own[f"{name}, counted anew"] = Start(kinerja(folder, home), database, anew=True)
    bares = {"bare, same widgets": Start(bare("same")), "bare, one Static": Start(bare("static"))}
    return {**bares, **own, **{name: Start(program) for name, program in others.items()}}


def measure(
    folder: Path, people: Sequence[int], year: Sequence[int], others: Mapping[str, Program], runs: int
) -> Figures:
    """Each program in turn, the first round (which compiles and fills the disk's cache) not counted."""
    figures = new()
    started = _starts(folder, people, year, others)
    for number in range(runs + 1):
        for name, start in started.items():
            row = figures[name] if number else new()[name]
            if start.anew:
                _forget_counts(start.database)
            with Probe(start.program) as probe:
                ready = probe.ready()
                row["ready, ms"].append((ready - probe.started) * 1000)
                if start.database is not None:
                    probe.settle(0.005)
                    row["first key, ms"].append(-(probe.send("down") - _next_output(probe)) * 1000)
                    counted = probe.drawn(COUNTED)
                    row["all counts, ms"].append((max(ready, counted) - probe.started) * 1000)
                    _until_remembered(probe, start.database, always=start.anew or not number)
                probe.settle(0.6)
                row["memory, MB"].append(probe.memory() / 1024)
                row["quit, ms"].append(probe.leave() * 1000)
    return figures


def _next_output(probe: Probe) -> float:
    while (at := probe.read(0.05)) is None:
        pass
    return at


def _forget_counts(database: Path | None) -> None:
    """As any work on the office does."""
    assert database is not None
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM counted")


def _until_remembered(probe: Probe, database: Path, *, always: bool) -> None:
    """Somebody reads Beranda for a moment: the next start finds its counts. With few people nothing is remembered."""
    end = time.perf_counter() + 10
    with contextlib.closing(sqlite3.connect(database)) as connection:
        many = connection.execute("SELECT count(*) FROM employee").fetchone()[0] > FEW
        while always and many and time.perf_counter() < end:
            if connection.execute("SELECT count(*) FROM counted").fetchone()[0]:
                return
            probe.settle(0.2)
