"""The other guided acts on posts: Plt./Plh. beside the definitive post, another rater from a day on, an excuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kinerja_tui.rules.assignments import AssignmentKind
from kinerja_tui.rules.formats import format_date, too_early
from kinerja_tui.rules.staff import EXCUSED, PostKind
from kinerja_tui.screens.forms.guided_form import GuidedForm, day_text
from kinerja_tui.screens.forms.inputs import choice_field
from kinerja_tui.services.forms import forms, guided
from kinerja_tui.services.forms.guided import NO, YES, key_of
from kinerja_tui.services.staff import career, excuses, transfers
from kinerja_tui.widgets.fields import Complaint, Heading, Item, Note

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

_ACTING = {str(kind): kind.label for kind in AssignmentKind if kind is not AssignmentKind.DEFINITIVE}


class ActingForm(GuidedForm):
    """A second post beside the first."""

    HELP = (
        "Plt. menggantikan jabatan yang kosong, Plh. pejabat yang sementara tidak di tempat. Jabatan definitif dan "
        "rencana kerjanya tetap berjalan; Plt. dapat memiliki rencana kerja kedua. **F10** memperlihatkan ringkasannya."
    )
    DOING = "Tugaskan"
    NOT_YET = "Penugasan ini belum dicatat; belum ada yang diubah."

    def __init__(self, form: forms.Form) -> None:
        super().__init__(form)
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, employee_id: str, name: str) -> ActingForm:
        """The form for one person."""
        defaults = {"kind": str(AssignmentKind.PLT), "post_kind": PostKind.IMPLEMENTER.value, "with_plan": NO}
        return cls(guided.guided_form(db, f"acting:{employee_id}", f"Plt./Plh. {name}", employee_id, defaults))

    def _page(self, values: Mapping[str, str]) -> list[Item]:
        return [
            Heading("Penugasan di samping jabatan definitif"),
            choice_field(key_of("kind"), "Sifat penugasan", _ACTING, required=True, carry=False,
                         help="Plt.: jabatannya kosong. Plh.: pejabatnya sementara tidak di tempat."),
            self.day_field("start", "Mulai", "Hari pertama menurut surat perintah."),
            self.day_field("end", "Sampai", "Hari terakhir; kosong bila belum ditentukan. Dapat diakhiri dari Riwayat.",
                           required=False, hint="kosong: belum ditentukan"),
            *self.post_fields(),
            *self.rater_fields(values),
            Heading("Rencana kerja kedua"),
            choice_field(key_of("with_plan"), "Buat rencana kerja", {YES: "Ya, draf mulai hari itu", NO: "Tidak"},
                         required=True, carry=False, help="Plt. yang lama biasanya punya SKP sendiri."),
        ]  # fmt: skip

    def missing(self) -> tuple[str, str] | None:
        """Day, post and rater."""
        for column, text in (("start", "Hari pertama belum diisi."), ("post", "Nama jabatan belum diisi.")):
            if not self.form.text(key_of(column)).strip():
                return key_of(column), text
        return self.missing_rater()

    def summary(self) -> str:
        """The second post, and that the first one goes on."""
        lines = [
            f"{self._kind.prefix}{self.form.text(key_of('post')).strip()}, {_span(self.form)}.",
            "Jabatan definitif dan rencana kerjanya tetap berjalan.",
        ]
        if self._with_plan:
            lines.append("Draf rencana kerja kedua dibuka.")
        return "\n".join(lines)

    def perform_act(self) -> str:
        """Add the post."""
        start, end = guided.day_of(self.form, "start"), guided.day_of(self.form, "end")
        assert start is not None  # `missing` has seen to it
        new = guided.new_post_of(self.form)
        transfers.acting(self.app.db, self.form.subject, self._kind, new, start, end, with_plan=self._with_plan)
        return f"{self._kind.prefix}{new.post.strip()} tercatat mulai {format_date(start)}."

    @property
    def _kind(self) -> AssignmentKind:
        return AssignmentKind.PLH if self.form.text(key_of("kind")) == AssignmentKind.PLH else AssignmentKind.PLT

    @property
    def _with_plan(self) -> bool:
        return self.form.text(key_of("with_plan")) == YES


class RaterForm(GuidedForm):
    """Another rater in a post from a day on."""

    HELP = (
        "Pejabat penilai baru berlaku mulai tanggal yang diisi; untuk hari sebelumnya yang lama tetap tercatat. "
        "Rencana kerja yang sudah diajukan dan evaluasi yang sudah selesai tidak berubah. Untuk membetulkan salah "
        "ketik nama penilai, ubah saja di data pegawai (Enter)."
    )
    DOING = "Ganti"
    NOT_YET = "Penilai belum diganti; belum ada yang diubah."

    def __init__(self, form: forms.Form, posts: Mapping[str, str]) -> None:
        super().__init__(form)
        self._posts = posts
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, employee_id: str, name: str) -> RaterForm:
        """The form for one person, on the post held today."""
        held = [event for event in career.career(db, employee_id) if event.kind == career.POST]
        running = [event for event in held if event.end is None or event.end >= db.today()]
        found = {event.record_id: f"{event.text} ({event.days})" for event in running or held}
        first = next((event.record_id for event in running if not event.acting), next(iter(found), ""))
        form = guided.guided_form(db, f"rater:{employee_id}", f"Ganti penilai {name}", employee_id, {"id": first})
        return cls(form, found)

    def _page(self, values: Mapping[str, str]) -> list[Item]:
        return [
            Heading("Pejabat penilai baru"),
            choice_field(key_of("id"), "Untuk jabatan", self._posts, required=True, carry=False,
                         help="Penilai dicatat untuk setiap jabatan, juga Plt. dan Plh."),
            self.day_field("start", "Mulai menilai", "Hari pertama penilai baru. Untuk setiap hari hanya ada satu "
                           "pejabat penilai pada satu jabatan."),
            *self.rater_fields(values),
        ]  # fmt: skip

    def missing(self) -> tuple[str, str] | None:
        """Post, day and rater."""
        for column, text in (("id", "Pilih jabatannya."), ("start", "Hari pertama penilai baru belum diisi.")):
            if not self.form.text(key_of(column)):
                return key_of(column), text
        return self.missing_rater()

    def summary(self) -> str:
        """From when on, and what stays."""
        start = day_text(self.form.text(key_of("start")))
        return (
            f"Pejabat penilai baru mulai {format_date(start) if start else '?'}.\n"
            "Hari sebelumnya dan dokumen yang sudah diajukan tetap memakai penilai lama."
        )

    def perform_act(self) -> str:
        """Write the change."""
        start = guided.day_of(self.form, "start")
        assert start is not None  # `missing` has seen to it
        transfers.change_rater(self.app.db, self.form.text(key_of("id")), start, guided.raters_of(self.form))
        return f"Pejabat penilai berganti mulai {format_date(start)}."


class ExcuseForm(GuidedForm):
    """Somebody needs no plan, and why."""

    HELP = (
        "Orang yang dikecualikan tidak dihitung sebagai belum punya rencana kerja; daftar menyebut alasannya, supaya "
        "jumlahnya tetap cocok. Kosongkan hari terakhir bila belum diketahui; mengakhirinya dari Riwayat (h)."
    )
    DOING = "Kecualikan"
    NOT_YET = "Pengecualian belum dicatat; belum ada yang diubah."

    def __init__(self, form: forms.Form) -> None:
        super().__init__(form)
        self.pages = (self._page,)

    @classmethod
    def of(cls, db: Database, employee_id: str, name: str) -> ExcuseForm:
        """The form for one person."""
        return cls(guided.guided_form(db, f"excuse:{employee_id}", f"Kecualikan {name}", employee_id, {}))

    def _page(self, values: Mapping[str, str]) -> list[Item]:  # noqa: ARG002
        return [
            Heading("Dikecualikan dari rencana kerja"),
            choice_field(key_of("reason"), "Alasan", EXCUSED, required=True,
                         help="Menurut SK atau surat keputusan yang berlaku."),
            self.day_field("start", "Mulai", "Hari pertama, misalnya TMT pada SK."),
            self.day_field("end", "Sampai", "Hari terakhir; kosong bila belum diketahui.", required=False,
                           hint="kosong: belum diketahui"),
            Note("Rencana kerja yang sudah ada tetap tersimpan dan tetap dapat dinilai."),
        ]  # fmt: skip

    def check_day(self, column: str, value: str) -> Sequence[Complaint]:
        """The last day is not before the first."""
        start, end = day_text(self.form.text(key_of("start"))), day_text(value)
        if column == "end" and start and end and end < start:
            return [(too_early("Hari terakhir", "hari pertama", start), True)]
        return []

    def missing(self) -> tuple[str, str] | None:
        """Reason and first day."""
        for column, text in (("reason", "Pilih alasannya."), ("start", "Hari pertama belum diisi.")):
            if not self.form.text(key_of(column)):
                return key_of(column), text
        return None

    def summary(self) -> str:
        """Reason and days."""
        reason = self.form.text(key_of("reason"))
        return f"{EXCUSED.get(reason, reason)}, {_span(self.form)}.\nSelama itu tidak perlu rencana kerja baru."

    def perform_act(self) -> str:
        """Write it."""
        start, end = guided.day_of(self.form, "start"), guided.day_of(self.form, "end")
        assert start is not None  # `missing` has seen to it
        excuses.excuse(self.app.db, self.form.subject, self.form.text(key_of("reason")), start, end)
        return "Pengecualian tercatat dengan alasannya."


def _span(form: forms.Form) -> str:
    start, end = day_text(form.text(key_of("start"))), day_text(form.text(key_of("end")))
    begins = format_date(start) if start else "?"
    return f"mulai {begins} sampai {format_date(end)}" if end else f"mulai {begins} sampai ada perubahan"
