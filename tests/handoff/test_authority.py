"""Who may write what: changes that are kept but do not count, and what an office gets to see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.handoff import merge
from kinerja_tui.handoff.authority import AUTHOR_UNKNOWN, NOT_ALLOWED, UNFIT
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.offices import Office, Rejection, Site
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.periods import Period
from kinerja_tui.models.plans import WorkResult
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, name_in, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC

KEY = Employee.id_of("9")


def take_in_forged(three: Three, folder: Path, *operations: dict[str, Any], sub: str = "ref") -> merge.Outcome:
    line = change(three.a.db.identity, *operations, sub=sub)
    return merge.take_in(three.d.db, forge(folder / "x.json", three.a, three.d, [line]))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda three: op("rejection", Rejection.id_of("c" * 40), change="c" * 40, reason="tidak suka"),
        lambda three: op("site", Site.id_of(three.a.db.identity.site), recognised=True),
        lambda three: op("site", Site.id_of(three.a.db.identity.site), removed=False),
        lambda three: op("site", Site.id_of(three.a.db.identity.site), office=DISTRICT),
        lambda three: op("site", Site.id_of(three.a.db.identity.site), office=OFFICE_B),
        lambda three: op("site", Site.id_of(three.a.db.identity.site), site=three.b.db.identity.site),
        lambda three: op("site", Site.id_of(three.b.db.identity.site), office=OFFICE_A),
        lambda three: op("office", Office.id_of(OFFICE_B), name="Direbut"),
        lambda three: op("organisation_rating", "00000000-1111", office=OFFICE_A),  # not about the office itself
    ],
)
def test_what_only_others_may_write_is_kept_but_does_not_count(three: Three, tmp_path: Path, wrong: Any) -> None:
    before = three.d.projection()
    outcome = take_in_forged(three, tmp_path, wrong(three))
    assert [(item.reason, item.by, item.site) for item in outcome.held] == [
        (NOT_ALLOWED, "Palsu", three.a.db.identity.site)
    ]
    assert three.d.projection() == before
    assert outcome.comparison.differences == []
    assert outcome.held[0].change_id not in three.world.visible(three.d, OFFICE_B)


def test_an_office_cannot_draw_the_changes_of_another_one_by_naming_its_pc_its_own(
    three: Three, tmp_path: Path
) -> None:
    three.world.employee(three.b, "7", OFFICE_B)
    three.world.deliver(three.world.send(three.b, DISTRICT), three.d)
    own_site = Site.id_of(three.a.db.identity.site)
    take_in_forged(three, tmp_path, op("site", own_site, site=three.b.db.identity.site))
    sent = three.world.send(three.d, OFFICE_A, full=True)
    assert not sent.contents & three.b.ids(f"sub = '{Employee.id_of('7')}'")


@pytest.mark.parametrize(
    "operation",
    [
        op("employee", KEY, name=5),
        op("employee", KEY, name=None),
        op("employee", KEY, birth_date="05-01-1990"),
        op("employee", KEY, confirmed="ya"),
        op("employee", KEY, removed=1),
        op("employee", KEY, removed="true"),
        op("indicator", "00000000-aaaa", target="1E+999999999"),
        op("indicator", "00000000-aaaa", target="NaN"),
        op("indicator", "00000000-aaaa", target=5),
        op("indicator", "00000000-aaaa", position=True),
        op("indicator", "00000000-aaaa", position="1"),
    ],
    ids=repr,
)
def test_values_that_do_not_fit_are_kept_but_do_not_count(
    three: Three, tmp_path: Path, operation: dict[str, Any]
) -> None:
    before = three.d.projection()
    outcome = take_in_forged(three, tmp_path, operation, sub=KEY)
    assert [item.reason for item in outcome.held] == [UNFIT]
    assert three.d.projection() == before


def test_unknown_tables_and_fields_of_a_newer_version_are_kept_and_passed_on(three: Three, tmp_path: Path) -> None:
    line = change(
        three.a.db.identity,
        op("employee", KEY, name="Ani", office=OFFICE_A, shoe_size="41"),
        op("medal", "00000000-bbbb", title="Satyalancana"),
        sub=KEY,
        v=9,
        extra={"later": True},
    )
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line]))
    assert outcome.held == []
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", KEY) == [("Ani",)]
    sent = three.world.send(three.d, OFFICE_A)
    assert name_in(line) in sent.contents
    assert three.world.deliver(sent, three.a) is not None
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", KEY) == [("Ani",)]


@pytest.mark.parametrize(
    "value", ["", "x" * 20_000, "[/] \x1b[31m \u202e \x00 '; DROP TABLE employee; --", "\U0001f600"]
)
def test_strange_but_lawful_text_survives(three: Three, value: str) -> None:
    key = three.world.employee(three.a, "9", OFFICE_A, value)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [(value,)]


# -- authors who become known later


@pytest.fixture
def second(three: Three) -> PC:
    """Another PC of office A that only the first one knows."""
    pc = three.world.add("a2", OFFICE_A)
    three.world.meet(three.a, pc)
    return pc


def test_a_change_of_an_unknown_author_waits_and_counts_once_he_is_recognised(three: Three, second: PC) -> None:
    key = three.world.employee(second, "8", OFFICE_A)
    three.world.deliver(three.world.send(second, OFFICE_A), three.a)
    outcome = three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert outcome is not None
    assert {item.reason for item in outcome.held} == {AUTHOR_UNKNOWN}
    assert three.d.rows("SELECT 1 FROM employee WHERE id = ?", key) == []
    three.world.enrol(three.d, second)
    outcome = three.world.deliver(three.world.send(second, DISTRICT), three.d)
    assert outcome is not None
    assert outcome.held == []
    assert ("employee", key) in {(item.table, item.record_id) for item in outcome.comparison.differences}
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]


def test_an_edit_made_while_a_change_was_held_does_not_swallow_it(three: Three, second: PC) -> None:
    key = three.world.employee(three.a, "8", OFFICE_A)
    three.world.deliver(three.world.send(three.a, OFFICE_A), second)
    three.world.edit(second, Employee, key, key, name="Dari PC kedua")
    three.world.deliver(three.world.send(second, OFFICE_A), three.a)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    three.world.edit(three.d, Employee, key, key, name="Dari kabupaten")
    three.world.enrol(three.d, second)
    three.world.deliver(three.world.send(second, DISTRICT), three.d)
    assert three.d.rows("SELECT field FROM conflict WHERE record_id = ?", key) == [("name",)]
    three.world.check(three.d)


def test_a_rejection_by_a_held_author_takes_effect_when_he_is_recognised(three: Three) -> None:
    other = three.world.add("d2", DISTRICT)
    three.world.meet(three.d, other)
    key = three.world.employee(three.d, "8", OFFICE_A)
    wrong = three.world.edit(three.d, Employee, key, key, name="Salah")
    three.world.reject(other, wrong)
    three.world.deliver(three.world.send(other, DISTRICT), three.d)
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    sent = three.world.send(three.d, OFFICE_A)
    three.world.deliver(sent, three.a)
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    three.world.check(three.a)


# -- tolak


def test_a_rejected_change_and_the_record_it_made_are_gone_everywhere_and_can_come_back(three: Three) -> None:
    key = three.world.employee(three.a, "8", OFFICE_A)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    (made,) = three.d.ids(f"sub = '{key}'")
    three.world.reject(three.d, made)
    assert three.d.rows("SELECT 1 FROM employee WHERE id = ?", key) == []
    outcome = three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert outcome is not None
    assert [
        (item.record_id, item.field, item.new) for item in outcome.comparison.differences if item.record_id == key
    ] == [(key, "removed", True)]
    assert three.a.rows("SELECT 1 FROM employee WHERE id = ?", key) == []
    three.world.edit(three.d, Rejection, Rejection.id_of(made), "ref", removed=True)
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert three.a.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]


def test_a_rejected_removal_that_was_all_there_was_of_a_record_shows_nothing(three: Three) -> None:
    key = three.world.employee(three.a, "8", OFFICE_A)
    alone = three.world.edit(three.a, WorkResult, "00000000-eeee", key, removed=True)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    three.world.reject(three.d, alone)
    outcome = three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert outcome is not None
    assert three.a.rows("SELECT 1 FROM work_result") == []
    assert "work_result" not in {item.table for item in outcome.comparison.differences}


def test_a_rejection_that_came_before_what_it_rejects(three: Three) -> None:
    key = three.world.employee(three.a, "8", OFFICE_A)
    (made,) = three.a.ids(f"sub = '{key}'")
    three.world.reject(three.d, made)
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert three.d.rows("SELECT 1 FROM employee WHERE id = ?", key) == []


def test_a_rejected_rejection_counts_no_more(three: Three) -> None:
    key = three.world.employee(three.d, "8", OFFICE_A)
    (made,) = three.d.ids(f"sub = '{key}'")
    three.world.reject(three.d, made)
    (rejecting,) = three.d.ids("act = 'Ubah' AND sub = 'ref'")
    three.world.reject(three.d, rejecting)
    assert three.d.rows("SELECT name FROM employee WHERE id = ?", key) == [("Ani",)]
    three.world.check(three.d)


def test_a_record_named_under_two_tables_stands_in_one(three: Three, tmp_path: Path) -> None:
    key = "00000000-cccc"
    lines = [
        change(three.a.db.identity, op(table, key, text="x"), sub=Employee.id_of("1"), n=n)
        for n in range(4)
        for table in ("work_result", "indicator")
    ]
    for number, line in enumerate(lines):
        merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line], no=number))
        rows = three.d.rows("SELECT id FROM work_result UNION ALL SELECT id FROM indicator")
        assert rows == [(key,)]


# -- what an office gets to see


def test_an_office_gets_its_people_and_the_reference_data_and_nothing_else(three: Three) -> None:
    mine, other = three.world.employee(three.a, "1", OFFICE_A), three.world.employee(three.b, "2", OFFICE_B)
    three.world.edit(three.b, WorkResult, "00000000-dddd", other, text="rahasia")
    for pc in (three.a, three.b):
        three.world.deliver(three.world.send(pc, DISTRICT), three.d)
    three.world.edit(three.d, Employee, mine, mine, name="Dari kabupaten")
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert three.a.rows("SELECT name FROM employee") == [("Dari kabupaten",)]
    assert three.a.rows("SELECT 1 FROM journal WHERE sub = ?", other) == []
    assert len(three.a.rows("SELECT 1 FROM site")) >= 3


def test_a_transfer_carries_the_whole_file_to_the_new_office_and_word_of_it_to_the_old(three: Three) -> None:
    key = three.world.employee(three.a, "1", OFFICE_A)
    three.world.edit(three.a, WorkResult, "00000000-dddd", key, text="hasil")
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    three.world.edit(three.d, Period, Period.id_of("2026"), "ref", code="2026")
    three.world.deliver(three.world.send(three.d, OFFICE_B), three.b)
    three.world.deliver(three.world.send(three.b, DISTRICT), three.d)
    assert three.b.rows("SELECT 1 FROM employee") == []
    assert three.b.rows("SELECT code FROM period") == [("2026",)], "B has confirmed something newer than the file"
    form = three.world.open_form(three.d, Employee, key, key)
    three.world.save(three.d, form, [OFFICE_A], office=OFFICE_B)
    assert three.world.deliver(three.world.send(three.d, OFFICE_B), three.b) is not None
    assert three.b.rows("SELECT text FROM work_result") == [("hasil",)]
    three.world.deliver(three.world.send(three.d, OFFICE_A), three.a)
    assert three.a.rows("SELECT office FROM employee") == [(OFFICE_B,)]


def test_an_offices_rating_is_its_own_affair(three: Three) -> None:
    own, key = Office.id_of(OFFICE_A), UnitRating.id_of(OFFICE_A, "2026-TW1")
    three.world.edit(three.a, UnitRating, key, own, office=OFFICE_A, period="2026-TW1", rating="baik")
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    assert three.d.rows("SELECT rating FROM organisation_rating") == [("baik",)]
    three.world.edit(three.d, UnitRating, key, own, deviation_reason="rahasia")
    for pc, office in ((three.a, OFFICE_A), (three.b, OFFICE_B)):
        three.world.deliver(three.world.send(three.d, office), pc)
    assert three.a.rows("SELECT deviation_reason FROM organisation_rating") == [("rahasia",)]
    assert three.b.rows("SELECT 1 FROM journal WHERE sub = ?", own) == []


def test_an_office_cannot_rate_another_one(three: Three) -> None:
    own, key = Office.id_of(OFFICE_A), UnitRating.id_of(OFFICE_A, "2026-TW1")
    three.world.edit(three.a, UnitRating, key, own, office=OFFICE_A, period="2026-TW1", rating="baik")
    three.world.deliver(three.world.send(three.a, DISTRICT), three.d)
    for sub in (own, Office.id_of(OFFICE_B)):
        three.world.edit(three.b, UnitRating, key, sub, rating="istimewa")
    done = three.world.deliver(three.world.send(three.b, DISTRICT), three.d)
    assert [held.reason for held in done.held] == [NOT_ALLOWED] * 2
    assert three.d.rows("SELECT rating FROM organisation_rating") == [("baik",)]
