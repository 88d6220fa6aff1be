"""The targets of a plan on a day, and its addenda as people read them.

One place for what work is judged by: evaluation, progress and transfers ask here. A finished evaluation keeps what it
was judged by, whatever addendum comes later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from kinerja_tui.models.addenda import Addendum, AddendumLine
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import FINISHED, Evaluation
from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.rules.addenda import LineKind, Target, change_text, in_force
from kinerja_tui.rules.formats import excerpt, format_date, format_decimal
from kinerja_tui.services.planning.plans import PlanContents, ResultLine, contents
from kinerja_tui.services.staff.posts import day_within

_PART = "\x1f"


@dataclass(frozen=True)
class Made:
    """An addendum with its lines."""

    addendum: Addendum
    lines: tuple[AddendumLine, ...]

    @property
    def day(self) -> date:
        """The first day it holds."""
        return self.addendum.takes_effect or date.min

    @property
    def name(self) -> str:
        """``adendum 1 berlaku 1 Juli 2026``."""
        when = f" berlaku {format_date(self.addendum.takes_effect)}" if self.addendum.takes_effect else ""
        return f"adendum {self.addendum.number}{when}"

    def of_kind(self, kind: LineKind) -> list[AddendumLine]:
        """Its lines that change a target, add a result or end one."""
        return [line for line in self.lines if line.kind == kind]


def addenda_of(session: Session, plan_id: str) -> list[Made]:
    """The addenda of a plan in the order they take effect; after a merge the same everywhere."""
    lines: dict[str, list[AddendumLine]] = {}
    query = select(AddendumLine).where(AddendumLine.plan_id == plan_id, col(AddendumLine.removed).is_(False))
    for line in session.exec(query.order_by(col(AddendumLine.kind).desc(), AddendumLine.text, AddendumLine.id)):
        lines.setdefault(line.addendum_id, []).append(line)
    found = session.exec(select(Addendum).where(Addendum.plan_id == plan_id, col(Addendum.removed).is_(False)))
    made = [Made(item, tuple(lines.get(item.id, ()))) for item in found]
    return sorted(made, key=lambda item: (item.day, item.addendum.number, item.addendum.id))


# -- what is in force


def contents_on(session: Session, plan_id: str, day: date, made_by: date | None = None) -> PlanContents:
    """A plan with the targets and results in force on a day (outside its span: on the nearest day of it).

    The indicators are copies, not to be written. ``made_by``: addenda made later are not told.
    """
    plan = contents(session, plan_id)
    return _in_force(session, plan, day_within(plan.plan, day), made_by)


def as_approved(session: Session, plan_id: str) -> PlanContents:
    """A plan as it was signed: without what addenda changed, added or ended."""
    return _in_force(session, contents(session, plan_id), date.min)


def _in_force(session: Session, plan: PlanContents, day: date, made_by: date | None = None) -> PlanContents:
    # One that would begin after a transfer closed the plan never comes into force.
    made = [item for item in addenda_of(session, plan.plan.id) if item.day <= (plan.plan.end or date.max)]
    lines = [
        ResultLine(line.result, [_on(item, made, day, qualitative=plan.qualitative) for item in line.indicators])
        for line in plan.lines
        if runs(line.result, day)
    ]
    told = [item for item in made if item.day <= day and _by(item, made_by)]
    return replace(plan, lines=lines, **_notes(told))


def judged(session: Session, plan_id: str, last_day: date, evaluation: Evaluation | None) -> PlanContents:
    """The plan as an evaluation prints it: in force on the period's last day; of a finished one, as it was judged."""
    if evaluation is None or evaluation.removed or evaluation.state != FINISHED:
        return contents_on(session, plan_id, last_day)
    plan = contents_on(session, plan_id, last_day, evaluation.finished_on)
    if not evaluation.targets:  # finished before targets were kept with it
        return plan
    lines = []
    for line in contents(session, plan_id).lines:
        kept = [
            _as_kept(item, evaluation.targets[item.id], qualitative=plan.qualitative)
            for item in line.indicators
            if item.id in evaluation.targets
        ]
        if kept:
            lines.append(ResultLine(line.result, kept))
    return replace(plan, lines=lines)


def judged_by(plan: PlanContents) -> dict[str, str]:
    """What an evaluation keeps of the targets on its form: indicator id -> target, with its part after a transfer."""
    return {item.id: _kept(item, qualitative=plan.qualitative) for line in plan.lines for item in line.indicators}


def runs(result: WorkResult, day: date) -> bool:
    """Whether a result counts on a day: addenda add and end results."""
    return (result.starts_on or date.min) <= day <= (result.ends_on or date.max)


