"""How long a reading took the last time on this PC, so that the next one can tell about how long it takes.

Written down when the program is closed: writing makes what was read be read anew.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from kinerja_tui.models.file import DatabaseProblem

if TYPE_CHECKING:
    from kinerja_tui.app import KinerjaApp

TOOK = "took"
"""Setting of this PC: what was read -> seconds, or seconds a piece."""

_ABOUT = 1.3
"""A time within this factor of the one written down says the same."""


def last_took(app: KinerjaApp, what: str) -> float:
    """Seconds (a piece) it took the last time; 0 where that is not known."""
    return app.took.get(what) or _written(app).get(what, 0.0)


def remember(app: KinerjaApp, what: str, seconds: float) -> None:
    """It took so long, in all or a piece."""
    app.took[what] = seconds


def write_down(app: KinerjaApp) -> None:
    """Keep what this run has found out, where it is news."""
    written = _written(app)
    news = {what: time for what, time in app.took.items() if not _same(time, written.get(what, 0.0))}
    if news and app.is_loaded:
        with contextlib.suppress(DatabaseProblem):  # it is no data
            app.db.set_setting(TOOK, json.dumps(written | news))


def _same(one: float, other: float) -> bool:
    return min(one, other) > 0 and max(one, other) / min(one, other) < _ABOUT


def _written(app: KinerjaApp) -> dict[str, float]:
    try:
        found = json.loads(app.file.setting(TOOK) or "{}")
        return {str(what): float(time) for what, time in found.items() if 0 < float(time) < float("inf")}
    except (ValueError, TypeError, AttributeError):
        return {}
