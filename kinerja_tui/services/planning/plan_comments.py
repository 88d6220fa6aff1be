"""Proposals and comments on a plan before it is set: written down, answered, shown under their line."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plan_sources import PlanComment
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.formats import excerpt, fold, format_short_date
from kinerja_tui.rules.plan_comments import Answer, AuthorKind, CommentKind, check_answered_on, check_written_on
from kinerja_tui.rules.plans import PlanState, ResultKind
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.services.forms.forms import Form, field_key, known, open_form, with_real_ids, write_typed
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing
from kinerja_tui.services.planning import cascade
from kinerja_tui.services.planning.plans import contents
from kinerja_tui.services.staff.employees import NEW, card

SET = (
    "Rencana kerja ini sudah disetujui, jadi usulan dan komentar baru tidak dicatat lagi. Perubahan sesudah "
    "disetujui dibuat lewat adendum dengan alasannya."
)
"""Why nothing new is written on a plan that was approved."""

_WHOLE = "Seluruh rencana"
_GONE = "baris yang sudah dihapus"


# -- reading


def listing(file: DatabaseFile, plan_id: str, text: str = "") -> Listing:
    """The proposals and comments on a plan, those that wait for an answer first."""
    words = fold(text).split()
    keys = [
        key
        for key, *texts in file.rows(
            "SELECT id, text, author_name, answer_text FROM plan_comment WHERE plan_id = ? AND NOT removed "
            f"ORDER BY {_OPEN} DESC, written_on, id",
            (plan_id,),
        )
        if all(word in fold(" ".join(texts)) for word in words)
    ]
    columns = (
        "id", "kind", "author_kind", "author_name", "text", "written_on", "answer_state", "answer_text",
        "answered_by", "answered_on", "result_id", "indicator_id",
    )  # fmt: skip
    return Listing(file, keys, f"SELECT {', '.join(columns)} FROM plan_comment WHERE id IN ({{ids}})", columns)


def open_count(file: DatabaseFile, plan_id: str) -> int:
    """How many proposals on a plan wait for an answer."""
    rows = file.rows(f"SELECT count(*) FROM plan_comment WHERE plan_id = ? AND NOT removed AND {_OPEN}", (plan_id,))
    return int(rows[0][0])


def remarks(file: DatabaseFile, plan_id: str) -> dict[str, list[str]]:
    """Record id of a line ("": the whole plan, or a line that is gone) -> what was written about it, oldest first."""
    here = {record_id for (record_id,) in file.rows(_LINES, (plan_id,))}
    found: dict[str, list[str]] = {}
    rows = listing(file, plan_id)
    for row in sorted(rows.rows(0, len(rows)), key=lambda row: (row["written_on"] or "", row["id"])):
        line = row["indicator_id"] or row["result_id"]
        found.setdefault(line if line in here else "", []).append(_remark(row))
    return found


def _remark(row: dict[str, str]) -> str:
    day = f", {format_short_date(date.fromisoformat(row['written_on']))}" if row["written_on"] else ""
    who = row["author_name"] or shown("plan_comment", "author_kind", row["author_kind"])
    text = f"{shown('plan_comment', 'kind', row['kind'])} {who}{day}: {row['text']}"
    answer = [shown("plan_comment", "answer_state", row["answer_state"])] if row["answer_state"] else []
    answer += [row["answer_text"]] if row["answer_text"] else []
    if answer:
        return f"{text} → {': '.join(answer)}"
    return f"{text} (belum dijawab)" if row["kind"] == CommentKind.PROPOSAL else text


def lines_of(db: Database, plan_id: str) -> dict[str, str]:
    """Record id of every line of a plan ("": the whole plan) -> what it is called, in the order of the form."""
    with db.reading() as session:
        plan = contents(session, plan_id)
    found = {"": _WHOLE}
    for kind in ResultKind:
        for number, line in enumerate(plan.of_kind(kind), 1):
            name = f"{kind.label} {number}"
            found[line.result.id] = f"{name}: {excerpt(line.result.text, 60) or '(belum ditulis)'}"
            for place, item in enumerate(line.indicators, 1):
                text = excerpt(item.text, 60) or "(belum ditulis)"
                found[item.id] = f"{name}, indikator {place}: {text}"
    return found


def line_name(lines: dict[str, str], result_id: str, indicator_id: str) -> str:
    """What the line of a comment is called; one that a merge or a person took away is said to be gone."""
    line = indicator_id or result_id
    return lines.get(line, _GONE)


def author_of(db: Database, plan_id: str, kind: str) -> str:
    """Name of the employee or of the rater of a plan, for a comment that names nobody; empty when unknown."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        if kind != AuthorKind.RATER:
            employee = session.get(Employee, plan.employee_id)
            return employee.name if employee is not None else ""
        raters = cascade.raters_of(session, plan, db.today())
        return str((card(session, raters.rater_id, raters.rater_card) or {}).get("name", ""))


