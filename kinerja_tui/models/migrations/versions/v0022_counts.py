"""Counts through whole tables are remembered, and forgotten by the database itself; held changes have an index."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

COUNTED = (
    "assignment", "conflict", "delivery", "employee", "evaluation", "excuse", "follow_up", "holiday", "improvement",
    "indicator", "journal", "objection", "outgoing_change", "progress", "progress_report", "service_request", "survey",
    "survey_sheet", "voice", "work_plan", "work_result",
)  # fmt: skip


def upgrade() -> None:
    """Create the table, a trigger for each way to write each table that is counted, and the index."""
    op.create_table(
        "counted",
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("query"),
    )
    for table in COUNTED:
        for event in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER counted_{table}_{event.lower()} AFTER {event} ON {table} "
                "WHEN EXISTS (SELECT 1 FROM counted) BEGIN DELETE FROM counted; END"
            )
    op.create_index(
        op.f("ix_journal_held"), "journal", ["held"], unique=False, sqlite_where=sa.text("held IS NOT NULL")
    )
