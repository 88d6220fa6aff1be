"""When an office wants somebody to be thought of for recognition: rules per key indicator or kind of result."""

from __future__ import annotations

from sqlmodel import Field

from kinerja_tui.models.records import Record


class RecognitionRule(Record, table=True):
    """One rule of an office for one year ("bila tercapai, usulkan"). Reference data; it proposes nothing by itself."""

    __tablename__ = "recognition_rule"

    office: str = Field(default="", index=True)
    """kode wilayah of the office it is for; a district's is for all its offices"""
    year: int = 0
    name: str = ""
    condition: str = ""
    """rules.recognition.Condition"""
    key_indicator_id: str | None = None
    """of the condition iku: the key indicator; None: any indicator with a number as target"""
    predicate: str = ""
    """of the condition predikat: the lowest rules.ratings.Predicate that meets it"""
    least: int | None = None
    """in how many periods, or of how many requests or complaints at least; None: one"""
    kind: str = ""
    """the form of recognition to propose, of rules.recognition.KINDS"""
    active: bool = True
    """False: no candidates follow from it any more; what was proposed stays"""
