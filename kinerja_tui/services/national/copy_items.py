"""The items of a re-keying sheet in the order of e-Kinerja's web form: what to type, and where.

Pure reading of a plan and its evaluation. The order is that of the form as client programs and offices describe it, not
of an official document. Only what stands here is offered: an item without a value is named, never filled in by guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kinerja_tui.models.evaluations import FINISHED, Evaluation, ResultRating, ValueRating
from kinerja_tui.models.plans import Indicator
from kinerja_tui.models.progress import Progress
from kinerja_tui.rules.check_code import check_code
from kinerja_tui.rules.formats import format_short_date
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.periods import PeriodKind, PeriodSpan
from kinerja_tui.rules.plans import Approach, Aspect, AttachmentSection, Perspective, PlanForm, ResultKind
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation.evaluation_checks import predicate, rating_of
from kinerja_tui.services.monitoring.progress import NOT_YET, amount_shown, target_shown
from kinerja_tui.services.planning.plan_persons import Card
from kinerja_tui.services.planning.plans import PlanContents, ResultLine

RATER = "penilai"
"""Key of the item that names the rater."""
NOT_HERE = "Belum diisi di sini."


@dataclass(frozen=True)
class Item:
    """One field of the web form."""

    key: str
    """the same as long as it is the same field: it names the record, not the place"""
    section: str
    """the part of the form it stands in"""
    label: str
    text: str
    """what to type; empty: there is nothing to type"""
    hint: str = ""
    """what helps to find the field, or why there is nothing"""

    @property
    def value(self) -> str:
        """The check code of the text, to notice that it changed after it was copied."""
        return check_code(self.text.encode())


def plan_items(plan: PlanContents, employee: Card, rater: Card) -> list[Item]:
    """The SKP: its head, hasil kerja line by line, perilaku kerja, lampiran."""
    return [*_head(plan, employee, rater), *_results(plan), *_behaviour(plan), *_attachments(plan)]


def evaluation_items(
    plan: PlanContents,
    period: PeriodSpan,
    evaluation: Evaluation | None,
    progress: Mapping[str, Progress],
    results: Mapping[str, ResultRating],
    values: Mapping[str, ValueRating],
    disputed: bool,
) -> list[Item]:
    """The evaluation of a period: realisasi, umpan balik, ratings. Those are offered once they are final.

    ``progress`` by indicator, ``results`` by result, ``values`` by the key of the value.
    """
    rater: Card = (evaluation.rater_card if evaluation is not None else None) or plan.plan.rater_card
    return [
        Item("periode", "Penilaian", "Periode penilaian", period.label, "Pilih periode ini di daftar penilaian."),
        _rater("Penilaian", rater),
        *_reached(plan, period, progress),
        *_feedback(plan, results, values),
        *_ratings(evaluation, disputed),
    ]


# -- SKP


def _head(plan: PlanContents, employee: Card, rater: Card) -> Iterator[Item]:
    section, record = "Kepala SKP", plan.plan
    yield _item("awal", section, "Periode awal", format_short_date(record.start) if record.start else "")
    yield _item("akhir", section, "Periode akhir", format_short_date(record.end) if record.end else "")
    unit = str((employee or {}).get("unit") or "")
    yield _item("jabatan", section, "Jabatan", str((employee or {}).get("post") or ""), f"Unit kerja: {unit}")
    yield _rater(section, rater)
    yield _item("pendekatan", section, "Pendekatan", label_of(Approach, record.approach))


def _rater(section: str, rater: Card) -> Item:
    """By NIP, which the form can search for; by name where there is none."""
    card = rater or {}
    nip, name = str(card.get("nip") or ""), str(card.get("name") or "")
    hint = ", ".join(str(card[part]) for part in ("name", "post", "unit") if card.get(part))
    return _item(RATER, section, "Pejabat penilai (NIP)" if nip else "Pejabat penilai", nip or name, hint)


def _results(plan: PlanContents) -> Iterator[Item]:
    leaders = plan.plan.form == PlanForm.LEADERS
    for section, line in numbered(plan):
        base = f"rhk/{line.result.id}"
        if not leaders and not plan.qualitative:
            above = line.result.superior_text.strip()
            hint = "Pilih atau cari RHK pimpinan ini." if above else "Belum terhubung dengan RHK pimpinan di sini."
            yield _item(f"{base}/pimpinan", section, "RHK pimpinan yang diintervensi", above, hint)
        yield _item(f"{base}/teks", section, "Rencana hasil kerja (RHK)", line.result.text)
        if line.result.assigned_by.strip():
            yield _item(f"{base}/penugasan", section, "Penugasan dari", line.result.assigned_by.strip())
        for number, indicator in enumerate(line.indicators, 1):
            yield from _indicator(plan, f"{section} · Indikator {number}", indicator, leaders=leaders)


def _indicator(plan: PlanContents, section: str, item: Indicator, *, leaders: bool) -> Iterator[Item]:
    base = f"iki/{item.id}"
    if plan.qualitative:
        yield _item(f"{base}/teks", section, "Ukuran keberhasilan, dengan targetnya", item.text)
        return
    if leaders:
        yield _item(f"{base}/perspektif", section, "Perspektif", label_of(Perspective, item.perspective))
    else:
        yield _item(f"{base}/aspek", section, "Aspek", label_of(Aspect, item.aspect))
    yield _item(f"{base}/teks", section, "Indikator kinerja individu (IKI)", item.text)
    target = target_shown(item)
    yield _item(f"{base}/target", section, "Target", "" if target == NOT_YET else target)


def _behaviour(plan: PlanContents) -> Iterator[Item]:
    for value in VALUES:
        expectation = plan.expectations.get(value.key)
        if expectation is not None and expectation.text.strip():
            section = f"Perilaku kerja · {value.name}"
            yield _item(f"perilaku/{value.key}", section, "Ekspektasi khusus pimpinan", expectation.text)


def _attachments(plan: PlanContents) -> Iterator[Item]:
    known = [str(section) for section in AttachmentSection]
    further = sorted({line.section for line in plan.attachments} - set(known))
    for section in (*known, *further):
        lines = [line for line in plan.attachments if line.section == section]
        for number, line in enumerate(lines, 1):
            label = label_of(AttachmentSection, section)
            yield _item(f"lampiran/{line.id}", f"Lampiran · {label}", f"Butir {number}", line.text)


# -- evaluation


def _reached(plan: PlanContents, period: PeriodSpan, progress: Mapping[str, Progress]) -> Iterator[Item]:
    for section, line in numbered(plan):
        for number, indicator in enumerate(line.indicators, 1):
            reported = progress.get(indicator.id)
            if reported is None and period.kind is PeriodKind.YEAR:
                continue  # realisasi belong to the periods below the year
            shown = amount_shown(indicator, reported, qualitative=plan.qualitative)
            where = f"Realisasi · {section} · Indikator {number}"
            text = "" if shown == NOT_YET else shown
            yield _item(f"iki/{indicator.id}/realisasi", where, "Realisasi", text, indicator.text)
            if reported is not None and reported.evidence.strip():
                yield _item(f"iki/{indicator.id}/bukti", where, "Bukti dukung", reported.evidence)


def _feedback(
    plan: PlanContents, results: Mapping[str, ResultRating], values: Mapping[str, ValueRating]
) -> Iterator[Item]:
    for section, line in numbered(plan):
        rated = results.get(line.result.id)
        if rated is not None and rated.feedback.strip():
            where = f"Umpan balik · {section}"
            yield _item(
                f"rhk/{line.result.id}/umpan", where, "Umpan balik hasil kerja", rated.feedback, line.result.text
            )
    for value in VALUES:
        said = values.get(value.key)
        if said is not None and said.feedback.strip():
            yield _item(
                f"perilaku/{value.key}/umpan", f"Umpan balik · {value.name}", "Umpan balik perilaku", said.feedback
            )


def _ratings(evaluation: Evaluation | None, disputed: bool) -> Iterator[Item]:
    final = evaluation is not None and evaluation.state == FINISHED and not disputed
    why = "Ada di dua PC dengan isi berbeda; pilih dulu di Perlu dibereskan." if disputed else "Evaluasi belum selesai."
    work = rating_of(evaluation.work_rating) if evaluation is not None and final else None
    behaviour = rating_of(evaluation.behaviour_rating) if evaluation is not None and final else None
    found = None
    if evaluation is not None and final:
        found = predicate(evaluation.work_rating, evaluation.behaviour_rating, evaluation.rules)
        why = "Isinya dari program yang lebih baru; perbarui program."
    for key, label, value in (
        ("rating/hasil", "Rating hasil kerja", work),
        ("rating/perilaku", "Rating perilaku kerja", behaviour),
        ("predikat", "Predikat kinerja pegawai", found),
    ):
        yield Item(key, "Rating", label, value.label if value is not None else "", "" if value is not None else why)


# -- shared


def numbered(plan: PlanContents) -> Iterator[tuple[str, ResultLine]]:
    """Each result with the list it stands in and its number there; lists of a newer program last."""
    names = {str(kind): kind.label for kind in ResultKind}
    kinds = [*names, *sorted({line.result.kind for line in plan.lines} - set(names))]
    for kind in kinds:
        lines = [line for line in plan.lines if line.result.kind == kind]
        for number, line in enumerate(lines, 1):
            yield f"{names.get(kind, kind)} · RHK {number} dari {len(lines)}", line


def label_of(words: type[Labelled], code: str) -> str:
    """A code as people read it; the code itself where this program does not know it, empty for none."""
    try:
        return words(code).label if code else ""
    except ValueError:
        return code


def _item(key: str, section: str, label: str, text: str, hint: str = "") -> Item:
    return Item(key, section, label, text.strip(), hint if text.strip() else (hint or NOT_HERE))
