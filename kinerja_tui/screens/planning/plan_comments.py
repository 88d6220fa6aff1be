"""Proposals and comments on one plan: the list, a new one, and the answer to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import work

from kinerja_tui.models.database import Database
from kinerja_tui.models.plan_sources import PlanComment
from kinerja_tui.rules.formats import excerpt, format_short_date
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.plan_comments import (
    Answer,
    AuthorKind,
    CommentKind,
    check_answered_on,
    check_written_on,
    is_open,
)
from kinerja_tui.rules.problems import Problem
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import complaints, date_field
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import field_label, shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.planning import plan_comments, plans
from kinerja_tui.services.staff.employees import NEW
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_WHOLE = "seluruh"
_SOURCE = (
    "Pegawai dilibatkan dalam menyusun ukurannya sendiri sebelum rencana ditetapkan. Tata caranya tidak diatur "
    "peraturan; ini catatan kantor."
)
_HELP = {
    "text": f"Isi usulan atau komentar, dengan kata-kata penulisnya.\n\n{_SOURCE}",
    "kind": "1 usulan: minta sesuatu diubah, dan menunggu jawaban. 2 komentar: hanya catatan.\n\n" + _SOURCE,
    "author_kind": "Dari siapa: 1 pegawai (atau rekannya), 2 pejabat penilai.",
    "author_name": "Nama penulisnya. Kosongkan bila pegawai itu sendiri, atau pejabat penilainya sendiri.",
    "written_on": "Hari usulan disampaikan: misalnya 2301, 0 hari ini, -1 kemarin.",
    "answer_state": "1 diterima: isian rencana lalu diubah sesuai usulan. 2 ditolak: tulis alasannya, supaya pengusul "
    "tahu.",
    "answer_text": "Alasan atau tanggapan; perlu diisi bila ditolak. Tampil di bawah baris yang diusulkan.",
    "answered_by": "Siapa yang menjawab. Kosong berarti pejabat penilai.",
    "answered_on": "Hari dijawab: misalnya 2301, 0 hari ini.",
}


class PlanCommentsScreen(ListScreen):
    """What was proposed and said on one plan; open proposals first."""

    TITLE = "Usulan dan komentar"
    NOUN = "catatan"
    EMPTY = "Belum ada usulan atau komentar atas rencana kerja ini. Tekan a untuk mencatat yang pertama."
    HELP = (
        "Usulan dan komentar atas rencana kerja **sebelum ditetapkan**: dari pegawai, rekannya, atau pejabat penilai. "
        "**a** mencatat yang baru, **Enter** membaca dan menjawab, **h** menghapus yang belum dijawab.\n\nDi formulir "
        "rencana kerja, F6 mencatat usulan pada baris di kursor, dan semuanya tampil di bawah barisnya. Usulan yang "
        "belum dijawab disebut sebelum rencana disetujui, tetapi tidak menghalangi.\n\n" + _SOURCE
    )
    COMMANDS: ClassVar = [
        Command("answer", "enter", "Baca dan jawab", "Menjawab usulan di kursor, atau menanggapi komentar.", "Jawab",
                group="Usulan"),
        Command("add", "a", "Catat usulan atau komentar", "Memilih barisnya, lalu menulis.", "Tambah", group="Usulan"),
        Command("delete", "h", "Hapus usulan", "Hanya yang belum dijawab.", "Hapus", group="Usulan"),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("state", "Jawaban", 15),
        Column("text", "Isi", 24, flex=3),
        Column("author", "Dari", 14, flex=1),
        Column("line", "Tentang", 16, flex=2),
    ]

    def __init__(self, db: Database, plan_id: str) -> None:
        super().__init__()
        self.plan_id = plan_id
        self._lines = plan_comments.lines_of(db, plan_id)
        name = plans.overview(db, plan_id).employee.get("name", "")
        self.title = f"{self.TITLE}: {name}" if name else self.TITLE

    def find(self, text: str) -> Listing:
        """Those of this plan."""
        return plan_comments.listing(self.app.file, self.plan_id, text)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Answer, text, author, line."""
        if is_open(row["kind"], row["answer_state"]):
            state: Cell = ("! Belum dijawab", "warn")
        elif row["answer_state"]:
            answer = shown("plan_comment", "answer_state", row["answer_state"])
            state = (f"+ {answer}", "good") if row["answer_state"] == Answer.ACCEPTED else (f"- {answer}", "dim")
        else:
            state = shown("plan_comment", "kind", row["kind"])
        line = plan_comments.line_name(self._lines, row["result_id"], row["indicator_id"])
        author = row["author_name"] or shown("plan_comment", "author_kind", row["author_kind"])
        return [state, row["text"], author, line]

    def chosen(self, key: str) -> None:
        """Enter: read and answer."""
        with self.telling():
            self.app.push_screen(AnswerForm(*plan_comments.answer_form(self.app.db, key), self._lines))

    def action_answer(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_add(self) -> None:
        """a: which line, then the form."""
        with self.telling():
            plan_comments.new_form(self.app.db, self.plan_id)  # refuses before anything is asked
            options = [(line or _WHOLE, name) for line, name in self._lines.items()]
            line = await self.app.push_screen_wait(Pick("Tentang bagian mana?", options))
            if line is not None:
                form = plan_comments.new_form(self.app.db, self.plan_id, "" if line == _WHOLE else line)
                self.app.push_screen(CommentForm(form, self._lines))

    @work(exclusive=True, group=ASKING)
    async def action_delete(self) -> None:
        """h: after a question."""
        key, row = self.current, self.row_here
        if key is None or row is None:
            return
        text = excerpt(row["text"], 200)
        if await self.app.push_screen_wait(Confirm(text, "Hapus", "Batal", title="Hapus usulan ini?")):
            with self.telling():
                plan_comments.remove(self.app.db, key)
            self.reload()


class CommentForm(FormScreen):
    """A new proposal or comment: the words first, the rest is mostly right already."""

    HELP = "Tulis usulannya, lalu **F10**. Jenis, penulis, dan tanggal sudah terisi; ubah bila lain."
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, lines: Mapping[str, str]) -> None:
        super().__init__(form)
        self._plan_id, line = plan_comments.line_of(form)
        self._about = lines.get(line, "")

    def items(self) -> Sequence[Item]:
        """Five fields."""

        def key(column: str) -> str:
            return plan_comments.comment_key(NEW, column)

        side = self.form.text(key("author_kind"))
        default = plan_comments.author_of(self.app.db, self._plan_id, side)
        return [
            Heading("Usulan atau komentar"),
            Note(f"Tentang: {self._about or 'seluruh rencana'}"),
            Field(key("text"), "Isi", "text", _HELP["text"], required=True, carry=False, length=2000),
            _scale(key("kind"), "kind", CommentKind),
            _scale(key("author_kind"), "author_kind", AuthorKind),
            Field(key("author_name"), field_label("plan_comment", "author_name"), help=_HELP["author_name"], length=200,
                  hint=f"kosong berarti {default}" if default else "nama penulis"),
            _day(self, key("written_on"), "written_on", None),
        ]  # fmt: skip

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """Whose name is meant by none follows from the side."""
        if key.endswith("/author_kind"):
            self.show_again()

    def store(self) -> None:
        """Raises `RuleBroken`."""
        plan_comments.save_new(self.app.db, self.form)
        self.say("Tercatat. Usulan yang belum dijawab disebut sebelum rencana disetujui.")


