"""Undoing acts: everything as before, done again as it was, merged without bentrok, refused where work stands on it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kinerja_tui.models import projection
from kinerja_tui.models.employees import Employee
from kinerja_tui.models.feedback import Feedback
from kinerja_tui.models.local import OutgoingBundle, OutgoingChange
from kinerja_tui.models.objections import Holiday
from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.models.service_log import ServiceRequest
from kinerja_tui.models.verify import verify
from kinerja_tui.rules.plans import PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.history import acts, removed, rests, undo
from kinerja_tui.services.history.act_words import told_steps
from kinerja_tui.services.planning import approval, plan_entry
from kinerja_tui.services.public import service_catalogue
from tests.services.plan_office import key_plan, plan, three_people, typed
from tests.services.service_office import change, request, service
from tests.services.two_pcs import exchange, second_pc


def tables(db):
    """Every row of every table, and every bentrok."""
    with db.reading() as session:
        connection = session.connection()
        found = {
            name: {row.id: tuple(row) for row in connection.execute(select(table)) if not row.removed}
            for name, table in projection.TABLES.items()
        }
        found["bentrok"] = {tuple(row)[:2]: "" for row in connection.execute(select(projection.conflict))}
    return found


def newest(db):
    return acts.last_acts(db.file)[0].id


def undo_next(db):
    line = acts.to_undo(acts.last_acts(db.file))
    undo.undo(db, line.id)
    return line


def redo_next(db):
    line = acts.to_redo(acts.last_acts(db.file))
    undo.undo(db, line.id)
    return line


KEYS = ("2026-01-01", "2026-02-02", "2026-03-03")
acting = st.lists(
    st.tuples(st.sampled_from(["write", "remove", "back"]), st.sampled_from(KEYS), st.sampled_from(["A", "B", ""])),
    min_size=1,
    max_size=5,
)


def perform(db, steps):
    """One act of several steps."""
    with db.act("Hari libur diatur") as act:
        for kind, day, name in steps:
            key = Holiday.id_of(date.fromisoformat(day))
            if kind == "write":
                act.write_anew(Holiday, key, day=date.fromisoformat(day), name=name)
            elif act.session.get(Holiday, key) is not None:
                (act.remove if kind == "remove" else act.bring_back)(Holiday, key)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acting, min_size=1, max_size=3))
def test_whatever_was_done_is_undone_newest_first_and_done_again(empty_db, history):
    db = empty_db
    holiday(db, date(2026, 9, 9), "Hari lain")  # what the example before undid cannot be done again
    states = [tables(db)]
    for steps in history:
        before = newest(db)
        perform(db, steps)
        if newest(db) != before:
            states.append(tables(db))
    for state in reversed(states[:-1]):
        undo_next(db)
        assert tables(db) == state
    for state in states[1:]:
        redo_next(db)
        assert tables(db) == state
    assert acts.to_redo(acts.last_acts(db.file)) is None
    assert verify(db).sound


@pytest.fixture
def office(empty_db):
    """The database, and the plan and result of the staff member of an office of three."""
    db, _, _, staff = three_people(empty_db)
    return db, staff, *key_plan(db, staff)


def titled(db, words):
    """The newest act with these words in its title."""
    return next(line for line in acts.last_acts(db.file) if words in line.act)


def why_not(db, words):
    with pytest.raises(RuleBroken) as refused:
        undo.undo(db, titled(db, words).id)
    assert refused.value.text.endswith("Tidak ada yang diubah.")
    return refused.value.text


def holiday(db, day, name):
    with db.act(f"Hari libur {day}: {name}") as act:
        act.write_anew(Holiday, Holiday.id_of(day), day=day, name=name)


def test_every_link_between_records_is_known():
    links = {field for table in PROJECTED.values() for field in table.model_fields if field.endswith("_id")}
    assert links == set(rests.LEADS_TO)
    assert set(rests.LEADS_TO.values()) | rests.CYCLE | set(undo.STANDING) <= set(PROJECTED)


def test_a_submission_is_undone_and_done_again(office):
    db, _, plan_id, _ = office
    before = tables(db)
    approval.submit(db, plan_id)
    after = tables(db)
    seen = undo.look(db, newest(db))
    assert seen.title == "Rencana kerja 2026 diajukan (Staf Contoh)"
    assert "    Status: Diajukan → Draf" in told_steps(db.file, seen.back)
    undo_next(db)
    assert tables(db) == before
    assert [line.act for line in acts.last_acts(db.file)[:2]] == [
        "Diurungkan: Rencana kerja 2026 diajukan", "Rencana kerja 2026 diajukan",
    ]  # fmt: skip
    assert acts.last_acts(db.file)[1].undone
    redo_next(db)
    assert tables(db) == after
    assert plan(db, plan_id).state == PlanState.SUBMITTED
    assert undo_next(db).title == "Rencana kerja 2026 diajukan (Staf Contoh)"
    assert tables(db) == before


def test_what_later_work_rests_on_is_named(office):
    db, staff, plan_id, _ = office
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    refusal = why_not(db, "diajukan")
    assert "Sesudahnya sudah dikerjakan: “Rencana kerja 2026 disetujui" in refusal
    assert "Urungkan itu dulu" in refusal
    assert plan(db, plan_id).state == PlanState.APPROVED
    with db.reading() as session:
        assert session.get_one(Employee, staff).removed is False
    undo_next(db)  # the approval
    undo_next(db)  # and now the submission
    assert plan(db, plan_id).state == PlanState.DRAFT


def test_a_person_with_a_plan_is_not_unmade(office):
    db, *_ = office
    assert "Rencana kerja" in why_not(db, "Pegawai baru: Staf Contoh")
    assert "sudah memakai data ini" in why_not(db, "Pegawai baru: Kasi Contoh")  # only named as a rater


def test_what_points_at_a_record_keeps_it(empty_db):
    db = empty_db
    kept = service(db)
    made = titled(db, "Izin usaha")
    request(db, kept, "2026-03-02", "2026-03-04", number="7/YAN")
    assert (
        undo.look(db, made.id).obstacle
        == "Permohonan layanan “7/YAN” sudah memakai data ini. Lepaskan atau hapus itu dulu."
    )
    undo_next(db)
    undo_next(db)
    assert len(service_catalogue.listing(db.file)) == 0


def test_records_beside_each_other_are_undone_in_any_order(empty_db):
    db = empty_db
    kept = service(db)
    first = request(db, kept, "2026-03-02", number="1")
    first_act = newest(db)
    request(db, kept, "2026-03-03", number="2")
    undo.undo(db, first_act)
    with db.reading() as session:
        assert session.get_one(ServiceRequest, first).removed


def test_an_edited_record_is_first_unedited(empty_db):
    db = empty_db
    kept = request(db, service(db), "2026-03-02", number="1")
    made = newest(db)
    change(db, kept, number="2")
    assert "Sesudahnya" in undo.look(db, made).obstacle
    undo_next(db)
    assert undo.look(db, made).obstacle == ""
    undo.undo(db, made)
    assert undo.look(db, made).obstacle == "Ini sudah diurungkan."
    redo_next(db)
    assert undo.look(db, made).obstacle == ""  # as good as new
    redo_next(db)
    with db.reading() as session:
        record = session.get_one(ServiceRequest, kept)
        assert (record.number, record.removed) == ("2", False)
    assert verify(db).sound


def test_a_new_act_ends_what_can_be_done_again(empty_db):
    holiday(empty_db, date(2026, 5, 1), "Hari Buruh")
    undo_next(empty_db)
    holiday(empty_db, date(2026, 12, 25), "Natal")
    assert acts.to_redo(acts.last_acts(empty_db.file)) is None


def test_only_the_last_acts_can_be_undone(empty_db):
    for day in range(1, acts.LAST + 3):
        holiday(empty_db, date(2026, 6, day), f"Libur {day:02}")
    assert "20 pekerjaan terakhir" in why_not(empty_db, "Libur 02")
    for _ in range(acts.LAST):
        undo_next(empty_db)
    assert acts.to_undo(acts.last_acts(empty_db.file)) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [("PC diperkenalkan", "Pengenalan PC"), ("Periode tahun", "Penyiapan tahun kerja"), ("disiapkan", "Data kantor")],
)
def test_what_others_act_upon_at_once_is_not_undone_here(empty_db, words, reason):
    assert why_not(empty_db, words).startswith(f"{reason} tidak diurungkan dari sini")


def test_work_of_another_pc_is_left_to_it(empty_db, tmp_path):
    other = second_pc(empty_db, tmp_path / "lain")
    holiday(other, date(2026, 5, 1), "Hari Buruh")
    exchange(empty_db, other)
    with empty_db.transaction() as session:
        session.connection().exec_driver_sql("UPDATE journal SET arrived_with = 'b' WHERE act LIKE 'Hari libur%'")
    line = acts.last_acts(empty_db.file, own=False)[0]
    assert not line.here
    assert acts.to_undo(acts.last_acts(empty_db.file)) != line
    assert "di PC lain" in undo.look(empty_db, line.id).obstacle
    other.close()


def test_an_undoing_travels_and_merges_without_bentrok(office, tmp_path):
    db, _, plan_id, _ = office
    approval.submit(db, plan_id)
    other = second_pc(db, tmp_path / "lain")
    undo_next(db)
    holiday(other, date(2026, 5, 1), "Hari Buruh")  # the other PC works on meanwhile
    exchange(db, other)
    assert tables(db) == tables(other)
    assert tables(db)["bentrok"] == {}
    assert plan(other, plan_id).state == PlanState.DRAFT
    undo.undo(db, titled(db, acts.UNDONE).id)
    exchange(db, other)
    assert plan(other, plan_id).state == PlanState.SUBMITTED
    assert tables(db)["bentrok"] == {}
    other.close()


def test_what_two_pcs_wrote_in_one_field_is_chosen_not_undone(empty_db, tmp_path):
    db = empty_db
    kept = request(db, service(db), "2026-03-02", number="1")
    other = second_pc(db, tmp_path / "lain")
    change(db, kept, number="2")
    mine = newest(db)
    change(other, kept, number="3")
    exchange(db, other)
    assert undo.look(db, mine).obstacle != ""
    with pytest.raises(RuleBroken):
        undo.undo(db, mine)
    other.close()


def test_an_undoing_beside_an_edit_elsewhere_is_asked_not_lost(empty_db, tmp_path):
    db = empty_db
    kept = request(db, service(db), "2026-03-02", number="1")
    other = second_pc(db, tmp_path / "lain")
    undo_next(db)
    change(other, kept, number="9")
    exchange(db, other)
    assert set(tables(db)["bentrok"]) == {(kept, "removed")}
    assert tables(db) == tables(other)
    other.close()


def test_what_a_form_in_hand_has_seen_waits_for_it(office):
    db, _, plan_id, result_id = office
    form = plan_entry.plan_form(db, plan_id)
    typed(db, form, WorkResult, result_id, text="Layanan selesai lebih cepat")
    assert "belum selesai diisi" in why_not(db, "Rencana kerja 2026 diubah")


def test_what_was_handed_over_is_undone_with_a_word(empty_db):
    db = empty_db
    holiday(db, date(2026, 5, 1), "Hari Buruh")
    line = acts.last_acts(db.file)[0]
    with db.transaction() as session:
        bundle = OutgoingBundle(id="a" * 40, to_office="15.04", no=3, count=1, at="2026-11-20")
        session.add(bundle)
        session.flush()
        session.add(OutgoingChange(bundle_id=bundle.id, seq=line.seq))
    seen = undo.look(db, line.id)
    assert seen.obstacle == ""
    assert seen.handed == "paket nomor 3 ke 15.04"


def test_a_rule_between_records_holds_after_undoing(empty_db, monkeypatch):
    holiday(empty_db, date(2026, 5, 1), "Hari Buruh")
    states = iter([{}, {("kind", "id"): "Dua rencana untuk satu jabatan"}])
    monkeypatch.setattr(rests, "broken_rules", lambda _connection, _tables: next(states))
    before = tables(empty_db)
    assert "Dua rencana untuk satu jabatan" in why_not(empty_db, "Hari Buruh")
    assert tables(empty_db) == before


def test_removed_lines_of_a_plan_come_back_together_while_it_is_open(office):
    db, _, plan_id, _ = office
    before = tables(db)
    form = plan_entry.plan_form(db, plan_id)
    line = plan_entry.add_result(db, form, ResultKind.MAIN)
    typed(db, form, WorkResult, line.result_id, text="Arsip rapi")
    typed(db, form, Indicator, line.indicator_ids[0], text="Jumlah arsip", target="3", unit="map")
    plan_entry.save(db, form)
    whole = tables(db)
    form = plan_entry.plan_form(db, plan_id)
    plan_entry.remove_result(db, form, line.result_id)
    plan_entry.save(db, form)
    assert {key for name in ("work_result", "indicator") for key in tables(db)[name]} == {
        key for name in ("work_result", "indicator") for key in before[name]
    }
    found = {(item.kind, item.name): item for item in removed.removed(db.file)}
    gone = found["Hasil kerja", "Arsip rapi"]
    assert (gone.person, gone.by, gone.when) == ("Staf Contoh", "Rina Wulandari", "20-11-2026 09.00")
    assert "Target: 3" in removed.details(db.file, "indicator", found["Indikator", "Jumlah arsip"].key)
    with pytest.raises(RuleBroken, match="juga sudah dihapus"):
        removed.bring_back(db, "indicator", found["Indikator", "Jumlah arsip"].key)
    assert removed.bring_back(db, gone.table, gone.key) == 2
    assert tables(db)["indicator"].keys() == whole["indicator"].keys()
    with pytest.raises(RuleBroken, match="tidak dihapus lagi"):
        removed.bring_back(db, gone.table, gone.key)
    undo_next(db)  # bringing back is an act like any other
    approval.submit(db, plan_id)
    with pytest.raises(RuleBroken, match="sudah diajukan"):
        removed.bring_back(db, gone.table, gone.key)


def test_foreign_titles_and_missing_acts_harm_nothing(empty_db):
    db = empty_db
    with db.act(f"{acts.UNDONE}sesuatu yang tidak pernah ada") as act:
        act.write_anew(Holiday, Holiday.id_of(date(2026, 5, 1)), day=date(2026, 5, 1), name="[/]")
    line = acts.last_acts(db.file)[0]
    assert not line.is_undo
    assert not line.undone
    assert removed.removed(db.file) == []
    with pytest.raises(RuleBroken, match="tidak ada di PC ini"):
        undo.look(db, "0" * 40)


def test_who_gave_feedback_stays_hidden(empty_db):
    db, _, _, staff = three_people(empty_db)
    with db.act("Umpan balik diisi", staff) as act:
        act.write(Feedback, "f" * 32, employee_id=staff, giver_name="Rahasia Pemberi", went_well="Ramah")
    seen = undo.look(db, newest(db))
    told = "\n".join(told_steps(db.file, seen.reversal.steps) + told_steps(db.file, seen.back))
    undo_next(db)
    (line,) = removed.removed(db.file)
    told += "\n".join([line.name, *removed.details(db.file, line.table, line.key)])
    assert "Umpan balik" in told
    assert "Rahasia" not in told
    assert "Ramah" not in told
