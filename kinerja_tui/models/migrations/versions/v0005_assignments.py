"""Assignments as dated history: acting posts, dated raters, excused people, plans that a transfer closed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the two tables; what is stored already is a definitive post and an open plan."""
    op.create_table(
        "rater_span",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("assignment_id", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("rater_id", sa.String(), nullable=True),
        sa.Column("rater_card", sa.JSON(), nullable=True),
        sa.Column("superior_id", sa.String(), nullable=True),
        sa.Column("superior_card", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_rater_span_assignment_id"), "rater_span", ["assignment_id"], unique=False)
    op.create_table(
        "excuse",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_excuse_employee_id"), "excuse", ["employee_id"], unique=False)
    _add("assignment", sa.Column("kind", sa.String(), nullable=False, server_default="definitif"))
    _add("work_plan", sa.Column("planned_end", sa.Date(), nullable=True))
    _add("indicator", sa.Column("part_target", sa.String(), nullable=True))
    for name in ("employee_card", "rater_card", "superior_card"):
        _add("evaluation", sa.Column(name, sa.JSON(), nullable=True))


def _add(table: str, column: sa.Column[Any]) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(column)
