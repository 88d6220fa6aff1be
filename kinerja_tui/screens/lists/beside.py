"""The pane about the row at the cursor, beside the list of every `ListScreen` in a wide terminal; `D` hides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.lists.list_source import every_column
from kinerja_tui.services.forms import remarks
from kinerja_tui.services.lists.listing import record_of
from kinerja_tui.widgets.commands import ActiveCommand, Command, active_commands
from kinerja_tui.widgets.detail import Detail, DetailPane, Fact, Part
from kinerja_tui.widgets.table import Cell, Column, VirtualTable
from kinerja_tui.widgets.text import plain

if TYPE_CHECKING:
    from kinerja_tui.services.lists.listing import Row
    from kinerja_tui.widgets.listing import Listing

HIDDEN = "detail_hidden"
"""Setting of this PC: the pane was hidden with D."""


def _begins(entry: ActiveCommand) -> bool:
    """Whether a command is the screen's own and stands in the footer."""
    return bool(entry.keys and entry.command.footer) and isinstance(entry.node, WorkScreen)


class DetailBeside(WorkScreen):
    """A screen with a list; subclasses may say more about a row in `detail`."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("toggle_detail", "D", "Rincian di samping daftar", "Menampilkan atau menyembunyikan rincian baris.",
                group="Daftar"),
        Command("turn_on", "right_square_bracket", "Rincian: lanjutannya", "Bagian bawah rincian yang panjang.",
                group="Daftar"),
        Command("turn_back", "left_square_bracket", "Rincian: kembali ke atas", "Bagian atas rincian yang panjang.",
                group="Daftar"),
    ]  # fmt: skip

    if TYPE_CHECKING:
        TABLE: ClassVar[str]

        @property
        def list(self) -> Listing:
            """Filter, table and status line."""

        @property
        def columns(self) -> Sequence[Column]:
            """What the list shows now."""

        def cells(self, row: Row) -> Sequence[Cell]:
            """One row as the columns show it."""

        @property
        def row_here(self) -> Row | None:
            """The row at the cursor."""

        def reload(self) -> None:
            """Read the list again."""

    _hidden: bool | None = None
    """`HIDDEN`, read once for each time the screen comes up"""

    def detail(self, row: Row) -> Detail | None:
        """What is shown beside a row of the list, by default all its columns in full. Must be quick."""
        with every_column():
            cells = [
                (column.title, cell if isinstance(cell, tuple) else (cell, ""))
                for column, cell in zip(self.columns, self.cells(row), strict=False)
            ]
        named = [(title, text.strip() or "–", style) for title, (text, style) in cells if title]
        if not named:
            return None
        return Detail(named[0][1], [Part("", [Fact(*parts) for parts in named[1:]])])

    @property
    def beside(self) -> int:
        """Cells the pane takes from the list; 0 while it is not shown."""
        room = DetailPane.room_in(self.app.size.width)
        if room and self._hidden is None:
            self._hidden = bool(self.app.file.setting(HIDDEN))
        return 0 if self._hidden else room

    # -- the machinery

    @property
    def pane(self) -> DetailPane | None:
        """The pane, once there was room for it."""
        return next(iter(self.query(DetailPane)), None)

    def show_detail(self) -> None:
        """Read the row at the cursor into the pane."""
        pane = self.pane
        if pane is None or not pane.display:
            return
        key, found = self.list.table.current_key, None
        with self.telling():
            row = self.row_here
            found = self.detail(row) if row is not None else None
            if found is not None and row is not None and self.TABLE:
                lines = [Fact("", line) for line in remarks.told(self.app.file, self.TABLE, record_of(row))]
                found = replace(found, parts=[*found.parts, Part("TANDA DAN CATATAN", lines)])
        pane.show(key, None if found is None and self.list.filter_text else found or self.first_words())

    def first_words(self) -> Detail:
        """While no row is there: what the screen is for, and the keys that begin something."""
        facts = [Fact(entry.key, entry.command.title) for entry in active_commands(self) if _begins(entry)]
        told = [Part("", [Fact("", plain(text))]) for text in (self.HELP or "").split("\n\n") if text]
        return Detail(self.heading(), [*told, Part("Tombol", facts)])

    def detail_soon(self) -> None:
        """Read the row once the cursor rests: at once where the pane is empty."""
        pane = self.pane
        if pane is None or not pane.display:
            return
        if pane.key is None or self.list.table.current_key is None:
            self.show_detail()
        else:
            pane.soon(self.show_detail)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """D is offered where there is room, and the keys that turn it while it is there."""
        if action == "toggle_detail":
            return DetailPane.room_in(self.app.size.width) > 0
        if action in ("turn_on", "turn_back"):
            return self.beside > 0
        return super().check_action(action, parameters)

    def action_toggle_detail(self) -> None:
        """D: hide or show it, from now on."""
        self._hidden = self.beside > 0
        self.app.db.set_setting(HIDDEN, "1" if self._hidden else "")
        self._place_pane()
        self.reload()

    def action_turn_on(self) -> None:
        """]: what had no room."""
        if self.pane is not None:
            self.pane.turn(1)

    def action_turn_back(self) -> None:
        """[: back up."""
        if self.pane is not None:
            self.pane.turn(-1)

    def begin(self) -> None:
        """The pane comes after the list, so a narrow terminal pays nothing for it."""
        super().begin()
        self._place_pane()

    def on_resize(self) -> None:
        """It comes and goes with the room there is; cursor and filter stay."""
        self._place_pane()

    def on_screen_resume(self) -> None:
        """It may have been hidden or shown on a screen above."""
        if self._hidden is not None and self._hidden != bool(self.app.file.setting(HIDDEN)):
            self._hidden = not self._hidden
            self._place_pane()
            self.reload()

    @on(VirtualTable.Highlighted)
    def _other_row_beside(self) -> None:
        self.detail_soon()

    def _place_pane(self) -> None:
        pane, width = self.pane, self.beside
        if pane is None:
            if not width:
                return
            pane = DetailPane()
            self.list.mount(pane)
        pane.display = width > 0
        if width:
            pane.styles.width = width
            self.detail_soon()
