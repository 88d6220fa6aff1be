"""The camat's page: sums that close, who needs help and where, everybody's load beside the middle."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kinerja_tui.models.employees import Assignment, Employee, Excuse
from kinerja_tui.models.feedback import Feedback
from kinerja_tui.models.offices import Office
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ProgressReport
from kinerja_tui.models.voices import Voice
from kinerja_tui.screens.office.office_lines import lines_of
from kinerja_tui.services.monitoring import tracks, workload
from kinerja_tui.services.monitoring.obstacles import obstacles_key
from kinerja_tui.services.office import office_help, office_state
from kinerja_tui.services.office.agenda import read_agenda
from kinerja_tui.services.planning import plans
from kinerja_tui.services.planning.plan_lines import EXCUSED, NONE

YEAR, TODAY = 2026, date(2026, 11, 20)


def page(db, today=TODAY):
    marks = tracks.marks_of_year(db.file, YEAR, office_state.running_period(db.file, YEAR, today))
    return office_state.read(db.file, YEAR, today, marks), office_help.read(db.file, YEAR, today, marks)


def test_the_sums_close_and_agree_with_beranda_and_the_lists(db):
    numbers, helps = page(db)
    agenda, whole = read_agenda(db.file, TODAY), numbers.whole
    assert whole.people == agenda.employees
    assert dict(whole.plans) == agenda.plans
    assert whole.lines == agenda.employees - whole.plans[EXCUSED]  # nobody holds two posts here
    assert (whole.due.evaluated, whole.due.plans, whole.due.reported) == (
        agenda.evaluated, agenda.to_evaluate, agenda.reported,
    )  # fmt: skip
    assert whole.due.late == agenda.late
    assert office_help.counted(helps) == Counter(item.reason for item in helps)
    assert len({item.key for item in helps}) == len(helps)
    order = list(office_help.REASONS)
    assert helps == sorted(helps, key=lambda item: (order.index(item.reason), item.name, item.employee_id, item.about))


def test_the_marks_of_all_plans_are_those_of_each(db):
    period = office_state.running_period(db.file, YEAR, TODAY)
    for plan_id, found in tracks.marks_of_year(db.file, YEAR, period).items():
        figures = tracks.read(db.file, plan_id)
        assert {item.id: mark for item, mark in found} == {
            item.id: mark
            for item in figures.indicators
            if item.counts(period) and (mark := figures.track(item, period).mark) != "tertulis"
        }


def test_without_a_plan_because_the_superior_has_none(db):
    boss, below = db.file.rows(
        "SELECT a.rater_id, a.employee_id FROM assignment a JOIN employee e ON e.id = a.rater_id "
        "JOIN employee s ON s.id = a.employee_id WHERE s.end_date IS NULL AND e.end_date IS NULL "
        "ORDER BY e.name, s.name"
    )[0]
    with db.act("Tanpa rencana") as act:
        for (plan_id,) in db.file.rows("SELECT id FROM work_plan WHERE employee_id IN (?, ?)", (boss, below)):
            act.remove(WorkPlan, plan_id)
    _, helps = page(db)
    reasons = {item.employee_id: item for item in helps if item.reason in (office_help.ABOVE, office_help.PLANLESS)}
    assert (reasons[below].reason, reasons[below].about) == (office_help.ABOVE, boss)
    assert reasons[boss].reason == office_help.PLANLESS
    # an excused superior holds nobody up, and is counted by reason
    with db.act("Tugas belajar", boss) as act:
        act.write(Excuse, "x1", employee_id=boss, reason="tugas_belajar", start=date(2026, 1, 1))
    numbers, helps = page(db)
    assert next(item for item in helps if item.employee_id == below and item.reason == office_help.PLANLESS)
    assert numbers.whole.excused == {"tugas_belajar": 1}
    assert numbers.whole.plans[EXCUSED] == 1
    assert "1 dikecualikan (Tugas belajar)" in lines_of(numbers, numbers.whole, whole=True)[0].behind


def test_obstacles_wait_until_the_rater_has_read_exactly_these(db):
    _, helps = page(db)
    item = next(item for item in helps if item.reason == office_help.OBSTACLES)
    rows = db.file.rows(
        "SELECT i.text, g.obstacles, g.id FROM progress g JOIN indicator i ON i.id = g.indicator_id "
        "WHERE g.plan_id = ? AND g.period = ? AND g.obstacles <> ''",
        (item.about, item.period),
    )
    assert len(rows) == 1
    report = ProgressReport.id_of(item.about, item.period)
    with db.act("Dibaca", item.employee_id) as act:
        act.write(ProgressReport, report, plan_id=item.about, period=item.period,
                  obstacles_read=obstacles_key([rows[0][:2]]))  # fmt: skip
    assert item.key not in {other.key for other in page(db)[1]}
    with db.act("Berubah", item.employee_id) as act:
        act.write(Progress, rows[0][2], obstacles="Hambatan lain")
    assert item.key in {other.key for other in page(db)[1]}


def test_few_voices_say_how_many_and_name_no_giver(db):
    person = db.file.rows("SELECT id FROM employee WHERE end_date IS NULL ORDER BY name LIMIT 1")[0][0]
    with db.act("Umpan balik", person) as act:
        act.write(
            Feedback, "f1", employee_id=person, given_on=date(2026, 5, 5), giver_kind="rekan", giver_name="Rekan X"
        )
    (item,) = [item for item in page(db)[1] if item.reason == office_help.VOICES]
    assert item.detail == "rekan kerja: 1, minimal 3"
    assert not page(db)[1][0].search.count("rekan x")


def test_voices_by_state_and_offices_of_a_district(db):
    with db.act("Suara") as act:
        for (key,) in db.file.rows("SELECT id FROM voice"):
            act.remove(Voice, key)
        for key, values in (
            ("v1", {"kind": "keluhan"}),
            ("v2", {"kind": "kritik", "due": date(2026, 6, 1)}),
            ("v3", {"kind": "masukan", "owner_id": "o", "done_on": date(2026, 6, 1)}),
            ("v4", {"kind": "pujian"}),
            ("v5", {"kind": "?", "no_action": "Bukan wewenang"}),
        ):
            act.write(Voice, key, office=db.office, received_on=date(2026, 5, 4), **values)
        act.write(Office, Office.id_of("15.04.99"), code="15.04.99", name="Kecamatan Lain")
    with db.act("Kantor lain") as act:
        act.write(Employee, "e9", nip="199001012015011901", name="Orang Baru", office="15.04.99")
        act.write(Assignment, "a9", employee_id="e9", post="Camat", start=date(2026, 1, 1), office="15.04.99")
    numbers, helps = page(db)
    line = next(line for line in lines_of(numbers, numbers.whole, whole=True) if line.about == "Suara masyarakat")
    assert (line.figure, line.mark) == ("2 dari 4", "!")
    assert line.behind == "1 lewat batas, 1 baru, 1 ditindaklanjuti, 1 dijawab tanpa tindakan, 1 pujian"
    assert list(numbers.offices) == [db.office, "15.04.99"]
    assert sum(state.people for state in numbers.offices.values()) == numbers.whole.people
    assert sum(state.lines for state in numbers.offices.values()) == numbers.whole.lines
    assert numbers.offices["15.04.99"].plans == {NONE: 1}
    assert [item.name for item in office_help.narrowed(helps, "orang baru", "", "15.04.99")] == ["Orang Baru"]
    assert office_help.narrowed(helps, "orang baru", "", db.office) == []


def test_an_office_without_people_is_no_zero(empty_db):
    numbers, helps = page(empty_db)
    assert helps == []
    assert numbers.offices == {}
    lines = lines_of(numbers, numbers.whole, whole=True)
    assert {line.figure for line in lines if line.of == 0} <= {"belum ada", "tidak ada", "lengkap"}


def test_the_load_stands_beside_the_middle_and_is_not_a_ranking(db):
    period = office_state.running_period(db.file, YEAR, TODAY)
    found = workload.listing(db.file, YEAR, TODAY, period, by_unit=False)
    rows = found.rows(0, len(found))
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    by_unit = workload.listing(db.file, YEAR, TODAY, period, by_unit=True)
    assert {*by_unit.keys} == {*found.keys}
    units = [(row["unit"], row["name"]) for row in by_unit.rows(0, len(by_unit))]
    assert units == sorted(units)
    middle = workload.medians(db.file, YEAR, TODAY, period)
    planned = sorted(row["results"] for row in rows if row["results"])
    assert planned[0] <= middle["results"] <= planned[-1]
    listed = plans.listing(db.file, YEAR, day=TODAY)
    results = {row["id"]: row["results"] for row in listed.rows(0, len(listed))}
    assert {row["id"]: row["results"] for row in rows}.items() <= results.items()  # beside those who left
    # a step is late the day after its own last day, or its period's
    steps = db.file.rows(
        "SELECT p.employee_id, s.due_on, s.period FROM action_step s JOIN work_plan p ON p.id = s.plan_id "
        "JOIN employee e ON e.id = p.employee_id AND e.end_date IS NULL WHERE s.done_on IS NULL AND NOT s.removed"
    )
    ends = {f"2026-TW{n}": day for n, day in enumerate(("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"), 1)}
    late = Counter(person for person, due, code in steps if (due or ends[code]) < "2026-11-20")
    assert {row["id"]: row["late"] for row in rows if row["late"]} == dict(late)


def test_nobody_has_a_load_in_an_empty_office(empty_db):
    period = office_state.running_period(empty_db.file, YEAR, TODAY)
    assert workload.medians(empty_db.file, YEAR, TODAY, period) == {}
    assert len(workload.listing(empty_db.file, YEAR, TODAY, period, by_unit=True)) == 0
