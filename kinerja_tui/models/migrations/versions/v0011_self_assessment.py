"""Self-assessment and local dimensions beside an evaluation; why periods are missing in an annual one."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the tables; evaluations finished so far named no missing periods."""
    _create(
        "self_assessment",
        sa.Column("employee_id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("hopes", sa.String(), nullable=False),
        index="plan_id",
    )
    _create(
        "self_result",
        sa.Column("assessment_id", sa.String(), nullable=False),
        sa.Column("result_id", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        index="assessment_id",
    )
    _create(
        "self_value",
        sa.Column("assessment_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        index="assessment_id",
    )
    _create(
        "dimension",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("low_label", sa.String(), nullable=False),
        sa.Column("high_label", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    _create(
        "dimension_score",
        sa.Column("evaluation_id", sa.String(), nullable=False),
        sa.Column("dimension_id", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        index="evaluation_id",
    )
    with op.batch_alter_table("evaluation") as batch:
        for name in ("missing_periods", "missing_reason"):
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))


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
