"""The colours of the themes: who cannot tell red from green can tell good from bad; marks say the same as colours."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.color import Color, ColorSystem
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from kinerja_tui.rules.on_track import TrackMark
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.screens.looks import PREDICATE_MARKS, PREDICATE_STYLES
from kinerja_tui.screens.monitoring import track
from kinerja_tui.widgets.source import CELL_STYLES
from kinerja_tui.widgets.theme import CONTRAST, SIXTEEN, THEME_NAMES, THEMES
from tests.looks.colours import SIGHTS, contrast, distance

OWN = [theme for theme in THEMES if theme.name != SIXTEEN]
APART = 18
"""Least difference in L*a*b* between two colours that mean different things; 2.3 can just be told apart."""

PALETTES = {
    "xterm": ("#cd0000", "#ff0000", "#ff00ff"),
    "Windows": ("#c50f1f", "#e74856", "#b4009e"),
    "GNOME": ("#cc0000", "#ef2929", "#ad7fa8"),
}
"""What terminals make of red, bright red and bright magenta."""


def test_the_arithmetic_agrees_with_published_figures():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WCAG: the grey that just fails on white
    assert distance("#808080", "#808080", "deuteranopia") == 0
    assert distance("#ffffff", "#000000", "usual") == pytest.approx(100, abs=0.01)
    # Greys stay greys, and the classic pair of a traffic light comes close together.
    assert distance("#808080", "#ffffff", "protanopia") == pytest.approx(
        distance("#808080", "#ffffff", "usual"), abs=0.1
    )
    assert distance("#a0522d", "#6b8e23", "deuteranopia") < distance("#a0522d", "#6b8e23", "usual") / 2


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_good_warning_and_bad_are_apart_for_every_eye(theme, sight):
    colours = [theme.variables[f"text-{name}"] for name in ("success", "warning", "error")]
    for one, other in combinations(colours, 2):
        assert distance(one, other, sight) >= APART


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_a_terminal_of_256_colours_reads_nearly_as_well(theme):
    variables = theme.variables | {"foreground": theme.foreground}
    for name in ("foreground", "text-muted", "text-success", "text-warning", "text-error", "text-accent"):
        assert contrast(_of_256(variables[name]), _of_256(theme.background)) >= (
            7 if theme.name == CONTRAST else 4.2
        ), name
    cursor = _of_256(variables["block-cursor-foreground"]), _of_256(variables["block-cursor-background"])
    assert contrast(*cursor) >= 4.2


def _of_256(colour: str | None) -> str:
    assert colour is not None
    return str(Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor(DEFAULT_TERMINAL_THEME).hex)


@pytest.mark.parametrize("palette", PALETTES)
def test_of_sixteen_colours_those_are_used_that_show_on_black_and_on_white(palette):
    _, red, magenta = PALETTES[palette]
    [theme] = [theme for theme in THEMES if theme.name == SIXTEEN]
    assert theme.variables["text-error"] == "ansi_bright_red"
    assert theme.variables["text-warning"] == "ansi_bright_magenta"
    for colour in (red, magenta):
        assert contrast(colour, "#000000") >= 3
        assert contrast(colour, "#ffffff") >= 3
    for sight in SIGHTS:
        assert distance(red, magenta, sight) >= APART


def test_every_theme_has_a_name_and_every_colour_a_theme_needs():
    assert [theme.name for theme in THEMES] == list(THEME_NAMES)
    needed = set(THEMES[0].variables)
    for theme in OWN:
        assert set(theme.variables) == needed, theme.name


def test_states_are_told_by_a_mark_as_well():
    assert set(PREDICATE_MARKS) == set(PREDICATE_STYLES) == set(Predicate)
    assert set(track.STYLES) == set(TrackMark)
    for styles in (PREDICATE_STYLES, track.STYLES):
        assert set(styles.values()) <= {*CELL_STYLES, ""}
    looks = [
        {state: (PREDICATE_MARKS[state], PREDICATE_STYLES[state]) for state in Predicate},
        {mark: (mark.mark, track.STYLES[mark]) for mark in TrackMark},
    ]
    for table in looks:
        for (mark, style), (other, another) in combinations(table.values(), 2):
            assert style == another or mark != other, "two colours with the same mark"
    assert len({state.mark for state in PlanState}) == len(PlanState)
