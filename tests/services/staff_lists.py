"""Staff lists for the tests: invented people with lawful numbers, and the short way from rows to what they would do."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.services.staff import staff_columns, staff_import
from kinerja_tui.services.tables import table_files
from kinerja_tui.services.tables.table_files import Table, TableRow

HEAD = ["NIP", "Nama", "Status", "Gol", "Jabatan", "Unit Kerja", "Pejabat Penilai", "TMT Jabatan"]


def nip_of(number: int) -> str:
    """A lawful NIP of its own for every number up to 10,000."""
    birth = f"{1965 + number % 30}{1 + number % 12:02d}{1 + number % 28:02d}"
    return f"{birth}201501{1 + number % 2}{1 + number // 30 % 900:03d}"


def person(number: int, **more: str) -> list[str]:
    """A row under `HEAD`."""
    cells = {
        "NIP": nip_of(number), "Nama": f"Pegawai {'ABCDEFGHIJ'[number % 10]}{number}, S.Sos.", "Status": "PNS",
        "Gol": "III/b", "Jabatan": "Pengadministrasi Perkantoran", "Unit Kerja": "Seksi Pelayanan",
        "Pejabat Penilai": "", "TMT Jabatan": "01-02-2022",
    } | more  # fmt: skip
    return [cells[name] for name in HEAD]


def table_of(*rows: list[str], head: list[str] | None = None) -> Table:
    """A table in memory, its titles first."""
    lines = [HEAD if head is None else head, *rows]
    return Table(Path("pegawai.xlsx"), "", [TableRow(number, cells) for number, cells in enumerate(lines, 1)])


def read(db, source):
    """What a file, or a table, would do here."""
    table = table_files.read(source) if isinstance(source, Path) else source
    return staff_import.read(db, staff_columns.recognise(db, table))


def states(staff):
    """Row -> its state."""
    return {row.number: str(row.state) for row in staff.rows}


def reasons(staff):
    """Row -> why it is refused."""
    return {row.number: " ".join(row.reasons) for row in staff.rows if row.reasons}
