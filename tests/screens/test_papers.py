"""Cetak: from the lists to the papers, looked at, printed, stopped, and what goes wrong on the way told kindly."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from pypdf import PdfReader

from kinerja_tui.documents import printing
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers import print_run
from kinerja_tui.screens.papers.paper_list import PaperList
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.papers.print_run import PrintedNotice
from kinerja_tui.services.handover import media
from kinerja_tui.services.office import viewer
from kinerja_tui.widgets.progress import Working
from tests.conftest import ready, screen_text
from tests.screens.keys import at, told, type_text, until
from tests.stalls import never_blocked


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The usual folder for papers, in a place of the test."""
    monkeypatch.setattr(print_run, "usual_folder", lambda: tmp_path / "kertas")
    monkeypatch.setattr(media, "sticks", list)
    return tmp_path / "kertas"


async def to_papers(pilot, *keys):
    await ready(pilot)
    await pilot.press(*keys)
    await at(pilot, PapersScreen)
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_how_it_looks(app, folder, seen_as, size):
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await to_papers(pilot, "9", "e")
        seen_as(app, f"papers_{name}")
        await pilot.press("home", "enter")
        await at(pilot, PaperList)
        await pilot.pause()
        seen_as(app, f"paper_list_{name}")
        await pilot.press("enter")
        await at(pilot, PaperPreview)
        await pilot.pause()
        seen_as(app, f"paper_preview_{name}")
        await pilot.press("end")
        await pilot.pause()
        assert "Kode cek" in screen_text(app)


async def test_one_person_from_the_list_then_opened(app, folder, monkeypatch):
    opened = []
    monkeypatch.setattr(viewer, "open_path", opened.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_papers(pilot, "3", "e")
        person = app.screen._whom()
        assert person
        assert app.screen.kind.code == "skp"
        await pilot.press("o")
        assert "Belum ada yang dicetak" in told(app)
        await pilot.press("enter")
        await at(pilot, PaperPreview)
        await pilot.press("e", "enter")
        await at(pilot, PrintedNotice)
        assert [path.name for path in folder.iterdir()] == [f"SKP 2026 - {person}.pdf"]
        await pilot.press("o", "enter")
        await at(pilot, PaperPreview)
        await pilot.press("escape")
        await at(pilot, PapersScreen)
        await pilot.press("o")
        assert opened == [next(folder.iterdir())] * 2
        await pilot.press("g")
        await type_text(pilot, "yusnani")
        await pilot.press("enter")
        await pilot.pause()
        assert "Yusnani" in screen_text(app).splitlines()[1]


@never_blocked
async def test_a_unit_merged_and_everybody_apart(app, folder):
    async with app.run_test(size=(100, 30)) as pilot:
        await to_papers(pilot, "5", "e")
        assert app.screen.kind.code == "evaluasi"
        await pilot.press("u")
        await type_text(pilot, "subbagian umum")
        await pilot.press("enter", "p", "2")
        await pilot.pause()
        wanted = app.screen.wanted
        count = len(app.screen._found["dokumen"])
        assert wanted.unit == "Subbagian Umum dan Kepegawaian"
        assert wanted.period == "2026-TW2"
        assert 1 < count < 10
        await pilot.press("down", "e", "enter")
        await pilot.press("1")
        await at(pilot, PrintedNotice)
        [path] = folder.iterdir()
        assert path.name == "Dokumen evaluasi kinerja Triwulan II 2026 - Subbagian Umum dan Kepegawaian.pdf"
        assert len(PdfReader(path).pages) == count
        await pilot.press("enter", "e", "enter", "2")
        await at(pilot, PrintedNotice)
        assert len(list(folder.iterdir())) == count + 1
        assert app.db.setting(print_run.FOLDER) == str(folder)


async def test_stopped_in_the_middle(app, folder, monkeypatch):
    drawn = printing.Press.draw

    def slow(press, document):
        # The first paper waits for Esc: no clock decides whether the test comes in time.
        working = next(screen for screen in app.screen_stack if isinstance(screen, Working))
        working.cancelled.wait(20)
        return drawn(press, document)

    monkeypatch.setattr(printing.Press, "draw", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_papers(pilot, "9", "e")
        await pilot.press("home", "e", "enter", "1")
        await at(pilot, Working)
        await pilot.press("escape")
        await until(pilot, lambda: "dihentikan" in told(app))
        assert "Tidak ada berkas yang ditulis" in told(app)
        assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "penuh"), (errno.EACCES, "sedang dibuka"), (errno.EIO, "ditulis")],
)
async def test_a_disk_that_does_not_take_it(app, folder, monkeypatch, number, said):
    def refuse(_path, _content):
        raise OSError(number, "ditolak")

    monkeypatch.setattr(printing, "write_file", refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_papers(pilot, "9", "e")
        await pilot.press("e", "enter")
        await at(pilot, Notice)
        assert said in app.screen.text
        await pilot.press("enter")
        await at(pilot, PapersScreen)


async def test_blank_forms_and_an_empty_office(empty_app, folder):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await to_papers(pilot, "3", "e")
        await pilot.press("enter", "e")
        assert "Belum ada SKP untuk pilihan ini. Tekan f" in told(empty_app)
        await pilot.press("f", "4")
        await at(pilot, PaperPreview)
        await pilot.pause()
        text = screen_text(empty_app)
        assert "PENDEKATAN HASIL KERJA KUALITATIF" in text
        assert "PIMPINAN UNIT KERJA MANDIRI" in text
        await pilot.press("e", "enter")
        await at(pilot, PrintedNotice)
        assert [path.name for path in folder.iterdir()] == ["Kosong SKP.pdf"]
        await pilot.press("enter", "escape", "end", "f")
        assert "Formulir kosong ada untuk: SKP" in told(empty_app)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (("2",), "skp"),
        (("4",), "realisasi"),
        (("5", "o"), "keberatan"),
        (("5", "a"), "akumulasi"),
        (("5", "a", "enter"), "konversi"),
        (("0",), "b18"),
        (("0", "enter"), "b18"),
    ],
)
async def test_the_same_letter_everywhere(app, keys, code):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("e")
        await at(pilot, PapersScreen)
        await pilot.pause()
        assert app.screen.kind.code == code
        assert app.screen.employee_id


