"""Forum masyarakat: the forums of the office, what was said there and how much of it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kinerja_tui.rules.forums import check_held, check_people
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import complaints, date_field, day_check
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.public.forum_entry import key_statements
from kinerja_tui.screens.public.forum_papers import ask_forum_paper
from kinerja_tui.screens.public.forum_statements import StatementsScreen
from kinerja_tui.screens.public.service_form import whole_number
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.public import forum_statements, forums
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Forum masyarakat"
_HELP = {
    "held_on": "Hari forum berlangsung, misalnya 1210 untuk 12 Oktober; 0 hari ini, -1 kemarin. Pernyataannya tercatat "
    "diterima pada hari ini.",
    "place": "Tempatnya, misalnya Balai RW 3. F4: tempat yang pernah dipakai.",
    "topic": "Yang dibicarakan, misalnya Pelayanan dan kebersihan lingkungan. Boleh kosong.",
    "people": "Berapa warga yang hadir, hanya jumlahnya; daftar hadir bernama tetap di kertas. Tidak dihitung: "
    "kosongkan. Kosong bukan nol.",
    "note": "Hal lain yang perlu diingat, tanpa nama warga. Boleh kosong.",
}


class ForumsScreen(ListScreen):
    """This year's and last year's, newest first."""

    TITLE = "Forum masyarakat"
    NOUN = "forum"
    TABLE = "forum"
    EMPTY = "Belum ada forum. Tekan a untuk mencatat yang pertama, lalu ketik pernyataannya berurutan."
    HELP = (
        "Forum kantor dengan warga: tanggal, tempat, jumlah yang hadir, dan **pernyataan** yang disampaikan. **a** "
        "mencatat forum dan langsung mengetik pernyataannya, **t** melanjutkan mengetik, **Enter** pernyataannya dan "
        "tindak lanjutnya. **e** kertasnya: lembar tindak lanjut yang dibacakan di forum berikutnya, notulen untuk "
        "ditandatangani, dan papan pengumuman. **g** memperbaiki data forum, **x** menariknya.\n\nNama warga tidak "
        "dicatat di mana pun.\n\nTanda: `!` ada yang lewat batas, `·` ada yang belum dijawab, `+` semua dijawab, `>` "
        "belum ada pernyataan. Dijawab: selesai, atau ada alasan tidak dilakukan; pujian tidak menunggu jawaban."
    )
    COMMANDS: ClassVar = [
        Command("statements", "enter", "Pernyataan forum", "Yang disampaikan dan tindak lanjutnya.", "Pernyataan",
                group=_GROUP),
        Command("add", "a", "Tambah forum", "Forum baru, lalu pernyataannya berurutan.", "Tambah", group=_GROUP),
        Command("key_statements", "t", "Ketik pernyataan", "Pernyataan berurutan pada forum di kursor.", "Ketik",
                group=_GROUP),
        Command("edit", "g", "Ganti data forum", "Tanggal, tempat, jumlah yang hadir, catatan.", group=_GROUP),
        Command("take_back", "x", "Tarik forum", "Menarik forum beserta pernyataannya.", group=_GROUP),
        Command("print_papers", "e", "Kertas forum", "Tindak lanjut, notulen, papan pengumuman.", "Cetak",
                group="Cetak"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("held_on", "Tanggal", 10),
        Column("place", "Tempat", 18, flex=2),
        Column("topic", "Pokok bahasan", 16, flex=2),
        Column("people", "Hadir", 5, align="right"),
        Column("said", "Suara", 5, align="right"),
        Column("answered", "Dijawab", 7, align="right"),
    ]

    def find(self, text: str) -> Listing:
        """Of the working year and the one before."""
        return forums.listing(self.app.file, self.app.db.year, self.app.workplace.today().isoformat(), text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One forum."""
        asked, answered = row["asked"], row["answered"]
        mark: Cell = ("+", "good") if row["said"] and answered == asked else ("·", "mark")
        if not row["said"]:
            mark = (">", "warn")
        elif row["overdue"]:
            mark = ("!", "bad")
        other = row["office"] not in ("", self.app.db.office)
        return [
            mark,
            shown("forum", "held_on", row["held_on"]) if row["held_on"] else ("–", "dim"),
            f"{row['place'] or '–'} ({row['office_name']})" if other else row["place"] or ("–", "dim"),
            row["topic"] or ("–", "dim"),
            str(row["people"]) if row["people"] is not None else ("–", "dim"),
            str(row["said"]) if row["said"] else ("–", "dim"),
            f"{answered}/{asked}" if asked else ("–", "dim"),
        ]

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: what was said."""
        with self.telling():
            self.app.push_screen(StatementsScreen(key))

    def action_statements(self) -> None:
        """Enter from the palette."""
        self.action_open()

    def action_add(self) -> None:
        """a: the forum, then what was said."""
        with self.telling():
            form = ForumForm(forums.forum_form(self.app.db))

            def stored(done: bool | None) -> None:
                if done and form.forum_id != NEW:
                    self.reload(form.forum_id)
                    key_statements(self, form.forum_id)

            self.app.push_screen(form, stored)

    def action_key_statements(self) -> None:
        """t: go on keying."""
        if self.current is not None:
            key_statements(self, self.current)

    def action_edit(self) -> None:
        """g: the forum itself."""
        if self.current is not None:
            with self.telling():
                form = ForumForm(forums.forum_form(self.app.db, self.current), self.current)
                self.app.push_screen(form, lambda done: self.say("Forum tersimpan.") if done else None)

    def action_take_back(self) -> None:
        """x: with its statements, after a question."""
        if self.current is not None:
            said = forum_statements.count(self.app.file, self.current)
            with_them = f" beserta {said} pernyataannya" if said else ""
            self.ask_take_back(
                f"Tarik forum di kursor{with_them}?", forums.take_back, "Forum ditarik; riwayatnya tetap ada."
            )

    def action_print_papers(self) -> None:
        """e: one of the papers of the forum at the cursor."""
        if self.current is not None:
            ask_forum_paper(self, self.current)


class ForumForm(FormScreen):
    """When, where, about what, how many came."""

    HELP = (
        "Data satu forum. Yang wajib hanya **tanggal** dan **tempat**. **F10** menyimpan; pada forum baru langsung "
        "terbuka pengetikan pernyataannya. Daftar hadir bernama tetap di kertas: di sini hanya jumlahnya."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "forum"

    def __init__(self, form: Form, forum_id: str = NEW) -> None:
        super().__init__(form)
        self.forum_id = forum_id

    def items(self) -> Sequence[Item]:
        """Five fields."""
        today, file = self.app.workplace.today(), self.app.file

        def places(typed: str) -> list[Choice]:
            return [Choice(name, name) for name in forums.places_used(file) if typed.casefold() in name.casefold()]

        def check_count(value: str) -> list[Complaint]:
            return complaints(check_people(int(value))) if value.isdigit() else []

        return [
            Heading("FORUM MASYARAKAT"),
            date_field(self._key("held_on"), "Tanggal", today, self.app.db.year, required=True, help=_HELP["held_on"],
                       check=day_check(lambda day: check_held(day, today))),
            Field(self._key("place"), "Tempat", length=200, required=True, help=_HELP["place"], suggestions=places,
                  check=self._check_place),
            Field(self._key("topic"), "Pokok bahasan", length=200, help=_HELP["topic"]),
            whole_number(self._key("people"), "Jumlah yang hadir", _HELP["people"], "kosong bila tidak dihitung",
                         check=check_count),
            Field(self._key("note"), "Catatan", "text", _HELP["note"], carry=False),
            Note("F10 menyimpan, lalu pernyataannya diketik berurutan."),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        self.forum_id = forums.save(self.app.db, self.form, self.forum_id)

    def _check_place(self, value: str) -> list[Complaint]:
        question = forums.keyed_before(self.app.file, self.sheet.value(self._key("held_on")), value, self.forum_id)
        return [(question, False)] if question else []

    def _key(self, column: str) -> str:
        return forums.key(self.forum_id, column)
