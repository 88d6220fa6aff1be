"""Penilaian diri: before the evaluation, locked when finished, too late once it is; it never fills a rating."""

from __future__ import annotations

import pytest

from kinerja_tui.models.evaluations import Evaluation, ResultRating
from kinerja_tui.models.self_assessment import SelfAssessment, SelfResult
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation import beside, evaluations, self_assessment
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from tests.services.stories import plan_id_of
from tests.services.test_evaluations import UNRATED, Opened

PERIOD = "2026-TW3"


class Own:
    """A self-assessment opened for keying."""

    def __init__(self, db, name=UNRATED, period=PERIOD):
        self.db, self.period, self.plan_id = db, period, plan_id_of(db, name)
        self.form, self.plan, _ = self_assessment.own_form(db, self.plan_id, period)

    def key_result(self, number, **columns):
        result_id = self.plan.lines[number].result.id
        return self._keep(
            {self_assessment.own_result_key(self.plan_id, self.period, result_id, n): t for n, t in columns.items()}
        )

    def key_value(self, value, **columns):
        return self._keep(
            {self_assessment.own_value_key(self.plan_id, self.period, value, n): t for n, t in columns.items()}
        )

    def key(self, **columns):
        return self._keep({self_assessment.own_key(self.plan_id, self.period, n): t for n, t in columns.items()})

    def rate_all(self, rating="sesuai", note=""):
        for number in range(len(self.plan.lines)):
            self.key_result(number, rating=rating, note=note)
        return self

    def save(self, *, finish=False):
        self_assessment.save(self.db, self.form, self.plan, self.period, finish=finish)
        return self

    def missing(self):
        return [item.text for item in self_assessment.missing_in(self.form, self.plan, self.period)]

    def read(self):
        with self.db.reading() as session:
            return self_assessment.read(session, self.plan_id, self.period)

    def _keep(self, texts):
        forms.keep(self.db, self.form, texts)
        return self


def own_state(db):
    rows = evaluations.listing(db.file, PERIOD)
    return next(row["own_state"] for row in rows.rows(0, len(rows)) if row["name"] == UNRATED)


def test_from_the_own_view_to_the_notes_beside_the_evaluation(db):
    assert own_state(db) is None
    own = Own(db).rate_all(note="Tepat waktu").key_value("loyal", rating="sesuai").key(hopes="Ikut bimtek").save()
    assert own_state(db) == "draf"
    Own(db).save(finish=True)
    assert own_state(db) == "selesai"
    found = own.read()
    assert (found.assessment.hopes, found.assessment.finished_on) == ("Ikut bimtek", db.today())
    assert {item.note for item in found.results.values()} == {"Tepat waktu"}
    assert set(found.results) == {line.result.id for line in own.plan.lines}
    assert found.values["loyal"].rating == "sesuai"


def test_it_never_fills_a_rating(db):
    Own(db).rate_all("di_atas", "bukti").save(finish=True)
    opened = Opened(db)
    assert not [text for key, text in opened.form.texts().items() if key.endswith("rating") and text]
    assert opened.missing()
    with db.reading() as session:
        assert session.get(Evaluation, Evaluation.id_of(opened.plan_id, PERIOD)) is None


def test_an_evaluation_goes_without_one_and_with_a_draft(db):
    Own(db).key(note="Baru mulai").save()
    opened = Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    assert opened.stored().state == "selesai"


def test_finishing_asks_for_every_result_and_for_reasons(db):
    own = Own(db)
    results = len(own.plan.lines)
    assert own.missing() == [f"Rating hasil kerja {number} belum dipilih." for number in range(1, results + 1)]
    own.rate_all().key_result(0, rating="di_atas").key_value(VALUES[1].key, rating="di_bawah", note="   ")
    assert own.missing() == [
        "Rating hasil kerja 1 di atas ekspektasi: tulis alasannya di catatan.",
        "Rating Akuntabel di bawah ekspektasi: tulis alasannya di catatan.",
    ]
    with pytest.raises(RuleBroken, match="tulis alasannya"):
        own.save(finish=True)
    assert own.read() is None
    own.key_result(0, rating="hebat")
    assert "tidak dikenal" in own.missing()[0]


