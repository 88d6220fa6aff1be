"""The parts of an SKP (work plan) and the states it goes through."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .labels import Labelled
from .staff import PostKind


class ResultKind(Labelled):
    """List of hasil kerja a result stands in: A. Utama or B. Tambahan, without weights (BKN [S])."""

    MAIN = "utama", "Utama"
    ADDITIONAL = "tambahan", "Tambahan"


class Aspect(Labelled):
    """Aspek of an indicator on the SKP form for JA/JF; an SKP need not use all four."""

    QUANTITY = "kuantitas", "Kuantitas"
    QUALITY = "kualitas", "Kualitas"
    TIME = "waktu", "Waktu"
    COST = "biaya", "Biaya"


class Perspective(Labelled):
    """Perspektif of an indicator on the SKP form for JPT and heads of independent units, in place of the aspek."""

    RECIPIENTS = "penerima_layanan", "Penerima Layanan"
    PROCESSES = "proses_bisnis", "Proses Bisnis"
    STRENGTHENING = "penguatan_internal", "Penguatan Internal"
    BUDGET = "anggaran", "Anggaran"


class Direction(Labelled):
    """Which way an indicator gets better: naik for output, turun for days waited or complaints [D]."""

    HIGHER = "naik", "Makin tinggi makin baik"
    LOWER = "turun", "Makin rendah makin baik"


class Approach(Labelled):
    """Pendekatan hasil kerja as the head of the SKP form names it, one for the whole SKP."""

    QUANTITATIVE = "kuantitatif", "Kuantitatif"
    QUALITATIVE = "kualitatif", "Kualitatif"


class PlanForm(Labelled):
    """Which official form an SKP is written on (PermenPANRB 6/2022): with aspek, or with perspektif."""

    OFFICERS = "ja_jf", "JA/JF"
    LEADERS = "jpt_mandiri", "JPT / pimpinan unit kerja mandiri"


class AttachmentSection(Labelled):
    """The lists of the Lampiran SKP, in the order they are printed (PermenPANRB 6/2022)."""

    RESOURCES = "dukungan", "Dukungan Sumber Daya"
    ACCOUNTABILITY = "pertanggungjawaban", "Skema Pertanggungjawaban"
    CONSEQUENCES = "konsekuensi", "Konsekuensi"


class PlanState(Labelled):
    """Where an SKP stands between the employee, who drafts it, and the rater, who approves it."""

    DRAFT = "draf", "Draf"
    SUBMITTED = "diajukan", "Diajukan"
    APPROVED = "disetujui", "Disetujui"
    RETURNED = "dikembalikan", "Dikembalikan"

    @property
    def mark(self) -> str:
        """One character that tells the state without colour, in every terminal font."""
        return _MARKS[self]


_MARKS = {PlanState.DRAFT: "·", PlanState.SUBMITTED: ">", PlanState.APPROVED: "+", PlanState.RETURNED: "!"}

ALLOWED_MOVES: Mapping[PlanState, frozenset[PlanState]] = MappingProxyType(
    {
        PlanState.DRAFT: frozenset({PlanState.SUBMITTED}),
        # Back to draft: the employee takes the plan back before the rater has decided.
        PlanState.SUBMITTED: frozenset({PlanState.APPROVED, PlanState.RETURNED, PlanState.DRAFT}),
        PlanState.RETURNED: frozenset({PlanState.SUBMITTED}),
        # Targets are locked at approval; a change is an addendum with reason and approver, not a new state.
        PlanState.APPROVED: frozenset(),
    }
)
"""The states each state may go to; PermenPANRB 6/2022 names none, they follow from its cycle [D]."""


def form_for(post_kind: str) -> PlanForm:
    """The form a new SKP starts on: JPT on theirs, everybody else on that of JA/JF.

    The head of an independent unit who is no JPT, such as a Camat, chooses.
    """
    return PlanForm.LEADERS if post_kind == PostKind.JPT else PlanForm.OFFICERS


def may_move(from_state: PlanState, to_state: PlanState) -> bool:
    """Whether an SKP may go from one state straight to the other; staying is not a move."""
    return to_state in ALLOWED_MOVES[from_state]
