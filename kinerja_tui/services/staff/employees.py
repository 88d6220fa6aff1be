"""The employee list: add, change, end of service, and who is whose rater."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee, RaterSpan
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.records import Record, new_id
from kinerja_tui.rules.formats import fold, too_early
from kinerja_tui.rules.nip import check_nip, normalise
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ranks import check_golongan, format_rank
from kinerja_tui.rules.staff import END_REASONS, PostKind, StaffKind
from kinerja_tui.services.forms.forms import (
    CARD_PARTS,
    PROVISIONAL,
    Form,
    field_key,
    known,
    open_form,
    split_key,
    with_real_ids,
    write_typed,
)
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.staff import dated, people
from kinerja_tui.services.staff.posts import assignments, current, printed_post, rater_record

NEW = PROVISIONAL
"""Provisional record id on the form of an employee who is not stored yet."""


def listing(
    file: DatabaseFile,
    text: str = "",
    unit: str | None = None,
    office: str | None = None,
    ended: bool = False,
    day: date | None = None,
) -> Listing:
    """Employees whose name, NIP, post or unit contains every word of ``text``; by unit or office if given.

    Posts, raters and excuses are those of ``day``; without one the last known.
    """
    conditions = ["NOT e.removed", "e.end_date IS NOT NULL" if ended else "e.end_date IS NULL"]
    having, words = people.matching(fold(text).split(), dated.current_assignment("e.id", dated.day(day), "search"))
    values: list[Any] = []
    if unit is not None:
        conditions.append(f"coalesce({dated.current_assignment('e.id', dated.day(day), 'unit')}, '') = ?")
        values.append(unit)
    if office is not None:
        conditions.append("e.office = ?")
        values.append(office)
    keys = file.rows(
        f"SELECT e.id FROM employee e WHERE {' AND '.join(conditions)} {having} ORDER BY e.name, e.id",
        [*values, *words],
    )
    return Listing(
        file,
        [row[0] for row in keys],
        f"""
        SELECT e.id, e.name, e.nip, e.kind, e.golongan, {dated.printed_post("a")}, a.unit,
            coalesce(r.name, CAST(json_extract({dated.rater("a", "s", "rater_card")}, '$.name') AS TEXT), ''),
            r.id IS NULL, e.end_date, e.end_reason, {dated.excuse("e.id", dated.day(day), dated.day(day))}
        FROM employee e {dated.with_post(day)}
            LEFT JOIN employee r ON r.id = {dated.rater("a", "s")} WHERE e.id IN ({{ids}})
        """,
        (
            "id",
            "name",
            "nip",
            "kind",
            "golongan",
            "post",
            "unit",
            "rater",
            "outside",
            "end_date",
            "end_reason",
            "excused",
        ),
    )


def units(file: DatabaseFile, ended: bool = False, day: date | None = None) -> list[tuple[str, int]]:
    """Units with the number of their employees in service (or of those who ended), by name."""
    rows = file.rows(
        f"SELECT coalesce(a.unit, ''), count(*) FROM employee e {dated.with_post(day)} "
        f"WHERE NOT e.removed AND e.end_date IS {'NOT' if ended else ''} NULL GROUP BY 1 ORDER BY 1"
    )
    return [(unit, count) for unit, count in rows]


def new_form(db: Database) -> Form:
    """The form of an employee to be added; it shows the values a new record has by itself."""
    form = open_form(db, "employee:new", "Pegawai baru", "", (), new=())
    form.stored[field_key(Employee, NEW, "kind")] = StaffKind.PNS.value
    form.stored[field_key(Assignment, NEW, "post_kind")] = PostKind.IMPLEMENTER.value
    return form


def edit_form(db: Database, employee_id: str) -> Form:
    """The form of a known employee with the present assignment (or one under `NEW` where there is none).

    Raises `RuleBroken` when the employee is not here any more.
    """
    with db.reading() as session:
        employee = known(session, Employee, employee_id)
        assignment = current_assignment(session, employee_id, db.today())
        records: list[Record] = [employee]
        if assignment:
            # A correction goes to the record that names today's rater; a new rater from a day on is `transfers`'.
            records += {item.id: item for item in (assignment, rater_record(session, assignment, db.today()))}.values()
        return open_form(db, f"employee:{employee_id}", f"Pegawai {employee.name}", employee_id, records)


def assignment_id_of(form: Form) -> str:
    """The id of the assignment on an employee's form, or `NEW`."""
    ids = [record_id for table, record_id, _ in map(split_key, form.stored) if table is Assignment]
    return ids[0] if form.subject and ids else NEW


