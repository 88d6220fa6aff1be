"""The SKP on paper: the official headings and columns in their order, the plan's texts, who signs."""

from __future__ import annotations

from kinerja_tui.documents.plan_paper import plan_paper
from kinerja_tui.documents.result_paper import result_paper
from kinerja_tui.models.database import Database
from kinerja_tui.rules.values import VALUES
from tests.documents.paper_text import in_order, pages


def test_f1_as_the_regulation_has_it(db: Database) -> None:
    [(plan_id,)] = db.file.rows(
        "SELECT p.id FROM work_plan p JOIN employee e ON e.id = p.employee_id WHERE e.name LIKE 'Yusnani%'"
    )
    seen = pages(plan_paper(db, plan_id))
    text = "\n".join(seen)
    assert in_order(
        text,
        "SASARAN KINERJA PEGAWAI",
        "PENDEKATAN HASIL KERJA KUANTITATIF",
        "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PEMERINTAH KABUPATEN BATANGHARI",
        "PERIODE PENILAIAN: 1 JANUARI S.D. 31 DESEMBER 2026",
        "PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA",
        "1 NAMA Yusnani Hasanah, S.Pd. 1 NAMA Hasbi Efendi, S.T., M.AP.",
        "2 NIP 19740625 199904 2 985 2 NIP 19790602 200802 1 913",
        "PANGKAT/GOL. RUANG",
        "JABATAN",
        "UNIT KERJA",
        "HASIL KERJA",
        "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA ASPEK INDIKATOR KINERJA INDIVIDU TARGET",
        "A. UTAMA",
        "2 laporan",
        "80 persen",
        "B. TAMBAHAN",
        "(Penugasan dari Camat Muara Bulian)",
        "PERILAKU KERJA",
        *(part for value in VALUES for part in (value.name, *value.statements)),
        "Pegawai yang Dinilai",
        "Yusnani Hasanah, S.Pd.",
    )
    assert "Pejabat Penilai Kinerja" in seen[-1]
    assert "Kolaboratif" in seen[-1], "a signature stands alone"
    assert "KONSEP" not in text


def test_a_plan_that_is_not_approved_is_a_draft(db: Database) -> None:
    [(plan_id,), *_] = db.file.rows("SELECT id FROM work_plan WHERE state <> 'disetujui'")
    assert all("KONSEP" in page for page in pages(plan_paper(db, plan_id)))


def test_the_check_code_is_of_what_the_paper_says(db: Database) -> None:
    ids = [row[0] for row in db.file.rows("SELECT id FROM work_plan")]
    codes = [plan_paper(db, plan_id).code for plan_id in ids]
    assert codes == [plan_paper(db, plan_id).code for plan_id in ids]
    assert len(set(codes)) == len(codes)


def test_f8_on_one_page(db: Database) -> None:
    for (evaluation_id,) in db.file.rows("SELECT id FROM evaluation WHERE state = 'selesai' LIMIT 10"):
        (page,) = pages(result_paper(db, evaluation_id))
        assert in_order(
            page,
            "DOKUMEN EVALUASI KINERJA PEGAWAI",
            "PERIODE: TRIWULAN",
            "PEGAWAI YANG DINILAI",
            "NAMA",
            "NIP",
            "PANGKAT/GOL. RUANG",
            "JABATAN",
            "UNIT KERJA",
            "PEJABAT PENILAI KINERJA",
            "ATASAN PEJABAT PENILAI KINERJA",
            "EVALUASI KINERJA",
            "CAPAIAN KINERJA ORGANISASI",
            "PREDIKAT KINERJA PEGAWAI",
            "CATATAN/REKOMENDASI",
        )
        assert "6. Pejabat Penilai Kinerja" in page
        assert "7. Pegawai yang Dinilai" in page
