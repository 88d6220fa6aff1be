"""What blocks a plan, and the states it goes through."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.plans import ALLOWED_MOVES, PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.handover.settle import to_settle
from kinerja_tui.services.planning import approval, plan_entry, plans
from tests.services.plan_office import (
    STAFF,
    assignment_id,
    key_plan,
    plan,
    three_people,
    titles,
    typed,
)


@pytest.fixture
def staff(empty_db):
    """The database, Camat, Kasi and her staff."""
    return three_people(empty_db)


@pytest.mark.parametrize(
    ("table", "texts", "expected", "column"),
    [
        (WorkResult, {"text": ""}, "Utama 1: rencana hasil kerjanya belum ditulis.", "text"),
        (Indicator, {"text": ""}, "Utama 1 (Layanan selesai), indikator 1: belum ditulis.", "text"),
        (Indicator, {"target": ""}, "indikator 1: belum ada target. Isi angka, atau target tertulis.", "target"),
        (Indicator, {"target": "", "target_text": "  "}, "Isi angka, atau target tertulis.", "target"),
    ],
)
def test_every_reason_is_named_with_the_field_to_go_to(staff, table, texts, expected, column):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    record_id = result_id if table is WorkResult else plan_entry.all_lines(form)[0].indicator_ids[0]
    typed(db, form, table, record_id, **texts)
    plan_entry.save(db, form)
    (found,) = approval.missing(db, plan_id)
    assert found.text.endswith(expected)
    assert found.key == field_key(table, record_id, column)
    with pytest.raises(RuleBroken, match="Belum bisa diajukan"):
        approval.submit(db, plan_id)
    assert plan(db, plan_id).state == PlanState.DRAFT


def test_an_empty_plan_and_a_result_without_indicator_are_named(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_indicator(db, form, plan_entry.all_lines(form)[0].indicator_ids[0])
    plan_entry.save(db, form)
    assert [item.text for item in approval.missing(db, plan_id)] == [
        "Utama 1 (Layanan selesai): belum punya indikator (Ctrl+O menambah)."
    ]
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_result(db, form, result_id)
    plan_entry.save(db, form)
    assert [item.text for item in approval.missing(db, plan_id)] == ["Belum ada hasil kerja utama."]


def test_only_additional_results_do_not_make_a_plan(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    with db.act("Pindah", kasi) as act:
        act.write(WorkResult, result_id, kind="tambahan")
    assert [item.text for item in approval.missing(db, plan_id)] == ["Belum ada hasil kerja utama."]


def test_a_written_target_needs_no_number(staff):
    db, _, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    form = plan_entry.plan_form(db, plan_id)
    (line,) = plan_entry.all_lines(form)
    typed(db, form, Indicator, line.indicator_ids[0], target="", unit="", target_text="Sebelum 31 Maret")
    plan_entry.save(db, form)
    assert approval.missing(db, plan_id) == []


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"rater_id": None}, "Pejabat penilai belum diisi"),
        ({"rater_id": "0" * 36}, "Pejabat penilai belum diisi"),
        ({"rater_id": Employee.id_of(STAFF)}, "pegawai itu sendiri"),
        ({"removed": True}, "Jabatan pegawai ini tidak ada"),
    ],
)
def test_without_post_or_rater_it_waits(staff, change, match):
    db, _, _, staf = staff
    plan_id, _ = key_plan(db, staf)
    with db.act("Penempatan", staf) as act:
        if "removed" in change:
            act.remove(Assignment, assignment_id(staf, "Pelaksana"))
        else:
            act.write(Assignment, assignment_id(staf, "Pelaksana"), **change)
    assert match in approval.missing(db, plan_id)[0].text
    with pytest.raises(RuleBroken, match=match):
        approval.submit(db, plan_id)
    assert plans.overview(db, plan_id).results == 1


def test_a_rater_outside_the_office_is_enough(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    approval.submit(db, plan_id)
    assert plan(db, plan_id).rater_card == {"name": "Sekda Contoh"}


def test_from_draft_to_approved(staff):
    db, camat, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    approval.submit(db, plan_id)
    submitted = plan(db, plan_id)
    assert (submitted.state, submitted.submitted_on, submitted.decided_by) == ("diajukan", db.today(), "")
    assert submitted.employee_card["name"] == "Kasi Contoh"
    assert submitted.rater_card["name"] == "Camat Contoh"
    with db.act("Ganti nama", camat) as act:
        act.write(Employee, camat, name="Camat Baru")
    approval.approve(db, plan_id)
    approved = plan(db, plan_id)
    assert (approved.state, approved.decided_by, approved.decided_on) == ("disetujui", "Camat Contoh", db.today())
    assert plans.is_locked(approved)
    assert titles(db)[-3:] == ["Rencana kerja 2026 diajukan", "Ganti nama", "Rencana kerja 2026 disetujui"]


def test_returned_with_a_reason_corrected_and_submitted_again(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    approval.submit(db, plan_id)
    with pytest.raises(RuleBroken, match="alasan"):
        approval.send_back(db, plan_id, "  ")
    approval.send_back(db, plan_id, "Target terlalu rendah")
    assert plan(db, plan_id).return_reason == "Target terlalu rendah"
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkResult, result_id, text="Lebih baik")
    plan_entry.save(db, form)
    approval.submit(db, plan_id)
    again = plan(db, plan_id)
    assert (again.return_reason, again.decided_on, again.decided_by) == ("", None, "")


def test_taken_back_nobody_has_decided(staff):
    db, _, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    approval.submit(db, plan_id)
    approval.withdraw(db, plan_id)
    known = plan(db, plan_id)
    assert (known.state, known.submitted_on, known.decided_by) == ("draf", None, "")


MOVES = {
    PlanState.SUBMITTED: approval.submit,
    PlanState.APPROVED: approval.approve,
    PlanState.RETURNED: lambda db, plan_id: approval.send_back(db, plan_id, "Alasan"),
    PlanState.DRAFT: approval.withdraw,
}


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("to", PlanState)
def test_only_the_allowed_moves(staff, state, to):
    db, _, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    with db.act("Keadaan", kasi) as act:
        act.write(WorkPlan, plan_id, state=str(state))
    if to in ALLOWED_MOVES[state]:
        MOVES[to](db, plan_id)
        assert plan(db, plan_id).state == to
    else:
        before = titles(db)
        with pytest.raises(RuleBroken, match="berstatus"):
            MOVES[to](db, plan_id)
        assert titles(db) == before


def test_a_submitted_plan_that_a_merge_damaged_is_not_approved(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    approval.submit(db, plan_id)
    with db.act("Penggabungan", kasi) as act:
        act.remove(WorkResult, result_id)
    with pytest.raises(RuleBroken, match="kembalikan dulu"):
        approval.approve(db, plan_id)
    approval.send_back(db, plan_id, "Hasil kerja hilang saat impor")


def test_a_target_changed_elsewhere_after_approval_is_listed_and_settled(db: Database) -> None:
    row = db.file.rows(
        "SELECT i.id, i.plan_id, p.employee_id FROM indicator i JOIN work_plan p ON p.id = i.plan_id "
        "WHERE p.state = 'disetujui' AND i.target IS NOT NULL ORDER BY i.id LIMIT 1"
    )[0]
    assert [item for item in to_settle(db.file) if item.kind == "target"] == []
    with db.reading() as session:
        target = session.get_one(Indicator, row[0]).target
    for as_approved in (True, False):
        with db.act("Rencana kerja diubah di PC lain", row[2]) as act:
            act.write(Indicator, row[0], target=Decimal("77.5"))
        assert [item.record_id for item in to_settle(db.file) if item.kind == "target"] == [row[0]]
        approval.settle_target(db, row[0], as_approved=as_approved)
        assert [item for item in to_settle(db.file) if item.kind == "target"] == []
        with db.reading() as session:
            assert session.get_one(Indicator, row[0]).target == (target if as_approved else Decimal("77.5"))


def test_an_indicator_added_or_removed_elsewhere_after_approval_is_listed(db: Database) -> None:
    indicator, result, plan, employee = db.file.rows(
        "SELECT i.id, i.result_id, i.plan_id, p.employee_id FROM indicator i JOIN work_plan p ON p.id = i.plan_id "
        "WHERE p.state = 'disetujui' ORDER BY i.id LIMIT 1"
    )[0]
    added = new_id()
    with db.act("Rencana kerja diubah di PC lain", employee) as act:
        act.remove(Indicator, indicator)
        act.write(Indicator, added, plan_id=plan, result_id=result, text="Tambahan", target=Decimal(1), unit="kali")
    assert {item.record_id for item in to_settle(db.file) if item.kind == "target"} == {indicator, added}
    approval.settle_target(db, indicator, as_approved=True)
    approval.settle_target(db, added, as_approved=True)
    assert [item for item in to_settle(db.file) if item.kind == "target"] == []
    with db.reading() as session:
        assert not session.get_one(Indicator, indicator).removed
        assert session.get_one(Indicator, added).removed
