"""Transfer (mutasi) as one act, acting posts (Plt, Plh) beside the definitive one, another rater from a day on.

A transfer closes the plan at the date and opens another, so a person can have several in a year; the former rater gives
a part-year rating, which is the evaluation of the closed plan for the whole year's period (PermenPANRB 6/2022).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee, RaterSpan
from kinerja_tui.rules.assignments import (
    FOREVER,
    AssignmentKind,
)
from kinerja_tui.rules.formats import fold, format_date, too_early
from kinerja_tui.rules.periods import Span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import PostKind
from kinerja_tui.services.planning.plans import open_plan
from kinerja_tui.services.staff import posts
from kinerja_tui.services.staff.post_endings import Ending, end_post, ending_of
from kinerja_tui.services.staff.posts import Raters

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewPost:
    """The post somebody takes over, as printed, with who rates there."""

    post: str
    raters: Raters
    post_kind: str = PostKind.IMPLEMENTER.value
    unit: str = ""


# -- a transfer


def ending(db: Database, employee_id: str, day: date) -> Ending:
    """What a transfer on a day would end. Raises `RuleBroken` with why there can be none."""
    with db.reading() as session:
        return ending_of(session, _leaving(session, employee_id, day), day - ONE_DAY)


def transfer(
    db: Database,
    employee_id: str,
    day: date,
    new: NewPost,
    parts: Mapping[str, Decimal] | None = None,
    *,
    with_plan: bool = True,
) -> str:
    """Close the old post and its plan the day before, open the new post and its draft plan; returns the new post's id.

    ``parts``: indicator id -> the part of its target a person confirmed; without one what is proposed stands. One
    change: all of it or, raising `RuleBroken`, nothing.
    """
    with db.act(f"Mutasi ke {new.post.strip()} mulai {format_date(day)}", employee_id) as act:
        old = _leaving(act.session, employee_id, day)
        _check_new(act.session, employee_id, new, day)
        closed = end_post(act, old, day - ONE_DAY, parts or {})
        opened = _open(
            act,
            employee_id,
            AssignmentKind.DEFINITIVE,
            new,
            day,
            None,
            _office_of(act.session, employee_id) or db.office,
        )
        if with_plan:
            open_plan(act, opened, _span_of_year(day, None), closed)
    return opened.id


def acting(
    db: Database,
    employee_id: str,
    kind: AssignmentKind,
    new: NewPost,
    start: date,
    end: date | None = None,
    *,
    with_plan: bool = False,
) -> str:
    """Add an acting post beside the definitive one; returns its id. Raises `RuleBroken`."""
    if kind is AssignmentKind.DEFINITIVE:
        raise RuleBroken("Pilih Plt. atau Plh.; jabatan definitif berganti lewat mutasi.")
    if end is not None and end < start:
        raise RuleBroken(too_early("Hari terakhir", "hari pertama", start))
    with db.act(f"{kind.prefix}{new.post.strip()} mulai {format_date(start)}", employee_id) as act:
        if posts.definitive_on(act.session, employee_id, start) is None:
            raise RuleBroken("Pada hari itu belum ada jabatan definitif; Plt. dan Plh. berdiri di sampingnya.")
        _check_new(act.session, employee_id, new, start)
        for other in posts.assignments(act.session, employee_id):
            same = other.kind != AssignmentKind.DEFINITIVE and fold(other.post) == fold(new.post)
            if same and (other.start or date.min) <= (end or FOREVER) and start <= (other.end or FOREVER):
                raise RuleBroken(f"{posts.printed_post(other)} sudah dijabat pada masa itu. Periksa tanggalnya.")
        opened = _open(act, employee_id, kind, new, start, end, _office_of(act.session, employee_id) or db.office)
        if with_plan:
            open_plan(act, opened, _span_of_year(start, end))
    return opened.id


def end_acting(db: Database, assignment_id: str, last_day: date, parts: Mapping[str, Decimal] | None = None) -> None:
    """End an acting post and close its plan. Raises `RuleBroken`."""
    with db.reading() as session:
        known = _acting_post(session, assignment_id, last_day)
        title = f"{posts.printed_post(known)} berakhir {format_date(last_day)}"
    with db.act(title, known.employee_id) as act:
        end_post(act, _acting_post(act.session, assignment_id, last_day), last_day, parts or {})


# -- another rater


def change_rater(db: Database, assignment_id: str, from_day: date, raters: Raters) -> None:
    """Another rater from a day on; earlier days keep theirs, and documents keep the persons printed on them.

    Raises `RuleBroken` outside the post's days, for the person himself, and when nothing would change.
    """
    with db.reading() as session:
        post = session.get(Assignment, assignment_id)
        if post is None or post.removed or post.start is None:
            raise RuleBroken("Jabatan ini tidak ada lagi di PC ini. Tidak ada yang diubah.")
        employee_id = post.employee_id
    with db.act(f"Pejabat penilai berganti mulai {format_date(from_day)}", employee_id) as act:
        if not posts.holds(post, from_day):
            raise RuleBroken(
                f"Pada {format_date(from_day)} jabatan {posts.printed_post(post)} tidak dijabat. Periksa tanggalnya."
            )
        _check_raters(act.session, employee_id, raters)
        if posts.raters_on(act.session, post, from_day).columns() == raters.columns():
            raise RuleBroken("Pada hari itu penilai dan atasannya memang sudah itu. Tidak ada yang diubah.")
        if from_day == post.start:
            act.write(Assignment, assignment_id, **raters.columns())
            return
        span_id = RaterSpan.id_of(assignment_id, from_day)
        act.write_anew(RaterSpan, span_id, assignment_id=assignment_id, start=from_day, **raters.columns())


# -- what they share


def _leaving(session: Session, employee_id: str, day: date) -> Assignment:
    """The definitive post a person leaves on a day. Raises `RuleBroken`."""
    person = session.get(Employee, employee_id)
    if person is None or person.removed or person.end_date is not None:
        raise RuleBroken("Pegawai ini tidak lagi bertugas di kantor ini, jadi tidak dapat dimutasi di sini.")
    definitive = [item for item in posts.assignments(session, employee_id) if item.kind == AssignmentKind.DEFINITIVE]
    if not definitive:
        raise RuleBroken("Jabatan sekarang belum diisi. Isi dulu dengan Enter di daftar Pegawai.")
    if (later := next((item for item in definitive if item.start and item.start >= day), None)) is not None:
        begins = format_date(later.start or day)
        raise RuleBroken(
            f"Jabatan {later.post} mulai {begins}. Isi tanggal mutasi sesudah hari itu, supaya tidak bertumpuk."
        )
    held = posts.current([item for item in definitive if posts.holds(item, day - ONE_DAY)], day - ONE_DAY)
    if held is None:
        raise RuleBroken(
            f"Pada {format_date(day - ONE_DAY)} pegawai ini tidak punya jabatan, jadi akan ada hari tanpa jabatan. "
            "Periksa tanggalnya."
        )
    return held


def _acting_post(session: Session, assignment_id: str, last_day: date) -> Assignment:
    post = session.get(Assignment, assignment_id)
    if post is None or post.removed or post.kind == AssignmentKind.DEFINITIVE:
        raise RuleBroken("Ini bukan jabatan Plt. atau Plh. yang sedang berjalan.")
    if not posts.holds(post, last_day):
        raise RuleBroken(f"Pada {format_date(last_day)} {posts.printed_post(post)} tidak dijabat. Periksa tanggalnya.")
    return post


def _check_new(session: Session, employee_id: str, new: NewPost, day: date) -> None:
    person = session.get(Employee, employee_id)
    if person is None or person.removed or person.end_date is not None:
        raise RuleBroken("Pegawai ini tidak lagi bertugas di kantor ini.")
    if not new.post.strip():
        raise RuleBroken("Jabatan baru belum diisi. Tulis seperti pada SK.")
    _check_raters(session, employee_id, new.raters)
    known = session.get(Assignment, Assignment.id_of(employee_id, new.post.strip(), day))
    if known is not None and not known.removed:
        raise RuleBroken(f"Jabatan {new.post.strip()} mulai {format_date(day)} sudah tercatat. Tidak ada yang diubah.")


def _office_of(session: Session, employee_id: str) -> str:
    """Whose employee somebody is: at the district not the office that types."""
    person = session.get(Employee, employee_id)
    return person.office if person is not None else ""


def _check_raters(session: Session, employee_id: str, raters: Raters) -> None:
    if employee_id in (raters.rater_id, raters.superior_id):
        raise RuleBroken(
            "Pejabat penilai atau atasannya pegawai itu sendiri. Pilih orang lain; F4 menampilkan daftarnya."
        )
    if not raters.is_known:
        raise RuleBroken("Pejabat penilai belum diisi: pilih dari daftar (F4), atau tulis namanya bila di luar kantor.")
    for person_id in (raters.rater_id, raters.superior_id):
        person = session.get(Employee, person_id) if person_id else None
        if person_id and (person is None or person.removed):
            raise RuleBroken("Pejabat penilai atau atasannya tidak ada lagi di daftar Pegawai. Pilih lagi.")


def _open(
    act: Act, employee_id: str, kind: AssignmentKind, new: NewPost, start: date, end: date | None, office: str
) -> Assignment:
    opened = Assignment(id=Assignment.id_of(employee_id, new.post.strip(), start), employee_id=employee_id, kind=kind)
    act.write_anew(
        Assignment,
        opened.id,
        employee_id=employee_id,
        kind=str(kind),
        post=new.post.strip(),
        post_kind=new.post_kind,
        unit=new.unit.strip(),
        office=office,
        start=start,
        end=end,
        **new.raters.columns(),
    )
    return opened


def _span_of_year(start: date, end: date | None) -> Span:
    return Span(start, min(end or FOREVER, date(start.year, 12, 31)))
