"""Linking after submission and approval, cells of the matrix, and the gaps both ways."""

from __future__ import annotations

import pytest

from kinerja_tui.models.employees import Assignment
from kinerja_tui.models.plans import WorkPlan, WorkResult
from kinerja_tui.rules.cascade import LinkState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.planning import addenda, approval, cascade, cascade_gaps, cascade_links, plan_entry, plans
from kinerja_tui.services.planning.addenda import Wanted
from kinerja_tui.services.planning.cascade_gaps import UNSUPPORTED
from kinerja_tui.services.planning.cascade_map import cascade_map
from kinerja_tui.services.planning.role_matrix import matrix_of
from tests.services.addendum_office import JULY, WHY
from tests.services.addendum_office import result as added
from tests.services.plan_office import (
    YEAR,
    assignment_id,
    key_plan,
    person,
    plan,
    result,
    row,
    three_people,
    titles,
)


@pytest.fixture
def staff(empty_db):
    """The database, Camat, Kasi and her staff."""
    return three_people(empty_db)


def found_gaps(db) -> list[tuple[str, str, str]]:
    """(kind, whose, text) of everything counted."""
    found = cascade_gaps.gaps(db.file, YEAR, db.today())
    return [(gap.kind, gap.line.name, gap.result.text) for gap in found if gap.is_counted]


def named(db) -> dict[str, int]:
    return cascade_gaps.count_gaps(cascade_gaps.gaps(db.file, YEAR, db.today()))


def matrix(db, leader_id: str):
    return matrix_of(cascade_map(db.file, YEAR, db.today()), leader_id)


def approved(db, employee_id: str, **texts: str) -> tuple[str, str]:
    plan_id, result_id = key_plan(db, employee_id, **texts)
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    return plan_id, result_id


# -- later


@pytest.mark.parametrize("state", ["draf", "diajukan", "disetujui", "dikembalikan"])
def test_the_link_moves_in_every_state_and_nothing_else_does(staff, state):
    db, _, kasi, staf = staff
    plan_id, result_id = key_plan(db, staf, superior_text="Seksi maju")
    if state != "draf":
        approval.submit(db, plan_id)
    if state == "disetujui":
        approval.approve(db, plan_id)
    if state == "dikembalikan":
        approval.send_back(db, plan_id, "Kurang")
    assert named(db) == {str(LinkState.WAITING): 1}
    _, above = key_plan(db, kasi, text="Seksi maju dan tertib")
    assert (str(LinkState.OPEN), "Staf Contoh", "Layanan selesai") in found_gaps(db)
    before = db.file.rows("SELECT * FROM work_plan"), db.file.rows("SELECT * FROM indicator")
    cascade_links.link_result(db, result_id, above)
    assert (db.file.rows("SELECT * FROM work_plan"), db.file.rows("SELECT * FROM indicator")) == before
    linked = result(db, result_id)
    assert (linked.superior_result_id, linked.superior_text) == (above, "Seksi maju dan tertib")
    assert titles(db)[-1] == "RHK “Layanan selesai” dihubungkan dengan “Seksi maju dan tertib”"
    assert row(db, staf)["unlinked"] == 0
    with pytest.raises(RuleBroken, match="sudah terhubung"):
        cascade_links.link_result(db, result_id, above)


def test_what_makes_no_sense_is_refused_with_the_reason(staff):
    db, camat, kasi, staf = staff
    _, of_camat = key_plan(db, camat, text="Kecamatan maju")
    kasi_plan, of_kasi = key_plan(db, kasi, text="Seksi maju", superior_text="Kecamatan maju")
    plan_id, result_id = approved(db, staf, superior_text="Seksi maju")
    for above in (of_camat, result_id, "tidak-ada"):
        with pytest.raises(RuleBroken, match=r"bukan .*milik pejabat penilai"):
            cascade_links.link_result(db, result_id, above)
    with pytest.raises(RuleBroken, match="Tulis dulu"):
        cascade_links.write_superior_text(db, result_id, " \n ")
    with db.act("Salah isi", camat) as act:
        act.write(Assignment, assignment_id(camat, "Camat"), rater_id=staf)
    with pytest.raises(RuleBroken, match="sendiri mendukung"):
        cascade_links.link_result(db, of_camat, result_id)
    with db.act("Hapus", kasi) as act:
        act.remove(WorkPlan, kasi_plan)
    with pytest.raises(RuleBroken, match=r"bukan .*milik pejabat penilai"):
        cascade_links.link_result(db, result_id, of_kasi)
    with db.act("Hapus", staf) as act:
        act.remove(WorkPlan, plan_id)
    with pytest.raises(RuleBroken, match="sudah dihapus"):
        cascade_links.write_superior_text(db, result_id, "Seksi maju")
    with pytest.raises(RuleBroken):
        cascade_links.linkable(db, "tidak-ada")


