"""Keying an addendum: which fields its form has, and what they come to. Safe at every field, one change at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from kinerja_tui.models.addenda import Addendum
from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.addenda import Target, change_text
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.plans import Aspect, Direction, PlanForm
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form
from kinerja_tui.services.planning import addenda, approvers, cascade
from kinerja_tui.services.planning.addenda import NewIndicator, NewResult, Wanted
from kinerja_tui.services.planning.plans import PlanContents, ResultLine, contents
from kinerja_tui.services.planning.targets import approved_target, plan_notes, runs
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.services.staff.posts import day_within

MOST = 20
"""Results, and indicators of a result, that one addendum may add."""
YES = "1"

Texts = Mapping[str, str]
"""The texts of the form by field."""

_COLUMNS = ("target", "unit", "target_text", "direction")


@dataclass(frozen=True)
class Opened:
    """An opened addendum form with the plan it is about."""

    form: Form
    plan: PlanContents
    """the results that are not ended yet"""
    earlier: tuple[str, ...]
    """the addenda made before, as notes"""


def open_addendum(db: Database, plan_id: str) -> Opened:
    """Open the form of a new addendum; picks up what was typed before. Raises `RuleBroken` when there can be none."""
    with db.reading() as session:
        plan = addenda.check_plan(session, plan_id)
        whole = contents(session, plan_id)
        whole.lines = [line for line in whole.lines if line.result.ends_on is None]
        ids = [record.id for line in whole.lines for record in (line.result, *line.indicators)]
        form = open_form(db, f"addendum:{plan_id}", f"Adendum {whole.employee.name}", plan.employee_id, (), ids)
        form.seen = db.seen(ids)  # what stands on the form now, also where the draft is older
        for line in whole.lines:
            for item in line.indicators:
                form.stored.update(_texts(item, qualitative=whole.qualitative))
        form.stored[head_key("takes_effect")] = _proposed_day(db, plan)
        return Opened(form, whole, plan_notes(db, plan_id))


def head_key(column: str) -> str:
    """The form field of the addendum itself."""
    return field_key(Addendum, NEW, column)


def target_key(indicator_id: str, column: str) -> str:
    """The form field of a target: one of the columns of an indicator."""
    return field_key(Indicator, indicator_id, column)


def result_key(result_id: str, column: str) -> str:
    """The form field of a result: ``ended`` and ``end_reason`` of a known one, a column of a new one."""
    return field_key(WorkResult, result_id, column)


def new_result_id(number: int) -> str:
    """Stands for the n-th result that is added, until it has a real id."""
    return f"{NEW}{number}"


def new_indicator_id(number: int, place: int) -> str:
    """Stands for an indicator of it."""
    return f"{NEW}{number}-{place}"


# -- what was typed


def new_target(texts: Texts, indicator_id: str) -> Target:
    """The target that stands on the form."""
    number, unit, words, direction = (texts.get(target_key(indicator_id, name), "").strip() for name in _COLUMNS)
    try:
        value = Decimal(number) if number else None
    except InvalidOperation:  # a foreign draft
        value = None
    return Target(value, unit if value is not None else "", words, direction or str(Direction.HIGHER))


def old_target(opened: Opened, item: Indicator) -> Target:
    """The target that is in force before the addendum, as `new_target` reads the form."""
    return new_target(_texts(item, qualitative=opened.plan.qualitative), item.id)


def is_changed(opened: Opened, texts: Texts, item: Indicator) -> bool:
    """Whether the form has another target than the approved one."""
    return new_target(texts, item.id).key != old_target(opened, item).key


def ends(texts: Texts, result_id: str) -> bool:
    """Whether the form ends a result."""
    return texts.get(result_key(result_id, "ended")) == YES


def first_column(opened: Opened) -> str:
    """What is asked first of a new indicator, and without which there is none: on each form another column."""
    if opened.plan.qualitative:
        return "text"
    return "perspective" if opened.plan.plan.form == PlanForm.LEADERS else "aspect"


def added(opened: Opened, texts: Texts) -> Iterator[tuple[str, list[str]]]:
    """The results the form adds: provisional id, those of its indicators."""
    for number in range(1, MOST + 1):
        result_id = new_result_id(number)
        if not texts.get(result_key(result_id, "kind")):
            return
        found = []
        for place in range(1, MOST + 1):
            indicator_id = new_indicator_id(number, place)
            if not texts.get(target_key(indicator_id, first_column(opened))):
                break
            found.append(indicator_id)
        yield result_id, found


def wanted(db: Database, opened: Opened) -> Wanted:
    """Everything on the form."""
    texts = opened.form.texts()
    superior = cascade.superior_of(db, opened.plan.plan.id)
    results = []
    for result_id, indicator_ids in added(opened, texts):
        kind, text, supported, assigned = (
            texts.get(result_key(result_id, name), "") for name in ("kind", "text", "superior_text", "assigned_by")
        )
        above = superior.named(supported)
        indicators = [
            NewIndicator(
                texts.get(target_key(item, "aspect")) or str(Aspect.QUANTITY),
                texts.get(target_key(item, "text"), ""),
                new_target(texts, item),
                texts.get(target_key(item, "perspective"), ""),
            )
            for item in indicator_ids
        ]
        results.append(NewResult(kind, text, indicators, supported, above.id if above else None, assigned))
    known_lines = opened.plan.lines
    items = [item for line in known_lines for item in line.indicators if not ends(texts, line.result.id)]
    return Wanted(
        takes_effect=day_of(texts),
        reason=texts.get(head_key("reason"), ""),
        approved_by=texts.get(head_key("approved_by"), ""),
        targets={item.id: new_target(texts, item.id) for item in items if is_changed(opened, texts, item)},
        parts={item.id: part for item in items if (part := _part(texts, item.id)) is not None},
        added=results,
        ended={
            line.result.id: texts.get(result_key(line.result.id, "end_reason"), "")
            for line in known_lines
            if ends(texts, line.result.id)
        },
    )


def day_of(texts: Texts) -> date | None:
    """The day it takes effect; None while empty or foreign."""
    try:
        return date.fromisoformat(texts.get(head_key("takes_effect"), ""))
    except ValueError:
        return None


# -- what is wrong with it


def lacking(opened: Opened) -> tuple[str, str] | None:
    """The first field that still has to be filled in, and what to say; None when the form is complete."""
    texts = opened.form.texts()
    if day_of(texts) is None:
        return head_key("takes_effect"), "Tanggal mulai berlaku belum diisi."
    if not texts.get(head_key("reason"), "").strip():
        return head_key("reason"), "Alasan adendum belum diisi."
    for line in opened.plan.lines:
        if ends(texts, line.result.id):
            if not texts.get(result_key(line.result.id, "end_reason"), "").strip():
                return result_key(line.result.id, "end_reason"), "Tulis alasan hasil kerja ini diakhiri."
            continue
        for item in line.indicators:
            if is_changed(opened, texts, item) and (found := _lacks_target(texts, item.id, item.text)):
                return found
    for result_id, indicator_ids in added(opened, texts):
        if not texts.get(result_key(result_id, "text"), "").strip():
            return result_key(result_id, "text"), "Rencana hasil kerja yang baru belum ditulis."
        if not indicator_ids:
            first = target_key(f"{result_id}-1", first_column(opened))
            return first, "Hasil kerja yang baru belum punya indikator."
        for item_id in indicator_ids:
            if not texts.get(target_key(item_id, "text"), "").strip():
                return target_key(item_id, "text"), "Indikator yang baru belum ditulis."
            found = _lacks_target(texts, item_id, texts[target_key(item_id, "text")])
            if found and not opened.plan.qualitative:
                return found
    if not summary_lines(opened):
        return _first_target(opened), "Belum ada yang diubah. Ketik target baru, tambah, atau akhiri hasil kerja."
    return None


def summary_lines(opened: Opened) -> list[str]:
    """What the addendum changes, a line each."""
    texts = opened.form.texts()
    found = []
    for line in opened.plan.lines:
        if ends(texts, line.result.id):
            found.append(f"Diakhiri: {excerpt(line.result.text, 60)}")
            continue
        for item in line.indicators:
            if is_changed(opened, texts, item):
                change = change_text(old_target(opened, item), new_target(texts, item.id))
                found.append(change if opened.plan.qualitative else f"{excerpt(item.text, 45)}: {change}")
    return found + [f"Baru: {excerpt(texts.get(result_key(item, 'text'), ''), 60)}" for item, _ in added(opened, texts)]


def day_problem(db: Database, plan_id: str, day: date) -> str:
    """Why the addendum cannot take effect on a day; empty when it can."""
    with db.reading() as session:
        try:
            addenda.check_day(session, known(session, WorkPlan, plan_id), day)
        except RuleBroken as error:
            return error.text
    return ""


def approver_of(db: Database, plan_id: str, typed: str, day: date) -> str:
    """The name of who approves; empty ``typed``: the rater of the day. Raises `RuleBroken` with why not."""
    with db.reading() as session:
        return addenda.approver(session, known(session, WorkPlan, plan_id), typed, day).name


def approver_choices(db: Database, plan_id: str, day: date) -> list[approvers.Approver]:
    """Who may approve on a day, the rater first."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        return approvers.approvers_on(session, plan, day_within(plan, day))


