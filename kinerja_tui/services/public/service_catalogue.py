"""The services (layanan) of an office: what is offered, on what legal basis, and how long it may take."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.models.surveys import Survey
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.service_log import check_max_days
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.forms.one_record import live, refuse, texts_on
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.staff.employees import NEW

UNKNOWN = "(layanan tidak dikenal)"
"""How a request of a service is shown that is not on this PC."""

_COLUMNS = {
    "key": "s.id",
    "name": "s.name",
    "legal_basis": "s.legal_basis",
    "max_days": "s.max_days",
    "active": "s.active",
    "requests": "(SELECT count(*) FROM service_request r WHERE r.service_id = s.id AND NOT r.removed)",
}


def listing(file: DatabaseFile, text: str = "") -> Listing:
    """All services, those still offered first."""
    rows = file.rows("SELECT id, name, legal_basis FROM service WHERE NOT removed ORDER BY NOT active, name, id")
    words = fold(text).split()
    keys = [row[0] for row in rows if all(word in fold(f"{row[1]} {row[2]}") for word in words)]
    page = f"SELECT {', '.join(_COLUMNS.values())} FROM service s WHERE s.id IN ({{ids}})"
    return Listing(file, keys, page, tuple(_COLUMNS))


def offered(file: DatabaseFile) -> list[tuple[str, str]]:
    """Id and name of the services that may be chosen, by name."""
    found = file.rows("SELECT id, name FROM service WHERE NOT removed AND active AND name <> '' ORDER BY name, id")
    return [(row[0], row[1]) for row in found]


def name_of(file: DatabaseFile, service_id: str) -> str:
    """What a service is called, also one no longer offered; `UNKNOWN` where it is not on this PC."""
    rows = file.rows("SELECT name FROM service WHERE id = ?", (service_id,))
    return rows[0][0] if rows and rows[0][0] else UNKNOWN


def limit_of(file: DatabaseFile, service_id: str) -> int | None:
    """The longest time of a service in working days, as its standard says now; None: none is named."""
    rows = file.rows("SELECT max_days FROM service WHERE id = ?", (service_id,))
    return rows[0][0] if rows else None


def find(file: DatabaseFile, text: str) -> str:
    """The id of the offered service that a typed name, or part of it, means. Raises `RuleBroken`."""
    known = offered(file)
    typed = fold(text)
    found = [service for service, name in known if fold(name) == typed]
    found = found or [service for service, name in known if all(word in fold(name) for word in typed.split())]
    if len(found) == 1:
        return found[0]
    if not known:
        raise RuleBroken("Belum ada layanan. Kembali ke daftar (Esc), lalu tekan l untuk menambah layanan.")
    if not found:
        raise RuleBroken(f"Tidak ada layanan “{excerpt(text, 30)}”. F4 menampilkan daftarnya.")
    raise RuleBroken(f"“{excerpt(text, 30)}” cocok dengan {len(found)} layanan. F4 menampilkan daftarnya.")


def key(record_id: str, column: str) -> str:
    """The form field of a service."""
    return field_key(Service, record_id, column)


def service_form(db: Database, record_id: str = NEW) -> Form:
    """The form of a service, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    subject = Office.id_of(db.office)
    if record_id != NEW:
        with db.reading() as session:
            subject = Office.id_of(live(session, Service, record_id).office or db.office)
    return one_record.open_record(db, Service, record_id, "Layanan", subject)


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a service; returns its id. Raises `RuleBroken` without a name, or with one that is there already."""
    texts = texts_on(form, Service, record_id)
    name = texts.get("name", "")
    if not name:
        raise RuleBroken("Nama layanan belum diisi.")
    days = texts.get("max_days", "")
    refuse(check_max_days(int(days)) if days else [])
    with db.transaction() as session:
        _check_is_another(session, name, record_id, db.office)
        values = {"office": db.office} if record_id == NEW else {}
        return one_record.store(db, form, Service, record_id, f"Layanan “{excerpt(name, 60)}”", values)


def set_active(db: Database, service_id: str, *, active: bool) -> None:
    """Stop offering a service, or offer it again; its log stays. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        found = live(session, Service, service_id)
        title = f"Layanan “{excerpt(found.name, 60)}” {'dilayani lagi' if active else 'tidak dilayani lagi'}"
        subject = Office.id_of(found.office or db.office)
    with db.act(title, subject) as act:
        act.write(Service, service_id, active=active)


def take_back(db: Database, service_id: str) -> None:
    """Take a service back that has no request, survey or voice of the public. Raises `RuleBroken` for one that has."""
    with db.transaction() as session:
        found = live(session, Service, service_id)
        for table, named in ((ServiceRequest, "permohonan"), (Survey, "survei"), (Voice, "suara masyarakat")):
            query = select(table.id).where(table.service_id == service_id, col(table.removed).is_(False))
            if session.exec(query).first() is not None:
                raise RuleBroken(
                    f"{found.name} sudah punya {named}. Tekan n bila tidak dilayani lagi; catatannya tetap ada."
                )
        title = f"Layanan “{excerpt(found.name, 60)}” ditarik"
        one_record.take_back(db, Service, service_id, title, Office.id_of(found.office or db.office))


def _check_is_another(session: Session, name: str, record_id: str, office: str) -> None:
    for other in session.exec(select(Service).where(Service.office == office, col(Service.removed).is_(False))):
        if other.id != record_id and fold(other.name) == fold(name):
            raise RuleBroken(f"Layanan bernama {other.name} sudah ada di daftar.")
