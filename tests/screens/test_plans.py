"""Work plans on screen: from nothing to approved by keys alone, returned, hostile names."""

from __future__ import annotations

import pytest
from sqlmodel import select
from textual.widgets import OptionList

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.forms.forms import unfinished
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.fields import Field
from tests.conftest import ready
from tests.screens.keys import told
from tests.screens.plan_keys import (
    INDICATOR_KEYS,
    form_of,
    go_to,
    here,
    key_plan,
    keys,
    open_list,
    people,
    seen,
    still,
    stored,
)
from tests.widgets.helpers import HOSTILE


async def test_a_plan_from_nothing_to_approved_by_keys_alone(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(empty_app.db)
        await open_list(pilot)
        await keys(pilot, "/", '"staf"', "enter", "enter")
        assert isinstance(empty_app.screen, Confirm)
        assert "Buat rencana kerja 2026 untuk Staf Contoh?" in seen(empty_app)
        await keys(pilot, "y", "2")
        assert here(empty_app) == "superior_text"
        await keys(pilot, '"Pelayanan seksi"', "enter", '"Surat selesai"', "enter", "enter")
        await keys(pilot, *INDICATOR_KEYS)
        assert here(empty_app) == "tambah"
        await keys(pilot, "1")
        assert here(empty_app) == "aspect"
        await keys(pilot, "2", '"Puas"', "enter", "enter", '"sebelum Maret"', "enter", "2")
        assert here(empty_app) == "tambah"
        await keys(pilot, "2", "f3", "enter", '"Arsip rapi"', "enter", "enter")
        await keys(pilot, "enter", '"Jumlah arsip"', "enter", '"1.234,56"', "enter", "enter", "enter")
        assert here(empty_app) == "tambah"
        await keys(pilot, "f7")
        assert isinstance(empty_app.screen, Pick)
        assert "1 saran mutu; tetap ajukan?" in seen(empty_app)
        go_on, option = empty_app.screen.query_one(OptionList).options
        assert str(go_on.prompt) == "Tetap ajukan"
        assert str(option.prompt).startswith("? Utama 2 (Arsip rapi), indikator 1: target 1.234,56 tanpa satuan.")
        await keys(pilot, "down", "enter")
        assert here(empty_app) == "unit"
        await keys(pilot, '"berkas"', "f7")
        assert isinstance(empty_app.screen, PlansScreen)
        known = stored(empty_app, staff)
        assert known.plan.state == "diajukan"
        assert [line.result.text for line in known.lines] == ["Surat selesai", "Arsip rapi"]
        assert {line.result.superior_text for line in known.lines} == {"Pelayanan seksi"}
        indicators = [item for line in known.lines for item in line.indicators]
        assert [str(item.target) for item in indicators] == ["3.5", "None", "1234.56"]
        assert [item.target_text for item in indicators] == ["", "sebelum Maret", ""]
        assert [item.aspect for item in indicators] == ["kuantitas", "kualitas", "kuantitas"]
        assert [item.direction for item in indicators] == ["naik", "turun", "naik"]
        await keys(pilot, "v")
        assert isinstance(empty_app.screen, Confirm)
        question = seen(empty_app)
        for part in (
            "Staf Contoh: 2 hasil kerja, 3 indikator",
            "Disetujui Kasi Contoh sebagai pejabat penilai",
            "target terkunci",
        ):
            assert part in question
        await keys(pilot, "y")
        assert stored(empty_app, staff).plan.state == "disetujui"
        await keys(pilot, "enter")
        form = form_of(empty_app)
        assert form.sheet.current is None
        assert "Disetujui Kasi Contoh" in seen(empty_app)
        assert all(item.locked for item in form.sheet.items if isinstance(item, Field))
        await keys(pilot, '"x"')
        assert "Target berubah lewat adendum: Ctrl+A." in told(empty_app)
        await keys(pilot, "ctrl+o", "ctrl+f", "ctrl+y", "f7")
        assert "Hasil kerja mana yang dihubungkan?" in seen(empty_app)
        await keys(pilot, "escape", "escape")
        assert isinstance(empty_app.screen, PlansScreen)
        await keys(pilot, "l")
        assert "Salin dari rencana lain: tidak dapat dipakai di sini sekarang." in told(empty_app)
        assert not unfinished(empty_app.db)


async def test_returned_corrected_and_submitted_again(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(empty_app.db)
        key_plan(empty_app.db, staff)
        await open_list(pilot)
        await keys(pilot, "down", "a", "enter", "b")
        assert isinstance(empty_app.screen, AskText)
        await keys(pilot, "enter")
        assert "Tulis alasannya" in seen(empty_app)
        await keys(pilot, '"Target rendah"', "enter")
        assert "! Dikembalikan" in seen(empty_app)
        await keys(pilot, "enter")
        text = seen(empty_app)
        assert "DIKEMBALIKAN oleh Kasi Contoh" in text
        assert "Alasan: Target rendah" in text
        await keys(pilot, "enter", '"Layanan lebih baik"', "f7", "enter")
        known = stored(empty_app, staff)
        assert (known.plan.state, known.lines[0].result.text) == ("diajukan", "Layanan lebih baik")
        await keys(pilot, "t", "y")
        assert stored(empty_app, staff).plan.state == "draf"


async def test_what_the_state_does_not_allow_is_not_offered(app):
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_list(pilot)
        offered = {}
        for state in ("1", "2", "3", "4", "5"):
            await keys(pilot, "f", state)
            commands = {command.id for command in screen.commands()} & {
                "submit", "approve", "send_back", "withdraw", "make_addendum",
            }  # fmt: skip
            offered[state] = sorted(commands)
            before = app.db.file.rows("SELECT count(*) FROM journal")
            await keys(pilot, *sorted({"a", "v", "b", "t", "d"} - {screen_key(screen, name) for name in commands}))
            assert app.screen is screen
            assert app.db.file.rows("SELECT count(*) FROM journal") == before
        assert offered == {
            "1": ["submit"],
            "2": ["approve", "send_back", "withdraw"],
            "3": ["make_addendum"],
            "4": ["submit"],
            "5": [],
        }


def screen_key(screen: PlansScreen, name: str) -> str:
    return next(command.key for command in screen.commands() if command.id == name)


async def test_a_locked_form_scrolls_and_its_own_keys_decide(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await open_list(pilot)
        await keys(pilot, "f", "2", "enter")
        form = form_of(app)
        employee = form.form.subject
        await keys(pilot, "pagedown", "pagedown")
        assert form.sheet.scroll_offset.y > 0
        await keys(pilot, "f9", '"Perjelas"', "enter")
        assert isinstance(app.screen, PlansScreen)
        assert stored(app, employee).plan.return_reason == "Perjelas"


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_are_only_texts(empty_app, text):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        with empty_app.db.act("Nama", staff) as act:
            act.write(Employee, staff, name=f"{text} nama")
        key_plan(empty_app.db, boss, text)
        plan_id = key_plan(empty_app.db, staff, text)
        screen = await open_list(pilot)
        await keys(pilot, "/", '"nama"', "enter")
        for key in (
            "f",
            "escape",
            "enter",
            "f4",
            "enter",
            "enter",
            "f1",
            "escape",
            "f7",
            "enter",
            "v",
            "escape",
            "u",
            "escape",
            "b",
            "escape",
        ):
            await keys(pilot, key)
            seen(empty_app)
        while empty_app.screen is not screen:
            await keys(pilot, "escape")
        with empty_app.db.reading() as session:
            assert session.get_one(WorkPlan, plan_id).state == "diajukan"
            (result,) = session.exec(select(WorkResult).where(WorkResult.plan_id == plan_id))
            assert result.text == text
            assert result.superior_result_id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await open_list(pilot)
        seen_as(app, f"plans_{name}")
        await keys(pilot, "f", "1", "enter")
        seen_as(app, f"plan_form_top_{name}")
        form = form_of(app)
        go_to(form, "target", 1)
        await still(pilot)
        seen_as(app, f"plan_form_middle_{name}")
        await keys(pilot, "escape", "f", "3", "enter")
        seen_as(app, f"plan_form_locked_{name}")


async def test_an_office_without_people_says_what_to_do(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_list(pilot)
        assert "Belum ada pegawai" in seen(empty_app)
        await keys(pilot, "enter", "a", "v", "b", "t")
        assert isinstance(empty_app.screen, PlansScreen)
