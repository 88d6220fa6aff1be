"""Tindak lanjut: what was rated below expectation, who has no follow-up yet, what is overdue; Enter keys it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from kinerja_tui.rules.follow_up import check_done, check_due
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import Problem, RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import date_field, day_check
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.services.development import follow_up, follow_up_list
from kinerja_tui.services.development.follow_up import Line
from kinerja_tui.services.development.follow_up_list import DONE, NONE, OVERDUE, RUNNING, STATES, standing
from kinerja_tui.services.feedback.feedback_givers import giver_suggestions
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Listing, Row
from kinerja_tui.services.staff import people
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Field, Heading, Item, Note
from kinerja_tui.widgets.table import Cell, Column

_MARKS = {NONE: ("!", "warn"), OVERDUE: ("×", "bad"), RUNNING: ("·", "mark"), DONE: ("+", "good")}
_HELP = {
    "what": "Yang dikerjakan untuk memperbaikinya: langkah yang jelas, bukan kesan. Usulan pejabat penilai tertulis di "
    "atas sebagai pegangan. Tindak lanjut adalah tahap keempat siklus kinerja (PermenPANRB 6/2022 pasal 5).",
    "helper": "Siapa yang membantu: pimpinan, rekan, atau narasumber. Boleh kosong, tetapi bantuan memudahkannya.",
    "due": "Paling lambat kapan selesai; sesudah hari itu baris ini ditandai lewat batas. Tidak sebelum evaluasinya "
    "selesai.",
    "done_on": "Isi setelah selesai dikerjakan. Kosong berarti masih berjalan.",
    "outcome": "Apa yang sudah berubah, dengan contohnya. Wajib bila tanggal selesai diisi.",
}


class FollowUpsScreen(FilteredList):
    """Lines without a follow-up first, then overdue ones."""

    ASIDE = True
    STATES: ClassVar = STATES
    NOUN = "baris di bawah ekspektasi"
    HELP = (
        "Setiap hasil kerja dan nilai yang dinilai **di bawah ekspektasi** pada evaluasi yang selesai, dengan tindak "
        "lanjutnya. Yang belum punya tindak lanjut di atas. **Enter** mengisi apa yang dikerjakan, siapa yang "
        "membantu, dan paling lambat kapan; setelah selesai, tanggal dan hasilnya. **x** menarik tindak "
        "lanjut.\n\nTanda: `!` belum ada tindak lanjut, `×` lewat batas, `·` berjalan, `+` selesai. *Rating sudah "
        "berubah* berarti evaluasinya dibuka kembali sesudah tindak lanjutnya dicatat."
    )
    COMMANDS: ClassVar = [
        Command("open", "enter", "Isi tindak lanjut", "Tindak lanjut baris di kursor.", "Isi", group="Tindak lanjut"),
        Command("take_back", "x", "Tarik tindak lanjut", "Menarik yang salah ketik.", "Tarik", group="Tindak lanjut"),
    ]  # fmt: skip

    def __init__(self, employee_id: str = "") -> None:
        super().__init__()
        self.employee_id = employee_id

    def listed(self) -> str:
        """The person, or the year."""
        if self.employee_id:
            return f"Tindak lanjut {people.label(self.app.file, self.employee_id)}"
        return f"Tindak lanjut · {self.app.db.year}"

    @property
    def EMPTY(self) -> str:  # type: ignore[override]  # noqa: N802
        """Nothing to do is good news."""
        return "Tidak ada yang dinilai di bawah ekspektasi. Barisnya muncul setelah evaluasi selesai (tekan 5)."

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        columns = [
            Column("mark", "", 1),
            Column("name", "Nama", 16, flex=1),
            Column("period", "Periode", 7),
            Column("about", "Di bawah ekspektasi", 22, flex=2),
            Column("state", "Keadaan", 21, flex=1),
            Column("what", "Yang dikerjakan", 24, flex=3),
        ]
        left_out = ({"name"} if self.employee_id else set()) | (set() if self.is_wide else {"what"})
        return [column for column in columns if column.key not in left_out]

    def find(self, text: str) -> Listing:
        """Of the working year."""
        today = self.app.workplace.today()
        return follow_up_list.listing(self.app.file, self.app.db.year, today, text, self.state, self.employee_id)

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        file, year, today = self.app.file, self.app.db.year, self.app.workplace.today()
        return {state: len(follow_up_list.listing(file, year, today, "", state, self.employee_id)) for state in STATES}

    def cells(self, row: Row) -> Sequence[Cell]:
        """One line."""
        mark = _MARKS.get(row["state"], ("?", "warn"))
        proposal: Cell = (f"usulan: {row['proposal']}", "dim") if row["proposal"] else "–"
        texts: dict[str, Cell] = {
            "mark": mark,
            "name": row["name"] or "(pegawai lain)",
            "period": _period(row["period"]),
            "about": follow_up_list.label(row),
            "state": (standing(row), mark[1] if row["state"] == OVERDUE else ""),
            "what": row["what"] or proposal,
        }
        return [texts[column.key] for column in self.columns]

    def chosen(self, key: str) -> None:
        """Enter: the form."""
        with self.telling():
            form = FollowUpForm(*follow_up.form_of(self.app.db, key))
            self.app.push_screen(form, lambda stored: self.say("Tindak lanjut tersimpan.") if stored else None)

    def action_take_back(self) -> None:
        """x: after a question."""
        self.ask_take_back(
            "Tarik tindak lanjut baris di kursor?", follow_up.take_back, "Tindak lanjut ditarik; riwayatnya tetap ada."
        )


def _period(code: str) -> str:
    """``TW II``; an odd code of another PC as it is."""
    try:
        return period_from_code(code).short
    except RuleBroken:
        return code or "?"


class FollowUpForm(FormScreen):
    """What is done, who helps, by when; later: done, and what came of it."""

    HELP = (
        "Tindak lanjut satu baris yang dinilai di bawah ekspektasi: **apa** yang dikerjakan, **siapa** yang membantu, "
        "**paling lambat** kapan. Setelah selesai, isi tanggal dan hasilnya. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    CARRIES = "follow_up"

    def __init__(self, form: Form, line: Line) -> None:
        super().__init__(form)
        self.line = line

    def items(self) -> Sequence[Item]:
        """What the rater wrote, then five fields."""
        line, file = self.line, self.app.file
        period = shown("evaluation", "period", line.period)
        written = [("Alasan", line.reason), ("Usulan", line.proposal)]

        def people(typed: str) -> list[Choice]:
            return [Choice(name, text) for name, text in giver_suggestions(file, typed)]

        return [
            Heading("DI BAWAH EKSPEKTASI"),
            Note(f"{line.about} ({period})"),
            *(Note(f"{label} pejabat penilai: {text}") for label, text in written if text),
            Heading("TINDAK LANJUT"),
            Field(self._key("what"), "Yang dikerjakan", "text", _HELP["what"], required=True, carry=False),
            Field(self._key("helper"), "Yang membantu", length=200, help=_HELP["helper"], suggestions=people,
                  hint="nama, atau F4"),
            self._day("due", "Paling lambat", lambda day: check_due(day, line.finished_on), required=True),
            Heading("SETELAH SELESAI"),
            self._day("done_on", "Selesai", lambda day: check_done(day, line.finished_on, self._today)),
            Field(self._key("outcome"), "Hasilnya", "text", _HELP["outcome"], carry=False,
                  required=bool(self.form.text(self._key("done_on")))),
        ]  # fmt: skip

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """What is done has an outcome."""
        if key == self._key("done_on"):
            self.show_again()

    def store(self) -> None:
        """Raises `RuleBroken`."""
        follow_up.save(self.app.db, self.form, self.line)

    def _day(self, column: str, label: str, rule: Callable[[date], list[Problem]], *, required: bool = False) -> Field:
        return date_field(
            self._key(column), label, self._today, self.app.db.year, help=_HELP[column], required=required,
            carry=column == "due", check=day_check(rule),
        )  # fmt: skip

    @property
    def _today(self) -> date:
        return self.app.workplace.today()

    def _key(self, column: str) -> str:
        return follow_up.key_of(self.line, column)
