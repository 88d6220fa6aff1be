"""Undoing acts: everything as before, done again as it was, merged without bentrok, and refused where work stands on it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kinerja_tui.models import journal
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.objections import Holiday
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services import acts, approval, holidays, rests, undo
from kinerja_tui.services.employees import end_service
from tests.services.two_pcs import exchange, second_pc


def tables(db):
    """Every row of every table, and every bentrok."""
    with db.reading() as session:
        connection = session.connection()
        found = {
            name: {row.id: tuple(row) for row in connection.execute(select(table)) if not row.removed}
            for name, table in journal.TABLES.items()
        }
        found["bentrok"] = {tuple(row)[:2]: "" for row in connection.execute(select(journal.conflict))}
    return found


def newest(db):
    return acts.last_acts(db.file)[0].id


def undo_next(db):
    line = acts.to_undo(acts.last_acts(db.file))
    undo.undo(db, line.id)
    return line


def redo_next(db):
    line = acts.to_redo(acts.last_acts(db.file))
    undo.undo(db, line.id)
    return line


KEYS = ("2026-01-01", "2026-02-02", "2026-03-03")
acting = st.lists(
    st.tuples(st.sampled_from(["write", "remove", "back"]), st.sampled_from(KEYS), st.sampled_from(["A", "B", ""])),
    min_size=1,
    max_size=5,
)


def perform(db, steps):
    """One act of several steps."""
    with db.act("Hari libur diatur") as act:
        for kind, day, name in steps:
            key = Holiday.id_of(date.fromisoformat(day))
            if kind == "write":
                act.write_anew(Holiday, key, day=date.fromisoformat(day), name=name)
            elif act.session.get(Holiday, key) is not None:
                (act.remove if kind == "remove" else act.bring_back)(Holiday, key)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acting, min_size=1, max_size=4))
def test_whatever_was_done_is_undone_newest_first_and_done_again(empty_db, history):
    db = empty_db
    states = [tables(db)]
    for steps in history:
        before = newest(db)
        perform(db, steps)
        if newest(db) != before:
            states.append(tables(db))
    for state in reversed(states[:-1]):
        undo_next(db)
        assert tables(db) == state
    for state in states[1:]:
        redo_next(db)
        assert tables(db) == state
    assert acts.to_redo(acts.last_acts(db.file)) is None
    for _ in states[1:]:  # as it was found, for the next example
        undo_next(db)
    assert tables(db) == states[0]
    assert verify(db).sound
