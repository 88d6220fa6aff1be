"""Settling: a choice is an ordinary change that has seen all heads, and ends the bentrok everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.models.employees import Assignment, Employee
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.handover import disputes, settle
from tests.widgets.helpers import HOSTILE

CAMAT = Employee.id_of("197906022008021913")


def disagree(db, table, record_id: str, subject: str | None = None, **fields) -> None:
    """Two changes of the same fields, neither of which has seen the other."""
    seen = db.seen([record_id])
    for place in (0, 1):
        with db.act(f"Ubah {place}", subject or record_id, seen=seen) as act:
            act.write(table, record_id, **{name: values[place] for name, values in fields.items()})


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_can_be_in_bentrok_and_be_chosen(db, name):
    disagree(db, Employee, CAMAT, name=(name, "Hasbi"))
    (item,) = settle.to_settle(db.file)
    assert (item.kind, item.field, item.employee_id) == ("conflict", "name", CAMAT)
    values = [candidate.value for candidate in disputes.dispute(db.file, CAMAT, "name").candidates]
    assert sorted(values) == sorted([name, "Hasbi"])
    disputes.resolve(db, CAMAT, "name", name)
    assert settle.to_settle(db.file) == []
    assert db.file.rows("SELECT name FROM employee WHERE id = ?", (CAMAT,)) == [(name,)]


def test_settling_twice_is_told(db):
    disagree(db, Employee, CAMAT, name=("A", "B"))
    disputes.resolve(db, CAMAT, "name", "A")
    with pytest.raises(RuleBroken, match="sudah diselesaikan"):
        disputes.resolve(db, CAMAT, "name", "B")
    with pytest.raises(RuleBroken, match="sudah diselesaikan"):
        disputes.dispute(db.file, CAMAT, "name")


def test_a_value_that_does_not_fit_changes_nothing(db):
    disagree(db, Employee, CAMAT, birth_date=("1979-06-02", "1979-06-03"))
    count = db.file.rows("SELECT count(*) FROM journal")
    for value in ("besok", 5, {"a": 1}, True, "1979-13-01"):
        with pytest.raises(RuleBroken, match="tidak sesuai"):
            disputes.resolve(db, CAMAT, "birth_date", value)
    assert db.file.rows("SELECT count(*) FROM journal") == count
    assert len(settle.to_settle(db.file)) == 1


def test_typed_numbers_and_days_are_read_as_people_write_them(db):
    indicator, employee = db.file.rows(
        "SELECT i.id, p.employee_id FROM indicator i JOIN work_plan p ON p.id = i.plan_id "
        "WHERE p.state = 'draf' LIMIT 1"
    )[0]
    disagree(db, Indicator, indicator, employee, target=(Decimal(12), Decimal(13)), position=(1, 2))
    assert disputes.typed_value(db, indicator, "target", "1.234,5") == "1234.5"
    assert disputes.typed_value(db, indicator, "target", "") is None
    assert disputes.typed_value(db, indicator, "position", "3") == 3
    with pytest.raises(RuleBroken, match="koma"):
        disputes.typed_value(db, indicator, "target", "12.5")
    with pytest.raises(RuleBroken):
        disputes.typed_value(db, indicator, "position", "tiga")
    disputes.resolve(db, indicator, "target", "1234.5")
    assert [item.field for item in settle.to_settle(db.file)] == ["position"]


def test_missing_and_zero_are_two_values(db):
    progress, plan = db.file.rows("SELECT id, plan_id FROM progress LIMIT 1")[0]
    employee = db.file.rows("SELECT employee_id FROM work_plan WHERE id = ?", (plan,))[0][0]
    disagree(db, Progress, progress, employee, amount=(None, Decimal(0)))
    texts = {candidate.text for candidate in disputes.dispute(db.file, progress, "amount").candidates}
    assert texts == {"(kosong)", "0"}


def test_a_removal_against_an_edit_waits_for_a_person(db):
    post, employee = db.file.rows("SELECT id, employee_id FROM assignment LIMIT 1")[0]
    seen = db.seen([post])
    with db.act("hapus", employee, seen=seen) as act:
        act.remove(Assignment, post)
    with db.act("ubah", employee, seen=seen) as act:
        act.write(Assignment, post, unit="Lain")
    (item,) = settle.to_settle(db.file)
    dispute = disputes.dispute(db.file, post, item.field)
    assert not dispute.free
    assert {candidate.text for candidate in dispute.candidates} == {"dihapus", "dipakai"}
    disputes.resolve(db, post, item.field, False)
    assert settle.to_settle(db.file) == []
    assert db.file.rows("SELECT removed, unit FROM assignment WHERE id = ?", (post,)) == [(0, "Lain")]


def test_no_table_or_column_is_named_in_what_people_read(db):
    post, employee = db.file.rows("SELECT id, employee_id FROM assignment LIMIT 1")[0]
    disagree(db, Assignment, post, employee, unit=("A", "B"), rater_id=("x", "y"), post_kind=("pelaksana", "jpt"))
    for item in settle.to_settle(db.file):
        assert "_" not in item.text
        assert "assignment" not in item.text
        assert item.text.endswith("diubah di dua PC")


def test_overlapping_posts_are_listed(db):
    employee = db.file.rows("SELECT employee_id FROM assignment LIMIT 1")[0][0]
    with db.act("x", employee) as act:
        act.write(Assignment, "0" * 36, employee_id=employee, post="Plt. Camat [/]", start=None)
    kinds = [item.kind for item in settle.to_settle(db.file)]
    assert kinds == ["post", "post"]
    assert any("Plt. Camat [/]" in item.text for item in settle.to_settle(db.file))


def test_each_value_tells_what_its_author_had_seen(db):
    (before,) = [row[0] for row in db.file.rows("SELECT name FROM employee WHERE id = ?", (CAMAT,))]
    disagree(db, Employee, CAMAT, name=("A", "B"))
    dispute = disputes.dispute(db.file, CAMAT, "name")
    assert [candidate.seen for candidate in dispute.candidates] == [before, before]
    assert all(f"PC {db.identity.site[:8]}" in candidate.source for candidate in dispute.candidates)
    # Somebody settled it while another wrote a third value having seen only one of the two.
    (seen_a,) = [row[0] for row in db.file.rows("SELECT id FROM journal WHERE act = 'Ubah 0'")]
    with db.act("Ubah lagi", CAMAT, seen={CAMAT: [seen_a]}) as act:
        act.write(Employee, CAMAT, name="C")
    found = {candidate.text: candidate.seen for candidate in disputes.dispute(db.file, CAMAT, "name").candidates}
    assert found == {"B": before, "C": "A"}
    disagree(db, Employee, Employee.id_of("9"), name=("X", "Y"))
    nothing = disputes.dispute(db.file, Employee.id_of("9"), "name").candidates
    assert {candidate.seen for candidate in nothing} == {"belum ada isinya"}
