"""What stands beside the rater's lines: the self-assessment, the year's periods, local dimensions, hints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_tui.models.dimensions import Dimension
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.models.reporting import ActionStep
from kinerja_tui.models.self_assessment import SelfResult, SelfValue
from kinerja_tui.rules.dimensions import check_score
from kinerja_tui.rules.formats import excerpt, format_short_date
from kinerja_tui.rules.ratings import Rating
from kinerja_tui.rules.staff import EXCUSED
from kinerja_tui.screens.evaluation.rating_help import HELP_DIMENSION, HELP_DIMENSION_NOTE
from kinerja_tui.screens.forms.inputs import complaints
from kinerja_tui.screens.planning.plan_notes import indicator_notes, long_heading
from kinerja_tui.services.evaluation import dimension_scores, dimensions, evaluations
from kinerja_tui.services.evaluation.annual import YearPeriod, names
from kinerja_tui.services.evaluation.beside import Beside
from kinerja_tui.services.evaluation.rating_hints import HintReader
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.labels import shown
from kinerja_tui.services.monitoring.progress import NOT_YET, amount_shown
from kinerja_tui.widgets.fields import Choice, Complaint, Field, Heading, Item, Note

_PERIOD = 14


def _done(step: ActionStep) -> str:
    if step.done_on is not None:
        return f"selesai {format_short_date(step.done_on)}"
    return f"belum, tenggat {format_short_date(step.due_on)}" if step.due_on else "belum"


def short(rating: Rating) -> str:
    """A rating in one or two words: "di atas", "sesuai", "di bawah"."""
    return rating.label.removesuffix(" ekspektasi").lower()


@dataclass(frozen=True)
class BesideNotes:
    """Builds the lines from what was read beside an evaluation; by default there is nothing."""

    beside: Beside = field(default_factory=Beside)
    order_note: str = ""
    """capaian kinerja organisasi comes first and is not there yet"""
    reader: HintReader | None = None

    # -- the self-assessment

    def above(self) -> list[Item]:
        """What a rater may want to have first; it holds nothing back."""
        notes = [f"! {self.order_note}"] if self.order_note else []
        own = self.beside.own
        if own is None:
            notes.append("Penilaian diri belum ada (d di daftar); evaluasi tetap bisa diisi.")
        elif not own.is_finished:
            notes.append("Penilaian diri masih draf; tampil di sini setelah pegawai menyelesaikannya.")
        return [Note(text) for text in notes]

    def steps_of(self, result_id: str) -> list[Item]:
        """The steps of the action plan of one result, done or not, with what was noted; they are not rated."""
        return [
            Note(f"Langkah: {excerpt(step.text, 90)}; {_done(step)}{f'. {step.note}' if step.note else ''}")
            for step in self.beside.steps
            if step.result_id == result_id
        ]

    def own_result(self, result_id: str) -> list[Item]:
        """What the employee says of one result."""
        own = self.beside.own
        return _own(own.results.get(result_id)) if own is not None and own.is_finished else []

    def own_value(self, value: str) -> list[Item]:
        """What the employee says of one value."""
        own = self.beside.own
        return _own(own.values.get(value)) if own is not None and own.is_finished else []

    def own_words(self) -> list[Item]:
        """What the employee says of the period as a whole."""
        own = self.beside.own
        if own is None or not own.is_finished:
            return []
        parts = (("Catatan", own.assessment.note), ("Harapan", own.assessment.hopes))
        notes: list[Item] = [Note(f"{name}: {text}") for name, text in parts if text]
        return [Heading("PENILAIAN DIRI"), *notes] if notes else []

    # -- the year

    def year(self, finished_without: str) -> list[Item]:
        """The year's periods; ``finished_without``: the codes that were missing when it was finished."""
        periods = self.beside.year.periods
        if not periods:
            return []
        items: list[Item] = [Heading("PREDIKAT PERIODIK"), *(Note(_line(item)) for item in periods)]
        if finished_without:
            missing = shown("evaluation", "missing_periods", finished_without)
            return [*items, Note(f"Saat evaluasi ini diselesaikan belum ada: {missing}.")]
        return [*items, Note("Rating tahunan dipilih pejabat penilai, tidak dihitung dari periode.")]

    def reached_in_year(self, indicator: Indicator) -> list[Item]:
        """An indicator with what was reached in each period; nothing where the evaluation is not an annual one."""
        periods = [item.period for item in self.beside.year.periods]
        reported = self.beside.reported(indicator.id)
        reached = [f"{names([period])} {amount_shown(indicator, reported.get(period.code))}" for period in periods]
        proven = sum(bool(item.evidence.strip()) for item in reported.values())
        items = indicator_notes(
            indicator, [f"Realisasi: {'; '.join(reached)}", f"Bukti: ada pada {proven} dari {len(periods)} periode"]
        )
        for period in periods:
            found = reported.get(period.code)
            if found is not None and found.obstacles:
                items += long_heading(f"! Hambatan {names([period])}: {found.obstacles} (baca sebelum menilai)", 2)
        return items

    # -- the office's own dimensions

    @property
    def has_dimensions(self) -> bool:
        """Whether the office asks for any, or did here."""
        return bool(self.beside.dimensions)

    def dimension_fields(self, plan_id: str, period: str, locked: bool) -> list[Item]:
        """A score and a note for each dimension."""
        items: list[Item] = [
            Note("Daftar kantor ini sendiri. Dilaporkan di samping predikat dan tidak memengaruhinya; boleh kosong.")
        ]
        for number, item in enumerate(self.beside.dimensions, 1):
            asked = dimension_scores.is_asked(item)
            items.append(Heading(f"{number}. {item.name}" + ("" if asked else " (tidak dipakai lagi)")))
            if item.description:
                items.append(Note(item.description))
            key = {column: dimension_scores.score_key(plan_id, period, item.id, column) for column in ("score", "note")}
            off = locked or not asked
            items.append(_score_field(key["score"], item, off))
            items.append(Field(key["note"], "Catatan", "text", HELP_DIMENSION_NOTE, locked=off, carry=False))
        return items

    def dimension_summary(self, form: Form, plan_id: str, period: str) -> list[Item]:
        """The scores as they stand, beside the predikat."""
        if not self.beside.dimensions:
            return []
        notes = []
        given = 0
        for item in self.beside.dimensions:
            text = form.text(dimension_scores.score_key(plan_id, period, item.id, "score"))
            given += bool(text)
            notes.append(f"{item.name}: {text or NOT_YET} (skala {dimensions.scale_of(item)})")
        count = f"{given} dari {len(notes)} diisi; di samping predikat, tidak ikut menentukannya."
        return [Heading("DIMENSI SETEMPAT"), *(Note(text) for text in notes), Note(count)]

    # -- hints

    def hints(self, form: Form, progress: Mapping[str, Progress]) -> list[Item]:
        """What only the rater reads."""
        if self.reader is None:
            return []
        reported = [*progress.values(), *self.beside.year_progress]
        found = self.reader.hints(form, {item.indicator_id for item in reported if item.evidence.strip()})
        if not found:
            return []
        return [
            Heading("PERLU DILIHAT LAGI? (hanya untuk pejabat penilai)"),
            *(Note(f"- {text}") for text in found),
            Note("Tidak disimpan, tidak dicetak, dan tidak mengubah rating."),
        ]


