"""The database file and the act: refused kindly when unfit, never half-written, restored and copied in the open."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from kinerja_tui.models import migrations
from kinerja_tui.models.aside import Reading, Stopped
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import KEEP_BACKUPS, DatabaseFile, DatabaseProblem
from kinerja_tui.models.schema import metadata

KEY = Employee.id_of("1")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(path: Path) -> str:
    """Opening fails with a text for people; the file stays as it is and is not held."""
    before = digest(path)
    with pytest.raises(DatabaseProblem) as caught:
        DatabaseFile(path).open()
    assert digest(path) == before
    journal = Path(f"{path}-journal")
    assert not journal.exists() or journal.stat().st_size == 0
    with contextlib.closing(sqlite3.connect(f"{path}.kunci", timeout=0)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
    assert "Traceback" not in caught.value.text
    return caught.value.text


def add(db: Database, name: str = "Ani") -> None:
    with db.act("Pegawai", KEY) as act:
        act.write(Employee, KEY, nip="1", name=name)


# -- opening


def test_a_text_file_and_a_foreign_database_are_not_ours(tmp_path: Path) -> None:
    letter = tmp_path / "surat.db"
    letter.write_text("Yth. Camat, " * 100)
    assert "bukan data kinerja" in refused(letter)
    for mode in ("DELETE", "WAL"):
        other = tmp_path / f"{mode}.db"
        with contextlib.closing(sqlite3.connect(other)) as connection:
            connection.execute(f"PRAGMA journal_mode={mode}")
            connection.execute("CREATE TABLE lain (x)")
        assert "bukan data kinerja" in refused(other)


def test_a_newer_schema_is_left_alone(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "versi yang lebih baru" in refused(path)


@pytest.mark.parametrize("how", ["cut", "overwritten", "header"])
def test_a_damaged_file_is_left_alone(path: Path, start: Callable[..., Database], how: str) -> None:
    db = start()
    with db.transaction():
        for number in range(200):
            with db.act("Pegawai", KEY) as act:
                act.write(Employee, Employee.id_of(str(number)), nip=str(number), name="x" * 300)
    db.close()
    content = bytearray(path.read_bytes())
    if how == "cut":
        content = content[: len(content) // 2 + 77]
    elif how == "overwritten":
        content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    else:
        content[100:300] = os.urandom(200)
    path.write_bytes(content)
    assert "Pulihkan cadangan" in refused(path)


def test_a_directory_and_a_place_that_cannot_be_are_problems_for_people(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    for place in (tmp_path, tmp_path / "berkas" / "kinerja.db"):
        with pytest.raises(DatabaseProblem):
            DatabaseFile(place).open()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_read_only_file_is_told(path: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="kinerja-ro-", dir="/var/tmp"))
    copy = Path(shutil.copyfile(path, folder / "kinerja.db"))
    copy.chmod(0o444)
    folder.chmod(0o777)
    before = digest(copy)
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            if os.geteuid() == 0:
                os.setuid(65534)
            try:
                DatabaseFile(copy).open()
            except DatabaseProblem as problem:
                os._exit(0 if "hanya dapat dibaca" in problem.text else 2)
        os._exit(3)
    try:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert digest(copy) == before
    finally:
        shutil.rmtree(folder)


def test_a_second_process_is_refused_and_comes_in_once_the_first_is_gone(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kinerja_tui.models.file import DatabaseFile, DatabaseProblem\n"
        "try: DatabaseFile(Path(sys.argv[1])).open()\n"
        "except DatabaseProblem as problem: sys.exit(problem.text)"
    )

    def other() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False, cwd=Path.cwd()
        )

    file = DatabaseFile(path).open()
    assert "jendela kinerja yang lain" in other().stderr
    file.close()
    assert other().returncode == 0


def test_opening_needs_no_heavy_library() -> None:
    program = (
        "import sys, kinerja_tui.models.file\n"
        "print(*sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'nacl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


# -- schema


def test_the_migrated_schema_is_that_of_the_models(path: Path, start: Callable[..., Database]) -> None:
    with start().engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]
    assert DatabaseFile(path).open().schema_version() == migrations.HEAD


def test_no_constraint_of_a_projected_table_can_refuse_a_merge(path: Path) -> None:
    from kinerja_tui.models.schema import PROJECTED

    with contextlib.closing(sqlite3.connect(path)) as connection:
        for name in PROJECTED:
            sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0].upper()
            assert not any(word in sql for word in ("UNIQUE", "FOREIGN", "CHECK"))
            assert not connection.execute(
                f"SELECT 1 FROM pragma_index_list('{name}') WHERE \"unique\" AND origin != 'pk'"
            ).fetchall()


def test_a_disk_that_is_full_at_the_first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = DatabaseFile.connect

    def small(self: DatabaseFile) -> sqlite3.Connection:
        connection = connect(self)
        connection.execute("PRAGMA max_page_count=6")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseFile, "connect", small)
        with pytest.raises(DatabaseProblem, match="Disk penuh"):
            DatabaseFile(tmp_path / "baru.db").open()
    assert DatabaseFile(tmp_path / "baru.db").open().schema_version() == migrations.HEAD


# -- backups


def test_a_backup_is_whole_and_restoring_keeps_what_was_there(path: Path, start: Callable[..., Database]) -> None:
    db = start()
    add(db, "dulu")
    backup = db.file.backup(path.parent / "c" / "cadangan.db")
    add(db, "sekarang")
    db.engine.dispose()
    kept = db.file.restore(backup)
    assert db.file.rows("SELECT name FROM employee") == [("dulu",)]
    assert kept is not None
    assert sqlite3.connect(kept).execute("SELECT name FROM employee").fetchall() == [("sekarang",)]
    db.close()
    assert start().notices != []


def test_one_backup_a_day_and_the_oldest_go(path: Path) -> None:
    file = DatabaseFile(path).open()
    days = [date(2026, 1, day) for day in range(1, KEEP_BACKUPS + 4)]
    made = [file.backup_of_the_day(day) for day in days]
    assert file.backup_of_the_day(days[-1]) is None
    assert sorted(path.parent.joinpath("cadangan").iterdir()) == made[-KEEP_BACKUPS:]
    file.close()


@pytest.mark.parametrize("content", [b"", b"surat", b"SQLite format 3\x00" + b"\x00" * 200, None])
def test_what_is_no_sound_backup_is_not_restored(path: Path, content: bytes | None) -> None:
    before = digest(path)
    source = path.parent / "palsu.db"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(DatabaseProblem):
        DatabaseFile(path).restore(source)
    assert digest(path) == before


def test_a_backup_can_be_restored_over_a_damaged_database(path: Path, start: Callable[..., Database]) -> None:
    db = start()
    add(db)
    backup = db.file.backup(path.parent / "cadangan.db")
    db.close()
    path.write_bytes(b"rusak" * 1000)
    Path(f"{path}-journal").write_bytes(b"sisa transaksi yang terputus")
    file = DatabaseFile(path)
    kept = file.restore(backup)
    assert file.open().rows("SELECT name FROM employee") == [("Ani",)]
    assert kept is not None
    assert kept.read_bytes() == b"rusak" * 1000
    file.close()


# -- identity


def test_a_copied_database_takes_a_new_key_and_says_so(path: Path, start: Callable[..., Database]) -> None:
    db = start()
    add(db)
    db.close()
    copy = start("another-pc")
    assert copy.identity.site != db.identity.site
    assert "PC lain" in copy.notices[0]
    add(copy, "Budi")
    assert {row[0] for row in copy.file.rows("SELECT site FROM journal")} == {db.identity.site, copy.identity.site}
    copy.close()
    assert start("another-pc").notices == []


def test_a_restored_database_says_so_and_its_numbers_go_on(path: Path, start: Callable[..., Database]) -> None:
    db = start()
    add(db)
    backup = db.file.backup(path.parent / "cadangan.db")
    add(db, "Budi")
    add(db, "Cici")
    db.close()
    shutil.copyfile(backup, path)
    db = start()
    assert "cadangan" in db.notices[0]
    add(db, "Dedi")
    assert db.file.rows("SELECT max(n) FROM journal") == [(4,)]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"seed": 5}', '{"seed": "zz", "last_change": 0, "last_bundle": {}}']
)
def test_an_unreadable_identity_is_replaced_by_a_new_key(
    path: Path, start: Callable[..., Database], content: str
) -> None:
    db = start()
    add(db)
    db.close()
    db.identity.path.write_text(content)
    again = start()
    assert again.identity.site != db.identity.site
    assert again.notices != []


def test_the_key_lies_where_only_its_owner_reads(start: Callable[..., Database]) -> None:
    if os.name == "posix":
        assert start().identity.path.stat().st_mode & 0o077 == 0


def test_a_query_aside_holds_nobody_up_and_is_broken_off(tmp_path: Path) -> None:
    file = DatabaseFile(tmp_path / "kinerja.db").open()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    ended: list[BaseException] = []
    begun = threading.Event()
    asked, other = Reading(), Reading()

    def read() -> None:
        try:
            with file.aside(asked):
                begun.set()
                file.rows(endless)
        except Stopped as error:
            ended.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert begun.wait(60)
    assert file.rows("SELECT 1") == [(1,)], "the other connection answers meanwhile"
    with file.aside(other):
        other.stop()
        with pytest.raises(Stopped):
            file.rows("SELECT 1")
    assert thread.is_alive(), "breaking off one reading leaves the others"
    while thread.is_alive():  # whether the query has begun or not
        asked.stop()
        thread.join(0.01)
    assert [type(error) for error in ended] == [Stopped]
    file.close()
    with file.open().aside():
        assert file.rows("SELECT 1") == [(1,)]
    file.close()


def test_a_backup_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    file = DatabaseFile(tmp_path / "kinerja.db").open()
    target, told = tmp_path / "cadangan" / "satu.db", []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise InterruptedError

    with pytest.raises(DatabaseProblem):
        file.backup(target, stop)
    assert told
    assert list(target.parent.iterdir()) == []
    assert file.backup(target, lambda done, total: told.append((done, total))) == target
    assert told[-1][0] == told[-1][1] > 0
    file.close()