def proposed_part(opened: Opened, texts: Texts, item: Indicator) -> Decimal | None:
    """The proposed part of the new target in a plan that a transfer closed; None where none is needed."""
    return addenda.new_part(opened.plan.plan, item, new_target(texts, item.id))


def not_begun(texts: Texts, line: ResultLine) -> bool:
    """Whether a result that an addendum added counts only later than this one takes effect."""
    day = day_of(texts)
    return day is not None and not runs(line.result, day)


def _lacks_target(texts: Texts, indicator_id: str, name: str) -> tuple[str, str] | None:
    target = new_target(texts, indicator_id)
    if target.number is None and not target.words:
        return target_key(indicator_id, "target"), f"Target “{excerpt(name, 40)}” belum diisi."
    if target.number is not None and not target.unit:
        return target_key(indicator_id, "unit"), f"Target “{excerpt(name, 40)}” belum ada satuannya."
    return None


def _first_target(opened: Opened) -> str:
    items = [item for line in opened.plan.lines for item in line.indicators]
    if not items:
        return head_key("reason")
    return target_key(items[0].id, "target_text" if opened.plan.is_written(items[0]) else "target")


def _part(texts: Texts, indicator_id: str) -> Decimal | None:
    try:
        return Decimal(texts.get(target_key(indicator_id, "part_target"), ""))
    except InvalidOperation:
        return None


def _texts(item: Indicator, *, qualitative: bool) -> dict[str, str]:
    target = approved_target(item, qualitative=qualitative)
    number = "" if target.number is None else format(target.number, "f")
    texts = (number, target.unit, target.words, target.direction)
    return {target_key(item.id, name): text for name, text in zip(_COLUMNS, texts, strict=True)}


def _proposed_day(db: Database, plan: WorkPlan) -> str:
    """Today, as far as an addendum can take effect today."""
    day = day_within(plan, db.today())
    return "" if day_problem(db, plan.id, day) else day.isoformat()
