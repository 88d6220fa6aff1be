"""The forms of both approaches and both kinds of posts: headings in the order of the regulation, texts that stay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.documents.evaluation_paper import evaluation_paper
from kinerja_tui.documents.plan_paper import attachment_paper, plan_paper
from kinerja_tui.documents.progress_paper import progress_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkPlan, WorkResult
from tests.documents.paper_text import in_order, pages

OFFICERS = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
LEADERS = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
REACHED = "REALISASI BERDASARKAN BUKTI DUKUNG UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"


def rated(db: Database) -> tuple[str, str, str]:
    """Plan, finished evaluation and person."""
    [row] = db.file.rows(
        "SELECT v.plan_id, v.id, v.employee_id FROM evaluation v WHERE v.state = 'selesai' AND v.period = '2026-TW2' "
        "AND EXISTS (SELECT 1 FROM work_result w WHERE w.plan_id = v.plan_id AND w.kind = 'tambahan' AND NOT w.removed)"
        " ORDER BY v.id LIMIT 1"
    )
    return row


def changed(db: Database, plan_id: str, person: str, **columns: object) -> None:
    with db.act("Formulir lain", person) as act:
        act.write(WorkPlan, plan_id, **columns)


def first_measure(db: Database, plan_id: str, person: str, **columns: object) -> Indicator:
    [(indicator_id,)] = db.file.rows(
        "SELECT i.id FROM indicator i JOIN work_result w ON w.id = i.result_id WHERE i.plan_id = ? "
        "AND w.kind = 'utama' AND NOT i.removed ORDER BY w.position, w.id, i.position LIMIT 1",
        (plan_id,),
    )
    with db.act("Indikator", person) as act:
        act.write(Indicator, indicator_id, **columns)
    with db.reading() as session:
        found = session.get(Indicator, indicator_id)
        assert found is not None
        return found


def test_f2_and_f6_with_perspectives(db: Database) -> None:
    plan_id, evaluation_id, person = rated(db)
    changed(db, plan_id, person, form="jpt_mandiri")
    item = first_measure(db, plan_id, person, perspective="proses_bisnis")
    columns = "NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF"
    text = "\n".join(pages(plan_paper(db, plan_id)))
    assert in_order(
        text, "SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF", LEADERS, columns, "A. UTAMA", item.text
    )
    assert in_order(text, "Proses Bisnis", "B. TAMBAHAN", "PERILAKU KERJA")
    assert "DIINTERVENSI" not in text
    text = "\n".join(pages(evaluation_paper(db, evaluation_id)))
    assert in_order(text, "EVALUASI KINERJA PEGAWAI", LEADERS, "PERIODE: TRIWULAN II 2026", f"{columns} {REACHED}")
    assert in_order(text, item.text, "Proses Bisnis", "RATING HASIL KERJA", "PREDIKAT KINERJA PEGAWAI")


def test_f3_and_f7_in_words(db: Database) -> None:
    plan_id, evaluation_id, person = rated(db)
    changed(db, plan_id, person, approach="kualitatif")
    item = first_measure(db, plan_id, person, target=None, target_text="", text="Laporan tanpa koreksi, 12 laporan")
    block = ("Ukuran keberhasilan/ Indikator Kinerja Individu, dan Target:", f"• {item.text}")
    text = "\n".join(pages(plan_paper(db, plan_id)))
    assert in_order(text, "PENDEKATAN HASIL KERJA KUALITATIF", OFFICERS, "NO RENCANA HASIL KERJA A. UTAMA 1", *block)
    assert in_order(text, "B. TAMBAHAN", "(Penugasan dari", block[0])
    assert "ASPEK" not in text
    text = "\n".join(pages(evaluation_paper(db, evaluation_id)))
    assert in_order(
        text,
        "PENDEKATAN HASIL KERJA KUALITATIF",
        f"NO RENCANA HASIL KERJA {REACHED}",
        block[0],
        "RATING PERILAKU KERJA",
    )


def test_f4_three_lists_and_the_same_signatures(db: Database) -> None:
    plan_id, _, person = rated(db)
    lists = ("DUKUNGAN SUMBER DAYA", "SKEMA PERTANGGUNGJAWABAN", "KONSEKUENSI")
    with db.act("Lampiran", person) as act:
        for row in db.file.rows("SELECT id FROM plan_attachment WHERE plan_id = ?", (plan_id,)):
            act.remove(PlanAttachment, row[0])
    [page] = pages(attachment_paper(db, plan_id))
    assert in_order(page, "LAMPIRAN SASARAN KINERJA PEGAWAI", *(f"{name} 1. 2. 3." for name in lists), "Pegawai yang")
    assert "LAMPIRAN" not in "\n".join(pages(plan_paper(db, plan_id)))
    with db.act("Lampiran", person) as act:
        for number, section in enumerate(("konsekuensi", "dukungan", "dari_versi_baru", "pertanggungjawaban")):
            text = f"Baris {section}"
            act.write_anew(PlanAttachment, f"a{number}" * 4, plan_id=plan_id, section=section, position=1, text=text)
    last = pages(plan_paper(db, plan_id))[-1]
    lines = [f"{name} 1. Baris {name.lower().split()[0]}" for name in (lists[0], lists[2])]
    assert in_order(last, "LAMPIRAN", lines[0], f"{lists[1]} 1. Baris pertanggungjawaban", lines[1], "dari_versi_baru")
    assert in_order(last, "Pegawai yang Dinilai", "NIP")
    assert "Pejabat Penilai Kinerja" in last


@pytest.mark.parametrize(
    "columns",
    [
        {"form": "dari_versi_baru"},
        {"approach": "dari_versi_baru"},
        {"state": "dari_versi_baru"},
        {"rules": "2099"},
        {"rater_card": None, "employee_card": None},
        {"start": None, "end": None},
        {"start": date(2026, 12, 31), "end": date(2026, 1, 1)},
    ],
)
def test_what_a_merge_or_a_newer_program_leaves_is_printed(db: Database, columns: dict[str, object]) -> None:
    plan_id, evaluation_id, person = rated(db)
    changed(db, plan_id, person, **columns)
    assert "PERILAKU KERJA" in "".join(pages(plan_paper(db, plan_id)))
    assert "RATING" in "".join(pages(evaluation_paper(db, evaluation_id)))
    assert "REALISASI" in "".join(pages(progress_paper(db, plan_id, "2026-TW2")))


def test_results_of_an_unknown_list_are_not_lost(db: Database) -> None:
    plan_id, _, person = rated(db)
    first_measure(db, plan_id, person, aspect="dari_versi_baru")
    with db.act("Hasil", person) as act:
        act.write_anew(WorkResult, "cafecafe", plan_id=plan_id, kind="khusus", text="Hasil dari daftar ketiga")
    text = "\n".join(pages(plan_paper(db, plan_id)))
    assert in_order(text, "A. UTAMA", "dari_versi_baru", "B. TAMBAHAN", "KHUSUS 1", "Hasil dari daftar ketiga")


def test_an_empty_plan_and_one_of_sixty_results(db: Database) -> None:
    plan_id, _, person = rated(db)
    with db.act("Kosong", person) as act:
        for (result_id,) in db.file.rows("SELECT id FROM work_result WHERE plan_id = ?", (plan_id,)):
            act.remove(WorkResult, result_id)
    seen = pages(plan_paper(db, plan_id))
    assert in_order(seen[0], "HASIL KERJA", "A. UTAMA", "PERILAKU KERJA")
    with db.act("Banyak", person) as act:
        for number in range(60):
            result = f"bb{number:06x}"
            act.write_anew(WorkResult, result, plan_id=plan_id, position=number, text=f"Hasil nomor {number + 1}.")
            for measure in range(2):
                act.write_anew(
                    Indicator,
                    f"cc{number:04x}{measure:02x}",
                    plan_id=plan_id,
                    result_id=result,
                    position=measure,
                    text=f"Ukuran {number + 1}.{measure + 1} " + "panjang sekali " * (200 if number == 30 else 1),
                    target=Decimal(number),
                    unit="laporan",
                )
    seen = pages(plan_paper(db, plan_id))
    assert in_order("\n".join(seen), *(f"Hasil nomor {number + 1}." for number in range(60)), "PERILAKU KERJA")
    for number in range(60):
        begun = next(page for page in seen if f"Hasil nomor {number + 1}." in page)
        assert f"Ukuran {number + 1}.1" in begun
        assert f"Ukuran {number + 1}.2" in begun or number == 30, "a result is torn apart"
    assert "\n".join(seen).count("panjang") == 59 * 2 + 200 * 2, "something is cut off"
