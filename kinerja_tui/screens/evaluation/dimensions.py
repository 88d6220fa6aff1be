"""Dimensi setempat: the office's own list beside the predikat, and one dimension with its scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.dimensions import HIGHEST, LOWEST
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.evaluation import dimensions
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Field, Heading, Item, Note
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Dimensi setempat"


class DimensionsScreen(ListScreen):
    """The list in its order, retired ones last."""

    TITLE = "Dimensi setempat"
    NOUN = "dimensi"
    EMPTY = "Kantor ini belum memakai dimensi setempat. Tekan a untuk menambah, misalnya Pelayanan publik."
    HELP = (
        "Dimensi yang ditambahkan kantor sendiri pada evaluasi, misalnya pelayanan publik, inovasi, atau partisipasi "
        "dalam pengambilan keputusan, masing-masing dengan skalanya. **Bukan dari peraturan**: dilaporkan di samping "
        "predikat dan tidak pernah ikut menentukannya.\n\n`a` menambah, Enter mengubah, `u` dan `t` menggeser urutan, "
        "`n` menonaktifkan atau memakai lagi, `h` menghapus yang belum pernah diberi skor. Skor pada dimensi yang "
        "tidak dipakai lagi tetap dapat dibaca."
    )
    COMMANDS: ClassVar = [
        Command("add", "a", "Tambah dimensi", "Dimensi baru di akhir daftar.", "Tambah", group=_GROUP),
        Command("open", "enter", "Ubah dimensi", "Nama, penjelasan, dan skala.", "Ubah", group=_GROUP),
        Command("retire", "n", "Nonaktifkan atau pakai lagi", "Tidak ditanyakan lagi, atau ditanyakan kembali.",
                "Nonaktif", group=_GROUP),
        Command("move(-1)", "u", "Naikkan urutan", "Satu baris ke atas.", "Naik", group=_GROUP),
        Command("move(1)", "t", "Turunkan urutan", "Satu baris ke bawah.", "Turun", group=_GROUP),
        Command("delete", "h", "Hapus dimensi", "Menghapus dimensi yang belum pernah diberi skor.", group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Dimensi", 24, flex=1),
        Column("scale", "Skala", 22, flex=1),
        Column("scores", "Skor", 6, align="right"),
        Column("description", "Penjelasan", 12, flex=2),
    ]

    def find(self, text: str) -> Listing:
        """The list of this PC's office."""
        return dimensions.listing(self.app.file, self.app.db.office, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Name, scale with its ends, how many scores were given."""
        low, high = (f"{row[end]} {row[f'{end}_label']}".strip() for end in ("low", "high"))
        scale = f"{low} – {high}"
        texts = [row["name"] or "(tanpa nama)", scale, str(row["scores"]), row["description"]]
        if not row["active"]:
            return [("·", "dim"), *((text, "dim") for text in texts)]
        return [("+", "good"), *texts]

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            self.app.push_screen(DimensionForm(dimensions.edit_form(self.app.db, key), self.app.db.office))

    def action_add(self) -> None:
        """a: another one."""
        form = dimensions.new_form(self.app.db, self.app.db.office)
        self.app.push_screen(DimensionForm(form, self.app.db.office))

    def action_retire(self) -> None:
        """n: not asked any more, or asked again."""
        row = self._row()
        if row is None:
            return
        with self.telling():
            dimensions.set_active(self.app.db, row["id"], active=not row["active"])
            now = "tidak dipakai lagi; skor lamanya tetap dapat dibaca" if row["active"] else "dipakai lagi"
            self.say(f"{row['name']}: {now}.")
        self.reload(keep=row["id"])

    def action_move(self, by: int) -> None:
        """u, t: one place up or down."""
        if self.current is not None:
            with self.telling():
                dimensions.move(self.app.db, self.current, by)
            self.reload(keep=self.current)

    @work(exclusive=True, group=ASKING)
    async def action_delete(self) -> None:
        """h: after a question."""
        row = self._row()
        if row is None:
            return
        question = f"Hapus dimensi {row['name']} dari daftar?"
        if await self.app.push_screen_wait(Confirm(question, "Hapus", "Batal", title="Hapus dimensi?")):
            with self.telling():
                dimensions.remove(self.app.db, row["id"])
            self.reload()

    def _row(self) -> Row | None:
        return self.row_here


class DimensionForm(FormScreen):
    """Name, explanation, scale and what its ends mean."""

    HELP = (
        "Satu dimensi: nama, penjelasan, dan skalanya. Skala berupa bilangan bulat; 1 sampai 5 paling cepat diketik. "
        "Setelah ada skornya skala tidak dapat diubah, supaya skor lama tidak berganti arti."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, office: str) -> None:
        super().__init__(form)
        self.office = office

    def items(self) -> Sequence[Item]:
        """The lines of the sheet."""
        return [
            Note("Dilaporkan di samping predikat, tidak pernah ikut menentukannya."),
            Field(self._key("name"), "Nama dimensi", "line", "Nama pendek, misalnya Inovasi.", length=60,
                  required=True, carry=False),
            Field(self._key("description"), "Penjelasan", "text", "Apa yang dilihat pada dimensi ini; tampil saat "
                  "menilai. Boleh kosong.", carry=False),
            Heading("SKALA"),
            self._number("low", "Skor terendah"),
            self._label("low_label", "Artinya", "misalnya belum tampak"),
            self._number("high", "Skor tertinggi"),
            self._label("high_label", "Artinya", "misalnya sangat baik"),
        ]  # fmt: skip

    def store(self) -> None:
        """One change of everything typed."""
        if dimensions.record_of(self.form) == NEW:
            dimensions.save_new(self.app.db, self.form, self.office)
        else:
            dimensions.save(self.app.db, self.form)

    def _key(self, column: str) -> str:
        return dimensions.key(dimensions.record_of(self.form), column)

    def _number(self, column: str, label: str) -> Field:
        help_text = f"Bilangan bulat antara {LOWEST} dan {HIGHEST}."
        return Field(self._key(column), label, "number", help_text, length=3, required=True, carry=False, parse=_whole)

    def _label(self, column: str, label: str, hint: str) -> Field:
        help_text = "Apa arti ujung skala ini. Boleh kosong."
        return Field(self._key(column), label, "line", help_text, length=40, carry=False, hint=hint)


def _whole(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise RuleBroken("Tulis bilangan bulat, misalnya 1 atau 5.")
    return str(int(text))
