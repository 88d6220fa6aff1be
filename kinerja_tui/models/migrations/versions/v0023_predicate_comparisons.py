"""Comparisons of the final predikat with the signed papers."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "predicate_comparison",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("compared_on", sa.Date(), nullable=True),
        sa.Column("compared_by", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
