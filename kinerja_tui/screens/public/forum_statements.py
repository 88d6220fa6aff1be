"""What was said at one forum and how far each statement came; Enter keys in what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.voice_handling import check_done
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.inputs import date_field, day_check
from kinerja_tui.screens.forms.record_form import RecordForm
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.public.forum_entry import key_statements, statement_fields
from kinerja_tui.screens.public.forum_papers import ask_forum_paper
from kinerja_tui.screens.public.voice_parts import MARKS, text_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.public import forum_statements, forums, voices
from kinerja_tui.services.public.voice_words import standing_shown
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Field, Heading, Item
from kinerja_tui.widgets.table import Cell, Column
from kinerja_tui.widgets.title import TitleBar

_GROUP = "Pernyataan forum"
_HELP = {
    "action": "Apa yang sudah dilakukan atas pernyataan ini. Kalimat ini tercetak pada lembar tindak lanjut dan papan "
    "pengumuman, jadi tulis untuk warga, tanpa nama orang.",
    "done_on": "Hari selesainya. Kosong selama masih dikerjakan. Dari hari forum sampai hari ini dihitung hari kerja, "
    "tanpa hari libur di daftar Hari libur.",
    "no_action": "Bila memang tidak dapat dilakukan: alasannya, jujur dan sopan, karena dibacakan di forum berikutnya. "
    "Kosongkan bila dilakukan.",
}


class StatementsScreen(ListScreen):
    """In the order they were said."""

    NOUN = "pernyataan"
    TABLE = "voice"
    EMPTY = "Belum ada pernyataan. Tekan t untuk mengetiknya berurutan."
    HELP = (
        "Pernyataan pada satu forum menurut urutan disampaikan. **Enter** mengisi apa yang dilakukan, atau alasan "
        "tidak dilakukan, dan memperbaiki salah ketik. **t** mengetik pernyataan lagi, **x** menariknya, **e** kertas "
        "forum ini: lembar tindak lanjut untuk forum berikutnya, notulen, papan pengumuman.\n\nTanda: `!` lewat batas, "
        "`>` belum ada yang mengurus, `·` sedang diurus, `+` selesai, `–` tidak ditindaklanjuti dengan alasan, `*` "
        "pujian. Pernyataan ini juga ada di Suara masyarakat, bersama suara dari loket dan kotak saran."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Isi tindak lanjut", "Apa yang dilakukan, atau mengapa tidak.", "Tindak lanjut",
                group=_GROUP),
        Command("key_more", "t", "Ketik pernyataan", "Menambah pernyataan berurutan.", "Ketik", group=_GROUP),
        Command("take_back", "x", "Tarik pernyataan", "Menarik yang salah ketik.", group=_GROUP),
        Command("print_papers", "e", "Kertas forum", "Tindak lanjut, notulen, papan pengumuman.", "Cetak",
                group="Cetak"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("position", "No", 3, align="right"),
        Column("kind", "Jenis", 7),
        Column("text", "Yang disampaikan", 18, flex=3),
        Column("owner", "Yang mengurus", 13, flex=1),
        Column("state", "Keadaan", 18),
    ]

    def __init__(self, forum_id: str) -> None:
        super().__init__()
        self.forum_id = forum_id

    def begin(self) -> None:
        """Which forum."""
        forum = forums.read(self.app.db, self.forum_id)
        self.title = self.query_one(TitleBar).title = f"Forum {forums.name_of(forum)}"
        super().begin()

    def find(self, text: str) -> Listing:
        """Of this forum."""
        return forum_statements.listing(self.app.file, self.forum_id, self.app.workplace.today(), text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """One statement."""
        mark = MARKS[row["standing"]]
        kind = shown("voice", "kind", row["kind"]) if row["kind"] else "–"
        owner = row["owner"] or "–"
        state: Cell = (standing_shown(row), mark[1])
        return [mark, str(row["position"]), kind, row["text"] or ("(kosong)", "warn"), owner, state]

    def chosen(self, key: str) -> None:
        """Enter: the statement with its outcome."""
        with self.telling():
            said_on = forum_statements.held_on(self.app.db, key)
            form = StatementForm(forum_statements.statement_form(self.app.db, key), key, said_on)
            self.app.push_screen(form, lambda done: self.say("Tersimpan.") if done else None)

    def action_key_more(self) -> None:
        """t: more statements in a row."""
        key_statements(self, self.forum_id)

    def action_take_back(self) -> None:
        """x: after a question."""
        self.ask_take_back(
            "Tarik pernyataan di kursor?", forum_statements.take_back, "Pernyataan ditarik; riwayatnya tetap ada."
        )

    def action_print_papers(self) -> None:
        """e: one of the papers of this forum."""
        ask_forum_paper(self, self.forum_id)


class StatementForm(RecordForm):
    """A stored statement; the cursor stands on what was done."""

    HELP = (
        "Satu pernyataan forum dan tindak lanjutnya. Isi **yang dilakukan** dan **tanggal selesai**; atau, bila tidak "
        "dapat dilakukan, **alasannya**. Panah atas untuk memperbaiki yang diketik di forum. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "forum_statement"

    def __init__(self, form: Form, record_id: str, held_on: date | None) -> None:
        super().__init__(form, record_id)
        self.held_on = held_on

    def begin(self) -> None:
        """What was said is there already."""
        super().begin()
        if not self.form.resumed:
            self.sheet.go(self._key("action"))

    def items(self) -> Sequence[Item]:
        """As at the forum, then the outcome."""
        today = self.app.workplace.today()
        year, office = self.app.db.year, voices.office_of(self.app.db, self.form, self.record_id)
        return [
            Heading("DI FORUM"),
            *statement_fields(self.app, self.record_id, office, self.held_on),
            Heading("TINDAK LANJUT"),
            Field(self._key("action"), "Yang dilakukan", "text", _HELP["action"], carry=False, check=text_check,
                  hint="tanpa nama warga"),
            date_field(self._key("done_on"), "Selesai", today, year, help=_HELP["done_on"],
                       hint="kosong selama dikerjakan",
                       check=day_check(lambda day: check_done(day, self.held_on, today))),
            Field(self._key("no_action"), "Alasan bila tidak", "text", _HELP["no_action"], carry=False,
                  check=text_check, hint="hanya bila tidak ditindaklanjuti"),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        voices.save(self.app.db, self.form, self.record_id)

    def _key(self, column: str) -> str:
        return forum_statements.key(self.record_id, column)
