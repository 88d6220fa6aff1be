"""What people call the tables, fields and values of offices, PCs, periods and holidays."""

from __future__ import annotations

from kinerja_tui.models.words import spoken
from kinerja_tui.rules.periods import PeriodKind
from kinerja_tui.services.labels.readers import Reader, labelled
from kinerja_tui.services.labels.readers import period as period_label

TABLES: dict[str, str] = {
    "office": "Kantor",
    "site": "PC",
    "withdrawal": "Pencabutan kunci PC",
    "rejection": "Penolakan perubahan",
    "period": "Periode",
    "period_lock": "Pengesahan periode",
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
        "key": "Sidik jari",
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
    "period_lock": {
        "office": "Kantor",
        "period": "Periode",
        "locked": "Terkunci",
        "approved_on": "Tanggal disahkan",
        "approved_by": "Disahkan oleh",
        "people": "Pegawai yang dinilai",
        "finished": "Evaluasi selesai",
        "opened_on": "Tanggal dibuka kembali",
        "opened_by": "Dibuka oleh",
        "open_reason": "Alasan dibuka",
        "known": "Perubahan yang disahkan",
    },
    "holiday": {
        "day": "Tanggal",
        "name": "Nama hari libur",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("site", "key"): spoken,
    ("period", "kind"): labelled(PeriodKind),
    ("period_lock", "period"): period_label,
}