def rater_record_of(form: Form) -> tuple[type[Assignment] | type[RaterSpan], str]:
    """Table and id of the record on an employee's form that names the rater."""
    spans = [record_id for table, record_id, _ in map(split_key, form.stored) if table is RaterSpan]
    return (RaterSpan, spans[0]) if spans else (Assignment, assignment_id_of(form))


def save_new(db: Database, form: Form) -> str:
    """Add the employee of a finished form with the first assignment; returns the id. Raises `RuleBroken`."""
    nip = _check_person(db, form, NEW, None)
    post, start = _check_assignment(db, form, NEW)
    with db.transaction() as session:
        # Somebody else may have been added under this NIP and the NIP corrected since: that record stays theirs.
        employee_id = new_id() if session.get(Employee, Employee.id_of(nip)) else Employee.id_of(nip)
        assignment_id = Assignment.id_of(employee_id, post, start)
        with db.act(f"Pegawai baru: {form.text(field_key(Employee, NEW, 'name'))}", employee_id) as act:
            kind = form.text(field_key(Employee, NEW, "kind"))
            _write(act, form, employee_id, assignment_id)
            act.write(Employee, employee_id, nip=nip, kind=kind, office=db.office)
            act.write(Assignment, assignment_id, employee_id=employee_id, post=post, start=start, office=db.office)
    return employee_id


def save(db: Database, form: Form) -> None:
    """Store what was changed on a known employee's form. Raises `RuleBroken`."""
    nip = _check_person(db, form, form.subject, form.subject)
    _check_raters(form)
    shown = assignment_id_of(form)
    with db.act(f"{form.title}: data diubah", form.subject, seen=form.seen) as act:
        if shown != NEW:
            _check_assignment(db, form, shown)
            _write(act, form, form.subject, shown)
        elif any(split_key(key)[0] is Assignment and text for key, text in form.typed.items()):
            post, start = _check_assignment(db, form, NEW)
            first = Assignment.id_of(form.subject, post, start)
            _write(act, form, form.subject, first)
            act.write_anew(Assignment, first, employee_id=form.subject, post=post, start=start, office=db.office)
        else:
            write_typed(act, form)
        nip_key = field_key(Employee, form.subject, "nip")
        if form.text(nip_key) != form.stored.get(nip_key):
            act.write(Employee, form.subject, nip=nip)  # as 18 digits, however it was typed


def end_service(db: Database, employee_id: str, day: date, reason: str) -> None:
    """End of service (pensiun, mutasi, ...): the person no longer needs a plan. Raises `RuleBroken`."""
    if reason not in END_REASONS:
        raise RuleBroken("Pilih alasan berhenti dari daftar.")
    with db.act(f"Akhir masa kerja: {END_REASONS[reason]}", employee_id) as act:
        assignment = current_assignment(act.session, employee_id)
        if assignment and assignment.start and day < assignment.start:
            raise RuleBroken(too_early("Tanggal berhenti", "mulainya jabatan", assignment.start))
        act.write(Employee, employee_id, end_date=day, end_reason=reason)
        for held in assignments(act.session, employee_id):
            if held.end is None or held.end > day:
                act.write(Assignment, held.id, end=day)


def resume_service(db: Database, employee_id: str) -> None:
    """Take back an end of service that was entered by mistake; the posts that ended with it go on."""
    with db.act("Akhir masa kerja dibatalkan", employee_id) as act:
        employee = act.session.get(Employee, employee_id)
        act.write(Employee, employee_id, end_date=None, end_reason="")
        for held in assignments(act.session, employee_id):
            if employee is not None and held.end is not None and held.end == employee.end_date:
                act.write(Assignment, held.id, end=None)


def current_assignment(session: Session, employee_id: str, day: date | None = None) -> Assignment | None:
    """The post held on a day, the definitive first; without a day the last one known. See `dated` for the order."""
    return current(assignments(session, employee_id), day or date.max)


def card(
    session: Session,
    employee_id: str | None,
    outside: dict[str, Any] | None = None,
    post: Assignment | None = None,
    day: date | None = None,
) -> dict[str, str] | None:
    """What the official forms print of a person: name, nip, rank, post, unit; the outside card where not ours.

    ``post`` is the assignment to print, for a document about it; otherwise the one of ``day``, or the last known.
    """
    employee = session.get(Employee, employee_id) if employee_id else None
    if employee is None:
        return {name: str(text) for name, text in outside.items()} if outside else None
    assignment = post or current_assignment(session, employee.id, day)
    return {
        "name": employee.name,
        "nip": employee.nip,
        "rank": _rank(employee),
        "post": printed_post(assignment) if assignment else "",
        "unit": assignment.unit if assignment else "",
    }


