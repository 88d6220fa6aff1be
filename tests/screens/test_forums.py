"""A forum by keys: ten statements in a row, what was done about them, the papers read back; bad input, power cut."""

from __future__ import annotations

import pytest
from textual import events

from kinerja_tui.app import KinerjaApp
from kinerja_tui.screens.papers.paper_preview import PaperPreview
from kinerja_tui.screens.papers.papers import PapersScreen
from kinerja_tui.screens.public.forum_entry import StatementEntry
from kinerja_tui.screens.public.forum_statements import StatementForm, StatementsScreen
from kinerja_tui.screens.public.forums import ForumForm, ForumsScreen
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.services.public import forum_statements, forums
from kinerja_tui.widgets.dialogs import Confirm, Pick
from tests.conftest import ready, screen_text
from tests.screens.keys import NAMES, after_power_cut, at, told, type_text, until
from tests.services.forum_office import hold, say, statements

SIZES = [(80, 24), (120, 40)]
KEYS_AROUND = 10
"""Keys of a full statement besides its two sentences: the kind, two Enter, F3 and Enter for who, four digits and Enter
for the day; 8 where the day is the same too."""


async def form_of(pilot, screen, *keys):
    await pilot.press(*keys)
    await at(pilot, screen)


async def open_forums(pilot):
    await ready(pilot)
    pilot.app.go_to("forums")
    await at(pilot, ForumsScreen)


def said(app):
    return " ".join(screen_text(app).split())


def burst(app, *keys):
    """Keys faster than anything is drawn or stored."""
    for key in keys:
        app.screen.sheet.post_message(events.Key(NAMES.get(key, key), key if len(key) == 1 else None))


async def test_ten_statements_in_a_row_then_what_was_done_then_the_papers(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app.go_to("voices")
        await at(pilot, VoicesScreen)
        await form_of(pilot, PapersScreen, "e")
        assert app.screen.kind.code == "papan"
        await form_of(pilot, VoicesScreen, "escape")
        await form_of(pilot, ForumsScreen, "m")
        assert "Belum ada forum. Tekan a" in screen_text(app)
        for key in ("t", "g", "x", "e", "enter"):
            await pilot.press(key)
        assert isinstance(app.screen, ForumsScreen)
        await form_of(pilot, ForumForm, "a")
        await type_text(pilot, "2111")
        await pilot.press("enter")
        assert "belum tiba" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "1210")
        await pilot.press("enter")
        await type_text(pilot, "Balai RW 3")
        await pilot.press("enter", "enter")
        await type_text(pilot, "41")
        await form_of(pilot, StatementEntry, "enter", "f10")
        assert "0 tersimpan · 12-10-2026, Balai RW 3" in app.screen.title
        [forum] = forums.listing(app.file, 2026, "2026-11-20").keys
        # the first one says who; the other nine say the same again, all of them typed ahead of the screen
        around = 0
        who = app.file.rows("SELECT employee_id FROM assignment WHERE post = 'Kepala Seksi Pelayanan Umum'")[0][0]
        first = [*"kepala pelayanan umum", "enter", *"3010", "enter"]
        burst(app, "4", *"Antrean lama", "enter", *"Loket dua", "enter", *first)
        await until(pilot, lambda: forum_statements.count(app.file, forum) == 1)
        assert statements(app.db, forum)[0]["owner_id"] == who
        for number in range(2, 11):
            text, agreed = f"Keluhan {number}", f"Dicoba {number}"
            keys = ["4", *text, "enter", *agreed, "enter", "f3", "enter", *"3010", "enter"]
            around = len(keys) - len(text) - len(agreed)
            burst(app, *keys)
        await until(pilot, lambda: forum_statements.count(app.file, forum) == 10)
        assert around == KEYS_AROUND
        rows = statements(app.db, forum)
        assert [row["text"] for row in rows] == ["Antrean lama", *(f"Keluhan {number}" for number in range(2, 11))]
        assert {(row["owner_id"], row["due"], row["kind"]) for row in rows} == {(who, "2026-10-30", "keluhan")}
        await until(pilot, lambda: "10 tersimpan" in app.screen.title)
        assert "10 Keluhan: Keluhan 10 · " in said(app)
        await form_of(pilot, ForumsScreen, "enter")  # an empty one ends the row
        assert "10 pernyataan tersimpan." in told(app)
        assert "0/10" in screen_text(app)
        assert forum_statements.count(app.file, forum) == 10

        await form_of(pilot, StatementsScreen, "enter")
        assert "lewat 30-10-2026" in screen_text(app)
        await form_of(pilot, StatementForm, "enter")
        await type_text(pilot, "Loket kedua dibuka")
        await pilot.press("enter")
        await type_text(pilot, "1110")
        await pilot.press("enter")
        assert "lebih awal daripada tanggal diterima (12 Oktober 2026)" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "2010")
        await form_of(pilot, StatementsScreen, "f10")
        assert "selesai 20-10-2026" in screen_text(app)
        await form_of(pilot, StatementForm, "down", "enter")
        await pilot.press("enter")
        await type_text(pilot, "0")
        await pilot.press("enter")
        await type_text(pilot, "Bukan aset kami")
        await form_of(pilot, Pick, "f10")
        assert "Pilih salah satu" in said(app)
        await form_of(pilot, StatementForm, "enter")
        await pilot.press("up", "delete")
        await form_of(pilot, StatementsScreen, "f10")
        assert "dengan alasan" in screen_text(app)
        await form_of(pilot, Confirm, "end", "x")
        await form_of(pilot, StatementsScreen, "y")
        await until(pilot, lambda: forum_statements.count(app.file, forum) == 9)

        texts = {}
        for number, name in (("1", "Tindak lanjut forum"), ("2", "Notulen forum"), ("3", "Papan pengumuman")):
            await form_of(pilot, Pick, "e")
            await form_of(pilot, PaperPreview, number)
            assert app.screen.title.startswith(f"Pratinjau · {name}")
            texts[number] = " ".join(str(app.screen.query_one("#paper").render()).split())
            await form_of(pilot, StatementsScreen, "escape")
        assert "2 dari 9 yang menunggu jawaban sudah dijawab: 1 dilakukan" in texts["1"]
        assert "Kepala Seksi" in texts["1"]
        assert "Wakil warga yang hadir" in texts["2"]
        assert "Periode: Tahun 2026" in texts["3"]
        name = app.file.rows("SELECT name FROM employee WHERE id = ?", (who,))[0][0]
        assert not any(name in text for text in texts.values())
        await form_of(pilot, ForumsScreen, "escape")
        await form_of(pilot, VoicesScreen, "escape")
        assert "Keluhan 9" in screen_text(app), "what was said at a forum is a voice like any other"


