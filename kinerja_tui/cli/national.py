"""The command that holds e-Kinerja's report against the results here: cocokkan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json
from kinerja_tui.cli.frame import Refused

if TYPE_CHECKING:
    from kinerja_tui.documents.tables.table import TypedTable
    from kinerja_tui.models.database import Database

PeriodOption = Annotated[
    str, typer.Option("--periode", metavar="KODE", help="2026, 2026-TW1 atau 2026-B03; tanpa ini yang harus dinilai.")
]
TargetOption = Annotated[Path | None, typer.Option("--ke", metavar="FOLDER", help="Folder tujuan; tanpa ini di sini.")]
FormOption = Annotated[
    str,
    typer.Option("--bentuk", metavar="BENTUK", help="xlsx, csv (untuk program), csv-bom (untuk Excel), pdf."),
]


def reconcile(
    report: Annotated[
        Path, typer.Argument(metavar="BERKAS", help="Laporan Penilaian SKP dari e-Kinerja, XLSX atau CSV.")
    ],
    period: PeriodOption = "",
    sheet: Annotated[
        str, typer.Option("--lembar", metavar="NAMA", help="Lembar di berkas itu; tanpa ini yang pertama.")
    ] = "",
    target: TargetOption = None,
    form: FormOption = "xlsx",
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cocokkan predikat dan penilai di sini dengan laporan dari e-Kinerja; data tidak diubah."""
    from kinerja_tui.documents.bkn_tables import comparison_table
    from kinerja_tui.services.national.bkn_report import MAX_ROWS, read_report
    from kinerja_tui.services.national.reconcile import Kind, compare
    from kinerja_tui.services.tables import table_files

    with opened(db, key_folder, passphrase) as database:
        read = read_report(table_files.read(report, sheet, most=MAX_ROWS))
        if read.problems:
            raise Refused(f"{read.name} tidak dapat dicocokkan. " + " ".join(item.reason for item in read.problems[:3]))
        comparison = compare(database.file, period or _due(database), read)
        paths = _write(database, [comparison_table(database.file, comparison)], form, target) if target else []
    if as_json:
        answer: dict[str, Any] = {
            "periode": comparison.period.code,
            "baris": len(read.rows),
            "penilaian": comparison.lines,
            "hasil": dict(comparison.counts),
            "temuan": [
                {"hasil": str(item.kind), "nip": item.nip, "nama": item.name, "di_sini": item.here,
                 "di_ekinerja": item.there, "baris": list(item.rows), "anjuran": item.advice}
                for item in comparison.findings
                if item.kind is not Kind.SAME
            ],
            "berkas": paths,
        }  # fmt: skip
        print_json(answer)
        return
    typer.echo(f"{comparison.period.label}: {len(read.rows)} baris laporan, {comparison.lines} penilaian di sini.")
    for code, count in comparison.counts.items():
        if count:
            typer.echo(f"{count:6}  {Kind(code).label}")
    if not paths:
        typer.echo("Tambahkan --ke FOLDER untuk menyimpan setiap temuan dengan yang perlu dilakukan.")
    _told(paths)


def _due(database: Database) -> str:
    from kinerja_tui.services.monitoring.reporting import reporting

    return reporting(database.file, database.year).period_due(database.today()).code


def _write(database: Database, tables: Sequence[TypedTable], form: str, target: Path | None) -> list[str]:
    from kinerja_tui.documents.tables.writing import Form, write_tables

    if form not in set(Form):
        raise Refused(f"Bentuk {form} tidak dikenal. Yang ada: {', '.join(Form)}.")
    return [str(path) for path in write_tables(database.file, tables, Form(form), target or Path.cwd())]


def _told(paths: Sequence[str]) -> None:
    for path in paths:
        typer.echo(path)
