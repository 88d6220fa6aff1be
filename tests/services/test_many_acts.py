"""Acting on many: the same as one after the other, the refused named and left alone, all of it one thing to undo."""

from __future__ import annotations

import contextlib
import random
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.objections import Delivery, Holiday
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.plan_quality import HintKind
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import ReportState
from kinerja_tui.services.evaluation import evaluations, objection_list, objections
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.many_acts import Item, for_each
from kinerja_tui.services.history import acts, joined_acts, undo
from kinerja_tui.services.monitoring import many_results, reports
from kinerja_tui.services.planning import approval, many_hints, many_plans, plan_period, plans
from kinerja_tui.services.staff import many_people, posts, transfers
from kinerja_tui.services.staff.posts import Raters
from tests.conftest import fixed_now
from tests.services.plan_office import CAMAT, KASI, key_plan, person, plan, titles
from tests.services.test_undo import holiday, redo_next, tables, undo_next
from tests.services.two_pcs import exchange, second_pc

PERIOD = "2026-TW3"


class Stopped(Exception):
    pass


@pytest.fixture(scope="module")
def template(tmp_path_factory, templates):
    """Camat, Kasi, five staff: of two the plan is ready, of one it is empty, of one submitted, of one approved."""
    folder = tmp_path_factory.mktemp("banyak") / "pc"
    shutil.copytree(templates(""), folder)
    db = Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)
    camat = person(db, CAMAT, "Camat Contoh", "Camat", rater_card={"name": "Sekda Contoh"})
    kasi = person(db, KASI, "Kasi Contoh", "Kepala Seksi", camat)
    items = []
    for number in range(5):
        name = f"Pegawai {number}"
        who = person(db, f"19940303201703100{number}", name, f"Pelaksana {number}", kasi)
        plan_id = plans.start_plan(db, who, 2026) if number == 2 else key_plan(db, who)[0]
        items.append(Item(plan_id, name))
    approval.submit(db, items[3].key)
    approval.submit(db, items[4].key)
    approval.approve(db, items[4].key)
    db.close()
    return folder, camat, kasi, items


@pytest.fixture
def office(template, tmp_path):
    """A copy of that office: the database, Camat, Kasi, and the five plans."""
    made, camat, kasi, items = template
    folder = tmp_path / "kantor"
    shutil.copytree(made, folder)
    db = Database(DatabaseFile(folder / "kinerja.db").open(), folder / "kunci", fixed_now)
    yield db, camat, kasi, list(items)
    db.close()


ACTS = {
    "submit": (many_plans.submit, approval.submit),
    "withdraw": (many_plans.withdraw, approval.withdraw),
    "send back": (
        lambda db, items: many_plans.send_back(db, items, "Target belum terukur"),
        lambda db, key: approval.send_back(db, key, "Target belum terukur"),
    ),
    "approve": (lambda db, items: many_plans.approve(db, items, "Kasi Contoh"), approval.approve),
    "period": (
        lambda db, items: many_plans.set_periods(db, items, date(2026, 7, 1), None),
        lambda db, key: plan_period.set_period(db, key, date(2026, 7, 1)),
    ),
}


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(ACTS)), st.permutations(range(5)), st.integers(1, 5))
def test_on_many_it_is_the_same_as_one_after_the_other_and_one_undo_takes_it_back(office, kind, order, count):
    db, _, _, items = office
    marked = [items[place] for place in order[:count]]
    together, alone = ACTS[kind]
    before = tables(db)
    refused = {}
    with contextlib.suppress(Stopped), db.transaction():
        for item in marked:
            try:
                alone(db, item.key)
            except RuleBroken as error:
                refused[item.key] = error.text
        expected = tables(db)
        raise Stopped  # and back to where it was
    assert tables(db) == before
    outcome = together(db, marked)
    assert tables(db) == expected
    assert {item.item.key: item.why for item in outcome.refused} == refused
    assert [item.key for item in outcome.done] == [item.key for item in marked if item.key not in refused]
    if outcome.done:
        line = undo_next(db)
        assert line.count == len(outcome.done)
        assert tables(db) == before
        redo_next(db)
        assert tables(db) == expected
        undo_next(db)
    assert tables(db) == before
    assert verify(db).sound


