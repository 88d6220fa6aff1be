"""People and plans by any part of a name, a few of the best."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.lists import finding
from kinerja_tui.services.monitoring import progress
from kinerja_tui.services.planning import plans
from kinerja_tui.services.staff import employees
from tests.services.test_employees import NIP, OTHER, add

PEOPLE = ["Éva Sitohang", "Budi Siti Rahayu", "Siti Aminah", "Masitin", "100% _Unik_", "Dewi O'Neil"]


def names(db, text: str, most: int = 20) -> list[str]:
    return [person.name for person in finding.people(db.file, finding.words_asked(text), most)]


@pytest.fixture
def office(empty_db):
    for number, name in enumerate(PEOPLE):
        add(empty_db, f"19860926201505100{number}", name)
    return empty_db


def test_names_that_begin_with_it_come_first_then_words_of_them_then_their_insides(office):
    assert names(office, "siti") == ["Siti Aminah", "Budi Siti Rahayu", "Masitin"]
    assert names(office, "SIT", 2) == ["Siti Aminah", "Budi Siti Rahayu"]
    assert names(office, "rah bud") == ["Budi Siti Rahayu"]


def test_accents_signs_and_parts_of_a_nip(office):
    assert names(office, "eva") == ["Éva Sitohang"]
    assert names(office, "o'n") == ["Dewi O'Neil"]
    assert names(office, "_") == names(office, "%") == ["100% _Unik_"]
    assert names(office, "'; DROP TABLE employee; --") == []
    assert names(office, "1003") == ["Masitin"]
    for spelled in ("19860926 201505 1 002", "19860926-201505-1-002"):
        assert names(office, spelled) == ["Siti Aminah"]
    assert finding.people(office.file, [], 5) == []


def test_people_of_a_post_come_after_those_of_the_name(office):
    assert names(office, "cam") == sorted(PEOPLE, key=str)  # all of them are Camat
    assert names(office, "camat siti") == ["Budi Siti Rahayu", "Siti Aminah", "Masitin"]
    assert names(office, "ca") == []  # too little to look for in posts
    add(office, "198609262015051009", "Camelia")
    assert names(office, "cam", 3)[0] == "Camelia"


def test_who_left_comes_last_and_who_was_removed_not_at_all(office):
    first, second = (person.id for person in finding.people(office.file, ["siti"], 2))
    employees.end_service(office, first, date(2026, 6, 30), "pensiun")
    assert names(office, "siti") == ["Budi Siti Rahayu", "Masitin", "Siti Aminah"]
    office.file.plain.execute("UPDATE employee SET removed = 1 WHERE id = ?", (second,))
    assert names(office, "siti") == ["Masitin", "Siti Aminah"]
    assert [person.id for person in finding.by_id(office.file, [second, "nobody", first])] == [first]
    assert finding.by_id(office.file, []) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=20))
def test_anything_may_be_typed(db, text):
    found = finding.people(db.file, finding.words_asked(text), 3)
    assert len(found) <= 3
    assert len(finding.plans_with(db.file, 2026, text, 3)) <= 3


def test_plans_by_what_they_say(db):
    found = finding.plans_with(db.file, 2026, "STUNTING penurunan", 5)
    assert found
    assert all("stunting" in plan.text.casefold() and plan.year == 2026 for plan in found)
    assert finding.plans_with(db.file, 2025, "stunting", 5) == []
    again = finding.plans_by_id(db.file, [found[0].id, "none"], 2026)
    assert [(plan.id, plan.name, plan.text) for plan in again] == [(found[0].id, found[0].name, "")]
    assert finding.plans_by_id(db.file, [found[0].id], 2025) == []


def test_the_row_of_everybody_is_the_one_the_lists_have(db):
    day = date(2026, 11, 20)
    listed = set(plans.listing(db.file, 2026, day=day).keys)
    rated = set(evaluations.listing(db.file, "2026-TW3").keys)
    for (person,) in db.file.rows("SELECT id FROM employee WHERE NOT removed AND end_date IS NULL"):
        assert plans.row_of(db.file, 2026, person, day) in listed
        assert progress.row_of(db.file, "2026-TW3", person) in rated
    assert plans.row_of(db.file, 2026, "nobody' OR 1=1", day) == ""
    assert progress.row_of(db.file, "2026-TW3", "nobody") == ""


def test_the_newest_of_several_plans(empty_db):
    person = add(empty_db, NIP, "Siti")
    add(empty_db, OTHER, "Budi")
    first = plans.start_plan(empty_db, person, 2026)
    empty_db.file.plain.execute("UPDATE work_plan SET start = '2026-01-01', \"end\" = '2026-06-30'")
    second = empty_db.file.rows("SELECT * FROM work_plan")[0]
    columns = [row[1] for row in empty_db.file.rows("PRAGMA table_info(work_plan)")]
    values = dict(zip(columns, second, strict=True)) | {"id": "newer", "start": "2026-07-01", "end": None}
    places = ",".join("?" * len(columns))
    empty_db.file.plain.execute(f"INSERT INTO work_plan VALUES ({places})", [values[name] for name in columns])
    assert first != "newer"
    assert plans.row_of(empty_db.file, 2026, person) == "newer"
