"""A person moves between offices by keys at the district: the file goes to the new office, the old one reads on."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.office import setup
from kinerja_tui.services.staff.office_moves import move_to_office
from kinerja_tui.widgets.dialogs import Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import at, open_row, told, type_text, until
from tests.screens.test_handoff import SOMEBODY, Desk, acquainted, district, office, stick

__all__ = ["acquainted", "district", "office", "stick"]

PERSON = Employee.id_of(SOMEBODY)
OTHER = "15.04.01"
FILE = ("assignment", "work_plan", "work_result", "indicator", "progress", "evaluation", "result_rating")


def file_of(desk, table):
    return desk.place.file.rows(
        f"SELECT * FROM {table} WHERE id IN (SELECT record_id FROM journal_record JOIN journal USING (seq) "
        "WHERE sub = ?) ORDER BY id",
        (PERSON,),
    )


@pytest.fixture
def other(workplace, acquainted, stick) -> Desk:
    """A second office, known to the district."""
    desk = Desk(workplace("new", "kecamatan lain"))
    setup.set_up(desk.db, OTHER, "Citra Lestari", 2026)
    _, district = acquainted
    district.take(desk.export("15.04", stick), desk)
    desk.take(district.export(OTHER, stick), district)
    return desk


async def test_a_person_moves_by_keys_and_the_file_follows(acquainted, other, stick):
    office, district = acquainted
    name = district.place.file.rows("SELECT name FROM employee WHERE id = ?", (PERSON,))[0][0]
    assert other.place.file.rows("SELECT 1 FROM employee") == []
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2")
        await at(pilot, EmployeesScreen)
        await pilot.press("slash")
        await type_text(pilot, name.split(",")[0].lower())
        await pilot.press("enter", "o")
        await at(pilot, Pick)
        await type_text(pilot, OTHER)
        await pilot.press("enter")
        await at(pilot, Confirm)
        assert "Seluruh berkasnya ikut paket berikutnya" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press("escape")
        await at(pilot, EmployeesScreen)
        assert app.file.rows("SELECT office FROM employee WHERE id = ?", (PERSON,)) == [("15.04.03",)]
        await pilot.press("o")
        await at(pilot, Pick)
        await type_text(pilot, OTHER)
        await pilot.press("enter")
        await at(pilot, Confirm)
        await pilot.press("y")
        await until(pilot, lambda: "sekarang pegawai" in told(app))
    made = {table: file_of(office, table) for table in FILE}
    assert made["work_plan"]
    other.take(district.export(OTHER, stick), district)
    office.take(district.export("15.04.03", stick), district)
    for table in FILE:
        assert file_of(other, table) == file_of(office, table) == made[table]
    assert other.place.file.rows("SELECT id, office FROM employee") == [(PERSON, OTHER)]

    app = office.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "2", name.split(",")[0])
        await at(pilot, EmployeeForm)
        await until(pilot, lambda: "hanya dibaca" in told(app))
        await pilot.press("f10")
        await pilot.press("escape")
    with other.db.act("Jabatan baru", PERSON) as act:
        act.write(Assignment, made["assignment"][0][0], unit="Kantor baru")
    district.take(other.export("15.04", stick), other)
    assert district.place.file.rows("SELECT 1 FROM journal WHERE held IS NOT NULL") == []
    for desk in (office, other, district):
        assert verify(desk.db).findings == []


def test_only_the_district_moves_and_only_to_an_office_it_knows(acquainted):
    office, district = acquainted
    with pytest.raises(RuleBroken, match="oleh BKPSDM"):
        move_to_office(office.db, PERSON, OTHER)
    for wrong, words in ((OTHER, "belum dikenal"), ("15.04.03", "sudah tercatat")):
        with pytest.raises(RuleBroken, match=words):
            move_to_office(district.db, PERSON, wrong)
    with pytest.raises(RuleBroken):
        move_to_office(district.db, "00000000-dead", "15.04.03")
