"""What an office keeps of its services and its public: it reaches the district and nobody else, by name.

Surveys, services, voices, forums, training and recognition are about an office or one of its people; none of them is
reference data, which every office gets.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kinerja_tui.handoff import merge, undo
from kinerja_tui.handoff.writings import STRANGER
from kinerja_tui.models.changes import REFERENCE
from kinerja_tui.models.offices import Office
from kinerja_tui.models.recognition import Recognition
from kinerja_tui.models.records import new_id
from kinerja_tui.models.surveys import SurveySheet
from kinerja_tui.models.verify import verify
from kinerja_tui.services.labels import field_label, table_label
from kinerja_tui.services.public import improvements, survey_import
from kinerja_tui.services.tables import table_files
from tests.handoff.conftest import Three
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC
from tests.services.forum_office import hold, say
from tests.services.service_office import request, service
from tests.services.survey_office import key_sheet, open_survey
from tests.services.test_development import key_session, taken

TABLES = (
    "service", "service_request", "survey", "survey_sheet", "survey_second", "improvement", "voice", "forum",
    "training", "training_session", "training_attendance", "recognition",
)  # fmt: skip


def a_year_of(pc: PC, person: str, tmp_path) -> None:
    """Something in every table, keyed as the screens do."""
    db = pc.db
    licence = service(db, "Izin usaha")
    request(db, licence, "2026-01-02", "2026-01-05", number="1/IU")
    survey = open_survey(db, "Izin usaha")
    key_sheet(db, survey, "L234333333331")
    key_sheet(db, survey, "L234333333332", second=True)
    path = tmp_path / "lembar.csv"
    path.write_text("No;U1;U2;U3;U4;U5;U6;U7;Pengaduan;Sarana\n7;3;3;3;3;3;3;3;3;3", "utf-8")
    survey_import.store(db, survey, survey_import.parse(db, survey, table_files.read(path)))
    form = improvements.form_of(db, survey, "facilities")
    values = {"what": "Kursi tunggu", "due": "2026-12-31"}
    form.typed.update({improvements.key(survey, "facilities", column): text for column, text in values.items()})
    improvements.save(db, form, survey, "facilities")
    say(db, hold(db, "2026-01-04"), "Loket terlalu lama")
    taken(db, person, day="2026-01-03")
    key_session(db, [person], held_on="2026-01-04")
    with db.act("Usul penghargaan Ani", person) as act:
        act.write(Recognition, new_id(), employee_id=person, basis="Layanan tepat waktu")


def kept(pc: PC) -> dict[str, int]:
    """Table -> records that a PC has."""
    return {table: pc.rows(f'SELECT count(*) FROM "{table}" WHERE NOT removed')[0][0] for table in TABLES}


@pytest.fixture
def told(three: Three, tmp_path) -> Callable[[], None]:
    """Office A has a year of everything, and its bundle is at the district; B then hears of everything it may."""
    person = three.world.employee(three.a, "1", OFFICE_A)
    three.a.clock = three.a.clock.replace(day=20)
    a_year_of(three.a, person, tmp_path)

    def hand_on() -> None:
        three.world.deliver(three.world.send(three.d, OFFICE_B), three.b)

    return hand_on


def test_they_reach_the_district_and_no_other_office(three: Three, told) -> None:
    here = kept(three.a)
    assert min(here.values()) > 0, f"nothing in {[table for table, number in here.items() if not number]}"
    done = three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert not done.held
    assert kept(three.d) == here
    told()
    assert sum(kept(three.b).values()) == 0
    subjects = {body["sub"] for body in three.b.bodies().values()}
    assert Office.id_of(OFFICE_A) not in subjects
    for table in TABLES:
        for body in [body for body in three.a.bodies().values() if table in {op["t"] for op in body["ops"]}]:
            assert body["sub"] != REFERENCE, f"{table}: {body['act']} would go to every office"


def test_another_office_writes_nothing_into_them(three: Three, told) -> None:
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    (sheet,) = three.a.rows("SELECT id FROM survey_sheet WHERE number = 1")
    for sub in (OFFICE_A, OFFICE_B):  # it says so of the other office, or of itself
        three.world.edit(three.b, SurveySheet, sheet[0], Office.id_of(sub), facilities="4")
    done = three.world.deliver(three.world.send(three.b, DISTRICT), three.d)
    assert [item.reason for item in done.held] == [STRANGER] * 2
    assert three.d.rows("SELECT facilities FROM survey_sheet WHERE number = 1") == [("1",)]


def test_history_and_preview_name_them_for_people(three: Three, told) -> None:
    acts = {row[0] for row in three.a.db.file.rows("SELECT act FROM journal")}
    for said in ("Lembar survei 1 diketik", "1 lembar survei diimpor dari lembar.csv", "Layanan “Izin usaha”",
                 "Perbaikan Sarana dan Prasarana: direncanakan", "Survei Izin usaha, Triwulan I 2026"):  # fmt: skip
        assert said in acts
    for body in three.a.bodies().values():
        for op in body["ops"]:
            assert table_label(op["t"]) != op["t"].replace("_", " ") or op["t"] in ("site", "office")
            for name in op["s"]:
                assert field_label(op["t"], name)[:1].isupper(), f"{op['t']}.{name} has no name"
    with three.a.db.act("Kantor", REFERENCE) as act:
        act.write(Office, Office.id_of(OFFICE_A), code=OFFICE_A, name="Kantor A")
    shown = merge.preview(three.d.db, three.world.send(three.a, DISTRICT).path)
    assert shown.comparison.new_records >= sum(kept(three.a).values())
    named = {item.person for item in shown.comparison.differences if item.employee_id == Office.id_of(OFFICE_A)}
    assert named == {"Kantor A"}, "a survey belongs to its office, not to nobody"


def test_an_import_of_them_is_undone_as_a_whole(three: Three, told) -> None:
    before = kept(three.d)
    merge.take_in(three.d.db, three.world.send(three.a, DISTRICT).path)
    assert sum(kept(three.d).values()) > 0
    (bundle,) = three.d.rows("SELECT id FROM incoming_bundle ORDER BY seq DESC LIMIT 1")
    undo.undo_import(three.d.db, bundle[0])
    assert kept(three.d) == before
    assert verify(three.d.db).findings == []


def test_the_kinds_that_name_an_office_name_its_own(three: Three, told) -> None:
    del told
    for table in ("service", "service_request", "survey", "voice", "forum"):
        assert {row[0] for row in three.a.rows(f"SELECT office FROM {table}")} == {OFFICE_A}
