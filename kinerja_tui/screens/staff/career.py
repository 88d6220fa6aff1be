"""One person's history by date: posts, raters, plans, excuses; what runs can be ended here."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import parse_day
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.forms.inputs import day_problem
from kinerja_tui.screens.notice import Notice
from kinerja_tui.services.staff import career, excuses, transfers
from kinerja_tui.services.staff.career import Event
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText
from kinerja_tui.widgets.table import Cell, Column, ListSource, VirtualTable

_KINDS = {career.POST: "Jabatan", career.RATER: "Penilai", career.PLAN: "Rencana", career.EXCUSE: "Kecuali"}
_STYLES = {career.POST: "mark", career.EXCUSE: "warn"}


class CareerScreen(WorkScreen):
    """Riwayat: Enter reads a line whole, b ends an acting post or an excuse."""

    HELP = (
        "Riwayat seorang pegawai menurut tanggal: jabatan (juga Plt. dan Plh.), pejabat penilai, rencana kerja, dan "
        "pengecualian. Untuk setiap hari hanya ada satu pejabat penilai pada satu jabatan. **Enter** menampilkan baris "
        "secara lengkap; **b** mengakhiri Plt., Plh., atau pengecualian yang sedang berjalan. Mutasi dan penilai baru "
        "dicatat dari daftar Pegawai (m dan g)."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("read", "enter", "Baca lengkap", "Menampilkan baris di kursor secara lengkap.", "Lengkap",
                group="Riwayat"),
        Command("end", "b", "Akhiri Plt., Plh., atau pengecualian", "Mencatat hari terakhirnya.", "Akhiri",
                group="Riwayat"),
        BACK,
    ]  # fmt: skip

    def __init__(self, employee_id: str, name: str) -> None:
        super().__init__()
        self.employee_id = employee_id
        self.title = f"Riwayat {name}"
        self._events: list[Event] = []

    def body(self) -> ComposeResult:
        """The lines."""
        columns = [Column("days", "Masa", 26), Column("kind", "Yang", 8), Column("text", "Isi", 40, flex=1)]
        yield VirtualTable(columns, self._source(), empty_text="Belum ada jabatan yang tercatat. Esc, lalu Enter.")

    def begin(self) -> None:
        """Keys go to the list."""
        self.query_one(VirtualTable).focus()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """Enter: the whole line."""
        event = self._current
        if event is not None:
            self.app.push_screen(Notice(event.days, event.text))

    def action_end(self) -> None:
        """b: the last day of what runs beside."""
        event = self._current
        if event is None:
            return
        if event.kind != career.EXCUSE and not event.acting:
            self.warn("Yang dapat diakhiri di sini: Plt., Plh., dan pengecualian. Jabatan definitif lewat mutasi (m).")
            return
        question = AskText(
            f"Misalnya 3006 atau 30-06-{self.app.db.year}; 0 untuk hari ini.",
            title=f"Hari terakhir: {event.text}",
            check=lambda text: day_problem(text, self.app.workplace.today(), self.app.db.year),
        )
        self.app.push_screen(question, lambda text: self._end(event, text) if text else None)

    def _end(self, event: Event, text: str) -> None:
        with self.telling():
            day = parse_day(text, self.app.workplace.today(), self.app.db.year)
            if event.kind == career.EXCUSE:
                excuses.end_excuse(self.app.db, event.record_id, day)
            else:
                transfers.end_acting(self.app.db, event.record_id, day)
            self.say(f"{event.text} berakhir {format_date(day)}.")
        table = self.query_one(VirtualTable)
        table.set_source(self._source(), keep=table.current_key)

    @property
    def _current(self) -> Event | None:
        key = self.query_one(VirtualTable).current_key
        return self._events[int(key)] if key is not None else None

    def _source(self) -> ListSource:
        self._events = career.career(self.app.db, self.employee_id)
        rows: list[list[Cell]] = [
            [event.days, (_KINDS[event.kind], _STYLES.get(event.kind, "")), event.text] for event in self._events
        ]
        return ListSource(rows, [str(place) for place in range(len(rows))])
