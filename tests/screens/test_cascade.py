"""The cascade through keys: a plan before the superior's, linked later; the matrix; the gaps both ways."""

from __future__ import annotations

import pytest

from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.screens.planning.cascade_gaps import CascadeGapsScreen
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.screens.planning.role_matrix import RoleMatrixScreen
from kinerja_tui.services.forms.forms import field_key, keep
from kinerja_tui.services.planning import approval, plan_entry, plans
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import told
from tests.screens.plan_keys import INDICATOR_KEYS, YEAR, form_of, key_plan, keys, open_list, people, seen, stored
from tests.widgets.helpers import HOSTILE

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


def results(db, employee_id: str, *texts: str) -> str:
    """A draft plan with these results, without indicators."""
    plan_id = plans.start_plan(db, employee_id, YEAR)
    form = plan_entry.plan_form(db, plan_id)
    for text in texts:
        line = plan_entry.add_result(db, form, ResultKind.MAIN)
        keep(db, form, {field_key(WorkResult, line.result_id, "text"): text})
    plan_entry.save(db, form)
    return plan_id


def approve(db, plan_id: str) -> None:
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)


def links(db) -> dict[str, str]:
    """Text of each result -> text of the superior's it is linked to."""
    return dict(
        db.file.rows(
            "SELECT w.text, s.text FROM work_result w JOIN work_result s ON s.id = w.superior_result_id "
            "WHERE NOT w.removed"
        )
    )


@SIZES
async def test_a_plan_before_the_superiors_is_approved_and_linked_later(empty_app, seen_as, size):
    async with empty_app.run_test(size=size) as pilot:
        await ready(pilot)
        _, staff = people(empty_app.db)
        # The staff drafts, submits, is approved: nobody above has a plan.
        await open_list(pilot)
        await keys(pilot, "down", "enter", "y", "2", '"Pelayanan seksi"', "enter", '"Surat selesai"', "enter", "enter")
        await keys(pilot, *INDICATOR_KEYS, "f7", "enter", "v", "y")
        before = stored(empty_app, staff)
        assert before.plan.state == "disetujui"
        await keys(pilot, "c")
        assert isinstance(empty_app.screen, CascadeGapsScreen)
        assert "0 celah: menunggu rencana pimpinan 1" in seen(empty_app)
        assert "Pelayanan seksi" in seen(empty_app)
        await keys(pilot, "escape", "m")
        assert isinstance(empty_app.screen, RoleMatrixScreen)
        assert "Kasi Contoh belum punya rencana kerja" in seen(empty_app)
        assert "Tekan r untuk membuatnya" in seen(empty_app)
        seen_as(empty_app, f"role_matrix_no_plan_{size[0]}x{size[1]}")
        # Later the superior drafts, from the matrix.
        await keys(pilot, "r")
        assert isinstance(empty_app.screen, Confirm)
        await keys(pilot, "y")
        assert isinstance(empty_app.screen, PlanForm)
        await keys(pilot, "2", "enter", '"Pelayanan seksi cepat"', "enter", "enter", *INDICATOR_KEYS, "f10")
        assert isinstance(empty_app.screen, RoleMatrixScreen)
        assert "RHK 1: Pelayanan seksi cepat" in seen(empty_app)
        assert "belum mendukung RHK ini" in seen(empty_app)
        await keys(pilot, "right")
        assert "1. Surat selesai" in seen(empty_app)
        # Linked in the cell, though the plan is approved.
        await keys(pilot, "left", "enter")
        assert "1 Hubungkan: Surat selesai" in seen(empty_app)
        await keys(pilot, "1")
        assert "Terhubung: Staf Contoh" in told(empty_app)
        after = stored(empty_app, staff)
        assert (after.plan, after.lines[0].indicators) == (before.plan, before.lines[0].indicators)
        assert links(empty_app.db) == {"Surat selesai": "Pelayanan seksi cepat"}
        await keys(pilot, "enter")
        assert "1 Buka: Surat selesai" in seen(empty_app)
        await keys(pilot, "1")
        assert isinstance(empty_app.screen, PlanForm)
        assert "terhubung" in seen(empty_app)
        assert "Pelayanan seksi cepat" in seen(empty_app)
        await keys(pilot, "escape", "c")
        assert isinstance(empty_app.screen, CascadeGapsScreen)
        assert "0 celah: atasan di luar kantor 1" in seen(empty_app)


