"""Tables as CSV: semicolons and decimal commas, which spreadsheets set to Indonesian open as they are.

With a byte order mark Excel knows that it is UTF-8, and a NIP is written in its groups, because a spreadsheet that
opens 18 digits in a CSV turns them into a number and ruins the last three. Without the mark it is for other programs:
the NIP is its 18 digits. Days are ISO in both: every program reads those alike.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja_tui.documents.tables.table import Column, Kind, TypedTable, Value, rounded_share, text_of

SEPARATOR = ";"
BOM = "\ufeff"
_FORMULA = frozenset("=+-@\t\r")


def separated(table: TypedTable, *, bom: bool) -> str:
    """The whole table with its sum row as text, lines ending in CR LF. Raises `RuleBroken` where a sum is wrong."""
    table.check()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow([safe(column.title) for column in table.columns])
    for row in (*table.rows, *([table.total] if table.total is not None else [])):
        writer.writerow([_cell(column, value, bom=bom) for column, value in zip(table.columns, row, strict=True)])
    return (BOM if bom else "") + out.getvalue()


def notes_text(table: TypedTable) -> str:
    """The notes, for the text file beside the CSV: a CSV has no second sheet."""
    lines = [table.name, "", *(f"{what}: {text}" for what, text in table.notes), f"Kode cek: {table.code}"]
    return "\r\n".join(lines) + "\r\n"


def safe(text: str) -> str:
    """Text of others never becomes a formula of the spreadsheet."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _cell(column: Column, value: Value, *, bom: bool) -> str:
    match value:
        case None:
            return ""
        case str():
            return safe(text_of(column, value) if bom and column.kind is Kind.NIP else value)
        case date():
            return value.isoformat()
        case Fraction():
            return f"{rounded_share(column, value)}%".replace(".", ",")
        case Decimal():
            return f"{value:f}".replace(".", ",")
    return str(value)
