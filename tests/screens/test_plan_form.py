"""Keying a work plan: lines added and removed, typed ahead, cut off by the power; nothing lost."""

from __future__ import annotations

from kinerja_tui.models.employees import Employee
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.forms.forms import unfinished
from kinerja_tui.services.planning import approval, plan_entry
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.fields import Field
from tests.conftest import ready
from tests.screens.keys import after_power_cut, at
from tests.screens.plan_keys import (
    INDICATOR_KEYS,
    STAFF,
    form_of,
    go_to,
    here,
    key_plan,
    keys,
    open_list,
    open_plan_of_staff,
    people,
    seen,
    still,
    stored,
)
from tests.widgets.helpers import burst


async def test_power_cut_while_keying(empty_app, tmp_path):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        people(empty_app.db)
        await open_list(pilot)
        await keys(pilot, "down", "enter", "y", "2", '"Pelayanan"', "enter", '"Surat selesai"', "enter", "enter")
        await keys(pilot, *INDICATOR_KEYS, "1", "3", '"Lama layanan"', "enter")
        again = after_power_cut(empty_app, tmp_path / "after")
    try:
        async with again.run_test(size=(80, 24)) as pilot:
            await ready(pilot)
            assert "Isian belum selesai: Rencana kerja Staf Contoh" in seen(again)
            await keys(pilot, "home", "enter")
            await at(pilot, PlanForm)
            form = form_of(again)
            texts = set(form.sheet.values.values())
            assert {"Pelayanan", "Surat selesai", "Jumlah dokumen", "3.5", "Lama layanan", "waktu"} <= texts
            assert here(again) == "target"
            await keys(pilot, '"2"', "enter", '"hari"', "enter", "2", "f10")
            (line,) = stored(again, Employee.id_of(STAFF)).lines
            assert [(item.text, str(item.target)) for item in line.indicators] == [
                ("Jumlah dokumen", "3.5"),
                ("Lama layanan", "2"),
            ]
    finally:
        again.file.close()


