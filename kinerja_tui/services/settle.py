"""What a merge of two PCs may have broken and a person must settle: bentrok, held changes, rules between records.

Nothing here refuses anything: entry holds the rules, this list shows where a lawful merge broke them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import excerpt, parse_decimal
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services import (
    figure_sources,
    settle_addenda,
    settle_development,
    settle_evaluations,
    settle_forums,
    settle_objections,
    settle_plans,
    settle_posts,
    settle_seen,
    settle_services,
    settle_voices,
)
from kinerja_tui.services.cascade_circles import circles_of_support
from kinerja_tui.services.labels import REMOVED, field_label, is_link, shown, table_label
from kinerja_tui.services.reported import REPORT_CHANGED
from kinerja_tui.services.settle_plans import TARGET_KEY

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


@dataclass(frozen=True)
class ToSettle:
    """One thing to settle: whose it is, what is wrong (Indonesian), and the record (or held change) it is about."""

    employee_id: str
    person: str
    text: str
    record_id: str
    kind: str = "conflict"
    """what is wrong; decides how it can be settled"""
    field: str = ""
    """the field in bentrok; of a held change the reason"""


@dataclass(frozen=True)
class Candidate:
    """One of the values of a field in bentrok: as it travels, as people read it, and who wrote it when and where."""

    value: Any
    text: str
    source: str
    seen: str = ""
    """what stood there when it was written, as its author had seen it"""


@dataclass(frozen=True)
class Dispute:
    """A field in bentrok with the values to choose from."""

    title: str
    candidates: list[Candidate]
    free: bool
    """whether another value may be typed instead"""


def to_settle(file: DatabaseFile) -> list[ToSettle]:
    """Everything that waits for a person, field conflicts first, then broken rules, then held changes."""
    found = []
    for employee_id, person, table, field, record_id in file.rows(_CONFLICTS):
        text = f"{what_is_it(file, table, record_id, field)}: diubah di dua PC"
        found.append(ToSettle(employee_id or "", person or "", text, record_id, "conflict", field))
    for kind, sql, wording in BROKEN:
        for employee_id, person, detail, record_id in file.rows(sql):
            named = shown("evaluation", "period", detail) if kind in _OF_PERIOD else str(detail or "")
            text = wording.format(excerpt(named, 60))
            found.append(ToSettle(employee_id, person or "", text, record_id, kind))
    for first, *_ in circles_of_support(file):
        text = f"Saling mendukung dalam lingkaran: {excerpt(first.text, 60)}"
        found.append(ToSettle(first.employee_id, first.person, text, first.result_id, "circle"))
    for employee_id, person, indicator, record_id in figure_sources.differing(file):
        text = f"Angkanya tidak sama lagi dengan catatannya: {excerpt(indicator, 60)}"
        found.append(ToSettle(employee_id, person, text, record_id, "figure"))
    for change, person, act, reason, sub in file.rows(_HELD):
        found.append(ToSettle(sub, person or "", f"Tertahan ({reason}): {excerpt(act, 60)}", change, "held", reason))
    return found


def what_is_it(file: DatabaseFile, table: str, record_id: str, field: str) -> str:
    """A field as people know it: ``Target (Indikator “Jumlah surat”)``; of an employee only the field."""
    label = field_label(table, field)
    return label if table == "employee" else f"{label} ({record_named(file, table, record_id)})"


def record_named(file: DatabaseFile, table: str, record_id: str) -> str:
    """A record as people know it: ``Indikator “Jumlah surat”``."""
    column = _CAPTIONS.get(table, "")
    rows = file.rows(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (record_id,)) if column else []
    caption = shown(table, column, rows[0][0]) if rows and rows[0][0] not in (None, "") else ""
    return f"{table_label(table)} “{excerpt(caption, 40)}”" if caption else table_label(table)


def dispute(file: DatabaseFile, record_id: str, field: str) -> Dispute:
    """The values of a field in bentrok, each once. Raises `RuleBroken` when it is settled already."""
    rows = file.rows(
        "SELECT table_name, candidates FROM conflict WHERE record_id = ? AND field = ?", (record_id, field)
    )
    if not rows:
        raise RuleBroken("Bentrok ini sudah diselesaikan.")
    table, heads = rows[0]
    sources: dict[str, list[str]] = {}
    seen: dict[str, list[str]] = {}
    known = settle_seen.what_they_saw(file, record_id, field, [head["change"] for head in json.loads(heads)])
    values: dict[str, Any] = {}
    for head in json.loads(heads):
        key = json.dumps(head["value"], sort_keys=True)
        values[key] = head["value"]
        sources.setdefault(key, []).append(settle_seen.source_of(file, head["change"]))
        told = [value_text(file, table, field, value) for value in known[head["change"]]]
        seen.setdefault(key, []).append(" atau ".join(told) or "belum ada isinya")
    candidates = [
        Candidate(
            values[key], value_text(file, table, field, values[key]), "; ".join(sources[key]), "; ".join(seen[key])
        )
        for key in values
    ]
    free = field not in _CHOSEN and not is_link(field) and not field.endswith("_card") and field != REMOVED
    return Dispute(what_is_it(file, table, record_id, field), candidates, free)


def resolve(db: Database, record_id: str, field: str, value: Any) -> None:
    """Choose a value (as it travels) for a field in bentrok: an ordinary change that has seen all the others.

    Raises `RuleBroken` when it is settled already or the value does not fit.
    """
    from kinerja_tui.models.local import Conflict
    from kinerja_tui.models.records import UnfitValue, decode, journalled_fields
    from kinerja_tui.models.schema import PROJECTED
    from kinerja_tui.services.approval import put_approved

    with db.transaction() as session:
        conflict = session.get(Conflict, (record_id, field))
        if conflict is None:
            raise RuleBroken("Bentrok ini sudah diselesaikan.")
        table, subject = PROJECTED[conflict.table_name], conflict.sub
        if field != REMOVED and field not in journalled_fields(table):
            raise RuleBroken(_NEWER_FIELD)
        with db.act(f"Bentrok diselesaikan: {field_label(conflict.table_name, field)}", subject) as act:
            if field == REMOVED:
                (act.remove if value is True else act.bring_back)(table, record_id)
                return
            try:
                act.write(table, record_id, **{field: decode(table, field, value)})
                if (conflict.table_name, field) == ("indicator", "approved_as"):
                    put_approved(act, record_id, value)
            except UnfitValue as error:
                raise RuleBroken("Isi itu tidak sesuai untuk isian ini. Tidak ada yang diubah.") from error


def typed_value(db: Database, record_id: str, field: str, text: str) -> Any:
    """A value typed by a person instead of the candidates, as it travels. Raises `RuleBroken`."""
    from kinerja_tui.models.records import UnfitValue, encode, from_text, journalled_fields
    from kinerja_tui.models.schema import PROJECTED

    rows = db.file.rows("SELECT table_name FROM conflict WHERE record_id = ? AND field = ?", (record_id, field))
    if not rows:
        raise RuleBroken("Bentrok ini sudah diselesaikan.")
    table = PROJECTED[rows[0][0]]
    if field not in journalled_fields(table):
        raise RuleBroken(_NEWER_FIELD)
    annotation = str(table.model_fields[field].annotation)
    typed = text.strip()
    if typed and "date" in annotation:
        typed = parse_day(typed, db.today(), db.year).isoformat()
    elif typed and "Decimal" in annotation:
        typed = format(parse_decimal(typed), "f")
    try:
        return encode(from_text(table, field, typed))
    except UnfitValue as error:
        hint = " Tulis bilangan bulat, misalnya 3." if "int" in annotation else ""
        raise RuleBroken(f"Isi itu tidak sesuai untuk isian ini.{hint}") from error


def settle_orphan(db: Database, indicator_id: str, *, keep: bool) -> None:
    """An indicator whose result was removed elsewhere: bring the result back, or remove the indicator too.

    Raises `RuleBroken` when one of them is not here any more.
    """
    from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
    from kinerja_tui.services.forms import known

    with db.transaction() as session:
        indicator = known(session, Indicator, indicator_id)
        result = known(session, WorkResult, indicator.result_id)
        plan = known(session, WorkPlan, result.plan_id)
        title = "Hasil kerja dikembalikan" if keep else "Indikator yang tertinggal dihapus"
        with db.act(title, plan.employee_id) as act:
            if keep:
                act.bring_back(WorkResult, indicator.result_id)
            else:
                act.remove(Indicator, indicator_id)


def targets(file: DatabaseFile, indicator_id: str) -> tuple[str, str]:
    """(what was approved, what stands now) of an indicator, as people read it."""
    rows = file.rows(
        f"SELECT i.approved_as, {TARGET_KEY}, i.removed, CASE WHEN p.approach = 'kualitatif' THEN i.text END "
        "FROM indicator i LEFT JOIN work_plan p ON p.id = i.plan_id WHERE i.id = ?",
        (indicator_id,),
    )
    approved, now, removed, measure = rows[0] if rows else ("", "", True, None)

    def told(key: str) -> str:
        return shown("indicator", "approved_as", key) if measure is None else excerpt(str(measure), 60)

    return (
        told(approved) if approved else "tidak ada indikator ini",
        "indikator dihapus" if removed else told(now),
    )


def value_text(file: DatabaseFile, table: str, field: str, value: Any) -> str:
    """A value as people read it; for a link the name of what it points at."""
    if is_link(field) and isinstance(value, str) and value:
        for query in _NAMES:
            if rows := file.rows(query, (value,)):
                return str(rows[0][0])
    return shown(table, field, value)


_NEWER_FIELD = "Isian ini dari program versi lebih baru. Perbarui program untuk memilih; semua isinya tetap aman."

_NAMES = (
    "SELECT name FROM employee WHERE id = ?",
    "SELECT text FROM work_result WHERE id = ?",
    "SELECT text FROM key_indicator WHERE id = ?",
    "SELECT name FROM service WHERE id = ?",
)

_CHOSEN = {
    "kind", "post_kind", "state", "approach", "aspect", "direction", "period", "value", "end_reason", "work_rating",
    "behaviour_rating", "rating", "evidence_kind", "nip", "golongan", "office", "code", "parent", "confirmed", "rules",
    "site", "key", "recognised", "change", "decision", "counting", "final", "giver_kind", "about", "part",
    "need_source", "form", "perspective", "section", "approved_as", "old_target", "new_target", "low", "high", "score",
    "author_kind", "answer_state",
    "active", "missing_periods", "accumulates", "as_submitted", "obstacles_read",
    "service", "weighting", "number", "element", "sex", "age", "education", "occupation", "requirements", "procedure",
    "expertise", "time", "cost", "product", "conduct", "complaints", "facilities",
    "condition", "predicate", "least",
    "faulty", "result", "source", "source_rows", "locked", "known", "people", "finished", "channel", "position",
}  # fmt: skip
"""Fields that take a code, or have rules of their own: one of the values is chosen, another is set on the form."""

_CAPTIONS = {
    "employee": "name",
    "office": "name",
    "assignment": "post",
    "work_plan": "year",
    "work_result": "text",
    "indicator": "text",
    "expectation": "value",
    "key_indicator": "text",
    "plan_comment": "text",
    "addendum": "reason",
    "addendum_line": "text",
    "plan_attachment": "text",
    "progress": "period",
    "action_step": "text",
    "progress_report": "period",
    "reporting_rule": "year",
    "evaluation": "period",
    "self_assessment": "period",
    "self_value": "value",
    "dimension": "name",
    "value_rating": "value",
    "delivery": "delivered_on",
    "objection": "submitted_on",
    "holiday": "name",
    "feedback": "given_on",
    "feedback_score": "value",
    "feedback_invitation": "giver_name",
    "dialogue": "held_on",
    "guidance": "held_on",
    "guidance_answer": "number",
    "guidance_competence": "competence",
    "organisation_rating": "period",
    "period_lock": "period",
    "training": "title",
    "training_session": "title",
    "training_attendance": "title",
    "follow_up": "what",
    "recognition": "basis",
    "recognition_rule": "name",
    "survey": "period",
    "survey_sheet": "number",
    "survey_second": "number",
    "improvement": "element",
    "service": "name",
    "service_request": "number",
    "forum": "place",
    "voice": "text",
}
"""By what people tell one record of a table from another."""

# An approved target in bentrok is one question, not one for each of its parts.
_CONFLICTS = """
    SELECT c.sub, e.name, c.table_name, c.field, c.record_id
    FROM conflict c LEFT JOIN employee e ON e.id = c.sub
    WHERE c.table_name <> 'indicator' OR c.field NOT IN ('target', 'unit', 'target_text', 'direction') OR NOT EXISTS (
        SELECT 1 FROM conflict o WHERE o.record_id = c.record_id AND o.field = 'approved_as'
    )
    ORDER BY e.name, c.table_name, c.record_id, c.field
"""

_HELD = """
    SELECT j.id, e.name, j.act, j.held, j.sub
    FROM journal j LEFT JOIN employee e ON e.id = j.sub WHERE j.held IS NOT NULL ORDER BY j.seq
"""

_OF_PERIOD = {"evaluation", "report", "objection"}
"""Troubles whose detail is a period."""

BROKEN: tuple[tuple[str, str, str], ...] = (
    *settle_posts.BROKEN,
    *settle_plans.BROKEN,
    *settle_addenda.BROKEN,
    *settle_evaluations.BROKEN,
    REPORT_CHANGED,
    *settle_objections.BROKEN,
    *settle_development.BROKEN,
    *settle_services.BROKEN,
    *settle_voices.BROKEN,
    *settle_forums.BROKEN,
)
"""(kind, query, sentence) of every rule between records that a merge may break: each row is the employee's id and name,
a detail for the sentence, and the record's id."""
