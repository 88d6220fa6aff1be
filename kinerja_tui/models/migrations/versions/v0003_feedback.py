"""Placeholder of another branch's migration; dropped at the merge."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing to do here."""
    pass
