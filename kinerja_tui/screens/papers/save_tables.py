"""Saving tables from a screen: as what, into which folder, then where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.models.file import DatabaseProblem
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.papers.print_run import FOLDER, PrintedNotice, usual_folder
from kinerja_tui.screens.places import choose_folder
from kinerja_tui.widgets.dialogs import Pick

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp
    from kinerja_tui.documents.tables.table import TypedTable


async def save_tables(app: KinerjaApp, make: Callable[[], Sequence[TypedTable]], *, on_paper: bool = True) -> None:
    """Write tables; ``on_paper``: whether PDF is offered too. In a worker."""
    from kinerja_tui.documents.tables.writing import Form, write_tables

    forms = [form for form in Form if on_paper or form is not Form.PDF]
    options = [(str(form), f"{number}  {form.label}") for number, form in enumerate(forms, 1)]
    chosen = await app.push_screen_wait(Pick("Simpan sebagai apa?", options))
    folder = None
    if chosen is not None:
        folder = await choose_folder(app, "Simpan ke folder mana?", remembered=FOLDER, usual=usual_folder())
    if chosen is None or folder is None:
        return
    form, where = Form(chosen), folder
    try:
        paths = await in_background(
            app, "Menyimpan tabel", lambda progress: write_tables(app.file, make(), form, where, progress)
        )
    except Cancelled:
        app.notify("Dihentikan. Tidak ada berkas yang ditulis.", markup=False)
    except (RuleBroken, DatabaseProblem) as problem:
        await app.push_screen_wait(Notice("Tidak tersimpan", problem.text))
    else:
        app.db.set_setting(FOLDER, str(where))
        told = "\n".join(path.name for path in paths)
        path = paths[0] if len(paths) == 1 else where
        await app.push_screen_wait(PrintedNotice("Tersimpan", f"{told}\n\ndi {where}", path))
