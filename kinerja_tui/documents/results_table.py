"""HASIL KERJA as each form of the SKP has it: with aspek, with perspektif, or each result as a block of words.

The same table carries, on an evaluation, what was reached and the feedback on it (PermenPANRB 6/2022).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kinerja_tui.documents.blocks import Cell, Column, Row, Table
from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.plans import Approach, Aspect, Perspective, PlanForm, ResultKind
from kinerja_tui.services.monitoring.progress import target_shown
from kinerja_tui.services.planning.plans import PlanContents, ResultLine

SECTIONS = ((ResultKind.MAIN, "A. UTAMA"), (ResultKind.ADDITIONAL, "B. TAMBAHAN"))
MEASURES = "Ukuran keberhasilan/ Indikator Kinerja Individu, dan Target:"
REACHED = "REALISASI BERDASARKAN BUKTI DUKUNG"
SAID = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"

_SUPERIOR = ("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", 2.9)
_RESULT = ("RENCANA HASIL KERJA", 3.2)
_WIDE_RESULT = ("RENCANA HASIL KERJA", 9.0)
_MEASURE = ("INDIKATOR KINERJA INDIVIDU", 2.9)
_ASPECT = ("ASPEK", 1.3)
_TARGET = ("TARGET", 1.6)
_PERSPECTIVE = ("PERSPEKTIF", 1.8)
_EVALUATED = ((REACHED, 2.7), (SAID, 2.9))
_WIDE_EVALUATED = ((REACHED, 4.0), (SAID, 4.0))


@dataclass(frozen=True)
class Judged:
    """What an evaluation adds to the table."""

    reached: Callable[[Indicator], str]
    said: Callable[[ResultLine], str]


def titles(plan: PlanContents) -> tuple[str, str]:
    """The lines under a form's title: which approach, for whom."""
    approach = label_of(Approach, plan.plan.approach).upper()
    whom = "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
    if plan.plan.form == PlanForm.LEADERS:
        whom = "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
    return f"PENDEKATAN HASIL KERJA {approach}", f"BAGI {whom}"


def results_table(plan: PlanContents, judged: Judged | None = None) -> Table:
    """The table of a plan's form; with ``judged`` that of its evaluation."""
    columns = [("NO", 0.5), *_columns(plan), *(_added(plan) if judged else ())]
    many = len(columns)
    rows: list[Row] = []
    for label, lines in _sections(plan):
        rows.append((Cell(label, cols=many, bold=True, align="left"),))
        if not lines:  # the official form has both lists
            rows.append((Cell(),) * many)
        for number, line in enumerate(lines, 1):
            rows += _block(plan, number, line, judged) if plan.qualitative else _measured(plan, number, line, judged)
    return Table(
        tuple(Column(width, "center" if heading == "NO" else "left") for heading, width in columns),
        ((Cell("HASIL KERJA", cols=many),), tuple(Cell(heading) for heading, _ in columns)),
        tuple(rows),
    )


def result_text(line: ResultLine) -> str:
    """A result with who assigned it."""
    assigned = line.result.assigned_by.strip()
    return f"{line.result.text} (Penugasan dari {assigned})" if assigned else line.result.text


def label_of(words: type[Labelled], code: str) -> str:
    """A code as printed; the code itself where this program does not know it."""
    try:
        return words(code).label
    except ValueError:
        return code


def _columns(plan: PlanContents) -> tuple[tuple[str, float], ...]:
    if plan.qualitative:
        return (_WIDE_RESULT,)
    if plan.plan.form == PlanForm.LEADERS:
        return _RESULT, _MEASURE, _TARGET, _PERSPECTIVE
    return _SUPERIOR, _RESULT, _ASPECT, _MEASURE, _TARGET


def _added(plan: PlanContents) -> tuple[tuple[str, float], ...]:
    return _WIDE_EVALUATED if plan.qualitative else _EVALUATED


def _sections(plan: PlanContents) -> list[tuple[str, list[ResultLine]]]:
    """Lists A and B; results of a list that only a newer program knows stand below, never missing."""
    found = [(label, plan.of_kind(kind)) for kind, label in SECTIONS]
    known = {str(kind) for kind, _ in SECTIONS}
    others = sorted({line.result.kind for line in plan.lines} - known)
    found += [(code.upper(), [line for line in plan.lines if line.result.kind == code]) for code in others]
    return found


def _measured(plan: PlanContents, number: int, line: ResultLine, judged: Judged | None) -> list[Row]:
    """A result with a row an indicator, its own cells spanning them."""
    leaders = plan.plan.form == PlanForm.LEADERS
    span = max(len(line.indicators), 1)
    own = [Cell(str(number), rows=span)]
    own += [] if leaders else [Cell(line.result.superior_text, rows=span)]
    own.append(Cell(result_text(line), rows=span))
    said = [Cell(judged.said(line), rows=span)] if judged else []
    rows: list[Row] = []
    for item in line.indicators:
        target, text = Cell(_target(plan, item)), Cell(item.text)
        cells = [text, target, Cell(label_of(Perspective, item.perspective))]
        if not leaders:
            cells = [Cell(label_of(Aspect, item.aspect)), text, target]
        cells += [Cell(judged.reached(item))] if judged else []
        rows.append(tuple(cells) if rows else (*own, *cells, *said))
    return rows or [(*own, Cell(), Cell(), Cell(), *([Cell()] if judged else []), *said)]


def _block(plan: PlanContents, number: int, line: ResultLine, judged: Judged | None) -> list[Row]:
    """A result as words: its text, who assigned it, and its success measures with their targets."""
    lines = [line.result.text]
    if line.result.assigned_by.strip():
        lines.append(f"(Penugasan dari {line.result.assigned_by.strip()})")
    cells = [Cell(str(number)), Cell("\n".join([*lines, MEASURES]), bullets=_measures(plan, line), plain=True)]
    if judged:
        reached = tuple(judged.reached(item) for item in line.indicators)
        one = Cell(reached[0]) if len(reached) == 1 else Cell(bullets=reached)
        cells += [one, Cell(judged.said(line))]
    return [tuple(cells)]


def _target(plan: PlanContents, item: Indicator) -> str:
    """The target; where an addendum changed it, also the one that was approved."""
    note = plan.target_notes.get(item.id, "")
    return f"{target_shown(item)} ({note})" if note else target_shown(item)


def _measures(plan: PlanContents, line: ResultLine) -> tuple[str, ...]:
    """The success measures; one that carries a number from the quantitative approach says it too."""
    found = []
    for item in line.indicators:
        numbered = f" (target {target_shown(item)})" if item.target is not None or item.target_text else ""
        note = plan.target_notes.get(item.id, "")
        found.append(f"{item.text}{numbered}" + (f" ({note})" if note else ""))
    return tuple(found)
