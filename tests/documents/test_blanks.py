"""Formulir kosong: the official headings with room to write, the order of the screen, nothing that looks decided."""

from __future__ import annotations

import pytest

from kinerja_tui.documents.blanks import BLANKS, Asked
from kinerja_tui.models.database import Database
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.plans import Approach, PlanForm
from tests.documents.paper_text import in_order, pages

HEADINGS = {
    "skp": ("SASARAN KINERJA PEGAWAI", "A. UTAMA", "5", "B. TAMBAHAN", "PERILAKU KERJA", "Kolaboratif", "LAMPIRAN"),
    "lampiran": ("LAMPIRAN", "DUKUNGAN SUMBER DAYA 1. 2. 3.", "SKEMA", "KONSEKUENSI"),
    "realisasi": ("REALISASI KINERJA PEGAWAI", "TARGET REALISASI BUKTI DUKUNG HAMBATAN CATATAN", "7"),
    "evaluasi": (
        "EVALUASI KINERJA PEGAWAI",
        "CAPAIAN KINERJA ORGANISASI",
        "POLA DISTRIBUSI",
        "HASIL KERJA",
        "RATING HASIL KERJA",
        "PERILAKU KERJA",
        "RATING PERILAKU KERJA",
        "PREDIKAT KINERJA PEGAWAI",
    ),
    "dokumen": ("DOKUMEN EVALUASI KINERJA PEGAWAI", "ATASAN PEJABAT", "CATATAN", "6. Pejabat"),
    "konversi": ("KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT", "PROSENTASE", "Triwulan IV", "JUMLAH"),
    "akumulasi": ("AKUMULASI ANGKA KREDIT", "KOEFISIEN", "Triwulan I", "JUMLAH"),
    "penetapan": ("PENETAPAN ANGKA KREDIT", "dikumpulkan", "kenaikan pangkat", "kenaikan jenjang"),
    "keberatan": ("KEBERATAN ATAS HASIL", "DITUJUKAN KEPADA", "ALASAN", "KEPUTUSAN", "Diterima / Diterima sebagian"),
    "umpan-balik": ("UMPAN BALIK BERKELANJUTAN", "1 Pimpinan", "3. Usulan", "SKOR PER NILAI", "7 Kolaboratif"),
    "kuesioner": ("KUESIONER", "Nomor lembar", "Jenis kelamin", "1 Tidak baik", "9 Sarana dan Prasarana"),
    "notulen": ("NOTULEN FORUM MASYARAKAT", "Tempat", "YANG DISEPAKATI", "8", "Pimpinan Forum"),
    "suara": ("SUARA MASYARAKAT", "4 Keluhan", "Penanggung jawab", "Alasan tidak"),
    "b18": ("FORMULIR B.1.8", "PERNYATAAN", "9", "KESIMPULAN"),
    "b19": ("FORMULIR B.1.9", "KOMPETENSI", "8", "KESIMPULAN"),
}


UNSIGNED = {"umpan-balik", "kuesioner", "suara"}
"""Sheets whose giver is hidden or not known."""
TOLD = ("Triwulan",)


@pytest.mark.parametrize("code", BLANKS)
def test_every_blank_form_without_anybody(empty_db: Database, code: str) -> None:
    text = "\n".join(pages(BLANKS[code](empty_db, Asked(2026))))
    assert in_order(text, *HEADINGS[code])
    for decided in ("KONSEP", "belum diisi", "None", "Kode cek", *(() if "Triwulan" in str(HEADINGS[code]) else TOLD)):
        assert decided not in text
    assert "...." in text or code in UNSIGNED, "nowhere to write the name"


@pytest.mark.parametrize("approach", Approach)
@pytest.mark.parametrize("form", PlanForm)
def test_both_approaches_and_forms(empty_db: Database, approach: Approach, form: PlanForm) -> None:
    for code in ("skp", "evaluasi"):
        text = "\n".join(pages(BLANKS[code](empty_db, Asked(2026, approach=approach, form=form))))
        assert in_order(text, f"PENDEKATAN HASIL KERJA {approach.label.upper()}", "BAGI PEJABAT")
        assert ("PERSPEKTIF" in text) == (approach is Approach.QUANTITATIVE and form is PlanForm.LEADERS)
        assert ("Ukuran keberhasilan" in text) == (approach is Approach.QUALITATIVE)


def test_for_a_person_the_names_and_the_approved_targets_stand_on_it(db: Database) -> None:
    [(person, name)] = db.file.rows("SELECT id, name FROM employee WHERE name LIKE 'Yusnani%'")
    asked = Asked(2026, period_from_code("2026-TW3"), person)
    text = "\n".join(pages(BLANKS["realisasi"](db, asked)))
    assert in_order(text, "PERIODE: TRIWULAN III 2026", name, "Hasbi Efendi", "2 laporan")
    text = "\n".join(pages(BLANKS["evaluasi"](db, asked)))
    assert in_order(text, name, "A. UTAMA", "2 laporan", "RATING HASIL KERJA", "PREDIKAT KINERJA PEGAWAI")
    assert "belum diisi" not in text
    text = "\n".join(pages(BLANKS["skp"](db, asked)))
    assert name in text
    assert "2 laporan" not in text, "a new plan is written on empty lines"
