"""Placeholder of another branch's migration; dropped at the merge."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing to do here."""
    pass
