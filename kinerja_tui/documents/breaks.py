"""Where a paper may break: results whole on a page, no signature alone, and what is longer than a page not cut.

Heights are estimated from the number of letters, generously: only what comes near a page is treated otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Table, Together

_LETTERS = 85
"""Letters in a line of the whole width, on the narrower (upright) sheet."""
_PAGE = 40
"""Lines that surely find room on one page beside a head and a signature."""
_TAIL = 250
"""Letters of a long text that go along with the signature."""


def signed_together(table: Table, *after: Block) -> tuple[Block, ...]:
    """A table whose last joined rows share a page with what follows, so that a signature never stands alone.

    Of last rows that are longer than a page only the end goes along.
    """
    start = _last_group(table.rows)
    first, last = table.rows[:start], table.rows[start:]
    if height(last, table.columns) > _PAGE:
        parted, last = _parted(last, table.columns)
        first = (*first, *parted)
    if not first:
        return (Together((table, *after)),)
    return (
        replace(table, rows=first, part="first"),
        Together((replace(table, rows=last, part="last"), *after)),
    )


def loosened(document: Document) -> Document:
    """The document with those rows marked that no page is long enough for; all others stay whole on one."""
    return replace(document, blocks=tuple(_loosened(block) for block in document.blocks))


def placed(rows: Sequence[Row], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, cell) of every cell, given what row spans above cover."""
    covered = [0] * columns
    for number, row in enumerate(rows):
        at = 0
        for cell in row:
            while at < columns and covered[at]:
                at += 1
            yield number, at, cell
            for column in range(at, min(at + cell.cols, columns)):
                covered[column] = cell.rows
            at += cell.cols
        covered = [max(left - 1, 0) for left in covered]


def height(rows: Sequence[Row], columns: Sequence[Column]) -> int:
    """About how many lines rows take."""
    heights = [1] * len(rows)
    whole = sum(column.width for column in columns)
    spanning = 0
    for number, at, cell in placed(rows, len(columns)):
        share = sum(column.width for column in columns[at : at + cell.cols]) / whole
        letters = max(6, int(share * _LETTERS))
        texts = [*cell.text.split("\n"), *cell.bullets]
        lines = sum(max(1, ceil(len(text) / letters)) for text in texts)
        if cell.rows == 1:
            heights[number] = max(heights[number], lines)
        else:
            spanning = max(spanning, lines)
    return max(sum(heights) + len(rows) // 2, spanning)


def groups(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """(first, behind the last) of rows joined by row spans."""
    start = end = 0
    for index, row in enumerate(rows):
        if index >= end and index > start:
            yield start, index
            start = index
        end = max(end, index + max((cell.rows for cell in row), default=1))
    if rows:
        yield start, len(rows)


def _loosened(block: Block) -> Block:
    if isinstance(block, Together):
        return replace(block, blocks=tuple(_loosened(inner) for inner in block.blocks))
    if not isinstance(block, Table):
        return block
    rows: list[Row] = []
    keep: list[int] = []
    for start, end in groups(block.rows):
        group = block.rows[start:end]
        loose = height(group, block.columns) > _PAGE
        rows += [tuple(replace(cell, loose=True) for cell in row) for row in group] if loose else group
        headed = bool(keep) and _is_heading(block.rows[start - 1], block.columns)
        if headed and not loose:  # a heading goes along with what it heads
            keep[-1] += len(group)
        else:
            keep.append(len(group))
    return replace(block, rows=tuple(rows), keep=tuple(keep))


def _is_heading(row: Row, columns: Sequence[Column]) -> bool:
    return len(columns) > 1 and len(row) == 1 and row[0].bold and row[0].cols == len(columns)


def _last_group(rows: Sequence[Row]) -> int:
    """Index of the row where the last group of rows joined by row spans begins."""
    return max((start for start, _ in groups(rows)), default=0)


def _parted(rows: tuple[Row, ...], columns: Sequence[Column]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Joined rows in two: all but the end, and the end, which stands with the signature."""
    if len(rows) > 1:
        rows, last = rows[:-1], _whole_row(rows, columns)
        shortened = tuple(
            tuple(replace(cell, rows=min(cell.rows, len(rows) - number)) for cell in row)
            for number, row in enumerate(rows)
        )
        if height((last,), columns) <= _PAGE:
            return shortened, (last,)
        first, last_part = _parted((last,), columns)
        return (*shortened, *first), last_part
    halves = [_halves(cell) for cell in rows[0]]
    return (tuple(first for first, _ in halves),), (tuple(last for _, last in halves),)


def _whole_row(rows: Sequence[Row], columns: Sequence[Column]) -> Row:
    """The last of joined rows with empty cells where others reach into it."""
    own = {at: cell for number, at, cell in placed(rows, len(columns)) if number == len(rows) - 1}
    row: list[Cell] = []
    at = 0
    while at < len(columns):
        cell = own.get(at, Cell())
        row.append(cell)
        at += cell.cols
    return tuple(row)


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    if len(cell.bullets) > 1:
        return replace(cell, bullets=cell.bullets[:-1]), replace(cell, text="", bullets=cell.bullets[-1:])
    if len(cell.text) <= 2 * _TAIL:
        return cell, replace(cell, text="", bullets=())
    at = cell.text.find(" ", len(cell.text) - _TAIL)
    at = at if at >= 0 else len(cell.text) - _TAIL
    return replace(cell, text=cell.text[:at], bullets=()), replace(cell, text=cell.text[at:].strip())
