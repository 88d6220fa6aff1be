"""Choosing the file, and the sheet in it, that a table is imported from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import Wanted, choose_file
from kinerja_tui.screens.reading import read_telling
from kinerja_tui.services.handover import media
from kinerja_tui.services.tables import table_files
from kinerja_tui.widgets.dialogs import Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.services.tables.table_files import Table

_AT_ONCE = 200_000
"""Bytes up to which nobody notices the reading."""


async def choose_table(
    app: KinerjaApp, title: str, *, most: int = table_files.MAX_ROWS, example: str = "/media/flashdisk/survei.xlsx"
) -> Table | None:
    """A table of a CSV file or spreadsheet; None when the person goes back, or was told why it cannot be read.

    To be awaited in a worker. Where a spreadsheet has several sheets, the person says which.
    """
    wanted = Wanted(title, "tabel (CSV atau spreadsheet)", example, media.tables_in)
    path = await choose_file(app, wanted)
    if path is None:
        return None
    try:
        sheets = table_files.sheets_of(path)
        sheet: str | None = sheets[0] if sheets else ""
        if len(sheets) > 1:
            sheet = await app.push_screen_wait(Pick("Tabelnya di lembar yang mana?", [(name, name) for name in sheets]))
        if sheet is None:
            return None
        chosen = sheet
        size = path.stat().st_size
        if size < _AT_ONCE:
            return table_files.read(path, chosen, most=most)
        kind = path.suffix.lower()
        return await read_telling(
            app,
            "Membaca berkas",
            lambda: table_files.read(path, chosen, most=most),
            text=path.name,
            what=f"tabel{kind}",
            pieces=size,
        )
    except Cancelled:
        return None
    except RuleBroken as problem:
        await app.push_screen_wait(Notice("Berkas tidak dapat diimpor", problem.text))
        return None
