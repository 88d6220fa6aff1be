"""Tables as files in a folder: each appears whole, or what was there before stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from kinerja_tui.documents.files import file_name, open_elsewhere, why_not_written, write_file
from kinerja_tui.documents.tables.separated import notes_text, separated
from kinerja_tui.documents.tables.table import TypedTable
from kinerja_tui.documents.tables.xlsx import Progress, workbook
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.problems import RuleBroken


class Form(StrEnum):
    """How a table leaves the program, in the order people are offered."""

    XLSX = "xlsx"
    CSV_BOM = "csv-bom"
    """for spreadsheets: UTF-8 with a byte order mark"""
    CSV = "csv"
    """for other programs: UTF-8 without a byte order mark"""
    PDF = "pdf"

    @property
    def label(self) -> str:
        """What it is for."""
        return {
            Form.XLSX: "XLSX, Excel dan LibreOffice",
            Form.CSV_BOM: "CSV untuk Excel (UTF-8 dengan BOM)",
            Form.CSV: "CSV untuk program lain (UTF-8 tanpa BOM)",
            Form.PDF: "PDF, untuk dicetak",
        }[self]


def write_tables(
    file: DatabaseFile, tables: Sequence[TypedTable], form: Form, folder: Path, progress: Progress | None = None
) -> list[Path]:
    """Write tables into a folder, each under its name; returns the files. ``file``: for the letterhead on paper.

    Files of the same name are replaced. Raises `RuleBroken` where a sum is wrong, where the disk is full, where the
    folder cannot be written to, and where a file is open in another program.
    """
    contents: list[tuple[Path, bytes]] = []
    for number, table in enumerate(tables):
        if progress is not None and form is not Form.XLSX:
            progress(number, len(tables))
        contents += [(folder / name, content) for name, content in _contents(file, table, form, progress)]
    for path, _ in contents:
        if program := open_elsewhere(path):
            raise RuleBroken(
                f"{path.name} sedang dibuka di {program}. Tutup dulu di sana, atau pilih folder lain. Tidak ada yang "
                "ditulis."
            )
    for path, content in contents:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_file(path, content)
        except OSError as error:
            raise RuleBroken(why_not_written(error, path, "Tabel", "simpan")) from error
    return [path for path, _ in contents]


def _contents(file: DatabaseFile, table: TypedTable, form: Form, progress: Progress | None) -> list[tuple[str, bytes]]:
    """Names and contents of the files of a table: the CSV has its notes beside it."""
    if form is Form.XLSX:
        return [(file_name(table.name, ".xlsx"), workbook([table], progress))]
    if form is Form.PDF:
        from kinerja_tui.documents.pdf import Press, letterhead_of
        from kinerja_tui.documents.tables.paper import table_paper

        return [(file_name(table.name), Press(letterhead_of(file)).draw(table_paper(table)))]
    bom = form is Form.CSV_BOM
    beside = notes_text(table).encode("utf-8-sig" if bom else "utf-8")
    return [
        (file_name(table.name, ".csv"), separated(table, bom=bom).encode()),
        (file_name(f"{table.name[:110]} - catatan", ".txt"), beside),
    ]
