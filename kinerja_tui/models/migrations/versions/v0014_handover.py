"""What was handed over, accepted and taken back."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing yet."""