def test_the_text_of_a_superior_in_another_office_can_be_typed(staff):
    db, camat, _, _ = staff
    _, result_id = approved(db, camat, text="Kecamatan maju")
    assert found_gaps(db) == [(UNSUPPORTED, "Camat Contoh", "Kecamatan maju")]
    assert cascade_links.linkable(db, result_id).state is LinkState.OUTSIDE
    assert named(db)[str(LinkState.OUTSIDE)] == 1
    assert row(db, camat)["unlinked"] == 0
    cascade_links.write_superior_text(db, result_id, "  Kabupaten   maju ")
    assert result(db, result_id).superior_text == "Kabupaten maju"
    assert titles(db)[-1] == "RHK pimpinan untuk “Kecamatan maju” ditulis: “Kabupaten maju”"


def test_typing_another_text_ends_the_link(staff):
    db, _, kasi, staf = staff
    key_plan(db, kasi, text="Seksi maju")
    _, result_id = approved(db, staf, superior_text="Seksi maju")
    cascade_links.write_superior_text(db, result_id, "Tugas dari dinas")
    linked = result(db, result_id)
    assert (linked.superior_result_id, linked.superior_text) == (None, "Tugas dari dinas")
    assert cascade_links.linkable(db, result_id).likely == ""


def test_the_text_written_before_is_offered_first(staff):
    db, _, kasi, staf = staff
    _, result_id = approved(db, staf, superior_text="seksi  MAJU")
    key_plan(db, kasi, text="Lain")
    form = plan_entry.plan_form(db, plans.plan_of(db, kasi, YEAR).id)
    line = plan_entry.add_result(db, form, plan_entry.ResultKind.MAIN)
    plan_entry.keep(db, form, {f"work_result/{line.result_id}/text": "Seksi maju"})
    plan_entry.save(db, form)
    known = cascade_links.linkable(db, result_id)
    assert [item.text for item in known.superior.results] == ["Lain", "Seksi maju"]
    assert known.likely == line.result_id


# -- what disappears


@pytest.mark.parametrize("what", ["result", "plan"])
def test_a_superiors_result_that_disappears_leaves_the_text_and_a_mark(staff, what):
    db, _, kasi, staf = staff
    above_plan, above = key_plan(db, kasi, text="Seksi maju")
    plan_id, result_id = approved(db, staf, superior_text="Seksi maju")
    with db.act("Hapus", kasi) as act:
        act.remove(*((WorkResult, above) if what == "result" else (WorkPlan, above_plan)))
    left = result(db, result_id)
    assert (left.removed, left.superior_text, left.superior_result_id) == (False, "Seksi maju", above)
    assert (str(LinkState.GONE), "Staf Contoh", "Layanan selesai") in found_gaps(db)
    assert row(db, staf)["unlinked"] == plans.overview(db, plan_id).unlinked == 1
    assert cascade.superior_of(db, plan_id).links == {above: LinkState.GONE}


def test_after_a_change_of_rater_the_old_link_is_a_gap(staff):
    db, camat, kasi, staf = staff
    key_plan(db, kasi, text="Seksi maju")
    _, of_camat = key_plan(db, camat, text="Kecamatan maju")
    _, result_id = approved(db, staf, superior_text="Seksi maju")
    with db.act("Ganti penilai", staf) as act:
        act.write(Assignment, assignment_id(staf, "Pelaksana"), rater_id=camat)
    assert (str(LinkState.ELSEWHERE), "Staf Contoh", "Layanan selesai") in found_gaps(db)
    assert row(db, staf)["unlinked"] == 1
    cascade_links.link_result(db, result_id, of_camat)
    assert row(db, staf)["unlinked"] == 0


def test_gaps_look_both_ways(staff):
    db, camat, kasi, staf = staff
    _, of_camat = key_plan(db, camat, text="Kecamatan maju")
    key_plan(db, kasi, text="Seksi maju")
    _, of_staff = key_plan(db, staf)
    assert found_gaps(db) == [
        (UNSUPPORTED, "Camat Contoh", "Kecamatan maju"),
        (UNSUPPORTED, "Kasi Contoh", "Seksi maju"),
        ("terbuka", "Kasi Contoh", "Seksi maju"),
        ("terbuka", "Staf Contoh", "Layanan selesai"),
    ]
    (mine,) = (line for line in cascade_map(db.file, YEAR, db.today()).lines if line.employee_id == kasi)
    cascade_links.link_result(db, mine.results[0].id, of_camat)
    cascade_links.link_result(db, of_staff, mine.results[0].id)
    assert found_gaps(db) == []
    assert named(db) == {"luar": 1}


