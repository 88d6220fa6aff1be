"""Pelatihan: what waits and what was taken part in this year, of everybody or of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from kinerja_tui.rules.development import TrainingState, kind_label
from kinerja_tui.screens.development.training_form import TrainingForm, open_training
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.services.development import training
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff import people
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.table import Cell, Column

_MARKS: dict[str, tuple[str, str]] = {
    TrainingState.NEED: ("!", "warn"),
    TrainingState.PLANNED: ("·", "mark"),
    TrainingState.ATTENDED: ("+", "good"),
    TrainingState.EFFECT: ("*", "good"),
    TrainingState.CANCELLED: ("×", "dim"),
}


class TrainingsScreen(FilteredList):
    """Open needs first; Enter goes on with one."""

    ASIDE = True
    STATES: ClassVar = {str(state): state.label for state in TrainingState}
    NOUN = "pelatihan"
    TABLE = "training"
    HELP = (
        "Pelatihan tahun ini dan semua kebutuhan yang masih terbuka. **Enter** melanjutkan: dari kebutuhan ke rencana, "
        "lalu sudah diikuti, lalu dampaknya. **a** menambah untuk pegawai di kursor, **x** menarik yang salah.\n\n"
        "Tanda: `!` kebutuhan, `·` direncanakan, `+` sudah diikuti, `*` dampaknya dicatat, `×` batal."
    )
    COMMANDS: ClassVar = [
        Command("edit", "enter", "Buka pelatihan", "Melanjutkan atau memperbaiki pelatihan di kursor.", "Buka",
                group="Pelatihan"),
        Command("add", "a", "Tambah pelatihan", "Pelatihan baru untuk pegawai di kursor.", "Tambah",
                group="Pelatihan"),
        Command("take_back", "x", "Tarik pelatihan", "Menarik catatan yang salah ketik.", "Tarik", group="Pelatihan"),
    ]  # fmt: skip

    def __init__(self, employee_id: str = "") -> None:
        super().__init__()
        self.employee_id = employee_id

    def listed(self) -> str:
        """The person, or the year."""
        if self.employee_id:
            return f"Pelatihan {people.label(self.app.file, self.employee_id)}"
        return f"Pelatihan · {self.app.db.year}"

    @property
    def EMPTY(self) -> str:  # type: ignore[override]  # noqa: N802
        """Where the first one comes from."""
        if self.employee_id:
            return "Belum ada pelatihan. Tekan a untuk mencatat kebutuhan atau pelatihan pertama."
        return "Belum ada pelatihan. Kembali dengan Esc, lalu tekan a pada seorang pegawai untuk mencatat yang pertama."

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        columns = [
            Column("mark", "", 1),
            Column("name", "Nama", 15, flex=1),
            Column("title", "Pelatihan", 22, flex=2),
            Column("state", "Keadaan", 14),
            Column("day", "Tanggal", 10),
            Column("hours", "JP", 5, align="right"),
            Column("kind", "Bentuk", 14),
            Column("competence", "Kompetensi", 14, flex=1),
        ]
        left_out = ({"name"} if self.employee_id else set()) | (set() if self.is_wide else {"kind", "competence"})
        return [column for column in columns if column.key not in left_out]

    def find(self, text: str) -> Listing:
        """Of the working year, and what waits."""
        return training.listing(self.app.file, self.app.db.year, text, self.state, self.employee_id)

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        file, year = self.app.file, self.app.db.year
        return {state: len(training.listing(file, year, "", state, self.employee_id)) for state in self.STATES}

    def cells(self, row: Row) -> Sequence[Cell]:
        """One training."""
        mark = _MARKS.get(row["state"], ("?", "warn"))
        day = row["end"] or row["start"] or row["planned_for"]
        hours = shown("training", "hours", row["hours"]) if row["hours"] is not None else "–"
        texts: dict[str, Cell] = {
            "mark": mark,
            "name": row["name"] or "(pegawai lain)",
            "title": row["title"] or ("(tanpa nama)", "warn"),
            "state": (shown("training", "state", row["state"]), mark[1]),
            "day": shown("training", "start", day) if day else "–",
            "hours": hours,
            "kind": kind_label(row["kind"] or "") or "–",
            "competence": row["competence"] or "–",
        }
        return [texts[column.key] for column in self.columns]

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            form = TrainingForm(training.edit_form(self.app.db, key), key)
            self.app.push_screen(form, lambda stored: self.say("Pelatihan tersimpan.") if stored else None)

    def action_edit(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_add(self) -> None:
        """a: for the person this list is about, or the one at the cursor."""
        person = self.employee_id
        if not person and self.current is not None:
            rows = training.listing(self.app.file, self.app.db.year)
            person = next((row["employee_id"] for row in rows.rows(0, len(rows)) if row["key"] == self.current), "")
        if person:
            with self.telling():
                open_training(self, person)
        else:
            self.warn("Pilih dulu pegawainya: Esc, lalu tekan a pada pegawai itu.")

    def action_take_back(self) -> None:
        """x: after a question."""
        question = "Tarik pelatihan di kursor? JP-nya tidak dihitung lagi."
        self.ask_take_back(question, training.take_back, "Pelatihan ditarik; riwayatnya tetap ada.")
