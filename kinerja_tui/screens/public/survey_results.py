"""What a survey says: IKM and mutu above, the nine elements below, each with what is improved because of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from kinerja_tui.rules.formats import format_decimal, format_short_date
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.survey import ELEMENTS, round_half_up
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.lists.list import ListScreen
from kinerja_tui.screens.papers.print_key import PrintableScreen
from kinerja_tui.screens.public.survey_improvement import ImprovementForm
from kinerja_tui.services.forms.one_record import day_of
from kinerja_tui.services.labels import shown
from kinerja_tui.services.lists.listing import Row, ShortList
from kinerja_tui.services.public import improvements, survey_results
from kinerja_tui.services.public.survey_results import Standing, group_rows
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column

_GROUP = "Hasil survei"


class ResultsScreen(PrintableScreen, ListScreen):
    """The elements of one survey; Enter opens the improvement of one."""

    NOUN = "unsur"
    HELP = (
        "**NRR** satu unsur adalah jumlah nilainya dibagi banyaknya lembar yang mengisi unsur itu (n). **Tertimbang** "
        "adalah NRR kali bobot. **IKM** adalah jumlah semuanya kali 25, dibulatkan dua desimal dahulu, lalu mutunya: "
        "88,31 A, 76,61 B, 65,00 C, di bawahnya D (PermenPANRB 14/2017). Lembar yang tidak lengkap tetap dihitung "
        "untuk unsur yang terisi; yang kosong tidak dihitung nol.\n\n**x 25** memudahkan membandingkan satu unsur "
        "dengan IKM. Tanda `!`: unsur di bawah 76,61 tanpa butir perbaikan (batas pilihan program), `·` perbaikannya "
        "berjalan, `+` selesai. **Enter** menulis perbaikannya, **x** menariknya, **r** responden, **e** mencetak "
        "laporan dan tabulasi.\n\n"
        "Perubahan terhadap survei sebelumnya disebut **belum pasti** bila lembarnya sedikit (di bawah 30), bobotnya "
        "berbeda, atau selisihnya lebih kecil dari dua galat baku: sebanyak itu dapat terjadi hanya karena orang yang "
        "ditanya berbeda."
    )
    COMMANDS: ClassVar = [
        Command("improve", "enter", "Butir perbaikan", "Apa yang diperbaiki, siapa, paling lambat kapan.", "Perbaikan",
                group=_GROUP),
        Command("respondents", "r", "Responden", "Banyaknya responden menurut kelompok.", "Responden", group=_GROUP),
        Command("take_back", "x", "Tarik perbaikan", "Menarik butir perbaikan unsur di kursor.", "Tarik",
                group=_GROUP),
        BACK,
    ]  # fmt: skip
    DEFAULT_CSS = "ResultsScreen > #standing { height: auto; padding: 0 1; color: $text-muted; }"

    def __init__(self, survey_id: str) -> None:
        super().__init__()
        self.survey_id = survey_id
        self._found: Standing | None = None

    @property
    def columns(self) -> Sequence[Column]:
        """As many as fit."""
        columns = [
            Column("mark", "", 1),
            Column("name", "Unsur", 22, flex=2),
            Column("filled", "n", 4, align="right"),
            Column("nrr", "NRR", 5, align="right"),
            Column("weighted", "Timbang", 7, align="right"),
            Column("converted", "x 25", 6, align="right"),
            Column("before", "Lalu", 6, align="right"),
        ]
        improved = Column("improvement", "Perbaikan", 16, flex=2)
        return [*columns, Column("mutu", "Mutu", 4), improved] if self.is_wide else [*columns, improved]

    @property
    def found(self) -> Standing:
        """What the survey says, as read last."""
        if self._found is None:
            self._found = survey_results.standing(self.app.db, self.survey_id)
        return self._found

    def compose(self) -> ComposeResult:
        """The title is known before the first paint."""
        self.title = f"Hasil · {self.found.name}"
        yield from super().compose()

    def body(self) -> ComposeResult:
        """The IKM above the elements."""
        yield Static(Content(summary(self.found)), id="standing", markup=False)
        yield from super().body()

    def reload(self, keep: str | None = None) -> None:
        """Read the survey again too."""
        self._found = None
        self.query_one("#standing", Static).update(Content(summary(self.found)))
        super().reload(keep)

    def find(self, text: str) -> ShortList:
        """The nine elements."""
        items = improvements.of_survey(self.app.file, self.survey_id)
        earlier = self.found.before_results
        before = {item.key: item.converted for item in earlier.elements} if earlier else {}
        return ShortList(
            [
                {"key": item.key, "element": item, "item": items.get(item.key), "before": before.get(item.key)}
                for item in self.found.results.elements
                if text.strip().casefold() in item.name.casefold()
            ]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One element."""
        element, item = row["element"], row["item"]
        low = element.is_low(self.found.results.rules)
        mark: Cell = " "
        if item:
            mark = ("+", "good") if item["done_on"] else ("·", "mark")
        elif low:
            mark = ("!", "warn")
        converted = _number(element.nrr and element.nrr * 25)
        texts: dict[str, Cell] = {
            "mark": mark,
            "name": element.name,
            "filled": str(element.filled),
            "nrr": _number(element.nrr),
            "weighted": _number(element.weighted),
            "converted": (converted, "warn") if low else converted,
            "before": (format_decimal(row["before"]), "dim") if row["before"] is not None else ("–", "dim"),
            "mutu": self.found.results.rules.mutu(element.converted).letter if element.converted is not None else "–",
            "improvement": _improvement(item, low),
        }
        return [texts[column.key] for column in self.columns]

    # -- commands

    def chosen(self, key: str) -> None:
        """Enter: the improvement of the element."""
        with self.telling():
            opened = improvements.form_of(self.app.db, self.survey_id, key)
            form = ImprovementForm(opened, self.survey_id, key, standing_of(self.found, key))
            self.app.push_screen(form, lambda done: self.say("Perbaikan tersimpan.") if done else None)

    def action_print_papers(self) -> None:
        """e: report and tabulation."""
        print_survey(self, self.found.survey.period)

    def action_improve(self) -> None:
        """Enter from the palette."""
        if self.current is not None:
            self.chosen(self.current)

    def action_respondents(self) -> None:
        """r: how many of whom."""
        self.app.push_screen(RespondentsScreen(self.found))

    @work(exclusive=True, group=ASKING)
    async def action_take_back(self) -> None:
        """x: after a question."""
        key = self.current
        if key is None:
            return
        question = f"Tarik butir perbaikan {ELEMENTS.get(key, key)}? Riwayatnya tetap ada."
        if await self.app.push_screen_wait(Confirm(question, "Tarik", "Batal")):
            with self.telling():
                improvements.take_back(self.app.db, self.survey_id, key)
                self.say("Butir perbaikan ditarik.")
            self.reload()


