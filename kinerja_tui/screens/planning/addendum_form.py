"""An addendum to an approved plan: from which day, why, who approved; then the old targets beside the new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.models.plans import Indicator
from kinerja_tui.rules.addenda import Target
from kinerja_tui.rules.formats import format_date, format_decimal
from kinerja_tui.rules.plans import Aspect, Direction, Perspective, ResultKind
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.screens.forms.guided_form import GuidedForm, day_text
from kinerja_tui.screens.forms.inputs import date_field, number_field
from kinerja_tui.screens.planning import addendum_help as helps
from kinerja_tui.screens.planning.plan_help import (
    ASPECT,
    ASSIGNED_BY,
    DIRECTION,
    INDICATOR,
    MEASURE,
    PERSPECTIVE,
    RESULT,
    SUPERIOR,
    TARGET,
    UNIT,
)
from kinerja_tui.screens.planning.plan_notes import long_heading
from kinerja_tui.services.planning import addenda, addendum_draft, cascade, plan_entry
from kinerja_tui.services.planning.addendum_draft import MOST, YES, Opened, head_key, result_key, target_key
from kinerja_tui.services.planning.plans import ResultLine
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

if TYPE_CHECKING:
    from kinerja_tui.models.database import Database

Values = Mapping[str, str]

_DIRECTIONS = tuple(Choice(str(code), code.label, str(place)) for place, code in enumerate(Direction, 1))
_ASPECTS = tuple(Choice(str(code), code.label, str(place)) for place, code in enumerate(Aspect, 1))
_PERSPECTIVES = tuple(Choice(str(code), code.label, str(place)) for place, code in enumerate(Perspective, 1))
_LISTS = tuple(Choice(str(code), code.label.lower(), str(place)) for place, code in enumerate(ResultKind, 1))
_SHOWN = 12
"""Lines of the last question; more are counted."""


class AddendumForm(GuidedForm):
    """Two pages: day, reason and approver; the targets. Nothing is changed before the last question is answered."""

    HELP = (
        "Adendum mengubah target rencana kerja yang **sudah disetujui**. Halaman 1: mulai kapan berlaku, alasan, dan "
        "siapa yang menyetujui. Halaman 2: setiap target, yang lama di samping yang baru; ketik hanya yang berubah, "
        "PgDn melompat ke hasil kerja berikutnya. Hasil kerja dapat diakhiri atau ditambah.\n\nTarget lama tetap "
        "tersimpan dan tetap dipakai menilai periode sebelum tanggal itu; evaluasi yang sudah selesai tidak berubah. "
        "**F10** memperlihatkan semuanya sekali lagi; sebelum Anda setuju, belum ada yang diubah."
    )
    DOING = "Catat adendum"
    OFFERS = ("add_note",)  # an empty field here says that nothing changes
    NOT_YET = "Adendum ini belum dicatat; target belum berubah."

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.form)
        self.opened = opened
        self.plan_id = opened.plan.plan.id
        self._superior = cascade.superior_of(self.app.db, self.plan_id)
        self.pages = (self._head, self._targets)

    @classmethod
    def of(cls, db: Database, plan_id: str) -> AddendumForm:
        """The form for one plan. Raises `RuleBroken` when there can be no addendum to it."""
        return cls(addendum_draft.open_addendum(db, plan_id))

    # -- page 1

    def _head(self, values: Values) -> list[Item]:
        lines: list[Item] = []
        if self.opened.earlier:
            lines += [Heading("ADENDUM SEBELUMNYA"), *(Note(text) for text in self.opened.earlier)]
        lines.append(Heading("HALAMAN 1 DARI 2: TANGGAL, ALASAN, PERSETUJUAN"))
        today, year = self.app.workplace.today(), self.app.db.year
        day = addendum_draft.day_of(values)
        return [
            *lines,
            date_field(
                head_key("takes_effect"), "Berlaku mulai", today, year, required=True, check=self._day,
                help=helps.DAY, hint="tanggal, misalnya 0107",
            ),
            Field(head_key("reason"), "Alasan", "text", helps.REASON, length=1000, required=True),
            Field(
                head_key("approved_by"), "Disetujui oleh", length=200, help=helps.APPROVER,
                parse=self._approver, check=self._may_approve, suggestions=self._approvers,
                hint="Enter = pejabat penilai", note="" if values.get(head_key("approved_by")) else self._proposed(day),
            ),
        ]  # fmt: skip

    def _day(self, value: str) -> Sequence[Complaint]:
        day = day_text(value)
        problem = addendum_draft.day_problem(self.app.db, self.plan_id, day) if day else ""
        return [(problem, True)] if problem else []

    def _approver(self, typed: str) -> str:
        day = addendum_draft.day_of(self.sheet.values)
        return typed if day is None else addendum_draft.approver_of(self.app.db, self.plan_id, typed, day)

    def _may_approve(self, value: str) -> Sequence[Complaint]:
        """The day may have been changed after the name was written."""
        try:
            self._approver(value)
        except RuleBroken as error:
            return [(error.text, True)]
        return []

    def _approvers(self, _typed: str) -> list[Choice]:
        day = addendum_draft.day_of(self.sheet.values) or self.app.workplace.today()
        found = addendum_draft.approver_choices(self.app.db, self.plan_id, day)
        return [Choice(item.name, item.label) for item in found]

    def _proposed(self, day: date | None) -> str:
        """Who approves when nobody is named."""
        if day is None:
            return "isi dulu tanggalnya"
        found = addendum_draft.approver_choices(self.app.db, self.plan_id, day)
        return f"usul: {found[0].label}" if found else "pejabat penilai belum diketahui"

    # -- page 2

    def _targets(self, values: Values) -> list[Item]:
        lines: list[Item] = [
            Heading("HALAMAN 2 DARI 2: TARGET LAMA DAN BARU"),
            Note("Ketik hanya yang berubah; Enter membiarkan, PgDn ke hasil kerja berikutnya, F10 selesai."),
        ]
        for number, line in enumerate(self.opened.plan.lines, 1):
            lines += long_heading(f"{number}. {line.result.text}")
            lines += self._result(line, values)
        lines.append(Heading("HASIL KERJA BARU"))
        for number in range(1, MOST + 1):
            kind = result_key(addendum_draft.new_result_id(number), "kind")
            lines.append(
                Field(
                    kind, "Tambah hasil kerja?", "scale", helps.ADD, choices=_LISTS, carry=False, hint="Enter = tidak"
                )
            )
            if not values.get(kind):
                break
            lines += self._new_result(number, values)
        return lines

    def _result(self, line: ResultLine, values: Values) -> Iterator[Item]:
        if addendum_draft.not_begun(values, line):
            yield Note(f"Baru berlaku {format_date(line.result.starts_on)}." if line.result.starts_on else "")
            return
        if not addendum_draft.ends(values, line.result.id):
            for item in line.indicators:
                yield from self._indicator(item, values)
        yield Field(
            result_key(line.result.id, "ended"), "Akhiri hasil kerja ini?", "scale", helps.END,
            choices=(Choice(YES, "ya, diakhiri"),), carry=False, hint="1 = ya, Enter = tidak",
        )  # fmt: skip
        if addendum_draft.ends(values, line.result.id):
            key = result_key(line.result.id, "end_reason")
            yield Field(key, "Alasan diakhiri", "text", helps.END, length=500, required=True, carry=False)

    def _indicator(self, item: Indicator, values: Values) -> Iterator[Item]:
        old = addendum_draft.old_target(self.opened, item)
        aspect = next((code.label for code in Aspect if code == item.aspect), item.aspect)
        changed = addendum_draft.is_changed(self.opened, values, item)
        if self.opened.plan.qualitative:
            yield Field(
                target_key(item.id, "target_text"), "Ukuran keberhasilan", length=1000, carry=False, help=MEASURE,
                note=f"lama: {old.text}" if changed else "",
            )  # fmt: skip
            return
        yield Note(f"{item.text} ({aspect})")
        yield from self._target_fields(item.id, values, old, changed=changed)
        part = addendum_draft.proposed_part(self.opened, values, item) if changed else None
        if part is not None:
            yield number_field(
                target_key(item.id, "part_target"), "Target bagian", carry=False, help=helps.PART, check=_not_negative,
                hint=f"Enter = {format_decimal(part)}",
            )  # fmt: skip

    def _target_fields(
        self, indicator_id: str, values: Values, old: Target | None, *, changed: bool
    ) -> Iterator[Field]:
        """The target: what the old one has; once it is changed also its other parts."""
        number, unit, words, direction = (
            target_key(indicator_id, name) for name in ("target", "unit", "target_text", "direction")
        )
        has_number = bool(values.get(number))
        label, note = ("Target baru", f"lama: {old.text}") if old is not None and changed else ("Target", "")
        written = old is not None and old.number is None
        if not written or changed:
            yield number_field(
                number, "Target" if written else label, carry=False, help=TARGET, check=_not_negative,
                hint="angka, atau Enter", note="" if written else note,
            )  # fmt: skip
        if has_number:
            yield Field(unit, "Satuan", length=60, carry=False, help=UNIT, suggestions=self._units)
        if written or not has_number:
            yield Field(
                words, f"{label} tertulis" if written else "Target tertulis", length=500, carry=False,
                help=helps.WORDS, hint="pengganti angka",
                note=note if written else "",
            )  # fmt: skip
        if changed:
            yield Field(direction, "Arah", "scale", DIRECTION, choices=_DIRECTIONS, carry=False)

    def _units(self, _typed: str) -> list[Choice]:
        return [Choice(unit, unit) for unit in plan_entry.units(self.app.file)]

    def _new_result(self, number: int, values: Values) -> Iterator[Item]:
        result_id = addendum_draft.new_result_id(number)
        texts = [result.text for result in self._superior.results]
        yield Field(
            result_key(result_id, "superior_text"), "RHK pimpinan yang diintervensi", length=1000, carry=False,
            help=SUPERIOR, hint="F4 memilih; boleh kosong" if texts else "boleh kosong",
            suggestions=(lambda _typed: [Choice(text, text) for text in texts]) if texts else None,
        )  # fmt: skip
        yield Field(result_key(result_id, "text"), "Rencana hasil kerja", length=1000, carry=False, help=RESULT)
        yield Field(
            result_key(result_id, "assigned_by"), "Penugasan dari", length=200, carry=False, help=ASSIGNED_BY,
            hint="bila ada",
        )  # fmt: skip
        for place in range(1, MOST + 1):
            item = addendum_draft.new_indicator_id(number, place)
            first = target_key(item, addendum_draft.first_column(self.opened))
            yield self._first_of_new(first, place)
            if not values.get(first):
                return
            if self.opened.plan.qualitative:
                continue
            yield Field(
                target_key(item, "text"), "Indikator kinerja individu", length=1000, carry=False, help=INDICATOR
            )
            yield from self._target_fields(item, values, None, changed=False)
            yield Field(
                target_key(item, "direction"), "Arah", "scale", DIRECTION, choices=_DIRECTIONS, carry=False,
                hint="Enter = makin tinggi makin baik",
            )  # fmt: skip

    def _first_of_new(self, key: str, place: int) -> Field:
        """What makes a new indicator one: its aspek, its perspektif, or the success measure itself."""
        hint = "" if place == 1 else "Enter = tidak"
        asked = "Indikator 1: {}" if place == 1 else "Tambah indikator? {}"
        if self.opened.plan.qualitative:
            label = "Ukuran keberhasilan" if place == 1 else "Tambah ukuran keberhasilan?"
            return Field(key, label, length=1000, carry=False, help=MEASURE, hint=hint or "ukuran dan targetnya")
        if key.endswith("/perspective"):
            return Field(
                key, asked.format("perspektif"), "scale", PERSPECTIVE, choices=_PERSPECTIVES, carry=False, hint=hint
            )
        return Field(key, asked.format("aspek"), "scale", ASPECT, choices=_ASPECTS, carry=False, hint=hint)

    # -- finishing

    def missing(self) -> tuple[str, str] | None:
        """The first thing that is not complete."""
        return addendum_draft.lacking(self.opened)

    def summary(self) -> str:
        """Old and new, who approves, from when on."""
        texts = self.form.texts()
        day = addendum_draft.day_of(texts)
        assert day is not None  # `missing` has seen to the day
        problem = addendum_draft.day_problem(self.app.db, self.plan_id, day)
        if problem:
            raise RuleBroken(problem)
        who = addendum_draft.approver_of(self.app.db, self.plan_id, texts.get(head_key("approved_by"), ""), day)
        lines = addendum_draft.summary_lines(self.opened)
        more = [f"… dan {len(lines) - _SHOWN} perubahan lain"] if len(lines) > _SHOWN else []
        head = f"Disetujui {who}, berlaku mulai {format_date(day)}."
        return "\n".join([head, "", *lines[:_SHOWN], *more, "", "Target lama tetap tersimpan dan tetap terbaca."])

    def perform_act(self) -> str:
        """The addendum."""
        wanted = addendum_draft.wanted(self.app.db, self.opened)
        number = addenda.make(self.app.db, self.plan_id, wanted, self.form.seen)
        assert wanted.takes_effect is not None
        name = self.opened.plan.employee.name
        return f"Adendum {number} rencana kerja {name} tercatat, berlaku {format_date(wanted.takes_effect)}."


def _not_negative(value: str) -> Sequence[Complaint]:
    return (
        [("Target di bawah nol. Isi 0 atau lebih, atau tulis target tertulis.", True)] if value.startswith("-") else []
    )
