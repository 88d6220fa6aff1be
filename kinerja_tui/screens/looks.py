"""How a predikat looks wherever it stands: a mark and a style. The mark says what the colour says."""

from __future__ import annotations

from kinerja_tui.rules.ratings import Predicate

PREDICATE_MARKS = {
    Predicate.VERY_GOOD: "+",
    Predicate.GOOD: "+",
    Predicate.NEEDS_IMPROVEMENT: "!",
    Predicate.POOR: "×",
    Predicate.VERY_POOR: "×",
}
PREDICATE_STYLES = {
    Predicate.VERY_GOOD: "good",
    Predicate.GOOD: "good",
    Predicate.NEEDS_IMPROVEMENT: "warn",
    Predicate.POOR: "bad",
    Predicate.VERY_POOR: "bad",
}