def approved_target(indicator: Indicator, *, qualitative: bool = False) -> Target:
    """What the rater approved, where that is known; otherwise what stands in the indicator.

    In the qualitative approach the target stands in the words of the success measure itself.
    """
    if qualitative:
        return Target(None, "", indicator.text, indicator.direction)
    return Target.read(indicator.approved_as) or indicator.as_target()


def _on(indicator: Indicator, made: Sequence[Made], day: date, *, qualitative: bool) -> Indicator:
    steps = [
        (item.day, (line.old_target, line.old_part), (line.new_target, line.new_part))
        for item in made
        for line in item.of_kind(LineKind.TARGET)
        if line.indicator_id == indicator.id
    ]
    now = (approved_target(indicator, qualitative=qualitative).key, indicator.part_target)
    key, part = in_force(steps, now, day)
    return _copy(indicator, Target.read(key), part, qualitative=qualitative)


def _copy(indicator: Indicator, target: Target | None, part: Decimal | None, *, qualitative: bool) -> Indicator:
    copy = Indicator(**indicator.model_dump())
    if qualitative:
        copy.text = target.words if target is not None else copy.text
    elif target is not None:
        copy.target, copy.unit, copy.target_text, copy.direction = (
            target.number, target.unit, target.words, target.direction
        )  # fmt: skip
        copy.part_target = part
    return copy


def _kept(indicator: Indicator, *, qualitative: bool) -> str:
    part = "" if indicator.part_target is None else format(indicator.part_target, "f")
    target = approved_target(indicator, qualitative=True) if qualitative else indicator.as_target()
    return f"{target.key}{_PART}{part}"


def _as_kept(indicator: Indicator, kept: Any, *, qualitative: bool) -> Indicator:
    key, _, part = str(kept).rpartition(_PART)
    held = Target.read(part + 3 * _PART)
    return _copy(indicator, Target.read(key), held.number if held is not None else None, qualitative=qualitative)


def _by(made: Made, day: date | None) -> bool:
    return day is None or made.addendum.made_on is None or made.addendum.made_on <= day


# -- as people read it


def _notes(made: Sequence[Made]) -> dict[str, Any]:
    targets: dict[str, str] = {}
    notes = []
    for item in made:
        for line in item.of_kind(LineKind.TARGET):
            old, new = Target.read(line.old_target), Target.read(line.new_target)
            if old is None or new is None:
                continue
            begun = targets.get(line.indicator_id, f"Target saat disetujui {old.text}")
            targets[line.indicator_id] = f"{begun}; {item.name}: {new.text}"
        for line in item.of_kind(LineKind.ADDED):
            notes.append(f"Hasil kerja “{excerpt(line.text, 60)}” ditambahkan {item.name}.")
        for line in item.of_kind(LineKind.ENDED):
            notes.append(f"Hasil kerja “{excerpt(line.text, 60)}” diakhiri {item.name}. Alasan: {line.reason}")
    return {"target_notes": targets, "notes": tuple(notes)}


def line_text(line: AddendumLine) -> str:
    """What one line changes: ``SPJ yang disampaikan: 24 → 12 dokumen``."""
    old, new = Target.read(line.old_target), Target.read(line.new_target)
    if line.kind == LineKind.ENDED:
        return f"Hasil kerja diakhiri: {line.text}. Alasan: {line.reason}"
    if line.kind == LineKind.ADDED:
        return f"Hasil kerja ditambah: {line.text}"
    if old is None or new is None:
        return line.text
    if old.words == line.text:  # a success measure says its target itself
        return f"Ukuran keberhasilan: {change_text(old, new)}"
    part = f" (bagian {format_decimal(line.new_part)})" if line.new_part is not None else ""
    return f"{line.text}: {change_text(old, new)}{part}"


def addendum_lines(made: Made) -> list[str]:
    """An addendum as notes of a form: its head, then what it changes."""
    item = made.addendum
    who = f" Disetujui {item.approved_by.removesuffix('.')}." if item.approved_by else ""
    when = format_date(item.takes_effect) if item.takes_effect else "tanpa tanggal"
    head = f"Adendum {item.number}, berlaku {when}.{who} Alasan: {item.reason}"
    return [head, *(f"- {line_text(line)}" for line in made.lines)]


def plan_notes(db: Database, plan_id: str) -> tuple[str, ...]:
    """All addenda of a plan, as notes."""
    with db.reading() as session:
        return tuple(text for made in addenda_of(session, plan_id) for text in addendum_lines(made))
