"""Keying a work plan: the form's lines, adding and removing them, and the one change they become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.models.state import REMOVED
from kinerja_tui.rules.plans import Aspect, Direction, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.forms.forms import Form, field_key, keep, known, open_form, write_typed
from kinerja_tui.services.planning import cascade, plan_attachments
from kinerja_tui.services.planning.plan_positions import ids_on, next_position, position_on, swapped
from kinerja_tui.services.planning.plans import contents, is_locked, state_of

Table = type[WorkResult] | type[Indicator] | type[PlanAttachment]

COMMON_UNITS = (
    "dokumen", "laporan", "kegiatan", "orang", "persen", "hari kerja", "menit", "berkas", "surat", "kali", "bulan",
    "kelurahan", "keluarga", "rupiah", "pengaduan", "nilai",
)  # fmt: skip
"""Units that plans of kecamatan offices often use [D]."""

_TYPED_BY_HAND: dict[Table, Sequence[str]] = {
    WorkResult: ("text", "superior_text", "superior_result_id", "assigned_by"),
    Indicator: ("text", "target", "unit", "target_text", "evidence_source"),
    PlanAttachment: ("text",),
}
"""Columns that make a line more than an empty one."""


def plan_form(db: Database, plan_id: str) -> Form:
    """Open the plan for keying; expectations that are not there yet can be typed too.

    Raises `RuleBroken` when the plan is not here any more, or in a state of a newer program.
    """
    with db.reading() as session:
        plan = contents(session, plan_id)
        state_of(plan.plan)
        records = [plan.plan, *plan.expectations.values()]
        for line in plan.lines:
            records += [line.result, *line.indicators]
        records += plan.attachments
        missing = [Expectation.id_of(plan_id, value.key) for value in VALUES if value.key not in plan.expectations]
        title = f"Rencana kerja {plan.employee.name}"
        return open_form(db, f"plan:{plan_id}", title, plan.plan.employee_id, records, missing)


def plan_id_of(form: Form) -> str:
    """The plan a form was opened on."""
    return form.name.partition(":")[2]


@dataclass(frozen=True)
class FormLine:
    """A result on the form being typed: its id and the ids of its indicators, in order."""

    result_id: str
    indicator_ids: tuple[str, ...]


def form_lines(form: Form, kind: ResultKind) -> list[FormLine]:
    """The results of list A or B as they stand on the form, drafts included, removed ones left out."""
    texts = form.texts()
    indicators: dict[str, list[tuple[int, str]]] = {}
    for indicator_id in ids_on(texts, Indicator):
        result = texts.get(field_key(Indicator, indicator_id, "result_id"), "")
        indicators.setdefault(result, []).append((position_on(texts, Indicator, indicator_id), indicator_id))
    lines = [
        (position_on(texts, WorkResult, result_id), result_id)
        for result_id in ids_on(texts, WorkResult)
        if texts.get(field_key(WorkResult, result_id, "kind")) == kind
    ]
    return [
        FormLine(result_id, tuple(indicator_id for _, indicator_id in sorted(indicators.get(result_id, []))))
        for _, result_id in sorted(lines)
    ]


def all_lines(form: Form) -> list[FormLine]:
    """List A, then list B."""
    return [*form_lines(form, ResultKind.MAIN), *form_lines(form, ResultKind.ADDITIONAL)]


def add_result(db: Database, form: Form, kind: ResultKind) -> FormLine:
    """Add an empty result with one empty indicator to the form."""
    result_id, indicator_id = new_id(), new_id()
    texts = {
        field_key(WorkResult, result_id, "plan_id"): plan_id_of(form),
        field_key(WorkResult, result_id, "kind"): str(kind),
        field_key(WorkResult, result_id, "position"): str(next_position(form, WorkResult)),
    }
    keep(db, form, texts | _new_indicator(form, result_id, indicator_id))
    return FormLine(result_id, (indicator_id,))


def add_indicator(db: Database, form: Form, result_id: str) -> str:
    """Add an empty indicator to a result on the form; returns its id."""
    indicator_id = new_id()
    keep(db, form, _new_indicator(form, result_id, indicator_id))
    return indicator_id


def remove_result(db: Database, form: Form, result_id: str) -> None:
    """Take a result and its indicators off the form."""
    gone = {field_key(WorkResult, result_id, REMOVED): "1"}
    for line in all_lines(form):
        if line.result_id == result_id:
            gone |= {field_key(Indicator, indicator_id, REMOVED): "1" for indicator_id in line.indicator_ids}
    keep(db, form, gone)


def remove_indicator(db: Database, form: Form, indicator_id: str) -> None:
    """Take an indicator off the form."""
    keep(db, form, {field_key(Indicator, indicator_id, REMOVED): "1"})


def remove_attachment(db: Database, form: Form, line_id: str) -> None:
    """Take a line of the lampiran off the form."""
    keep(db, form, {field_key(PlanAttachment, line_id, REMOVED): "1"})


def move(db: Database, form: Form, table: Table, record_id: str, by: int) -> bool:
    """Move a line up (-1) or down (1) within its list; False when it stands at that end, or is not on the form."""
    if table is PlanAttachment:
        section = form.text(field_key(PlanAttachment, record_id, "section"))
        ordered = plan_attachments.lines(form, section)
    elif table is Indicator:
        ordered = next((list(line.indicator_ids) for line in all_lines(form) if record_id in line.indicator_ids), [])
    else:
        kinds = ([line.result_id for line in form_lines(form, kind)] for kind in ResultKind)
        ordered = next((ids for ids in kinds if record_id in ids), [])
    changed = swapped(form, table, ordered, record_id, by) if record_id in ordered else {}
    if changed:
        keep(db, form, changed)
    return bool(changed)


def is_blank(form: Form, table: Table, record_id: str) -> bool:
    """Whether nothing was typed into a line; of a result, into its indicators either."""
    if any(form.text(field_key(table, record_id, column)).strip() for column in _TYPED_BY_HAND[table]):
        return False
    lines = (line for line in all_lines(form) if line.result_id == record_id)
    return all(is_blank(form, Indicator, item) for line in lines for item in line.indicator_ids)


def expectation_key(plan_id: str, value: str) -> str:
    """The form field of the expectation on one value."""
    return field_key(Expectation, Expectation.id_of(plan_id, value), "text")


def link(db: Database, form: Form, result_id: str, superior: cascade.Superior) -> None:
    """Link a result on the form to the superior's result whose text stands in it; another text ends the link."""
    above = superior.named(form.text(field_key(WorkResult, result_id, "superior_text")))
    key = field_key(WorkResult, result_id, "superior_result_id")
    wanted = above.id if above else ""
    if form.text(key) != wanted:
        keep(db, form, {key: wanted})


