"""Mutasi as one act, Plt/Plh, raters by date, excuses: all of it or nothing, and documents stay as they were."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Assignment, RaterSpan
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.handover import settle
from kinerja_tui.services.office import agenda
from kinerja_tui.services.planning import approval, plans
from kinerja_tui.services.staff import career, employees, excuses, posts
from kinerja_tui.services.staff import transfers as t
from kinerja_tui.services.staff.posts import Raters
from tests.services.plan_office import YEAR, assignment_id, key_plan, plan, three_people, titles

JUNE = date(YEAR, 6, 1)
MAY_END = date(YEAR, 5, 31)


@pytest.fixture
def office(empty_db):
    """db, camat, kasi, staff."""
    return three_people(empty_db)


def approved(db, employee_id: str) -> str:
    plan_id, _ = key_plan(db, employee_id)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return plan_id


def new_post(rater: str, post: str = "Bendahara", **more) -> t.NewPost:
    return t.NewPost(post, Raters(rater_id=rater), **more)


def rows(db, **more) -> list[dict]:
    found = plans.listing(db.file, YEAR, **more)
    return found.rows(0, len(found))


def test_a_transfer_closes_the_plan_asks_the_old_rater_and_opens_the_next_in_one_change(office):
    db, camat, _kasi, staff = office
    plan_id = approved(db, staff)
    before = len(titles(db))
    (closing,) = t.ending(db, staff, JUNE).plans
    assert (closing.served, closing.share, closing.rater) == (5, Fraction(5, 12), "Kasi Contoh")
    assert [(item.target, item.part) for item in closing.targets] == [(Decimal("12.5"), Decimal("5.2"))]
    opened = t.transfer(db, staff, JUNE, new_post(camat, unit="Sekretariat"))
    assert titles(db)[before:] == ["Mutasi ke Bendahara mulai 1 Juni 2026"]
    old = plan(db, plan_id)
    assert (old.end, old.planned_end, old.state) == (MAY_END, date(YEAR, 12, 31), "disetujui")
    with db.reading() as session:
        item = plans.contents(session, plan_id).lines[0].indicators[0]
        assert (item.target, item.part_target) == (Decimal("12.5"), Decimal("5.2"))
        assert session.get_one(Assignment, assignment_id(staff, "Pelaksana")).end == MAY_END
        assert posts.definitive_on(session, staff, MAY_END).post == "Pelaksana"
        assert posts.definitive_on(session, staff, JUNE).id == opened
    mine = [row for row in rows(db) if row["id"] == staff]
    assert [(row["post"], row["state"], row["start"], row["end"]) for row in mine] == [
        ("Pelaksana", "disetujui", "2026-01-01", "2026-05-31"),
        ("Bendahara", "draf", "2026-06-01", "2026-12-31"),
    ]
    assert agenda.read_agenda(db.file, db.today()).part_year == 1
    assert any("diminta dari Kasi Contoh" in event.text for event in career.career(db, staff))
    assert settle.to_settle(db.file) == []


def test_the_part_year_rating_names_the_rater_of_those_days(office):
    db, camat, _kasi, staff = office
    plan_id = approved(db, staff)
    t.change_rater(db, assignment_id(staff, "Pelaksana"), date(YEAR, 4, 1), Raters(rater_card={"name": "Plt. Kasi"}))
    t.transfer(db, staff, JUNE, new_post(camat))
    form, opened, _ = evaluations.evaluation_form(db, plan_id, str(YEAR))
    key = evaluations.evaluation_key
    from kinerja_tui.services.forms.forms import keep

    ratings = {evaluations.result_key(plan_id, str(YEAR), line.result.id, "rating"): "sesuai" for line in opened.lines}
    both = {key(plan_id, str(YEAR), name): "sesuai" for name in ("work_rating", "behaviour_rating")}
    keep(db, form, ratings | both | {key(plan_id, str(YEAR), "missing_reason"): "Pindah tugas."})
    evaluations.save(db, form, opened, str(YEAR), finish=True)
    with db.reading() as session:
        done = session.get_one(Evaluation, Evaluation.id_of(plan_id, str(YEAR)))
    assert (done.rated_by, done.rater_card["name"]) == ("Plt. Kasi", "Plt. Kasi")
    assert done.employee_card["post"] == "Pelaksana"
    assert plan(db, plan_id).rater_card["name"] == "Kasi Contoh"
    assert agenda.read_agenda(db.file, db.today()).part_year == 0


def test_confirmed_parts_are_kept_and_others_follow_the_proposal(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    (item,) = t.ending(db, staff, JUNE).plans[0].targets
    t.transfer(db, staff, JUNE, new_post(camat), {item.indicator_id: Decimal(6), "lain": Decimal(1)})
    with db.reading() as session:
        assert plans.contents(session, plan_id).lines[0].indicators[0].part_target == Decimal(6)


@pytest.mark.parametrize(
    ("day", "new", "says"),
    [
        (date(YEAR, 1, 1), {}, "sesudah hari itu"),
        (date(YEAR - 1, 6, 1), {}, "sesudah hari itu"),
        (JUNE, {"post": "  "}, "belum diisi"),
        (JUNE, {"raters": Raters()}, "Pejabat penilai belum diisi"),
        (JUNE, {"raters": Raters(rater_id="self")}, "pegawai itu sendiri"),
        (JUNE, {"raters": Raters(rater_card={"name": "Sekda"}, superior_id="self")}, "pegawai itu sendiri"),
        (JUNE, {"raters": Raters(rater_id="0" * 36)}, "tidak ada lagi"),
    ],
)
def test_what_is_refused_changes_nothing(office, day, new, says):
    db, camat, _, staff = office
    approved(db, staff)
    before = len(titles(db))
    values = {"post": "Bendahara", "raters": Raters(rater_id=camat)} | new
    raters = values["raters"]
    if "self" in (raters.rater_id, raters.superior_id):
        raters = Raters(*(staff if item == "self" else item for item in raters.columns().values()))
    with pytest.raises(RuleBroken, match=says):
        t.transfer(db, staff, day, t.NewPost(values["post"], raters))
    assert len(titles(db)) == before


def test_a_plan_that_waits_for_a_decision_is_not_transferred_away(office):
    db, camat, _, staff = office
    plan_id, _ = key_plan(db, staff)
    approval.submit(db, plan_id)
    with pytest.raises(RuleBroken, match="menunggu keputusan"):
        t.transfer(db, staff, JUNE, new_post(camat))
    approval.withdraw(db, plan_id)
    t.transfer(db, staff, JUNE, new_post(camat))
    assert (plan(db, plan_id).end, plan(db, plan_id).planned_end) == (MAY_END, None)


def test_a_draft_that_would_begin_after_the_post_is_taken_away(office):
    db, camat, _, staff = office
    with db.act("Jabatan lama", staff) as act:
        act.write(Assignment, assignment_id(staff, "Pelaksana"), start=date(YEAR - 3, 1, 1))
    plan_id, _ = key_plan(db, staff)
    t.transfer(db, staff, date(YEAR, 1, 1), new_post(camat))
    assert plan(db, plan_id).removed
    assert [row["post"] for row in rows(db) if row["id"] == staff] == ["Bendahara"]


def test_a_finished_rating_after_the_day_is_settled_first(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    with db.act("Nilai", staff) as act:
        act.write(
            Evaluation, Evaluation.id_of(plan_id, "2026-TW3"), plan_id=plan_id, period="2026-TW3", state="selesai"
        )
    with pytest.raises(RuleBroken, match="Triwulan III 2026"):
        t.transfer(db, staff, JUNE, new_post(camat))


def test_a_second_transfer_shares_what_the_second_plan_was_for(office):
    db, camat, _kasi, staff = office
    t.transfer(db, staff, date(YEAR, 7, 1), new_post(camat))
    second = next(row["plan_id"] for row in rows(db) if row["id"] == staff and row["plan_id"])
    with db.act("Disetujui", staff) as act:
        act.write(WorkPlan, second, state="disetujui")
    (closing,) = t.ending(db, staff, date(YEAR, 10, 1)).plans
    assert (closing.served, closing.share) == (3, Fraction(1, 2))


def test_without_a_new_plan_the_new_post_waits_in_the_list(office):
    db, camat, _, staff = office
    approved(db, staff)
    t.transfer(db, staff, JUNE, new_post(camat), with_plan=False)
    assert [(row["post"], row["shown_state"]) for row in rows(db) if row["id"] == staff] == [
        ("Pelaksana", "disetujui"),
        ("Bendahara", plans.NONE),
    ]
    assert plans.counts(db.file, YEAR)[plans.NONE] == 3


def test_an_acting_post_has_its_own_plan_beside(office):
    db, camat, kasi, _staff = office
    approved(db, kasi)
    post = t.acting(db, kasi, AssignmentKind.PLT, new_post(camat, "Sekretaris Camat"), JUNE, with_plan=True)
    assert [(row["post"], row["state"]) for row in rows(db) if row["id"] == kasi] == [
        ("Kepala Seksi", "disetujui"),
        ("Plt. Sekretaris Camat", "draf"),
    ]
    with db.reading() as session:
        assert employees.current_assignment(session, kasi, db.today()).post == "Kepala Seksi"
    assert settle.to_settle(db.file) == []
    with pytest.raises(RuleBroken, match="sudah dijabat"):
        t.acting(db, kasi, AssignmentKind.PLH, new_post(camat, "sekretaris  camat"), date(YEAR, 8, 1))
    t.end_acting(db, post, date(YEAR, 8, 31))
    with pytest.raises(RuleBroken, match="tidak dijabat"):
        t.end_acting(db, post, date(YEAR, 9, 1))
    t.acting(db, kasi, AssignmentKind.PLH, new_post(camat, "Sekretaris Camat"), date(YEAR, 9, 1))


@pytest.mark.parametrize(
    ("kind", "start", "end", "says"),
    [
        (AssignmentKind.DEFINITIVE, JUNE, None, "lewat mutasi"),
        (AssignmentKind.PLT, JUNE, MAY_END, "lebih awal daripada hari pertama"),
        (AssignmentKind.PLT, date(YEAR - 1, 1, 1), None, "belum ada jabatan definitif"),
    ],
)
def test_acting_posts_that_are_refused(office, kind, start, end, says):
    db, camat, kasi, _ = office
    before = len(titles(db))
    with pytest.raises(RuleBroken, match=says):
        t.acting(db, kasi, kind, new_post(camat, "Sekcam"), start, end)
    assert len(titles(db)) == before


def test_changing_todays_rater_leaves_what_was_submitted(office):
    db, camat, kasi, staff = office
    plan_id = approved(db, staff)
    was = plan(db, plan_id).model_dump()
    post = assignment_id(staff, "Pelaksana")
    t.change_rater(db, post, JUNE, Raters(rater_id=camat))
    assert plan(db, plan_id).model_dump() == was
    with db.reading() as session:
        known = session.get_one(Assignment, post)
        assert posts.raters_on(session, known, MAY_END).rater_id == kasi
        assert posts.raters_on(session, known, JUNE).rater_id == camat
    row = next(row for row in employees.listing(db.file, day=db.today()).rows(0, 9) if row["id"] == staff)
    assert row["rater"] == "Camat Contoh"
    assert employees.rated_count(db.file, camat, db.today()) == 2
    assert employees.rated_count(db.file, kasi, MAY_END) == 1


@pytest.mark.parametrize(
    ("day", "rater", "says"),
    [
        (date(YEAR - 1, 12, 31), "camat", "tidak dijabat"),
        (JUNE, "staff", "pegawai itu sendiri"),
        (JUNE, "kasi", "memang sudah itu"),
        (JUNE, "", "belum diisi"),
    ],
)
def test_changes_of_rater_that_are_refused(office, day, rater, says):
    db, camat, kasi, staff = office
    person = {"camat": camat, "kasi": kasi, "staff": staff, "": None}[rater]
    with pytest.raises(RuleBroken, match=says):
        t.change_rater(db, assignment_id(staff, "Pelaksana"), day, Raters(rater_id=person))


def test_the_employee_form_corrects_the_rater_in_force(office):
    db, camat, kasi, staff = office
    post = assignment_id(staff, "Pelaksana")
    t.change_rater(db, post, JUNE, Raters(rater_card={"name": "Sekda"}))
    form = employees.edit_form(db, staff)
    table, record_id = employees.rater_record_of(form)
    assert table is RaterSpan
    from kinerja_tui.services.forms import forms

    forms.keep(db, form, {forms.field_key(table, record_id, "rater_id"): camat})
    employees.save(db, form)
    with db.reading() as session:
        known = session.get_one(Assignment, post)
        now = posts.raters_on(session, known, JUNE)
        assert (now.rater_id, now.rater_card) == (camat, None)
        assert posts.raters_on(session, known, MAY_END).rater_id == kasi


def test_an_excused_person_is_counted_by_reason(office):
    db, _, _kasi, staff = office
    until = excuses.excuse(db, staff, "tugas_belajar", date(YEAR, 2, 1))
    assert plans.counts(db.file, YEAR, date(YEAR, 3, 1)) == {plans.NONE: 2, plans.EXCUSED: 1}
    assert plans.counts(db.file, YEAR, date(YEAR, 1, 31)) == {plans.NONE: 3}
    (row,) = rows(db, state=plans.EXCUSED)
    assert (row["id"], row["excused"]) == (staff, "tugas_belajar")
    found = employees.listing(db.file, day=db.today())
    assert {item["id"]: item["excused"] for item in found.rows(0, 9)}[staff] == "tugas_belajar"
    assert agenda.read_agenda(db.file, db.today()).plans == {plans.NONE: 2, plans.EXCUSED: 1}
    assert len(evaluations.listing(db.file, "2026-TW2", state="dikecualikan")) == 1
    assert len(evaluations.listing(db.file, "2026-TW1", state="dikecualikan")) == 0
    everybody = sum(len(evaluations.listing(db.file, "2026-TW2", state=state)) for state in evaluations.STATES)
    assert everybody == len(evaluations.listing(db.file, "2026-TW2"))
    with pytest.raises(RuleBroken, match="sudah dikecualikan"):
        excuses.excuse(db, staff, "cltn", date(YEAR, 5, 1))
    excuses.end_excuse(db, until, date(YEAR, 6, 30))
    assert plans.counts(db.file, YEAR, date(YEAR, 7, 1)) == {plans.NONE: 3}
    excuses.excuse(db, staff, "cltn", date(YEAR, 7, 1))


@pytest.mark.parametrize(
    ("reason", "end", "says"),
    [
        ("sakit", None, "Pilih alasan"),
        ("cltn", MAY_END, "lebih awal daripada hari pertama"),
        ("cpns_sebelum_spmt", None, "hanya untuk CPNS"),
    ],
)
def test_excuses_that_are_refused(office, reason, end, says):
    db, _, _, staff = office
    before = len(titles(db))
    with pytest.raises(RuleBroken, match=says):
        excuses.excuse(db, staff, reason, JUNE, end)
    assert len(titles(db)) == before


def test_what_a_merge_breaks_is_listed(office):
    db, _camat, kasi, staff = office
    with db.act("Dari paket", staff) as act:
        act.write(Assignment, assignment_id(staff, "Pelaksana"), end=date(YEAR, 3, 31))
        key = Assignment.id_of(staff, "Bendahara", JUNE)
        act.write(Assignment, key, employee_id=staff, post="Bendahara", start=JUNE, rater_id=staff)
    with db.act("Dari paket", kasi) as act:
        act.write(Assignment, assignment_id(kasi, "Kepala Seksi"), end=MAY_END)
        act.write(Assignment, Assignment.id_of(kasi, "Lurah", MAY_END), employee_id=kasi, post="Lurah", start=MAY_END)
    kinds = sorted((item.kind, item.person) for item in settle.to_settle(db.file))
    assert kinds == [
        ("gap", "Staf Contoh"),
        ("post", "Kasi Contoh"),
        ("post", "Kasi Contoh"),
        ("rater", "Staf Contoh"),
    ]
    with db.act("Dari paket", kasi) as act:
        act.write(Assignment, assignment_id(kasi, "Kepala Seksi"), end=date(YEAR - 1, 12, 31))
    texts = [item.text for item in settle.to_settle(db.file)]
    assert "Masa jabatan berakhir sebelum mulai: Kepala Seksi" in texts


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["transfer", "rater", "acting", "end"]),
        st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)),
        st.integers(0, 1),
    ),
    max_size=7,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_after_any_lawful_acts_every_day_has_one_post_and_one_rater(office, acts):
    db, camat, kasi, staff = office
    with db.transaction() as session:
        for number, (act, day, who) in enumerate(acts):
            rater = Raters(rater_id=(camat, kasi)[who])
            mine = posts.assignments(session, staff)
            try:
                if act == "transfer":
                    t.transfer(db, staff, day, t.NewPost(f"Jabatan {number}", rater), with_plan=bool(who))
                elif act == "rater":
                    t.change_rater(db, mine[number % len(mine)].id, day, rater)
                elif act == "acting":
                    t.acting(db, staff, AssignmentKind.PLT, t.NewPost(f"Tugas {number}", rater), day)
                else:
                    t.end_acting(db, mine[-1].id, day)
            except RuleBroken:
                continue
        mine = posts.assignments(session, staff)
        assert [item for item in settle.to_settle(db.file) if item.kind in ("post", "gap", "rater", "plan")] == []
        for place in range(0, 365, 13):
            day = date(YEAR, 1, 1) + timedelta(place)
            held = [item for item in mine if posts.holds(item, day) and item.kind == "definitif"]
            assert len(held) == 1
            current = employees.current_assignment(session, staff, day)
            assert current.id == held[0].id
            assert posts.raters_on(session, current, day).is_known
        session.rollback()


def test_lists_and_one_person_agree_on_the_post_and_rater_of_any_day(office):
    db, camat, kasi, staff = office
    t.change_rater(db, assignment_id(staff, "Pelaksana"), date(YEAR, 3, 1), Raters(rater_id=camat))
    t.acting(db, staff, AssignmentKind.PLH, new_post(camat, "Kasi"), date(YEAR, 2, 1), date(YEAR, 9, 30))
    t.transfer(db, staff, JUNE, new_post(kasi))
    employees.end_service(db, staff, date(YEAR, 10, 31), "pensiun")
    with db.reading() as session:
        for place in range(-40, 400, 7):
            day = date(YEAR, 1, 1) + timedelta(place)
            post = employees.current_assignment(session, staff, day)
            rater = posts.raters_on(session, post, day).rater_id
            shown = employees.listing(db.file, ended=True, day=day).rows(0, 1)[0]
            assert shown["post"] == posts.printed_post(post), day
            assert employees.rater_of(db.file, staff, day) == rater, day


def test_resumed_service_goes_on_in_the_posts_that_ended_with_it(office):
    db, camat, _, staff = office
    t.transfer(db, staff, JUNE, new_post(camat))
    employees.end_service(db, staff, date(YEAR, 10, 31), "pensiun")
    employees.resume_service(db, staff)
    with db.reading() as session:
        assert [item.end for item in posts.assignments(session, staff)] == [MAY_END, None]
