"""What people call the tables, fields and values of the voice of the public."""

from __future__ import annotations

from kinerja_tui.rules.voices import Channel, VoiceKind
from kinerja_tui.services.labels.readers import Reader, labelled

TABLES: dict[str, str] = {"forum": "Forum masyarakat", "voice": "Suara masyarakat"}

FIELDS: dict[str, dict[str, str]] = {
    "forum": {
        "office": "Kantor",
        "held_on": "Tanggal",
        "place": "Tempat",
        "people": "Jumlah yang hadir",
        "topic": "Pokok bahasan",
        "note": "Catatan",
    },
    "voice": {
        "office": "Kantor",
        "kind": "Jenis",
        "channel": "Lewat",
        "received_on": "Diterima",
        "service_id": "Layanan",
        "forum_id": "Forum",
        "position": "Urutan",
        "text": "Isi",
        "agreed": "Yang disepakati",
        "owner_id": "Penanggung jawab",
        "due": "Paling lambat",
        "action": "Yang dilakukan",
        "done_on": "Selesai",
        "no_action": "Alasan tidak ditindaklanjuti",
    },
}

READERS: dict[tuple[str, str], Reader] = {
    ("voice", "kind"): labelled(VoiceKind),
    ("voice", "channel"): labelled(Channel),
}
