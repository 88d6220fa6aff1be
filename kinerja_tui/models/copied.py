"""What was typed over into e-Kinerja: one tick per item and value, so that clerks on two PCs share the work.

Journalled, not a setting of one PC: the copying is done where there is signal, often on another PC than the one the
data were keyed on, and by whoever is there. A tick says only that this value stands there now.
"""

from __future__ import annotations

from sqlmodel import Field

from kinerja_tui.models.records import Record, natural_id


class CopiedItem(Record, table=True):
    """One value of one item stands in e-Kinerja.

    The value is part of the id: ticks that two PCs gave to different values of one item never are in bentrok, both are
    there, and the item counts as changed until somebody looks.
    """

    __tablename__ = "copied_item"

    plan_id: str = Field(default="", index=True)
    period: str = ""
    """code of the evaluated period; empty: the SKP itself"""
    item: str = ""
    """which item of the sheet (services.national.copy_items)"""
    value: str = ""
    """check code of the value as it was copied"""

    @staticmethod
    def id_of(plan_id: str, period: str, item: str, value: str) -> str:
        """One tick per item and value."""
        return natural_id("copied-item", plan_id, period, item, value)
