"""BERITA ACARA SERAH TERIMA of a bundle: what was carried, from whom to whom, and the check code both sides compare.

It holds counts and names of offices, no data of any employee, so that it may lie beside a sealed bundle.
"""

from __future__ import annotations

import contextlib
import textwrap
from datetime import date, datetime

from kinerja_tui.documents.blocks import (
    Cell,
    Column,
    Document,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.models.database import Database
from kinerja_tui.rules.formats import format_date
from kinerja_tui.services.handover import handoff
from kinerja_tui.services.handover.handover import Handover, handover
from kinerja_tui.services.labels import table_label

NAME = "Berita acara serah terima"
_DOTS = "……………………"


def handover_paper(db: Database, bundle_id: str) -> Document:
    """The paper of a bundle that stands in the ledger. Raises `RuleBroken` when nothing is known of its contents."""
    return paper_of(db, handover(db.file, bundle_id))


def paper_of(db: Database, facts: Handover) -> Document:
    """The paper of these facts; signed by hand, by the one who hands over and the one who receives."""
    rows = tuple((Cell(label), Cell(value)) for label, value in _lines(db, facts))
    kinds = tuple((Cell(table_label(table)), Cell(_count(count))) for table, count in facts.kinds.items())
    contents = Table((Column(6), Column(2, "right")), ((Cell("Isi paket"), Cell("Catatan")),), kinds)
    place = _DOTS
    signatures = Signatures(
        Signature(("", "Yang menerima,", _name(db, facts.to_office)), facts.to_person, ("NIP",)),
        Signature((f"{place}, {_DOTS}", "Yang menyerahkan,", facts.from_name), facts.from_person, ("NIP",)),
    )
    return Document(
        name=f"{NAME} {facts.from_office} ke {facts.to_office} nomor {facts.no}",
        blocks=(
            Title(("BERITA ACARA SERAH TERIMA DATA KINERJA", f"PAKET NOMOR {facts.no}")),
            Table((Column(3), Column(6)), (), rows),
            *([contents] if kinds else [Text("Paket ini hanya membawa tanda terima, tanpa catatan pegawai.")]),
            *signed_together(Table((Column(1),), (), ((Cell(_PROMISE),),)), signatures),
        ),
        landscape=False,
        rules="PermenPANRB 6/2022",
        code=facts.code,
    )


def plain_text(db: Database, facts: Handover) -> str:
    """The same as plain text of at most 78 columns, for any screen and any printer."""
    lines = ["BERITA ACARA SERAH TERIMA DATA KINERJA".center(_WIDTH).rstrip(), ""]
    for label, value in _lines(db, facts):
        first, *rest = _wrapped(value, _WIDTH - _LABEL - 3)
        lines.append(f"{label:{_LABEL}} : {first}")
        lines += [" " * (_LABEL + 3) + part for part in rest]
    lines += ["", "Isi paket"]
    lines += [f"  {table_label(table):{_LABEL}}{_count(count):>10}" for table, count in facts.kinds.items()] or [
        "  Hanya tanda terima."
    ]
    lines += ["", *_wrapped(_PROMISE, _WIDTH), ""]
    half = _WIDTH // 2
    for left, right in (
        ("Yang menerima,", "Yang menyerahkan,"),
        (_name(db, facts.to_office), facts.from_name),
        ("", ""),
        ("", ""),
        (facts.to_person or _DOTS, facts.from_person or _DOTS),
        ("NIP", "NIP"),
    ):
        lines.append(f"{left[: half - 2]:{half}}{right}".rstrip())
    return "\n".join(lines) + "\n"


_WIDTH, _LABEL = 78, 22

_PROMISE = (
    "Kode periksa di atas sama dengan yang tampil di layar serah terima, pada pratinjau impor di penerima, dan pada "
    "perintah kinerja periksa. Bila satu huruf saja berbeda, paketnya lain atau berubah: jangan diimpor."
)


def _lines(db: Database, facts: Handover) -> list[tuple[str, str]]:
    """Everything the two sides sign for, as label and value."""
    return [
        ("Dari", f"{facts.from_name} ({facts.from_office})"),
        ("PC pengirim", facts.from_words),
        ("Kepada", f"{_name(db, facts.to_office)} ({facts.to_office})"),
        ("PC penerima", "; ".join(facts.to_words) or "belum dikenal di PC pengirim"),
        ("Ditulis", _moment(facts.at)),
        ("Jenis paket", "penuh" if facts.full else "lanjutan dari paket yang sudah diterima"),
        ("Segel", "tersegel untuk PC penerima" if facts.sealed else "terbuka, dapat dibaca siapa pun"),
        ("Jumlah perubahan", _count(facts.count)),
        ("Jumlah pegawai", _count(facts.people)),
        ("Kepala jurnal", facts.head or "tidak ada perubahan baru dari PC pengirim"),
        ("KODE PERIKSA", facts.code),
    ]


def _name(db: Database, office: str) -> str:
    return handoff.office_name(db.file, office)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _moment(at: str) -> str:
    """7 Maret 2026 pukul 09.05; text that is no moment (foreign data) as it came."""
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(at)
        return f"{format_date(date(moment.year, moment.month, moment.day))} pukul {moment:%H.%M}"
    return at[:40]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]
