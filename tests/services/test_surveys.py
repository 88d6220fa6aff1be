"""Surveys: sheets keyed once and twice, the same sheet twice, results, improvement; also after a merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja_tui.models.surveys import Improvement, Survey, SurveySecond, SurveySheet
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import settle
from kinerja_tui.services.public import improvements, survey_results, survey_sheets, surveys
from kinerja_tui.services.staff.employees import NEW
from tests.services.survey_office import key_sheet, open_survey
from tests.services.two_pcs import exchange, second_pc

GOOD = "L234333343334"


def answers(db, survey_id, number):
    with db.reading() as session:
        found = session.get(SurveySheet, SurveySheet.id_of(survey_id, number))
        return survey_sheets.answers_text(found.model_dump())


def test_an_office_worked_out_by_hand(empty_db):
    """The four sheets of tests/rules/test_survey: 78.01 B with 1/9, 77.93 B with 0.111."""
    for weighting, ikm in (("1/9", "78.01"), ("0.111", "77.93")):
        survey = open_survey(empty_db, weighting, weighting=weighting, population="100")
        for digits in ("433433433", "332433423", "433433432", "3324324--"):
            key_sheet(empty_db, survey, f"P234{digits}")
        found = survey_results.standing(empty_db, survey)
        assert (found.results.ikm, found.results.mutu.letter) == (Decimal(ikm), "B")
        assert (found.results.complete, found.results.incomplete) == (3, 1)
        assert found.sample == "contoh perlu 80 lembar, terisi 4: kurang 76"
        assert found.method.startswith("bobot 1/9 persis" if weighting == "1/9" else "bobot 0,111")
        assert ("Jenis kelamin", "Perempuan", 4) in survey_results.group_rows(found)
    assert verify(empty_db).sound


def test_the_number_runs_on_and_the_same_sheet_twice_is_told(empty_db):
    survey = open_survey(empty_db)
    assert key_sheet(empty_db, survey, GOOD) == 1
    assert key_sheet(empty_db, survey, GOOD, number=7) == 7
    assert survey_sheets.next_number(empty_db.file, survey) == 8
    with pytest.raises(RuleBroken, match="Lembar 7 sudah diketik sebelumnya"):
        key_sheet(empty_db, survey, GOOD, number=7)
    for bad in (0, 100_000):
        with pytest.raises(RuleBroken, match="Nomor lembar 1 sampai 99999"):
            key_sheet(empty_db, survey, GOOD, number=bad)
    with pytest.raises(RuleBroken, match="tidak ada pilihan 5"):
        key_sheet(empty_db, survey, "L234333343335")
    assert survey_sheets.count(empty_db.file, survey) == 2


def test_a_sheet_taken_back_is_keyed_again_with_nothing_left_of_the_first(empty_db):
    survey = open_survey(empty_db)
    key_sheet(empty_db, survey, "L234444444444")
    key_sheet(empty_db, survey, "L234444444444", second=True)
    survey_sheets.take_back(empty_db, SurveySheet.id_of(survey, 1))
    assert survey_results.standing(empty_db, survey).results.sheets == 0
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        survey_sheets.take_back(empty_db, SurveySheet.id_of(survey, 1))
    key_sheet(empty_db, survey, "----3--------")
    assert answers(empty_db, survey, 1) == "3........"
    assert survey_sheets.count(empty_db.file, survey, second=True) == 0


def test_an_empty_sheet_is_kept_and_changes_nothing_else(empty_db):
    survey = open_survey(empty_db)
    key_sheet(empty_db, survey, GOOD)
    before = survey_results.standing(empty_db, survey).results
    key_sheet(empty_db, survey, "-" * 13)
    after = survey_results.standing(empty_db, survey)
    assert after.results == replace(before, empty=1)
    assert ("Umur", "tidak diisi", 1) in survey_results.group_rows(after)


def test_the_second_entry_and_its_differences_chosen_one_by_one(empty_db):
    survey = open_survey(empty_db)
    with pytest.raises(RuleBroken, match="Belum ada lembar"):
        survey_sheets.entry_form(empty_db, survey, second=True)
    for digits in ("L234333333333", "P234444444444", "P23444444444-"):
        key_sheet(empty_db, survey, digits)
    form = survey_sheets.entry_form(empty_db, survey, second=True)
    assert list(form.stored.values()) == ["1"], "blind: nothing but the number"
    with pytest.raises(RuleBroken, match="Lembar 9 belum diketik untuk pertama kali"):
        key_sheet(empty_db, survey, GOOD, number=9, second=True)
    for digits in ("L234333333333", "L234444444434", "P234444444444"):
        key_sheet(empty_db, survey, digits, second=True)
    with pytest.raises(RuleBroken, match="Semua lembar sudah diketik dua kali"):
        survey_sheets.entry_form(empty_db, survey, second=True)
    found = survey_sheets.differences(empty_db.file, survey)
    assert [(item.number, item.column, item.first, item.second) for item in found] == [
        (2, "sex", "P", "L"), (2, "complaints", "4", "3"), (3, "facilities", "", "4"),
    ]  # fmt: skip
    states = [row["state"] for row in survey_sheets.listing(empty_db.file, survey).rows(0, 9)]
    assert states == ["dua_kali", "beda", "beda"]
    assert survey_results.standing(empty_db, survey).open_differences == 2
    survey_sheets.choose(empty_db, survey, 2, "sex", "L")
    survey_sheets.choose(empty_db, survey, 2, "complaints", "2")
    survey_sheets.choose(empty_db, survey, 3, "facilities", "")
    assert not survey_sheets.differences(empty_db.file, survey)
    assert answers(empty_db, survey, 2) == "444444424"
    with pytest.raises(RuleBroken, match="tidak ada pilihan 9"):
        survey_sheets.choose(empty_db, survey, 2, "time", "9")


def test_a_survey_is_one_for_its_service_and_period(empty_db):
    survey = open_survey(empty_db, "Perekaman KTP-el")
    with pytest.raises(RuleBroken, match="sudah ada di daftar"):
        open_survey(empty_db, "perekaman  ktp-el")
    for bad in ("0", "-3", "12,5", "banyak", "99999999"):
        with pytest.raises(RuleBroken, match="bilangan bulat"):
            open_survey(empty_db, "Lain", population=bad)
    surveys.take_back(empty_db, survey)
    assert open_survey(empty_db, "Perekaman KTP-el", population="1000") == survey
    assert survey_results.standing(empty_db, survey).needed == 278
    key_sheet(empty_db, survey, GOOD)
    with pytest.raises(RuleBroken, match="sudah berisi 1 lembar"):
        surveys.take_back(empty_db, survey)
    form = surveys.survey_form(empty_db, survey)
    form.typed[surveys.key(survey, "weighting")] = "0.111"
    surveys.save(empty_db, form, survey)
    assert survey_results.standing(empty_db, survey).method.startswith("bobot 0,111")


def test_before_and_after(empty_db):
    first, other = open_survey(empty_db, period="2026-TW1"), open_survey(empty_db, "Lain", period="2026-TW2")
    later = open_survey(empty_db, "legalisasi", period="2026-TW3")
    for _ in range(3):
        key_sheet(empty_db, first, "L234333333333")
        key_sheet(empty_db, later, "L234444444443")
    found = survey_results.standing(empty_db, later)
    assert (found.before.id, found.change.before, found.change.after) == (first, Decimal("75.00"), Decimal("97.22"))
    assert found.change.doubts == ("hanya 3 lembar terisi, kurang dari 30",)
    assert survey_results.standing(empty_db, other).change is None
    assert [row["key"] for row in survey_results.listing(empty_db.file).found] == [later, other, first]


def test_a_low_element_and_its_improvement(empty_db):
    survey = open_survey(empty_db)
    key_sheet(empty_db, survey, "L234442444444")
    (low,) = survey_results.standing(empty_db, survey).results.low
    assert low.key == "time"

    def typed(**texts):
        form = improvements.form_of(empty_db, survey, "time")
        form.typed.update({improvements.key(survey, "time", column): text for column, text in texts.items()})
        improvements.save(empty_db, form, survey, "time")

    with pytest.raises(RuleBroken, match="apa yang diperbaiki"):
        typed(due="2026-12-01")
    with pytest.raises(RuleBroken, match="paling lambat kapan"):
        typed(what="Loket cepat")
    with pytest.raises(RuleBroken, match="belum tiba"):
        typed(what="Loket cepat", due="2026-12-01", done_on="2027-01-01")
    with pytest.raises(RuleBroken, match="Tulis hasilnya"):
        typed(what="Loket cepat", due="2026-12-01", done_on="2026-11-01")
    typed(what="Loket cepat", due="2026-12-01", who="Seksi Pelayanan")
    assert improvements.of_survey(empty_db.file, survey)["time"]["who"] == "Seksi Pelayanan"
    improvements.take_back(empty_db, survey, "time")
    with pytest.raises(RuleBroken, match="belum punya butir"):
        improvements.take_back(empty_db, survey, "time")


# -- two PCs


def test_the_same_sheet_keyed_on_two_pcs_waits_for_a_person(empty_db, tmp_path):
    survey = open_survey(empty_db)
    other = second_pc(empty_db, tmp_path / "lain")
    key_sheet(empty_db, survey, "L234333333333")
    key_sheet(other, survey, "L234333333334")
    key_sheet(other, survey, "L234444444444")
    exchange(empty_db, other)
    for db in (empty_db, other):
        assert survey_sheets.count(db.file, survey) == 2
        (conflict,) = db.file.rows("SELECT table_name, field FROM conflict")
        assert conflict == ("survey_sheet", "facilities")
        assert any("Sarana dan Prasarana" in str(item) for item in settle.to_settle(db.file))
    assert answers(empty_db, survey, 1) == answers(other, survey, 1)


def test_sheets_outlive_their_survey_taken_back_elsewhere(empty_db, tmp_path):
    survey = open_survey(empty_db)
    other = second_pc(empty_db, tmp_path / "lain")
    surveys.take_back(empty_db, survey)
    key_sheet(other, survey, GOOD)
    exchange(empty_db, other)
    for db in (empty_db, other):
        assert [row["key"] for row in survey_results.listing(db.file).found] == [survey]
        assert survey_results.standing(db, survey).results.sheets == 1


def test_foreign_records_break_no_list(empty_db):
    survey, *others = (f"{number:08d}-0000" for number in range(6))
    with empty_db.act("x") as act:
        values = {"office": "99", "service": "[/x]", "period": "2099-X", "population": -4, "weighting": "?"}
        act.write(Survey, survey, rules="baru", **values)
        odd = {"sex": "X", "time": "7", "cost": "3", "age": "[b]"}
        act.write(SurveySheet, others[0], survey_id=survey, number=-1, **odd)
        act.write(SurveySheet, others[1], survey_id=survey, number=-1, **odd)
        act.write(SurveySecond, others[2], survey_id=survey, number=5)
        act.write(SurveySheet, others[3], survey_id="nowhere", number=5)
        act.write(Improvement, others[4], survey_id=survey, element="u10", what="[/]")
    (row,) = survey_results.listing(empty_db.file).found
    assert row["results"].ikm is None
    found = survey_results.standing(empty_db, survey)
    assert found.needed is None
    assert ("Jenis kelamin", "kode lain", 2) in survey_results.group_rows(found)
    assert len(survey_sheets.listing(empty_db.file, survey).rows(0, 9)) == 2
    assert "u10" in improvements.of_survey(empty_db.file, survey)
    with pytest.raises(RuleBroken, match="tidak ada lagi"):
        survey_results.standing(empty_db, "nowhere")


def test_history_tells_what_was_done(empty_db):
    survey = open_survey(empty_db)
    key_sheet(empty_db, survey, GOOD)
    acts = [row[0] for row in empty_db.file.rows("SELECT act FROM journal ORDER BY seq DESC LIMIT 2")]
    assert acts == ["Lembar survei 1 diketik", "Survei Legalisasi, Triwulan I 2026"]
    assert surveys.read(empty_db, survey).rules == "permenpanrb-14-2017"
    assert date(2026, 11, 20).isoformat() in str(survey_sheets.listing(empty_db.file, survey).rows(0, 1))
    assert NEW not in str(empty_db.file.rows("SELECT id FROM survey_sheet"))


def test_the_survey_before_is_the_last_that_had_ended(empty_db):
    """F5 on a new survey: people served and weight of the same service, never of another or of a later one."""
    open_survey(empty_db, period="2025", population="900", weighting="0.111")
    open_survey(empty_db, period="2026-TW1", population="1200")
    open_survey(empty_db, "Lain", period="2026-TW2", population="7")
    open_survey(empty_db, period="2026-TW3", population="50")

    def before(service: str, period: str) -> int | None:
        found = surveys.before(empty_db.file, empty_db.office, service, period)
        return found["population"] if found else None

    assert before("legalisasi ", "2026-TW2") == before("Legalisasi", "2026-TW3") == 1200
    assert before("Legalisasi", "2026-TW1") == 900
    assert before("Legalisasi", "2026") == 900, "a year does not follow its own quarters"
    assert [before("Legalisasi", period) for period in ("2025", "2024", "?", "")] == [None] * 4
    assert before("", "2026-TW2") is None
