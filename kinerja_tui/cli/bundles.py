"""The commands about bundles: ekspor, impor, periksa."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kinerja_tui.cli.common import (
    DbOption,
    JsonOption,
    KeyOption,
    PassphraseOption,
    opened,
    print_json,
    progress,
    unlocked,
)
from kinerja_tui.cli.frame import Refused
from kinerja_tui.start import default_identities

if TYPE_CHECKING:
    from kinerja_tui.handoff.export import Waiting
    from kinerja_tui.handoff.header import Header
    from kinerja_tui.handoff.merge import Outcome
    from kinerja_tui.models.identity import Identity

OPEN_WARNING = (
    "Perhatian: paket ini tidak disegel. Berisi data pribadi pegawai; siapa pun yang memegang berkasnya dapat "
    "membacanya. Jaga flashdisknya dan hapus sesudah diimpor."
)

BundleArgument = Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas paket (.segel, .json.gz, atau .json).")]


def export_bundle(
    to_office: Annotated[
        str, typer.Option("--ke", metavar="KODE", help="Kantor tujuan; kecamatan selalu ke kabupatennya.")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="FOLDER", help="Folder tujuan; tanpa ini ~/kinerja-paket.")
    ] = None,
    full: Annotated[bool, typer.Option("--penuh", help="Semua yang boleh dilihat penerima, bila ia meminta.")] = False,
    plain: Annotated[
        bool, typer.Option("--terbuka", help="Tidak disegel dan tidak dimampatkan: siapa pun dapat membacanya.")
    ] = False,
    recap: Annotated[
        bool, typer.Option("--rekap", help="Tulis juga rekap CSV per pegawai di samping paket (data pribadi).")
    ] = False,
    only_look: Annotated[
        bool, typer.Option("--pratinjau", help="Katakan yang akan ikut dan ukurannya; jangan tulis.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tulis paket bernomor dan bertanda tangan untuk kantor lain."""
    from kinerja_tui.documents.handover_files import write_beside
    from kinerja_tui.handoff import export, trust
    from kinerja_tui.rules.problems import RuleBroken
    from kinerja_tui.services.handover import handoff, media

    with opened(db, key_folder, passphrase) as database:
        office = to_office
        if not office:
            if trust.is_district(database.office):
                known = ", ".join(item.code for item in handoff.offices(database.file, database.office))
                raise Refused(f"Sebutkan kantor tujuan dengan --ke KODE. Yang dikenal: {known or 'belum ada'}.")
            office = export.default_receiver(database)
        _check_office(office)
        if only_look:
            _tell_waiting(export.waiting(database, office, full), trust.is_known(database, office), as_json)
            return
        target = folder or media.default_folder()
        if media.unplugged(target):
            raise Refused(f"Flashdisk {target} tidak terpasang. Tidak ada yang ditulis.")
        written = export.export(
            database,
            office,
            target,
            full=full,
            packed=not plain,
            sealed=not plain,
            progress=progress(),
        )
        papers: list[Path] = []
        try:
            papers = write_beside(database, written.path, written.handover, recap=recap or plain)
        except RuleBroken as problem:
            typer.echo(problem.text, err=True)
    header = written.header
    sealed = len(written.sealed_to)
    if as_json:
        beside = {"segel": sealed, "kertas": [str(path) for path in papers]}
        print_json({"berkas": str(written.path), "ukuran": written.size, **beside, **_header(header)})
    else:
        typer.echo(str(written.path))
        typer.echo(f"Nomor {header.no} ke {office}: {header.count} perubahan, {written.size} bita. Paket utuh.")
        typer.echo(f"Kode periksa: {header.code}")
        for paper in papers:
            typer.echo(f"Di sampingnya: {paper.name}")
    if not sealed:
        typer.echo(OPEN_WARNING, err=True)
    elif not as_json:
        typer.echo(f"Disegel: hanya {sealed} PC kantor tujuan yang dapat membukanya.")


