"""The parts that many official forms share: the blocks of persons, the head of a form, signatures.

Headings and rows: the official forms of PermenPANRB 6/2022.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kinerja_tui.documents.blocks import Cell, Column, Row, Sides, Signature, Table
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.nip import format_nip

ROWS = (("name", "NAMA"), ("nip", "NIP"), ("rank", "PANGKAT/GOL. RUANG"), ("post", "JABATAN"), ("unit", "UNIT KERJA"))
"""Key of a person's card -> the row it is printed in."""

Card = Mapping[str, str] | None
"""What is printed of a person (services.employees.card); None or a missing key leaves the row empty."""


def persons_block(left: str, left_card: Card, right: str, right_card: Card) -> Table:
    """Two persons side by side: PEGAWAI YANG DINILAI and PEJABAT PENILAI KINERJA."""
    rows: list[Row] = []
    for number, (key, label) in enumerate(ROWS, 1):
        shown = [card_text(card, key) for card in (left_card, right_card)]
        rows.append((Cell(str(number)), Cell(label), Cell(shown[0]), Cell(str(number)), Cell(label), Cell(shown[1])))
    half = (Column(0.6, "center"), Column(2), Column(4.3))
    return Table(
        columns=(*half, *half),
        head=((Cell("NO"), Cell(left, cols=2), Cell("NO"), Cell(right, cols=2)),),
        rows=tuple(rows),
    )


def head_of(institution: str, start: date | None, end: date | None, office: str = "") -> Sides:
    """The line under a form's title: instansi (and office) at the left, the period at the right."""
    return Sides(
        (institution.upper(), *([office.upper()] if office else [])), ("PERIODE PENILAIAN:", span_text(start, end))
    )


def span_text(start: date | None, end: date | None) -> str:
    """1 JANUARI S.D. 31 DESEMBER 2026; dots where a day is not known."""
    first = "" if start is None else format_date(start).upper()
    last = "" if end is None else format_date(end).upper()
    if start is not None and end is not None and start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first or '…………'} S.D. {last or '…………'}"


def signature(role: str, card: Card, place: str = "", day: date | None = None) -> Signature:
    """Who signs in which role; with a place also where and when, dots where the day is open."""
    where = f"{place}, {format_date(day) if day is not None else '……………………'}" if place else ""
    nip = card_text(card, "nip")
    return Signature((where, role), card_text(card, "name"), (f"NIP {nip}" if nip else "NIP",))


def card_text(card: Card, key: str) -> str:
    """One row of a card as printed; the NIP in its groups."""
    text = str((card or {}).get(key) or "")
    return format_nip(text) if key == "nip" and text else text
