"""Penilaian: a person rates, the quadrant gives the predikat, reasons below expectation, finished means locked."""

from __future__ import annotations

import itertools

import pytest

from kinerja_tui.models.evaluations import Evaluation, ValueRating
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.ratings import Predicate, Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.office.agenda import read_agenda
from tests.services.stories import plan_id_of

PERIOD = "2026-TW3"
UNRATED = "Halimah Wahyuni, A.Md.A.B."

# The quadrant as the official table prints it, typed here again on purpose.
QUADRANT = {
    ("di_atas", "di_bawah"): "Kurang",
    ("di_atas", "sesuai"): "Baik",
    ("di_atas", "di_atas"): "Sangat Baik",
    ("sesuai", "di_bawah"): "Kurang",
    ("sesuai", "sesuai"): "Baik",
    ("sesuai", "di_atas"): "Baik",
    ("di_bawah", "di_bawah"): "Sangat Kurang",
    ("di_bawah", "sesuai"): "Butuh Perbaikan",
    ("di_bawah", "di_atas"): "Butuh Perbaikan",
}


class Opened:
    """An evaluation opened for keying."""

    def __init__(self, db, name=UNRATED, period=PERIOD):
        self.db, self.period = db, period
        self.plan_id = plan_id_of(db, name)
        self.form, self.plan, self.progress = evaluations.evaluation_form(db, self.plan_id, period)

    def key(self, **columns):
        """Type fields of the evaluation itself."""
        forms.keep(
            self.db,
            self.form,
            {evaluations.evaluation_key(self.plan_id, self.period, name): text for name, text in columns.items()},
        )
        return self

    def key_result(self, number, **columns):
        """Type fields of one result."""
        result_id = self.plan.lines[number].result.id
        forms.keep(
            self.db,
            self.form,
            {evaluations.result_key(self.plan_id, self.period, result_id, name): t for name, t in columns.items()},
        )
        return self

    def rate_all(self, rating="sesuai"):
        """The same rating for every result."""
        for number in range(len(self.plan.lines)):
            self.key_result(number, rating=rating, reason="alasan", proposal="usulan")
        return self

    def overall(self, work, behaviour):
        """Both ratings, with reason and proposal."""
        texts = {f"{part}_{what}": what for part in ("work", "behaviour") for what in ("reason", "proposal")}
        return self.key(work_rating=work, behaviour_rating=behaviour, **texts)

    def save(self, *, finish=False):
        evaluations.save(self.db, self.form, self.plan, self.period, finish=finish)
        return self

    def missing(self):
        return [item.text for item in evaluations.missing_in(self.form, self.plan, self.period)]

    def stored(self):
        with self.db.reading() as session:
            return session.get_one(Evaluation, Evaluation.id_of(self.plan_id, self.period))

    def row(self):
        rows = evaluations.listing(self.db.file, self.period)
        return next(row for row in rows.rows(0, len(rows)) if row["plan_id"] == self.plan_id)


@pytest.mark.parametrize(("ratings", "label"), QUADRANT.items())
def test_every_cell_of_the_quadrant_from_keying_to_the_list(db, ratings, label):
    opened = Opened(db).rate_all().overall(*ratings)
    found, sentence = evaluations.predicate_on_form(opened.form, opened.plan, PERIOD)
    assert found is not None
    assert found.label == label
    assert label in sentence
    assert "PermenPANRB 6/2022" in sentence
    opened.save(finish=True)
    row = opened.row()
    listed = evaluations.predicate(row["work_rating"], row["behaviour_rating"], row["rules"])
    assert listed is not None
    assert listed.label == label
    assert row["state"] == "selesai"


def test_nothing_is_rated_until_a_person_rates(db):
    opened = Opened(db).rate_all("di_atas").save()
    stored = opened.stored()
    assert (stored.work_rating, stored.behaviour_rating, stored.state) == ("", "", "draf")
    assert evaluations.predicate_on_form(opened.form, opened.plan, PERIOD)[0] is None


