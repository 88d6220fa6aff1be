"""Umpan balik by keys: piles of sheets, three peers, hidden names, any date, bad input, power cut."""

from __future__ import annotations

import pytest

from kinerja_tui.models.feedback import Feedback
from kinerja_tui.screens.evaluation.evaluation_pages import EvaluationPages
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.feedback import feedback_givers, feedback_sheet
from kinerja_tui.widgets.fields import Note
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, told, type_text
from tests.services.feedback_office import PEERS, PERSON, give, person_id
from tests.services.stories import plan_id_of

FOREIGN = "22222222-2222-4222-8222-222222222222"
HOSTILE = ["[/]", "[bold red]merah[/x]", "]][[", "a\u202eb\u200bc", "%s {0} \\", "日本語" * 30]
SHEETS = (
    ("dewi les", "Cepat tanggap", "Arsip", "Map per bulan"),
    ("ahmad prat", "Ramah", "", ""),
    ("fikri mau", "Teliti", "Waktu rapat", "Datang awal"),
    ("ilham basri", "Rajin", "Komputer", "Ikut pelatihan"),
    ("mahmud yus", "Jujur", "", "Jadi pelatih"),
)
"""Giver, well, to improve, proposal: five sheets of peers as they lie in a pile."""


async def open_person(pilot, name="ratna"):
    """From anywhere to somebody's page of feedback."""
    await pilot.press("0")
    await pilot.pause()
    await pilot.press("slash")
    await type_text(pilot, name)
    await pilot.press("enter", "enter")
    await pilot.pause()


def sheets_of(app, name=PERSON):
    return feedback_sheet.read(app.db, person_id(app.db, name)).sheets


def line_of(app, words):
    """The line of the screen that begins with these words."""
    return next(line.strip() for line in screen_text(app).splitlines() if line.strip().startswith(words))