def _own(line: SelfResult | SelfValue | None) -> list[Item]:
    if line is None or not (line.rating or line.note):
        return []
    rating = evaluations.rating_of(line.rating)
    chosen = short(rating) if rating is not None else ("?" if line.rating else "tanpa rating")
    return [Note(f"Penilaian diri: {chosen}" + (f". {line.note}" if line.note else ""))]


def _line(item: YearPeriod) -> str:
    name = f"{item.period.label.rpartition(' ')[0]:<{_PERIOD}}"
    if item.excused:
        return f"  {name} dikecualikan: {EXCUSED.get(item.excused, item.excused)}"
    if item.is_missing:
        return f"! {name} {'masih draf' if item.state else 'belum dievaluasi'}"
    ratings = [evaluations.rating_of(text) for text in (item.work, item.behaviour)]
    work, behaviour = (short(rating) if rating else "?" for rating in ratings)
    made = item.predicate.label if item.predicate else "?"
    return f"  {name} {made:<16} hasil {work}, perilaku {behaviour}"


def _score_field(key: str, dimension: Dimension, locked: bool) -> Field:
    scale = dimensions.scale_of(dimension)

    def check(value: str) -> Sequence[Complaint]:
        score = dimension_scores.score_of(value)
        if score is None:
            return [(f"Skor {value} tidak terbaca. Pilih dari {scale}.", True)]
        return complaints(check_score(score, scale))

    return Field(
        key, "Skor (boleh kosong)", "scale", HELP_DIMENSION, choices=tuple(_choices(dimension)), locked=locked,
        carry=False, check=check, hint=_ends(dimension),
    )  # fmt: skip


def _choices(dimension: Dimension) -> Iterator[Choice]:
    ends = {dimension.low: dimension.low_label, dimension.high: dimension.high_label}
    for score in range(dimension.low, min(dimension.high, dimension.low + 100) + 1):
        yield Choice(str(score), ends.get(score) or f"dari {dimension.low}–{dimension.high}", str(score))


def _ends(dimension: Dimension) -> str:
    low, high = (
        f"{score} {label}".strip()
        for score, label in ((dimension.low, dimension.low_label), (dimension.high, dimension.high_label))
    )
    return f"{low} sampai {high}"
