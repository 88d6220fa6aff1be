"""The three pages of an evaluation: hasil kerja, perilaku kerja, predikat (the order of form F5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kinerja_tui.models.feedback import Feedback
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.ruleset import RuleSet
from kinerja_tui.rules.values import VALUES
from kinerja_tui.screens.evaluation.evaluation_beside import BesideNotes
from kinerja_tui.screens.evaluation.evaluation_beside import short as short
from kinerja_tui.screens.evaluation.rating_help import (
    HELP_BEHAVIOUR,
    HELP_FEEDBACK,
    HELP_MISSING,
    HELP_NOTE,
    HELP_PROPOSAL,
    HELP_RATING,
    HELP_REASON,
    HELP_VALUE,
    HELP_WORK,
)
from kinerja_tui.screens.feedback.feedback_notes import general_notes, result_notes
from kinerja_tui.screens.forms.inputs import rating_field
from kinerja_tui.screens.forms.paged_form import UNKNOWN as UNKNOWN
from kinerja_tui.screens.forms.paged_sheet import Page
from kinerja_tui.screens.monitoring.report_notes import evaluation_track, obstacle_items, report_notes
from kinerja_tui.screens.planning.plan_notes import indicator_notes, long_heading, result_heading, value_heading
from kinerja_tui.services.evaluation import evaluations
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.monitoring.progress import EVIDENCE_KINDS, NOT_YET, amount_shown
from kinerja_tui.services.monitoring.tracks import Figures
from kinerja_tui.services.planning.plans import PlanContents
from kinerja_tui.widgets.fields import Complaint, Field, Heading, Item, Note

_COLUMN = 17
_ORDER = (Rating.BELOW, Rating.MEETS, Rating.ABOVE)
"""Columns of the quadrant from the left; its rows go the other way."""


@dataclass(frozen=True)
class EvaluationPages:
    """Builds the lines of each page from the values the sheet holds."""

    form: Form
    plan: PlanContents
    period: str
    progress: Mapping[str, Progress]
    """indicator id -> what was reported in the period"""
    head_note: str = ""
    """what the organisation rating proposes for the head of the office; empty for everybody else"""
    feedback: Sequence[Feedback] = ()
    """what was said about the person in the period"""
    beside: BesideNotes = field(default_factory=BesideNotes)
    """self-assessment, the year's periods, local dimensions, hints"""
    report: str = ""
    """when the report of the period was handed in; empty for the year, which has none"""
    submitted: bool = False
    approved: str = ""
    """why the whole period is locked (services.evaluation.period_locks); empty while it is open"""
    figures: Figures | None = None
    """for the on-track marks"""

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages in their order; the local dimensions where the office has some."""
        if self.beside.has_dimensions:
            return (self.results, self.behaviour, self.dimensions, self.predicate)
        return (self.results, self.behaviour, self.predicate)

    @property
    def locked(self) -> bool:
        """A finished evaluation is read only, and so is any of an approved period."""
        return bool(self.approved) or evaluations.is_finished(self.form, self.plan, self.period)

    # -- page 1

    def results(self, values: Mapping[str, str]) -> list[Item]:
        """HASIL KERJA: every result with what was reached, then the overall rating."""
        items = self._head(self.results, "HASIL KERJA")
        items += [Note(text) for text in self.plan.notes]
        items += [] if self.locked else self.beside.above()
        items += self._year(values)
        items += report_notes(self.report, submitted=self.submitted)
        items += obstacle_items(self.plan, self.period, self.progress, locked=self.locked)
        for number, line in enumerate(self.plan.lines, 1):
            items += result_heading(number, line)
            for indicator in line.indicators:
                items += self.reached(indicator)
            items += self.beside.steps_of(line.result.id)
            items += result_notes(self.feedback, line.result.id)
            items += self.beside.own_result(line.result.id)
            key = {
                column: evaluations.result_key(self.plan.plan.id, self.period, line.result.id, column)
                for column in ("feedback", "rating", "reason", "proposal")
            }
            items.append(self._text(key["feedback"], "Umpan balik", HELP_FEEDBACK))
            items.append(self._rating(key["rating"], f"Rating hasil kerja {number}", HELP_RATING))
            items += self._why(values, key["rating"], key["reason"], key["proposal"])
        items += general_notes(self.feedback, [line.result.id for line in self.plan.lines])
        items += self.beside.own_words()
        items.append(Heading("RATING HASIL KERJA"))
        items.append(Note(f"Hasil kerja di atas: {self._tally(values)}. Pilihan tetap pada pejabat penilai."))
        if self.head_note:
            items.append(Note(self.head_note))
        return items + self._overall(values, "work", "RATING HASIL KERJA", HELP_WORK)

    def _year(self, values: Mapping[str, str]) -> list[Item]:
        """Of an annual evaluation the predikat of its periods, and why some are missing."""
        reason = self._key("missing_reason")
        items = self.beside.year(self.form.stored.get(self._key("missing_periods"), "") if self.locked else "")
        asked = bool(self.beside.beside.year.missing) and not self.locked
        if items and (asked or values.get(reason)):
            items.append(self._text(reason, "Alasan ada yang kurang", HELP_MISSING, required=asked))
        return items

    def reached(self, indicator: Indicator) -> list[Item]:
        """An indicator with its target, what was reached, and on what evidence."""
        if self.beside.beside.year.periods:
            return self.beside.reached_in_year(indicator)
        progress = self.progress.get(indicator.id)
        more = [f"Realisasi: {amount_shown(indicator, progress, qualitative=self.plan.qualitative)}"]
        if progress is not None and progress.evidence:
            kind = EVIDENCE_KINDS.get(progress.evidence_kind, "")
            more.append(f"Bukti{f' ({kind.lower()})' if kind else ''}: {progress.evidence}")
        else:
            more.append(f"Bukti: {NOT_YET}")
        if progress is not None and progress.note and not self.plan.is_written(indicator):
            more.append(f"Catatan: {progress.note}")
        more += evaluation_track(self.figures, indicator, self.period)
        items = indicator_notes(indicator, more, self.plan)
        if progress is not None and progress.obstacles:
            items += long_heading(f"! Hambatan: {progress.obstacles} (baca sebelum menilai)", 2)
        return items

    def _tally(self, values: Mapping[str, str]) -> str:
        """How many results got which rating: what the overall rating is chosen from, and never a formula."""
        given = [
            evaluations.rating_of(
                values.get(evaluations.result_key(self.plan.plan.id, self.period, line.result.id, "rating"), "")
            )
            for line in self.plan.lines
        ]
        counts = [f"{given.count(rating)} {short(rating)}" for rating in reversed(_ORDER)]
        return ", ".join([*counts, f"{given.count(None)} belum"])

    # -- page 2

    def behaviour(self, values: Mapping[str, str]) -> list[Item]:
        """PERILAKU KERJA: the seven values with their statements, then the overall rating."""
        items = self._head(self.behaviour, "PERILAKU KERJA")
        for number, value in enumerate(VALUES, 1):
            items += value_heading(number, value, self.plan)
            items += self.beside.own_value(value.key)
            key = {
                column: evaluations.value_key(self.plan.plan.id, self.period, value.key, column)
                for column in ("feedback", "rating")
            }
            items.append(self._text(key["feedback"], "Umpan balik", HELP_FEEDBACK))
            items.append(self._rating(key["rating"], "Rating (boleh kosong)", HELP_VALUE))
        items.append(Heading("RATING PERILAKU KERJA"))
        return items + self._overall(values, "behaviour", "RATING PERILAKU KERJA", HELP_BEHAVIOUR)

    # -- the last pages

    def dimensions(self, values: Mapping[str, str]) -> list[Item]:  # noqa: ARG002
        """DIMENSI SETEMPAT: the office's own list, beside the predikat."""
        head = self._head(self.dimensions, "DIMENSI SETEMPAT")
        return head + self.beside.dimension_fields(self.plan.plan.id, self.period, self.locked)

    def predicate(self, values: Mapping[str, str]) -> list[Item]:
        """PREDIKAT: the cell of the quadrant, the rule, the note, and what is still missing."""
        now = replace(self.form, typed=dict(values))
        found, sentence = evaluations.predicate_on_form(now, self.plan, self.period)
        items = self._head(self.predicate, "PREDIKAT")
        items.append(Heading(f"PREDIKAT KINERJA: {found.label if found else 'belum ada'}"))
        items.append(Note(sentence))
        rules = evaluations.rules_of(self.form, self.plan, self.period)
        if rules is not None:
            work, behaviour = (
                evaluations.rating_of(now.text(self._key(column))) for column in ("work_rating", "behaviour_rating")
            )
            items += quadrant(rules, work, behaviour)
        items += self.beside.dimension_summary(now, self.plan.plan.id, self.period)
        items.append(Heading("CATATAN/REKOMENDASI"))
        items.append(self._text(self._key("note"), "Catatan/rekomendasi", HELP_NOTE))
        if self.locked:
            return items
        missing = self.beside.beside.missing_in(now, self.plan, self.period)
        items.append(Heading(f"MASIH KURANG ({len(missing)})" if missing else "LENGKAP"))
        items += [Note(f"! {item.text}") for item in missing]
        if not missing:
            items.append(Note("Semua sudah diisi. F10 menyelesaikan dan mengunci evaluasi ini."))
        return items + self.beside.hints(now, self.progress)

    # -- parts

    def _key(self, column: str) -> str:
        return evaluations.evaluation_key(self.plan.plan.id, self.period, column)

    def _head(self, page: Page, name: str) -> list[Item]:
        text = f"HALAMAN {self.pages.index(page) + 1} DARI {len(self.pages)}: {name}"
        if not self.locked:
            why = self.form.stored.get(self._key("reopen_reason"), "")
            return [Heading(text), Note(f"Dibuka kembali: {why}")] if why else [Heading(text)]
        if self.approved:
            return [Heading(text), Note(f"= {self.approved}")]
        who = self.form.stored.get(self._key("rated_by"), "")
        return [
            Heading(text),
            Note(
                f"Selesai dinilai{f' oleh {who}' if who else ''}{self._finished_on()}. Terkunci; "
                "tekan r untuk membuka kembali dengan alasan."
            ),
        ]

    def _finished_on(self) -> str:
        day = self.form.stored.get(self._key("finished_on"), "")
        return f" pada {format_short_date(date.fromisoformat(day))}" if day else ""

    def _text(self, key: str, label: str, text: str, *, required: bool = False) -> Field:
        return Field(key, label, "text", text, locked=self.locked, carry=False, required=required)

    def _rating(self, key: str, label: str, text: str) -> Field:
        return rating_field(key, label, help=text, locked=self.locked, carry=False, check=known_rating)

    def _why(self, values: Mapping[str, str], rating: str, reason: str, proposal: str) -> list[Item]:
        """Reason and proposal: asked for below expectation, shown wherever something stands in them."""
        below = values.get(rating) == Rating.BELOW
        parts = ((reason, "Alasan", HELP_REASON), (proposal, "Usulan perbaikan", HELP_PROPOSAL))
        return [self._text(key, label, text, required=below) for key, label, text in parts if below or values.get(key)]

    def _overall(self, values: Mapping[str, str], prefix: str, label: str, text: str) -> list[Item]:
        rating, reason, proposal = (self._key(f"{prefix}_{column}") for column in ("rating", "reason", "proposal"))
        return [self._rating(rating, label, text), *self._why(values, rating, reason, proposal)]


