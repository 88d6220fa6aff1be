"""Realisasi: missing is not zero, only on approved plans, locked by a finished evaluation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import forms
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning.plans import contents
from tests.services.stories import plan_id_of

PERIOD = "2026-TW3"
SILENT = "Ratna Azizah, A.Md.Ak."
"""Approved plan, nothing reported in the third quarter."""
LEFT_IN_JUNE = "Zuraida Anggraini, A.Md.Ak."


def open_silent(db):
    plan_id = plan_id_of(db, SILENT)
    form, plan = progress.progress_form(db, plan_id, PERIOD)
    numbers = [indicator for line in plan.lines for indicator in line.indicators if indicator.target is not None]
    return form, plan, numbers


def row_of(db, name, period=PERIOD):
    rows = progress.people(db.file, period)
    return next(row for row in rows.rows(0, len(rows)) if row["name"] == name)


def test_nothing_typed_is_not_a_zero(db):
    form, plan, numbers = open_silent(db)
    first, second = numbers[:2]
    forms.keep(
        db,
        form,
        {
            progress.progress_key(first.id, PERIOD, "amount"): "0",
            progress.progress_key(second.id, PERIOD, "obstacles"): "Printer rusak.",
        },
    )
    progress.save(db, form, plan, PERIOD)
    with db.reading() as session:
        stored = progress.in_period(session, plan.plan.id, PERIOD)
    assert stored[first.id].amount == Decimal(0)
    assert stored[second.id].amount is None
    assert set(stored) == {first.id, second.id}
    assert progress.amount_shown(first, stored[first.id]).startswith("0 ")
    assert progress.amount_shown(second, stored[second.id]) == "belum diisi"
    assert row_of(db, SILENT)["reported"] == 1


def test_a_cleared_amount_is_missing_again(db):
    form, plan, numbers = open_silent(db)
    key = progress.progress_key(numbers[0].id, PERIOD, "amount")
    for text, reported in (("12.5", 1), ("", 0)):
        form, plan, _ = open_silent(db)
        forms.keep(db, form, {key: text})
        progress.save(db, form, plan, PERIOD)
        assert row_of(db, SILENT)["reported"] == reported


def test_a_written_target_is_reported_in_words(db):
    with db.reading() as session:
        rows = progress.people(db.file, PERIOD)
        plans = [row["plan_id"] for row in rows.rows(0, len(rows)) if row["plan_state"] == "disetujui"]
        found = [
            (plan_id, indicator)
            for plan_id in plans
            for line in contents(session, plan_id).lines
            for indicator in line.indicators
            if indicator.target is None
        ]
    assert found
    _, indicator = found[0]
    silent = Progress(id="x", note="Selesai semua.")
    assert progress.amount_shown(indicator, silent) == "Selesai semua."
    assert progress.target_shown(indicator) == indicator.target_text


@pytest.mark.parametrize("name", ["Marlina Safitri", "Rizki Sulaiman"])
def test_a_plan_that_is_not_approved_has_no_progress(db, name):
    with pytest.raises(RuleBroken, match="setelah rencana disetujui"):
        progress.progress_form(db, plan_id_of(db, name), PERIOD)


def test_a_period_outside_the_plan_is_refused(db):
    plan_id = plan_id_of(db, SILENT)
    with db.act("Mutasi", plan_id) as act:
        act.write(WorkPlan, plan_id, end=progress.period_from_code("2026-TW2").end)
    with pytest.raises(RuleBroken, match="Triwulan III 2026 di luar masa"):
        progress.progress_form(db, plan_id, PERIOD)
    row = row_of(db, SILENT)
    assert row["plan_id"] is None
    assert row["other_start"]
    assert row_of(db, SILENT, "2026-TW2")["plan_id"] == plan_id


def test_a_state_of_a_newer_program_is_told_not_crashed_on(db):
    plan_id = plan_id_of(db, SILENT)
    with db.act("Dari program baru", plan_id) as act:
        act.write(WorkPlan, plan_id, state="adendum")
    assert progress.plan_state_label(row_of(db, SILENT)["plan_state"]) == "?"
    with pytest.raises(RuleBroken):
        progress.progress_form(db, plan_id, PERIOD)


def test_a_plan_taken_back_meanwhile_keeps_what_was_typed_as_a_draft(db):
    form, plan, numbers = open_silent(db)
    key = progress.progress_key(numbers[0].id, PERIOD, "amount")
    forms.keep(db, form, {key: "7"})
    with db.act("Impor", plan.plan.id) as act:
        act.write(WorkPlan, plan.plan.id, state="dikembalikan")
    with pytest.raises(RuleBroken):
        progress.save(db, form, plan, PERIOD)
    assert forms.unfinished(db)[0].form == form.name


def test_a_finished_evaluation_locks_the_progress_it_was_judged_by(db):
    plan_id = plan_id_of(db, "Dewi Lestari, S.H.")
    form, plan = progress.progress_form(db, plan_id, PERIOD)
    assert progress.is_closed(db, plan_id, PERIOD)
    forms.keep(db, form, {progress.progress_key(plan.lines[0].indicators[0].id, PERIOD, "amount"): "99"})
    with pytest.raises(RuleBroken, match="sudah selesai"):
        progress.save(db, form, plan, PERIOD)
    assert not progress.is_closed(db, plan_id_of(db, SILENT), PERIOD)


def test_the_list_starts_from_the_employees(db):
    every = progress.people(db.file, PERIOD)
    names = [row["name"] for row in every.rows(0, len(every))]
    assert {SILENT, "Marlina Safitri", "Zainal Idris, S.Sos."} <= set(names)
    assert len(names) == len(set(names)) == 33
    with_percent = progress.people(db.file, PERIOD, "100%_")
    assert len(with_percent) == 0
    assert len(progress.people(db.file, PERIOD, "ratna azi")) == 1


def test_whoever_left_before_the_period_is_not_waited_for(db):
    assert LEFT_IN_JUNE not in [row["name"] for row in progress.people(db.file, PERIOD).rows(0, 99)]
    assert row_of(db, LEFT_IN_JUNE, "2026-TW2")["plan_id"] == plan_id_of(db, LEFT_IN_JUNE)
    assert row_of(db, LEFT_IN_JUNE, "2026-B06")["plan_id"]


def test_two_plans_in_a_year_are_two_rows(db):
    plan_id = plan_id_of(db, SILENT)
    with db.reading() as session:
        old = session.get_one(WorkPlan, plan_id)
    half = progress.period_from_code("2026-B08")
    new = WorkPlan.id_of("11111111-1111-1111-1111-111111111111", half.start)
    with db.act("Mutasi", old.employee_id) as act:
        act.write(WorkPlan, plan_id, end=progress.period_from_code("2026-B07").end)
        act.write(
            WorkPlan, new, employee_id=old.employee_id, year=2026, start=half.start, end=old.end, state="disetujui"
        )
    found = [
        [row["plan_id"] for row in rows.rows(0, len(rows))]
        for period in ("2026-TW2", "2026-TW3", "2026-TW4")
        if (rows := progress.people(db.file, period, SILENT))
    ]
    assert found == [[plan_id], [plan_id, new], [new]]


def test_the_period_before():
    assert progress.period_before("2026-TW3") == "2026-TW2"
    assert progress.period_before("2026-B10") == "2026-B09"
    assert progress.period_before("2026-TW1") == ""
    assert progress.period_before("2026") == ""


def test_previous_gives_the_evidence_of_the_period_before(db):
    plan_id = plan_id_of(db, "Ahmad Pratama")
    before = progress.previous(db, plan_id, PERIOD)
    assert before
    assert {item.period for item in before.values()} == {"2026-TW2"}
    assert progress.previous(db, plan_id, "2026-TW1") == {}


@pytest.mark.parametrize(
    "text", ["https://contoh.go.id/laporan", "contoh.go.id", "drive.google.com/file?id=1", "http://a.b"]
)
def test_links(text):
    assert progress.evidence_warning("tautan", text) == ""


@pytest.mark.parametrize("text", ["map biru", "[/]", "https://", "laporan", "https://a b.id"])
def test_what_is_no_link(text):
    assert "tautan" in progress.evidence_warning("tautan", text)


def test_files_are_looked_for_on_this_pc(tmp_path):
    file = tmp_path / "bukti rapat.pdf"
    assert "tidak ditemukan" in progress.evidence_warning("berkas", str(file))
    file.write_text("x")
    assert progress.evidence_warning("berkas", f" {file} ") == ""
    for odd in ("~tidakada/x", "a" * 5000, "x\0y", "[/]"):
        assert "tidak ditemukan" in progress.evidence_warning("berkas", odd)


@given(st.text(), st.sampled_from(["", "teks", "foto"]))
def test_written_evidence_is_never_doubted(text, kind):
    assert progress.evidence_warning(kind, text) == ""


def test_unusual_amounts_are_asked_about(db):
    _, _, numbers = open_silent(db)
    indicator = numbers[0]
    indicator.unit, indicator.target = "Persen", Decimal(100)
    assert "lebih dari seratus" in progress.amount_warning(indicator, "1905")
    assert progress.amount_warning(indicator, "100") == ""
    assert progress.amount_warning(indicator, "0") == ""
    assert "nol" in progress.amount_warning(indicator, "-1")
    indicator.unit = "surat"
    assert progress.amount_warning(indicator, "300") == ""
    assert "lebih dari 3 kali target" in progress.amount_warning(indicator, "300.5")
    indicator.target = Decimal(0)
    assert progress.amount_warning(indicator, "1905") == ""
