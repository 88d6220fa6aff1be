"""The chart: never a crash, never wider than its room, gaps for what is missing, marks that every font has."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kinerja_tui.widgets.plot import NO_ROOM, NOT_ENOUGH, Chart, Series, draw

numbers = st.one_of(
    st.none(),
    st.integers(-(10**40), 10**40),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(-(10**6), 10**6, places=2),
    st.fractions(),
)
values = st.lists(numbers, min_size=0, max_size=14)
charts = st.builds(
    lambda first, second, unit, floor: Chart(
        "Grafik", [f"p{n}" for n in range(len(first))], [Series("satu", first), Series("dua", second, "dim", "")], unit,
        floor,
    ),
    values,
    values,
    st.sampled_from(["", " %", "[/]"]),
    st.one_of(st.none(), st.just(0)),
)  # fmt: skip


@settings(max_examples=150)
@given(charts, st.integers(10, 200), st.integers(1, 30), st.booleans())
@example(Chart("", [], []), 10, 1, False)
@example(Chart("x", ["a", "b"], [Series("s", [Decimal("1E+999999"), Decimal("-1E+999999")])]), 80, 20, False)
@example(Chart("x", ["a", "b"], [Series("s", [Decimal("1E-999999"), Decimal("0")])]), 80, 20, False)
@example(Chart("x", ["a", "b"], [Series("s", [Decimal("NaN"), Decimal("sNaN"), Decimal("inf")])]), 80, 20, False)
@example(Chart("x", ["a", "b"], [Series("s", [10**30, 10**30 + 1])]), 80, 20, False)
@example(Chart("x" * 300, ["label " * 20] * 12, [Series("nama " * 50, [1, 2] * 6)]), 24, 7, True)
def test_it_never_fails_and_never_leaves_its_room(chart, width, height, ascii_only):
    lines = draw(chart, width, height, ascii_only=ascii_only).plain.split("\n")
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines), lines
    assert not ascii_only or "■" not in "".join(lines)


def picture(values, width=60, height=14, **more):
    return draw(Chart("IKM", list("abcdefgh")[: len(values)], [Series("IKM", values)], **more), width, height).plain


def column(text, label):
    """What stands above a label, from above."""
    lines = text.split("\n")
    place = lines[-2].index(label)
    return "".join(line[place] for line in lines[2:-3])


def test_missing_is_a_gap_and_never_zero():
    text = picture([80, 82, None, 78, 84], floor=0)
    assert "■" not in column(text, "c"), "no point where nothing was measured"
    assert "·" not in column(text, "c"), "and no line across"
    assert text.count("■") == 5, "four points and the legend"
    zero = picture([80, 82, 0, 78, 84], floor=0)
    assert zero.count("■") == 6


def test_a_value_stands_at_its_height():
    text = picture([0, 50, 100], unit=" %", floor=0)
    first, middle, last = (column(text, label).index("■") for label in "abc")
    assert last == 0
    assert first == len(column(text, "a")) - 1
    assert abs(middle - first / 2) <= 1
    assert [part in text for part in ("0 %", "50 %", "100 %")] == [True] * 3


def test_round_numbers_stand_on_the_axis():
    assert "82,5" in picture([Decimal("80.5"), Decimal("83.1")], height=24)
    assert "1.000" in picture([0, 4000])
    assert "2 jt" in picture([0, 4_000_000])
    assert "E+30" in picture([0, 10**30])
    assert "50" in picture([Fraction(100, 3), Fraction(200, 3)])


def test_too_little_is_told():
    assert picture([80, None, None]).startswith(f"{NOT_ENOUGH}: 1 dari 3")
    assert picture([]).startswith(NOT_ENOUGH)
    assert NO_ROOM[:20] in picture([1, 2], width=23)


def test_marks_are_in_every_console_font():
    text = picture([1, None, 3, 2])
    text.encode("cp437")
    draw(Chart("IKM", ["a", "b"], [Series("x", [1, 2])]), 60, 14, ascii_only=True).plain.encode("ascii")


def test_data_is_never_markup_and_a_series_is_told_by_its_mark():
    chart = Chart("[/]", ["[x]", "[/x]"], [Series("[red]", [1, 2]), Series("[/]", [2, 1], "dim", "", "·")])
    content = draw(chart, 60, 14)
    assert "[/]" in content.plain
    assert "■ [red]   · [/]" in content.plain