def test_finished_is_locked_and_can_be_taken_back(db):
    own = Own(db).rate_all().save(finish=True)
    late = Own(db).key(note="Satu lagi")
    with pytest.raises(RuleBroken, match="Ambil kembali"):
        late.save()
    self_assessment.take_back(db, own.plan_id, PERIOD)
    assert not own.read().is_finished
    with pytest.raises(RuleBroken, match="belum selesai"):
        self_assessment.take_back(db, own.plan_id, PERIOD)
    forms.discard(db, late.form)
    Own(db).key(note="Satu lagi").save(finish=True)
    assert (own.read().assessment.note, own.read().is_finished) == ("Satu lagi", True)


def test_once_the_evaluation_is_finished_it_is_too_late_until_it_is_opened_again(db):
    own = Own(db).rate_all().save(finish=True)
    Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    with pytest.raises(RuleBroken, match="Evaluasi periode ini sudah selesai"):
        self_assessment.take_back(db, own.plan_id, PERIOD)
    evaluations.reopen(db, own.plan_id, PERIOD, "keliru")
    self_assessment.take_back(db, own.plan_id, PERIOD)
    assert not own.read().is_finished


def test_none_after_the_evaluation(db):
    typing = Own(db).key(note="Sedang diketik")
    Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    for refused in (lambda: Own(db), lambda: typing.save(), lambda: typing.rate_all().save(finish=True)):
        with pytest.raises(RuleBroken, match="sudah selesai, jadi penilaian diri tidak dapat"):
            refused()
    assert typing.read() is None


@pytest.mark.parametrize("name", ["Marlina Safitri", "Zainal Idris, S.Sos."])
def test_only_on_an_approved_plan(db, name):
    with pytest.raises(RuleBroken, match="Penilaian diri memakai target yang sudah disetujui"):
        Own(db, name)


def test_the_history_says_what_it_was(db):
    own = Own(db).rate_all().save(finish=True)
    self_assessment.take_back(db, own.plan_id, PERIOD)
    acts = [row[0] for row in db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 2")]
    assert acts == [
        "Penilaian diri Triwulan III 2026 diambil kembali",
        f"Penilaian diri {UNRATED}, Triwulan III 2026: selesai",
    ]


def test_what_two_pcs_did_without_knowing_is_listed_and_nothing_is_lost(db):
    Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    plan_id = plan_id_of(db, UNRATED)
    assessment_id = SelfAssessment.id_of(plan_id, PERIOD)
    later = db.today().replace(day=29)
    with db.act("PC lain", Opened(db).plan.employee.id) as act:
        act.write(SelfAssessment, assessment_id, plan_id=plan_id, period=PERIOD, state="selesai", finished_on=later)
        act.write(SelfResult, SelfResult.id_of(assessment_id, "tak-ada"), assessment_id=assessment_id,
                  result_id="tak-ada", rating="hebat")  # fmt: skip
    (item,) = settle.to_settle(db.file)
    assert item.text == "Penilaian diri Triwulan III 2026 selesai sesudah evaluasinya"
    opened = Opened(db)
    with db.reading() as session:
        found = beside.read(session, opened.plan, PERIOD)
        assert found.own.results["tak-ada"].rating == "hebat"


def test_a_rating_below_without_reason_after_a_merge_is_listed(db):
    opened = Opened(db).rate_all().overall("sesuai", "sesuai").save(finish=True)
    evaluation_id = Evaluation.id_of(opened.plan_id, PERIOD)
    result_id = opened.plan.lines[0].result.id
    with db.act("PC lain", opened.plan.employee.id) as act:
        act.write(ResultRating, ResultRating.id_of(evaluation_id, result_id), rating="di_bawah", reason="", proposal="")
    (item,) = settle.to_settle(db.file)
    assert item.text.startswith("Evaluasi Triwulan III 2026 selesai dengan rating di bawah ekspektasi tanpa alasan")
    assert (item.kind, item.record_id, item.person) == ("evaluation", evaluation_id, UNRATED)
