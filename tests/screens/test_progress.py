"""Realisasi by keys: record with evidence, missing stays missing, bad input, F5, locked, power cut."""

from __future__ import annotations

import pytest

from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning.plans import contents
from kinerja_tui.widgets.title import TitleBar
from tests.conftest import ready, screen_text
from tests.screens.keys import after_power_cut, open_row, told, type_text

SILENT = "Ratna Azizah, A.Md.Ak."
HOSTILE = ["[/]", "[bold red]merah[/x]", "]][[", "a\u202eb\u200bc", "%s {0} \\", "日本語" * 30]


def stored(app, name=SILENT, period="2026-TW3"):
    """The progress of a person in the order of the form, None where nothing is stored."""
    rows = progress.people(app.file, period, name)
    plan_id = rows.keys[0]
    with app.db.reading() as session:
        plan = contents(session, plan_id)
        known = progress.in_period(session, plan_id, period)
    return [known.get(indicator.id) for line in plan.lines for indicator in line.indicators]


async def test_record_progress_with_evidence(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        assert "Realisasi Ratna Azizah" in screen_text(app)
        await type_text(pilot, "12,5")
        await pilot.press("enter", "1")
        await type_text(pilot, "Map bukti 4")
        await pilot.press("enter")
        await type_text(pilot, "Tidak ada sinyal")
        await pilot.press("enter", "f10")
        await pilot.pause()
        first, *rest = stored(app)
        assert (str(first.amount), first.evidence_kind, first.evidence, first.obstacles) == (
            "12.5", "teks", "Map bukti 4", "Tidak ada sinyal",
        )  # fmt: skip
        assert not any(rest)
        assert "1 dari 6" in screen_text(app)
        assert "sebagian" in screen_text(app)


async def test_empty_is_not_yet_filled_in_and_zero_is_zero(app):
    async with app.run_test(size=(120, 60)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        assert screen_text(app).count("belum diisi") >= 4
        before = screen_text(app).count("belum diisi")
        await pilot.press("0", "enter")
        await pilot.pause()
        assert screen_text(app).count("belum diisi") == before - 1
        await pilot.press("f10")
        await pilot.pause()
        assert str(stored(app)[0].amount) == "0"
        assert "1 dari 6" in screen_text(app)


async def test_walking_through_stores_nothing(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await pilot.press(*["enter"] * 12, "f10")
        await pilot.pause()
        assert not any(stored(app))
        assert "0 dari 6" in screen_text(app)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1.5", "Pakai koma untuk pecahan: 1,5"),
        ("1,2,3", "Angka ditulis seperti"),
        ("--", "Angka ditulis seperti"),
        ("9" * 25, "terlalu panjang"),
    ],
)
async def test_a_number_that_is_none_holds_the_field(app, typed, message):
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await type_text(pilot, typed)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert message in screen_text(app)
        assert not any(stored(app))


async def test_letters_do_not_enter_a_number(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await type_text(pilot, "1e")
        await pilot.pause()
        assert "Hanya angka" in screen_text(app)
        await pilot.press("2", "f10")
        await pilot.pause()
        assert "Ada ketikan yang tidak diterima di sini. Periksa isinya." in " ".join(screen_text(app).split())
        assert not any(stored(app))
        await pilot.press("f10")
        await pilot.pause()
        assert str(stored(app)[0].amount) == "12"


@pytest.mark.parametrize(
    ("kind", "code", "message"),
    [("2", "tautan", "tidak tampak seperti tautan"), ("3", "berkas", "tidak ditemukan di PC ini")],
)
async def test_a_link_and_a_file_are_asked_about_once(app, kind, code, message):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await pilot.press("enter", kind)
        await type_text(pilot, "map biru")
        await pilot.press("enter")
        await pilot.pause()
        assert message in screen_text(app)
        assert app.screen.sheet.current.label == "Bukti dukung"
        await pilot.press("enter", "f10")
        await pilot.pause()
        first = stored(app)[0]
        assert (first.evidence_kind, first.evidence) == (code, "map biru")
        assert "evidence" in first.confirmed


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_evidence_is_only_text(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        sheet = app.screen.sheet
        await pilot.press("enter", "1")
        sheet._insert(text)
        await pilot.press("enter", "f10")
        await pilot.pause()
        first = stored(app)[0]
        assert first.evidence
        await open_row(pilot, "5", "ratna")
        assert first.evidence[:3] in screen_text(app)


async def test_f5_copies_the_evidence_and_never_the_amount(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        before = stored(app, period="2026-TW2")[0]
        assert before.evidence
        await open_row(pilot, "4", "ratna")
        await pilot.press("f5")
        await pilot.pause()
        assert "Realisasi selalu diketik sendiri" in told(app)
        await pilot.press("enter", "f5")
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        first = stored(app)[0]
        assert (first.evidence_kind, first.evidence) == (before.evidence_kind, before.evidence)
        assert first.amount is None
        assert "0 dari 6" in screen_text(app)


async def test_f5_does_not_cover_what_is_there(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await pilot.press("enter", "1")
        await type_text(pilot, "Map baru")
        await pilot.press("enter", "shift+tab", "f5")
        await pilot.pause()
        assert "sudah terisi" in told(app)
        await pilot.press("f10")
        await pilot.pause()
        assert stored(app)[0].evidence == "Map baru"


async def test_f6_goes_to_the_note(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await pilot.press("f6")
        await pilot.pause()
        await type_text(pilot, "Sementara")
        await pilot.press("f10")
        await pilot.pause()
        assert stored(app)[0].note == "Sementara"


async def test_rated_progress_is_only_shown(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "dewi")
        assert "Terkunci" in screen_text(app)
        assert app.screen.sheet.current is None
        await pilot.press("escape")
        await pilot.pause()
        assert "sudah dinilai" in screen_text(app)


async def test_why_a_dim_row_cannot_be_opened(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "marlina")
        assert "SKP dikembalikan" in screen_text(app)
        assert "setelah rencana" in told(app)
        await open_row(pilot, "4", "zulkifli su")
        assert "belum ada SKP" in screen_text(app)
        assert "tekan 3" in told(app)


async def test_the_period_is_picked_once_for_both_lists(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("4")
        await pilot.pause()
        assert "Realisasi · Triwulan III 2026" in screen_text(app)
        await pilot.press("p", "2")
        await pilot.pause()
        assert "Realisasi · Triwulan II 2026" in screen_text(app)
        await pilot.press("5")
        await pilot.pause()
        assert "Evaluasi · Triwulan II 2026" in screen_text(app)
        await pilot.press("p")
        await type_text(pilot, "iv")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(TitleBar).title == "Evaluasi · Triwulan IV 2026"
        app.db.set_setting("year", "2027")
        await pilot.press("4")
        await pilot.pause()
        assert app.screen.query_one(TitleBar).title == "Realisasi · Triwulan I 2027"


async def test_a_power_cut_in_the_middle(app, tmp_path):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        await type_text(pilot, "7")
        await pilot.press("enter", "1")
        await pilot.pause()
        cut = after_power_cut(app, tmp_path / "mati")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await open_row(pilot, "4", "ratna")
        assert "Isian terakhir masih ada" in told(cut)
        assert cut.screen.sheet.current.label == "Bukti dukung"
        await pilot.press("f10")
        await pilot.pause()
        first = stored(cut)[0]
        assert (str(first.amount), first.evidence_kind) == ("7", "teks")


async def test_an_office_without_employees_says_what_to_do(empty_app):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for screen in "45":
            await pilot.press(screen)
            await pilot.pause()
            assert "Tekan 2 untuk membuka daftar Pegawai" in screen_text(empty_app)
            await pilot.press("enter", "f")
            await pilot.pause()
            await pilot.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_a_person_sees(app, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("4")
        await pilot.pause()
        seen_as(app, f"progress_{name}")
        await pilot.press("enter")
        await pilot.pause()
        seen_as(app, f"progress_form_{name}")
