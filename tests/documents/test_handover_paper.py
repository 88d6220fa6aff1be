"""The berita acara of a bundle, its recap, and a predikat in bentrok that is not printed as final."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kinerja_tui.documents.catalogue import Wanted, kind_of
from kinerja_tui.documents.handover_files import write_beside
from kinerja_tui.documents.handover_paper import handover_paper, plain_text
from kinerja_tui.documents.handover_recap import HEAD, recap_csv
from kinerja_tui.handoff.bundle import BundleFile
from kinerja_tui.handoff.export import export
from kinerja_tui.models.database import Database
from kinerja_tui.models.words import spoken
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover.handover import handover, handover_of
from tests.documents.paper_text import in_order, pages


def test_the_paper_says_what_the_bundle_carries(db: Database, tmp_path: Path) -> None:
    written = export(db, "15.04", tmp_path)
    header = BundleFile(written.path).header
    facts = written.handover
    assert facts == handover(db.file, header.id)
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", facts.code)
    assert facts.code == header.code
    for table in ("employee", "work_plan", "evaluation"):
        assert [(facts.kinds[table],)] == db.file.rows(f"SELECT count(*) FROM {table}")
    assert [(facts.people,)] == db.file.rows("SELECT count(*) FROM employee")
    paper = handover_paper(db, header.id)
    (page,) = pages(paper)
    assert in_order(
        page,
        "BERITA ACARA SERAH TERIMA DATA KINERJA",
        "Dari Kecamatan Muara Bulian (15.04.03)",
        spoken(db.identity.public_key),
        "Kepada BKPSDM Kabupaten",
        "Kepala jurnal nomor",
        f"KODE PERIKSA {facts.code}",
        "Rencana kerja",
        "Yang menerima,",
        db.operator,
    )
    (key,) = [row[0] for row in db.file.rows("SELECT name FROM employee ORDER BY name LIMIT 1")]
    plain = plain_text(db, facts)
    assert facts.code in plain
    assert max(map(len, plain.splitlines())) <= 78
    assert key not in plain.replace(db.operator, "")
    kind = kind_of("berita-acara")
    assert kind is not None
    assert [found.key for found in kind.found(db, Wanted("2026"))] == [header.id]


def test_the_papers_lie_beside_the_bundle_and_the_recap_only_when_asked(db: Database, tmp_path: Path) -> None:
    written = export(db, "15.04", tmp_path)
    stem = "kinerja_15.04.03_ke_15.04_no0001"
    closed = write_beside(db, written.path, written.handover, recap=False)
    assert [path.name for path in closed] == [f"{stem}_berita-acara.pdf", f"{stem}_berita-acara.txt"]
    *_, recap = write_beside(db, written.path, written.handover, recap=True)
    assert recap.name == f"{stem}_rekap.csv"
    with recap.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";")
    assert tuple(head) == HEAD
    assert len(rows) == len(db.file.rows("SELECT 1 FROM employee WHERE NOT removed"))
    finished = db.file.rows("SELECT count(DISTINCT employee_id) FROM evaluation WHERE state = 'selesai'")[0][0]
    assert sum("elesai" in row[5] for row in rows) == finished > 0
    assert all(row[0][1:].isdigit() for row in rows)
    folder = tmp_path / "hilang"
    with pytest.raises(RuleBroken, match="Paketnya utuh"):
        write_beside(db, folder / written.path.name, written.handover, recap=False)


def test_text_of_others_is_no_formula_and_a_gap_is_told(db: Database) -> None:
    from kinerja_tui.models.employees import Employee

    ((key,),) = db.file.rows("SELECT id FROM employee ORDER BY name LIMIT 1")
    with db.act("x", key) as act:
        act.write(Employee, key, name='=1+1;"a')
    assert '"\'=1+1;""a"' in recap_csv(db)
    assert "belum" in recap_csv(db)
    assert recap_csv(db, "15.05.01").count("\n") == 1
    with pytest.raises(RuleBroken, match="Berita acara"):
        handover_paper(db, "0" * 40)
    odd = handover_of({"at": "[/] besok", "no": 3, "dari_versi_baru": 1})
    assert "[/] besok" in plain_text(db, odd)
