"""DOKUMEN EVALUASI KINERJA PEGAWAI (F8): one page that says the predikat, signed by both (PermenPANRB 6/2022)."""

from __future__ import annotations

from kinerja_tui.documents.blocks import Cell, Column, Document, Row, Signatures, Table, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.disputed import why_not_final
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import ROWS, Card, card_text, head_of, signature
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.services import organisations
from kinerja_tui.services.evaluations import FINISHED, predicate
from kinerja_tui.services.forms import known

_PERSONS = (
    ("PEGAWAI YANG DINILAI", "employee_card"),
    ("PEJABAT PENILAI KINERJA", "rater_card"),
    ("ATASAN PEJABAT PENILAI KINERJA", "superior_card"),
)


def result_paper(db: Database, evaluation_id: str) -> Document:
    """F8 of one evaluation. Raises `RuleBroken` when it is not here any more.

    Where the evaluation has no persons of its own they are the plan's; before it is finished, or while the
    predikat is in bentrok, it is a draft (KONSEP).
    """
    with db.reading() as session:
        evaluation = known(session, Evaluation, evaluation_id)
        plan = known(session, WorkPlan, evaluation.plan_id)
        names = names_of(session, db.office)
    finished, doubt = evaluation.state == FINISHED, why_not_final(db.file, evaluation_id)
    cards: dict[str, Card] = {key: getattr(evaluation, key) or getattr(plan, key) for _, key in _PERSONS}
    rows: list[Row] = []
    for number, (label, key) in enumerate(_PERSONS, 1):
        rows.append((Cell(str(number), rows=6), Cell(label, cols=2, bold=True)))
        rows += [(Cell(row), Cell(card_text(cards[key], field))) for field, row in ROWS]
    organisation = organisations.known_rating(organisations.rating_of(db, db.office, evaluation.period))
    found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
    rows += [
        (Cell("4", rows=3), Cell("EVALUASI KINERJA", cols=2, bold=True)),
        (Cell("CAPAIAN KINERJA ORGANISASI"), Cell(organisation.label.upper() if organisation else "")),
        (Cell("PREDIKAT KINERJA PEGAWAI"), Cell(found.label.upper() if found else "", bold=True)),
        (Cell("5", rows=2), Cell("CATATAN/REKOMENDASI", cols=2, bold=True)),
        (Cell(evaluation.note or " ", cols=2),),
    ]
    span = period_from_code(evaluation.period)
    person = str((cards["employee_card"] or {}).get("name", ""))
    signatures = Signatures(
        signature("7. Pegawai yang Dinilai", cards["employee_card"]),
        signature("6. Pejabat Penilai Kinerja", cards["rater_card"], names.place, evaluation.finished_on),
    )
    title = Title(("DOKUMEN EVALUASI KINERJA PEGAWAI", f"PERIODE: {span.label.upper()}"))
    table = Table((Column(0.5, "center"), Column(3), Column(5)), (), tuple(rows))
    return with_code(
        Document(
            name=f"Dokumen evaluasi {span.label} - {person}",
            blocks=(
                title,
                head_of(names.institution, span.start, span.end),
                *signed_together(table, *doubt, signatures),
            ),
            landscape=False,
            final=finished and not doubt,
            rules=rules_text(evaluation.rules),
        )
    )
