"""Beranda's counts are remembered in the database, and never when they may be true no more."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kinerja_tui.handoff import export, merge, trust, undo
from kinerja_tui.models import projection
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.history import undo as undoing
from kinerja_tui.services.history.acts import last_acts
from kinerja_tui.services.office import agenda, setup
from kinerja_tui.services.office.agenda import Agenda, read_agenda, read_quickly
from kinerja_tui.services.office.counting_ahead import DAYS, count_ahead
from tests.conftest import NOW
from tests.services.survey_office import open_survey

TODAY = NOW.date()
SIGHT = "SELECT count(*) FROM counted"


@pytest.fixture(autouse=True)
def _everybody_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "FEW", -1)


def remember(path: Path) -> None:
    assert count_ahead(path, TODAY, lambda: False)


def counted_anew(path: Path) -> Agenda:
    """What is true, whatever is remembered."""
    file = DatabaseFile(path)
    file.counted.rows = file.rows  # type: ignore[method-assign]
    with contextlib.closing(file):
        return read_agenda(file, TODAY)


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def add_row(connection: sqlite3.Connection, table: str, **values: object) -> str:
    """Put a row in, where nothing is known of the table; returns the condition that finds it."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    row = {name: 990_000 + number for number, name in enumerate(columns)} | values
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    assert connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())).rowcount == 1
    return f'WHERE "{columns[0]}" = 990000'


