"""Training, sessions with attendance, follow-up and recognition."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_TEXT, _DAY, _LINK = "text", "day", "link"

_TABLES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "training": (
        {
            "employee_id": _TEXT, "state": _TEXT, "title": _TEXT, "kind": _TEXT, "competence": _TEXT,
            "need_source": _TEXT, "need": _TEXT, "planned_for": _DAY, "start": _DAY, "end": _DAY, "hours": _LINK,
            "organiser": _TEXT, "certificate": _TEXT, "effect": _TEXT, "effect_on": _DAY, "cancel_reason": _TEXT,
            "search": _TEXT,
        },
        ("employee_id",),
    ),
    "training_session": (
        {
            "office": _TEXT, "title": _TEXT, "kind": _TEXT, "competence": _TEXT, "held_on": _DAY, "hours": _LINK,
            "organiser": _TEXT,
        },
        (),
    ),
    "training_attendance": (
        {
            "session_id": _TEXT, "employee_id": _TEXT, "title": _TEXT, "kind": _TEXT, "competence": _TEXT,
            "held_on": _DAY, "hours": _LINK,
        },
        ("session_id", "employee_id"),
    ),
    "follow_up": (
        {
            "employee_id": _TEXT, "evaluation_id": _TEXT, "part": _TEXT, "about": _TEXT, "what": _TEXT,
            "helper": _TEXT, "due": _DAY, "done_on": _DAY, "outcome": _TEXT,
        },
        ("employee_id", "evaluation_id"),
    ),
    "recognition": (
        {
            "employee_id": _TEXT, "state": _TEXT, "basis": _TEXT, "proof": _TEXT, "evaluation_id": _LINK,
            "indicator_id": _LINK, "kind": _TEXT, "proposed_on": _DAY, "proposed_by": _TEXT, "decided_on": _DAY,
            "decided_by": _TEXT, "decided_by_id": _LINK, "reason": _TEXT, "given_on": _DAY, "given_by": _TEXT,
            "given_by_id": _LINK,
        },
        ("employee_id",),
    ),
}  # fmt: skip
"""Table -> its columns by kind (a link and an exact number are texts that may be missing), and what is indexed."""


def upgrade() -> None:
    """Create the five tables."""
    for table, (columns, indexed) in _TABLES.items():
        op.create_table(
            table,
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("removed", sa.Boolean(), nullable=False),
            sa.Column("confirmed", sa.JSON(), nullable=True),
            *(_column(name, kind) for name, kind in columns.items()),
            sa.PrimaryKeyConstraint("id"),
        )
        for column in indexed:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _column(name: str, kind: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date() if kind == _DAY else sa.String(), nullable=kind != _TEXT)
