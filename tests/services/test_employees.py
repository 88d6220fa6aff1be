"""The employee list as rows and acts: filters, adding, changing, and whose NIP is whose."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Employee
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.services.forms import forms
from kinerja_tui.services.staff import employees, people

NIP = "198609262015051001"
OTHER = "198709262015051002"


def add(db, nip=NIP, name="Siti", post="Camat", **more) -> str:
    form = employees.new_form(db)
    texts = {"employee/baru/nip": nip, "employee/baru/name": name, "assignment/baru/post": post}
    forms.keep(db, form, texts | {key.replace("__", "/baru/"): text for key, text in more.items()})
    return employees.save_new(db, form)


def change(db, employee_id: str, **columns) -> None:
    form = employees.edit_form(db, employee_id)
    forms.keep(db, form, {f"employee/{employee_id}/{column}": text for column, text in columns.items()})
    employees.save(db, form)


def nips(db) -> dict[str, str]:
    return dict(db.file.rows("SELECT name, nip FROM employee"))


def test_a_corrected_nip_leaves_its_old_number_free_for_the_one_it_belongs_to(empty_db):
    first = add(empty_db, NIP, "Salah ketik")
    change(empty_db, first, nip=OTHER)
    second = add(empty_db, NIP, "Pemilik NIP")
    assert first != second
    assert nips(empty_db) == {"Salah ketik": OTHER, "Pemilik NIP": NIP}


@pytest.mark.parametrize("spelled", [NIP, "19860926 201505 1 001", "19860926-201505-1-001"])
def test_a_nip_has_one_owner_however_it_is_spelled(empty_db, spelled):
    add(empty_db)
    with pytest.raises(RuleBroken, match="sudah dipakai Siti"):
        add(empty_db, spelled, "Lain")
    assert nips(empty_db) == {"Siti": NIP}


def test_a_name_that_ends_with_a_degree_is_not_followed_by_two_stops(empty_db):
    add(empty_db, NIP, "Siti, M.Si.")
    assert ".." not in employees.who_has(empty_db.file, NIP)


def test_somebody_who_ended_still_owns_the_nip(empty_db):
    person = add(empty_db)
    employees.end_service(empty_db, person, date(2026, 6, 30), "pensiun")
    with pytest.raises(RuleBroken, match="sudah berhenti"):
        add(empty_db, NIP, "Lain")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"nip": ""}, "belum lengkap"),
        ({"name": "  "}, "belum lengkap"),
        ({"post": ""}, "Jabatan belum diisi"),
        ({"employee__kind": "HONORER"}, "Jenis pegawai"),
        ({"employee__golongan": "IX"}, "Golongan PNS"),
        ({"employee__kind": "PPPK", "employee__golongan": "III/b"}, "Golongan PPPK"),
        ({"nip": "1986"}, "18 angka"),
    ],
)
def test_what_is_refused_leaves_the_draft_and_no_record(empty_db, texts, says):
    with pytest.raises(RuleBroken, match=says):
        add(empty_db, **texts)
    assert nips(empty_db) == {}
    assert employees.new_form(empty_db).resumed


def test_an_old_wrong_nip_does_not_lock_the_other_fields(db):
    person = Employee.id_of("197906022008021913")
    with db.act("dari paket", person) as act:
        act.write(Employee, person, nip="12345")
    change(db, person, name="Nama Baru")
    assert nips(db)["Nama Baru"] == "12345"
    with pytest.raises(RuleBroken):
        change(db, person, nip="123456")


def test_an_inside_rater_takes_the_place_of_a_card(db):
    camat = Employee.id_of("197906022008021913")
    form = employees.edit_form(db, camat)
    post = employees.assignment_id_of(form)
    rater = Employee.id_of("197406251999042985")
    forms.keep(db, form, {f"assignment/{post}/rater_id": rater})
    employees.save(db, form)
    assert db.file.rows("SELECT rater_id, rater_card FROM assignment WHERE id = ?", (post,)) == [(rater, None)]


def test_an_employee_without_a_post_gets_one_on_the_form(empty_db):
    person = Employee.id_of(NIP)
    with empty_db.act("dari paket", person) as act:
        act.write(Employee, person, nip=NIP, name="Tanpa jabatan", office="15.04.03")
    form = employees.edit_form(empty_db, person)
    assert employees.assignment_id_of(form) == employees.NEW
    forms.keep(empty_db, form, {"assignment/baru/post": "Camat"})
    employees.save(empty_db, form)
    assert empty_db.file.rows("SELECT post, start FROM assignment") == [("Camat", "2026-01-01")]


def test_leaving_before_coming_is_refused(empty_db):
    person = add(empty_db, assignment__start="2026-03-01")
    with pytest.raises(RuleBroken, match="lebih awal daripada mulainya jabatan"):
        employees.end_service(empty_db, person, date(2026, 2, 28), "pensiun")
    with pytest.raises(RuleBroken, match="alasan"):
        employees.end_service(empty_db, person, date(2026, 3, 1), "bosan")


def test_namesakes_are_told_apart_by_nip(empty_db):
    first, second = add(empty_db), add(empty_db, OTHER)
    labels = [people.label(empty_db.file, person) for person in (first, second)]
    assert labels == [f"Siti ({NIP})", f"Siti ({OTHER})"]
    assert [people.find(empty_db.file, label) for label in labels] == [first, second]
    with pytest.raises(RuleBroken, match="Ada 2 pegawai"):
        people.find(empty_db.file, "siti")


def test_every_label_means_its_own_person_and_lists_everybody(db):
    everybody = people.choices(db.file)
    assert len(everybody) == 33
    for person, _ in everybody:
        label = people.label(db.file, person)
        assert people.find(db.file, label) == person
        assert people.choices(db.file, label) == everybody


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "[/]", "zzz", "%%%"])
def test_signs_are_only_text_in_a_filter(db, text):
    assert len(employees.listing(db.file, text)) == 0
    with pytest.raises(RuleBroken, match="Tidak ada pegawai"):
        people.find(db.file, text)


def test_units_close_with_the_list(db):
    assert sum(count for _, count in employees.units(db.file)) == len(employees.listing(db.file))
    for unit, count in employees.units(db.file):
        within = employees.listing(db.file, unit=unit)
        assert len(within) == count
        for row in within.rows(0, 2):  # the text narrows within the unit and the office
            found = employees.listing(db.file, row["name"], unit=unit, office=db.office)
            assert row["id"] in found.keys
    assert sum(count for _, count in employees.units(db.file, ended=True)) == len(
        employees.listing(db.file, ended=True)
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory, templates):
    from kinerja_tui.models.file import DatabaseFile

    file = DatabaseFile(templates("muara_bulian") / "kinerja.db")
    yield file
    file.close()


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=12) | st.sampled_from(["siti", "seksi 19", "CAMAT", "kepala  seksi"]))
def test_a_longer_filter_never_finds_more(shared, text):
    found = set(employees.listing(shared, text).keys)
    assert found <= set(employees.listing(shared).keys)
    for word in text.split():
        assert found <= set(employees.listing(shared, word).keys)
