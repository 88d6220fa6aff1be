"""Heads-down entry of questionnaires: one digit an answer, the next sheet by itself; blind second entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS, GROUPS, SCALE
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.record_form import RunningForm
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.public import survey_sheets
from kinerja_tui.services.public.survey_sheets import SHEET_FIELDS
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Mark
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.running_sheet import RunningSheet
from kinerja_tui.widgets.title import TitleBar

_GROUP_HELP = (
    "Hanya kelompok responden; nama dan alamat tidak pernah diketik (PermenPANRB 14/2017: responden tidak dikenali). "
    "Satu angka menjawab dan kursor maju sendiri. Tidak diisi di kertas: spasi atau Enter."
)
_ANSWER_HELP = (
    "Jawaban di kertas, satu angka: 1 tidak baik, 2 kurang baik, 3 baik, 4 sangat baik (skala 1-4, PermenPANRB "
    "14/2017). Kosong di kertas: spasi atau Enter, artinya **kosong disengaja**. Yang kosong tidak dihitung nol: unsur "
    "itu dibagi dengan jumlah lembar yang mengisinya, dan lembarnya dihitung sebagai tidak lengkap."
)
_NUMBER_HELP = (
    "Nomor yang tertulis di kertas. Berjalan sendiri; **panah atas** dari isian pertama untuk menggantinya. Nomor yang "
    "sama tidak dapat diketik dua kali, agar satu lembar tidak terhitung ganda."
)


def sheet_items(keys: dict[str, str], number: Field) -> list[Item]:
    """The lines of a questionnaire in the order of the paper. ``keys``: column -> field key."""
    groups: list[Item] = []
    for name, (label, codes) in GROUPS.items():
        choices = tuple(Choice(code, text, str(place)) for place, (code, text) in enumerate(codes.items(), 1))
        groups.append(Field(keys[name], label, "scale", _GROUP_HELP, choices=choices))
    answers = tuple(Choice(code, text, code) for code, text in SCALE.items())
    return [
        number,
        *groups,
        Heading("JAWABAN"),
        *(
            Field(keys[name], f"{place} {label}", "scale", _ANSWER_HELP, choices=answers, carry=False)
            for place, (name, label) in enumerate(ELEMENTS.items(), 1)
        ),
    ]


class SheetEntry(RunningForm):
    """Sheet after sheet of one survey. The second entry never shows the first."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    FIRST = "sex"
    HELP = (
        "Mengetik lembar demi lembar dari kertas: **13 ketukan** untuk satu lembar, 4 untuk kelompok responden dan 9 "
        "untuk jawabannya. Setiap angka maju sendiri, dan sesudah unsur kesembilan lembarnya tersimpan dan yang "
        "berikutnya terbuka. Mata tetap di kertas.\n\n**Spasi** atau **Enter**: kosong di kertas. **Panah atas**: "
        "kembali. **F10** hanya sesudah semua isian dilewati. **Esc** selesai.\n\nSaat **mengetik ulang** yang pertama "
        "tidak diperlihatkan; bedanya diputus kemudian satu per satu (b di daftar survei)."
    )

    def __init__(self, form: Form, survey_id: str, *, second: bool = False) -> None:
        super().__init__(form)
        self.survey_id = survey_id
        self.second = second
        self.CARRIES = f"survey_sheet:{survey_id}:{second}"

    def body(self) -> ComposeResult:
        """The sheet; what was passed before a power cut counts as passed."""
        names = [self._key(name) for name in SHEET_FIELDS]
        passed = names[: names.index(self.form.cursor)] if self.form.cursor in names else []
        marks = self.marks(dict.fromkeys(passed, Mark.PASSED))
        yield RunningSheet(self.items(), self.values(), marks=marks, last_values=self._carried())

    def begin(self) -> None:
        """The number runs on, so begin behind it."""
        super().begin()
        self.show_standing()
        if not self.form.resumed:
            self.running.go(self._key("sex"))

    def items(self) -> Sequence[Item]:
        """Number, four groups, nine answers."""
        keys = {name: self._key(name) for name in SHEET_FIELDS}
        number = Field(self._key("number"), "Nomor lembar", "line", _NUMBER_HELP, length=5, required=True, carry=False,
                       check=self._check_number)  # fmt: skip
        return sheet_items(keys, number)

    def store(self) -> None:
        """Leaving with Esc: a sheet that was not keyed to its end is never stored. Raises `RuleBroken`."""
        if self.running.first_not_reached():
            raise RuleBroken("Lembar ini belum selesai diketik, jadi belum dihitung.")
        self.save()

    def save(self) -> None:
        """Raises `RuleBroken`."""
        survey_sheets.save(self.app.db, self.form, self.survey_id, second=self.second)

    def next_form(self) -> Form:
        """The next sheet. Raises `RuleBroken` when every one has its second entry."""
        return survey_sheets.entry_form(self.app.db, self.survey_id, second=self.second)

    def finish(self) -> None:
        """F10, or the ninth answer: store, and on to the next sheet."""
        if not self.is_current:
            return
        if survey_sheets.is_blank(self.form, second=self.second):
            self.running.release()
            self.app.stop_keys()
            self._ask_blank()
        else:
            self.store_and_go_on()

    @work(exclusive=True, group=ASKING)
    async def _ask_blank(self) -> None:
        question = "Lembar ini kosong seluruhnya. Simpan sebagai lembar kosong? Nilai survei tidak berubah karenanya."
        if await self.app.push_screen_wait(
            Confirm(question, "Simpan", "Kembali", title="Lembar kosong", enter_is_yes=False)
        ):
            self.store_and_go_on()
        else:
            self.running.go(self._key("sex"))

    def show_standing(self) -> None:
        """How many are stored; of the second entry, of how many."""
        file = self.app.file
        done = survey_sheets.count(file, self.survey_id, second=self.second)
        text = f"{done} dari {survey_sheets.count(file, self.survey_id)}" if self.second else f"{done} tersimpan"
        what, _, name = self.form.title.partition(" · ")
        self.title = self.query_one(TitleBar).title = f"{what} · {text} · {name}"

    def _check_number(self, value: str) -> list[Complaint]:
        problem = survey_sheets.check_number(self.app.file, self.survey_id, value, second=self.second)
        return [(problem, True)] if problem else []

    def _key(self, column: str) -> str:
        return survey_sheets.key(column, second=self.second)


class SheetCorrection(FormScreen):
    """One stored sheet, corrected from the paper."""

    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]
    HELP = "Memperbaiki satu lembar menurut kertasnya. Riwayatnya tetap ada. **F10** menyimpan."

    def __init__(self, form: Form, sheet_id: str) -> None:
        super().__init__(form)
        self.sheet_id = sheet_id

    def items(self) -> Sequence[Item]:
        """As it was keyed; the number stays."""
        keys = {name: survey_sheets.key(name, record_id=self.sheet_id) for name in SHEET_FIELDS}
        number_key = survey_sheets.key("number", record_id=self.sheet_id)
        return sheet_items(keys, Field(number_key, "Nomor lembar", "line", _NUMBER_HELP, locked=True, carry=False))

    def store(self) -> None:
        """Raises `RuleBroken`."""
        survey_sheets.save_edit(self.app.db, self.form, self.sheet_id)
