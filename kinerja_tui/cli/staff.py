"""The command that takes a staff list in: impor-pegawai."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json, progress
from kinerja_tui.cli.frame import Refused


def import_staff(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Daftar pegawai: .xlsx, .xls, .ods, atau .csv.")],
    only_look: Annotated[bool, typer.Option("--pratinjau", help="Katakan apa yang akan masuk; jangan simpan.")] = False,
    refused_to: Annotated[
        Path | None,
        typer.Option("--tolak", metavar="TUJUAN",
                     help="Simpan baris yang baik, tulis yang ditolak ke berkas ini (.xlsx atau .csv)."),
    ] = None,
    sheet: Annotated[str, typer.Option("--lembar", metavar="NAMA", help="Lembarnya; tanpa ini yang pertama.")] = "",
    template: Annotated[
        bool, typer.Option("--contoh", help="Tulis daftar kosong untuk diisi ke BERKAS (.xlsx); tidak mengimpor.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Masukkan daftar pegawai dari Excel atau CSV: semuanya, atau tidak sama sekali."""
    from kinerja_tui.documents import staff_files

    if template:
        _check_free(path)
        staff_files.write_template(path)
        print_json({"berkas": str(path)}) if as_json else typer.echo(f"Daftar kosong: {path}")
        return
    from kinerja_tui.services.staff import staff_columns, staff_import
    from kinerja_tui.services.staff.staff_rows import RowState
    from kinerja_tui.services.tables import table_files

    if refused_to is not None and not only_look:
        _check_free(refused_to)
    table = table_files.read(path, sheet)
    with opened(db, key_folder, passphrase) as database:
        staff = staff_import.read(database, staff_columns.recognise(database, table), progress())
        stored = False
        if staff.refused and refused_to is not None and not only_look:
            staff_files.write_rejected(staff, refused_to)
        if staff.to_store and not only_look and (refused_to is not None or not staff.refused):
            staff_import.store(database, staff, without_refused=refused_to is not None, progress=progress())
            stored = True
    counts = staff.counts
    if as_json:
        answer: dict[str, Any] = {str(state): counts[state] for state in RowState}
        refused = [{"baris": row.number, "nama": row.name, "alasan": row.reasons} for row in staff.refused]
        print_json({**answer, "disimpan": stored, "dilewati": staff.passed, "tidak_dibaca": staff.columns.left_out,
                    "rinci": refused})  # fmt: skip
    else:
        _tell(staff, stored=stored)
    if staff.refused and not stored:
        raise Refused(f"{len(staff.refused)} baris ditolak. Tidak ada yang disimpan.")


def _tell(staff: Any, *, stored: bool) -> None:
    from kinerja_tui.services.staff.staff_rows import RowState

    words = ", ".join(f"{staff.counts[state]} {state.label.lower()}" for state in RowState)
    typer.echo(f"{staff.name}: {words}. {'Disimpan.' if stored else 'Tidak ada yang disimpan.'}")
    if staff.columns.left_out:
        typer.echo(f"Kolom tidak dibaca: {', '.join(staff.columns.left_out)}")
    for row in staff.rows:
        for reason in row.reasons:
            typer.echo(f"- baris {row.number} ({row.name or 'tanpa nama'}): {reason}", err=True)
        for note in row.notes if not row.reasons else ():
            typer.echo(f"? baris {row.number} ({row.name}): {note}")


def _check_free(path: Path) -> None:
    if path.exists():
        raise Refused(f"Berkas {path} sudah ada dan tidak ditimpa. Pilih nama lain.")
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise Refused(f"Nama {path.name} perlu berakhiran .xlsx atau .csv. Tidak ada yang ditulis.")
