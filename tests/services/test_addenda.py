"""Addenda: other targets from a day on, in one change; what was judged stays; what is refused changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.addenda import Target
from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.handover import settle
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning import addenda, approval, targets
from kinerja_tui.services.staff import transfers as t
from kinerja_tui.services.staff.posts import Raters
from tests.services.addendum_office import (
    JULY,
    JUNE_END,
    WHY,
    approved,
    change,
    evaluate,
    indicator,
    made,
    result,
    seen,
    shown,
    target,
)
from tests.services.plan_office import YEAR, assignment_id, key_plan, three_people, titles


@pytest.fixture
def office(empty_db):
    """db, camat, kasi, staff."""
    return three_people(empty_db)


def test_one_change_with_the_old_and_the_new_target(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    before = len(titles(db))
    assert change(db, plan_id) == 1
    assert titles(db)[before:] == [f"Adendum 1 rencana kerja {YEAR}, berlaku 1 Juli {YEAR}"]
    item = indicator(db, plan_id)
    assert (item.target, item.unit, item.approved_as) == (Decimal(6), "dokumen", item.target_key())
    (only,) = made(db, plan_id)
    assert (only.addendum.approved_by, only.addendum.approver_card["post"]) == ("Kasi Contoh", "Kepala Seksi")
    assert (only.addendum.made_on, only.addendum.rules) == (db.today(), "permenpanrb-6-2022")
    assert targets.plan_notes(db, plan_id) == (
        f"Adendum 1, berlaku 1 Juli {YEAR}. Disetujui Kasi Contoh. Alasan: {WHY}",
        "- Jumlah dokumen: 12,5 → 6 dokumen",
    )
    assert settle.to_settle(db.file) == []


def test_every_period_is_judged_by_the_target_of_its_last_day(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    change(db, plan_id, "6")
    change(db, plan_id, "3", date(YEAR, 10, 1))
    periods = {f"{YEAR}-TW1": "12,5", f"{YEAR}-B06": "12,5", f"{YEAR}-TW3": "6", f"{YEAR}-B10": "3", str(YEAR): "3"}
    for period, number in periods.items():
        assert shown(seen(db, plan_id, period)) == [f"{number} dokumen"], period
        assert shown(progress.progress_form(db, plan_id, period)[1]) == [f"{number} dokumen"], period
    notes = seen(db, plan_id, f"{YEAR}-TW3").target_notes
    first = "Target saat disetujui 12,5 dokumen; adendum 1 berlaku 1 Juli 2026: 6 dokumen"
    assert list(notes.values()) == [first]
    assert list(seen(db, plan_id, str(YEAR)).target_notes.values()) == [
        f"{first}; adendum 2 berlaku 1 Oktober 2026: 3 dokumen"
    ]
    assert seen(db, plan_id, f"{YEAR}-TW1").target_notes == {}


def test_a_result_ends_and_another_begins(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    old = indicator(db, plan_id).result_id
    with pytest.raises(RuleBroken, match="tidak ada lagi hasil kerja utama"):
        change(db, plan_id, ended={old: "Tugas dialihkan"}, added=[result(kind="tambahan")], targets={})
    with pytest.raises(RuleBroken, match="Tulis alasan"):
        change(db, plan_id, ended={old: " "}, added=[result()], targets={})
    change(db, plan_id, ended={old: "Tugas dialihkan"}, added=[result()], targets={})
    assert shown(seen(db, plan_id, f"{YEAR}-TW2")) == ["12,5 dokumen"]
    now = seen(db, plan_id, f"{YEAR}-TW3")
    assert shown(now) == ["0 temuan"]
    assert now.notes == (
        "Hasil kerja “Arsip rapi” ditambahkan adendum 1 berlaku 1 Juli 2026.",
        "Hasil kerja “Layanan selesai” diakhiri adendum 1 berlaku 1 Juli 2026. Alasan: Tugas dialihkan",
    )
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        change(db, plan_id, "2", date(YEAR, 8, 1), targets={indicator(db, plan_id).id: target("2")})
    assert settle.to_settle(db.file) == []


def test_the_lists_count_what_runs_in_the_period(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    item = indicator(db, plan_id)
    with db.act("Realisasi", staff) as act:
        for period in (f"{YEAR}-TW2", f"{YEAR}-TW3"):
            record = Progress.id_of(item.id, period)
            act.write(Progress, record, plan_id=plan_id, indicator_id=item.id, period=period, amount=Decimal(1))
    change(db, plan_id, ended={item.result_id: "Selesai"}, added=[result(), result("Lain")], targets={})

    def counts(period: str) -> tuple[int, int]:
        (row,) = progress.people(db.file, period, "Staf Contoh").rows(0, 9)
        return row["indicators"], row["reported"]

    assert counts(f"{YEAR}-TW2") == (1, 1)
    assert counts(f"{YEAR}-TW3") == (2, 0)


def test_a_finished_evaluation_keeps_what_it_was_judged_by(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    first = evaluate(db, plan_id, f"{YEAR}-TW1")
    with pytest.raises(RuleBroken, match=f"Evaluasi Triwulan I {YEAR} sudah selesai"):
        change(db, plan_id, day=date(YEAR, 3, 31))
    change(db, plan_id, day=date(YEAR, 4, 1))
    again = seen(db, plan_id, f"{YEAR}-TW1")
    assert (shown(again), again.target_notes) == (shown(first), {})
    # A merge brings an addendum that nobody here could have made: the finished one still stands.
    with db.act("Dari paket", staff) as act:
        act.write(addenda.Addendum, made(db, plan_id)[0].addendum.id, takes_effect=date(YEAR, 1, 5))
    kept = seen(db, plan_id, f"{YEAR}-TW1")
    assert shown(kept) == ["12,5 dokumen"]
    evaluations.reopen(db, plan_id, f"{YEAR}-TW1", "Keliru")
    assert shown(seen(db, plan_id, f"{YEAR}-TW1")) == ["6 dokumen"]


def test_a_rating_given_on_another_target_is_not_finished(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    period = f"{YEAR}-TW3"
    form, opened, _ = evaluations.evaluation_form(db, plan_id, period)
    keep(db, form, {evaluations.result_key(plan_id, period, opened.lines[0].result.id, "rating"): "sesuai"})
    keep(db, form, {evaluations.evaluation_key(plan_id, period, name): "sesuai"
                    for name in ("work_rating", "behaviour_rating")})  # fmt: skip
    change(db, plan_id)
    with pytest.raises(RuleBroken, match="berubah sejak evaluasi dibuka"):
        evaluations.save(db, form, opened, period, finish=True)
    evaluations.save(db, form, opened, period)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"day": None}, "Isi tanggal"),
        ({"day": date(YEAR - 1, 12, 31)}, "mulainya rencana kerja"),
        ({"day": date(YEAR + 1, 1, 1)}, "berakhir"),
        ({"reason": "  "}, "alasan"),
        ({"approved_by": "Staf Contoh"}, "Staf Contoh pegawai yang dinilai"),
        ({"approved_by": "Budi"}, "Budi bukan pejabat penilai"),
        ({"approved_by": "Contoh"}, "Ada 2 orang"),
        ({"targets": {}}, "Belum ada target"),
        ({"targets": {"lain": target()}}, "Belum ada target"),
        ({"number": "12.5"}, "Belum ada target"),
        ({"number": "-1"}, "di bawah nol"),
        ({"added": [result("")]}, "belum ditulis"),
        ({"added": [addenda.NewResult("utama", "Arsip", [])]}, "belum punya indikator"),
    ],
)
def test_what_is_refused_changes_nothing(office, more, says):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    with db.act("Atasan", staff) as act:
        act.write(Assignment, assignment_id(staff, "Pelaksana"), superior_id=camat)
    before = titles(db)
    with pytest.raises(RuleBroken, match=says):
        change(db, plan_id, **more)
    assert titles(db) == before
    assert made(db, plan_id) == []


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (target(None, ""), "belum diisi"),
        (target("3", " "), "satuannya"),
        (Target(None, "", "", "turun"), "belum diisi"),
    ],
)
def test_a_target_that_is_not_complete_is_refused(office, new, says):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    with pytest.raises(RuleBroken, match=says):
        change(db, plan_id, targets={indicator(db, plan_id).id: new})


def test_only_an_approved_plan_has_addenda_and_their_days_do_not_go_back(office):
    db, _, kasi, staff = office
    draft, _ = key_plan(db, kasi)
    with pytest.raises(RuleBroken, match="masih draf"):
        change(db, draft)
    plan_id = approved(db, staff)
    change(db, plan_id)
    with pytest.raises(RuleBroken, match="Adendum 1 berlaku 1 Juli"):
        change(db, plan_id, "3", JUNE_END)
    assert change(db, plan_id, "3", JULY) == 2
    assert shown(seen(db, plan_id, f"{YEAR}-TW3")) == ["3 dokumen"]
    with db.act("PC lain", staff) as act:
        act.write(Indicator, indicator(db, plan_id).id, target=Decimal(77))
    with pytest.raises(RuleBroken, match="belum sama dengan yang disetujui"):
        change(db, plan_id, "2", date(YEAR, 9, 1))
    # Until it is settled, work is judged by what was approved.
    assert shown(seen(db, plan_id, f"{YEAR}-TW3")) == ["3 dokumen"]


def test_the_rater_of_that_day_is_proposed_and_who_acts_for_him_may(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    t.change_rater(db, assignment_id(staff, "Pelaksana"), date(YEAR, 9, 1), Raters(rater_id=camat))
    t.acting(db, camat, AssignmentKind.PLH, t.NewPost("Kepala Seksi", Raters(rater_card={"name": "Sekda"})), JULY)
    change(db, plan_id, "6", approved_by="camat")
    change(db, plan_id, "5", date(YEAR, 8, 1))
    with pytest.raises(RuleBroken, match="Kasi Contoh bukan pejabat penilai pegawai ini pada 1 September"):
        change(db, plan_id, "4", date(YEAR, 9, 1), approved_by="Kasi Contoh")
    change(db, plan_id, "4", date(YEAR, 9, 1))
    who = [(item.addendum.approved_by, item.addendum.approver_card["post"]) for item in made(db, plan_id)]
    assert who == [("Camat Contoh", "Plh. Kepala Seksi"), ("Kasi Contoh", "Kepala Seksi"), ("Camat Contoh", "Camat")]


# -- transfers


def test_an_addendum_before_a_transfer_is_the_target_that_is_shared(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    change(db, plan_id, "6", date(YEAR, 3, 1))
    change(db, plan_id, "24", date(YEAR, 10, 1))
    june = date(YEAR, 6, 1)
    assert [(item.target, item.part) for item in t.ending(db, staff, june).plans[0].targets] == [
        (Decimal(6), Decimal(3))
    ]
    t.transfer(db, staff, june, t.NewPost("Bendahara", Raters(rater_id=camat)))
    item = indicator(db, plan_id)
    assert (item.target, item.part_target, item.approved_as) == (Decimal(6), Decimal(3), item.target_key())
    (part_year,) = seen(db, plan_id, str(YEAR)).lines[0].indicators
    assert progress.target_shown(part_year) == "6 dokumen (bagian 3)"
    assert shown(seen(db, plan_id, f"{YEAR}-B02")) == ["12,5 dokumen"]
    assert len(made(db, plan_id)) == 2
    assert settle.to_settle(db.file) == []


def test_an_addendum_to_a_closed_plan_shares_the_new_target(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    t.transfer(db, staff, date(YEAR, 6, 1), t.NewPost("Bendahara", Raters(rater_id=camat)))
    with pytest.raises(RuleBroken, match="berakhir 31 Mei"):
        change(db, plan_id)
    change(db, plan_id, "24", date(YEAR, 4, 1))
    assert indicator(db, plan_id).part_target == Decimal(10)
    change(db, plan_id, "12", date(YEAR, 5, 1), parts={indicator(db, plan_id).id: Decimal(7)})
    assert indicator(db, plan_id).part_target == Decimal(7)
    shares = {
        period: progress.target_shown(seen(db, plan_id, period).lines[0].indicators[0])
        for period in (f"{YEAR}-TW1", f"{YEAR}-B04", str(YEAR))
    }
    assert list(shares.values()) == [
        "12,5 dokumen (bagian 5,2)", "24 dokumen (bagian 10)", "12 dokumen (bagian 7)",
    ]  # fmt: skip
    change(db, plan_id, day=date(YEAR, 5, 2), targets={indicator(db, plan_id).id: target("90", "persen")})
    assert indicator(db, plan_id).part_target is None


def test_a_part_changed_after_a_rating_does_not_change_the_rating(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    first = evaluate(db, plan_id, f"{YEAR}-TW1")
    t.transfer(db, staff, date(YEAR, 6, 1), t.NewPost("Bendahara", Raters(rater_id=camat)))
    after = seen(db, plan_id, f"{YEAR}-TW1")
    assert (after.lines[0].indicators, after.target_notes) == (first.lines[0].indicators, {})


# -- the other approach


def test_a_success_measure_changes_in_words(office):
    db, camat, _, staff = office
    plan_id = approved(db, staff)
    item = indicator(db, plan_id)
    with db.act("Kualitatif", staff) as act:
        act.write(WorkPlan, plan_id, approach="kualitatif")
        act.write(Indicator, item.id, text="24 laporan tepat waktu", target=None, unit="", approved_as="")
        act.write(Indicator, item.id, approved_as=target(None, "").key)
    evaluate(db, plan_id, f"{YEAR}-TW1")
    new = addenda.NewResult("utama", "Arsip rapi", [addenda.NewIndicator("kuantitas", "Arsip ditemukan", target(None))])
    change(db, plan_id, targets={item.id: target(None, "", "12 laporan tepat waktu")}, added=[new])
    assert targets.plan_notes(db, plan_id)[1:] == (
        "- Ukuran keberhasilan: 24 laporan tepat waktu → 12 laporan tepat waktu",
        "- Hasil kerja ditambah: Arsip rapi",
    )

    def measures(period: str) -> list[str]:
        return [item.text for line in seen(db, plan_id, period).lines for item in line.indicators]

    assert measures(f"{YEAR}-TW1") == measures(f"{YEAR}-TW2") == ["24 laporan tepat waktu"]
    assert measures(f"{YEAR}-TW3") == ["12 laporan tepat waktu", "Arsip ditemukan"]
    assert settle.to_settle(db.file) == []
    evaluations.reopen(db, plan_id, f"{YEAR}-TW1", "Keliru")
    t.transfer(db, staff, date(YEAR, 6, 1), t.NewPost("Bendahara", Raters(rater_id=camat)))
    assert indicator(db, plan_id).text == "24 laporan tepat waktu"
    assert settle.to_settle(db.file) == []


# -- after a merge


def test_an_addendum_whose_plan_is_not_approved_is_listed_and_can_be_taken_away(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    change(db, plan_id)
    addendum_id = made(db, plan_id)[0].addendum.id
    with pytest.raises(RuleBroken, match="disetujui"):
        addenda.withdraw(db, addendum_id)
    with db.act("Dari paket", staff) as act:
        act.write(WorkPlan, plan_id, state="dikembalikan")
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.person, item.record_id) == ("addendum", "Staf Contoh", addendum_id)
    addenda.withdraw(db, addendum_id)
    assert settle.to_settle(db.file) == []
    assert made(db, plan_id) == []
    kept = db.file.rows("SELECT removed, reason FROM addendum")
    assert kept == [(1, WHY)]


def test_a_plan_of_odd_values_still_opens(office):
    db, _, _, staff = office
    plan_id = approved(db, staff)
    change(db, plan_id)
    line = made(db, plan_id)[0].lines[0]
    with db.act("Program baru", staff) as act:
        act.write(addenda.AddendumLine, line.id, kind="lain", old_target="x", new_target="", text="[/]")
        act.write(addenda.AddendumLine, "1" * 36, addendum_id="tak ada", plan_id=plan_id, kind="target")
        act.write(addenda.Addendum, made(db, plan_id)[0].addendum.id, takes_effect=None, number=-3, approver_card=None)
        act.write(Indicator, indicator(db, plan_id).id, approved_as="apa saja")
        act.write(
            Evaluation, Evaluation.id_of(plan_id, f"{YEAR}-TW1"), plan_id=plan_id, period=f"{YEAR}-TW1",
            state="selesai", targets={indicator(db, plan_id).id: 5, "lain": None},
        )  # fmt: skip
    assert shown(seen(db, plan_id, f"{YEAR}-TW1")) == ["6 dokumen"]
    assert shown(seen(db, plan_id, f"{YEAR}-TW3")) == ["6 dokumen"]
    assert targets.plan_notes(db, plan_id)[0].startswith("Adendum -3, berlaku tanpa tanggal")
    assert [item.kind for item in settle.to_settle(db.file)] == ["target"]
    approval.settle_target(db, settle.to_settle(db.file)[0].record_id, as_approved=False)
    assert settle.to_settle(db.file) == []
