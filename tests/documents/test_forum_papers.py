"""The papers of a forum as read: what was said, agreed, done or why not; nobody is named; figures that close."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from kinerja_tui.cli.main import app
from kinerja_tui.documents.catalogue import Wanted, kind_of
from kinerja_tui.documents.forum_papers import minutes_paper, outcome_paper
from kinerja_tui.documents.plain import lines_of
from kinerja_tui.documents.voice_board_paper import voice_board_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.voices import Voice
from tests.documents.paper_text import in_order, pages
from tests.services.forum_office import change, hold, say


def told(db: Database) -> str:
    """A forum with one of everything; returns its id."""
    [(camat,)] = db.file.rows("SELECT employee_id FROM assignment WHERE post LIKE 'Camat %'")
    [(clerk,)] = db.file.rows("SELECT employee_id FROM assignment WHERE post_kind = 'pelaksana' ORDER BY id LIMIT 1")
    with db.act("x") as act:
        for (voice,) in db.file.rows("SELECT id FROM voice"):
            act.remove(Voice, voice)
    forum = hold(db, people="41", topic="Pelayanan [b]", note="Hujan deras")
    keys = [
        say(db, forum, "Antrean [/] lama", agreed="Loket kedua", owner_id=camat, due="2026-10-30"),
        say(db, forum, "Taman bermain", "masukan", agreed="Ditanyakan"),
        say(db, forum, "Petugas ramah", "pujian"),
        say(db, forum, "Parkir truk", owner_id=clerk, due="2026-11-06"),
        say(db, forum, "Papan pudar", "kritik", owner_id=clerk, due="2026-12-11"),
    ]
    change(db, keys[0], action="Loket kedua dibuka setiap Senin", done_on="2026-10-20")
    change(db, keys[1], no_action="Bukan aset kecamatan")
    change(db, keys[4], action="Papan dipesan")
    return forum


def test_what_we_did(db: Database) -> None:
    paper = outcome_paper(db, told(db))
    assert paper.final
    text = "\n".join(pages(paper))
    assert in_order(
        text,
        "YANG KAMI LAKUKAN SESUDAH FORUM MASYARAKAT",
        "KECAMATAN MUARA BULIAN",
        "Forum 12 Oktober 2026",
        "5 pernyataan disampaikan. 2 dari 4 yang menunggu jawaban sudah dijawab: 1 dilakukan; 1 tidak dapat dilakukan, "
        "dengan alasannya; 2 belum selesai. 1 pujian kami catat dengan terima kasih.",
        "median 6 hari kerja (dari 1 pernyataan)",
        "Keluhan: Antrean [/] lama",
        "Loket kedua",
        "Camat Muara Bulian, paling",
        "lambat 30-10-2026",
        "Loket kedua dibuka setiap",
        "Selesai 20-10-2026 6 hari kerja",
        "Masukan: Taman bermain",
        "Tidak dapat dilakukan: Bukan",
        "Dijawab",
        "Pujian: Petugas ramah",
        "Terima kasih",
        "Belum selesai, lewat batas",
        "Papan dipesan",
        "Sedang dikerjakan",
        "Pimpinan Kantor",
    )
    assert [line for line in lines_of(paper, 78) if "Antrean" in line], "read in the terminal too"


def test_the_record_to_sign(db: Database) -> None:
    paper = minutes_paper(db, told(db))
    assert paper.final
    text = "\n".join(pages(paper))
    assert in_order(text, "NOTULEN FORUM MASYARAKAT", "Tanggal 12 Oktober 2026", "Tempat Balai RW 3",
                    "Pokok bahasan Pelayanan [b]", "Jumlah warga yang hadir 41", "Catatan Hujan deras",
                    "1 Keluhan Antrean [/] lama Loket kedua Camat Muara Bulian 30-10-2026", "3 Pujian Petugas ramah",
                    "Wakil warga yang hadir", "Muara Bulian, 12 Oktober 2026", "Pimpinan Forum")  # fmt: skip


def test_the_notice_board(db: Database) -> None:
    told(db)
    paper = voice_board_paper(db, db.office, "2026-TW4")
    assert paper.final
    text = "\n".join(pages(paper))
    assert in_order(
        text, "SUARA MASYARAKAT DAN TINDAK LANJUTNYA", "Periode: Triwulan IV 2026", "Keadaan per 20 November 2026",
        "Masukan 1 1 dari 1", "Kritik 1 0 dari 1", "Pujian 1 tidak menunggu jawaban", "Keluhan 2 1 dari 2",
        "Jumlah 5 2 dari 4", "Median 6 hari kerja, dari 1 yang selesai", "21 sampai 60 hari kerja 2", "Jumlah 2",
        "Yang paling lama menunggu 29 hari kerja. 1 melewati tanggal yang disepakati.",
        "1 Antrean [/] lama Loket kedua dibuka setiap Senin 20-10-2026", "Yang tidak dapat dilakukan",
        "1 Taman bermain Bukan aset kecamatan",
    )  # fmt: skip
    assert "Camat" not in text
    early = voice_board_paper(db, db.office, "2026-TW1")
    assert not early.final
    assert in_order("\n".join(pages(early)), "Belum ada yang selesai", "Tidak ada: semua sudah dijawab.")


def test_no_paper_names_anybody(db: Database) -> None:
    forum = told(db)
    papers = (outcome_paper(db, forum), minutes_paper(db, forum), voice_board_paper(db, db.office, "2026"))
    text = "\n".join(page for paper in papers for page in pages(paper))
    for (name,) in db.file.rows("SELECT name FROM employee"):
        assert name not in text


def test_an_empty_forum_is_a_draft_and_odd_voices_are_counted(db: Database) -> None:
    forum = hold(db)
    for paper in (outcome_paper(db, forum), minutes_paper(db, forum)):
        assert not paper.final
        assert in_order("\n".join(pages(paper)), "Belum ada pernyataan yang dicatat.")
    with db.act("x") as act:
        act.write(Voice, "v", office=db.office, forum_id=forum, kind="aspirasi", text="Kata baru")
    text = "\n".join(pages(voice_board_paper(db, db.office, "2026")))
    assert in_order(text, "tanggalnya tidak tercatat 1")
    assert in_order("\n".join(pages(outcome_paper(db, forum))), "aspirasi: Kata baru", "belum ditentukan")


def test_a_long_forum_breaks_between_statements(db: Database) -> None:
    forum = hold(db)
    for number in range(60):
        say(db, forum, f"Pernyataan {number} " + "kata " * 30, agreed="Dicoba " * 20)
    found = pages(outcome_paper(db, forum))
    assert len(found) > 3
    assert all("YANG DISEPAKATI" in page for page in found)
    assert in_order(found[-1], "Pernyataan 59", "Pimpinan Kantor")


def test_what_there_is_to_print(db: Database, tmp_path: Path) -> None:
    old, new = hold(db, "2026-09-09"), hold(db, "2026-10-12")
    say(db, new, "Antrean")
    for code, period, keys in (
        ("notulen", "2026-TW4", [new]), ("notulen", "2026", [old, new]), ("notulen", "2026-TW1", []),
        ("hasil-forum", "2026-TW4", [old, new]), ("hasil-forum", "2026-TW3", [old]), ("papan", "2026", [db.office]),
    ):  # fmt: skip
        kind = kind_of(code)
        assert kind is not None
        assert [paper.key for paper in kind.found(db, Wanted(period))] == keys
        assert list(kind.found(db, Wanted(period, ("x",)))) == []
        assert list(kind.found(db, Wanted(period, None, "Umum"))) == []
    db.close()
    where = ["--db", str(db.file.path), "--kunci", str(db.file.path.parent / "kunci")]
    for code in ("notulen", "hasil-forum", "papan"):
        done = CliRunner().invoke(app, ["cetak", code, "--periode", "2026-TW4", "--ke", str(tmp_path / code), *where])
        assert done.exit_code == 0, done.output
        assert list((tmp_path / code).glob("*.pdf"))
