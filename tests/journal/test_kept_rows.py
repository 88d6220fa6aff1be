"""Rows of long queries are kept until anything is written, and no longer."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.models import file as file_module
from kinerja_tui.models import kept_rows
from kinerja_tui.models.database import Database
from kinerja_tui.models.kept_rows import KeptRows

COUNT = "SELECT count(*) FROM setting WHERE name LIKE ?"


@pytest.fixture(autouse=True)
def _everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "LONG", -1.0)


def test_a_query_is_run_once_until_something_is_written(empty_db: Database) -> None:
    file = empty_db.file
    file.rows(COUNT, ("x%",))  # from now on the version is known
    statements: list[str] = []
    file.plain.set_trace_callback(statements.append)

    def runs() -> int:
        found = sum("count" in statement for statement in statements)
        statements.clear()
        return found

    first = file.rows(COUNT, ("y%",))
    assert (file.rows(COUNT, ("y%",)), runs()) == (first, 1)
    assert (file.rows(COUNT, ("nothing%",)), runs()) == ([(0,)], 1), "other values are another query"
    empty_db.set_setting("yang baru", "1")
    assert file.rows(COUNT, ("y%",)) == [(first[0][0] + 1,)]
    assert runs() == 1
    with contextlib.suppress(RuntimeError), empty_db.transaction() as session:
        session.connection().exec_driver_sql("INSERT INTO setting VALUES ('yang batal', '1')")
        raise RuntimeError
    assert file.rows(COUNT, ("y%",)) == [(first[0][0] + 1,)]


def test_what_is_handed_out_is_the_callers_own(empty_db: Database) -> None:
    file = empty_db.file
    for _ in range(3):
        file.rows(COUNT, ("y%",)).clear()
    assert len(file.rows(COUNT, ("y%",))) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60))
def test_no_more_is_kept_than_said_and_never_anything_else(asked: list[tuple[int, int]]) -> None:
    kept, most = KeptRows(), kept_rows.MOST
    kept_rows.MOST = 40
    try:
        kept.at(1)
        for query, size in asked:
            rows = [(query, size)] * size
            found = kept.get((query, size))
            assert found is None or found == rows
            kept.keep((query, size), rows, 1)
            assert kept._values == sum(2 * len(some) for some in kept._rows.values()) <= 40
        kept.at(2)
        assert not kept
    finally:
        kept_rows.MOST = most
