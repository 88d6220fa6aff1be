"""The pane about one row: everything in full, wrapped, whatever stands in the data."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kinerja_tui.widgets.detail import Detail, DetailPane, Fact, Part, lines_of

HOSTILE = ["[/]", "[bold red]x[/x]", "\x1b[2J\x07", "a\u202eb", "漢字" * 30, "x" * 500, "satu\ndua\r\ntiga", "", " "]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80))
facts = st.builds(Fact, texts, texts, st.sampled_from(["", "good", "warn", "bad", "dim", "mark", "tidak dikenal"]))
details = st.builds(Detail, texts, st.lists(st.builds(Part, texts, st.lists(facts, max_size=4)), max_size=3))


@settings(max_examples=60)
@given(details, st.integers(1, 90))
@example(Detail("", [Part("", [Fact("", "")])]), 1)
@example(Detail("[/]", [Part("[x]", [Fact("[/y]", "[z")])]), 40)
def test_no_line_is_wider_than_the_pane_and_none_leaves_its_cells(detail, width):
    for line in lines_of(detail, width):
        assert cell_len(line.plain) <= max(width, 2)  # a wide character needs two
        assert "\x1b" not in line.plain
        assert "\n" not in line.plain


def test_short_values_stand_beside_their_labels_and_long_ones_below():
    detail = Detail("Sampah", [Part("", [Fact("Hari", "2"), Fact("Isi", "kata " * 40)]), Part("KOSONG", [])])
    lines = [line.plain for line in lines_of(detail, 40)]
    assert lines[:4] == ["Sampah", "", "Hari  2", "Isi"]
    assert all(line.startswith("  kata") for line in lines[4:])
    assert "".join(lines).count("kata") == 40, "nothing is cut"
    assert "KOSONG" not in lines, "a heading over nothing is left out"


def test_there_is_room_from_150_cells_and_the_list_keeps_100():
    assert DetailPane.room_in(149) == 0
    assert DetailPane.room_in(150) == 50
    assert DetailPane.room_in(160) == 60
    assert DetailPane.room_in(400) == 80
