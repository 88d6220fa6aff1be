"""The bar chart stands for exact counts: whole rows per person, nothing lost, nothing invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.widgets.bars import BLOCKS, PLAIN, Bar, chart

FIVE = [("Sangat", "Kurang"), ("Kurang",), ("Butuh", "Perbaikan"), ("Baik",), ("Sangat", "Baik")]


def test_one_row_is_one_person_while_there_is_room():
    lines = chart([Bar(("A",), 2), Bar(("B",), 0, 1), Bar(("C",), 1, 2)], 5, 30)
    assert lines == [
        "   3 │                  ▒▒▒▒",
        "   2 │  ████            ▒▒▒▒",
        "   1 │  ████    ▒▒▒▒    ████",
        "   0 └" + "─" * 24,
        "         A       B       C",
    ]


def test_nobody_is_an_empty_chart_not_an_error():
    assert chart([Bar(("A",), 0)], 5, 20)[0] == "   1 │"
    assert chart([], 5, 20) == ["   1 │", "   0 └"]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=5, max_size=5),
    st.integers(1, 20),
    st.integers(1, 200),
    st.sampled_from([BLOCKS, PLAIN]),
)
def test_a_bar_is_as_high_as_its_count_says(counts, height, width, ink):
    bars = [Bar(name, *count) for name, count in zip(FIVE, counts, strict=True)]
    lines = chart(bars, height, width, ink)
    rows = lines[:-3]
    assert len(rows) <= height
    per_row = int(rows[-1].split()[0])
    column = max((width - 6) // 5, 4)
    for place, (lower, upper) in enumerate(counts):
        middle = 6 + place * column + column // 2
        seen = [row[middle : middle + 1] for row in rows]
        filled = sum(mark.strip() != "" for mark in seen)
        if column > 5:  # narrower columns have no bar to see
            assert filled == -(-(lower + upper) // per_row)
            assert sum(mark == ink.upper for mark in seen) <= -(-upper // per_row)


def test_ascii_terminals_get_ascii():
    lines = chart([Bar(("Baik", "3 orang"), 3, 4)], 5, 40, PLAIN)
    assert "".join(lines).isascii()
