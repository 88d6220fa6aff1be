"""Which columns a list shows: as many as the width has room for, or those chosen with `K`, remembered on this PC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.lists.list_marks import MarkingScreen
from kinerja_tui.screens.lists.list_source import CellMaker, every_column
from kinerja_tui.services.forms.remarks import EMPTY_COLUMNS, take_empty
from kinerja_tui.widgets.column_choice import AS_WIDE, ChooseColumns
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.source import without_room
from kinerja_tui.widgets.table import Cell, Column

if TYPE_CHECKING:
    from kinerja_tui.services.lists.arranging import Arrangement
    from kinerja_tui.services.lists.listing import Row

_ON_PURPOSE: Cell = ("(sengaja)", "dim")
_EVERY = "*"
"""Setting where every column was chosen."""


class ColumnsScreen(MarkingScreen, WorkScreen):
    """A screen with a list. Subclasses give `columns` and `cells`, which show more within `every_column`."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("choose_columns", "K", "Pilih kolom", "Kolom yang tampil di daftar ini; diingat di PC ini.",
                group="Daftar"),
    ]  # fmt: skip

    if TYPE_CHECKING:
        _shown: Arrangement

        def cells(self, row: Row) -> Sequence[Cell]:
            """One row as the columns show it."""

        def reload(self, keep: str | None = None) -> None:
            """Read the list again."""

        def detail_soon(self) -> None:
            """Show the row at the cursor in the pane beside the list, where there is one."""

    TABLE: ClassVar[str] = ""
    """Table of the records that are listed, where a row is one record; what people said about its fields is shown."""

    _hidden_columns: frozenset[str] | None = None
    """keys of the columns left out; None: as the width allows"""
    _columns_read = False

    @property
    def columns(self) -> Sequence[Column]:
        """What the list shows now; a subclass may look at `is_wide` or at its own state."""
        raise NotImplementedError

    @property
    def hidden_columns(self) -> frozenset[str] | None:
        """Keys of the columns that were chosen away; None where nobody has chosen: the width decides."""
        if not self._columns_read:
            kept = self.app.file.setting(self._setting)
            self._hidden_columns = frozenset(kept.split(",")) if kept else None
            self._columns_read = True
        return self._hidden_columns

    @property
    def _setting(self) -> str:
        return f"columns_{type(self).__name__}"

    @property
    def titled_columns(self) -> Sequence[Column]:
        """Every column with a title that the list can show, however narrow the terminal is."""
        with every_column():
            return [column for column in self.columns if column.title]

    @property
    def identifying(self) -> str:
        """Key of the column that says which row this is; it is never hidden."""
        titled = self.titled_columns
        named = [column for column in titled if column.key == "name"]
        return next((column.key for column in [*named, *(c for c in titled if c.flex), *titled]), "")

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns of the table, with an arrow at the one it is ordered by."""
        hidden = self.hidden_columns
        if hidden is None:
            found = list(self.columns)
        else:
            with every_column():
                found = [column for column in self.columns if self._is_shown(column, hidden)]
        return tuple(self._with_arrow(column) for column in found)

    def shown_cells(self, row: Row, cells: CellMaker | None = None) -> Sequence[Cell]:
        """One row as the table shows it; ``cells``: with other cells in all its columns."""
        make, hidden = cells or self.cells_of, self.hidden_columns
        if hidden is None:
            return make(row)
        with every_column():
            pairs = zip(self.columns, make(row), strict=False)
            return [cell for column, cell in pairs if self._is_shown(column, hidden)]

    def before_cells(self, rows: Sequence[Row]) -> None:
        """Read at once what the cells of some rows need; in a thread where the list is `ASIDE`.

        Here: which fields of the rows were left empty on purpose.
        """
        if self.TABLE:
            take_empty(self.app.file, self.TABLE, rows)

    def cells_of(self, row: Row) -> Sequence[Cell]:
        """One row; what was left empty on purpose says so."""
        cells, empty = self.cells(row), row.get(EMPTY_COLUMNS)
        if not empty:
            return cells
        names = {part for name in empty for part in (name, name.removesuffix("_id"), name.removesuffix("_on"))}
        return [
            _ON_PURPOSE if column.key in names and _is_empty(cell) else cell
            for column, cell in zip(self.columns, cells, strict=False)
        ]

    def _is_shown(self, column: Column, hidden: frozenset[str]) -> bool:
        return not column.title or column.key not in hidden or column.key == self.identifying

    def _with_arrow(self, column: Column) -> Column:
        if not column.key or column.key != self._shown.column:
            return column
        title = f"{column.title} {'↓' if self._shown.descending else '↑'}"
        return replace(column, title=title, width=max(column.width, len(title)))

    def action_choose_columns(self) -> None:
        """K: which columns this list shows."""
        titled = self.titled_columns
        shown = {column.key for column in self.shown_columns}

        def chosen(picked: set[str] | None) -> None:
            if picked is None:
                return
            left_out = {column.key for column in titled} - picked
            text = "" if AS_WIDE in picked else ",".join(sorted(left_out)) or _EVERY
            self.app.db.set_setting(self._setting, text)
            self._columns_read = False
            self.reload()
            if text:
                self._tell_room()

        self.app.push_screen(
            ChooseColumns(titled, shown, self.identifying, self.list.table.size.width),
            chosen,
        )

    def _tell_room(self) -> None:
        hidden = self.without_room
        titles = [column.title for column in self.titled_columns if column.key in hidden]
        if titles:
            self.say(f"Belum muat: {', '.join(titles)}. Lebarkan jendela, atau sembunyikan kolom lain (K).")

    @property
    def without_room(self) -> set[str]:
        """Keys of the shown columns that the table has no room for."""
        return {column.key for column in without_room(self.shown_columns, self.list.table.size.width)}


def _is_empty(cell: Cell) -> bool:
    return (cell if isinstance(cell, str) else cell[0]).strip() in ("", "–")
