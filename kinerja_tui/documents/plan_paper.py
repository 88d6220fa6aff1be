"""The work plan on paper: SASARAN KINERJA PEGAWAI (SKP), form by form as PermenPANRB 6/2022 has them."""

from __future__ import annotations

from sqlmodel import Session

from kinerja_tui.documents.blocks import Block, Cell, Column, Document, Row, Signatures, Table, Title, signed_together
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import names_of
from kinerja_tui.documents.persons import Card, head_of, persons_block, signature
from kinerja_tui.models.database import Database
from kinerja_tui.rules.plans import Aspect, PlanState, ResultKind
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services import cascade
from kinerja_tui.services.employees import card
from kinerja_tui.services.plans import PlanContents, ResultLine, is_locked
from kinerja_tui.services.posts import day_within
from kinerja_tui.services.progress import target_shown
from kinerja_tui.services.targets import as_approved

SECTIONS = ((ResultKind.MAIN, "A. UTAMA"), (ResultKind.ADDITIONAL, "B. TAMBAHAN"))


def plan_paper(db: Database, plan_id: str) -> Document:
    """The SKP of one plan. Raises `RuleBroken` when the plan is not here any more.

    Until it is approved it is a draft (KONSEP) with the persons of today; afterwards those stored at submission.
    """
    with db.reading() as session:
        plan = as_approved(session, plan_id)
        employee, rater = _persons(session, db, plan)
        names = names_of(session, db.office)
    blocks: list[Block] = [
        Title(
            (
                "SASARAN KINERJA PEGAWAI",
                "PENDEKATAN HASIL KERJA KUANTITATIF",
                "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            )
        ),
        head_of(names.institution, plan.plan.start, plan.plan.end),
        persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
        _results_table(plan),
        *signed_together(
            behaviour_table(plan),
            Signatures(
                signature("Pegawai yang Dinilai", employee),
                signature("Pejabat Penilai Kinerja", rater, names.place, plan.plan.decided_on),
            ),
        ),
    ]
    return with_code(
        Document(
            name=f"SKP {plan.plan.year} - {plan.employee.name}",
            blocks=tuple(blocks),
            final=plan.plan.state == PlanState.APPROVED,
            rules=rules_text(plan.plan.rules),
        )
    )


def _results_table(plan: PlanContents) -> Table:
    head = (
        (Cell("HASIL KERJA", cols=6),),
        (
            Cell("NO"),
            Cell("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"),
            Cell("RENCANA HASIL KERJA"),
            Cell("ASPEK"),
            Cell("INDIKATOR KINERJA INDIVIDU"),
            Cell("TARGET"),
        ),
    )
    rows: list[Row] = []
    for kind, label in SECTIONS:
        lines = plan.of_kind(kind)
        if kind is ResultKind.MAIN or lines:
            rows.append((Cell(label, cols=6, bold=True),))
        for number, line in enumerate(lines, 1):
            rows += _result_rows(number, line)
    columns = (Column(0.5, "center"), Column(3), Column(3.4), Column(1.1), Column(3), Column(1.6))
    return Table(columns, head, tuple(rows))


def _result_rows(number: int, line: ResultLine) -> list[Row]:
    """A result with its indicators, its own cells spanning them."""
    span = max(len(line.indicators), 1)
    own = (
        Cell(str(number), rows=span),
        Cell(line.result.superior_text, rows=span),
        Cell(result_text(line), rows=span),
    )
    measures = [
        (Cell(aspect_label(item.aspect)), Cell(item.text), Cell(target_shown(item))) for item in line.indicators
    ]
    first, *rest = measures or [(Cell(), Cell(), Cell())]
    return [(*own, *first), *rest]


def result_text(line: ResultLine) -> str:
    """A result with who assigned it."""
    assigned = line.result.assigned_by.strip()
    return f"{line.result.text} (Penugasan dari {assigned})" if assigned else line.result.text


def aspect_label(code: str) -> str:
    """The aspek as printed; the code itself where this program does not know it."""
    try:
        return Aspect(code).label
    except ValueError:
        return code


def behaviour_table(plan: PlanContents) -> Table:
    """PERILAKU KERJA: the seven values with their statements and the leader's special expectations."""
    rows: list[Row] = []
    for number, value in enumerate(VALUES, 1):
        expectation = plan.expectations.get(value.key)
        said = f"Ekspektasi Khusus Pimpinan: {expectation.text if expectation else ''}".strip()
        rows.append((Cell(str(number)), Cell(value.name, bullets=value.statements), Cell(said)))
    head = ((Cell("PERILAKU KERJA", cols=3),),)
    return Table((Column(0.5, "center"), Column(6), Column(6)), head, tuple(rows))


def _persons(session: Session, db: Database, plan: PlanContents) -> tuple[Card, Card]:
    if is_locked(plan.plan):
        return plan.plan.employee_card, plan.plan.rater_card
    day = day_within(plan.plan, db.today())
    raters = cascade.raters_of(session, plan.plan, day)
    employee = card(session, plan.employee.id, post=cascade.assignment_of(session, plan.plan))
    return employee, card(session, raters.rater_id, raters.rater_card, day=day)
