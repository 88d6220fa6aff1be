"""Rules per IKU or kind of result: who is named, on which rows, and what two PCs may make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.recognition_rules import RecognitionRule
from kinerja_tui.models.records import new_id
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.development import recognition, recognition_list, recognition_rules
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.staff.employees import NEW

YEAR, TODAY = 2026, date(2026, 11, 20)


def add(db, rule_id=NEW, **texts):
    form = recognition_rules.form_of(db, rule_id)
    values = {"name": "Aturan", **texts} if rule_id == NEW else texts
    forms.keep(db, form, {recognition_rules.key(rule_id, column): text for column, text in values.items()})
    return recognition_rules.save(db, form, rule_id)


def named(db):
    return recognition_list.candidates(db.file, YEAR, TODAY)


def someone(db, place=0):
    return db.file.rows("SELECT id FROM employee WHERE end_date IS NULL ORDER BY name LIMIT 5")[place][0]


def test_one_rule_of_the_office_takes_the_place_of_the_built_in_ones(db):
    before = named(db)
    assert {item.proof_kind for item in before} == {"evaluasi", "indikator"}
    rule = add(db, condition="layanan", least="3", predicate="baik")
    assert named(db) == []
    assert db.file.rows("SELECT predicate, least, office, year FROM recognition_rule") == [("", 3, db.office, YEAR)]
    recognition_rules.set_active(db, rule, active=False)
    assert named(db) == before


def test_a_key_indicator_names_only_whose_indicator_points_to_it(db):
    found = next(item for item in named(db) if item.proof_kind == "indikator")
    other = next(item for item in named(db) if item.proof_kind == "indikator" and item.record_id != found.record_id)
    with db.act("IKU") as act:
        act.write(Indicator, found.record_id, key_indicator_id="iku-1")
    rule = add(db, name="IKU cepat", condition="iku", key_indicator_id="iku-1", kind="piagam")
    (candidate,) = named(db)
    assert candidate.record_id == found.record_id != other.record_id
    assert candidate.basis.startswith("IKU cepat: target tercapai: ")
    assert (candidate.rule_id, candidate.kind) == (rule, "piagam")
    # the proof cites every row it was added up from
    rows = db.file.rows("SELECT amount FROM progress WHERE indicator_id = ? AND amount IS NOT NULL", (found.record_id,))
    assert candidate.proof.count("Triwulan") == len(rows) + 1
    form = recognition.proposal_form(db, candidate.employee_id, candidate.defaults())
    forms.keep(db, form, {recognition.key(NEW, "proposed_by"): "Sekda"})
    record = recognition.read(db, recognition.propose(db, form))
    assert (record.rule_id, record.indicator_id, record.kind) == (rule, found.record_id, "piagam")
    assert named(db) == []


def test_what_is_nearly_reached_is_not_reached(db):
    found = next(item for item in named(db) if item.proof_kind == "indikator")
    add(db, condition="iku")
    assert found.record_id in {item.record_id for item in named(db)}
    with db.act("Kurang sedikit") as act:
        for (key,) in db.file.rows("SELECT id FROM progress WHERE indicator_id = ?", (found.record_id,)):
            act.write(Progress, key, amount=Decimal(1))
        act.write(Indicator, found.record_id, target=Decimal("1000.01"), unit="dokumen", direction="naik")
    assert found.record_id not in {item.record_id for item in named(db)}


def test_a_predikat_in_several_periods_is_one_candidate_with_all_of_them(db):
    add(db, condition="predikat", predicate="butuh_perbaikan", least="2")
    people = [item.employee_id for item in named(db)]
    assert people
    assert len(people) == len(set(people))
    assert all(item.proof.count("(Triwulan") >= 2 for item in named(db))


def request(act, db, person, number, received, finished, result="selesai"):
    values = {"received_on": received, "finished_on": finished, "result": result, "handled_by": person}
    act.write(ServiceRequest, new_id(), office=db.office, service_id="s", number=number, max_days=3, **values)


def test_all_requests_in_time_until_one_is_late(db):
    person = someone(db)
    with db.act("Layanan") as act:
        act.write(Service, "s", office=db.office, name="Surat", max_days=3)
        for number in range(7):
            request(act, db, person, f"N{number}", date(2026, 8, 3), date(2026, 8, 5))
    add(db, condition="layanan", least="8")
    assert person not in {item.employee_id for item in named(db)}
    recognition_rules.set_active(db, db.file.rows("SELECT id FROM recognition_rule")[0][0], active=False)
    add(db, condition="layanan", least="7")
    found = next(item for item in named(db) if item.employee_id == person)
    assert found.proof.startswith("7 dari 7 permohonan 2026 selesai dalam waktunya, paling lama 2 hari kerja. ")
    assert found.proof.endswith("Nomor N0, N1, N2, N3, N4, dan 2 lagi")
    with db.act("Terbuka") as act:
        request(act, db, person, "N9", date(2026, 11, 2), None, "")
    assert person not in {item.employee_id for item in named(db)}


def test_complaints_without_a_limit_prove_nothing(db):
    person = someone(db)
    add(db, condition="keluhan")
    values = {"office": db.office, "kind": "keluhan", "owner_id": person, "received_on": date(2026, 5, 4)}
    with db.act("Keluhan", person) as act:
        for (key,) in db.file.rows("SELECT id FROM voice"):
            act.remove(Voice, key)
        act.write(Voice, "k1", due=date(2026, 5, 20), done_on=date(2026, 5, 20), **values)
        act.write(Voice, "k2", no_action="Bukan kewenangan kecamatan", **values)
    (found,) = named(db)
    assert "1 keluhan 2026 selesai sebelum batasnya. Diterima 4 Mei 2026" in found.proof
    with db.act("Keluhan", person) as act:
        act.write(Voice, "k3", done_on=date(2026, 5, 6), **values)
    assert named(db) == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"name": " "}, "Beri nama"),
        ({"condition": "bulan"}, "Pilih syarat"),
        ({"condition": "predikat", "predicate": ""}, "Pilih predikat"),
        ({"condition": "layanan", "least": "0"}, "bilangan bulat"),
        ({"condition": "layanan", "least": "1,5"}, "bilangan bulat"),
    ],
)
def test_a_rule_says_what_it_means(db, texts, words):
    with pytest.raises(RuleBroken, match=words):
        add(db, **texts)
    assert db.file.rows("SELECT count(*) FROM recognition_rule") == [(0,)]


def test_the_same_rule_is_there_once_and_two_pcs_may_have_made_two(db):
    first = add(db, name="Cepat", condition="layanan", least="5")
    with pytest.raises(RuleBroken, match="sudah ada"):
        add(db, name="Lain", condition="layanan", least="5")
    add(db, first, least="6")
    add(db, name="Lain", condition="layanan", least="5")
    assert not [item for item in settle.to_settle(db.file) if item.kind == "recognition_rule"]
    with db.act("PC lain") as act:
        act.write(RecognitionRule, new_id(), office=db.office, year=YEAR, name="Kembar", condition="layanan", least=5)
    assert [item.text for item in settle.to_settle(db.file) if item.kind == "recognition_rule"]


def test_rules_are_copied_once_to_the_next_year(db):
    with db.act("Tahun lalu") as act:
        for name in ("A", "B"):
            act.write(RecognitionRule, new_id(), office=db.office, year=YEAR - 1, name=name, condition="layanan",
                      least=ord(name))  # fmt: skip
    assert recognition_rules.copy_last_year(db) == 2
    with pytest.raises(RuleBroken, match="Tidak ada aturan 2025"):
        recognition_rules.copy_last_year(db)
    assert [row["name"] for row in recognition_rules.listing(db.file, db.office, YEAR).found] == ["A", "B"]


def test_rules_of_elsewhere_and_of_newer_programs(db):
    odd = {"year": YEAR, "name": "", "least": -3, "predicate": "?"}
    with db.act("Dari luar") as act:
        act.write(RecognitionRule, "r1", office=db.office, condition="bulan", **odd)
        act.write(RecognitionRule, "r2", office="15.04.99", condition="iku", **odd)
        act.write(RecognitionRule, "r3", office=db.office, condition="predikat", **odd)
    assert {item.proof_kind for item in named(db)} == {"evaluasi", "indikator"}  # none of them is a rule here
    rows = recognition_rules.listing(db.file, db.office, YEAR).found
    assert [recognition_rules.told(row) for row in rows] == [
        "Syarat dari program yang lebih baru",
        "Predikat paling rendah ?",
    ]
    with db.act("Kabupaten") as act:
        act.write(RecognitionRule, "r4", office="15.04", year=YEAR, name="Kab", condition="layanan", least=9)
    assert named(db) == []
    with pytest.raises(RuleBroken, match="kantor lain"):
        recognition_rules.form_of(db, "r4")
