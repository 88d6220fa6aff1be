"""Both approaches and forms of a plan, and its attachments (lampiran SKP)."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""
