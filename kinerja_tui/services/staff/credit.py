"""Angka kredit of people in functional posts, from the finished evaluations in the database.

An annual evaluation converts the months of its plan; without one the quarters do, then single months. A month counts
once, for the plan that held it first. What is not rated is named and never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja_tui.models.database import Database
from kinerja_tui.models.file import DatabaseFile
from kinerja_tui.rules.credit import (
    DECIMALS,
    Level,
    LevelCredit,
    credit_rules_for,
    level_of,
    rounded,
)
from kinerja_tui.rules.formats import fold
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.staff import StaffKind
from kinerja_tui.services.lists.listing import Listing, pattern
from kinerja_tui.services.staff import dated
from kinerja_tui.services.staff.credit_years import FUNCTIONAL, CreditYear, years_of

DECIMALS_SETTING = "credit_decimals"
"""Setting of this PC: how many decimals are printed."""


def _post_on(day: date | None) -> str:
    """The assignment of a day as ``a``; without a day the last known."""
    return f"assignment a ON a.rowid = {dated.current_assignment('e.id', dated.day(day), 'rowid')}"


@dataclass(frozen=True)
class Credit:
    """One person's angka kredit."""

    name: str
    nip: str
    kind: str
    golongan: str
    post: str
    level: Level | None
    why_not: str
    """why nothing is computed; empty when it is"""
    years: tuple[CreditYear, ...] = ()
    needs: LevelCredit | None = None
    basis: str = ""

    @property
    def total(self) -> Fraction:
        """What was collected in the present level, exact."""
        return sum((line.value for year in self.years for line in year.lines if line.level is self.level), Fraction())

    @property
    def elsewhere(self) -> Fraction:
        """What was collected in other levels; it does not count for the present one."""
        return sum((line.value for year in self.years for line in year.lines), Fraction()) - self.total

    @property
    def lines(self) -> int:
        """How many evaluations count in the present level."""
        return sum(line.level is self.level for year in self.years for line in year.lines)

    @property
    def gaps(self) -> int:
        """How many periods are missing."""
        return sum(len(year.gaps) for year in self.years)

    def lacking(self, needed: int, decimals: int) -> Decimal:
        """How much is lacking beside the printed total, so that both add up on paper; 0 or less: enough."""
        return needed - rounded(self.total, decimals)

    @property
    def unusual_rank(self) -> str:
        """What is odd about the golongan for this level, or empty."""
        if self.needs is None or self.level is None or not self.golongan or self.golongan in self.needs.golongan:
            return ""
        usual = " sampai ".join(dict.fromkeys((self.needs.golongan[0], self.needs.golongan[-1])))
        return f"Golongan {self.golongan} tidak lazim pada jenjang {self.level.label} ({usual}). Periksa data pegawai."


def decimals_of(file: DatabaseFile) -> int:
    """How many decimals are printed here."""
    text = file.setting(DECIMALS_SETTING)
    return int(text) if text in {str(number) for number in DECIMALS} else DECIMALS[0]


def set_decimals(db: Database, decimals: int) -> None:
    """Print that many. Raises `RuleBroken` for another number than 2 or 3."""
    if decimals not in DECIMALS:
        raise RuleBroken("Angka kredit dicetak dengan 2 atau 3 desimal.")
    db.set_setting(DECIMALS_SETTING, str(decimals))


def listing(file: DatabaseFile, text: str = "", day: date | None = None) -> Listing:
    """Everybody in service whose post of ``day`` is functional; without a day the last known post."""
    conditions = ["NOT e.removed", "e.end_date IS NULL", f"a.post_kind IN {FUNCTIONAL!r}"]
    values = []
    for word in fold(text).split():
        conditions.append("(e.search LIKE ? ESCAPE '\\' OR a.search LIKE ? ESCAPE '\\')")
        values += [pattern(word), pattern(word)]
    people = f"FROM employee e JOIN {_post_on(day)}"
    keys = file.rows(f"SELECT e.id {people} WHERE {' AND '.join(conditions)} ORDER BY e.name, e.id", values)
    page = f"SELECT e.id, e.name, a.post {people} WHERE e.id IN ({{ids}})"
    return Listing(file, [row[0] for row in keys], page, ("id", "name", "post"))


def credit_of(file: DatabaseFile, employee_id: str, today: date) -> Credit:
    """The angka kredit of a person as it stands today. Raises `RuleBroken` when the person is not here."""
    found = file.rows(
        "SELECT e.name, e.nip, e.kind, e.golongan, coalesce(a.post, ''), coalesce(a.post_kind, ''), a.start "
        f"FROM employee e LEFT JOIN {_post_on(today)} WHERE e.id = ?",
        (employee_id,),
    )
    if not found:
        raise RuleBroken("Pegawai ini belum ada di PC ini.")
    name, nip, kind, golongan, post, post_kind, start = found[0]
    level = level_of(post)
    why_not = _why_not(kind, post, post_kind, level)
    if why_not or level is None:
        return Credit(name, nip, kind, golongan, post, level, why_not)
    rules = credit_rules_for(today)
    years = years_of(file, employee_id, start, today)
    return Credit(name, nip, kind, golongan, post, level, "", years, rules.levels[level], rules.legal_basis)


def _why_not(kind: str, post: str, post_kind: str, level: Level | None) -> str:
    if kind == StaffKind.PPPK:
        return "PPPK tidak dihitung: angka kredit dan kenaikan pangkat diatur untuk PNS (Peraturan BKN 3/2023)."
    if kind == StaffKind.CPNS:
        return "CPNS belum dihitung: angka kredit dimulai setelah diangkat dalam jabatan fungsional."
    if post_kind not in FUNCTIONAL:
        return "Jabatan ini bukan jabatan fungsional, jadi tidak memakai angka kredit."
    if level is None:
        return (
            f"Jenjangnya tidak terbaca dari nama jabatan “{post}”. Nama jabatan fungsional berakhir dengan jenjangnya, "
            "misalnya Arsiparis Terampil atau Perencana Ahli Muda; perbaiki di daftar Pegawai (2)."
        )
    return ""
