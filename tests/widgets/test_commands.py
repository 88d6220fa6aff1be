"""One table of commands feeds keys, footer, palette and help."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from kinerja_tui.widgets.commands import Command, declared_commands, key_name
from kinerja_tui.widgets.fields import Field
from kinerja_tui.widgets.footer import KeyFooter
from kinerja_tui.widgets.help import HelpScreen
from kinerja_tui.widgets.sheet import SHEET_COMMANDS, Sheet
from kinerja_tui.widgets.table import Column, ListSource, VirtualTable
from kinerja_tui.widgets.title import TitleBar

from .helpers import HOSTILE, Stage, StageApp, picture


class Busy(Stage):
    """Many commands, one of which applies only sometimes."""

    COMMANDS = [
        Command(
            "lock", "f7", "Kunci rencana", "Mengunci rencana.", footer="Kunci", second_key="ctrl+o", group="Rencana"
        ),
        *(
            Command(f"c{number}", f"f{number}", f"Perintah {number}", "Bantuan.", footer="Panjang")
            for number in (8, 9, 12)
        ),
        Command("secret", "", "Hanya palet", "Tanpa tombol."),
    ]

    def __init__(self, widget: object) -> None:
        super().__init__(widget)  # type: ignore[arg-type]
        self.locked = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "lock" or not self.locked

    def action_lock(self) -> None:
        self.called.append("lock")
        self.locked = True
        self.refresh_bindings()

    def action_secret(self) -> None:
        self.called.append("secret")


def table() -> VirtualTable:
    return VirtualTable([Column("a", "A", 5)], ListSource([("1",)], ["1"]))


@pytest.mark.parametrize(
    ("key", "name"),
    [("f4", "F4"), ("ctrl+l", "Ctrl+L"), ("slash", "/"), ("question_mark", "?"), ("plus", "+"), ("escape", "Esc"),
     ("space", "Spasi"), ("pagedown", "PgDn"), ("t", "t"), ("shift+tab", "Shift+Tab"), ("ctrl+home", "Ctrl+Home")],
)  # fmt: skip
def test_keys_read_as_on_the_keyboard(key: str, name: str):
    assert key_name(key) == name


def test_commands_are_inherited_own_first():
    assert [command.id for command in declared_commands(Busy)][:5] == ["lock", "c8", "c9", "c12", "secret"]
    assert [command.id for command in declared_commands(Busy)][5:] == ["add", "remove"]


async def test_both_keys_work_and_a_command_that_does_not_apply_disappears():
    app = StageApp(table(), Busy)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        assert "F7 Kunci" in picture(app)
        await pilot.press("ctrl+o")
        assert app.stage.called == ["lock"]
        await pilot.press("f7")
        await pilot.pause()
        assert app.stage.called == ["lock"]
        assert "Kunci" not in picture(app)
        assert "lock" not in [command.id for command in app.stage.commands()]
        await pilot.press("t")  # inherited
        assert app.stage.called == ["lock", "add"]


def said(app: StageApp) -> list[str]:
    return [told.message for told in app._notifications]


async def test_one_message_at_a_time_and_a_warning_stays_beside_it():
    app = StageApp(table())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.notify("Satu tersimpan.")
        await pilot.pause()
        app.notify("Dua tersimpan.")
        await pilot.pause()
        assert said(app) == ["Dua tersimpan."]
        for _ in range(2):
            app.notify("Flashdisk penuh.", severity="warning")
            await pilot.pause()
        app.notify("Tiga tersimpan.")
        await pilot.pause()
        assert said(app) == ["Flashdisk penuh.", "Tiga tersimpan."]


async def test_keys_that_end_programs_elsewhere_or_do_nothing_here_are_answered():
    class Locked(Stage):
        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return action != "add"

    app = StageApp(table(), Locked)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t")
        assert app.stage.called == []
        assert said(app) == ["Tambah: tidak dapat dipakai di sini sekarang."]
        await pilot.press("ctrl+c")
        assert said(app) == ["Untuk keluar tekan Ctrl+Q. Yang sudah diisi tetap tersimpan."]


async def test_the_footer_drops_from_the_right_what_does_not_fit_except_the_help():
    app = StageApp(table(), Busy)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        footer = app.screen.query_one(KeyFooter)
        last = picture(app).splitlines()[-1]
        assert cell_len(last) == 80
        shown = footer.entries(80)
        assert shown[0] == ("F7", "Kunci")
        assert shown[:-1] == footer.entries(200)[: len(shown) - 1]
        assert shown[-1] == ("F1", "Bantuan")  # the help has its place in any case
        assert len(shown) < len(footer.entries(200))
        assert list(footer.children) == []
        assert footer.entries(5) == []


@pytest.mark.parametrize("close", ["escape", "f1", "question_mark"])
async def test_help_shows_screen_field_and_every_key(close: str):
    sheet = Sheet([Field("a", "Isian [/]", help="Aturan [bold] pasal 1.", kind="choice")], {})
    app = StageApp(sheet)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        keys = str(app.screen.query_one("#help-text", Static).content)
        for command in app.stage.commands():
            assert command.title in keys
            assert key_name(command.key) in keys or command.id in ("add", "show_help_panel")
        assert "Aturan [bold] pasal 1." in keys
        await pilot.press(close)
        assert app.screen is app.stage


def test_the_sheet_declares_every_command_with_two_keys_and_a_method():
    for command in SHEET_COMMANDS:
        assert len(command.keys) == 2
        assert command.footer
        assert command.help.endswith(".")
        assert callable(getattr(Sheet, f"action_{command.id}"))
    keys = [key for command in SHEET_COMMANDS for key in command.keys]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("text", HOSTILE)
async def test_titles_are_only_text_and_fit(text: str):
    bar = TitleBar(text, text * 20, text[:5])
    app = StageApp(bar)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert cell_len(picture(app).splitlines()[0]) == 80
        bar.title, bar.context, bar.badge = "Pegawai", "Kecamatan Contoh", "LATIHAN"
        await pilot.pause()
        line = picture(app).splitlines()[0]
        assert line.startswith(" Pegawai ")
        assert line.endswith("Kecamatan Contoh  LATIHAN ")
