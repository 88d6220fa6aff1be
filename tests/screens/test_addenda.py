"""Adendum by keys: from the list and the plan, a power cut, refusals at the field, seen where work is judged."""

from __future__ import annotations

import pytest

from kinerja_tui.app import KinerjaApp
from kinerja_tui.models.addenda import AddendumLine
from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.screens.handover.settle import SettleScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.planning.addenda import AddendaScreen
from kinerja_tui.screens.planning.addendum_form import AddendumForm
from kinerja_tui.screens.planning.approval_form import ApprovalForm
from kinerja_tui.screens.planning.plan_form import PlanForm
from kinerja_tui.screens.planning.plans import PlansScreen
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.planning import approval, plans, targets
from kinerja_tui.widgets.dialogs import Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, at, told
from tests.screens.plan_keys import YEAR, key_plan, keys, open_list, people, seen, stored
from tests.services.addendum_office import change

SIZES = [(80, 24), (120, 40)]
WHY = '"Anggaran dikurangi"'


async def approved_plan(pilot) -> str:
    """The staff's plan, approved, the cursor on it in the list."""
    await ready(pilot)
    _, staff = people(pilot.app.db)
    plan_id = key_plan(pilot.app.db, staff)
    approval.submit(pilot.app.db, plan_id)
    approval.approve(pilot.app.db, plan_id)
    await open_list(pilot)
    await keys(pilot, "down")
    return plan_id


def now(app, plan_id: str) -> list[str]:
    with app.db.reading() as session:
        lines = plans.contents(session, plan_id).lines
    return [item.as_target().text for line in lines for item in line.indicators]


@pytest.mark.parametrize("size", SIZES)
async def test_a_target_changed_a_result_added_and_read_again(empty_app, seen_as, tmp_path, size):
    name = f"{size[0]}x{size[1]}"
    async with empty_app.run_test(size=size) as pilot:
        plan_id = await approved_plan(pilot)
        await keys(pilot, "d")
        assert isinstance(empty_app.screen, AddendumForm)
        await keys(pilot, '"0107"', "enter", WHY, "enter", "enter")
        seen_as(empty_app, f"addendum_head_{name}")
        await keys(pilot, "f8", '"6"', "enter", "enter", "enter")
    again = after_power_cut(empty_app, tmp_path / "lagi")
    async with again.run_test(size=size) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Adendum Staf Contoh" in screen_text(again)
        await keys(pilot, "home", "enter")
        await at(pilot, AddendumForm)
        assert isinstance(again.screen, AddendumForm)
        await keys(pilot, "f8", "ctrl+end", "1", "enter", '"Arsip rapi"', "enter", "enter", "2")
        await keys(pilot, '"Temuan"', "enter", "0", "enter", '"temuan"', "enter", "2", "enter", "f10")
        assert isinstance(again.screen, Confirm)
        for part in ("Disetujui Kasi Contoh, berlaku mulai 1 Juli 2026", "12 → 6 dokumen", "Baru: Arsip rapi"):
            assert part in seen(again)
        await keys(pilot, "t")
        seen_as(again, f"addendum_targets_{name}")
        assert now(again, plan_id) == ["12 dokumen"]
        await keys(pilot, "f10", "y")
        assert isinstance(again.screen, PlansScreen)
        assert now(again, plan_id) == ["6 dokumen", "0 temuan"]
        await keys(pilot, "enter")
        seen_as(again, f"plan_form_addendum_{name}")
        assert "12 → 6 dokumen" in seen(again)
        # From the locked form to the next one; the list of those before stands above it.
        await keys(pilot, "ctrl+a")
        assert isinstance(again.screen, AddendumForm)
        assert "ADENDUM SEBELUMNYA" in seen(again)
        await keys(pilot, '"0108"', "enter", WHY, "enter", "f8", '"5"', "enter", "f10", "y")
        assert isinstance(again.screen, PlanForm)
        assert "6 → 5 dokumen" in seen(again)
        assert "# Target 5" in seen(again) or size[1] == 24
        await keys(pilot, "escape", "5")
        await keys(pilot, "down", "enter")
        for part in ("Target: 5 dokumen", "Target saat disetujui 12 dokumen; adendum 1 berlaku 1 Juli 2026: 6 dokumen",
                     "adendum 2 berlaku 1 Agustus 2026: 5 dokumen", "“Arsip rapi” ditambahkan adendum 1"):  # fmt: skip
            assert part in seen(again), part
        await keys(pilot, "escape", "4", "down", "enter")
        assert "adendum 2 berlaku 1 Agustus 2026: 5 dokumen" in seen(again)


