"""Recognition (penghargaan): a person proposes, another approves or refuses, then it is given. Never automatic."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.recognition import RecognitionState, Verdict, check_decided, check_given
from kinerja_tui.services.feedback.feedback_givers import employee_named
from kinerja_tui.services.forms import one_record
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.forms.one_record import day_of, live, refuse, texts_on
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.services.staff import people
from kinerja_tui.services.staff.employees import NEW

NOT_ONESELF = "Penghargaan tidak dapat disetujui atau diberikan oleh penerimanya sendiri. Tulis orang lain."


def key(record_id: str, column: str) -> str:
    """The form field of a recognition."""
    return field_key(Recognition, record_id, column)


def proposal_form(db: Database, employee_id: str, defaults: Mapping[str, str] | None = None, about: str = "") -> Form:
    """The form of a new proposal by the rater; ``defaults`` are those of a candidate. Raises `RuleBroken`.

    ``about``: what tells it apart from others for the same person, where that is known already.
    """
    name = people.label(db.file, employee_id)
    begin = {
        "proposed_on": db.today().isoformat(),
        "proposed_by": guidance.leader_of(db, employee_id),
        **(defaults or {}),
    }
    about = about or begin.get("evaluation_id") or begin.get("indicator_id") or begin.get("rule_id") or employee_id
    return one_record.open_record(db, Recognition, NEW, f"Usul penghargaan {name}", employee_id, begin, about)


def form_of(db: Database, record_id: str) -> tuple[Form, Recognition]:
    """The form of a stored recognition, for whatever its next step is. Raises `RuleBroken` when it was taken back."""
    record = read(db, record_id)
    title = f"Penghargaan {_name(db, record.employee_id)}"
    return one_record.open_record(db, Recognition, record_id, title, record.employee_id), record


def read(db: Database, record_id: str) -> Recognition:
    """A stored recognition. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        return live(session, Recognition, record_id)


def propose(db: Database, form: Form, record_id: str = NEW) -> str:
    """Store a proposal, or mend one that nobody has decided on; returns its id. Raises `RuleBroken`."""
    texts = texts_on(form, Recognition, record_id)
    if not texts.get("basis"):
        raise RuleBroken("Tulis atas dasar apa penghargaan ini diusulkan.")
    if not texts.get("proof"):
        raise RuleBroken("Tulis buktinya; penghargaan selalu berdasar bukti.")
    if not texts.get("proposed_by"):
        raise RuleBroken("Nama pengusul belum diisi.")
    day = day_of(texts.get("proposed_on", ""))
    if day is None:
        raise RuleBroken("Tanggal usul belum diisi.")
    refuse(check_decided(day, None, db.today()))
    if record_id != NEW and read(db, record_id).state != RecognitionState.PROPOSED:
        raise RuleBroken("Usul ini sudah diputus, jadi isinya tidak diubah lagi. Batalkan putusannya dulu (b).")
    title = f"Penghargaan diusulkan: {excerpt(texts['basis'], 60)}"
    values = {"employee_id": form.subject, "state": str(RecognitionState.PROPOSED)} if record_id == NEW else {}
    return one_record.store(db, form, Recognition, record_id, title, values)


def decide(db: Database, form: Form, record_id: str) -> None:
    """Approve or refuse a proposal; the form's state is the `Verdict`.

    Raises `RuleBroken`: never by the person who is to be recognised, refused only with a reason.
    """
    record = read(db, record_id)
    if record.state != RecognitionState.PROPOSED:
        raise RuleBroken("Usul ini sudah diputus. Batalkan putusannya dulu (b) bila perlu diperbaiki.")
    texts = texts_on(form, Recognition, record_id)
    verdict = texts.get("state", "")
    if verdict not in set(Verdict):
        raise RuleBroken("Pilih putusannya: 1 disetujui, 2 ditolak.")
    if not texts.get("decided_by"):
        raise RuleBroken("Tulis siapa yang memutus usul ini.")
    check_not_oneself(db, record.employee_id, texts["decided_by"])
    day = day_of(texts.get("decided_on", ""))
    if day is None:
        raise RuleBroken("Tanggal putusan belum diisi.")
    refuse(check_decided(day, record.proposed_on, db.today()))
    if verdict == Verdict.REFUSE and not texts.get("reason"):
        raise RuleBroken("Tulis alasan penolakan, agar pengusul tahu dasarnya.")
    title = f"Penghargaan {Verdict(verdict).label.lower()}: {excerpt(record.basis, 60)}"
    decider = employee_named(db.file, texts["decided_by"])
    values = {"state": verdict, "decided_by_id": decider}
    one_record.store(db, form, Recognition, record_id, title, values)


