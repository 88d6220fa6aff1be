"""Everybody with what the year brought: JP, open needs, follow-ups that wait, recognition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.development import is_over, is_short, rules_on
from kinerja_tui.rules.formats import format_decimal
from kinerja_tui.rules.recognition import RecognitionState
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.services.development import follow_up_list, training
from kinerja_tui.services.lists.listing import Listing, person_or_post
from kinerja_tui.services.staff import dated

SHORT, OVER, NEEDS, FOLLOW_UPS, RECOGNISED = "jp", "lebih", "kebutuhan", "tindak_lanjut", "penghargaan"
FILTERS = {
    SHORT: "JP belum mencapai batas",
    OVER: "JP melebihi batas (PPPK)",
    NEEDS: "Ada kebutuhan pelatihan",
    FOLLOW_UPS: "Ada tindak lanjut yang menunggu",
    RECOGNISED: "Ada penghargaan",
}
"""What the list can be narrowed to -> its label."""

_PROPOSED = f"'{RecognitionState.PROPOSED}', '{RecognitionState.APPROVED}'"
_COLUMNS = {
    "id": "e.id",
    "name": "e.name",
    "kind": "e.kind",
    "hours": training.HOURS,
    "needs": training.OPEN_COUNT,
    "given": "(SELECT count(*) FROM recognition r WHERE r.employee_id = e.id AND NOT r.removed "
    f"AND r.state = '{RecognitionState.GIVEN}' AND r.given_on BETWEEN ?1 AND ?2)",
    "proposed": f"(SELECT count(*) FROM recognition r WHERE r.employee_id = e.id AND NOT r.removed "
    f"AND r.state IN ({_PROPOSED}))",
    "post": dated.printed_post("a"),
}


def listing(file: DatabaseFile, year: int, day: date, text: str = "", only: str = "") -> Listing:
    """Everybody in service, by name; ``only``: see `FILTERS`."""
    post = f"LEFT JOIN assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(day), 'rowid')}"
    bounds = [f"{year:04d}-01-01", f"{year:04d}-12-31"]
    conditions, values = ["NOT e.removed", "e.end_date IS NULL"], list(bounds)
    wanted, patterns = person_or_post(text)
    conditions, values = conditions + wanted, values + patterns
    hours = training.HOURS if only in (SHORT, OVER) else "''"
    counted = {NEEDS: f"{_COLUMNS['needs']} > 0", RECOGNISED: f"{_COLUMNS['given']} + {_COLUMNS['proposed']} > 0"}
    if only in counted:
        conditions.append(counted[only])
    # The bounds are numbered and the words are not, so those two have to be there.
    rows = file.rows(
        f"SELECT e.id, e.kind, {hours} FROM employee e {post} WHERE ?1 <> ?2 AND {' AND '.join(conditions)} "
        "ORDER BY e.name, e.id",
        values,
    )
    if only in (SHORT, OVER):
        test = is_short if only == SHORT else is_over
        rows = [row for row in rows if test(row[1], training.hours_from(row[2]), day)]
    elif only == FOLLOW_UPS:
        waiting = follow_up_list.open_by_person(file, year, day)
        rows = [row for row in rows if row[0] in waiting]
    page = f"SELECT {', '.join(_COLUMNS.values())} FROM employee e {post} WHERE ?1 <> ?2 AND e.id IN ({{ids}})"
    return Listing(file, [row[0] for row in rows], page, tuple(_COLUMNS), bounds)


def standing(file: DatabaseFile, year: int, day: date) -> str:
    """``2026: 12 dari 28 PNS sudah 20 JP``: how many of whom, counted from the employee list."""
    rows = file.rows(
        f"SELECT e.kind, {training.HOURS} FROM employee e WHERE NOT e.removed AND e.end_date IS NULL",
        (f"{year:04d}-01-01", f"{year:04d}-12-31"),
    )
    hours = [(kind, training.hours_from(joined)) for kind, joined in rows]
    if not hours:
        return f"{year}: belum ada pegawai"
    servants = [item for item in hours if item[0] != StaffKind.PPPK]
    reached = sum(not is_short(kind, item, day) for kind, item in servants)
    over = sum(is_over(kind, item, day) for kind, item in hours)
    rules = rules_on(day)
    least, most = format_decimal(rules.civil_servant_minimum), format_decimal(rules.contract_maximum)
    contract = len(hours) - len(servants)
    counts = (format_decimal(Decimal(count)) for count in (reached, len(servants), over, contract))
    trained, all_servants, too_many, all_contracts = counts
    text = f"{year}: {trained} dari {all_servants} PNS sudah {least} JP"
    return f"{text}; {too_many} dari {all_contracts} PPPK di atas {most} JP" if contract else text
