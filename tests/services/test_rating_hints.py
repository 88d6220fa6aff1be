"""Hints from a form: read when shown, about this person only, and kept nowhere."""

from __future__ import annotations

import zlib

from kinerja_tui.services.evaluation import beside, evaluations
from kinerja_tui.services.evaluation.rating_hints import HintReader
from kinerja_tui.services.forms import forms
from tests.services.test_evaluations import PERIOD, UNRATED, Opened
from tests.services.test_self_assessment import Own

COPIED = "Laporan selalu masuk sebelum tanggal lima."


def told(opened):
    with opened.db.reading() as session:
        own = beside.read(session, opened.plan, PERIOD).own
    return HintReader(opened.db, opened.plan, PERIOD, own).hints(
        opened.form, [key for key, item in opened.progress.items() if item.evidence]
    )


def everything_stored(db):
    """All text of the journal and of every table."""
    bodies = [zlib.decompress(body).decode() for (body,) in db.file.rows("SELECT body FROM journal")]
    tables = [row[0] for row in db.file.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    cells = [str(cell) for table in tables for row in db.file.rows(f'SELECT * FROM "{table}"') for cell in row]
    return "\n".join([*bodies, *cells])


def test_the_slips_of_a_rater_and_nothing_of_them_is_stored(db):
    Own(db).rate_all("di_bawah", "Belum selesai").save(finish=True)
    Opened(db, "Fikri Maulana").key_result(0, rating="sesuai", feedback=f" {COPIED.upper()} ").save()
    opened = Opened(db).rate_all("di_atas").overall("di_atas", "di_atas")
    assert opened.plan.lines
    opened.key_result(0, feedback=COPIED)
    opened.progress.clear()
    for value in ("loyal", "adaptif", "akuntabel", "kompeten"):
        key = evaluations.value_key(opened.plan_id, PERIOD, value, "rating")
        forms.keep(db, opened.form, {key: "di_atas"})
    found = told(opened)
    assert any(text.startswith("Semua") for text in found)
    assert sum("penilaian diri di bawah ekspektasi" in text for text in found) == len(opened.plan.lines)
    assert any("1 pegawai lain pada periode ini" in text for text in found)
    assert any("tanpa bukti dukung" in text for text in found)
    assert "Fikri" not in " ".join(found)
    opened.save(finish=True)
    stored = everything_stored(db)
    assert COPIED in stored
    assert not [text for text in found if text in stored]


def test_a_draft_of_the_employee_is_not_told_from(db):
    Own(db).rate_all("di_bawah", "Belum selesai").save()
    assert not [text for text in told(Opened(db).rate_all("di_atas")) if "penilaian diri" in text]


def test_what_the_same_person_was_told_before_is_no_copy(db):
    Opened(db, UNRATED, "2026-TW4").key_result(0, feedback=COPIED).save()
    opened = Opened(db).key_result(0, rating="sesuai", feedback=COPIED)
    assert told(opened) == []