@pytest.mark.parametrize("form", ["kualitatif", "jpt_mandiri"])
async def test_the_other_forms_ask_what_they_print(empty_app, form):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        plan_id = await approved_plan(pilot)
        employee = empty_app.file.rows("SELECT employee_id FROM work_plan")[0][0]
        with empty_app.db.act("Formulir lain", employee) as act:
            act.write(WorkPlan, plan_id, **({"approach": form} if form == "kualitatif" else {"form": form}))
        await keys(pilot, "d", '"0107"', "enter", WHY, "enter", "f8")
        if form == "kualitatif":
            await keys(pilot, '"6 dokumen lengkap"', "enter", "ctrl+end", "1", "enter", '"Arsip"', "enter", "enter",
                       '"Arsip ditemukan"', "enter", "enter", "f10")  # fmt: skip
        else:
            await keys(pilot, '"6"', "enter", "ctrl+end", "1", "enter", '"Arsip"', "enter", "enter", "2", '"Temuan"',
                       "enter", "0", "enter", '"temuan"', "enter", "2", "enter", "f10")  # fmt: skip
        assert "→ 6 dokumen" in seen(empty_app)
        await keys(pilot, "y")
        rows = empty_app.file.rows("SELECT text, perspective FROM indicator ORDER BY approved_as, text")
        if form == "kualitatif":
            assert {text for text, _ in rows} == {"6 dokumen lengkap", "Arsip ditemukan"}
        else:
            assert ("Temuan", "proses_bisnis") in rows


