"""The paper that every form is drawn on: heads over pages, signatures in company, texts as they are."""

from __future__ import annotations

import struct
import zlib

import pytest

from kinerja_tui.documents.blocks import (
    Cell,
    Column,
    Document,
    Row,
    Signature,
    Signatures,
    Table,
    Title,
)
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.pdf import Letterhead
from tests.documents.paper_text import in_order, pages

SIGNED = Signatures(Signature(("Pegawai yang Dinilai",), "Rina"), Signature(("Pejabat Penilai",), ""))


def groups(count: int) -> tuple[Row, ...]:
    """Results of three indicators each, joined by a row span."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        rows.append((Cell(f"Hasil {number}", rows=3), Cell(f"satu {number}")))
        rows += [(Cell(f"dua {number}"),), (Cell(f"tiga {number}"),)]
    return tuple(rows)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 10, 25])
def test_head_on_every_page_and_no_signature_alone(count: int) -> None:
    table = Table((Column(), Column()), ((Cell("HASIL KERJA"), Cell("TARGET")),), groups(count))
    seen = pages(Document("Coba", (Title(("SASARAN KINERJA",)), *signed_together(table, SIGNED))))
    assert all(page.count("HASIL KERJA") == 1 for page in seen)
    assert "Pegawai yang Dinilai" in seen[-1]
    assert count == 0 or f"tiga {count}" in seen[-1]
    for number in range(1, count + 1):
        page = next(page for page in seen if f"satu {number}\n" in page + "\n")
        assert f"dua {number}\n" in page + "\n"
        assert f"tiga {number}\n" in page + "\n"
    assert all(f"Halaman {number} dari {len(seen)}" in page for number, page in enumerate(seen, 1))


@pytest.mark.parametrize("text", ["#emph[x] *tebal* $x$", "[/] \\ <a> @b", "ñ é ß", "= judul", "- butir", "'\"`{}"])
def test_texts_are_printed_as_they_are(text: str) -> None:
    table = Table((Column(),), (), ((Cell(text),),))
    seen = pages(Document(text, (Title((text,)), table)), Letterhead(lines=(text,)))[0]
    assert seen.count(text) == 3


def test_a_draft_says_so_and_a_final_does_not() -> None:
    assert "KONSEP" in pages(Document("Coba", (Title(("SKP",)),), final=False))[0]
    assert "KONSEP" not in pages(Document("Coba", (Title(("SKP",)),)))[0]


@pytest.mark.parametrize("before", range(8, 40, 3))
def test_a_section_heading_never_ends_a_page(before: int) -> None:
    rows = [(Cell(str(number)), Cell("kata")) for number in range(before)]
    rows += [(Cell("B. TAMBAHAN", cols=2, bold=True),), (Cell("a", rows=2), Cell("satu")), (Cell("dua"),)]
    table = Table((Column(), Column()), ((Cell("NO"), Cell("ISI")),), tuple(rows))
    seen = pages(Document("Coba", (table,)))
    page = next(page for page in seen if "B. TAMBAHAN" in page)
    assert "satu" in page
    assert "dua" in page


@pytest.mark.parametrize("broken", ["inside", "cut", "nothing"])
def test_a_broken_logo_costs_the_logo_and_not_the_paper(broken: str) -> None:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 40, 50, 8, 2, 0, 0, 0)
    header = head + struct.pack(">I", zlib.crc32(head[12:]))
    data = b"IDAT" + zlib.compress(bytes(50 * 121))[:20] + b"\xff" * 20
    whole = header + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    end = struct.pack(">I", 0) + b"IEND\xaeB`\x82"
    logo = {"inside": whole + end, "cut": whole[:50], "nothing": b""}[broken]
    seen = pages(Document("Coba", (Title(("JUDUL",)),)), Letterhead(lines=("KOP",), logo=logo))
    assert in_order(seen[0], "KOP", "JUDUL")
