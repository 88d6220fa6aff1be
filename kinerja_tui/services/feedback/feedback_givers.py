"""Givers of feedback: which name means which employee, who was asked, and who may not be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.feedback import Feedback, FeedbackInvitation, giver_key
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.feedback import GiverKind
from kinerja_tui.rules.formats import excerpt, fold, format_date
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.lists.listing import pattern
from kinerja_tui.services.staff import people

_SELF = "Umpan balik tidak dapat diberikan oleh pegawai itu sendiri."


def giver_text(file: DatabaseFile, text: str) -> str:
    """The giver's name as it is stored: the label of the one employee the text means, else the text as typed.

    Raises `RuleBroken` when several employees are meant.
    """
    typed = " ".join(text.split())
    if not typed or employee_named(file, typed):
        return typed
    words = fold(typed).split()
    matching = "AND search LIKE ? ESCAPE '\\' " * len(words)
    found = file.rows(
        f"SELECT id FROM employee WHERE NOT removed {matching} ORDER BY name, id LIMIT 20",
        [pattern(word) for word in words],
    )
    labels = [people.label(file, row[0]) for row in found]
    if len(labels) > 1:
        more = ", …" if len(labels) > 3 else ""
        raise RuleBroken(
            f"“{excerpt(typed, 30)}” cocok dengan beberapa pegawai ({', '.join(labels[:3])}{more}). Pilih: F4."
        )
    return labels[0] if labels else typed


def giver_suggestions(file: DatabaseFile, text: str, besides: str = "") -> list[tuple[str, str]]:
    """(name as stored, name with post) of the employees that may be meant, without the one it is about."""
    found = people.choices(file, text)
    return [(people.label(file, person), label) for person, label in found if person != besides]


def employee_named(file: DatabaseFile, name: str) -> str | None:
    """The id of the employee whose label this is exactly; None for somebody else and for a name that two have."""
    found = file.rows(
        "SELECT id FROM employee WHERE NOT removed AND name <> '' AND (name = ?1 OR name || ' (' || nip || ')' = ?1)",
        (name.strip(),),
    )
    return found[0][0] if len(found) == 1 else None


def giver_complaint(db: Database, employee_id: str, name: str) -> str:
    """Why this name cannot be the giver's, or an empty text."""
    with db.reading() as session:
        giver_id = employee_named(db.file, name)
        same_name = giver_id is None and fold(name) == fold(name_of(session, employee_id))
        return _SELF if giver_id == employee_id or same_name else ""


def given_before(db: Database, employee_id: str, name: str, day: date, besides: str = "") -> str:
    """What is asked once when this giver's sheet of this day is stored already (another one than ``besides``)."""
    query = select(Feedback.id).where(
        Feedback.employee_id == employee_id,
        Feedback.giver == giver_key(employee_named(db.file, name), name),
        Feedback.given_on == day,
        Feedback.id != besides,
        col(Feedback.removed).is_(False),
    )
    with db.reading() as session:
        if session.exec(query).first() is None:
            return ""
    return f"Umpan balik dari orang ini tanggal {format_date(day)} sudah ada. Lembar yang sama jangan diketik dua kali."


def name_of(session: Session, employee_id: str) -> str:
    """The employee's name for a title; a word for somebody whose record has not arrived here."""
    person = session.get(Employee, employee_id)
    return person.name if person else "pegawai"


# -- who was asked


def invite(db: Database, employee_id: str, kind: str, names: Sequence[str], year: int) -> int:
    """Record who was asked for feedback on somebody in a year; returns how many are new. Raises `RuleBroken`."""
    if kind not in set(GiverKind):
        raise RuleBroken("Pilih dulu siapa yang diminta: pimpinan, rekan kerja, bawahan, atau lainnya.")
    asked = [name for name in (giver_text(db.file, text) for text in names) if name]
    if not asked:
        raise RuleBroken("Tulis paling sedikit satu nama.")
    for name in asked:
        if problem := giver_complaint(db, employee_id, name):
            raise RuleBroken(problem)
    new = 0
    with db.act(f"Permintaan umpan balik untuk {people.label(db.file, employee_id)}", employee_id) as act:
        for name in asked:
            giver_id = employee_named(db.file, name)
            record_id = FeedbackInvitation.id_of(employee_id, year, kind, giver_key(giver_id, name))
            known = act.session.get(FeedbackInvitation, record_id)
            if known is None or known.removed:
                new += 1
                act.write_anew(
                    FeedbackInvitation, record_id, employee_id=employee_id, year=year, giver_kind=kind,
                    giver_name=name, giver_id=giver_id, asked_on=db.today(),
                )  # fmt: skip
    return new


def uninvite(db: Database, invitation_id: str) -> None:
    """Somebody is not expected to give feedback after all. Raises `RuleBroken` when nobody asked."""
    with db.reading() as session:
        known = session.get(FeedbackInvitation, invitation_id)
        if known is None or known.removed:
            raise RuleBroken("Permintaan ini sudah dibatalkan.")
        title, subject = (
            f"Permintaan umpan balik untuk {name_of(session, known.employee_id)} dibatalkan",
            known.employee_id,
        )
    with db.act(title, subject) as act:
        act.remove(FeedbackInvitation, invitation_id)
