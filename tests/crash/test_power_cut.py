"""The power is cut (SIGKILL) at random moments of entry; nothing finished is lost, nothing is half.

KINERJA_KILLS=n changes the number of kills of each kind (default 60).
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.verify import verify
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.office import setup
from kinerja_tui.services.staff import employees
from kinerja_tui.services.staff.employees import NEW
from tests.conftest import fixed_now
from tests.crash.cut import killed_after

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]

KILLS = int(os.environ.get("KINERJA_KILLS", "60"))


def opened(folder: Path) -> Database:
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)


def type_employees(folder: Path, first: int) -> Callable[[int], None]:
    """Key one employee after another as a clerk would, reporting each field once it counts as finished."""

    def work(fd: int) -> None:
        db = opened(folder)
        os.write(fd, b"!")
        for number in range(first, first + 50):
            form = employees.new_form(db)
            fields = {
                "employee/nip": f"19850101201001100{number % 10}",
                "employee/name": f"Pegawai {number}",
                "assignment/post": "Pengolah Data",
                "assignment/unit": f"Seksi {number}",
            }
            nip = f"{1960 + number % 40}01{1 + number // 40 % 28:02d}2010011{number % 1000:03d}"
            fields["employee/nip"] = nip
            for key, text in fields.items():
                table, column = key.split("/")
                forms.keep(db, form, {f"{table}/{NEW}/{column}": text}, cursor=f"{table}/{NEW}/{column}")
                os.write(fd, f"{number}\t{key}\t{text}\n".encode())
            employees.save_new(db, form)
            os.write(fd, f"{number}\tsaved\t{nip}\n".encode())

    return work


def test_every_finished_field_survives(tmp_path: Path) -> None:
    chance = random.Random(20261120)
    folder = tmp_path / "pc"
    folder.mkdir()
    db = opened(folder)
    setup.set_up(db, "15.04.03", "Rina Wulandari", 2026)
    db.close()
    first = 0
    for _ in range(KILLS):
        reported = killed_after(chance.uniform(0, 0.12), type_employees(folder, first)).decode()
        saved, typed = {}, {}
        for line in reported.splitlines():
            number, key, text = line.split("\t")
            if key == "saved":
                saved[number] = text
                typed.clear()
            else:
                typed[key] = text
            first = int(number) + 1
        db = opened(folder)
        with db.reading() as session:
            for nip in saved.values():
                employee = session.get(Employee, Employee.id_of(nip))
                assert employee is not None
                assert employee.name.startswith("Pegawai ")
        again = employees.new_form(db)
        if again.typed:
            for key, text in typed.items():
                table, column = key.split("/")
                assert again.text(field_key(*forms.split_key(f"{table}/{NEW}/{column}"))) == text
            forms.discard(db, again)
        elif typed:  # all four fields were there and the record itself was stored just before the cut
            with db.reading() as session:
                assert session.get(Employee, Employee.id_of(typed["employee/nip"])) is not None
        db.close()
    db = opened(folder)
    assert verify(db).findings == []
    db.close()


def test_a_kill_leaves_the_lock_open(tmp_path: Path) -> None:
    def hold(fd: int) -> None:
        DatabaseFile(tmp_path / "kinerja.db").open()
        os.write(fd, b"!")
        time.sleep(60)

    killed_after(0, hold)
    DatabaseFile(tmp_path / "kinerja.db").open().close()