@SIZES
async def test_a_locked_plan_is_linked_from_its_form(empty_app, size):
    async with empty_app.run_test(size=size) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        plan_id = key_plan(empty_app.db, staff)
        approve(empty_app.db, plan_id)
        await open_list(pilot)
        await keys(pilot, "down", "enter", "f7")
        assert isinstance(empty_app.screen, AskText)
        assert "Kasi Contoh belum punya rencana kerja di sini" in seen(empty_app)
        await keys(pilot, "enter")
        assert isinstance(empty_app.screen, PlanForm)
        results(empty_app.db, boss, "Kantor tertib", "Layanan cepat")
        await keys(pilot, "f7")
        assert isinstance(empty_app.screen, Pick)
        assert "mendukung RHK Kasi Contoh yang" in seen(empty_app)
        await keys(pilot, "2")
        assert links(empty_app.db) == {"Layanan selesai": "Layanan cepat"}
        assert isinstance(empty_app.screen, PlanForm)
        assert "terhubung" in seen(empty_app)
        assert "Layanan cepat" in seen(empty_app)
        await keys(pilot, "f7", "enter")
        assert "sudah terhubung" in told(empty_app)
        await keys(pilot, "f7", "3")
        await keys(pilot, "ctrl+u", '"Tugas dinas"', "enter")
        assert links(empty_app.db) == {}
        assert "Tugas dinas" in seen(empty_app)
        assert "belum terhubung" in seen(empty_app)
        assert stored(empty_app, staff).plan.state == "disetujui"


@SIZES
async def test_the_matrix_is_filled_cell_by_cell(empty_app, seen_as, size):
    async with empty_app.run_test(size=size) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        results(empty_app.db, boss, *(f"RHK pimpinan ke-{number} tentang layanan" for number in range(1, 15)))
        await open_list(pilot)
        await keys(pilot, "m", "enter")
        assert isinstance(empty_app.screen, AskText)
        assert "belum punya rencana kerja 2026; dengan ini rencananya dimulai" in seen(empty_app)
        await keys(pilot, "enter")
        assert "Tulis dulu rencana hasil kerjanya" in seen(empty_app)
        await keys(pilot, '"Surat selesai"', "enter", "right", "right", "enter", '"Arsip rapi"', "enter")
        assert links(empty_app.db) == {
            "Surat selesai": "RHK pimpinan ke-1 tentang layanan",
            "Arsip rapi": "RHK pimpinan ke-3 tentang layanan",
        }
        assert stored(empty_app, staff).plan.state == "draf"
        await keys(pilot, "enter", "2", '"arsip RAPI"', "enter")
        assert "sudah ada di rencana kerja ini" in seen(empty_app)
        await keys(pilot, "ctrl+u", '"Arsip digital"', "enter")
        assert "2. Arsip digital" in seen(empty_app)
        seen_as(empty_app, f"role_matrix_{size[0]}x{size[1]}")
        await keys(pilot, "end", "left")
        assert "RHK 14: RHK pimpinan ke-14" in seen(empty_app)
        grid = empty_app.screen.query_one("Grid")
        assert grid.cursor == (0, 13)
        await keys(pilot, "w", "home")
        assert "1 Surat" in seen(empty_app)
        assert "›" in screen_text(empty_app)
        seen_as(empty_app, f"role_matrix_wide_{size[0]}x{size[1]}")
        await keys(pilot, "end")
        assert "‹" in screen_text(empty_app)
        assert "Staf Contoh" in seen(empty_app)
        # Submitted: no new line any more, and the reason.
        form = plan_entry.plan_form(empty_app.db, plans.plan_of(empty_app.db, staff, YEAR).id)
        for line in plan_entry.all_lines(form):
            plan_entry.add_indicator(empty_app.db, form, line.result_id)
        for line in plan_entry.all_lines(form):
            texts = {"text": "Jumlah", "target": "1", "unit": "berkas"}
            keep(
                empty_app.db, form, {f"indicator/{line.indicator_ids[0]}/{name}": text for name, text in texts.items()}
            )
        plan_entry.save(empty_app.db, form)
        approval.submit(empty_app.db, plan_entry.plan_id_of(form))
        await keys(pilot, "left", "enter")
        assert isinstance(empty_app.screen, RoleMatrixScreen)
        assert "sudah diajukan" in told(empty_app)
        approval.approve(empty_app.db, plan_entry.plan_id_of(form))
        await keys(pilot, "enter")
        assert "adendum" in told(empty_app)