async def test_wrong_and_missing_parts_of_a_statement(empty_app):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_forums(pilot)
        forum = hold(app.db)
        app.screen.reload()
        await form_of(pilot, StatementEntry, "t")
        await pilot.press("7")
        assert "Tidak ada pilihan 7. Yang ada: 1, 2, 3, 4." in said(app)
        await pilot.press("3", "f10")
        assert "Wajib diisi" in said(app)
        assert forum_statements.count(app.file, forum) == 0
        await type_text(pilot, "Petugas ramah")
        await pilot.press("f10")  # the rest of praise stays empty
        await until(pilot, lambda: "1 tersimpan" in app.screen.title)
        await pilot.press("f3")
        assert app.screen.sheet.editor.text == "3"
        await pilot.press("escape")
        await pilot.press("2", *"Sepi", "enter", "enter")
        await type_text(pilot, "bukan siapa siapa")
        await pilot.press("enter")
        assert "Belum ada pegawai kantor ini di daftar" in said(app)
        await pilot.press("escape", "enter")
        await type_text(pilot, "3101")
        await pilot.press("enter")
        assert "Bila tahun depan, ketik tahunnya juga, misalnya 310127" in said(app)
        await pilot.press("escape")
        await type_text(pilot, "310127")
        await pilot.press("enter")
        await until(pilot, lambda: "2 tersimpan" in app.screen.title)
        # one without a text is asked about, and can be thrown away
        await form_of(pilot, Pick, "1", "escape")
        assert "Tulis isi suaranya" in said(app)
        await form_of(pilot, ForumsScreen, "end", "enter")
        # Esc stores a whole one
        await form_of(pilot, StatementEntry, "t")
        await pilot.press("4", *"Lampu mati", "enter")
        await form_of(pilot, ForumsScreen, "escape")
        rows = statements(app.db, forum)
        assert [(row["kind"], row["text"], row["due"]) for row in rows] == [
            ("pujian", "Petugas ramah", None), ("kritik", "Sepi", "2027-01-31"), ("keluhan", "Lampu mati", None),
        ]  # fmt: skip
        # the same forum again is asked about
        await form_of(pilot, ForumForm, "a")
        await type_text(pilot, "1210")
        await pilot.press("enter")
        await type_text(pilot, "balai rw 3")
        await pilot.press("enter")
        assert "sudah ada di daftar. Benar ada dua?" in said(app)
        await form_of(pilot, Pick, "escape", "escape")
        await form_of(pilot, ForumsScreen, "end", "enter")
        await form_of(pilot, ForumForm, "g")
        await pilot.press("enter", "enter", "enter", "0", "enter")
        assert "Tidak ada warga yang hadir. Benar?" in said(app)
        await form_of(pilot, ForumsScreen, "escape", "f10")
        await form_of(pilot, Confirm, "x")
        assert "beserta 3 pernyataannya" in said(app)
        await form_of(pilot, ForumsScreen, "y")
        await until(pilot, lambda: not forums.listing(app.file, 2026, "2026-11-20").keys)


