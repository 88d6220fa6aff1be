"""Training, sessions and the people list: states, JP, attendance; and what two PCs may have made of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.development import Attendance, Training, TrainingSession
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.development import development, sessions, training
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.staff.employees import NEW
from tests.services.plan_office import three_people, titles

YEAR, TODAY = 2026, date(2026, 11, 20)


def key_training(db, employee_id, **texts):
    """Key in a training; returns its id. Raises `RuleBroken`."""
    form = training.new_form(db, employee_id)
    forms.keep(db, form, {training.key(NEW, column): text for column, text in {"title": "Arsip", **texts}.items()})
    return training.save(db, form, NEW)


def change_training(db, record_id, **texts):
    form = training.edit_form(db, record_id)
    forms.keep(db, form, {training.key(record_id, column): text for column, text in texts.items()})
    training.save(db, form, record_id)


def taken(db, employee_id, hours="8", day="2026-03-02", **more):
    texts = {"state": "diikuti", "kind": "bimtek", "start": day, "hours": hours, **more}
    return key_training(db, employee_id, **texts)


def key_session(db, people, **texts):
    form = sessions.session_form(db)
    values = {"title": "Sosialisasi", "held_on": "2026-05-04", "hours": "4", **texts}
    forms.keep(db, form, {sessions.key(NEW, column): text for column, text in values.items()})
    session_id = sessions.save(db, form, NEW)
    attend(db, session_id, people)
    return session_id


def attend(db, session_id, people, *, here=True):
    form = sessions.attendance_form(db, session_id)
    sessions.tick(db, form, session_id, people, here=here)
    return sessions.save_attendance(db, form, session_id)


def hours(db, employee_id, year=YEAR):
    return training.hours_in(db.file, employee_id, year).shown


def row_of(db, employee_id):
    rows = development.listing(db.file, YEAR, TODAY)
    return next(row for row in rows.rows(0, len(rows)) if row["id"] == employee_id)


# -- one training


def test_from_the_need_to_the_effect(empty_db):
    db, _, _, staff = three_people(empty_db)
    record_id = key_training(db, staff, need_source="penilai", need="Arsip belum rapi", competence="Kearsipan")
    assert row_of(db, staff)["needs"] == 1
    change_training(db, record_id, state="direncanakan", planned_for="2026-08-01")
    assert hours(db, staff) == "–"
    change_training(db, record_id, state="diikuti", kind="bimtek", start="2026-08-03", end="2026-08-04", hours="12.5")
    assert hours(db, staff) == "12,5 JP"
    assert row_of(db, staff)["needs"] == 0
    change_training(db, record_id, state="dampak", effect="Map rapi", effect_on="2026-10-01")
    assert hours(db, staff) == "12,5 JP"
    assert titles(db)[-4:] == [
        "Pelatihan “Arsip”: kebutuhan",
        "Pelatihan “Arsip”: direncanakan",
        "Pelatihan “Arsip”: sudah diikuti",
        "Pelatihan “Arsip”: dampak dicatat",
    ]
    assert forms.unfinished(db) == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"title": " "}, "Nama pelatihan"),
        ({"state": "direncanakan"}, "rencananya"),
        ({"state": "diikuti", "start": "2026-03-02"}, "Bentuk"),
        ({"state": "diikuti", "kind": "bimtek"}, "mulai"),
        (
            {"state": "diikuti", "kind": "bimtek", "start": "2026-03-02", "end": "2026-03-01"},
            "daripada tanggal mulai",
        ),
        ({"state": "diikuti", "kind": "bimtek", "start": "2026-12-01"}, "belum tiba"),
        ({"state": "diikuti", "kind": "bimtek", "start": "2026-03-02", "hours": "-4"}, "di bawah nol"),
        ({"state": "dampak", "kind": "bimtek", "start": "2026-03-02"}, "dampaknya"),
        (
            {"state": "dampak", "kind": "bimtek", "start": "2026-03-02", "effect": "x", "effect_on": "2026-03-01"},
            "sesudah pelatihannya",
        ),
        ({"state": "batal"}, "alasan"),
        ({"state": "versi_baru"}, "Pilih keadaannya"),
        ({"state": ""}, "Pilih keadaannya"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_and_the_draft_stays(empty_db, texts, words):
    db, _, _, staff = three_people(empty_db)
    with pytest.raises(RuleBroken, match=words):
        key_training(db, staff, **texts)
    assert training.of_person(db, staff) == []
    assert len(forms.unfinished(db)) == 1


def test_hours_count_in_the_year_the_training_ended(empty_db):
    db, _, _, staff = three_people(empty_db)
    taken(db, staff, "6", "2025-12-29", end="2026-01-02")
    taken(db, staff, "3", "2025-12-29")
    taken(db, staff, "")
    assert hours(db, staff) == "6 JP (1 dari 2)"
    assert hours(db, staff, 2025) == "3 JP"


def test_taken_back_it_counts_no_more_and_only_once(empty_db):
    db, _, _, staff = three_people(empty_db)
    record_id = taken(db, staff)
    training.take_back(db, record_id)
    assert hours(db, staff) == "–"
    for function in (training.take_back, training.edit_form):
        with pytest.raises(RuleBroken, match="sudah ditarik"):
            function(db, record_id)


def test_the_list_shows_what_waits_first_and_filters(empty_db):
    db, camat, _, staff = three_people(empty_db)
    taken(db, staff, title="Perpajakan")
    key_training(db, camat, title="Kepemimpinan")
    taken(db, staff, "5", "2024-05-01", title="Lama")
    rows = training.listing(db.file, YEAR)
    assert [row["title"] for row in rows.rows(0, 9)] == ["Kepemimpinan", "Perpajakan"]
    assert len(training.listing(db.file, YEAR, "staf perpaj")) == 1
    assert len(training.listing(db.file, YEAR, state="kebutuhan")) == 1
    assert len(training.listing(db.file, YEAR, employee_id=staff)) == 1


# -- sessions


def test_one_session_counts_for_everybody_who_was_there(empty_db):
    db, camat, kasi, staff = three_people(empty_db)
    taken(db, staff, "2")
    session_id = key_session(db, [camat, staff])
    assert [hours(db, person) for person in (camat, kasi, staff)] == ["4 JP", "–", "6 JP"]
    assert attend(db, session_id, [kasi]) == 1
    assert attend(db, session_id, [camat, kasi], here=False) == 2
    assert [hours(db, person) for person in (camat, kasi, staff)] == ["–", "–", "6 JP"]
    assert attend(db, session_id, [camat]) == 1
    assert hours(db, camat) == "4 JP"


def test_each_attendance_is_in_the_history_of_the_person(empty_db):
    db, camat, _, _ = three_people(empty_db)
    key_session(db, [camat])
    assert [row[0] for row in db.file.rows("SELECT act FROM journal WHERE sub = ?", (camat,))][-1:] == [
        "Hadir: Sosialisasi"
    ]


def test_a_mended_session_mends_the_attendance_and_changes_no_other(empty_db):
    db, camat, _, _ = three_people(empty_db)
    session_id = key_session(db, [camat])
    count = len(titles(db))
    form = sessions.session_form(db, session_id)
    forms.keep(db, form, {sessions.key(session_id, "organiser"): "BKPSDM"})
    sessions.save(db, form, session_id)
    assert len(titles(db)) == count + 1
    form = sessions.session_form(db, session_id)
    forms.keep(db, form, {sessions.key(session_id, "hours"): "6"})
    sessions.save(db, form, session_id)
    with db.reading() as session:
        assert session.get_one(Attendance, Attendance.id_of(session_id, camat)).hours == Decimal(6)
    assert hours(db, camat) == "6 JP"


def test_taken_back_with_everybody(empty_db):
    db, camat, _, staff = three_people(empty_db)
    session_id = key_session(db, [camat, staff])
    sessions.take_back(db, session_id)
    assert sessions.attended(db, session_id) == set()
    assert hours(db, camat) == "–"
    assert len(sessions.listing(db.file, YEAR)) == 0
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        sessions.attendance_form(db, session_id)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"title": ""}, "Nama kegiatan"),
        ({"held_on": ""}, "Tanggal"),
        ({"held_on": "2026-11-21"}, "belum tiba"),
        ({"hours": "-1"}, "di bawah nol"),
    ],
)
def test_a_session_that_cannot_be_is_refused(empty_db, texts, words):
    db, *_ = three_people(empty_db)
    with pytest.raises(RuleBroken, match=words):
        key_session(db, [], **texts)


def test_ticks_are_safe_before_the_list_is_left(empty_db):
    db, camat, _, staff = three_people(empty_db)
    session_id = key_session(db, [camat])
    form = sessions.attendance_form(db, session_id)
    sessions.tick(db, form, session_id, [staff], here=True)
    again = sessions.attendance_form(db, session_id)  # as after a power cut
    assert again.resumed
    assert sessions.count(again) == 2
    sessions.save_attendance(db, again, session_id)
    assert sessions.attended(db, session_id) == {camat, staff}


# -- the people list


def test_people_are_counted_from_the_list_of_employees(empty_db):
    db, camat, kasi, staff = three_people(empty_db)
    taken(db, camat, "19.99")
    taken(db, kasi, "20")
    assert development.standing(db.file, YEAR, TODAY) == "2026: 1 dari 3 PNS sudah 20 JP"
    short = development.listing(db.file, YEAR, TODAY, only=development.SHORT)
    assert set(short.keys) == {camat, staff}
    key_training(db, kasi)
    assert development.listing(db.file, YEAR, TODAY, only=development.NEEDS).keys == [kasi]
    assert len(development.listing(db.file, YEAR, TODAY, "kasi contoh")) == 1
    assert len(development.listing(db.file, YEAR, TODAY, only=development.RECOGNISED)) == 0


# -- after a merge


def test_an_attendance_whose_session_is_elsewhere_counts_by_what_it_carries(empty_db):
    db, camat, _, _ = three_people(empty_db)
    gone = new_id()
    values = {"title": "Di kantor lama", "held_on": date(2026, 2, 2), "hours": Decimal("2.5")}
    with db.act("Hadir", camat) as act:
        act.write(Attendance, new_id(), session_id=gone, employee_id=camat, **values)
    assert hours(db, camat) == "2,5 JP"
    assert sessions.of_person(db.file, camat)[0]["title"] == "Di kantor lama"


def test_a_training_that_two_pcs_turned_around_and_one_of_nobody_are_to_settle(empty_db):
    db, camat, _, _ = three_people(empty_db)
    record_id = taken(db, camat)
    nobody = new_id()
    with db.act("x", camat) as act:
        act.write(Training, record_id, end=date(2026, 3, 1))
    with db.act("y", nobody) as act:
        act.write(Training, new_id(), employee_id=nobody, title="Milik siapa")
    found = [(item.kind, item.text) for item in settle.to_settle(db.file)]
    assert ("training", "Pelatihan selesai sebelum mulai: Arsip") in found
    assert ("training", "Pelatihan seseorang yang tidak ada di daftar pegawai: Milik siapa") in found
    change_training(db, record_id, end="2026-03-03")
    assert len(settle.to_settle(db.file)) == 1


def test_a_session_of_a_newer_program_is_shown_as_it_came(empty_db):
    db, camat, _, _ = three_people(empty_db)
    with db.act("z", camat) as act:
        act.write(TrainingSession, new_id(), title="[/] x", kind="versi_baru", office="??")
    (row,) = sessions.listing(db.file, YEAR).rows(0, 9)
    assert row["attended"] == 0
    attend(db, row["key"], [camat])
    assert hours(db, camat) == "–"  # a session without a day counts in no year