def test_another_rater_for_many_is_one_line_of_history_and_each_keeps_the_earlier_days(office):
    db, camat, kasi, items = office
    people = [Item(plan(db, item.key).employee_id, item.name) for item in items]
    asked = [*people, Item(camat, "Camat Contoh"), Item(kasi, "Kasi Contoh"), Item("tidak ada", "Siapa")]
    before = tables(db)
    outcome = many_people.change_rater(db, asked, date(2026, 7, 1), Raters(camat))
    assert [item.name for item in outcome.done] == [item.name for item in people]
    assert [(item.item.name, item.why) for item in outcome.refused] == [
        (
            "Camat Contoh",
            "Pejabat penilai atau atasannya pegawai itu sendiri. Pilih orang lain; F4 menampilkan daftarnya.",
        ),
        ("Kasi Contoh", "Pada hari itu penilai dan atasannya memang sudah itu. Tidak ada yang diubah."),
        ("Siapa", "Pada 1 Juli 2026 tidak ada jabatan definitif. Isi dulu jabatannya."),
    ]
    with db.reading() as session:
        for who in people:
            post = posts.definitive_on(session, who.key, date(2026, 7, 1))
            assert posts.raters_on(session, post, date(2026, 6, 30)).rater_id == kasi
            assert posts.raters_on(session, post, date(2026, 7, 1)).rater_id == camat
    (line, *_) = acts.last_acts(db.file)
    assert (line.title, line.count) == ("Pejabat penilai 5 pegawai: Camat Contoh mulai 1 Juli 2026", 5)
    assert titles(db)[-5:] == ["Pejabat penilai berganti mulai 1 Juli 2026"] * 5  # each in the person's own history
    seen = undo.look_joined(db, joined_acts.find(db.file, line.id))
    assert (seen.people, seen.obstacle) == ([item.name for item in people], "")
    assert undo_next(db) == line
    assert tables(db) == before
    assert [found.act for found in acts.last_acts(db.file)[:2]] == [f"Diurungkan: {line.act}", line.act]
    assert redo_next(db).plain == line.act
    assert acts.to_redo(acts.last_acts(db.file)) is None


def test_nobodys_part_is_half_done(office):
    db, *_, items = office

    def half(key):
        holiday(db, date(2026, 5, 1), "Hari Buruh")
        approval.submit(db, key)

    before, number = tables(db), db.identity.last_change
    outcome = for_each(db, [items[2]], half, str)
    assert not outcome.done
    assert tables(db) == before
    assert db.identity.last_change == number
    assert verify(db).sound
    assert for_each(db, items[:1], half, lambda count: f"{count} libur").done
    assert acts.last_acts(db.file)[0].count == 2  # two acts, one thing to undo


def test_stopped_or_cut_off_half_way_nothing_has_happened(office, tmp_path):
    db, *_, items = office
    before, number = tables(db), db.identity.last_change
    cut = tmp_path / "mati"
    cut.mkdir()

    def progress(done, total):
        assert total == 5
        if done == 2:  # the first two are done: the plug is pulled, and somewhere else somebody presses Esc
            for path in db.file.path.parent.glob(f"{db.file.path.name}*"):
                shutil.copy(path, cut / path.name)
            raise Stopped

    with pytest.raises(Stopped):
        many_plans.submit(db, items, progress)
    assert tables(db) == before
    assert db.identity.last_change == number
    after = Database(DatabaseFile(cut / db.file.path.name).open(), cut / "kunci", fixed_now)
    assert tables(after) == before
    assert verify(after).sound
    after.close()
    assert many_plans.submit(db, items).done_keys == [items[0].key, items[1].key]
    with pytest.raises(Stopped):
        undo.undo(db, acts.last_acts(db.file)[0].id, lambda done, _: stop_at(done, 1))
    assert plan(db, items[1].key).state == PlanState.SUBMITTED
    undo_next(db)
    assert tables(db) == before


def stop_at(done, place):
    if done == place:
        raise Stopped


