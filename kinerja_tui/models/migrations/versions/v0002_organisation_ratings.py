"""Placeholder of another branch's migration; dropped at the merge."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing to do here."""
    pass
