"""Dialogues and bimbingan kinerja: kept with their day, their acknowledgement, and the wording answered under."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from kinerja_tui.models.feedback import Dialogue, Guidance, GuidanceAnswer, GuidanceCompetence
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import forms
from kinerja_tui.services.monitoring import guidance
from kinerja_tui.services.staff.employees import NEW
from tests.services.feedback_office import person_id


def talk(db, **texts):
    form = guidance.dialogue_form(db, person_id(db))
    forms.keep(db, form, {guidance.dialogue_key(NEW, column): text for column, text in texts.items()})
    guidance.save_dialogue(db, form, NEW)


def type_statement(db, number, text, about="pegawai"):
    form = guidance.statements_form(db)
    keys = {guidance.statement_key(number, "statement"): text, guidance.statement_key(number, "about"): about}
    forms.keep(db, form, keys)
    guidance.save_statements(db, form)


def guide(db, typed, record_id=NEW):
    form = guidance.guidance_form(db, person_id(db), record_id)
    forms.keep(db, form, typed)
    guidance.save_guidance(db, form, record_id)


def test_a_dialogue_with_both_sides_and_their_acknowledgement(db):
    talk(db, held_on="2026-05-04", employee_notes="Alat kurang", leader_notes="Diusahakan", agreement="Beli printer",
         employee_acknowledged_on="2026-05-04", leader_acknowledged_on="2026-05-06")  # fmt: skip
    (record,) = guidance.records_of(db, person_id(db))
    assert isinstance(record, Dialogue)
    assert record.leader_name
    assert (record.held_on, record.leader_acknowledged_on) == (date(2026, 5, 4), date(2026, 5, 6))
    form = guidance.dialogue_form(db, person_id(db), record.id)
    forms.keep(db, form, {guidance.dialogue_key(record.id, "agreement"): "Beli dua printer"})
    guidance.save_dialogue(db, form, record.id)
    (again,) = guidance.records_of(db, person_id(db))
    assert again.agreement == "Beli dua printer"
    guidance.take_back(db, Dialogue, record.id)
    assert guidance.records_of(db, person_id(db)) == []
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        guidance.dialogue_form(db, person_id(db), record.id)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"held_on": ""}, "Tanggal dialog belum diisi"),
        ({"held_on": "2026-11-21"}, "belum tiba"),
        ({"agreement": " "}, "masih kosong"),
        ({"held_on": "2026-05-04", "leader_acknowledged_on": "2026-05-03"}, "pimpinan lebih awal daripada dialognya"),
        ({"held_on": "2026-05-04", "employee_acknowledged_on": "2026-05-03"}, "pegawai lebih awal daripada dialognya"),
        ({"employee_acknowledged_on": "2026-12-01"}, "belum tiba"),
    ],
)
def test_what_a_dialogue_is_refused_for(db, texts, message):
    with pytest.raises(RuleBroken, match=message):
        talk(db, **{"agreement": "Ya", **texts})
    assert guidance.records_of(db, person_id(db)) == []


def test_the_program_has_no_wording_of_its_own(db):
    assert guidance.statements(db) == {}


def test_the_wording_is_typed_once_and_kept_with_what_was_answered(db):
    type_statement(db, 3, "Pernyataan lama", "pimpinan")
    guide(db, {guidance.answer_key(NEW, 3, "answer"): "Ya"})
    type_statement(db, 3, "Pernyataan baru", "keduanya")
    assert guidance.statements(db)[3].text == "Pernyataan baru"
    with db.reading() as session:
        (answer,) = session.exec(select(GuidanceAnswer))
    assert (answer.number, answer.statement, answer.about, answer.answer) == (3, "Pernyataan lama", "pimpinan", "Ya")
    (record,) = guidance.records_of(db, person_id(db))
    form = guidance.guidance_form(db, person_id(db), record.id)
    assert form.text(guidance.answer_key(record.id, 3, "statement")) == "Pernyataan lama"


def test_a_statement_is_about_somebody(db):
    with pytest.raises(RuleBroken, match="tentang siapa"):
        type_statement(db, 1, "Pernyataan", "")
    assert guidance.statements(db) == {}


@pytest.mark.parametrize("odd", ["[]", "{", '{"1": 2}', '{"x": {"about": "", "text": ""}}', '{"77": {}}'])
def test_a_setting_that_something_else_wrote_is_no_wording(db, odd):
    db.set_setting("b18", odd)
    assert guidance.statements(db) == {}


def test_competences_with_level_and_reason(db):
    keys = [guidance.competence_key(NEW, 1, column) for column in ("competence", "level", "reason")]
    guide(db, dict(zip(keys, ("Kerja sama", "4", "Membantu loket lain"), strict=True)))
    with db.reading() as session:
        (line,) = session.exec(select(GuidanceCompetence))
    assert (line.number, line.competence, line.level, line.reason) == (1, "Kerja sama", "4", "Membantu loket lain")
    assert guidance.competences_used(db) == ["Kerja sama"]
    (record,) = guidance.records_of(db, person_id(db))
    assert isinstance(record, Guidance)
    guide(db, {guidance.competence_key(record.id, 1, "level"): "5"}, record.id)
    with db.reading() as session:
        (line,) = session.exec(select(GuidanceCompetence))
    assert (line.level, line.reason) == ("5", "Membantu loket lain")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "masih kosong"),
        ({("competence", 1, "competence"): "Kerja sama"}, "belum diberi nilai"),
        ({("competence", 2, "competence"): "Kerja sama", ("competence", 2, "level"): "3"}, "alasan"),
        ({("competence", 2, "level"): "3"}, "nama kompetensinya"),
        ({("answer", 1, "answer"): "   "}, "masih kosong"),
    ],
)
def test_what_a_bimbingan_is_refused_for(db, typed, message):
    make = {"competence": guidance.competence_key, "answer": guidance.answer_key}
    texts = {make[kind](NEW, number, column): text for (kind, number, column), text in typed.items()}
    with pytest.raises(RuleBroken, match=message):
        guide(db, texts | {guidance.guidance_key(NEW, "leader_name"): "Camat"})
    assert guidance.records_of(db, person_id(db)) == []


def test_only_what_was_touched_is_written_again(db):
    guide(db, {guidance.answer_key(NEW, 1, "answer"): "Ya", guidance.answer_key(NEW, 2, "answer"): "Belum"})
    (record,) = guidance.records_of(db, person_id(db))
    guide(db, {guidance.answer_key(record.id, 2, "answer"): "Sudah"}, record.id)
    newest = db.file.rows("SELECT count(*) FROM journal_record WHERE seq = (SELECT max(seq) FROM journal)")
    assert newest == [(1,)]