async def test_letters_do_not_get_into_a_target(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        key = go_to(form, "target")
        await keys(pilot, '"dua"')
        assert "Hanya angka" in seen(empty_app)
        await keys(pilot, '"1.5"', "enter")
        assert here(empty_app) == "target"
        assert "1,5" in seen(empty_app)
        await keys(pilot, "escape", '"-3"', "enter")
        assert "Target di bawah nol" in seen(empty_app)
        await keys(pilot, "escape", '"1.234,56"', "enter")
        assert form.form.text(key) == "1234.56"
        go_to(form, "target_text")
        await keys(pilot, '"1.200"', "enter")
        assert here(empty_app) == "target_text"
        assert "Tulis di isian Target" in seen(empty_app)
        await keys(pilot, "escape", '"Seluruh 12 desa"', "enter")
        assert here(empty_app) == "direction"


async def test_a_burst_of_keys_stands_in_the_new_line(empty_app):
    """Typed ahead on a slow PC: the digit adds the line, and what follows is already in it."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "unit")
        await burst(
            pilot, *"lembar", "enter", "enter", "1", "2", *"Rapi", "enter", "9", "0", "enter", *"persen", "enter"
        )
        await still(pilot)
        await keys(pilot, "enter", "f10")
        (line,) = stored(empty_app, Employee.id_of(STAFF)).lines
        assert [(item.aspect, item.text, str(item.target), item.unit) for item in line.indicators] == [
            ("kuantitas", "Jumlah dokumen", "12", "lembar"),
            ("kualitas", "Rapi", "90", "persen"),
        ]


async def test_the_last_field_typed_is_submitted_too(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "text")
        await burst(pilot, *"Baru", "f7")
        await still(pilot)
        await keys(pilot, "enter")
        known = stored(empty_app, Employee.id_of(STAFF))
        assert (known.plan.state, known.lines[0].result.text) == ("diajukan", "Baru")
        assert not unfinished(empty_app.db)


async def test_lines_added_from_anywhere_and_removed(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        await keys(pilot, "ctrl+o")
        assert here(empty_app) == "aspect"
        await keys(pilot, "ctrl+y")
        assert isinstance(empty_app.screen, PlanForm)
        await keys(pilot, "ctrl+f")
        assert here(empty_app) == "superior_text"
        await keys(pilot, "enter", '"Hasil kedua"', "enter")
        await keys(pilot, "ctrl+y")
        assert isinstance(empty_app.screen, Confirm)
        assert "Hasil kedua" in seen(empty_app)
        await keys(pilot, "t")
        assert len(plan_entry.all_lines(form.form)) == 2
        await keys(pilot, "ctrl+y", "y")
        assert len(plan_entry.all_lines(form.form)) == 1
        form.action_add_additional()
        await still(pilot)
        assert here(empty_app) == "superior_text"
        await keys(pilot, '"Dari camat"', "enter", '"Panitia"', "enter", '"Camat"', "f10")
        lines = stored(empty_app, Employee.id_of(STAFF)).lines
        assert [(line.result.kind, line.result.text, line.result.assigned_by) for line in lines] == [
            ("utama", "Layanan selesai", ""),
            ("tambahan", "Panitia", "Camat"),
        ]


async def test_nothing_to_remove_in_perilaku(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        key = plan_entry.expectation_key(form.plan_id, "loyal")
        form.sheet.go(key)
        await keys(pilot, '"Setia"', "ctrl+y", "ctrl+o")
        assert isinstance(empty_app.screen, PlanForm)
        await keys(pilot, "f10")
        assert stored(empty_app, Employee.id_of(STAFF)).expectations["loyal"].text == "Setia"


async def test_the_superiors_result_by_number_and_by_list(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        key_plan(empty_app.db, boss, "Layanan seksi cepat")
        key_plan(empty_app.db, staff)
        await open_list(pilot)
        await keys(pilot, "down", "enter")
        assert "belum terhubung" in seen(empty_app)
        await keys(pilot, '"9"', "enter")
        assert "Rencana pimpinan punya 1 hasil kerja" in seen(empty_app)
        await keys(pilot, "escape", '"1"', "enter")
        text = seen(empty_app)
        assert "Layanan seksi cepat" in text
        assert "terhubung" in text
        assert "rencana kerjanya: 1 RHK" in text
        assert "belum terhubung" not in text
        await keys(pilot, "f10")
        linked = stored(empty_app, staff).lines[0].result
        assert linked.superior_result_id
        assert linked.superior_text == "Layanan seksi cepat"
        await keys(pilot, "enter", '"Lain"', "enter", "up", "f4", "enter", "enter", "f10")
        assert stored(empty_app, staff).lines[0].result.superior_result_id == linked.superior_result_id


async def test_a_number_for_a_superior_without_a_plan_is_refused(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        key = go_to(form, "superior_text")
        await keys(pilot, '"1"', "enter")
        assert "belum bernomor" in seen(empty_app)
        assert here(empty_app) == "superior_text"
        await keys(pilot, "escape", '"Layanan 24 jam"', "enter")
        assert form.form.text(key) == "Layanan 24 jam"


async def test_a_result_without_indicators_is_removed_in_plain_words(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "aspect")
        await keys(pilot, "ctrl+y", "y")
        go_to(form, "text")
        await keys(pilot, "ctrl+y")
        assert isinstance(empty_app.screen, Confirm)
        assert "Hapus hasil kerja ini?" in seen(empty_app)


async def test_approved_on_another_pc_while_keying(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "text")
        await keys(pilot, '"Terlambat"', "enter")
        approval.submit(empty_app.db, form.plan_id)
        approval.approve(empty_app.db, form.plan_id)
        await keys(pilot, "f10")
        assert isinstance(empty_app.screen, Pick)
        assert "sudah disetujui" in seen(empty_app)
        await keys(pilot, "down", "enter")
        assert isinstance(empty_app.screen, PlansScreen)
        await keys(pilot, "enter")
        text = seen(empty_app)
        assert "Ada isian yang diketik sebelum rencana ini terkunci" in text
        assert "Terlambat" not in set(form_of(empty_app).sheet.values.values())
        await keys(pilot, "escape")
        assert [item.form for item in unfinished(empty_app.db)] == [f"plan:{form.plan_id}"]


async def test_opening_and_leaving_changes_nothing(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_plan_of_staff(pilot)
        before = empty_app.db.file.rows("SELECT count(*) FROM journal")
        await keys(pilot, *["enter"] * 6, "escape", "enter", "f10", "enter", "ctrl+o", "escape")
        assert isinstance(empty_app.screen, PlansScreen)
        assert empty_app.db.file.rows("SELECT count(*) FROM journal") == before
        assert not unfinished(empty_app.db)


async def test_every_field_explains_itself(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        fields = [item for item in form.sheet.items if isinstance(item, Field) and not item.locked]
        assert len(fields) > 15
        assert [item.label for item in fields if not item.help] == []


async def test_fields_stand_in_the_order_of_the_paper_form(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        order = [
            item.key.rpartition("/")[2] for item in form.sheet.items if isinstance(item, Field) and not item.locked
        ]
        result = ["superior_text", "text", "assigned_by"]
        indicator = ["aspect", "text", "target", "unit", "target_text", "direction", "evidence_source"]
        perilaku, lampiran = ["text"] * 7, ["text"] * 3
        assert order == ["approach", *result, *indicator, "tambah", "tambah", *perilaku, *lampiran]


async def test_keys_for_three_results_and_five_indicators(empty_app):
    """Besides the words and numbers themselves: what the form costs a clerk."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        key_plan(empty_app.db, boss, "Layanan seksi cepat")
        await open_list(pilot)
        await keys(pilot, "down")
        result = ("1", "enter", '"Hasil"', "enter", "enter")
        indicator = ("enter", '"Jumlah"', "enter", '"12"', "enter", '"surat"', "enter", "enter")
        sequence = ["enter", "y", "2", *result, *indicator, "1", *indicator, "2", *result, *indicator, "1", *indicator]
        sequence += ["2", *result, *indicator, "f7", "enter"]
        await keys(pilot, *sequence)
        known = stored(empty_app, staff)
        assert known.plan.state == "diajukan"
        assert [len(line.indicators) for line in known.lines] == [2, 2, 1]
        assert all(line.result.superior_result_id for line in known.lines)
        assert sum(not key.startswith('"') for key in sequence) == 46


async def test_units_from_the_list_and_from_the_line_before(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        go_to(form, "unit")
        await keys(pilot, "f4", '"lapor"', "enter", "enter", "enter", "1")
        await keys(pilot, "enter", '"Kedua"', "enter", '"5"', "enter", "f3", "enter", "f10")
        (line,) = stored(empty_app, Employee.id_of(STAFF)).lines
        assert [item.unit for item in line.indicators] == ["laporan", "laporan"]
