"""F1 on the fields of the work plan: what the field is, the rule and its source."""

from __future__ import annotations

from kinerja_tui.rules.plans import AttachmentSection

APPROACH = (
    "Satu pendekatan untuk seluruh SKP. 1 kuantitatif: setiap hasil kerja punya indikator dengan aspek dan target. "
    "2 kualitatif: ukuran keberhasilan beserta targetnya ditulis sebagai kalimat.\n\n"
    "Boleh diganti selama rencana belum diajukan. Yang sudah diketik tetap tersimpan dan muncul lagi bila pendekatan "
    "dikembalikan.\n\nSumber: formulir SKP, PermenPANRB 6/2022."
)
FORM = (
    "Formulir mana yang dipakai. 1 JA/JF: pejabat administrasi dan fungsional, dengan aspek dan RHK pimpinan yang "
    "diintervensi. 2 JPT / pimpinan unit kerja mandiri: dengan perspektif, tanpa RHK pimpinan; misalnya untuk Camat "
    "bila kabupaten/kota menetapkan kecamatan sebagai unit kerja mandiri.\n\n"
    "Boleh diganti selama rencana belum diajukan; yang sudah diketik tidak hilang.\n\n"
    "Sumber: formulir SKP, PermenPANRB 6/2022."
)
SUPERIOR = (
    "Rencana hasil kerja (RHK) pejabat penilai yang didukung oleh hasil kerja ini; kolom pertama formulir SKP pejabat "
    "administrasi dan fungsional.\n\n"
    "Bila pimpinan sudah punya rencana kerja di PC ini, ketik nomornya atau tekan F4 untuk memilih: keduanya lalu "
    "terhubung. Bila belum, tulis saja kalimatnya: rencana tetap bisa diajukan dan disetujui, lalu dihubungkan "
    "kapan saja (F7 di rencana yang terkunci, atau Celah peran hasil). Target tidak berubah karenanya."
    "\n\nPada formulir kualitatif kolom ini tidak tercetak, tetapi tetap menjadi bagian matriks peran hasil."
    "\n\nSumber: PermenPANRB 6/2022, matriks peran hasil."
)
RESULT = (
    "Hasil yang harus ada pada akhir masa penilaian, bukan kegiatan yang dilakukan. Contoh: “Layanan surat pengantar "
    "selesai tepat waktu”, bukan “Melayani surat pengantar”. Wajib ada sebelum rencana diajukan.\n\n"
    "Hasil kerja utama berasal dari tugas jabatan, tambahan dari penugasan lain; keduanya tidak berbobot.\n\n"
    "Sumber: PermenPANRB 6/2022 dan penjelasan BKN."
)
ASSIGNED_BY = (
    "Siapa yang memberi penugasan, misalnya “Camat” atau “Ketua tim”. Di formulir tercetak sebagai “(Penugasan dari "
    "…)” di bawah hasil kerja. Boleh kosong untuk hasil kerja utama.\n\nSumber: formulir SKP, PermenPANRB 6/2022."
)
ASPECT = (
    "Segi yang diukur indikator ini: 1 kuantitas (jumlah), 2 kualitas (mutu), 3 waktu, 4 biaya. Tidak semua harus "
    "ada, tetapi rencana yang hanya memakai kuantitas tidak menunjukkan mutu.\n\n"
    "Sumber: formulir SKP pejabat administrasi dan fungsional, PermenPANRB 6/2022."
)
PERSPECTIVE = (
    "Sudut pandang indikator ini: 1 penerima layanan (manfaat bagi warga), 2 proses bisnis (cara kerja), 3 penguatan "
    "internal (pegawai, sarana, tata kelola), 4 anggaran. Menggantikan aspek pada formulir JPT dan pimpinan unit kerja "
    "mandiri. Wajib dipilih sebelum rencana diajukan.\n\nSumber: formulir SKP, PermenPANRB 6/2022."
)
MEASURE = (
    "Ukuran keberhasilan atau indikator kinerja individu, dan targetnya, dalam satu kalimat. Contoh: “Laporan bulanan "
    "diterima Camat paling lambat tanggal 5 tanpa perbaikan”. Sebut angka, batas waktu, atau keadaan yang dapat "
    "diperiksa. Paling sedikit satu untuk setiap hasil kerja sebelum rencana diajukan.\n\n"
    "Sumber: formulir SKP kualitatif, PermenPANRB 6/2022."
)
INDICATOR = (
    "Indikator kinerja individu (IKI): ukuran yang menunjukkan hasil kerja tercapai. Pilih yang dapat dihitung atau "
    "dilihat buktinya. Wajib ada sebelum rencana diajukan.\n\nF4 menampilkan Pustaka IKU kantor ini bila ada; "
    "yang dipilih mengisi juga aspek, satuan, dan arahnya.\n\nSumber: PermenPANRB 6/2022."
)
TARGET = (
    "Angka yang harus dicapai. Desimal ditulis dengan koma (3,5) dan ribuan dengan titik (1.234,56); satuannya di "
    "isian berikut. Tekan Enter tanpa angka bila target lebih tepat ditulis dengan kata.\n\n"
    "Setelah rencana disetujui, target terkunci.\n\nSumber: PermenPANRB 6/2022."
)
UNIT = (
    "Satuan dari target, misalnya dokumen, persen, hari kerja. Angka tanpa satuan tidak menghalangi pengajuan, tetapi "
    "tidak jelas apa yang dihitung. F4 menampilkan satuan yang sudah dipakai di kantor ini; F3 mengambil satuan "
    "indikator sebelumnya."
)
TARGET_TEXT = (
    "Target dengan kata-kata bila angka tidak cocok, misalnya “tersedia sebelum 31 Maret”. Cukup salah satu: angka "
    "dengan satuan, atau target tertulis.\n\nSumber: PermenPANRB 6/2022 (ekspektasi dapat dinyatakan tertulis)."
)
DIRECTION = (
    "Ke arah mana indikator membaik. 1 naik: makin tinggi makin baik, misalnya jumlah dokumen. 2 turun: makin rendah "
    "makin baik, misalnya lama layanan atau jumlah pengaduan. Dipakai saat membandingkan realisasi dengan target; "
    "tidak tercetak di formulir."
)
EVIDENCE = (
    "Bukti dukung yang direncanakan: apa yang nanti menunjukkan bahwa target tercapai, misalnya “register surat "
    "keluar”. Boleh kosong, tidak tercetak; Enter melewatinya selama kosong, panah atas kembali ke sini.\n\n"
    "Realisasi dinilai berdasarkan bukti dukung (PermenPANRB 6/2022); yang direncanakan dari awal mudah ditunjukkan."
)
EXPECTATION = (
    "Ekspektasi khusus pimpinan atas nilai BerAKHLAK ini: perilaku yang secara khusus diharapkan dari pegawai ini. "
    "Boleh kosong. Tercetak di kolom “Ekspektasi Khusus Pimpinan”.\n\nSumber: formulir SKP, PermenPANRB 6/2022."
)
QUESTION = (
    "Bukan isian formulir. 1 menambah indikator atau ukuran keberhasilan pada hasil kerja ini, 2 menambah hasil kerja "
    "pada daftar ini, Enter melanjutkan. Dari isian mana pun: Ctrl+O menambah indikator, Ctrl+F hasil kerja, Ctrl+Y "
    "menghapus baris, Ctrl+↑ dan Ctrl+↓ memindahkannya."
)
_EACH_LINE = (
    "\n\nSatu hal satu baris; ketik lalu Enter, baris berikutnya menunggu di bawahnya. Enter pada baris kosong "
    "melanjutkan. F4 menampilkan yang sudah dipakai rencana lain di kantor ini; Ctrl+Y menghapus baris, Ctrl+↑ dan "
    "Ctrl+↓ memindahkannya. Boleh kosong.\n\nSumber: Lampiran SKP, PermenPANRB 6/2022."
)
ATTACHMENTS = {
    AttachmentSection.RESOURCES: (
        "Yang diperlukan supaya hasil kerja tercapai: pegawai, anggaran, peralatan, data, atau pendampingan pimpinan. "
        "Contoh: “Satu unit laptop dan akses jaringan di loket”." + _EACH_LINE
    ),
    AttachmentSection.ACCOUNTABILITY: (
        "Bagaimana dan kapan pegawai mempertanggungjawabkan hasil kerjanya kepada pimpinan. Contoh: “Laporan tertulis "
        "setiap akhir triwulan disertai bukti dukung”." + _EACH_LINE
    ),
    AttachmentSection.CONSEQUENCES: (
        "Akibat atas tercapai atau tidaknya hasil kerja, seperti yang disepakati pegawai dan pimpinan. Contoh: "
        "“Diusulkan mendapat penghargaan bila hasil kerja di atas ekspektasi”." + _EACH_LINE
    ),
}
