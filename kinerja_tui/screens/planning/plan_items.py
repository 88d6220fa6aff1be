"""The lines of the work plan form, in the order of the paper form of its approach (PermenPANRB 6/2022)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.models.records import Record
from kinerja_tui.rules.cascade import LinkState, RaterPlace
from kinerja_tui.rules.formats import format_date, parse_decimal
from kinerja_tui.rules.plans import Aspect, Direction, Perspective, PlanState, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.forms.inputs import number_field
from kinerja_tui.screens.planning import plan_help as helps
from kinerja_tui.screens.planning.plan_choices import PlanChoices, numbered
from kinerja_tui.screens.planning.plan_sheet import QUESTION
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.labels import shown
from kinerja_tui.services.planning.cascade import Superior, circle_text
from kinerja_tui.services.planning.plan_entry import FormLine, expectation_key, form_lines
from kinerja_tui.services.planning.plans import Overview
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

INDICATOR, RESULT = "indikator", "hasil"
"""Answers to the question after a result."""


def question_key(place: str) -> str:
    """The key of the question after a result (its id), or in an empty list (its kind)."""
    return f"{QUESTION}{place}/tambah"


@dataclass(frozen=True)
class PlanLines:
    """Builds the form of one plan as it stands now."""

    form: Form
    overview: Overview
    superior: Superior
    units: Callable[[], Sequence[str]]
    addenda: Sequence[str] = ()
    """what changed its targets after approval"""

    @property
    def choices(self) -> PlanChoices:
        """The approach and the form."""
        return PlanChoices(self.form, self.overview)

    def items(self) -> list[Item]:
        """All lines but those of the lampiran."""
        found = [*self._head()]
        for kind, title in ((ResultKind.MAIN, "HASIL KERJA   A. UTAMA"), (ResultKind.ADDITIONAL, "B. TAMBAHAN")):
            found.append(Heading(title))
            found += self._results(kind)
        found.append(Heading("PERILAKU KERJA"))
        found += self._values()
        return found

    def head_values(self) -> dict[str, str]:
        """The texts of the lines at the top, which are only shown."""
        plan = self.overview
        span = f"{format_date(plan.start)} s.d. {format_date(plan.end)}" if plan.start and plan.end else str(plan.year)
        return {
            _head_key("pegawai"): _person(plan.employee),
            _head_key("masa"): span,
            _head_key("penilai"): _person(plan.rater) or "belum diisi (daftar Pegawai, tombol 2 di Beranda)",
            _head_key("status"): _state_text(plan),
        }

    def _head(self) -> Iterator[Item]:
        plan = self.overview
        if plan.state is PlanState.RETURNED:
            day = f" pada {format_date(plan.decided_on)}" if plan.decided_on else ""
            yield Heading(f"DIKEMBALIKAN oleh {plan.decided_by or 'pejabat penilai'}{day}")
            yield Note(f"Alasan: {plan.return_reason}")
            yield Note("Perbaiki isian di bawah, lalu ajukan lagi dengan F7.")
        if plan.locked and self.form.is_changed:
            yield Note(
                "Ada isian yang diketik sebelum rencana ini terkunci dan belum masuk. Isian itu tetap tersimpan di PC "
                "ini dan muncul lagi bila rencana ditarik kembali atau dikembalikan."
            )
        yield Field(_head_key("pegawai"), "Pegawai", locked=True)
        yield Field(_head_key("masa"), "Masa penilaian", locked=True)
        count = len(self.superior.results)
        above = f"rencana kerjanya: {count} RHK" if count else "rencana kerjanya belum ada di sini"
        yield Field(
            _head_key("penilai"),
            "Pejabat penilai",
            locked=True,
            note=above if plan.rater and not self.choices.leaders else "",
        )
        yield Field(_head_key("status"), "Keadaan", locked=True)
        yield from self.choices.fields()
        if self.addenda:
            yield Heading("ADENDUM")
            yield from (Note(text) for text in self.addenda)

    def _results(self, kind: ResultKind) -> Iterator[Item]:
        lines = form_lines(self.form, kind)
        for number, line in enumerate(lines, 1):
            yield Heading(f"{kind.label} {number}", 2)
            yield from self._added_or_ended(line.result_id)
            yield from self._result(kind, line)
            for place, indicator_id in enumerate(line.indicator_ids, 1):
                yield from self._indicator(indicator_id, place)
            if not self.overview.locked:
                yield self._question(line.result_id, kind, first=False)
        if not lines:
            yield Note("Belum ada hasil kerja." if self.overview.locked else _EMPTY_LIST[kind])
            if not self.overview.locked:
                yield self._question(str(kind), kind, first=True)

    def _added_or_ended(self, result_id: str) -> Iterator[Note]:
        for column, words in (
            ("starts_on", "Ditambahkan adendum, berlaku mulai"),
            ("ends_on", "Diakhiri adendum, sampai"),
        ):
            day = self.form.stored.get(self._key(WorkResult, result_id, column))
            if day:
                yield Note(f"{words} {format_date(date.fromisoformat(day))}")

    def _question(self, place: str, kind: ResultKind, *, first: bool) -> Field:
        more = Choice(RESULT, f"hasil kerja {kind.label.lower()}", "2")
        return Field(
            question_key(place),
            "Tambah?",
            "scale",
            help=helps.QUESTION,
            choices=(more,) if first else (Choice(INDICATOR, f"{self.choices.measure} lagi", "1"), more),
            hint=f"2 = hasil kerja {kind.label.lower()}, Enter = lewati" if first else "Enter = lanjut",
            carry=False,
            remarks=False,
        )

    def _result(self, kind: ResultKind, line: FormLine) -> Iterator[Item]:
        if not self.choices.leaders:
            yield self._superior_field(line.result_id)
        yield from self._fields(
            Field(self._key(WorkResult, line.result_id, "text"), "Rencana hasil kerja", help=helps.RESULT, length=1000),
        )
        assigned = Field(
            self._key(WorkResult, line.result_id, "assigned_by"),
            "Penugasan dari",
            help=helps.ASSIGNED_BY,
            length=200,
            hint="bila ada" if kind is ResultKind.MAIN else "siapa yang menugaskan",
        )
        yield from self._fields(assigned, optional=True)

    def _superior_field(self, result_id: str) -> Field:
        results = self.superior.results
        texts = [result.text for result in results]

        def parse(typed: str) -> str:
            if not typed.isdecimal():
                return typed
            if not texts:
                raise ValueError(
                    "Rencana pimpinan belum ada di sini, jadi belum bernomor. Tulis isinya, atau kosongkan."
                )
            if not 1 <= int(typed) <= len(texts):
                raise ValueError(f"Rencana pimpinan punya {len(texts)} hasil kerja; F4 menampilkan daftarnya.")
            return texts[int(typed) - 1]

        def check(value: str) -> list[Complaint]:
            above = self.superior.named(value)
            return [(circle_text(above.text), True)] if above is not None and above.circular else []

        def suggestions(_typed: str) -> list[Choice]:
            return [Choice(text, text, str(number)) for number, text in enumerate(texts, 1)]

        hint = f"1-{len(texts)} atau F4 memilih; boleh ditulis" if texts else "tulis saja; dihubungkan nanti"
        return Field(
            self._key(WorkResult, result_id, "superior_text"),
            "RHK pimpinan yang diintervensi",
            help=helps.SUPERIOR,
            length=1000,
            locked=self.overview.locked,
            note=self._link_note(result_id),
            parse=parse,
            check=check,
            suggestions=suggestions if texts else None,
            hint=hint,
        )

    def _link_note(self, result_id: str) -> str:
        linked = self.form.text(self._key(WorkResult, result_id, "superior_result_id"))
        if not linked:
            outside = self.superior.place is RaterPlace.OUTSIDE
            return LinkState.OUTSIDE.label if outside else LinkState.OPEN.label
        return self.superior.links.get(linked, LinkState.LINKED).label

    def _indicator(self, indicator_id: str, place: int) -> Iterator[Item]:
        def key(column: str) -> str:
            return self._key(Indicator, indicator_id, column)

        name = "Indikator kinerja individu"
        if self.choices.qualitative:
            yield from self._fields(self._measure(indicator_id, place))
            return
        if self.choices.leaders:
            name = f"Indikator {place}"
        else:
            aspect = Field(key("aspect"), f"Indikator {place}: aspek", "scale", help=helps.ASPECT, choices=_ASPECTS)
            yield from self._fields(aspect)
        yield from self._fields(Field(key("text"), name, help=helps.INDICATOR, length=1000))
        yield from self._fields(
            number_field(
                key("target"), "Target", help=helps.TARGET, check=_target_complaints, hint="angka, atau Enter"
            ),
            Field(
                key("unit"), "Satuan", help=helps.UNIT, length=60, suggestions=self._units, hint="dokumen, persen, …"
            ),
            Field(
                key("target_text"),
                "Target tertulis",
                help=helps.TARGET_TEXT,
                length=500,
                check=_number_in_words,
                hint="pengganti angka",
            ),
            optional=True,
        )
        if self.choices.leaders:
            yield from self._fields(
                Field(key("perspective"), "Perspektif", "scale", help=helps.PERSPECTIVE, choices=_PERSPECTIVES)
            )
        yield from self._fields(Field(key("direction"), "Arah", "scale", help=helps.DIRECTION, choices=_DIRECTIONS))
        hint = "yang direncanakan, misalnya register surat"
        evidence = Field(key("evidence_source"), "Bukti dukung", help=helps.EVIDENCE, length=300, hint=hint)
        yield from self._fields(evidence, optional=True)

    def _measure(self, indicator_id: str, place: int) -> Field:
        """A success measure; beside it the target that was keyed in the other approach, to put it into words."""
        number, unit, words = (
            self.form.text(self._key(Indicator, indicator_id, name)) for name in ("target", "unit", "target_text")
        )
        target = f"{shown('indicator', 'target', number)} {unit}".strip() if number else words
        return Field(
            self._key(Indicator, indicator_id, "text"),
            f"Ukuran keberhasilan {place}",
            help=helps.MEASURE,
            length=1000,
            hint="ukuran dan targetnya",
            note=f"target kuantitatif: {target}" if target and not self.overview.locked else "",
        )

    def _units(self, _typed: str) -> list[Choice]:
        return [Choice(unit, unit) for unit in self.units()]

    def _values(self) -> Iterator[Item]:
        for number, value in enumerate(VALUES, 1):
            yield Heading(f"{number}. {value.name}", 2)
            for statement in value.statements:
                yield Note(f"- {statement}")
            key = expectation_key(self.overview.plan_id, value.key)
            yield from self._fields(Field(key, "Ekspektasi khusus", help=helps.EXPECTATION, length=1000))

    def _fields(self, *fields: Field, optional: bool = False) -> Iterator[Field]:
        """Fields to be keyed; on a locked plan to be read, without the optional ones that are empty."""
        for field in fields:
            if not self.overview.locked:
                yield field
            elif not optional or self.form.stored.get(field.key):
                yield replace(field, locked=True)

    @staticmethod
    def _key(table: type[Record], record_id: str, column: str) -> str:
        return field_key(table, record_id, column)


_ASPECTS, _PERSPECTIVES, _DIRECTIONS = numbered(Aspect), numbered(Perspective), numbered(Direction)

_EMPTY_LIST = {
    ResultKind.MAIN: "Belum ada hasil kerja utama. Tekan 2 untuk menambah, F5 untuk menyalin.",
    ResultKind.ADDITIONAL: "Tidak ada hasil kerja tambahan. Tekan 2 bila ada penugasan tambahan.",
}


def _head_key(name: str) -> str:
    return f"kepala/{name}/teks"


def _person(card: dict[str, str]) -> str:
    return ", ".join(card[part] for part in ("name", "nip", "post") if card.get(part))


def _state_text(plan: Overview) -> str:
    submitted = f" {format_date(plan.submitted_on)}" if plan.submitted_on else ""
    decided = f" pada {format_date(plan.decided_on)}" if plan.decided_on else ""
    if plan.state is PlanState.SUBMITTED:
        return f"Diajukan{submitted}, menunggu {plan.rater.get('name') or 'pejabat penilai'}; isian terkunci"
    if plan.state is PlanState.APPROVED:
        note = f". Catatan: {plan.decision_note}" if plan.decision_note else ""
        return f"Disetujui {plan.decided_by or 'pejabat penilai'}{decided}; target terkunci{note}"
    return plan.state.label


def _number_in_words(text: str) -> list[Complaint]:
    """A bare number reached the target in words: nothing is counted of it."""
    try:
        parse_decimal(text)
    except RuleBroken:
        return []
    return [("Ini angka. Tulis di isian Target di atasnya (panah ke atas), supaya dapat dihitung.", False)]


def _target_complaints(value: str) -> list[Complaint]:
    return (
        [("Target di bawah nol. Isi 0 atau lebih, atau tulis target tertulis.", True)] if value.startswith("-") else []
    )
