"""Kop dan kertas: lines, logo and sheet are kept with the data, checked at the door, and printed."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest

from kinerja_tui.documents.blocks import Document, Title
from kinerja_tui.documents.curve_paper import curve_paper
from kinerja_tui.documents.pdf import Letterhead, Press, letterhead_of
from kinerja_tui.documents.plan_paper import plan_paper
from kinerja_tui.models.database import Database
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.papers import letterhead
from tests.documents.paper_text import in_order, pages


def png(width: int = 8, height: int = 6) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x20\x60\xa0" * min(width, 10)) * min(height, 10)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


SIZE_OF_JPG = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 30, 20)
JPG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"\0" * 14 + SIZE_OF_JPG + b"\0" * 9


def test_lines_sheet_and_place_are_printed(db: Database) -> None:
    letterhead.set_line(db, 0, letterhead.proposed(db, 0))
    letterhead.set_line(db, 1, "  KECAMATAN   [MUARA] #BULIAN ")
    letterhead.set_line(db, 4, "Jalan Contoh 1")
    letterhead.set_sheet(db, "f4")
    letterhead.set_place(db, "Muara Tembesi")
    assert letterhead.lines_of(db.file)[4] == "Jalan Contoh 1"
    head = letterhead_of(db.file)
    assert head.lines == ("PEMERINTAH KABUPATEN BATANGHARI", "KECAMATAN [MUARA] #BULIAN", "Jalan Contoh 1")
    [page] = pages(curve_paper(db, db.office, "2026-TW2"), head)
    assert in_order(page, *head.lines, "KURVA DISTRIBUSI")
    letterhead.set_line(db, 1, "")
    assert len(letterhead_of(db.file).lines) == 2, "an emptied line is left out"
    [(plan_id,)] = db.file.rows("SELECT id FROM work_plan WHERE state = 'disetujui' LIMIT 1")
    assert "Muara Tembesi," in "".join(pages(plan_paper(db, plan_id)))


def test_a_logo_is_kept_with_the_data_and_drawn(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png())
    letterhead.set_logo(db, path)
    path.unlink()
    letterhead.set_line(db, 0, "KOP")
    head = letterhead_of(db.file)
    assert head.logo == png()
    paper = Document("x", (Title(("JUDUL",)),))
    with_logo, without = Press(head).draw(paper), Press(Letterhead(lines=head.lines)).draw(paper)
    assert with_logo.count(b"/Subtype/Image") > without.count(b"/Subtype/Image") or b"/Image" in with_logo
    letterhead.set_logo(db, None)
    assert letterhead_of(db.file).logo is None
    assert letterhead.picture_size(JPG) == (20, 30)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "PNG atau JPG"),
        (b"GIF89a" + b"x" * 100, "PNG atau JPG"),
        (png()[:-6], "utuh"),
        (b"\xff\xd8\xff" + b"\xff" * 50, "PNG atau JPG"),
        (png(30_000, 10), "terlalu besar"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 600_000, "500 kB"),
    ],
)
def test_what_is_no_logo_is_refused(db: Database, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=said):
        letterhead.set_logo(db, path)
    with pytest.raises(RuleBroken, match="tidak dapat dibaca"):
        letterhead.set_logo(db, tmp_path / "tidak ada.png")
    assert letterhead_of(db.file).logo is None


def test_settings_that_somebody_broke_print_without_them(db: Database) -> None:
    for name, value in (
        (letterhead.LOGO, "bukan base64!"),
        (letterhead.SHEET, "a0"),
        (letterhead.LINES, "\n\n" + "x\n" * 40),
    ):
        db.set_setting(name, value)
    head = letterhead_of(db.file)
    assert head.logo is None
    assert head.paper == "a4"
    assert len(head.lines) <= letterhead.MOST_LINES
    db.set_setting(letterhead.LOGO, base64.b64encode(b"bukan gambar").decode())
    assert "JUDUL" in pages(Document("x", (Title(("JUDUL",)),)), letterhead_of(db.file))[0]
    for wrong in (lambda: letterhead.set_line(db, 6, "x"), lambda: letterhead.set_line(db, 0, "x" * 101)):
        with pytest.raises(RuleBroken):
            wrong()
    with pytest.raises(RuleBroken):
        letterhead.set_sheet(db, "a0")
