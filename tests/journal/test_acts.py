"""An act is one change or nothing: whatever fails, rows, entries, numbers and marks are as before."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.models.records import UnfitValue

KEY = Employee.id_of("1")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def add(db: Database, name: str = "Ani") -> None:
    with db.act("Pegawai", KEY) as act:
        act.write(Employee, KEY, nip="1", name=name)


def untouched(db: Database, act: Callable[[], None], error: type[BaseException]) -> None:
    """The act fails and leaves nothing: no row, no entry, no number, no mark."""
    before = (digest(db.file.path), db.identity.last_change, db.identity.path.read_bytes())
    with pytest.raises(error):
        act()
    assert (digest(db.file.path), db.identity.last_change, db.identity.path.read_bytes()) == before
    add(db, "sesudahnya")


def test_an_act_that_fails_leaves_nothing(start: Callable[..., Database]) -> None:
    db = start()

    def stumbles() -> None:
        with db.act("Pegawai") as act:
            act.write(Employee, KEY, nip="1", name="Ani")
            raise ZeroDivisionError

    def second_of_two_stumbles() -> None:
        with db.transaction():
            add(db)
            stumbles()

    untouched(db, stumbles, ZeroDivisionError)
    untouched(db, second_of_two_stumbles, ZeroDivisionError)


def test_a_value_that_does_not_fit_leaves_nothing(start: Callable[..., Database]) -> None:
    db = start()

    def write(**values: object) -> Callable[[], None]:
        def unfit() -> None:
            with db.act("Pegawai") as act:
                act.write(Employee, KEY, nip="1")
                act.write(Employee, KEY, **values)

        return unfit

    untouched(db, write(name=5), UnfitValue)
    untouched(db, write(name=1.5), UnfitValue)
    untouched(db, write(birth_date="kemarin"), UnfitValue)
    untouched(db, write(search="x"), KeyError)
    untouched(db, write(name="\ud800"), ValueError)


def test_a_caught_failure_inside_a_transaction_leaves_the_rest(start: Callable[..., Database]) -> None:
    db = start()
    with db.transaction():
        add(db)
        with contextlib.suppress(ZeroDivisionError), db.act("Pegawai", KEY) as act:
            act.write(Employee, KEY, name="tidak jadi")
            raise ZeroDivisionError
    assert db.file.rows("SELECT name FROM employee") == [("Ani",)]


def test_what_was_typed_into_a_form_opened_earlier_does_not_pass_for_informed(start: Callable[..., Database]) -> None:
    db = start()
    add(db)
    opened = db.seen([KEY])
    add(db, "Budi")
    with db.act("Pegawai", KEY, seen=opened) as act:
        act.write(Employee, KEY, name="Cici")
    assert db.file.rows("SELECT field FROM conflict") == [("name",)]
    add(db, "Dedi")
    assert db.file.rows("SELECT field FROM conflict") == []


def test_transactions_join_and_one_act_is_one_change(start: Callable[..., Database]) -> None:
    db = start()
    with db.transaction() as outer, db.transaction() as inner, db.act("Pegawai", KEY) as act:
        assert outer is inner is act.session
        act.write(Employee, KEY, nip="1", name="Ani")
        act.write(Employee, Employee.id_of("2"), nip="2", name="Budi")
    with db.act("Tidak ada apa-apa"):
        pass
    assert db.file.rows("SELECT n, act FROM journal") == [(1, "Pegawai")]
    assert db.file.rows("SELECT count(*) FROM employee") == [(2,)]


def test_a_full_disk_leaves_nothing_and_says_what_is_safe(start: Callable[..., Database]) -> None:
    db = start()
    add(db)
    with db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    db.engine.dispose()
    from sqlalchemy import event

    @event.listens_for(db.engine, "connect")
    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def large() -> None:
        with db.transaction():
            for number in range(200):
                with db.act("Pegawai", KEY) as act:
                    act.write(Employee, Employee.id_of(f"x{number}"), name=os.urandom(500).hex())

    before = digest(db.file.path)
    with pytest.raises(DatabaseProblem, match="Disk penuh"):
        large()
    assert digest(db.file.path) == before
    assert db.identity.last_change == 1
    event.remove(db.engine, "connect", small)
    db.engine.dispose()
    large()


def test_a_mark_that_cannot_be_written_does_not_undo_what_is_stored(
    start: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    db = start()

    def full() -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(db.identity, "save", full)
        add(db)
    assert db.file.rows("SELECT name FROM employee") == [("Ani",)]
    db.close()
    again = start()
    assert again.notices == []
    assert again.identity.last_change == 1
