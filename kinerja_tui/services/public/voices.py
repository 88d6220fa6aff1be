"""The voice of the public, one at a time: keyed, given to somebody, answered, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Office
from kinerja_tui.models.service_log import Service
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.rules.voice_handling import check_answer, check_done, check_due, check_received
from kinerja_tui.rules.voices import Channel, VoiceKind, state_of
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.forms.one_record import day_of, live, refuse, texts_on
from kinerja_tui.services.labels import shown
from kinerja_tui.services.staff import employees, people
from kinerja_tui.services.staff.employees import NEW

COLUMNS = (
    "kind", "channel", "received_on", "service_id", "text", "owner_id", "due", "action", "done_on", "no_action",
)  # fmt: skip
"""The fields of the form, in its order."""
_NOT_HERE = (
    "Penanggung jawab itu bukan (atau bukan lagi) pegawai kantor ini. Pilih dengan F4, atau kosongkan dulu; isian Anda "
    "aman."
)


def key(record_id: str, column: str) -> str:
    """The form field of a voice."""
    return field_key(Voice, record_id, column)


def voice_form(db: Database, record_id: str = NEW) -> Form:
    """The form of a voice, a new one or a stored one. Raises `RuleBroken` when it was taken back."""
    subject = Office.id_of(db.office)
    if record_id != NEW:
        with db.reading() as session:
            subject = Office.id_of(live(session, Voice, record_id).office or db.office)
    return one_record.open_record(db, Voice, record_id, "Suara masyarakat", subject)


def office_of(db: Database, form: Form, record_id: str) -> str:
    """kode wilayah of the office that was spoken to."""
    return form.text(key(record_id, "office")) or db.office


def save(db: Database, form: Form, record_id: str) -> str:
    """Store a voice; returns its id. Raises `RuleBroken` with what is missing or cannot be."""
    texts = texts_on(form, Voice, record_id)
    stored = {column: form.stored.get(key(record_id, column), "") for column in COLUMNS}
    refuse(problems_of(texts, db.today(), stored))
    office = office_of(db, form, record_id)
    with db.transaction() as session:
        if texts.get("service_id") and texts["service_id"] != stored["service_id"]:
            _check_service(session, texts["service_id"])
        if texts.get("owner_id") and texts["owner_id"] != stored["owner_id"]:
            check_owner(session, texts["owner_id"], office)
        values: dict[str, object] = {"office": db.office} if record_id == NEW else {}
        return one_record.store(db, form, Voice, record_id, _title(texts), values)


def problems_of(texts: Mapping[str, str], today: date, stored: Mapping[str, str] | None = None) -> list[Problem]:
    """What keeps a voice from being stored. A code that stood there already (of a newer program) may stay."""
    before = stored or {}
    kind, channel = texts.get("kind", ""), texts.get("channel", "")
    if kind not in set(VoiceKind) and (not kind or kind != before.get("kind")):
        return [Problem("Pilih jenisnya: 1 masukan, 2 kritik, 3 pujian, 4 keluhan.")]
    if channel not in set(Channel) and (not channel or channel != before.get("channel")):
        return [Problem("Pilih lewat apa suara itu sampai: 1 loket sampai 7 lainnya.")]
    received = day_of(texts.get("received_on", ""))
    if received is None:
        return [Problem("Tanggal diterima belum diisi.")]
    if not texts.get("text"):
        return [Problem("Tulis isi suaranya, tanpa nama dan data pribadi yang menyampaikan.")]
    due, done = day_of(texts.get("due", "")), day_of(texts.get("done_on", ""))
    return [
        *check_received(received, today),
        *(check_due(due, received) if due else []),
        *(check_done(done, received, today) if done else []),
        *check_answer(action=texts.get("action", ""), done_on=done, no_action=texts.get("no_action", "")),
    ]


def take_back(db: Database, record_id: str) -> None:
    """Take a voice back; it stays in the history. Raises `RuleBroken` when that was done before."""
    with db.reading() as session:
        found = live(session, Voice, record_id)
    title = f"{_named(found.kind, found.text)}: ditarik"
    one_record.take_back(db, Voice, record_id, title, Office.id_of(found.office or db.office))


# -- who acts on it


def owner_choices(file: DatabaseFile, office: str, text: str = "") -> list[tuple[str, str]]:
    """(employee id, "name, post") of the people in service of an office; all when the text matches nobody."""
    found = employees.listing(file, text, office=office)
    rows = (found if len(found) else employees.listing(file, office=office)).rows(0, 2000)
    return [(row["id"], f"{row['name']}, {row['post'] or 'tanpa jabatan'}") for row in rows]


def find_owner(file: DatabaseFile, office: str, text: str) -> str:
    """The id of the one person in service of an office whom a text means. Raises `RuleBroken`."""
    everybody = employees.listing(file, office=office)
    exact = [person for person in everybody.keys if people.label(file, person) == text.strip()]
    found = exact if len(exact) == 1 else list(employees.listing(file, text, office=office).keys)
    if len(found) == 1:
        return found[0]
    if not everybody.keys:
        raise RuleBroken("Belum ada pegawai kantor ini di daftar. Kosongkan dulu; pegawai ditambah di layar Pegawai.")
    if not found:
        raise RuleBroken(f"Tidak ada pegawai kantor ini yang cocok dengan “{excerpt(text, 30)}”. F4: daftarnya.")
    names = ", ".join(people.label(file, person) for person in found[:3])
    raise RuleBroken(f"Ada {len(found)} pegawai yang cocok ({names}{', …' if len(found) > 3 else ''}). Pilih: F4.")


def check_owner(session: Session, employee_id: str, office: str) -> None:
    """Raises `RuleBroken` for somebody who is not in service at the office."""
    person = session.get(Employee, employee_id)
    if person is None or person.removed or person.end_date is not None or person.office != office:
        raise RuleBroken(_NOT_HERE)


def _check_service(session: Session, service_id: str) -> None:
    service = session.get(Service, service_id)
    if service is None or service.removed:
        raise RuleBroken("Layanan itu tidak ada lagi di daftar. Pilih yang lain dengan F4; isian Anda aman.")


def _title(texts: Mapping[str, str]) -> str:
    state = state_of(
        owner=texts.get("owner_id"),
        due=day_of(texts.get("due", "")),
        done_on=day_of(texts.get("done_on", "")),
        no_action=texts.get("no_action", ""),
    )
    return f"{_named(texts['kind'], texts['text'])}: {state.label.lower()}"


def _named(kind: str, text: str) -> str:
    return f"{shown('voice', 'kind', kind)} masyarakat “{excerpt(text, 50)}”"