def test_however_much_it_changes_services_still_read_beside_it(office):
    db, *_ = office
    days = [Item(f"2026-{month:02}-{day:02}", "") for month in (1, 2, 3) for day in range(1, 29)]

    def much(key):
        holiday(db, date.fromisoformat(key), "".join(map(chr, random.Random(key).choices(range(192, 591), k=3000))))
        assert db.file.rows("SELECT count(*) FROM employee") == [(7,)]

    with db.transaction() as session:
        session.connection().exec_driver_sql("PRAGMA cache_size=-20")  # as if the act were much larger
        assert len(for_each(db, days, much, lambda count: f"{count} libur").done) == len(days)
        assert session.connection().exec_driver_sql("PRAGMA cache_size").scalar() == -20


def test_what_one_of_them_did_since_holds_all_of_it_by_name(office):
    db, *_, items = office
    many_plans.submit(db, items[:2])
    line = acts.last_acts(db.file)[0]
    approval.approve(db, items[0].key)
    after = tables(db)
    obstacle = undo.look_joined(db, joined_acts.find(db.file, line.id)).obstacle
    assert obstacle.startswith("Pegawai 0: Sesudahnya sudah dikerjakan: “Rencana kerja 2026 disetujui”")
    with pytest.raises(RuleBroken, match="Pegawai 0: Sesudahnya"):
        undo.undo(db, line.id)
    assert tables(db) == after
    undo_next(db)
    undo_next(db)
    assert {plan(db, item.key).state for item in items[:2]} == {PlanState.DRAFT}
    with pytest.raises(RuleBroken, match="sudah diurungkan"):
        undo.undo(db, line.id)


def test_records_that_point_at_each_other_go_and_come_together(office):
    db, camat, *_ = office
    before = tables(db)
    first, second = "199503032017031001", "199503032017031002"
    with joined_acts.joined(db, "2 pegawai diimpor"):
        person(db, first, "Pegawai Pertama", "Pelaksana", Employee.id_of(second))  # rated by whom the next line brings
        person(db, second, "Pegawai Kedua", "Kepala Seksi", camat)
    after = tables(db)
    seen = undo.look_joined(db, joined_acts.all_joined(db.file)[-1])
    assert (seen.people, seen.obstacle) == (["Pegawai Pertama", "Pegawai Kedua"], "")
    assert undo_next(db).title == "2 pegawai diimpor"
    assert tables(db) == before
    assert undo.look_joined(db, joined_acts.all_joined(db.file)[-1]).obstacle == ""
    redo_next(db)
    assert tables(db) == after
    plans.start_plan(db, Employee.id_of(first), 2026)
    with pytest.raises(RuleBroken, match="Pegawai Pertama: Sesudahnya"):
        undo.undo(db, joined_acts.all_joined(db.file)[-1].last)


def test_many_count_as_one_of_the_acts_that_can_be_undone(office, monkeypatch):
    monkeypatch.setattr(acts, "LAST", 4)
    db, *_, items = office
    many_plans.submit(db, items[:2])
    kept = acts.last_acts(db.file)[0].id
    days = [Item(f"2026-06-{day:02}", "") for day in range(1, 28)]
    for number in range(acts.LAST):
        for_each(
            db, days[:2], lambda key, n=number: holiday(db, date.fromisoformat(key), f"Libur {n}"), lambda _: "Libur"
        )
    assert "20 pekerjaan terakhir" in undo.look_joined(db, joined_acts.find(db.file, kept)).obstacle
    for _ in range(acts.LAST):
        assert undo_next(db).count == 2
    assert acts.to_undo(acts.last_acts(db.file)) is None
    with db.reading() as session:
        assert session.get(Holiday, Holiday.id_of(date(2026, 6, 1))).removed


def test_another_pc_sees_each_of_them_and_merges(office, tmp_path):
    db, *_, items = office
    other = second_pc(db, tmp_path / "lain")
    many_plans.submit(db, items[:2])
    undo_next(db)
    redo_next(db)
    exchange(db, other)
    assert tables(db) == tables(other)
    assert [line.count for line in acts.last_acts(other.file, own=False)[:6]] == [1] * 6
    assert [line.count for line in acts.last_acts(db.file)[:3]] == [2] * 3
    other.close()


# -- the acts


