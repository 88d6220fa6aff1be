"""The rows of a list, found without holding up a key: in a thread where the list is long, at once where it is short.

The screen's thread waits a moment for the answer, so that a short list comes up whole; not while the filter is typed,
where the letter is shown first and the rows a moment later. When that moment is over the keys go on: the newest
question wins, an older one is broken off, and an answer that comes after the screen has gone is dropped. Keys for rows
that are still being found wait for them (`is_settling`).
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from kinerja_tui.models.aside import Reading, Stopped
from kinerja_tui.screens.lists.list_columns import ColumnsScreen
from kinerja_tui.screens.lists.list_pages import Page, Pages
from kinerja_tui.screens.lists.list_source import CellMaker, Rows, RowsSource, every_column
from kinerja_tui.services.lists.arranging import Arrangement, Value, arranged
from kinerja_tui.services.lists.listing import Row

if TYPE_CHECKING:
    from kinerja_tui.widgets.table import Column

PATIENCE = 0.03
"""Seconds the screen's thread waits for rows."""
TYPING_PATIENCE = 0.0
"""The same while the filter is typed: the next letter comes first."""
_AT_A_TIME = 250
"""Rows whose values are read at a time; another question is looked for in between."""

Asked = tuple[object, ...]


@dataclass
class ReadValues:
    """What was read from the rows, by column and row."""

    asked: Asked
    """what the rows were asked with; with another one they have to be read again"""
    columns: dict[str, dict[str, Value]] = field(default_factory=dict)

    def lacking(self, keys: Sequence[str], columns: Sequence[str]) -> list[str]:
        """The rows that were not read yet."""
        read = [self.columns.get(column, {}) for column in columns]
        return [key for key in keys if any(key not in values for values in read)]


@dataclass
class Search:
    """One question for rows, and what is known of its answer."""

    text: str
    arrangement: Arrangement
    asked: Asked
    """what else the rows depend on: the state of the database and of the screen"""
    whole: bool
    """whether the list was read anew, so that all its rows are counted"""
    keep: str | None
    moves: bool
    """whether the keys after it are meant for its rows"""
    marked: Sequence[str] = ()
    """the marked rows; some of them may be gone"""
    to_top: bool = False
    """whether the cursor goes to the first row, which it stood on before"""
    rows: Rows | None = None
    total: int | None = None
    gone: frozenset[str] = frozenset()
    """marked rows that are not there any more"""
    source: RowsSource | None = None
    error: BaseException | None = None
    done: int = 0
    """rows whose values were read, of `to_read`"""
    to_read: int = 0
    reading: Reading = field(default_factory=Reading)
    finished: threading.Event = field(default_factory=threading.Event)


