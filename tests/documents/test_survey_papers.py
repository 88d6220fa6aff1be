"""The survey's report and tabulation as read on paper: method, respondents, sums that close, follow-up."""

from __future__ import annotations

from kinerja_tui.documents.catalogue import Kind, Wanted, kind_of
from kinerja_tui.documents.survey_papers import report_paper, tabulation_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.surveys import Improvement
from tests.documents.paper_text import in_order, pages
from tests.services.survey_office import key_sheet, open_survey


def filled(db: Database, service: str, weighting: str = "1/9") -> str:
    survey = open_survey(db, service, "2026-TW2", population="100", weighting=weighting)
    for digits in ("433433433", "332433423", "433433432", "3324324--"):
        key_sheet(db, survey, f"P234{digits}")
    return survey


def test_the_report_of_an_office_worked_out_by_hand(empty_db: Database) -> None:
    before = open_survey(empty_db, "Legalisasi [b]", "2026-TW1")
    key_sheet(empty_db, before, "L234333333333")
    survey = filled(empty_db, "Legalisasi [b]")
    with empty_db.act("x") as act:
        item = {"survey_id": survey, "element": "time", "what": "Antrean [/] daring", "who": "Seksi Pelayanan"}
        act.write(Improvement, Improvement.id_of(survey, "time"), **item)
    text = "\n".join(pages(report_paper(empty_db, survey)))
    assert in_order(
        text,
        "LAPORAN SURVEI KEPUASAN MASYARAKAT",
        "Layanan: Legalisasi [b]",
        "Triwulan II 2026",
        "IKM 78,01, mutu pelayanan B (Baik).",
        "4 lembar: 3 lengkap, 1 tidak lengkap, 0 kosong. Contoh perlu 80 lembar, terisi 4: kurang 76.",
        "Dibanding Triwulan I 2026: 75,00 menjadi 78,01 (+3,01). Perubahan ini belum pasti: hanya 1 lembar terisi",
        "Bobot 1/9 persis; PermenPANRB 14/2017",
        "Jenis kelamin Perempuan 4 100,0%",
        "Waktu Penyelesaian 4 10 2,500 0,278 62,50 D",
        "Sarana dan Prasarana 3 8 2,667 0,296 66,67 C",
        "3,120 78,01 B",
        "Antrean [/] daring",
        "Seksi Pelayanan",
        "belum ditulis",
        "Kepala Unit Pelayanan",
    )


def test_the_tabulation_and_the_other_weight(empty_db: Database) -> None:
    survey = filled(empty_db, "", "0.111")
    (page,) = pages(tabulation_paper(empty_db, survey))
    assert in_order(
        page,
        "TABULASI SURVEI KEPUASAN MASYARAKAT",
        "Layanan: Seluruh layanan kantor",
        "1 4 3 3 4 3 3 4 3 3",
        "4 3 3 2 4 3 2 4 Jumlah nilai",
        "14 12 10 16 12 11 16 8 8",
        "4 4 4 4 4 4 4 3 3",
        "3,117 x 25 = IKM 77,93",
        "0,111 (dibulatkan",
    )


def test_without_sheets_it_is_a_draft(empty_db: Database) -> None:
    text = "\n".join(pages(report_paper(empty_db, open_survey(empty_db))))
    assert in_order(text, "IKM belum cukup", "Belum ada lembar")
    assert "KONSEP" in text


def test_what_there_is_to_print(empty_db: Database) -> None:
    quarter, month = open_survey(empty_db, period="2026-TW1"), open_survey(empty_db, period="2026-B02")
    for code in ("skm", "tabulasi"):
        kind = kind_of(code)
        assert kind is not None

        def keys(*wanted: object, kind: Kind = kind) -> list[str]:
            return [paper.key for paper in kind.found(empty_db, Wanted(*wanted))]  # type: ignore[arg-type]

        assert set(keys("2026")) == {quarter, month}
        assert keys("2026-TW1") == [quarter]
        assert keys("2025") == keys("2026", ("x",)) == keys("2026", None, "Umum") == []
        assert kind.make(empty_db, quarter, Wanted("2026")).name.endswith("Legalisasi, Triwulan I 2026")
