"""Action plans (rencana aksi), the submission of progress, how a district reports, how an indicator is read."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the three tables; indicators are read by rule until somebody chooses."""
    op.create_table(
        "action_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("result_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_action_step_plan_id"), "action_step", ["plan_id"], unique=False)
    op.create_table(
        "progress_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("indicators", sa.Integer(), nullable=False),
        sa.Column("as_submitted", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("obstacles_read", sa.String(), nullable=False),
        sa.Column("obstacles_read_on", sa.Date(), nullable=True),
        sa.Column("obstacles_read_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_progress_report_plan_period", "progress_report", ["plan_id", "period"], unique=False)
    op.create_table(
        "reporting_rule",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_reporting_rule_district"), "reporting_rule", ["district"], unique=False)
    with op.batch_alter_table("indicator") as batch:
        batch.add_column(sa.Column("accumulates", sa.String(), nullable=False, server_default=""))
