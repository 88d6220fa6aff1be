"""The work plan of one person, keyed in the order of the paper form; locked once it is submitted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult

from kinerja_tui.models.plans import Indicator, PlanAttachment, WorkResult
from kinerja_tui.rules.plans import PlanState, ResultKind
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.planning.linking import LinkingScreen
from kinerja_tui.screens.planning.plan_decisions import ADDENDUM
from kinerja_tui.screens.planning.plan_growing import GrowingForm
from kinerja_tui.screens.planning.plan_items import INDICATOR, PlanLines, question_key
from kinerja_tui.screens.planning.plan_repeats import lines_before
from kinerja_tui.screens.planning.plan_sheet import PlanSheet
from kinerja_tui.screens.planning.plan_sources import SourcedForm
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning import cascade, plan_entry, plans
from kinerja_tui.services.planning.approval import Missing
from kinerja_tui.services.planning.plan_entry import FormLine
from kinerja_tui.services.planning.targets import plan_notes
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.dialogs import Confirm
from kinerja_tui.widgets.fields import Field, Item

_STATES = {
    "submit": {PlanState.DRAFT, PlanState.RETURNED},
    "withdraw": {PlanState.SUBMITTED},
    "approve": {PlanState.SUBMITTED},
    "send_back": {PlanState.SUBMITTED},
    "link": {PlanState.SUBMITTED, PlanState.APPROVED},
    "make_addendum": {PlanState.APPROVED},
}
"""In which states of the plan a command is offered."""
_TYPING = {"add_indicator", "add_result", "add_additional", "remove_line", "move_up", "move_down"}


_TABLES: dict[str, plan_entry.Table] = {
    str(table.__tablename__): table for table in (WorkResult, Indicator, PlanAttachment)
}
"""Name in a field's key -> the lines that can be removed and moved."""


