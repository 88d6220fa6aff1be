"""Feedback in the office: given, changed, taken back; counted n of N; and what the person may see of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.feedback import Feedback, FeedbackInvitation, FeedbackScore
from kinerja_tui.models.plans import WorkResult
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.feedback import feedback, feedback_givers, feedback_sheet
from kinerja_tui.services.feedback.feedback_sheet import PersonFeedback
from kinerja_tui.services.forms import forms
from kinerja_tui.services.staff.employees import NEW
from tests.services.feedback_office import PEERS, PERSON, give, person_id
from tests.services.stories import plan_id_of


def sheet_of(db):
    return feedback_sheet.read(db, person_id(db))


def row_of(db, name=PERSON, year=2026):
    rows = feedback.listing(db.file, year, name)
    return next(iter(rows.rows(0, 1)))


# -- giving


def test_a_sheet_is_stored_with_its_giver_and_told_in_the_history_without_the_name(db):
    feedback_id = give(db, "dewi lest", given_on="2026-03-05", to_improve="Arsip", proposal="Map", evidence="Map 3")
    with db.reading() as session:
        stored = session.get_one(Feedback, feedback_id)
    assert (stored.giver_name, stored.giver_id) == (PEERS[0], person_id(db, PEERS[0]))
    assert stored.given_on == date(2026, 3, 5)
    assert (stored.went_well, stored.to_improve, stored.proposal, stored.evidence) == (
        "Baik d",
        "Arsip",
        "Map",
        "Map 3",
    )
    titles = [row[0] for row in db.file.rows("SELECT act FROM journal WHERE sub = ?", (person_id(db),))]
    assert f"Umpan balik untuk {PERSON}" in titles
    assert not any("Dewi" in title for title in titles)
    assert forms.unfinished(db) == []


@pytest.mark.parametrize("day", ["2026-11-20", "2026-01-01", "2025-06-30", "2020-02-29"])
def test_any_date_that_has_come(db, day):
    give(db, PEERS[0], given_on=day)
    assert [str(sheet.given_on) for sheet in sheet_of(db).sheets] == [day]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"given_on": "2026-11-21"}, "belum tiba"),
        ({"given_on": ""}, "Tanggal umpan balik belum diisi"),
        ({"given_on": "2026-05-05", "proposal_date": "2026-05-04"}, "lebih awal daripada umpan baliknya"),
        ({"giver_kind": ""}, "Pilih pemberi"),
        ({"giver_kind": "tetangga"}, "Pilih pemberi"),
        ({"giver_name": "  "}, "Nama pemberi"),
        ({"giver_name": PERSON}, "pegawai itu sendiri"),
        ({"giver_name": PERSON.lower()}, "pegawai itu sendiri"),
        ({"went_well": " "}, "masih kosong"),
    ],
)
def test_what_is_refused(db, texts, message):
    with pytest.raises(RuleBroken, match=message):
        give(db, PEERS[0], **texts)
    assert sheet_of(db).sheets == []
    assert forms.unfinished(db)[0].form == f"feedback:new:{person_id(db)}"


@pytest.mark.parametrize("kind", ["pimpinan", "rekan", "bawahan", "lainnya"])
def test_nobody_gives_feedback_to_himself(db, kind):
    with pytest.raises(RuleBroken, match="pegawai itu sendiri"):
        give(db, PERSON, kind)
    offered = [name for name, _ in feedback_givers.giver_suggestions(db.file, "", person_id(db))]
    assert offered
    assert PERSON not in offered


def test_a_part_of_a_name_is_enough_and_a_doubtful_one_is_asked_about(db):
    assert feedback_givers.giver_text(db.file, " dewi   lestari ") == PEERS[0]
    assert feedback_givers.giver_text(db.file, "Ketua RT 05") == "Ketua RT 05"
    assert feedback_givers.giver_text(db.file, "%_") == "%_"
    assert feedback_givers.giver_text(db.file, "") == ""
    with pytest.raises(RuleBroken, match="beberapa pegawai"):
        feedback_givers.giver_text(db.file, "halimah")


def test_namesakes_are_told_apart_by_their_number(db):
    with db.act("Senama", "e" * 8) as act:
        act.write(Employee, "11111111-1111-4111-8111-111111111111", name=PEERS[0], nip="198001012005012001")
    assert feedback_givers.employee_named(db.file, PEERS[0]) is None
    label = f"{PEERS[0]} (198001012005012001)"
    assert feedback_givers.employee_named(db.file, label) == "11111111-1111-4111-8111-111111111111"
    assert feedback_givers.giver_text(db.file, label) == label
    with pytest.raises(RuleBroken, match="beberapa pegawai"):
        feedback_givers.giver_text(db.file, PEERS[0])


def test_the_same_sheet_twice_is_noticed(db):
    first = give(db, PEERS[0], given_on="2026-05-05")
    day, who = date(2026, 5, 5), person_id(db)
    assert "sudah ada" in feedback_givers.given_before(db, who, PEERS[0], day)
    assert feedback_givers.given_before(db, who, PEERS[0], day, besides=first) == ""
    assert feedback_givers.given_before(db, who, PEERS[0], date(2026, 5, 6)) == ""
    assert feedback_givers.given_before(db, who, PEERS[1], day) == ""
    feedback.take_back(db, first)
    assert feedback_givers.given_before(db, who, PEERS[0], day) == ""


# -- changing and taking back


def test_another_giver_another_key(db):
    feedback_id = give(db, "Ketua RT 05", "lainnya", score="4")
    form = feedback.edit_form(db, feedback_id)
    score = feedback.score_key(feedback_id, "akuntabel")
    forms.keep(db, form, {feedback.key(feedback_id, "giver_name"): PEERS[1], score: "2"})
    feedback.save(db, form)
    (sheet,) = sheet_of(db).sheets
    assert (sheet.giver_id, sheet.giver) == (person_id(db, PEERS[1]),) * 2
    assert sheet_of(db).scores[feedback_id]["akuntabel"] == "2"
    assert sheet_of(db).scores[feedback_id]["loyal"] == "4"


def test_a_score_given_later(db):
    feedback_id = give(db, PEERS[0])
    form = feedback.edit_form(db, feedback_id)
    forms.keep(db, form, {feedback.score_key(feedback_id, "loyal"): "5"})
    feedback.save(db, form)
    assert sheet_of(db).scores == {feedback_id: {"loyal": "5"}}


def test_about_one_result_of_the_plan(db):
    results = feedback.results_of(db, person_id(db))
    assert results
    result_id = next(iter(results))
    give(db, PEERS[0], result_id=result_id)
    (sheet,) = sheet_of(db).sheets
    assert (sheet.result_id, sheet.plan_id) == (result_id, plan_id_of(db, PERSON))
    assert sheet_of(db).results[result_id]
    with db.act("Hasil kerja dihapus", person_id(db)) as act:
        act.remove(WorkResult, result_id)
    assert result_id not in feedback.results_of(db, person_id(db))
    feedback.save(db, feedback.edit_form(db, sheet.id))


def test_a_sheet_taken_back_counts_no_more_and_cannot_be_opened(db):
    feedback_id = give(db, PEERS[0])
    open_form = feedback.edit_form(db, feedback_id)
    forms.keep(db, open_form, {feedback.key(feedback_id, "went_well"): "Lain"})
    feedback.take_back(db, feedback_id)
    assert sheet_of(db).sheets == []
    assert row_of(db)["rekan_given"] == 0
    for attempt in (
        lambda: feedback.take_back(db, feedback_id),
        lambda: feedback.edit_form(db, feedback_id),
        lambda: feedback.save(db, open_form),
    ):
        with pytest.raises(RuleBroken, match="sudah ditarik"):
            attempt()


# -- n of N


def test_n_of_the_invited(db):
    who = person_id(db)
    assert feedback_givers.invite(db, who, "rekan", ["dewi lest", " ahmad prat", PEERS[2], ""], 2026) == 3
    assert feedback_givers.invite(db, who, "rekan", ["Dewi Lestari"], 2026) == 0
    give(db, PEERS[0])
    give(db, PEERS[0], given_on="2026-02-02")
    standing = sheet_of(db).standing("rekan", 2026)
    assert (standing.given, standing.expected, standing.enough) == (1, 3, False)
    assert standing.shown == "1 dari 3, belum cukup (minimal 3)"
    give(db, PEERS[3])  # unasked
    assert sheet_of(db).standing("rekan", 2026).shown == "2 dari 4, belum cukup (minimal 3)"
    give(db, PEERS[1])
    assert sheet_of(db).standing("rekan", 2026).shown == "3 dari 4"
    assert [item.giver_name for item in sheet_of(db).waiting(2026)] == [PEERS[2]]
    row = row_of(db)
    assert (row["rekan_given"], row["rekan_expected"], row["last"]) == (3, 4, "2026-11-20")
    assert (row["pimpinan_given"], row["pimpinan_expected"]) == (0, 0)
    assert row_of(db, year=2025)["rekan_expected"] == 0


def test_an_invitation_withdrawn_and_made_again(db):
    who = person_id(db)
    feedback_givers.invite(db, who, "bawahan", [PEERS[0]], 2026)
    (item,) = sheet_of(db).invitations
    feedback_givers.uninvite(db, item.id)
    assert sheet_of(db).standing("bawahan", 2026).shown == "belum ada"
    with pytest.raises(RuleBroken, match="sudah dibatalkan"):
        feedback_givers.uninvite(db, item.id)
    assert feedback_givers.invite(db, who, "bawahan", [PEERS[0]], 2026) == 1
    assert sheet_of(db).standing("bawahan", 2026).expected == 1


@pytest.mark.parametrize(
    ("kind", "names", "message"),
    [
        ("rekan", [PERSON], "pegawai itu sendiri"),
        ("rekan", ["", " "], "paling sedikit satu nama"),
        ("rekan", ["halimah"], "beberapa pegawai"),
        ("tetangga", [PEERS[0]], "siapa yang diminta"),
    ],
)
def test_who_cannot_be_asked(db, kind, names, message):
    with pytest.raises(RuleBroken, match=message):
        feedback_givers.invite(db, person_id(db), kind, names, 2026)
    assert sheet_of(db).invitations == []


def test_the_list_starts_from_the_employees(db):
    rows = feedback.listing(db.file, 2026)
    assert len(rows) == len(set(rows.keys)) == 33
    assert len(feedback.listing(db.file, 2026, "100%_")) == 0
    assert len(feedback.listing(db.file, 2026, "ratna azi")) == 1
    give(db, PEERS[0], to="Zuraida Anggraini, A.Md.Ak.", given_on="2026-05-05")  # left in June
    assert len(feedback.listing(db.file, 2026)) == 34


# -- averages


def test_three_peers_are_needed_and_the_third_makes_it_enough(db):
    for giver, score in zip(PEERS[:2], ("4", "5"), strict=True):
        give(db, giver, score=score)
    give(db, PEERS[1], score="3", given_on="2026-01-02")  # an older sheet of the same peer is no third peer
    mean = sheet_of(db).averages("rekan", 2026)["akuntabel"]
    assert (mean.value, mean.given) == (None, 2)
    give(db, PEERS[2])  # no score: still not enough for an average
    assert sheet_of(db).averages("rekan", 2026)["akuntabel"].value is None
    give(db, PEERS[3], score="4")
    mean = sheet_of(db).averages("rekan", 2026)["akuntabel"]
    assert mean.value == Fraction(13, 3)
    assert mean.shown == "4,33 (3 dari 4)"


def test_one_leader_is_enough(db):
    give(db, "hasbi efendi", "pimpinan", score="4")
    assert sheet_of(db).averages("pimpinan", 2026)["loyal"].shown == "4,00 (1 dari 1)"


# -- what the person sees


def test_below_the_minimum_the_person_reads_nothing_of_peers(db):
    give(db, "hasbi efendi", "pimpinan", went_well="Dari pimpinan", given_on="2026-02-03")
    give(db, PEERS[0], went_well="Dari rekan satu")
    give(db, PEERS[1], went_well="Dari rekan dua")
    data = sheet_of(db)
    (seen,) = data.for_person()
    assert (seen.parts[0], seen.giver[:5], seen.day) == ("Dari pimpinan", "Hasbi", date(2026, 2, 3))
    assert [(item.kind, item.given, item.minimum) for item in data.held_back()] == [("rekan", 2, 3)]
    give(db, PEERS[2], went_well="Dari rekan tiga")
    data = sheet_of(db)
    assert {seen.parts[0] for seen in data.for_person()} == {
        "Dari pimpinan", "Dari rekan satu", "Dari rekan dua", "Dari rekan tiga",
    }  # fmt: skip
    assert data.held_back() == []


def test_enough_in_one_year_opens_no_other_year(db):
    for giver in PEERS[:3]:
        give(db, giver, given_on="2025-05-05")
    give(db, PEERS[0], went_well="Tahun ini")
    assert "Tahun ini" not in [seen.parts[0] for seen in sheet_of(db).for_person()]
    assert [(item.year, item.given) for item in sheet_of(db).held_back()] == [(2026, 1)]


NAMES = st.lists(st.sampled_from(["Ani", "Budi", "Cici", "Dedi", "Eka"]), min_size=3, max_size=5, unique=True)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), NAMES, st.sampled_from(["rekan", "bawahan"]))
def test_what_the_person_sees_does_not_depend_on_who_said_what_when(data, names, kind):
    texts = [f"Teks {number}" for number in range(len(names))]

    def page(givers, days, ids):
        sheets = [
            Feedback(id=key, giver_kind=kind, giver_name=name, giver=name, went_well=text, given_on=day)
            for key, name, text, day in zip(ids, givers, texts, days, strict=True)
        ]
        order = data.draw(st.permutations(sheets))
        return PersonFeedback("p", "Ratna", list(order), []).for_person()

    pages = [
        page(
            data.draw(st.permutations(names)),
            [data.draw(st.dates(date(2026, 1, 1), date(2026, 12, 31))) for _ in names],
            data.draw(st.permutations([f"id{number}" for number in range(len(names))])),
        )
        for _ in range(2)
    ]
    assert pages[0] == pages[1]
    assert all(seen.giver == "" and seen.day is None for seen in pages[0])
    assert not any(name in repr(pages[0]) for name in names)


def test_the_rater_reads_the_sheets_of_the_period(db):
    for day in ("2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"):
        give(db, PEERS[0], given_on=day)
    found = feedback_sheet.in_span(db, person_id(db), period_from_code("2026-TW3"))
    assert [str(sheet.given_on) for sheet in found] == ["2026-07-01", "2026-09-30"]


# -- after a merge


def test_foreign_values_are_shown_and_break_nothing(db):
    who = person_id(db)
    with db.act("Dari program baru", who) as act:
        act.write(Feedback, "22222222-2222-4222-8222-222222222222", employee_id=who, giver_kind="atasan_dari_atasan")
        act.write(FeedbackScore, "33333333-3333-4333-8333-333333333333", feedback_id="x", value="semangat", score="99")
        act.write(FeedbackInvitation, "44444444-4444-4444-8444-444444444444", employee_id=who, giver_kind="?")
    data = sheet_of(db)
    assert feedback_sheet.kind_label(data.sheets[0].giver_kind) == "?"
    assert data.for_person() == []
    assert [item.year for item in data.held_back()] == [1]
    assert row_of(db)["last"] is None
    form = feedback.edit_form(db, data.sheets[0].id)
    assert form.text(feedback.key(data.sheets[0].id, "given_on")) == ""
    with pytest.raises(RuleBroken, match="Pilih pemberi"):
        feedback.save(db, form)


def test_a_person_who_is_not_here(db):
    for attempt in (lambda: feedback_sheet.read(db, "x"), lambda: feedback.new_form(db, "x")):
        with pytest.raises(RuleBroken):
            attempt()


def test_what_was_carried_belongs_to_the_new_sheet(db):
    form = feedback.new_form(db, person_id(db), {"given_on": "2026-04-04", "giver_kind": "rekan"})
    assert not form.is_changed
    forms.keep(db, form, {feedback.key(NEW, "giver_name"): PEERS[0], feedback.key(NEW, "proposal"): "Map"})
    feedback.save_new(db, form)
    (sheet,) = sheet_of(db).sheets
    assert (str(sheet.given_on), sheet.giver_kind, sheet.proposal) == ("2026-04-04", "rekan", "Map")