def _rank(employee: Employee) -> str:
    """PANGKAT/GOL. RUANG; of a kind of staff that only a newer program knows, the golongan as it stands."""
    try:
        return format_rank(employee.golongan, StaffKind(employee.kind)) if employee.golongan else ""
    except ValueError:
        return employee.golongan


def rater_of(file: DatabaseFile, employee_id: str, day: date | None = None) -> str:
    """Id of the rater of somebody's present assignment, or empty: the likely superior of those they rate."""
    found = file.rows(
        f"SELECT {dated.rater('a', 's')} FROM employee e {dated.with_post(day)} WHERE e.id = ?", (employee_id,)
    )
    return found[0][0] or "" if found else ""


def rated_count(file: DatabaseFile, employee_id: str, day: date | None = None) -> int:
    """How many employees in service have this one as rater."""
    query = (
        f"SELECT count(*) FROM employee e {dated.with_post(day)} "
        f"WHERE {dated.rater('a', 's')} = ? AND NOT e.removed AND e.end_date IS NULL"
    )
    return int(file.rows(query, (employee_id,))[0][0])


def who_has(file: DatabaseFile, nip: str, besides: str | None = None) -> str:
    """What to say when somebody else (not the employee ``besides``) has this NIP; empty when nobody has."""
    found = file.rows(
        "SELECT name, end_date FROM employee WHERE nip = ? AND id <> ? AND NOT removed ORDER BY end_date LIMIT 1",
        (normalise(nip), besides or ""),
    )
    if not found:
        return ""
    name, end = found[0]
    where = "daftar pegawai yang sudah berhenti (tekan v di daftar pegawai)" if end else "daftar pegawai"
    return f"NIP ini sudah dipakai {name}: tidak ada yang diubah. Periksa lagi NIP, atau buka data itu dari {where}."


def _write(act: Act, form: Form, employee_id: str, assignment_id: str) -> None:
    """Write what was typed; a rater chosen from the list takes the place of one written as a card."""
    ids = {f"employee/{NEW}": f"employee/{employee_id}", f"assignment/{NEW}": f"assignment/{assignment_id}"}
    write_typed(act, with_real_ids(form, ids))
    table, shown = rater_record_of(form)
    for role in ("rater", "superior"):
        card_typed = any(form.text(field_key(table, shown, f"{role}_card.{part}")) for part in CARD_PARTS)
        if card_typed and form.text(field_key(table, shown, f"{role}_id")):
            act.write(table, assignment_id if table is Assignment else shown, **{f"{role}_card": None})


def _check_person(db: Database, form: Form, record_id: str, own_id: str | None) -> str:
    """The NIP of a form whose employee part is in order. What stood there before is not held against the person.

    Raises `RuleBroken`.
    """
    keys = [field_key(Employee, record_id, column) for column in ("nip", "kind", "golongan", "name")]
    typed_nip, typed_kind, golongan, name = (form.text(key).strip() for key in keys)
    nip = normalise(typed_nip)
    if not nip or not name:
        raise RuleBroken("NIP dan nama belum lengkap. Isi keduanya dulu; yang sudah diketik tetap ada.")
    if own_id is not None and all(form.text(key) == form.stored.get(key) for key in keys[:3]):
        return nip
    if typed_kind not in set(StaffKind):
        raise RuleBroken("Jenis pegawai belum dipilih: PNS, CPNS, atau PPPK.")
    kind = StaffKind(typed_kind)
    problems = check_nip(nip, kind, today=db.today()) + (check_golongan(golongan, kind) if golongan else [])
    hard = " ".join(problem.text for problem in problems if problem.hard) or who_has(db.file, nip, own_id)
    if hard:
        raise RuleBroken(hard)
    return nip


def _check_assignment(db: Database, form: Form, record_id: str) -> tuple[str, date]:
    """Post and first day on a form (1 January of the working year when left empty). Raises `RuleBroken`."""
    post, start = (form.text(field_key(Assignment, record_id, column)).strip() for column in ("post", "start"))
    if not post:
        raise RuleBroken("Jabatan belum diisi. Tulis seperti pada SK.")
    if not start and form.stored.get(field_key(Assignment, record_id, "start")):
        raise RuleBroken("Tanggal mulai menjabat kosong, padahal tadinya ada. Isi lagi seperti pada SK.")
    return post, date.fromisoformat(start) if start else date(db.year, 1, 1)


def _check_raters(form: Form) -> None:
    for key, text in form.texts().items():
        if key.endswith(("/rater_id", "/superior_id")) and text and text == form.subject:
            raise RuleBroken(
                "Pejabat penilai atau atasannya pegawai itu sendiri. Pilih orang lain; F4 menampilkan daftarnya."
            )
