"""The table for SIASN as a recap: who can be written in its codes, and who cannot, with the reason."""

from __future__ import annotations

from kinerja_tui.documents.bkn_tables import coded_table, left_out_table
from kinerja_tui.documents.recaps.asked import Asked
from kinerja_tui.documents.tables.table import TypedTable
from kinerja_tui.services.national.siasn import siasn_table


def siasn_recap(asked: Asked) -> TypedTable:
    """Those who can be coded. Raises `RuleBroken` for a period that cannot be."""
    return coded_table(siasn_table(asked.file, asked.period, asked.office), asked.whose)


def left_out_recap(asked: Asked) -> TypedTable:
    """Those who cannot. Raises `RuleBroken` for a period that cannot be."""
    return left_out_table(siasn_table(asked.file, asked.period, asked.office), asked.whose)
