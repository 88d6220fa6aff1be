"""Approved periods: what an office changes afterwards is held by name, on every PC, until the district opens it."""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.handoff import merge, period_locks
from kinerja_tui.handoff.authority import AUTHOR_UNKNOWN, NOT_ALLOWED
from kinerja_tui.handoff.locked import LOCKED
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.evaluations import Evaluation, ResultRating
from kinerja_tui.models.offices import Office
from kinerja_tui.models.organisations import UnitRating
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.problems import RuleBroken
from tests.handoff.conftest import Three
from tests.handoff.forge import change, forge, op
from tests.handoff.simulator import DISTRICT, OFFICE_A, OFFICE_B, PC, World

QUARTER, NEXT = "2026-TW1", "2026-TW2"
KEY = Employee.id_of("7")
PLAN = WorkPlan.id_of("00000000-aaaa", date(2026, 1, 1))
RATED = Evaluation.id_of(PLAN, QUARTER)
LINE = ResultRating.id_of(RATED, "00000000-bbbb")


def up(world: World, pc: PC, *to: PC) -> None:
    for receiver in to:
        assert world.deliver(world.send(pc, receiver.office), receiver) is not None


def held(pc: PC) -> list[str]:
    return [row[0] for row in pc.rows("SELECT held FROM journal WHERE held IS NOT NULL ORDER BY seq")]


def rated(world: World, pc: PC, period: str = QUARTER) -> None:
    """A person of office A with a plan and a finished evaluation."""
    world.employee(pc, "7", OFFICE_A)
    world.edit(pc, WorkPlan, PLAN, KEY, employee_id=KEY, year=2026, state="disetujui")
    world.edit(
        pc, Evaluation, Evaluation.id_of(PLAN, period), KEY, employee_id=KEY, plan_id=PLAN, period=period,
        state="selesai", work_rating="sesuai",
    )  # fmt: skip


def approve(world: World, pc: PC, period: str = QUARTER, office: str = OFFICE_A) -> None:
    period_locks.approve(pc.db, office, period)
    world.notice(pc)


def open_again(world: World, pc: PC, period: str = QUARTER) -> int:
    released = period_locks.open_again(pc.db, OFFICE_A, period, "keberatan dikabulkan")
    world.notice(pc)
    return released


@pytest.fixture
def locked(three: Three) -> Three:
    """A's first quarter is approved, which A does not know yet."""
    rated(three.world, three.a)
    up(three.world, three.a, three.d)
    approve(three.world, three.d)
    return three


def work_rating(pc: PC, key: str = RATED) -> list[tuple[Any, ...]]:
    return pc.rows("SELECT work_rating FROM evaluation WHERE id = ?", key)


# -- at import


def test_what_the_district_had_stays_and_what_comes_later_is_held_until_it_opens_the_period(locked: Three) -> None:
    world, a, d = locked.world, locked.a, locked.d
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_atas")
    up(world, a, d)
    assert held(d) == [LOCKED]
    assert work_rating(d) == [("sesuai",)]
    up(world, d, a)
    assert held(a) == [LOCKED]
    assert work_rating(a) == [("sesuai",)]
    assert d.projection() == a.projection()
    assert open_again(world, d) == 1
    assert held(d) == []
    up(world, d, a)
    assert work_rating(a) == work_rating(d) == [("di_atas",)]
    for pc in (a, d):
        world.check(pc)
        assert verify(pc.db).findings == []


