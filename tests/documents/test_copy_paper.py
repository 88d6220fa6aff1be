"""The re-keying sheet and the comparison on paper: rows in order, what is copied says so, no claim of compatibility."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from kinerja_tui.documents.bkn_tables import comparison_table, siasn_tables
from kinerja_tui.documents.copy_paper import copy_document, copy_paper
from kinerja_tui.documents.pdf import Press, letterhead_of
from kinerja_tui.documents.tables.paper import table_paper
from kinerja_tui.services.national import copy_sheets
from kinerja_tui.services.national.bkn_report import read_report
from kinerja_tui.services.national.reconcile import compare
from kinerja_tui.services.national.siasn import siasn_table
from kinerja_tui.services.tables import table_files
from tests.services.bkn_workbook import report_row, write_report
from tests.services.stories import plan_id_of


def read_back(db, document):
    reader = PdfReader(BytesIO(Press(letterhead_of(db.file)).draw(document)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_sheet_on_paper(db):
    sheet = copy_sheets.open_sheet(db, plan_id_of(db, "Dewi Lestari, S.H."))
    for place in (0, 3):
        copy_sheets.tick(db, sheet, sheet.items[place])
    pages = read_back(db, copy_document(sheet))
    text = " ".join(pages)
    assert "LEMBAR SALIN E-KINERJA DEWI LESTARI, S.H. · SKP 2026 2 dari 33 isian sudah disalin" in text
    assert all("YANG DIKETIK" in page for page in pages), "the head on every page"
    places = [text.index(item.text) for item in sheet.items[:4]]
    assert places == sorted(places)
    assert "01-01-2026 ya" in text
    assert f"{sheet.items[3].text} ({sheet.items[3].hint}" in text
    assert "bukan dari dokumen resmi" in text
    draft = copy_paper(db, plan_id_of(db, "Halimah Wahyuni, A.Md.A.B."), "2026-TW3")
    assert not draft.final
    assert "Evaluasi belum final" in " ".join(read_back(db, draft))


def test_the_comparison_on_paper_and_notes_that_promise_nothing(db, tmp_path):
    rows = [report_row("197212062004121934", "Ahmad Pratama", "Cukup"), report_row("=1+1", "[/] #panic()", "Baik")]
    report = read_report(table_files.read(write_report(tmp_path / "laporan.xlsx", rows)))
    comparison = compare(db.file, "2026-TW1", report)
    text = " ".join(read_back(db, table_paper(comparison_table(db.file, comparison, "predikat"))))
    assert "PENCOCOKAN E-KINERJA Kecamatan Muara Bulian Triwulan I 2026" in text
    assert "Butuh Perbaikan" in text
    everything = comparison_table(db.file, comparison)
    assert len(everything.rows) == len(comparison.findings)
    assert "tidak dijanjikan" in dict(everything.notes)["Laporan"]
    for table in siasn_tables(db.file, siasn_table(db.file, "2026-TW1")):
        table.check()
        assert "28 dapat dikodekan dan 6 belum" in dict(table.notes)["Jumlah"]
    assert "tidak dijanjikan" in dict(siasn_tables(db.file, siasn_table(db.file, "2026"))[0].notes)["Kolom dan kode"]
