"""Forums and what was said there: rows of statements, outcomes, days that follow, two PCs, what may be posted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja_tui.models.voices import Forum, Voice
from kinerja_tui.rules.forums import check_held, check_people
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.public import forum_statements, forums, voice_board
from kinerja_tui.services.staff.employees import NEW
from tests.services.forum_office import change, hold, say, statements
from tests.services.two_pcs import exchange, second_pc

TODAY = date(2026, 11, 20)


def kinds(db):
    return sorted(item.kind for item in settle.to_settle(db.file))


def titles(db):
    return [row[0] for row in db.file.rows("SELECT act FROM journal ORDER BY seq")]


def listed(db):
    rows = forums.listing(db.file, 2026, TODAY.isoformat())
    return rows.rows(0, len(rows))


def test_statements_in_a_row_are_voices_of_the_forum_in_their_order(empty_db):
    db = empty_db
    forum = hold(db, people="41", topic="Pelayanan")
    for number in range(10):
        assert say(db, forum, f"Pernyataan {number}", "masukan", agreed="Dicoba", due="2026-10-30")
    rows = statements(db, forum)
    assert [row["position"] for row in rows] == list(range(1, 11))
    assert [row["text"] for row in rows] == [f"Pernyataan {number}" for number in range(10)]
    found = db.file.rows("SELECT DISTINCT channel, received_on, office, forum_id FROM voice")
    assert found == [("forum", "2026-10-12", db.office, forum)]
    assert titles(db)[-1] == "Pernyataan forum: Pernyataan 9"
    assert forum_statements.last_texts(db.file, forum)["text"] == "Pernyataan 9"
    [row] = listed(db)
    assert (row["said"], row["asked"], row["answered"], row["overdue"], row["people"]) == (10, 10, 0, 10, 41)


def test_a_draft_of_a_statement_is_found_again_and_stored_once(empty_db):
    db = empty_db
    forum = hold(db)
    form = forum_statements.entry_form(db, forum)
    forms.keep(db, form, {forum_statements.key(NEW, "kind"): "kritik"})
    forms.keep(db, form, {forum_statements.key(NEW, "text"): "Loket kosong"})
    again = forum_statements.entry_form(db, forum)
    assert again.resumed
    assert forum_statements.save_new(db, again, forum) == 1
    assert not forum_statements.entry_form(db, forum).resumed
    assert [row["text"] for row in statements(db, forum)] == ["Loket kosong"]


def test_the_outcome_of_each_statement(empty_db):
    db = empty_db
    forum = hold(db)
    done, not_done, praised, waits = (
        say(db, forum, "Antrean"), say(db, forum, "Taman"), say(db, forum, "Ramah", "pujian"), say(db, forum, "Lampu"),
    )  # fmt: skip
    change(db, done, action="Loket kedua", done_on="2026-10-20")
    change(db, not_done, no_action="Bukan aset kecamatan")
    states = {row["key"]: forum_statements.heard(row).state for row in statements(db, forum)}
    assert [str(states[key]) for key in (done, not_done, praised, waits)] == ["selesai", "tanpa", "baru", "baru"]
    [row] = listed(db)
    assert (row["said"], row["asked"], row["answered"], row["overdue"]) == (4, 3, 2, 0)
    assert titles(db)[-1] == "Keluhan masyarakat “Taman”: tidak ditindaklanjuti"
    change(db, not_done, no_action="", action="Taman kecil di depan kantor", done_on="2026-11-02")
    assert listed(db)[0]["answered"] == 2


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"done_on": "2026-10-20"}, "Tulis yang dilakukan"),
        ({"action": "x", "done_on": "2026-11-21"}, "belum tiba"),
        ({"action": "x", "done_on": "2026-10-11"}, "lebih awal daripada tanggal diterima (12 Oktober 2026)"),
        ({"action": "x", "done_on": "2026-10-20", "no_action": "tidak jadi"}, "Pilih salah satu"),
        (
            {"due": "2026-01-31"},
            "Isi hari itu atau sesudahnya. Bila tahun depan, ketik tahunnya juga, misalnya 310127",
        ),
        ({"text": "  "}, "Tulis isi suaranya"),
        ({"kind": ""}, "Pilih jenisnya"),
        ({"kind": "gosip"}, "Pilih jenisnya"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(empty_db, texts, words):
    forum = hold(empty_db)
    record = say(empty_db, forum, "Antrean")
    before = len(titles(empty_db))
    with pytest.raises(RuleBroken) as told:
        change(empty_db, record, **texts)
    assert words in told.value.text
    assert len(titles(empty_db)) == before


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"day": ""}, "Tanggal forum belum diisi"),
        ({"day": "2026-11-21"}, "belum tiba"),
        ({"place": " "}, "Tempat forum belum diisi"),
        ({"people": "10000"}, "0 sampai 9999"),
    ],
)
def test_a_forum_needs_a_day_that_has_come_and_a_place(empty_db, texts, words):
    with pytest.raises(RuleBroken, match=words):
        hold(empty_db, **texts)
    assert listed(empty_db) == []


def test_statements_follow_their_forum_to_another_day_and_away(empty_db):
    db = empty_db
    forum = hold(db)
    say(db, forum, "Antrean")
    count = len(titles(db))
    form = forums.forum_form(db, forum)
    forms.keep(db, form, {forums.key(forum, "note"): "Cuaca hujan"})
    forums.save(db, form, forum)
    assert len(titles(db)) == count + 1, "the same day changes no statement"
    form = forums.forum_form(db, forum)
    forms.keep(db, form, {forums.key(forum, "held_on"): "2026-10-13"})
    forums.save(db, form, forum)
    assert statements(db, forum)[0]["received_on"] == "2026-10-13"
    assert forums.keyed_before(db.file, "2026-10-13", "balai  rw 3", NEW)
    assert not forums.keyed_before(db.file, "2026-10-13", "Balai RW 3", forum)
    forums.take_back(db, forum)
    assert (listed(db), statements(db, forum)) == ([], [])
    for refused in (lambda: forums.forum_form(db, forum), lambda: forum_statements.entry_form(db, forum)):
        with pytest.raises(RuleBroken, match="sudah ditarik"):
            refused()
    assert settle.to_settle(db.file) == []


def test_a_forum_taken_back_on_one_pc_and_added_to_on_the_other(empty_db, tmp_path):
    one = empty_db
    forum = hold(one)
    other = second_pc(one, tmp_path / "lain")
    late = say(other, forum, "Lampu mati")
    forums.take_back(one, forum)
    exchange(one, other)
    for db in (one, other):
        assert kinds(db) == ["forum_gone"]
        assert listed(db) == []
    forum_statements.settle_gone(one, late, keep=True)
    exchange(one, other)
    for db in (one, other):
        assert kinds(db) == []
        assert [row["text"] for row in statements(db, forum)] == ["Lampu mati"]
    forums.take_back(one, forum)
    again = say(other, forum, "Selokan")
    exchange(one, other)
    forum_statements.settle_gone(other, again, keep=False)
    assert kinds(other) == []


def test_both_pcs_key_in_the_same_forum(empty_db, tmp_path):
    one = empty_db
    forum = hold(one)
    other = second_pc(one, tmp_path / "lain")
    say(one, forum, "Dari PC satu")
    say(other, forum, "Dari PC dua")
    second = hold(other, place="balai rw 3 ")
    first = hold(one, day="2026-09-01")
    exchange(one, other)
    for db in (one, other):
        assert {row["text"] for row in statements(db, forum)} == {"Dari PC satu", "Dari PC dua"}
        assert kinds(db) == ["forum_twice"]
        assert {row["key"] for row in listed(db)} == {forum, second, first}
    assert say(one, forum, "Sesudahnya") == statements(one, forum)[-1]["key"]


def test_what_a_newer_program_wrote_stays(empty_db):
    db = empty_db
    forum = hold(db)
    with db.act("x", forums.subject_of(forums.read(db, forum), db)) as act:
        said = {"office": db.office, "channel": "forum", "received_on": date(2026, 10, 12)}
        act.write(Voice, "v", **said, forum_id=forum, kind="aspirasi", text="[/]", owner_id="tidak-ada")
        act.write(Voice, "w", **said, forum_id="tidak-ada", kind="kritik", text="Tanpa forum")
        act.write(Forum, "f", office="99.99", place="[red]")
    change(db, "v", action="Dicatat", done_on="2026-11-02")
    assert statements(db, forum)[0]["kind"] == "aspirasi"
    assert [item.post for item in forum_statements.of_forum(db.file, forums.read(db, forum), TODAY)] == [
        "petugas kantor"
    ]
    change(db, "w", no_action="Forumnya belum dikirim")
    assert len(listed(db)) == 2


def test_the_post_instead_of_the_name(db):
    rows = db.file.rows("SELECT employee_id, post FROM assignment WHERE post LIKE 'Camat %'")
    assert forum_statements.post_of(db.file, rows[0][0], TODAY) == rows[0][1]
    assert forum_statements.post_of(db.file, None, TODAY) == ""


# -- what may be posted


def board_of(db, period="2026-TW4"):
    return voice_board.board(db.file, db.office, period_from_code(period), TODAY)


def test_the_board_counts_by_hand(empty_db):
    db = empty_db
    assert board_of(db).is_empty
    old, new = hold(db, "2026-09-09"), hold(db, "2026-10-12", "Aula")
    late = say(db, old, "Lampu")
    for text in ("Antrean", "Selokan", "Parkir"):
        say(db, new, text, "keluhan", due="2026-10-30")
    say(db, new, "Ramah", "pujian")
    taman = say(db, new, "Taman", "masukan")
    keys = [str(row["key"]) for row in statements(db, new)]
    change(db, late, action="Lampu diganti", done_on="2026-10-01")  # received in the quarter before
    change(db, keys[0], action="Loket kedua", done_on="2026-10-16")
    change(db, taman, no_action="Bukan aset kami")
    found = board_of(db)
    assert (found.received.heard, found.received.expected, found.received.answered) == (5, 4, 2)
    assert [(label, item.heard, item.answered) for label, item in found.by_kind] == [
        ("Masukan", 1, 1), ("Kritik", 0, 0), ("Pujian", 1, 0), ("Keluhan", 3, 1),
    ]  # fmt: skip
    assert found.finished.days == (4, 16)
    assert found.finished.median_days == Decimal(10)
    assert (found.waiting.open, found.waiting.oldest, found.waiting.overdue) == (2, 29, 2)
    assert [item.text for item in found.improved] == ["Lampu", "Antrean"]
    assert [item.action for item in found.declined] == ["Bukan aset kami"]
    before = board_of(db, "2026-TW3")
    assert (before.received.heard, before.received.answered, before.waiting.open) == (1, 1, 0)
    year = board_of(db, "2026")
    assert year.received.heard == 6
    assert year.received.answered + year.received.open == year.received.expected


# -- the rules


def test_the_day_and_the_number_who_came():
    for day, hard in ((TODAY, None), (TODAY - timedelta(days=366), None), (TODAY - timedelta(days=367), False),
                      (TODAY + timedelta(days=1), True)):  # fmt: skip
        assert [problem.hard for problem in check_held(day, TODAY)] == ([] if hard is None else [hard])
    assert [bool(check_people(number)) for number in (1, 9999, 0, 10000)] == [False, False, True, True]
    assert not check_people(0)[0].hard