def test_a_rater_decides_on_the_plans_that_wait_for_him(office):
    db, _, kasi, items = office
    many_plans.submit(db, items[:2])
    under_camat, _ = key_plan(db, kasi)
    approval.submit(db, under_camat)
    waiting = [Item(under_camat, "Kasi Contoh"), *items[:2]]
    asked = many_plans.raters_asked(db, waiting)
    assert [(rater.name, len(rater.items)) for rater in asked] == [("Kasi Contoh", 2), ("Camat Contoh", 1)]
    outcome = many_plans.approve(db, waiting, asked[0].name)
    assert [item.name for item in outcome.done] == ["Pegawai 0", "Pegawai 1"]
    assert "bukan pejabat penilai" in outcome.refused[0].why or "sendiri" in outcome.refused[0].why
    assert acts.last_acts(db.file)[0].title == "2 rencana kerja disetujui Kasi Contoh"
    assert plan(db, items[0].key).decided_by == "Kasi Contoh"


def test_plans_go_back_with_one_reason_and_undo_tells_it(office):
    db, *_, items = office
    many_plans.submit(db, items[:2])
    outcome = many_plans.send_back(db, items, "Target belum terukur")
    assert outcome.done == [items[0], items[1], items[3]]
    assert {plan(db, item.key).return_reason for item in outcome.done} == {"Target belum terukur"}
    assert undo_next(db).title == "3 rencana kerja dikembalikan: Target belum terukur"
    with pytest.raises(RuleBroken, match="Tulis alasan pengembalian"):
        approval.send_back(db, items[0].key, " ")


def test_hints_of_many_are_told_by_kind_for_those_that_can_be_submitted(office):
    db, *_, items = office
    assert [(hint.kind, hint.items) for hint in many_hints.hinted(db, items[:3])] == [
        (HintKind.QUANTITY, items[:2])  # the third is empty and stays a draft anyway
    ]
    with db.act("Satuan dikosongkan", plan(db, items[1].key).employee_id) as act:
        (line,) = plans.contents(act.session, items[1].key).lines
        act.write(Indicator, line.indicators[0].id, unit="", text="Meningkatnya layanan", aspect="kualitas")
    told = {hint.kind: hint for hint in many_hints.hinted(db, [*items[:3], Item("tidak ada", "Siapa")])}
    assert (told[HintKind.QUANTITY].items, told[HintKind.UNIT].items) == ([items[0]], [items[1]])
    assert "target 12,5 tanpa satuan" in told[HintKind.UNIT].seen[0][1]
    done = []
    many_hints.hinted(db, items[:2], lambda *step: done.append(step))
    assert done == [(0, 2), (1, 2)]


def test_plans_begin_from_the_own_one_of_the_year_before(office):
    db, _, kasi, items = office
    people = [plan(db, item.key).employee_id for item in items]
    with db.act("Setahun kemudian", people[0]) as act:
        act.write(WorkPlan, items[0].key, year=2025, start=date(2025, 1, 1), end=date(2025, 12, 31))
    places = {Item(who, item.name): (who, None) for who, item in zip(people, items, strict=True)}
    places[Item(kasi, "Kasi Contoh")] = (kasi, None)
    outcome = many_plans.start(db, 2026, places, copied=True)
    assert [item.name for item in outcome.done] == ["Kasi Contoh"]  # whoever has one keeps it
    assert "sudah ada" in outcome.refused[1].why
    outcome = many_plans.start(db, 2027, places, copied=True)
    assert len(outcome.done) == 6
    rows = {row["name"]: row["results"] for row in plans.listing(db.file, 2027).rows(0, 20)}
    assert (rows["Pegawai 1"], rows["Pegawai 2"], rows["Kasi Contoh"]) == (1, 0, 0)
    undo_next(db)
    assert plans.counts(db.file, 2027) == {plans.NONE: 7}


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ((date(2025, 12, 31), None), "di antara kedua hari itu"),
        ((None, date(2027, 1, 1)), "di antara kedua hari itu"),
        ((date(2026, 7, 1), date(2026, 6, 30)), "Hari terakhir"),
        ((None, None), "memang sudah itu"),
    ],
)
def test_days_that_cannot_be_a_plans_are_refused(office, days, why):
    db, *_, items = office
    (refusal,) = many_plans.set_periods(db, items[:1], *days).refused
    assert why in refusal.why


