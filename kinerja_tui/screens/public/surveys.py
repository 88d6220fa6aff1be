"""Survei (SKM): every survey of the office with what it says; letters lead to keying, results and improvement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import excerpt, format_decimal
from kinerja_tui.rules.survey import Mutu
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.chart import ChartScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.screens.public.survey_detail import ikm_chart, ikm_numbers, survey_detail
from kinerja_tui.screens.public.survey_entry import SheetEntry
from kinerja_tui.screens.public.survey_form import SurveyForm
from kinerja_tui.screens.public.survey_import import import_sheets
from kinerja_tui.screens.public.survey_results import ResultsScreen, print_survey
from kinerja_tui.screens.public.survey_sheets import DifferencesScreen, SheetsScreen
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.public import survey_results, survey_sheets, surveys
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Survei"


class SurveysScreen(PrintableScreen, ListScreen):
    """The list, newest period first."""

    WIDE = 100
    TITLE = "Survei kepuasan masyarakat (SKM)"
    NOUN = "survei"
    TABLE = "survey"
    EMPTY = "Belum ada survei. Tekan a untuk membuka survei pertama, lalu t untuk mengetik lembarnya."
    HELP = (
        "Survei kepuasan masyarakat menurut PermenPANRB 14/2017: sembilan unsur, skala 1-4, tanpa nama responden. "
        "Yang dinilai adalah **unit layanan**, tidak pernah satu orang.\n\n**a** membuka survei untuk satu layanan dan "
        "periode. **t** mengetik lembar dari kertas, **u** mengetiknya sekali lagi tanpa melihat yang pertama, **b** "
        "memutus bedanya. **Enter** hasilnya: NRR, IKM, mutu, dan perbaikan. **l** daftar lembar, **i** mengimpor dari "
        "Excel atau CSV, **g** mengganti jumlah yang dilayani, bobot, atau layanannya, **d** membuka layanannya di "
        "daftar layanan, **h** grafik IKM dari survei ke survei, **x** menarik survei yang masih kosong. **e** "
        "mencetak laporan dan tabulasinya.\n\n"
        "Tanda: `+` contoh tercapai, `·` belum, atau jumlah yang dilayani belum diisi, `!` ada beda dua ketikan yang "
        "belum diputus."
    )
    COMMANDS: ClassVar = [
        Command("results", "enter", "Hasil survei", "NRR, IKM, mutu, dan perbaikannya.", "Hasil", group=_GROUP),
        Command("add", "a", "Tambah survei", "Layanan, periode, dan jumlah yang dilayani.", "Tambah", group=_GROUP),
        Command("key_sheets", "t", "Ketik lembar", "Mengetik lembar survei dari kertas.", "Ketik", group=_GROUP),
        Command("second", "u", "Ketik ulang dari kertas", "Sekali lagi, tanpa melihat yang pertama.", "Ulang",
                group=_GROUP),
        Command("differences", "b", "Beda dua ketikan", "Isian yang berbeda, dipilih satu per satu.", "Beda",
                group=_GROUP),
        Command("sheets", "l", "Daftar lembar", "Memperbaiki atau menarik satu lembar.", "Lembar", group=_GROUP),
        Command("edit", "g", "Ganti jumlah atau bobot", "Jumlah yang dilayani, bobot, layanan di daftar.",
                group=_GROUP),
        Command("service", "d", "Layanan yang disurvei", "Membuka layanannya di daftar layanan.", group=_GROUP),
        Command("import_table", "i", "Impor lembar", "Dari Excel (.xlsx, .xls, .ods) atau CSV.", "Impor",
                group=_GROUP),
        Command("chart", "h", "Grafik IKM", "IKM layanan di kursor dari survei ke survei.", group=_GROUP),
        Command("take_back", "x", "Tarik survei", "Menarik survei yang belum berisi lembar.", group=_GROUP),
        BACK,
    ]  # fmt: skip

    @property
    def COLUMNS(self) -> Sequence[Column]:  # type: ignore[override]  # noqa: N802
        """The words of the mark where there is room for them."""
        return [
            Column("mark", "", 1),
            Column("service", "Layanan", 14, flex=1),
            Column("period", "Periode", 17),
            Column("sheets", "Lembar", 7, align="right"),
            Column("second", "Ulang", 5, align="right"),
            Column("ikm", "IKM", 6, align="right"),
            Column("mutu", "Mutu", 14 if self.is_wide else 4),
        ]

    def find(self, text: str) -> ShortList:
        """Every survey that answers to the text."""
        found = survey_results.listing(self.app.file, text)
        if not text:
            self._listed = found.found
        return found

    def detail(self, row: Row) -> Detail:
        """Sheets, elements, and the IKM over the periods."""
        return survey_detail(row, survey_results.ikm_course(self._listed, row))

    def cells(self, row: Row) -> Sequence[Cell]:
        """One survey."""
        found, needed = row["results"], row["needed"]
        reached = needed is not None and found.filled >= needed
        mark: Cell = ("!", "warn") if row["differing"] else ("+", "good") if reached else ("·", "mark")
        service = row["service"] or surveys.WHOLE_OFFICE
        if row["office"] != self.app.db.office:
            service = f"{service} ({row['office_name']})"
        return [
            mark,
            service,
            shown("survey", "period", row["period"]),
            f"{found.filled}/{needed}" if needed is not None else str(found.sheets),
            str(row["twice"]) if row["twice"] else ("–", "dim"),
            format_decimal(found.ikm) if found.ikm is not None else ("–", "dim"),
            self._mutu(found.mutu) if found.mutu else ("–", "dim"),
        ]

    PAPER = "skm"
    _listed: Sequence[Row] = ()
    """every survey, whatever the filter shows"""

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._opened_at = at

    def begin(self) -> None:
        """With the cursor on the survey it was opened for."""
        super().begin()
        self.reload(self._opened_at or None)

    # -- commands

    def action_print_papers(self) -> None:
        """e: report and tabulation of the survey at the cursor."""
        rows = {row["key"]: row["period"] for row in self.find("").found}
        print_survey(self, rows.get(self.current or "", ""))

    def chosen(self, key: str) -> None:
        """Enter: what it says."""
        with self.telling():
            self.app.push_screen(ResultsScreen(key))

    def action_results(self) -> None:
        """Enter from the palette."""
        self._with_current(self.chosen)

    def action_key_sheets(self) -> None:
        """t: sheet after sheet."""
        self._with_current(lambda key: self._open_entry(key, second=False))

    def action_second(self) -> None:
        """u: the same sheets again."""
        self._with_current(lambda key: self._open_entry(key, second=True))

    def action_differences(self) -> None:
        """b: what the two entries read differently."""
        self._with_current(lambda key: self._push(lambda: DifferencesScreen(key, self._survey_name(key))))

    def action_sheets(self) -> None:
        """l: one by one."""
        self._with_current(lambda key: self._push(lambda: SheetsScreen(key)))

    def action_add(self) -> None:
        """a: another survey; it is under the cursor then."""
        with self.telling():
            form = SurveyForm(surveys.survey_form(self.app.db))

            def stored(done: bool | None) -> None:
                if done:
                    self.reload(form.survey_id)
                    self.say("Survei dibuka. Tekan t untuk mengetik lembarnya.")

            self.app.push_screen(form, stored)

    def action_service(self) -> None:
        """d: the service of the list."""
        key = self.current
        row = next((row for row in surveys.present(self.app.file) if row["key"] == key), None)
        if row is None:
            self.warn("Belum ada survei. Tekan a untuk membuka survei pertama.")
        elif row["service_id"]:
            from kinerja_tui.screens.public.service_catalogue import ServicesScreen  # which opens this screen too

            self.app.push_screen(ServicesScreen(row["service_id"]))
        else:
            self.warn("Survei ini belum tertaut ke daftar layanan. Tekan g, lalu pilih layanannya dengan F4.")

    def action_chart(self) -> None:
        """h: the IKM of the surveys about the same."""
        row = self.row_here
        if row is not None:
            course = survey_results.ikm_course(self._listed, row)
            title = f"IKM · {excerpt(row['service'] or surveys.WHOLE_OFFICE, 60)}"
            self.app.push_screen(ChartScreen(title, ikm_chart(course), ikm_numbers(course)))

    def action_edit(self) -> None:
        """g: people served, weight."""

        def edit(key: str) -> None:
            form = SurveyForm(surveys.survey_form(self.app.db, key), key)
            self.app.push_screen(form, lambda done: self.say("Survei tersimpan.") if done else None)

        self._with_current(edit)

    @work(exclusive=True, group=ASKING)
    async def action_import_table(self) -> None:
        """i: the file, a preview, and all of it or nothing; any problem is told by row."""
        key = self.current
        if key is None:
            return
        with self.telling():
            if number := await import_sheets(self.app, key):
                self.say(f"{number} lembar diimpor.")
            self.reload(key)

    @work(exclusive=True, group=ASKING)
    async def action_take_back(self) -> None:
        """x: after a question."""
        key = self.current
        if key is not None and await self.app.push_screen_wait(
            Confirm(f"Tarik {self._survey_name(key)}?", "Tarik", "Batal")
        ):
            with self.telling():
                surveys.take_back(self.app.db, key)
                self.say("Survei ditarik; riwayatnya tetap ada.")
            self.reload()

    # -- parts

    def _mutu(self, mutu: Mutu) -> str:
        return f"{mutu.letter} {mutu.label}" if self.is_wide else mutu.letter

    def _with_current(self, do: Callable[[str], None]) -> None:
        if self.current is not None:
            with self.telling():
                do(self.current)
        else:
            self.warn("Belum ada survei. Tekan a untuk membuka survei pertama.")

    def _open_entry(self, key: str, *, second: bool) -> None:
        form = survey_sheets.entry_form(self.app.db, key, second=second)
        self.app.push_screen(SheetEntry(form, key, second=second))

    def _push(self, make: Callable[[], ListScreen]) -> None:
        self.app.push_screen(make())

    def _survey_name(self, key: str) -> str:
        survey = surveys.read(self.app.db, key)
        return surveys.name_of(survey.service, survey.period)
