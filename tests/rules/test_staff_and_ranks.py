import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.rules.ranks import (
    check_golongan,
    find_golongan,
    format_rank,
    golongan_for,
    golongan_of_rank,
    parse_golongan,
    rank_name,
)
from kinerja_tui.rules.staff import END_REASONS, EXCUSED, PostKind, StaffKind, post_kind_named, post_kind_of

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


@pytest.mark.parametrize(
    ("text", "golongan"),
    [
        ("Penata / III/c", "III/c"), ("III c", "III/c"), ("IIIc", "III/c"), ("iii.c", "III/c"), ("3c", "III/c"),
        ("Penata Tk. I, III/d", "III/d"), ("Penata Tk.I", "III/d"), ("Penata Muda TK.1", "III/b"),
        ("Penata Muda Tingkat I - III/b", "III/b"), ("Gol. IV/a", "IV/a"), ("Pembina", "IV/a"), ("Juru", "I/c"),
        ("III/f", None), ("III/a III/b", None), ("Penata Muda Sekali", None), ("", None), ("IX", None),
    ],
)  # fmt: skip
def test_the_golongan_in_the_cell_of_a_list(text, golongan):
    assert find_golongan(text, StaffKind.PNS) == golongan


@pytest.mark.parametrize(
    ("text", "golongan"),
    [("IX", "IX"), ("Gol. IX", "IX"), ("9", "IX"), ("PPPK golongan 10", "X"), ("III/a", None), ("V-VII", None),
     ("XVIII", None)],
)  # fmt: skip
def test_the_golongan_of_pppk_in_the_cell_of_a_list(text, golongan):
    assert find_golongan(text, StaffKind.PPPK) == golongan


@given(st.sampled_from(golongan_for(StaffKind.PNS)))
def test_every_rank_as_printed_is_read_back(golongan):
    assert find_golongan(format_rank(golongan, StaffKind.PNS), StaffKind.PNS) == golongan
    assert golongan_of_rank(rank_name(golongan)) == golongan


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pengawas", PostKind.SUPERVISOR), ("Eselon IV.a", PostKind.SUPERVISOR), ("IV/b", PostKind.SUPERVISOR),
        ("III.b", PostKind.ADMINISTRATOR), ("II.b", PostKind.JPT), ("Ahli Muda", PostKind.FUNCTIONAL_EXPERT),
        ("Penyelia", PostKind.FUNCTIONAL_SKILL), ("JF Ahli Utama", PostKind.FUNCTIONAL_EXPERT),
        ("Jabatan Fungsional Umum", PostKind.IMPLEMENTER), ("Jabatan Administrator", PostKind.ADMINISTRATOR),
        ("JFU", PostKind.IMPLEMENTER), ("Struktural", None), ("", None),
    ],
)  # fmt: skip
def test_the_kind_of_post_in_the_cell_of_a_list(text, kind):
    assert post_kind_named(text) == kind


@pytest.mark.parametrize("kind", PostKind)
def test_every_kind_of_post_is_known_by_its_own_label(kind):
    assert post_kind_named(kind.label) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Camat Muara Bulian", PostKind.ADMINISTRATOR), ("Sekretaris Camat", PostKind.ADMINISTRATOR),
        ("Kepala Sub Bagian Umum", PostKind.SUPERVISOR), ("KASI PEMERINTAHAN", PostKind.SUPERVISOR),
        ("Analis Kebijakan Ahli Muda", PostKind.FUNCTIONAL_EXPERT), ("Arsiparis Terampil", PostKind.FUNCTIONAL_SKILL),
        ("Penyelia Mutu", PostKind.IMPLEMENTER), ("", PostKind.IMPLEMENTER),
    ],
)  # fmt: skip
def test_the_kind_of_post_its_title_shows(title, kind):
    assert post_kind_of(title) == kind
