"""Rencana aksi: the steps of each result, keyed line by line; no target, so open in every state of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import ClassVar

from textual.app import ComposeResult

from kinerja_tui.rules.formats import format_date, not_come
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.screens.base import BACK, WorkScreen
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import date_field
from kinerja_tui.screens.planning.plan_items import question_key
from kinerja_tui.screens.planning.plan_notes import long_heading, result_heading
from kinerja_tui.screens.planning.plan_sheet import QUESTION
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.monitoring import action_plans
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note
from kinerja_tui.widgets.sheet import Sheet

_MORE = "lagi"
HELP_TEXT = "Apa yang dikerjakan untuk mencapai hasil kerja ini, misalnya: rekap berkas masuk setiap Jumat."
HELP_PERIOD = (
    "Periode langkah ini dikerjakan; muncul pada isian realisasi periode itu. F4 menampilkan daftarnya. Rencana aksi "
    "memantau pelaksanaan (PermenPANRB 6/2022, pelaksanaan dan pemantauan kinerja); ia bukan target."
)
HELP_DUE = "Tanggal paling lambat, bila ada. Boleh kosong: berlaku hari terakhir periodenya."
HELP_DONE = "Tanggal langkah ini selesai. Kosong berarti belum. 0 hari ini, -1 kemarin."
HELP_NOTE = "Catatan langkah ini. Boleh kosong."
HELP_QUESTION = "1 menambah langkah pada hasil kerja ini; Enter melanjutkan ke hasil kerja berikutnya."


class StepsSheet(Sheet):
    """Asks "another one?" after each result; what is typed ahead already stands in the new line."""

    def __init__(
        self,
        items: Sequence[Item],
        values: Mapping[str, str],
        marks: Mapping[str, str],
        *,
        last_values: Mapping[str, str],
        add: Callable[[str], None],
    ) -> None:
        super().__init__(items, values, marks, last_values=last_values)
        self._add = add

    def _next(self) -> None:
        field = self.current
        if field is not None and field.key.startswith(QUESTION) and field.match(self.editor.text):
            self._load(field)
            self._add(field.key.split("/")[1])
        else:
            super()._next()


class ActionStepsForm(FormScreen):
    """The action plan of one person: add, move and remove steps, tick them off with a day."""

    HELP = (
        "Rencana aksi: langkah-langkah untuk mencapai setiap hasil kerja, dengan periode atau tenggatnya. Langkah "
        "**bukan target**, jadi boleh diisi dan diubah sejak rencana masih draf sampai sesudah disetujui.\n\nDi akhir "
        "setiap hasil kerja ada pertanyaan **Tambah?** `1` menambah langkah, Enter melanjutkan. `F7` dan `F8` "
        "menaikkan dan menurunkan langkah di kursor, `Ctrl+Y` menghapusnya, `F3` menyalin dari langkah sebelumnya."
        "\n\nLangkah periode berjalan muncul di isian realisasi (4) dan dicentang di sana dengan satu tombol. Langkah "
        "periode yang evaluasinya selesai tidak berubah lagi."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("add_step", "ctrl+o", "Tambah langkah", "Langkah baru pada hasil kerja di kursor.",
                footer="Langkah", second_key="insert", group="Rencana aksi"),
        Command("move_up", "f7", "Naikkan langkah", "Langkah di kursor satu tempat ke atas.", footer="Naik",
                second_key="ctrl+up", group="Rencana aksi"),
        Command("move_down", "f8", "Turunkan langkah", "Langkah di kursor satu tempat ke bawah.", footer="Turun",
                second_key="ctrl+down", group="Rencana aksi"),
        Command("remove_step", "ctrl+y", "Hapus langkah", "Menghapus langkah di kursor.", footer="Hapus",
                group="Rencana aksi"),
        BACK,
    ]  # fmt: skip

    def __init__(self, form: Form, plan: PlanContents, period: PeriodSpan) -> None:
        super().__init__(form)
        self.plan = plan
        self.period = period
        start, end = plan.plan.start or date.min, plan.plan.end or date.max
        every = list(enumerate(reporting(self.app.file, plan.plan.year).periods, 1))
        self._periods = [(number, span) for number, span in every if span.end >= start and span.start <= end]
        self._shut = action_plans.closed_steps(self.app.db, form)

    # -- the sheet

    def body(self) -> ComposeResult:
        """The sheet with the questions."""
        yield StepsSheet(self.items(), self.values(), self.marks(), last_values=self._lines_before(), add=self._add)

    def items(self) -> Sequence[Item]:
        """Each result with its steps and the question."""
        items: list[Item] = []
        for number, line in enumerate(self.plan.lines, 1):
            items += result_heading(number, line)
            steps = action_plans.steps_of(self.form, line.result.id)
            items += self._steps(steps)
            if line.result.ends_on is not None and line.result.ends_on < self.app.workplace.today():
                items.append(Note(f"Diakhiri adendum, sampai {format_date(line.result.ends_on)}."))
                continue
            items.append(
                Field(
                    question_key(line.result.id),
                    "Tambah?",
                    "scale",
                    help=HELP_QUESTION,
                    remarks=False,
                    choices=(Choice(_MORE, "langkah", "1"),),
                    hint="1 = langkah lagi, Enter = lanjut" if steps else "1 = langkah pertama, Enter = lewati",
                    carry=False,
                )
            )
        lost = action_plans.without_result(self.form, self.plan)
        if lost:
            items.append(Heading("HASIL KERJANYA SUDAH DIHAPUS"))
            items.append(Note("Hapus langkah ini dengan Ctrl+Y, atau kembalikan hasil kerjanya di Rencana kerja (3)."))
            items += self._steps(lost)
        return items or [Note("Rencana kerja ini belum punya hasil kerja. Isi dulu di Rencana kerja (3).")]

    def _steps(self, steps: Sequence[str]) -> list[Item]:
        items: list[Item] = []
        for place, step_id in enumerate(steps, 1):
            items += long_heading(f"Langkah {place}", 2)
            items += self._fields(step_id)
        return items

    def _fields(self, step_id: str) -> list[Field]:
        key = {column: action_plans.step_key(step_id, column) for column in action_plans.COLUMNS}
        locked, today = step_id in self._shut, self.app.workplace.today()
        year = self.plan.plan.year
        return [
            Field(key["text"], "Langkah", help=HELP_TEXT, length=500, locked=locked),
            Field(
                key["period"], "Periode", "choice", HELP_PERIOD, choices=self._choices(step_id), locked=locked,
                hint="F4 atau ketik, misalnya III",
            ),
            date_field(
                key["due_on"], "Tenggat", today, year, help=HELP_DUE, locked=locked, hint="boleh kosong",
                check=self._due_check(step_id),
            ),
            date_field(
                key["done_on"], "Selesai pada", today, year, help=HELP_DONE, locked=locked, carry=False,
                hint="belum; 0 = hari ini", check=_done_check(today),
            ),
            Field(key["note"], "Catatan", help=HELP_NOTE, length=500, locked=locked, carry=False),
        ]  # fmt: skip

    def _choices(self, step_id: str) -> tuple[Choice, ...]:
        """The periods of the district the plan covers; another one that stands there already is among them."""
        found = [
            Choice(span.code, span.label, "" if span.kind is PeriodKind.MONTH else str(number))
            for number, span in self._periods
        ]
        now = self.form.text(action_plans.step_key(step_id, "period"))
        if now and now not in {choice.value for choice in found}:
            found.append(Choice(now, shown("action_step", "period", now)))
        return tuple(found)

    def _due_check(self, step_id: str) -> Callable[[str], Sequence[Complaint]]:
        def check(value: str) -> list[Complaint]:
            warning = action_plans.day_warning(self.form, step_id, date.fromisoformat(value))
            return [(warning, False)] if warning else []

        return check

    def store(self) -> None:
        """One change of everything typed."""
        action_plans.save(self.app.db, self.form, self.plan)

    def show_again(self, cursor: str | None = None) -> None:
        """Rebuild the lines; F3 finds the line before."""
        super().show_again(cursor)
        self.sheet.last_values = self._lines_before()

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """Later lines can repeat it with F3."""
        self.sheet.last_values = self._lines_before()

    # -- adding, moving, removing

    def action_add_step(self) -> None:
        """Another step for the result at the cursor."""
        result_id = self._result_here()
        if result_id is None:
            self.say("Pindahkan kursor ke sebuah hasil kerja dulu.")
        else:
            self._add(result_id)

    def _add(self, result_id: str) -> None:
        if not self.sheet.leave():
            return
        with self.telling():
            step_id = action_plans.add_step(self.app.db, self.form, result_id, self.period.code)
            self.show_again(action_plans.step_key(step_id, "text"))

    def action_move_up(self) -> None:
        """F7."""
        self._move(-1)

    def action_move_down(self) -> None:
        """F8."""
        self._move(1)

    def _move(self, by: int) -> None:
        field, step_id = self.sheet.current, self._step_here()
        if step_id is None or field is None:
            self.say("Pindahkan kursor ke sebuah langkah dulu.")
        elif self.sheet.leave():
            self._when_told(lambda: self._moved(step_id, by, field.key))

    def _moved(self, step_id: str, by: int, cursor: str) -> None:
        with self.telling():
            if action_plans.move_step(self.app.db, self.form, step_id, by):
                self.show_again(cursor)
            else:
                self.say("Langkah ini sudah di ujung daftar.")

    def action_remove_step(self) -> None:
        """Take away the step at the cursor; asked first when something stands in it."""
        self._when_told(self._ask_to_remove)

    def _ask_to_remove(self) -> None:
        step_id = self._step_here()
        if step_id is None or step_id in self._shut:
            self.say("Yang bisa dihapus hanya langkah yang periodenya belum selesai dinilai.")
            return
        if action_plans.is_blank(self.form, step_id) and not self.sheet.dirty:
            self._remove(step_id)
            return
        text = self.form.text(action_plans.step_key(step_id, "text"))
        self.app.push_screen(
            Confirm(f"Hapus langkah ini?\n{text[:200]}", "Hapus", "Batal"),
            lambda sure: self._remove(step_id) if sure else None,
        )

    def _remove(self, step_id: str) -> None:
        keys = [item.key for item in self.sheet.items if isinstance(item, Field) and not item.locked]
        here = self.sheet.current.key if self.sheet.current else ""
        after = keys[keys.index(here) :] if here in keys else []
        with self.telling():
            action_plans.remove_step(self.app.db, self.form, step_id)
            self.show_again(next((key for key in after if key.split("/")[1] != step_id), None))

    def _when_told(self, action: Callable[[], None]) -> None:
        """Run something after the sheet's messages so far: they go through its queue, then through ours."""
        self.sheet.call_later(self.call_later, action)

    # -- where the cursor is

    def _step_here(self) -> str | None:
        field = self.sheet.current
        return field.key.split("/")[1] if field is not None and field.key.startswith("action_step/") else None

    def _result_here(self) -> str | None:
        step_id = self._step_here()
        if step_id is not None:
            found = self.form.text(action_plans.step_key(step_id, "result_id"))
            return found if found in {line.result.id for line in self.plan.lines} else None
        field = self.sheet.current
        return field.key.split("/")[1] if field is not None else None

    def _lines_before(self) -> Mapping[str, str]:
        """For F3: what the step before has in the same column."""
        found: dict[str, str] = {}
        for line in self.plan.lines:
            steps = action_plans.steps_of(self.form, line.result.id)
            for before, step_id in pairwise(steps):
                for column in ("text", "period", "due_on"):
                    text = self.form.text(action_plans.step_key(before, column))
                    found[action_plans.step_key(step_id, column)] = text
        return found


def open_action_plan(screen: WorkScreen, plan_id: str, period: PeriodSpan | None = None) -> None:
    """Open the form over a list; new steps are proposed for a period, else for the one that is due. `RuleBroken`."""
    app = screen.app
    form, plan = action_plans.steps_form(app.db, plan_id)
    due = period or reporting(app.file, app.db.year).period_due(app.workplace.today())

    def closed(stored: bool | None) -> None:
        if stored:
            screen.say("Rencana aksi tersimpan.")

    app.push_screen(ActionStepsForm(form, plan, due), closed)


def _done_check(today: date) -> Callable[[str], Sequence[Complaint]]:
    def check(value: str) -> list[Complaint]:
        return [(not_come(today), True)] if value > today.isoformat() else []

    return check
