"""Keadaan kantor by keys: numbers lead to their screens, each line to where it is solved; the load; rules."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.offices import Office
from kinerja_tui.screens.development.recognition_forms import ProposalForm
from kinerja_tui.screens.development.recognition_rules import RecognitionRuleForm, RecognitionRulesScreen
from kinerja_tui.screens.development.recognitions import RecognitionsScreen
from kinerja_tui.screens.development.trainings import TrainingsScreen
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.screens.monitoring.workload import WorkloadScreen
from kinerja_tui.screens.office.office_state import OfficeStateScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.office import office_help, setup
from kinerja_tui.widgets.dialogs import Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told, type_text, until

SIZES = [(80, 24), (120, 40)]


async def counted(pilot):
    """Wait for the numbers."""
    await until(pilot, lambda: "Menghitung" not in screen_text(pilot.app))


async def page(pilot):
    await ready(pilot)
    await pilot.press("c")
    await at(pilot, OfficeStateScreen)
    await counted(pilot)


async def show(pilot, reason):
    """Only one reason, the cursor on its first line."""
    await pilot.press("f")
    await at(pilot, Pick)
    await pilot.press(str(list(office_help.REASONS).index(reason) + 1))
    await at(pilot, OfficeStateScreen)
    await pilot.press("home")


async def test_each_line_opens_the_place_where_it_is_solved(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await page(pilot)
        for reason, screen in (
            (office_help.PLANLESS, PlansScreen),
            (office_help.OBSTACLES, EvaluationsScreen),
            (office_help.SILENT, ProgressScreen),
            (office_help.BEHIND, TrackScreen),
            (office_help.NEED, TrainingsScreen),
        ):
            await show(pilot, reason)
            key = app.screen.list.table.current_key
            await pilot.press("enter")
            await at(pilot, screen)
            about, period = key.split(":")[2:]
            if screen is not TrackScreen:
                assert app.screen.list.table.current_key == about
            if period and screen is not TrackScreen:
                assert app.screen.period.code == period
            await pilot.press("escape")
            await at(pilot, OfficeStateScreen)
            await counted(pilot)
        # the numbers lead to their screens, and Esc back to the page
        await pilot.press("tab", "home", "enter")
        await at(pilot, PlansScreen)
        await pilot.press("escape")
        await at(pilot, OfficeStateScreen)
        # the filter narrows by name without counting again
        await pilot.press("f")
        await at(pilot, Pick)
        await pilot.press("0", "slash")
        await type_text(pilot, "rosmala")
        await until(pilot, lambda: "2 dari 18 hal" in screen_text(app))


async def test_the_load_by_name_and_by_unit(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await page(pilot)
        await pilot.press("w")
        await at(pilot, WorkloadScreen)
        await until(pilot, lambda: "Nilai tengah: " in screen_text(app))
        seen_as(app, "workload_80x24")
        await pilot.press("u")
        await pilot.pause()
        assert "menurut unit" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, PlanForm)
        await pilot.press("escape", "escape", "3", "w")
        await at(pilot, WorkloadScreen)
        await pilot.press("slash")
        await type_text(pilot, "zulkifli sul")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "belum punya rencana kerja tahun ini" in told(app))


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_camat_sees(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await page(pilot)
        seen_as(app, f"office_state_{size[0]}x{size[1]}")


async def test_an_empty_office_is_told_what_to_do_first(empty_app, seen_as):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await page(pilot)
        seen_as(empty_app, "office_state_empty_80x24")
        await pilot.press("tab", "enter", "v", "w")
        await at(pilot, WorkloadScreen)
        assert "Belum ada pegawai" in screen_text(empty_app)


async def test_a_district_reads_each_office_and_all_of_them(workplace, seen_as):
    place = workplace("new", "kabupaten")
    db = Database(place.file, place.identities, place.now)
    setup.set_up(db, "15.04", "Budi Santoso", 2026)
    with db.act("Pegawai") as act:
        for code, name, people in (("15.04.03", "Kecamatan Satu", 2), ("15.04.04", "Kecamatan Dua", 1)):
            act.write(Office, Office.id_of(code), code=code, name=name)
            for number in range(people):
                key = f"{code}-{number}"
                act.write(Employee, key, name=f"Pegawai {key}", office=code)
                act.write(Assignment, f"a{key}", employee_id=key, post="Pelaksana", start=date(2026, 1, 1), office=code)
    app = KinerjaApp(place)
    async with app.run_test(size=(120, 40)) as pilot:
        await page(pilot)
        assert "0 dari 3" in screen_text(app)
        seen_as(app, "office_state_district_120x40")
        await pilot.press("tab", "home", "enter")
        await until(pilot, lambda: "Keadaan kantor · Kecamatan Dua · 1 pegawai" in screen_text(app))
        await pilot.press("v")
        await until(pilot, lambda: "1 hal" in screen_text(app))
        await pilot.press("v", "home", "enter")
        await until(pilot, lambda: "Keadaan kantor · 3 pegawai" in screen_text(app))


async def test_a_rule_is_keyed_and_its_candidate_proposed_with_the_rows(workplace, tmp_path, seen_as):
    app = KinerjaApp(workplace("bukit_intan"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "g", "r")
        await at(pilot, RecognitionRulesScreen)
        seen_as(app, "recognition_rules_80x24")
        await pilot.press("a")
        await at(pilot, RecognitionRuleForm)
        await type_text(pilot, "Target apa pun")
        await pilot.press("enter", "2", "up", "1")
        await pilot.pause()
        again = after_power_cut(app, tmp_path / "nyala-lagi")
        seen_as(app, "recognition_rule_form_80x24")
        await pilot.press("f10")
        await at(pilot, RecognitionRulesScreen)
        assert app.db.file.rows("SELECT condition, predicate FROM recognition_rule WHERE name = 'Target apa pun'") == [
            ("iku", "")
        ]
        await pilot.press("escape")
        await at(pilot, RecognitionsScreen)
        await pilot.press("slash")
        await type_text(pilot, "target apa pun")
        await pilot.press("enter", "enter")
        await at(pilot, ProposalForm)
        assert "Target apa pun: target tercapai" in " ".join(screen_text(app).split())
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("2", "n", "g", "r", "a")
        await at(pilot, RecognitionRuleForm)
        assert "Target apa pun" in screen_text(again)
    again.file.close()


async def test_what_was_solved_is_gone_and_nothing_is_counted_twice(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await page(pilot)
        first = app.screen._page
        await pilot.press("f", "escape")
        await at(pilot, OfficeStateScreen)
        await pilot.pause()
        assert app.screen._page is first
        screen = app.screen
        await show(pilot, office_help.NEED)
        before = len(screen._page.helps)
        await pilot.press("enter")
        await at(pilot, TrainingsScreen)
        await pilot.press("x")
        await pilot.press("enter")
        await at(pilot, TrainingsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: len(screen._page.helps) == before - 1)
