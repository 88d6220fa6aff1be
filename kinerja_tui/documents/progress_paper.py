"""LEMBAR REALISASI: the targets of a plan with what was reached in a period, to fill in by hand or to file.

No form of the regulation: the fields of the screen in the screen's order, so that paper can be keyed from.
"""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_tui.documents.blocks import Cell, Column, Document, Row, Signatures, Table, Title
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.foot import rules_text, with_code
from kinerja_tui.documents.office import OfficeNames, names_of
from kinerja_tui.documents.persons import Card, head_of, persons_block, signature
from kinerja_tui.documents.results_table import result_text
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.services.monitoring.progress import EVIDENCE_KINDS, amount_shown, in_period, target_shown
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.planning.targets import judged

_HEAD = (
    "NO",
    "RENCANA HASIL KERJA",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
    "REALISASI",
    "BUKTI DUKUNG",
    "HAMBATAN",
    "CATATAN",
)
_WIDTHS = (0.5, 2.6, 2.8, 1.5, 1.8, 2.4, 2.0, 1.8)


def progress_paper(db: Database, plan_id: str, period: str) -> Document:
    """What was reached on one plan in a period; what was not reported stays free to write on. Raises `RuleBroken`."""
    span = period_from_code(period)
    with db.reading() as session:
        evaluation = session.get(Evaluation, Evaluation.id_of(plan_id, period))
        plan = judged(session, plan_id, span.end, evaluation)
        reached = in_period(session, plan_id, period)
        names = names_of(session, db.office)
    return progress_document(plan, reached, span, plan.plan.employee_card, plan.plan.rater_card, names)


def progress_document(
    plan: PlanContents,
    reached: Mapping[str, Progress],
    span: PeriodSpan | None,
    employee: Card,
    rater: Card,
    names: OfficeNames,
) -> Document:
    """The sheet of a plan with these realisasi; ``span`` None leaves the period open."""
    rows: list[Row] = []
    for number, line in enumerate(plan.lines, 1):
        high = max(len(line.indicators), 1)
        own = (Cell(str(number), rows=high), Cell(result_text(line), rows=high))
        told = [_told(plan, item, reached.get(item.id)) for item in line.indicators] or [(Cell(),) * 6]
        rows += [(*own, *told[0]), *told[1:]]
    rows = rows or [(Cell(),) * len(_HEAD)]
    columns = tuple(Column(width, "center" if place == 0 else "left") for place, width in enumerate(_WIDTHS))
    period = span.label if span else ""
    return with_code(
        Document(
            name=f"Realisasi {period} - {plan.employee.name}",
            blocks=(
                Title(("REALISASI KINERJA PEGAWAI", f"PERIODE: {period.upper() or _OPEN}")),
                head_of(names.institution, span.start if span else None, span.end if span else None),
                persons_block("PEGAWAI YANG DINILAI", employee, "PEJABAT PENILAI KINERJA", rater),
                *signed_together(
                    Table(columns, (tuple(Cell(heading) for heading in _HEAD),), tuple(rows)),
                    Signatures(signature("Pegawai yang Dinilai", employee, names.place), None),
                ),
            ),
            rules=rules_text(plan.plan.rules),
        )
    )


_OPEN = "…………………………"


def _told(plan: PlanContents, item: Indicator, progress: Progress | None) -> Row:
    measure = (Cell(item.text), Cell("" if plan.qualitative else target_shown(item)))
    if progress is None:
        return (*measure, Cell(), Cell("\n"), Cell(), Cell())
    kind = EVIDENCE_KINDS.get(progress.evidence_kind, progress.evidence_kind)
    evidence = f"{kind}: {progress.evidence}" if progress.evidence and kind else progress.evidence
    reached = amount_shown(item, progress, qualitative=plan.qualitative)
    # Where the realisation is written in words it is the note itself.
    note = "" if plan.is_written(item) else progress.note
    return (*measure, Cell(reached), Cell(evidence), Cell(progress.obstacles), Cell(note))
