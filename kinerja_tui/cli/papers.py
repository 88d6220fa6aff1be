"""The command that prints papers: cetak."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.common import DbOption, JsonOption, KeyOption, PassphraseOption, opened, print_json, progress
from kinerja_tui.cli.frame import Refused

if TYPE_CHECKING:
    from kinerja_tui.documents.blocks import Document
    from kinerja_tui.models.database import Database


def print_papers(
    kind_code: Annotated[str, typer.Argument(metavar="JENIS", help="Jenis kertas; tanpa jenis, daftarnya.")] = "",
    person: Annotated[
        str, typer.Option("--pegawai", metavar="NIP", help="Satu pegawai: NIP atau bagian namanya; tanpa ini semua.")
    ] = "",
    period: Annotated[
        str, typer.Option("--periode", metavar="KODE", help="2026, 2026-TW1 atau 2026-B03; tanpa ini tahun kerja.")
    ] = "",
    target: Annotated[
        Path | None, typer.Option("--ke", metavar="TEMPAT", help="Folder tujuan, atau berkas PDF bila --gabung.")
    ] = None,
    merged: Annotated[bool, typer.Option("--gabung", help="Semua dalam satu berkas PDF.")] = False,
    unit: Annotated[str, typer.Option("--unit", help="Satu unit kerja, atau bagian namanya.")] = "",
    blank: Annotated[bool, typer.Option("--kosong", help="Formulir kosong untuk diisi dengan tulisan tangan.")] = False,
    qualitative: Annotated[bool, typer.Option("--kualitatif", help="Formulir kosong pendekatan kualitatif.")] = False,
    leaders: Annotated[
        bool, typer.Option("--pimpinan", help="Formulir kosong untuk JPT dan pimpinan unit kerja mandiri.")
    ] = False,
    db: DbOption = None,
    key_folder: KeyOption = None,
    passphrase: PassphraseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cetak formulir ke PDF: SKP, evaluasi, kurva, angka kredit, dan lainnya."""
    from kinerja_tui.documents.blanks import BLANKS
    from kinerja_tui.documents.catalogue import EVERYTHING, KINDS, Wanted, kind_of
    from kinerja_tui.documents.printing import print_document
    from kinerja_tui.documents.printing import print_papers as draw

    kind = kind_of(kind_code)
    if kind is None:
        known = "\n".join(f"  {item.code:13} {item.label}" for item in (*KINDS, EVERYTHING))
        if not kind_code:
            typer.echo(f"Jenis kertas:\n{known}")
            return
        raise Refused(f"Jenis kertas {kind_code} tidak dikenal. Yang ada:\n{known}")
    with opened(db, key_folder, passphrase) as database:
        people = _people(database, person) if person else None
        if blank:
            form = _blank(database, kind.code, period, people, qualitative=qualitative, leaders=leaders)
            path = print_document(database, form, target or Path.cwd())
            print_json({"kertas": 1, "berkas": [str(path)]}) if as_json else typer.echo(f"Formulir kosong: {path}")
            return
        wanted = Wanted(period or str(database.year), people, _unit(database, unit) if unit else None)
        if kind.code in BLANKS and not kind.found(database, wanted):
            raise Refused(f"Tidak ada {kind.label} untuk dicetak pada pilihan ini. Formulir kosongnya: --kosong.")
        place = target or Path.cwd() / (
            f"{kind.code}-{wanted.period}.pdf" if merged else f"{kind.code}-{wanted.period}"
        )
        printed = draw(database, kind, wanted, place, merged=merged, progress=progress())
    if as_json:
        print_json(
            {"kertas": printed.papers, "berkas": [str(path) for path in printed.files], "dilewati": printed.skipped}
        )
        return
    typer.echo(f"{printed.papers} kertas dicetak ke {place}")
    for reason in dict.fromkeys(printed.skipped):
        typer.echo(f"- {reason}", err=True)


def _blank(
    database: Database, code: str, period: str, people: tuple[str, ...] | None, *, qualitative: bool, leaders: bool
) -> Document:
    from kinerja_tui.documents.blanks import BLANKS, Asked
    from kinerja_tui.rules.periods import PeriodKind, period_from_code
    from kinerja_tui.rules.plans import Approach, PlanForm

    if code not in BLANKS:
        raise Refused(f"Formulir kosong ada untuk: {', '.join(BLANKS)}.")
    span = period_from_code(period) if period else None
    return BLANKS[code](
        database,
        Asked(
            year=span.start.year if span else database.year,
            period=None if span is None or span.kind is PeriodKind.YEAR else span,
            employee_id=people[0] if people else None,
            approach=Approach.QUALITATIVE if qualitative else Approach.QUANTITATIVE,
            form=PlanForm.LEADERS if leaders else PlanForm.OFFICERS,
        ),
    )


def _unit(database: Database, text: str) -> str:
    from kinerja_tui.documents.catalogue import units
    from kinerja_tui.rules.formats import fold

    known = units(database)
    found = [name for name in known if fold(name) == fold(text)] or [name for name in known if fold(text) in fold(name)]
    if len(found) != 1:
        raise Refused(f"Unit “{text}” tidak jelas. Yang ada: {', '.join(found or known)}.")
    return found[0]


def _people(database: Database, text: str) -> tuple[str, ...]:
    from kinerja_tui.rules.formats import fold

    wanted, digits = fold(text), text.replace(" ", "")
    rows = database.file.rows("SELECT id, name, nip FROM employee WHERE NOT removed ORDER BY name, id")
    found = [(key, name) for key, name, nip in rows if nip == digits or wanted in fold(name)]
    if not found:
        raise Refused(f"Tidak ada pegawai dengan NIP atau nama “{text}”.")
    if len(found) > 1:
        names = ", ".join(name for _, name in found[:5])
        raise Refused(f"“{text}” cocok dengan {len(found)} pegawai: {names}. Sebutkan NIP-nya.")
    return (found[0][0],)
