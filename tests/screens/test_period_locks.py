"""Pengesahan periode by keys: BKPSDM approves and opens with a reason; the kecamatan reads and is kept from writing."""

from __future__ import annotations

import threading

import pytest

from kinerja_tui.handoff import authority, writings
from kinerja_tui.handoff import period_locks as approvals
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.evaluation.evaluation_form import EvaluationForm
from kinerja_tui.screens.evaluation.evaluations import EvaluationsScreen
from kinerja_tui.screens.evaluation.period_locks import PeriodLocksScreen
from kinerja_tui.screens.handover.handoff import HandoffScreen
from kinerja_tui.screens.handover.settle import _HELD_ADVICE
from kinerja_tui.screens.monitoring.progress_form import ProgressForm
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.evaluation.locked_documents import keep_locked
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.progress import Working
from tests.conftest import ready, screen_text
from tests.screens.keys import at, down_to, open_row, told, type_text, until
from tests.screens.test_handoff import acquainted, district, office, stick

__all__ = ["acquainted", "district", "office", "stick"]

ROW = "15.04.03:2026-TW1"


async def opened(pilot) -> None:
    await ready(pilot)
    await pilot.press("6")
    await at(pilot, HandoffScreen)
    await pilot.press("p")
    await at(pilot, PeriodLocksScreen)


def finished(db, period="2026-TW1"):
    """(plan id, name) of somebody whose evaluation is finished."""
    return db.file.rows(
        "SELECT v.plan_id, e.name FROM evaluation v JOIN employee e ON e.id = v.employee_id "
        "WHERE v.period = ? AND v.state = 'selesai' AND NOT v.removed ORDER BY e.name",
        (period,),
    )[0]


async def test_the_district_approves_sees_what_is_missing_and_opens_again_with_a_reason(acquainted, stick, seen_as):
    office, district = acquainted
    app = district.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await down_to(pilot, ROW)
        seen_as(app, "period_locks_80x24")
        await pilot.press("b")
        assert "tidak terkunci" in told(app)
        await pilot.press("v")
        await at(pilot, Confirm)
        assert "Sahkan Triwulan I 2026" in screen_text(app)
        await pilot.press("escape")
        await at(pilot, PeriodLocksScreen)
        assert app.file.rows("SELECT 1 FROM period_lock") == []
        await pilot.press("v")
        await at(pilot, Confirm)
        await pilot.press("left", "enter")
        await at(pilot, PeriodLocksScreen)
        await until(pilot, lambda: "disahkan. Pengesahannya" in told(app))
        await pilot.press("v")
        await until(pilot, lambda: "sudah disahkan" in told(app))
        await pilot.press("end", "v")
        await until(pilot, lambda: "Belum ada evaluasi Tahun 2026 yang selesai" in told(app))
    office.take(district.export("15.04.03", stick), district)
    plan_id, _ = finished(office.db)
    office.rename("Nama Baru")
    evaluations.reopen(office.db, plan_id, "2026-TW1", "tanpa penjaga")  # as an older program would
    district.take(office.export("15.04", stick), office)
    assert district.db.file.rows("SELECT held FROM journal WHERE held IS NOT NULL") == [
        ("periode sudah disahkan BKPSDM",)
    ]

    app = district.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await down_to(pilot, ROW)
        await pilot.press("b")
        await at(pilot, AskText)
        await pilot.press("enter")
        assert "Tulis alasannya dulu" in screen_text(app)
        await type_text(pilot, "salah ketik")
        await pilot.press("enter")
        await until(pilot, lambda: "1 perubahan yang ditahan sekarang berlaku" in told(app))
        seen_as(app, "period_locks_120x40")
        await pilot.press("enter")
        await at(pilot, Notice)
        assert "Alasan: salah ketik" in app.screen.text
    state = "SELECT state FROM evaluation WHERE id = ?"
    assert district.db.file.rows(state, (Evaluation.id_of(plan_id, "2026-TW1"),)) == [("draf",)]


