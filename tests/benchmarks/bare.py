"""What the program is compared with: Textual apps that only show something. `python -m tests.benchmarks.bare KIND`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

SHOWS = "Pegawai aktif"


class BareStatic(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        yield Static(SHOWS)


class BareInput(App[None]):
    """One Input, for the echo of a key."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder=SHOWS)


class BareInputs(App[None]):
    """Four Inputs, for Tab."""

    def compose(self) -> ComposeResult:
        for _ in range(4):
            yield Input(placeholder=SHOWS)


def with_rows(count: int) -> App[None]:
    """The start screen's title, table and footer with constant rows and nothing behind them."""
    from kinerja_tui.widgets.footer import KeyFooter
    from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
    from kinerja_tui.widgets.title import TitleBar

    class BareSame(App[None]):
        def compose(self) -> ComposeResult:
            rows = [["+", SHOWS, str(number)] for number in range(count)]
            columns = [Column("mark", "", 1), Column("text", "Yang perlu dikerjakan", 30, flex=1), Column("n", "", 18)]
            yield TitleBar(title="Beranda", context="Kecamatan")
            yield VirtualTable(columns, ListSource(rows, [str(number) for number in range(count)]))
            yield KeyFooter()

    return BareSame()


KINDS: dict[str, Callable[[], App[None]]] = {
    "static": BareStatic,
    "input": BareInput,
    "inputs": BareInputs,
    "same": lambda: with_rows(10),
    "rows": lambda: with_rows(10_000),
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]().run()
