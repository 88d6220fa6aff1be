"""F3 on the form of a plan: what the line before has in the same column."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.models.plans import Indicator, WorkResult
from kinerja_tui.services.forms.forms import Form, field_key
from kinerja_tui.services.planning import plan_entry

_RESULT = ("superior_text", "text", "assigned_by")
_INDICATOR = ("aspect", "text", "target", "unit", "target_text", "perspective", "direction", "evidence_source")


def lines_before(form: Form) -> dict[str, str]:
    """Field of a result or an indicator -> the text of the one before it on the form."""
    found: dict[str, str] = {}
    result_before = indicator_before = ""
    for line in plan_entry.all_lines(form):
        found |= _copied(form, WorkResult, result_before, line.result_id, _RESULT)
        result_before = line.result_id
        for indicator_id in line.indicator_ids:
            found |= _copied(form, Indicator, indicator_before, indicator_id, _INDICATOR)
            indicator_before = indicator_id
    return found


def _copied(form: Form, table: plan_entry.Table, source: str, to: str, columns: Sequence[str]) -> dict[str, str]:
    if not source:
        return {}
    return {field_key(table, to, name): form.text(field_key(table, source, name)) for name in columns}
