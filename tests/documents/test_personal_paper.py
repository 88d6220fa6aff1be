"""The personal sheet on paper: private, in the words of the screen, no giver is named, nothing only proposed."""

from __future__ import annotations

from datetime import date

from kinerja_tui.documents.catalogue import EVERYTHING, Wanted, kind_of
from kinerja_tui.documents.personal_paper import personal_paper
from kinerja_tui.models.database import Database
from kinerja_tui.models.feedback import Feedback
from kinerja_tui.services.development import personal_sheet
from tests.documents.paper_text import in_order, pages


def below(db: Database) -> str:
    [(person,)] = db.file.rows(
        "SELECT employee_id FROM evaluation WHERE state = 'selesai' AND work_rating = 'di_bawah' ORDER BY id LIMIT 1"
    )
    return str(person)


def test_what_stands_on_it(db: Database) -> None:
    person = below(db)
    sheet = personal_sheet.read(db, person, 2026)
    [(name,)] = db.file.rows("SELECT name FROM employee WHERE id = ?", (person,))
    text = "\n".join(pages(personal_paper(db, person, 2026)))
    assert in_order(
        text,
        "LEMBAR PRIBADI",
        "PERJALANAN KINERJA TAHUN 2026",
        "PRIBADI. Untuk pegawai ini",
        name,
        "PERIODE HASIL KERJA PERILAKU KERJA PREDIKAT KINERJA",
        *(point.period for point in sheet.trend),
        "YANG DAPAT DIPERKUAT",
        *(gap.about for gap in sheet.gaps),
        "BELAJAR 2026",
        "TINDAK LANJUT",
        "DIALOG DAN HASIL",
        "Yang kami sepakati bersama",
        "Pejabat Penilai Kinerja",
    )
    for candidate in sheet.candidates:
        assert candidate.proof not in text, "what nobody has granted is not promised on paper"


def test_nobody_reads_who_gave_feedback(db: Database) -> None:
    person = below(db)
    with db.act("Umpan balik", person) as act:
        act.write_anew(
            Feedback, "fe" * 4, employee_id=person, given_on=date(2026, 5, 4), giver_kind="rekan",
            giver_name="Rahasia Rekan", to_improve="Rahasia isinya",
        )  # fmt: skip
    assert "Rahasia" not in "\n".join(pages(personal_paper(db, person, 2026)))


def test_a_person_without_anything(empty_db: Database) -> None:
    from kinerja_tui.models.employees import Employee

    with empty_db.act("x", "ab" * 4) as act:
        act.write_anew(Employee, "ab" * 4, name="Baru", office=empty_db.office)
    (page,) = pages(personal_paper(empty_db, "ab" * 4, 2026))
    assert in_order(page, "Triwulan III 2026 belum dinilai", "Tidak ada yang menonjol", "belum tercatat")


def test_it_is_asked_for_by_itself(db: Database) -> None:
    """A pile for everybody to sign must not carry what is for one person alone."""
    wanted = Wanted("2026-TW2")
    kind = kind_of("lembar")
    assert kind is not None
    assert len(kind.found(db, wanted)) > 20
    assert not any(paper.key.startswith("lembar:") for paper in EVERYTHING.found(db, wanted))
