"""Where the lines of a plan come from: the library of key indicators, and what staff proposed before it was set."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from kinerja_tui.models.records import Record


class KeyIndicator(Record, table=True):
    """A key indicator (indikator kinerja utama, IKU) that plans of an office can point to. Reference data."""

    __tablename__ = "key_indicator"

    office: str = Field(default="", index=True)
    """kode wilayah of the office it is for; a district's is for all its offices"""
    post: str = ""
    """the post it is for; empty: all posts"""
    text: str = ""
    aspect: str = "kuantitas"
    """rules.plans.Aspect"""
    unit: str = ""
    direction: str = "naik"
    """rules.plans.Direction"""
    source: str = ""
    """legal basis or document it was taken from, e.g. Renstra, Perjanjian Kinerja"""
    active: bool = True
    """False: retired; plans that point to it stay as they are"""


class PlanComment(Record, table=True):
    """A proposal (usulan) or comment on a plan or one of its lines, with the answer to it."""

    __tablename__ = "plan_comment"

    plan_id: str = Field(default="", index=True)
    result_id: str = ""
    """the result it is about; empty: an indicator, or the whole plan"""
    indicator_id: str = ""
    kind: str = "usulan"
    """rules.plan_comments.CommentKind"""
    author_kind: str = "pegawai"
    """rules.plan_comments.AuthorKind"""
    author_name: str = ""
    text: str = ""
    written_on: date | None = None
    answer_state: str = ""
    """rules.plan_comments.Answer, or empty: belum dijawab"""
    answer_text: str = ""
    answered_by: str = ""
    answered_on: date | None = None
