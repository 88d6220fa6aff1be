"""The practice office's training, sessions, follow-ups and recognition (pengembangan.json)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kinerja_tui.models.database import Database
from kinerja_tui.models.development import Attendance, FollowUp, Training, TrainingSession
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Office
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.models.recognition_rules import RecognitionRule
from kinerja_tui.models.records import Record, natural_id
from kinerja_tui.rules.development import TrainingState
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.recognition import RecognitionState
from kinerja_tui.services.feedback.feedback_givers import employee_named
from kinerja_tui.services.labels import shown
from kinerja_tui.services.practice.practice_sources import iku_id

Item = dict[str, Any]
IdOf = Callable[[str, str], str]
"""(NIP, period or key) -> id of the evaluation or the result."""


def load(db: Database, content: Item, office: str, evaluation_id: IdOf, result_id: IdOf) -> None:
    """Write everything as it would have been keyed."""
    for number, item in enumerate(content["sessions"]):
        _session(db, item, office, number)
    for number, item in enumerate(content["trainings"]):
        record_id = natural_id("practice", "training", item["nip"], str(number))
        title = f"Pelatihan “{excerpt(item['title'], 60)}”: {TrainingState(item['state']).label.lower()}"
        _write(db, Training, record_id, title, item)
    for item in content["follow_ups"]:
        target = result_id(item["nip"], item["target"]) if item["part"] == "rhk" else item["target"]
        evaluation = evaluation_id(item["nip"], item["period"])
        record_id = FollowUp.id_of(evaluation, item["part"], target)
        title = f"Tindak lanjut evaluasi {shown('evaluation', 'period', item['period'])}"
        _write(db, FollowUp, record_id, title, item, about=target, evaluation_id=evaluation)
    for number, item in enumerate(content["recognitions"]):
        record_id = natural_id("practice", "recognition", item["nip"], str(number))
        title = f"Penghargaan {RecognitionState(item['state']).label.lower()}: {excerpt(item['basis'], 60)}"
        people = {
            f"{step}_by_id": employee_named(db.file, item[f"{step}_by"]) if item[f"{step}_by"] else None
            for step in ("decided", "given")
        }
        evaluation = evaluation_id(item["nip"], item["evaluation"])
        _write(db, Recognition, record_id, title, item, evaluation_id=evaluation, **people)
    for number, item in enumerate(content["rules"]):
        values = {name: item[name] for name in ("name", "condition", "predicate", "least", "kind")}
        record_id = natural_id("practice", "recognition-rule", office, str(number))
        with db.act(f"Aturan penghargaan baru: {item['name']}") as act:
            indicator = iku_id(office, item["iku"]) if item["iku"] else None
            act.write(RecognitionRule, record_id, office=office, year=db.year, active=True, key_indicator_id=indicator,
                      **values)  # fmt: skip


def _session(db: Database, item: Item, office: str, number: int) -> None:
    session_id = natural_id("practice", "session", office, str(number))
    values = {name: item[name] for name in ("title", "kind", "competence")}
    values |= {"held_on": date.fromisoformat(item["held_on"]), "hours": Decimal(item["hours"])}
    with db.act(f"Kegiatan bersama “{excerpt(item['title'], 60)}”", Office.id_of(office)) as act:
        act.write(TrainingSession, session_id, office=office, organiser=item["organiser"], **values)
    for nip in item["attended"]:
        employee_id = Employee.id_of(nip)
        with db.act(f"Hadir: {excerpt(item['title'], 60)}", employee_id) as act:
            attendance_id = Attendance.id_of(session_id, employee_id)
            act.write(Attendance, attendance_id, session_id=session_id, employee_id=employee_id, **values)


def _write(db: Database, table: type[Record], record_id: str, title: str, item: Item, **more: object) -> None:
    """One record with the fields of the file that the table has."""
    names = [name for name in item if name in table.model_fields and name not in more]
    employee_id = Employee.id_of(item["nip"])
    with db.act(title, employee_id) as act:
        values = {name: _read(table, name, item[name]) for name in names}
        act.write(table, record_id, employee_id=employee_id, **values, **more)


def _read(table: type[Record], name: str, value: Any) -> object:
    annotation = str(table.model_fields[name].annotation)
    if value is None:
        return None
    if "date" in annotation:
        return date.fromisoformat(value)
    return Decimal(value) if "Decimal" in annotation else value
