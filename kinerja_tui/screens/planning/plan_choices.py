"""The approach and the form of a work plan: chosen at its head, and what they change in the lines below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kinerja_tui.models.plans import WorkPlan
from kinerja_tui.rules.labels import Labelled
from kinerja_tui.rules.plans import Approach, PlanForm
from kinerja_tui.screens.planning import plan_help as helps
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning.plans import Overview
from kinerja_tui.widgets.fields import Choice, Field

RESHAPING = ("approach", "form")
"""Columns of a plan whose answer changes the lines of its form."""


def numbered(codes: type[Labelled]) -> tuple[Choice, ...]:
    """Codes answered by a digit, in their order."""
    return tuple(Choice(str(code), code.label, str(number)) for number, code in enumerate(codes, 1))


@dataclass(frozen=True)
class PlanChoices:
    """What stands at the head of a plan as it is typed now; of a locked plan what is stored.

    A code of a newer program counts as quantitative on the form of JA/JF, so that everything stored is seen.
    """

    form: Form
    overview: Overview

    @property
    def qualitative(self) -> bool:
        """Whether results are measured in words."""
        return self._now("approach") == Approach.QUALITATIVE

    @property
    def leaders(self) -> bool:
        """Whether it stands on the form of JPT and heads of independent units."""
        return self._now("form") == PlanForm.LEADERS

    @property
    def measure(self) -> str:
        """What an indicator is called."""
        return "ukuran keberhasilan" if self.qualitative else "indikator"

    def fields(self) -> Iterator[Field]:
        """The approach, and the form where there is a choice."""
        locked = self.overview.locked
        approaches, forms = numbered(Approach), numbered(PlanForm)
        yield Field(
            self._key("approach"),
            "Pendekatan hasil kerja",
            "scale",
            helps.APPROACH,
            choices=approaches,
            required=True,
            locked=locked,
            carry=False,
            note="" if locked else "mengganti: Ctrl+Home",
        )
        if self.overview.heads_unit:
            yield Field(
                self._key("form"),
                "Formulir SKP",
                "scale",
                helps.FORM,
                choices=forms,
                required=True,
                locked=locked,
                carry=False,
            )

    def _key(self, column: str) -> str:
        return field_key(WorkPlan, self.overview.plan_id, column)

    def _now(self, column: str) -> str:
        key = self._key(column)
        return self.form.stored.get(key, "") if self.overview.locked else self.form.text(key)
