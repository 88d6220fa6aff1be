"""How a plan's results and indicators stand between the fields of realisasi and evaluasi."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.plans import Aspect, Direction, Perspective, PlanForm, ResultKind
from kinerja_tui.rules.values import CoreValue
from kinerja_tui.services.monitoring.progress import target_shown
from kinerja_tui.services.planning.plans import PlanContents, ResultLine
from kinerja_tui.widgets.fields import Heading, Item, Note
from kinerja_tui.widgets.text import clean, wrapped

_WIDTH = 74
"""Cells of a heading that fit beside the scroll bar on the narrowest screen."""


def long_heading(text: str, level: int = 1) -> list[Item]:
    """A heading that may be longer than a line: a sheet cuts a heading, and a result must be read whole."""
    first, *rest = wrapped(clean(text), _WIDTH)
    return [Heading(first, level), *(Heading(row, 2) for row in rest)]


def result_heading(number: int, line: ResultLine) -> list[Item]:
    """The result (RHK) above its indicators."""
    additional = " (tambahan)" if line.result.kind == ResultKind.ADDITIONAL else ""
    heading = long_heading(f"{number}. {line.result.text or '(belum ada rencana hasil kerja)'}{additional}")
    return [*heading, *([Note(f"(Penugasan dari {line.result.assigned_by})")] if line.result.assigned_by else [])]


def value_heading(number: int, value: CoreValue, plan: PlanContents) -> list[Item]:
    """A value (BerAKHLAK) with its statements and what the leader expects of this person besides."""
    items: list[Item] = [Heading(f"{number}. {value.name}"), *(Note(f"- {said}") for said in value.statements)]
    expectation = plan.expectations.get(value.key)
    if expectation is not None and expectation.text:
        items.append(Note(f"Ekspektasi khusus pimpinan: {expectation.text}"))
    return items


def indicator_notes(indicator: Indicator, more: Sequence[str] = (), plan: PlanContents | None = None) -> list[Item]:
    """The indicator, its target with the direction, and what else is known of it, a line each.

    Of a qualitative ``plan`` the success measure, which says its target itself.
    """
    changed = plan.target_notes.get(indicator.id) if plan is not None else None
    more = [*([changed] if changed else []), *more]
    if plan is not None and plan.qualitative:
        return [Note(f"Ukuran keberhasilan: {indicator.text}"), *(Note(f"  {text}") for text in more)]
    leaders = plan is not None and plan.plan.form == PlanForm.LEADERS
    aspect = _label(Perspective, indicator.perspective) if leaders else _label(Aspect, indicator.aspect)
    target = f"  Target: {target_shown(indicator)}"
    if indicator.target is not None:
        target += f" ({_label(Direction, indicator.direction).lower()})"
    return [Note(f"Indikator: {indicator.text} ({aspect})"), Note(target), *(Note(f"  {text}") for text in more)]


def _label(codes: type[Labelled], code: str) -> str:
    """The label of a stored code; a code of a newer program is shown as it is."""
    return next((known.label for known in codes if known == code), code or "belum dipilih")
