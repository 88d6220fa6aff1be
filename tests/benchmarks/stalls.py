"""The longest stretches for which the screen's thread is busy, on an office of 34 people and on one of 10,000.

    python -m tests.benchmarks stalls [--people 34 10000] [--least 30] [--folder DIR] [--where] [--only SCREEN...]

Every screen is opened, moved about in, filtered, and its first row opened; processor time of that thread, a row a step.
What pushing a screen costs with the same widgets and no data is the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from kinerja_tui.app import SCREENS, KinerjaApp, Workplace
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.widgets.progress import Working
from kinerja_tui.widgets.table import VirtualTable
from tests.benchmarks.year import NOW
from tests.stalls import Stalls, load_all_screens, stalls

LEFT_OUT = {"setup"}
"""Screens that an office sees once."""


async def walk(folder: Path, names: Sequence[str], found: Stalls) -> None:
    """Every screen in turn, as somebody who looks around."""
    found.at("start")
    app = KinerjaApp(Workplace(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", lambda: NOW))
    async with app.run_test(size=(120, 40)) as pilot:
        while not app._loaded.is_set():
            await pilot.pause(0.01)
        await _still(pilot)
        for name in names:
            found.at(f"{name}: open")
            app.go_to(name)
            await _still(pilot)
            screen = app.screen
            for label, keys in (
                ("move", ["down", "pagedown", "end", "home"]),
                ("filter", ["slash", "s", "i", "t", "i", "escape"]),
                ("open a row", ["home", "enter"]),
            ):
                found.at(f"{name}: {label}")
                if not app.screen.query(VirtualTable):
                    continue
                for key in keys:
                    await pilot.press(key)
                    await _still(pilot)
            found.at(f"{name}: back")
            for _ in range(5):
                if app.screen is screen:
                    break
                await pilot.press("escape")
                await _still(pilot)
            found.at("beranda: open")
            app.action_home()
            await _still(pilot)
    app.file.close()


async def _still(pilot: Pilot[object]) -> None:
    """Until the program waits for a key."""
    await pilot.pause()
    while isinstance(pilot.app.screen, Working):
        await pilot.pause(0.02)
    await pilot.pause(0.05)
    await pilot.pause()


def main(arguments: Sequence[str]) -> None:
    """Walk and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="*", default=[34, 10_000])
    parser.add_argument("--least", type=float, default=30, help="milliseconds")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--where", action="store_true", help="what of the program was seen at work in them")
    parser.add_argument("--only", nargs="*", default=[name for name in SCREENS if name not in LEFT_OUT])
    parser.add_argument("--imported", action="store_true", help="with every screen imported beforehand")
    options = parser.parse_args(arguments)
    if options.imported:
        load_all_screens()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        for people in options.people:
            home = folder / str(people)
            home.mkdir(parents=True, exist_ok=True)
            subprocess.run([sys.executable, "-m", "tests.benchmarks.year", str(home), str(people)], check=True)
            with stalls(options.least / 1000, sampled=options.where) as found:
                asyncio.run(walk(home, options.only, found))
            print(f"\n{people:,} people: longest stretches of the screen's thread, of it collecting (ms of processor)")
            for step, stall in found.by_step().items():
                where = " ".join(f"{name}:{count}" for name, count in stall.where.most_common(4))
                times = f"{stall.seconds * 1000:>8.0f}{stall.collecting * 1000:>8.0f}"
                print(f"  {step:<32}{times}  {stall.what[:48]:<48} {where}")


if __name__ == "__main__":
    main(sys.argv[1:])
