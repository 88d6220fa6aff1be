"""Continuous feedback: who gave how much, the sheet of one giver, and who was asked.

A sheet may be of any day that has come. Names of peers and subordinates are for the office, not for the person the
sheet is about (see `feedback_sheet`); the titles in the history name no giver either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from kinerja_tui.models.act import Act
from kinerja_tui.models.database import Database
from kinerja_tui.models.feedback import Feedback, FeedbackScore
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.feedback import GiverKind, check_given_on, check_proposal_date
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.periods import year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.feedback.feedback_givers import employee_named, giver_complaint, name_of
from kinerja_tui.services.forms.forms import Form, field_key, open_form, with_real_ids, write_typed
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.staff import dated, people
from kinerja_tui.services.staff.employees import NEW

PARTS = ("went_well", "to_improve", "proposal")
"""The three parts of a sheet, in the order of the paper."""
CARRIED = ("given_on", "giver_kind")
"""What the next sheet of a pile has in common with the one before."""

_GONE = "Umpan balik ini sudah ditarik. Tidak ada yang diubah."


# -- the list

# ?1 and ?2 first and last day of the year, ?3 the year
_GIVEN = "FROM feedback f WHERE f.employee_id = e.id AND NOT f.removed AND f.given_on BETWEEN ?1 AND ?2"
_ASKED = "FROM feedback_invitation i WHERE i.employee_id = e.id AND NOT i.removed AND i.year = ?3"


def listing(file: DatabaseFile, year: int, text: str = "", day: date | None = None) -> Listing:
    """Everybody in service, or with feedback in the year: per giver kind how many gave and how many were asked.

    The post is that of ``day``, or the last known.
    """
    post = f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(day), 'rowid')}"
    span = year_span(year)
    bounds = [span.start.isoformat(), span.end.isoformat(), year]
    conditions, values = [], list(bounds)
    for word in fold(text).split():
        conditions.append("AND (e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    keys = file.rows(
        f"SELECT e.id FROM employee e {post} WHERE NOT e.removed AND "
        f"(e.end_date IS NULL OR EXISTS (SELECT 1 {_GIVEN}) OR EXISTS (SELECT 1 {_ASKED})) "
        f"{' '.join(conditions)} ORDER BY e.name, e.id",
        values,
    )
    last = f"(SELECT max(f.given_on) {_GIVEN})"
    columns = {"id": "e.id", "name": "e.name", "post": dated.printed_post("a"), "last": last}
    for kind in GiverKind:
        given = f"{_GIVEN} AND f.giver_kind = '{kind}'"
        both = f"SELECT f.giver {given} UNION SELECT i.giver {_ASKED} AND i.giver_kind = '{kind}'"
        columns[f"{kind}_given"] = f"(SELECT count(DISTINCT f.giver) {given})"
        columns[f"{kind}_expected"] = f"(SELECT count(*) FROM ({both}))"
    page = f"SELECT {', '.join(columns.values())} FROM employee e {post} WHERE e.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(columns), bounds)


# -- the form of one sheet


def new_form(db: Database, employee_id: str, carried: Mapping[str, str] | None = None) -> Form:
    """The form of a sheet to be keyed in; ``carried``: column -> text from the sheet before. Raises `RuleBroken`."""
    name = people.label(db.file, employee_id)
    form = open_form(db, f"feedback:new:{employee_id}", f"Umpan balik untuk {name}", employee_id, ())
    defaults = {"given_on": db.today().isoformat(), **(carried or {})}
    form.stored.update({key(NEW, column): text for column, text in defaults.items()})
    return form


def edit_form(db: Database, feedback_id: str) -> Form:
    """The form of a stored sheet. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        sheet = _sheet(session, feedback_id)
        scores = list(
            session.exec(
                select(FeedbackScore).where(
                    FeedbackScore.feedback_id == feedback_id, col(FeedbackScore.removed).is_(False)
                )
            )
        )
        known = {score.id for score in scores}
        ids = [FeedbackScore.id_of(feedback_id, value.key) for value in VALUES]
        title = f"Umpan balik untuk {name_of(session, sheet.employee_id)}"
        new = [score_id for score_id in ids if score_id not in known]
        return open_form(db, f"feedback:{feedback_id}", title, sheet.employee_id, [sheet, *scores], new)


def record_of(form: Form) -> str:
    """The sheet's id on its form, or `NEW`."""
    kind, _, rest = form.name.partition(":")
    assert kind == "feedback"
    return NEW if rest.startswith("new:") else rest


def key(feedback_id: str, column: str) -> str:
    """The form field of a sheet."""
    return field_key(Feedback, feedback_id, column)


def score_key(feedback_id: str, value: str) -> str:
    """The form field of the score of one BerAKHLAK value."""
    record_id = f"{NEW}-{value}" if feedback_id == NEW else FeedbackScore.id_of(feedback_id, value)
    return field_key(FeedbackScore, record_id, "score")


