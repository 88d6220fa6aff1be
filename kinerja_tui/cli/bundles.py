"""The commands about bundles: ekspor, impor, periksa."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, opened, print_json, progress
from kinerja_tui.cli.frame import Refused

if TYPE_CHECKING:
    from kinerja_tui.handoff.bundle import Header
    from kinerja_tui.handoff.merge import Outcome

BundleArgument = Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas paket (.json.gz atau .json).")]


def export_bundle(
    to_office: Annotated[
        str, typer.Option("--ke", metavar="KODE", help="Kantor tujuan; kecamatan selalu ke kabupatennya.")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help="Folder tujuan; tanpa ini ~/kinerja-paket.")
    ] = None,
    full: Annotated[bool, typer.Option("--penuh", help="Semua yang boleh dilihat penerima, bila ia meminta.")] = False,
    plain: Annotated[bool, typer.Option("--terbuka", help="Tidak dimampatkan: .json yang terbaca langsung.")] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tulis paket bernomor dan bertanda tangan untuk kantor lain."""
    from kinerja_tui.handoff import export, trust
    from kinerja_tui.services import handoff, media

    with opened(db, key_folder) as database:
        office = to_office
        if not office:
            if trust.is_district(database.office):
                known = ", ".join(item.code for item in handoff.offices(database.file, database.office))
                raise Refused(f"Sebutkan kantor tujuan dengan --ke KODE. Yang dikenal: {known or 'belum ada'}.")
            office = export.default_receiver(database)
        _check_office(office)
        written = export.export(
            database, office, folder or media.default_folder(), full=full, packed=not plain, progress=progress()
        )
    header = written.header
    if as_json:
        print_json({"berkas": str(written.path), "ukuran": written.size, **_header(header)})
    else:
        typer.echo(str(written.path))
        typer.echo(f"Nomor {header.no} ke {office}: {header.count} perubahan, {written.size} bita. Paket utuh.")


def import_bundle(
    path: BundleArgument,
    only_look: Annotated[bool, typer.Option("--pratinjau", help="Tunjukkan yang akan berubah; jangan impor.")] = False,
    known_by: Annotated[
        str,
        typer.Option("--kenali", metavar="SIDIKJARI", help="Kenali PC pengirim bila sidik jarinya tepat ini."),
    ] = "",
    db: DbOption = None,
    key_folder: KeyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Baca paket dari kantor lain: semuanya masuk, atau tidak sama sekali."""
    from kinerja_tui.handoff import merge, trust
    from kinerja_tui.handoff.problems import UnknownSender
    from kinerja_tui.models.words import is_fingerprint

    with opened(db, key_folder) as database:
        verb = merge.preview if only_look else merge.take_in
        try:
            outcome = verb(database, path, progress())
        except UnknownSender as sender:
            if not known_by:
                raise Refused(f"{sender.text} Untuk mengenalinya: tambahkan --kenali SIDIKJARI.") from None
            if not is_fingerprint(known_by, sender.key):
                raise Refused(
                    f"Sidik jari yang diberikan tidak sama dengan milik pengirim ({sender.words}, "
                    f"{sender.fingerprint}). PC itu tidak dikenali dan tidak ada yang diubah."
                ) from None
            trust.enrol(database, sender.office, sender.office_name, sender.key)
            outcome = verb(database, path, progress())
    _tell_outcome(outcome, only_look, as_json)


def check_bundle(path: BundleArgument, as_json: JsonOption = False) -> None:
    """Lihat isi sebuah paket dan periksa keutuhannya, tanpa data."""
    from kinerja_tui.handoff import merge
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services.labels import table_label

    bundle = merge.look_into(path, progress())
    header, records = bundle.header, Counter[str]()
    people = set()
    for signed in bundle.changes():
        people.add(signed.change.sub)
        records.update(op.table for op in signed.change.ops)
    people.discard("ref")
    if as_json:
        answer = {**_header(header), "pegawai": len(people), "catatan": dict(sorted(records.items())), "utuh": True}
        print_json({**answer, "sidik_jari": fingerprint(header.key), "sidik_jari_kata": spoken(header.key)})
        return
    typer.echo(f"Paket nomor {header.no} dari {header.from_name} ({header.from_office}) ke {header.to_office}")
    typer.echo(f"Ditulis {header.at[:16].replace('T', ' ')}, {header.count} perubahan tentang {len(people)} pegawai")
    typer.echo("Lanjutan paket " + header.base[:8] if header.base else "Paket penuh")
    for table, count in sorted(records.items()):
        typer.echo(f"  {table_label(table):24} {count:>8}")
    typer.echo(f"Sidik jari pengirim: {spoken(header.key)} ({fingerprint(header.key)})")
    typer.echo("Utuh: isi dan semua tanda tangan cocok.")


def _check_office(code: str) -> None:
    from kinerja_tui.services import regions

    if regions.find(code) is None:
        raise Refused(f"Kode wilayah {code} tidak ada di daftar.")


def _header(header: Header) -> dict[str, Any]:
    return {
        "dari": header.from_office,
        "nama": header.from_name,
        "ke": header.to_office,
        "nomor": header.no,
        "ditulis": header.at,
        "perubahan": header.count,
        "tanda": header.id,
        "lanjutan": header.base,
    }


def _tell_outcome(outcome: Outcome, only_look: bool, as_json: bool) -> None:
    from kinerja_tui.services.labels import field_label, shown, table_label

    found = outcome.comparison
    if as_json:
        counts = {"baru": outcome.new, "catatan_baru": found.new_records, "isian": found.changed_fields}
        rest = {"pegawai": found.employees, "bentrok": outcome.conflicts, "tertahan": len(outcome.held)}
        print_json({**_header(outcome.header), **counts, **rest, "pernah": outcome.already_imported})
        return
    if outcome.already_imported:
        typer.echo("Paket ini sudah pernah diimpor; tidak ada yang berubah.")
        return
    typer.echo(
        f"{'Akan dicatat' if only_look else 'Dicatat'}: {outcome.new} perubahan, {found.new_records} catatan baru, "
        f"{found.changed_fields} isian, {found.employees} pegawai, {outcome.conflicts} bentrok, "
        f"{len(outcome.held)} tertahan."
    )
    for notice in outcome.notices:
        typer.echo(notice)
    for held in outcome.held:
        typer.echo(f"! {held.by}: {held.act} tertahan, {held.reason}")
    if only_look:
        for item in found.differences:
            old, new = (shown(item.table, item.field, value) for value in (item.old, item.new))
            mark = "!" if item.conflict else ("+" if item.is_new_record else "~")
            change = new if item.is_new_record else f"{old} → {new}"
            field = f"{table_label(item.table)} · {field_label(item.table, item.field)}"
            typer.echo(f"{mark} {item.person or '-'}: {field}: {change}")
        typer.echo("Pratinjau saja; tidak ada yang diubah.")
