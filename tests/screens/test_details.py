"""What stands beside each list: right for whole records, kind about missing ones, and never a crash on odd ones."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.screens.evaluation.evaluation_detail import evaluation_detail
from kinerja_tui.screens.monitoring.progress_detail import progress_detail
from kinerja_tui.screens.planning.plan_detail import plan_detail
from kinerja_tui.screens.staff.employee_detail import employee_detail
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning import plans
from kinerja_tui.services.staff import employees
from kinerja_tui.widgets.detail import lines_of
from tests.conftest import NOW, ready
from tests.screens.keys import beside, until

TODAY = NOW.date()
ENDED = period_from_code("2026-TW3")


def text(detail):
    return "\n".join(line.plain for line in lines_of(detail, 60))


def rows_of(listing):
    return {row["name"]: row for row in listing.rows(0, len(listing))}


def everything(file):
    """The details of every row of the four lists."""
    for row in rows_of(employees.listing(file, day=TODAY)).values():
        yield text(employee_detail(file, row, 2026, TODAY))
    for row in plans.listing(file, 2026, day=TODAY).rows(0, 1000):
        yield text(plan_detail(file, row, "?", ""))
    for row in progress.people(file, ENDED.code).rows(0, 1000):
        yield text(progress_detail(file, row, ENDED, "lengkap", "good"))
        yield text(evaluation_detail(file, row, ""))


def test_a_person_with_the_year_and_what_is_missing(db):
    rows = rows_of(employees.listing(db.file, day=TODAY))
    shown = text(employee_detail(db.file, rows["Dewi Lestari, S.H."], 2026, TODAY))
    assert "Pejabat penilai  Ilham Idris, S.Sos." in shown
    assert "Atasan penilai   Yusnani Hasanah, S.Pd." in shown
    assert "+ Disetujui, 4 RHK, 6 indikator" in shown
    assert "Triwulan III  5 dari 6, diajukan 02-10; Sangat Baik" in shown
    assert "YANG MASIH KURANG" not in shown, "a finished evaluation asks for nothing more"

    shown = text(employee_detail(db.file, rows["Ratna Azizah, A.Md.Ak."], 2026, TODAY))
    assert "! Triwulan III: realisasi 0 dari 6 indikator (4)." in shown
    assert "! Triwulan III: evaluasi belum selesai (5)." in shown
    assert "Triwulan IV:" not in shown, "a running period is not late"

    shown = text(employee_detail(db.file, rows["Marlina Safitri"], 2026, TODAY))
    assert "! Dikembalikan" in shown
    assert "! Rencana kerja dikembalikan, belum disetujui." in shown
    assert "belum ada (tekan 3)" in text(employee_detail(db.file, rows["Dewi Lestari, S.H."], 2031, date(2031, 2, 1)))


def test_realisasi_and_evaluation_of_a_period(db):
    rows = rows_of(progress.people(db.file, ENDED.code))
    shown = text(progress_detail(db.file, rows["Dewi Lestari, S.H."], ENDED, "sudah dinilai", "good"))
    assert "Realisasi belum diisi, target 2 dokumen" in shown, "missing is not zero"
    assert "Realisasi 4,8 hari kerja, target paling tinggi 7 hari kerja" in shown
    assert "di jalur" in shown
    shown = text(evaluation_detail(db.file, rows["Dewi Lestari, S.H."], "good"))
    assert "Predikat        Sangat Baik" in shown
    assert "Umpan balik" in shown
    waiting = text(evaluation_detail(db.file, rows["Marlina Safitri"], ""))
    assert "Menunggu: SKP dikembalikan." in waiting


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE work_plan SET state = 'dari program baru', start = NULL, \"end\" = NULL",
        "UPDATE evaluation SET work_rating = 'x', behaviour_rating = '[/]', rules = 'y', state = 'z'",
        "UPDATE indicator SET result_id = 'tidak ada', direction = '?', unit = '[b]'",
        "UPDATE progress SET amount = '999999999999999999999999999999.5', note = '[/x]'",
        "UPDATE assignment SET rater_id = 'tidak ada', rater_card = NULL, superior_id = NULL, post = ''",
        "UPDATE employee SET name = '', nip = '1', kind = '?', golongan = ''",
        "DELETE FROM work_result",
        "DELETE FROM assignment",
        "UPDATE progress_report SET state = '?', submitted_on = NULL",
    ],
)
def test_odd_records_of_a_merge_are_shown_all_the_same(db, damage):
    with db.file.plain as connection:
        connection.execute(damage)
    assert sum(1 for shown in everything(db.file) if shown.strip()) > 100


def test_a_row_is_read_by_look_ups_whatever_the_size_of_the_office(db, monkeypatch):
    rows = rows_of(employees.listing(db.file, day=TODAY))
    plan = rows_of(plans.listing(db.file, 2026, day=TODAY))["Dewi Lestari, S.H."]
    judged = rows_of(progress.people(db.file, ENDED.code))["Dewi Lestari, S.H."]
    asked, read = [], type(db.file).rows

    def noted(file, sql, values=()):
        asked.append((sql, values))
        return read(file, sql, values)

    monkeypatch.setattr(type(db.file), "rows", noted)
    employee_detail(db.file, rows["Dewi Lestari, S.H."], 2026, TODAY)
    plan_detail(db.file, plan, "", "")
    progress_detail(db.file, judged, ENDED, "", "")
    evaluation_detail(db.file, judged, "")
    assert 10 < len(asked) < 40
    scanned = [
        (step, sql)
        for sql, values in asked
        for *_, step in read(db.file, f"EXPLAIN QUERY PLAN {sql}", values)
        if step.startswith("SCAN") and step not in ("SCAN CONSTANT ROW", "SCAN x", "SCAN reporting_rule")
    ]
    assert scanned == []


async def test_the_lists_people_work_in_at_160x50(app, seen_as):
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(pilot)
        for go, name in (("3", "plans"), ("4", "progress"), ("5", "evaluations")):
            await pilot.press(go)
            await until(pilot, lambda name=name: type(app.screen).__name__.lower().startswith(name[:4]))
            await pilot.press("down")
            await beside(pilot)
            seen_as(app, f"{name}_160x50")
        app.go_to("voices")
        await until(pilot, lambda: type(app.screen).__name__ == "VoicesScreen")
        await beside(pilot)
        seen_as(app, "voices_160x50")
