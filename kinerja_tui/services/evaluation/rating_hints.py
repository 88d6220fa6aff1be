"""Hints for the rater (rules.rating_hints), from a form as it stands; read when shown and kept nowhere."""

from __future__ import annotations

from collections.abc import Collection

from kinerja_tui.models.database import Database
from kinerja_tui.rules.rating_hints import RatedLine, hints, same_text
from kinerja_tui.rules.values import VALUES
from kinerja_tui.services.evaluation.evaluation_checks import rating_of, result_key, value_key
from kinerja_tui.services.evaluation.self_assessment import Own
from kinerja_tui.services.forms.forms import Form
from kinerja_tui.services.planning.plans import PlanContents


class HintReader:
    """The hints of one evaluation. What was written to others is looked up once for each set of texts."""

    def __init__(self, db: Database, plan: PlanContents, period: str, own: Own | None) -> None:
        self._db = db
        self._plan = plan
        self._period = period
        self._own = own if own is not None and own.is_finished else None
        self._elsewhere: dict[frozenset[str], dict[str, int]] = {}

    def hints(self, form: Form, evidenced: Collection[str]) -> list[str]:
        """What the rater may want to look at again; ``evidenced``: ids of the indicators with evidence."""
        results, values = self._results(form, evidenced), self._values(form)
        texts = frozenset(line.feedback for line in (*results, *values) if same_text(line.feedback))
        if texts not in self._elsewhere:
            self._elsewhere[texts] = self._count_others(texts)
        return hints(results, values, self._elsewhere[texts])

    def _results(self, form: Form, evidenced: Collection[str]) -> list[RatedLine]:
        lines = []
        for number, line in enumerate(self._plan.lines, 1):
            rating, feedback = (
                form.text(result_key(self._plan.plan.id, self._period, line.result.id, column))
                for column in ("rating", "feedback")
            )
            own = self._own.results.get(line.result.id) if self._own else None
            lines.append(
                RatedLine(
                    f"hasil kerja {number}",
                    rating_of(rating),
                    rating_of(own.rating) if own else None,
                    feedback,
                    any(item.id in evidenced for item in line.indicators),
                )
            )
        return lines

    def _values(self, form: Form) -> list[RatedLine]:
        lines = []
        for value in VALUES:
            rating, feedback = (
                form.text(value_key(self._plan.plan.id, self._period, value.key, column))
                for column in ("rating", "feedback")
            )
            own = self._own.values.get(value.key) if self._own else None
            lines.append(RatedLine(value.name, rating_of(rating), rating_of(own.rating) if own else None, feedback))
        return lines

    def _count_others(self, texts: frozenset[str]) -> dict[str, int]:
        """`same_text` key -> how many other people of the office have that feedback in the period."""
        if not texts:
            return {}
        wanted = [text.strip().lower() for text in texts]
        rows = self._db.file.rows(
            _OTHERS.format(wanted=",".join("?" * len(wanted))),
            (self._period, self._plan.employee.id, self._plan.employee.office, *wanted),
        )
        people: dict[str, set[str]] = {}
        for employee_id, feedback in rows:
            people.setdefault(same_text(feedback), set()).add(employee_id)
        return {key: len(found) for key, found in people.items()}


# SQLite's lower() knows ASCII only; a text with other capitals is then merely not found.
_OTHERS = """
    SELECT v.employee_id, t.feedback
    FROM evaluation v
    JOIN employee e ON e.id = v.employee_id
    JOIN (
        SELECT evaluation_id, feedback FROM result_rating WHERE NOT removed
        UNION ALL SELECT evaluation_id, feedback FROM value_rating WHERE NOT removed
    ) t ON t.evaluation_id = v.id
    WHERE v.period = ?1 AND v.employee_id <> ?2 AND e.office = ?3 AND NOT v.removed
        AND lower(trim(t.feedback)) IN ({wanted})
"""
