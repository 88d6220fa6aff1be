"""Evaluation lines rated below expectation with their follow-up: who has none yet, what is overdue, what is done.

A line is one result, one value, or one of the two overall ratings of a finished evaluation. Its key is
``evaluation/part/target``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.follow_up import Part
from kinerja_tui.rules.formats import excerpt, fold
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation.evaluations import FINISHED
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row, pattern

NONE, OVERDUE, RUNNING, DONE = "belum", "lewat", "berjalan", "selesai"
STATES = {NONE: "Belum ada tindak lanjut", OVERDUE: "Lewat batas", RUNNING: "Berjalan", DONE: "Selesai"}
"""State of a line -> its label, in the order of the list: what waits for somebody comes first."""

_BELOW = f"= '{Rating.BELOW}'"
_OF = f"NOT v.removed AND v.state = '{FINISHED}'"
_LINES = f"""
    SELECT v.id AS evaluation_id, '{Part.WORK}' AS part, '' AS target, v.work_reason AS reason,
        v.work_proposal AS proposal FROM evaluation v WHERE {_OF} {{which}} AND v.work_rating {_BELOW}
    UNION ALL
    SELECT v.id, '{Part.BEHAVIOUR}', '', v.behaviour_reason, v.behaviour_proposal FROM evaluation v
        WHERE {_OF} {{which}} AND v.behaviour_rating {_BELOW}
    UNION ALL
    SELECT v.id, '{Part.RESULT}', r.result_id, r.reason, r.proposal FROM evaluation v
        JOIN result_rating r ON r.evaluation_id = v.id AND NOT r.removed AND r.rating {_BELOW}
        WHERE {_OF} {{which}} GROUP BY v.id, r.result_id
    UNION ALL
    SELECT v.id, '{Part.VALUE}', r.value, r.feedback, '' FROM evaluation v
        JOIN value_rating r ON r.evaluation_id = v.id AND NOT r.removed AND r.rating {_BELOW}
        WHERE {_OF} {{which}} GROUP BY v.id, r.value
"""
"""Every line rated below expectation, of some evaluations; of one rated twice (a merge of foreign data) one."""

# What was followed up stays in sight also where the rating has changed since.
_LISTED = """
    WITH below AS ({lines}),
    line AS (
        SELECT b.evaluation_id, b.part, b.target, b.reason, b.proposal, 1 AS is_below FROM below b
        UNION ALL
        SELECT f.evaluation_id, f.part, f.about, '', '', 0 FROM follow_up f WHERE NOT f.removed {which} AND NOT EXISTS (
            SELECT 1 FROM below b WHERE b.evaluation_id = f.evaluation_id AND b.part = f.part AND b.target = f.about
        ) GROUP BY f.evaluation_id, f.part, f.about
    ),
    whole AS (
        SELECT l.evaluation_id || '/' || l.part || '/' || l.target AS key, l.*, v.period AS period,
            v.finished_on AS finished_on, coalesce(v.employee_id, '') AS employee_id, w.text AS result_text,
            p.year AS year
        FROM line l LEFT JOIN evaluation v ON v.id = l.evaluation_id LEFT JOIN work_plan p ON p.id = v.plan_id
        LEFT JOIN work_result w ON w.id = l.target
    )
"""
_WITH = _LISTED.format(lines=_LINES.format(which=""), which="")
_WITH_OF_PERSON = _LISTED.format(
    lines=_LINES.format(which="AND v.employee_id = ?1"),
    which="AND f.evaluation_id IN (SELECT id FROM evaluation WHERE employee_id = ?1)",
)
"""Of one person (?1) alone: nobody else's evaluations are looked through."""
_FROM = """
    FROM whole l LEFT JOIN employee e ON e.id = l.employee_id
    LEFT JOIN follow_up f ON f.id = (
        SELECT x.id FROM follow_up x WHERE x.evaluation_id = l.evaluation_id AND x.part = l.part
            AND x.about = l.target AND NOT x.removed ORDER BY x.id LIMIT 1
    )
"""
_COLUMNS = {
    "key": "l.key",
    "employee_id": "l.employee_id",
    "name": "coalesce(e.name, '')",
    "period": "coalesce(l.period, '')",
    "part": "l.part",
    "target": "l.target",
    "result_text": "l.result_text",
    "reason": "l.reason",
    "proposal": "l.proposal",
    "is_below": "l.is_below",
    "what": "coalesce(f.what, '')",
    "helper": "coalesce(f.helper, '')",
    "due": "f.due",
    "done_on": "f.done_on",
    "outcome": "coalesce(f.outcome, '')",
    "exists": "f.id IS NOT NULL",
}


