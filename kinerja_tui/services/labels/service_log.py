"""What people call the tables, fields and values of the service log."""

from __future__ import annotations

from kinerja_tui.rules.service_log import Outcome
from kinerja_tui.services.labels.readers import Reader, labelled

TABLES: dict[str, str] = {"service": "Layanan", "service_request": "Permohonan layanan"}

FIELDS: dict[str, dict[str, str]] = {
    "service": {
        "office": "Kantor",
        "name": "Nama layanan",
        "legal_basis": "Dasar hukum",
        "max_days": "Paling lama (hari kerja)",
        "active": "Masih dilayani",
    },
    "service_request": {
        "office": "Kantor",
        "service_id": "Layanan",
        "number": "Nomor register",
        "received_on": "Diterima",
        "finished_on": "Selesai",
        "result": "Hasil",
        "max_days": "Paling lama (hari kerja)",
        "returns": "Kali dikembalikan",
        "faulty": "Ada kesalahan",
        "note": "Catatan",
        "handled_by": "Petugas",
    },
}


READERS: dict[tuple[str, str], Reader] = {("service_request", "result"): labelled(Outcome)}
