"""First start: which office this is and who works here; afterwards the settings of this PC."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import col, select

from kinerja_tui.models import database
from kinerja_tui.models.database import Database
from kinerja_tui.models.file import problem_for
from kinerja_tui.models.identity import unlocks
from kinerja_tui.models.local import Alarm
from kinerja_tui.models.offices import Office
from kinerja_tui.models.periods import Period
from kinerja_tui.models.reporting import ReportingRule
from kinerja_tui.rules.formats import excerpt
from kinerja_tui.rules.periods import PeriodKind, periods_of, year_span
from kinerja_tui.rules.problems import RuleBroken
from kinerja_tui.rules.reporting import CHOICES, DEFAULT_KIND, MOST_DUE_DAYS
from kinerja_tui.rules.ruleset import rules_for
from kinerja_tui.services.monitoring.reporting import district_of, reporting
from kinerja_tui.services.office.regions import Region, find, search_kecamatan, search_regency

KECAMATAN = "kecamatan"
DISTRICT = "kabupaten"
LEVELS = {KECAMATAN: "Kecamatan", DISTRICT: "BKPSDM kabupaten/kota"}
SHORTEST_PASSPHRASE = 8
_LATEST_YEAR = 2099  # a year beyond is a keying error


def set_up(
    db: Database, code: str, operator: str, year: int, *, kind: PeriodKind = DEFAULT_KIND, practice: bool = False
) -> None:
    """Make this database the one of an office: 15.04.03 for a kecamatan, 15.04 for the district's BKPSDM.

    ``kind``: how the district evaluates, by quarter or by month; the default is not written, so that it gives way to
    what the district has chosen elsewhere. Raises `RuleBroken` for an unknown code, a missing name, or a
    year without rules.
    """
    region = find(code)
    if region is None or code.count(".") not in {1, 2}:
        raise RuleBroken("Kode wilayah itu tidak ada di daftar. Pilih kecamatan atau kabupaten/kota dari daftar.")
    if not operator.strip():
        raise RuleBroken("Tulis nama Anda, supaya riwayat mencatat siapa yang mengerjakan.")
    check_year(year)
    with db.transaction():
        db.set_setting(database.OFFICE, code)
        db.set_setting(database.OPERATOR, operator.strip())
        db.set_setting(database.YEAR, str(year))
        db.set_setting(database.PRACTICE, "1" if practice else "")
        is_kecamatan = code.count(".") == 2
        name = f"Kecamatan {region.name}" if is_kecamatan else f"BKPSDM {region.name}"
        parent = find(".".join(code.split(".")[:2])) if is_kecamatan else None
        with db.act(f"{name} disiapkan") as act:
            act.write(
                Office,
                Office.id_of(code),
                code=code,
                name=name,
                kind=KECAMATAN if is_kecamatan else DISTRICT,
                parent=parent.code if parent else "",
                parent_name=parent.name if parent else "",
            )
        db.introduce_site()
        if kind is not DEFAULT_KIND:
            choose_kind(db, year, kind)
        add_year(db, year, kind)


def add_year(db: Database, year: int, kind: PeriodKind = DEFAULT_KIND) -> None:
    """Set up the periods of a year: the year itself and its quarters or months. Again changes nothing."""
    with db.act(f"Periode tahun {year} dibuat") as act:
        for period in (year_span(year), *periods_of(year, kind)):
            if act.session.get(Period, Period.id_of(period.code)) is None:
                act.write(
                    Period,
                    Period.id_of(period.code),
                    code=period.code,
                    kind=str(period.kind),
                    year=year,
                    start=period.start,
                    end=period.end,
                )


def choose_kind(db: Database, year: int, kind: PeriodKind) -> None:
    """Evaluate by quarter or by month from a year on, in the whole district.

    Raises `RuleBroken` when something of that year was reported or rated in periods of the other kind already: half a
    year in quarters and half in months could not be put together.
    """
    before = reporting(db.file, year).kind
    if kind not in CHOICES or kind is before:
        return
    codes = [period.code for period in periods_of(year, before)]
    marks = ",".join("?" * len(codes))
    used = db.file.rows(f"SELECT count(DISTINCT plan_id) FROM ({_IN_PERIODS.format(marks)})", codes * 3)[0][0]
    if used:
        raise RuleBroken(
            f"Realisasi atau evaluasi {year} sudah diisi {before.label.lower()} ({used} rencana kerja). Jenis periode "
            f"tidak diganti di tengah tahun; pindah dulu ke tahun {year + 1} (t), lalu ganti di sana."
        )
    with db.transaction():
        _choose(db, year, f"Periode evaluasi mulai {year}: {kind.label.lower()}", kind=str(kind))
        add_year(db, year, kind)


def choose_due_days(db: Database, year: int, days: int) -> None:
    """Set the day a report is due, in calendar days after its period, from a year on. Raises `RuleBroken`.

    Reports that are submitted already keep the day they were measured by.
    """
    if not 0 <= days <= MOST_DUE_DAYS:
        raise RuleBroken(f"Batas laporan 0 sampai {MOST_DUE_DAYS} hari setelah periode berakhir.")
    if days != reporting(db.file, year).due_days:
        _choose(db, year, f"Batas laporan realisasi mulai {year}: {days} hari", due_days=days)


def _choose(db: Database, year: int, title: str, **values: object) -> None:
    district = district_of(db.office)
    with db.act(title) as act:
        act.write_anew(ReportingRule, ReportingRule.id_of(district, year), district=district, year=year, **values)


_IN_PERIODS = """
    SELECT plan_id FROM progress WHERE period IN ({0}) AND NOT removed
    UNION SELECT plan_id FROM evaluation WHERE period IN ({0}) AND NOT removed
    UNION SELECT plan_id FROM progress_report WHERE period IN ({0}) AND NOT removed