# -- writing


def comment_key(comment_id: str, column: str) -> str:
    """The form field of a comment (`NEW`: one that is being written)."""
    return field_key(PlanComment, comment_id, column)


def new_form(db: Database, plan_id: str, line_id: str = "") -> Form:
    """The form of a new proposal on a line ("": on the whole plan). Raises `RuleBroken` once the plan is set."""
    with db.reading() as session:
        plan = known(session, WorkPlan, plan_id)
        _check_open(plan)
        employee = session.get(Employee, plan.employee_id)
        title = f"Usulan untuk rencana kerja {employee.name if employee is not None else ''}".strip()
    form = open_form(db, f"plan_comment:{plan_id}:{line_id}", title, plan.employee_id, (), new=())
    form.stored[comment_key(NEW, "kind")] = str(CommentKind.PROPOSAL)
    form.stored[comment_key(NEW, "author_kind")] = str(AuthorKind.EMPLOYEE)
    form.stored[comment_key(NEW, "written_on")] = db.today().isoformat()
    return form


def line_of(form: Form) -> tuple[str, str]:
    """The plan and the line ("": none) a form of a new comment is about."""
    _, plan_id, line_id = form.name.split(":", 2)
    return plan_id, line_id


def save_new(db: Database, form: Form) -> str:
    """Write a proposal or comment down; returns its id. Raises `RuleBroken` without a text, or once the plan is set."""
    plan_id, line_id = line_of(form)
    text, kind, side, name = (
        form.text(comment_key(NEW, column)).strip() for column in ("text", "kind", "author_kind", "author_name")
    )
    if not text:
        raise RuleBroken("Tulis dulu isi usulan atau komentarnya.")
    day = _day(form.text(comment_key(NEW, "written_on")), "Isi tanggal usulan ditulis.")
    _refuse(check_written_on(day, db.today()))
    name = name or author_of(db, plan_id, side)
    comment_id = new_id()
    label = CommentKind(kind).label if kind in set(CommentKind) else "Catatan"
    with db.act(f"{label} pada rencana kerja ditulis", form.subject) as act:
        _check_open(known(act.session, WorkPlan, plan_id))
        result_id, indicator_id = _line(act.session, plan_id, line_id)
        write_typed(act, with_real_ids(form, {f"plan_comment/{NEW}": f"plan_comment/{comment_id}"}))
        act.write(
            PlanComment,
            comment_id,
            plan_id=plan_id,
            result_id=result_id,
            indicator_id=indicator_id,
            kind=kind,
            author_kind=side,
            author_name=name,
            text=text,
            written_on=day,
        )
    return comment_id


