"""Properties of wrapping, cleaning and the editor."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kinerja_tui.widgets.editors import Editor
from kinerja_tui.widgets.text import clean, fit, wrap, wrapped

KEYS = [
    "left", "right", "ctrl+left", "ctrl+right", "shift+left", "ctrl+shift+right", "backspace", "delete", "ctrl+w",
    "ctrl+u", "ctrl+k", "ctrl+z", "ctrl+a", "ctrl+e", "ctrl+delete",
]  # fmt: skip


@given(st.text(), st.integers(1, 40))
def test_rows_follow_each_other_and_fit(text: str, width: int):
    text = clean(text)
    rows = wrap(text, width)
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    assert all(first[1] == second[0] for first, second in pairwise(rows))
    for row in wrapped(text, width):
        assert cell_len(row) <= max(width, 2)  # a wide character in a column of one cell


@given(st.text(), st.integers(1, 60))
def test_fit_is_exactly_as_wide(text: str, width: int):
    assert cell_len(fit(text, width)) == width


@given(st.text())
def test_clean_text_is_one_printable_line(text: str):
    assert clean(clean(text)) == clean(text)
    assert not any(char in clean(text) for char in "\n\r\t\x1b\u202e\x00")


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.text(max_size=30)), max_size=40), st.integers(1, 50))
def test_any_keys_keep_the_editor_whole(steps: list[str], limit: int):
    editor = Editor("awal", limit=max(limit, 4))
    for step in steps:
        if step not in KEYS:
            editor.insert(step)
        else:
            assert editor.key(step)
        assert 0 <= editor.cursor <= len(editor.text) <= editor.limit
        assert 0 <= editor.anchor <= len(editor.text)


def test_undo_takes_back_step_by_step():
    editor = Editor("satu")
    editor.insert("d")
    editor.insert("u")
    editor.key("ctrl+w")
    for text in ("du", "d", "satu", "satu"):
        editor.key("ctrl+z")
        assert editor.text == text


def test_word_keys():
    editor = Editor("satu dua tiga")
    editor.to(len(editor.text))
    editor.key("ctrl+w")
    assert editor.text == "satu dua "
    editor.key("ctrl+left")
    assert editor.cursor == 5
    editor.key("ctrl+k")
    assert editor.text == "satu "
