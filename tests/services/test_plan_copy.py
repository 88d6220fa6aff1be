"""Copying the lines of a plan: the same lines, and nothing of what became of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation, ResultRating
from kinerja_tui.models.plan_sources import KeyIndicator, PlanComment
from kinerja_tui.models.plans import Expectation, Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.planning import approval, plan_copy, plan_entry, plans
from tests.services.plan_office import YEAR, key_plan, person, plan, three_people, titles, typed

POST = "Pelaksana"


@pytest.fixture
def office(empty_db):
    """The database, Kasi, her staff, and a colleague of his in another unit."""
    db, camat, kasi, staff = three_people(empty_db)
    other = person(db, "199304042018041004", "Rekan Contoh", POST.upper(), camat, unit="Seksi Lain")
    return db, kasi, staff, other


def old_plan(db, employee_id, year=YEAR - 1, *, results=(), expectations=(), post="Pelaksana"):
    """A plan as it may lie in the database after a year: approved, linked, reported, rated, commented."""
    assignment = Assignment.id_of(employee_id, post, date(year, 1, 1))
    plan_id = WorkPlan.id_of(assignment, date(year, 1, 1))
    with db.act("Rencana lama", employee_id) as act:
        act.write(Assignment, assignment, employee_id=employee_id, post=post, start=date(year, 1, 1),
                  end=date(year, 12, 31))  # fmt: skip
        act.write(WorkPlan, plan_id, employee_id=employee_id, assignment_id=assignment, year=year, state="disetujui",
                  start=date(year, 1, 1), end=date(year, 12, 31), decided_by="Penilai")  # fmt: skip
        for place, (kind, text, superior, indicators) in enumerate(results, 1):
            result_id = new_id()
            act.write(WorkResult, result_id, plan_id=plan_id, kind=kind, text=text, position=place, assigned_by="Camat",
                      superior_text=superior, superior_result_id=new_id() if superior else None)  # fmt: skip
            for number, values in enumerate(indicators, 1):
                key = new_id()
                act.write(Indicator, key, plan_id=plan_id, result_id=result_id, position=100 * place + number,
                          part_target=Decimal(1), approved_as="x", confirmed={"target": "9"}, **values)  # fmt: skip
                act.write(Progress, Progress.id_of(key, f"{year}-TW1"), plan_id=plan_id, indicator_id=key,
                          period=f"{year}-TW1", amount=Decimal(7))  # fmt: skip
            evaluation = Evaluation.id_of(plan_id, f"{year}-TW1")
            act.write(ResultRating, ResultRating.id_of(evaluation, result_id), evaluation_id=evaluation,
                      result_id=result_id, rating="di_atas")  # fmt: skip
            act.write(PlanComment, new_id(), plan_id=plan_id, result_id=result_id, text="Usul")
        for value, text in expectations:
            act.write(Expectation, Expectation.id_of(plan_id, value), plan_id=plan_id, value=value, text=text)
    return plan_id


def lines(db, plan_id):
    """Every column that says what a plan promises."""
    with db.reading() as session:
        found = plans.contents(session, plan_id)
    return [
        (
            line.result.kind,
            line.result.text,
            line.result.assigned_by,
            line.result.superior_text,
            [
                (i.aspect, i.text, i.target, i.unit, i.target_text, i.direction, i.evidence_source)
                for i in line.indicators
            ],
        )
        for line in found.lines
    ], {key: item.text for key, item in found.expectations.items()}


def assert_nothing_became_of_it(db, plan_id):
    with db.reading() as session:
        found = plans.contents(session, plan_id)
        assert found.plan.state == "draf"
        assert (found.plan.decided_by, found.plan.submitted_on, found.plan.rater_card) == ("", None, None)
        ids = {line.result.id for line in found.lines} | {i.id for line in found.lines for i in line.indicators}
        for line in found.lines:
            assert line.result.superior_result_id is None
            for indicator in line.indicators:
                assert (indicator.part_target, indicator.approved_as, indicator.confirmed) == (None, "", None)
    for table, column in (("progress", "indicator_id"), ("result_rating", "result_id"), ("plan_comment", "result_id")):
        assert not ids & {key for (key,) in db.file.rows(f"SELECT {column} FROM {table}")}


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
indicator = st.fixed_dictionaries(
    {
        "aspect": st.sampled_from(["kuantitas", "waktu", "aspek_baru"]),
        "text": words,
        "target": st.none() | st.decimals(0, 10**6, places=2),
        "unit": words,
        "target_text": words,
        "direction": st.sampled_from(["naik", "turun", "?"]),
        "evidence_source": words,
        "key_indicator_id": st.none() | st.just("tidak ada"),
    }
)
results = st.lists(
    st.tuples(st.sampled_from(["utama", "tambahan"]), words, words, st.lists(indicator, max_size=3)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(results=results, expectations=st.dictionaries(st.sampled_from(["loyal", "adaptif", "nilai_baru"]), words))
def test_a_copy_has_the_same_lines_and_nothing_of_what_became_of_them(empty_db, results, expectations):
    db = empty_db
    nip = f"1990010120150{db.file.rows('SELECT count(*) FROM employee')[0][0]:05d}"
    staff = person(db, nip, "Staf", f"Pelaksana {nip}")
    source = old_plan(db, staff, results=results, expectations=expectations.items())
    copied = plan_copy.start_copied(db, staff, YEAR, None, source)
    old_lines, old_expectations = lines(db, source)
    new_lines, new_expectations = lines(db, copied.plan_id)
    assert new_lines == old_lines
    assert new_expectations == {key: text for key, text in old_expectations.items() if text.strip()}
    assert_nothing_became_of_it(db, copied.plan_id)
    assert copied.results == len(old_lines)
    assert copied.unlinked == sum(bool(superior) for _, _, superior, _ in results)
    assert plan(db, copied.plan_id).year == YEAR


def test_one_act_with_a_title_people_can_read(office):
    db, _, staff, _ = office
    source = old_plan(db, staff, results=[("utama", "Surat terarsip", "", [])])
    before = len(titles(db))
    plan_copy.start_copied(db, staff, YEAR, None, source)
    assert titles(db)[before:] == [f"Rencana kerja {YEAR} dimulai, disalin dari rencana kerja {YEAR - 1}"]


def test_who_can_be_copied_from(office):
    db, kasi, staff, other = office
    old_plan(db, staff, results=[("utama", "Lama", "", [])])
    old_plan(db, staff, YEAR - 2, results=[("utama", "Lebih lama", "", [])])
    old_plan(db, kasi, results=[("utama", "Jabatan lain", "", [])], post="Kepala Seksi")
    key_plan(db, other)
    plans.start_plan(db, kasi, YEAR)  # empty, and another post
    found = plan_copy.sources_for_start(db, staff, YEAR)
    assert [(source.own, source.name, source.year, source.unit) for source in found] == [
        (True, "Staf Contoh", YEAR - 1, ""),
        (False, "Rekan Contoh", YEAR, "Seksi Lain"),
    ]
    with db.act("Pindah kantor", other) as act:
        act.write(Employee, other, office="15.04.99")
    assert [source.own for source in plan_copy.sources_for_start(db, staff, YEAR)] == [True]


def test_added_below_what_is_keyed_and_nothing_is_overwritten(office):
    db, _, staff, other = office
    source, _ = key_plan(db, other, "Layanan selesai")
    form = plan_entry.plan_form(db, source)
    second = plan_entry.add_result(db, form, "utama")
    typed(db, form, WorkResult, second.result_id, text="Arsip rapi")
    typed(db, form, Indicator, second.indicator_ids[0], text="Arsip", target="5", unit="berkas")
    for value in ("loyal", "adaptif"):
        typed(db, form, Expectation, Expectation.id_of(source, value), text=f"Dari rekan: {value}")
    plan_entry.save(db, form)
    mine, _ = key_plan(db, staff, "LAYANAN  selesai")
    form = plan_entry.plan_form(db, mine)
    typed(db, form, Expectation, Expectation.id_of(mine, "loyal"), text="Sendiri")
    plan_entry.save(db, form)
    kept, _ = lines(db, mine)
    done = plan_copy.copy_into(db, mine, source)
    assert (done.results, done.known, done.expectations) == (1, 1, 1)
    now, expectations = lines(db, mine)
    assert now[:1] == kept
    assert [line[1] for line in now] == ["LAYANAN  selesai", "Arsip rapi"]
    assert expectations == {"loyal": "Sendiri", "adaptif": "Dari rekan: adaptif"}
    again = plan_copy.copy_into(db, mine, source)
    assert (again.results, again.known, again.expectations) == (0, 2, 0)
    assert [line[1] for line in lines(db, mine)[0]] == ["LAYANAN  selesai", "Arsip rapi"]


def test_a_link_is_kept_only_in_the_same_year_under_the_same_superior(office):
    db, kasi, staff, other = office
    key_plan(db, kasi, "Layanan seksi cepat")
    beside = person(db, "199405052019051005", "Teman Seksi", POST, kasi)
    linked, result_id = key_plan(db, beside, "Surat selesai", "Layanan seksi cepat")
    with db.reading() as session:
        above = session.get_one(WorkResult, result_id).superior_result_id
    assert above

    def link_of(plan_id):
        with db.reading() as session:
            result = plans.contents(session, plan_id).lines[0].result
            return result.superior_result_id, result.superior_text

    here = plan_copy.start_copied(db, staff, YEAR, None, linked)
    assert link_of(here.plan_id) == (above, "Layanan seksi cepat")
    assert here.unlinked == 0
    elsewhere = plan_copy.start_copied(db, other, YEAR, None, linked)
    assert link_of(elsewhere.plan_id) == (None, "Layanan seksi cepat")
    assert elsewhere.unlinked == 1


def test_a_locked_plan_takes_no_copy(office):
    db, _, staff, other = office
    source, _ = key_plan(db, other)
    mine, _ = key_plan(db, staff)
    approval.submit(db, mine)
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        plan_copy.sources_for(db, mine)
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        plan_copy.copy_into(db, mine, source)
    approval.send_back(db, mine, "Kurang")
    assert [found.plan_id for found in plan_copy.sources_for(db, mine)] == [source]
    with db.act("Hapus", staff) as act:
        act.remove(WorkPlan, mine)
    with pytest.raises(RuleBroken, match="dihapus"):
        plan_copy.copy_into(db, mine, source)


def test_where_nobody_has_the_same_post_any_colleague_is_offered(office):
    db, above, staff, _ = office
    mine, _ = key_plan(db, staff)
    assert plan_copy.sources_for(db, mine) == []
    source, _ = key_plan(db, above)
    found = plan_copy.sources_for(db, mine)
    assert [(item.plan_id, item.same_post) for item in found] == [(source, False)]
    assert plan_copy.sources_for_start(db, staff, YEAR) == [], "to begin with, only what fits the post"


def test_odd_lines_of_a_merge(office):
    """Unknown kinds stay where they are; removed lines and orphans are not copied; a retired IKU is let go."""
    db, _, staff, _ = office
    iku, gone = new_id(), new_id()
    with db.act("IKU") as act:
        act.write(KeyIndicator, iku, office=db.office, text="IKM")
        act.write(KeyIndicator, gone, office=db.office, text="Lama", active=False)
    source = old_plan(
        db,
        staff,
        results=[
            ("jenis_baru", "Tak dikenal", "", [{"text": "x"}]),
            ("utama", "Dihapus", "", [{"text": "y"}]),
            ("utama", "Ada", "", [{"text": "a", "key_indicator_id": iku}, {"text": "b", "key_indicator_id": gone}]),
        ],
    )
    with db.reading() as session:
        removed = next(
            line.result.id for line in plans.contents(session, source).lines if line.result.text == "Dihapus"
        )
    with db.act("Hapus", staff) as act:
        act.remove(WorkResult, removed)
    copied = plan_copy.start_copied(db, staff, YEAR, None, source)
    with db.reading() as session:
        found = plans.contents(session, copied.plan_id)
    assert [line.result.text for line in found.lines] == ["Ada"]
    assert [(i.text, i.key_indicator_id) for i in found.lines[0].indicators] == [("a", iku), ("b", None)]


def test_lampiran_and_approach_come_along_once(office):
    db, _, staff, other = office
    source, _ = key_plan(db, other)
    with db.act("Lampiran", other) as act:
        act.write(WorkPlan, source, approach="kualitatif")
        for place, (section, text) in enumerate(
            [("dukungan", "Laptop"), ("konsekuensi", "Teguran"), ("dukungan", " ")]
        ):
            act.write(PlanAttachment, new_id(), plan_id=source, section=section, text=text, position=place)
    copied = plan_copy.start_copied(db, staff, YEAR, None, source)
    plan_copy.copy_into(db, copied.plan_id, source)
    with db.reading() as session:
        found = plans.contents(session, copied.plan_id)
    assert found.plan.approach == "kualitatif"
    assert [(item.section, item.text) for item in found.attachments] == [
        ("dukungan", "Laptop"),
        ("konsekuensi", "Teguran"),
    ]


def test_nobody_to_copy_from_and_a_plan_that_is_gone(office):
    db, _, staff, _ = office
    assert plan_copy.sources_for_start(db, staff, YEAR) == []
    mine, _ = key_plan(db, staff)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        plan_copy.copy_into(db, mine, "tidak ada")
