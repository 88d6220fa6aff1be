"""The form of realisasi: per result and indicator what was reached, the evidence, and what stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on

from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.periods import period_from_code
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.base import BACK
from kinerja_tui.screens.forms.form import FormScreen
from kinerja_tui.screens.forms.inputs import number_field
from kinerja_tui.screens.monitoring.progress_lines import step_items, track_notes, voice_items, with_typed
from kinerja_tui.screens.monitoring.progress_sources import FilledFromRecords
from kinerja_tui.screens.monitoring.report_decisions import ReportingScreen
from kinerja_tui.screens.planning.plan_notes import indicator_notes, result_heading
from kinerja_tui.services.evaluation import period_locks
from kinerja_tui.services.forms import forms
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring import progress, reports, tracks
from kinerja_tui.services.monitoring.steps import steps_in
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.commands import Command
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Mark, Note
from kinerja_tui.widgets.sheet import Sheet

_KINDS = tuple(
    Choice(code, label, str(number)) for number, (code, label) in enumerate(progress.EVIDENCE_KINDS.items(), 1)
)
_COPIED = ("evidence_kind", "evidence")

HELP_AMOUNT = (
    "Yang dicapai pada periode ini saja, bukan sejak Januari, dengan satuan seperti targetnya; program menjumlahkan "
    "periodenya sendiri (persen dan nilai tidak dijumlahkan: yang terakhir dipakai). Pecahan memakai koma: 12,5. Nol "
    "diketik 0; "
    "kosong berarti belum diisi dan tidak pernah dihitung sebagai nol. F8 mengambilnya dari catatan kantor "
    "(layanan, suara masyarakat) dan mencatat sumbernya. Dasar: PermenPANRB 6/2022, pelaksanaan dan pemantauan kinerja."
)
HELP_WRITTEN = (
    "Target di sini berupa uraian, jadi realisasinya juga ditulis: apa yang tercapai dan sejauh mana. "
    "Kosong berarti belum diisi. Dasar: PermenPANRB 6/2022, pelaksanaan dan pemantauan kinerja."
)
HELP_KIND = (
    "1 Uraian: keterangan tempat bukti disimpan, misalnya map dan nomornya. 2 Tautan: alamat di internet. "
    "3 Berkas: nama berkas di PC ini. Evaluasi memakai realisasi berdasarkan bukti dukung (PermenPANRB 6/2022)."
)
HELP_EVIDENCE = (
    "Bukti dukung atas realisasi: nomor surat, map, alamat tautan, atau letak berkas. Program hanya mencatat letaknya; "
    "berkasnya sendiri tidak disalin. F5 menyalin jenis dan bukti dari periode sebelumnya."
)
HELP_OBSTACLES = (
    "Yang menghambat pencapaian, di luar kendali pegawai atau perlu bantuan pimpinan. Pejabat penilai membacanya "
    "sebelum menilai."
)
_HOW_TO_OPEN = (
    "Realisasinya terkunci. F12 atau Del menarik laporan kembali dengan alasan; F9: pejabat penilai mengembalikannya."
)
HELP_NOTE = "Catatan lain tentang realisasi indikator ini. Boleh kosong."


class ReachedField(Field):
    """What was reached: empty is shown as belum diisi, so that nobody takes it for a zero."""

    def shown(self, value: str) -> str:
        """The value as people read it."""
        return super().shown(value) or progress.NOT_YET

    def editable(self, value: str) -> str:
        """The text the editor starts with: nothing for nothing."""
        return super().shown(value)


class ProgressForm(FilledFromRecords, ReportingScreen, FormScreen):
    """What one person reached in a period; locked while the report is submitted or the evaluation finished."""

    HELP = (
        "Isi realisasi setiap indikator beserta buktinya. Setiap isian aman begitu ditinggalkan. **Kosong bukan nol**: "
        "indikator yang belum dikerjakan dibiarkan kosong, realisasi nol diketik 0.\n\nF5 menyalin jenis dan bukti "
        "dukung dari periode sebelumnya; angka realisasi tidak pernah disalin.\n\nLangkah rencana aksi periode ini "
        "berdiri di bawah hasil kerjanya: `1` selesai hari ini, `0` belum. Baris **Jalur** membandingkan realisasi "
        "dengan waktu yang berjalan; bantuan melihat, bukan penilaian. `F7` mengajukan laporan; sejak itu realisasi "
        "terkunci sampai ditarik kembali (`F12`) atau dikembalikan pejabat penilai (`F9`).\n\n`F8` pada isian "
        "Realisasi mengambil angkanya dari catatan kantor (layanan, suara masyarakat); ukurannya dipilih sekali. "
        "Sumbernya dicatat, dan bila catatan berubah, perbedaannya ditunjukkan."
    )
    COMMANDS: ClassVar[list[Command]] = [  # type: ignore[assignment]
        Command("submit", "f7", "Ajukan laporan", "Menyimpan, lalu laporan periode ini diajukan.", footer="Ajukan",
                second_key="ctrl+s", group="Laporan"),
        Command("fill", "f8", "Isi dari catatan kantor", "Mengisi realisasi, dan mencatat sumbernya.",
                footer="Dari catatan", second_key="ctrl+f", group="Realisasi"),
        Command("send_back", "f9", "Kembalikan laporan", "Pejabat penilai mengembalikan dengan alasan.",
                footer="Kembalikan", second_key="ctrl+k", group="Laporan"),
        Command("withdraw", "f12", "Tarik kembali laporan", "Realisasi bisa diubah lagi; alasannya dicatat.",
                footer="Tarik", second_key="delete", group="Laporan"),
        BACK,
    ]  # fmt: skip
    OFFERS = ("copy_previous", "add_note", "leave_empty")

    def __init__(self, form: Form, plan: PlanContents, period: str) -> None:
        super().__init__(form)
        self.plan = plan
        self.period = period
        self._rated = progress.is_closed(self.app.db, plan.plan.id, period)
        self._standing = reports.standing(self.app.db, plan.plan.id, period)
        self._approved = period_locks.locked_text(self.app.file, plan.employee.office, period)
        self._locked_now = self._rated or self._standing.is_submitted or bool(self._approved)
        self._before = progress.previous(self.app.db, plan.plan.id, period)
        self._figures = tracks.read(self.app.file, plan.plan.id)
        with self.app.db.reading() as session:
            self._steps = steps_in(session, plan.plan.id, period_from_code(period))

    def items(self) -> Sequence[Item]:
        """Results with their indicators in the order of the plan, each with its fields."""
        items: list[Item] = []
        if self._approved:
            items += [Heading("Terkunci"), Note(f"= {self._approved}")]
        elif self._rated:
            items += [
                Heading("Terkunci"),
                Note(
                    "Evaluasi periode ini sudah selesai, jadi realisasinya hanya dapat dibaca. Buka kembali "
                    "evaluasinya di layar Evaluasi (5) bila realisasi perlu diperbaiki."
                ),
            ]
        elif self._standing.is_submitted:
            items += [Heading("Terkunci"), Note(self._sentence()), Note(_HOW_TO_OPEN)]
        elif self._standing.reason:
            items += [Note(self._sentence())]
        items += [Note(text) for text in self.plan.notes]
        today, span = self.app.workplace.today(), period_from_code(self.period)
        items += voice_items(self.app.file, self.plan.employee.id, span, today)
        figures = with_typed(self._figures, self.values(), self.period)
        for number, line in enumerate(self.plan.lines, 1):
            items += result_heading(number, line)
            for indicator in line.indicators:
                more = [*self._last_time(indicator), *track_notes(figures, indicator, self.period)]
                more += self.source_notes(indicator)
                items += indicator_notes(indicator, more, self.plan)
                items += self._fields(indicator)
            steps = [step for step in self._steps if step.result_id == line.result.id]
            items += step_items(steps, span, today, self._locked_now)
        return items or [Note("Rencana kerja ini belum punya hasil kerja dan indikator.")]

    def values(self) -> Mapping[str, str]:
        """A locked form shows what is stored, without what was typed before it was locked."""
        return self.form.stored if self._locked_now else self.form.texts()

    def store(self) -> None:
        """One change of everything typed."""
        progress.save(self.app.db, self.form, self.plan, self.period)

    def field_kept(self, key: str, value: str) -> None:  # noqa: ARG002 - it stands in the form
        """Another amount, another mark."""
        if key.endswith("/amount"):
            self.show_again()

    # -- the report

    def action_submit(self) -> None:
        """F7: store, then ask for the day."""
        self.when_left(self._submit)

    def _submit(self) -> None:
        try:
            self.store_typed()
        except RuleBroken as error:
            self.warn(error.text)
            return
        self.form, self.plan = progress.progress_form(self.app.db, self.plan.plan.id, self.period)
        self.show_again()
        self.ask_submit(self.plan.plan.id, self.period, self.plan.employee.name)

    def action_withdraw(self) -> None:
        """F12."""
        self.ask_withdraw(self.plan.plan.id, self.period, self.plan.employee.name)

    def action_send_back(self) -> None:
        """F9."""
        self.ask_send_back(self.plan.plan.id, self.period, self.plan.employee.name)

    def reported(self, text: str) -> None:
        """Back to the list, which shows the new state."""
        self.say(text)
        self.dismiss(False)  # the list need not tell a second time that it is stored

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the state of the report allows."""
        if action in ("submit", "fill"):
            return not self._locked_now
        if action in ("withdraw", "send_back"):
            return self._standing.is_submitted and not self._rated and not self._approved
        return super().check_action(action, parameters)

    # -- lines

    def _sentence(self) -> str:
        return self._standing.sentence(self.app.workplace.today())

    def _last_time(self, indicator: Indicator) -> list[str]:
        before = progress.period_before(self.period)
        if not before:
            return []
        label = period_from_code(before).label
        reached = progress.amount_shown(indicator, self._before.get(indicator.id), qualitative=self.plan.qualitative)
        return [f"{label}: {reached}"]

    def _fields(self, indicator: Indicator) -> list[Item]:
        key = {column: progress.progress_key(indicator.id, self.period, column) for column in progress.FIELDS}
        locked = self._locked_now
        written = self.plan.is_written(indicator)
        if written:
            reached = Field(key["note"], "Realisasi", "text", HELP_WRITTEN)
        else:
            check = _amount_check(indicator)
            reached = number_field(key["amount"], "Realisasi", help=HELP_AMOUNT, note=indicator.unit, check=check)
        items: list[Item] = [
            ReachedField(**{**vars(reached), "locked": locked, "carry": False, "hint": progress.NOT_YET}),
            Field(key["evidence_kind"], "Jenis bukti", "scale", HELP_KIND, choices=_KINDS, locked=locked, carry=False),
            Field(
                key["evidence"],
                "Bukti dukung",
                "text",
                HELP_EVIDENCE,
                locked=locked,
                carry=False,
                check=self._evidence_check(key["evidence_kind"]),
            ),
            Field(key["obstacles"], "Hambatan", "text", HELP_OBSTACLES, locked=locked, carry=False),
        ]
        if not written:
            items.append(Field(key["note"], "Catatan", "text", HELP_NOTE, locked=locked, carry=False))
        return items

    def _evidence_check(self, kind_key: str) -> Callable[[str], Sequence[Complaint]]:
        def check(value: str) -> list[Complaint]:
            warning = progress.evidence_warning(self.sheet.value(kind_key), value)
            return [(warning, False)] if warning else []

        return check

    # -- F5 and F6

    @on(Sheet.CopyPrevious)
    def _copy_previous(self, event: Sheet.CopyPrevious) -> None:
        """F5 on the evidence: kind and place of the period before; what was reached is never copied."""
        event.stop()
        indicator, column = self._at(event.field.key)
        if indicator is None or column not in _COPIED:
            self.say("Yang disalin hanya jenis bukti dan bukti dukung. Realisasi selalu diketik sendiri.")
            return
        before = self._before.get(indicator.id)
        if before is None or not before.evidence:
            self.say("Tidak ada bukti dukung pada periode sebelumnya.")
            return
        keys = {name: progress.progress_key(indicator.id, self.period, name) for name in _COPIED}
        if self.sheet.dirty or self.sheet.value(keys["evidence"]):
            self.say("Bukti dukung sudah terisi. Kosongkan dulu bila mau diganti dengan yang lama.")
            return
        texts = {keys["evidence_kind"]: before.evidence_kind, keys["evidence"]: before.evidence}
        with self.telling():
            forms.keep(self.app.db, self.form, texts, cursor=event.field.key)
            for key, text in texts.items():
                self.sheet.set_value(key, text)
                self.sheet.load_mark(key, Mark.CARRIED)

    def note_wanted(self, field: Field) -> None:
        """F6: to the note of this indicator."""
        indicator, _ = self._at(field.key)
        if indicator is None:
            self.say("Catatan sebuah langkah ditulis di rencana aksinya (r di daftar Realisasi).")
            return
        self.sheet.go(progress.progress_key(indicator.id, self.period, "note"))

    def _at(self, key: str) -> tuple[Indicator | None, str]:
        """The indicator and the column a field belongs to; no indicator for a step."""
        for line in self.plan.lines:
            for indicator in line.indicators:
                for column in progress.FIELDS:
                    if progress.progress_key(indicator.id, self.period, column) == key:
                        return indicator, column
        return None, ""


def _amount_check(indicator: Indicator) -> Callable[[str], Sequence[Complaint]]:
    def check(value: str) -> list[Complaint]:
        warning = progress.amount_warning(indicator, value)
        return [(warning, False)] if warning else []

    return check
