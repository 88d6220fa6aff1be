"""The commands about what was handed over: paket, batalkan, pc."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json
from kinerja_tui.cli.frame import Refused

TAKEN_BACK = "Semuanya seperti sebelum paket itu diimpor; paketnya sendiri tetap baik dan dapat diimpor lagi."


def list_bundles(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Sebutkan paket keluar dan masuk dengan keadaannya, dan yang belum diserahkan."""
    from kinerja_tui.services import handoff

    with opened(db, key_folder, passphrase) as database:
        file = database.file
        lines = handoff.ledger(file)
        refused = {line.id: handoff.refusals(file, line.id) for line in lines if line.held}
        changes, people = handoff.not_handed_over(file)
    if as_json:
        told = [
            {
                "arah": "keluar" if line.outgoing else "masuk",
                "nomor": line.no,
                "kantor": line.office,
                "keadaan": str(line.state),
                "perubahan": line.count,
                "baru": line.new,
                "pada": line.at,
                "kode": line.code,
                "tanda": line.id,
                "berkas": line.file,
                "tertahan": [asdict(item) for item in refused.get(line.id, [])],
            }
            for line in lines
        ]
        print_json({"belum_diserahkan": changes, "pegawai": people, "paket": told})
        return
    typer.echo(f"Belum diserahkan: {changes} perubahan tentang {people} pegawai.")
    for line in lines:
        way = "keluar" if line.outgoing else "masuk "
        typer.echo(
            f"{line.at[:16].replace('T', ' ')}  {way} no {line.no}  {line.office}  {line.count} perubahan  "
            f"{line.state.label}  {line.code}  {line.id[:8]}"
        )
        for item in refused.get(line.id, []):
            typer.echo(f"  ! {item.by}: {item.act} tertahan, {item.reason}")


def undo_import(
    which: Annotated[
        str,
        typer.Argument(metavar="TANDA", help="Tanda paket, sekurangnya 8 huruf dan angka; lihat `kinerja paket`."),
    ],
    only_look: Annotated[
        bool, typer.Option("--pratinjau", help="Katakan apakah dapat dibatalkan; jangan batalkan.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Batalkan impor terakhir seluruhnya, selama belum ada yang dikerjakan di atasnya dan jawabannya belum ditulis."""
    from kinerja_tui.handoff import undo
    from kinerja_tui.services import handoff

    with opened(db, key_folder, passphrase) as database:
        found = [line for line in handoff.ledger(database.file) if not line.outgoing and line.id.startswith(which)]
        if len(which) < 8 or len(found) != 1:
            raise Refused(f"Tidak ada satu paket masuk bertanda {which}. Lihat `kinerja paket`. Tidak ada yang diubah.")
        (line,) = found
        if reason := undo.obstacle(database, line.id):
            raise Refused(f"{reason} Impor ini tetap; tidak ada yang diubah.")
        if not only_look:
            undo.undo_import(database, line.id)
    if as_json:
        print_json({"tanda": line.id, "nomor": line.no, "kantor": line.office, "perubahan": line.new,
                    "dibatalkan": not only_look})  # fmt: skip
        return
    what = f"paket nomor {line.no} dari {line.office_name}: {line.new} perubahan"
    if only_look:
        typer.echo(f"Impor {what} dapat dibatalkan. Tidak ada yang diubah.")
    else:
        typer.echo(f"Impor {what} dibatalkan. {TAKEN_BACK}")


def list_pcs(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Sebutkan PC yang dikenal di sini, sidik jarinya, dan yang perlu diketahui tentangnya."""
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services import known_pcs

    with opened(db, key_folder, passphrase) as database:
        pcs = known_pcs.known_pcs(database.file, database.identity.site)
        alarms = known_pcs.alarms(database.file)
    if as_json:
        told: list[dict[str, Any]] = [
            {
                "pc": pc.site,
                "kantor": pc.office,
                "nama": pc.office_name,
                "keadaan": str(pc.standing),
                "sidik_jari": fingerprint(pc.key),
                "sidik_jari_kata": spoken(pc.key),
                "dikenali": pc.since,
                "oleh": pc.by,
                "alasan": pc.reason,
                "diganti": pc.replaced_by,
                "tertahan": pc.waiting,
            }
            for pc in pcs
        ]
        print_json({"pc": told, "perhatian": alarms})
        return
    for pc in pcs:
        held = f", {pc.waiting} perubahan tertahan" if pc.waiting else ""
        typer.echo(f"{pc.site}  {pc.office_name} ({pc.office})  {pc.standing.label}{held}")
        typer.echo(f"  {spoken(pc.key)} ({fingerprint(pc.key)})")
    if not pcs:
        typer.echo("Belum ada PC lain yang dikenal. Kenalkan dengan `kinerja kenalkan BERKAS`.")
    for text in alarms:
        typer.echo(f"! {text}")
