"""Action plans (rencana aksi) and the submission of progress."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""
