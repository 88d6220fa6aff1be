"""The report by keys: submitted, locked, taken back, returned, late; action steps and marks beside it; months."""

from __future__ import annotations

import pytest
from sqlmodel import select

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.rules.on_track import Reading
from kinerja_tui.screens.monitoring.action_steps import ActionStepsForm
from kinerja_tui.screens.monitoring.progress import ProgressScreen
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.monitoring.track import TrackScreen
from kinerja_tui.services.monitoring import action_plans, progress, reports
from kinerja_tui.services.office import setup
from kinerja_tui.services.planning import approval
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.fields import Note
from kinerja_tui.widgets.title import TitleBar
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told, type_text
from tests.services.plan_office import key_plan, three_people
from tests.widgets.helpers import HOSTILE

PERIOD = "2026-TW3"
SIZES = [(80, 24), (120, 40)]


def plan_of(app, name="ratna"):
    return progress.people(app.file, PERIOD, name).keys[0]


def standing(app, name="ratna"):
    return reports.standing(app.db, plan_of(app, name), PERIOD)


async def to(pilot, name):
    """The list of realisasi with the cursor on one person."""
    await pilot.press("4")
    await at(pilot, ProgressScreen)
    await pilot.press("slash", "ctrl+u")
    await type_text(pilot, name)
    await pilot.press("enter")
    await pilot.pause()


