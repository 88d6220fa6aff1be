import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.services.office import regions
from kinerja_tui.services.office.regions import Region, RegionKind, find, search_kecamatan, search_regency


def test_the_table_is_whole_and_every_region_lies_in_another():
    everything = regions._regions()
    assert Counter(region.kind for region in everything.values()) == {
        RegionKind.PROVINCE: 38,
        RegionKind.REGENCY: 416,
        RegionKind.CITY: 98,
        RegionKind.KECAMATAN: 7285,
    }
    for region in everything.values():
        above, _, _ = region.code.rpartition(".")
        assert not above or above in everything
        assert region.name == region.name.strip() != ""
        assert all(region.keys)
        assert bool(region.province) is (region.kind is not RegionKind.PROVINCE)
        assert bool(region.regency) is (region.kind is RegionKind.KECAMATAN)


@pytest.mark.parametrize(
    ("letters", "code", "full_name"),
    [
        ("asemrowo", "35.78.28", "Asem Rowo, Kota Surabaya, Jawa Timur"),
        ("Asem Rowo", "35.78.28", "Asem Rowo, Kota Surabaya, Jawa Timur"),
        (" ASEM-ROW", "35.78.28", "Asem Rowo, Kota Surabaya, Jawa Timur"),
        ("bukitintan", "19.71.01", "Bukit Intan, Kota Pangkal Pinang, Kepulauan Bangka Belitung"),
    ],
)
def test_kecamatan_are_found_whatever_the_spacing(letters, code, full_name):
    (first, *_) = search_kecamatan(letters)
    assert (first.code, first.full_name, first.kind) == (code, full_name, RegionKind.KECAMATAN)


@pytest.mark.parametrize(
    ("letters", "code", "kind"),
    [
        ("batanghari", "15.04", RegionKind.REGENCY),
        ("batang hari", "15.04", RegionKind.REGENCY),
        ("kabupaten batanghari", "15.04", RegionKind.REGENCY),
        ("binjai", "12.75", RegionKind.CITY),
        ("Kota Dumai", "14.72", RegionKind.CITY),
        ("dum", "14.72", RegionKind.CITY),
    ],
)
def test_regencies_are_found_with_or_without_their_kind(letters, code, kind):
    (first, *_) = search_regency(letters)
    assert (first.code, first.kind) == (code, kind)


def test_the_name_itself_comes_first_then_beginnings_then_middles():
    names = [region.name for region in search_kecamatan("binjai", limit=100)]
    assert names[0] == "Binjai"
    begins = [name.casefold().startswith("binjai") for name in names]
    assert begins == sorted(begins, reverse=True)
    # By name alone Batang Hari Leko would stand before Batanghari.
    assert [region.name for region in search_kecamatan("batanghari", limit=2)] == ["Batanghari", "Batang Hari Leko"]
    inside = [region.name for region in search_kecamatan("rowo", limit=100)]
    assert "Asem Rowo" in inside
    assert inside.index("Asem Rowo") > max(
        place for place, name in enumerate(inside) if name.casefold().startswith("rowo")
    )


def test_namesakes_all_come_and_are_told_apart():
    namesakes = search_kecamatan("karanganyar", limit=6)
    assert {region.name for region in namesakes} == {"Karanganyar"}
    assert len({region.full_name for region in namesakes}) == 6


def test_limits():
    assert len(search_kecamatan("a")) == 20
    assert len(search_kecamatan("a", limit=3)) == 3
    assert search_kecamatan("a", limit=0) == search_kecamatan("a", limit=-1) == []
    assert search_kecamatan("a", limit=3) == search_kecamatan("a", limit=20)[:3]


def test_nothing_typed_lists_the_beginning_and_no_letters_find_nothing():
    assert len(search_regency("")) == len(search_regency("  ")) == 20
    assert search_regency("[/]") == search_kecamatan("%") == []
    assert search_kecamatan("tidak ada nama begini") == []


def test_find_by_code():
    assert find("19.71.01").name == "Bukit Intan"
    assert find("35").full_name == "Jawa Timur"
    assert find("14.72").full_name == "Kota Dumai, Riau"
    assert find("99.99.99") is find("") is find("kode") is None


@given(st.sampled_from(sorted(regions._regions())))
def test_every_region_is_found_by_its_own_name(code):
    region = find(code)
    search = {RegionKind.KECAMATAN: search_kecamatan, RegionKind.PROVINCE: lambda *_: [region]}.get(
        region.kind, search_regency
    )
    assert region in search(region.name, 500)
    assert region in search(region.name.upper().replace(" ", ""), 500)


@given(st.text(max_size=8))
def test_any_letters_find_regions_that_hold_them_or_none(letters):
    for region in search_kecamatan(letters) + search_regency(letters):
        assert isinstance(region, Region)
        assert regions._key(letters) in regions._key(region.name)


def test_the_table_is_not_read_before_it_is_asked_for():
    program = (
        "import kinerja_tui.services.office.regions as r, sys\n"
        "assert r._regions.cache_info().currsize == 0\n"
        "assert 'importlib.resources' not in sys.modules\n"
        "r.find('35')\n"
        "assert r._regions.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
