"""Key indicators (IKU) per post, proposals and comments on a plan."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
