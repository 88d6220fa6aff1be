"""Bimbingan kinerja on paper: form B.1.8 with nine statements, form B.1.9 with competences 1-5 (PermenPANRB 6/2022).

The wording of the statements is the office's own, typed from the official form; unknown ones stay empty lines.
"""

from __future__ import annotations

from typing import TypeVar

from sqlmodel import Session, col, select

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Sides, Signatures, Table, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import persons_block, signature
from kinerja_tui.models.database import Database
from kinerja_tui.models.feedback import Guidance, GuidanceAnswer, GuidanceCompetence
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.guidance import COMPETENCES, LEVELS, STATEMENTS, About
from kinerja_tui.services.forms.forms import known
from kinerja_tui.services.monitoring.guidance import statements
from kinerja_tui.services.staff.employees import card

Child = TypeVar("Child", GuidanceAnswer, GuidanceCompetence)

_RULE = "PermenPANRB 6/2022"
_WRITE = "\n\n"
"""Room to write by hand."""


def statements_paper(db: Database, guidance_id: str) -> Document:
    """Form B.1.8 of one bimbingan. Raises `RuleBroken` when it is not here any more."""
    with db.reading() as session:
        return statements_document(session, db, known(session, Guidance, guidance_id))


def statements_document(session: Session, db: Database, guidance: Guidance) -> Document:
    """B.1.8 of a bimbingan; of one that is not stored a form to write on."""
    typed = statements(db)
    answers = {item.number: item for item in _children(session, GuidanceAnswer, guidance.id)}
    rows: list[Row] = []
    for number in range(1, STATEMENTS + 1):
        answer, wording = answers.get(number), typed.get(number)
        about = answer.about if answer else wording.about if wording else ""
        statement = answer.statement if answer else wording.text if wording else ""
        rows.append(
            (Cell(str(number)), Cell(_about(about)), Cell(statement), Cell((answer.answer if answer else "") or _WRITE))
        )
    head = (Cell("NO"), Cell("TENTANG"), Cell("PERNYATAAN"), Cell("JAWABAN"))
    table = Table((Column(0.5, "center"), Column(1.5), Column(5), Column(5)), (head,), tuple(rows))
    return _paper(session, db, guidance, "FORMULIR B.1.8", table)


def competences_paper(db: Database, guidance_id: str) -> Document:
    """Form B.1.9 of one bimbingan. Raises `RuleBroken` when it is not here any more."""
    with db.reading() as session:
        return competences_document(session, db, known(session, Guidance, guidance_id))


def competences_document(session: Session, db: Database, guidance: Guidance) -> Document:
    """B.1.9 of a bimbingan; of one that is not stored a form to write on."""
    found = sorted(_children(session, GuidanceCompetence, guidance.id), key=lambda item: item.number)
    lines = [item for item in found if item.competence][:COMPETENCES]
    rows: list[Row] = [
        (
            Cell(str(number)),
            Cell(item.competence),
            *(Cell("X" if item.level == level else "") for level in LEVELS),
            Cell(item.reason),
        )
        for number, item in enumerate(lines, 1)
    ]
    rows = rows or [(Cell(str(number)), Cell(_WRITE), *(Cell() for _ in range(6))) for number in range(1, 9)]
    head = (
        (Cell("NO", rows=2), Cell("KOMPETENSI", rows=2), Cell("NILAI", cols=5), Cell("ALASAN", rows=2)),
        tuple(Cell(level) for level in LEVELS),
    )
    narrow = tuple(Column(0.5, "center") for _ in LEVELS)
    table = Table((Column(0.5, "center"), Column(4), *narrow, Column(5)), head, tuple(rows))
    return _paper(session, db, guidance, "FORMULIR B.1.9", table)


def _paper(session: Session, db: Database, guidance: Guidance, form: str, table: Table) -> Document:
    employee = card(session, guidance.employee_id, day=guidance.held_on)
    leader = {"name": guidance.leader_name}
    names = names_of(session, db.office)
    summary = Table((Column(2), Column(8)), (), ((Cell("KESIMPULAN", bold=True), Cell(guidance.summary or _WRITE)),))
    signed = Signatures(signature("Pegawai", employee), signature("Pimpinan", leader, names.place, guidance.held_on))
    day = format_date(guidance.held_on) if guidance.held_on else "……………………"
    blocks: tuple[Block, ...] = (
        Title(("BIMBINGAN KINERJA", form)),
        Sides((names.institution.upper(),), (f"TANGGAL: {day.upper()}",)),
        persons_block("PEGAWAI", employee, "PIMPINAN", leader),
        table,
        *signed_together(summary, signed),
    )
    person = str((employee or {}).get("name", ""))
    return with_code(Document(f"Bimbingan {form} - {person}", blocks, landscape=False, rules=_RULE))


def _children(session: Session, table: type[Child], guidance_id: str) -> list[Child]:
    query = select(table).where(table.guidance_id == guidance_id, ~col(table.removed))
    return list(session.exec(query))


def _about(code: str) -> str:
    try:
        return About(code).label
    except ValueError:
        return code
