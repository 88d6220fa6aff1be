"""What the program is compared with: Textual apps that only show something. `python -m tests.benchmarks.bare KIND`."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareStatic(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        yield Static("Pegawai aktif")


class BareInput(App[None]):
    """One Input, for the echo of a key."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Pegawai aktif")


def same_widgets() -> App[None]:
    """The start screen's title, table and footer with constant rows and nothing behind them."""
    from kinerja_tui.widgets.footer import KeyFooter
    from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
    from kinerja_tui.widgets.title import TitleBar

    class BareSame(App[None]):
        def compose(self) -> ComposeResult:
            rows = [["+", "Pegawai aktif", "40"] for _ in range(10)]
            columns = [Column("mark", "", 1), Column("text", "Yang perlu dikerjakan", 30, flex=1), Column("n", "", 18)]
            yield TitleBar(title="Beranda", context="Kecamatan")
            yield VirtualTable(columns, ListSource(rows, [str(number) for number in range(10)]))
            yield KeyFooter()

    return BareSame()


if __name__ == "__main__":
    {"static": BareStatic, "input": BareInput, "same": same_widgets}[sys.argv[1]]().run()