def test_an_approval_holds_what_lay_here_long_before_it_came(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    rated(world, a)
    up(world, a, d)
    before = world.send(d, OFFICE_A)
    approve(world, d)
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_atas")
    world.deliver(before, a)  # so that the edit is older than the last import
    assert (held(a), work_rating(a)) == ([], [("di_atas",)])
    up(world, d, a)
    assert (held(a), work_rating(a)) == ([LOCKED], [("sesuai",)])


def test_a_change_made_while_the_period_was_open_and_unknown_to_the_next_approval_is_held(locked: Three) -> None:
    world, a, d = locked.world, locked.a, locked.d
    open_again(world, d)
    up(world, d, a)
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_atas")
    approve(world, d)
    up(world, a, d)
    assert (held(d), work_rating(d)) == ([LOCKED], [("sesuai",)])
    open_again(world, d)
    approve(world, d)
    assert (held(d), work_rating(d)) == ([], [("di_atas",)])
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_bawah")
    up(world, a, d)
    assert (held(d), work_rating(d)) == ([LOCKED], [("di_atas",)])


@pytest.mark.parametrize(
    ("table", "key", "fields"),
    [
        (ResultRating, LINE, {"evaluation_id": RATED, "rating": "di_atas"}),
        (Progress, "00000000-1111", {"plan_id": PLAN, "indicator_id": "00000000-2222", "period": QUARTER}),
        (Evaluation, RATED, {"removed": True}),
        (Evaluation, RATED, {"period": NEXT}),  # moved to another period to get it out of the lock
        (Evaluation, "00000000-3333", {"plan_id": PLAN, "period": QUARTER, "employee_id": KEY}),
        (Evaluation, Evaluation.id_of(PLAN, "2026-B02"), {"plan_id": PLAN, "period": "2026-B02"}),
    ],
    ids=["line", "realisasi", "removal", "moved", "another", "month"],
)
def test_everything_the_approved_evaluations_stand_on_is_locked(
    locked: Three, table: Any, key: str, fields: dict[str, Any]
) -> None:
    before = locked.d.projection()
    locked.world.edit(locked.a, table, key, KEY, **fields)
    up(locked.world, locked.a, locked.d)
    assert held(locked.d) == [LOCKED]
    assert locked.d.projection() == before
    assert locked.world.visible(locked.a, DISTRICT) <= locked.d.ids()


def test_the_organisations_rating_is_locked_too(locked: Three) -> None:
    key = UnitRating.id_of(OFFICE_A, QUARTER)
    locked.world.edit(locked.a, UnitRating, key, Office.id_of(OFFICE_A), office=OFFICE_A, period=QUARTER, rating="baik")
    up(locked.world, locked.a, locked.d)
    assert held(locked.d) == [LOCKED]


@pytest.mark.parametrize(
    ("table", "key", "fields"),
    [
        (Evaluation, Evaluation.id_of(PLAN, NEXT), {"plan_id": PLAN, "period": NEXT, "state": "selesai"}),
        (WorkPlan, PLAN, {"approach": "kualitatif"}),
        (WorkResult, "00000000-bbbb", {"plan_id": PLAN, "text": "hasil"}),
        (Employee, KEY, {"name": "Ani Lestari"}),
    ],
    ids=["next quarter", "plan", "result", "person"],
)
def test_what_does_not_belong_to_the_quarter_goes_on(
    locked: Three, table: Any, key: str, fields: dict[str, Any]
) -> None:
    locked.world.edit(locked.a, table, key, KEY, **fields)
    up(locked.world, locked.a, locked.d)
    assert held(locked.d) == []


def test_an_approved_year_locks_its_quarters_and_its_plans(three: Three) -> None:
    rated(three.world, three.a, "2026")
    up(three.world, three.a, three.d)
    approve(three.world, three.d, "2026")
    three.world.edit(three.a, WorkResult, "00000000-bbbb", KEY, plan_id=PLAN, text="ditambah")
    three.world.edit(three.a, Progress, "00000000-1111", KEY, plan_id=PLAN, period=QUARTER)
    three.world.edit(three.a, WorkPlan, WorkPlan.id_of("00000000-cccc", date(2027, 1, 1)), KEY, year=2027)
    up(three.world, three.a, three.d)
    assert held(three.d) == [LOCKED, LOCKED]
    with pytest.raises(RuleBroken, match="bersama Tahun 2026"):
        open_again(three.world, three.d)
    assert open_again(three.world, three.d, "2026") == 2


def test_lines_of_a_document_that_came_after_them_are_held_all_the_same(locked: Three, tmp_path: Path) -> None:
    """The line arrives, and counts; the evaluation it belongs to comes with a later bundle."""
    a, d = locked.a, locked.d
    other = Evaluation.id_of("00000000-9999", QUARTER)
    line = change(a.db.identity, op("value_rating", "00000000-5555", evaluation_id=other, rating="x"), sub=KEY, n=50)
    merge.take_in(d.db, forge(tmp_path / "1.json", a, d, [line], no=50))
    assert held(d) == []
    document = change(a.db.identity, op("evaluation", other, period=QUARTER), sub=KEY, n=51)
    merge.take_in(d.db, forge(tmp_path / "2.json", a, d, [document], no=51))
    assert held(d) == [LOCKED, LOCKED]


def test_the_district_writes_also_where_another_of_its_clerks_approved(locked: Three) -> None:
    other = locked.world.add("d2", DISTRICT)
    locked.world.meet(locked.d, other)
    up(locked.world, locked.d, other)
    locked.world.edit(other, Evaluation, RATED, KEY, work_rating="di_atas")
    up(locked.world, other, locked.d)
    assert (held(locked.d), work_rating(locked.d)) == ([], [("di_atas",)])


def test_two_clerks_who_approve_the_same_period_add_up(three: Three) -> None:
    """One of them has a change that the other has not; it was approved, so it counts."""
    world, a, d = three.world, three.a, three.d
    other = world.add("d2", DISTRICT)
    world.meet(d, other)
    world.meet(a, other)
    rated(world, a)
    up(world, a, d, other)
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_atas")
    up(world, a, other)
    approve(world, d)
    approve(world, other)
    up(world, other, d)
    up(world, d, other)
    assert held(d) == held(other) == []
    assert work_rating(d) == work_rating(other) == [("di_atas",)]
    assert open_again(world, d) == 0
    assert d.rows("SELECT count(*) FROM period_lock WHERE locked") == [(0,)]


def test_the_new_office_does_not_change_what_the_old_ones_approval_names(locked: Three) -> None:
    world, b, d = locked.world, locked.b, locked.d
    form = world.open_form(d, Employee, KEY, KEY)
    world.save(d, form, [OFFICE_A, OFFICE_B], office=OFFICE_B)
    up(world, d, b)
    world.edit(b, Evaluation, RATED, KEY, work_rating="di_bawah")
    world.edit(b, Evaluation, Evaluation.id_of(PLAN, NEXT), KEY, plan_id=PLAN, period=NEXT)
    up(world, b, d)
    assert held(d) == [LOCKED]
    up(world, d, b)
    assert held(b) == [LOCKED]
    assert work_rating(b) == work_rating(d) == [("sesuai",)]


def test_an_author_who_becomes_known_after_the_approval_was_not_approved(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    second = world.add("a2", OFFICE_A)
    world.meet(a, second)
    rated(world, a)
    up(world, a, second)
    world.edit(second, Evaluation, RATED, KEY, work_rating="di_atas")
    up(world, second, a)
    up(world, a, d)
    assert set(held(d)) == {AUTHOR_UNKNOWN}
    approve(world, d)
    world.enrol(d, second)
    up(world, second, d)
    assert (held(d), work_rating(d)) == ([LOCKED], [("sesuai",)])


# -- hostile


def test_an_office_neither_approves_nor_opens(locked: Three, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="BKPSDM"):
        period_locks.approve(locked.a.db, OFFICE_A, QUARTER)
    with pytest.raises(RuleBroken, match="BKPSDM"):
        period_locks.open_again(locked.a.db, OFFICE_A, QUARTER, "ingin")
    ((key,),) = locked.d.rows("SELECT id FROM period_lock")
    before = locked.d.projection()
    lines = [
        change(locked.b.db.identity, op("period_lock", key, locked=False), n=60),
        change(locked.b.db.identity, op("period_lock", key, removed=True), n=61),
        change(locked.b.db.identity, op("evaluation", key, period=NEXT), n=62),
        change(locked.b.db.identity, op("period_lock", "00000000-7777", office=OFFICE_A, period=NEXT, locked=True)),
    ]
    outcome = merge.take_in(locked.d.db, forge(tmp_path / "x.json", locked.b, locked.d, lines))
    assert [item.reason for item in outcome.held] == [NOT_ALLOWED] * 4
    assert locked.d.projection() == before
    assert locked.d.rows("SELECT locked FROM period_lock") == [(1,)]


@pytest.mark.parametrize("known", [{}, {"names": 5}, {"names": [5, None, ["x"]]}, {"names": "c" * 20}, None], ids=repr)
def test_an_odd_list_names_nothing_and_breaks_nothing(locked: Three, tmp_path: Path, known: Any) -> None:
    fields = {"office": OFFICE_A, "period": "bukan periode", "locked": True, "known": known}
    line = change(locked.d.db.identity, op("period_lock", "00000000-8888", **fields), n=70)
    merge.take_in(locked.a.db, forge(tmp_path / "x.json", locked.d, locked.a, [line], no=70))
    assert held(locked.a) == []
    assert locked.a.rows("SELECT count(*) FROM period_lock") == [(1,)]


# -- a person approves


def test_what_cannot_be_approved_is_said(three: Three) -> None:
    world, a, d = three.world, three.a, three.d
    with pytest.raises(RuleBroken, match="Belum ada evaluasi"):
        approve(world, d)
    rated(world, a)
    up(world, a, d)
    with pytest.raises(RuleBroken, match="tidak terkunci"):
        open_again(world, d)
    one, two = (world.open_form(pc, Evaluation, RATED, KEY) for pc in (a, d))
    world.save(a, one, note="satu")
    world.save(d, two, note="dua")
    up(world, a, d)
    with pytest.raises(RuleBroken, match="bentrok"):
        approve(world, d)
    world.edit(d, Evaluation, RATED, KEY, note="dua")
    approve(world, d)
    with pytest.raises(RuleBroken, match="sudah disahkan"):
        approve(world, d)
    with pytest.raises(RuleBroken, match="alasan"):
        period_locks.open_again(d.db, OFFICE_A, QUARTER, "  ")
    ((finished, people),) = d.rows("SELECT finished, people FROM period_lock")
    assert (finished, people) == (1, 1)


def test_importing_an_approval_can_be_undone(locked: Three) -> None:
    from kinerja_tui.handoff import undo

    world, a, d = locked.world, locked.a, locked.d
    world.edit(a, Evaluation, RATED, KEY, work_rating="di_atas")
    sent = world.send(d, OFFICE_A)
    before = a.projection()
    assert world.deliver(sent, a) is not None
    assert work_rating(a) == [("sesuai",)]
    bundle = undo.newest_import(a.db)
    assert bundle is not None
    undo.undo_import(a.db, bundle)
    assert (a.projection(), held(a)) == (before, [])
    assert world.deliver(sent, a) is not None
    assert (work_rating(a), held(a)) == ([("sesuai",)], [LOCKED])


# -- any order


EXAMPLES = int(os.environ.get("KINERJA_LOCKS", "4"))
"""Histories of approvals; a few always, many by hand."""

STEP = st.tuples(st.sampled_from(("a", "a2", "d", "d2")), st.sampled_from(("edit", "edit", "approve", "open", "send")))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=4, max_size=12), seed=st.integers(0, 5))
def test_any_order_of_approvals_edits_and_openings_gives_the_same_tables(
    steps: list[tuple[str, str]], seed: int
) -> None:
    world = World()
    try:
        pcs = {"a": world.add("a", OFFICE_A), "a2": world.add("a2", OFFICE_A)}
        pcs |= {"d": world.add("d", DISTRICT), "d2": world.add("d2", DISTRICT)}
        for one in pcs.values():
            for other in pcs.values():
                if one is not other:
                    world.enrol(one, other)
        rated(world, pcs["a"])
        for other in ("a2", "d", "d2"):
            up(world, pcs["a"], pcs[other])
        for number, (name, what) in enumerate(steps):
            pc = pcs[name]
            if what == "edit":
                _edit(world, pc, number + seed)
            elif what == "send":
                receivers = [other for other in pcs.values() if other is not pc]
                up(world, pc, receivers[(number + seed) % 3])
            elif pc.office == DISTRICT:
                with contextlib.suppress(RuleBroken):
                    (approve if what == "approve" else open_again)(world, pc)
        world.settle()
        ends = list(pcs.values())
        assert [sorted(pc.rows("SELECT id, held FROM journal WHERE held IS NOT NULL")) for pc in ends] == [
            sorted(ends[0].rows("SELECT id, held FROM journal WHERE held IS NOT NULL"))
        ] * 4
        assert [pc.projection() for pc in ends] == [ends[0].projection()] * 4
        open_now = ends[0].rows("SELECT count(*) FROM period_lock WHERE locked") == [(0,)]
        assert not open_now or held(ends[0]) == []
        for pc in ends:
            world.check(pc)
    finally:
        world.close()


def _edit(world: World, pc: PC, number: int) -> None:
    table, key, fields = (
        (Evaluation, RATED, {"work_rating": f"r{number}"}),
        (ResultRating, LINE, {"evaluation_id": RATED, "rating": f"r{number}"}),
        (Progress, "00000000-1111", {"plan_id": PLAN, "period": QUARTER, "note": f"r{number}"}),
        (Evaluation, Evaluation.id_of(PLAN, NEXT), {"plan_id": PLAN, "period": NEXT, "note": f"r{number}"}),
    )[number % 4]
    world.edit(pc, table, key, KEY, **fields)


def test_a_person_who_reads_the_lock_finds_what_it_is(locked: Three) -> None:
    up(locked.world, locked.d, locked.a)
    (lock,) = locked.a.rows("SELECT office, period, locked, finished, people, approved_by FROM period_lock")
    assert lock == (OFFICE_A, QUARTER, 1, 1, 1, "d")