"""


def change_operator(db: Database, name: str) -> None:
    """Somebody else works here now. Raises `RuleBroken` without a name."""
    if not name.strip():
        raise RuleBroken("Tulis nama Anda, supaya riwayat mencatat siapa yang mengerjakan.")
    db.set_setting(database.OPERATOR, name.strip())


def check_year(year: int) -> None:
    """Raises `RuleBroken` for a year before the first rule set, or one that must be a keying error."""
    if year > _LATEST_YEAR:
        raise RuleBroken(f"Tahun ditulis empat angka, paling jauh {_LATEST_YEAR}.")
    rules_for(year_span(year).end)


def year_warning(year: int, today: date) -> str:
    """Why a working year is probably a keying error (2062 for 2026); empty within two years of the clock."""
    if abs(year - today.year) <= 2:
        return ""
    return f"Tahun {year} jauh dari tahun ini ({today.year})."


def place_of(text: str, level: str) -> Region:
    """The kecamatan, or the kabupaten/kota (``level`` DISTRICT), that some letters mean. Raises `RuleBroken`."""
    name = text.partition(",")[0]
    found = places(name, level)
    same = [region for region in found if region.full_name == text.strip()]
    exact = same or [region for region in found if region.name.casefold() == name.strip().casefold()] or found
    if not exact:
        raise RuleBroken(f"Tidak ada {LEVELS[level]} bernama “{excerpt(text, 30)}”. Ketik sebagian namanya saja.")
    if len(exact) > 1:
        count = len(found)
        raise RuleBroken(f"Ada {count} yang cocok, misalnya {exact[0].full_name}. Tambah hurufnya, atau F4 memilih.")
    return exact[0]


def places(letters: str, level: str) -> list[Region]:
    """Where an office may be, by some letters of the name."""
    return (search_regency if level == DISTRICT else search_kecamatan)(letters, 200)


def fits(code: str, level: str) -> bool:
    """True when a code is one of a kecamatan (15.04.03) or, for DISTRICT, of a kabupaten/kota (15.04)."""
    return code.count(".") == (1 if level == DISTRICT else 2)


def backup_now(db: Database, progress: Callable[[int, int], None] | None = None) -> Path:
    """A backup that is kept until a person deletes it, beside the rotating ones. Raises `DatabaseProblem`.

    ``progress`` may raise to stop.
    """
    target = db.file.path.parent / "cadangan" / f"{db.file.path.stem}-{db.now():%Y-%m-%d-%H%M%S}.db"
    return db.file.backup(target, progress)


def passphrase_problem(text: str) -> str | None:
    """Why a passphrase is no good; None for a good one, and for none at all."""
    return None if not text or len(text) >= SHORTEST_PASSPHRASE else "Terlalu pendek: paling sedikit 8 huruf."


def is_passphrase(db: Database, text: str) -> bool:
    """Whether a text is the passphrase of this PC's key."""
    return unlocks(db.identity.path.parent, db.identity.path.stem, text)