def results_of(db: Database, employee_id: str) -> dict[str, str]:
    """Result id -> its text, of the person's plans of the working year, in the order of the plan."""
    query = (
        select(WorkResult)
        .join(WorkPlan, col(WorkPlan.id) == col(WorkResult.plan_id))
        .where(WorkPlan.employee_id == employee_id, WorkPlan.year == db.year)
        .where(col(WorkPlan.removed).is_(False), col(WorkResult.removed).is_(False))
        .order_by(col(WorkPlan.start), col(WorkResult.kind).desc(), col(WorkResult.position), col(WorkResult.id))
    )
    with db.reading() as session:
        return {result.id: excerpt(result.text, 100) or "(belum ada teks)" for result in session.exec(query)}


def save_new(db: Database, form: Form) -> str:
    """Store a sheet that was keyed in; returns its id. Raises `RuleBroken`."""
    feedback_id = new_id()
    # Also what was carried from the sheet before belongs to this one.
    whole = replace(form, stored={}, typed={name: text for name, text in form.texts().items() if text})
    ids = {f"feedback/{NEW}": f"feedback/{feedback_id}"}
    for value in VALUES:
        ids[score_key(NEW, value.key).rpartition("/")[0]] = score_key(feedback_id, value.key).rpartition("/")[0]
    _check(db, form, NEW)
    with db.act(form.title, form.subject) as act:
        act.write(Feedback, feedback_id, employee_id=form.subject)
        _write(act, db, with_real_ids(whole, ids), feedback_id)
    return feedback_id


def save(db: Database, form: Form) -> None:
    """Store what was changed on a sheet. Raises `RuleBroken`."""
    feedback_id = record_of(form)
    _check(db, form, feedback_id)
    with db.act(f"{form.title} diubah", form.subject, seen=form.seen) as act:
        _sheet(act.session, feedback_id)
        _write(act, db, form, feedback_id)


def take_back(db: Database, feedback_id: str) -> None:
    """Take a sheet back; it stays in the history. Raises `RuleBroken` when it was taken back before."""
    with db.reading() as session:
        sheet = _sheet(session, feedback_id)
        title, subject = f"Umpan balik untuk {name_of(session, sheet.employee_id)} ditarik", sheet.employee_id
    with db.act(title, subject) as act:
        act.remove(Feedback, feedback_id)


def _write(act: Act, db: Database, form: Form, feedback_id: str) -> None:
    """Write what was typed, and what follows from it: who the giver is, whose plan, whose scores."""
    if key(feedback_id, "giver_name") in form.typed:
        name = form.text(key(feedback_id, "giver_name"))
        act.write(Feedback, feedback_id, giver_id=employee_named(db.file, name))
    if key(feedback_id, "result_id") in form.typed:
        result = act.session.get(WorkResult, form.text(key(feedback_id, "result_id")))
        act.write(Feedback, feedback_id, plan_id=result.plan_id if result else None)
    for value in VALUES:
        field = score_key(feedback_id, value.key)
        if form.typed.get(field, "") != form.stored.get(field, "") and field in form.typed:
            score_id = FeedbackScore.id_of(feedback_id, value.key)
            act.write(FeedbackScore, score_id, feedback_id=feedback_id, value=value.key)
    write_typed(act, form)


def _check(db: Database, form: Form, feedback_id: str) -> None:
    """Raises `RuleBroken` with the first thing that keeps a sheet from being stored."""
    texts = {column: form.text(key(feedback_id, column)).strip() for column in (*PARTS, "giver_name", "giver_kind")}
    if texts["giver_kind"] not in set(GiverKind):
        raise RuleBroken("Pilih pemberi umpan balik: 1 pimpinan, 2 rekan kerja, 3 bawahan, 4 lainnya.")
    if not texts["giver_name"]:
        raise RuleBroken("Nama pemberi umpan balik belum diisi.")
    if problem := giver_complaint(db, form.subject, texts["giver_name"]):
        raise RuleBroken(problem)
    given_on = day_of(form.text(key(feedback_id, "given_on")))
    if given_on is None:
        raise RuleBroken("Tanggal umpan balik belum diisi.")
    problems = check_given_on(given_on, db.today())
    proposal_date = day_of(form.text(key(feedback_id, "proposal_date")))
    if proposal_date is not None:
        problems += check_proposal_date(proposal_date, given_on)
    if problems:
        raise RuleBroken(problems[0].text)
    scored = any(form.text(score_key(feedback_id, value.key)) for value in VALUES)
    if not scored and not any(texts[part] for part in PARTS):
        raise RuleBroken("Lembar ini masih kosong: isi yang berjalan baik, yang perlu diperbaiki, atau usulan.")


def day_of(text: str) -> date | None:
    """The day of a form's text; None when it is empty or foreign."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sheet(session: Session, feedback_id: str) -> Feedback:
    sheet = session.get(Feedback, feedback_id)
    if sheet is None or sheet.removed:
        raise RuleBroken(_GONE)
    return sheet