def answer_form(db: Database, comment_id: str) -> tuple[Form, PlanComment]:
    """Open a comment for its answer. Raises `RuleBroken` when it was taken back."""
    with db.reading() as session:
        comment = known(session, PlanComment, comment_id)
        if comment.removed:
            raise RuleBroken("Usulan ini sudah dihapus. Tidak ada yang diubah.")
        plan = known(session, WorkPlan, comment.plan_id)
        form = open_form(db, f"plan_answer:{comment_id}", "Jawaban atas usulan", plan.employee_id, [comment])
    if not form.text(comment_key(comment_id, "answered_on")):
        form.stored[comment_key(comment_id, "answered_on")] = db.today().isoformat()
    return form, comment


def answer(db: Database, form: Form, comment_id: str) -> None:
    """Answer a proposal (accepted or rejected) or reply to a comment; the rater's name where none is typed.

    Raises `RuleBroken` without an answer, or for a rejection without a reason.
    """
    with db.act("Usulan pada rencana kerja dijawab", form.subject, seen=form.seen) as act:
        comment = known(act.session, PlanComment, comment_id)
        if comment.removed:
            raise RuleBroken("Usulan ini sudah dihapus di PC lain. Jawabannya tidak dicatat.")
        state, text, name, day_text = (
            form.text(comment_key(comment_id, column)).strip()
            for column in ("answer_state", "answer_text", "answered_by", "answered_on")
        )
        if comment.kind == CommentKind.PROPOSAL and state not in set(Answer):
            raise RuleBroken("Pilih jawabannya: diterima atau ditolak.")
        if not text and state != Answer.ACCEPTED:
            missing = "Tulis alasan penolakannya, supaya pengusul tahu." if state else "Tulis tanggapannya."
            raise RuleBroken(missing)
        day = _day(day_text, "Isi tanggal jawaban.")
        _refuse(check_answered_on(day, comment.written_on, db.today()))
        write_typed(act, form)
        by = name or author_of(db, comment.plan_id, AuthorKind.RATER)
        act.write(PlanComment, comment_id, answered_on=day, answered_by=by)


def remove(db: Database, comment_id: str) -> None:
    """Take a comment back that nobody has answered. Raises `RuleBroken`."""
    with db.reading() as session:
        subject = known(session, WorkPlan, known(session, PlanComment, comment_id).plan_id).employee_id
    with db.act("Usulan pada rencana kerja dihapus", subject) as act:
        comment = known(act.session, PlanComment, comment_id)
        if comment.answer_state or comment.answer_text:
            raise RuleBroken("Usulan ini sudah dijawab, jadi tidak dihapus: jawabannya ikut hilang.")
        act.remove(PlanComment, comment_id)


# -- checks


def is_set(plan: WorkPlan) -> bool:
    """Whether a plan takes no more proposals."""
    return plan.removed or plan.state == PlanState.APPROVED


def _check_open(plan: WorkPlan) -> None:
    if is_set(plan):
        raise RuleBroken(SET)


def _line(session: Session, plan_id: str, line_id: str) -> tuple[str, str]:
    """(result id, indicator id) of a line; both empty for the whole plan. Raises `RuleBroken` for another plan's."""
    if not line_id:
        return "", ""
    indicator = session.get(Indicator, line_id)
    if indicator is not None and indicator.plan_id == plan_id:
        return indicator.result_id, indicator.id
    result = session.get(WorkResult, line_id)
    if result is not None and result.plan_id == plan_id:
        return result.id, ""
    raise RuleBroken("Baris ini tidak ada lagi di rencana kerja. Tulis usulannya untuk baris lain.")


def _day(text: str, missing: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(missing) from None


def _refuse(problems: list[Problem]) -> None:
    hard = [problem.text for problem in problems if problem.hard]
    if hard:
        raise RuleBroken(" ".join(hard))


_OPEN = f"(kind = '{CommentKind.PROPOSAL}' AND answer_state = '')"
_LINES = (
    "SELECT w.id FROM work_result w WHERE w.plan_id = ?1 AND NOT w.removed UNION ALL "
    "SELECT i.id FROM indicator i JOIN work_result w ON w.id = i.result_id "
    "WHERE w.plan_id = ?1 AND NOT w.removed AND NOT i.removed"
)