def print_survey(screen: WorkScreen, period: str) -> None:
    """The papers of a survey's period; of the period worked on where the code means nothing here."""
    # What draws papers is imported when somebody prints, not when a list is opened.
    from kinerja_tui.screens.papers.papers import PapersScreen

    try:
        span = period_from_code(period)
    except RuleBroken:
        span = None
    screen.app.push_screen(PapersScreen(None, "skm", span))


def standing_of(found: Standing, key: str) -> str:
    """What one element was given, now and in the survey before: why something is improved."""
    element = next((item for item in found.results.elements if item.key == key), None)
    if element is None or element.nrr is None or element.converted is None:
        return ""
    bound = format_decimal(found.results.rules.low_below)
    low = f", di bawah {bound}" if element.is_low(found.results.rules) else ""
    text = f"Nilai {format_decimal(element.converted)} (NRR {_number(element.nrr)}, {element.filled} lembar){low}"
    earlier = found.before_results.elements if found.before_results else ()
    before = next((item.converted for item in earlier if item.key == key), None)
    return f"{text}; survei sebelumnya {format_decimal(before)}." if before is not None else f"{text}."


def summary(found: Standing) -> str:
    """IKM with its method, the sheets, the sample, the change: a line each."""
    results = found.results
    ikm = "IKM belum cukup: ada unsur yang belum dijawab satu lembar pun"
    if results.ikm is not None and results.mutu is not None:
        ikm = f"IKM {format_decimal(results.ikm)}  mutu {results.mutu.letter} ({results.mutu.label})"
    lines = [
        f"{ikm}  ·  {found.method}",
        f"{results.sheets} lembar: {results.complete} lengkap, {results.incomplete} tidak lengkap, "
        f"{results.empty} kosong  ·  {found.sample}",
    ]
    if found.change is not None and found.before is not None:
        sign = "+" if found.change.difference > 0 else ""
        doubt = f"belum pasti: {'; '.join(found.change.doubts)}" if found.change.doubts else "perubahan yang jelas"
        lines.append(
            f"{shown('survey', 'period', found.before.period)} {format_decimal(found.change.before)} -> "
            f"{format_decimal(found.change.after)} ({sign}{format_decimal(found.change.difference)}), {doubt}"
        )
    if found.open_differences:
        lines.append(f"{found.open_differences} lembar berbeda di ketikan kedua, belum diputus (b di daftar survei)")
    return "\n".join(lines)


class RespondentsScreen(ListScreen):
    """Respondents by group."""

    NOUN = "kelompok"
    HELP = "Banyaknya lembar menurut kelompok responden. Tidak ada nama, alamat, atau nomor pada lembar survei."
    COMMANDS: ClassVar = [BACK]
    COLUMNS: ClassVar = [
        Column("group", "Kelompok", 16, flex=1),
        Column("label", "Responden", 20, flex=2),
        Column("number", "Lembar", 6, align="right"),
        Column("share", "Bagian", 8, align="right"),
    ]

    def __init__(self, found: Standing) -> None:
        super().__init__()
        self._found = found
        self.title = f"Responden · {found.name}"

    def find(self, text: str) -> ShortList:
        """Every group."""
        rows = [
            {"key": f"{group}/{label}", "group": group, "label": label, "number": number}
            for group, label, number in group_rows(self._found)
        ]
        return ShortList(
            [row for row in rows if text.strip().casefold() in f"{row['group']} {row['label']}".casefold()]
        )

    def cells(self, row: Row) -> Sequence[Cell]:
        """One group."""
        total = self._found.results.sheets
        share = f"{format_decimal(round_half_up(Fraction(row['number'] * 100, total), 1))}%" if total else "–"
        number: Cell = str(row["number"]) if row["number"] else ("0", "dim")
        return [row["group"], row["label"], number, share if row["number"] else ("–", "dim")]


def _number(number: Fraction | None) -> str:
    return "–" if number is None else format_decimal(round_half_up(number))


def _improvement(item: Row | None, low: bool) -> Cell:
    if item is None:
        return ("perlu (Enter)", "warn") if low else ("–", "dim")
    day = day_of(item["due"] or "")
    until = f" (s.d. {format_short_date(day)[:5]})" if day and not item["done_on"] else ""
    return f"{item['what']}{until}"
