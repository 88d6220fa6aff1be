"""Who moved to another office is only read here; the district and the new office go on writing."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.services.handover.elsewhere import keep_elsewhere, moved_text
from kinerja_tui.services.staff import employees
from tests.conftest import ready
from tests.screens.keys import until

CAMAT = Employee.id_of("197906022008021913")


def move(db, office: str) -> None:
    with db.act("Pindah", CAMAT) as act:
        act.write(Employee, CAMAT, office=office)


def test_an_office_only_reads_people_of_others(db):
    keep_elsewhere(db)
    with db.act("Masih di sini", CAMAT) as act:
        act.write(Employee, CAMAT, name="Hasbi")
    assert moved_text(db.file, CAMAT) == ""
    move(db, "15.04.01")
    count = db.file.rows("SELECT count(*) FROM journal")
    with (
        pytest.raises(RuleBroken, match=r"Hasbi sudah pindah .*hanya dibaca"),
        db.act("x", CAMAT) as act,
    ):
        act.write(Employee, CAMAT, name="Lain")
    assert db.file.rows("SELECT count(*) FROM journal") == count
    assert "hanya dibaca" in moved_text(db.file, CAMAT)
    with db.act("Hari libur") as act:  # reference data and people not known here are no matter of this rule
        act.write(Employee, Employee.id_of("9"), name="Baru", office="15.04.03")
    with db.act("Baru", Employee.id_of("8")) as act:
        act.write(Employee, Employee.id_of("8"), name="Baru", office="15.04.03")
    db.set_setting("office", "15.04")
    with db.act("BKPSDM", CAMAT) as act:
        act.write(Employee, CAMAT, name="Dari BKPSDM")


async def test_a_form_of_somebody_who_moved_says_so_first_and_saves_nothing(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        app.db.guard = None
        move(app.db, "15.04.01")
        keep_elsewhere(app.db)
        before = app.file.rows("SELECT * FROM employee ORDER BY id")
        await app.push_screen(EmployeeForm(employees.edit_form(app.db, CAMAT)))
        await pilot.pause()
        await until(pilot, lambda: any("hanya dibaca" in note.message for note in app._notifications))
        await pilot.press(*"Lain", "f10")
        await pilot.pause()
        assert app.file.rows("SELECT * FROM employee ORDER BY id") == before
