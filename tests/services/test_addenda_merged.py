"""Addenda of two PCs to one plan: nothing is lost, one question for one target, one act settles it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.services.handover import disputes, settle
from kinerja_tui.services.planning import addenda, approval, plan_entry
from tests.services.addendum_office import JULY, approved, change, indicator, made, result, seen, shown
from tests.services.plan_office import YEAR, key_plan, plan, three_people, typed
from tests.services.two_pcs import exchange, second_pc


@pytest.fixture
def pcs(empty_db, tmp_path):
    """Two PCs with the same approved plan: db, other, plan id."""
    db, _, _, staff = three_people(empty_db)
    plan_id = approved(db, staff)
    other = second_pc(db, tmp_path / "lain")
    yield db, other, plan_id
    other.close()


def listed(db) -> list[tuple[str, str]]:
    return [(item.kind, item.field) for item in settle.to_settle(db.file)]


def test_two_addenda_to_one_target(pcs):
    db, other, plan_id = pcs
    change(db, plan_id, "6")
    change(other, plan_id, "9", date(YEAR, 10, 1))
    exchange(db, other)
    for pc in (db, other):
        assert [(item.addendum.number, item.day.month) for item in made(pc, plan_id)] == [(1, 7), (1, 10)]
        assert sorted(listed(pc)) == [("conflict", "approved_as"), ("number", "")]
        assert shown(seen(pc, plan_id, f"{YEAR}-TW2")) == ["12,5 dokumen"]
        assert shown(seen(pc, plan_id, f"{YEAR}-TW3")) == ["6 dokumen"]
    (question,) = [item for item in settle.to_settle(db.file) if item.kind == "conflict"]
    dispute = disputes.dispute(db.file, question.record_id, question.field)
    assert sorted(item.text for item in dispute.candidates) == ["6 dokumen", "9 dokumen"]
    assert not dispute.free
    disputes.resolve(db, question.record_id, question.field, next(
        item.value for item in dispute.candidates if item.text == "9 dokumen"
    ))  # fmt: skip
    (number,) = settle.to_settle(db.file)
    assert addenda.renumber(db, number.record_id) == 2
    exchange(db, other)
    for pc in (db, other):
        assert settle.to_settle(pc.file) == []
        item = indicator(pc, plan_id)
        assert (item.target, item.approved_as) == (Decimal(9), item.target_key())
        assert [(item.addendum.number, item.day.month) for item in made(pc, plan_id)] == [(1, 7), (2, 10)]
        assert shown(seen(pc, plan_id, str(YEAR))) == ["9 dokumen"]


def test_the_same_target_twice_is_no_question(pcs):
    db, other, plan_id = pcs
    change(db, plan_id, "6")
    change(other, plan_id, "6")
    exchange(db, other)
    assert listed(db) == listed(other) == [("number", "")]


def test_ended_here_and_changed_there_both_stay(pcs):
    db, other, plan_id = pcs
    old = indicator(db, plan_id).result_id
    change(db, plan_id, ended={old: "Dialihkan"}, added=[result()], targets={})
    change(other, plan_id, "9")
    exchange(db, other)
    for pc in (db, other):
        assert {line.kind for item in made(pc, plan_id) for line in item.lines} == {"akhir", "tambah", "target"}
        assert listed(pc) == [("number", "")]
        assert shown(seen(pc, plan_id, f"{YEAR}-TW3")) == ["0 temuan"]


def test_a_plan_edited_there_while_it_was_approved_here(empty_db, tmp_path):
    db, _, _, staff = three_people(empty_db)
    plan_id, _ = key_plan(db, staff)
    with db.act("Lampiran", staff) as act:
        lampiran = new_id()
        act.write(PlanAttachment, lampiran, plan_id=plan_id, section="dukungan", position=1, text="Komputer")
    approval.submit(db, plan_id)
    other = second_pc(db, tmp_path / "lain")
    approval.approve(db, plan_id)
    approval.withdraw(other, plan_id)
    form = plan_entry.plan_form(other, plan_id)
    typed(other, form, Indicator, indicator(other, plan_id).id, target="77")
    (result_id,) = {line.result_id for line in plan_entry.all_lines(form)}
    typed(other, form, WorkResult, result_id, text="Kalimat lain")
    typed(other, form, PlanAttachment, lampiran, text="Dukungan lain")
    plan_entry.save(other, form)
    change(db, plan_id, "6", JULY)
    exchange(db, other)
    kinds = {(item.kind, item.field) for item in settle.to_settle(db.file)}
    assert ("conflict", "state") in kinds
    asked = " ".join(item.text for item in settle.to_settle(db.file) if item.field == "text")
    assert "Rencana hasil kerja" in asked  # what was approved, or what was typed there
    assert "ampiran" in asked
    if plan(db, plan_id).state != "disetujui":
        assert ("addendum", "") in kinds
    for pc in (db, other):
        (state,) = [item for item in settle.to_settle(pc.file) if item.field == "state"]
        disputes.resolve(pc, plan_id, "state", "disetujui")
        assert state.person == "Staf Contoh"
    exchange(db, other)
    # The number 77 was typed in a draft: it is asked about, and judged is what was approved.
    assert "Target" in " ".join(item.text for item in settle.to_settle(db.file))
    assert shown(seen(db, plan_id, f"{YEAR}-TW3")) == ["6 dokumen"]
    other.close()