def test_finishing_lists_everything_that_is_missing_in_the_order_of_the_form(db):
    opened = Opened(db)
    results = len(opened.plan.lines)
    assert opened.missing() == [
        *(f"Rating hasil kerja {number} belum dipilih." for number in range(1, results + 1)),
        "RATING HASIL KERJA belum dipilih.",
        "RATING PERILAKU KERJA belum dipilih.",
    ]
    with pytest.raises(RuleBroken) as refused:
        opened.save(finish=True)
    for text in opened.missing():
        assert text in refused.value.text
    with db.reading() as session:
        assert session.get(Evaluation, Evaluation.id_of(opened.plan_id, PERIOD)) is None


@pytest.mark.parametrize("given", list(itertools.product(["", "  ", "ada"], repeat=2)))
def test_below_expectation_needs_reason_and_proposal(db, given):
    reason, proposal = given
    opened = Opened(db).rate_all().key(work_rating="sesuai", behaviour_rating="sesuai")
    complete = reason.strip() != "" and proposal.strip() != ""
    opened.key_result(0, rating="di_bawah", reason=reason, proposal=proposal)
    assert (opened.missing() == []) is complete
    opened.key_result(0, rating="sesuai")
    assert opened.missing() == []
    for part in ("work", "behaviour"):
        opened.key(**{f"{part}_rating": "di_bawah", f"{part}_reason": reason, f"{part}_proposal": proposal})
        assert (opened.missing() == []) is complete
        opened.key(**{f"{part}_rating": "sesuai"})


def test_the_first_missing_field_is_the_one_to_go_to(db):
    opened = Opened(db).rate_all().key(work_rating="di_bawah", work_reason="ada", behaviour_rating="sesuai")
    (missing,) = evaluations.missing_in(opened.form, opened.plan, PERIOD)
    assert missing.key == evaluations.evaluation_key(opened.plan_id, PERIOD, "work_proposal")


def test_finished_is_locked_and_says_who_and_when(db):
    opened = Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    stored = opened.stored()
    assert stored.rated_by == (opened.plan.plan.rater_card or {})["name"]
    assert stored.finished_on == db.today()
    again = Opened(db)
    assert evaluations.is_finished(again.form, again.plan, PERIOD)
    with pytest.raises(RuleBroken, match="sudah diselesaikan"):
        again.key(note="masih mau menambah").save()


def test_finished_elsewhere_while_it_was_being_typed(db):
    here, there = Opened(db), Opened(db)
    here.rate_all("di_bawah").overall("di_bawah", "di_bawah")
    there.form.typed.clear()
    there.rate_all().overall("sesuai", "sesuai").save(finish=True)
    forms.keep(db, here.form, dict(here.form.typed))
    for finish in (False, True):
        with pytest.raises(RuleBroken, match="sudah diselesaikan oleh"):
            here.save(finish=finish)
    assert here.stored().work_rating == "sesuai"
    assert forms.unfinished(db)[0].form == here.form.name


