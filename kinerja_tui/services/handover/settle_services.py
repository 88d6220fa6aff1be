"""What a lawful merge of two PCs may break in the service log, as `settle` lists it."""

from __future__ import annotations

ADVICE = {
    "request": "Perbaiki di layar Layanan (l di Realisasi): cari nomornya dengan /, lalu Enter. Permohonan yang "
    "layanannya tidak dikenal tetap tersimpan; pilih layanannya di formulir itu.",
    "service": "Buka daftar layanan (l di layar Layanan). Pindahkan permohonan ke satu layanan, lalu tarik yang lain "
    "(x) atau tekan n agar tidak dipilih lagi.",
    "survey": "Buka layar Survei (Ctrl+P). Lembar kedua survei dihitung terpisah: satukan kertasnya pada satu survei, "
    "lalu tarik lembar (x di daftar lembar) dan survei yang lain, atau tautkan salah satunya ke layanan lain (g).",
    "figure": "Catatan layanan, suara masyarakat, atau lembar survei berubah sejak realisasi ini diisi. Buka "
    "realisasinya (4) pada periode itu: F8 mengisi ulang, atau biarkan bila angka yang tertulis memang yang benar.",
}
"""Kind of trouble -> what to do about it."""

BROKEN: tuple[tuple[str, str, str], ...] = (
    (
        "request",
        """
        SELECT '', '', r.number, r.id FROM service_request r
        WHERE NOT r.removed AND r.finished_on < r.received_on ORDER BY r.number, r.id
        """,
        "Permohonan selesai sebelum diterima: {}",
    ),
    (
        "request",
        """
        SELECT '', '', r.number, r.id FROM service_request r
        WHERE NOT r.removed AND (r.finished_on IS NULL) <> (r.result = '') ORDER BY r.number, r.id
        """,
        "Permohonan berakhir tanpa tanggal atau tanpa hasil: {}",
    ),
    (
        "request",
        """
        SELECT '', '', r.number, r.id FROM service_request r
        WHERE NOT r.removed AND NOT EXISTS (SELECT 1 FROM service s WHERE s.id = r.service_id AND NOT s.removed)
        ORDER BY r.number, r.id
        """,
        "Layanan dari permohonan ini tidak dikenal: {}",
    ),
    (
        "service",
        """
        SELECT '', '', s.name, s.id FROM service s WHERE NOT s.removed AND s.active AND EXISTS (
            SELECT 1 FROM service o WHERE o.id < s.id AND NOT o.removed AND o.active AND o.office = s.office
                AND lower(trim(o.name)) = lower(trim(s.name))
        ) ORDER BY s.name, s.id
        """,
        "Layanan ini tercatat dua kali: {}",
    ),
    (
        "survey",
        """
        SELECT '', '', s.service, s.id FROM survey s WHERE NOT s.removed AND s.service_id <> '' AND EXISTS (
            SELECT 1 FROM survey o WHERE o.id < s.id AND NOT o.removed AND o.service_id = s.service_id
                AND o.period = s.period AND o.office = s.office
        ) ORDER BY s.service, s.id
        """,
        "Dua survei untuk layanan dan periode yang sama: {}",
    ),
)
"""Kind, query (employee id, name, what to name it by, record id) and wording of each rule between records."""
