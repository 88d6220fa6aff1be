"""Mutasi as one guided act: when, to which post, under whom; then what becomes of the plan and its targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kinerja_tui.rules.assignments import WHY_SHARED
from kinerja_tui.rules.formats import format_date, format_decimal
from kinerja_tui.rules.plans import PlanState
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import PostKind
from kinerja_tui.screens.forms.guided_form import GuidedForm, day_text
from kinerja_tui.screens.forms.inputs import choice_field, number_field
from kinerja_tui.services.forms import forms, guided
from kinerja_tui.services.forms.guided import NO, YES, key_of, part_key
from kinerja_tui.services.staff import transfers
from kinerja_tui.services.staff.post_endings import Closing, Ending
from kinerja_tui.widgets.fields import Complaint, Heading, Item, Note

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database


class TransferForm(GuidedForm):
    """Two pages: the new post; the plan that is closed and the one that is opened."""

    HELP = (
        "Mutasi dalam satu langkah. Halaman 1: tanggal dan jabatan baru. Halaman 2: rencana kerja lama ditutup sehari "
        "sebelum tanggal itu, target yang menjumlah dibagi menurut bulan yang dijalani, evaluasi bagian tahun diminta "
        "dari pejabat penilai lama, dan rencana kerja baru dibuka. **F10** memperlihatkan semuanya sekali lagi; "
        "sebelum Anda setuju, belum ada yang diubah. Target yang sudah disetujui tetap tercetak seperti disetujui."
    )
    DOING = "Mutasikan"
    NOT_YET = "Mutasi ini belum dilakukan; belum ada yang diubah."

    def __init__(self, form: forms.Form) -> None:
        super().__init__(form)
        self.pages = (self._new_post, self._consequences)
        self._proposed: dict[str, str] = {}

    @classmethod
    def of(cls, db: Database, employee_id: str, name: str) -> TransferForm:
        """The form for one person."""
        defaults = {"post_kind": PostKind.IMPLEMENTER.value, "with_plan": YES}
        return cls(guided.guided_form(db, f"transfer:{employee_id}", f"Mutasi {name}", employee_id, defaults))

    def begin(self) -> None:
        """The proposals of a day that was typed before."""
        self._propose()
        super().begin()

    # -- pages

    def _new_post(self, values: Mapping[str, str]) -> list[Item]:
        return [
            Heading("Halaman 1 dari 2: jabatan baru"),
            self.day_field("start", "Mulai menjabat", "Hari pertama pada jabatan baru (TMT). Jabatan lama berakhir "
                           "sehari sebelumnya, jadi tidak ada hari tanpa jabatan dan tidak ada yang bertumpuk."),
            *self.post_fields(),
            *self.rater_fields(values),
        ]  # fmt: skip

    def _consequences(self, values: Mapping[str, str]) -> list[Item]:  # noqa: ARG002
        lines: list[Item] = [Heading("Halaman 2 dari 2: yang akan terjadi")]
        try:
            ending = self._ending()
        except RuleBroken as error:
            return [*lines, Note(f"! {error.text}")]
        if ending is None:
            return [*lines, Note("Isi dulu tanggal mulai menjabat di halaman 1 (F7).")]
        lines += [Note(text) for text in _told(ending)]
        for closing in ending.plans:
            if closing.targets:
                lines += [Heading(f"Target bagian: {closing.share} dari target"), Note(WHY_SHARED)]
            for target in closing.targets:
                whole = f"{format_decimal(target.target)} {target.unit}"
                lines.append(
                    number_field(part_key(target.indicator_id), target.text[:60] or "Indikator", required=True,
                                 carry=False, note=f"disetujui {whole}; usul {format_decimal(target.part)}",
                                 check=_check_part(target.target),
                                 help=f"Bagian target untuk bulan yang dijalani. {WHY_SHARED} Usul dibulatkan setengah "
                                 "ke atas; benarkan dengan Enter atau ketik yang disepakati.")
                )  # fmt: skip
        lines += [
            Heading("Rencana kerja baru"),
            choice_field(key_of("with_plan"), "Buat rencana baru", {YES: "Ya, draf mulai hari itu", NO: "Nanti saja"},
                         required=True, carry=False,
                         help="Setelah mutasi, SKP baru disusun sejak hari pertama pada jabatan baru."),
        ]  # fmt: skip
        return lines

    def check_day(self, column: str, value: str) -> Sequence[Complaint]:  # noqa: ARG002
        """What the service says about this day."""
        try:
            self._ending_on(value)
        except RuleBroken as error:
            return [(error.text, True)]
        return []

    def field_kept(self, key: str, value: str) -> None:
        """Another day proposes other parts."""
        if key == key_of("start"):
            self._propose()
        super().field_kept(key, value)

    # -- finishing

    def missing(self) -> tuple[str, str] | None:
        """Day, post, rater, and every part of a target."""
        for column, text in (("start", "Tanggal mulai menjabat belum diisi."), ("post", "Jabatan baru belum diisi.")):
            if not self.form.text(key_of(column)).strip():
                return key_of(column), text
        return self.missing_rater()

    def summary(self) -> str:
        """Everything that will happen."""
        ending = self._ending()
        assert ending is not None  # `missing` has seen to the day
        lines = [
            *_told(ending),
            f"Jabatan baru: {self.form.text(key_of('post')).strip()}, mulai {_day(self.form.text(key_of('start')))}.",
        ]
        if self._with_plan:
            lines.append("Draf rencana kerja baru dibuka mulai hari itu.")
        shared = sum(len(closing.targets) for closing in ending.plans)
        if shared:
            lines.append(f"{shared} target bagian disimpan seperti di halaman 2.")
        return "\n".join(lines)

    def perform_act(self) -> str:
        """The transfer."""
        day = guided.day_of(self.form, "start")
        assert day is not None
        new, parts = guided.new_post_of(self.form), guided.parts_of(self.form)
        transfers.transfer(self.app.db, self.form.subject, day, new, parts, with_plan=self._with_plan)
        return f"{self.form.title} tercatat mulai {format_date(day)}. Tekan h untuk melihat riwayatnya."

    # -- the rest

    @property
    def _with_plan(self) -> bool:
        return self.form.text(key_of("with_plan")) != NO

    def _ending(self) -> Ending | None:
        return self._ending_on(self.form.text(key_of("start")))

    def _ending_on(self, value: str) -> Ending | None:
        day = day_text(value)
        return None if day is None else transfers.ending(self.app.db, self.form.subject, day)

    def _propose(self) -> None:
        """Fill the parts that nobody has typed otherwise."""
        try:
            ending = self._ending()
        except RuleBroken:
            return
        targets = [target for closing in ending.plans for target in closing.targets] if ending else []
        fresh = {part_key(target.indicator_id): format(target.part, "f") for target in targets}
        for key, text in fresh.items():
            if self.form.text(key) in ("", self._proposed.get(key)):
                self.put(key, text)
        self._proposed = fresh


def _told(ending: Ending) -> list[str]:
    lines = [f"{ending.post or 'Jabatan lama'} berakhir {format_date(ending.last_day)}."]
    for closing in ending.plans:
        lines += _told_of_plan(closing)
    if not ending.plans:
        lines.append("Tidak ada rencana kerja berjalan yang perlu ditutup.")
    return lines


def _told_of_plan(closing: Closing) -> list[str]:
    begun = format_date(closing.start)
    if closing.dropped:
        return [f"Draf rencana kerja yang mulai {begun} ditiadakan."]
    if closing.state is not PlanState.APPROVED:
        return [f"Draf rencana kerja (mulai {begun}) dipendekkan sampai {format_date(closing.end)}."]
    months = f"{closing.served}/{_of(closing)}"
    rater = closing.rater or "pejabat penilai lama"
    return [
        f"Rencana kerja yang disetujui ditutup dengan {months} bulan; targetnya tetap tercetak seperti disetujui.",
        f"Evaluasi bagian tahun: diminta dari {rater}",
    ]


def _of(closing: Closing) -> int:
    """The months the targets were set for."""
    return closing.served * closing.share.denominator // closing.share.numerator


def _day(value: str) -> str:
    day = day_text(value)
    return format_date(day) if day else value


def _check_part(target: Decimal) -> Callable[[str], Sequence[Complaint]]:
    def check(value: str) -> Sequence[Complaint]:
        part = Decimal(value)
        if part < 0:
            return [("Target bagian di bawah nol. Isi 0 atau lebih.", True)]
        if part == 0:
            return [("Target bagian nol. Enter sekali lagi bila memang disepakati begitu.", False)]
        if part > target:
            return [("Lebih besar daripada target yang disetujui.", False)]
        return []

    return check
