"""Kegiatan bersama: a socialisation or training that many attend, keyed once, with everybody who was there ticked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.development import check_hours, check_taken_on, kind_choices, kind_label
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.development.training_form import COMPETENCE_HELP, HOURS_HELP, KIND_HELP
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.holding import HoldingScreen
from kinerja_tui.screens.forms.inputs import choice_field, complaints, date_field, number_field
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.development import sessions, training
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.forms.one_record import amount_of, day_of
from kinerja_tui.services.forms.open_forms import OpenForm
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item
from kinerja_tui.widgets.table import Cell, Column
from kinerja_tui.widgets.title import TitleBar


class SessionsScreen(ListScreen):
    """Sessions of the working year; Enter ticks who was there."""

    TITLE = "Kegiatan bersama"
    NOUN = "kegiatan"
    TABLE = "training_session"
    EMPTY = "Belum ada kegiatan bersama tahun ini. Tekan a untuk mencatat sosialisasi atau pelatihan yang pertama."
    HELP = (
        "Sosialisasi, bimbingan teknis, atau pelatihan yang diikuti banyak orang: dicatat **sekali**, lalu yang hadir "
        "dicentang. JP-nya dihitung pada setiap orang yang hadir. **a** menambah, **Enter** daftar hadir, **g** "
        "mengganti datanya, **x** menariknya beserta daftar hadirnya."
    )
    COMMANDS: ClassVar = [
        Command("attend", "enter", "Daftar hadir", "Mencentang siapa yang hadir.", "Daftar hadir", group="Kegiatan"),
        Command("add", "a", "Tambah kegiatan", "Kegiatan baru, lalu daftar hadirnya.", "Tambah", group="Kegiatan"),
        Command("edit", "g", "Ganti data kegiatan", "Nama, tanggal, JP, penyelenggara.", "Ganti", group="Kegiatan"),
        Command("take_back", "x", "Tarik kegiatan", "Menarik kegiatan beserta daftar hadirnya.", "Tarik",
                group="Kegiatan"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("day", "Tanggal", 10),
        Column("title", "Kegiatan", 22, flex=2),
        Column("kind", "Bentuk", 14),
        Column("hours", "JP", 5, align="right"),
        Column("attended", "Hadir", 5, align="right"),
        Column("organiser", "Penyelenggara", 10, flex=1),
    ]

    def find(self, text: str) -> Listing:
        """Of the working year."""
        return sessions.listing(self.app.file, self.app.db.year, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One session."""
        return [
            shown("training_session", "held_on", row["held_on"]) if row["held_on"] else ("–", "dim"),
            row["title"] or ("(tanpa nama)", "warn"),
            kind_label(row["kind"] or "") or "–",
            shown("training_session", "hours", row["hours"]) if row["hours"] is not None else "–",
            str(row["attended"]) if row["attended"] else ("0", "warn"),
            row["organiser"] or "–",
        ]

    def chosen(self, key: str) -> None:
        """Enter: who was there."""
        with self.telling():
            self._open_attendance(key)

    def action_attend(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: the session, then who was there."""
        with self.telling():
            form = SessionForm(sessions.session_form(self.app.db))

            def stored(done: bool | None) -> None:
                if done and form.session_id != NEW:
                    self._open_attendance(form.session_id)

            self.app.push_screen(form, stored)

    def action_edit(self) -> None:
        """g: the session itself."""
        if self.current is not None:
            with self.telling():
                form = SessionForm(sessions.session_form(self.app.db, self.current), self.current)
                self.app.push_screen(form, lambda done: self.say("Kegiatan tersimpan.") if done else None)

    def action_take_back(self) -> None:
        """x: with the attendance, after a question."""
        question = "Tarik kegiatan di kursor beserta daftar hadirnya? JP-nya tidak dihitung lagi."
        self.ask_take_back(question, sessions.take_back, "Kegiatan ditarik; riwayatnya tetap ada.")

    def _open_attendance(self, session_id: str) -> None:
        self.app.push_screen(AttendanceScreen(session_id, sessions.attendance_form(self.app.db, session_id)))


class SessionForm(FormScreen):
    """What was held, when, how many JP, by whom."""

    HELP = (
        "Kegiatan yang diikuti banyak orang, cukup dicatat sekali. Setelah **F10** daftar hadir terbuka: centang yang "
        "hadir, dan JP kegiatan ini dihitung pada mereka."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "training_session"

    def __init__(self, form: Form, session_id: str = NEW) -> None:
        super().__init__(form)
        self.session_id = session_id

    def items(self) -> Sequence[Item]:
        """Six fields."""
        today, year = self.app.workplace.today(), self.app.db.year

        def names(typed: str) -> list[Choice]:
            found = training.competences(self.app.file)
            return [Choice(name, name) for name in found if typed.casefold() in name.casefold()]

        return [
            Heading("KEGIATAN BERSAMA"),
            Field(self._key("title"), "Nama kegiatan", length=200, required=True, carry=False,
                  help="Nama kegiatan seperti pada undangannya."),
            choice_field(self._key("kind"), "Bentuk", kind_choices(date(year, 12, 31)), help=KIND_HELP, required=True,
                         hint="sebagian nama, atau F4"),
            Field(self._key("competence"), "Kompetensi", length=200, help=COMPETENCE_HELP, suggestions=names),
            date_field(self._key("held_on"), "Tanggal", today, year, required=True, check=self._check_day,
                       help="Hari kegiatan dilaksanakan, paling akhir hari ini. 0 hari ini."),
            number_field(self._key("hours"), "JP", help=HOURS_HELP, check=self._check_hours),
            Field(self._key("organiser"), "Penyelenggara", length=200, help="Siapa yang menyelenggarakan."),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        self.session_id = sessions.save(self.app.db, self.form, self.session_id)

    def _check_day(self, value: str) -> list[Complaint]:
        day = day_of(value)
        return complaints(check_taken_on(day, self.app.workplace.today())) if day else []

    def _check_hours(self, value: str) -> list[Complaint]:
        hours, day = amount_of(value), day_of(self.sheet.value(self._key("held_on")))
        return complaints(check_hours(hours, day, day)) if hours is not None else []

    def _key(self, column: str) -> str:
        return sessions.key(self.session_id, column)


class AttendanceScreen(HoldingScreen, ListScreen):
    """Everybody, with a tick for those who were there; each tick is safe at once and stored when the list is left."""

    NOUN = "pegawai"
    EMPTY = "Belum ada pegawai. Tambah dulu di daftar Pegawai (2)."
    HELP = (
        "Centang yang hadir: **s** atau spasi pada baris, kursor maju sendiri. **/** menyaring menurut nama, jabatan, "
        "atau unit; **m** mencentang semua yang tampil, **h** menghapus semua centang yang tampil. Setiap centang "
        "langsung aman; **Esc** menyimpan dan kembali."
    )
    COMMANDS: ClassVar = [
        Command("tick", "s", "Centang atau batal", "Mencentang pegawai di kursor, atau membatalkannya.", "Centang",
                second_key="space", group="Daftar hadir"),
        Command("tick_all", "m", "Centang semua yang tampil", "Semua dalam daftar yang tersaring.", "Semua",
                group="Daftar hadir"),
        Command("tick_none", "h", "Hapus centang yang tampil", "Semua dalam daftar yang tersaring.", "Kosongkan",
                group="Daftar hadir"),
        Command("leave", "escape", "Simpan dan kembali", "Menyimpan daftar hadir.", "Simpan", second_key="ctrl+x"),
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("here", "", 3),
        Column("name", "Nama", 28, flex=1),
        Column("post", "Jabatan", 24, flex=1),
        Column("unit", "Unit kerja", 12, flex=1),
    ]

    def __init__(self, session_id: str, form: Form) -> None:
        super().__init__()
        self.session_id = session_id
        self.form = form
        self.title = self._heading()

    def find(self, text: str) -> Listing:
        """Everybody in service, and whoever is ticked."""
        return sessions.people(self.app.file, self.session_id, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """The tick and who it is."""
        here = sessions.is_ticked(self.form, self.session_id, row["id"])
        tick: Cell = ("[x]", "good") if here else "[ ]"
        return [tick, row["name"] or "(tanpa nama)", row["post"] or "–", row["unit"] or "–"]

    def chosen(self, key: str) -> None:
        """Enter ticks too."""
        self._tick([key], here=not sessions.is_ticked(self.form, self.session_id, key))
        self.list.table.move_to(self.list.table.cursor + 1)

    def action_tick(self) -> None:
        """s: the row at the cursor."""
        if self.current is not None:
            self.chosen(self.current)

    def action_tick_all(self) -> None:
        """m: everybody the filter shows."""
        self._tick(self.shown_keys, here=True)

    def action_tick_none(self) -> None:
        """h: nobody the filter shows."""
        self._tick(self.shown_keys, here=False)

    def leave(self) -> None:
        """Store what changed and go back."""
        with self.telling():
            here = sessions.count(self.form)
            sessions.save_attendance(self.app.db, self.form, self.session_id)
            self.say(f"{here} orang tercatat hadir.")
            self.dismiss()

    def standing(self) -> OpenForm:
        """The list at the person with the cursor."""
        return OpenForm(self.form.name, self.form.subject, self.current or "")

    def take_up(self, place: OpenForm) -> None:
        """On the same person."""
        self.call_later(self.reload, place.cursor)

    def _tick(self, people: Sequence[str], *, here: bool) -> None:
        with self.telling():
            sessions.tick(self.app.db, self.form, self.session_id, people, here=here)
            self.title = self.query_one(TitleBar).title = self._heading()
            self.list.table.reload()

    def _heading(self) -> str:
        return f"{self.form.title} · {sessions.count(self.form)} hadir"
