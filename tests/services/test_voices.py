"""The voice of the public: keyed, owned, answered, counted, cited by realisasi; and what two PCs make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja_tui.models.employees import Employee
from kinerja_tui.models.local import JournalEntry
from kinerja_tui.models.offices import Office
from kinerja_tui.models.records import natural_id, new_id
from kinerja_tui.models.voices import Voice
from kinerja_tui.rules.periods import PeriodKind, period_from_code, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.voice_handling import Standing, standing_of
from kinerja_tui.rules.voice_measures import VoiceMeasure
from kinerja_tui.screens.development.personal_texts import lines_of
from kinerja_tui.services.development import personal_sheet
from kinerja_tui.services.forms import forms
from kinerja_tui.services.handover import settle
from kinerja_tui.services.labels import shown
from kinerja_tui.services.monitoring import figure_sources
from kinerja_tui.services.office import agenda, holidays
from kinerja_tui.services.public import service_catalogue, voice_figures, voice_list, voices
from kinerja_tui.services.staff.employees import NEW
from tests.services.service_office import request, service
from tests.services.test_progress import PERIOD, SILENT, open_silent, row_of
from tests.services.test_service_log import fill, stored
from tests.services.two_pcs import exchange, second_pc
from tests.services.voice_office import change, person, said

YEAR, TODAY = 2026, date(2026, 11, 20)
SPAN = period_from_code(PERIOD)


def keys(db, text="", state=""):
    return list(voice_list.listing(db.file, YEAR, TODAY, text, state).keys)


def waiting(db):
    found = agenda.read_agenda(db.file, TODAY)
    return found.overdue_voices, found.new_voices


def settled(db):
    return [item.text.partition(":")[0] for item in settle.to_settle(db.file) if item.kind == "voice"]


def test_from_what_was_said_to_the_answer(empty_db):
    db = empty_db
    owner, licence = person(db), service(db, "Izin usaha")
    late = said(db, "Berkas [/] hilang", "2026-10-01", owner_id=owner, due="2026-10-08", service_id=licence)
    new = said(db, "Mohon nomor antrean", kind="masukan")
    praise = said(db, "Petugas ramah", kind="pujian")
    running = said(db, "Loket tutup", owner_id=owner, due="2026-11-23", channel="daring")
    refused = said(db, "Lampu padam", no_action="Diteruskan ke dinas")
    assert keys(db) == [late, new, running, *sorted([praise, refused])]  # the same day
    counted = voice_list.counts(db.file, YEAR, TODAY)
    assert counted == {**dict.fromkeys(map(str, Standing), 1), "selesai": 0}
    assert all(len(keys(db, state=state)) == count for state, count in counted.items())
    assert waiting(db) == (1, 1)
    for text in ("hilang [/", "izin berkas", "sari keluhan izin", "BERKAS"):
        assert keys(db, text) == [late]
    assert set(keys(db, "daring")) == {running}
    # answered: no longer late, and the history tells what happened in the name of the office
    change(db, late, action="Berkas ditemukan", done_on="2026-10-12")
    change(db, new, owner_id=owner)
    assert waiting(db) == (0, 0)
    assert keys(db)[0] in {running, new}
    with db.reading() as session:
        assert session.get_one(Voice, late).office == db.office
        entries = session.exec(select(JournalEntry)).all()
    told = [(entry.act, entry.sub) for entry in entries if "masyarakat" in entry.act]
    assert {subject for _, subject in told} == {Office.id_of(db.office)}
    assert [title for title, _ in told if "[/]" in title] == [
        "Keluhan masyarakat “Berkas [/] hilang”: ditindaklanjuti",
        "Keluhan masyarakat “Berkas [/] hilang”: selesai",
    ]
    # corrected, taken back, and not twice
    change(db, late, kind="kritik", done_on="", action="")
    assert keys(db)[0] == late
    voices.take_back(db, late)
    assert late not in keys(db)
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        voices.take_back(db, late)
    with pytest.raises(RuleBroken, match="sudah ditarik"):
        voices.voice_form(db, late)
    with pytest.raises(RuleBroken, match="sudah punya suara masyarakat"):
        service_catalogue.take_back(db, licence) if said(db, "Lama", service_id=licence) else None


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"kind": ""}, "Pilih jenisnya"),
        ({"kind": "usul"}, "Pilih jenisnya"),
        ({"channel": ""}, "Pilih lewat apa"),
        ({"received_on": ""}, "Tanggal diterima belum diisi"),
        ({"received_on": "2026-11-21"}, "belum tiba"),
        ({"text": "  "}, "Tulis isi suaranya"),
        ({"due": "2026-11-08"}, "lebih awal daripada tanggal diterima"),
        ({"done_on": "2026-11-08", "action": "x"}, "lebih awal daripada tanggal diterima"),
        ({"done_on": "2026-11-21", "action": "x"}, "belum tiba"),
        ({"done_on": "2026-11-10"}, "Tulis yang dilakukan"),
        ({"done_on": "2026-11-10", "action": "x", "no_action": "y"}, "Pilih salah satu"),
        ({"service_id": "tidak-ada"}, "tidak ada lagi di daftar"),
        ({"owner_id": "tidak-ada"}, "pegawai kantor ini"),
    ],
)
def test_what_cannot_be_is_told_and_kept_as_a_draft(empty_db, texts, told):
    db = empty_db
    values = {"kind": "keluhan", "channel": "loket", "received_on": "2026-11-09", "text": "Antrean lama"} | texts
    form = voices.voice_form(db)
    forms.keep(db, form, {voices.key(NEW, column): text for column, text in values.items()})
    with pytest.raises(RuleBroken, match=told):
        voices.save(db, form, NEW)
    assert voices.voice_form(db).text(voices.key(NEW, "text")) == values["text"]
    assert keys(db) == []


def test_who_acts_is_of_this_office_and_in_service(empty_db):
    db = empty_db
    here, elsewhere, gone = person(db, "Sari"), person(db, "Dewi", "35.78.28"), person(db, "Rudi")
    with db.act("Berhenti", gone) as act:
        act.write(Employee, gone, end_date=date(2026, 6, 30), end_reason="pensiun")
    for other in (elsewhere, gone):
        with pytest.raises(RuleBroken, match="bukan lagi"):
            said(db, owner_id=other)
        forms.discard(db, voices.voice_form(db))
    assert voices.owner_choices(db.file, db.office) == [(here, "Sari, tanpa jabatan")]
    assert voices.find_owner(db.file, db.office, "sar") == here
    with pytest.raises(RuleBroken, match="Tidak ada pegawai kantor ini"):
        voices.find_owner(db.file, db.office, "dewi")
    with pytest.raises(RuleBroken, match="Belum ada pegawai"):
        voices.find_owner(db.file, "14.72.06", "dewi")
    twin = person(db, "Sari Dewanti")
    with pytest.raises(RuleBroken, match="Ada 2 pegawai"):
        voices.find_owner(db.file, db.office, "sar")
    assert voices.find_owner(db.file, db.office, "Sari") == here
    # an owner who left since stays on what is corrected, and the open voice is to be settled
    made = said(db, owner_id=twin)
    with db.act("Berhenti", twin) as act:
        act.write(Employee, twin, end_date=date(2026, 11, 1), end_reason="pensiun")
    change(db, made, text="Antrean lama sekali")
    assert settled(db) == ["Penanggung jawab suara ini tidak (lagi) bertugas di kantor ini"]
    change(db, made, owner_id=here)
    assert settled(db) == []


def test_ten_thousand_characters_are_kept_and_listed(empty_db):
    db = empty_db
    long = "Panjang sekali " * 700
    made = said(db, long)
    assert voices.voice_form(db, made).text(voices.key(made, "text")) == long
    (row,) = voice_list.listing(db.file, YEAR, TODAY).rows(0, 1)
    assert row["text"] == long
    assert "…" in change(db, made, action="x") or db.file.rows("SELECT max(length(act)) FROM journal")[0][0] < 120


def test_ten_thousand_voices_are_listed_by_their_keys(empty_db):
    db = empty_db
    with db.act("Log", Office.id_of(db.office)) as act:
        for number in range(10_000):
            act.write(
                Voice, natural_id("test", str(number)), office=db.office, kind="keluhan", channel="loket",
                received_on=date.fromordinal(date(2026, 1, 1).toordinal() + number % 300), text=f"Suara {number}",
            )  # fmt: skip
    found = voice_list.listing(db.file, YEAR, TODAY)
    assert len(found) == 10_000
    assert [row["received_on"] for row in found.rows(0, 3)] == ["2026-01-01"] * 3
    assert [row["text"] for row in voice_list.listing(db.file, YEAR, TODAY, "suara 4711").rows(0, 2)] == ["Suara 4711"]
    assert voice_figures.evidence(db.file, db.office, year_span(YEAR)).count == 10_000


# -- figures


def test_figures_of_an_office_and_its_services(empty_db):
    db = empty_db
    licence, silent = service(db, "Izin usaha", "3"), service(db, "Konsultasi", "")
    for day in ("03", "04", "05", "06"):
        request(db, licence, f"2026-08-{day}", "2026-08-10")
    (whole, one, two) = voice_figures.lines(db.file, db.office, SPAN, TODAY)
    assert not whole.figures.kept
    assert one.figures.value(VoiceMeasure.COMPLAINTS) is None
    said(db, "A", "2026-08-03", service_id=licence, due="2026-08-05", action="Dibuat", done_on="2026-08-07")
    said(db, "B", "2026-08-03", kind="kritik", no_action="Bukan wewenang")
    said(db, "C", "2026-08-03", service_id=silent)
    said(db, "D", "2026-08-03", kind="pujian", service_id=licence)
    (whole, one, two) = voice_figures.lines(db.file, db.office, SPAN, TODAY)
    assert (whole.name, whole.figures.came.heard, whole.figures.complaints) == ("Kecamatan Muara Bulian", 4, 2)
    assert (whole.figures.came.answered, whole.figures.came.expected) == (2, 3)
    assert (whole.complaints, whole.requests, whole.per_hundred) == (1, 4, 25)
    assert (one.name, one.figures.complaints, one.per_hundred, one.figures.done.median_days) == ("Izin usaha", 1, 25, 4)
    assert (one.figures.in_time, one.figures.with_due) == (0, 1)
    assert (two.figures.complaints, two.per_hundred, two.waiting.open) == (1, None, 1)
    assert two.waiting.oldest == 79
    holidays.add(db, date(2026, 8, 6), "Libur contoh")
    assert voice_figures.lines(db.file, db.office, SPAN, TODAY)[1].figures.done.median_days == 3
    # the kept book makes a zero of a service nobody complained of
    other = service(db, "Legalisasi")
    assert voice_figures.evidence(db.file, other, SPAN).figures.value(VoiceMeasure.COMPLAINTS) == 0
    assert (
        voice_figures.evidence(db.file, other, period_from_code("2026-TW1")).figures.value(VoiceMeasure.COMPLAINTS)
        is None
    )
    quarters = voice_figures.trend(db.file, db.office, YEAR, PeriodKind.QUARTER)
    assert [figures.came.heard for _, figures in quarters] == [0, 0, 4, 0]
    assert voice_figures.line_of(db.file, db.office, "tidak-ada", SPAN, TODAY) is None


def test_realisasi_is_filled_from_complaints_and_redone(db):
    licence = service(db, "Izin uji", "3")
    assert not [code for code, _ in figure_sources.choices(db.file) if code.startswith("suara:tidak")]
    made = said(db, "Lama", "2026-08-03", service_id=licence, action="Dibuat", done_on="2026-08-05")
    form, plan, (indicator, *_) = open_silent(db)
    choices = dict(figure_sources.choices(db.file))
    source = f"suara:{licence}:{VoiceMeasure.MEDIAN}"
    assert choices[source] == "Suara Izin uji: median hari kerja sampai ditindaklanjuti · kecepatan"
    assert f"suara:{db.office}:{VoiceMeasure.COMPLAINTS}" in choices
    assert shown("progress", "source", source) == "suara masyarakat, median hari kerja sampai ditindaklanjuti"
    figure_sources.choose(db, indicator.id, source)
    fill(db, form, plan, indicator, source)
    assert stored(db, indicator)[0] == source
    assert stored(db, indicator)[2] == "2"
    text = figure_sources.compared(db.file, *stored(db, indicator), SPAN)
    assert "Dari suara Izin uji, median hari kerja" in text
    assert "1 baris; dihitung ulang hasilnya sama" in text
    change(db, made, done_on="2026-08-07")
    assert "BERBEDA. Sekarang 4 dari 1 baris" in figure_sources.compared(db.file, *stored(db, indicator), SPAN)
    assert [item.kind for item in settle.to_settle(db.file)] == ["figure"]
    for odd in (f"suara:{licence}:versi_baru", "suara:", "suara::jumlah_keluhan"):
        assert figure_sources.cite(db.file, odd, SPAN) is None
    gone = figure_sources.cite(db.file, "suara:tidak-ada:jumlah_keluhan", SPAN)
    assert (gone.amount, gone.count) == (None, 0)


# -- the owner's progress


def test_what_a_person_acts_on_stands_beside_the_progress_and_on_the_sheet(db):
    owner = row_of(db, SILENT)["employee_id"]
    before = said(db, "Sebelum", "2026-05-04", owner_id=owner, action="x", done_on="2026-06-01")
    within = said(db, "Di dalam", "2026-06-20", owner_id=owner, action="Loket ditambah", done_on="2026-07-03")
    waits = said(db, "Menunggu", "2026-08-03", owner_id=owner, due="2026-08-10")
    later = said(db, "Sesudah", "2026-10-05", owner_id=owner)
    refused = said(db, "Ditolak", "2026-08-03", owner_id=owner, no_action="Bukan wewenang")
    found = [row["key"] for row in voice_list.of_owner(db.file, owner, SPAN.start, SPAN.end, TODAY)]
    assert found == [waits, within]
    assert not {before, later, refused} & set(found)
    sheet = personal_sheet.read(db, owner, YEAR)
    assert {row["key"] for row in sheet.voices} == {before, within, waits, later}
    text = "\n".join(text for text, _ in lines_of(sheet, TODAY))
    assert "SUARA MASYARAKAT YANG DIURUS" in text
    assert "Di dalam (selesai 03-07-2026; Loket ditambah)" in text
    assert "Menunggu (lewat 10-08-2026)" in text


# -- two PCs, and the list against the rule


def test_what_two_pcs_break_is_listed_and_can_be_mended(empty_db, tmp_path):
    one = empty_db
    owner = person(one)
    made, moved = said(one, "Satu"), said(one, "Dua", due="2026-11-10")
    other = second_pc(one, tmp_path / "pc2")
    change(one, made, action="Dibuat", done_on="2026-11-10")
    change(other, made, no_action="Bukan wewenang")
    change(one, moved, received_on="2026-11-10", action="Dibuat", done_on="2026-11-12")
    change(other, moved, action="")
    change(other, moved, due="2026-11-09")
    exchange(one, other)
    with one.act("Pegawai ditarik", owner) as act:
        act.remove(Employee, owner)
    lost = said(other, "Tiga", owner_id=owner)
    exchange(one, other)
    for db in (one, other):
        assert sorted(settled(db)) == [
            "Batas suara ini sebelum diterima",
            "Penanggung jawab suara ini tidak (lagi) bertugas di kantor ini",
            "Suara ini ditindaklanjuti dan sekaligus diberi alasan tidak",
        ]
        assert len(keys(db)) == 3
    change(one, made, no_action="")
    change(one, moved, due="2026-11-20")
    change(one, lost, owner_id="")
    exchange(one, other)
    assert settled(one) == settled(other) == []
    other.file.close()


DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 11, 30))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["keluhan", "pujian", "versi_baru", ""]),
                "owner_id": st.sampled_from([None, "", "siapa"]),
                "due": DAYS,
                "done_on": DAYS,
                "no_action": st.sampled_from(["", " \n", "Alasan"]),
            }
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_list_says_what_the_rule_says(empty_db, rows):
    db = empty_db
    wanted = {}
    with db.act("Dari PC lain", Office.id_of(db.office)) as act:
        for row in rows:
            wanted[record := new_id()] = standing_of(
                kind=row["kind"], owner=row["owner_id"], due=row["due"], done_on=row["done_on"],
                no_action=row["no_action"], today=TODAY,
            )  # fmt: skip
            act.write(Voice, record, office="35.78.28", received_on=date(2026, 11, 2), text="x", **row)
    found = voice_list.listing(db.file, YEAR, TODAY).rows(0, 1000)
    assert {row["key"]: row["standing"] for row in found if row["key"] in wanted} == wanted
    open_ones = [row["standing"] for row in found]
    late, new = waiting(db)
    assert (late, new) == (open_ones.count(Standing.OVERDUE), open_ones.count(Standing.NEW))


def test_the_practice_offices(db, workplace):
    assert waiting(db) == (0, 0)
    assert len(keys(db)) == 7
    assert settle.to_settle(db.file) == []
    busy = workplace("bukit_intan", "sibuk").file
    found = agenda.read_agenda(busy, TODAY)
    assert (found.overdue_voices, found.new_voices) == (2, 1)
    assert settle.to_settle(busy) == []
    whole, *services = voice_figures.lines(busy, "19.71.01", year_span(YEAR), TODAY)
    assert whole.figures.complaints > 8
    assert all(line.per_hundred is not None and line.per_hundred < 20 for line in [whole, *services])
    assert whole.figures.done.median_days < Decimal(12)
