"""What people call the tables, fields and values of offices, PCs, periods and holidays."""

from __future__ import annotations

from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.services.labels.readers import Reader, labelled

TABLES: dict[str, str] = {
    "office": "Kantor",
    "site": "PC",
    "withdrawal": "Pencabutan kunci PC",
    "rejection": "Penolakan perubahan",
    "period": "Periode",
    "holiday": "Hari libur",
}

FIELDS: dict[str, dict[str, str]] = {
    "office": {
        "code": "Kode wilayah",
        "name": "Nama kantor",
        "kind": "Tingkat",
        "parent": "Kode kabupaten/kota",
        "parent_name": "Kabupaten/kota",
    },
    "site": {
        "site": "Tanda PC",
        "key": "Kunci PC",
        "office": "Kantor",
        "recognised": "Dikenali BKPSDM",
    },
    "withdrawal": {
        "site": "Tanda PC",
        "day": "Tanggal dicabut",
        "reason": "Alasan",
        "replaced_by": "Diganti PC",
        "known": "Perubahan yang tetap berlaku",
    },
    "rejection": {
        "change": "Perubahan yang ditolak",
        "reason": "Alasan",
    },
    "period": {
        "code": "Kode",
        "kind": "Jenis",
        "year": "Tahun",
        "start": "Mulai",
        "end": "Sampai",
    },
    "holiday": {
        "day": "Tanggal",
        "name": "Nama hari libur",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("period", "kind"): labelled(PeriodKind),
}
