"""Opening each screen of the program from Beranda, with keys: the first time, and again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kinerja_tui.screens.destinations import SCREEN_COMMANDS
from kinerja_tui.widgets.commands import MENU_KEY
from tests.benchmarks.figures import Figures, new
from tests.benchmarks.probe import Probe, bare, kinerja

QUIET = 0.25
"""Seconds of silence after which a screen stands still."""


def ways() -> dict[str, list[str]]:
    """Title of each screen but Beranda, and its keys: a digit, or the menu's key and a letter."""
    found = {}
    for command in SCREEN_COMMANDS:
        if command.id != "home":
            found[command.title] = [command.key] if command.key else [MENU_KEY, command.menu]
    return found


def measure(folder: Path, people: Sequence[int], runs: int, *, again: bool = True) -> Figures:
    """Milliseconds from the last key to the last output, and of processor time until the screen stands still.

    The floor is a list with constant rows that is pushed.
    """
    figures = new()
    openings = ("first", "again") if again else ("first",)
    for _ in range(max(1, runs)):
        for count in people:
            for program, way in (
                (bare("pushed"), {"bare, a list pushed": ["p"]}),
                (kinerja(folder, str(count)), ways()),
            ):
                with Probe(program) as probe:
                    probe.ready()
                    probe.settle(2.0)
                    for name, keys in way.items():
                        for opening in openings:
                            _open(probe, figures, name, keys, f"{count:,} people, {opening} opening")
    return figures


def _open(probe: Probe, figures: Figures, name: str, keys: Sequence[str], figure: str) -> None:
    for key in keys[:-1]:
        probe.still_after(key, quiet=QUIET)
    before = probe.processor()
    taken = probe.still_after(keys[-1], quiet=QUIET, until=lambda text: not _is_first(text))
    figures[name][f"{figure}, ms"].append(taken * 1000)
    figures[name][f"{figure}, ms of processor time"].append((probe.processor() - before) * 1000)
    probe.still_after("1", quiet=QUIET, until=_is_first)


def _is_first(text: str) -> bool:
    return text.lstrip().startswith("Beranda")
