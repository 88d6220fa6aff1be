"""The three pages of a self-assessment, in the order of the evaluation it stands beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.evaluation.evaluation_pages import known_rating
from kinerja_tui.screens.forms.inputs import rating_field
from kinerja_tui.screens.forms.paged_sheet import Page
from kinerja_tui.screens.planning.plan_notes import result_heading, value_heading
from kinerja_tui.services.evaluation import self_assessment
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.fields import Field, Heading, Item, Note

HELP_RATING = (
    "Menurut Anda sendiri: 1 di bawah, 2 sesuai, atau 3 di atas ekspektasi pimpinan. Lihat target, realisasi, dan "
    "bukti dukungnya. Di atas atau di bawah ekspektasi perlu alasan. Penilaian diri menjadi bahan pejabat penilai dan "
    "tidak mengisi rating. Penilaian diri tidak diwajibkan PermenPANRB 6/2022; gunanya agar pembicaraan terbuka."
)
HELP_VALUE = (
    "Menurut Anda sendiri, untuk satu nilai BerAKHLAK: 1 di bawah, 2 sesuai, 3 di atas ekspektasi. Boleh kosong; "
    "kosong bukan nilai terendah. Di atas atau di bawah ekspektasi perlu alasan."
)
HELP_NOTE = (
    "Apa yang mendasarinya: contoh, bukti, atau hambatan. Wajib bila rating di atas atau di bawah ekspektasi. Pejabat "
    "penilai membacanya di samping barisnya; ia tidak dapat mengubahnya."
)
HELP_OVERALL = "Yang ingin Anda sampaikan tentang periode ini secara keseluruhan. Boleh kosong."
HELP_HOPES = "Harapan Anda: dukungan, alat, pelatihan, atau tugas yang diinginkan. Boleh kosong."


@dataclass(frozen=True)
class SelfAssessmentPages:
    """Builds the lines of each page from the values the sheet holds."""

    form: Form
    plan: PlanContents
    period: str
    reached: Callable[[Indicator], list[Item]]
    """an indicator with its target and what was reached, as the rater sees it"""
    closed: bool
    """the evaluation of the period is finished"""
    approved: str = ""
    """why the whole period is locked (services.evaluation.period_locks); empty while it is open"""

    @property
    def locked(self) -> bool:
        """Finished by the employee, or too late."""
        return self.closed or bool(self.approved) or self_assessment.is_finished(self.form, self.plan, self.period)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages in their order."""
        return (self.results, self.behaviour, self.words)

    def results(self, values: Mapping[str, str]) -> list[Item]:
        """HASIL KERJA: every result with what was reached."""
        items = self._head(1, "HASIL KERJA")
        for number, line in enumerate(self.plan.lines, 1):
            items += result_heading(number, line)
            for indicator in line.indicators:
                items += self.reached(indicator)
            rating, note = (
                self_assessment.own_result_key(self.plan.plan.id, self.period, line.result.id, column)
                for column in ("rating", "note")
            )
            items += self._pair(values, f"Rating hasil kerja {number}", rating, note, HELP_RATING)
        return items

    def behaviour(self, values: Mapping[str, str]) -> list[Item]:
        """PERILAKU KERJA: the seven values with their statements."""
        items = self._head(2, "PERILAKU KERJA")
        for number, value in enumerate(VALUES, 1):
            items += value_heading(number, value, self.plan)
            rating, note = (
                self_assessment.own_value_key(self.plan.plan.id, self.period, value.key, column)
                for column in ("rating", "note")
            )
            items += self._pair(values, "Rating (boleh kosong)", rating, note, HELP_VALUE)
        return items

    def words(self, values: Mapping[str, str]) -> list[Item]:
        """CATATAN DAN HARAPAN, and what is still missing."""
        items = self._head(3, "CATATAN DAN HARAPAN")
        for column, label, text in (("note", "Catatan umum", HELP_OVERALL), ("hopes", "Harapan", HELP_HOPES)):
            key = self_assessment.own_key(self.plan.plan.id, self.period, column)
            items.append(Field(key, label, "text", text, locked=self.locked, carry=False))
        if self.locked:
            return items
        missing = self_assessment.missing_in(replace(self.form, typed=dict(values)), self.plan, self.period)
        items.append(Heading(f"MASIH KURANG ({len(missing)})" if missing else "LENGKAP"))
        if missing:
            return items + [Note(f"! {item.text}") for item in missing]
        return [*items, Note("F10 menyelesaikan penilaian diri; pejabat penilai membacanya sejak itu.")]

    def _head(self, number: int, name: str) -> list[Item]:
        head = Heading(f"HALAMAN {number} DARI 3: {name}")
        if self.approved:
            return [head, Note(f"= {self.approved}")]
        if self.closed:
            return [head, Note("Evaluasi periode ini sudah selesai, jadi penilaian diri terkunci.")]
        if not self.locked:
            return [head]
        day = self.form.stored.get(self_assessment.own_key(self.plan.plan.id, self.period, "finished_on"), "")
        when = f" pada {format_short_date(date.fromisoformat(day))}" if day else ""
        return [head, Note(f"Diselesaikan{when}. Terkunci; tekan r untuk mengambilnya kembali.")]

    def _pair(self, values: Mapping[str, str], label: str, rating: str, note: str, text: str) -> list[Item]:
        asked = values.get(rating) in (Rating.ABOVE, Rating.BELOW)
        return [
            rating_field(rating, label, help=text, locked=self.locked, carry=False, check=known_rating),
            Field(note, "Alasan" if asked else "Catatan", "text", HELP_NOTE, locked=self.locked, carry=False,
                  required=asked),
        ]  # fmt: skip
