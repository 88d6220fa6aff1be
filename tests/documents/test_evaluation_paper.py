"""The evaluation and the curve on paper, read back."""

from __future__ import annotations

from kinerja_tui.documents.curve_paper import curve_paper
from kinerja_tui.documents.evaluation_paper import evaluation_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation import organisations
from tests.documents.paper_text import in_order, pages


def test_f5_as_the_regulation_has_it(db: Database) -> None:
    ids = [row[0] for row in db.file.rows("SELECT id FROM evaluation WHERE state = 'selesai' LIMIT 3")]
    for evaluation_id in ids:
        seen = pages(evaluation_paper(db, evaluation_id))
        assert in_order(
            "\n".join(seen),
            "EVALUASI KINERJA PEGAWAI",
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            "PERIODE: TRIWULAN",
            "PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA",
            "CAPAIAN KINERJA ORGANISASI",
            "POLA DISTRIBUSI",
            "HASIL KERJA",
            "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA ASPEK INDIKATOR KINERJA INDIVIDU "
            "TARGET REALISASI BERDASARKAN BUKTI DUKUNG UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
            "A. UTAMA",
            "RATING HASIL KERJA",
            "EKSPEKTASI",
            "PERILAKU KERJA",
            *(value.name for value in VALUES),
            "RATING PERILAKU KERJA",
            "EKSPEKTASI",
            "PREDIKAT KINERJA PEGAWAI",
            "Pejabat Penilai Kinerja",
        )
        assert "Kolaboratif" in seen[-1], "the signature stands alone"


def test_the_curve_closes(db: Database) -> None:
    paper = curve_paper(db, db.office, "2026-TW2")
    found = organisations.counts_of(db.file, db.office, "2026-TW2")
    (page,) = pages(paper)
    assert in_order(page, "KURVA DISTRIBUSI", "Frekuensi Pegawai", f"Jumlah {found.people}")
    assert in_order(page, "Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik", "Jumlah")
    assert ("KONSEP" in page) == (found.finished.people < found.people)


def test_a_signed_paper_keeps_its_code_when_others_are_rated(db: Database) -> None:
    [(evaluation, other, person)] = db.file.rows(
        "SELECT v.id, o.id, o.employee_id FROM evaluation v JOIN evaluation o ON o.id > v.id AND o.period = v.period "
        "WHERE v.state = 'selesai' AND o.state = 'selesai' ORDER BY v.id, o.id LIMIT 1"
    )
    before, counted = evaluation_paper(db, evaluation), curve_paper(db, db.office, "2026-TW2")
    with db.act("Dibuka lagi", person) as act:
        act.write(Evaluation, other, work_rating="di_bawah", state="selesai")
    assert evaluation_paper(db, evaluation).code == before.code
    assert evaluation_paper(db, evaluation) != before or counted.code != curve_paper(db, db.office, "2026-TW2").code
    with db.act("Catatan", person) as act:
        act.write(Evaluation, evaluation, behaviour_rating="di_bawah")
    assert evaluation_paper(db, evaluation).code != before.code