async def test_a_power_cut_in_the_row_takes_nothing(empty_app, tmp_path):
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await open_forums(pilot)
        hold(empty_app.db, "2026-10-01")
        forum = hold(empty_app.db, "2026-09-01", "Aula")
        say(empty_app.db, forum, "Antrean", due="2026-09-30")
        empty_app.screen.reload(forum)
        await form_of(pilot, StatementEntry, "t")
        await pilot.press("2", *"Loket kosong", "enter", *"Dijaga bergantian", "enter")
        await pilot.pause()
        cut = after_power_cut(empty_app, tmp_path / "terputus")
    async with cut.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert "Isian belum selesai: Pernyataan forum 01-09-2026, Aula" in screen_text(cut)
        await form_of(pilot, StatementEntry, "enter")
        assert "Isian terakhir masih ada" in told(cut)
        await pilot.press("enter", "f3", "enter")  # who: nobody; the day as of the one before
        await until(pilot, lambda: forum_statements.count(cut.file, forum) == 2)
        row = statements(cut.db, forum)[1]
        assert (row["kind"], row["text"], row["agreed"], row["due"]) == (
            "kritik", "Loket kosong", "Dijaga bergantian", "2026-09-30",
        )  # fmt: skip
        await form_of(pilot, ForumsScreen, "enter")


@pytest.mark.parametrize("text", ["[/]", "[red]x[/x]", "a\x1b[2Jb"])
async def test_foreign_texts_are_shown_as_they_are(empty_app, text):
    app = empty_app
    async with app.run_test(size=(80, 24)) as pilot:
        await open_forums(pilot)
        forum = hold(app.db, place=text, topic=text)
        say(app.db, forum, text, agreed=text)
        app.screen.reload()
        for screen, keys in (
            (StatementsScreen, ["enter"]),
            (StatementForm, ["enter"]),
            (StatementEntry, ["escape", "t"]),
            (Pick, ["escape", "e"]),
            (PaperPreview, ["1"]),
            (StatementsScreen, ["escape"]),
        ):
            await form_of(pilot, screen, *keys)


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_screens_look(workplace, seen_as, size):
    app = KinerjaApp(workplace("asem_rowo"))
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await open_forums(pilot)
        seen_as(app, f"forums_{name}")
        await form_of(pilot, StatementsScreen, "enter")
        seen_as(app, f"forum_statements_{name}")
        await form_of(pilot, StatementForm, "down", "enter")
        seen_as(app, f"forum_statement_form_{name}")
        await form_of(pilot, StatementsScreen, "escape")
        await form_of(pilot, StatementEntry, "t")
        await pilot.press("4", *"Lampu", "enter")
        await pilot.pause()
        seen_as(app, f"forum_entry_{name}")
        await form_of(pilot, StatementsScreen, "escape")
        await form_of(pilot, ForumsScreen, "escape")
        await form_of(pilot, ForumForm, "a")
        seen_as(app, f"forum_form_{name}")
