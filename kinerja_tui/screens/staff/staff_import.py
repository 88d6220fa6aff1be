"""The staff list of an office taken in from its spreadsheet, or from rows pasted: columns, preview, all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, work

from kinerja_tui.documents import staff_files
from kinerja_tui.handoff.problems import Cancelled
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.background import in_background
from kinerja_tui.screens.base import WorkScreen
from kinerja_tui.screens.notice import Notice
from kinerja_tui.screens.places import choose_folder
from kinerja_tui.screens.staff.staff_columns import StaffColumnsScreen
from kinerja_tui.screens.staff.staff_preview import GOOD, REJECTED, StaffPreview
from kinerja_tui.screens.tables.table_choice import choose_table
from kinerja_tui.services.staff import staff_columns, staff_import
from kinerja_tui.services.staff.staff_import import Progress, StaffList
from kinerja_tui.services.staff.staff_rows import RowState
from kinerja_tui.services.tables import clipboard, table_files
from kinerja_tui.services.tables.table_files import PASTED, Table
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.paste import PasteArea

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

Result = TypeVar("Result")

FOLDER = "staff_folder"
"""Setting of this PC: where files about staff lists were written last."""
_AT_ONCE = 100
"""Rows up to which nobody notices the work."""
_PASTE_HERE = (
    "Salin baris-barisnya di Excel atau LibreOffice (boleh dengan baris judulnya), lalu tempel di sini. Pratinjau "
    "muncul dulu; belum ada yang disimpan."
)
_NO_ROWS = "Tidak ada satu pegawai pun di bawah baris judulnya. Isi dulu, simpan, lalu impor lagi."


class StaffImporting(WorkScreen):
    """Mixin for the employee list: i takes in a file, t pasted rows, c writes an empty list to fill in."""

    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("import_table", "i", "Impor pegawai dari berkas", "Dari Excel (.xlsx, .xls, .ods) atau CSV.",
                "Impor", group="Impor"),
        Command("paste_rows", "t", "Tempel baris pegawai", "Baris yang disalin dari Excel.", group="Impor"),
        Command("write_template", "c", "Contoh berkas kosong", "Daftar pegawai kosong (.xlsx) untuk diisi.",
                group="Impor"),
    ]  # fmt: skip

    @work(exclusive=True, group=ASKING)
    async def action_import_table(self) -> None:
        """i: a file."""
        table = await choose_table(self.app, "Impor pegawai", example="/media/flashdisk/pegawai.xlsx")
        if table is not None:
            await self._import(table)

    @work(exclusive=True, group=ASKING)
    async def action_paste_rows(self) -> None:
        """t: a place to paste into."""
        text = await self.app.push_screen_wait(PasteArea("Tempel baris pegawai", _PASTE_HERE, clipboard.text))
        if text is not None:
            await self._import_pasted(text)

    def on_paste(self, event: events.Paste) -> None:
        """Rows pasted right into the list."""
        event.stop()
        if self.is_current:
            self._take_pasted(event.text)

    @work(exclusive=True, group=ASKING)
    async def _take_pasted(self, text: str) -> None:
        if "\t" in text or len(text.splitlines()) > 1:
            await self._import_pasted(text)
        else:
            self.say("Yang ditempel bukan baris tabel. Salin barisnya di Excel; t membuka tempat menempel.")

    async def _import_pasted(self, text: str) -> None:
        try:
            table = table_files.pasted(text)
        except RuleBroken as problem:
            await self.app.push_screen_wait(Notice("Tempelan tidak dapat diimpor", problem.text))
        else:
            await self._import(table)

    async def _import(self, table: Table) -> None:
        with self.telling():
            try:
                done = await import_staff(self.app, table)
            except Cancelled:
                done = "Impor dihentikan. Tidak ada yang disimpan."
            if done:
                self.say(done)
        self.imported()

    def imported(self) -> None:
        """Show what came in; for the list to answer."""

    @work(exclusive=True, group=ASKING)
    async def action_write_template(self) -> None:
        """c: an empty list."""
        await _write_somewhere(
            self.app,
            "Contoh berkas kosong ke folder mana?",
            lambda folder: staff_files.free_name(folder / staff_files.TEMPLATE),
            staff_files.write_template,
            "Contoh berkas ditulis",
            "Isi satu baris satu orang, simpan, lalu i di daftar Pegawai.",
        )


async def import_staff(app: KinerjaApp, table: Table) -> str:
    """Take a staff list in; what was done in words, empty when nothing was. To be awaited in a worker.

    Raises `RuleBroken`, `DatabaseProblem` or `Cancelled`; then nothing was stored.
    """
    columns = staff_columns.recognise(app.db, table)
    if not columns.head.rows:
        await app.push_screen_wait(Notice("Belum ada yang diimpor", _NO_ROWS))
        return ""
    chosen = await app.push_screen_wait(StaffColumnsScreen(columns))
    if chosen is None:
        return ""
    if chosen.fields != columns.fields:
        staff_columns.remember(app.db, chosen)
    db = app.db
    staff = await _worked(app, "Membaca baris", len(chosen.head.rows), lambda told: staff_import.read(db, chosen, told))
    if not staff.rows:
        await app.push_screen_wait(Notice("Belum ada yang diimpor", _NO_ROWS))
        return ""
    while True:
        answer = await app.push_screen_wait(StaffPreview(staff))
        if answer is None:
            return ""
        if answer in (GOOD, REJECTED) and not await _write_refused(app, staff):
            continue  # back to the preview: without the file nothing is stored either
        if answer != REJECTED:
            break
    counts = await _worked(
        app,
        "Menyimpan pegawai",
        len(staff.to_store),
        lambda told: staff_import.store(db, staff, without_refused=answer == GOOD, progress=told),
    )
    return f"{counts[RowState.NEW]} pegawai baru, {counts[RowState.CHANGED]} data diubah, dari {staff.name}."


async def _worked(app: KinerjaApp, title: str, rows: int, work: Callable[[Progress | None], Result]) -> Result:
    """Do it at once where it is short, else beside the screen, with progress and Esc."""
    return work(None) if rows <= _AT_ONCE else await in_background(app, title, work)


async def _write_refused(app: KinerjaApp, staff: StaffList) -> bool:
    """Write the refused rows beside the list, or where the person says; False when that did not come about."""
    told = "Baris yang ditolak ditulis"
    mend = f"{len(staff.refused)} baris, dengan alasannya di kolom terakhir. Perbaiki di sana, lalu impor berkas itu."
    if staff.columns.table.path.name != PASTED:
        path = staff_files.rejected_path(staff)
        try:
            staff_files.write_rejected(staff, path)
        except RuleBroken as problem:
            await app.push_screen_wait(Notice("Tidak dapat ditulis di sana", problem.text))
        else:
            await app.push_screen_wait(Notice(told, f"{path}\n\n{mend}"))
            return True
    return await _write_somewhere(
        app,
        "Baris yang ditolak ke folder mana?",
        lambda folder: staff_files.rejected_path(staff, folder),
        lambda path: staff_files.write_rejected(staff, path),
        told,
        mend,
    )


def _usual_folder() -> Path:
    """Where `choose_table` looks as well, if this system has it."""
    downloads = Path.home() / "Downloads"
    return downloads if downloads.is_dir() else Path.home()


async def _write_somewhere(
    app: KinerjaApp, question: str, name: Callable[[Path], Path], write: Callable[[Path], object], told: str, then: str
) -> bool:
    """Write a file into a folder the person chooses, and tell where it is; False when it was not written."""
    folder = await choose_folder(app, question, remembered=FOLDER, usual=_usual_folder())
    if folder is None:
        return False
    path = name(folder)
    try:
        write(path)
    except RuleBroken as problem:
        await app.push_screen_wait(Notice("Tidak dapat ditulis", problem.text))
        return False
    app.db.set_setting(FOLDER, str(folder))
    await app.push_screen_wait(Notice(told, f"{path}\n\n{then}"))
    return True
