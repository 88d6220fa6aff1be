"""Every table and field that can stand in a preview has an Indonesian name, and no value can break the showing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.models.records import encode, journalled_fields
from kinerja_tui.models.schema import PROJECTED
from kinerja_tui.services.labels import EMPTY, field_label, shown, table_label


@pytest.mark.parametrize("name", PROJECTED)
def test_every_table_and_field_has_a_name(name):
    assert table_label(name) != name
    for field in ("removed", *journalled_fields(PROJECTED[name])):
        label = field_label(name, field)
        assert label != field
        assert label[0].isupper() or label.startswith("NIP")
        assert "_" not in label


@pytest.mark.parametrize(
    ("table", "field", "value", "text"),
    [
        ("indicator", "target", Decimal("1234.50"), "1.234,50"),
        ("indicator", "target", "1234.50", "1.234,50"),
        ("indicator", "target", None, EMPTY),
        ("indicator", "target", Decimal(0), "0"),
        ("indicator", "direction", "turun", "Makin rendah makin baik"),
        ("work_plan", "state", "disetujui", "Disetujui"),
        ("work_plan", "decided_on", "2026-01-31", "31-01-2026"),
        ("employee", "birth_date", date(1980, 2, 3), "03-02-1980"),
        ("employee", "nip", "198002032005011001", "198002032005011001"),
        ("employee", "removed", True, "dihapus"),
        ("employee", "removed", False, "dipakai"),
        ("evaluation", "period", "2026-TW1", "Triwulan I 2026"),
        ("evaluation", "work_rating", "di_atas", "Di atas ekspektasi"),
        ("evaluation", "work_rating", "", EMPTY),
        ("site", "recognised", True, "ya"),
        ("assignment", "rater_card", {"name": "Ani [/]", "post": "Sekda", "unit": ""}, "Ani [/], Sekda"),
        ("value_rating", "value", "akuntabel", "Akuntabel"),
        ("progress", "source", "layanan:1b2c:median_hari", "catatan layanan, median hari kerja"),
        ("progress", "source", "survei:1b2c:nrr_time", "survei (SKM), NRR Waktu Penyelesaian"),
        ("progress", "source", "kuesioner:1b2c:ikm", "kuesioner:1b2c:ikm"),
        ("progress", "source_rows", "18:3fa9", "18 baris"),
        ("service_request", "result", "ditolak", "Ditolak"),
        ("progress", "confirmed", {"evidence": "Map 4"}, "Bukti dukung: Map 4"),
    ],
)
def test_values_as_people_read_them(table, field, value, text):
    assert shown(table, field, value) == text


def test_a_stored_value_and_the_same_value_as_it_travels_read_the_same():
    for table, field, value in (
        ("employee", "birth_date", date(1980, 2, 3)),
        ("indicator", "target", Decimal("12.5")),
        ("progress", "amount", Decimal("-0.10")),
    ):
        assert shown(table, field, value) == shown(table, field, encode(value))


@given(
    name=st.sampled_from(sorted(PROJECTED)),
    field=st.text(max_size=20) | st.sampled_from(["target", "amount", "start", "period", "removed", "rater_card"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=40) | st.dates() | st.decimals(allow_nan=False),
        lambda inner: st.dictionaries(st.text(max_size=5), inner, max_size=3) | st.lists(inner, max_size=3),
        max_leaves=5,
    ).filter(lambda value: not (isinstance(value, Decimal) and not value.is_finite())),
)
def test_nothing_foreign_can_break_the_showing(name, field, value):
    assert isinstance(shown(name, field, value), str)
