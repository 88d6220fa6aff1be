"""Survei (SKM): every survey of the office with what it says; letters lead to keying, results and improvement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work

from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.periods import PeriodKind, periods_of
from kinerja_tui.rules.survey import Weighting
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.form import FormScreen
from kinerja_tui.screens.inputs import choice_field
from kinerja_tui.screens.list import ListScreen
from kinerja_tui.screens.print_key import PrintableScreen
from kinerja_tui.screens.survey_entry import SheetEntry
from kinerja_tui.screens.survey_problems import ProblemsScreen
from kinerja_tui.screens.survey_results import ResultsScreen, print_survey
from kinerja_tui.screens.survey_sheets import DifferencesScreen, SheetsScreen
from kinerja_tui.services import survey_import, survey_results, survey_sheets, surveys
from kinerja_tui.services.employees import NEW
from kinerja_tui.services.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.listing import Row, ShortList
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import AskText, Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Survei"
_HELP = {
    "service": "Layanan yang disurvei, seperti warga menyebutnya, misalnya Perekaman KTP-el. Kosong berarti seluruh "
    "layanan kantor. F4: yang pernah disurvei. Pakai nama yang sama, agar dapat dibandingkan dengan survei sebelumnya.",
    "period": "Periode survei: tahun, triwulan, atau bulan. Survei kepuasan masyarakat paling sedikit sekali setahun "
    "(PermenPANRB 14/2017).",
    "population": "Berapa orang yang dilayani dalam periode ini. Dari sini dihitung jumlah lembar yang perlu menurut "
    "Krejcie dan Morgan: 100 orang 80 lembar, 1.000 orang 278, 10.000 orang 370. Belum tahu: kosongkan.",
    "weighting": "Bobot setiap unsur. 1/9 persis adalah yang dianjurkan. 0,111 hanya bila kantor harus menyamai "
    "laporan lama: di dekat batas mutu ia dapat mengubah hurufnya. Cara yang dipakai selalu dicetak pada laporan.",
}


class SurveysScreen(PrintableScreen, ListScreen):
    """The list, newest period first."""

    TITLE = "Survei kepuasan masyarakat (SKM)"
    NOUN = "survei"
    EMPTY = "Belum ada survei. Tekan a untuk membuka survei pertama, lalu t untuk mengetik lembarnya."
    HELP = (
        "Survei kepuasan masyarakat menurut PermenPANRB 14/2017: sembilan unsur, skala 1-4, tanpa nama responden. "
        "Yang dinilai adalah **unit layanan**, tidak pernah satu orang.\n\n**a** membuka survei untuk satu layanan dan "
        "periode. **t** mengetik lembar dari kertas, **u** mengetiknya sekali lagi tanpa melihat yang pertama, **b** "
        "memutus bedanya. **Enter** hasilnya: NRR, IKM, mutu, dan perbaikan. **l** daftar lembar, **i** mengimpor CSV, "
        "**g** mengganti jumlah yang dilayani atau bobot, **x** menarik survei yang masih kosong. **e** mencetak "
        "laporan dan tabulasinya.\n\nTanda: `+` contoh tercapai, `·` belum, atau jumlah yang dilayani belum diisi, "
        "`!` ada beda dua kunci yang belum diputus."
    )
    COMMANDS: ClassVar = [
        Command("results", "enter", "Hasil survei", "NRR, IKM, mutu, dan perbaikannya.", "Hasil", group=_GROUP),
        Command("key_sheets", "t", "Ketik lembar", "Mengetik lembar survei dari kertas.", "Ketik", group=_GROUP),
        Command("second", "u", "Ketik ulang (kunci kedua)", "Sekali lagi, tanpa melihat yang pertama.", "Ulang",
                group=_GROUP),
        Command("differences", "b", "Beda dua kunci", "Isian yang berbeda, dipilih satu per satu.", "Beda",
                group=_GROUP),
        Command("sheets", "l", "Daftar lembar", "Memperbaiki atau menarik satu lembar.", "Lembar", group=_GROUP),
        Command("add", "a", "Survei baru", "Layanan, periode, dan jumlah yang dilayani.", "Tambah", group=_GROUP),
        Command("edit", "g", "Ganti jumlah atau bobot", "Jumlah yang dilayani atau bobot.", group=_GROUP),
        Command("import_csv", "i", "Impor CSV", "Lembar dari berkas CSV.", "Impor", group=_GROUP),
        Command("take_back", "x", "Tarik survei", "Menarik survei yang belum berisi lembar.", group=_GROUP),
        BACK,
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("service", "Layanan", 14, flex=1),
        Column("period", "Periode", 17),
        Column("sheets", "Lembar", 7, align="right"),
        Column("second", "Ulang", 5, align="right"),
        Column("ikm", "IKM", 6, align="right"),
        Column("mutu", "Mutu", 14),
    ]

    def find(self, text: str) -> ShortList:
        """Every survey that answers to the text."""
        return survey_results.listing(self.app.file, text)

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
            f"{found.mutu.letter} {found.mutu.label}" if found.mutu else ("–", "dim"),
        ]

    PAPER = "skm"

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

    def action_edit(self) -> None:
        """g: people served, weight."""

        def edit(key: str) -> None:
            form = SurveyForm(surveys.survey_form(self.app.db, key), key)
            self.app.push_screen(form, lambda done: self.say("Survei tersimpan.") if done else None)

        self._with_current(edit)

    @work(exclusive=True, group=ASKING)
    async def action_import_csv(self) -> None:
        """i: where the file lies; any problem is told by row, and then nothing is imported."""
        key = self.current
        if key is None:
            return
        text = await self.app.push_screen_wait(
            AskText(
                "Letak berkas CSV. Baris pertama memuat judul kolom: nomor, jenis kelamin, umur, pendidikan, "
                "pekerjaan, dan nama kesembilan unsur.",
                title=f"Impor ke {self._survey_name(key)}",
                check=lambda typed: None if typed else "Tulis letak berkasnya dulu.",
            )
        )
        if text is None:
            return
        with self.telling():
            parsed = survey_import.parse(self.app.db, key, Path(text).expanduser())
            if parsed.problems:
                self.app.push_screen(ProblemsScreen(parsed))
            else:
                number = survey_import.store(self.app.db, key, parsed)
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


class SurveyForm(FormScreen):
    """Service, period, people served, weight."""

    HELP = (
        "Satu survei untuk satu layanan dan satu periode. Layanan dan periode tidak diubah lagi sesudah dibuka, karena "
        "lembarnya tercatat padanya. **F10** menyimpan."
    )
    COMMANDS: ClassVar[list[Command]] = [BACK]  # type: ignore[assignment]

    def __init__(self, form: Form, survey_id: str = NEW) -> None:
        super().__init__(form)
        self.survey_id = survey_id

    def items(self) -> Sequence[Item]:
        """Four fields."""
        file, year = self.app.file, self.app.db.year
        old = self.survey_id != NEW
        spans = [span for kind in PeriodKind for span in periods_of(year, kind)]
        stored = self.form.text(self._key("period"))
        periods = {span.code: span.label for span in spans} | {stored: shown("survey", "period", stored)}
        note = surveys.sample_note(self.form.text(self._key("population")))

        def used(typed: str) -> list[Choice]:
            return [Choice(name, name) for name in surveys.services_used(file) if typed.casefold() in name.casefold()]

        return [
            Heading("SURVEI"),
            Field(self._key("service"), "Layanan", length=120, help=_HELP["service"], suggestions=used, locked=old,
                  hint="kosong: seluruh layanan kantor"),
            choice_field(self._key("period"), "Periode", periods, help=_HELP["period"], required=True, locked=old,
                         hint="misalnya Triwulan I, atau F4"),
            Field(self._key("population"), "Jumlah yang dilayani", length=8, help=_HELP["population"],
                  check=self._check_population, hint="orang dalam periode ini", note=note),
            choice_field(self._key("weighting"), "Bobot unsur", Weighting, help=_HELP["weighting"], required=True),
            Note("Responden tidak dikenali: hanya jenis kelamin, umur, pendidikan, dan pekerjaan yang diketik."),
        ]  # fmt: skip

    def store(self) -> None:
        """Raises `RuleBroken`."""
        self.survey_id = surveys.save(self.app.db, self.form, self.survey_id)

    def store_typed(self) -> None:
        """A new survey of the whole office may need no key at all."""
        if self.survey_id == NEW and not self.form.is_changed:
            self.store()
            self.stored = True
        else:
            super().store_typed()

    def action_leave(self) -> None:
        """Esc without a key opens no survey."""
        if self.survey_id == NEW and not self.form.is_changed and not self.sheet.dirty:
            self.dismiss(False)
        else:
            super().action_leave()

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002
        """Another number of people needs another number of sheets."""
        if key == self._key("population"):
            self.show_again()

    def _check_population(self, value: str) -> list[Complaint]:
        problem = surveys.check_population(value)
        return [(problem, True)] if problem else []

    def _key(self, column: str) -> str:
        return surveys.key(self.survey_id, column)
