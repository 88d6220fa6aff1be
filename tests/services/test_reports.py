"""The report of a period: submitted on a day, late, locked, taken back, returned; and what a merge may make of it."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.monitoring import obstacles, progress, report_states, reports
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.office import setup
from kinerja_tui.services.office.agenda import read_agenda
from tests.services.plan_office import titles
from tests.services.stories import plan_id_of

PERIOD = "2026-TW3"
SILENT = "Ratna Azizah, A.Md.Ak."
TODAY = date(2026, 11, 20)


def typed(db, plan_id, column="amount", text="1", which=0):
    form, plan = progress.progress_form(db, plan_id, PERIOD)
    indicator = plan.lines[0].indicators[which]
    forms.keep(db, form, {progress.progress_key(indicator.id, PERIOD, column): text})
    progress.save(db, form, plan, PERIOD)
    return indicator


def counted(db, state):
    due = reporting(db.file, 2026).due(progress.period_from_code(PERIOD))
    rows = progress.people(db.file, PERIOD, "", [report_states.in_state(state, due, TODAY)])
    return [row["name"] for row in rows.rows(0, len(rows))]


def test_a_report_is_submitted_locks_and_is_taken_back(db):
    plan_id = plan_id_of(db, SILENT)
    typed(db, plan_id)
    missing, count = reports.lacking(db, plan_id, PERIOD)
    found = reports.submit(db, plan_id, PERIOD, date(2026, 10, 8))
    assert (found.late, found.missing, found.indicators) == (3, len(missing), count)
    assert count - 1 == len(missing) > 0
    assert found.sentence(TODAY) == (
        f"Laporan realisasi diajukan 8 Oktober 2026, terlambat 3 hari; {len(missing)} dari {count} indikator tanpa "
        "realisasi."
    )
    assert "Laporan realisasi Triwulan III 2026 diajukan 8 Oktober 2026" in titles(db)
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        typed(db, plan_id, text="2")
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        reports.submit(db, plan_id, PERIOD, TODAY)
    with pytest.raises(RuleBroken, match="alasan"):
        reports.withdraw(db, plan_id, PERIOD, "  ")
    reports.withdraw(db, plan_id, PERIOD, "Angka terbalik")
    typed(db, plan_id, text="3")
    assert "Ditarik kembali: Angka terbalik" in reports.standing(db, plan_id, PERIOD).sentence(TODAY)
    with pytest.raises(RuleBroken, match="belum diajukan"):
        reports.withdraw(db, plan_id, PERIOD, "lagi")
    assert reports.submit(db, plan_id, PERIOD, date(2026, 10, 5)).late == 0


def test_the_rater_returns_it_with_a_reason(db):
    plan_id = plan_id_of(db, SILENT)
    typed(db, plan_id)
    reports.submit(db, plan_id, PERIOD, TODAY)
    reports.send_back(db, plan_id, PERIOD, "Bukti belum ada")
    assert counted(db, "dikembalikan") == [SILENT]
    assert (
        reports.standing(db, plan_id, PERIOD).sentence(TODAY).endswith("dikembalikan pejabat penilai: Bukti belum ada")
    )
    typed(db, plan_id, text="2")


@pytest.mark.parametrize(("day", "word"), [(date(2026, 6, 30), "mulainya"), (date(2026, 11, 21), "belum tiba")])
def test_a_day_that_cannot_be_is_refused(db, day, word):
    with pytest.raises(RuleBroken, match=word):
        reports.submit(db, plan_id_of(db, SILENT), PERIOD, day)


def test_states_are_disjoint_and_close_and_late_ones_are_found(db):
    everybody = progress.people(db.file, PERIOD)
    by_state = {state: counted(db, state) for state in report_states.STATES}
    assert sum(len(names) for names in by_state.values()) == len(everybody)
    assert len({name for names in by_state.values() for name in names}) == len(everybody)
    late = counted(db, report_states.LATE)
    assert SILENT in late
    assert set(by_state["belum"] + by_state["draf"]) <= set(late)
    plan_id = plan_id_of(db, SILENT)
    reports.submit(db, plan_id, PERIOD, date(2026, 10, 5))
    assert SILENT not in counted(db, report_states.LATE)
    assert SILENT in counted(db, "diajukan")


def test_beranda_counts_who_is_still_waited_for(db):
    agenda = read_agenda(db.file, TODAY)
    waited = counted(db, "belum") + counted(db, "draf")
    assert (agenda.late, agenda.report_due) == (len(waited), date(2026, 10, 5))
    assert read_agenda(db.file, date(2026, 10, 5)).late == 0
    reports.submit(db, plan_id_of(db, SILENT), PERIOD, TODAY)
    assert read_agenda(db.file, TODAY).late == len(waited) - 1


def test_another_due_day_does_not_touch_what_was_submitted(db):
    plan_id = plan_id_of(db, SILENT)
    reports.submit(db, plan_id, PERIOD, date(2026, 10, 8))
    setup.choose_due_days(db, 2026, 10)
    assert reports.standing(db, plan_id, PERIOD).late == 3
    reports.withdraw(db, plan_id, PERIOD, "x")
    assert reports.submit(db, plan_id, PERIOD, date(2026, 10, 8)).late == 0
    with pytest.raises(RuleBroken):
        setup.choose_due_days(db, 2026, 91)


def test_a_finished_evaluation_closes_all(db):
    plan_id = plan_id_of(db, "Dewi Lestari, S.H.")
    for act in (
        lambda: reports.submit(db, plan_id, PERIOD, TODAY),
        lambda: reports.withdraw(db, plan_id, PERIOD, "x"),
        lambda: reports.send_back(db, plan_id, PERIOD, "x"),
    ):
        with pytest.raises(RuleBroken, match=r"sudah selesai|belum diajukan"):
            act()


def test_only_on_an_approved_plan(db):
    with pytest.raises(RuleBroken, match="setelah rencana disetujui"):
        reports.submit(db, plan_id_of(db, "Marlina Safitri"), PERIOD, TODAY)


# -- obstacles


def rate(db, plan_id, **more):
    form, plan, _ = evaluations.evaluation_form(db, plan_id, PERIOD)
    texts = {evaluations.result_key(plan_id, PERIOD, line.result.id, "rating"): "sesuai" for line in plan.lines}
    for column in ("work_rating", "behaviour_rating"):
        texts[evaluations.evaluation_key(plan_id, PERIOD, column)] = "sesuai"
    forms.keep(db, form, {**texts, **more})
    return form, plan


def test_obstacles_are_read_before_an_evaluation_is_finished(db):
    plan_id = plan_id_of(db, SILENT)
    typed(db, plan_id, "obstacles", "Printer rusak")
    form, plan = rate(db, plan_id)
    with pytest.raises(RuleBroken, match="Hambatan periode ini belum ditandai dibaca"):
        evaluations.save(db, form, plan, PERIOD, finish=True)
    with db.reading() as session:
        key = obstacles.obstacles_key(obstacles.obstacles(plan, progress.in_period(session, plan_id, PERIOD)))
    forms.keep(db, form, {obstacles.reading_key(plan_id, PERIOD): key})
    evaluations.save(db, form, plan, PERIOD)
    with db.reading() as session:
        report = session.get_one(ProgressReport, ProgressReport.id_of(plan_id, PERIOD))
    assert (report.plan_id, report.period, report.state) == (plan_id, PERIOD, "")
    assert report.obstacles_read_on == TODAY
    assert report.obstacles_read_by
    typed(db, plan_id, "obstacles", "Printer rusak, listrik padam")
    form, plan = rate(db, plan_id)
    with pytest.raises(RuleBroken, match="belum ditandai dibaca"):
        evaluations.save(db, form, plan, PERIOD, finish=True)


def test_without_obstacles_there_is_nothing_to_mark_and_no_report_is_needed(db):
    plan_id = plan_id_of(db, SILENT)
    typed(db, plan_id)
    form, plan = rate(db, plan_id)
    evaluations.save(db, form, plan, PERIOD, finish=True)
    assert db.file.rows("SELECT count(*) FROM progress_report WHERE plan_id = ? AND period = ?", (plan_id, PERIOD)) == [
        (0,)
    ]


# -- after a merge


def changed_elsewhere(db, plan_id):
    """The same realisasi keyed on another PC that did not know of the submission."""
    indicator = typed(db, plan_id)
    reports.submit(db, plan_id, PERIOD, TODAY)
    subject = db.file.rows("SELECT employee_id FROM work_plan WHERE id = ?", (plan_id,))[0][0]
    with db.act("Dari PC lain", subject) as act:
        act.write(Progress, Progress.id_of(indicator.id, PERIOD), amount="7")
    return next(item for item in settle.to_settle(db.file) if item.kind == "report")


@pytest.mark.parametrize(("accept", "locked"), [(True, True), (False, False)])
def test_realisasi_that_changed_after_its_submission_is_settled(db, accept, locked):
    assert not [item for item in settle.to_settle(db.file) if item.kind == "report"]
    plan_id = plan_id_of(db, SILENT)
    item = changed_elsewhere(db, plan_id)
    assert (item.person, item.text) == (SILENT, "Realisasi berubah setelah laporannya diajukan: Triwulan III 2026")
    reports.settle(db, item.record_id, accept=accept)
    assert not [item for item in settle.to_settle(db.file) if item.kind == "report"]
    assert reports.standing(db, plan_id, PERIOD).is_submitted is locked


@pytest.mark.parametrize(
    "values",
    [
        {"state": "kode_versi_baru"},
        {"state": "diajukan", "submitted_on": None, "due_on": None},
        {"state": "diajukan", "submitted_on": "2026-10-01", "due_on": "0001-01-01"},
        {"state": "dikembalikan", "reason": "[/]"},
    ],
)
def test_odd_reports_of_a_merge_are_shown(db, values):
    plan_id = plan_id_of(db, SILENT)
    with db.act("x", db.file.rows("SELECT employee_id FROM work_plan WHERE id = ?", (plan_id,))[0][0]) as act:
        given = {"plan_id": plan_id, "period": PERIOD, **values}
        for name in ("submitted_on", "due_on"):
            given[name] = date.fromisoformat(given[name]) if given.get(name) else None
        act.write(ProgressReport, ProgressReport.id_of(plan_id, PERIOD), **given)
    assert reports.standing(db, plan_id, PERIOD).sentence(TODAY)
    assert sum(len(counted(db, state)) for state in report_states.STATES) == len(progress.people(db.file, PERIOD))
    counted(db, report_states.LATE)
    progress.progress_form(db, plan_id, PERIOD)