async def test_kop_and_sheet_from_the_settings(app, folder, tmp_path, seen_as):
    (tmp_path / "rusak.png").write_bytes(b"bukan gambar")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("8", "e")
        await until(pilot, lambda: "Kop baris 1" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "PEMERINTAH KABUPATEN BATANGHARI" in screen_text(app))
        await pilot.press("enter", "end", "up", "enter", "2", "up", "enter")
        await type_text(pilot, str(tmp_path / "rusak.png"))
        await pilot.press("enter")
        await until(pilot, lambda: "PNG atau JPG yang utuh" in screen_text(app))
        await pilot.press("escape")
        await pilot.pause()
        seen_as(app, "letterhead_80x24")
        await pilot.press("escape")
        await until(pilot, lambda: "F4 / folio, kop 1 baris" in screen_text(app))


def test_no_viewer_is_told_kindly(tmp_path, monkeypatch):
    path = tmp_path / "kertas.pdf"
    with pytest.raises(viewer.RuleBroken, match="tidak ada"):
        viewer.open_path(path)
    path.write_bytes(b"%PDF")
    started = []
    monkeypatch.setattr(viewer.subprocess, "Popen", lambda argv, **_: started.append(argv))
    monkeypatch.setattr(viewer.sys, "platform", "linux")
    monkeypatch.setattr(viewer.shutil, "which", lambda _name: None)
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(viewer.RuleBroken, match="tidak ada program pembuka"):
        viewer.open_path(path)
    monkeypatch.setattr(viewer.shutil, "which", lambda name: f"/usr/bin/{name}")
    viewer.open_path(path)
    assert started == [["/usr/bin/xdg-open", str(path)]]
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(viewer.RuleBroken, match="utuh"):
        viewer.open_path(Path(path))


async def test_a_folder_that_is_not_there_or_may_not_be_written(app, folder, tmp_path):
    (tmp_path / "berkas").write_bytes(b"x")
    async with app.run_test(size=(80, 24)) as pilot:
        await to_papers(pilot, "9", "e")
        await pilot.press("e", "down", "enter")
        for typed, said in ((tmp_path / "tidak-ada", "Folder itu tidak ada"), (tmp_path / "berkas", "sebuah berkas")):
            await pilot.press("ctrl+u")
            await type_text(pilot, str(typed))
            await pilot.press("enter")
            await until(pilot, lambda said=said: said in screen_text(app))
        await pilot.press("escape")
        await at(pilot, PapersScreen)
        assert not folder.exists()
