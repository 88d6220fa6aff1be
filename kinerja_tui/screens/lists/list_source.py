"""Rows of a service as a virtual table shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from kinerja_tui.services.lists.listing import Listing as StoredRows
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.widgets.table import Cell

if TYPE_CHECKING:
    from kinerja_tui.screens.lists.list_pages import Pages

CellMaker = Callable[[Row], Sequence[Cell]]
Rows = StoredRows | ShortList

_EVERY_COLUMN: ContextVar[bool] = ContextVar("every column", default=False)


@contextmanager
def every_column() -> Iterator[None]:
    """Within, in this thread, `columns` and `cells` of a list are those of the widest terminal."""
    token = _EVERY_COLUMN.set(True)
    try:
        yield
    finally:
        _EVERY_COLUMN.reset(token)


def wants_every_column() -> bool:
    """Whether this is within `every_column`."""
    return _EVERY_COLUMN.get()


_MOST_READ = 1000


class RowsSource:
    """Shows plain rows of a service in the virtual table."""

    def __init__(
        self,
        rows: Rows,
        cells: CellMaker,
        pages: Pages | None = None,
        before: Callable[[Sequence[Row]], object] | None = None,
        early: CellMaker | None = None,
    ) -> None:
        """``pages`` reads beside the keys; without it rows are read when they are asked for.

        ``before`` is called with some rows before their cells are made; where that takes long, ``early`` makes what is
        shown meanwhile.
        """
        self.found = rows
        self._cells = cells
        self._pages = pages
        self._before = before
        self._early = early
        self._meanwhile: dict[tuple[int, int], Sequence[Sequence[Cell]]] = {}
        self._ready: dict[tuple[int, int], Sequence[Sequence[Cell]]] = {}
        """pages that were read and not asked for since"""
        self._index: dict[str, int] | None = None
        self._read: dict[int, Row] = {}
        """rows read last, by their place: what stands on screen is not read again for the pane beside it"""

    def __len__(self) -> int:
        return len(self.found)

    @property
    def keys(self) -> Sequence[str]:
        """All ids, in order."""
        return self.found.keys

    def row(self, index: int) -> Row | None:
        """A row as the service gives it; None when it is not there any more."""
        if index not in self._read:
            return next(iter(self.found.rows(index, index + 1)), None)
        return self._read[index]

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]] | None:
        """The cells of the rows from start up to stop; None while they are being read."""
        if self._pages is None:
            self.read(start, stop)
        elif not self.has(start, stop):
            self._pages.ask((self, start, stop))
        return self._ready.pop((start, stop), None) or self._meanwhile.get((start, stop))

    def has(self, start: int, stop: int) -> bool:
        """Whether these rows were read, and not asked for since."""
        return (start, stop) in self._ready

    def has_news(self, start: int, stop: int) -> bool:
        """Whether there is something else to show of these rows than was asked for last."""
        return self.has(start, stop) or (start, stop) in self._meanwhile

    def read(self, start: int, stop: int, tell: Callable[[], object] | None = None) -> None:
        """Read some rows and make their cells, in any thread; ``tell`` says that there is something to show."""
        found = self.found.rows(start, stop)
        if len(self._read) > _MOST_READ:
            self._read.clear()
        if len(found) == stop - start:  # else one has vanished, and the others do not stand at their places
            self._read.update(enumerate(found, start))
        if tell is not None and self._early is not None:
            self._meanwhile[(start, stop)] = [self._early(row) for row in found]
            tell()
        if self._before is not None:
            self._before(found)
        self._ready[(start, stop)] = [self._cells(row) for row in found]
        self._meanwhile.pop((start, stop), None)

    def key(self, index: int) -> str:
        """The id of a row."""
        return self.found.keys[index]

    def index(self, key: str) -> int | None:
        """Where an id stands."""
        if self._index is None:
            self._index = {key: index for index, key in enumerate(self.found.keys)}
        return self._index.get(key)
