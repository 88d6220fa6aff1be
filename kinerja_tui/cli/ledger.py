"""The commands about what was handed over and what waits: paket, serahkan, batalkan, bentrok, pc."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json
from kinerja_tui.cli.frame import Refused, WrongUsage

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database
    from kinerja_tui.services.handover.handoff import LedgerLine

WhichArgument = Annotated[
    str,
    typer.Argument(metavar="TANDA", help="Tanda paket, sekurangnya 8 huruf dan angka; lihat `kinerja paket`."),
]
NewestOption = Annotated[bool, typer.Option("--terakhir", help="Paket yang terakhir, tanpa menyebut tandanya.")]

TAKEN_BACK = "Semuanya seperti sebelum paket itu diimpor; paketnya sendiri tetap baik dan dapat diimpor lagi."


def list_bundles(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Sebutkan paket keluar dan masuk dengan keadaannya, dan yang belum diserahkan."""
    from kinerja_tui.services.handover import handoff

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


def mark_handed(
    which: WhichArgument = "",
    newest: NewestOption = False,
    take_back: Annotated[bool, typer.Option("--batal", help="Ternyata belum diserahkan: hapus tandanya.")] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tandai paket keluar sudah berpindah tangan, atau bahwa ternyata belum."""
    from kinerja_tui.services.handover import handoff

    _check_named(which, newest)
    with opened(db, key_folder, passphrase) as database:
        line = _found(database, which, newest, outgoing=True)
        if bool(line.handed) is take_back:  # said twice is said once
            handoff.mark_handed(database, line.id)
    if as_json:
        print_json({"tanda": line.id, "nomor": line.no, "kantor": line.office, "diserahkan": not take_back})
        return
    said = "belum diserahkan" if take_back else "sudah diserahkan"
    typer.echo(f"Paket nomor {line.no} ke {line.office_name} ditandai {said}.")


def _check_named(which: str, newest: bool) -> None:
    if bool(which) is newest:
        raise WrongUsage("Sebutkan TANDA, atau --terakhir")


def _found(database: Database, which: str, newest: bool, *, outgoing: bool) -> LedgerLine:
    """The bundle that is meant: by the beginning of its sign, or the newest that went out or came in."""
    from kinerja_tui.handoff.undo import newest_import
    from kinerja_tui.services.handover import handoff

    lines = [line for line in handoff.ledger(database.file) if line.outgoing is outgoing]
    if newest:
        last = max((line.at for line in lines), default="") if outgoing else newest_import(database)
        found = [line for line in lines if last in {line.at, line.id}][:1]
    else:
        found = [line for line in lines if len(which) >= 8 and line.id.startswith(which)]
    if len(found) != 1:
        way, sign = "keluar" if outgoing else "masuk", f" bertanda {which}" if which else ""
        raise Refused(f"Tidak ada satu paket {way}{sign}. Lihat `kinerja paket`. Tidak ada yang diubah.")
    return found[0]


def undo_import(
    which: WhichArgument = "",
    newest: NewestOption = False,
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

    _check_named(which, newest)
    with opened(db, key_folder, passphrase) as database:
        line = _found(database, which, newest, outgoing=False)
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


def list_to_settle(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Sebutkan yang perlu dibereskan: isian bentrok, perubahan tertahan, dan data yang saling bertentangan."""
    from kinerja_tui.services.handover import settle

    with opened(db, key_folder, passphrase) as database:
        items = settle.to_settle(database.file)
    if as_json:
        told = [
            {"jenis": item.kind, "pegawai": item.person, "isi": item.text, "catatan": item.record_id} for item in items
        ]
        print_json({"perlu_dibereskan": told})
        return
    for item in items:
        typer.echo(f"! {item.person or '(umum)'}: {item.text}")
    ending = f"{len(items)} hal, dibereskan di layar “Perlu dibereskan” (7)."
    typer.echo(ending if items else "Tidak ada yang perlu dibereskan.")


def list_pcs(
    db: DbOption = None, key_folder: KeyOption = None, passphrase: PassphraseOption = None, as_json: JsonOption = False
) -> None:
    """Sebutkan PC yang dikenal di sini, sidik jarinya, dan yang perlu diketahui tentangnya."""
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services.handover import known_pcs

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
