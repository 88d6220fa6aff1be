"""The walk: every screen of the program and its main forms and dialogs, drawn in every theme at every size."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from rich.color import ColorType
from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from kinerja_tui.app import SCREENS, KinerjaApp
from kinerja_tui.screens.office.beranda import BerandaScreen
from kinerja_tui.screens.office.setup import SetupScreen
from kinerja_tui.widgets.menu import Menu
from kinerja_tui.widgets.theme import DARK, THEME_NAMES
from tests.conftest import ready, screen_text
from tests.stalls import Stalls

SIZES = ((80, 24), (120, 40))
DRAWN = "drawn in every theme"
PLACE = "bukit_intan"
SEVERITIES: tuple[SeverityLevel, ...] = ("information", "warning", "error")

STEPS: dict[str, tuple[str, ...]] = {
    "employee_form": ("=employees", "enter"),
    "career": ("=employees", ".career"),
    "transfer_form": ("=employees", ".transfer"),
    "plan_form": ("=plans", "enter", "ctrl+end"),
    "action_steps": ("=plans", ".steps"),
    "progress_form": ("=progress", "enter"),
    "track": ("=progress", ".track"),
    "track_chart": ("=progress", ".track", ".chart"),
    "curve_chart": ("=distribution", ".chart"),
    "predicate_chart": ("=evaluations", ".sheet", ".chart"),
    "evaluation_results": ("=evaluations", "enter"),
    "evaluation_behaviour": ("=evaluations", "enter", "f8"),
    "evaluation_predicate": ("=evaluations", "enter", "f8", "f8"),
    "self_assessment": ("=evaluations", ".own"),
    "personal_sheet": ("=evaluations", ".sheet"),
    "feedback_form": ("=feedback", ".add"),
    "trainings": ("=development", ".trainings"),
    "survey_form": ("=surveys", ".add"),
    "survey_entry": ("=surveys", ".key_sheets", "1", "2"),
    "service_form": ("=services", ".add"),
    "service_chart": ("=services", ".figures", "enter"),
    "voice_form": ("=voices", "enter"),
    "copy_sheet": ("=copy_sheets", "enter"),
    "organisation_form": ("=distribution", ".rate"),
    "filter": ("=employees", "slash", "a"),
    "no_match": ("=employees", "slash", "z", "z", "z"),
    "theme_choice": ("=settings", ".theme"),
    "question": ("=settings", ".kind"),
    "asked_text": ("=settings", ".year", "x", "enter"),
    "menu": ("=plans", "f9"),
    "marked": ("=employees", "space", "down", "space", "down"),
    "help_list": ("=plans", "f1"),
    "help_search": ("=plans", "f1", "s", "e", "t", "u", "j"),
    "help_field": ("=plans", "enter", "f1"),
    "messages": ("=employees",),
    "palette": ("=plans", "ctrl+p", "r", "e"),
    "field_problem": ("=employees", ".add", "1", "2", "enter"),
}
"""Name -> the way there: `=name` opens a screen, `.name` runs a command of the screen, anything else is a key."""

STOPS: dict[str, tuple[str, ...]] = {"beranda": ()} | {name: (f"={name}",) for name in SCREENS} | STEPS


@dataclass
class Seen:
    """What was drawn at one stop at one size."""

    text: str
    """the same in every theme"""
    read: Region | None
    """the dialog, where one is open: what stands behind it is dimmed"""
    strips: dict[str, list[Strip]] = field(default_factory=dict)
    """theme -> the lines of the screen"""


Walk = dict[tuple[str, tuple[int, int]], Seen]
"""(stop, size) -> what was drawn."""


async def go(pilot: Pilot[object], way: tuple[str, ...]) -> None:
    """Walk from Beranda."""
    app = pilot.app
    assert isinstance(app, KinerjaApp)
    for step in way:
        if step.startswith("="):
            app.go_to(step[1:])
        elif step.startswith("."):
            app.screen.call_later(app.screen.run_action, step[1:])
        else:
            await pilot.press(step)
        await pilot.pause()
        while (app.is_opening and step.startswith("=")) or is_working(app):
            await pilot.pause(0.01)
    await pilot.pause()


def is_working(app: KinerjaApp) -> bool:
    """Whether something is counted or looked for beside the screen; what waits for an answer is not work."""
    return any(not worker.is_finished and worker.group in {"count", "recap", "find"} for worker in app.workers)


async def go_back(pilot: Pilot[object]) -> None:
    """Esc until Beranda; what was typed is thrown away with the database of the walk."""
    for _ in range(12):
        if isinstance(pilot.app.screen, BerandaScreen):
            return
        if isinstance(pilot.app.screen, SetupScreen):  # Esc leaves the program there
            await pilot.app.pop_screen()
        await pilot.press("escape")
        await pilot.pause()
    raise AssertionError(f"no way back:\n{screen_text(pilot.app)}")  # type: ignore[arg-type]


async def walk(app: KinerjaApp, busy: Stalls) -> Walk:
    """All stops, one after the other, in one run of the program; ``busy`` is told what is drawn for the test alone."""
    found: Walk = {}
    sheets: dict[str, Stylesheet] = {}
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await ready(pilot)
        for name, way in STOPS.items():
            busy.at(name)
            await go(pilot, way)
            busy.at(DRAWN)
            app.clear_notifications()  # they go by the clock, like a cursor that blinks
            for line in app.screen.query(Input):
                line.cursor_blink = False
                line._cursor_visible = True
            for severity in SEVERITIES if name == "messages" else ():
                app.notify("Tersimpan. Salin juga ke flashdisk.", severity=severity, timeout=600, markup=False)
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                with app.batch_update():
                    for theme in [*list(THEME_NAMES)[1:], DARK]:
                        dress(app, theme, sheets)
                        strips = app.screen._compositor.render_strips(app.size)
                        text = "\n".join(strip.text for strip in strips)
                        dialog = app.screen.children[0].region if app.screen.is_modal else None
                        seen = found.setdefault((name, size), Seen(text, dialog))
                        assert text == seen.text, f"{name} says something else in {theme}"
                        seen.strips[theme] = strips
            await pilot.resize_terminal(*SIZES[0])
            await pilot.pause()
            busy.at(f"{name}: back")
            await go_back(pilot)
    return found


def dress(app: KinerjaApp, theme: str, sheets: dict[str, Stylesheet]) -> None:
    """What `app.theme = theme` does, at once and without painting: six hundred changes in one test."""
    app.set_reactive(App.theme, theme)
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    app._refresh_truecolor_filter(app.ansi_theme)
    app._invalidate_css()
    if theme not in sheets:
        sheets[theme] = Stylesheet(variables=app.get_css_variables())
        sheets[theme]._parse_cache = LRUCache(1000)
    sheet = sheets[theme]
    for where, source in app.stylesheet.source.items():
        sheet.add_source(source.content, where, source.is_defaults, source.tie_breaker, source.scope)
    app.stylesheet = sheet
    sheet.parse()
    seen = [app.screen, *app._background_screens]
    widgets = [widget for screen in seen for widget in screen.walk_children(with_self=True)]
    sheet.update_nodes([app, *widgets])
    for widget in widgets:
        widget.notify_style_update()  # for what is drawn in an inherited colour
    if isinstance(app.screen, Menu):
        app.screen._draw()
    app.screen._refresh_layout(app.size)
    visible_screen_stack.set(app._background_screens)  # what a dialog lets shine through


@cache
def described(style: Style | None) -> str:
    """A style in words: attributes, the text's colour, the ground's."""
    style = style or Style()
    words = [name for name in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, name)]
    return " ".join([*words, colour_name(style, "color"), "on", colour_name(style, "bgcolor")])


def colour_name(style: Style, which: str) -> str:
    """#rrggbb, the name of one of the 16, or "default"."""
    colour = getattr(style, which)
    if colour is None or colour.type is ColorType.DEFAULT:
        return "default"
    if colour.type is ColorType.TRUECOLOR:
        return str(colour.triplet.hex)
    return str(colour.name)
