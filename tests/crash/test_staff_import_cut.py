"""The power is cut (SIGKILL) at the edge of a write while a staff list is stored: all of it is here, or nothing.

KINERJA_KILLS=n changes the number of kills (default 12).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.verify import verify
from kinerja_tui.services.staff import staff_import
from tests.conftest import fixed_now
from tests.crash.cut import can_trace, cut
from tests.services.staff_lists import person, read, table_of

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not can_trace(), reason="needs ptrace of Linux")]

KILLS = int(os.environ.get("KINERJA_KILLS", "12"))
PEOPLE = 40


def opened(folder: Path) -> Database:
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)


def test_all_of_the_list_or_nothing_of_it(tmp_path, templates):
    table = table_of(*(person(number) for number in range(1, PEOPLE + 1)))
    folder = tmp_path / "pc"

    def work(fd: int) -> None:
        db = opened(folder)
        staff_import.store(db, read(db, table))
        os.write(fd, b"done")
        db.close()

    def fresh() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(templates(""), folder)

    fresh()
    whole = cut(work)
    assert whole.reported == b"done"
    for number in range(KILLS):
        fresh()
        killed = cut(work, 1 + number * whole.calls // KILLS)
        db = opened(folder)
        (people,) = db.file.rows("SELECT count(*) FROM employee")[0]
        (posts,) = db.file.rows("SELECT count(*) FROM assignment")[0]
        assert (people, posts) in {(0, 0), (PEOPLE, PEOPLE)}, killed
        assert people == PEOPLE or not killed.reported
        assert verify(db).sound
        if not people:
            assert staff_import.store(db, read(db, table)) == {"baru": PEOPLE}
        db.close()
