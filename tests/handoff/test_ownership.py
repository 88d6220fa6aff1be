"""Whose a person is and what the district wrote: offices that say otherwise are held, and the district decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.handoff import merge
from kinerja_tui.handoff.authority import AUTHOR_UNKNOWN, NOT_ALLOWED
from kinerja_tui.handoff.district_word import settle_at_once
from kinerja_tui.handoff.writings import CLAIMED, DISTRICT_WORD, FOREIGN_LIST, MOVED, STRANGER
from kinerja_tui.models.dimensions import Dimension
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation
from kinerja_tui.models.objections import Holiday
from kinerja_tui.models.offices import Office
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.periods import Period
from kinerja_tui.models.plan_sources import KeyIndicator
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.recognition_rules import RecognitionRule
from kinerja_tui.models.verify import verify
from kinerja_tui.services.handover.settle import to_settle
from kinerja_tui.services.office.setup import add_year
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC

NIP = "7"
KEY = Employee.id_of(NIP)


def up(three: Three, *pcs: PC) -> None:
    for pc in pcs:
        assert three.world.deliver(three.world.send(pc, DISTRICT), three.d) is not None


def down(three: Three, *pcs: PC) -> None:
    for pc in pcs:
        assert three.world.deliver(three.world.send(three.d, pc.office), pc) is not None


def held(pc: PC) -> list[str]:
    return [row[0] for row in pc.rows("SELECT held FROM journal WHERE held IS NOT NULL ORDER BY seq")]


def office(pc: PC) -> list[tuple[Any, ...]]:
    return pc.rows("SELECT office FROM employee WHERE id = ?", KEY)


def move(three: Three, to: str) -> str:
    form = three.world.open_form(three.d, Employee, KEY, KEY)
    return three.world.save(three.d, form, [OFFICE_A, OFFICE_B], office=to)


def test_an_office_cannot_take_a_person_of_another_one_nor_see_the_file(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    three.world.edit(three.a, WorkResult, "00000000-dddd", KEY, text="rahasia")
    up(three, three.a)
    three.world.employee(three.b, NIP, OFFICE_B, "Rebutan")
    up(three, three.b)
    assert held(three.d) == [CLAIMED]
    assert office(three.d) == [(OFFICE_A,)]
    assert three.d.rows("SELECT 1 FROM conflict") == []
    down(three, three.b, three.a)
    assert three.b.rows("SELECT 1 FROM work_result") == []
    assert three.a.rows("SELECT name FROM employee") == [("Ani",)]


def test_the_districts_word_lets_the_claim_count_or_ends_it(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.employee(three.b, NIP, OFFICE_B)
    up(three, three.b)
    assert held(three.d) == [CLAIMED]
    move(three, OFFICE_B)
    down(three, three.a, three.b)
    up(three, three.a, three.b)
    assert held(three.d) == []
    assert office(three.d) == office(three.a) == office(three.b) == [(OFFICE_B,)]
    move(three, OFFICE_A)
    down(three, three.a, three.b)
    assert office(three.d) == office(three.a) == office(three.b) == [(OFFICE_A,)]
    for pc in (three.a, three.b, three.d):
        three.world.check(pc)
        assert verify(pc.db).findings == []


def test_a_claim_beside_the_districts_word_is_held(three: Three, tmp_path: Path) -> None:
    """The district moved the person; the office adds it again on a PC that forgot."""
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    move(three, OFFICE_B)
    again = change(three.a.db.identity, op("employee", KEY, office=OFFICE_A), sub=KEY, n=900)
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [again], no=900))
    assert [item.reason for item in outcome.held] == [CLAIMED]
    assert office(three.d) == [(OFFICE_B,)]


def test_what_an_office_wrote_before_it_knew_of_the_move_stays(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.edit(three.a, Employee, KEY, KEY, name="Sebelum tahu")
    move(three, OFFICE_B)
    up(three, three.a)
    assert held(three.d) == []
    down(three, three.b)
    assert three.b.rows("SELECT name, office FROM employee") == [("Sebelum tahu", OFFICE_B)]


@pytest.mark.parametrize("given", [OFFICE_B, DISTRICT, "", "15.05.01"])
def test_an_office_gives_nobody_away(three: Three, given: str) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.edit(three.a, Employee, KEY, KEY, office=given)
    up(three, three.a)
    assert held(three.d) == [CLAIMED]
    assert office(three.d) == [(OFFICE_A,)]


@pytest.mark.parametrize(
    "operation",
    [
        op("evaluation", "00000000-aaaa", work_rating="di_bawah", state="selesai"),
        op("work_plan", "00000000-bbbb", state="disetujui"),
        op("employee", KEY, name="Direbut"),
        op("employee", KEY, removed=True),
    ],
    ids=lambda operation: f"{operation['t']}-{'-'.join(operation['s'])}",
)
@pytest.mark.parametrize("sub", [KEY, Employee.id_of("99"), "ref"])
def test_an_office_writes_nothing_about_a_person_it_never_had(
    three: Three, tmp_path: Path, operation: dict[str, Any], sub: str
) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    three.world.edit(three.a, WorkPlan, "00000000-bbbb", KEY, employee_id=KEY, year=2026)
    three.world.edit(three.a, Evaluation, "00000000-aaaa", KEY, plan_id="00000000-bbbb")
    up(three, three.a)
    tables = ("employee", "work_plan", "evaluation")
    before = three.d.dump(tables)
    line = change(three.b.db.identity, operation, sub=sub)
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.b, three.d, [line]))
    assert [item.reason for item in outcome.held] == [NOT_ALLOWED if sub == "ref" else STRANGER]
    assert three.d.dump(tables) == before
    down(three, three.a)
    assert outcome.held[0].change_id not in three.a.ids()


PLAN, RESULT, EVALUATION = "00000000-bbbb", "00000000-dddd", "00000000-aaaa"
OTHER = Employee.id_of("8")


def with_documents(three: Three) -> None:
    """A person of A with a plan, a result in it and an evaluation."""
    three.world.employee(three.a, NIP, OFFICE_A)
    three.world.edit(three.a, WorkPlan, PLAN, KEY, employee_id=KEY, year=2026)
    three.world.edit(three.a, WorkResult, RESULT, KEY, plan_id=PLAN, text="Surat")
    three.world.edit(three.a, Evaluation, EVALUATION, KEY, employee_id=KEY, plan_id=PLAN)


@pytest.mark.parametrize(
    "line",
    [
        op("work_result", "00000000-eeee", plan_id=PLAN, text="Sisipan"),
        op("indicator", "00000000-eeee", result_id=RESULT, text="Sisipan"),
        op("evaluation", "00000000-eeee", plan_id=PLAN, period="2026-TW1"),
        op("result_rating", "00000000-eeee", evaluation_id=EVALUATION, rating="di_bawah"),
    ],
    ids=lambda line: f"{line['t']}-{'-'.join(line['s'])}",
)
@pytest.mark.parametrize("first", ["document", "line"])
def test_an_office_puts_no_line_into_a_document_of_another_office(
    three: Three, tmp_path: Path, line: dict[str, Any], first: str
) -> None:
    """Under a person of its own, whichever arrives first; its own lines beside it count."""
    with_documents(three)
    if first == "document":
        up(three, three.a)
    three.world.employee(three.b, "8", OFFICE_B)
    three.world.edit(three.b, WorkPlan, "00000000-8888", OTHER, employee_id=OTHER, year=2026)
    up(three, three.b)
    identity = three.b.db.identity
    own = op("work_result", "00000000-9999", plan_id="00000000-8888", text="Sendiri")
    put = change(identity, line, sub=OTHER, n=41)
    bundle = forge(tmp_path / "x.json", three.b, three.d, [change(identity, own, sub=OTHER, n=40), put], no=40)
    merge.take_in(three.d.db, bundle)
    up(three, three.a)
    assert held(three.d) == [STRANGER]
    assert three.d.rows(f"SELECT 1 FROM {line['t']} WHERE id = ?", line["k"]) == []
    assert three.d.rows("SELECT 1 FROM work_result WHERE id = '00000000-9999'") == [(1,)]
    assert [(item.kind, item.field) for item in to_settle(three.d.db.file)] == [("held", STRANGER)]
    assert verify(three.d.db).findings == []


def test_a_line_that_an_office_moves_into_another_offices_plan_stays_where_it_was(three: Three) -> None:
    with_documents(three)
    three.world.employee(three.b, "8", OFFICE_B)
    three.world.edit(three.b, WorkResult, "00000000-9999", OTHER, plan_id="00000000-8888", text="Sendiri")
    up(three, three.a, three.b)
    three.world.edit(three.b, WorkResult, "00000000-9999", OTHER, plan_id=PLAN)
    up(three, three.b)
    assert held(three.d) == [STRANGER]
    assert three.d.rows("SELECT plan_id FROM work_result WHERE id = '00000000-9999'") == [("00000000-8888",)]


def test_an_office_that_had_the_person_may_have_put_lines_into_the_plan(three: Three) -> None:
    with_documents(three)
    up(three, three.a)
    move(three, OFFICE_B)
    three.world.edit(three.a, WorkResult, "00000000-9999", KEY, plan_id=PLAN, text="Sebelum tahu")
    down(three, three.b)
    three.world.edit(three.b, WorkResult, "00000000-eeee", KEY, plan_id=PLAN, text="Kantor baru")
    up(three, three.a, three.b)
    assert held(three.d) == []
    assert three.d.rows("SELECT count(*) FROM work_result") == [(3,)]


def test_a_held_claim_goes_up_from_another_pc_and_is_ended_by_a_rejection(three: Three) -> None:
    second = three.world.add("b2", OFFICE_B)
    three.world.meet(three.b, second)
    three.world.meet(three.d, second)
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.employee(three.b, NIP, OFFICE_B)
    (claim,) = three.b.ids(f"sub = '{KEY}'")
    three.world.deliver(three.world.send(three.b, OFFICE_B), second)
    assert three.world.deliver(three.world.send(second, DISTRICT), three.d) is not None
    assert claim in three.d.ids()
    assert held(three.d) == [CLAIMED]
    three.world.reject(three.d, claim)
    down(three, three.b)
    assert three.b.rows("SELECT 1 FROM employee") == []


def test_what_is_held_here_still_goes_to_the_district_that_decides(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.employee(three.b, NIP, OFFICE_B)
    (claim,) = three.b.ids(f"sub = '{KEY}'")
    move(three, OFFICE_A)
    down(three, three.b)
    assert held(three.b) == [CLAIMED]
    up(three, three.b)
    assert claim in three.d.ids()
    assert held(three.d) == [CLAIMED]


def test_two_offices_that_claim_one_person_are_listed_for_the_district_to_decide(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    three.world.employee(three.b, NIP, OFFICE_B)
    up(three, three.a, three.b)
    (item,) = to_settle(three.d.db.file)
    assert (item.kind, item.field, item.employee_id) == ("held", CLAIMED, KEY)
    settle_at_once(three.d.db)
    move(three, OFFICE_B)
    assert to_settle(three.d.db.file) == []
    move(three, OFFICE_A)
    assert [item.field for item in to_settle(three.d.db.file)] == []
    down(three, three.a, three.b)
    up(three, three.a, three.b)
    assert to_settle(three.d.db.file) == []


def test_a_claim_whose_author_becomes_known_later_is_judged_like_any_other(three: Three) -> None:
    second = three.world.add("b2", OFFICE_B)
    three.world.meet(three.b, second)
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    three.world.employee(second, NIP, OFFICE_B, "Rebutan")
    three.world.deliver(three.world.send(second, OFFICE_B), three.b)
    up(three, three.b)
    assert set(held(three.d)) == {AUTHOR_UNKNOWN}
    three.world.enrol(three.d, second)
    up(three, three.a)
    assert held(three.d) == [CLAIMED]
    assert office(three.d) == [(OFFICE_A,)]


# -- people who moved


def test_what_the_old_office_writes_having_seen_the_move_is_held_everywhere(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    move(three, OFFICE_B)
    down(three, three.a, three.b)
    three.world.edit(three.a, Employee, KEY, KEY, name="Sesudah tahu")
    up(three, three.a)
    assert held(three.d) == [MOVED]
    assert three.d.rows("SELECT name, office FROM employee") == [("Ani", OFFICE_B)]
    move(three, OFFICE_A)
    assert office(three.d) == [(OFFICE_A,)]
    down(three, three.a)
    up(three, three.a)
    assert held(three.d) == [], "the person came back, and with the person the word of that office"
    for pc in (three.a, three.d):
        three.world.check(pc)
        assert verify(pc.db).findings == []


def test_a_copied_pc_knows_the_move_it_wrote_under_its_former_key(three: Three) -> None:
    """Its file was carried to another computer, which has a key of its own and was not introduced to the old one."""
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    move(three, OFFICE_B)
    down(three, three.a)
    copied = three.world.copy(three.d)
    assert copied.rows("SELECT 1 FROM peer WHERE site = ?", three.d.db.identity.site) == []
    three.world.edit(three.a, Employee, KEY, KEY, name="Sesudah tahu")
    three.world.enrol(three.a, copied)
    sent = three.world.send(three.a, DISTRICT, full=True)
    assert three.world.deliver(sent, copied) is not None
    assert three.world.deliver(sent, three.d) is not None
    assert held(copied) == held(three.d) == [MOVED]
    assert copied.rows("SELECT name FROM employee") == three.d.rows("SELECT name FROM employee") == [("Ani",)]


def test_the_new_office_writes_and_what_it_wrote_stays_after_the_next_move(three: Three) -> None:
    three.world.employee(three.a, NIP, OFFICE_A)
    up(three, three.a)
    move(three, OFFICE_B)
    down(three, three.b)
    three.world.edit(three.b, Employee, KEY, KEY, name="Dari B")
    up(three, three.b)
    move(three, OFFICE_A)
    assert held(three.d) == []
    assert three.d.rows("SELECT name, office FROM employee") == [("Dari B", OFFICE_A)]


# -- lists that every office keeps for itself


@pytest.mark.parametrize(
    ("table", "name", "key"),
    [
        (KeyIndicator, "text", "00000000-2222"),
        (RecognitionRule, "name", "00000000-2222"),
        (Dimension, "name", Dimension.id_of(DISTRICT, "inovasi")),
    ],
)
@pytest.mark.parametrize("first", ["district", "office"])
def test_an_office_does_not_change_the_districts_list(
    three: Three, tmp_path: Path, table: Any, name: str, key: str, first: str
) -> None:
    """Whichever arrives first, and also in fields that the district left empty."""
    record = op(table.__tablename__, key, active=False, **{name: "Diganti"})
    line = change(three.a.db.identity, record, n=40)
    forged = forge(tmp_path / "x.json", three.a, three.d, [line], no=40)
    if first == "office":
        merge.take_in(three.d.db, forged)
    three.world.edit(three.d, table, key, "ref", office=DISTRICT, **{name: "Indeks"})
    merge.take_in(three.d.db, forged)
    up(three, three.b)
    down(three, three.a)
    up(three, three.a)
    assert held(three.d) == [FOREIGN_LIST]
    assert three.d.rows(f"SELECT {name}, active FROM {table.__tablename__}") == [("Indeks", 1)]
    assert three.a.rows(f"SELECT {name} FROM {table.__tablename__}") == [("Indeks",)]


def test_an_office_keeps_its_own_list_and_the_district_may_correct_it(three: Three, tmp_path: Path) -> None:
    key = "00000000-2222"
    three.world.edit(three.a, KeyIndicator, key, "ref", office=OFFICE_A, text="Surat")
    up(three, three.a)
    three.world.edit(three.d, KeyIndicator, key, "ref", text="Surat masuk")
    down(three, three.a)
    three.world.edit(three.a, KeyIndicator, key, "ref", text="Surat masuk dan keluar")
    up(three, three.a)
    assert held(three.d) == []
    assert three.d.rows("SELECT text FROM key_indicator") == [("Surat masuk dan keluar",)]
    lines = [
        change(three.b.db.identity, op("key_indicator", key, text="Direbut"), n=40),
        change(three.b.db.identity, op("key_indicator", "00000000-3333", office=DISTRICT, text="IKU palsu"), n=42),
    ]
    outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.b, three.d, lines, no=40))
    assert sorted(item.reason for item in outcome.held) == sorted([FOREIGN_LIST, NOT_ALLOWED])
    assert three.d.rows("SELECT text, office FROM key_indicator") == [("Surat masuk dan keluar", OFFICE_A)]
    claim = change(three.b.db.identity, op("key_indicator", key, office=OFFICE_B), n=43)
    merge.take_in(three.d.db, forge(tmp_path / "y.json", three.b, three.d, [claim], no=43))
    assert [item.kind for item in to_settle(three.d.db.file) if item.field == "office"] == ["conflict"], "for a person"


# -- reference data


def test_an_office_sets_up_a_year_as_the_rules_have_it_and_no_other_period(three: Three, tmp_path: Path) -> None:
    add_year(three.a.db, 2026)
    three.world.notice(three.a)
    up(three, three.a)
    assert held(three.d) == []
    assert three.d.rows("SELECT count(*) FROM period") == [(5,)]
    code = "2026-TW1"
    wrong: list[dict[str, Any]] = [
        {"end": "2026-12-30"},
        {"code": code, "end": "2026-12-30"},
        {"code": "2026-TW9"},
        {"removed": True},
    ]
    for number, fields in enumerate(wrong):
        line = change(three.a.db.identity, op("period", Period.id_of(code), **fields), n=50 + number)
        outcome = merge.take_in(three.d.db, forge(tmp_path / "x.json", three.a, three.d, [line], no=50 + number))
        assert [item.reason for item in outcome.held] == [NOT_ALLOWED]


RATING = UnitRating.id_of(OFFICE_A, "2026-TW1")


@pytest.mark.parametrize(
    ("table", "key", "sub", "fields", "district", "other"),
    [
        (Holiday, "00000000-1111", "ref", {"day": date(2026, 8, 17)}, {"name": "Kemerdekaan"}, {"name": "Pasar"}),
        (
            UnitRating,
            RATING,
            Office.id_of(OFFICE_A),
            {"office": OFFICE_A, "period": "2026-TW1"},
            {"rating": "baik"},
            {"rating": "istimewa"},
        ),
        (Office, Office.id_of(OFFICE_A), "ref", {"code": OFFICE_A}, {"name": "Kecamatan A"}, {"name": "Raja"}),
    ],
    ids=["holiday", "rating", "office"],
)
def test_what_the_district_wrote_an_office_does_not_write_over(
    three: Three, table: Any, key: str, sub: str, fields: Any, district: Any, other: Any
) -> None:
    three.world.edit(three.a, table, key, sub, **fields, **other)
    up(three, three.a)
    assert held(three.d) == []
    three.world.edit(three.d, table, key, sub, **district)  # a correction flows down
    down(three, three.a)
    (name, value), *_ = district.items()
    column = f"SELECT {name} FROM {table.__tablename__} WHERE id = ?"
    assert three.a.rows(column, key) == [(value,)]
    three.world.edit(three.a, table, key, sub, **other)
    up(three, three.a)
    assert held(three.d) == [DISTRICT_WORD]
    assert three.d.rows(column, key) == [(value,)]
    three.world.edit(three.a, table, key, sub, **district)
    up(three, three.a)
    assert held(three.d) == [DISTRICT_WORD], "saying the same is no contradiction"
    three.world.check(three.d)
