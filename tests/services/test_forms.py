"""Forms: what is typed is safe at once, becomes one change, and never more than was typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinerja_tui.models.employees import Employee
from kinerja_tui.services.forms import forms
from kinerja_tui.services.staff import employees
from tests.widgets.helpers import HOSTILE

CAMAT = Employee.id_of("197906022008021913")
NAME = f"employee/{CAMAT}/name"


def changes(db) -> int:
    return int(db.file.rows("SELECT count(*) FROM journal")[0][0])


@pytest.mark.parametrize("text", [*HOSTILE, "", " ", "0", "null"])
def test_a_kept_field_is_found_again_as_it_was(db, text):
    form = employees.edit_form(db, CAMAT)
    forms.keep(db, form, {NAME: text}, cursor=NAME)
    again = employees.edit_form(db, CAMAT)
    assert (again.resumed, again.text(NAME), again.cursor) == (True, text, NAME)
    assert again.seen == form.seen


def test_typing_what_stood_there_makes_no_change(db):
    form = employees.edit_form(db, CAMAT)
    before = changes(db)
    forms.keep(db, form, {NAME: form.text(NAME)})
    assert not form.is_changed
    employees.save(db, form)
    assert changes(db) == before
    assert not employees.edit_form(db, CAMAT).resumed


def test_discarding_leaves_what_is_stored(db):
    form = employees.edit_form(db, CAMAT)
    stored = form.text(NAME)
    forms.keep(db, form, {NAME: "lain"})
    forms.discard(db, form)
    again = employees.edit_form(db, CAMAT)
    assert (form.text(NAME), again.text(NAME), again.resumed) == (stored, stored, False)
    assert forms.unfinished(db) == []


def test_the_part_of_a_card_that_was_not_typed_stays(db):
    form = employees.edit_form(db, CAMAT)
    post = employees.assignment_id_of(form)
    key = f"assignment/{post}/rater_card.post"
    before = form.text(f"assignment/{post}/rater_card.name")
    forms.keep(db, form, {key: "Pj. Sekretaris Daerah"})
    employees.save(db, form)
    again = employees.edit_form(db, CAMAT)
    assert again.text(key) == "Pj. Sekretaris Daerah"
    assert again.text(f"assignment/{post}/rater_card.name") == before != ""


def test_two_forms_on_the_same_field_end_in_bentrok_and_not_in_a_loss(db):
    first = employees.edit_form(db, CAMAT)
    forms.keep(db, first, {NAME: "Satu"})
    stale = forms.Form("lain", "x", CAMAT, dict(first.stored), dict(first.seen))
    employees.save(db, first)
    forms.keep(db, stale, {NAME: "Dua"})
    employees.save(db, stale)
    assert forms.conflict_keys(db, employees.edit_form(db, CAMAT)) == {NAME}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.dictionaries(
        st.sampled_from(["name", "birth_date", "golongan", "end_reason"]), st.text(max_size=30), max_size=4
    )
)
def test_typed_texts_always_come_back(db, texts):
    form = employees.edit_form(db, CAMAT)
    forms.keep(db, form, {f"employee/{CAMAT}/{column}": text for column, text in texts.items()})
    again = employees.edit_form(db, CAMAT)
    for column, text in texts.items():
        assert again.text(f"employee/{CAMAT}/{column}") == text
    forms.discard(db, again)
