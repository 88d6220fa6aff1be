"""Tables on paper: the title, office and period, the table with its head on every page, the sum, and the notes."""

from __future__ import annotations

from kinerja_tui.documents import blocks
from kinerja_tui.documents.blocks import Block, Cell, Document, Text, Title
from kinerja_tui.documents.tables.table import Column, Kind, TypedTable, widths
from kinerja_tui.rules.problems import RuleBroken

MOST_ROWS = 2_000
"""Rows of one paper: more are over 60 pages, which nobody reads and an old PC draws for minutes."""
_RIGHT = {Kind.INTEGER, Kind.DECIMAL, Kind.SHARE}
_UPRIGHT = 110.0
"""Parts of the line that find room on an upright sheet."""
_LONGEST = 24
"""Signs after which a text goes on in the next line."""


def _width(column: Column, signs: int) -> float:
    """Parts of the line: numbers, days and NIP do not break, so a crowded sheet takes from the texts."""
    if column.kind is Kind.TEXT:
        return float(min(signs, _LONGEST) + 2)
    return signs * (1.45 if column.kind in (Kind.NIP, Kind.DATE) else 1.2) + 3


def table_paper(table: TypedTable) -> Document:
    """The paper of a table. Raises `RuleBroken` where a sum is wrong, or for more rows than paper is for."""
    table.check()
    if len(table.rows) > MOST_ROWS:
        raise RuleBroken(
            f"{table.name}: {len(table.rows)} baris terlalu banyak untuk kertas (paling banyak {MOST_ROWS}). Pilih "
            "satu kantor atau satu unit, atau simpan sebagai XLSX atau CSV."
        )
    wide = [_width(column, width) for column, width in zip(table.columns, widths(table), strict=True)]
    columns = tuple(
        blocks.Column(width, "right" if column.kind in _RIGHT else "left")
        for column, width in zip(table.columns, wide, strict=True)
    )
    head = tuple(Cell(column.title) for column in table.columns)
    rows: list[blocks.Row] = [
        tuple(Cell(table.text(place, value)) for place, value in enumerate(row)) for row in table.rows
    ]
    if not rows:
        rows.append((Cell("Tidak ada baris.", cols=len(columns)),))
    if table.total is not None:
        rows.append(tuple(Cell(table.text(place, value), bold=True) for place, value in enumerate(table.total)))
    title = Title((table.sheet.upper(), *table.heads))
    found: list[Block] = [title, blocks.Table(columns, (head,), tuple(rows))]
    found.append(Text("Catatan", bold=True))
    found += [Text(f"{what}: {text}") for what, text in table.notes]
    return Document(table.name, tuple(found), landscape=sum(wide) > _UPRIGHT, rules=table.rules, code=table.code)
