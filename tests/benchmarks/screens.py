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
    """Milliseconds from the last key to the last output; the floor is a list with constant rows that is pushed."""
    figures = new()
    openings = ("first", "again") if again else ("first",)
    for _ in range(max(1, runs)):
        with Probe(bare("pushed")) as probe:
            probe.ready()
            probe.settle(1.0)
            for figure in openings:
                for count in people:
                    figures["bare, a list pushed"][_name(figure, count)].append(
                        probe.still_after("p", quiet=QUIET)[1] * 1000
                    )
                    probe.still_after("esc", quiet=QUIET)
        for count in people:
            with Probe(kinerja(folder, str(count))) as probe:
                probe.ready()
                probe.settle(2.0)
                for title, keys in ways().items():
                    for figure in openings:
                        taken = probe.still_after(*keys, quiet=QUIET)[1]
                        figures[title][_name(figure, count)].append(taken * 1000)
                        probe.still_after("1", quiet=QUIET)
    return figures


def _name(figure: str, people: int) -> str:
    return f"{people:,} people, {figure} opening, ms"
