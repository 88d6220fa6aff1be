"""What the program is compared with: Textual apps that only show something. `python -m tests.benchmarks.bare KIND`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.screen import Screen
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


def with_rows(count: int, base: type[App[None]] = App) -> App[None]:
    """The start screen's title, table and footer with constant rows and nothing behind them."""

    class BareSame(base):  # type: ignore[valid-type, misc]
        def compose(self) -> ComposeResult:
            yield from _same_widgets(count)

    return BareSame()


def paged() -> App[None]:
    """A list of 10,000 constant rows, in the app that hands a table its keys."""
    from kinerja_tui.widgets.keys import PatientApp

    return with_rows(10_000, PatientApp)


def pushing() -> App[None]:
    """The same; p pushes a list of 10,000 constant rows, 1 takes it away."""

    class Pushed(Screen[None]):
        BINDINGS = [("1", "app.pop_screen", "Kembali")]

        def compose(self) -> ComposeResult:
            yield from _same_widgets(10_000, "Daftar")

    class Pushing(App[None]):
        BINDINGS = [("p", "push", "Daftar")]

        def compose(self) -> ComposeResult:
            yield from _same_widgets(10)

        def action_push(self) -> None:
            self.push_screen(Pushed())

    return Pushing()


def _same_widgets(count: int, title: str = "Beranda") -> ComposeResult:
    from kinerja_tui.widgets.footer import KeyFooter
    from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
    from kinerja_tui.widgets.title import TitleBar

    rows = [["+", SHOWS, str(number)] for number in range(count)]
    columns = [Column("mark", "", 1), Column("text", "Yang perlu dikerjakan", 30, flex=1), Column("n", "", 18)]
    yield TitleBar(title=title, context="Kecamatan")
    yield VirtualTable(columns, ListSource(rows, [str(number) for number in range(count)]))
    yield KeyFooter()


KINDS: dict[str, Callable[[], App[None]]] = {
    "static": BareStatic,
    "input": BareInput,
    "inputs": BareInputs,
    "same": lambda: with_rows(10),
    "rows": paged,
    "pushed": pushing,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]().run()