def _state(today: date) -> str:
    day = f"'{today.isoformat()}'"
    return (
        f"CASE WHEN f.id IS NULL THEN '{NONE}' WHEN f.done_on IS NOT NULL THEN '{DONE}' "
        f"WHEN f.due < {day} THEN '{OVERDUE}' ELSE '{RUNNING}' END"
    )


def listing(
    file: DatabaseFile, year: int, today: date, text: str = "", state: str = "", employee_id: str = ""
) -> Listing:
    """Lines of a year rated below expectation with their follow-up; those without one first."""
    lines, query = (_WITH_OF_PERSON, [employee_id]) if employee_id else (_WITH, [])
    given: list[Any] = [*query, year]
    conditions = [f"(l.year = ?{len(given)} OR l.year IS NULL)"]
    if employee_id:
        conditions.append("l.employee_id = ?1")
    if state:
        conditions.append(f"{_state(today)} = ?")
        given.append(state)
    for word in fold(text).split():
        conditions.append("e.search LIKE ? ESCAPE '\\'")
        given.append(pattern(word))
    places = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(STATES))
    keys = file.rows(
        f"{lines} SELECT l.key {_FROM} WHERE {' AND '.join(conditions)} "
        f"ORDER BY CASE {_state(today)} {places} END, coalesce(f.due, ''), e.name, l.period, l.key",
        given,
    )
    columns = {**_COLUMNS, "state": _state(today)}
    page = f"{lines} SELECT {', '.join(columns.values())} {_FROM} WHERE l.key IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, tuple(columns), query)


def counts(file: DatabaseFile, year: int, today: date) -> dict[str, int]:
    """State -> number of lines in `listing`."""
    return dict(
        file.rows(
            f"{_WITH} SELECT {_state(today)}, count(*) {_FROM} WHERE (l.year = ?1 OR l.year IS NULL) GROUP BY 1",
            (year,),
        )
    )


def open_by_person(file: DatabaseFile, year: int, today: date) -> dict[str, tuple[int, int]]:
    """Employee id -> (lines of a year that are not done, of them overdue)."""
    rows = file.rows(
        f"{_WITH} SELECT l.employee_id, count(*), sum({_state(today)} = '{OVERDUE}') {_FROM} "
        "WHERE (l.year = ?1 OR l.year IS NULL) AND f.done_on IS NULL GROUP BY 1",
        (year,),
    )
    return {employee_id: (count, overdue) for employee_id, count, overdue in rows}


def by_office(file: DatabaseFile, year: int, today: date) -> list[tuple[str, str, int]]:
    """(kode wilayah, state, lines of a year) of those in service."""
    return file.rows(
        f"{_WITH} SELECT e.office, {_state(today)}, count(*) {_FROM} WHERE (l.year = ?1 OR l.year IS NULL) "
        "AND NOT e.removed AND e.end_date IS NULL GROUP BY 1, 2",
        (year,),
    )


def label(row: Row) -> str:
    """What a line is about, as people read it."""
    if row["part"] == Part.RESULT:
        return excerpt(row["result_text"] or "(hasil kerja yang tidak ada di sini)", 200)
    if row["part"] == Part.VALUE:
        return next((value.name for value in VALUES if value.key == row["target"]), str(row["target"]))
    return shown("follow_up", "part", row["part"])


def standing(row: Row) -> str:
    """The state of a line in words: ``lewat batas 30-09-2026``."""
    due = shown("follow_up", "due", row["due"]) if row["due"] else "tanpa batas"
    text = {
        NONE: "belum ada",
        OVERDUE: f"lewat batas {due}",
        RUNNING: f"sampai {due}",
        DONE: f"selesai {shown('follow_up', 'done_on', row['done_on'])}",
    }.get(row["state"], "?")
    return text if row["is_below"] else f"{text}; rating sudah berubah"