def test_a_plan_of_other_days_stays_that_plan_and_no_second_one_takes_its_place(office):
    db, *_, items = office
    employee = plan(db, items[0].key).employee_id
    plan_period.set_period(db, items[0].key, date(2026, 7, 1), date(2026, 9, 30))
    found = plan(db, items[0].key)
    assert (found.start, found.end, found.state) == (date(2026, 7, 1), date(2026, 9, 30), PlanState.DRAFT)
    with pytest.raises(RuleBroken, match="sudah ada"):
        plans.start_plan(db, employee, 2026)
    with pytest.raises(RuleBroken, match="sudah disetujui"):
        plan_period.set_period(db, items[4].key, date(2026, 7, 1))
    raters = Raters(plan(db, items[1].key).employee_id)
    transfers.transfer(db, employee, date(2026, 8, 1), transfers.NewPost("Analis", raters))
    with pytest.raises(RuleBroken, match=r"sudah ada|di antara kedua hari itu"):
        plan_period.set_period(db, items[0].key, date(2026, 1, 1), date(2026, 12, 31))


def waiting_for_a_report(db):
    rows = evaluations.listing(db.file, PERIOD, "", "")
    found = [row for row in rows.rows(0, len(rows)) if row["plan_state"] == "disetujui" and not row["report_state"]]
    return [Item(row["plan_id"], row["name"]) for row in found if row["state"] != evaluations.FINISHED]


def test_reports_are_submitted_on_a_day_and_those_with_gaps_only_when_asked_for(db):
    items = waiting_for_a_report(db)
    gaps = many_results.incomplete(db, items, PERIOD)
    assert gaps
    outcome = many_results.submit_reports(db, items, PERIOD, date(2026, 10, 5))
    assert {refusal.item for refusal in outcome.refused} == set(gaps)
    assert "belum ada realisasinya" in outcome.refused[0].why
    rest = many_results.submit_reports(db, gaps, PERIOD, date(2026, 10, 6), with_gaps=True)
    assert rest.done == gaps
    standing = reports.standing(db, gaps[0].key, PERIOD)
    assert standing.submitted_on == date(2026, 10, 6)
    assert standing.missing
    assert many_results.submit_reports(db, items, PERIOD, date(2026, 11, 30)).done == []  # a day still to come
    before = tables(db)
    for state, verb in ((ReportState.WITHDRAWN, "ditarik kembali"), (ReportState.RETURNED, "dikembalikan")):
        back = many_results.reopen_reports(db, [*items, Item("tidak ada", "Siapa")], PERIOD, state, "Bukti kurang")
        assert back.done == items
        assert "Belum ada rencana kerja" in back.refused[0].why
        assert {reports.standing(db, item.key, PERIOD).state for item in items} == {state}
        assert many_results.reopen_reports(db, items, PERIOD, state, "Lagi").done == []
        assert undo_next(db).title == f"{len(items)} laporan realisasi Triwulan III 2026 {verb}: Bukti kurang"
        assert tables(db) == before


def test_results_are_handed_over_on_a_day_and_those_handed_over_stay(db):
    rows = objection_list.listing(db.file, 2026, "", objection_list.NOT_DELIVERED)
    items = [Item(row["key"], row["name"]) for row in rows.rows(0, len(rows))][:4]
    form, case = objections.delivery_form(db, items[0].key)
    forms.keep(db, form, {objections.key_of(case, Delivery, "received_by"): "Ibu"})
    before = tables(db)
    outcome = many_results.deliver(db, items, date(2026, 11, 20))
    assert outcome.done == items[1:]
    assert "belum selesai" in outcome.refused[0].why
    form, case = objections.delivery_form(db, items[1].key)
    assert (case.delivery.delivered_on, case.delivery.received_by) == (date(2026, 11, 20), items[1].name)
    again = many_results.deliver(db, items[1:], date(2026, 11, 19))
    assert "sudah diserahkan 20 November 2026" in again.refused[0].why
    undo_next(db)
    assert tables(db) == before
