"""Counts through whole tables are remembered, and forgotten by the database itself; held changes have an index."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

SOURCES = ("journal", "outgoing_change")
"""Projected tables and conflicts are rewritten with the journal only."""


def upgrade() -> None:
    """Create the table, a trigger for each way to write what is counted, and the index."""
    op.create_table(
        "counted",
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("query"),
    )
    for table in SOURCES:
        for event in ("INSERT", "UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER counted_{table}_{event.lower()} AFTER {event} ON {table} "
                "WHEN EXISTS (SELECT 1 FROM counted) BEGIN DELETE FROM counted; END"
            )
    op.create_index(
        op.f("ix_journal_held"), "journal", ["held"], unique=False, sqlite_where=sa.text("held IS NOT NULL")
    )
