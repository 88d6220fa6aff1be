"""Perlu dibereskan: a person sees both values with who and when, and chooses; nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from kinerja_tui.models import projection
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.screens.handover.settle import SettleScreen
from kinerja_tui.screens.staff.employee_form import EmployeeForm
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.services.handover import disputes, settle
from kinerja_tui.services.staff import employees
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told, until
from tests.services.test_settle import CAMAT, disagree
from tests.widgets.helpers import burst


async def opened(pilot):
    await burst(pilot, "7")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettleScreen)


async def keys(pilot, *names: str) -> None:
    for key in names:
        await pilot.press(key)
        await pilot.pause()


def plain(app) -> str:
    return " ".join(screen_text(app).replace("│", " ").split())


async def test_all_is_well(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await opened(pilot)
        assert "Semua beres" in screen_text(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, SettleScreen)


async def test_both_values_stand_there_with_who_and_when_and_one_is_chosen(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, name=("Hasbi [/] Efendi", "Hasbi Effendi"))
        await opened(pilot)
        assert "Nama: diubah di dua PC" in screen_text(app)
        assert "." not in settle.to_settle(app.file)[0].text
        await keys(pilot, "enter")
        text = plain(app)
        assert "Hasbi [/] Efendi" in text
        assert "Hasbi Effendi" in text
        assert "20-11-2026 09.00, Kecamatan Muara Bulian" in text
        wanted = disputes.dispute(app.file, CAMAT, "name").candidates[1].value
        await keys(pilot, "2")
        assert app.file.rows("SELECT name FROM employee WHERE id = ?", (CAMAT,)) == [(wanted,)]
        assert "Semua beres" in screen_text(app)


async def test_a_third_value_can_be_typed_and_a_wrong_one_is_held(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, birth_date=("1979-06-02", "1979-06-03"))
        await opened(pilot)
        await keys(pilot, "enter", "3", "ctrl+u", *"31021979", "enter")
        assert "tidak ada di kalender" in plain(app)
        await keys(pilot, "ctrl+u", *"04061979", "enter")
        assert app.file.rows("SELECT birth_date FROM employee WHERE id = ?", (CAMAT,)) == [("1979-06-04",)]
        assert settle.to_settle(app.file) == []


async def test_esc_decides_nothing(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, name=("A", "B"))
        await opened(pilot)
        await keys(pilot, "enter", "escape")
        assert len(settle.to_settle(app.file)) == 1
        await keys(pilot, "enter", "3", "escape")
        assert len(settle.to_settle(app.file)) == 1


async def test_a_rater_is_shown_by_name_and_no_free_text_is_offered(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        ids = app.file.rows("SELECT id, employee_id FROM assignment ORDER BY id LIMIT 1")[0]
        others = [row[0] for row in app.file.rows("SELECT id FROM employee ORDER BY name LIMIT 2")]
        disagree(app.db, Assignment, ids[0], ids[1], rater_id=(others[0], others[1]))
        await opened(pilot)
        await keys(pilot, "enter")
        text = plain(app)
        assert "Ahmad Pratama" in text
        assert "Dewi Lestari" in text
        assert "Ketik isi lain" not in text


async def test_a_held_change_says_why(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        with app.db.transaction() as session:
            change = app.file.rows("SELECT id FROM journal ORDER BY seq DESC LIMIT 1")[0][0]
            projection.hold(session.connection(), change, "penulis belum dikenal")
        await opened(pilot)
        assert "Tertahan (penulis belum dikenal):" in screen_text(app)
        await keys(pilot, "enter")
        assert "Cocokkan sidik jarinya" in plain(app)


async def test_two_records_with_one_nip_lead_to_the_form(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        other = app.file.rows("SELECT id FROM employee WHERE name LIKE 'Ahmad%'")[0][0]
        with app.db.act("x", other) as act:
            act.write(Employee, other, nip="197906022008021913")
        await opened(pilot)
        assert "dipakai dua data pegawai" in screen_text(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, EmployeeForm)


@pytest.mark.parametrize(("answer", "kept"), [("1", True), ("2", False)])
async def test_an_indicator_left_behind(app, answer, kept):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        indicator, result, employee = app.file.rows(
            "SELECT i.id, i.result_id, p.employee_id FROM indicator i JOIN work_plan p ON p.id = i.plan_id "
            "WHERE (SELECT count(*) FROM indicator o WHERE o.result_id = i.result_id) = 1 LIMIT 1"
        )[0]
        with app.db.act("x", employee) as act:
            act.remove(WorkResult, result)
        await opened(pilot)
        assert "tertinggal" in plain(app)
        await keys(pilot, "enter", answer)
        assert settle.to_settle(app.file) == []
        with app.db.reading() as session:
            assert session.get_one(WorkResult, result).removed is not kept
            assert session.get_one(Indicator, indicator).removed is not kept


async def test_a_circle_of_support_is_opened_and_the_text_stays(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        above, below, employee = app.file.rows(
            "SELECT s.id, w.id, p.employee_id FROM work_result w JOIN work_result s ON s.id = w.superior_result_id "
            "JOIN work_plan p ON p.id = s.plan_id WHERE s.superior_result_id IS NULL LIMIT 1"
        )[0]
        with app.db.act("x", employee) as act:
            act.write(WorkResult, above, superior_result_id=below, superior_text="Kalimat lama")
        await opened(pilot)
        assert "Saling mendukung dalam lingkaran" in plain(app)
        await keys(pilot, "enter")
        assert "Hubungan mana yang dilepas?" in plain(app)
        await keys(pilot, "1" if above < below else "2")
        assert settle.to_settle(app.file) == []
        with app.db.reading() as session:
            left = session.get_one(WorkResult, above)
            assert (left.superior_result_id, left.superior_text) == (None, "Kalimat lama")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, birth_date=("1979-06-02", "1979-06-03"), golongan=("III/d", "IV/a"))
        await opened(pilot)
        seen_as(app, f"settle_{size[0]}x{size[1]}")


@pytest.mark.parametrize("choice", [0, 1])
async def test_it_is_settled_in_the_form_too_also_by_the_value_that_stands_there(app, choice):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, name=("Hasbi A", "Hasbi B"))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, EmployeesScreen))
        app.push_screen(EmployeeForm(employees.edit_form(app.db, CAMAT)))
        await at(pilot, EmployeeForm)
        await keys(pilot, "down")
        text = plain(app)
        assert "Bentrok: diubah di dua PC. F4 menunjukkan semua isinya" in text
        assert "F4 Pilih" in text
        await keys(pilot, "f4")
        await at(pilot, Pick)
        assert "20-11-2026 09.00, Kecamatan Muara Bulian" in plain(app)
        await keys(pilot, "escape")
        await at(pilot, EmployeeForm)
        wanted = disputes.dispute(app.file, CAMAT, "name").candidates[choice].value
        await keys(pilot, "f4", str(choice + 1))
        await until(pilot, lambda: isinstance(app.screen, EmployeesScreen))
        assert "Nama dibereskan" in told(app)
        assert app.file.rows("SELECT name FROM employee WHERE id = ?", (CAMAT,)) == [(wanted,)]
        assert settle.to_settle(app.file) == []


async def test_another_value_typed_in_the_form_settles_it_as_well(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        disagree(app.db, Employee, CAMAT, name=("Hasbi A", "Hasbi B"))
        app.push_screen(EmployeeForm(employees.edit_form(app.db, CAMAT)))
        await at(pilot, EmployeeForm)
        await keys(pilot, "down", *"Hasbi", "enter", "f10")
        await until(pilot, lambda: not isinstance(app.screen, EmployeeForm))
        assert app.file.rows("SELECT name FROM employee WHERE id = ?", (CAMAT,)) == [("Hasbi",)]
        assert settle.to_settle(app.file) == []