# -- the matrix


def test_a_cell_begins_the_plan_and_is_one_act(staff):
    db, _, kasi, staf = staff
    _, above = key_plan(db, kasi, text="Seksi maju")
    count = len(titles(db))
    plan_id = cascade_links.contribute(db, above, " Surat \n selesai ", employee_id=staf, year=YEAR)
    assert titles(db)[count:] == ["Peran hasil ditulis: “Surat selesai”"]
    again = cascade_links.contribute(db, above, "Arsip rapi", employee_id=staf, year=YEAR, plan_id=plan_id)
    assert again == plan_id
    grid = matrix(db, kasi)
    assert [column.number for column in grid.columns] == [1, 0]
    assert [item.text for item in grid.cell(0, 0)] == ["Surat selesai", "Arsip rapi"]
    assert grid.cell(0, 1) == grid.loose(0) == ()
    assert row(db, staf)["unlinked"] == 0
    with pytest.raises(RuleBroken, match="sudah ada"):
        cascade_links.contribute(db, above, "ARSIP rapi", employee_id=staf, year=YEAR, plan_id=plan_id)
    with pytest.raises(RuleBroken, match="Tulis dulu"):
        cascade_links.contribute(db, above, " ", employee_id=staf, year=YEAR, plan_id=plan_id)
    assert len(titles(db)) == count + 2


@pytest.mark.parametrize(("approve", "words"), [(False, "Tarik kembali"), (True, "adendum")])
def test_a_cell_of_a_locked_plan_says_what_to_do(staff, approve, words):
    db, _, kasi, staf = staff
    _, above = key_plan(db, kasi, text="Seksi maju")
    plan_id, _ = key_plan(db, staf)
    approval.submit(db, plan_id)
    if approve:
        approval.approve(db, plan_id)
    with pytest.raises(RuleBroken, match=words):
        cascade_links.contribute(db, above, "Baru", employee_id=staf, year=YEAR, plan_id=plan_id)
    assert [item.text for item in matrix(db, kasi).loose(0)] == ["Layanan selesai"]


def test_a_plan_begun_twice_is_refused_and_nothing_is_written(staff):
    db, _, kasi, staf = staff
    _, above = key_plan(db, kasi, text="Seksi maju")
    key_plan(db, staf)
    count = len(titles(db))
    with pytest.raises(RuleBroken, match="sudah ada"):
        cascade_links.contribute(db, above, "Baru", employee_id=staf, year=YEAR)
    assert len(titles(db)) == count


def test_leaders_from_the_top_down_and_rows_by_the_dated_rater(staff):
    db, camat, kasi, staf = staff
    other = person(db, "199203032017031004", "Lain Contoh", "Pelaksana", camat)
    leaders = cascade_map(db.file, YEAR, db.today()).leaders()
    assert [(item.name, item.level, item.staff, item.results) for item in leaders] == [
        ("Camat Contoh", 0, 2, 0),
        ("Kasi Contoh", 1, 1, 0),
    ]
    assert [line.employee_id for line in matrix(db, camat).rows] == [kasi, other]
    assert matrix(db, camat).plans == ()
    assert [line.employee_id for line in matrix(db, kasi).rows] == [staf]
    assert matrix(db, staf) is None


def test_the_results_of_a_plt_plan_are_offered_beside_the_own_ones(staff):
    """The Kasi is also Plt. of another section; both plans are hers, and the post tells them apart."""
    db, _, kasi, staf = staff
    key_plan(db, kasi, text="Seksi maju")
    acting = Assignment.id_of(kasi, "Kepala Seksi Lain", assignment_day())
    with db.act("Plt", kasi) as act:
        act.write(
            Assignment, acting, employee_id=kasi, post="Kepala Seksi Lain", kind="plt", start=assignment_day(),
            rater_card={"name": "Sekda"},
        )  # fmt: skip
    plan_id = plans.start_plan(db, kasi, YEAR, acting)
    form = plan_entry.plan_form(db, plan_id)
    line = plan_entry.add_result(db, form, plan_entry.ResultKind.MAIN)
    plan_entry.keep(db, form, {f"work_result/{line.result_id}/text": "Seksi lain maju"})
    plan_entry.save(db, form)
    _, result_id = approved(db, staf)
    superior = cascade_links.linkable(db, result_id).superior
    assert [(item.text, item.post) for item in superior.results] == [
        ("Seksi lain maju", "Plt. Kepala Seksi Lain"),
        ("Seksi maju", "Kepala Seksi"),
    ]
    cascade_links.link_result(db, result_id, line.result_id)
    grid = matrix(db, kasi)
    assert [column.result.text for column in grid.columns[:-1]] == [item.text for item in superior.results]
    assert [len(grid.cell(0, place)) for place in range(3)] == [1, 0, 0]
    with pytest.raises(RuleBroken, match=r"bukan .*milik pejabat penilai"):
        cascade_links.link_result(db, line.result_id, mine_of(db, kasi, "Seksi maju"))


