"""Mutasi by keys: a transfer in June from list to closed plan; Plt, rater, excuse, history; nothing half-done."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Employee
from kinerja_tui.screens.staff.acting_forms import ActingForm, ExcuseForm, RaterForm
from kinerja_tui.screens.staff.career import CareerScreen
from kinerja_tui.screens.staff.employees import EmployeesScreen
from kinerja_tui.screens.staff.transfer_form import TransferForm
from kinerja_tui.services.planning import plans
from kinerja_tui.services.staff import career, employees
from kinerja_tui.widgets.dialogs import Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, told, type_text

RATNA = "Ratna Azizah, A.Md.Ak."
SIZES = [(80, 24), (120, 40)]


def person(app, name=RATNA) -> str:
    return app.file.rows("SELECT id FROM employee WHERE name = ?", (name,))[0][0]


def events(app) -> list[tuple[str, str]]:
    return [(event.kind, event.text) for event in career.career(app.db, person(app))]


async def at_ratna(pilot) -> None:
    """The employee list with the cursor on her."""
    await ready(pilot)
    await pilot.press("2")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, EmployeesScreen)
    await pilot.press("slash")
    await type_text(pilot, "ratna")
    await pilot.press("enter")
    await pilot.pause()


async def keyed(pilot, *answers: str) -> None:
    """Each answer, then Enter; an empty one goes on."""
    for answer in answers:
        await type_text(pilot, answer)
        await pilot.press("enter")
        await pilot.pause()


async def first_page(pilot) -> None:
    await at_ratna(pilot)
    await pilot.press("m")
    await pilot.pause()
    assert isinstance(pilot.app.screen, TransferForm)
    await keyed(pilot, "0106", "Bendahara Pengeluaran", "4", "Sekretariat", "", "camat muara bulian")


@pytest.mark.parametrize("size", SIZES)
async def test_a_transfer_in_june(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await first_page(pilot)
        seen_as(app, f"transfer_post_{size[0]}x{size[1]}")
        await pilot.press("f8")
        await pilot.pause()
        text = screen_text(app)
        assert "ditutup dengan 5/12 bulan" in " ".join(text.split())
        assert "Evaluasi bagian tahun: diminta dari Halimah" in " ".join(text.split())
        seen_as(app, f"transfer_plan_{size[0]}x{size[1]}")
        assert [kind for kind, _ in events(app)].count(career.POST) == 1
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        seen_as(app, f"transfer_question_{size[0]}x{size[1]}")
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, EmployeesScreen)
        assert "tercatat mulai 1 Juni 2026" in told(app)
        assert "Bendahara Pengeluaran" in screen_text(app)
        await pilot.press("h")
        await pilot.pause()
        assert isinstance(app.screen, CareerScreen)
        seen_as(app, f"career_{size[0]}x{size[1]}")
        await pilot.press("escape")
        await pilot.press("3")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("slash")
        await type_text(pilot, "ratna")
        await pilot.press("enter")
        await pilot.pause()
        seen_as(app, f"plans_transferred_{size[0]}x{size[1]}")
    assert [text.partition(",")[0] for kind, text in events(app) if kind == career.POST][-1] == "Bendahara Pengeluaran"
    parts = app.file.rows(
        "SELECT count(part_target) FROM indicator i JOIN work_plan p ON p.id = i.plan_id WHERE p.employee_id = ?",
        (person(app),),
    )
    assert parts[0][0] > 0


async def test_nothing_happens_before_agreeing_and_the_draft_survives_a_power_cut(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await first_page(pilot)
        before = events(app)
        await pilot.press("f8", "f10")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("t")
        await pilot.pause()
        assert events(app) == before
    again = after_power_cut(app, tmp_path / "lagi")
    async with again.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        await pilot.press("m")
        await pilot.pause()
        assert "Bendahara Pengeluaran" in again.screen.form.texts().values()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(again.screen, Pick)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(again.screen, TransferForm)
    assert events(again) == before


async def test_an_impossible_day_is_held_at_once(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        await pilot.press("m")
        await pilot.pause()
        await keyed(pilot, "010190")
        assert app.screen.sheet.current.label == "Mulai menjabat"
        assert "sesudah hari itu" in " ".join(screen_text(app).split())


async def test_without_a_rater_f10_goes_there(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        await pilot.press("m")
        await pilot.pause()
        await keyed(pilot, "0106", "Bendahara")
        await pilot.press("f8", "f10")
        await pilot.pause()
        assert "Pejabat penilai belum diisi" in told(app)
        assert app.screen.sheet.current.label == "Pejabat penilai"


async def test_a_plt_post_beside_and_its_end(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(app.screen, ActingForm)
        await keyed(pilot, "1", "0107", "", "Kepala Subbagian Contoh", "3", "", "camat muara bulian")
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "Plt. Kepala Subbagian Contoh tercatat" in told(app)
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("end", "b")
        await pilot.pause()
        assert "Yang dapat diakhiri di sini" in told(app)
        await pilot.press("up", "b")
        await pilot.pause()
        await keyed(pilot, "3009")
        assert "berakhir 30 September 2026" in told(app)
    texts = [text for kind, text in events(app) if kind == career.POST]
    assert any(text.startswith("Plt. Kepala Subbagian Contoh") for text in texts)
    row = employees.listing(app.file, "ratna", day=app.workplace.today()).rows(0, 1)[0]
    assert not row["post"].startswith("Plt.")


async def test_another_rater_from_a_day_on_leaves_the_printed_plan(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        plan = plans.plan_of(app.db, person(app), 2026)
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, RaterForm)
        await keyed(pilot, "", "0109", "camat muara bulian")
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "Pejabat penilai berganti mulai 1 September 2026" in told(app)
    assert plans.plan_of(app.db, person(app), 2026).rater_card == plan.rater_card
    assert len([kind for kind, _ in events(app) if kind == career.RATER]) == 2


async def test_an_excused_person_and_the_end_of_it(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await at_ratna(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, ExcuseForm)
        await keyed(pilot, "2", "0110", "")
        seen_as(app, "excuse_80x24")
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "(Tugas belajar)" in screen_text(app)
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("end", "b")
        await pilot.pause()
        await keyed(pilot, "3110")
        assert "berakhir 31 Oktober 2026" in told(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "(Tugas belajar)" not in screen_text(app)


@pytest.mark.parametrize("name", ["[/]", "[bold]x[/bold]", "\u202eabc", "日本"])
async def test_hostile_names_are_only_names(app, name):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        with app.db.act("x", person(app)) as act:
            act.write(Employee, person(app), name=f"Ratna {name}")
        await at_ratna(pilot)
        for key in "mpgxh":
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(app.screen, EmployeesScreen)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, EmployeesScreen)
