"""Surveys of services of the list, and indicators of satisfaction filled from them; also after renames and merges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.models.service_log import Service
from kinerja_tui.models.surveys import Survey, SurveySheet
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import settle
from kinerja_tui.services.labels import shown
from kinerja_tui.services.monitoring import figure_sources
from kinerja_tui.services.office.agenda import read_agenda
from kinerja_tui.services.public import (
    improvements,
    service_catalogue,
    survey_figures,
    survey_results,
    survey_services,
    surveys,
)
from tests.services.service_office import service
from tests.services.survey_office import key_sheet, open_survey
from tests.services.two_pcs import exchange, second_pc

TW1, YEAR = period_from_code("2026-TW1"), period_from_code("2026")
FOUR = ("433433433", "332433423", "433433432", "3324324--")
"""The four sheets of tests/rules/test_survey: 78.01 with 1/9, 77.93 with 0.111."""


def link_of(db, survey_id):
    return next(row["service_id"] for row in surveys.present(db.file) if row["key"] == survey_id)


def rename(db, service_id, name):
    with db.act("Nama lain", "ref") as act:
        act.write(Service, service_id, name=name)


def link(db, survey_id, service_id):
    form = surveys.survey_form(db, survey_id)
    form.typed[surveys.key(survey_id, "service_id")] = service_id
    surveys.save(db, form, survey_id)


def cite(db, about, code, period=TW1):
    return figure_sources.cite(db.file, f"survei:{about}:{code}", period)


def settled(db):
    return [(item.kind, item.record_id) for item in settle.to_settle(db.file)]


def test_a_survey_of_a_service_of_the_list_keeps_it_when_it_is_renamed(empty_db):
    licence = service(empty_db, "Izin usaha")
    first = open_survey(empty_db, "izin  USAHA")
    assert link_of(empty_db, first) == licence
    assert first == Survey.id_of(empty_db.office, "Izin usaha", "2026-TW1"), "the record of a program without the list"
    rename(empty_db, licence, "Perizinan mikro")
    with pytest.raises(RuleBroken, match="sudah disurvei pada periode itu sebagai izin"):
        open_survey(empty_db, "Perizinan mikro")
    later = open_survey(empty_db, "Perizinan mikro", period="2026-TW2")
    assert survey_services.newest(surveys.present(empty_db.file), licence) == later
    for survey in (first, later):
        key_sheet(empty_db, survey, "L234333333333")
    assert survey_results.standing(empty_db, later).before.id == first, "compared under both names"
    with pytest.raises(RuleBroken, match="sudah punya survei"):
        service_catalogue.take_back(empty_db, licence)


def test_the_whole_office_and_what_the_list_does_not_have(empty_db):
    whole, other = open_survey(empty_db, ""), open_survey(empty_db, "Parkir")
    assert link_of(empty_db, whole) is link_of(empty_db, other) is None
    key_sheet(empty_db, other, "L234333333333")
    source = f"survei:{survey_services.about(surveys.present(empty_db.file)[0])}:ikm"
    parking = service(empty_db, "Perparkiran")
    link(empty_db, other, parking)
    assert link_of(empty_db, other) == parking
    names = dict(survey_figures.offered(empty_db.file))
    assert names[parking] == "Parkir"
    assert surveys.WHOLE_OFFICE in names.values()
    found = figure_sources.cite(empty_db.file, source, TW1)
    assert found is not None
    both = [cite(empty_db, about, "ikm") for about in names]
    assert Decimal(75) in [item.amount for item in both], "found by the service"
    again = open_survey(empty_db, "Perparkiran", period="2026-TW2")
    with pytest.raises(RuleBroken, match="sudah disurvei pada periode itu"):
        open_survey(empty_db, "Perparkiran")
    assert again != other
    with pytest.raises(RuleBroken, match="Tidak ada layanan"):
        survey_services.find(empty_db.file, "Terbang", empty_db.office)
    with pytest.raises(RuleBroken, match="milik kantor lain"):
        survey_services.find(empty_db.file, "parkir", "99.99.99")


def test_one_linked_links_the_others_of_its_words(empty_db):
    older, later = open_survey(empty_db, "Parkir"), open_survey(empty_db, "PARKIR ", period="2026-TW2")
    for survey in (older, later):
        key_sheet(empty_db, survey, "L234333333333")
    parking = service(empty_db, "Perparkiran")
    link(empty_db, later, parking)
    assert link_of(empty_db, older) == parking
    assert survey_results.standing(empty_db, later).before.id == older
    assert cite(empty_db, parking, "ikm").count == 1
    assert link_of(empty_db, open_survey(empty_db, "")) is None


def test_a_source_chosen_before_the_link_still_gives_its_figure(empty_db):
    survey = open_survey(empty_db, "Parkir")
    key_sheet(empty_db, survey, "L234333333333")
    ((about, _),) = survey_figures.offered(empty_db.file)
    before = cite(empty_db, about, "ikm")
    link(empty_db, survey, service(empty_db, "Perparkiran"))
    assert cite(empty_db, about, "ikm") == before
    assert before.amount == 75


def test_figures_with_their_citation(empty_db):
    licence = service(empty_db, "Izin usaha")
    assert cite(empty_db, licence, "ikm").amount is None, "no survey is not a zero"
    survey = open_survey(empty_db, "Izin usaha", population="10")
    for digits in FOUR:
        key_sheet(empty_db, survey, f"P234{digits}")
    found = {code: cite(empty_db, licence, code) for code in ("ikm", "nrr_time", "persen_puas", "persen_contoh")}
    assert {code: item.amount for code, item in found.items()} == {
        "ikm": Decimal("78.01"),
        "nrr_time": Decimal("2.50"),
        "persen_puas": Decimal("50.00"),  # 83.33 and 80.56 are Baik, 75.00 twice is not
        "persen_contoh": Decimal("40.00"),
    }
    stored = found["ikm"]
    source = f"survei:{licence}:ikm"
    assert figure_sources.same(cite(empty_db, licence, "ikm"), stored.rows, "78.01")
    assert "hasilnya sama" in figure_sources.compared(empty_db.file, source, stored.rows, "78.01", TW1)
    key_sheet(empty_db, survey, "-" * 13)
    assert cite(empty_db, licence, "ikm") == stored, "an empty sheet changes neither figure nor citation"
    key_sheet(empty_db, survey, "L234444444444")
    told = figure_sources.compared(empty_db.file, source, stored.rows, "78.01", TW1)
    assert "BERBEDA" in told
    assert "dari 5 baris, waktu diisi 4 baris" in told
    assert cite(empty_db, licence, "u10") is None
    assert shown("progress", "source", source) == "survei (SKM), IKM"
    assert shown("progress", "source", f"layanan:{licence}:median_hari") == "catatan layanan, median hari kerja"
    assert shown("indicator", "source", "baru:x:y") == "baru:x:y"


def test_one_answer_corrected_is_another_citation_though_the_figure_stays(empty_db):
    survey = open_survey(empty_db, "")
    for digits in ("433333333", "343333333"):
        key_sheet(empty_db, survey, f"P234{digits}")
    ((about, _),) = survey_figures.offered(empty_db.file)
    before = cite(empty_db, about, "ikm")
    with empty_db.act("Dua jawaban tertukar") as act:
        act.write(SurveySheet, SurveySheet.id_of(survey, 1), requirements="3", procedure="4")
        act.write(SurveySheet, SurveySheet.id_of(survey, 2), requirements="4", procedure="3")
    after = cite(empty_db, about, "ikm")
    assert (after.amount, after.count) == (before.amount, before.count)
    assert after.digest != before.digest
    told = figure_sources.compared(empty_db.file, f"survei:{about}:ikm", before.rows, str(before.amount), TW1)
    assert "isi barisnya berubah, angkanya tetap 77,78" in told


def test_a_year_is_its_own_survey_or_the_sum_of_its_quarters(empty_db):
    for period, answer in (("2026-TW1", "2"), ("2026-TW2", "4")):
        key_sheet(empty_db, open_survey(empty_db, "", period=period), f"L234{answer * 9}")
    ((about, _),) = survey_figures.offered(empty_db.file)
    assert cite(empty_db, about, "ikm", YEAR).amount == 75
    assert cite(empty_db, about, "ikm", period_from_code("2026-TW3")).amount is None
    key_sheet(empty_db, open_survey(empty_db, "", period="2026"), "L234444444444")
    assert (cite(empty_db, about, "ikm", YEAR).amount, cite(empty_db, about, "ikm", YEAR).count) == (100, 1)


def test_linked_on_one_pc_and_opened_again_on_another_is_one_record(empty_db, tmp_path):
    """A PC without the list opens the survey; the other, with the list, opens the same: one record, linked."""
    other = second_pc(empty_db, tmp_path / "lain")
    licence = service(empty_db, "Izin usaha")
    here, there = open_survey(empty_db, "Izin usaha"), open_survey(other, "IZIN USAHA")
    assert here == there
    key_sheet(empty_db, here, "L234333333333", number=1)
    key_sheet(other, here, "L234444444444", number=2)
    exchange(empty_db, other)
    for db in (empty_db, other):
        assert link_of(db, here) == licence
        assert survey_results.standing(db, here).results.sheets == 2
    assert survey_figures.evidence(empty_db.file, licence, TW1) == survey_figures.evidence(other.file, licence, TW1)


def test_two_surveys_of_a_renamed_service_after_a_merge_are_listed(empty_db, tmp_path):
    licence = service(empty_db, "Izin usaha")
    other = second_pc(empty_db, tmp_path / "lain")
    old = open_survey(empty_db, "Izin usaha")
    rename(other, licence, "Perizinan mikro")
    new = open_survey(other, "Perizinan mikro")
    exchange(empty_db, other)
    for db in (empty_db, other):
        assert settled(db) == [("survey", max(old, new))]
    key_sheet(empty_db, old, "L234333333333")
    key_sheet(empty_db, new, "L234444444444")
    assert cite(empty_db, licence, "ikm").count == 2, "both are counted until a person joins them"


def test_the_first_screen_tells_of_low_elements_nobody_took_up(empty_db):
    db = empty_db

    def waits():
        found = read_agenda(db.file, db.today()).surveys
        return found.low, found.overdue

    assert waits() == (0, 0)
    older = open_survey(db, "Izin usaha")
    key_sheet(db, older, "L234111111111")
    assert waits() == (9, 0)
    later = open_survey(db, "izin usaha", period="2026-TW2")
    key_sheet(db, later, "L23444244444-")
    assert waits() == (1, 0), "only the newest of a service; an element left blank is not low"
    assert [item.key for item in survey_results.standing(db, later).results.low] == ["time"]
    form = improvements.form_of(db, later, "time")
    values = {"what": "Loket cepat", "due": "2026-11-19"}
    form.typed.update({improvements.key(later, "time", column): text for column, text in values.items()})
    improvements.save(db, form, later, "time")
    assert waits() == (0, 1)
    with db.act("Dari program lain") as act:
        act.write(Survey, "00000000-odd1", office=db.office, period="2099-X", rules="baru", service="[/]")
        act.write(Survey, "00000000-odd2", office="99.99.99", period="2026", service="")
        act.write(SurveySheet, "00000000-odd3", survey_id="00000000-odd2", time="1")
    assert waits() == (0, 1), "not of another office, nor of a period nobody knows"
