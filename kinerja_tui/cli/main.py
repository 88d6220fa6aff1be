"""The command line: everything that can be done without the screen, for scripts, districts and tests.

Heavy things (SQLModel, keys) are imported inside the commands, so that help and wrong usage answer at once.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from kinerja_tui.cli import bundles, keys, ledger, national, papers, recaps, staff
from kinerja_tui.cli.common import (
    DbOption,
    JsonOption,
    KeyOption,
    PassphraseOption,
    disk_told,
    opened,
    print_json,
    progress,
)
from kinerja_tui.cli.frame import Command, Group, Refused
from kinerja_tui.start import build_practice, default_database, practice_folder, run, version

app = typer.Typer(
    name="kinerja",
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    subcommand_metavar="PERINTAH …",
    options_metavar="[PILIHAN]",
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    db: DbOption = None,
    key_folder: KeyOption = None,
    show_version: Annotated[bool, typer.Option("--version", help="Tampilkan versi program.")] = False,
) -> None:
    """Pengelolaan kinerja ASN di kecamatan, tanpa internet. Tanpa perintah, layar kerja dibuka."""
    if show_version:
        typer.echo(version())
    elif context.invoked_subcommand is None:
        raise typer.Exit(run(db, key_folder))


@app.command("demo", cls=Command, options_metavar="[PILIHAN]")
def demo(
    place: Annotated[
        str, typer.Argument(metavar="TEMPAT", help="Kantor latihan, misalnya muara_bulian.")
    ] = "muara_bulian",
    db: DbOption = None,
    key_folder: KeyOption = None,
    go_on: Annotated[bool, typer.Option("--lanjut", help="Lanjutkan latihan terakhir, jangan mulai baru.")] = False,
    only_load: Annotated[bool, typer.Option("--muat-saja", help="Hanya buat datanya; layar tidak dibuka.")] = False,
) -> None:
    """Berlatih dengan kantor rekaan; data sungguhan tidak tersentuh."""
    if not place.isidentifier():  # it becomes the name of a folder
        raise Refused(f"Tidak ada kantor latihan bernama {place}.")
    path = db or practice_folder() / place / "kinerja.db"
    keys_at = key_folder or path.parent / "kunci"
    begun = time.monotonic()
    if not (go_on and path.exists()):
        build_practice(path, keys_at, place)
    if only_load:
        typer.echo(f"{path}\n{time.monotonic() - begun:.1f} detik")
    else:
        raise typer.Exit(run(path, keys_at))


@app.command("siapkan", cls=Command, options_metavar="[PILIHAN]")
def prepare(
    code: Annotated[str, typer.Option("--kode", metavar="KODE", help="Kode wilayah, misalnya 15.04.03 atau 15.04.")],
    operator: Annotated[str, typer.Option("--petugas", metavar="NAMA", help="Nama petugas yang mengerjakan.")],
    year: Annotated[int, typer.Option("--tahun", metavar="TAHUN", help="Tahun kerja; tanpa ini tahun ini.")] = 0,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
) -> None:
    """Siapkan data baru untuk sebuah kecamatan atau BKPSDM, tanpa layar."""
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services.office import setup

    with opened(db, key_folder, passphrase, new=True) as database:
        if database.office:
            raise Refused(
                f"Data di {database.file.path} sudah disiapkan untuk kantor {database.office}; tidak diubah. "
                "Pakai --db BERKAS lain untuk kantor lain."
            )
        setup.set_up(database, code, operator, year or database.today().year)
        typer.echo(f"Siap: kantor {code}, data di {database.file.path}")
        key = database.identity.public_key
        typer.echo(f"Sidik jari PC ini: {spoken(key)} ({fingerprint(key)})")


for _name, _command in (
    ("ekspor", bundles.export_bundle),
    ("impor", bundles.import_bundle),
    ("periksa", bundles.check_bundle),
    ("paket", ledger.list_bundles),
    ("serahkan", ledger.mark_handed),
    ("batalkan", ledger.undo_import),
    ("bentrok", ledger.list_to_settle),
    ("pc", ledger.list_pcs),
    ("kunci", keys.own_key),
    ("kenalkan", keys.introduce),
    ("cabut", keys.withdraw),
    ("cetak", papers.print_papers),
    ("cocokkan", national.reconcile),
    ("impor-pegawai", staff.import_staff),
    ("rekap", recaps.write_recaps),
):
    app.command(_name, cls=Command, options_metavar="[PILIHAN]")(_command)


@app.command("verifikasi", cls=Command, options_metavar="[PILIHAN]")
def verify_database(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Periksa berkas data: riwayat, tanda tangan, dan semua tabel."""
    from kinerja_tui.models.verify import verify

    with opened(db, key_folder, passphrase) as database:
        report = verify(database, progress())
    if as_json:
        findings = [{"kode": item.code, "temuan": item.text} for item in report.findings]
        print_json({"perubahan": report.changes, "catatan": report.records, "temuan": report.found, "rinci": findings})
    else:
        typer.echo(f"{report.changes} perubahan dan {report.records} catatan diperiksa.")
        for item in report.findings:
            typer.echo(f"- {item.text}")
    if not report.sound:
        raise Refused(f"{report.found} temuan. Data tidak diubah; simpan berkas ini dan pulihkan cadangan terakhir.")
    if not as_json:
        typer.echo("Semua cocok.")


@app.command("cadangkan", cls=Command, options_metavar="[PILIHAN]")
def back_up(
    target: Annotated[
        Path | None, typer.Argument(metavar="TUJUAN", help="Berkas atau folder; tanpa ini folder cadangan.")
    ] = None,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
) -> None:
    """Salin berkas data secara utuh, misalnya ke flashdisk."""
    with opened(db, key_folder, passphrase) as database:
        path = database.file.path
        name = f"{path.stem}-{database.now():%Y-%m-%d-%H%M%S}.db"
        target = target or path.parent / "cadangan"
        if target.suffix != ".db" or target.is_dir():
            target = target / name
        if target.exists():
            raise Refused(f"Berkas {target} sudah ada dan tidak ditimpa. Pilih nama lain.")
        with disk_told(target):
            database.file.backup(target)
    typer.echo(str(target))


@app.command("pulihkan", cls=Command, options_metavar="[PILIHAN]")
def restore(
    source: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas cadangan (.db).")],
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
) -> None:
    """Pakai sebuah cadangan sebagai data; data yang sekarang disimpan di sebelahnya."""
    from kinerja_tui.models.file import DatabaseFile

    file = DatabaseFile(db or default_database())
    if source.exists() and file.path.exists() and source.samefile(file.path):
        raise Refused("Berkas itu data yang sekarang dipakai, bukan cadangan. Tidak ada yang diubah.")
    file.lock()
    try:
        with disk_told(file.path):
            kept = file.restore(source)
    finally:
        file.close()
    with opened(db, key_folder, passphrase) as database:
        typer.echo(f"Data dipulihkan dari {source} ke {database.file.path}")
    if kept is not None:
        typer.echo(f"Data sebelumnya disimpan di {kept}")
