"""What is longer than a page goes on over pages: nothing cut, the signature in company."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.documents.blocks import Cell, Column, Document, Signature, Signatures, Table
from kinerja_tui.documents.breaks import groups, placed, signed_together
from tests.documents.paper_text import pages

SIGNED = Signatures(None, Signature(("Pejabat Penilai",), "Rina"))


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize(
    "rows",
    [
        ((Cell("a"), Cell("kata " * 1500)),),
        ((Cell("a"), Cell(bullets=("kata " * 30,) * 50)),),
        ((Cell("a"), Cell("kata\n" * 1500)),),
        ((Cell("a", rows=2), Cell("kata " * 1400)), (Cell("kata " * 100),)),
        ((Cell("kata " * 1500, rows=2), Cell("a")), (Cell("b"),)),
    ],
)
def test_a_row_longer_than_a_page(rows: tuple[tuple[Cell, ...], ...], landscape: bool) -> None:
    table = Table((Column(), Column(3)), ((Cell("KEPALA", cols=2),),), rows)
    seen = pages(Document("Coba", signed_together(table, SIGNED), landscape=landscape))
    assert "".join(seen).count("kata") == 1500
    assert len(seen) > 1
    assert "Rina" in seen[-1]
    assert "kata" in seen[-1] or "b\n" in seen[-1], "the signature stands alone"
    assert all("KEPALA" in page for page in seen)


def test_a_link_without_spaces_stays_in_its_cell() -> None:
    link = "https://berkas.contoh.go.id/" + "a1b2c3d4" * 40
    table = Table((Column(), Column(), Column()), (), ((Cell("kiri"), Cell(link), Cell("kanan")),))
    [page] = pages(Document("Coba", (table,)))
    assert link in page.replace("\n", ""), "it can be searched and copied"
    assert page.count("\n") > 5, "it runs over the next cell"


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12), st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_no_cell_is_lost_whatever_spans_what(spans: list[int], words: int) -> None:
    rows = []
    for number, span in enumerate(spans):
        rows.append((Cell(f"h{number}", rows=span), Cell(f"a{number} " + "kata " * words)))
        rows += [(Cell(f"b{number}"),) for _ in range(span - 1)]
    table = Table((Column(), Column()), (), tuple(rows))
    parts = signed_together(table, SIGNED)
    tables = [inner for part in parts for inner in getattr(part, "blocks", (part,)) if isinstance(inner, Table)]
    for part in tables:
        covered = sorted((row, at) for row, at, cell in placed(part.rows, 2) for row in range(row, row + cell.rows))
        assert covered == [(row, at) for row in range(len(part.rows)) for at in range(2)]
        assert next(start for start, _ in groups(part.rows)) == 0
    text = " ".join(cell.text for part in tables for row in part.rows for cell in row)
    assert text.count("kata") == words * len(spans)
    assert all(f"h{number}" in text for number in range(len(spans)))