def quadrant(rules: RuleSet, work: Rating | None, behaviour: Rating | None) -> list[Item]:
    """Kuadran kinerja as a small grid: rows hasil kerja, columns perilaku kerja, the chosen cell in brackets."""

    def row(head: str, cells: Sequence[str]) -> Note:
        return Note(f"{head:<12}" + "".join(f"│ {cell:<{_COLUMN}} " for cell in cells).rstrip())

    items: list[Item] = [Note(" " * 14 + "PERILAKU KERJA"), row("HASIL KERJA", [short(rating) for rating in _ORDER])]
    items.append(Note("─" * 12 + ("┼" + "─" * (_COLUMN + 2)) * 3))
    for hasil in reversed(_ORDER):
        labels = [
            f"[{rules.quadrant[hasil, perilaku].label}]"
            if (hasil, perilaku) == (work, behaviour)
            else f" {rules.quadrant[hasil, perilaku].label}"
            for perilaku in _ORDER
        ]
        items.append(row(short(hasil), labels))
    return items


def known_rating(value: str) -> list[Complaint]:
    """A rating of a newer program is chosen again."""
    if evaluations.rating_of(value) is not None:
        return []
    return [("Rating ini tidak dikenal program ini. Pilih lagi: 1, 2, atau 3.", True)]
