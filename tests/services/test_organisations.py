"""Capaian kinerja organisasi: kept per office and period, counted from the employee list outwards."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.journal import journal
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.distribution import Counts
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import OrganisationRating
from kinerja_tui.services.evaluation import evaluations, organisations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.office.agenda import read_agenda
from tests.services.stories import plan_id_of

OFFICE = "15.04.03"
PERIOD = "2026-TW3"
HEAD, SECRETARY = "Hasbi Efendi, S.T., M.AP.", "Yusnani Hasanah, S.Pd."


def rate(db, period=PERIOD, office=OFFICE, **texts):
    """Key the form of the organisation rating and store it."""
    form = organisations.rating_form(db, office, period)
    typed = {"rating": "baik", "reason": "Surat Sekda nomor 800/12", **texts}
    forms.keep(db, form, {organisations.rating_key(office, period, name): text for name, text in typed.items()})
    organisations.save(db, form, office, period)


def keep_only(db, count):
    """Move everybody but so many rated people to another office; returns who stayed."""
    rows = db.file.rows(
        "SELECT employee_id FROM evaluation WHERE period = ? AND state = 'selesai' ORDER BY id", (PERIOD,)
    )
    stay = [row[0] for row in rows[:count]]
    for (employee_id,) in db.file.rows("SELECT id FROM employee"):
        if employee_id not in stay:
            with db.act("Pindah", employee_id) as act:
                act.write(Employee, employee_id, office="15.04.01")
    return stay


def test_the_sum_closes_with_everybody_in_the_list(db):
    counts = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert counts.finished.people == 16
    assert counts.present.people + len(counts.missing) == counts.people
    listed = {row["employee_id"] for row in evaluations.listing(db.file, PERIOD).rows(0, 1000)}
    assert counts.people == len(listed)


def test_a_draft_with_both_ratings_is_a_draft_and_with_one_it_is_missing(db):
    before = organisations.counts_of(db.file, OFFICE, PERIOD)
    plan_id = plan_id_of(db, "Halimah Wahyuni, A.Md.A.B.")
    form, plan, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    forms.keep(db, form, {evaluations.evaluation_key(plan_id, PERIOD, "work_rating"): "sesuai"})
    evaluations.save(db, form, plan, PERIOD)
    half = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert (half.finished, half.drafts, len(half.missing)) == (before.finished, before.drafts, len(before.missing))
    form, plan, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    forms.keep(db, form, {evaluations.evaluation_key(plan_id, PERIOD, "behaviour_rating"): "sesuai"})
    evaluations.save(db, form, plan, PERIOD)
    whole = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert whole.finished == before.finished
    assert whole.drafts == before.drafts.plus(Counts(0, 1))
    assert whole.people == before.people


def test_who_changed_posts_counts_once_with_the_post_at_the_end(db):
    before = organisations.counts_of(db.file, OFFICE, PERIOD)
    (employee_id, plan_id, work) = db.file.rows(
        "SELECT employee_id, plan_id, work_rating FROM evaluation WHERE period = ? AND state = 'selesai' "
        "AND work_rating = 'sesuai' LIMIT 1",
        (PERIOD,),
    )[0]
    assert work == "sesuai"
    with db.act("Mutasi", employee_id) as act:
        assignment_id = Assignment.id_of(employee_id, "Jabatan baru", date(2026, 9, 1))
        act.write(WorkPlan, plan_id, end=date(2026, 8, 31))
        act.write(Assignment, assignment_id, employee_id=employee_id, post="Jabatan baru", start=date(2026, 9, 1))
        new_plan = WorkPlan.id_of(assignment_id, date(2026, 9, 1))
        act.write(WorkPlan, new_plan, employee_id=employee_id, assignment_id=assignment_id, year=2026,
                  start=date(2026, 9, 1), end=date(2026, 12, 31), state="disetujui")  # fmt: skip
    moved = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert moved.people == before.people
    assert moved.present.people == before.present.people - 1
    assert employee_id in {row["employee_id"] for row in moved.missing}
    with db.act("Penilaian", employee_id) as act:
        act.write(Evaluation, Evaluation.id_of(new_plan, PERIOD), employee_id=employee_id, plan_id=new_plan,
                  period=PERIOD, state="selesai", work_rating="di_bawah", behaviour_rating="di_bawah",
                  rules="permenpanrb-6-2022")  # fmt: skip
    rated = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert rated.people == before.people
    assert rated.finished.very_poor == before.finished.very_poor + 1


def test_ratings_of_a_newer_program_are_missing_not_zero(db):
    (evaluation_id, employee_id) = db.file.rows(
        "SELECT id, employee_id FROM evaluation WHERE period = ? AND state = 'selesai' LIMIT 1", (PERIOD,)
    )[0]
    before = organisations.counts_of(db.file, OFFICE, PERIOD)
    with db.act("Dari versi baru", employee_id) as act:
        act.write(Evaluation, evaluation_id, work_rating="luar_biasa")
    after = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert after.people == before.people
    assert len(after.missing) == len(before.missing) + 1


@pytest.mark.parametrize("size", [1, 2])
def test_offices_of_one_and_two(db, size):
    keep_only(db, size)
    counts = organisations.counts_of(db.file, OFFICE, PERIOD)
    assert counts.people == counts.finished.people == size
    assert [code for code, _ in organisations.offices(db.file)] == ["15.04.01", OFFICE]


def test_the_rating_is_kept_with_who_set_it_and_what_it_stands_on(db):
    assert organisations.rating_of(db, OFFICE, PERIOD) is None
    rate(db)
    record = organisations.rating_of(db, OFFICE, PERIOD)
    assert organisations.known_rating(record) is OrganisationRating.GOOD
    assert (record.office, record.unit, record.period) == (OFFICE, "", PERIOD)
    assert record.reason == "Surat Sekda nomor 800/12"
    assert record.set_on == date(2026, 11, 20)
    assert record.set_by == organisations.leader_above(db.file, OFFICE, PERIOD) != ""
    assert record.rules == "permenpanrb-6-2022"
    assert organisations.rating_of(db, OFFICE, "2026") is None
    rate(db, "2026", rating="istimewa", set_by="Bupati Batanghari", set_on="2026-10-05")
    year = organisations.rating_of(db, OFFICE, "2026")
    assert (year.rating, year.set_by, year.set_on) == ("istimewa", "Bupati Batanghari", date(2026, 10, 5))


def test_a_correction_writes_only_what_was_corrected(db):
    rate(db)
    rate(db, rating="kurang", reason="Surat Sekda nomor 800/12")
    record = organisations.rating_of(db, OFFICE, PERIOD)
    assert record.rating == "kurang"
    assert record.set_on == date(2026, 11, 20)
    with db.reading() as session:
        body = session.connection().execute(journal.select().order_by(journal.c.seq.desc())).first()
    assert body.act == "Capaian kinerja organisasi Triwulan III 2026: Kurang"
    assert b'"s":{"rating":"kurang"}' in _bytes(body.body)


def _bytes(body):
    import zlib

    return body if body.startswith(b"{") else zlib.decompress(body)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"rating": ""}, "1 sampai 5"),
        ({"rating": "cemerlang"}, "1 sampai 5"),
        ({"reason": "  "}, "dasar penetapan"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_stored(db, texts, told):
    with pytest.raises(RuleBroken, match=told):
        rate(db, **texts)
    assert organisations.rating_of(db, OFFICE, PERIOD) is None


def test_a_removed_rating_is_not_there_and_can_be_set_again(db):
    rate(db)
    with db.act("Hapus") as act:
        act.remove(UnitRating, UnitRating.id_of(OFFICE, PERIOD))
    assert organisations.rating_of(db, OFFICE, PERIOD) is None
    assert not read_agenda(db.file, db.today()).organisation_rated
    rate(db, rating="istimewa")
    assert organisations.rating_of(db, OFFICE, PERIOD).rating == "istimewa"


def test_a_rating_of_a_newer_program_is_no_rating(db):
    rate(db)
    with db.act("Dari versi baru") as act:
        act.write(UnitRating, UnitRating.id_of(OFFICE, PERIOD), rating="cemerlang")
    assert organisations.known_rating(organisations.rating_of(db, OFFICE, PERIOD)) is None


def test_the_reason_to_deviate_needs_a_rating_and_can_be_taken_back(db):
    with pytest.raises(RuleBroken, match="capaian kinerja organisasi"):
        organisations.keep_deviation_reason(db, OFFICE, PERIOD, "Tiga orang pensiun.")
    rate(db)
    organisations.keep_deviation_reason(db, OFFICE, PERIOD, " Tiga orang pensiun. ")
    assert organisations.rating_of(db, OFFICE, PERIOD).deviation_reason == "Tiga orang pensiun."
    organisations.keep_deviation_reason(db, OFFICE, PERIOD, "")
    assert organisations.rating_of(db, OFFICE, PERIOD).deviation_reason == ""


def test_the_same_office_and_period_on_two_pcs_is_one_record():
    assert UnitRating.id_of(OFFICE, PERIOD) == UnitRating.id_of(OFFICE, PERIOD, "")
    assert UnitRating.id_of(OFFICE, PERIOD, "Seksi  Pemerintahan") == UnitRating.id_of(
        OFFICE, PERIOD, "SEKSI PEMERINTAHAN"
    )
    keys = {
        UnitRating.id_of(*key) for key in ((OFFICE, PERIOD), (OFFICE, "2026"), ("15.04", PERIOD), (OFFICE, PERIOD, "x"))
    }
    assert len(keys) == 4


def note_for(db, name):
    """What the evaluation form of somebody says about the head of the unit."""
    plan_id = plan_id_of(db, name)
    _, plan, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    return organisations.head_note(db, plan, PERIOD)


def test_only_the_head_gets_a_proposal(db):
    assert "belum diisi" in note_for(db, HEAD)
    rate(db, rating="istimewa")
    assert "(Istimewa): 3, di atas ekspektasi." in note_for(db, HEAD)
    assert note_for(db, SECRETARY) == ""
    rate(db, rating="baik")
    assert "(Baik): 2, sesuai ekspektasi." in note_for(db, HEAD)
    for worse in ("butuh_perbaikan", "kurang", "sangat_kurang"):
        rate(db, rating=worse)
        assert ": 1, di bawah ekspektasi." in note_for(db, HEAD)


def test_an_administrator_rated_from_another_office_is_a_head_too(db):
    head_id = db.file.rows("SELECT id FROM employee WHERE name = ?", (HEAD,))[0][0]
    with db.act("Camat pindah kantor", head_id) as act:
        act.write(Employee, head_id, office="15.04.01")
    assert "memimpin unit" in note_for(db, SECRETARY)


def test_agenda_asks_until_it_is_filled_in(db):
    assert not read_agenda(db.file, db.today()).organisation_rated
    rate(db, "2026-TW2")
    rate(db, office="15.04.01")
    assert not read_agenda(db.file, db.today()).organisation_rated
    rate(db)
    assert read_agenda(db.file, db.today()).organisation_rated
