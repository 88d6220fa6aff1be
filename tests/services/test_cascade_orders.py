"""Any order of drafting and linking gives the same cascade; a circle made by a merge is listed and hurts nothing."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja_tui.models.database import Database
from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.models.plans import Indicator, WorkPlan, WorkResult
from kinerja_tui.rules.plans import ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import settle
from kinerja_tui.services.office import setup
from kinerja_tui.services.planning import (
    approval,
    cascade,
    cascade_circles,
    cascade_gaps,
    cascade_links,
    plan_entry,
    plans,
)
from kinerja_tui.services.planning.cascade_map import cascade_map
from kinerja_tui.services.planning.role_matrix import matrix_of
from tests.conftest import fixed_now
from tests.services.plan_office import YEAR, assignment_id, key_plan, result, three_people, typed

OFFICE = {"Camat Contoh": ("Kecamatan maju",), "Kasi Contoh": ("Seksi maju", "Seksi tertib"), "Staf Contoh": ("Surat",)}
WANTED = {"Seksi maju": "Kecamatan maju", "Surat": "Seksi tertib"}
ACTS = [
    *[("draft", name) for name in OFFICE],
    *[("decide", name) for name in OFFICE],
    *[("link", text) for text in WANTED],
]
"""What people do, each once; what cannot be done yet is done later."""


def do(db: Database, people: dict[str, str], act: tuple[str, str]) -> bool:
    """One act; False when it has to wait for another."""
    verb, about = act
    if verb == "draft":
        draft(db, people[about], OFFICE[about])
    elif verb == "decide":
        known = plans.plan_of(db, people[about], YEAR)
        if known is None:
            return False
        approval.submit(db, known.id)
        approval.approve(db, known.id)
    else:
        ids = dict(db.file.rows("SELECT text, id FROM work_result"))
        if about not in ids or WANTED[about] not in ids:
            return False
        with contextlib.suppress(RuleBroken):  # linked while it was keyed: the superior's plan was there already
            cascade_links.link_result(db, ids[about], ids[WANTED[about]])
    return True


def draft(db: Database, employee_id: str, texts: tuple[str, ...]) -> None:
    """A plan keyed with the superior's text where one is wanted; the form links it when he has a plan."""
    plan_id = plans.start_plan(db, employee_id, YEAR)
    form = plan_entry.plan_form(db, plan_id)
    for text in texts:
        line = plan_entry.add_result(db, form, ResultKind.MAIN)
        typed(db, form, WorkResult, line.result_id, text=text, superior_text=WANTED.get(text, ""))
        plan_entry.link(db, form, line.result_id, cascade.superior_of(db, plan_id))
        typed(db, form, Indicator, line.indicator_ids[0], text="Jumlah", target="1", unit="berkas")
    plan_entry.save(db, form)


