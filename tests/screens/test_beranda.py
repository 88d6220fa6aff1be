"""Beranda: what is due, in the first paint."""

from __future__ import annotations

import re
from pathlib import Path

from kinerja_tui import services
from kinerja_tui.app import SCREENS, KinerjaApp
from kinerja_tui.models.database import Database
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.screens.forms.reopening import REOPENED
from kinerja_tui.screens.handover.handoff import HandoffScreen
from kinerja_tui.services.office import setup
from tests.conftest import ready, screen_text
from tests.screens.keys import at


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


async def test_an_empty_office_is_told_the_first_step_whole(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Belum ada pegawai. Enter, lalu a: isi, i: dari berkas" in screen_text(empty_app)


async def test_an_empty_district_begins_with_a_bundle(workplace):
    place = workplace("new", "kabupaten")
    db = Database(place.file, place.identities, place.now)
    setup.set_up(db, "15.04", "Budi Santoso", 2026)
    app = KinerjaApp(place)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Belum ada pegawai. Enter, lalu i: impor paket kecamatan" in screen_text(app)
        await pilot.press("enter")
        await at(pilot, HandoffScreen)


async def test_what_a_person_sees(app, seen_as):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        seen_as(app, "beranda_80x24")


def test_every_kind_of_form_left_unfinished_leads_to_where_it_is_opened_again():
    """Kinds as the services name their forms, `open_form(db, f"kind:…")` or the table of `open_record`."""
    source = "\n".join(path.read_text("utf-8") for path in Path(services.__path__[0]).rglob("*.py"))
    kinds = set(re.findall(r'open_form\(\s*db,\s*f?"(\w+):', source))
    kinds |= {
        str(table.__tablename__)
        for name in re.findall(r"open_record\(\s*db, (\w+),", source)
        for table in PROJECTED.values()
        if table.__name__ == name
    }
    assert {"plan", "voice", "training", "survey", "follow_up"} <= kinds
    assert not kinds - set(REOPENED)
    assert {item.below for item in REOPENED.values()} <= set(SCREENS)