def test_reopening_needs_a_reason_and_keeps_it(db):
    opened = Opened(db).rate_all().overall("di_atas", "sesuai").key(note="Lanjutkan.").save(finish=True)
    for empty in ("", "   "):
        with pytest.raises(RuleBroken, match="alasan"):
            evaluations.reopen(db, opened.plan_id, PERIOD, empty)
    evaluations.reopen(db, opened.plan_id, PERIOD, "Bukti baru dari lapangan")
    stored = opened.stored()
    assert stored.state == "draf"
    assert stored.note == "Lanjutkan."  # it is printed; the reason is not
    assert stored.reopen_reason == "Bukti baru dari lapangan"
    assert stored.work_rating == "di_atas"
    assert stored.finished_on is None
    titles = [row[0] for row in db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 1")]
    assert titles == ["Evaluasi Triwulan III 2026 dibuka kembali: Bukti baru dari lapangan"]
    with pytest.raises(RuleBroken, match="belum diselesaikan"):
        evaluations.reopen(db, opened.plan_id, PERIOD, "lagi")
    Opened(db).key(work_rating="sesuai").save(finish=True)
    assert opened.stored().reopen_reason == ""


def test_reopening_what_was_never_rated(db):
    with pytest.raises(RuleBroken, match="belum diselesaikan"):
        evaluations.reopen(db, plan_id_of(db, UNRATED), PERIOD, "salah ketik")


@pytest.mark.parametrize("name", ["Marlina Safitri", "Rizki Sulaiman"])
def test_a_plan_that_is_not_approved_cannot_be_rated(db, name):
    with pytest.raises(RuleBroken, match="target yang sudah disetujui"):
        Opened(db, name)


def test_a_plan_taken_back_meanwhile_stops_the_saving(db):
    opened = Opened(db).rate_all().overall("sesuai", "sesuai")
    with db.act("Impor", opened.plan.employee.id) as act:
        act.write(WorkPlan, opened.plan_id, state="draf")
    with pytest.raises(RuleBroken, match="masih draf"):
        opened.save(finish=True)


def test_a_period_outside_the_plan(db):
    opened = Opened(db)
    with db.act("Mutasi", opened.plan.employee.id) as act:
        act.write(WorkPlan, opened.plan_id, start=evaluations.period_from_code("2026-TW4").start)
    with pytest.raises(RuleBroken, match="di luar masa"):
        Opened(db)


def merged(db, opened, **columns):
    with db.act("Dari program yang lebih baru", opened.plan.employee.id) as act:
        act.write(
            Evaluation,
            Evaluation.id_of(opened.plan_id, PERIOD),
            employee_id=opened.plan.employee.id,
            plan_id=opened.plan_id,
            period=PERIOD,
            **columns,
        )


def test_a_rating_this_program_does_not_know_is_to_be_keyed_again(db):
    opened = Opened(db)
    merged(db, opened, work_rating="istimewa", behaviour_rating="sesuai", rules="permenpanrb-6-2022")
    opened = Opened(db).rate_all()
    value = ValueRating.id_of(Evaluation.id_of(opened.plan_id, PERIOD), VALUES[0].key)
    forms.keep(db, opened.form, {f"value_rating/{value}/rating": "7"})
    row = opened.row()
    assert evaluations.predicate(row["work_rating"], row["behaviour_rating"], row["rules"]) is None
    assert evaluations.predicate_on_form(opened.form, opened.plan, PERIOD)[0] is None
    assert len(opened.missing()) == 2
    assert all("tidak dikenal" in text for text in opened.missing())
    opened.key(work_rating="di_atas")
    forms.keep(db, opened.form, {f"value_rating/{value}/rating": ""})
    opened.save(finish=True)
    assert opened.stored().work_rating == "di_atas"


def test_rules_this_program_does_not_know_give_no_predikat_and_are_kept(db):
    opened = Opened(db)
    merged(db, opened, work_rating="sesuai", behaviour_rating="sesuai", rules="permenpanrb-1-2031")
    opened = Opened(db).rate_all()
    found, sentence = evaluations.predicate_on_form(opened.form, opened.plan, PERIOD)
    assert found is None
    assert "Perbarui program" in sentence
    with pytest.raises(RuleBroken, match="Perbarui program"):
        opened.save(finish=True)
    opened.save()
    assert opened.stored().rules == "permenpanrb-1-2031"
    row = opened.row()
    assert evaluations.predicate(row["work_rating"], row["behaviour_rating"], row["rules"]) is None


def test_predicate_of_anything_is_a_predicate_or_none():
    texts = ["", "?", "sesuai", "di_atas", "di_bawah", "SESUAI", "[/]", "3"]
    for work, behaviour, rules in itertools.product(texts, texts, ["permenpanrb-6-2022", "", "x"]):
        found = evaluations.predicate(work, behaviour, rules)
        known = {rating.value for rating in Rating}
        complete = work in known and behaviour in known and rules == "permenpanrb-6-2022"
        assert (found in set(Predicate)) is complete


def test_the_list_and_beranda_count_the_same(db):
    agenda = read_agenda(db.file, db.today())
    assert agenda.period.code == PERIOD
    counts = {state: len(evaluations.listing(db.file, PERIOD, "", state)) for state in evaluations.STATES}
    assert counts["selesai"] == agenda.evaluated
    assert counts["selesai"] + counts["draf"] + counts["tanpa"] == agenda.to_evaluate


def test_the_states_of_the_list_close(db):
    Opened(db).rate_all().save()
    every = evaluations.listing(db.file, PERIOD)
    parts = [set(evaluations.listing(db.file, PERIOD, "", state).keys) for state in evaluations.STATES]
    assert sum(map(len, parts)) == len(every) == 33
    assert set().union(*parts) == set(every.keys)
