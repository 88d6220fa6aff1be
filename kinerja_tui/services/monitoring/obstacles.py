"""The obstacles (hambatan) of a period, which the rater reads before an evaluation is finished."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from kinerja_tui.models.act import Act
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.services.staff.employees import card


def obstacles(plan: PlanContents, reported: Mapping[str, Progress]) -> list[tuple[str, str]]:
    """(indicator, obstacle) of a period in the order of the plan."""
    indicators = [indicator for line in plan.lines for indicator in line.indicators]
    return [(item.text, found.obstacles) for item in indicators if (found := reported.get(item.id)) and found.obstacles]


def obstacles_key(found: list[tuple[str, str]]) -> str:
    """Stands for what was read: other obstacles have another key, none have an empty one."""
    if not found:
        return ""
    text = "\x1e".join("\x1f".join(pair) for pair in found)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def reading_key(plan_id: str, period: str) -> str:
    """The field of the evaluation's form that says which obstacles were read."""
    return field_key(ProgressReport, ProgressReport.id_of(plan_id, period), "obstacles_read")


def missing_reading(
    form: Form, plan: PlanContents, period: str, reported: Mapping[str, Progress]
) -> list[tuple[str, str]]:
    """(form field, Indonesian sentence) while there are obstacles that were not marked as read as they are now."""
    wanted = obstacles_key(obstacles(plan, reported))
    key = reading_key(plan.plan.id, period)
    return [] if form.text(key) == wanted or not wanted else [(key, "Hambatan periode ini belum ditandai dibaca.")]


def note_reading(act: Act, form: Form, plan: PlanContents, period: str, day: date) -> None:
    """Write beside a mark just typed whose report it is of, and who read it when."""
    key = reading_key(plan.plan.id, period)
    typed = form.typed.get(key)
    if not typed or typed == form.stored.get(key, ""):
        return
    stored = act.session.get(WorkPlan, plan.plan.id) or plan.plan
    raters = cascade.raters_of(act.session, stored, day)
    rater = card(act.session, raters.rater_id, raters.rater_card) or stored.rater_card or {}
    act.write_anew(
        ProgressReport,
        ProgressReport.id_of(plan.plan.id, period),
        plan_id=plan.plan.id,
        period=period,
        obstacles_read_on=day,
        obstacles_read_by=str(rater.get("name", "")),
    )
