"""Angka kredit from finished evaluations: annual before quarters, months once, what is missing named and never zero."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.credit import Level, rounded
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff import credit
from tests.services.plan_office import STAFF, person

POST = "Arsiparis Ahli Pertama"
RULES = "permenpanrb-6-2022"
END = date(2026, 12, 31)


class Staff:
    """One functional employee with plans and finished evaluations as a test needs them."""

    def __init__(self, db, post=POST, kind="PNS", post_kind="fungsional_keahlian", golongan="III/a"):
        self.db = db
        self.id = person(db, STAFF, "Staf Contoh", post, post_kind=post_kind)
        with db.act("Golongan", self.id) as act:
            act.write(Employee, self.id, kind=kind, golongan=golongan)
        self.post = post
        self.assignment = Assignment.id_of(self.id, post, date(2026, 1, 1))

    def plan(self, year=2026, start=None, end=None, post=None, assignment=None, state="disetujui"):
        start, end = start or date(year, 1, 1), end or date(year, 12, 31)
        plan_id = WorkPlan.id_of(assignment or self.assignment, start)
        with self.db.act("Rencana", self.id) as act:
            act.write(
                WorkPlan, plan_id, employee_id=self.id, assignment_id=assignment or self.assignment, year=year,
                start=start, end=end, state=state, employee_card={"name": "Staf", "post": post or self.post},
            )  # fmt: skip
        return plan_id

    def rate(self, plan_id, period, work="sesuai", behaviour="sesuai", state="selesai", rules=RULES):
        with self.db.act("Evaluasi", self.id) as act:
            act.write(
                Evaluation, Evaluation.id_of(plan_id, period), employee_id=self.id, plan_id=plan_id, period=period,
                work_rating=work, behaviour_rating=behaviour, state=state, rules=rules,
            )  # fmt: skip
        return self

    def credit(self, today=END):
        return credit.credit_of(self.db.file, self.id, today)


@pytest.fixture
def staff(empty_db):
    return Staff(empty_db)


def lines(found):
    return [(line.period, line.months, line.predicate.label) for year in found.years for line in year.lines]


def gaps(found):
    return [(gap.period, gap.why) for year in found.years for gap in year.gaps]


def test_quarters_are_added_up_exactly_and_printed_once(staff):
    plan = staff.plan()
    for number in range(1, 5):
        staff.rate(plan, f"2026-TW{number}")
    found = staff.credit()
    assert [line.arithmetic(2) for year in found.years for line in year.lines] == [
        "3/12 x 100 % x 12,5 = 3,125 → 3,13"
    ] * 4
    assert found.total == Fraction(25, 2)  # not 4 x 3,13
    assert str(found.lacking(50, 2)) == "37.50"
    assert gaps(staff.credit(date(2026, 12, 31))) == []


def test_an_annual_evaluation_stands_for_the_whole_year(staff):
    plan = staff.plan()
    for number in range(1, 5):
        staff.rate(plan, f"2026-TW{number}", "di_bawah")
    staff.rate(plan, "2026", "di_atas", "di_atas")
    found = staff.credit()
    assert lines(found) == [("Tahun 2026", 12, "Sangat Baik")]
    assert found.total == Fraction("18.75")
    staff.rate(plan, "2026", "di_atas", "di_atas", state="draf")
    assert [months for _, months, _ in lines(staff.credit())] == [3, 3, 3, 3]


def test_single_months_fill_what_quarters_leave(staff):
    plan = staff.plan()
    staff.rate(plan, "2026-TW1").rate(plan, "2026-B02").rate(plan, "2026-B04").rate(plan, "2026-B05")
    found = staff.credit(date(2026, 7, 1))
    assert lines(found) == [("Triwulan I 2026", 3, "Baik"), ("April 2026", 1, "Baik"), ("Mei 2026", 1, "Baik")]
    assert gaps(found) == [("Triwulan II 2026", "evaluasi belum selesai (Juni)")]


def test_a_transfer_counts_the_month_of_the_change_once(staff):
    other = "Perencana Ahli Pertama"
    second = Assignment.id_of(staff.id, other, date(2026, 5, 15))
    with staff.db.act("Mutasi", staff.id) as act:
        act.write(Assignment, second, employee_id=staff.id, post=other, post_kind="fungsional_keahlian",
                  start=date(2026, 5, 15))  # fmt: skip
    before = staff.plan(end=date(2026, 5, 14))
    after = staff.plan(start=date(2026, 5, 15), post=other, assignment=second)
    staff.rate(before, "2026-TW2").rate(after, "2026-TW2").rate(before, "2026").rate(after, "2026")
    assert [months for _, months, _ in lines(staff.credit())] == [5, 7]


def test_a_plan_that_begins_late_counts_its_own_months_both_ends_included(staff):
    plan = staff.plan(start=date(2026, 5, 31))
    staff.rate(plan, "2026-TW2").rate(plan, "2026-TW3").rate(plan, "2026-TW4")
    found = staff.credit()
    assert [months for _, months, _ in lines(found)] == [2, 3, 3]
    assert gaps(found) == []


def test_what_is_missing_is_named_and_not_zero(staff):
    plan = staff.plan()
    staff.rate(plan, "2026-TW1").rate(plan, "2026-TW2", state="draf")
    found = staff.credit(date(2026, 11, 20))
    assert found.total == Fraction(25, 8)
    assert gaps(found) == [
        ("Triwulan II 2026", "evaluasi masih draf"),
        ("Triwulan III 2026", "evaluasi belum selesai"),
    ]  # the running quarter is not missing yet
    assert found.gaps == 2


def test_without_plan_or_approval_the_reason_is_another(staff):
    assert gaps(staff.credit(date(2026, 4, 1))) == [("Triwulan I 2026", "belum ada SKP")]
    staff.plan(state="dikembalikan")
    found = staff.credit(date(2026, 4, 1))
    assert gaps(found) == [("Triwulan I 2026", "SKP belum disetujui")]
    assert (found.lines, found.total) == (0, 0)


def test_years_accumulate(staff):
    for year in (2024, 2025):
        plan = staff.plan(year)
        staff.rate(plan, str(year))
    staff.rate(staff.plan(), "2026-TW1")
    found = staff.credit(date(2026, 4, 1))
    assert [year.year for year in found.years] == [2024, 2025, 2026]
    assert found.total == Fraction("12.5") * 2 + Fraction("3.125")


def test_another_level_is_shown_but_not_added(staff):
    staff.rate(staff.plan(2025, post="Arsiparis Terampil"), "2025")
    staff.rate(staff.plan(), "2026-TW1")
    found = staff.credit(date(2026, 4, 1))
    assert (found.total, found.elsewhere) == (Fraction("3.125"), Fraction(5))
    assert [line.level for year in found.years for line in year.lines] == [Level.SKILLED, Level.EXPERT_FIRST]


def test_a_year_in_another_kind_of_post_is_named(staff):
    old = Assignment.id_of(staff.id, "Pengadministrasi Umum", date(2025, 1, 1))
    with staff.db.act("Jabatan lama", staff.id) as act:
        act.write(Assignment, old, employee_id=staff.id, post="Pengadministrasi Umum", start=date(2025, 1, 1))
    staff.rate(staff.plan(2025, post="Pengadministrasi Umum", assignment=old), "2025")
    found = staff.credit(date(2026, 1, 5))
    assert lines(found) == []
    assert gaps(found)[0][0] == "Tahun 2025"
    assert "bukan jabatan fungsional" in gaps(found)[0][1]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "PPPK"}, "PPPK tidak dihitung"),
        ({"kind": "CPNS"}, "CPNS belum dihitung"),
        ({"post": "Penyuluh Muda"}, "Jenjangnya tidak terbaca"),
        ({"post": "Analis [/] Ahli"}, "Jenjangnya tidak terbaca"),
        ({"post_kind": "pelaksana"}, "bukan jabatan fungsional"),
    ],
)
def test_why_nothing_is_computed(empty_db, more, why):
    found = Staff(empty_db, **more).credit()
    assert why in found.why_not
    assert (found.years, found.needs, found.total) == ((), None, 0)


@pytest.mark.parametrize("odd", [{"work": "istimewa"}, {"rules": "permenpanrb-1-2031"}, {"behaviour": ""}])
def test_a_rating_of_a_newer_program_is_named(staff, odd):
    plan = staff.plan()
    staff.rate(plan, "2026-TW1", **odd).rate(plan, "2026-TW9").rate(plan, "[/]")
    found = staff.credit(date(2026, 4, 1))
    assert lines(found) == []
    assert gaps(found) == [("Triwulan I 2026", "evaluasinya berisi pilihan yang belum dikenal program ini")]


def test_a_year_before_the_rules_is_named(staff):
    staff.rate(staff.plan(2022), "2022")
    assert ("Tahun 2022", "Konversi predikat berlaku mulai 1 Januari 2023.") in gaps(staff.credit())


def test_a_rank_that_does_not_fit_the_level_is_told(empty_db):
    found = Staff(empty_db, golongan="II/c").credit()
    assert "tidak lazim" in found.unusual_rank
    assert "III/a sampai III/b" in found.unusual_rank
    with empty_db.act("Golongan", found and Employee.id_of(STAFF)) as act:
        act.write(Employee, Employee.id_of(STAFF), golongan="III/b")
    assert credit.credit_of(empty_db.file, Employee.id_of(STAFF), END).unusual_rank == ""


def test_only_functional_posts_are_listed(db):
    rows = credit.listing(db.file)
    posts = [row["post"] for row in rows.rows(0, len(rows))]
    assert posts
    assert all(" Ahli " in post or post.endswith(("Terampil", "Mahir", "Penyelia")) for post in posts)
    assert len(credit.listing(db.file, posts[0])) >= 1
    assert len(credit.listing(db.file, "tidak ada orang begini")) == 0


def test_the_number_of_decimals_is_a_setting(staff):
    staff.rate(staff.plan(), "2026-TW1")
    assert credit.decimals_of(staff.db.file) == 2
    credit.set_decimals(staff.db, 3)
    assert credit.decimals_of(staff.db.file) == 3
    assert str(rounded(staff.credit().total, 3)) == "3.125"
    for odd in (0, 1, 4):
        with pytest.raises(RuleBroken):
            credit.set_decimals(staff.db, odd)
    staff.db.set_setting(credit.DECIMALS_SETTING, "[/]")
    assert credit.decimals_of(staff.db.file) == 2


def test_somebody_unknown(empty_db):
    with pytest.raises(RuleBroken, match="belum ada di PC ini"):
        credit.credit_of(empty_db.file, "tidak-ada", END)