async def test_what_is_refused_stays_at_the_field(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        plan_id = await approved_plan(pilot)
        change(empty_app.db, plan_id)
        await keys(pilot, "d", '"3006"', "enter")
        assert "Adendum 1 berlaku 1 Juli 2026; adendum baru tidak dapat berlaku sebelum itu" in seen(empty_app)
        await keys(pilot, "escape", '"0107"', "enter", "enter")
        assert empty_app.screen.sheet.current.label == "Alasan"
        await keys(pilot, WHY, "enter", '"staf"', "enter")
        assert "rencana kerja sendiri tidak dapat disetujui sendiri" in seen(empty_app)
        await keys(pilot, "escape", '"budi"', "enter")
        assert "budi bukan pejabat penilai" in seen(empty_app)
        await keys(pilot, "escape", '"kasi"', "enter", "f10", "f10")
        assert "Belum ada yang diubah" in told(empty_app)
        assert empty_app.screen.sheet.current.label == "Target"
        await keys(pilot, '"-1"', "enter")
        assert "Target di bawah nol" in seen(empty_app)
        await keys(pilot, "escape", '"4"', "enter", "f10", "t", "escape")
        assert isinstance(empty_app.screen, Pick)
        await keys(pilot, "down", "down", "enter")
        assert isinstance(empty_app.screen, PlansScreen)
        assert now(empty_app, plan_id) == ["6 dokumen"]


async def test_leaving_twice_at_once_asks_once(empty_app):
    """Two questions would stand on each other, and the answer to the lower one would close the upper one."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await approved_plan(pilot)
        await keys(pilot, "d", '"0107"', "enter")
        form = empty_app.screen
        assert isinstance(form, AddendumForm)
        form.leave_stored()
        form.leave_stored()
        await pilot.pause()
        assert [type(screen) for screen in empty_app.screen_stack[-2:]] == [AddendumForm, Pick]
        await keys(pilot, "down", "enter")
        assert isinstance(empty_app.screen, PlansScreen)
        await keys(pilot, "d")  # continued, and left twice without a question
        form = empty_app.screen
        assert isinstance(form, AddendumForm)
        forms.discard(empty_app.db, form.form)
        form.leave_stored()
        form.leave_stored()
        await pilot.pause()
        assert isinstance(empty_app.screen, PlansScreen)


async def test_ending_the_only_result_needs_another(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        plan_id = await approved_plan(pilot)
        await keys(pilot, "d", '"0107"', "enter", WHY, "enter", "f8", "enter", "enter", "1", "f10")
        assert "Wajib diisi" in seen(empty_app)
        await keys(pilot, '"Tugas dialihkan"', "enter", "f10", "y")
        assert "tidak ada lagi hasil kerja utama" in told(empty_app)
        assert isinstance(empty_app.screen, AddendumForm)
        assert targets.plan_notes(empty_app.db, plan_id) == ()


async def test_approved_by_the_superior_on_an_earlier_day(empty_app, seen_as):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        boss, staff = people(empty_app.db)
        with empty_app.db.act("Atasan", staff) as act:
            (post,) = empty_app.file.rows("SELECT id FROM assignment WHERE employee_id = ?", (staff,))[0]
            act.write(Assignment, post, superior_card={"name": "Camat Contoh", "post": "Camat"})
        plan_id = key_plan(empty_app.db, staff)
        approval.submit(empty_app.db, plan_id)
        await open_list(pilot)
        await keys(pilot, "down", "v")
        seen_as(empty_app, "approval_question_80x24")
        await keys(pilot, "l")
        assert isinstance(empty_app.screen, ApprovalForm)
        await keys(pilot, '"camat"', "enter", '"2111"', "enter")
        assert "belum tiba" in seen(empty_app)
        await keys(pilot, "escape", "enter", "f10")
        assert "Bukan Kasi Contoh; tulis sebabnya." in seen(empty_app)
        assert "Wajib diisi" in seen(empty_app)
        await keys(pilot, '"Kasi cuti"', "enter")
        seen_as(empty_app, "approval_form_80x24")
        await keys(pilot, "f10", "y")
        known = stored(empty_app, staff).plan
        assert (known.state, known.decided_by, known.decision_note) == ("disetujui", "Camat Contoh", "Kasi cuti")
        await keys(pilot, "enter")
        assert "Catatan: Kasi cuti" in seen(empty_app)
        assert boss


async def test_what_a_merge_left_is_settled_by_keys(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        plan_id = await approved_plan(pilot)
        change(empty_app.db, plan_id)
        employee = stored(empty_app, empty_app.db.file.rows("SELECT employee_id FROM work_plan")[0][0]).plan.employee_id
        with empty_app.db.act("Dari paket", employee) as act:
            act.write(WorkPlan, plan_id, state="dikembalikan")
        await keys(pilot, "7")
        assert isinstance(empty_app.screen, SettleScreen)
        assert "Adendum atas rencana kerja yang tidak disetujui" in seen(empty_app)
        await keys(pilot, "enter", "1")
        assert len(settle.to_settle(empty_app.file)) == 1
        await keys(pilot, "enter", "2")
        assert settle.to_settle(empty_app.file) == []
        assert YEAR


@pytest.mark.parametrize("text", ["[/]", "[bold]x[/bold]", "\u202eabc", "日本"])
async def test_hostile_texts_are_only_texts(empty_app, text):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        plan_id = await approved_plan(pilot)
        change(empty_app.db, plan_id, reason=text)
        with empty_app.db.act("Dari paket", empty_app.file.rows("SELECT employee_id FROM work_plan")[0][0]) as act:
            (line,) = empty_app.file.rows("SELECT id FROM addendum_line")[0]
            act.write(AddendumLine, line, text=text)
        for way in ("enter", "d"):
            await keys(pilot, way)
            assert not isinstance(empty_app.screen, PlansScreen)
            await keys(pilot, "escape")
            assert isinstance(empty_app.screen, PlansScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_all_addenda(workplace, seen_as, size):
    app = KinerjaApp(workplace("asem_rowo"))
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        app.go_to("addenda")
        await at(pilot, AddendaScreen)
        seen_as(app, f"addenda_{size[0]}x{size[1]}")
        await keys(pilot, "enter")
        assert isinstance(app.screen, Notice)
        for part in ("berlaku 1 Oktober 2026. Disetujui Fathor Hidayat", "Patroli wilayah: 96 → 84 kali"):
            assert part in seen(app)


async def test_the_empty_list_says_where_addenda_are_made(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        empty_app.go_to("addenda")
        await at(pilot, AddendaScreen)
        assert "Tekan 3 untuk membuka Rencana kerja, lalu d" in seen(empty_app)
