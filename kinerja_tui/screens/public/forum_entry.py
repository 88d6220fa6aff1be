"""Heads-down entry of what was said at a forum: statement after statement, the next empty one by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.voice_handling import check_due
from kinerja_tui.rules.voices import VoiceKind
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.forms.inputs import date_field, day_check
from kinerja_tui.screens.forms.record_form import RunningForm
from kinerja_tui.screens.public.voice_parts import owner_field, text_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.services.public import forum_statements, forums
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note
from kinerja_tui.widgets.row_sheet import RowSheet
from kinerja_tui.widgets.title import TitleBar

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

_SHOWN = 4
"""How many of the last statements stand above the one being keyed."""
_HELP = {
    "kind": "1 masukan (usulan), 2 kritik, 3 pujian, 4 keluhan. Satu angka menjawab dan kursor maju sendiri. Kosong "
    "lalu Enter: selesai, tidak ada pernyataan lagi.",
    "text": "Apa yang disampaikan warga, seringkas mungkin. **Tanpa nama, alamat, NIK, atau nomor telepon**: catatan "
    "ini dibacakan dan ditempel (UU 27/2022 tentang pelindungan data pribadi).",
    "agreed": "Jalan keluar yang disepakati di forum. Boleh kosong bila belum ada. Pihak di luar kantor ditulis di "
    "sini, misalnya: diteruskan ke Dinas Perhubungan.",
    "owner_id": "Pegawai kantor ini yang menindaklanjuti. Ketik sebagian nama atau jabatannya, atau F4; F3 sama "
    "seperti pernyataan sebelumnya. Di kertas yang tertulis jabatannya. Boleh kosong.",
    "due": "Paling lambat kapan, misalnya 3011 untuk 30 November pada tahun forum. Tahun depan: ketik tahunnya juga, "
    "misalnya 310127. Lewat dari itu, pernyataan ditandai di daftar. Boleh kosong.",
}
KINDS = tuple(Choice(str(kind), kind.label, str(number)) for number, kind in enumerate(VoiceKind, 1))
"""The kinds with their digits."""


def statement_fields(app: KinerjaApp, record_id: str, office: str, held_on: date | None) -> list[Field]:
    """The five fields of a statement at a forum of an office, in the order they are keyed."""

    def key(column: str) -> str:
        return forum_statements.key(record_id, column)

    year = held_on.year if held_on else app.db.year
    return [
        Field(key("kind"), "Jenis", "scale", _HELP["kind"], choices=KINDS, required=True),
        Field(key("text"), "Yang disampaikan", "text", _HELP["text"], required=True, carry=False,
              check=text_check, hint="tanpa nama warga"),
        Field(key("agreed"), "Yang disepakati", "text", _HELP["agreed"], check=text_check),
        owner_field(key("owner_id"), app.file, office, _HELP["owner_id"]),
        date_field(key("due"), "Paling lambat", app.workplace.today(), year, help=_HELP["due"],
                   check=day_check(lambda day: check_due(day, held_on))),
    ]  # fmt: skip


class StatementEntry(RunningForm):
    """Statement after statement of one forum; Enter on an empty one ends."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    FIRST = "kind"
    HELP = (
        "Pernyataan demi pernyataan, seperti dicatat di forum. **Satu angka** untuk jenisnya, lalu Enter dari isian ke "
        "isian. Sesudah isian terakhir pernyataannya tersimpan dan yang kosong berikutnya terbuka. **Enter pada "
        "pernyataan yang kosong** mengakhiri.\n\n**F3** sama seperti pernyataan sebelumnya (petugas, tanggal), **F4** "
        "daftar pegawai, **F10** langsung ke pernyataan berikutnya tanpa mengisi sisanya. Yang sudah diketik tidak "
        "hilang walau listrik padam. Salah ketik diperbaiki di daftar pernyataan (Enter di daftar forum).\n\n"
        "**Tanpa nama warga.**"
    )

    def __init__(self, form: Form, forum_id: str) -> None:
        super().__init__(form)
        self.forum_id = forum_id
        self.keyed = 0
        """how many were stored since the form was opened"""
        self.held_on: date | None = None
        self.office = ""
        self.CARRIES = f"forum:{forum_id}"

    def body(self) -> ComposeResult:
        """The sheet; what was passed before a power cut stays."""
        forum = forums.read(self.app.db, self.forum_id)
        self.held_on, self.office = forum.held_on, forum.office or self.app.db.office
        if self.CARRIES not in self.app.carried:
            last = forum_statements.last_texts(self.app.file, self.forum_id)
            self.app.carried[self.CARRIES] = {f"voice/{column}": text for column, text in last.items()}
        yield RowSheet(self.items(), self.values(), marks=self.marks(), last_values=self._carried())

    def begin(self) -> None:
        """Which one is being keyed."""
        super().begin()
        self.show_standing()

    def items(self) -> Sequence[Item]:
        """The last ones in a line each, then the five fields."""
        rows = forum_statements.listing(self.app.file, self.forum_id, self.app.workplace.today())
        count = len(rows)
        return [
            *(Note(in_short(row)) for row in rows.rows(max(count - _SHOWN, 0), count)),
            Heading(f"PERNYATAAN {count + 1}"),
            *statement_fields(self.app, NEW, self.office, self.held_on),
            Note("Enter pada pernyataan kosong: selesai. F10: langsung ke berikutnya."),
        ]

    def store(self) -> None:
        """Leaving with Esc: what is whole is stored. Raises `RuleBroken`."""
        self.save()

    def save(self) -> None:
        """Raises `RuleBroken`."""
        forum_statements.save_new(self.app.db, self.form, self.forum_id)
        self.keyed += 1

    def finish(self) -> None:
        """Behind the last field, or F10: store, and on to the next statement."""
        if self.is_current:
            self.store_and_go_on()

    def next_form(self) -> Form:
        """The next statement. Raises `RuleBroken` when the forum was taken back meanwhile."""
        return forum_statements.entry_form(self.app.db, self.forum_id)

    def show_standing(self) -> None:
        """How many are stored."""
        done = forum_statements.count(self.app.file, self.forum_id)
        what, _, name = self.form.title.partition(" forum ")
        self.title = self.query_one(TitleBar).title = f"{what} · {done} tersimpan · {name}"

    def _key(self, column: str) -> str:
        return forum_statements.key(NEW, column)


def in_short(row: Row) -> str:
    """A stored statement in one line: ``6 Kritik: Antrean lama · Siti Aminah · 30-11-2026``."""
    said = f"{row['position']} {shown('voice', 'kind', row['kind'])}: {excerpt(row['text'], 28)}"
    due = shown("voice", "due", row["due"]) if row["due"] else ""
    return " · ".join(part for part in (said, excerpt(row["owner"], 16), due) if part)


def key_statements(screen: WorkScreen, forum_id: str) -> None:
    """Open the entry of a forum's statements above a list, and tell how many were keyed."""
    with screen.telling():
        entry = StatementEntry(forum_statements.entry_form(screen.app.db, forum_id), forum_id)

        def left(stored: bool | None) -> None:
            if stored:
                screen.say(f"{entry.keyed} pernyataan tersimpan.")

        screen.app.push_screen(entry, left)
