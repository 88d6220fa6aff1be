"""Questionnaires of a survey from a spreadsheet or CSV file: chosen, read, previewed, and stored all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.tables.table_choice import choose_table
from kinerja_tui.screens.tables.table_preview import TablePreview
from kinerja_tui.screens.tables.table_problems import TableProblems
from kinerja_tui.services.public import survey_import
from kinerja_tui.services.public.survey_import import Parsed
from kinerja_tui.services.public.survey_sheets import answers_text, shown_value
from kinerja_tui.widgets.dialogs import Pick
from kinerja_tui.widgets.table import Cell, Column

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_AT_ONCE = 200
"""Sheets up to which nobody notices the storing."""
_COLUMNS = [
    Column("number", "No.", 5, align="right"),
    Column("answers", "Jawaban", 9),
    *(Column(name, label, 9, flex=1) for name, (label, _) in GROUPS.items()),
]
_ORDER = [
    ("complaints", "1  U8 Penanganan Pengaduan, U9 Sarana dan Prasarana"),
    ("facilities", "2  U8 Sarana dan Prasarana, U9 Penanganan Pengaduan"),
]


async def import_sheets(app: KinerjaApp, survey_id: str) -> int:
    """How many sheets were imported. To be awaited in a worker.

    Raises `RuleBroken` when the survey changed meanwhile.
    """
    table = await choose_table(app, "Impor lembar survei")
    if table is None:
        return 0
    parsed = survey_import.parse(app.db, survey_id, table)
    if parsed.asks_order:
        eighth = await app.push_screen_wait(Pick("Urutan dua unsur terakhir di berkas ini?", _ORDER))
        if eighth is None:
            return 0
        parsed = survey_import.parse(app.db, survey_id, table, eighth)
    if parsed.problems:
        await app.push_screen_wait(TableProblems(parsed.name, parsed.problems))
        return 0
    preview = TablePreview(parsed.name, summary(parsed), _COLUMNS, [_row(*item) for item in parsed.sheets.items()],
                           "lembar")  # fmt: skip
    if not await app.push_screen_wait(preview):
        return 0
    if len(parsed.sheets) <= _AT_ONCE:
        return survey_import.store(app.db, survey_id, parsed)
    try:
        return await in_background(
            app,
            f"Menyimpan {len(parsed.sheets)} lembar",
            lambda progress: survey_import.store(app.db, survey_id, parsed, progress),
        )
    except Cancelled:
        app.notify("Dihentikan. Tidak ada lembar yang disimpan.", markup=False)
        return 0


def summary(parsed: Parsed) -> str:
    """How many sheets of which kind, and which column was read as what where the words differ."""
    sizes = [sum(values[name] in SCALE for name in ELEMENTS) for values in parsed.sheets.values()]
    complete, empty = sizes.count(len(ELEMENTS)), sizes.count(0)
    lines = [
        f"{len(sizes)} lembar akan masuk: {complete} lengkap, {len(sizes) - complete - empty} tidak lengkap, "
        f"{empty} kosong. Belum ada yang disimpan; y mengimpor."
    ]
    read = [f"{title} = {ELEMENTS[name]}" for name, title in parsed.titles.items() if name in ELEMENTS]
    other = [text for text in read if text.partition(" = ")[0].casefold() != text.partition(" = ")[2].casefold()]
    return "\n".join([*lines, f"Kolom dibaca: {'; '.join(other)}"] if other else lines)


def _row(number: int, values: dict[str, str]) -> list[Cell]:
    answers = answers_text(values)
    groups: list[Cell] = [shown_value(name, values[name]) if values[name] else ("–", "dim") for name in GROUPS]
    return [str(number), (answers, "warn") if "." in answers else answers, *groups]
