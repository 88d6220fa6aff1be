"""Riwayat perubahan by keys: newest first, one change whole, nothing of who gave feedback, odd bytes told kindly."""

from __future__ import annotations

import zlib

import pytest

from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.history.change_history import ChangeHistoryScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.feedback.feedback import take_back
from kinerja_tui.services.history import change_history
from tests.conftest import ready, screen_text
from tests.screens.keys import at
from tests.services.feedback_office import PEERS, give, person_id


async def test_a_correction_stands_above_what_it_corrects(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        employee_id = person_id(app.db)
        for name in ("Ratna A.", "Ratna Azizah"):
            with app.db.act(f"Data pegawai: {name}", employee_id) as act:
                act.write(Employee, employee_id, name=name)
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("slash", *"ratna azizah", "enter", "r")
        await at(pilot, ChangeHistoryScreen)
        await pilot.pause()
        lines = [line for line in screen_text(app).splitlines() if "Data pegawai" in line]
        assert ["Ratna Azizah" in line for line in lines] == [True, False]
        await pilot.press("enter")
        await at(pilot, Notice)
        (before,) = app.file.rows("SELECT id FROM journal WHERE act = 'Data pegawai: Ratna A.'")
        assert f"sesudah {before[0][:8]}" in screen_text(app)
        assert "Pegawai: Nama = Ratna Azizah" in screen_text(app)


def test_who_gave_feedback_is_not_told(db):
    sheet = give(db, PEERS[0], score="4", went_well="Datanya rapi")
    take_back(db, sheet)
    keys = change_history.listing(db.file, person_id(db), "umpan balik").keys
    assert len(keys) == 2
    for key in keys:
        told = " ".join(change_history.read_change(db.file, key).lines)
        assert "isinya dibaca di layar Umpan balik" in told
        assert PEERS[0] not in told
        assert "rapi" not in told


def test_bytes_that_cannot_be_read(db):
    key = change_history.listing(db.file, person_id(db)).keys[0]
    for body in (b"x", zlib.compress(b"[]"), zlib.compress(b'{"ops": 1}')):
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE journal SET body = ? WHERE seq = ?", (body, int(key)))
        with pytest.raises(RuleBroken, match="kinerja verifikasi"):
            change_history.read_change(db.file, key)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        change_history.read_change(db.file, "99999")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks(app, seen_as, size):
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        app.go_to("history")
        await at(pilot, ChangeHistoryScreen)
        await pilot.pause()
        seen_as(app, f"change_history_{size[0]}x{size[1]}")
