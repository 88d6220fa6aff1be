"""Re-keying sheets: the items in the form's order, ticks that survive, changes noticed, two clerks on two PCs."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.copied import CopiedItem
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.national.copy_sheets import (
    Count,
    ItemState,
    counts,
    finish,
    finish_left,
    open_sheet,
    tick,
    untick,
)
from tests.services.plan_office import key_plan, three_people, titles
from tests.services.stories import plan_id_of
from tests.services.two_pcs import exchange, second_pc

NAME = "Dewi Lestari, S.H."


def sheet_of(db, period=""):
    return open_sheet(db, plan_id_of(db, NAME), period)


def tick_all(db, sheet):
    while (place := sheet.first_to_do()) is not None:
        tick(db, sheet, sheet.items[place])
    return sheet


def item_of(sheet, end):
    return next(item for item in sheet.items if item.key.endswith(end))


def change_target(db, sheet, target="99"):
    """What an addendum or a merge does to one target."""
    key = next(item.key for item in sheet.items if item.key.endswith("/target"))
    with db.act("ubah", sheet.form.subject) as act:
        act.write(Indicator, key.split("/")[1], target=None, target_text=target, approved_as="")


def test_the_items_of_a_plan_stand_in_the_order_of_the_form(db):
    sheet = sheet_of(db)
    assert sheet.warning == ""
    labels = [item.label for item in sheet.items]
    assert labels[:5] == ["Periode awal", "Periode akhir", "Jabatan", "Pejabat penilai (NIP)", "Pendekatan"]
    assert labels[5:10] == [
        "RHK pimpinan yang diintervensi", "Rencana hasil kerja (RHK)", "Aspek", "Indikator kinerja individu (IKI)",
        "Target",
    ]  # fmt: skip
    sections = list(dict.fromkeys(item.section.partition(" · ")[0] for item in sheet.items))
    assert sections == [
        name for name in ("Kepala SKP", "Utama", "Tambahan", "Perilaku kerja", "Lampiran") if name in sections
    ]
    assert sheet.items[3].text.isdigit()
    assert len(sheet.items[3].text) == 18
    assert "," in sheet.items[3].hint
    assert len({item.key for item in sheet.items}) == len(sheet.items)
    assert all(item.text for item in sheet.items if sheet.state(item) is not ItemState.EMPTY)


def test_the_items_of_an_evaluation_offer_ratings_only_once_they_are_final(db):
    sheet = sheet_of(db, "2026-TW3")
    assert sheet.warning == ""
    assert [item.label for item in sheet.items[:3]] == ["Periode penilaian", "Pejabat penilai (NIP)", "Realisasi"]
    assert [(item.label, item.text) for item in sheet.items[-3:]] == [
        ("Rating hasil kerja", "Di atas ekspektasi"),
        ("Rating perilaku kerja", "Di atas ekspektasi"),
        ("Predikat kinerja pegawai", "Sangat Baik"),
    ]
    tick(db, sheet, sheet.items[-1])
    finish(db, sheet.form)
    evaluations.reopen(db, sheet.plan_id, "2026-TW3", "salah ketik")
    again = sheet_of(db, "2026-TW3")
    assert "belum final" in again.warning
    rating, _, predicate = again.items[-3:]
    assert (rating.text, again.state(rating)) == ("", ItemState.EMPTY)
    assert "belum selesai" in predicate.hint
    assert again.state(predicate) is ItemState.CHANGED, "what stands there is not what stands here"
    with pytest.raises(RuleBroken, match="tidak ada yang disalin"):
        tick(db, again, rating)


def test_ticks_are_safe_at_once_and_become_one_change_when_the_sheet_is_left(db):
    sheet = sheet_of(db)
    before = len(titles(db))
    for item in sheet.items[:3]:
        tick(db, sheet, item)
    untick(db, sheet, sheet.items[1])
    assert len(titles(db)) == before, "no change for each key press"
    found = sheet_of(db)  # as after a power cut: nothing was left in order
    assert [found.state(item) for item in found.items[:3]] == [ItemState.COPIED, ItemState.OPEN, ItemState.COPIED]
    assert found.first_to_do() == 1
    finish_left(db)
    assert titles(db)[before:] == [f"Lembar salin {NAME}, SKP 2026: 2 isian sudah disalin"]
    assert not forms.unfinished(db)
    assert db.file.rows("SELECT count(*), sum(removed) FROM copied_item") == [(2, 0)]
    finish(db, sheet_of(db).form)
    assert len(titles(db)) == before + 1, "nothing new, no change"


def test_a_value_changed_after_copying_asks_to_be_copied_again(db):
    sheet = tick_all(db, sheet_of(db))
    assert sheet.count.done
    finish(db, sheet.form)
    total = sheet.count
    change_target(db, sheet)
    changed = sheet_of(db)
    assert changed.count == Count(total.open, total.copied - 1, 1, total.empty)
    assert counts(db, [changed.plan_id])[changed.plan_id] == changed.count
    place = changed.first_to_do()
    assert changed.items[place].text == "99"
    tick(db, changed, changed.items[place])
    assert changed.count.done
    finish(db, changed.form)
    change_target(db, changed, "7")
    change_target(db, changed, "99")
    assert sheet_of(db).count.done, "back to the value that stands there"
    untick(db, again := sheet_of(db), again.items[place])
    finish(db, again.form)
    assert sheet_of(db).first_to_do() == place


def test_what_went_away_after_copying_has_to_go_there_too(db):
    sheet = tick_all(db, sheet_of(db))
    finish(db, sheet.form)
    key = item_of(sheet, "/teks").key
    with db.act("hapus", sheet.form.subject) as act:
        act.remove(WorkResult, key.split("/")[1])
    gone = sheet_of(db)
    left = [item for item in gone.items if item.section == "Sudah tidak ada di sini"]
    assert key in {item.key for item in left}
    assert all(gone.state(item) is ItemState.CHANGED for item in left)
    assert "Hapus juga di e-Kinerja" in left[0].hint
    tick_all(db, gone)
    finish(db, gone.form)
    assert "Sudah tidak ada di sini" not in {item.section for item in sheet_of(db).items}


def test_two_clerks_share_the_work_and_never_are_in_bentrok(db, tmp_path):
    other = second_pc(db, tmp_path / "lain")
    here, there = sheet_of(db), sheet_of(other)
    for item in here.items[:4]:
        tick(db, here, item)
    for item in there.items[2:6]:
        tick(other, there, item)
    target = item_of(here, "/target")
    tick(db, here, target)
    change_target(other, there)
    changed = sheet_of(other)
    tick(other, changed, item_of(changed, "/target"))
    finish(db, here.form)
    finish(other, changed.form)
    exchange(db, other)
    for pc in (db, other):
        sheet = sheet_of(pc)
        assert [sheet.state(item) for item in sheet.items[:6]] == [ItemState.COPIED] * 6
        assert sheet.state(item_of(sheet, "/target")) is ItemState.CHANGED, "two values were typed there"
        assert pc.file.rows("SELECT count(*) FROM conflict WHERE table_name = 'copied_item'") == [(0,)]
    again = tick_all(db, sheet_of(db))
    assert again.count.done
    other.close()


def test_a_draft_can_be_copied_with_a_warning_and_what_is_missing_is_named(empty_db):
    _, _, _, staff = three_people(empty_db)
    plan_id, _ = key_plan(empty_db, staff)
    sheet = open_sheet(empty_db, plan_id)
    assert "belum disetujui" in sheet.warning
    above = item_of(sheet, "/pimpinan")
    assert sheet.state(above) is ItemState.EMPTY
    assert "Belum terhubung" in above.hint
    assert sheet.count.empty == 1
    assert (sheet.items[0].text, sheet.items[1].text) == ("01-01-2026", "31-12-2026")


def test_odd_records_break_nothing(empty_db):
    _, _, _, staff = three_people(empty_db)
    plan_id, result_id = key_plan(empty_db, staff)
    with empty_db.act("dari program baru", staff) as act:
        act.write(WorkResult, result_id, kind="proyek")
        act.write(WorkPlan, plan_id, approach="campuran", form="baru", start=None, end=None, state="arsip")
        act.write(CopiedItem, "aneh", plan_id=plan_id, item="rhk", value="x")
        act.write(CopiedItem, "tanpa", plan_id=plan_id)
        values = {"work_rating": "gemilang", "rules": "baru", "rater_card": {"name": "X"}, "state": "selesai"}
        key = Evaluation.id_of(plan_id, "2026-TW1")
        act.write(Evaluation, key, plan_id=plan_id, period="2026-TW1", finished_on=date(2026, 4, 1), **values)
    sheet = open_sheet(empty_db, plan_id)
    assert any(item.section.startswith("proyek") for item in sheet.items)
    assert sheet.count.changed == 2
    rated = open_sheet(empty_db, plan_id, "2026-TW1")
    assert [item.text for item in rated.items[-3:]] == ["", "", ""]
    assert "lebih baru" in rated.items[-1].hint
    with pytest.raises(RuleBroken):
        open_sheet(empty_db, "tidak-ada")
    assert counts(empty_db, ["tidak-ada", plan_id]).keys() == {plan_id}
    assert copy_sheets.Count().done is False
