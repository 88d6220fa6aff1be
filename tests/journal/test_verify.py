"""`verify` finds whatever was changed in the file behind the program's back, and nothing where nothing was."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja_tui.models import verify as module
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.offices import Rejection
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.verify import MOST_LISTED, verify
from tests.handoff.simulator import template

KEY = Employee.id_of("1")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = Path(shutil.copyfile(template(), tmp_path / "kinerja.db"))
    db = Database(DatabaseFile(path).open(), tmp_path / "identity")
    db.introduce_site()
    with db.act("Pegawai", KEY, audience=["15.04.02"]) as act:
        act.write(Employee, KEY, nip="1", name="Ani", confirmed={"name": "benar"})
    opened = db.seen([KEY])
    for name in ("Budi", "Cici"):
        with db.act("Ganti nama", KEY, seen=opened) as act:
            act.write(Employee, KEY, name=name)
    with db.act("Indikator", KEY) as act:
        act.write(Indicator, "00000000-aaaa", target="1.50", position=1)
        act.write(Indicator, "00000000-bbbb", target=None)
    with db.act("Tolak") as act:
        act.write(Rejection, Rejection.id_of("c" * 40), change="c" * 40, reason="keliru")
    yield db
    db.close()


def tamper(db: Database, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(db.file.path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
        connection.commit()


def test_an_untouched_database_is_sound(db: Database) -> None:
    calls: list[tuple[int, int]] = []
    before = db.file.path.read_bytes()
    report = verify(db, lambda done, total: calls.append((done, total)))
    assert report.findings == []
    assert report.sound
    assert (report.changes, report.records) == (6, 5)
    assert calls[-1] == (11, 11)
    assert db.file.path.read_bytes() == before
    assert verify(db).sound, "a second look is as good"


def test_an_empty_database_is_sound(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(template(), tmp_path / "kinerja.db"))
    db = Database(DatabaseFile(path).open(), tmp_path / "identity")
    assert verify(db).sound
    db.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE journal SET body = x'00' WHERE seq = 2", "body"),
        ("UPDATE journal SET body = 'teks' WHERE seq = 2", "body"),
        ("UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 3) WHERE seq = 2", "name"),
        ("UPDATE journal SET id = 'd' || substr(id, 2) || 'x' WHERE seq = 2", "name"),
        ("UPDATE journal SET sig = (SELECT sig FROM journal WHERE seq = 3) WHERE seq = 2", "signature"),
        ("UPDATE journal SET sig = x'' WHERE seq = 2", "signature"),
        ("UPDATE journal SET sig = 'teks' WHERE seq = 2", "signature"),
        ("UPDATE journal SET n = 77 WHERE seq = 2", "columns"),
        ("UPDATE journal SET \"by\" = 'orang lain' WHERE seq = 2", "columns"),
        ("UPDATE journal SET at = '1980' WHERE seq = 2", "columns"),
        ("UPDATE journal SET act = 'Lain' WHERE seq = 2", "columns"),
        ("UPDATE journal SET sub = 'ref' WHERE seq = 2", "columns"),
        ("UPDATE journal SET site = 'ffffffffffffffff' WHERE seq = 2", "columns"),
        ("UPDATE journal SET held = 'x' WHERE seq = 2", "row"),
        ("DELETE FROM journal WHERE seq = 2", "reference"),
        ("DELETE FROM author_key", "author"),
        ("UPDATE author_key SET key = 'zz'", "key"),
        (f"UPDATE author_key SET key = '{'00' * 32}'", "key"),
        ("DELETE FROM journal_record WHERE seq = 2", "record_index"),
        ("INSERT INTO journal_record VALUES ('00000000-cccc', 2)", "record_index"),
        ("INSERT INTO journal_record VALUES ('00000000-cccc', 99)", "reference"),
        ("DELETE FROM journal_audience", "audience_index"),
        ("INSERT INTO journal_audience VALUES ('15.04.09', 3)", "audience_index"),
        ("UPDATE employee SET name = 'Dedi'", "row"),
        ("UPDATE employee SET removed = 1", "row"),
        ("UPDATE employee SET removed = 'tidak'", "row"),
        ("UPDATE employee SET confirmed = NULL", "row"),
        ("UPDATE employee SET search = ''", "row"),
        ("DELETE FROM employee", "row"),
        ("UPDATE employee SET id = 'lain'", "row"),
        ("INSERT INTO period SELECT 'x', 0, NULL, 'x', 'x', 1, NULL, NULL", "row"),
        ("UPDATE indicator SET target = '1.5' WHERE target IS NOT NULL", "row"),
        ("UPDATE indicator SET target = 'abc' WHERE target IS NOT NULL", "row"),
        ("UPDATE indicator SET target = '0' WHERE target IS NULL", "row"),
        ("UPDATE indicator SET position = '1x' WHERE position = 1", "row"),
        ("DELETE FROM conflict", "row"),
        ("UPDATE conflict SET candidates = '[]'", "row"),
        ("UPDATE conflict SET sub = 'ref'", "row"),
        ("INSERT INTO conflict SELECT record_id, 'nip', table_name, sub, candidates FROM conflict", "row"),
        ("INSERT INTO conflict SELECT 'lain', 'nip', table_name, sub, candidates FROM conflict", "row"),
        ("DELETE FROM rejection", "row"),
    ],
)
def test_what_was_changed_by_hand_is_found(db: Database, statement: str, code: str) -> None:
    tamper(db, statement)
    report = verify(db)
    assert not report.sound
    assert code in {finding.code for finding in report.findings}
    assert all(finding.text.endswith(".") for finding in report.findings)


def test_a_well_made_lie_is_not_signed(db: Database) -> None:
    """Body, name, columns, index and table agree; only the signature cannot be made."""
    from kinerja_tui.models.changes import name_of

    (body,) = db.file.rows("SELECT body FROM journal WHERE seq = 2")[0]
    lie = zlib.decompress(body).replace(b'"name":"Ani"', b'"name":"Eka"')
    with contextlib.closing(sqlite3.connect(db.file.path)) as connection:
        connection.execute("UPDATE journal SET body = ?, id = ? WHERE seq = 2", (zlib.compress(lie), name_of(lie)))
        connection.commit()
    assert "signature" in {finding.code for finding in verify(db).findings}


def test_a_damaged_page_is_found(db: Database) -> None:
    db.engine.dispose()
    (page,) = db.file.rows("SELECT rootpage FROM sqlite_master WHERE name = 'ix_employee_name'")[0]
    content = bytearray(db.file.path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = (page - 1) * size
    content[start + 8 : start + size] = bytes(size - 8)
    db.file.path.write_bytes(content)
    assert "file" in {finding.code for finding in verify(db).findings}


def test_small_batches_find_the_same(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BATCH", 1)
    assert verify(db).sound
    tamper(db, "UPDATE employee SET name = 'Dedi'", "UPDATE journal SET n = 77 WHERE seq = 3")
    assert {finding.code for finding in verify(db).findings} == {"row", "columns"}


def test_the_list_of_findings_ends_but_the_count_does_not(db: Database) -> None:
    rows = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 500)"
    tamper(db, f"{rows} INSERT INTO period SELECT 'x' || n, 0, NULL, '', '', 1, NULL, NULL FROM c")
    report = verify(db)
    assert report.found == 500
    assert len(report.findings) == MOST_LISTED


def test_stopping_halfway_leaves_nothing_behind(db: Database) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(db, stop)
    with db.act("Sesudahnya", KEY) as act:
        act.write(Employee, KEY, name="Fitri")
    assert verify(db).sound
