"""The power is cut (SIGKILL) at random moments of entry and of import; nothing finished is lost, nothing is half.

KINERJA_KILLS=n changes the number of kills of each kind (default 200).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.handoff import export, merge, trust
from kinerja_tui.handoff.problems import UnknownSender
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.verify import verify
from kinerja_tui.services import employees, forms, practice, setup
from kinerja_tui.services.employees import NEW
from kinerja_tui.services.forms import field_key
from tests.conftest import fixed_now

pytestmark = [pytest.mark.crash, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]

KILLS = int(os.environ.get("KINERJA_KILLS", "200"))


def opened(folder: Path) -> Database:
    return Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)


def killed_after(seconds: float, work: Callable[[int], None]) -> bytes:
    """Run work(fd) in a process of its own, kill it after so long; what it had reported through fd by then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    reported = b""
    os.read(reading, 1)  # the child is at work
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while chunk := os.read(reading, 65536):
        reported += chunk
    os.close(reading)
    return reported


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


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A kecamatan's bundle, and the district's folder before it is imported."""
    office, district = tmp_path / "kecamatan", tmp_path / "kabupaten"
    office.mkdir()
    district.mkdir()
    db = opened(office)
    practice.load(db, "bukit_intan")
    bundle = export.export(db, "19.71", tmp_path / "usb").path
    db.close()
    db = opened(district)
    setup.set_up(db, "19.71", "Budi Santoso", 2026)
    with pytest.raises(UnknownSender) as unknown:
        merge.preview(db, bundle)
    trust.enrol(db, unknown.value.office, unknown.value.office_name, unknown.value.key)
    db.close()
    return bundle, district, tmp_path


def rows_of(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_an_import_is_whole_or_nothing(offices: tuple[Path, Path, Path]) -> None:
    bundle, district, folder = offices
    chance = random.Random(19711)

    def import_into(target: Path) -> Callable[[int], None]:
        def work(fd: int) -> None:
            db = opened(target)
            os.write(fd, b"!")
            merge.take_in(db, bundle)
            os.write(fd, b"done")

        return work

    began = time.perf_counter()
    whole = folder / "whole"
    shutil.copytree(district, whole)
    db = opened(whole)
    merge.take_in(db, bundle)
    db.close()
    length = time.perf_counter() - began
    before = rows_of(district / "kinerja.db", "journal")
    after = rows_of(whole / "kinerja.db", "journal")
    outcomes = {"nothing": 0, "everything": 0}
    target = folder / "target"
    for kill in range(KILLS):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(district, target)
        reported = killed_after(chance.uniform(0, 1.2 * length), import_into(target))
        db = opened(target)  # the rollback journal, if one was left, is played back here
        count = rows_of(target / "kinerja.db", "journal")
        assert count in {before, after}
        assert not (reported and count == before), "it said done, and it was not"
        outcomes["everything" if count == after else "nothing"] += 1
        if kill % 20 == 0:
            assert verify(db).findings == []
            assert merge.take_in(db, bundle).already_imported == (count == after)
            assert rows_of(target / "kinerja.db", "journal") == after
        db.close()
    assert all(outcomes.values()), f"the kills should fall before and after the commit: {outcomes}"


def test_a_kill_leaves_the_lock_open(tmp_path: Path) -> None:
    def hold(fd: int) -> None:
        DatabaseFile(tmp_path / "kinerja.db").open()
        os.write(fd, b"!")
        time.sleep(60)

    killed_after(0, hold)
    DatabaseFile(tmp_path / "kinerja.db").open().close()
