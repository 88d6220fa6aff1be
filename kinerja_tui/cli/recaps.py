"""The command that writes recaps: rekap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json, progress
from kinerja_tui.cli.frame import Refused

if TYPE_CHECKING:
    from kinerja_tui.documents.tables.table import TypedTable
    from kinerja_tui.models.database import Database

_FORMS = ("xlsx", "csv", "pdf")


def write_recaps(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAMA", help="Nama rekap, boleh beberapa; tanpa nama, daftarnya.")
    ] = None,
    period: Annotated[
        str, typer.Option("--periode", metavar="KODE", help="2026, 2026-TW1 atau 2026-B03; tanpa ini tahun kerja.")
    ] = "",
    form: Annotated[str, typer.Option("--bentuk", metavar="BENTUK", help="xlsx, csv, atau pdf.")] = "xlsx",
    bom: Annotated[bool, typer.Option("--bom", help="CSV untuk Excel: UTF-8 dengan BOM, NIP berkelompok.")] = False,
    target: Annotated[
        Path | None, typer.Option("--ke", metavar="FOLDER", help="Folder tujuan; tanpa ini folder ini.")
    ] = None,
    office: Annotated[
        str, typer.Option("--kantor", metavar="KODE", help="Satu kantor menurut kode wilayahnya; tanpa ini semua.")
    ] = "",
    per_office: Annotated[
        bool, typer.Option("--per-kantor", help="Satu baris setiap kantor, bukan setiap unit.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tulis rekap ke XLSX, CSV, atau PDF: sudah dan belum, predikat, JP, survei, dan lainnya."""
    from kinerja_tui.documents.recaps.asked import Asked
    from kinerja_tui.documents.recaps.catalogue import RECAPS, recap_of
    from kinerja_tui.documents.tables.writing import Form, write_tables

    known = "\n".join(f"  {item.code:15} {item.label}: {item.about}" for item in RECAPS)
    if not names:
        typer.echo(f"Rekap:\n{known}")
        return
    recaps = [recap for recap in map(recap_of, names) if recap is not None]
    if len(recaps) < len(names):
        unknown = next(name for name in names if recap_of(name) is None)
        raise Refused(f"Rekap {unknown} tidak dikenal. Yang ada:\n{known}")
    if form not in _FORMS:
        raise Refused(f"Bentuk {form} tidak dikenal. Yang ada: {', '.join(_FORMS)}.")
    if bom and form != "csv":
        raise Refused("--bom hanya untuk --bentuk csv.")
    with opened(db, key_folder, passphrase) as database:
        _check_office(database, office)
        asked = Asked(
            database.file, period or str(database.year), database.today(), office=office, by_unit=not per_office
        )
        tables = [recap.make(asked) for recap in recaps]
        folder = target or Path.cwd()
        files = write_tables(database.file, tables, Form.CSV_BOM if bom else Form(form), folder, progress())
    if as_json:
        told = {recap.code: _told(table) for recap, table in zip(recaps, tables, strict=True)}
        print_json({"rekap": told, "berkas": [str(path) for path in files]})
        return
    for path in files:
        typer.echo(str(path))
    for table in tables:
        typer.echo(f"{table.name}: {len(table.rows)} baris. {table.remark}".strip())


def _check_office(database: Database, office: str) -> None:
    from kinerja_tui.services.evaluation import organisations

    known = [code for code, _ in organisations.offices(database.file)]
    if office and office not in known:
        raise Refused(f"Kantor {office} tidak punya pegawai di PC ini. Yang ada: {', '.join(known) or 'belum ada'}.")


def _told(table: TypedTable) -> dict[str, object]:
    """The sums for another program: numbers as numbers, everything else as people read it."""
    sums = {
        column.title: value if isinstance(value, int) else table.text(place, value)
        for place, (column, value) in enumerate(zip(table.columns, table.total or (), strict=False))
        if place and value is not None
    }
    return {"nama": table.name, "baris": len(table.rows), "jumlah": sums, "kode_cek": table.code}
