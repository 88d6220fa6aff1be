"""Spreadsheets for the tests, written as offices have them: .xlsx by xlsxwriter, .ods part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter


def write_xlsx(path: Path, fill: Callable[[Any, Any], None], sheet: str = "Data") -> Path:
    """A workbook whose one sheet is filled by a function (sheet, book)."""
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book.add_worksheet(sheet), book)
    return path


def rows_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """A workbook of these rows."""

    def fill(sheet: Any, book: Any) -> None:
        del book
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return write_xlsx(path, fill)


def write_ods(path: Path, rows: Sequence[Sequence[str]], *, locked: bool = False) -> Path:
    """An OpenDocument spreadsheet of texts and numbers; ``locked``: as if it had a password."""
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if locked else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="content.xml" manifest:media-type="text/xml">{secret}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return path


def _cell(text: str) -> str:
    kind = f'office:value-type="float" office:value="{text}"' if text.isdigit() else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"
