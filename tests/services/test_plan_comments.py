"""Proposals and comments on a plan: written before it is set, answered, readable whatever a merge made of them."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.plan_sources import PlanComment
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import keep
from kinerja_tui.services.handover.settle import to_settle
from kinerja_tui.services.planning import approval, plan_comments, plan_entry
from kinerja_tui.services.staff.employees import NEW
from tests.services.plan_office import key_plan, three_people, titles


@pytest.fixture
def staff(empty_db):
    db, _, _, staff = three_people(empty_db)
    plan_id, result_id = key_plan(db, staff)
    return db, staff, plan_id, result_id


def write(db, plan_id, line_id="", **texts):
    form = plan_comments.new_form(db, plan_id, line_id)
    keep(db, form, {plan_comments.comment_key(NEW, name): text for name, text in ({"text": "Usul"} | texts).items()})
    return plan_comments.save_new(db, form)


def answer(db, comment_id, **texts):
    form, _ = plan_comments.answer_form(db, comment_id)
    keep(db, form, {plan_comments.comment_key(comment_id, name): text for name, text in texts.items()})
    plan_comments.answer(db, form, comment_id)


def stored(db, comment_id):
    with db.reading() as session:
        return session.get_one(PlanComment, comment_id)


def test_written_on_a_line_and_answered(staff):
    db, _, plan_id, result_id = staff
    indicator_id = plan_entry.all_lines(plan_entry.plan_form(db, plan_id))[0].indicator_ids[0]
    first = write(db, plan_id, indicator_id, text="Target 10 saja")
    second = write(db, plan_id, result_id, text="Bagus", kind="komentar", author_kind="penilai")
    write(db, plan_id, text="Tambah hasil arsip", author_name="Rekan")
    assert (stored(db, first).author_name, stored(db, first).result_id) == ("Staf Contoh", result_id)
    assert stored(db, second).author_name == "Kasi Contoh"
    assert titles(db)[-3:] == [
        "Usulan pada rencana kerja ditulis",
        "Komentar pada rencana kerja ditulis",
        "Usulan pada rencana kerja ditulis",
    ]
    assert plan_comments.open_count(db.file, plan_id) == 2
    assert plan_comments.remarks(db.file, plan_id) == {
        indicator_id: ["Usulan Staf Contoh, 20-11-2026: Target 10 saja (belum dijawab)"],
        result_id: ["Komentar Kasi Contoh, 20-11-2026: Bagus"],
        "": ["Usulan Rekan, 20-11-2026: Tambah hasil arsip (belum dijawab)"],
    }
    answer(db, first, answer_state="ditolak", answer_text="Sudah disepakati 12")
    assert (stored(db, first).answered_by, stored(db, first).answered_on) == ("Kasi Contoh", date(2026, 11, 20))
    assert plan_comments.remarks(db.file, plan_id)[indicator_id] == [
        "Usulan Staf Contoh, 20-11-2026: Target 10 saja → Ditolak: Sudah disepakati 12"
    ]
    rows = plan_comments.listing(db.file, plan_id)
    assert next(row["text"] for row in rows.rows(0, 9)) == "Tambah hasil arsip"
    assert len(plan_comments.listing(db.file, plan_id, "REKAN arsip")) == 1


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"text": "  "}, "Tulis dulu isi"),
        ({"written_on": "2026-11-21"}, "belum tiba"),
        ({"written_on": ""}, "Isi tanggal"),
    ],
)
def test_what_is_refused(staff, texts, why):
    db, _, plan_id, _ = staff
    with pytest.raises(RuleBroken, match=why):
        write(db, plan_id, **texts)
    assert len(plan_comments.listing(db.file, plan_id)) == 0


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"answer_text": "Ya"}, "Pilih jawabannya"),
        ({"answer_state": "mungkin"}, "Pilih jawabannya"),
        ({"answer_state": "ditolak"}, "alasan penolakannya"),
        ({"answer_state": "diterima", "answered_on": "2026-11-19"}, "lebih awal daripada tanggal ditulis"),
        ({"answer_state": "diterima", "answered_on": "2026-11-21"}, "belum tiba"),
    ],
)
def test_answers_that_are_refused(staff, texts, why):
    db, _, plan_id, _ = staff
    comment_id = write(db, plan_id)
    with pytest.raises(RuleBroken, match=why):
        answer(db, comment_id, **texts)
    assert plan_comments.open_count(db.file, plan_id) == 1


def test_a_comment_is_only_replied_to(staff):
    db, _, plan_id, _ = staff
    comment_id = write(db, plan_id, kind="komentar")
    with pytest.raises(RuleBroken, match="Tulis tanggapannya"):
        answer(db, comment_id)
    answer(db, comment_id, answer_text="Terima kasih", answered_by="Camat")
    assert stored(db, comment_id).answered_by == "Camat"
    with pytest.raises(RuleBroken, match="sudah dijawab"):
        plan_comments.remove(db, comment_id)


def test_once_the_plan_is_set_nothing_new_but_everything_readable(staff):
    db, _, plan_id, _ = staff
    first = write(db, plan_id)
    approval.submit(db, plan_id)
    second = write(db, plan_id, author_kind="penilai")  # the rater writes before deciding
    plan_comments.remove(db, second)
    waiting = plan_comments.new_form(db, plan_id)
    keep(db, waiting, {plan_comments.comment_key(NEW, "text"): "Terlambat"})
    approval.approve(db, plan_id)
    for act in (lambda: plan_comments.new_form(db, plan_id), lambda: plan_comments.save_new(db, waiting)):
        with pytest.raises(RuleBroken, match="adendum"):
            act()
    assert len(plan_comments.listing(db.file, plan_id)) == 1
    answer(db, first, answer_state="diterima")
    assert plan_comments.open_count(db.file, plan_id) == 0


def test_lines_and_plans_a_merge_took_away(staff):
    db, subject, plan_id, result_id = staff
    kept = write(db, plan_id, result_id)
    odd, lost = new_id(), new_id()
    with db.act("Dari PC lain", subject) as act:
        act.remove(WorkResult, result_id)
        act.write(
            PlanComment, odd, plan_id=plan_id, kind="jenis_baru", author_kind="?", answer_state="nanti", text="[/]"
        )
        act.write(PlanComment, lost, plan_id="tidak ada", text="Hilang")
    lines = plan_comments.lines_of(db, plan_id)
    assert plan_comments.line_name(lines, stored(db, kept).result_id, "") == "baris yang sudah dihapus"
    assert set(plan_comments.remarks(db.file, plan_id)) == {""}
    assert plan_comments.remarks(db.file, plan_id)[""][0] == "jenis_baru ?: [/] → nanti"
    assert plan_comments.open_count(db.file, plan_id) == 1
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        plan_comments.answer_form(db, lost)
    with pytest.raises(RuleBroken, match="Baris ini tidak ada"):
        write(db, plan_id, "milik rencana lain")
    answer(db, odd, answer_state="nanti", answer_text="baik")
    assert {item.kind for item in to_settle(db.file)} == {"orphan"}  # the indicator of the removed result


def test_removed_elsewhere_while_it_is_being_answered(staff):
    db, _, plan_id, _ = staff
    comment_id = write(db, plan_id)
    form, _ = plan_comments.answer_form(db, comment_id)
    plan_comments.remove(db, comment_id)
    keep(db, form, {plan_comments.comment_key(comment_id, "answer_state"): "diterima"})
    with pytest.raises(RuleBroken, match="sudah dihapus"):
        plan_comments.answer(db, form, comment_id)
