"""The service log: keyed, checked, counted; realisasi filled from it and redone; and what two PCs make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja_tui.models.local import JournalEntry
from kinerja_tui.models.offices import Office
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.records import new_id
from kinerja_tui.models.service_log import Service, ServiceRequest
from kinerja_tui.rules.periods import PeriodKind, period_from_code, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.service_log import Measure, RequestState
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.monitoring import figure_sources, progress
from kinerja_tui.services.office import agenda, holidays
from kinerja_tui.services.public import service_catalogue, service_figures, service_requests
from kinerja_tui.services.staff.employees import NEW
from tests.services.service_office import change, request, service
from tests.services.test_progress import open_silent
from tests.services.two_pcs import exchange, second_pc

YEAR, TODAY = 2026, date(2026, 11, 20)
PERIOD = "2026-TW3"


def keys(db, text="", state=""):
    return list(service_requests.listing(db.file, YEAR, TODAY, text, state).keys)


def value(db, service_id, measure, code=PERIOD):
    return service_figures.evidence(db.file, service_id, period_from_code(code)).figures.value(measure)


def settled(db):
    return [(item.kind, item.record_id) for item in settle.to_settle(db.file)]


def test_a_log_from_the_first_service_to_the_figures(empty_db):
    db = empty_db
    licence = service(db, "Izin usaha", "3", "Perda contoh")
    free = service(db, "Konsultasi", "")
    slow = request(db, licence, "2026-08-03", "2026-08-10", number="1/IU")
    fast = request(db, licence, "2026-08-04", "2026-08-04", number="2/IU", returns="1")
    waits = request(db, licence, "2026-11-12", number="3/IU", note="Menunggu [/] camat")
    fresh = request(db, free, "2026-11-02", number="4/K")
    assert keys(db) == [fresh, waits, slow, fast]
    assert keys(db, state=RequestState.LATE) == [waits]
    assert keys(db, state=RequestState.RUNNING) == [fresh]
    assert keys(db, state=RequestState.FINISHED) == [slow, fast]
    assert keys(db, "izin menunggu") == [waits]
    assert agenda.read_agenda(db.file, TODAY).late_requests == 1
    assert (value(db, licence, Measure.MEDIAN), value(db, licence, Measure.ON_TIME)) == (Decimal("2.5"), Decimal(50))
    assert value(db, licence, Measure.FLAWLESS) == Decimal(50)
    assert value(db, free, Measure.MEDIAN) is None
    # a holiday stops the clock: 3 to 10 August is four working days, and Thursday 12 to Friday 20 November three
    holidays.add(db, date(2026, 8, 6), "Libur contoh")
    for day in (13, 16, 17):
        holidays.add(db, date(2026, 11, day), "Libur contoh")
    assert value(db, licence, Measure.MEDIAN) == 2
    assert keys(db, state=RequestState.LATE) == []
    (item, other) = service_figures.of_services(db.file, period_from_code(PERIOD), TODAY)
    assert (item.name, item.running, item.late, item.figures.decided) == ("Izin usaha", 1, 0, 2)
    assert (other.name, other.running, other.figures.decided) == ("Konsultasi", 1, 0)
    months = service_figures.trend(db.file, licence, YEAR, PeriodKind.MONTH)
    assert [period.start.month for period, figures in months if figures.decided] == [8]
    quarters = service_figures.trend(db.file, licence, YEAR, PeriodKind.QUARTER)
    assert [figures.decided for _, figures in quarters] == [0, 0, 2, 0]
    with db.reading() as session:
        assert session.get_one(ServiceRequest, slow).office == db.office
        entries = session.exec(select(JournalEntry)).all()
        assert {entry.sub for entry in entries if entry.act.startswith("Permohonan ")} == {Office.id_of(db.office)}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"received_on": "2026-11-21"}, "belum tiba"),
        ({"finished_on": "2026-11-21", "result": "selesai"}, "belum tiba"),
        ({"finished_on": "2026-10-01", "result": "selesai"}, "lebih awal daripada tanggal diterima"),
        ({"finished_on": "2026-11-10"}, "Hasilnya belum diisi"),
        ({"result": "ditolak"}, "Tanggal selesai belum diisi"),
        ({"service_id": ""}, "Layanan belum dipilih"),
        ({"service_id": "tidak-ada"}, "tidak ada lagi di daftar"),
        ({"received_on": ""}, "Tanggal diterima belum diisi"),
        ({"returns": "100"}, "paling banyak 99"),
        ({"finished_on": "2026-11-10", "result": "versi_baru"}, "Pilih hasilnya"),
    ],
)
def test_what_cannot_be_is_told_and_kept_as_a_draft(empty_db, texts, told):
    db = empty_db
    values = {"service_id": service(db), "received_on": "2026-11-09", "finished_on": "", "result": ""} | texts
    form = service_requests.request_form(db)
    forms.keep(db, form, {service_requests.key(NEW, column): text for column, text in values.items()})
    with pytest.raises(RuleBroken, match=told):
        service_requests.save(db, form, NEW)
    assert service_requests.request_form(db).text(service_requests.key(NEW, "received_on")) == values["received_on"]
    assert keys(db) == []


def test_a_number_used_twice_is_asked_about_and_allowed(empty_db):
    db = empty_db
    licence = service(db)
    first = request(db, licence, "2026-11-09", number="7")
    assert "Izin usaha, diterima 09-11-2026" in service_requests.used_before(db.file, " 7 ", NEW, db.office)
    assert service_requests.used_before(db.file, "7", first, db.office) == ""
    assert service_requests.used_before(db.file, "7", NEW, "35.78.28") == ""
    request(db, licence, "2026-11-10", number="7")
    assert len(keys(db, "7")) == 2
    service_requests.take_back(db, first)
    assert len(keys(db)) == 1
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        service_requests.take_back(db, first)


def test_services_have_one_name_each_and_keep_their_log(empty_db):
    db = empty_db
    licence = service(db, "Izin usaha", "3")
    with pytest.raises(RuleBroken, match="sudah ada"):
        service(db, "  izin USAHA ")
    forms.discard(db, service_catalogue.service_form(db))
    with pytest.raises(RuleBroken, match="belum diisi"):
        service(db, "")
    forms.discard(db, service_catalogue.service_form(db))
    made = request(db, licence, "2026-11-02", "2026-11-09")
    with pytest.raises(RuleBroken, match="sudah punya permohonan"):
        service_catalogue.take_back(db, licence)
    # a shorter limit judges only what is keyed after it
    form = service_catalogue.service_form(db, licence)
    forms.keep(db, form, {service_catalogue.key(licence, "max_days"): "9"})
    service_catalogue.save(db, form, licence)
    assert value(db, licence, Measure.ON_TIME, "2026-TW4") == 0
    request(db, licence, "2026-11-02", "2026-11-09")
    assert value(db, licence, Measure.ON_TIME, "2026-TW4") == 50
    service_catalogue.set_active(db, licence, active=False)
    assert service_catalogue.offered(db.file) == []
    with pytest.raises(RuleBroken, match="Belum ada layanan"):
        service_catalogue.find(db.file, "izin")
    assert service_catalogue.name_of(db.file, licence) == "Izin usaha"
    change(db, made, note="Tetap dapat diperbaiki")
    other = service(db, "Izin usaha besar", "5")
    service_catalogue.set_active(db, licence, active=True)
    assert service_catalogue.find(db.file, "izin usaha") == licence
    assert service_catalogue.find(db.file, "besar") == other
    with pytest.raises(RuleBroken, match="cocok dengan 2"):
        service_catalogue.find(db.file, "izin")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.dates(date(2026, 6, 20), date(2026, 10, 10)), st.integers(0, 12), st.booleans()), max_size=8),
    st.frozensets(st.dates(date(2026, 6, 20), date(2026, 10, 20)), max_size=6),
)
def test_figures_from_the_database_are_figures_from_the_rows(empty_db, rows, free):
    """Whatever was keyed in whatever order, a quarter counts what ended in it, against counting here."""
    db = empty_db
    service_id = new_id()
    span = period_from_code(PERIOD)
    wanted = []
    with db.act("Log", Office.id_of(db.office)) as act:
        act.write(Service, service_id, office=db.office, name="Izin", max_days=3)
        for received, took, refused in rows:
            finished = received.fromordinal(received.toordinal() + took)
            result = "ditolak" if refused else "selesai"
            act.write(ServiceRequest, new_id(), service_id=service_id, result=result,
                      received_on=received, finished_on=finished, max_days=3)  # fmt: skip
            if finished in span:
                days = [received.fromordinal(day) for day in range(received.toordinal() + 1, finished.toordinal() + 1)]
                wanted.append(sum(day.weekday() < 5 and day not in free for day in days))
    found = service_figures.evidence(db.file, service_id, span, free)
    assert (found.count, found.figures.decided) == (len(wanted), len(wanted))
    assert found.figures.on_time == sum(days <= 3 for days in wanted)
    assert (found.figures.median is None) == (not wanted)


# -- realisasi filled from the log


def fill(db, form, plan, indicator, source):
    now = figure_sources.cite(db.file, source, period_from_code(PERIOD))
    texts = {"amount": format(now.amount, "f"), "source": source, "source_rows": now.rows}
    keyed = {progress.progress_key(indicator.id, PERIOD, column): text for column, text in texts.items()}
    forms.keep(db, form, keyed)
    progress.save(db, form, plan, PERIOD)


def stored(db, indicator):
    with db.reading() as session:
        found = session.get_one(Progress, Progress.id_of(indicator.id, PERIOD))
        return found.source, found.source_rows, format(found.amount, "f")


def test_what_is_filled_can_be_redone_and_a_difference_is_shown(db):
    licence = service(db, "Izin uji", "3")
    request(db, licence, "2026-08-03", "2026-08-05")
    last = request(db, licence, "2026-08-03", "2026-08-06")
    form, plan, (indicator, *_) = open_silent(db)
    source = f"layanan:{licence}:{Measure.MEDIAN}"
    assert source in dict(figure_sources.choices(db.file))
    figure_sources.choose(db, indicator.id, source)
    with db.reading() as session:
        kept = session.get_one(Indicator, indicator.id)
        assert (kept.source, kept.target_key()) == (source, indicator.target_key())
    fill(db, form, plan, indicator, source)
    span = period_from_code(PERIOD)
    assert stored(db, indicator)[0] == source
    assert stored(db, indicator)[1].startswith("2:")
    assert stored(db, indicator)[2] == "2.5"
    assert "2 baris; dihitung ulang hasilnya sama" in figure_sources.compared(db.file, *stored(db, indicator), span)
    assert figure_sources.differing(db.file) == []
    # a row that changes nothing in the figure, one that does, and a holiday
    change(db, last, returns="1")
    assert "isi barisnya berubah, angkanya tetap 2,5" in figure_sources.compared(db.file, *stored(db, indicator), span)
    assert figure_sources.differing(db.file) == []
    request(db, licence, "2026-08-03", "2026-08-14")
    text = figure_sources.compared(db.file, *stored(db, indicator), span)
    assert "Izin uji, median hari kerja, Triwulan III 2026: BERBEDA. Sekarang 3 dari 3 baris" in text
    ((_, _, _, record),) = figure_sources.differing(db.file)
    assert ("figure", record) in settled(db)
    form, plan, _ = open_silent(db)
    fill(db, form, plan, indicator, source)
    assert figure_sources.differing(db.file) == []
    for record_id in keys(db, "", RequestState.FINISHED):
        if service_requests.request_form(db, record_id).text(service_requests.key(record_id, "service_id")) == licence:
            service_requests.take_back(db, record_id)
    assert "Sekarang belum ada data" in figure_sources.compared(db.file, *stored(db, indicator), span)


def test_a_source_nobody_knows_says_so_and_by_hand_says_nothing(db):
    span = year_span(YEAR)
    licence = service(db, "Izin uji")
    assert figure_sources.compared(db.file, "", "", "3", span) == ""
    for source in ("kuesioner:x:ikm", f"layanan:{licence}:versi_baru", "layanan", "layanan::median_hari", ":::"):
        assert figure_sources.cite(db.file, source, span) is None
        assert "belum dikenal" in figure_sources.compared(db.file, source, "1:x", "3", span)
    gone = figure_sources.cite(db.file, "layanan:tidak-ada:median_hari", span)
    assert (gone.amount, gone.count) == (None, 0)
    assert service_catalogue.UNKNOWN in gone.named


# -- two PCs


def test_what_two_pcs_break_is_listed_and_can_be_mended(empty_db, tmp_path):
    one = empty_db
    licence = service(one, "Izin usaha")
    made = request(one, licence, "2026-11-02", number="1")
    other = second_pc(one, tmp_path / "pc2")
    change(one, made, received_on="2026-11-12")
    change(other, made, finished_on="2026-11-05", result="selesai")
    orphan_of = service(other, "Izin lain")
    service(one, "Konsultasi")
    service(other, "konsultasi ")
    exchange(one, other)
    service_catalogue.take_back(one, orphan_of)
    orphan = request(other, orphan_of, "2026-11-10", number="2")
    exchange(one, other)
    for db in (one, other):
        found = settled(db)
        assert ("request", made) in found
        assert ("request", orphan) in found
        assert [kind for kind, _ in found].count("service") == 1
        listing = service_requests.listing(db.file, YEAR, TODAY)
        assert {row["key"] for row in listing.rows(0, 99)} == {made, orphan}
        form = service_requests.request_form(db, orphan)
        assert form.text(service_requests.key(orphan, "number")) == "2"
        assert service_figures.of_services(db.file, year_span(YEAR), TODAY)
    change(one, made, received_on="2026-11-03")
    change(one, orphan, service_id=licence)
    assert {kind for kind, _ in settled(one)} == {"service"}
    other.file.close()


def test_the_practice_office_of_permits_has_late_ones_and_the_others_none(db, workplace):
    assert agenda.read_agenda(db.file, TODAY).late_requests == 0
    assert len(keys(db)) == 24
    busy = workplace("bukit_intan", "sibuk").file
    assert agenda.read_agenda(busy, TODAY).late_requests > 2
    assert len(service_requests.listing(busy, YEAR, TODAY)) > 300
    assert settle.to_settle(busy) == []
    for item in service_figures.of_services(busy, year_span(YEAR), TODAY):
        assert item.figures.decided > 20
