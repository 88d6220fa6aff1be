"""Both approaches, the form of leaders and the lampiran by keys: keyed, switched, typed ahead, cut off by the power."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkPlan
from kinerja_tui.models.records import new_id
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.services.forms.forms import field_key, keep, unfinished
from kinerja_tui.services.planning import approval, plan_attachments, plans
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.fields import Field
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, open_row, told
from tests.screens.plan_keys import (
    YEAR,
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

MEASURE = "Laporan diterima paling lambat tanggal 5"


def lampiran(app, employee_id):
    return [(item.section, item.text) for item in stored(app, employee_id).attachments]


def lacking(app, employee_id):
    """The one thing that the list on screen says is missing."""
    assert isinstance(app.screen, Pick)
    (found,) = approval.missing(app.db, stored(app, employee_id).plan.id)
    return found.text


def columns(form):
    return [item.key.rpartition("/")[2] for item in form.sheet.items if isinstance(item, Field) and not item.locked]


async def test_a_qualitative_plan_from_the_first_key_to_the_predikat(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        _, staff = people(app.db)
        await open_list(pilot)
        await keys(pilot, "down", "enter", "y", "ctrl+home")
        assert here(app) == "approach"
        await keys(pilot, "2")
        assert here(app) == "tambah"  # the empty list of results
        await keys(pilot, "2", "enter", '"Laporan bulanan"', "enter", '"Ketua tim"', "enter")
        assert "Ukuran keberhasilan 1" in seen(app)
        assert "aspek" not in seen(app)
        await keys(pilot, "f7")
        assert lacking(app, staff) == "Utama 1 (Laporan bulanan): belum punya ukuran keberhasilan (Ctrl+O menambah)."
        await keys(pilot, "enter", "ctrl+o", f'"{MEASURE}"', "enter", "1", '"Tanpa kesalahan hitung"', "enter", "f7")
        assert "diajukan kepada Kasi Contoh" in told(app)
        plan = stored(app, staff)
        assert (plan.plan.approach, plan.plan.state) == ("kualitatif", "diajukan")
        assert [item.text for item in plan.lines[0].indicators] == [MEASURE, "Tanpa kesalahan hitung"]
        assert plan.lines[0].result.assigned_by == "Ketua tim"
        await keys(pilot, "v")
        assert "1 hasil kerja, 2 ukuran keberhasilan" in seen(app)
        await keys(pilot, "y", "enter")
        assert "2 Kualitatif" in seen(app)
        assert "Disetujui Kasi Contoh" in seen(app)
        await keys(pilot, "escape", "4", "down", "enter")
        assert f"Ukuran keberhasilan: {MEASURE}" in seen(app)
        assert "(Penugasan dari Ketua tim)" in seen(app)
        assert "Target:" not in seen(app)
        await keys(pilot, '"Dua belas laporan tepat waktu"', "enter", "1", '"Map 4"', "f10")
        assert "1 dari 2" in seen(app)
        await keys(pilot, "5", "down", "enter")
        text = seen(app)
        assert "Realisasi: Dua belas laporan tepat waktu" in text
        assert "Catatan: Dua belas" not in text
        assert "Realisasi: belum diisi" in text
        await keys(pilot, "enter", "2", "ctrl+end", "2", "f8", "ctrl+end", "2", "f10")
        assert "PREDIKAT KINERJA: Baik" in seen(app)
        await keys(pilot, "f10", "y")
        assert "Selesai sesuai sesuai Baik" in seen(app)


async def test_switching_approach_and_form_shows_other_lines_and_loses_nothing(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, _ = people(empty_app.db)
        key_plan(empty_app.db, boss)
        await open_list(pilot)
        await keys(pilot, "enter")
        form = form_of(empty_app)
        assert here(empty_app) == "superior_text"
        await keys(pilot, '"Sasaran bupati"', "enter", "ctrl+home")
        before = columns(form)
        await keys(pilot, "2")
        assert "target kuantitatif: 12 dokumen" in seen(empty_app)
        assert here(empty_app) == "form"
        await keys(pilot, "2")
        assert here(empty_app) == "text"
        found = columns(form)
        assert found == ["approach", "form", "text", "assigned_by", "text", "tambah", "tambah", *["text"] * 10]
        await keys(pilot, "ctrl+home", "1")
        indicator = ["text", "target", "unit", "target_text", "perspective", "direction"]
        assert columns(form)[2:10] == ["text", "assigned_by", *indicator]
        await keys(pilot, "f7")
        assert "perspektifnya belum dipilih" in lacking(empty_app, boss)
        await keys(pilot, "enter", "3", "f10")
        line = stored(empty_app, boss).lines[0]
        assert (line.indicators[0].perspective, str(line.indicators[0].target)) == ("penguatan_internal", "12")
        await keys(pilot, "enter", "ctrl+home", "down", "1")
        form = form_of(empty_app)
        assert columns(form) == before
        await keys(pilot, "f10")
        line = stored(empty_app, boss).lines[0]
        assert (line.result.superior_text, line.indicators[0].aspect) == ("Sasaran bupati", "kuantitas")


async def test_only_who_is_rated_from_outside_is_asked_for_the_form(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        assert "form" not in columns(form)
        await keys(pilot, "ctrl+home", "backspace", "enter")
        assert "Wajib diisi" in seen(empty_app)
        await keys(pilot, "escape", "enter")
        assert here(empty_app) == "superior_text"


async def test_keys_typed_ahead_over_a_change_of_approach_stand_where_they_were_meant(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        await keys(pilot, "ctrl+home")
        await burst(pilot, "2", "enter", "enter", *"Panitia", "enter", *"Tepat waktu", "enter", "1", *"Rapi", "enter")
        await still(pilot)
        await keys(pilot, "f10")
        (line,) = stored(empty_app, form.form.subject).lines
        assert line.result.assigned_by == "Panitia"
        assert [item.text for item in line.indicators] == ["Tepat waktu", "Rapi"]


async def test_the_lampiran_grows_line_by_line_and_its_lines_are_moved_and_removed(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        first = next(item.key for item in form.sheet.items if isinstance(item, Field) and item.label == "Dukungan 1")
        form.sheet.go(first)
        await keys(pilot, "ctrl+y", "ctrl+up")
        assert "Yang bisa dipindahkan" in told(empty_app)
        await burst(pilot, *"Laptop", "enter", *"Blangko", "enter", "enter", *"Laporan", "enter", "enter", *"Bimbingan")
        await still(pilot)
        await keys(pilot, "f10")
        whole = [("dukungan", "Laptop"), ("dukungan", "Blangko"), ("konsekuensi", "Bimbingan")]
        assert lampiran(empty_app, form.form.subject) == [*whole, ("pertanggungjawaban", "Laporan")]
        await keys(pilot, "enter")
        form = form_of(empty_app)
        assert form.sheet.go(first)
        await keys(pilot, "ctrl+down")
        assert "Dukungan 2 Laptop" in seen(empty_app)
        await keys(pilot, "up", "ctrl+y")
        assert isinstance(empty_app.screen, Confirm)
        assert "Hapus baris lampiran ini? Blangko" in seen(empty_app)
        await keys(pilot, "y", "f4")
        assert "Laptop" in seen(empty_app)
        await keys(pilot, "escape", "backspace", "f10")
        left = [("konsekuensi", "Bimbingan"), ("pertanggungjawaban", "Laporan")]
        assert lampiran(empty_app, form.form.subject) == left


async def test_a_line_of_the_lampiran_left_upwards_or_cut_off_is_there_again(empty_app, tmp_path):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        await keys(pilot, "ctrl+end", '"Penghargaan"', "shift+tab", "ctrl+home", "2")
        again = after_power_cut(empty_app, tmp_path / "after")
    try:
        async with again.run_test(size=(80, 24)) as pilot:
            await ready(pilot)
            await keys(pilot, "home", "enter")
            await at(pilot, PlanForm)
            assert here(again) == "superior_text"
            assert "2 Kualitatif" in seen(again)
            await keys(pilot, "ctrl+end")
            assert "Konsekuensi 1 Penghargaan" in seen(again)
            await keys(pilot, "f10")
            assert lampiran(again, form.form.subject) == [("konsekuensi", "Penghargaan")]
            assert not unfinished(again.db)
    finally:
        again.file.close()


async def test_codes_of_a_newer_program_open_and_hostile_lines_are_text(empty_app):
    async with empty_app.run_test(size=(120, 60)) as pilot:
        await ready(pilot)
        boss, _ = people(empty_app.db)
        plan_id = key_plan(empty_app.db, boss)
        with empty_app.db.act("Dari PC lain", boss) as act:
            act.write(WorkPlan, plan_id, approach="versi_baru", form="[/]")
            values = {"plan_id": plan_id, "position": 2**53}
            act.write(PlanAttachment, new_id(), section="bagian_baru", text="[bold]baru[/x]", **values)
            act.write(PlanAttachment, new_id(), section="dukungan", text="Laptop [/]", **values)
            act.write(Indicator, stored(empty_app, boss).lines[0].indicators[0].id, perspective="]][[")
        await open_list(pilot)
        await keys(pilot, "enter")
        assert "versi_baru" in seen(empty_app)
        assert "Sasaran" not in seen(empty_app)
        await keys(pilot, "ctrl+end")
        assert "Laptop [/]" in seen(empty_app)
        assert "[bold]baru[/x]" in seen(empty_app)
        await keys(pilot, "f7")
        assert "Pendekatan SKP ini tidak dikenal program ini" in seen(empty_app)
        await keys(pilot, "enter", "1", "2", "f7")
        assert "perspektifnya belum dipilih" in lacking(empty_app, boss)
        await keys(pilot, "enter", "1", "f7", "enter")
        assert stored(empty_app, boss).plan.state == "diajukan"


async def test_a_locked_lampiran_is_read_and_not_typed_into(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        form = await open_plan_of_staff(pilot)
        line_id = new_id()
        texts = plan_attachments.new_line(form.form, form.plan_id, "dukungan", line_id)
        keep(empty_app.db, form.form, {**texts, field_key(PlanAttachment, line_id, "text"): "Laptop"})
        await keys(pilot, "f7", "enter", "enter", "ctrl+end", "pagedown", "ctrl+down")
        found = {item.label: item.locked for item in form_of(empty_app).sheet.items if isinstance(item, Field)}
        assert found["Dukungan 1"]
        assert "Dukungan 2" not in found
        assert all(found.values())


async def test_every_field_of_the_other_forms_explains_itself(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, _ = people(empty_app.db)
        key_plan(empty_app.db, boss)
        await open_list(pilot)
        await keys(pilot, "enter", "ctrl+home", "down", "2")
        form = form_of(empty_app)
        for approach in "12":
            await keys(pilot, "ctrl+home", approach)
            fields = [item for item in form.sheet.items if isinstance(item, Field) and not item.locked]
            assert [item.label for item in fields if not item.help] == []


async def test_keys_for_three_results_and_five_measures(empty_app):
    """Besides the words themselves: what a qualitative plan with four lines of lampiran costs a clerk."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        key_plan(empty_app.db, boss, "Layanan seksi cepat")
        await open_list(pilot)
        await keys(pilot, "down")
        result = ("1", "enter", '"Hasil"', "enter", "enter")
        measure = ('"Selesai sebelum tanggal 5"', "enter")
        sequence = ["enter", "y", "ctrl+home", "2", "2", *result, *measure, "1", *measure, "2", *result, *measure, "1"]
        sequence += [*measure, "2", *result, *measure, "ctrl+end", "shift+tab", "shift+tab"]
        sequence += [
            '"Laptop"',
            "enter",
            '"Blangko"',
            "enter",
            "enter",
            '"Laporan"',
            "enter",
            "enter",
            '"Teguran"',
            "f7",
        ]
        await keys(pilot, *sequence)
        known = stored(empty_app, staff)
        assert known.plan.state == "diajukan"
        assert [len(line.indicators) for line in known.lines] == [2, 2, 1]
        assert len(known.attachments) == 4
        assert sum(not key.startswith('"') for key in sequence) == 35