def test_what_is_counted_depends_on_nothing_but_tables_that_forget(db: Database) -> None:
    open_survey(db)
    with contextlib.closing(raw(db.file.path)) as connection:
        nothing = {"removed": 0, "finished_on": None, "result": "", "max_days": 1}
        add_row(connection, "service_request", received_on="2026-01-02", **nothing)
    read_agenda(db.file, TODAY)
    queries = [json.loads(query) for query in db.file.counted._asked]
    assert len(queries) >= 10
    read: set[str] = set()
    functions: set[str] = set()

    def asked(action: int, first: str | None, second: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add(first or "")
        elif action == sqlite3.SQLITE_FUNCTION:
            functions.add(second or "")
        return sqlite3.SQLITE_OK

    with contextlib.closing(raw(db.file.path)) as connection:
        triggers: dict[str, str] = {}
        for table, sql in connection.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"):
            assert sql.endswith("WHEN EXISTS (SELECT 1 FROM counted) BEGIN DELETE FROM counted; END")
            triggers[table] = triggers.get(table, "") + sql.split()[4]
        connection.set_authorizer(asked)
        for sql, values in queries:
            connection.execute(sql, values)
            assert "now" not in sql.lower()
            assert "current_" not in sql.lower().replace("current_assignment", "")
    projected = {*PROJECTED, "conflict"}
    assert read & projected
    assert read - {""} - projected == set(triggers), "a migration gives other tables that are counted three triggers"
    assert set(triggers.values()) == {"INSERTUPDATEDELETE"}
    assert functions <= {"count", "sum", "coalesce", "date", "trim", "char", "lower", "min", "max"}


def test_every_way_to_write_what_is_counted_forgets(db: Database) -> None:
    path = db.file.path
    with contextlib.closing(raw(path)) as connection:

        def remembered() -> int:
            there = connection.execute(SIGHT).fetchone()[0]
            connection.execute("INSERT OR REPLACE INTO counted VALUES ('x', '[]')")
            return int(there)

        for table in ("journal", "outgoing_change"):
            remembered()
            here = add_row(connection, table)
            assert not remembered(), table
            first = here.split('"')[1]
            for sql in (f'UPDATE {table} SET "{first}" = "{first}" {here}', f"DELETE FROM {table} {here}"):
                assert connection.execute(sql).rowcount == 1
                assert not remembered(), sql


def test_no_work_leaves_a_number_that_is_not_true(db: Database, workplace: Callable[..., object]) -> None:
    """One after the other on one office: acts, their undoing, bundles in and out, held changes, settings, drafts."""
    path, folder = db.file.path, db.file.path.parent
    place = workplace("new", "kabupaten")
    district = Database(place.file, place.identities, place.now)  # type: ignore[attr-defined]
    setup.set_up(district, "15.04", "Budi Santoso", 2026)
    trust.enrol(db, "15.04", "BKPSDM", district.identity.public_key)
    trust.enrol(district, db.office, "Muara Bulian", db.identity.public_key)
    ((employee,),) = db.file.rows("SELECT id FROM employee WHERE end_date IS NULL LIMIT 1")

    def new_employee() -> None:
        with db.act("Pegawai baru", Employee.id_of("1")) as act:
            act.write(Employee, Employee.id_of("1"), nip="1", name="Ani", office=db.office)

    def take_away() -> None:
        with db.act("Ditarik", employee) as act:
            act.remove(Employee, employee)

    def undone() -> None:
        undoing.undo(db, last_acts(db.file, 1)[0].id)

    def held(reason: str | None) -> Callable[[], None]:
        def hold() -> None:
            ((change,),) = db.file.rows("SELECT id FROM journal WHERE seq = 30")
            with db.transaction() as session:
                projection.hold(session.connection(), change, reason)

        return hold

    works: list[tuple[str, Callable[[], object], bool]] = [
        ("act", new_employee, True),
        ("removal", take_away, True),
        ("undo", undone, True),
        ("bundle out", lambda: export.export(db, "15.04", folder / "usb"), True),
        ("held", held("coba"), True),
        ("released", held(None), True),
        ("year", lambda: setup.change_year(db, 2025), False),
        ("year again", lambda: setup.change_year(db, 2026), False),
        ("setting", lambda: db.set_setting("theme", "x"), False),
    ]
    told = []
    for what, work, forgets in works:
        remember(path)
        before = counted_anew(path)
        work()
        quick = read_quickly(db.file, TODAY)
        if isinstance(quick, Agenda):
            assert quick == counted_anew(path), what
        else:
            told.append(what)
            assert forgets or quick.year != before.year, what
    assert {what for what, _, forgets in works if forgets} <= set(told)

    # and where bundles arrive
    bundle = next(iter((folder / "usb").glob("*.segel")))
    for work in (lambda: merge.take_in(district, bundle),
                 lambda: undo.undo_import(district, undo.newest_import(district) or "")):  # fmt: skip
        remember(district.file.path)
        before = counted_anew(district.file.path)
        work()
        assert not isinstance(read_quickly(district.file, TODAY), Agenda)
        assert counted_anew(district.file.path) != before
    district.engine.dispose()


def test_the_next_start_and_the_next_days_find_their_counts_and_a_copy_has_them_too(db: Database) -> None:
    path = db.file.path
    assert not isinstance(read_quickly(db.file, TODAY), Agenda)
    assert db.file.rows(SIGHT) == [(0,)]
    remember(path)
    for ahead in range(DAYS):
        assert isinstance(read_quickly(db.file, TODAY + timedelta(days=ahead)), Agenda)
    assert not isinstance(read_quickly(db.file, TODAY + timedelta(days=DAYS)), Agenda)
    assert read_quickly(db.file, TODAY) == counted_anew(path)
    copy = DatabaseFile(db.file.backup(path.with_name("salinan.db")))
    with contextlib.closing(copy):
        assert read_quickly(copy, TODAY) == counted_anew(path)
        with contextlib.closing(raw(copy.path)) as other:
            other.execute("DELETE FROM journal WHERE seq = 30")
        assert not isinstance(read_quickly(copy, TODAY), Agenda)
    assert isinstance(read_quickly(db.file, TODAY), Agenda)


def test_what_was_written_while_it_was_counted_is_not_remembered(db: Database) -> None:
    other = DatabaseFile(db.file.path)
    with contextlib.closing(other):
        read_agenda(other, TODAY)
        db.set_setting("theme", "x")  # anything: what is counted is not looked into
        assert not other.counted.remember()
        assert db.file.rows(SIGHT) == [(0,)]
        read_agenda(other, TODAY)
        assert other.counted.remember()
        assert db.file.rows(SIGHT) != [(0,)]
        remembered = db.file.version()
        read_agenda(other, TODAY)
        assert other.counted.remember()
        assert db.file.version() == remembered, "nothing is written twice"


def test_counting_ahead_is_given_up_for_a_key_and_for_a_busy_disk(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not count_ahead(db.file.path, TODAY, lambda: True)
    assert db.file.rows(SIGHT) == [(0,)]
    with contextlib.closing(raw(db.file.path)) as writer:
        connect = DatabaseFile.connect

        def impatient(self: DatabaseFile) -> sqlite3.Connection:
            connection = connect(self)
            connection.execute("PRAGMA busy_timeout=1")
            return connection

        monkeypatch.setattr(DatabaseFile, "connect", impatient)
        writer.execute("BEGIN IMMEDIATE")
        assert not count_ahead(db.file.path, TODAY, lambda: False)
        writer.execute("ROLLBACK")
    remember(db.file.path)
