"""What an indicator of satisfaction may be filled from: the survey of a service in figures, exact until rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from .survey import ELEMENTS, round_half_up
from .survey_results import Results

IKM = "ikm"
SATISFIED = "persen_puas"
REACHED = "persen_contoh"
_NRR = "nrr_"

SURVEY_FIGURES: Mapping[str, str] = MappingProxyType(
    {
        IKM: "IKM",
        SATISFIED: "Persen responden puas",
        REACHED: "Persen contoh tercapai",
        **{f"{_NRR}{key}": f"NRR {name}" for key, name in ELEMENTS.items()},
    }
)
"""Code -> name. Satisfied [D] is a sheet whose own mean x 25 would be Baik or better; the sample reached is filled
sheets of those that the people served ask for, 100 at most."""


def survey_figure(results: Results, code: str, needed: int | None) -> Decimal | None:
    """One of `SURVEY_FIGURES` with at most two decimals; None where there is nothing to take it from.

    ``needed``: sheets the people served ask for, None while their number is not known.
    """
    if code == IKM:
        return results.ikm
    if code == SATISFIED:
        return _percent(results.satisfied, results.filled)
    if code == REACHED:
        return _percent(min(results.filled, needed), needed) if needed and results.filled else None
    found = next((element for element in results.elements if f"{_NRR}{element.key}" == code), None)
    return None if found is None or found.nrr is None else round_half_up(found.nrr)


def _percent(part: int, whole: int) -> Decimal | None:
    return round_half_up(Fraction(100 * part, whole)) if whole else None
