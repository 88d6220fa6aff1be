"""Both approaches and forms of a plan and its lampiran: what blocks, what stays, what a merge can leave."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlmodel import select

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.local import Conflict
from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.plans import Approach, AttachmentSection, PlanForm, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key, keep
from kinerja_tui.services.handover import disputes, settle
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.office import agenda
from kinerja_tui.services.planning import approval, plan_attachments, plan_entry, plans
from kinerja_tui.services.staff import post_endings
from tests.services.plan_office import YEAR, key_plan, person, plan, row, three_people, typed

PERIOD = "2026-TW3"
LEADERS, QUALITATIVE = str(PlanForm.LEADERS), str(Approach.QUALITATIVE)


@pytest.fixture
def staff(empty_db):
    """The database, Camat, Kasi and her staff."""
    return three_people(empty_db)


def choose(db, plan_id, **texts):
    opened = plan_entry.plan_form(db, plan_id)
    keep(db, opened, {field_key(WorkPlan, plan_id, column): text for column, text in texts.items()})
    plan_entry.save(db, opened)


def contents(db, plan_id):
    with db.reading() as session:
        return plans.contents(session, plan_id)


def attach(db, plan_id, section, *texts):
    """Lines at the end of a section of the lampiran, as the form keeps them."""
    form = plan_entry.plan_form(db, plan_id)
    for text in texts:
        line_id = new_id()
        key = field_key(PlanAttachment, line_id, "text")
        keep(db, form, {key: text, **plan_attachments.new_line(form, plan_id, section, line_id)})
    plan_entry.save(db, form)


def told(db, plan_id):
    return [item.text for item in approval.missing(db, plan_id)]


# -- the approach


def test_a_qualitative_plan_needs_a_success_measure_for_each_result_and_nothing_else(staff):
    db, _, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi)
    indicator_id = contents(db, plan_id).lines[0].indicators[0].id
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkPlan, plan_id, approach=QUALITATIVE)
    typed(db, form, Indicator, indicator_id, text="", target="", unit="")
    plan_entry.save(db, form)
    (found,) = approval.missing(db, plan_id)
    assert found.text == "Utama 1 (Layanan selesai), ukuran keberhasilan 1: belum ditulis."
    assert found.key == field_key(Indicator, indicator_id, "text")
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_indicator(db, form, indicator_id)
    plan_entry.save(db, form)
    assert told(db, plan_id) == ["Utama 1 (Layanan selesai): belum punya ukuran keberhasilan (Ctrl+O menambah)."]
    form = plan_entry.plan_form(db, plan_id)
    measure = plan_entry.add_indicator(db, form, result_id)
    typed(db, form, Indicator, measure, text="Surat selesai paling lambat dua hari")
    plan_entry.save(db, form)
    assert told(db, plan_id) == []


def test_switching_back_and_forth_loses_nothing(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat, superior_text="Sasaran Sekda")
    before = contents(db, plan_id).lines[0]
    kept = ("text", "target", "unit", "target_text", "aspect", "direction")
    asked = [getattr(before.indicators[0], name) for name in kept]
    choose(db, plan_id, approach=QUALITATIVE, form=LEADERS)
    choose(db, plan_id, form=str(PlanForm.OFFICERS))
    choose(db, plan_id, form=LEADERS, approach=str(Approach.QUANTITATIVE))
    indicator_id = before.indicators[0].id
    assert told(db, plan_id) == ["Utama 1 (Layanan selesai), indikator 1: perspektifnya belum dipilih."]
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, Indicator, indicator_id, perspective="proses_bisnis")
    plan_entry.save(db, form)
    choose(db, plan_id, form=str(PlanForm.OFFICERS))
    line = contents(db, plan_id).lines[0]
    assert line.result.superior_text == "Sasaran Sekda"
    assert [getattr(line.indicators[0], name) for name in kept] == asked
    assert line.indicators[0].perspective == "proses_bisnis"
    assert told(db, plan_id) == []


def test_a_locked_plan_keeps_approach_form_and_lampiran(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    attach(db, plan_id, "dukungan", "Laptop")
    form = plan_entry.plan_form(db, plan_id)
    approval.submit(db, plan_id)
    typed(db, form, WorkPlan, plan_id, approach=QUALITATIVE)
    keep(db, form, plan_attachments.new_line(form, plan_id, "konsekuensi", new_id()))
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        plan_entry.save(db, form)
    assert plan(db, plan_id).approach == "kuantitatif"
    assert [item.text for item in contents(db, plan_id).attachments] == ["Laptop"]


def test_what_was_reached_is_told_in_words_also_where_a_number_stood_before(staff):
    db, _, _, member = staff
    plan_id, _ = key_plan(db, member)
    choose(db, plan_id, approach=QUALITATIVE)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    form, whole = progress.progress_form(db, plan_id, PERIOD)
    (indicator,) = whole.lines[0].indicators
    assert indicator.target == Decimal("12.5")
    assert whole.is_written(indicator)
    with db.act("Realisasi", member) as act:  # a number from a PC where the plan was quantitative
        record_id = Progress.id_of(indicator.id, PERIOD)
        act.write(Progress, record_id, plan_id=plan_id, indicator_id=indicator.id, period=PERIOD, amount=Decimal(3))
    assert counted(db) == 0
    form, whole = progress.progress_form(db, plan_id, PERIOD)
    keep(db, form, {progress.progress_key(indicator.id, PERIOD, "note"): "Semua surat selesai"})
    progress.save(db, form, whole, PERIOD)
    assert counted(db) == 1
    with db.reading() as session:
        reached = progress.in_period(session, plan_id, PERIOD)[indicator.id]
    assert progress.amount_shown(indicator, reached, qualitative=True) == "Semua surat selesai"
    assert progress.amount_shown(indicator, reached) == "3 dokumen"


def counted(db):
    """Reported people as Beranda counts them, and the list of realisasi indicators: they must agree."""
    people = progress.people(db.file, PERIOD)
    reported = sum(item["reported"] for item in people.rows(0, len(people)))
    assert agenda.read_agenda(db.file, date(YEAR, 10, 5)).reported == reported
    return reported


def test_a_measure_in_words_has_no_part_for_the_months_served(staff):
    db, _, _, member = staff
    plan_id, _ = key_plan(db, member)
    choose(db, plan_id, approach=QUALITATIVE)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    with db.reading() as session:
        assert post_endings._shared(session, plan(db, plan_id), Fraction(1, 2), plan(db, plan_id).end) == ()


# -- the form


def test_jpt_start_on_their_form_and_others_choose_only_when_rated_from_outside(staff):
    db, camat, kasi, _ = staff
    head = person(db, "197001011995011001", "Kepala Contoh", "Kepala Dinas", kasi, post_kind="jpt")
    for employee, form, offered in ((head, LEADERS, True), (camat, "ja_jf", True), (kasi, "ja_jf", False)):
        found = plans.overview(db, plans.start_plan(db, employee, YEAR))
        assert (found.form, found.heads_unit) == (form, offered)


def test_a_plan_on_the_form_of_leaders_has_nothing_to_link(staff):
    db, _, kasi, _ = staff
    plan_id, _ = key_plan(db, kasi)
    assert row(db, kasi)["unlinked"] == plans.overview(db, plan_id).unlinked == 1
    choose(db, plan_id, form=LEADERS)
    assert row(db, kasi)["unlinked"] == plans.overview(db, plan_id).unlinked == 0


# -- lampiran


def test_lines_of_the_lampiran_in_their_order(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    attach(db, plan_id, "dukungan", "Satu", "Dua", "Tiga")
    attach(db, plan_id, "konsekuensi", "Penghargaan")
    form = plan_entry.plan_form(db, plan_id)
    one, two, three = plan_attachments.lines(form, "dukungan")
    assert plan_entry.move(db, form, PlanAttachment, three, -1)
    assert not plan_entry.move(db, form, PlanAttachment, one, -1)
    typed(db, form, PlanAttachment, two, text=" ")
    plan_entry.save(db, form)
    found = [(item.section, item.text) for item in contents(db, plan_id).attachments]
    assert found == [("dukungan", "Satu"), ("dukungan", "Tiga"), ("konsekuensi", "Penghargaan")]
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_attachment(db, form, one)
    plan_entry.save(db, form)
    assert [item.text for item in contents(db, plan_id).attachments] == ["Tiga", "Penghargaan"]
    assert plan_attachments.used(db.file, "dukungan") == ["Tiga"]


def test_results_and_indicators_are_moved_even_where_a_merge_gave_them_one_place(staff):
    db, camat, _, _ = staff
    plan_id, first = key_plan(db, camat, "Satu")
    form = plan_entry.plan_form(db, plan_id)
    second = plan_entry.add_result(db, form, ResultKind.MAIN).result_id
    typed(db, form, WorkResult, second, text="Dua", position="1")
    other = plan_entry.add_indicator(db, form, first)
    typed(db, form, Indicator, other, text="Lama layanan")
    plan_entry.save(db, form)
    form = plan_entry.plan_form(db, plan_id)
    before = [line.result_id for line in plan_entry.all_lines(form)]
    assert plan_entry.move(db, form, WorkResult, before[1], -1)
    assert plan_entry.move(db, form, Indicator, other, -1)
    plan_entry.save(db, form)
    lines = contents(db, plan_id).lines
    assert [line.result.id for line in lines] == before[::-1]
    (moved,) = (line for line in lines if line.result.id == first)
    assert [item.text for item in moved.indicators] == ["Lama layanan", "Jumlah dokumen"]
    assert not plan_entry.move(db, form, Indicator, "tidak-ada", 1)


def test_an_empty_new_line_is_not_stored(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    attach(db, plan_id, "dukungan", "  ", "Laptop")
    assert [item.text for item in contents(db, plan_id).attachments] == ["Laptop"]


# -- after a merge


def test_another_approach_or_measure_from_elsewhere_becomes_a_bentrok_not_the_approved_one(staff):
    db, _, _, member = staff
    plan_id, _ = key_plan(db, member)
    choose(db, plan_id, approach=QUALITATIVE)
    indicator_id = contents(db, plan_id).lines[0].indicators[0].id
    seen = db.seen([plan_id, indicator_id])
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    with db.act("Dari PC lain", member, seen=seen) as act:
        act.write(WorkPlan, plan_id, approach="kuantitatif")
        act.write(Indicator, indicator_id, text="Ukuran lain")
    with db.reading() as session:
        found = {item.field for item in session.exec(select(Conflict))}
    assert found == {"approach", "text"}
    dispute = disputes.dispute(db.file, plan_id, "approach")
    assert not dispute.free
    assert {candidate.text for candidate in dispute.candidates} == {"Kualitatif", "Kuantitatif"}


def test_a_measure_added_elsewhere_after_approval_is_to_settle_and_told_in_words(staff):
    db, _, _, member = staff
    plan_id, result_id = key_plan(db, member)
    choose(db, plan_id, approach=QUALITATIVE)
    known = contents(db, plan_id).lines[0].indicators[0].id
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    added = new_id()
    with db.act("Dari PC lain", member) as act:
        act.write(Indicator, added, plan_id=plan_id, result_id=result_id, text="Ukuran susulan")
        act.write(Indicator, known, target=Decimal(99))  # hidden in this approach
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.record_id) == ("target", added)
    assert settle.targets(db.file, added) == ("tidak ada indikator ini", "Ukuran susulan")
    approval.settle_target(db, added, as_approved=False)
    assert settle.to_settle(db.file) == []


@pytest.mark.parametrize("column", ["approach", "form"])
def test_codes_of_a_newer_program_are_named_and_stop_nothing_else(staff, column):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    with db.act("Dari PC lain", camat) as act:
        act.write(WorkPlan, plan_id, **{column: "versi_baru"})
        act.write(PlanAttachment, new_id(), plan_id=plan_id, section="bagian_baru", text="Baris baru")
        act.write(Indicator, contents(db, plan_id).lines[0].indicators[0].id, perspective="baru")
    (found,) = approval.missing(db, plan_id)
    assert found.key == field_key(WorkPlan, plan_id, column)
    form = plan_entry.plan_form(db, plan_id)
    assert len(plan_attachments.foreign_lines(form)) == 1
    assert all(not plan_attachments.lines(form, section) for section in AttachmentSection)
    choose(db, plan_id, approach="kuantitatif", form=LEADERS)
    assert told(db, plan_id) == ["Utama 1 (Layanan selesai), indikator 1: perspektifnya belum dipilih."]
    assert [item.text for item in contents(db, plan_id).attachments] == ["Baris baru"]


def test_a_plan_whose_person_is_elsewhere_has_a_head(staff):
    db, camat, _, _ = staff
    plan_id, _ = key_plan(db, camat)
    with db.act("Dari PC lain", camat) as act:
        act.remove(Employee, camat)
    assert plans.overview(db, plan_id).heads_unit
