"""Layanan: the log of requests, what runs and what is over its time; letters lead to services and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.service_log import RequestState, working_days
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.office.holidays import HolidaysScreen
from kinerja_tui.screens.public.service_catalogue import ServicesScreen
from kinerja_tui.screens.public.service_figures import ServiceFiguresScreen
from kinerja_tui.screens.public.service_form import RequestForm
from kinerja_tui.screens.public.voices import VoicesScreen
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import service_catalogue, service_requests
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail, Fact, Part
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Layanan"
_MARKS: dict[str, tuple[str, str]] = {
    RequestState.RUNNING: ("·", "mark"),
    RequestState.LATE: ("!", "bad"),
    RequestState.FINISHED: ("+", "good"),
}


class ServiceLogScreen(FilteredList):
    """Open requests first, the oldest on top; Enter ends one."""

    ASIDE = True
    STATES: ClassVar = {str(state): state.label for state in RequestState}
    NOUN = "permohonan"
    TABLE = "service_request"
    HELP = (
        "Buku permohonan layanan: kapan diterima, kapan selesai, dengan hasil apa. Yang masih berjalan di atas, yang "
        "paling lama lebih dulu. **Enter** membuka permohonan untuk diselesaikan, **a** mengetik permohonan baru satu "
        "demi satu, **f** menyaring yang berjalan, terlambat, atau sudah berakhir, **/** mencari nomor.\n\n**l** "
        "daftar layanan dengan dasar hukum dan waktu paling lama, **g** angka dan grafik layanan, **m** suara "
        "masyarakat, **h** hari libur, **x** menarik yang salah ketik.\n\nHari kerja dihitung mulai hari sesudah "
        "diterima, Senin sampai Jumat, tanpa hari libur. Tanda: `·` berjalan, `!` lewat waktu paling lama, `+` "
        "sudah berakhir."
    )
    COMMANDS: ClassVar = [
        Command("edit", "enter", "Buka permohonan", "Menyelesaikan atau memperbaiki permohonan di kursor.", "Buka",
                group=_GROUP),
        Command("add", "a", "Tambah permohonan", "Mengetik permohonan satu demi satu.", "Tambah", group=_GROUP),
        Command("services", "l", "Daftar layanan", "Dasar hukum dan waktu paling lama setiap layanan.", "Layanan",
                group=_GROUP),
        Command("figures", "g", "Angka layanan", "Kecepatan, tepat waktu, dan mutu per periode.", "Angka",
                group=_GROUP),
        Command("voices", "m", "Suara masyarakat", "Masukan, kritik, pujian, keluhan, dan jawabannya.", "Suara",
                group=_GROUP),
        Command("holidays", "h", "Hari libur", "Hari yang dilewati hitungan hari kerja.", group=_GROUP),
        Command("take_back", "x", "Tarik permohonan", "Menarik catatan yang salah ketik.", "Tarik", group=_GROUP),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._free = frozenset[date]()

    def listed(self) -> str:
        """The year."""
        return f"Layanan · {self.app.db.year}"

    @property
    def EMPTY(self) -> str:  # type: ignore[override]  # noqa: N802
        """What comes first."""
        if not service_catalogue.offered(self.app.file):
            return "Belum ada layanan. Tekan l, lalu a, untuk menulis layanan kantor ini dan waktu paling lamanya."
        return "Belum ada permohonan tahun ini. Tekan a untuk menyalin baris pertama dari buku register."

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        columns = [
            Column("mark", "", 1),
            Column("number", "Nomor", 10),
            Column("service", "Layanan", 20, flex=3),
            Column("received", "Diterima", 10),
            Column("finished", "Selesai", 10),
            Column("days", "Hari kerja", 10),
            Column("result", "Hasil", 12),
            Column("quality", "Mutu", 16),
            Column("handler", "Petugas", 14, flex=1),
        ]
        left_out = set() if self.is_wide else {"finished", "quality", "handler"}
        return [column for column in columns if column.key not in left_out]

    def reload(self, keep: str | None = None) -> None:
        """The holidays may have changed too, and whether there are services."""
        self._free = holidays(self.app.file)
        super().reload(keep)
        if not self.state and not self.list.filter_text:
            self.list.empty_text = self.EMPTY

    def find(self, text: str) -> Listing:
        """Of the working year, and what still runs."""
        return service_requests.listing(self.app.file, self.app.db.year, self._today, text, self.state)

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        return service_requests.counts(self.app.file, self.app.db.year, self._today)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One request."""
        state = service_requests.state_of(row, self._today, self._free)
        mark = _MARKS[state]
        received, finished = day_of(row["received_on"] or ""), day_of(row["finished_on"] or "")
        days = working_days(received, finished or self._today, self._free)
        limit, over = row["max_days"], False
        if days is None:
            taken = "?"
        else:
            over = limit is not None and days > limit
            taken = f"{days} dari {limit}" if limit is not None else f"{days}"
        result = (shown("service_request", "result", row["result"]) if row["result"] else state.label).lower()
        flaws = [f"{row['returns']}× kembali"] if row["returns"] else []
        flaws += ["ada kesalahan"] if row["faulty"] else []
        cells: dict[str, Cell] = {
            "mark": mark,
            "number": row["number"] or ("(tanpa nomor)", "dim"),
            "service": row["service"] or (service_catalogue.UNKNOWN, "warn"),
            "received": shown("service_request", "received_on", row["received_on"]) if received else ("?", "warn"),
            "finished": shown("service_request", "finished_on", row["finished_on"]) if finished else ("–", "dim"),
            "days": (taken, "bad") if over else taken,
            "result": (result, "bad") if state is RequestState.LATE else result,
            "quality": (", ".join(flaws), "warn") if flaws else ("–", "dim"),
            "handler": row["handler"] or ("–", "dim"),
        }
        return [cells[column.key] for column in self.columns]

    def detail(self, row: Row) -> Detail | None:
        """All columns, and the note."""
        found = super().detail(row)
        note = service_requests.note_of(self.app.file, row["key"])
        return replace(found, parts=[*found.parts, Part("CATATAN", [Fact("", note)])]) if found and note else found

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            form = RequestForm(service_requests.request_form(self.app.db, key), key)
            self.app.push_screen(form, lambda stored: self.say("Permohonan tersimpan.") if stored else None)

    def action_edit(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: one after another."""
        if not service_catalogue.offered(self.app.file):
            self.warn("Belum ada layanan yang bisa dipilih. Tekan l, lalu a, untuk menambah layanan dulu.")
            return
        with self.telling():
            self.app.push_screen(RequestForm(service_requests.request_form(self.app.db)))

    def action_services(self) -> None:
        """l: the services."""
        self.app.push_screen(ServicesScreen())

    def action_figures(self) -> None:
        """g: figures per period."""
        self.app.push_screen(ServiceFiguresScreen())

    def action_voices(self) -> None:
        """m: what citizens said."""
        self.app.push_screen(VoicesScreen())

    def action_holidays(self) -> None:
        """h: the holidays of the clock."""
        self.app.push_screen(HolidaysScreen())

    def action_take_back(self) -> None:
        """x: after a question."""
        question = "Tarik permohonan di kursor? Ia tidak dihitung lagi dalam angka layanan."
        self.ask_take_back(question, service_requests.take_back, "Permohonan ditarik; riwayatnya tetap ada.")

    @property
    def _today(self) -> date:
        return self.app.workplace.today()