def give(db: Database, form: Form, record_id: str) -> None:
    """Record that an approved recognition was given. Raises `RuleBroken` before it is approved."""
    record = read(db, record_id)
    if record.state == RecognitionState.GIVEN:
        raise RuleBroken("Penghargaan ini sudah diberikan.")
    if record.state != RecognitionState.APPROVED:
        raise RuleBroken("Penghargaan ini belum disetujui, jadi belum dapat diberikan.")
    texts = texts_on(form, Recognition, record_id)
    if not texts.get("given_by"):
        raise RuleBroken("Tulis siapa yang menyerahkan penghargaan ini.")
    check_not_oneself(db, record.employee_id, texts["given_by"])
    day = day_of(texts.get("given_on", ""))
    if day is None:
        raise RuleBroken("Tanggal penghargaan diberikan belum diisi.")
    refuse(check_given(day, record.decided_on, db.today()))
    giver = employee_named(db.file, texts["given_by"])
    values = {"state": str(RecognitionState.GIVEN), "given_by_id": giver}
    one_record.store(db, form, Recognition, record_id, f"Penghargaan diberikan: {excerpt(record.basis, 60)}", values)


def take_back(db: Database, record_id: str) -> str:
    """Undo the last step: giving, the decision, or the proposal. Returns what was done. Raises `RuleBroken`."""
    record = read(db, record_id)
    about = excerpt(record.basis, 60)
    if record.state == RecognitionState.GIVEN:
        _back(db, record, RecognitionState.APPROVED, f"Pemberian penghargaan dibatalkan: {about}")
        return "Pemberiannya dibatalkan; usulnya tetap disetujui."
    if record.state in (RecognitionState.APPROVED, RecognitionState.REFUSED):
        _back(db, record, RecognitionState.PROPOSED, f"Putusan penghargaan dibatalkan: {about}")
        return "Putusannya dibatalkan; usulnya menunggu putusan lagi."
    one_record.take_back(db, Recognition, record_id, f"Usul penghargaan ditarik: {about}", record.employee_id)
    return "Usulnya ditarik; riwayatnya tetap ada."


def of_person(db: Database, employee_id: str) -> list[Recognition]:
    """All recognitions of a person that were not taken back, the newest first."""
    query = select(Recognition).where(Recognition.employee_id == employee_id, col(Recognition.removed).is_(False))
    with db.reading() as session:
        return list(session.exec(query.order_by(col(Recognition.proposed_on).desc(), Recognition.id)))


def check_not_oneself(db: Database, employee_id: str, name: str) -> None:
    """Raises `RuleBroken` when a name is that of the person who is to be recognised."""
    if is_oneself(db.file, employee_id, name):
        raise RuleBroken(NOT_ONESELF)


def is_oneself(file: DatabaseFile, employee_id: str, name: str) -> bool:
    """Whether a name means the employee."""
    if employee_named(file, name) == employee_id:
        return True
    rows = file.rows("SELECT name FROM employee WHERE id = ?", (employee_id,))
    return bool(rows) and employee_named(file, name) is None and fold(rows[0][0]) == fold(name)


def _back(db: Database, record: Recognition, state: RecognitionState, title: str) -> None:
    step = "given" if state is RecognitionState.APPROVED else "decided"
    empty = {f"{step}_on": None, f"{step}_by": "", f"{step}_by_id": None}
    with db.act(title, record.employee_id) as act:
        act.write(Recognition, record.id, state=str(state), **empty)
        if step == "decided":
            act.write(Recognition, record.id, reason="")


def _name(db: Database, employee_id: str) -> str:
    try:
        return people.label(db.file, employee_id)
    except RuleBroken:
        return "pegawai"