def save(db: Database, form: Form) -> None:
    """Make one change of everything typed on a plan; lines added and left empty are dropped.

    Raises `RuleBroken` when the plan was locked or removed meanwhile, or a link is not allowed: what was typed stays.
    """
    plan_id = plan_id_of(form)
    year = form.text(field_key(WorkPlan, plan_id, "year"))
    with db.act(f"Rencana kerja {year} diubah", form.subject, seen=form.seen) as act:
        plan = known(act.session, WorkPlan, plan_id)
        _check_unlocked(plan)
        entered = _without_stillborn(form)
        cascade.check_links(act.session, plan, entered, db.today())
        _name_new_expectations(act, entered, plan_id)
        write_typed(act, entered)
        cascade.keep_texts(act, entered)


def units(file: DatabaseFile) -> list[str]:
    """Units for targets: those used in this office, the most used first, then common ones."""
    used = file.rows(
        "SELECT unit FROM indicator WHERE NOT removed AND unit <> '' "
        "GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 60"
    )
    return list(dict.fromkeys([*(unit for (unit,) in used), *COMMON_UNITS]))


def _new_indicator(form: Form, result_id: str, indicator_id: str) -> dict[str, str]:
    return {
        field_key(Indicator, indicator_id, "plan_id"): plan_id_of(form),
        field_key(Indicator, indicator_id, "result_id"): result_id,
        field_key(Indicator, indicator_id, "position"): str(next_position(form, Indicator)),
        field_key(Indicator, indicator_id, "aspect"): str(Aspect.QUANTITY),
        field_key(Indicator, indicator_id, "direction"): str(Direction.HIGHER),
    }


def _check_unlocked(plan: WorkPlan) -> None:
    if plan.removed:
        raise RuleBroken(
            "Rencana kerja ini sudah dihapus di PC lain. Isian yang baru diketik tetap tersimpan di PC ini."
        )
    label = state_of(plan).label.lower()
    if is_locked(plan):
        raise RuleBroken(
            f"Rencana kerja ini sudah {label}, jadi tidak dapat diubah di sini. Isian yang baru diketik tetap ada."
        )


def _without_stillborn(form: Form) -> Form:
    """The form without lines that were never stored and are empty, or were added and taken off again.

    A stored line of the lampiran that was emptied is taken off.
    """
    gone = {f"{table.__tablename__}/{record_id}/" for table, record_id in _stillborn(form)}
    typed = {key: text for key, text in form.typed.items() if not key.startswith(tuple(gone))}
    return replace(form, typed={**typed, **plan_attachments.emptied(form)})


def _stillborn(form: Form) -> Iterator[tuple[Table, str]]:
    for table in _TYPED_BY_HAND:
        prefix = f"{table.__tablename__}/"
        for record_id in dict.fromkeys(key.split("/")[1] for key in form.typed if key.startswith(prefix)):
            if field_key(table, record_id, "plan_id") in form.stored:
                continue
            if form.text(field_key(table, record_id, REMOVED)) or is_blank(form, table, record_id):
                yield table, record_id


def _name_new_expectations(act: Act, form: Form, plan_id: str) -> None:
    for value in VALUES:
        if form.typed.get(expectation_key(plan_id, value.key)):
            act.write_anew(Expectation, Expectation.id_of(plan_id, value.key), plan_id=plan_id, value=value.key)
