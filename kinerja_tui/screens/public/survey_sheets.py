"""The sheets of one survey, and the lines its two entries read differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.survey import GROUPS
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.public.survey_entry import SheetCorrection
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.lists.listing import Listing, Row, ShortList
from kinerja_tui.services.public import survey_sheets, surveys
from kinerja_tui.services.public.survey_sheets import CODES, Difference, name_of, shown_value
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm, Pick
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_MARKS: dict[str, Cell] = {"sekali": ("·", "mark"), "dua_kali": ("+", "good"), "beda": ("!", "warn")}
_GROUP = "Lembar survei"


class SheetsScreen(FilteredList):
    """By number; Enter corrects one."""

    NOUN = "lembar"
    STATES: ClassVar = survey_sheets.STATES
    EMPTY = "Belum ada lembar. Kembali dengan Esc, lalu tekan t untuk mengetik lembar pertama."
    HELP = (
        "Semua lembar survei ini menurut nomornya. **Enter** memperbaiki satu lembar, **x** menariknya, **/** mencari "
        "nomor, **f** menyaring. Jawaban ditulis berurutan menurut unsur; titik berarti kosong di kertas.\n\n"
        "Tanda: `·` diketik sekali, `+` dua kali dan sama, `!` dua kali dan berbeda."
    )
    COMMANDS: ClassVar = [
        Command("correct", "enter", "Perbaiki lembar", "Mengubah jawaban lembar di kursor.", "Perbaiki", group=_GROUP),
        Command("take_back", "x", "Tarik lembar", "Menarik lembar yang bukan bagian survei ini.", "Tarik",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("number", "No.", 5, align="right"),
        Column("answers", "Jawaban", 9),
        *(Column(name, label, 9, flex=1) for name, (label, _) in GROUPS.items()),
        Column("entered_on", "Diketik", 10),
    ]

    def __init__(self, survey_id: str) -> None:
        super().__init__()
        self.survey_id = survey_id

    def listed(self) -> str:
        """The survey."""
        survey = surveys.read(self.app.db, self.survey_id)
        return f"Lembar · {surveys.name_of(survey.service, survey.period)}"

    def find(self, text: str) -> Listing:
        """Those whose number begins so."""
        return survey_sheets.listing(self.app.file, self.survey_id, text, self.state)

    def counts(self) -> Mapping[str, int]:
        """State -> how many."""
        return {state: len(survey_sheets.listing(self.app.file, self.survey_id, "", state)) for state in self.STATES}

    def cells(self, row: Row) -> Sequence[Cell]:
        """One sheet."""
        day = day_of(row["entered_on"] or "")
        groups = [shown_value(name, row[name]) if row[name] else ("–", "dim") for name in GROUPS]
        answers = survey_sheets.answers_text(row)
        return [
            _MARKS.get(row["state"], "?"),
            str(row["number"]),
            (answers, "warn") if "." in answers or "?" in answers else answers,
            *groups,
            format_short_date(day) if day else "–",
        ]

    def chosen(self, key: str) -> None:
        """Enter: correct it."""
        with self.telling():
            form = SheetCorrection(survey_sheets.edit_form(self.app.db, key), key)
            self.app.push_screen(form, lambda stored: self.say("Lembar tersimpan.") if stored else None)

    def action_correct(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    @work(exclusive=True, group=ASKING)
    async def action_take_back(self) -> None:
        """x: after a question."""
        key = self.current
        if key is None:
            return
        question = "Tarik lembar di kursor, juga ketikan keduanya? Riwayatnya tetap ada."
        if await self.app.push_screen_wait(Confirm(question, "Tarik", "Batal")):
            with self.telling():
                survey_sheets.take_back(self.app.db, key)
                self.say("Lembar ditarik.")
            self.reload()


class DifferencesScreen(ListScreen):
    """First and second entry side by side; each line is chosen by itself."""

    NOUN = "beda"
    EMPTY = "Tidak ada beda antara ketikan pertama dan kedua. Esc kembali."
    HELP = (
        "Isian yang berbeda antara ketikan pertama dan ketikan kedua, satu baris satu isian. Ambil kertasnya, lalu "
        "**Enter**: **1** memilih yang pertama, **2** yang kedua, atau pilih jawaban lain bila keduanya keliru. "
        "Tidak ada yang dipilihkan program."
    )
    COMMANDS: ClassVar = [
        Command("choose", "enter", "Pilih yang benar", "Menurut kertasnya: pertama, kedua, atau lain.", "Pilih",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("number", "Lembar", 6, align="right"),
        Column("column", "Isian", 24, flex=2),
        Column("first", "Ketikan pertama", 16, flex=1),
        Column("second", "Ketikan kedua", 16, flex=1),
    ]

    def __init__(self, survey_id: str, title: str) -> None:
        super().__init__()
        self.survey_id = survey_id
        self.title = f"Beda dua ketikan · {title}"
        self._found: dict[str, Difference] = {}

    def find(self, text: str) -> ShortList:
        """Those whose number begins so."""
        found = survey_sheets.differences(self.app.file, self.survey_id)
        self._found = {item.key: item for item in found if str(item.number).startswith(text.strip())}
        return ShortList([{"key": key} for key in self._found])

    def cells(self, row: Row) -> Sequence[Cell]:
        """One line, both readings."""
        item = self._found[row["key"]]
        return [
            str(item.number),
            name_of(item.column),
            shown_value(item.column, item.first),
            shown_value(item.column, item.second),
        ]

    def chosen(self, key: str) -> None:
        """Enter: which is right."""
        item = self._found[key]
        options = [
            (item.first, f"1  Ketikan pertama: {shown_value(item.column, item.first)}"),
            (item.second, f"2  Ketikan kedua: {shown_value(item.column, item.second)}"),
        ]
        others = ["", *CODES[item.column]]
        options += [
            (code, f"   Keduanya keliru, di kertas: {shown_value(item.column, code)}")
            for code in others
            if code not in (item.first, item.second)
        ]

        def picked(value: str | None) -> None:
            if value is not None:
                with self.telling():
                    survey_sheets.choose(self.app.db, self.survey_id, item.number, item.column, value)
                self.reload()

        self.app.push_screen(Pick(f"Lembar {item.number}: {name_of(item.column)}", options), picked)

    def action_choose(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)