@pytest.fixture
def asem_rowo(workplace):
    return KinerjaApp(workplace("asem_rowo"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(asem_rowo, seen_as, size):
    app, name = asem_rowo, f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "subekti")
        seen_as(app, f"progress_form_kualitatif_{name}")
        await keys(pilot, "escape")
        await open_row(pilot, "5", "subekti")
        seen_as(app, f"evaluation_kualitatif_{name}")
        await keys(pilot, "escape")
        await open_row(pilot, "3", "bagus prasetyo")
        await keys(pilot, "ctrl+home", "2", "enter")
        seen_as(app, f"plan_form_kualitatif_{name}")
        await keys(pilot, "ctrl+end", "shift+tab", "shift+tab", '"Satu laptop"', "enter", '"Blangko layanan"', "enter")
        seen_as(app, f"plan_form_lampiran_{name}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_camat_sees_on_the_form_of_leaders(empty_app, seen_as, size):
    async with empty_app.run_test(size=size) as pilot:
        await ready(pilot)
        boss, _ = people(empty_app.db)
        key_plan(empty_app.db, boss)
        await open_list(pilot)
        await keys(pilot, "enter", "ctrl+home", "down", "2")
        go_to(form_of(empty_app), "perspective")
        await keys(pilot, "2", "up")
        seen_as(empty_app, f"plan_form_mandiri_{size[0]}x{size[1]}")


async def test_the_practice_camat_has_perspectives_on_the_evaluation(workplace):
    app = KinerjaApp(workplace("dumai_kota"))
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        person = next(iter(plans.listing(app.file, YEAR, "camat dumai").rows(0, 1)))
        assert person["unlinked"] == 0
        await open_row(pilot, "5", "camat dumai")
        assert "(Penerima Layanan)" in screen_text(app)
        assert "(Kualitas)" not in screen_text(app)
