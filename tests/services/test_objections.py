"""Keberatan: handed over, objected to in time or late, decided once by the one superior, opened again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kinerja_tui.models.development import FollowUp
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.objections import Delivery, Objection
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.objections import Counting
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations, objection_list, objections
from kinerja_tui.services.evaluation.objection_case import case_of
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.office import holidays
from kinerja_tui.services.office.agenda_after import read_after
from tests.services.plan_office import titles
from tests.services.stories import plan_id_of

PERIOD = "2026-TW3"
RATED, OTHER, UNRATED = "Dewi Lestari, S.H.", "Fitri Puspita, S.IP.", "Halimah Wahyuni, A.Md.A.B."


class Story:
    """One evaluation on its way through delivery, objection and decision."""

    def __init__(self, db, name=RATED):
        self.db = db
        self.plan_id = plan_id_of(db, name)
        self.id = Evaluation.id_of(self.plan_id, PERIOD)
        self.received = db.today() - timedelta(days=20)
        with db.act("Selesai lebih awal", self.case.evaluation.employee_id) as act:
            if self.case.evaluation.state == "selesai":
                act.write(Evaluation, self.id, finished_on=self.received)

    @property
    def case(self):
        return case_of(self.db, self.id)

    @property
    def superior(self):
        return self.case.superior_name

    def key(self, form, case, table, **texts):
        values = {objections.key_of(case, table, name): str(text) for name, text in texts.items()}
        forms.keep(self.db, form, values)

    def deliver(self, on=None, by=""):
        form, case = objections.delivery_form(self.db, self.id)
        self.key(form, case, Delivery, delivered_on=on or self.received, received_by=by)
        objections.deliver(self.db, form, case)
        return self

    def object(self, days=3, reasons="Bukti belum dibaca", employee_id=None):
        who = employee_id or self.case.evaluation.employee_id
        form, case = objections.objection_form(self.db, self.id, who)
        self.key(form, case, Objection, submitted_on=self.received + timedelta(days=days), reasons=reasons)
        objections.object_to(self.db, form, case)
        return self

    def decision(self, decision="diterima", by=None, text="Bukti sah", on=None):
        form, case = objections.decision_form(self.db, self.id)
        self.key(form, case, Objection, decision=decision, decided_by=self.superior if by is None else by,
                 decision_text=text, decided_on=on or self.db.today())  # fmt: skip
        return form, case

    def decide(self, **more):
        objections.decide(self.db, *self.decision(**more))
        return self

    def row(self):
        rows = objection_list.listing(self.db.file, 2026)
        return next(row for row in rows.rows(0, len(rows)) if row["key"] == self.id)

    def clock(self, today=None):
        return objection_list.clock(self.row(), today or self.db.today(), holidays.holidays(self.db.file))


@pytest.fixture
def story(db):
    return Story(db)


def test_from_delivery_to_decision(story):
    assert story.row()["state"] == "belum"
    story.deliver(by="")
    delivery = story.case.delivery
    assert (delivery.received_by, delivery.counting, delivery.finished_on) == (RATED, "kalender", story.received)
    assert story.row()["state"] == "diserahkan"
    story.object()
    objection = story.case.objection
    assert objection.addressed_card["name"] == story.superior
    assert (objection.final, objection.decision, story.row()["state"]) == (False, "", "menunggu")
    story.decide()
    objection = story.case.objection
    assert (objection.final, objection.decision, objection.decided_by) == (True, "diterima", story.superior)
    assert story.row()["state"] == "diputus"
    assert titles(story.db)[-3:] == [
        "Hasil evaluasi Triwulan III 2026 diserahkan",
        "Keberatan atas evaluasi Triwulan III 2026 diajukan",
        "Keberatan atas evaluasi Triwulan III 2026 diputus: Diterima",
    ]


def test_an_unfinished_evaluation_is_not_handed_over(db):
    opened, plan, _ = evaluations.evaluation_form(db, plan_id_of(db, UNRATED), PERIOD)
    evaluations.save(db, opened, plan, PERIOD)
    with pytest.raises(RuleBroken, match="belum selesai"):
        objections.delivery_form(db, Evaluation.id_of(plan.plan.id, PERIOD))
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        objections.delivery_form(db, "tidak-ada")


def test_somebody_elses_result_cannot_be_objected_to(story):
    story.deliver()
    other = Story(story.db, OTHER).case.evaluation.employee_id
    with pytest.raises(RuleBroken, match="evaluasi sendiri"):
        story.object(employee_id=other)
    form, case = objections.objection_form(story.db, story.id, story.case.evaluation.employee_id)
    story.key(form, case, Objection, submitted_on=story.received, reasons="ada")
    form.subject = other
    with pytest.raises(RuleBroken, match="evaluasi sendiri"):
        objections.object_to(story.db, form, case)
    assert story.case.objection is None


def test_without_delivery_there_is_no_clock_and_no_objection(story):
    with pytest.raises(RuleBroken, match="diterima pegawai"):
        story.object()
    assert story.clock() is None


@pytest.mark.parametrize("days", [0, 1, 14, 15, 20])
def test_day_fourteen_is_in_day_fifteen_is_taken_and_marked(story, days):
    story.deliver().object(days=days)
    clock = story.clock()
    assert (clock.number, clock.late, clock.left) == (days, days > 14, 14 - days)
    assert clock.deadline == story.received + timedelta(days=14)


def test_the_clock_runs_while_nobody_objects(story):
    story.deliver()
    assert [story.clock(story.received + timedelta(days=n)).number for n in (0, 14, 15)] == [0, 14, 15]
    assert story.clock().late


def test_the_delivery_keeps_the_days_it_was_made_under(story):
    objections.set_counting(story.db, Counting.WORKING)
    story.deliver()
    objections.set_counting(story.db, Counting.CALENDAR)
    assert story.case.delivery.counting == "kerja"
    before = story.clock().deadline
    free = story.received + timedelta(days=3 if (story.received + timedelta(days=3)).isoweekday() < 6 else 5)
    holidays.add(story.db, free, "Libur kantor")
    assert story.clock().deadline > before
    story.deliver(by="Kakak")
    assert (story.case.delivery.counting, story.case.delivery.received_by) == ("kerja", "Kakak")


@pytest.mark.parametrize(("days", "match"), [(-1, "diterimanya hasil"), (21, "belum tiba")])
def test_days_of_submission_that_cannot_be(story, days, match):
    story.deliver()
    with pytest.raises(RuleBroken, match=match):
        story.object(days=days)


def test_days_of_delivery_that_cannot_be(story):
    with pytest.raises(RuleBroken, match="selesainya evaluasi"):
        story.deliver(on=story.received - timedelta(days=1))
    with pytest.raises(RuleBroken, match="belum tiba"):
        story.deliver(on=story.db.today() + timedelta(days=1))
    form, case = objections.delivery_form(story.db, story.id)
    forms.discard(story.db, form)
    with pytest.raises(RuleBroken, match="Isi tanggal"):
        objections.deliver(story.db, form, case)
    assert story.case.delivery is None


@pytest.mark.parametrize("reasons", ["", "   "])
def test_an_objection_needs_reasons(story, reasons):
    story.deliver()
    with pytest.raises(RuleBroken, match="alasan"):
        story.object(reasons=reasons)


def test_an_objection_can_be_mended_until_it_is_decided(story):
    story.deliver().object().object(days=4, reasons="Bukti kedua")
    assert story.case.objection.reasons == "Bukti kedua"
    with pytest.raises(RuleBroken, match="tidak diubah lagi"):
        story.deliver(on=story.received + timedelta(days=1))
    story.decide()
    with pytest.raises(RuleBroken, match="final"):
        story.object(days=5)


def test_only_the_superior_named_in_it_decides(story):
    story.deliver().object()
    rater = story.case.evaluation.rated_by
    for name in (rater, RATED, story.db.operator, "", "x"):
        with pytest.raises(RuleBroken, match="hanya dapat diputus"):
            story.decide(by=name)
    assert not story.case.objection.final
    story.decide(by=f"  {story.superior.upper()} ")
    assert story.case.objection.decided_by == story.superior


def test_the_superior_is_the_one_addressed_even_if_he_changes_later(story):
    story.deliver().object()
    addressed = story.superior
    with story.db.act("Atasan baru", story.case.evaluation.employee_id) as act:
        act.write(WorkPlan, story.plan_id, superior_card={"name": "Orang Baru"})
    with pytest.raises(RuleBroken, match="hanya dapat diputus"):
        story.decide(by="Orang Baru")
    story.decide(by=addressed)


def test_a_decision_is_made_once(story):
    story.deliver().object()
    late, case = story.decision(decision="ditolak")
    story.decide(decision="sebagian")
    with pytest.raises(RuleBroken, match="final"):
        objections.decide(story.db, late, case)
    assert story.case.objection.decision == "sebagian"
    with pytest.raises(RuleBroken, match="final"):
        objections.take_back(story.db, story.id)


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"decision": ""}, "Pilih keputusannya"),
        ({"decision": "[/]"}, "Pilih keputusannya"),
        ({"text": " "}, "pertimbangan"),
        ({"on": date(2026, 1, 1)}, "diajukannya keberatan"),
        ({"on": date(2027, 1, 1)}, "belum tiba"),
    ],
)
def test_what_a_decision_needs(story, more, match):
    story.deliver().object()
    with pytest.raises(RuleBroken, match=match):
        story.decide(**more)
    assert not story.case.objection.final


def test_without_a_superior_nobody_could_decide(story):
    story.deliver()
    with story.db.act("Tanpa atasan", story.case.evaluation.employee_id) as act:
        act.write(WorkPlan, story.plan_id, superior_card={"name": ""})
    with pytest.raises(RuleBroken, match="Atasan pejabat penilai belum diketahui"):
        story.object()


def test_after_acceptance_the_evaluation_is_opened_with_the_decision_as_reason(story):
    story.deliver().object()
    with pytest.raises(RuleBroken, match="setelah keberatan diterima"):
        objections.reopen(story.db, story.id)
    story.decide()
    objections.reopen(story.db, story.id)
    evaluation = story.case.evaluation
    assert (evaluation.state, evaluation.finished_on) == ("draf", None)
    assert "Bukti sah" in evaluation.reopen_reason
    assert story.row()["open"]
    form, plan, _ = evaluations.evaluation_form(story.db, story.plan_id, PERIOD)
    evaluations.save(story.db, form, plan, PERIOD, finish=True)
    assert story.row()["state"] == "belum"
    with pytest.raises(RuleBroken, match="hasil barunya"):
        objections.reopen(story.db, story.id)
    story.deliver(on=story.db.today())
    assert (story.row()["state"], story.case.delivery.delivered_on) == ("diputus", story.db.today())
    with pytest.raises(RuleBroken, match="final"):
        story.object(days=20)
    assert objections.take_back(story.db, story.id).startswith("Penyerahan hasil")
    assert story.row()["state"] == "belum"


def test_a_rejection_leaves_the_result(story):
    story.deliver().object().decide(decision="ditolak")
    with pytest.raises(RuleBroken, match="setelah keberatan diterima"):
        objections.reopen(story.db, story.id)
    assert story.case.evaluation.state == "selesai"


def test_steps_are_taken_back_one_by_one_and_made_again(story):
    story.deliver().object()
    assert "dicabut" in objections.take_back(story.db, story.id)
    assert story.row()["state"] == "diserahkan"
    assert "dibatalkan" in objections.take_back(story.db, story.id)
    assert story.row()["state"] == "belum"
    with pytest.raises(RuleBroken, match="belum diserahkan"):
        objections.take_back(story.db, story.id)
    story.deliver().object(reasons="Sekali lagi")
    assert (story.row()["state"], story.case.objection.reasons) == ("menunggu", "Sekali lagi")


def test_an_evaluation_opened_again_after_delivery_stays_in_sight(story):
    story.deliver()
    evaluations.reopen(story.db, story.plan_id, PERIOD, "Salah rating")
    assert story.row()["state"] == "dibuka"
    with pytest.raises(RuleBroken, match="belum selesai"):
        story.object()


def test_the_states_of_the_list_close(story):
    story.deliver()
    Story(story.db, OTHER).deliver().object()
    every = objection_list.listing(story.db.file, 2026)
    parts = {state: set(objection_list.listing(story.db.file, 2026, "", state).keys) for state in objection_list.STATES}
    assert sum(map(len, parts.values())) == len(every)
    assert set().union(*parts.values()) == set(every.keys)
    assert {state: len(keys) for state, keys in parts.items() if keys} == objection_list.counts(story.db.file, 2026)
    assert every.rows(0, 2)[0]["state"] == "menunggu"
    assert every.rows(0, 2)[1]["state"] == "diserahkan"
    assert len(objection_list.listing(story.db.file, 2026, "dewi lestari")) < len(every)
    assert len(objection_list.listing(story.db.file, 2025)) == 0


@pytest.mark.parametrize("odd", [{"rules": "pp-1-2031"}, {"counting": "[/]"}, {"delivered_on": date(9999, 12, 31)}])
def test_a_delivery_of_a_newer_program_has_no_clock_here(story, odd):
    story.deliver()
    with story.db.act("Impor", story.case.evaluation.employee_id) as act:
        act.write(Delivery, story.case.delivery.id, **odd)
    assert story.clock() is None
    with pytest.raises(RuleBroken):
        story.object()


def test_holidays_are_added_named_anew_and_removed(db):
    day = date(2026, 8, 17)
    with pytest.raises(RuleBroken, match="nama hari libur"):
        holidays.add(db, day, " ")
    holidays.add(db, day, "Kemerdekaan")
    holidays.add(db, day, "Hari Kemerdekaan [/]")
    (row,) = holidays.listing(db.file, 2026).rows(0, 9)
    assert (row["day"], row["name"]) == ("2026-08-17", "Hari Kemerdekaan [/]")
    assert holidays.holidays(db.file) == {day}
    assert len(holidays.listing(db.file, 2027)) == 0
    assert len(holidays.listing(db.file, 2026, "MERDEKA")) == 1
    holidays.remove(db, row["id"])
    assert holidays.holidays(db.file) == frozenset()
    with pytest.raises(RuleBroken, match="sudah tidak ada"):
        holidays.remove(db, row["id"])
    holidays.add(db, day, "Kemerdekaan")
    assert holidays.holidays(db.file) == {day}


def test_an_objection_a_merge_put_under_another_name_is_listed(story):
    story.deliver().object()
    db, case = story.db, story.case
    other = Story(db, OTHER).case.evaluation.employee_id
    assert settle.to_settle(db.file) == []
    with db.act("Dari paket", other) as act:
        act.write(Objection, case.objection.id, reasons="Bukan hasil saya")
    with db.act("Dari paket", case.evaluation.employee_id) as act:
        act.remove(Delivery, case.delivery.id)
    found = [(item.kind, item.text) for item in settle.to_settle(db.file)]
    assert found == [
        ("objection", "Keberatan atas evaluasi Triwulan III 2026 diajukan atas nama orang lain"),
        ("objection", "Keberatan atas evaluasi Triwulan III 2026 tanpa penyerahan hasilnya"),
    ]


def test_beranda_counts_clocks_that_end_and_objections_that_wait(story):
    def told(days: int) -> tuple[int, int]:
        after = read_after(story.db.file, story.received + timedelta(days=days))
        return after.ending, after.undecided

    story.deliver()
    assert [told(days) for days in (10, 11, 14, 15)] == [(0, 0), (1, 0), (1, 0), (0, 0)]
    story.object()
    assert told(14) == (0, 1)
    story.decide(decision="ditolak")
    assert told(14) == (0, 0)
    person = story.case.evaluation.employee_id
    days = (date(2026, 11, 1), date(2026, 11, 2))
    before = [read_after(story.db.file, day).overdue for day in days]
    with story.db.act("Tindak lanjut", person) as act:
        act.write(FollowUp, FollowUp.id_of(story.id, "hasil", ""), employee_id=person, due=days[0])
    assert [read_after(story.db.file, day).overdue for day in days] == [before[0], before[1] + 1]
