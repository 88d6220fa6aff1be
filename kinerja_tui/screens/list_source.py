"""Rows of a service as a virtual table shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from kinerja_tui.services.listing import Listing as StoredRows
from kinerja_tui.services.listing import Row, ShortList
from kinerja_tui.widgets.table import Cell

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

    def __init__(self, rows: Rows, cells: CellMaker, look: Callable[[Sequence[Row]], None] | None = None) -> None:
        """``look`` may add to rows before they are shown."""
        self.found = rows
        self._cells = cells
        self._look = look
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

    def rows(self, start: int, stop: int) -> Sequence[Sequence[Cell]]:
        """The cells of the rows from start up to stop."""
        found = self.found.rows(start, stop)
        if self._look is not None and found:
            self._look(found)
        if len(self._read) > _MOST_READ:
            self._read.clear()
        if len(found) == stop - start:  # else one has vanished, and the others do not stand at their places
            self._read.update(enumerate(found, start))
        return [self._cells(row) for row in found]

    def key(self, index: int) -> str:
        """The id of a row."""
        return self.found.keys[index]

    def index(self, key: str) -> int | None:
        """Where an id stands."""
        if self._index is None:
            self._index = {key: index for index, key in enumerate(self.found.keys)}
        return self._index.get(key)
