"""The log of requests: received, finished, with what result; what runs and what is over its time today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.rules.service_log import Outcome, RequestState, check_finished, check_received, is_late
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.forms.one_record import day_of, live, refuse, texts_on
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.staff.employees import NEW

COLUMNS = ("service_id", "number", "received_on", "finished_on", "result", "returns", "faulty", "handled_by", "note")
"""The fields of the form, in its order."""
_MOST_RETURNS = 99

_LISTED = {
    "key": "r.id",
    "service_id": "r.service_id",
    "service": "coalesce(s.name, '')",
    "number": "r.number",
    "received_on": "r.received_on",
    "finished_on": "r.finished_on",
    "result": "r.result",
    "max_days": "r.max_days",
    "returns": "r.returns",
    "faulty": "r.faulty",
    "handler": "coalesce(e.name, '')",
}
_FROM = """FROM service_request r LEFT JOIN service s ON s.id = r.service_id
    LEFT JOIN employee e ON e.id = r.handled_by"""
_OPEN = "(r.finished_on IS NULL AND r.result = '')"
"""SQL: a request nobody has ended yet."""


# -- the list


def listing(file: DatabaseFile, year: int, today: date, text: str = "", state: str = "") -> Listing:
    """Requests that ended in a year or still run; open ones first, the oldest on top, then the latest ended."""
    conditions = ["NOT r.removed", f"({_OPEN} OR coalesce(r.finished_on, r.received_on, ?) BETWEEN ? AND ?)"]
    first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
    values: list[object] = [first, first, last]
    if state:
        conditions.append(f"NOT {_OPEN}" if state == RequestState.FINISHED else _OPEN)
    for word in fold(text).split():
        conditions.append("(r.search LIKE ? ESCAPE '\\' OR lower(s.name) LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    rows = file.rows(
        f"SELECT r.id, {_OPEN}, r.received_on, r.max_days {_FROM} WHERE {' AND '.join(conditions)} "
        f"ORDER BY NOT {_OPEN}, CASE WHEN {_OPEN} THEN r.received_on END, r.finished_on DESC, r.number, r.id",
        values,
    )
    if state in (RequestState.RUNNING, RequestState.LATE):
        wanted, free = state == RequestState.LATE, holidays(file)
        rows = [row for row in rows if is_late(day_of(row[2] or ""), today, row[3], free) is wanted]
    page = f"SELECT {', '.join(_LISTED.values())} {_FROM} WHERE r.id IN ({{ids}})"
    return Listing(file, [row[0] for row in rows], page, tuple(_LISTED))


def counts(file: DatabaseFile, year: int, today: date) -> dict[str, int]:
    """How many requests are in each state."""
    return {str(state): len(listing(file, year, today, "", state)) for state in RequestState}


def note_of(file: DatabaseFile, request_id: str) -> str:
    """What was noted about a request; empty where nothing was."""
    rows = file.rows("SELECT note FROM service_request WHERE id = ?", (request_id,))
    return str(rows[0][0]) if rows else ""


def state_of(row: Mapping[str, object], today: date, free: frozenset[date]) -> RequestState:
    """How the request of a row stands today."""
    if row["finished_on"] is not None or row["result"]:
        return RequestState.FINISHED
    limit = row["max_days"]
    received = day_of(str(row["received_on"] or ""))
    late = is_late(received, today, limit if isinstance(limit, int) else None, free)
    return RequestState.LATE if late else RequestState.RUNNING


# -- the form


def key(record_id: str, column: str) -> str:
    """The form field of a request."""
    return field_key(ServiceRequest, record_id, column)


def request_form(db: Database, record_id: str = NEW) -> Form:
    """The form of a request, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    subject = Office.id_of(db.office)
    if record_id != NEW:
        with db.reading() as session:
            subject = Office.id_of(live(session, ServiceRequest, record_id).office or db.office)
    return one_record.open_record(db, ServiceRequest, record_id, "Permohonan layanan", subject, {"returns": "0"})


def used_before(file: DatabaseFile, number: str, record_id: str, office: str) -> str:
    """Where a register number stands already (Indonesian), or an empty text."""
    rows = file.rows(
        "SELECT coalesce(s.name, ''), r.received_on FROM service_request r LEFT JOIN service s ON s.id = r.service_id "
        "WHERE NOT r.removed AND r.number = ? AND r.id <> ? AND r.office = ? ORDER BY r.received_on LIMIT 1",
        (number.strip(), record_id, office),
    )
    if not rows:
        return ""
    day = day_of(rows[0][1] or "")
    when = f", diterima {day.day:02d}-{day.month:02d}-{day.year:04d}" if day else ""
    return f"Nomor ini sudah dipakai: {rows[0][0] or 'layanan lain'}{when}. Benar sama?"


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a request; returns its id. Raises `RuleBroken` with what is missing or cannot be."""
    texts = texts_on(form, ServiceRequest, record_id)
    refuse(problems_of(texts, db.today()))
    ended = Outcome(texts["result"]).label.lower() if texts.get("result") else "berjalan"
    with db.transaction() as session:
        values: dict[str, object] = {"office": db.office} if record_id == NEW else {}
        service_id = texts["service_id"]
        if record_id == NEW or service_id != form.stored.get(key(record_id, "service_id"), ""):
            values["max_days"] = _limit(session, service_id)
        number = texts.get("number") or "tanpa nomor"
        title = f"Permohonan {excerpt(number, 40)}: {ended}"
        return one_record.store(db, form, ServiceRequest, record_id, title, values)


def problems_of(texts: Mapping[str, str], today: date) -> list[Problem]:
    """What keeps a request from being stored."""
    if not texts.get("service_id"):
        return [Problem("Layanan belum dipilih.")]
    received, finished = day_of(texts.get("received_on", "")), day_of(texts.get("finished_on", ""))
    if received is None:
        return [Problem("Tanggal diterima belum diisi.")]
    result = texts.get("result", "")
    if result and result not in set(Outcome):
        return [Problem("Pilih hasilnya: 1 selesai, 2 ditolak, 3 dikembalikan, 4 dibatalkan.")]
    if (finished is None) != (not result):
        missing = "Tanggal selesai" if result else "Hasilnya"
        return [Problem(f"{missing} belum diisi. Selama berjalan, tanggal selesai dan hasil dikosongkan.")]
    returns = texts.get("returns", "")
    if returns and int(returns) > _MOST_RETURNS:
        return [Problem(f"Kali dikembalikan paling banyak {_MOST_RETURNS}.")]
    return check_received(received, today) + (check_finished(finished, received, today) if finished else [])


def take_back(db: Database, record_id: str) -> None:
    """Take a request back; it stays in the history. Raises `RuleBroken` when that was done before."""
    with db.reading() as session:
        found = live(session, ServiceRequest, record_id)
    title = f"Permohonan {excerpt(found.number or 'tanpa nomor', 40)} ditarik"
    one_record.take_back(db, ServiceRequest, record_id, title, Office.id_of(found.office or db.office))


def _limit(session: Session, service_id: str) -> int | None:
    service = session.get(Service, service_id)
    if service is None or service.removed:
        raise RuleBroken("Layanan itu tidak ada lagi di daftar. Pilih yang lain dengan F4; isian Anda aman.")
    return service.max_days