async def test_the_third_peer_makes_it_enough(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for giver in PEERS[:2]:
            give(app.db, giver, score="4")
        await open_person(pilot)
        assert line_of(app, "Rekan kerja ") == "Rekan kerja  2 dari 2, belum cukup (minimal 3)"
        await pilot.press("r")
        await pilot.pause()
        assert "Akuntabel              belum cukup (2 dari 2, minimal 3)" in screen_text(app)
        await pilot.press("enter", "a")
        await pilot.pause()
        await type_text(pilot, "1911")
        await pilot.press("enter", "2")
        await type_text(pilot, "fikri mau")
        await pilot.press("enter")
        await type_text(pilot, "Teliti")
        await pilot.press("pagedown", *"5555555", "f10", "f10")
        await pilot.pause()
        assert "1 lembar umpan balik tersimpan" in told(app)
        assert line_of(app, "Rekan kerja ") == "Rekan kerja  3 dari 3"
        await pilot.press("r")
        await pilot.pause()
        assert "Akuntabel              4,33 (3 dari 3)" in screen_text(app)


async def test_five_sheets_in_one_go(app):
    """28 keys besides the letters of names and texts: 7 to open with day and kind, 4 a sheet, 1 to end."""
    keys = 0

    async def press(pilot, *names):
        nonlocal keys
        keys += len(names)
        await pilot.press(*names)

    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await press(pilot, "a", *"1205", "enter", "2")  # the kind moves on by itself
        for giver, *parts in SHEETS:
            await type_text(pilot, giver)
            for part in parts:
                await press(pilot, "enter")
                await type_text(pilot, part)
            await press(pilot, "f10")
        await press(pilot, "f10")
        await pilot.pause()
        stored = sheets_of(app)
        assert keys == 28
        assert {str(sheet.given_on) for sheet in stored} == {"2026-05-12"}
        assert {sheet.giver_kind for sheet in stored} == {"rekan"}
        said = {(sheet.went_well, sheet.to_improve, sheet.proposal) for sheet in stored}
        assert said == {tuple(parts) for _, *parts in SHEETS}
        assert all(sheet.giver_id for sheet in stored)
        assert "5 lembar umpan balik tersimpan" in told(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "5/5" in screen_text(app)


async def test_names_are_hidden_from_the_person(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        ids = [give(app.db, giver, given_on=f"2026-0{number}-03") for number, giver in enumerate(PEERS[:3], 1)]
        give(app.db, "hasbi efendi", "pimpinan")
        feedback_givers.invite(app.db, person_id(app.db), "rekan", [PEERS[3]], 2026)
        await open_person(pilot)
        assert all(name.split(",")[0] in screen_text(app) for name in PEERS)
        await pilot.press("p")
        await pilot.pause()
        page = screen_text(app)
        assert "Tampilan pegawai" in page
        assert not any(name.split()[0] in page for name in PEERS)
        assert not any(day in page for day in ("03-01-2026", "03-02-2026", "03-03-2026"))
        assert "20-11-2026" in page  # the leader's sheet keeps its day
        table = app.screen.table
        assert not any(sheet in table._source.key(row) for sheet in ids for row in range(table.row_count))
        for number in range(table.row_count):
            table.move_to(number)
            await pilot.press("enter")
            await pilot.pause()
            assert not any(name.split()[0] in screen_text(app) for name in PEERS)
            await pilot.press("enter")
            await pilot.pause()
        await pilot.press("a", "d", "g", "u", "x", "b")
        await pilot.pause()
        assert app.screen.as_person
        await pilot.press("p")
        await pilot.pause()
        assert PEERS[0] in screen_text(app)


async def test_below_the_minimum_the_person_reads_belum_cukup(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        give(app.db, PEERS[0], went_well="Rahasia rekan")
        await open_person(pilot)
        assert "Rahasia rekan" in screen_text(app)
        await pilot.press("p")
        await pilot.pause()
        assert "Rahasia" not in screen_text(app)
        assert "belum cukup: 1 orang" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "supaya pemberinya tidak dapat ditebak" in " ".join(screen_text(app).replace("│", " ").split())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0", "2026-11-20"), ("-1", "2026-11-19"), ("0401", "2026-01-04"), ("31-12-2025", "2025-12-31")],
)
async def test_any_date(app, typed, stored):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a")
        await type_text(pilot, typed)
        await pilot.press("enter", "4")
        await type_text(pilot, "Ketua RT 05")
        await pilot.press("enter")
        await type_text(pilot, "Cepat")
        await pilot.press("f10", "escape")
        await pilot.pause()
        assert [str(sheet.given_on) for sheet in sheets_of(app)] == [stored]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2111", "Tanggal ini belum tiba"),
        (" 9", "Yang ada: 1, 2, 3, 4"),
        (" 2ratna", "pegawai itu sendiri"),
        (" 2halimah", "cocok dengan beberapa pegawai"),
        (" 2tukijan", "tidak ada di daftar pegawai"),
        (" 2dewi-les   x 1911", "lebih awal daripada umpan baliknya"),
        (" 2dewi-les kata-dewi", "nama pemberinya"),
    ],
)
async def test_what_holds_the_field(app, typed, message):
    """In ``typed`` a space stands for Enter and a dash for a space."""
    names = {" ": "enter", "-": "space"}
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a", *(names.get(letter, letter) for letter in typed))
        if not typed.endswith("9"):  # a refused digit holds by itself
            await pilot.press("enter")
        await pilot.pause()
        assert message in " ".join(screen_text(app).split())
        assert sheets_of(app) == []


async def test_a_sheet_with_nothing_said_is_not_stored_and_the_person_decides(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a", "enter", "2")
        await type_text(pilot, "dewi les")
        await pilot.press("f10")
        await pilot.pause()
        assert "Lembar ini masih kosong" in screen_text(app)
        await pilot.press("enter")  # go on
        await pilot.pause()
        await type_text(pilot, "Rajin")
        await pilot.pause()
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "Lembar ini masih kosong" in screen_text(app)
        await pilot.press("end", "enter")  # throw away
        await pilot.pause()
        assert sheets_of(app) == []
        assert "Belum ada umpan balik" in screen_text(app)


async def test_leaving_an_untouched_form_stores_nothing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        for leave in ("escape", "f10"):
            await pilot.press("a")
            await pilot.pause()
            await pilot.press(leave)
            await pilot.pause()
            assert "Belum ada umpan balik" in screen_text(app)
        assert sheets_of(app) == []


async def test_the_leader_is_known(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a", "enter", "1")
        await pilot.pause()
        leader = app.screen.sheet.value(app.screen._key("giver_name"))
        assert leader
        await pilot.press("enter")
        await type_text(pilot, "Teliti")
        await pilot.press("f10", "f10")
        await pilot.pause()
        assert [sheet.giver_name for sheet in sheets_of(app)] == [leader]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_are_only_texts(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a", "enter", "4")
        await pilot.pause()
        for _ in range(3):
            app.screen.sheet._insert(text)
            await pilot.press("enter")
        await pilot.press("f10", "f10")
        await pilot.pause()
        (sheet,) = sheets_of(app)
        assert sheet.went_well
        await pilot.press("p", "enter")
        await pilot.pause()
        assert sheet.went_well[:3] in screen_text(app)


async def test_change_and_take_back(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        give(app.db, PEERS[0])
        await open_person(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "LEMBAR UMPAN BALIK" in screen_text(app)
        await pilot.press("tab", "tab", "tab")
        await type_text(pilot, "Jauh lebih baik")
        await pilot.press("f10")
        await pilot.pause()
        assert "Umpan balik tersimpan" in told(app)
        assert "Jauh lebih baik" in screen_text(app)
        await pilot.press("x", "t")
        await pilot.pause()
        assert sheets_of(app)
        await pilot.press("x", "y")
        await pilot.pause()
        assert sheets_of(app) == []
        assert "Belum ada umpan balik" in screen_text(app)


async def test_who_was_asked(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("u", "2")
        await pilot.pause()
        await type_text(pilot, "halimah")
        await pilot.press("enter")
        await pilot.pause()
        assert "beberapa pegawai" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press(*["backspace"] * 7)
        await type_text(pilot, "dewi les; ahmad prat;")
        await pilot.press("enter")
        await pilot.pause()
        assert "2 nama dicatat" in told(app)
        assert line_of(app, "Rekan kerja ") == "Rekan kerja  0 dari 2, belum cukup (minimal 3)"
        assert screen_text(app).count("belum memberi") == 2
        await pilot.press("x", "y")
        await pilot.pause()
        assert line_of(app, "Rekan kerja ") == "Rekan kerja  0 dari 1, belum cukup (minimal 3)"
        await pilot.press("u", "escape")
        await pilot.pause()
        assert "Tanggal" in screen_text(app)


async def test_a_power_cut_in_the_middle_of_the_pile(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("a", *"1205", "enter", "2")
        await type_text(pilot, "dewi les")
        await pilot.press("enter")
        await type_text(pilot, "Satu")
        await pilot.press("f10")
        await type_text(pilot, "ahmad prat")
        await pilot.press("enter")
        await type_text(pilot, "Dua")
        await pilot.press("enter")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        assert [sheet.went_well for sheet in sheets_of(cut)] == ["Satu"]
        await pilot.press("a")
        await pilot.pause()
        assert "Isian terakhir masih ada" in told(cut)
        await pilot.press("f10", "f10")
        await pilot.pause()
        found = {(sheet.went_well, sheet.giver_name, sheet.giver_kind, str(sheet.given_on)) for sheet in sheets_of(cut)}
        assert ("Dua", PEERS[1], "rekan", "2026-05-12") in found
        assert len(found) == 2


async def test_dialogue_and_bimbingan(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_person(pilot)
        await pilot.press("d")
        await pilot.pause()
        await type_text(pilot, "0405")
        await pilot.press("enter", "enter")
        await type_text(pilot, "Printer rusak")
        await pilot.press("enter", "enter")
        await type_text(pilot, "Beli printer")
        await pilot.press("f10")
        await pilot.pause()
        assert "Dialog tersimpan" in told(app)
        assert "Beli printer" in screen_text(app)
        await pilot.press("b")
        await pilot.pause()
        await type_text(pilot, "Bunyi satu")
        await pilot.press("enter", "3", "f10")
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        assert "1. Bunyi satu (pegawai dan pimpinan)" in screen_text(app)
        assert "2. (bunyi belum diketik" in screen_text(app)
        await pilot.press("enter", "enter")
        await type_text(pilot, "Sudah")
        await pilot.press("pagedown")
        await type_text(pilot, "Kerja sama")
        await pilot.press("enter", "4")
        await pilot.press("f10")
        await pilot.pause()
        assert "Tulis alasan nilai 4" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press("enter")
        await pilot.pause()
        await type_text(pilot, "Membantu loket")
        await pilot.press("f10")
        await pilot.pause()
        assert "Bimbingan tersimpan" in told(app)
        assert "Bimbingan" in line_of(app, "20-11-2026")
        await pilot.press("p", "enter")
        await pilot.pause()
        assert "Pimpinan:" in screen_text(app)


def test_the_rater_reads_it_on_the_evaluation_without_the_names(db):
    plan_id, period = plan_id_of(db, PERSON), "2026-TW3"
    form, plan, progress = evaluations.evaluation_form(db, plan_id, period)
    result_id = plan.lines[0].result.id

    def page(sheets):
        items = EvaluationPages(form, plan, period, progress, feedback=sheets).results({})
        return [item.text for item in items if isinstance(item, Note) and item.text.startswith("Umpan balik ")]

    about = Feedback(id="1", giver_kind="rekan", giver_name=PEERS[0], result_id=result_id, went_well="Cepat")
    general = Feedback(id="2", giver_kind="pimpinan", giver_name="Camat", to_improve="Arsip", proposal="Map")
    assert page([]) == []
    assert page([general, about]) == [
        "Umpan balik rekan kerja: baik: Cepat",
        "Umpan balik pimpinan (Camat, tanpa tanggal): perlu diperbaiki: Arsip; usulan: Map",
    ]
    peers = [Feedback(id=key, giver_kind="rekan", giver_name=key, went_well=text) for key, text in ("aZ", "bY", "cX")]
    assert page(peers) == page(peers[::-1])


async def test_an_office_without_employees_says_what_to_do(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("0")
        await pilot.pause()
        assert "Tekan 2 untuk membuka daftar Pegawai" in screen_text(empty_app)
        await pilot.press("enter", "a")
        await pilot.pause()
        assert "Umpan balik · 2026" in screen_text(empty_app)


async def test_foreign_values_do_not_stop_the_screens(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        who = person_id(app.db)
        with app.db.act("Dari program baru", who) as act:
            act.write(Feedback, FOREIGN, employee_id=who, giver_kind="baru", result_id="x")
        await open_person(pilot)
        assert "tanpa nama" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "hasil kerja dari rencana lain" in screen_text(app)
        await pilot.press("escape", "p", "enter")
        await pilot.pause()
        assert "?" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        for number, giver in enumerate(PEERS[:3], 1):
            give(
                app.db,
                giver,
                went_well=f"Teks rekan {number}",
                given_on=f"2026-0{number}-15",
                proposal="Ikut pelatihan",
            )
        give(
            app.db,
            "hasbi efendi",
            "pimpinan",
            went_well="Laporan rapi",
            to_improve="Waktu rapat",
            given_on="2026-10-01",
        )
        give(app.db, "Ketua RT 05", "lainnya", given_on="2026-06-10")
        give(app.db, PEERS[3], "bawahan", given_on="2026-06-11")
        feedback_givers.invite(app.db, person_id(app.db), "rekan", [PEERS[3]], 2026)
        await pilot.press("0")
        await pilot.pause()
        seen_as(app, f"feedback_{name}")
        await open_person(pilot)
        seen_as(app, f"feedback_person_{name}")
        await pilot.press("p")
        await pilot.pause()
        seen_as(app, f"feedback_as_person_{name}")
        await pilot.press("p", "a")
        await pilot.pause()
        seen_as(app, f"feedback_form_{name}")
        await pilot.press("escape", "d")
        await pilot.pause()
        seen_as(app, f"dialogue_form_{name}")
        await pilot.press("escape", "g")
        await pilot.pause()
        seen_as(app, f"guidance_form_{name}")