def set_passphrase(db: Database, text: str) -> None:
    """Lock this PC's key with a passphrase; empty: it needs none any more. Raises `RuleBroken`, `DatabaseProblem`."""
    problem = passphrase_problem(text)
    if problem:
        raise RuleBroken(problem)
    try:
        db.identity.protect(text)
    except OSError as error:
        raise problem_for(error, db.identity.path) from error


def take_new_key(db: Database) -> None:
    """This PC signs with a new key from now on (the old one was withdrawn, or its passphrase is forgotten).

    Raises `DatabaseProblem`.
    """
    try:
        db.take_new_key()
    except OSError as error:
        raise problem_for(error, db.identity.path) from error


def read_alarms(db: Database) -> None:
    """Somebody has read what was noticed of restored and copied PCs."""
    with db.transaction() as session:
        for alarm in session.exec(select(Alarm).where(col(Alarm.read).is_(False))).all():
            alarm.read = True
            session.add(alarm)
        session.flush()


def backups(db: Database) -> list[Path]:
    """The backups beside the database, oldest first."""
    found = (db.file.path.parent / "cadangan").glob(f"{db.file.path.stem}-*.db")
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def storage_warning(path: Path) -> str:
    """Why the disk of the database is risky (network share, removable), or empty when nothing speaks against it."""
    kind = _disk_kind(path)
    if kind in _NETWORK:
        return "Data terletak di folder jaringan: bila sambungan putus, data dapat rusak. Pindahkan ke disk PC ini."
    if kind in _REMOVABLE:
        return "Data terletak di flashdisk atau kartu: mudah tercabut dan rusak. Pindahkan ke disk PC ini."
    if any(part.startswith(("OneDrive", "Dropbox", "Google Drive")) for part in path.parts):
        return "Data terletak di folder yang disinkronkan: dua PC dapat saling menimpa. Pindahkan ke folder biasa."
    return ""


def _disk_kind(path: Path) -> str:
    """The file system (Linux) or the drive type (Windows) that holds a path; empty when it cannot be told."""
    place = path.resolve()
    if sys.platform == "win32":
        if place.drive.startswith("\\\\"):
            return "4"
        import ctypes

        return str(ctypes.windll.kernel32.GetDriveTypeW(place.anchor))
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(errors="replace").splitlines()]
    except OSError:
        return ""
    holding = [(len(mount[1]), mount[2]) for mount in mounts if place.is_relative_to(mount[1].replace("\\040", " "))]
    return max(holding, default=(0, ""))[1]


_NETWORK = frozenset({"4", "nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.davfs2"})
"""Windows: DRIVE_REMOTE."""
_REMOVABLE = frozenset({"2", "vfat", "exfat", "msdos", "fuseblk"})
"""Windows: DRIVE_REMOVABLE; elsewhere the file systems of memory sticks and cards."""


def change_year(db: Database, year: int) -> None:
    """Work on another year. Raises `RuleBroken` for a year without rules."""
    check_year(year)
    with db.transaction():
        db.set_setting(database.YEAR, str(year))
        add_year(db, year, reporting(db.file, year).kind)
