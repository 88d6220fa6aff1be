"""The library of key indicators: kept by the office, taken over by plans, never able to hurt one."""

from __future__ import annotations

import pytest

from kinerja_tui.models.plan_sources import KeyIndicator
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.records import new_id
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms.forms import field_key, keep
from kinerja_tui.services.planning import approval, key_indicators, plan_entry
from kinerja_tui.services.staff.employees import NEW
from tests.services.plan_office import YEAR, key_plan, three_people, titles


@pytest.fixture
def staff(empty_db):
    db, _, _, staff = three_people(empty_db)
    plan_id, _ = key_plan(db, staff)
    return db, plan_id


def add(db, **texts):
    form = key_indicators.new_form(db)
    texts = {"text": "Nilai IKM", "aspect": "kualitas", "unit": "nilai"} | texts
    keep(db, form, {key_indicators.entry_key(NEW, name): text for name, text in texts.items()})
    return key_indicators.save(db, form)


def change(db, entry_id, **texts):
    form = key_indicators.edit_form(db, entry_id)
    keep(db, form, {key_indicators.entry_key(entry_id, name): text for name, text in texts.items()})
    key_indicators.save(db, form)


def texts_of(library):
    return [entry.text for entry in library.entries]


def type_text(db, plan_id, text):
    """Type an indicator's text on the plan's form, as the screen does; returns form and the indicator."""
    form = plan_entry.plan_form(db, plan_id)
    indicator_id = plan_entry.all_lines(form)[0].indicator_ids[0]
    keep(db, form, {field_key(Indicator, indicator_id, "text"): text})
    key_indicators.follow(db, form, indicator_id, key_indicators.offered_to(db, plan_id), form.texts())
    return form, indicator_id


def indicator(db, indicator_id):
    with db.reading() as session:
        return session.get_one(Indicator, indicator_id)


def test_those_of_the_post_first_then_those_for_all(staff):
    db, plan_id = staff
    add(db, text="Untuk semua")
    add(db, text="Untuk kasi", post="Kepala Seksi")
    add(db, text="Untuk pelaksana", post=" PELAKSANA ")
    assert texts_of(key_indicators.offered_to(db, plan_id)) == ["Untuk pelaksana", "Untuk semua"]
    assert titles(db)[-1] == "IKU baru: Untuk pelaksana"


def test_a_plan_takes_over_what_the_entry_says(staff):
    db, plan_id = staff
    entry = add(db, text="Lama izin", aspect="waktu", unit="hari kerja", direction="turun", source="Renstra")
    form, indicator_id = type_text(db, plan_id, "  LAMA izin ")
    plan_entry.save(db, form)
    now = indicator(db, indicator_id)
    assert (now.aspect, now.unit, now.direction, now.key_indicator_id) == ("waktu", "hari kerja", "turun", entry)
    assert str(now.target) == "12.5"
    library = key_indicators.offered_to(db, plan_id)
    assert library.note(entry) == "IKU: Renstra"
    rows = key_indicators.listing(db.file, db.office, YEAR)
    assert [row["plans"] for row in rows.rows(0, 1)] == [1]
    form, _ = type_text(db, plan_id, "Lain")
    plan_entry.save(db, form)
    now = indicator(db, indicator_id)
    assert (now.key_indicator_id, now.unit, now.direction) == (None, "hari kerja", "turun")


def test_a_measure_with_its_target_keeps_the_link(staff):
    """In the qualitative approach the target is written behind the words of the IKU."""
    db, plan_id = staff
    entry = add(db)
    form, _ = type_text(db, plan_id, "Nilai IKM")
    plan_entry.save(db, form)
    form, indicator_id = type_text(db, plan_id, "nilai IKM mencapai 88,31")
    plan_entry.save(db, form)
    assert indicator(db, indicator_id).key_indicator_id == entry


def test_what_was_typed_ahead_is_left_alone(staff):
    db, plan_id = staff
    add(db, unit="nilai", direction="turun")
    form = plan_entry.plan_form(db, plan_id)
    key = plan_entry.all_lines(form)[0].indicator_ids[0]
    keep(db, form, {field_key(Indicator, key, "text"): "Nilai IKM"})
    ahead = form.texts() | {field_key(Indicator, key, "unit"): "skor"}
    taken = key_indicators.follow(db, form, key, key_indicators.offered_to(db, plan_id), ahead)
    assert field_key(Indicator, key, "unit") not in taken
    assert taken[field_key(Indicator, key, "direction")] == "turun"


def test_a_retired_or_vanished_entry_changes_no_plan(staff):
    db, plan_id = staff
    entry = add(db)
    form, indicator_id = type_text(db, plan_id, "Nilai IKM")
    plan_entry.save(db, form)
    before = indicator(db, indicator_id).model_dump()
    key_indicators.set_active(db, entry, active=False)
    assert key_indicators.offered_to(db, plan_id).note(entry) == "IKU: Nilai IKM, tidak dipakai lagi"
    assert texts_of(key_indicators.offered_to(db, plan_id)) == []
    assert len(key_indicators.listing(db.file, db.office, YEAR)) == 0
    assert len(key_indicators.listing(db.file, db.office, YEAR, retired=True)) == 1
    change(db, entry, text="Nama baru", unit="poin")
    with db.act("Hapus") as act:
        act.remove(KeyIndicator, entry)
    assert key_indicators.offered_to(db, plan_id).note(entry) == "IKU: tidak ada lagi di pustaka"
    assert indicator(db, indicator_id).model_dump() == before
    approval.submit(db, plan_id)
    approval.approve(db, plan_id)
    for act in (lambda: change(db, entry, unit="x"), lambda: key_indicators.set_active(db, entry, active=True)):
        with pytest.raises(RuleBroken, match="sudah dihapus"):
            act()


@pytest.mark.parametrize(("text", "post", "refused"), [("NILAI  ikm", "", True), ("Nilai IKM", "Camat", False)])
def test_the_same_indicator_once_per_post(staff, text, post, refused):
    db, _ = staff
    first = add(db)
    if not refused:
        add(db, text=text, post=post)
        return
    with pytest.raises(RuleBroken, match="sudah ada di pustaka"):
        add(db, text=text, post=post)
    change(db, first, unit="poin")  # itself is no other one
    key_indicators.set_active(db, first, active=False)


def test_without_words_nothing_is_kept(staff):
    db, _ = staff
    with pytest.raises(RuleBroken, match="Tulis dulu"):
        add(db, text="  ")


def test_the_district_gives_to_all_its_offices_and_no_other(staff):
    db, plan_id = staff
    ids = {}
    with db.act("Dari BKPSDM") as act:
        for office in ("15.04", "15.04.99", "15.05", ""):
            ids[office] = new_id()
            act.write(KeyIndicator, ids[office], office=office, text=f"IKU {office or 'tanpa kantor'}")
        act.write(KeyIndicator, new_id(), office=db.office, text="", aspect="?", direction="?")  # odd, from elsewhere
    assert texts_of(key_indicators.offered_to(db, plan_id)) == ["IKU 15.04", "IKU tanpa kantor"]
    with pytest.raises(RuleBroken, match="BKPSDM"):
        key_indicators.edit_form(db, ids["15.04"])
    with pytest.raises(RuleBroken, match="BKPSDM"):
        key_indicators.set_active(db, ids["15.04"], active=False)
    assert len(key_indicators.listing(db.file, "15.04", YEAR)) == 4  # the district sees its offices
    assert len(key_indicators.listing(db.file, "15.0", YEAR)) == 1
    assert len(key_indicators.listing(db.file, db.office, YEAR, "TANPA kantor")) == 1
