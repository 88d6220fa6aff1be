"""Keys in pieces are put together again; everything that is no key arrives as it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key

from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.sheet import Sheet
from kinerja_tui.widgets.torn_keys import TornKeys, is_torn

from .helpers import StageApp, key_event


def passed(*keys: str) -> list[Key]:
    """What arrives of some keys, once nothing more comes."""
    torn = TornKeys()
    arrived = [event for key in keys for event in torn.take(key_event(key))]
    arrived += torn.let_go()
    assert len(arrived) <= len(keys)
    return arrived


def test_every_key_of_a_terminal_that_begins_with_a_bracket():
    plain = {
        sequence: keys
        for sequence, keys in ANSI_SEQUENCES_KEYS.items()
        if sequence.startswith("\x1b[") and isinstance(keys, tuple) and len(keys) == 1
    }
    assert len(plain) > 50
    for sequence, (key,) in plain.items():
        if any(other != sequence and sequence.startswith(other) for other in plain):
            continue  # a shorter key ends before it
        rest, last = passed("escape", *sequence[1:])
        assert (rest.key, last.key) == ("escape", key.value)


@given(st.lists(st.sampled_from([*"[OAB5~x ", "escape", "enter", "up"]), max_size=12))
def test_nothing_is_lost_and_nothing_changes_its_place(keys):
    arrived, names = passed(*keys), [key_event(key).key for key in keys]
    if "left_square_bracket" not in names:
        assert [event.key for event in arrived] == names
    taken = iter(names)
    assert all(event.key in taken for event in arrived if not is_torn(event))


async def test_the_esc_of_an_arrow_throws_nothing_away():
    sheet = Sheet([Field("one", "Satu"), Field("two", "Dua")], {"one": "Loket"})
    async with StageApp(sheet).run_test() as pilot:
        await pilot.press("A", "n", "t", "r", "e", "escape", "left_square_bracket", "B")
        assert sheet.values == {"one": "Antre"}
        assert sheet.current is not None
        assert sheet.current.key == "two"
        await pilot.press("a", "b", "escape")
        assert sheet.editor.text == ""
        await pilot.press("ctrl+z")
        assert sheet.editor.text == "ab"
        await pilot.press("escape", "left_square_bracket", "x")
        assert sheet.editor.text == "[x"
        assert not is_torn(key_event("up"))
