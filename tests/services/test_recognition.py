"""Recognition step by step, candidates on proof, and the follow-up of what was rated below expectation."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_tui.models.development import FollowUp
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.development import follow_up, follow_up_list, recognition, recognition_list
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.staff.employees import NEW

YEAR, TODAY = 2026, date(2026, 11, 20)
DAY = "2026-11-19"


def candidate_of(db, kind):
    return next(item for item in recognition_list.candidates(db.file, YEAR, TODAY) if item.proof_kind == kind)


def propose(db, employee_id, defaults=None, **texts):
    form = recognition.proposal_form(db, employee_id, defaults)
    begin = {} if defaults else {"basis": "Menolong warga", "proof": "Surat 7"}
    values = {"proposed_by": "Sekda", "proposed_on": DAY, **begin, **texts}
    forms.keep(db, form, {recognition.key(NEW, column): text for column, text in values.items()})
    return recognition.propose(db, form)


def step(db, function, record_id, **texts):
    form, _ = recognition.form_of(db, record_id)
    forms.keep(db, form, {recognition.key(record_id, column): text for column, text in texts.items()})
    function(db, form, record_id)


def approve(db, record_id, **texts):
    values = {"state": "disetujui", "decided_by": "Sekda", "decided_on": DAY, **texts}
    step(db, recognition.decide, record_id, **values)


def give(db, record_id, **texts):
    step(db, recognition.give, record_id, **{"given_by": "Sekda", "given_on": DAY, **texts})


def someone(db, place=0):
    rows = db.file.rows("SELECT id, name FROM employee WHERE end_date IS NULL ORDER BY name LIMIT 5")
    return rows[place]


# -- recognition


def test_proposed_approved_given_and_back_again(db):
    person, _ = someone(db)
    record_id = propose(db, person)
    approve(db, record_id)
    give(db, record_id, kind="piagam")
    record = recognition.read(db, record_id)
    assert (record.state, record.kind, record.given_by) == ("diberikan", "piagam", "Sekda")
    for told, state in (("tetap disetujui", "disetujui"), ("menunggu putusan lagi", "diusulkan")):
        assert told in recognition.take_back(db, record_id)
        assert recognition.read(db, record_id).state == state
    assert "ditarik" in recognition.take_back(db, record_id)
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        recognition.read(db, record_id)


def test_nothing_is_given_before_it_is_approved_nor_twice(db):
    record_id = propose(db, someone(db)[0])
    with pytest.raises(RuleBroken, match="belum disetujui"):
        give(db, record_id)
    approve(db, record_id)
    give(db, record_id)
    with pytest.raises(RuleBroken, match="sudah diberikan"):
        give(db, record_id)
    with pytest.raises(RuleBroken, match="sudah diputus"):
        approve(db, record_id)


def test_nobody_approves_or_grants_their_own(db):
    person, name = someone(db)
    record_id = propose(db, person)
    for typed in (name, f"  {name.upper()} "):
        with pytest.raises(RuleBroken, match="penerimanya sendiri"):
            approve(db, record_id, decided_by=typed)
    approve(db, record_id, decided_by=someone(db, 1)[1])
    assert recognition.read(db, record_id).decided_by_id == someone(db, 1)[0]
    with pytest.raises(RuleBroken, match="penerimanya sendiri"):
        give(db, record_id, given_by=name)


def test_a_refusal_has_a_reason(db):
    record_id = propose(db, someone(db)[0])
    with pytest.raises(RuleBroken, match="alasan penolakan"):
        approve(db, record_id, state="ditolak")
    approve(db, record_id, state="ditolak", reason="Belum lengkap")
    with pytest.raises(RuleBroken, match="belum disetujui"):
        give(db, record_id)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"basis": ""}, "dasar apa"),
        ({"proof": " "}, "buktinya"),
        ({"proposed_by": ""}, "pengusul"),
        ({"proposed_on": ""}, "Tanggal usul"),
        ({"proposed_on": "2026-11-21"}, "belum tiba"),
    ],
)
def test_a_proposal_without_proof_is_none(db, texts, words):
    with pytest.raises(RuleBroken, match=words):
        propose(db, someone(db)[0], **texts)


def test_days_of_the_steps_do_not_run_backwards(db):
    record_id = propose(db, someone(db)[0])
    with pytest.raises(RuleBroken, match="lebih awal daripada hari diusulkan"):
        approve(db, record_id, decided_on="2026-11-18")
    approve(db, record_id)
    with pytest.raises(RuleBroken, match="lebih awal daripada hari disetujui"):
        give(db, record_id, given_on="2026-11-18")


def test_a_candidate_is_proposed_once_and_only_by_a_person(db):
    before = len(recognition_list.candidates(db.file, YEAR, TODAY))
    assert db.file.rows("SELECT count(*) FROM recognition WHERE proposed_by = ''") == [(0,)]
    for kind in ("evaluasi", "indikator"):
        found = candidate_of(db, kind)
        record_id = propose(db, found.employee_id, found.defaults())
        record = recognition.read(db, record_id)
        assert found.record_id in (record.evaluation_id, record.indicator_id)
        assert record.proof == found.proof
        with pytest.raises(RuleBroken, match="sudah diusulkan"):
            recognition_list.candidate(db.file, YEAR, TODAY, found.key)
    assert len(recognition_list.candidates(db.file, YEAR, TODAY)) == before - 2


def test_rows_stand_by_state_then_name(db):
    rows = recognition_list.read(db.file, YEAR, TODAY)
    places = list(recognition_list.STATES)
    order = [(places.index(row["state"]), row["name"]) for row in rows]
    assert order == sorted(order)
    assert sum(recognition_list.counted(rows).values()) == len(rows)


def test_what_two_pcs_may_have_made_is_to_settle(db):
    person, _ = someone(db)
    evaluation = db.file.rows("SELECT id FROM evaluation LIMIT 1")[0][0]
    with db.act("x", person) as act:
        given = {"employee_id": person, "state": "diberikan", "given_on": date(2026, 3, 1)}
        act.write(Recognition, new_id(), basis="Tanpa langkah", **given)
        own = {"employee_id": person, "state": "disetujui", "decided_on": date(2026, 3, 1), "decided_by_id": person}
        act.write(Recognition, new_id(), basis="Sendiri", **own)
        for _ in range(2):
            act.write(Recognition, new_id(), basis="Ganda", employee_id=person, evaluation_id=evaluation)
        act.write(Recognition, new_id(), basis="Baru", employee_id=person, state="versi_baru")
    found = [item.text for item in settle.to_settle(db.file) if item.kind == "recognition"]
    assert "Penghargaan diberikan atau disetujui tanpa langkah sebelumnya: Tanpa langkah" in found
    assert "Penghargaan disetujui atau diberikan oleh penerimanya sendiri: Sendiri" in found
    assert found.count("Diusulkan dua kali atas bukti yang sama: Ganda") == 2
    assert any(row["basis"] == "Baru" for row in recognition_list.read(db.file, YEAR, TODAY))


# -- follow-up


def waiting(db, part="rhk"):
    rows = follow_up_list.listing(db.file, YEAR, TODAY, state=follow_up_list.NONE)
    return next(row for row in rows.rows(0, len(rows)) if row["part"] == part)


def follow(db, key, **texts):
    form, line = follow_up.form_of(db, key)
    values = {"what": "Didampingi", "due": "2026-12-20", **texts}
    forms.keep(db, form, {follow_up.key_of(line, column): text for column, text in values.items()})
    follow_up.save(db, form, line)


def state_of(db, key, today=TODAY):
    rows = follow_up_list.listing(db.file, YEAR, today)
    return next(row["state"] for row in rows.rows(0, len(rows)) if row["key"] == key)


@pytest.mark.parametrize("part", ["rhk", "nilai", "hasil_kerja", "perilaku"])
def test_a_line_is_followed_up_runs_late_and_is_done(db, part):
    row = waiting(db, part)
    follow(db, row["key"], helper="Kasi")
    assert state_of(db, row["key"]) == "berjalan"
    assert state_of(db, row["key"], date(2026, 12, 20)) == "berjalan"
    assert state_of(db, row["key"], date(2026, 12, 21)) == "lewat"
    follow(db, row["key"], done_on="2026-11-20", outcome="Sudah rapi")
    assert state_of(db, row["key"], date(2027, 1, 1)) == "selesai"
    follow_up.take_back(db, row["key"])
    assert state_of(db, row["key"]) == "belum"


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"what": ""}, "apa yang dikerjakan"),
        ({"due": ""}, "paling lambat"),
        ({"due": "2026-01-01"}, "lebih awal daripada selesainya"),
        ({"done_on": "2026-11-20"}, "hasilnya"),
        ({"done_on": "2026-11-21", "outcome": "x"}, "belum tiba"),
        ({"done_on": "2026-01-01", "outcome": "x"}, "lebih awal daripada selesainya"),
    ],
)
def test_a_follow_up_that_says_too_little_is_refused(db, texts, words):
    with pytest.raises(RuleBroken, match=words):
        follow(db, waiting(db)["key"], **texts)


def test_only_what_was_rated_below_is_followed_up(db):
    good, plan = db.file.rows(
        "SELECT id, plan_id FROM evaluation WHERE state = 'selesai' AND work_rating = 'sesuai' LIMIT 1"
    )[0]
    for key in (f"{good}/hasil_kerja/", f"{good}/nilai/tidak_ada", f"{good}/rhk/{plan}", f"{good}/versi_baru/"):
        with pytest.raises(RuleBroken, match="di bawah ekspektasi"):
            follow_up.form_of(db, key)
    for key in ("tidak-ada/rhk/x", "", "/"):
        with pytest.raises(RuleBroken, match="tidak ada lagi"):
            follow_up.form_of(db, key)


def test_an_evaluation_opened_again_meanwhile_is_told_and_what_was_done_stays_in_sight(db):
    row = waiting(db, "hasil_kerja")
    form, line = follow_up.form_of(db, row["key"])
    forms.keep(db, form, {follow_up.key_of(line, "what"): "x", follow_up.key_of(line, "due"): "2026-12-20"})
    with db.reading() as session:
        evaluation = session.get_one(Evaluation, row["key"].split("/")[0])
    evaluations.reopen(db, evaluation.plan_id, evaluation.period, "keliru")
    with pytest.raises(RuleBroken, match="tidak \\(lagi\\) di bawah"):
        follow_up.save(db, form, line)
    followed = next(
        item
        for item in follow_up_list.listing(db.file, YEAR, TODAY).rows(0, 999)
        if item["exists"] and item["key"] != row["key"]
    )
    with db.reading() as session:
        other = session.get_one(Evaluation, followed["key"].split("/")[0])
    evaluations.reopen(db, other.plan_id, other.period, "keliru")
    again = next(
        item for item in follow_up_list.listing(db.file, YEAR, TODAY).rows(0, 999) if item["key"] == followed["key"]
    )
    assert not again["is_below"]
    follow_up.form_of(db, followed["key"])


def test_counts_agree_with_the_list_and_with_the_people(db):
    counted = follow_up_list.counts(db.file, YEAR, TODAY)
    for state, label in follow_up_list.STATES.items():
        assert label
        assert len(follow_up_list.listing(db.file, YEAR, TODAY, state=state)) == counted.get(state, 0)
    people = follow_up_list.open_by_person(db.file, YEAR, TODAY)
    not_done = sum(count for state, count in counted.items() if state != "selesai")
    assert sum(count for count, _ in people.values()) == not_done
    assert sum(late for _, late in people.values()) == counted.get("lewat", 0)


def test_the_same_line_on_two_pcs_is_one_follow_up(db):
    row = waiting(db)
    evaluation, part, target = row["key"].split("/")
    first = FollowUp.id_of(evaluation, part, target)
    form, line = follow_up.form_of(db, row["key"])
    assert (line.follow_up_id, form.subject) == (first, row["employee_id"])
