"""Beranda: what is due, in the first paint."""

from __future__ import annotations

from tests.conftest import ready, screen_text


async def test_practice_office_is_named_and_marked_on_the_screen(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        text = screen_text(app)
        assert "Kecamatan Muara Bulian" in text
        assert "DATA LATIHAN" in text


async def test_lines_lead_to_their_screens(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Belum punya rencana kerja 2026" in screen_text(app)


async def test_what_a_person_sees(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        seen_as(app, "beranda_80x24")
