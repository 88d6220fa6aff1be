"""What was handed over, accepted and taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add what a handover paper says, what an answer refuses, and what takes an import back."""
    with op.batch_alter_table("outgoing_bundle") as batch:
        batch.add_column(sa.Column("ack", sa.String(), nullable=True))
        batch.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("handed_at", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("handed_by", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("incoming_bundle") as batch:
        batch.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("undo", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "refused_change",
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("change_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("site", "change_id"),
        sqlite_with_rowid=False,
    )
