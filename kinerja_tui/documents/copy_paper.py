"""LEMBAR SALIN E-KINERJA on paper: what still has to be typed over, with a box to tick, for copying away from this PC.

No form of the regulation: the items of the screen in the screen's order.
"""

from __future__ import annotations

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Sides, Table, Text, Title
from kinerja_tui.documents.foot import with_code
from kinerja_tui.models.database import Database
from kinerja_tui.services.national.copy_items import RATER, Item
from kinerja_tui.services.national.copy_sheets import CopySheet, ItemState, open_sheet

_HEAD = ("NO", "BAGIAN", "ISIAN", "YANG DIKETIK", "SUDAH")
_WIDTHS = (0.6, 3.0, 2.6, 7.0, 1.0)
_DONE = {ItemState.COPIED: "ya", ItemState.CHANGED: "salin lagi", ItemState.EMPTY: "–"}


def copy_paper(db: Database, plan_id: str, period: str = "") -> Document:
    """The sheet of a plan (no period) or of its evaluation in a period. Raises `RuleBroken`."""
    return copy_document(open_sheet(db, plan_id, period))


def copy_document(sheet: CopySheet) -> Document:
    """One row an item; what is copied already says so."""
    rows: list[Row] = [
        (
            Cell(str(number)),
            Cell(item.section),
            Cell(item.label),
            Cell(_typed(item)),
            Cell(_DONE.get(sheet.state(item), "")),
        )
        for number, item in enumerate(sheet.items, 1)
    ]
    columns = tuple(Column(width, "center" if at in (0, 4) else "left") for at, width in enumerate(_WIDTHS))
    count = sheet.count
    blocks: list[Block] = [
        Title(("LEMBAR SALIN E-KINERJA", sheet.title.upper())),
        Sides((f"{count.copied} dari {count.all} isian sudah disalin",)),
        Table(columns, (tuple(Cell(text) for text in _HEAD),), tuple(rows)),
        Text(
            "Beri tanda di kolom terakhir, lalu tandai juga di layar Lembar salin. Urutan formulir web diketahui dari "
            "pemakaian, bukan dari dokumen resmi; bila di sana berbeda, ikuti yang di sana."
        ),
    ]
    if sheet.warning:
        blocks.insert(2, Text(sheet.warning, bold=True))
    return with_code(
        Document(f"Lembar salin {sheet.title.replace(' · ', ' - ')}", tuple(blocks), final=not sheet.warning)
    )


def _typed(item: Item) -> str:
    """What to type; beside the NIP of the rater whose it is."""
    if item.text and item.hint and item.key == RATER:
        return f"{item.text} ({item.hint})"
    return item.text or item.hint or "(kosong)"
