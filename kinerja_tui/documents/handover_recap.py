"""The recap beside an open bundle, for a spreadsheet: who has a plan, progress, an evaluation, in which state."""

from __future__ import annotations

import csv
import io

from kinerja_tui.documents.tables.separated import safe
from kinerja_tui.models.database import Database
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.labels import shown

HEAD = ("NIP", "Nama", "Kantor", "Rencana kerja", "Realisasi", "Evaluasi")


def recap_csv(db: Database, office: str = "") -> str:
    """One line a person of the working year, of one office or (empty) of all; ``;`` between, as local Excel reads it.

    Personal data: it lies beside a bundle only when that is open too, or when a person asked for it.
    """
    year = str(db.year)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    plans = _by_person(db, "SELECT employee_id, state FROM work_plan WHERE NOT removed AND year = ?", (db.year,))
    progress = _by_person(
        db,
        "SELECT w.employee_id, p.period FROM progress p JOIN indicator i ON i.id = p.indicator_id "
        "JOIN work_plan w ON w.id = i.plan_id WHERE NOT p.removed AND NOT w.removed AND w.year = ?",
        (db.year,),
    )
    evaluations = _by_person(
        db,
        "SELECT employee_id, period || '=' || state FROM evaluation WHERE NOT removed AND substr(period, 1, 4) = ?",
        (year,),
    )
    people = db.file.rows(
        "SELECT id, nip, name, office FROM employee WHERE NOT removed AND (:office = '' OR office = :office) "
        "ORDER BY name, id",
        {"office": office},
    )
    for key, nip, name, where in people:
        states = ", ".join(shown("work_plan", "state", state) for state in plans.get(key, ()))
        periods = ", ".join(_period(code) for code in progress.get(key, ()))
        judged = ", ".join(
            f"{_period(code)} {shown('evaluation', 'state', state)}"
            for code, _, state in (item.partition("=") for item in evaluations.get(key, ()))
        )
        # The apostrophe keeps a spreadsheet from turning a NIP into a rounded number.
        writer.writerow(
            [f"'{nip}", *map(safe, (name, where)), states or "belum", periods or "belum", judged or "belum"]
        )
    return "\ufeff" + out.getvalue()


def _by_person(db: Database, sql: str, values: tuple[object, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, text in sorted(set(db.file.rows(sql, values))):
        found.setdefault(key, []).append(str(text))
    return found


def _period(code: str) -> str:
    try:
        return period_from_code(code).label
    except RuleBroken:
        return code
