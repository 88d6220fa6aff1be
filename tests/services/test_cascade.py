"""The cascade: written before the superior has a plan, linked later, never in a circle."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.planning import approval, cascade, plan_entry, plans
from tests.services.plan_office import (
    YEAR,
    assignment_id,
    key_plan,
    result,
    row,
    three_people,
    typed,
)


@pytest.fixture
def staff(empty_db):
    """The database, Camat, Kasi and her staff."""
    return three_people(empty_db)


def test_a_result_written_before_the_superior_has_a_plan_is_linked_later(staff):
    db, _, kasi, staf = staff
    plan_id, result_id = key_plan(db, staf, superior_text="Layanan seksi cepat")
    assert (result(db, result_id).superior_result_id, row(db, staf)["unlinked"]) == (None, 0)
    _, above = key_plan(db, kasi, text="Layanan  Seksi CEPAT")
    assert row(db, staf)["unlinked"] == 1
    assert plans.overview(db, plan_id).unlinked == 1
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.link(db, form, result_id, cascade.superior_of(db, plan_id))
    plan_entry.save(db, form)
    linked = result(db, result_id)
    assert (linked.superior_result_id, linked.superior_text) == (above, "Layanan  Seksi CEPAT")
    assert row(db, staf)["unlinked"] == plans.overview(db, plan_id).unlinked == 0


def test_another_text_ends_the_link_and_stays(staff):
    db, _, kasi, staf = staff
    key_plan(db, kasi, text="Layanan cepat")
    plan_id, result_id = key_plan(db, staf, superior_text="Layanan cepat")
    assert result(db, result_id).superior_result_id
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkResult, result_id, superior_text="Sesuatu yang lain")
    plan_entry.link(db, form, result_id, cascade.superior_of(db, plan_id))
    plan_entry.save(db, form)
    known = result(db, result_id)
    assert (known.superior_result_id, known.superior_text) == (None, "Sesuatu yang lain")


def test_the_text_of_a_removed_result_of_the_superior_stays(staff):
    db, _, kasi, staf = staff
    above_plan, above = key_plan(db, kasi, text="Layanan cepat")
    plan_id, result_id = key_plan(db, staf, superior_text="Layanan cepat")
    form = plan_entry.plan_form(db, above_plan)
    plan_entry.remove_result(db, form, above)
    plan_entry.save(db, form)
    assert result(db, result_id).superior_text == "Layanan cepat"
    assert row(db, staf)["unlinked"] == plans.overview(db, plan_id).unlinked == 1
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkResult, result_id, text="Diubah")
    plan_entry.save(db, form)
    approval.submit(db, plan_id)
    assert result(db, result_id).superior_text == "Layanan cepat"


def test_at_submission_the_text_follows_the_superior(staff):
    db, _, kasi, staf = staff
    above_plan, above = key_plan(db, kasi, text="Layanan cepat")
    plan_id, result_id = key_plan(db, staf, superior_text="Layanan cepat")
    form = plan_entry.plan_form(db, above_plan)
    typed(db, form, WorkResult, above, text="Layanan cepat dan ramah")
    plan_entry.save(db, form)
    approval.submit(db, plan_id)
    assert result(db, result_id).superior_text == "Layanan cepat dan ramah"


def test_only_the_raters_results_can_be_supported(staff):
    db, camat, kasi, staf = staff
    _, of_camat = key_plan(db, camat, text="Kecamatan maju")
    plan_id, result_id = key_plan(db, staf)
    assert cascade.superior_of(db, plan_id).name == "Kasi Contoh"
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkResult, result_id, superior_result_id=of_camat)
    with pytest.raises(RuleBroken, match=r"bukan .*milik pejabat penilai"):
        plan_entry.save(db, form)
    assert form.typed
    del kasi


def test_no_circle_of_support(staff):
    """A mistake in the employee list: the Camat is rated by the staff, so the chain would close."""
    db, camat, kasi, staf = staff
    camat_plan, of_camat = key_plan(db, camat, text="Kecamatan maju")
    key_plan(db, kasi, text="Seksi maju", superior_text="Kecamatan maju")
    _, of_staff = key_plan(db, staf, text="Staf maju", superior_text="Seksi maju")
    with db.act("Salah isi", camat) as act:
        act.write(Assignment, assignment_id(camat, "Camat"), rater_id=staf)
    superior = cascade.superior_of(db, camat_plan)
    assert [(item.id, item.circular) for item in superior.results] == [(of_staff, True)]
    form = plan_entry.plan_form(db, camat_plan)
    typed(db, form, WorkResult, of_camat, superior_result_id=of_staff)
    with pytest.raises(RuleBroken, match="sendiri mendukung"):
        plan_entry.save(db, form)
    assert result(db, of_camat).superior_result_id is None


def test_a_circle_that_a_merge_made_does_not_hang(staff):
    db, camat, kasi, staf = staff
    _, of_camat = key_plan(db, camat, text="Kecamatan maju")
    _, of_kasi = key_plan(db, kasi, text="Seksi maju", superior_text="Kecamatan maju")
    with db.act("Penggabungan", camat) as act:
        act.write(WorkResult, of_camat, superior_result_id=of_kasi)
    staff_plan, _ = key_plan(db, staf)
    assert [item.circular for item in cascade.superior_of(db, staff_plan).results] == [False]


def test_open_links_in_the_list_and_of_each_plan_agree(db):
    listing = plans.listing(db.file, YEAR)
    known = [item for item in listing.rows(0, len(listing)) if item["plan_id"]]
    assert known
    for item in known:
        overview = plans.overview(db, item["plan_id"])
        assert (overview.results, overview.unlinked) == (item["results"], item["unlinked"]), item["name"]