@pytest.mark.parametrize("verb", ["approve", "open_again"])
async def test_stopping_an_approval_or_an_opening_leaves_everything(acquainted, stick, monkeypatch, verb):
    _, district = acquainted
    if verb == "open_again":
        approvals.approve(district.db, "15.04.03", "2026-TW1")
    before = (district.everything(), district.db.file.rows("SELECT * FROM period_lock"))
    midst, go_on = threading.Event(), threading.Event()
    real = getattr(approvals, verb)

    def slow(*given):
        def held_up(done: int, total: int) -> None:
            midst.set()
            go_on.wait(30)
            given[-1](done, total)

        return real(*given[:-1], held_up)

    monkeypatch.setattr(approvals, verb, slow)
    app = district.app()
    async with app.run_test() as pilot:
        await opened(pilot)
        await down_to(pilot, ROW)
        if verb == "approve":
            await pilot.press("v")
            await at(pilot, Confirm)
            await pilot.press("left", "enter")
        else:
            await pilot.press("b")
            await at(pilot, AskText)
            await type_text(pilot, "salah")
            await pilot.press("enter")
        await until(pilot, midst.is_set)
        assert isinstance(app.screen, Working)
        await pilot.press("escape")
        go_on.set()
        await at(pilot, PeriodLocksScreen)
        await until(pilot, lambda: "dihentikan. Periode itu" in told(app))
    assert (district.everything(), district.db.file.rows("SELECT * FROM period_lock")) == before


async def test_the_kecamatan_reads_the_approval_and_its_forms_are_locked(acquainted, stick, seen_as):
    office, district = acquainted
    plan_id, name = finished(office.db)
    approvals.approve(district.db, "15.04.03", "2026-TW1")
    office.take(district.export("15.04.03", stick), district)
    app = office.app()
    app.carried["period"] = {"code": "2026-TW1"}
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await down_to(pilot, ROW)
        seen_as(app, "period_locks_office_80x24")
        await pilot.press("v", "b")
        await at(pilot, PeriodLocksScreen)
        assert app.file.rows("SELECT locked FROM period_lock") == [(1,)]
        await pilot.press("escape", "escape")
        await open_row(pilot, "5", name)
        await at(pilot, EvaluationForm)
        seen_as(app, "evaluation_approved_80x24")
        await pilot.press("r")
        await until(pilot, lambda: "minta BKPSDM membuka periode itu" in told(app))
        await pilot.press("escape")
        await at(pilot, EvaluationsScreen)
        await pilot.press("slash", "escape")
        seen_as(app, "evaluations_approved_80x24")
        app.clear_notifications()
        await pilot.press("r")
        await at(pilot, AskText)
        await type_text(pilot, "ingin")
        await pilot.press("enter")
        await at(pilot, EvaluationsScreen)
        assert "sudah disahkan BKPSDM" in told(app)
        await open_row(pilot, "4", name)
        await at(pilot, ProgressForm)
        assert "sudah disahkan BKPSDM" in screen_text(app)
    state = "SELECT state FROM evaluation WHERE id = ?"
    assert office.db.file.rows(state, (Evaluation.id_of(plan_id, "2026-TW1"),)) == [("selesai",)]


def insert_result(db, person, plan_id):
    with db.act("Uji", person) as act:
        act.write(WorkResult, "00000000-aaaa", plan_id=plan_id, text="sisipan")


def test_an_approved_year_is_opened_as_a_year_and_locks_the_plan_at_entry(acquainted, stick):
    office, district = acquainted
    plan_id, _ = finished(office.db)
    with district.db.act("Evaluasi tahunan", district.db.file.rows("SELECT employee_id FROM work_plan WHERE id = ?",
                                                                   (plan_id,))[0][0]) as act:  # fmt: skip
        person = act.subject
        act.write(Evaluation, Evaluation.id_of(plan_id, "2026"), plan_id=plan_id, employee_id=person, period="2026",
                  state="selesai")  # fmt: skip
    approvals.approve(district.db, "15.04.03", "2026")
    for desk in (district, office):
        if desk is office:
            office.take(district.export("15.04.03", stick), district)
        keep_locked(desk.db)
        with pytest.raises(RuleBroken, match="Tahun 2026 kantor ini sudah disahkan"):
            insert_result(desk.db, person, plan_id)
        with pytest.raises(RuleBroken, match="terkunci"):
            evaluations.reopen(desk.db, plan_id, "2026-TW1", "perlu")
    with pytest.raises(RuleBroken, match="Buka Tahun 2026"):
        approvals.open_again(district.db, "15.04.03", "2026-TW1", "perlu")
    approvals.open_again(district.db, "15.04.03", "2026", "perlu")
    evaluations.reopen(district.db, plan_id, "2026-TW1", "perlu")


def test_every_reason_for_holding_a_change_says_what_to_do():
    reasons = {authority.AUTHOR_UNKNOWN, authority.WITHDRAWN, authority.NOT_ALLOWED, authority.UNFIT}
    assert reasons | writings.REASONS == _HELD_ADVICE.keys()
