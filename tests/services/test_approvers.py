"""Who approved a plan and when: the rater by default; his superior or a Plh with a note; nobody else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import settle
from kinerja_tui.services.planning import approval
from kinerja_tui.services.staff import transfers as t
from kinerja_tui.services.staff.posts import Raters
from tests.conftest import WIB
from tests.services.plan_office import STAFF, YEAR, assignment_id, key_plan, plan, three_people, titles

SUBMITTED = date(YEAR, 11, 10)


@pytest.fixture
def submitted(empty_db):
    """db, camat, kasi, staff and the plan of the staff, submitted ten days ago."""
    db, camat, kasi, staff = three_people(empty_db)
    with db.act("Atasan", staff) as act:
        act.write(Assignment, assignment_id(staff, "Pelaksana"), superior_id=camat)
    plan_id, _ = key_plan(db, staff)
    approval.submit(db, plan_id)
    with db.act("Sepuluh hari lalu", staff) as act:
        act.write(WorkPlan, plan_id, submitted_on=SUBMITTED)
    return db, camat, kasi, staff, plan_id


def test_the_rater_it_was_submitted_to_is_proposed_today(submitted):
    db, camat, _, staff, plan_id = submitted
    t.change_rater(db, assignment_id(staff, "Pelaksana"), date(YEAR, 11, 15), Raters(rater_id=camat))
    assert approval.proposal(db, plan_id) == approval.Proposal("Kasi Contoh", db.today())
    approval.approve(db, plan_id)
    known = plan(db, plan_id)
    assert (known.decided_by, known.decided_on, known.decision_note) == ("Kasi Contoh", db.today(), "")
    assert known.approver_card["post"] == "Kepala Seksi"


def test_paper_signed_last_week_by_the_superior(submitted):
    db, _, _, _, plan_id = submitted
    with pytest.raises(RuleBroken, match="mengapa Camat Contoh yang menyetujui, bukan Kasi Contoh"):
        approval.approve(db, plan_id, "camat")
    approval.approve(db, plan_id, "camat c", date(YEAR, 11, 12), "Kasi cuti")
    known = plan(db, plan_id)
    assert (known.decided_by, known.decided_on) == ("Camat Contoh", date(YEAR, 11, 12))
    assert (known.decision_note, known.rater_card["name"]) == ("Kasi cuti", "Kasi Contoh")


@pytest.mark.parametrize(
    ("by", "on", "says"),
    [
        ("Staf Contoh", None, "rencana kerja sendiri tidak dapat disetujui sendiri"),
        ("staf", None, "rencana kerja sendiri"),
        ("Budi", None, "Budi bukan pejabat penilai pegawai ini pada 20 November"),
        ("contoh", None, "Ada 2 orang bernama begitu"),
        ("", date(YEAR, 11, 9), "tanggal pengajuan .10 November"),
        ("", date(YEAR, 11, 21), "belum tiba"),
    ],
)
def test_who_and_when_may_not(submitted, by, on, says):
    db, _, _, _, plan_id = submitted
    before = titles(db)
    with pytest.raises(RuleBroken, match=says):
        approval.approve(db, plan_id, by, on, "Catatan")
    assert (titles(db), plan(db, plan_id).state) == (before, "diajukan")


def test_an_acting_official_only_on_the_days_he_acts(submitted):
    db, camat, kasi, _, plan_id = submitted
    plh = t.NewPost("Kepala  seksi", Raters(rater_id=camat))
    from tests.services.plan_office import person

    other = person(db, "199303032018031004", "Lurah Rekaan", "Lurah", camat)
    t.acting(db, other, AssignmentKind.PLH, plh, date(YEAR, 11, 11), date(YEAR, 11, 14))
    assert kasi
    with pytest.raises(RuleBroken, match="Lurah Rekaan bukan pejabat penilai"):
        approval.approve(db, plan_id, "Lurah Rekaan", date(YEAR, 11, 15), "Plh.")
    approval.approve(db, plan_id, "lurah", date(YEAR, 11, 14), "Plh. Kasi")
    assert plan(db, plan_id).approver_card["post"].startswith("Plh. ")


def test_the_employee_acting_for_his_own_rater_may_not(submitted):
    db, camat, _, staff, plan_id = submitted
    t.acting(db, staff, AssignmentKind.PLH, t.NewPost("Kepala Seksi", Raters(rater_id=camat)), date(YEAR, 11, 11))
    with pytest.raises(RuleBroken, match="rencana kerja sendiri"):
        approval.approve(db, plan_id, "Staf Contoh", None, "Plh.")


def test_a_clock_gone_back_does_not_lock_the_plan(submitted):
    db, _, _, _, plan_id = submitted
    db.now = lambda: datetime(1980, 1, 1, tzinfo=WIB)
    approval.approve(db, plan_id)
    assert plan(db, plan_id).decided_on == SUBMITTED


def test_submitted_again_the_old_decision_is_gone(submitted):
    db, _, kasi, _, plan_id = submitted
    approval.send_back(db, plan_id, "Perbaiki")
    approval.submit(db, plan_id)
    with db.act("Nama baru", kasi) as act:
        act.write(Employee, kasi, name="Kasi Berganti Nama")
    assert approval.proposal(db, plan_id).by == "Kasi Contoh"
    known = plan(db, plan_id)
    assert (known.decided_by, known.approver_card, known.decision_note) == ("", None, "")


def test_a_plan_that_a_merge_shows_approved_by_the_person_is_listed(submitted):
    db, _, _, employee_id, plan_id = submitted
    approval.approve(db, plan_id)
    assert settle.to_settle(db.file) == []
    with db.act("Dari paket", employee_id) as act:
        act.write(WorkPlan, plan_id, approver_card={"name": "Sama", "nip": STAFF})
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.text) == ("approver", "Rencana kerja 2026 tercatat disetujui pegawai itu sendiri")
