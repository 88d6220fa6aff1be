import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.ranks import check_golongan, format_rank, golongan_for, parse_golongan, rank_name
from kinerja_tui.rules.staff import END_REASONS, EXCUSED, PostKind, StaffKind

PNS_KINDS = [StaffKind.PNS, StaffKind.CPNS]


def test_the_ladder_of_pns_has_four_tiers_and_a_fifth_step_on_top_only():
    ladder = golongan_for(StaffKind.PNS)
    assert ladder[0] == "I/a"
    assert ladder[-1] == "IV/e"
    assert [sum(step.startswith(f"{tier}/") for step in ladder) for tier in ("I", "II", "III", "IV")] == [4, 4, 4, 5]
    assert golongan_for(StaffKind.CPNS) == ladder
    assert len({rank_name(step) for step in ladder}) == 17


def test_pppk_have_seventeen_golongan_and_no_rank_name():
    ladder = golongan_for(StaffKind.PPPK)
    assert len(ladder) == 17
    assert (ladder[0], ladder[3], ladder[8], ladder[-1]) == ("I", "IV", "IX", "XVII")
    assert {rank_name(step) for step in ladder} == {None}


@pytest.mark.parametrize(
    ("golongan", "name"),
    [("I/a", "Juru Muda"), ("II/d", "Pengatur Tingkat I"), ("III/c", "Penata"), ("IV/d", "Pembina Utama Madya")],
)
def test_rank_names(golongan, name):
    assert rank_name(golongan) == name


@pytest.mark.parametrize("typed", ["III/b", "iii/b", "IIIb", "3b", "3/B", " III / b "])
@pytest.mark.parametrize("kind", PNS_KINDS)
def test_the_ways_people_type_a_golongan(typed, kind):
    assert parse_golongan(typed, kind) == "III/b"
    assert check_golongan(typed, kind) == []
    assert format_rank(typed, kind) == "Penata Muda Tingkat I (III/b)"


@pytest.mark.parametrize("typed", ["IX", "ix", "9", " 9 "])
def test_pppk_golongan_may_be_typed_as_a_number(typed):
    assert check_golongan(typed, StaffKind.PPPK) == []
    assert format_rank(typed, StaffKind.PPPK) == "IX"


@pytest.mark.parametrize("typed", ["", "III", "III/e", "3e", "V/a", "5a", "0a", "III//b", "III/b x", "IX", "9", "٣b"])
def test_what_is_no_golongan_of_pns_holds_the_field(typed):
    (problem,) = check_golongan(typed, StaffKind.PNS)
    assert problem.hard
    assert format_rank(typed, StaffKind.PNS) == typed


@pytest.mark.parametrize("typed", ["", "0", "18", "XVIII", "IIII", "III/b", "1a", "٩"])
def test_what_is_no_golongan_of_pppk_holds_the_field(typed):
    (problem,) = check_golongan(typed, StaffKind.PPPK)
    assert problem.hard
    assert format_rank(typed, StaffKind.PPPK) == typed


@given(st.sampled_from(StaffKind).flatmap(lambda kind: st.tuples(st.just(kind), st.sampled_from(golongan_for(kind)))))
def test_every_golongan_reads_back_as_itself(pair):
    kind, golongan = pair
    assert parse_golongan(golongan, kind) == golongan
    assert parse_golongan(golongan.lower(), kind) == golongan
    assert golongan in format_rank(golongan, kind)


@given(st.text(), st.sampled_from(StaffKind))
def test_no_text_becomes_a_golongan_that_does_not_exist(text, kind):
    parsed = parse_golongan(text, kind)
    assert (parsed in golongan_for(kind)) is (check_golongan(text, kind) == [])


def test_codes_of_kinds_and_reasons_stay_as_stored():
    assert [kind.value for kind in StaffKind] == ["PNS", "CPNS", "PPPK"]
    assert [kind.value for kind in PostKind] == [
        "jpt", "administrator", "pengawas", "pelaksana", "fungsional_keterampilan", "fungsional_keahlian",
    ]  # fmt: skip
    assert list(END_REASONS) == [
        "pensiun", "mutasi_keluar", "meninggal", "berhenti", "diberhentikan", "kontrak_berakhir",
    ]  # fmt: skip
    assert list(EXCUSED) == [
        "cpns_sebelum_spmt", "tugas_belajar", "cltn", "diberhentikan_sementara", "persiapan_pensiun",
    ]  # fmt: skip
    assert all([*END_REASONS.values(), *EXCUSED.values(), *(kind.label for kind in PostKind)])
