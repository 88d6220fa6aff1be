"""Reference data: what the district wrote stands, and every office keeps its own lists.

What an office says besides is held for the district, which decides; at entry it is refused (`district_word`). Which
tables are reference data at all, and which are of a person or of an office, stands in `authority`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from kinerja_tui.handoff.writings import (
    DISTRICT_WORD,
    FOREIGN_LIST,
    OfficeOf,
    Verdicts,
    Writing,
    seen_by,
    text_of,
    writings_of,
)
from kinerja_tui.models import journal
from kinerja_tui.models.changes import Value, same_value
from kinerja_tui.models.state import REMOVED

REPORTING = "reporting_rule"
"""A rule of a year holds for the years after it as well, until there is another one."""

GOVERNED = frozenset({"period", "holiday", "office", "organisation_rating", REPORTING})
"""Tables in which what the district wrote stands."""

LISTS = frozenset({"key_indicator", "dimension", "recognition_rule"})
"""Tables of lists of which each office, and the district, keeps its own; a line says whose it is."""

TABLES = GOVERNED | LISTS

_BATCH = 400


def judge(connection: Connection, office_of: OfficeOf, records: Collection[str], verdicts: Verdicts) -> None:
    """Add to the verdicts what is to be said of changes of these records of reference data."""
    for batch in journal.batches(sorted(records), _BATCH):
        for writings in writings_of(connection, batch, office_of).values():
            _stand_by_the_district(writings, verdicts)
            _keep_own_list(writings, verdicts)
    rules = set(connection.execute(_RULES).scalars())
    if rules & set(records):
        _keep_reporting(writings_of(connection, sorted(rules), office_of).values(), verdicts)


def overwrites(
    connection: Connection, office_of: OfficeOf, table: str, key: str, fields: Mapping[str, Value]
) -> Iterator[str]:
    """The fields in which an office that has seen everything here would write over what the district wrote."""
    written = [item for item in writings_of(connection, [key], office_of).get(key, []) if item.op.table in GOVERNED]
    seen = seen_by(written)
    district = [item for item in written if item.by_district]
    for name, value in fields.items():
        if any(not same_value(value, said) for said in _final(name, district, seen)):
            yield name
    if table == REPORTING:
        rules = list(writings_of(connection, connection.execute(_RULES).scalars().all(), office_of).values())
        for name in _CHOSEN & fields.keys():
            if _is_chosen_otherwise(fields[name], _of_district(rules, name, [fields.get("year")])):
                yield name


_RULES = text(f"SELECT id FROM {REPORTING}")


def _stand_by_the_district(writings: Sequence[Writing], verdicts: Verdicts) -> None:
    """What the district wrote in a field stands against an office that wrote something else later or beside it, and so
    does what it says a record is."""
    said = {item.op.table for item in writings if item.by_district} & GOVERNED
    for item in writings:
        foreign = bool(said) and item.op.table not in said
        if item.counts and not item.by_district and item.office is not None and foreign:
            verdicts[item.change] = verdicts.get(item.change) or DISTRICT_WORD
    writings = [item for item in writings if item.op.table in GOVERNED]
    seen = seen_by(writings)
    district = [item for item in writings if item.by_district]
    for item in writings:
        if not item.counts or item.by_district or item.office is None:
            continue
        against = any(_overwrites(item, name, district, seen) for name in item.op.fields)
        verdicts[item.change] = verdicts.get(item.change) or (DISTRICT_WORD if against else None)


def _overwrites(item: Writing, name: str, district: Sequence[Writing], seen: Mapping[str, frozenset[str]]) -> bool:
    if any(item.change in seen[other.change] for other in district if name in other.op.fields or name == REMOVED):
        return False
    final = _final(name, district, seen)
    return bool(final) and not any(same_value(item.op.fields[name], value) for value in final)


def _final(name: str, district: Sequence[Writing], seen: Mapping[str, frozenset[str]]) -> list[Value]:
    """What the district says in a field: nothing, one value, or several in bentrok. What it wrote is there."""
    writers = [other for other in district if name in other.op.fields]
    if name == REMOVED and not writers and district:
        return [False]
    superseded = frozenset().union(*(seen[other.change] for other in writers))
    return [other.op.fields[name] for other in writers if other.change not in superseded]


# -- how the district reports


_CHOSEN = frozenset({"kind", "due_days"})


def _keep_reporting(rules: Collection[Sequence[Writing]], verdicts: Verdicts) -> None:
    """From the year on for which the district chose how to report, no office chooses otherwise for a year."""
    for writings in rules:
        years = [item.op.fields.get("year") for item in writings]
        seen = seen_by(writings)
        known = frozenset().union(*(seen[item.change] for item in writings if item.by_district))
        for item in writings:
            if item.op.table == REPORTING and item.counts and not item.by_district and item.office is not None:
                against = item.change not in known and any(
                    _is_chosen_otherwise(item.op.fields[name], _of_district(rules, name, years))
                    for name in _CHOSEN & item.op.fields.keys()
                )
                verdicts[item.change] = verdicts.get(item.change) or (DISTRICT_WORD if against else None)


def _of_district(rules: Iterable[Sequence[Writing]], name: str, years: Collection[Value]) -> list[Value]:
    """What the district chose for these years: of the newest of its rules that is not for a year after them."""
    latest = max((year for year in years if isinstance(year, int)), default=0)
    found: dict[int, list[Value]] = {}
    for writings in rules:
        district = [item for item in writings if item.by_district and item.op.table == REPORTING]
        values: list[Value] = [value for value in _final(name, district, seen_by(writings)) if value not in (None, "")]
        for item in district:
            year = item.op.fields.get("year")
            if values and isinstance(year, int) and year <= latest:
                found[year] = values
    return found[max(found)] if found else []


def _is_chosen_otherwise(value: Value, by_district: Collection[Value]) -> bool:
    chosen = value not in (None, "")
    return chosen and bool(by_district) and not any(same_value(value, said) for said in by_district)


# -- lists


def _keep_own_list(writings: Sequence[Writing], verdicts: Verdicts) -> None:
    """A line of a list is written by the office whose list it stands in, and by the district.

    Whose list that is, the district says where it wrote the line itself; else whoever put the line there.
    """
    writings = [item for item in writings if item.op.table in LISTS and item.counts and item.office is not None]
    named = [item for item in writings if "office" in item.op.fields]
    by_district = [item for item in named if item.by_district]
    owners = {text_of(item.op.fields["office"]) for item in by_district or named}
    for item in writings:
        if not item.by_district:
            foreign = bool(owners) and item.office not in owners
            verdicts[item.change] = verdicts.get(item.change) or (FOREIGN_LIST if foreign else None)
