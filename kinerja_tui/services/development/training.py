"""Training (pengembangan kompetensi) of one person: need, plan, taken part in, effect; the JP of a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.development import Training
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.development import (
    OPEN,
    TAKEN,
    Hours,
    TrainingState,
    check_effect_on,
    check_end,
    check_hours,
    check_taken_on,
    hours_of,
)
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.forms.one_record import amount_of, day_of, live, refuse, texts_on
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.staff import people
from kinerja_tui.services.staff.employees import NEW

REACHED = {
    TrainingState.NEED: ("title",),
    TrainingState.PLANNED: ("title", "planned_for"),
    TrainingState.ATTENDED: ("title", "kind", "start"),
    TrainingState.EFFECT: ("title", "kind", "start", "effect", "effect_on"),
    TrainingState.CANCELLED: ("title", "cancel_reason"),
}
"""State -> the columns that must be filled in for it."""
_MISSING = {
    "title": "Nama pelatihan belum diisi.",
    "kind": "Bentuk pelatihan belum dipilih.",
    "planned_for": "Tanggal rencananya belum diisi.",
    "start": "Tanggal mulai belum diisi.",
    "effect": "Tulis dampaknya: apa yang berubah dalam pekerjaan.",
    "effect_on": "Tanggal dampak dicatat belum diisi.",
    "cancel_reason": "Tulis alasan pelatihan ini batal.",
}
_TAKEN_SQL = ", ".join(f"'{state}'" for state in TAKEN)
_OPEN_SQL = ", ".join(f"'{state}'" for state in OPEN)
OPEN_COUNT = (
    f"(SELECT count(*) FROM training t WHERE t.employee_id = e.id AND NOT t.removed AND t.state IN ({_OPEN_SQL}))"
)
"""SQL: needs and plans of a joined employee ``e`` that still wait."""


# -- JP of a year. ?1 and ?2 first and last day of the year

HOURS = f"""(SELECT group_concat(h.jp, ' ') FROM (
    SELECT coalesce(t.hours, '?') AS jp FROM training t WHERE t.employee_id = e.id AND NOT t.removed
        AND t.state IN ({_TAKEN_SQL}) AND coalesce(t."end", t.start) BETWEEN ?1 AND ?2
    UNION ALL
    SELECT coalesce(CASE WHEN s.id IS NULL THEN a.hours ELSE s.hours END, '?') FROM training_attendance a
        LEFT JOIN training_session s ON s.id = a.session_id
        WHERE a.employee_id = e.id AND NOT a.removed AND coalesce(s.removed, 0) = 0
        AND CASE WHEN s.id IS NULL THEN a.held_on ELSE s.held_on END BETWEEN ?1 AND ?2
) h)"""
"""SQL: the JP of each training and session of a joined employee ``e`` in a year, spaced; ``?`` where not known."""


def hours_from(joined: str | None) -> Hours:
    """What the column `HOURS` says."""
    return hours_of(None if jp == "?" else Decimal(jp) for jp in (joined or "").split())


def hours_in(file: DatabaseFile, employee_id: str, year: int) -> Hours:
    """The JP of one person in a year."""
    bounds = (f"{year:04d}-01-01", f"{year:04d}-12-31", employee_id)
    rows = file.rows(f"SELECT {HOURS} FROM employee e WHERE e.id = ?3", bounds)
    return hours_from(rows[0][0] if rows else None)


# -- the list

_COLUMNS = {
    "key": "t.id",
    "employee_id": "t.employee_id",
    "name": "coalesce(e.name, '')",
    "title": "t.title",
    "kind": "t.kind",
    "competence": "t.competence",
    "state": "t.state",
    "planned_for": "t.planned_for",
    "start": "t.start",
    "end": 't."end"',
    "hours": "t.hours",
}
_FROM = "FROM training t LEFT JOIN employee e ON e.id = t.employee_id"
_DAY = f"""CASE WHEN t.state IN ({_TAKEN_SQL}) THEN coalesce(t."end", t.start) ELSE t.planned_for END"""


def listing(file: DatabaseFile, year: int, text: str = "", state: str = "", employee_id: str = "") -> Listing:
    """Trainings of a year and everything that still waits; open ones first. By state or person if given."""
    conditions = ["NOT t.removed", f"(t.state IN ({_OPEN_SQL}) OR {_DAY} IS NULL OR {_DAY} BETWEEN ? AND ?)"]
    values: list[object] = [f"{year:04d}-01-01", f"{year:04d}-12-31"]
    for condition, value in (("t.state = ?", state), ("t.employee_id = ?", employee_id)):
        if value:
            conditions.append(condition)
            values.append(value)
    for word in fold(text).split():
        conditions.append("(t.search LIKE ? ESCAPE '\\' OR e.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    keys = file.rows(
        f"SELECT t.id {_FROM} WHERE {' AND '.join(conditions)} "
        f"ORDER BY t.state NOT IN ({_OPEN_SQL}), t.state DESC, coalesce({_DAY}, ''), e.name, t.title, t.id",
        values,
    )
    page = f"SELECT {', '.join(_COLUMNS.values())} {_FROM} WHERE t.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(_COLUMNS))


# -- the form


def key(record_id: str, column: str) -> str:
    """The form field of a training."""
    return field_key(Training, record_id, column)


def new_form(db: Database, employee_id: str, defaults: Mapping[str, str] | None = None) -> Form:
    """The form of a training to be keyed in; it begins as a need. Raises `RuleBroken` when the person is not here."""
    name = people.label(db.file, employee_id)
    begin = {"state": str(TrainingState.NEED), **(defaults or {})}
    return one_record.open_record(db, Training, NEW, f"Pelatihan {name}", employee_id, begin)


def edit_form(db: Database, record_id: str) -> Form:
    """The form of a stored training. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        training = live(session, Training, record_id)
    return one_record.open_record(db, Training, record_id, f"Pelatihan {_name(db, training)}", training.employee_id)


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a training; returns its id. Raises `RuleBroken` with what is missing for its state or cannot be."""
    texts = texts_on(form, Training, record_id)
    state = texts.get("state", "")
    if state not in set(TrainingState):
        raise RuleBroken("Pilih keadaannya: 1 kebutuhan, 2 direncanakan, 3 sudah diikuti, 4 dampak, 5 batal.")
    for column in REACHED[TrainingState(state)]:
        if not texts.get(column):
            raise RuleBroken(_MISSING[column])
    start, end, effect_on = (day_of(texts.get(column, "")) for column in ("start", "end", "effect_on"))
    problems = []
    if state in TAKEN:
        problems += [problem for day in (start, end) if day for problem in check_taken_on(day, db.today())]
        problems += check_end(end, start) if end else []
    if state == TrainingState.EFFECT and effect_on is not None:
        problems += check_taken_on(effect_on, db.today()) + check_effect_on(effect_on, end or start)
    hours = amount_of(texts.get("hours", ""))
    refuse(problems + (check_hours(hours, start, end) if hours is not None else []))
    title = f"Pelatihan “{excerpt(texts['title'], 60)}”: {TrainingState(state).label.lower()}"
    return one_record.store(db, form, Training, record_id, title, {"employee_id": form.subject})


def take_back(db: Database, record_id: str) -> None:
    """Take a training back. Raises `RuleBroken` when that was done before."""
    with db.reading() as session:
        training = live(session, Training, record_id)
    title = f"Pelatihan “{excerpt(training.title, 60)}” ditarik"
    one_record.take_back(db, Training, record_id, title, training.employee_id)


def of_person(db: Database, employee_id: str) -> list[Training]:
    """All trainings of a person that were not taken back, what waits first, then the newest."""
    query = select(Training).where(Training.employee_id == employee_id, col(Training.removed).is_(False))
    with db.reading() as session:
        found = list(session.exec(query.order_by(Training.id)))
    return sorted(found, key=lambda item: (item.state not in OPEN, -(item.start or date.min).toordinal(), item.title))


def competences(file: DatabaseFile) -> list[str]:
    """Competences used before, and the BerAKHLAK values, for the F4 list."""
    used = file.rows(
        "SELECT competence FROM training WHERE NOT removed AND competence <> '' "
        "UNION SELECT competence FROM training_session WHERE NOT removed AND competence <> ''"
    )
    return [*(value.name for value in VALUES), *sorted({row[0] for row in used} - {value.name for value in VALUES})]


def titles(file: DatabaseFile) -> list[str]:
    """Names of trainings used before, for the F4 list."""
    return [
        row[0] for row in file.rows("SELECT DISTINCT title FROM training WHERE NOT removed AND title <> '' ORDER BY 1")
    ]


def _name(db: Database, training: Training) -> str:
    try:
        return people.label(db.file, training.employee_id)
    except RuleBroken:
        return "pegawai"