async def test_submit_take_back_mend_and_submit_again(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await to(pilot, "ratna")
        await pilot.press("a")
        await at(pilot, AskText)
        for bad, why in (
            ("21-11-2026", "belum tiba"),
            ("3006", "mulainya Triwulan III"),
            ("32-1", "tidak ada"),
            ("[/]", "terbaca"),
        ):
            await pilot.press("ctrl+u")
            await type_text(pilot, bad.replace("[/]", "abc"))
            await pilot.press("enter")
            await pilot.pause()
            assert why in screen_text(app)
        await pilot.press("ctrl+u")
        await type_text(pilot, "0810")
        await pilot.press("enter")
        await at(pilot, Confirm)
        assert "6 dari 6 indikator belum ada realisasinya" in screen_text(app)
        await pilot.press("t")
        await at(pilot, ProgressScreen)
        assert not standing(app).is_submitted
        await pilot.press("a", "ctrl+u")
        await type_text(pilot, "0810")
        await pilot.press("enter", "y")
        await at(pilot, ProgressScreen)
        assert (standing(app).late, standing(app).missing) == (3, 6)
        assert "terlambat 3 hari" in screen_text(app)
        assert "terlambat 3 hari; 6 dari 6 indikator tanpa realisasi" in told(app)
        await pilot.press("enter")
        await at(pilot, ProgressForm)
        assert app.screen.sheet.current is None
        seen_as(app, "progress_form_submitted_80x24")
        await pilot.press("f12")
        await at(pilot, AskText)
        await pilot.press("enter")
        assert "Tulis alasannya dulu" in screen_text(app)
        await type_text(pilot, "Angka belum ada")
        await pilot.press("enter")
        await at(pilot, ProgressScreen)
        await pilot.press("enter")
        await at(pilot, ProgressForm)
        assert "Ditarik kembali: Angka belum ada" in notes(app)
        await type_text(pilot, "7")
        await pilot.press("f7")
        await at(pilot, AskText)
        assert progress.people(app.file, PERIOD, "ratna").rows(0, 1)[0]["reported"] == 1
        await pilot.press("enter", "y")
        await at(pilot, ProgressScreen)
        assert (standing(app).late, standing(app).missing) == (46, 5)


def notes(app):
    return "\n".join(item.text for item in app.screen.sheet.items if isinstance(item, Note))


async def test_the_rater_returns_a_report_and_the_list_finds_it(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await to(pilot, "nurlela")
        await pilot.press("b")
        await at(pilot, AskText)
        await type_text(pilot, "Bukti nomor 2 kurang")
        await pilot.press("enter")
        await at(pilot, ProgressScreen)
        await pilot.press("slash", "ctrl+u", "enter", "f", "4")
        await pilot.pause()
        assert "Dikembalikan" in app.screen.query_one(TitleBar).title
        assert "1 pegawai" in screen_text(app)
        await pilot.press("b")
        await pilot.pause()
        assert "belum diajukan" in told(app)
        await pilot.press("enter")
        await at(pilot, ProgressForm)
        assert "dikembalikan pejabat penilai: Bukti nomor 2 kurang" in notes(app)
        assert app.screen.sheet.current is not None


@pytest.mark.parametrize("name", ["marlina", "dewi"])
async def test_what_cannot_be_submitted_says_why(app, name):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await to(pilot, name)
        for key in ("a", "t", "b"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, ProgressScreen | AskText)
            await pilot.press("escape") if isinstance(app.screen, AskText) else None
            await pilot.pause()
        assert any(word in told(app) for word in ("SKP dikembalikan", "sudah selesai"))


async def test_steps_by_keys_and_the_tick_beside_realisasi(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await to(pilot, "ratna")
        await pilot.press("r")
        await at(pilot, ActionStepsForm)
        assert app.screen.sheet.current.label == "Langkah"
        result_id = app.screen.plan.lines[0].result.id
        await pilot.press("ctrl+o")
        await pilot.pause()
        await type_text(pilot, "Periksa daftar gaji")
        await pilot.press("enter")
        await type_text(pilot, "3")
        await pilot.press("enter")
        await type_text(pilot, "1010")
        await pilot.press("enter")
        await pilot.pause()
        assert "di luar Triwulan III 2026" in screen_text(app)
        await pilot.press("enter", "enter")
        await pilot.pause()
        again = after_power_cut(app, tmp_path / "sesudah")
        before = len(action_plans.steps_of(app.screen.form, result_id))
        await pilot.press("f7", "f7", "f7", "f10")
        await at(pilot, ProgressScreen)
        with app.db.reading() as session:
            step = next(s for s in session.exec(select(ActionStep)) if s.text == "Periksa daftar gaji")
        assert (step.result_id, str(step.due_on), step.position < before) == (result_id, "2026-10-10", True)
        assert "due_on" in step.confirmed
    async with again.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Rencana aksi Ratna" in screen_text(again)
        await to(pilot, "ratna")
        await pilot.press("r")
        await at(pilot, ActionStepsForm)
        assert "Periksa daftar gaji" in screen_text(again)


async def test_one_key_ticks_a_step(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        sheet = app.screen.sheet
        keys = [item.key for item in sheet.items if getattr(item, "label", "") == "Sudah dikerjakan?"]
        open_one = next(key for key in keys if not sheet.value(key))
        sheet.go(open_one)
        await pilot.press("1")
        await pilot.pause()
        assert sheet.value(open_one) == "2026-11-20"
        sheet.go(open_one)
        await pilot.press("f5", "f6")
        assert "rencana aksinya" in told(app)
        await pilot.press("0", "f10")
        await at(pilot, ProgressScreen)
        assert app.file.rows("SELECT done_on FROM action_step WHERE id = ?", (open_one.split("/")[1],)) == [(None,)]


async def test_the_year_of_one_person_and_another_reading(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await to(pilot, "ahmad")
        await pilot.press("u")
        await at(pilot, TrackScreen)
        assert "seharusnya 74 %" in screen_text(app)
        assert "Dibaca: Dijumlahkan (menurut aturan)" in screen_text(app)
        await pilot.press("enter", "4")
        await pilot.pause()
        text = screen_text(app)
        assert "× 25 %" in text
        assert Reading.LEVEL.label in text
        assert "tertinggal: 151 dari 600 surat" in text
        await pilot.press("enter", "1")
        await pilot.pause()
        assert "menurut aturan" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, ProgressScreen)


async def test_a_changed_amount_changes_the_mark_before_it_is_stored(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ahmad")
        assert "441 dari 600" in screen_text(app)
        await type_text(pilot, "10")
        await pilot.press("enter")
        await pilot.pause()
        assert "! perlu perhatian: 300 dari 600" in screen_text(app)
        assert app.screen.sheet.current.label == "Jenis bukti"


async def test_months_all_the_way(workplace):
    app = KinerjaApp(workplace("", "bulanan"))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        db, *_, staff = three_people(app.db)
        plan_id, _ = key_plan(db, staff)
        approval.submit(db, plan_id)
        approval.approve(db, plan_id)
        await pilot.press("8", "down", "down", "down", "enter")
        await at(pilot, Confirm)
        await pilot.press("y")
        await pilot.pause()
        assert "bulanan, mulai 2026" in screen_text(app)
        await to(pilot, "staf")
        assert app.screen.query_one(TitleBar).title == "Realisasi · Oktober 2026"
        await pilot.press("p")
        assert "Triwulan" not in screen_text(app).split("Periode yang dikerjakan")[1]
        await type_text(pilot, "sep")
        await pilot.press("enter", "enter")
        await at(pilot, ProgressForm)
        await type_text(pilot, "1,5")
        await pilot.press("enter", "f7")
        await at(pilot, AskText)
        await pilot.press("enter")
        await at(pilot, ProgressScreen)
        assert reports.standing(app.db, plan_id, "2026-B09").late == 46
        await pilot.press("u")
        await at(pilot, TrackScreen)
        assert "Jan" in screen_text(app)
        assert "1 dari 9 periode terisi" in " ".join(screen_text(app).split())
        await pilot.press("escape", "5")
        await pilot.pause()
        assert app.screen.query_one(TitleBar).title == "Evaluasi · September 2026"
        setup.change_year(app.db, 2027)
        found = app.file.rows("SELECT count(*) FROM period WHERE year = 2027 AND kind = 'bulanan'")
        assert found == [(12,)]


@pytest.mark.parametrize("text", HOSTILE[:3])
async def test_hostile_steps_and_reasons_are_only_text(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        plan_id = plan_of(app)
        reports.submit(app.db, plan_id, PERIOD, app.workplace.today())
        reports.send_back(app.db, plan_id, PERIOD, text)
        form, plan = action_plans.steps_form(app.db, plan_id)
        step_id = action_plans.add_step(app.db, form, plan.lines[0].result.id, PERIOD)
        from kinerja_tui.services.forms import forms

        forms.keep(app.db, form, {action_plans.step_key(step_id, "text"): text})
        action_plans.save(app.db, form, plan)
        await open_row(pilot, "4", "ratna")
        assert text[:3] in notes(app)
        await pilot.press("escape")
        await to(pilot, "ratna")
        await pilot.press("r")
        await at(pilot, ActionStepsForm)


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_person_sees(app, size, seen_as):
    name = "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await to(pilot, "siti")
        await pilot.press("u")
        await at(pilot, TrackScreen)
        await pilot.press("down")
        await pilot.pause()
        seen_as(app, f"track_{name}")
        await pilot.press("escape", "r")
        await at(pilot, ActionStepsForm)
        seen_as(app, f"action_steps_{name}")


async def test_an_empty_office_says_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("4")
        await at(pilot, ProgressScreen)
        await pilot.press("a", "t", "b", "r", "u")
        await pilot.pause()
        assert isinstance(empty_app.screen, ProgressScreen)
        assert "Belum ada pegawai" in screen_text(empty_app)
