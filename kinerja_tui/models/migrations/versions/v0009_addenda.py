"""Addenda to approved plans; who approved a plan; the targets an evaluation was judged by."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"


def upgrade() -> None:
    """Create the two tables; results run from the first to the last day of their plan unless an addendum says so."""
    op.create_table(
        "addendum",
        *_record(),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("takes_effect", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approver_card", sa.JSON(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("rules", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_addendum_plan_id"), "addendum", ["plan_id"], unique=False)
    op.create_table(
        "addendum_line",
        *_record(),
        sa.Column("addendum_id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("kind", "result_id", "indicator_id", "text", "reason", "old_target", "new_target")
        ),
        sa.Column("old_part", sa.String(), nullable=True),
        sa.Column("new_part", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_addendum_line_addendum_id"), "addendum_line", ["addendum_id"], unique=False)
    op.create_index(op.f("ix_addendum_line_plan_id"), "addendum_line", ["plan_id"], unique=False)
    _add("work_plan", sa.Column("approver_card", sa.JSON(), nullable=True))
    _add("work_plan", sa.Column("decision_note", sa.String(), nullable=False, server_default=""))
    for name in ("starts_on", "ends_on"):
        _add("work_result", sa.Column(name, sa.Date(), nullable=True))
    _add("evaluation", sa.Column("targets", sa.JSON(), nullable=True))


def _record() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
    ]


def _add(table: str, column: sa.Column[Any]) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(column)