def import_bundle(
    path: BundleArgument,
    only_look: Annotated[bool, typer.Option("--pratinjau", help="Tunjukkan yang akan berubah; jangan impor.")] = False,
    known_by: Annotated[
        str,
        typer.Option("--kenali", metavar="SIDIKJARI", help="Kenali PC pengirim bila sidik jarinya tepat ini."),
    ] = "",
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Baca paket dari kantor lain: semuanya masuk, atau tidak sama sekali."""
    from kinerja_tui.handoff import merge, trust
    from kinerja_tui.handoff.problems import UnknownSender
    from kinerja_tui.models.words import is_fingerprint

    with opened(db, key_folder, passphrase) as database:
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


def check_bundle(
    path: BundleArgument,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lihat isi sebuah paket dan periksa keutuhannya, tanpa data; yang tersegel dengan kunci PC ini."""
    from kinerja_tui.handoff import merge
    from kinerja_tui.handoff.seal import SealedForOthers
    from kinerja_tui.models.identity import fingerprint
    from kinerja_tui.models.words import spoken
    from kinerja_tui.services.labels import table_label

    try:
        bundle = merge.look_into(path, progress(), _own_identity(path, key_folder, passphrase))
    except SealedForOthers as problem:
        _tell_sealed(path, problem.sites, as_json)
        return
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
    typer.echo(f"Kode periksa: {header.code}")
    typer.echo("Utuh: isi dan semua tanda tangan cocok.")


def _own_identity(path: Path, folder: Path | None, passphrase_file: Path | None) -> Identity | None:
    """The key among this user's that opens a sealed file; None when it lies open or none does."""
    from kinerja_tui.handoff.seal import is_sealed, read_cover
    from kinerja_tui.models.identity import find_identity

    try:
        with path.open("rb") as file:
            start = file.read(40)
            file.seek(0)
            sites = read_cover(file).sites if is_sealed(start) else ()
    except OSError:  # told by what comes next
        return None
    return unlocked(
        lambda passphrase: find_identity(folder or default_identities(), sites, lambda: passphrase), passphrase_file
    )


def _tell_sealed(path: Path, sites: tuple[str, ...], as_json: bool) -> None:
    """What can be said of a sealed bundle from outside."""
    size = path.stat().st_size
    if as_json:
        print_json({"segel": len(sites), "pc": list(sites), "ukuran": size, "utuh": None})
        return
    typer.echo(f"Paket tersegel, {size} bita. Yang dapat membukanya: PC {', '.join(site[:8] for site in sites)}")
    typer.echo("Pengirim, nomor, isi, dan keutuhannya hanya dapat diperiksa di PC itu.")


def _check_office(code: str) -> None:
    from kinerja_tui.services.office import regions

    if regions.find(code) is None:
        raise Refused(f"Kode wilayah {code} tidak ada di daftar.")


def _tell_waiting(going: Waiting, known: bool, as_json: bool) -> None:
    """What an export would carry, before anything is written."""
    if as_json:
        counts = {"perubahan": going.changes, "pegawai": going.employees, "ukuran_paling_besar": going.size}
        print_json({"ke": going.office, **counts, "dapat_disegel": known})
        return
    typer.echo(
        f"Ke {going.office}: {going.changes} perubahan tentang {going.employees} pegawai, paling banyak {going.size} "
        "bita. Belum ada yang ditulis."
    )
    if not known:
        typer.echo("Belum ada PC kantor itu yang dikenal di sini: paketnya tidak dapat disegel.", err=True)


def _header(header: Header) -> dict[str, Any]:
    return {
        "dari": header.from_office,
        "nama": header.from_name,
        "ke": header.to_office,
        "nomor": header.no,
        "ditulis": header.at,
        "perubahan": header.count,
        "tanda": header.id,
        "kode": header.code,
        "lanjutan": header.base,
    }


def _tell_outcome(outcome: Outcome, only_look: bool, as_json: bool) -> None:
    from kinerja_tui.services.labels import field_label, shown, table_label

    found = outcome.comparison
    if as_json:
        counts = {"baru": outcome.new, "catatan_baru": found.new_records, "isian": found.changed_fields}
        rest = {"pegawai": found.employees, "bentrok": outcome.conflicts, "tertahan": len(outcome.held)}
        answer = {**_header(outcome.header), **counts, **rest, "pernah": outcome.already_imported}
        told = {"pesan": outcome.notices, "yang_tertahan": [asdict(item) for item in outcome.held]}
        print_json({**answer, **told, "rincian": [asdict(item) for item in found.differences]} if only_look else answer)
        return
    if outcome.already_imported:
        typer.echo("Paket ini sudah pernah diimpor; tidak ada yang berubah.")
        return
    typer.echo(
        f"{'Akan dicatat' if only_look else 'Dicatat'}: {outcome.new} perubahan, {found.new_records} catatan baru, "
        f"{found.changed_fields} isian, {found.employees} pegawai, {outcome.conflicts} bentrok, "
        f"{len(outcome.held)} tertahan."
    )
    typer.echo(f"Kode periksa: {outcome.header.code}")
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