class AnswerForm(FormScreen):
    """What was proposed, and the answer."""

    HELP = "Jawab dengan satu angka: **1** diterima, **2** ditolak (dengan alasan), lalu **F10**.\n\n" + _SOURCE
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, comment: PlanComment, lines: dict[str, str]) -> None:
        super().__init__(form)
        self.comment = comment
        self._about = plan_comments.line_name(lines, comment.result_id, comment.indicator_id)

    def items(self) -> Sequence[Item]:
        """The words, then the four fields of the answer."""
        comment = self.comment
        day = f", {format_short_date(comment.written_on)}" if comment.written_on else ""
        side = shown("plan_comment", "author_kind", comment.author_kind).lower()
        lines: list[Item] = [
            Heading(shown("plan_comment", "kind", comment.kind)),
            Note(f"Tentang: {self._about}"),
            Note(f"{comment.author_name or '(tanpa nama)'} ({side}){day}:"),
            Note(comment.text),
            Heading("Jawaban"),
        ]

        def key(column: str) -> str:
            return plan_comments.comment_key(comment.id, column)

        def label(column: str) -> str:
            return field_label("plan_comment", column)

        if comment.kind == CommentKind.PROPOSAL:
            lines.append(_scale(key("answer_state"), "answer_state", Answer, required=True))
        rater = plan_comments.author_of(self.app.db, comment.plan_id, AuthorKind.RATER)
        return [
            *lines,
            Field(key("answer_text"), label("answer_text"), "text", _HELP["answer_text"], carry=False, length=2000),
            Field(key("answered_by"), label("answered_by"), help=_HELP["answered_by"], length=200,
                  hint=f"kosong berarti {rater}" if rater else "nama"),
            _day(self, key("answered_on"), "answered_on", comment.written_on),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        plan_comments.answer(self.app.db, self.form, self.comment.id)
        self.say("Jawaban tercatat.")


def _scale(key: str, column: str, codes: type[Labelled], *, required: bool = False) -> Field:
    choices = tuple(Choice(str(code), code.label, str(number)) for number, code in enumerate(codes, 1))
    return Field(
        key,
        field_label("plan_comment", column),
        "scale",
        _HELP[column],
        choices=choices,
        carry=False,
        required=required,
    )


def _day(screen: FormScreen, key: str, column: str, written_on: date | None) -> Field:
    today = screen.app.workplace.today()

    def check(value: str) -> list[Complaint]:
        day = date.fromisoformat(value)
        found: list[Problem] = check_written_on(day, today)
        return complaints(check_answered_on(day, written_on, today) if column == "answered_on" else found)

    return date_field(
        key, field_label("plan_comment", column), today, screen.app.db.year, check=check,
        help=_HELP[column], hint="tanggal, misalnya 2301; 0 hari ini",
    )  # fmt: skip
