"""Objection and bimbingan on paper, filled and as forms to write on."""

from __future__ import annotations

from datetime import date

from kinerja_tui.documents.guidance_papers import competences_paper, statements_paper
from kinerja_tui.documents.objection_paper import objection_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.feedback import Guidance, GuidanceAnswer, GuidanceCompetence
from kinerja_tui.models.objections import Delivery, Objection
from tests.documents.paper_text import in_order, pages


def some_evaluation(db: Database) -> tuple[str, str]:
    [row] = db.file.rows(
        "SELECT id, employee_id FROM evaluation WHERE state = 'selesai' AND period = '2026-TW2' ORDER BY id LIMIT 1"
    )
    return row


def test_the_objection_before_and_after(db: Database) -> None:
    evaluation_id, employee_id = some_evaluation(db)
    (page,) = pages(objection_paper(db, evaluation_id))
    assert in_order(
        page,
        "KEBERATAN ATAS HASIL EVALUASI KINERJA PEGAWAI",
        "DITUJUKAN KEPADA ATASAN PEJABAT PENILAI KINERJA",
        "PERIODE EVALUASI Triwulan II 2026",
        "ALASAN KEBERATAN",
        "Pegawai yang Dinilai",
        "KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA",
        "final (PP 30/2019 pasal 59)",
        "Atasan Pejabat Penilai Kinerja",
    )
    with db.act("Keberatan", employee_id) as act:
        delivery = Delivery.id_of(evaluation_id, date(2026, 7, 10))
        act.write_anew(
            Delivery,
            delivery,
            evaluation_id=evaluation_id,
            finished_on=date(2026, 7, 10),
            delivered_on=date(2026, 7, 13),
        )
        act.write_anew(
            Objection,
            Objection.id_of(evaluation_id),
            evaluation_id=evaluation_id,
            delivery_id=delivery,
            submitted_on=date(2026, 7, 20),
            reasons="Target [berubah] di tengah tahun.",
            addressed_card={"name": "Pejabat Rekaan", "nip": ""},
        )
    text = "\n".join(pages(objection_paper(db, evaluation_id)))
    assert in_order(text, "Pejabat Rekaan", "13 Juli 2026", "20 Juli 2026", "Target [berubah] di tengah tahun.")
    assert "KONSEP" in text, "not decided yet"
    with db.act("Keputusan", employee_id) as act:
        act.write(
            Objection,
            Objection.id_of(evaluation_id),
            decision="ditolak",
            decision_text="Target sudah disetujui.",
            decided_on=date(2026, 8, 3),
            final=True,
        )
    text = "\n".join(pages(objection_paper(db, evaluation_id)))
    assert in_order(text, "KEPUTUSAN Ditolak", "Target sudah disetujui.", "3 Agustus 2026")
    assert "KONSEP" not in text


def test_bimbingan_on_its_two_forms(db: Database) -> None:
    guidance, (_, employee_id) = "b1b1b1b1", some_evaluation(db)
    with db.act("Bimbingan", employee_id) as act:
        act.write_anew(
            Guidance, guidance, employee_id=employee_id, held_on=date(2026, 5, 4), leader_name="Pimpinan Rekaan"
        )
        act.write_anew(
            GuidanceAnswer,
            GuidanceAnswer.id_of(guidance, 2),
            guidance_id=guidance,
            number=2,
            about="pimpinan",
            statement="Pernyataan dua",
            answer="Sudah",
        )
        act.write_anew(
            GuidanceCompetence,
            GuidanceCompetence.id_of(guidance, 1),
            guidance_id=guidance,
            number=1,
            competence="Komunikasi",
            level="4",
            reason="Ramah",
        )
    (page,) = pages(statements_paper(db, guidance))
    assert in_order(page, "FORMULIR B.1.8", "Pimpinan Rekaan", "Pernyataan dua", "Sudah", "9", "KESIMPULAN")
    (page,) = pages(competences_paper(db, guidance))
    assert in_order(page, "FORMULIR B.1.9", "KOMPETENSI", "Komunikasi", "X", "Ramah", "KESIMPULAN")
