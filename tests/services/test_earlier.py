"""Texts keyed before are offered again: the newest first, and never those about persons."""

from __future__ import annotations

from kinerja_tui.models.database import Database
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.forms.earlier import _REPEATED, earlier_texts
from tests.services.plan_office import key_plan, three_people


def test_the_newest_first_each_once(empty_db: Database):
    _, _, kasi, staff = three_people(empty_db)
    key_plan(empty_db, kasi, "Layanan cepat")
    key_plan(empty_db, staff, "Layanan tepat")
    assert earlier_texts(empty_db.file, "work_result/x/text") == ["Layanan tepat", "Layanan cepat"]
    assert earlier_texts(empty_db.file, "indicator/x/unit") == ["dokumen"]
    assert earlier_texts(empty_db.file, "training/x/title") == []
    assert earlier_texts(empty_db.file, "employee/x/name") is None


def test_the_columns_are_there():
    for table, columns in _REPEATED.items():
        assert set(columns) <= set(PROJECTED[table].model_fields)