async def test_gaps_are_mended_one_after_the_other(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await open_list(pilot)
        await keys(pilot, "c")
        screen = app.screen
        assert isinstance(screen, CascadeGapsScreen)
        count = int(seen(app).partition(" celah:")[0].rpartition(" ")[2])
        await keys(pilot, "f")
        assert "belum terhubung (12)" in seen(app)
        labels = [text for _, text in app.screen._options]
        (digit,) = [label[0] for label in labels if "belum terhubung" in label]
        await keys(pilot, digit)
        assert screen.list.table.row_count == 12
        journal = app.file.rows("SELECT count(*) FROM journal")
        await keys(pilot, "enter")
        assert isinstance(app.screen, Pick)
        await keys(pilot, "enter")
        assert "Terhubung:" in told(app)
        assert app.screen is screen
        assert screen.list.table.row_count == 11
        assert app.file.rows("SELECT count(*) FROM journal") == [(journal[0][0] + 1,)]
        assert int(seen(app).partition(" celah:")[0].rpartition(" ")[2]) <= count - 1
        await keys(pilot, "enter", "escape")
        assert screen.list.table.row_count == 11
        await keys(pilot, "o")
        assert isinstance(app.screen, PlanForm)
        await keys(pilot, "escape", "m")
        assert isinstance(app.screen, RoleMatrixScreen)


_SEEN = "Layanan cepat"


async def test_a_result_nobody_supports_leads_to_its_column(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        results(empty_app.db, boss, "Kantor tertib", "Layanan cepat")
        results(empty_app.db, staff, "Surat selesai")
        await open_list(pilot)
        await keys(pilot, "c", "/", '"layanan"', "enter")
        assert "3 celah: tanpa pendukung 2" in seen(empty_app)
        await keys(pilot, "enter")
        assert isinstance(empty_app.screen, RoleMatrixScreen)
        assert "RHK 2: Layanan cepat" in seen(empty_app)
        await keys(pilot, "enter", "1", "c")
        assert isinstance(empty_app.screen, CascadeGapsScreen)
        assert links(empty_app.db) == {"Surat selesai": "Layanan cepat"}
        assert "1 celah: tanpa pendukung 1" in seen(empty_app)
        # From the matrix to the gaps and back, always one screen at a time.
        await keys(pilot, "escape", "m", "c")
        assert isinstance(empty_app.screen, CascadeGapsScreen)
        await keys(pilot, "escape", "escape")
        assert isinstance(empty_app.screen, PlansScreen)
        # Taking it off the leader's plan says who stands on it, and leaves their text.
        await keys(pilot, "home", "enter", "end")
        form = form_of(empty_app)
        form.sheet.go(next(item.key for item in form.items() if form.values().get(getattr(item, "key", "")) == _SEEN))
        await keys(pilot, "ctrl+y")
        assert "Didukung 1 RHK staf; teks di rencana staf tetap" in seen(empty_app)
        await keys(pilot, "y", "f10")
        kept = empty_app.db.file.rows("SELECT superior_text FROM work_result WHERE text = 'Surat selesai'")
        assert kept == [(_SEEN,)]


@pytest.mark.parametrize("text", HOSTILE[:4])
async def test_any_text_can_stand_in_a_cell(empty_app, text):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        results(empty_app.db, boss, text, "")
        plan_id = results(empty_app.db, staff, text)
        with empty_app.db.act("x", staff) as act:
            act.write(WorkPlan, plan_id, state="baru")
        await open_list(pilot)
        await keys(pilot, "m", "w", "enter", "1")
        assert "belum dikenal" in told(empty_app)
        await keys(pilot, "p", "escape", "c", "f", "escape", "enter", "escape")
        assert isinstance(empty_app.screen, CascadeGapsScreen)


async def test_an_empty_office_says_what_to_do_first(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_list(pilot)
        await keys(pilot, "m", "enter", "p", "r", "w", "left")
        assert "belum ada matriks" in seen(empty_app)
        await keys(pilot, "c", "enter", "o", "f", "escape")
        assert "Belum ada rencana kerja tahun ini" in seen(empty_app)
        assert "Tidak ada celah" not in seen(empty_app)
        await keys(pilot, "escape", "escape")
        assert isinstance(empty_app.screen, PlansScreen)


@SIZES
async def test_what_a_person_sees(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await open_list(pilot)
        await keys(pilot, "c")
        seen_as(app, f"cascade_gaps_{size[0]}x{size[1]}")
        await keys(pilot, "escape", "m")
        seen_as(app, f"role_matrix_office_{size[0]}x{size[1]}")
