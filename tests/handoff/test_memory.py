"""What a bundle takes in memory does not grow with its changes: nothing holds them, or their names, all at once."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.handoff import differences, export, merge
from kinerja_tui.models import journal
from kinerja_tui.models.verify import verify
from kinerja_tui.services import handover
from tests.benchmarks import handoff as bench

FEW, MANY = 1_000, 3_000
MOST = 100
"""Bytes that one more change may cost. Its name alone takes 89 and its place in a set more; its line takes 551."""


def peaks(folder: Path, changes: int) -> dict[str, int]:
    """Step -> most bytes that Python's objects took."""
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
        gc.collect()
        gc.freeze()  # so that what other tests left does not put off the collection of cycles
        tracemalloc.start()
        step()
        found[name] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        gc.unfreeze()
    return found


def test_no_step_holds_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What may be held up to a limit is held by the small bundle already.
    monkeypatch.setattr(journal, "MOST_TOUCHED", 100)
    monkeypatch.setattr(differences, "MOST_LISTED", 100)
    monkeypatch.setattr(handover, "_MOST_FRESH", 100)
    few, many = peaks(tmp_path / "few", FEW), peaks(tmp_path / "many", MANY)
    grown = {name: (many[name] - few[name]) / (MANY - FEW) for name in few}
    assert {name: bytes_each for name, bytes_each in grown.items() if bytes_each > MOST} == {}
