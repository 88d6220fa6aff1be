"""Suara masyarakat: what citizens said, who acts on it by when, what is past its day; Enter answers one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.service_log import working_days
from kinerja_tui.rules.voice_handling import OPEN, Standing
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.screens.public.forums import ForumsScreen
from kinerja_tui.screens.public.voice_figures import VoiceFiguresScreen
from kinerja_tui.screens.public.voice_form import VoiceForm
from kinerja_tui.screens.public.voice_parts import MARKS
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.office.holidays import holidays
from kinerja_tui.services.public import service_catalogue, voice_list, voices
from kinerja_tui.services.public.voice_words import standing_shown
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail, Fact, Part
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Suara masyarakat"


class VoicesScreen(PrintableScreen, FilteredList):
    """What is past its day first, then what nobody has yet, then what is being done; Enter opens one."""

    ASIDE = True
    STATES: ClassVar = {str(standing): standing.label for standing in Standing}
    NOUN = "suara"
    TABLE = "voice"
    PAPER = "papan"
    EMPTY = "Belum ada suara masyarakat tahun ini. Tekan a untuk mengetik yang pertama, misalnya dari kotak saran."
    HELP = (
        "Masukan, kritik, pujian, dan keluhan warga, dengan yang mengurus dan jawabannya. Yang lewat batas di atas, "
        "lalu yang belum ada pengurusnya. **Enter** membuka satu suara: memberi penanggung jawab, atau menulis "
        "jawabannya. **a** mengetik suara baru satu demi satu, **f** menyaring keadaan, **/** mencari isi, jenis, "
        "layanan, atau nama pengurus.\n\n**g** angka per periode, **m** forum masyarakat, **e** papan pengumuman "
        "tanpa nama, **x** menarik yang salah ketik. Tidak ada nama atau data pribadi warga di sini.\n\nTanda: `!` "
        "lewat batas, `>` belum ada yang mengurus, `·` sedang diurus, `+` selesai, `–` tidak ditindaklanjuti dengan "
        "alasan, `*` pujian. **Hari** ialah hari kerja sejak diterima sampai hari ini atau sampai selesai, tanpa "
        "hari libur."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Buka suara", "Memberi penanggung jawab, menjawab, memperbaiki.", "Buka",
                group=_GROUP),
        Command("add", "a", "Tambah suara", "Mengetik suara masyarakat satu demi satu.", "Tambah", group=_GROUP),
        Command("figures", "g", "Angka suara masyarakat", "Jumlah, yang dijawab, dan lamanya per periode.", "Angka",
                group=_GROUP),
        Command("forums", "m", "Forum masyarakat", "Forum dengan warga: pernyataan dan tindak lanjutnya.", "Forum",
                group=_GROUP),
        Command("take_back", "x", "Tarik suara", "Menarik catatan yang salah ketik.", "Tarik", group=_GROUP),
        BACK,
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._free = frozenset[date]()

    def listed(self) -> str:
        """The year."""
        return f"Suara masyarakat · {self.app.db.year}"

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        columns = [
            Column("mark", "", 1),
            Column("received", "Diterima", 10),
            Column("kind", "Jenis", 8),
            Column("text", "Isi", 20, flex=3),
            Column("service", "Layanan", 16, flex=1),
            Column("owner", "Penanggung jawab", 16, flex=1),
            Column("days", "Hari", 4, align="right"),
            Column("standing", "Keadaan", 18),
        ]
        left_out = set() if self.is_wide else {"service", "owner"}
        return [column for column in columns if column.key not in left_out]

    def reload(self, keep: str | None = None) -> None:
        """The holidays may have changed too."""
        self._free = holidays(self.app.file)
        super().reload(keep)

    def find(self, text: str) -> Listing:
        """Of the working year, and what is still open."""
        return voice_list.listing(self.app.file, self.app.db.year, self._today, text, self.state)

    def counts(self) -> Mapping[str, int]:
        """Standing -> how many."""
        return voice_list.counts(self.app.file, self.app.db.year, self._today)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One voice."""
        mark = MARKS[row["standing"]]
        received, done = day_of(row["received_on"] or ""), day_of(row["done_on"] or "")
        waits = row["standing"] in OPEN
        days = working_days(received, done or self._today, self._free) if waits or done else None
        service: Cell = row["service"] or "–"
        if row["service_id"] and not row["service"]:
            service = (service_catalogue.UNKNOWN, "warn")
        owner: Cell = row["owner"] or (("(pegawai lain)", "warn") if row["owner_id"] else ("–", "dim"))
        cells: dict[str, Cell] = {
            "mark": mark,
            "received": shown("voice", "received_on", row["received_on"]) if received else ("?", "warn"),
            "kind": shown("voice", "kind", row["kind"]) if row["kind"] else ("?", "warn"),
            "text": row["text"] or ("(tanpa isi)", "dim"),
            "service": service,
            "owner": owner,
            "days": "–" if days is None else str(days),
            "standing": (standing_shown(row), mark[1]),
        }
        return [cells[column.key] for column in self.columns]

    def detail(self, row: Row) -> Detail:
        """What was said and done in full."""
        kind, day = shown("voice", "kind", row["kind"]), shown("voice", "received_on", row["received_on"])
        facts = [
            Fact("Keadaan", standing_shown(row), MARKS[row["standing"]][1]),
            Fact("Diterima", f"{day} ({shown('voice', 'channel', row['channel']).lower()})"),
            Fact("Layanan", row["service"] or "–"),
            Fact("Penanggung jawab", row["owner"] or ("(pegawai lain)" if row["owner_id"] else "belum ada")),
        ]
        if row["due"]:
            facts.append(Fact("Paling lambat", shown("voice", "due", row["due"])))
        done = [Fact("", row[name]) for name in ("action", "no_action") if row[name]]
        said = Part("ISI", [Fact("", row["text"] or "(tanpa isi)")])
        heading = "TIDAK DITINDAKLANJUTI" if row["no_action"] and not row["action"] else "TINDAK LANJUT"
        return Detail(kind, [said, Part("", facts), Part(heading, done)])

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            form = VoiceForm(voices.voice_form(self.app.db, key), key)
            self.app.push_screen(form, lambda stored: self.say("Suara tersimpan.") if stored else None)

    def action_add(self) -> None:
        """a: one after another."""
        with self.telling():
            self.app.push_screen(VoiceForm(voices.voice_form(self.app.db)))

    def action_figures(self) -> None:
        """g: figures per period."""
        self.app.push_screen(VoiceFiguresScreen())

    def action_forums(self) -> None:
        """m: the forums with the public."""
        self.app.push_screen(ForumsScreen())

    def action_take_back(self) -> None:
        """x: after a question."""
        question = "Tarik suara di kursor? Ia tidak dihitung lagi dalam angka suara masyarakat."
        self.ask_take_back(question, voices.take_back, "Suara ditarik; riwayatnya tetap ada.")

    @property
    def _today(self) -> date:
        return self.app.workplace.today()
