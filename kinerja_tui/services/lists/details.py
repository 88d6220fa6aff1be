"""What the pane beside a list tells about one row, as plain rows: a few look-ups by id, whatever the office's size."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.periods import PeriodSpan
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.monitoring.reported import REPORTED, RUNNING
from kinerja_tui.services.staff import dated


def plans_of_year(file: DatabaseFile, employee_id: str, year: int) -> list[Row]:
    """The plans of a person in a year, the earliest first."""
    return _rows(
        file,
        ("id", "state", "start", "end", "post", "return_reason", "results", "indicators"),
        f"""
        SELECT p.id, p.state, p.start, p."end", {dated.printed_post("a")}, p.return_reason,
            (SELECT count(*) FROM work_result w WHERE w.plan_id = p.id AND NOT w.removed),
            (SELECT count(*) FROM indicator i WHERE i.plan_id = p.id AND NOT i.removed)
        FROM work_plan p LEFT JOIN assignment a ON a.id = p.assignment_id
        WHERE p.employee_id = ?1 AND p.year = ?2 AND NOT p.removed ORDER BY p.start, p.id
        """,
        employee_id,
        year,
    )


def superior_of(file: DatabaseFile, employee_id: str, day: str) -> str:
    """The name of the rater's superior in the post somebody holds on a day (ISO); empty while not filled in."""
    post = dated.current_assignment("?1", "?2")
    rows = file.rows(
        f"""
        SELECT coalesce(e.name, CAST(json_extract({dated.rater("a", "s", "superior_card")}, '$.name') AS TEXT), '')
        FROM assignment a LEFT JOIN rater_span s ON s.id = {dated.rater_span("a.id", "?2")}
        LEFT JOIN employee e ON e.id = {dated.rater("a", "s", "superior_id")} WHERE a.id = {post}
        """,
        (employee_id, day),
    )
    return str(rows[0][0]) if rows else ""


def period_of_plan(file: DatabaseFile, plan_id: str, period: PeriodSpan) -> Row:
    """One period of a plan: indicators reported, report and evaluation (None where there is none)."""
    code, first, last = period.code, period.start.isoformat(), period.end.isoformat()
    (row,) = _rows(
        file,
        ("indicators", "reported", "report_state", "submitted_on", "state", "work_rating", "behaviour_rating", "rules"),
        f"""
        SELECT (SELECT count(*) FROM indicator i WHERE i.plan_id = p.id AND NOT i.removed AND {RUNNING}),
            (SELECT count(*) {REPORTED}), r.state, r.submitted_on, v.state, v.work_rating, v.behaviour_rating, v.rules
        FROM (SELECT ?1 AS plan_id) x LEFT JOIN work_plan p ON p.id = x.plan_id
        LEFT JOIN progress_report r ON r.id = ?5 AND NOT r.removed
        LEFT JOIN evaluation v ON v.id = ?6 AND NOT v.removed
        """,
        plan_id,
        code,
        first,
        last,
        ProgressReport.id_of(plan_id, code),
        Evaluation.id_of(plan_id, code),
    )
    return row


def results_of(file: DatabaseFile, plan_id: str) -> list[Row]:
    """The results of a plan in the order of its form: id, text, kind, what they support, first and last day."""
    return _rows(
        file,
        ("id", "kind", "text", "superior_text", "starts_on", "ends_on"),
        """
        SELECT w.id, w.kind, w.text, w.superior_text, w.starts_on, w.ends_on FROM work_result w
        WHERE w.plan_id = ?1 AND NOT w.removed ORDER BY w.kind DESC, w.position, w.id
        """,
        plan_id,
    )


def indicators_of(file: DatabaseFile, plan_id: str, period: str = "") -> list[Row]:
    """The indicators of a plan in the order of its form, with what was reported on them in a period, if one is named.

    Amounts and targets are texts of exact numbers, or None: missing is not zero.
    """
    return _rows(
        file,
        (
            "id", "result_id", "aspect", "text", "target", "unit", "target_text", "direction",
            "amount", "note", "obstacles", "evidence",
        ),
        """
        SELECT i.id, i.result_id, i.aspect, i.text, i.target, i.unit, i.target_text, i.direction,
            g.amount, g.note, g.obstacles, g.evidence
        FROM indicator i LEFT JOIN work_result w ON w.id = i.result_id
        LEFT JOIN progress g ON g.indicator_id = i.id AND g.plan_id = i.plan_id AND g.period = ?2 AND NOT g.removed
        WHERE i.plan_id = ?1 AND NOT i.removed ORDER BY w.kind DESC, w.position, w.id, i.position, i.id
        """,
        plan_id,
        period,
    )  # fmt: skip


def plan_words(file: DatabaseFile, plan_id: str) -> Row | None:
    """The days and words of a plan's way to approval; None where it is gone."""
    columns = ("submitted_on", "decided_on", "decided_by", "decision_note", "return_reason")
    found = _rows(file, columns, f"SELECT {', '.join(columns)} FROM work_plan WHERE id = ?1 AND NOT removed", plan_id)
    return next(iter(found), None)


def evaluation_words(file: DatabaseFile, evaluation_id: str) -> Row | None:
    """Ratings, reasons, proposals and days of an evaluation; None where there is none."""
    columns = (
        "state", "work_rating", "work_reason", "work_proposal", "behaviour_rating", "behaviour_reason",
        "behaviour_proposal", "note", "rated_by", "finished_on", "reopen_reason", "missing_reason", "rules",
    )  # fmt: skip
    sql = f"SELECT {', '.join(columns)} FROM evaluation WHERE id = ?1 AND NOT removed"
    return next(iter(_rows(file, columns, sql, evaluation_id)), None)


def result_ratings(file: DatabaseFile, evaluation_id: str) -> list[Row]:
    """What each result was rated in an evaluation, with the feedback, in the order of the plan."""
    return _rows(
        file,
        ("text", "rating", "feedback", "reason", "proposal"),
        """
        SELECT coalesce(w.text, ''), q.rating, q.feedback, q.reason, q.proposal FROM result_rating q
        LEFT JOIN work_result w ON w.id = q.result_id
        WHERE q.evaluation_id = ?1 AND NOT q.removed ORDER BY w.kind DESC, w.position, w.id, q.id
        """,
        evaluation_id,
    )


def _rows(file: DatabaseFile, columns: Sequence[str], sql: str, *values: str | int) -> list[Row]:
    return [dict(zip(columns, row, strict=True)) for row in file.rows(sql, values)]