class FindingScreen(ColumnsScreen):
    """A screen with a list. Subclasses give `find` and `cells`."""

    NOUN = "baris"
    """what the rows are, in counts"""
    ASIDE: ClassVar[bool] = False
    """whether `find` may run in a thread: it reads plain rows and changes nothing of the screen that `cells` needs"""

    arrangement = Arrangement()
    """what was asked for last"""
    _shown = Arrangement()
    _search: Search | None = None
    _values = ReadValues(())
    _asked_text = ""
    _first: tuple[RowsSource, Sequence[Column]] | None = None
    """the rows the screen was opened with, and their columns, until they are asked for again"""
    _opening = False
    _pages: Pages | None = None
    _typing = False

    def find(self, text: str) -> Rows:
        """The rows that match the filter text."""
        raise NotImplementedError

    early_cells: CellMaker | None = None
    """what a row shows until `before_cells` has read what the rest takes; None: dots"""

    if TYPE_CHECKING:

        def detail_soon(self) -> None:
            """Show what is told beside the list about the row at the cursor."""

    # -- asking

    @property
    def is_settling(self) -> bool:
        """Whether the next key is meant for rows that are still being found."""
        if not self.is_mounted or self.list.filter.has_focus:
            return False
        bar = self.list.filter
        return bar.value != self._asked_text or (self._search is not None and self._search.moves)

    def ask(self, *, whole: bool, keep: str | None = None, moves: bool = False, to_top: bool = False) -> None:
        """Find the rows for what stands in the filter and show them, now or as soon as they are there."""
        text = self.list.filter_text
        before, now = self._search, self._asked_now()
        whole = whole or not text
        if self._opening and before is not None and (before.text, before.asked) == (text, now):
            return  # the rows it was opened with are still on their way
        if before is not None:
            whole, keep, moves = whole or before.whole, keep or before.keep, moves or before.moves
        moves = moves or keep is not None or text != self._asked_text
        self._asked_text = text
        search = Search(text, self.arrangement, now, whole, keep, moves, list(self.list.table.marked), to_top)
        first, self._first = self._first, None
        if self._opening and first is not None and not text:
            search.rows = first[0].found
            if keep is None and not self.arrangement.columns and first[1] == self.shown_columns:
                search.source = first[0]
        self.break_off()
        self._search = search
        if not self.ASIDE and search.rows is None:
            self._look_for(search)
        self._begin_search(search)
        self._deliver(search)

    def break_off(self) -> None:
        """Nobody waits for the rows asked for last any more."""
        search, self._search = self._search, None
        if search is not None:
            search.reading.stop()

    def first_source(self) -> RowsSource | None:
        """The rows to open with; None when they are still being found."""
        search = Search("", self.arrangement, self._asked_now(), whole=True, keep=None, moves=True)
        self._search = search
        if not self.ASIDE and search.rows is None:
            self._look_for(search)
        self._begin_search(search)
        if not search.finished.is_set():
            return None  # they come through `_deliver`
        self._search = None
        if search.error is not None:
            raise search.error
        assert search.source is not None
        self._first = (search.source, self.shown_columns)
        return search.source

    def _asked_now(self) -> Asked:
        return (self.app.file.version(), self.heading())

    def _begin_search(self, search: Search) -> None:
        """Start the thread and wait a moment for it."""
        if self.ASIDE and self._pages is None:
            self._pages = Pages(self, PATIENCE)
        if search.rows is not None and not search.arrangement.columns:
            self._arrange(search)
            search.finished.set()
            return
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(self._run_search, search), name="list", daemon=True).start()
        search.finished.wait(TYPING_PATIENCE if self._typing else PATIENCE)  # then it goes on beside the keys

    # -- in the thread

    def _run_search(self, search: Search) -> None:
        try:
            with self.app.file.aside(search.reading):
                if search.rows is None:
                    self._look_for(search)
                self._arrange(search)
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001 - raised again on the screen's thread
            if search.reading.is_stopped:
                return  # the query was broken off
            search.error = error
        search.finished.set()
        self.call_later(self._deliver, search)

    def _look_for(self, search: Search) -> None:
        """Find the rows and count them."""
        search.rows = self.find(search.text)
        if search.whole:
            search.total = len(search.rows) if not search.text else len(self.find(""))
        if search.marked and search.whole:
            search.gone = frozenset(search.marked).difference(self.every_key())

    def _arrange(self, search: Search) -> None:
        """Put the rows into their order; their values are read first where that is not done yet."""
        rows, wanted = search.rows, search.arrangement
        assert rows is not None
        if search.total is None and search.whole:
            search.total = len(rows)
        if wanted.columns:
            asked = (*search.asked, rows.asked)
            values = self._values if self._values.asked == asked else ReadValues(asked)
            lacking = values.lacking(rows.keys, wanted.columns)
            if len(lacking) > _AT_A_TIME:  # meanwhile as far as it is known
                search.source = self._source_of(rows.only(arranged(rows.keys, wanted, self._values.columns)))
                self.call_later(self._deliver, search)
            search.to_read = len(lacking)

            def step(done: int) -> None:
                search.reading.check()
                search.done = done
                if done % (20 * _AT_A_TIME) == 0:
                    self.call_later(self._deliver, search)

            self.read_values(rows, lacking, wanted.columns, values, step)
            self._values = values
            rows = rows.only(arranged(rows.keys, wanted, values.columns))
        if wanted.columns or search.source is None:
            search.source = self._source_of(rows)

    def _source_of(self, rows: Rows) -> RowsSource:
        early = self.early_cells
        meanwhile = (lambda row: self.shown_cells(row, early)) if early is not None else None
        source = RowsSource(rows, self.shown_cells, self._pages, self.before_cells, meanwhile)
        source.index("")  # makes its index here, not on the screen's thread
        return source

    def read_values(
        self, rows: Rows, keys: Sequence[str], columns: Sequence[str], into: ReadValues, step: Callable[[int], None]
    ) -> None:
        """Read what some rows show in some columns, a few hundred at a time; `step` hears how many are done."""
        for column in columns:
            into.columns.setdefault(column, {})
        for start in range(0, len(keys), _AT_A_TIME):
            step(start)
            wanted = keys[start : start + _AT_A_TIME]
            found = rows.by_key(wanted)
            with every_column():
                for key in wanted:
                    for column, value in zip(columns, self._values_in(found.get(key), columns), strict=True):
                        into.columns[column][key] = value
        step(len(keys))

    def _values_in(self, row: Row | None, columns: Sequence[str]) -> list[Value]:
        """What a row shows; nothing where it is gone."""
        if row is None:
            return [None] * len(columns)
        shown = {column.key: (column, cell) for column, cell in zip(self.columns, self.cells(row), strict=False)}
        found: list[Value] = []
        for key in columns:
            column, cell = shown.get(key, (None, ""))
            if column is not None and column.field:
                found.append(row.get(column.field))
            else:
                found.append(cell if isinstance(cell, str) else cell[0])
        return found

    def page_came(self, page: Page) -> None:
        """Rows that the table asked for are there, unless it waited for them and has them already."""
        source, start, stop = page
        if self.is_attached and self.list.table.source is source and source.has_news(start, stop):
            self.list.table.forget(start)

    # -- the answer

    def _deliver(self, search: Search) -> None:
        """Show what is known of the rows asked for last."""
        if search is not self._search or not self.is_attached:
            return
        if search.finished.is_set():
            self._search = None
            if search.error is not None:
                raise search.error
            self._shown = search.arrangement
        if search.source is not None and search.source is not self.list.table.source:
            self._show_search(search, search.source)
            search.moves = False  # as far as they are known they stand there
        self.show_note()

    def show_note(self) -> None:
        """Say in the status line what the columns do not."""
        self.list.note = self.note

    def _show_search(self, search: Search, source: RowsSource) -> None:
        if self.list.table.columns != self.shown_columns:
            self.list.table.set_columns(self.shown_columns)
        if search.gone:
            self.list.table.set_marks([key for key in self.list.table.marked if key not in search.gone])
        keep = None if search.to_top else search.keep or self.current
        self.list.set_source(source, total=search.total, keep=keep)
        self.detail_soon()
        self.refresh_bindings()

    @property
    def note(self) -> str:
        """What stands behind the counts in the status line."""
        search, dives, ordered = self._search, self.arrangement.dives, self._shown.column
        parts = [dive.words for dive in dives]
        told = {column.key for column in self.shown_columns} - self.without_room | {dive.column for dive in dives}
        if ordered and ordered not in told:
            title = next((column.title for column in self.titled_columns if column.key == ordered), ordered)
            parts.append(f"urut {title} {'↓' if self._shown.descending else '↑'}")
        if dives:
            parts.append("Esc: semua lagi" if len(dives) == 1 else "Esc: kembali")
        if search is not None and search.rows is None and self.list.table.row_count:
            parts.append("mencari…")
        if search is not None and search.to_read:
            parts.append(f"mengurutkan {100 * search.done // search.to_read} % (Esc: hentikan)")
        return " · ".join(parts)

    def on_unmount(self) -> None:
        """What is read from now on is for nobody."""
        if self._pages is not None:
            self._pages.stop()
        self.break_off()
