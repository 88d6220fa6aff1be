"""Both approaches and forms of a plan, and its attachments (lampiran SKP)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """What is stored already stands on the form of JA/JF, without perspectives and attachments."""
    op.create_table(
        "plan_attachment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=True),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_attachment_plan_id"), "plan_attachment", ["plan_id"], unique=False)
    with op.batch_alter_table("work_plan") as plan:
        plan.add_column(sa.Column("form", sa.String(), nullable=False, server_default="ja_jf"))
    with op.batch_alter_table("indicator") as indicator:
        indicator.add_column(sa.Column("perspective", sa.String(), nullable=False, server_default=""))
