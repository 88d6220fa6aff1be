"""Questionnaires of the public satisfaction survey (SKM)."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_SHEET = (
    *("sex", "age", "education", "occupation"),
    *("requirements", "procedure", "time", "cost", "product", "expertise", "conduct", "complaints", "facilities"),
)


def upgrade() -> None:
    """Create the four tables."""
    _create(
        "survey",
        _text("office"),
        _text("service"),
        _text("period"),
        sa.Column("population", sa.Integer(), nullable=True),
        _text("weighting"),
        _text("rules"),
    )
    for table in ("survey_sheet", "survey_second"):
        _create(
            table,
            _text("survey_id"),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("entered_on", sa.Date(), nullable=True),
            *(_text(name) for name in _SHEET),
            index="survey_id",
        )
    _create(
        "improvement",
        *(_text(name) for name in ("survey_id", "element", "what", "who")),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        _text("outcome"),
        index="survey_id",
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _create(table: str, *columns: sa.Column[Any], index: str = "") -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    if index:
        op.create_index(op.f(f"ix_{table}_{index}"), table, [index], unique=False)
