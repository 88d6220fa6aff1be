"""What a recap is asked about, and what each says of itself: from where, by which rule, when, of which office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from kinerja_tui.documents.tables.table import Closing, Column, Row, TypedTable
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.formats import format_date
from kinerja_tui.rules.periods import PeriodSpan, period_from_code
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.handover.handover import PLACES
from kinerja_tui.services.monitoring.reporting import reporting
from kinerja_tui.services.papers.recap_lines import GroupCount, PersonLine, grouped, lines_of

_BETWEEN = "|"
EVERYBODY = "semua orang yang bertugas pada sedikitnya satu hari dalam periode ini, juga yang sudah berhenti sesudahnya"


@dataclass(frozen=True)
class Asked:
    """One recap of a period: of one office or all of this PC's, by unit or by office; or the people of one group."""

    file: DatabaseFile
    period: str
    today: date
    office: str = ""
    """kode wilayah; empty: every office on this PC"""
    by_unit: bool = True
    unit: str | None = None
    """only people of this unit (empty: those without one); None: everybody"""
    officeless: bool = False
    """only people without an office, as a merge may leave some"""

    @cached_property
    def span(self) -> PeriodSpan:
        """The period. Raises `RuleBroken` for a code that cannot be."""
        return period_from_code(self.period)

    @property
    def year(self) -> int:
        """The year of the period."""
        return self.span.start.year

    @cached_property
    def names(self) -> dict[str, str]:
        """Kode wilayah -> name."""
        return dict(self.file.rows("SELECT code, name FROM office WHERE NOT removed"))

    @property
    def due(self) -> date:
        """The last day on which a report of the period is in time."""
        return reporting(self.file, self.year).due(self.span)

    @cached_property
    def lines(self) -> list[PersonLine]:
        """Everybody asked about, once, by name. Raises `RuleBroken` where somebody vanished."""
        found = lines_of(self.file, self.period, self.due.isoformat(), self.today.isoformat(), self.office)
        return [line for line in found if self.holds(line.row["office"], line.row["unit"])]

    def holds(self, office: str | None, unit: str | None) -> bool:
        """Whether people of a unit are asked about."""
        here = not office if self.officeless else self.office in ("", office)
        return here and self.unit in (None, unit or "")

    @cached_property
    def groups(self) -> list[GroupCount]:
        """The people by unit or office."""
        return grouped(self.lines, by_unit=self.by_unit)

    @cached_property
    def several(self) -> bool:
        """Whether there is more than one office in it, so that rows have to say whose they are."""
        return len({line.row["office"] for line in self.lines}) > 1 if not self.office else False

    def office_name(self, code: str) -> str:
        """An office as people call it."""
        return self.names.get(code) or code or "(tanpa kantor)"

    @property
    def whose(self) -> str:
        """The office, or all of them; with the unit."""
        own = self.office or self.file.setting("office")
        name = self.office_name(own)
        if not self.office and self.several:
            name = f"Semua kantor ({name})"
        return name if self.unit is None else f"{name}, {self.unit or 'tanpa unit'}"

    # -- the parts of tables

    def group_heads(self) -> list[Column]:
        """The columns that name a group."""
        if not self.by_unit:
            return [Column("Kantor")]
        return [*([Column("Kantor")] if self.several else []), Column("Unit kerja")]

    def group_cells(self, office: str, unit: str) -> list[str]:
        """The texts of those columns."""
        if not self.by_unit:
            return [self.office_name(office)]
        return [*([self.office_name(office)] if self.several else []), unit or "(tanpa unit)"]

    def person_heads(self) -> list[Column]:
        """Where somebody works, on lists of names."""
        return [*([Column("Kantor")] if self.several else []), Column("Unit kerja"), Column("Jabatan")]

    def person_cells(self, row: dict[str, Any]) -> list[str]:
        """The texts of those columns."""
        office = [self.office_name(row["office"])] if self.several else []
        return [*office, row["unit"] or "", row["post"] or ""]

    def inside(self, key: str) -> Asked:
        """The same about the people behind a row (`key_of`)."""
        office, _, rest = key.partition(_BETWEEN)
        return replace(self, office=office, unit=rest if self.by_unit else self.unit, officeless=not office)

    def notes(self, counted: str, rule: str = "") -> tuple[tuple[str, str], ...]:
        """What stands under every table."""
        return (
            ("Dihitung dari", counted),
            ("Aturan", rule or rules_for(self.span.end).legal_basis),
            ("Periode", f"{self.span.label}, {format_date(self.span.start)} s.d. {format_date(self.span.end)}"),
            ("Kantor", f"{self.whose} ({self.office or self.file.setting('office')})"),
            ("Dibuat", f"{format_date(self.today)} menurut jam PC ini, dari data yang ada di PC ini"),
            ("Kepala jurnal", journal_head(self.file)),
        )

    def table(
        self,
        label: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        notes: tuple[tuple[str, str], ...],
        total: Row | None = None,
        closings: tuple[Closing, ...] = (),
        keys: tuple[str, ...] = (),
        remark: str = "",
        when: str = "",
        rules: str | None = None,
    ) -> TypedTable:
        """A table with this office and period on it; ``when``: another time than the period.

        ``rules``: another legal basis than that of the period's evaluations, empty for none.
        """
        when = when or self.span.label
        return TypedTable(
            name=f"{label} {when} - {self.whose}",
            sheet=label,
            columns=tuple(columns),
            rows=rows,
            total=total,
            closings=closings,
            notes=notes,
            heads=(self.whose, when),
            rules=rules_for(self.span.end).legal_basis if rules is None else rules,
            keys=keys,
            remark=remark,
        )


def key_of(office: str, unit: str) -> str:
    """What stands behind a row of a group."""
    return f"{office}{_BETWEEN}{unit}"


def share(part: int, whole: int) -> Fraction | None:
    """A part of a whole; None of nothing."""
    return Fraction(part, whole) if whole else None


def journal_head(file: DatabaseFile) -> str:
    """The newest change this PC knows, as papers name it: whoever has the same has seen the same."""
    rows = file.rows("SELECT seq, id FROM journal WHERE held IS NULL ORDER BY seq DESC LIMIT 1")
    return f"perubahan ke-{rows[0][0]}, tanda {str(rows[0][1])[:PLACES]}" if rows else "belum ada perubahan"
