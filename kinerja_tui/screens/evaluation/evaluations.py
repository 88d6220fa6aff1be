"""Evaluasi: who is rated, who waits, and what predikat follows, for one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.rules.ratings import Predicate
from kinerja_tui.screens.development.personal_sheet import PersonalSheetScreen
from kinerja_tui.screens.evaluation.evaluation_detail import evaluation_detail
from kinerja_tui.screens.evaluation.evaluation_form import REOPEN, EvaluationForm, ask_why
from kinerja_tui.screens.evaluation.evaluation_pages import UNKNOWN, short
from kinerja_tui.screens.evaluation.objections import ObjectionsScreen
from kinerja_tui.screens.evaluation.predicate_check import PredicateCheck
from kinerja_tui.screens.evaluation.self_assessment_form import SelfAssessmentForm
from kinerja_tui.screens.lists.filtered_list import FilteredList
from kinerja_tui.screens.lists.many import ManyScreen
from kinerja_tui.screens.looks import PREDICATE_MARKS, PREDICATE_STYLES
from kinerja_tui.screens.period import PeriodScreen, waits_for
from kinerja_tui.screens.reading import read_or_end
from kinerja_tui.screens.staff.credit import CreditsScreen
from kinerja_tui.services.evaluation import evaluations, period_locks, predicate_check
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.lists.listing import Listing as Rows
from kinerja_tui.services.lists.listing import Row
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.detail import Detail
from kinerja_tui.widgets.keys import ASKING
from kinerja_tui.widgets.table import Cell, Column


class EvaluationsScreen(FilteredList, PeriodScreen, ManyScreen):
    """Everybody with the state of the evaluation, the two ratings and the predikat they lead to."""

    ASIDE = True
    TITLE = "Evaluasi"
    WHOLE_YEAR = True
    HELP = (
        "Hasil kerja dan perilaku kerja dalam satu periode. Tekan Enter untuk menilai, `d` penilaian diri, `p` memilih "
        "periode, `f` menyaring menurut keadaan, `r` membuka kembali evaluasi yang sudah selesai, `o` keberatan, `l` "
        "lembar pribadi, `b` mengetik ulang predikat dari kertas, `a` angka kredit, `n` lembar salin e-Kinerja.\n\n"
        "Tanda `+` Baik atau Sangat Baik, `!` Butuh "
        "Perbaikan, `×` Kurang atau "
        "Sangat Kurang, `·` draf, `>` menunggu dinilai. Tanda `?` berarti isinya dari program yang lebih baru dan "
        "perlu dipilih lagi. Kolom **D** penilaian diri pegawai: `+` selesai, `·` draf, kosong belum ada; evaluasi "
        "tetap bisa diisi tanpanya. Keadaan **Sah**: BKPSDM sudah mengesahkan periode ini (`v`); yang terkunci hanya "
        "berubah bila BKPSDM membukanya. Setelah beberapa baris dipilih (`s`), `e` mencetak kertas mereka.\n\n"
        "Predikat mengikuti kuadran PermenPANRB 6/2022 dari dua rating yang dipilih "
        "pejabat penilai; tidak ada rumus."
    )
    PAPER = "evaluasi"
    COMMANDS: ClassVar = [  # type: ignore[assignment]
        Command("open", "enter", "Nilai pegawai", "Membuka evaluasi pegawai ini.", footer="Nilai", group="Daftar"),
        Command("by_state", "f", "Saring menurut keadaan", "Hanya yang belum dinilai, draf, selesai, menunggu SKP.",
                footer="Keadaan", group="Daftar"),
        Command("own", "d", "Penilaian diri", "Mengisi atau membaca penilaian diri pegawai ini.", "Diri",
                group="Evaluasi"),
        REOPEN,
        Command("objections", "o", "Keberatan", "Penyerahan hasil, batas 14 hari, dan keberatan.", group="Evaluasi"),
        Command("sheet", "l", "Lembar pribadi", "Perjalanan pegawai di kursor dan yang dapat diperkuat.",
                group="Evaluasi"),
        Command("period_locks", "v", "Pengesahan periode", "Periode yang disahkan BKPSDM, dan yang masih terbuka.",
                group="Evaluasi"),
        Command("copy_sheets", "n", "Lembar salin e-Kinerja", "Evaluasi diketik ulang ke e-Kinerja, satu per satu.",
                group="Evaluasi"),
        Command("check_twice", "b", "Ketik ulang predikat", "Rating akhir diketik lagi dari kertas, lalu dicocokkan.",
                group="Evaluasi"),
        Command("credits", "a", "Angka kredit", "Konversi predikat untuk jabatan fungsional.", group="Evaluasi"),
    ]  # fmt: skip
    COLUMNS: ClassVar = [
        Column("mark", "", 1),
        Column("name", "Nama", 17, flex=1),
        Column("reported", "Real.", 5),
        Column("state", "Keadaan", 7),
        Column("own", "D", 1),
        Column("work", "Hasil", 8),
        Column("behaviour", "Perilaku", 8),
        Column("predicate", "Predikat", 16),
        Column("post", "Jabatan", 12, flex=3),
    ]

    @property
    def columns(self) -> Sequence[Column]:
        """Beside the pane, which names the jabatan, whole names instead."""
        return self.COLUMNS[:-1] if self.beside else self.COLUMNS

    STATES: ClassVar = {state: label for state, (label, _) in evaluations.STATES.items()}

    def counts(self) -> Mapping[str, int]:
        """State -> how many people there are."""
        return {state: len(evaluations.listing(self.app.file, self.period.code, "", state)) for state in self.STATES}

    approved: frozenset[str] = frozenset()
    """offices whose period is approved"""

    def find(self, text: str) -> Rows:
        """Everybody in service or with a plan in the period."""
        self.approved = period_locks.approved_offices(self.app.file, self.period.code)
        return evaluations.listing(self.app.file, self.period.code, text, self.state)

    def cells(self, row: Row) -> Sequence[Cell]:
        """Name, realisasi n/m, state, the two ratings, predikat, jabatan."""
        name, post = row["name"], row["post"] or ""
        waiting = waits_for(row)
        if waiting:
            return [" ", (name, "dim"), *[("–", "dim")] * 2, " ", *[("–", "dim")] * 2, (waiting, "dim"), (post, "dim")]
        whole_year = self.period.kind is PeriodKind.YEAR  # realisasi belongs to the periods below it
        reported: Cell = ("–", "dim") if whole_year else f"{row['reported']}/{row['indicators']}"
        own = _own(row["own_state"])
        if row["evaluation_id"] is None:
            if row["office"] in self.approved:
                return ["–", name, reported, ("Kunci", "dim"), own, "–", "–", ("–", "dim"), post]
            return [(">", "mark"), name, reported, "Belum", own, "–", "–", ("–", "dim"), post]
        finished = row["state"] == evaluations.FINISHED
        predicate = _predicate(row)
        mark: Cell = ("·", "mark")
        if predicate[0] == UNKNOWN:
            mark = (UNKNOWN, "warn")
        elif finished and (found := _found(row)) is not None:
            mark = (PREDICATE_MARKS[found], PREDICATE_STYLES[found])
        state: Cell = "Selesai" if finished else ("Draf", "mark")
        if row["office"] in self.approved:
            state = ("Sah", "good") if finished else ("Kunci", "dim")
        ratings = [_rating(row["work_rating"]), _rating(row["behaviour_rating"])]
        return [mark, name, reported, state, own, *ratings, predicate if finished else (predicate[0], "dim"), post]

    def detail(self, row: Row) -> Detail:
        """Ratings, reasons, predikat."""
        return evaluation_detail(self.app.file, row, _predicate(row)[1])

    def printed_person(self) -> str | None:
        """Whoever stands at the cursor."""
        row = self.row_of(self.current) if self.current else None
        return row["employee_id"] if row is not None else None

    def open_plan(self, plan_id: str) -> None:
        """The evaluation of one person."""
        period = self.period.code
        form, plan, progress = evaluations.evaluation_form(self.app.db, plan_id, period)
        self.app.push_screen(EvaluationForm(form, plan, progress, period))

    def action_own(self) -> None:
        """d: the self-assessment of the employee at the cursor."""
        if self.current is not None:
            self.chosen_for(self.current, self._open_own)

    def _open_own(self, plan_id: str) -> None:
        self.app.push_screen(SelfAssessmentForm(self.app.db, plan_id, self.period.code))

    @work(exclusive=True, group=ASKING)
    async def action_check_twice(self) -> None:
        """b: the final ratings once more, blind."""
        db, period = self.app.db, self.period.code

        def read() -> Form | None:
            return predicate_check.check_form(db, period) if predicate_check.rated(db.file, period) else None

        with self.telling():
            form = await read_or_end(self.app, "Membaca evaluasi yang selesai", read, what="check_twice")
            if form is None:
                self.say("Belum ada evaluasi yang selesai dalam periode ini, jadi belum ada yang dicocokkan.")
                return
            self.app.push_screen(PredicateCheck(form, period))

    def action_reopen(self) -> None:
        """r: open a finished evaluation again, with a reason."""
        row = self.row_of(self.current) if self.current is not None else None
        if row is None:
            return
        if row["state"] != evaluations.FINISHED:
            self.warn(f"Evaluasi {row['name']} belum diselesaikan, jadi tidak perlu dibuka kembali.")
            return

        def reopened(reason: str | None) -> None:
            if reason is not None:
                with self.telling():
                    evaluations.reopen(self.app.db, row["plan_id"], self.period.code, reason)
                    self.say(f"Evaluasi {row['name']} dibuka kembali. Tekan Enter untuk memperbaikinya.")
                self.reload()

        self.app.push_screen(ask_why(f"{row['name']}, {self.period.label}"), reopened)

    def action_objections(self) -> None:
        """o: what came after the evaluation at the cursor."""
        row = self.row_of(self.current) if self.current is not None else None
        self.app.push_screen(ObjectionsScreen(row["evaluation_id"] if row is not None else None))

    def action_sheet(self) -> None:
        """l: the personal sheet of the person at the cursor."""
        row = self.row_of(self.current) if self.current is not None else None
        if row is not None:
            with self.telling():
                self.app.push_screen(PersonalSheetScreen(row["employee_id"]))

    def action_period_locks(self) -> None:
        """k: what BKPSDM approved."""
        from kinerja_tui.screens.evaluation.period_locks import PeriodLocksScreen

        self.app.push_screen(PeriodLocksScreen())

    def action_copy_sheets(self) -> None:
        """n: what is typed over into e-Kinerja."""
        from kinerja_tui.screens.national.copy_sheets import CopySheetsScreen

        self.app.push_screen(CopySheetsScreen(self.current, self.period.code))

    def action_credits(self) -> None:
        """a: what the predikat are worth to people in functional posts."""
        self.app.push_screen(CreditsScreen())


def _own(state: str | None) -> Cell:
    """Whether the self-assessment is there."""
    if state is None:
        return " "
    return ("+", "good") if state == evaluations.FINISHED else ("·", "mark")


def _rating(text: str) -> Cell:
    rating = evaluations.rating_of(text)
    if rating is not None:
        return short(rating)
    return (UNKNOWN, "warn") if text else "–"


def _found(row: Row) -> Predicate | None:
    return evaluations.predicate(row["work_rating"], row["behaviour_rating"], row["rules"])


def _predicate(row: Row) -> tuple[str, str]:
    """The predikat of a row and its style; a question mark when a rating or the rule set is unknown."""
    found = _found(row)
    if found is not None:
        return found.label, PREDICATE_STYLES[found]
    return (UNKNOWN, "warn") if row["work_rating"] and row["behaviour_rating"] else ("–", "dim")
