"""Kurva distribusi predikat kinerja (F9): how many persons of an office have each predikat, without names."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Block, Cell, Column, Curve, Document, Row, Table, Text, Title
from kinerja_tui.documents.disputed import offices_doubt
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import head_of
from kinerja_tui.models.database import Database
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.evaluation import organisations

_LABELS = {Predicate.POOR: "Kurang/Misconduct"}
AXIS = "Frekuensi Pegawai"


def curve_of(counts: Counts, axis: str = AXIS, height: float = 70) -> Curve:
    """The curve from Sangat Kurang at the left to Sangat Baik at the right."""
    order = list(reversed(Predicate))
    return Curve(
        tuple(_LABELS.get(predicate, predicate.label) for predicate in order),
        tuple(counts.of(predicate) for predicate in order),
        axis,
        height,
    )


def curve_paper(db: Database, office: str, period: str) -> Document:
    """F9 of an office in a period, with how many are not counted yet."""
    span = period_from_code(period)
    found = organisations.counts_of(db.file, office, period)
    rating = organisations.known_rating(organisations.rating_of(db, office, period))
    with db.reading() as session:
        names = names_of(session, office)
    head = tuple(Cell(label) for label in ("PREDIKAT KINERJA", "JUMLAH PEGAWAI"))
    rows: list[Row] = [(Cell(predicate.label), Cell(str(found.finished.of(predicate)))) for predicate in Predicate]
    doubt = offices_doubt(db.file, office, period)
    without = found.people - found.finished.people
    rows.append((Cell("Belum berpredikat"), Cell(str(without))))
    rows.append((Cell("Jumlah", bold=True), Cell(str(found.people), bold=True)))
    blocks: list[Block] = [
        Title(("KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI", f"PERIODE: {span.label.upper()}")),
        head_of(names.institution, span.start, span.end, names.office),
        Text(f"Capaian kinerja organisasi: {rating.label if rating else 'belum ditetapkan'}", bold=True),
        curve_of(found.finished),
        Table((Column(3), Column(1, "right")), (head,), tuple(rows)),
        *doubt,
    ]
    return with_code(
        Document(
            name=f"Kurva distribusi {span.label} - {names.office}",
            blocks=tuple(blocks),
            landscape=False,
            final=without == 0 and not doubt,
            rules=rules_text(rules_for(span.end).id),
        )
    )
