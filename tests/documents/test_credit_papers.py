"""The papers of angka kredit: the numbers of the screen, sums that close, gaps named."""

from __future__ import annotations

import pytest

from kinerja_tui.documents.credit_papers import accumulation_paper, conversion_paper, determination_paper
from kinerja_tui.models.database import Database
from kinerja_tui.rules.credit import rounded
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.staff import credit
from tests.documents.paper_text import in_order, pages


def functional(db: Database) -> list[str]:
    rows = credit.listing(db.file)
    ids = [row["id"] for row in rows.rows(0, len(rows))]
    return [item for item in ids if not credit.credit_of(db.file, item, db.today()).why_not]


@pytest.mark.parametrize("decimals", [2, 3])
def test_the_three_papers(db: Database, decimals: int) -> None:
    credit.set_decimals(db, decimals)
    people = functional(db)
    assert people
    for employee_id in people:
        held = credit.credit_of(db.file, employee_id, db.today())
        total = format_decimal(rounded(held.total, decimals))
        whole, _, part = total.partition(",")
        total = f"{whole},{part.ljust(decimals, '0')}"
        (page,) = pages(accumulation_paper(db, employee_id))
        assert in_order(
            page, "AKUMULASI ANGKA KREDIT", "PEJABAT FUNGSIONAL YANG DINILAI", held.name, "PROSENTASE", total
        )
        assert in_order(page, *(gap.period for year in held.years for gap in year.gaps))
        (page,) = pages(determination_paper(db, employee_id))
        assert in_order(page, "PENETAPAN ANGKA KREDIT", "kenaikan pangkat", str(held.needs.for_rank), "Pejabat Penilai")
        if held.lines:
            (page,) = pages(conversion_paper(db, employee_id, 2026))
            assert in_order(page, "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT", "TAHUN 2026", "KOEFISIEN", total)


def test_who_collects_none_is_told_why(db: Database) -> None:
    [(camat,)] = db.file.rows("SELECT employee_id FROM assignment WHERE post LIKE 'Camat%' AND NOT removed LIMIT 1")
    for paper in (accumulation_paper, determination_paper):
        with pytest.raises(RuleBroken, match="bukan jabatan fungsional"):
            paper(db, camat)
    with pytest.raises(RuleBroken, match="2019"):
        conversion_paper(db, functional(db)[0], 2019)
