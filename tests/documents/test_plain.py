"""A paper as text: every word of the PDF, lines that fit, tables whose frames close."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.documents.blocks import Cell, Column, Document, Signature, Signatures, Table
from kinerja_tui.documents.breaks import signed_together
from kinerja_tui.documents.catalogue import KINDS, Wanted
from kinerja_tui.documents.plain import NARROWEST, lines_of
from kinerja_tui.models.database import Database
from tests.documents.paper_text import pages

FRAME = "│┘┐┤└┌├─┴┬┼•█"


def words(text: str) -> str:
    return re.sub(rf"[\s.…{FRAME}]|KONSEP|halamanbaru", "", text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_it_says_what_the_pdf_says(db: Database, kind: object) -> None:
    wanted = Wanted("2026-TW2")
    for found in kind.found(db, wanted)[:1]:
        paper = kind.make(db, found.key, wanted)
        for width in (77, 117):
            lines = lines_of(paper, width)
            assert max(map(len, lines)) <= width
            assert any("KONSEP" in line for line in lines) != paper.final
            plain = words("".join(lines))
            # Longer words may go on in the next line, there or here.
            printed = set(re.findall(r"\b[^\W\d_]{5,9}\b", "\n".join(pages(paper)))) - {"KONSEP", "Halaman"}
            assert [word for word in printed if word not in plain] == []


@given(
    st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=6),
    st.integers(1, 3),
    st.integers(0, 120),
)
@settings(max_examples=80, deadline=None)
def test_any_table_closes(texts: list[list[str]], span: int, width: int) -> None:
    rows = [tuple(Cell(text, rows=span if at == 0 and number == 0 else 1) for at, text in enumerate(row))
            for number, row in enumerate(texts)]  # fmt: skip
    rows = [row if number == 0 or number >= span else row[1:] for number, row in enumerate(rows)]
    lines = lines_of(Document("x", (Table((Column(0.5), Column(3), Column(1)), (), tuple(rows)),)), width)
    drawn = [line for line in lines if line]
    assert {len(line) for line in drawn} == {max(width, NARROWEST)}
    assert (drawn[0][0], drawn[0][-1], drawn[-1][0], drawn[-1][-1]) == ("┌", "┐", "└", "┘")
    assert all(line[0] in "│├┌└" and line[-1] in "│┤┐┘" for line in drawn)


def test_the_last_rows_stand_in_the_same_columns_as_the_table_before() -> None:
    rows = [(Cell(str(number)), Cell("satu dua"), Cell("tiga")) for number in range(1, 5)]
    rows.append((Cell("5"), Cell("pertanggungjawaban"), Cell("penyelenggaraan pemerintahan")))
    table = Table((Column(0.5), Column(2), Column(2)), ((Cell("NO"), Cell("KIRI"), Cell("KANAN")),), tuple(rows))
    signed = Signatures(None, Signature(("Pejabat Penilai",), "Rina"))
    lines = lines_of(Document("x", signed_together(table, signed)), 60)
    drawn = [line for line in lines if line and line[0] in "┌├│└"]
    assert len([line for line in drawn if line[0] == "┌"]) == 1
    edges = {tuple(at for at, letter in enumerate(line) if letter in "│┬┼┴") for line in drawn if line[0] == "│"}
    assert len(edges) == 1
    assert "NO" in drawn[1]
    assert any("Rina" in line for line in lines)
