"""Pustaka IKU: the key indicators of the office, which plans can point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.plans import Aspect, Direction
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.planning import plan_help
from kinerja_tui.services.labels import field_label, shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.planning import key_indicators, plan_entry
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note
from kinerja_tui.widgets.table import Cell, Column
from kinerja_tui.widgets.title import TitleBar

_HELP = {
    "text": "Indikator kinerja utama seperti tertulis di dokumennya: khusus, terukur, dan sesuai tugas jabatannya. "
    "Misalnya “Rata-rata waktu penerbitan izin”, “Nilai IKM unit layanan”, “Jumlah pengaduan”.",
    "post": "Jabatan yang memakai IKU ini; F4 menampilkan jabatan di daftar Pegawai. Kosong berarti semua jabatan.",
    "source": "Dokumen atau peraturan asal IKU ini, misalnya “Renstra Kecamatan 2025-2029” atau “Perjanjian Kinerja "
    "Camat 2026”. Tampil di samping indikator yang memakainya.",
}


class KeyIndicatorsScreen(ListScreen):
    """The library of the office; retired entries on a view of their own."""

    TITLE = "Pustaka IKU"
    NOUN = "IKU"
    TABLE = "key_indicator"
    EMPTY = "Belum ada indikator kinerja utama. Tekan a, lalu salin dari Renstra atau Perjanjian Kinerja kantor."
    HELP = (
        "Indikator kinerja utama (IKU) kantor ini, untuk satu jabatan atau untuk semua. Di formulir rencana kerja, "
        "**F4** pada indikator menampilkan pustaka ini; yang dipilih mengisi teks, aspek, satuan, dan arahnya.\n\n"
        "**a** menambah, **Enter** mengubah, **n** menonaktifkan atau memakainya lagi, **v** menampilkan yang "
        "tidak dipakai lagi. Rencana yang sudah memakai sebuah IKU tidak berubah karenanya.\n\nDaftar ini ikut serah "
        "terima; IKU dari BKPSDM hanya dibaca di kecamatan. Sumber: Renstra dan Perjanjian Kinerja perangkat daerah."
    )
    COMMANDS: ClassVar = [
        Command("edit", "enter", "Ubah IKU", "Mengubah IKU di kursor.", "Ubah", group="Pustaka IKU"),
        Command("add", "a", "Tambah IKU", "Indikator, aspek, satuan, jabatan, dan dasarnya.", "Tambah",
                group="Pustaka IKU"),
        Command("retire", "n", "Nonaktifkan atau pakai lagi", "IKU di kursor tidak ditawarkan lagi.", "Nonaktif",
                group="Pustaka IKU"),
        Command("view", "v", "Yang tidak dipakai lagi", "Menampilkan IKU yang nonaktif, atau yang dipakai.",
                "Yang nonaktif", group="Pustaka IKU"),
        BACK,
    ]  # fmt: skip
    ASIDE = True
    COLUMNS: ClassVar = [
        Column("text", "Indikator kinerja utama", 30, flex=4),
        Column("aspect", "Aspek", 9),
        Column("unit", "Satuan", 10, flex=1),
        Column("post", "Untuk jabatan", 13, flex=2),
        Column("plans", "Dipakai", 7, align="right"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._retired = False

    def find(self, text: str) -> Listing:
        """Those in use, or the retired ones."""
        db = self.app.db
        return key_indicators.listing(self.app.file, db.office, db.year, text, self._retired)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Text, aspect with the direction where lower is better, unit, post, plans of the year that use it."""
        style = "" if row["active"] else "dim"
        down = " ↓" if row["direction"] == Direction.LOWER else ""
        return [
            (row["text"] or "(tanpa teks)", style),
            shown("key_indicator", "aspect", row["aspect"]) + down,
            row["unit"],
            row["post"] or ("semua", "dim"),
            str(row["plans"]) if row["plans"] else "",
        ]

    def chosen(self, key: str) -> None:
        """Enter: change it."""
        with self.telling():
            self.app.push_screen(KeyIndicatorForm(key_indicators.edit_form(self.app.db, key)))

    def action_edit(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a."""
        with self.telling():
            self.app.push_screen(KeyIndicatorForm(key_indicators.new_form(self.app.db)))

    def action_retire(self) -> None:
        """n: no question, the same key takes it back on the other view."""
        key = self.current
        if key is None:
            return
        with self.telling():
            key_indicators.set_active(self.app.db, key, active=self._retired)
            self.say(
                "Dipakai lagi." if self._retired else "Tidak ditawarkan lagi; rencana yang memakainya tetap. v: lihat."
            )
        self.reload()

    def action_view(self) -> None:
        """v: the other ones."""
        self._retired = not self._retired
        self.query_one(TitleBar).title = f"{self.TITLE}: tidak dipakai lagi" if self._retired else self.TITLE
        self.reload()


class KeyIndicatorForm(FormScreen):
    """One key indicator."""

    CARRIES = "key_indicator"
    HELP = "IKU disalin dari dokumennya. **F10** menyimpan; F3 mengambil isian dari IKU yang terakhir diketik."
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def items(self) -> Sequence[Item]:
        """Six fields."""
        entry_id = key_indicators.entry_id_of(self.form)

        def key(column: str) -> str:
            return key_indicators.entry_key(entry_id, column)

        def label(column: str) -> str:
            return field_label("key_indicator", column)

        def units(_typed: str) -> list[Choice]:
            return [Choice(unit, unit) for unit in plan_entry.units(self.app.file)]

        def posts(_typed: str) -> list[Choice]:
            return [Choice(post, post) for post in key_indicators.posts(self.app.file)]

        return [
            Heading("Indikator kinerja utama"),
            Field(key("text"), label("text"), "text", _HELP["text"], required=True, carry=False, length=1000),
            Field(key("aspect"), label("aspect"), "scale", plan_help.ASPECT, choices=_numbered(Aspect)),
            Field(key("unit"), label("unit"), help=plan_help.UNIT, length=60, suggestions=units,
                  hint="dokumen, persen, hari kerja, …"),
            Field(key("direction"), label("direction"), "scale", plan_help.DIRECTION, choices=_numbered(Direction)),
            Heading("Pemakaian"),
            Field(key("post"), label("post"), help=_HELP["post"], length=300, suggestions=posts,
                  hint="kosong berarti semua jabatan"),
            Field(key("source"), label("source"), help=_HELP["source"], length=300,
                  hint="misalnya Renstra Kecamatan 2025-2029"),
            Note("Rencana yang sudah memakai IKU ini tidak berubah bila isian di atas diubah."),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        key_indicators.save(self.app.db, self.form)
        self.say("IKU tersimpan. Di rencana kerja: F4 pada isian indikator.")


def _numbered(codes: type[Aspect] | type[Direction]) -> tuple[Choice, ...]:
    return tuple(Choice(str(code), code.label, str(number)) for number, code in enumerate(codes, 1))
