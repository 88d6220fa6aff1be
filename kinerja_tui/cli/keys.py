"""The commands about keys: kunci, kenalkan, cabut."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json
from kinerja_tui.cli.frame import Refused
from kinerja_tui.start import default_database, default_identities


def own_key(
    folder: Annotated[
        Path | None, typer.Option("--tulis", metavar="FOLDER", help="Tulis kunci umum PC ini ke folder itu.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--baru", help="Pakai kunci baru, bila kata sandinya terlupa atau kuncinya dicabut.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tunjukkan sidik jari PC ini, atau tulis kunci umumnya untuk kantor lain."""
    from kinerja_tui.handoff import keyfile
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services.office import setup

    was_locked = anew and _put_locked_key_aside(db, key_folder)
    with opened(db, key_folder, passphrase) as database:
        if anew and not was_locked:
            setup.take_new_key(database)
        key = database.identity.public_key
        path = keyfile.write_key(database, folder) if folder is not None else None
    if as_json:
        answer = {"pc": database.identity.site, "sidik_jari": fingerprint(key), "sidik_jari_kata": spoken(key)}
        print_json({**answer, "berkas": str(path) if path else None})
        return
    if path is not None:
        typer.echo(str(path))
    typer.echo(f"Sidik jari PC ini: {spoken(key)} ({fingerprint(key)})")


def _put_locked_key_aside(db: Path | None, key_folder: Path | None) -> bool:
    """Whether this PC's key was locked; then it no longer keeps this PC from taking a new one."""
    from kinerja_tui.models.file import DatabaseFile
    from kinerja_tui.models.lock import is_locked, put_aside

    file, folder = DatabaseFile(db or default_database()), key_folder or default_identities()
    if file.is_new:
        return False
    file.open()
    try:
        locked = is_locked(folder, file)
        if locked:
            put_aside(folder, file)
    finally:
        file.close()
    return locked


def introduce(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas kunci (.kunci) dari PC lain.")],
    known_by: Annotated[
        str,
        typer.Option("--kenali", metavar="SIDIKJARI", help="Kenali bila sidik jarinya tepat ini."),
    ] = "",
    replaces: Annotated[
        str, typer.Option("--ganti", metavar="PC", help="Tanda PC lama yang digantikan; hanya di BKPSDM.")
    ] = "",
    reason: Annotated[str, typer.Option("--alasan", metavar="ALASAN", help="Alasan penggantian.")] = "PC diganti",
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
) -> None:
    """Kenalkan PC dari berkas kuncinya, setelah sidik jarinya dicocokkan dua orang."""
    from kinerja_tui.handoff import keyfile, trust
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import is_fingerprint, spoken

    said = keyfile.read_key(path)
    words = f"{spoken(said.key)} ({fingerprint(said.key)})"
    who = f"{said.name} ({said.office})"
    if not is_fingerprint(known_by, said.key):
        raise Refused(
            f"Berkas kunci {who}: {words}. Cocokkan dengan yang dibacakan kantor itu, lalu ulangi dengan "
            "--kenali SIDIKJARI. Tidak ada yang diubah."
        )
    with opened(db, key_folder, passphrase) as database:
        if replaces:
            trust.replace(database, replaces, said.office, said.name, said.key, reason)
        else:
            trust.enrol(database, said.office, said.name, said.key)
    typer.echo(f"PC {who} dikenal: {words}")


def withdraw(
    site: Annotated[str, typer.Argument(metavar="PC", help="Tanda PC, 16 huruf dan angka.")],
    reason: Annotated[str, typer.Option("--alasan", metavar="ALASAN", help="Mengapa kuncinya dicabut.")],
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
) -> None:
    """Cabut kunci sebuah PC (hanya BKPSDM): yang ditandatanganinya sesudah ini ditahan."""
    from kinerja_tui.handoff import trust

    with opened(db, key_folder, passphrase) as database:
        trust.withdraw(database, site, reason)
    typer.echo(f"Kunci PC {site} dicabut. Kantor lain tahu lewat paket berikutnya.")