class PlanForm(LinkingScreen, SourcedForm, GrowingForm):
    """Keys a plan. Lines are added after each result with one digit, or from anywhere with Ctrl+O and Ctrl+F."""

    COMMANDS: ClassVar[list[Command]] = [
        Command("submit", "f7", "Ajukan rencana kerja", "Menyimpan lalu mengajukan kepada pejabat penilai.",
                footer="Ajukan", second_key="ctrl+s", group="Keputusan"),
        Command("remove_line", "ctrl+y", "Hapus baris", "Menghapus baris di kursor, atau hasil kerja seluruhnya.",
                footer="Hapus", group="Rencana kerja"),
        Command("add_indicator", "ctrl+o", "Tambah indikator", "Indikator baru pada hasil kerja di kursor.",
                footer="Indikator", second_key="insert", group="Rencana kerja"),
        Command("add_result", "ctrl+f", "Tambah hasil kerja", "Hasil kerja baru pada daftar di kursor.",
                footer="Hasil kerja", group="Rencana kerja"),
        Command("add_additional", "ctrl+backslash", "Tambah hasil kerja tambahan",
                "Hasil kerja baru pada daftar B. Tambahan.", group="Rencana kerja"),
        Command("comments", "shift+f6", "Usulan dan komentar", "Membaca dan menjawab yang sudah dicatat.",
                second_key="ctrl+right_square_bracket", group="Rencana kerja"),
        Command("quality", "ctrl+underscore", "Periksa mutu",
                "Yang menghalangi pengajuan, dan saran mutu rencana kerja.", group="Rencana kerja"),
        Command("approve", "f8", "Setujui rencana kerja", "Pejabat penilai menyetujui; target terkunci.",
                footer="Setujui", second_key="ctrl+s", group="Keputusan"),
        Command("send_back", "f9", "Kembalikan rencana kerja", "Pejabat penilai mengembalikan dengan alasan.",
                footer="Kembalikan", second_key="ctrl+k", group="Keputusan"),
        Command("withdraw", "f12", "Tarik kembali rencana kerja", "Selama belum diputuskan: kembali menjadi draf.",
                footer="Tarik", second_key="delete", group="Keputusan"),
        Command("link", "f7", "Hubungkan dengan RHK pimpinan", "Memilih RHK pimpinan; target tetap terkunci.",
                footer="Hubungkan", second_key="ctrl+u", group="Rencana kerja"),
        ADDENDUM,
        BACK,
    ]  # fmt: skip
    HELP = (
        "Urutan isian sama dengan formulir SKP: A. Utama, B. Tambahan, perilaku kerja, lalu lampiran. "
        "Setiap hasil kerja punya satu indikator atau lebih. **Pendekatan** (kuantitatif atau kualitatif) dan formulir "
        "dipilih di kepala rencana: panah ke atas atau Ctrl+Home.\n\nDi akhir setiap hasil kerja ada pertanyaan "
        "**Tambah?** `1` menambah indikator, `2` menambah hasil kerja, Enter melanjutkan. `F3` mengambil isi dari "
        "baris sebelumnya.\n\n`F5` menambah hasil kerja dari rencana tahun lalu atau rekan, `F4` pada "
        "indikator memilih dari Pustaka IKU, `F6` mencatat usulan pada baris di kursor.\n\nSetelah lengkap, `F7` "
        "mengajukan kepada pejabat penilai. Rencana yang diajukan atau disetujui terkunci; `F7` lalu masih "
        "menghubungkan hasil kerjanya dengan RHK pimpinan, dan target yang disetujui hanya berubah lewat adendum "
        "(`Ctrl+A`). Dasar: PermenPANRB 6/2022."
    )

    def __init__(self, form: Form, missing: Missing | None = None) -> None:
        super().__init__(form)
        self._start_at = missing
        self._state: PlanState | None = None
        """of the plan when the form was read"""

    # -- the sheet

    def body(self) -> ComposeResult:
        """The sheet with the questions."""
        self._read()
        yield PlanSheet(
            self.items(),
            self.values(),
            self.marks(),
            last_values=lines_before(self.form),
            answered=self._add_line,
            reshapes=self.reshapes,
            reshape=self.reshape,
        )

    def begin(self) -> None:
        """Where the list was asked to go."""
        super().begin()
        if self._start_at is not None:
            self.call_later(self.open_missing, self.plan_id, self._start_at)

    def _read(self) -> None:
        self._overview = plans.overview(self.app.db, self.plan_id)
        self._superior = cascade.superior_of(self.app.db, self.plan_id)
        self.read_sources()
        self._addenda = plan_notes(self.app.db, self.plan_id)
        self._state = self._overview.state
        if self._overview.locked:
            self.form.resumed = False  # what was typed is safe, and cannot go on now

    @property
    def _lines(self) -> PlanLines:
        units, addenda = lambda: plan_entry.units(self.app.file), self._addenda
        return PlanLines(self.form, self._overview, self._superior, units, addenda)

    def items(self) -> Sequence[Item]:
        """As on the paper form."""
        lines = [*self._lines.items(), *self.attachment_lines(locked=self._overview.locked)]
        return self.with_sources(lines)

    def values(self) -> Mapping[str, str]:
        """What was typed, or what a locked plan holds; and the head, which is only shown."""
        typed = self.form.stored if self._overview.locked else self.form.texts()
        return {**typed, **self._lines.head_values()}

    def conflict_keys(self) -> set[str]:
        """A link in bentrok is shown on its text."""
        keys = super().conflict_keys()
        return keys | {key.replace("/superior_result_id", "/superior_text") for key in keys}

    def show_again(self, cursor: str | None = None) -> None:
        """Rebuild the lines; what the sheet took over but has not told yet goes along."""
        known = {} if self._overview.locked else self.sheet.values
        self.sheet.replace(self.items(), {**self.values(), **known}, cursor=cursor)
        self.sheet.last_values = lines_before(self.form)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """A text may be the name of a superior's result, or of an IKU: link them. Later lines can repeat it with F3."""
        table, record_id, column = key.split("/")
        if column == "superior_text":
            plan_entry.link(self.app.db, self.form, record_id, self._superior)
            self.show_again()
        elif (table, column) == ("indicator", "text"):
            self.follow_library(record_id)
        elif self.reshapes(key):
            self.renew_blank(key)
            self.show_again()
        else:
            self.sheet.last_values = lines_before(self.form)

    def store(self) -> None:
        """One change of everything typed."""
        plan_entry.save(self.app.db, self.form)

    def store_typed(self) -> None:
        """A locked plan takes nothing; drafts typed before it was locked stay."""
        if not self._overview.locked:
            super().store_typed()

    # -- adding and removing lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the state of the plan allows."""
        if action in _STATES:
            offered = self._state in _STATES[action]
            return offered and not (action == "link" and self._overview.has_perspectives)
        if action in _TYPING:
            return self._state in _STATES["submit"]
        return super().check_action(action, parameters)

    def action_add_indicator(self) -> None:
        """Another indicator for the result at the cursor."""
        line = self._line_here()
        if line is None:
            self.say("Pindahkan kursor ke sebuah hasil kerja dulu, atau tambah hasil kerja dengan Ctrl+F.")
        else:
            self._add_line(question_key(line.result_id), INDICATOR)

    def action_add_result(self) -> None:
        """Another result in the list at the cursor; below the lists, in list A."""
        self._add_line(question_key(str(self._kind_here())), "")

    def action_add_additional(self) -> None:
        """Another result in list B."""
        self._add_line(question_key(str(ResultKind.ADDITIONAL)), "")

    def action_remove_line(self) -> None:
        """Take away the indicator at the cursor, or the result; asked first when something stands in it."""
        self.when_told(self._ask_to_remove)

    def _ask_to_remove(self) -> None:
        table, record_id = self.record_here()
        line = self._line_here()
        if table is None or (line is None and table is not PlanAttachment) or self.at_blank:
            self.say("Yang bisa dihapus hanya hasil kerja, indikator, dan baris lampiran.")
            return
        if plan_entry.is_blank(self.form, table, record_id) and not self.sheet.dirty:
            self._remove(table, record_id)
            return
        measure = self._lines.choices.measure
        count = f" dengan {len(line.indicator_ids)} {measure}" if line is not None and line.indicator_ids else ""
        names = {Indicator: f"{measure} ini", PlanAttachment: "baris lampiran ini"}
        name = names.get(table, f"hasil kerja ini{count}")
        text = self.form.text(field_key(table, record_id, "text"))[:200]
        supporters = cascade.supporters(self.app.file, record_id) if table is WorkResult else 0
        if supporters:
            text += f"\n\nDidukung {supporters} RHK staf; teks di rencana staf tetap, hubungannya terlepas."

        def remove(sure: bool | None) -> None:
            if sure:
                self._remove(table, record_id)

        self.app.push_screen(Confirm(f"Hapus {name}?\n{text}", "Hapus", "Batal"), remove)

    def _add_line(self, key: str, answer: str) -> None:
        """The answer to the question after a result, or in an empty list; the cursor goes to the new line."""
        if not self.sheet.leave():
            return
        place = key.split("/")[1]
        with self.telling():
            if answer == INDICATOR:
                indicator_id = plan_entry.add_indicator(self.app.db, self.form, place)
                self.show_again(self._first_key(Indicator, indicator_id))
                return
            line = plan_entry.add_result(self.app.db, self.form, self._kind_of(place))
            self.show_again(self._first_key(WorkResult, line.result_id))

    def _first_key(self, table: plan_entry.Table, record_id: str) -> str | None:
        """The first field of a line, which the approach and the form decide."""
        start = field_key(table, record_id, "")
        return next((item.key for item in self.items() if isinstance(item, Field) and item.key.startswith(start)), None)

    def _remove(self, table: plan_entry.Table, record_id: str) -> None:
        keys = [item.key for item in self.sheet.items if hasattr(item, "key")]
        here = self.sheet.current.key if self.sheet.current else ""
        gone = {record_id}
        with self.telling():
            if table is Indicator:
                plan_entry.remove_indicator(self.app.db, self.form, record_id)
            elif table is PlanAttachment:
                plan_entry.remove_attachment(self.app.db, self.form, record_id)
            else:
                gone |= {item for line in self._all(record_id) for item in line.indicator_ids}
                plan_entry.remove_result(self.app.db, self.form, record_id)
            after = keys[keys.index(here) :] if here in keys else []
            self.show_again(next((key for key in after if key.split("/")[1] not in gone), None))

    def stored_then(self, action: Callable[[], object]) -> None:
        """Leave the field, store what was typed, and go on with the plan as it is stored."""

        def go_on() -> None:
            with self.telling():
                self.store_typed()
                self.read_again()
                action()

        self.when_left(go_on)

    def read_again(self) -> None:
        """Show the plan as it is stored."""
        self.form = plan_entry.plan_form(self.app.db, self.plan_id)
        self._read()
        self.sheet.values = {}
        self.show_again()

    # -- decisions

    def action_submit(self) -> None:
        """F7: store, then submit or show what is missing."""
        self.stored_then(lambda: self.ask_submit(self.plan_id))

    @property
    def locked_text(self) -> str:
        """What still can be done with a plan that was submitted or approved."""
        if self._state == PlanState.APPROVED:
            return "Rencana ini disetujui dan terkunci. Target berubah lewat adendum: Ctrl+A."
        return "Rencana ini diajukan dan terkunci sampai diputuskan. F12 menariknya kembali menjadi draf."

    def action_approve(self) -> None:
        """F8."""
        self.ask_approve(self.plan_id)

    def action_send_back(self) -> None:
        """F9."""
        self.ask_send_back(self.plan_id)

    def action_withdraw(self) -> None:
        """F12."""
        self.ask_withdraw(self.plan_id)

    def action_link(self) -> None:
        """F7 on a locked plan: only the link moves."""
        self.ask_which(self.plan_id)

    def linked(self, text: str) -> None:
        """Show the new link."""
        self.say(text)
        self.read_again()

    def decided(self, text: str) -> None:
        """Back to the list, which shows the new state."""
        self.say(text)
        self.dismiss(False)  # the list need not tell a second time that it is stored

    def action_make_addendum(self) -> None:
        """Ctrl+A on an approved plan."""
        self.ask_addendum(self.plan_id)

    def changed_by_addendum(self) -> None:
        """Show the plan as it stands now."""
        self.read_again()

    def open_missing(self, plan_id: str, missing: Missing) -> None:  # noqa: ARG002 - it is the plan shown
        """The cursor to the field."""
        if missing.key and not self._overview.locked:
            self.sheet.go(missing.key)

    # -- where the cursor is

    def record_here(self) -> tuple[plan_entry.Table | None, str]:
        """The result, indicator or line of the lampiran at the cursor."""
        field = self.sheet.current
        table, record_id, _ = field.key.split("/") if field else ("", "", "")
        return _TABLES.get(table), record_id

    def _line_here(self) -> FormLine | None:
        _, record_id = self.record_here()
        return next((line for line in self._all() if record_id in (line.result_id, *line.indicator_ids)), None)

    def _all(self, result_id: str = "") -> Iterator[FormLine]:
        lines = plan_entry.all_lines(self.form)
        return (line for line in lines if not result_id or line.result_id == result_id)

    def _kind_here(self) -> ResultKind:
        line = self._line_here()
        return self._kind_of(line.result_id if line else self.record_here()[1])

    def _kind_of(self, place: str) -> ResultKind:
        """List of a result's id, or of the kind that stands for an empty list."""
        kind = self.form.text(field_key(WorkResult, place, "kind")) or place
        return ResultKind.ADDITIONAL if kind == ResultKind.ADDITIONAL else ResultKind.MAIN
