"""What a bundle takes in memory does not grow with its changes: nothing holds them, or their names, all at once."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from kinerja_tui.handoff import differences, export, merge
from kinerja_tui.models import projection
from kinerja_tui.models.verify import verify
from kinerja_tui.services.handover import handover
from tests.benchmarks import handoff as bench

FEW, MANY = 1_000, 3_000
MOST = 100
"""Bytes that one more change may cost. Its name alone takes 89 and its place in a set more; its line takes 551."""


def peaks(folder: Path, changes: int) -> dict[str, int]:
    """Step -> most bytes that Python's objects took. In a process of its own: it sets limits, counts all threads."""
    # What may be held up to a limit is held by the small bundle already.
    projection.MOST_TOUCHED = differences.MOST_LISTED = handover._MOST_FRESH = 100
    bench.prepare(folder, changes)
    steps: dict[str, Callable[[], object]] = {
        "write": lambda: bench.with_database(
            folder / "office", lambda db: export.export(db, bench.DISTRICT, folder / "usb")
        ),
        "preview": lambda: bench.with_database(
            folder / "district", lambda db: merge.preview(db, bench.bundle(folder)).new
        ),
        "import": lambda: bench.with_database(
            folder / "district", lambda db: merge.take_in(db, bench.bundle(folder)).new
        ),
        "import again": lambda: bench.with_database(
            folder / "district", lambda db: merge.take_in(db, bench.bundle(folder)).new
        ),
        "verify": lambda: bench.with_database(folder / "district", lambda db: verify(db).findings),
        "take back": lambda: bench.with_database(folder / "district", bench.take_back),
    }
    found = {}
    for name, step in steps.items():
        tracemalloc.start()
        step()
        found[name] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return found


def test_no_step_holds_the_bundle(tmp_path: Path) -> None:
    with get_context("spawn").Pool(1) as process:
        few, many = process.starmap(peaks, [(tmp_path / "few", FEW), (tmp_path / "many", MANY)], chunksize=1)
    grown = {name: (many[name] - few[name]) / (MANY - FEW) for name in few}
    assert {name: bytes_each for name, bytes_each in grown.items() if bytes_each > MOST} == {}
