"""Surveys linked to the office's list of services."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Surveys of before stay unlinked: the same name finds the service."""
    op.add_column("survey", sa.Column("service_id", sa.String(), nullable=True))