def assignment_day():
    from datetime import date

    return date(YEAR, 6, 1)


def test_the_form_of_leaders_has_no_column_to_link(staff):
    db, camat, kasi, _ = staff
    plan_id, result_id = key_plan(db, kasi, superior_text="Kecamatan maju")
    _, above = key_plan(db, camat, text="Kecamatan maju")
    with db.act("Formulir", kasi) as act:
        act.write(WorkPlan, plan_id, form="jpt_mandiri")
    assert row(db, kasi)["unlinked"] == plans.overview(db, plan_id).unlinked == 0
    assert found_gaps(db) == [
        (UNSUPPORTED, "Camat Contoh", "Kecamatan maju"),
        (UNSUPPORTED, "Kasi Contoh", "Layanan selesai"),
    ]
    assert matrix(db, camat).loose(0) == ()
    for refused in (
        lambda: cascade_links.link_result(db, result_id, above),
        lambda: cascade_links.write_superior_text(db, result_id, "Lain"),
        lambda: cascade_links.contribute(db, above, "Baru", employee_id=kasi, year=YEAR, plan_id=plan_id),
    ):
        with pytest.raises(RuleBroken, match="tidak punya kolom RHK pimpinan"):
            refused()


def mine_of(db, employee_id: str, text: str) -> str:
    found = cascade_map(db.file, YEAR, db.today())
    return next(item.id for _, item in found.results_of(employee_id) if item.text == text)


def test_list_form_and_map_count_the_same(db):
    found = cascade_map(db.file, YEAR, db.today())
    listing = plans.listing(db.file, YEAR, day=db.today())
    counted = {item["plan_id"]: item["unlinked"] for item in listing.rows(0, len(listing)) if item["plan_id"]}
    for line in found.lines:
        if line.plan_id:
            mapped = sum(found.state(line, item).is_gap for item in line.results)
            assert (mapped, mapped) == (counted[line.plan_id], plans.overview(db, line.plan_id).unlinked), line.name


def test_what_an_addendum_ended_asks_and_supports_nothing_from_then_on(empty_db):
    db, _, kasi, staf = three_people(empty_db)
    kasi_plan, above = key_plan(db, kasi, "Seksi maju")
    plan_id, below = key_plan(db, staf, "Surat", "Seksi maju")
    for item in (kasi_plan, plan_id):
        approval.submit(db, item)
        approval.approve(db, item)

    def seen() -> tuple[object, ...]:
        found = cascade_map(db.file, YEAR, db.today())
        grid = matrix_of(found, kasi)
        with db.reading() as session:
            states = cascade.link_states(session, plan(db, plan_id), db.today())
        gaps = {gap.result.id: gap.kind for gap in cascade_gaps.gaps(db.file, YEAR, db.today())}
        return states[below], gaps.get(below), len(grid.columns), row(db, kasi)["results"], row(db, staf)["unlinked"]

    assert seen() == (LinkState.LINKED, None, 2, 1, 0)
    addenda.make(db, kasi_plan, Wanted(JULY, WHY, "", added=[added("Seksi tertib")], ended={above: "Program berakhir"}))
    assert seen() == (LinkState.GONE, "dihapus", 2, 1, 1)
    with pytest.raises(RuleBroken, match="bukan lagi"):
        cascade_links.link_result(db, below, above)
    addenda.make(db, plan_id, Wanted(JULY, WHY, "", added=[added("Arsip")], ended={below: "Pindah tugas"}))
    assert seen()[1:] == (None, 2, 1, 1)  # the new one is still to be linked
    assert [item.text for item in cascade_links.results_to_link(db, plan_id)] == ["Arsip"]
    assert plans.overview(db, plan_id).results == 1