def picture(db: Database, people: dict[str, str]) -> object:
    """The cascade without random ids: links, gaps, the two matrices, the counts of the list."""
    found = cascade_map(db.file, YEAR, db.today())
    with db.reading() as session:
        texts = {item.id: item.text for item in session.exec(select(WorkResult))}
        links = sorted(
            (item.text, texts.get(item.superior_result_id or ""), item.superior_text)
            for item in session.exec(select(WorkResult))
        )
    gaps = [(gap.kind, gap.result.text) for gap in cascade_gaps.gaps(db.file, YEAR, db.today())]
    grids = []
    for name in ("Camat Contoh", "Kasi Contoh"):
        grid = matrix_of(found, people[name])
        assert grid is not None
        cells = [[len(grid.cell(0, column)) for column in range(len(grid.columns))]]
        grids.append((grid.leader, [item.result and item.result.text for item in grid.columns], cells))
    listing = plans.listing(db.file, YEAR, day=db.today())
    return links, gaps, grids, [(item["name"], item["unlinked"]) for item in listing.rows(0, len(listing))]


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(ACTS))
def test_any_order_gives_the_same_cascade(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("urutan")
    db = Database(DatabaseFile(folder / "k.db").open(), folder / "kunci", fixed_now)
    try:
        setup.set_up(db, "15.04.03", "Rina", YEAR)
        _, camat, kasi, staf = three_people(db)
        people = {"Camat Contoh": camat, "Kasi Contoh": kasi, "Staf Contoh": staf}
        waiting = list(order)
        while waiting:
            left = [act for act in waiting if not do(db, people, act)]
            assert len(left) < len(waiting)
            waiting = left
        links, gaps, grids, counts = picture(db, people)
        assert links == [
            ("Kecamatan maju", None, ""),
            ("Seksi maju", "Kecamatan maju", "Kecamatan maju"),
            ("Seksi tertib", None, ""),
            ("Surat", "Seksi tertib", "Seksi tertib"),
        ]
        assert gaps == [
            ("tanpa_pendukung", "Seksi maju"),
            ("terbuka", "Seksi tertib"),
            ("luar", "Kecamatan maju"),
        ]
        assert [(columns, cells) for _, columns, cells in grids] == [
            (["Kecamatan maju", None], [[1, 1]]),
            (["Seksi maju", "Seksi tertib", None], [[0, 1, 0]]),
        ]
        assert counts == [("Camat Contoh", 0), ("Kasi Contoh", 1), ("Staf Contoh", 0)]
        assert settle.to_settle(db.file) == []
    finally:
        db.close()


def closed_circle(db: Database) -> tuple[dict[str, str], dict[str, str]]:
    """Kasi supports Camat, staff supports Kasi; another PC had the Camat rated by the staff and linked him to it."""
    _, camat, kasi, staf = three_people(db)
    plans_of, ids = {}, {}
    plans_of["camat"], ids["camat"] = key_plan(db, camat, text="Kecamatan maju")
    plans_of["kasi"], ids["kasi"] = key_plan(db, kasi, text="Seksi maju", superior_text="Kecamatan maju")
    plans_of["staf"], ids["staf"] = key_plan(db, staf, text="Surat", superior_text="Seksi maju")
    with db.act("Penggabungan", camat) as act:
        act.write(Assignment, assignment_id(camat, "Camat"), rater_id=staf, rater_card=None)
        act.write(WorkResult, ids["camat"], superior_result_id=ids["staf"], superior_text="Surat")
    return plans_of, ids


def test_a_circle_by_merge_is_listed_once_and_every_view_stands(empty_db):
    db = empty_db
    plans_of, ids = closed_circle(db)
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.record_id) == ("circle", min(ids.values()))
    assert "Saling mendukung dalam lingkaran" in item.text
    assert {link.result_id for link in cascade_circles.circle_of(db.file, item.record_id)} == set(ids.values())
    found = cascade_map(db.file, YEAR, db.today())
    assert len(found.leaders()) == 3
    assert cascade_gaps.gaps(db.file, YEAR, db.today()) == []
    for plan_id in plans_of.values():
        assert all(above.circular for above in cascade.superior_of(db, plan_id).results)
        assert plans.overview(db, plan_id).unlinked == 0
    for result_id in ids.values():
        cascade_links.linkable(db, result_id)
    cascade_links.end_link(db, ids["camat"])
    assert result(db, ids["camat"]).superior_text == "Surat"
    assert settle.to_settle(db.file) == []
    assert cascade_circles.circle_of(db.file, ids["staf"]) == []


def test_a_circle_through_something_removed_is_none(empty_db):
    plans_of, _ = closed_circle(empty_db)
    with empty_db.act("Hapus", result_owner(empty_db, plans_of["kasi"])) as act:
        act.remove(WorkPlan, plans_of["kasi"])
    assert settle.to_settle(empty_db.file) == []
    assert [
        gap.kind for gap in cascade_gaps.gaps(empty_db.file, YEAR, empty_db.today()) if gap.line.name[0] == "S"
    ] == ["dihapus"]


def test_a_result_that_supports_itself(empty_db):
    """Foreign data can say anything."""
    _, _, kasi, _ = three_people(empty_db)
    plan_id, result_id = key_plan(empty_db, kasi)
    with empty_db.act("x", kasi) as act:
        act.write(WorkResult, result_id, superior_result_id=result_id)
    (item,) = settle.to_settle(empty_db.file)
    assert item.record_id == result_id
    assert plans.overview(empty_db, plan_id).unlinked == 1
    with pytest.raises(RuleBroken, match="bukan"):
        cascade_links.link_result(empty_db, result_id, result_id)


def result_owner(db: Database, plan_id: str) -> str:
    with db.reading() as session:
        return session.get_one(WorkPlan, plan_id).employee_id
