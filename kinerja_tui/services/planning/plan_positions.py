"""The lines of a plan's form by table: which stand on it, drafts included, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinerja_tui.models.records import Record
from kinerja_tui.models.state import REMOVED
from kinerja_tui.services.forms.forms import Form, field_key


def ids_on(texts: Mapping[str, str], table: type[Record]) -> list[str]:
    """Ids of the records of a table among a form's texts; those taken off are left out."""
    prefix = f"{table.__tablename__}/"
    ids = dict.fromkeys(key.split("/")[1] for key in texts if key.startswith(prefix))
    return [record_id for record_id in ids if not texts.get(field_key(table, record_id, REMOVED))]


def position_on(texts: Mapping[str, str], table: type[Record], record_id: str) -> int:
    """Place of a line among the others, 0 where none is stored."""
    return int(texts.get(field_key(table, record_id, "position")) or 0)


def next_position(form: Form, table: type[Record]) -> int:
    """Behind all lines of a table."""
    texts = form.texts()
    return 1 + max((position_on(texts, table, record_id) for record_id in ids_on(texts, table)), default=0)


def swapped(form: Form, table: type[Record], ordered: Sequence[str], record_id: str, by: int) -> dict[str, str]:
    """The texts that move a line ``by`` places among ``ordered``; empty when it stands at that end already.

    All get a position anew: a merge can leave two lines with the same one.
    """
    wanted = list(ordered)
    place = wanted.index(record_id)
    if not 0 <= place + by < len(wanted):
        return {}
    wanted.insert(place + by, wanted.pop(place))
    texts = form.texts()
    first = min(position_on(texts, table, other) for other in wanted)
    found = {field_key(table, other, "position"): str(first + number) for number, other in enumerate(wanted)}
    return {key: text for key, text in found.items() if texts.get(key) != text}
