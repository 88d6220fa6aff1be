"""Hints on stored plans: where they lead, whose targets are compared, what each approach and form is spared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.models.database import Database
from kinerja_tui.models.plans import Indicator, WorkPlan
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key
from kinerja_tui.services.planning import approval, plan_entry, plan_quality
from tests.services.plan_office import key_plan, person, three_people

POST = "Pelaksana"


@pytest.fixture
def staff(empty_db):
    db, camat, _, staff = three_people(empty_db)
    plan_id, _ = key_plan(db, staff)
    return db, camat, staff, plan_id


def indicator_of(db, plan_id):
    return plan_entry.all_lines(plan_entry.plan_form(db, plan_id))[0].indicator_ids[0]


def change(db, plan_id, subject, **values):
    with db.act("Ubah", subject) as act:
        act.write(Indicator, indicator_of(db, plan_id), **values)


def texts(db, plan_id):
    return [hint.text for hint in plan_quality.check(db, plan_id)]


def test_each_hint_leads_to_its_field(staff):
    db, _, subject, plan_id = staff
    change(db, plan_id, subject, unit="", text="Tugas lain tahun 2025")
    key = indicator_of(db, plan_id)
    found = plan_quality.check(db, plan_id)
    assert [(hint.key.rpartition("/")[2], hint.text.rpartition(": ")[2]) for hint in found] == [
        ("text", "“tugas lain” tidak menyebut apa yang diukur."),
        ("unit", "target 12,5 tanpa satuan."),
        ("text", "menyebut tahun 2025, padahal rencana ini untuk 2026."),
        ("aspect", "Satu-satunya indikator beraspek kuantitas."),
    ]
    assert {hint.key.split("/")[1] for hint in found} == {key}
    assert found[0].text.startswith("Utama 1 (Layanan selesai), indikator 1: ")
    assert not approval.missing(db, plan_id)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    assert len(plan_quality.check(db, plan_id)) == 4


def test_targets_of_colleagues_in_the_same_post(staff):
    db, camat, subject, plan_id = staff
    for number, (post, submitted) in enumerate([("PELAKSANA", True), (POST, True), (POST, False), ("Lain", True)]):
        other = person(db, f"19930404201804100{number}", f"Rekan {number}", post, camat)
        theirs, _ = key_plan(db, other)
        change(db, theirs, other, target=Decimal(100 + number), text="JUMLAH  dokumen")
        if submitted:
            approval.submit(db, theirs)
    assert "target 12,5 dokumen; median 2 rekan Pelaksana: 100,5 dokumen." in " ".join(texts(db, plan_id))
    change(db, plan_id, subject, unit="berkas")  # another unit is another thing
    assert "rekan" not in " ".join(texts(db, plan_id))
    change(db, plan_id, subject, unit="dokumen", target=Decimal("50.25"))  # exactly half
    assert "rekan" not in " ".join(texts(db, plan_id))
    change(db, plan_id, subject, target=Decimal("50.24"))
    assert "rekan" in " ".join(texts(db, plan_id))


def test_measures_in_words_and_the_form_of_leaders(staff):
    db, _, subject, plan_id = staff
    with db.act("Formulir", subject) as act:
        act.write(WorkPlan, plan_id, form="jpt_mandiri")
    assert texts(db, plan_id) == []
    with db.act("Pendekatan", subject) as act:
        act.write(WorkPlan, plan_id, approach="kualitatif")
    change(db, plan_id, subject, unit="")  # left over from the other approach
    assert texts(db, plan_id) == []
    change(db, plan_id, subject, text="Layanan berjalan baik")
    (hint,) = plan_quality.check(db, plan_id)
    assert hint.text.startswith("Utama 1 (Layanan selesai), ukuran keberhasilan 1: “baik” belum terukur")
    assert hint.key == field_key(Indicator, indicator_of(db, plan_id), "text")


def test_odd_plans(staff):
    db, _, subject, plan_id = staff
    with db.act("Dari PC lain", subject) as act:
        act.write(WorkPlan, plan_id, approach="?", form="?", end=None, assignment_id="tidak ada")
        act.write(Indicator, new_id(), plan_id=plan_id, result_id="tidak ada", target=Decimal(-3))
    assert texts(db, plan_id)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        plan_quality.check(db, "tidak ada")


def test_the_vague_plan_and_the_plans_of_quantities_are_found(empty_db, workplace):
    """What the practice offices hold to be found: one vague plan, two with quantities only."""
    found = {}
    for place in ("muara_bulian", "dumai_kota"):
        here = workplace(place, place)
        db = Database(here.file, here.identities, here.now)
        ids = [key for (key,) in db.file.rows("SELECT id FROM work_plan WHERE year = 2026")]
        found[place] = [text for key in ids for text in texts(db, key)]
        db.engine.dispose()
    assert any("tugas lain" in text for text in found["muara_bulian"])
    assert any("target “baik” sulit diperiksa" in text for text in found["muara_bulian"])
    assert sum("beraspek kuantitas" in text for text in found["dumai_kota"]) == 2
