"""Kop dan kertas: the lines above official papers, the logo, the sheet, and where papers are signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.services.handover import media
from kinerja_tui.services.papers import letterhead
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

_GROUP = "Kop dan kertas"
_LOGO, _SHEET, _PLACE = "logo", "kertas", "tempat"


def summary(db: Database) -> str:
    """The settings in one line."""
    head = letterhead.head_of(db.file)
    kop = f"kop {len(head.lines)} baris" if head.lines else "tanpa kop"
    return f"{letterhead.SHEETS[head.sheet].split(' (')[0]}, {kop}{', logo' if head.logo else ''}"


class LetterheadScreen(WorkScreen):
    """One line a setting; Enter changes it."""

    TITLE = "Kop dan kertas"
    HELP = (
        "Yang tercetak di atas setiap formulir dari PC ini. **Kop** paling banyak enam baris, dari nama pemerintah "
        "daerah sampai alamat; baris kosong dilewati. **Logo** adalah gambar PNG atau JPG paling besar 500 kB; "
        "isinya disimpan bersama data, jadi berkas aslinya boleh dihapus. **Kertas** A4 atau F4 (folio 215 x 330 mm). "
        "**Tempat tanda tangan** tertulis di depan tanggal; kosong berarti nama kecamatan. Enter mengubah, **h** "
        "mengosongkan."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("change", "enter", "Ubah baris di kursor", "Mengubah isian di baris ini.", "Ubah", group=_GROUP),
        Command("empty", "h", "Kosongkan baris di kursor", "Baris ini tidak tercetak lagi.", "Kosongkan",
                group=_GROUP),
        BACK,
    ]  # fmt: skip

    def body(self) -> ComposeResult:
        """The lines."""
        columns = [Column("name", "Pengaturan", 20), Column("value", "Isi", 30, flex=1)]
        yield VirtualTable(columns, self._source())

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    def _source(self) -> ListSource:
        head = letterhead.head_of(self.app.file)
        rows: list[tuple[str, str, Cell]] = [
            (f"baris{number}", f"Kop baris {number + 1}", text or ("(kosong)", "dim"))
            for number, text in enumerate(letterhead.lines_of(self.app.file))
        ]
        size = letterhead.picture_size(head.logo) if head.logo else None
        logo: Cell = f"{size[0]} x {size[1]} titik" if size else ("(tanpa logo)", "dim")
        rows += [
            (_LOGO, "Logo", logo),
            (_SHEET, "Kertas", letterhead.SHEETS[head.sheet]),
            (_PLACE, "Tempat tanda tangan", head.place or ("(nama kecamatan)", "dim")),
        ]
        cells: list[list[Cell]] = [[name, value] for _, name, value in rows]
        return ListSource(cells, [key for key, _, _ in rows])

    def _show(self) -> None:
        table = self.query_one(VirtualTable)
        table.set_source(self._source(), keep=table.current_key)

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_change()

    @work(exclusive=True, group=ASKING)
    async def action_change(self) -> None:
        """Enter: another value."""
        key = self.query_one(VirtualTable).current_key or ""
        db, head = self.app.db, letterhead.head_of(self.app.file)
        if key == _SHEET:
            options = [(code, f"{place}  {label}") for place, (code, label) in enumerate(letterhead.SHEETS.items(), 1)]
            sheet = await self.app.push_screen_wait(Pick("Kertas untuk mencetak", options, at=head.sheet))
            if sheet:
                self._keep(lambda: letterhead.set_sheet(db, sheet))
            return
        if key == _LOGO:
            question = "Nama berkas gambar PNG atau JPG, misalnya /media/flashdisk/logo.png"
            answer = await self._ask(question, "", "Logo", _logo_problem)
            if answer:
                path = media.typed_path(answer)
                self._keep(lambda: letterhead.set_logo(db, path))
            return
        if key == _PLACE:
            question = "Tertulis di depan tanggal pada tanda tangan. Kosong: nama kecamatan."
            place = await self._ask(question, head.place, "Tempat tanda tangan")
            if place is not None:
                self._keep(lambda: letterhead.set_place(db, place))
            return
        number = int(key.removeprefix("baris"))
        now = letterhead.lines_of(self.app.file)[number] or letterhead.proposed(db, number)
        answer = await self._ask("Tercetak di tengah, persis seperti diketik.", now, f"Kop baris {number + 1}")
        if answer is not None:
            self._keep(lambda: letterhead.set_line(db, number, answer))

    @work(exclusive=True, group=ASKING)
    async def action_empty(self) -> None:
        """h: nothing stands there any more."""
        key = self.query_one(VirtualTable).current_key or ""
        db = self.app.db
        if key == _SHEET:
            self.warn("Kertas selalu salah satu: A4 atau F4. Tekan Enter untuk memilih.")
        elif key == _LOGO:
            if await self.app.push_screen_wait(Confirm("Hapus logo dari kop? Berkas aslinya tidak disentuh.")):
                self._keep(lambda: letterhead.set_logo(db, None))
        elif key == _PLACE:
            self._keep(lambda: letterhead.set_place(db, ""))
        else:
            self._keep(lambda: letterhead.set_line(db, int(key.removeprefix("baris")), ""))

    async def _ask(
        self, question: str, value: str, title: str, check: Callable[[str], str | None] | None = None
    ) -> str | None:
        longest = 500 if check else letterhead.LONGEST_LINE
        return await self.app.push_screen_wait(AskText(question, value, title=title, check=check, max_length=longest))

    def _keep(self, write: Callable[[], None]) -> None:
        with self.telling():
            write()
            self.say("Tersimpan. Berlaku untuk semua kertas yang dicetak dari PC ini.")
        self._show()


def _logo_problem(text: str) -> str | None:
    try:
        letterhead.read_logo(media.typed_path(text))
    except RuleBroken as error:
        return error.text
    return None
