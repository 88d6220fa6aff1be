"""F1 on the fields of an evaluation: what the field is, the rule, and where it comes from."""

from __future__ import annotations

HELP_FEEDBACK = (
    "Umpan balik berdasarkan bukti dukung, dalam tiga bagian bila mungkin: yang sudah baik, yang perlu diperbaiki, dan "
    "usul langkah berikutnya dengan waktunya. Dicetak di samping realisasi. Dasar: PermenPANRB 6/2022, umpan balik "
    "berkelanjutan."
)
HELP_RATING = (
    "Ketik 1 di bawah, 2 sesuai, atau 3 di atas ekspektasi. Bandingkan realisasi dan bukti dukung dengan ekspektasi "
    "pimpinan; baca hambatannya dulu. Tidak ada rumus dan tidak ada bobot: rating adalah keputusan pejabat penilai. "
    "Rating 1 perlu alasan dan usulan perbaikan. Dasar: PermenPANRB 6/2022."
)
HELP_REASON = (
    "Mengapa di bawah ekspektasi, dengan fakta dan buktinya. Wajib untuk rating di bawah ekspektasi sebelum evaluasi "
    "diselesaikan, agar pegawai tahu dasar evaluasinya dan dapat mengajukan keberatan (PP 30/2019 ps. 59)."
)
HELP_PROPOSAL = (
    "Apa yang diusulkan supaya membaik: pembinaan, pelatihan, atau pembagian tugas, dan kapan. Wajib untuk rating di "
    "bawah ekspektasi sebelum evaluasi diselesaikan."
)
HELP_WORK = (
    "Rating seluruh hasil kerja. Di atas: sebagian besar atau semua hasil kerja di atas ekspektasi dan tidak ada hasil "
    "kerja utama di bawah ekspektasi. Sesuai: sebagian besar atau semua sesuai, paling banyak sebagian kecil hasil "
    "kerja utama di bawah. Di bawah: sebagian besar atau semua di bawah ekspektasi. Pejabat penilai yang "
    "memilih; program tidak menghitungnya. Dasar: PermenPANRB 6/2022."
)
HELP_VALUE = (
    "Rating untuk satu nilai BerAKHLAK: 1 di bawah, 2 sesuai, 3 di atas ekspektasi. Boleh dikosongkan; yang menentukan "
    "predikat hanya RATING PERILAKU KERJA di bawah. Kosong bukan nilai terendah."
)
HELP_BEHAVIOUR = (
    "Rating perilaku kerja secara keseluruhan atas tujuh nilai BerAKHLAK dan ekspektasi khusus pimpinan. Pejabat "
    "penilai yang memilih; tidak dihitung dari rating per nilai. Dasar: PermenPANRB 6/2022."
)
HELP_MISSING = (
    "Mengapa evaluasi tahunan diselesaikan walau ada periode yang belum dievaluasi, misalnya pegawai baru masuk atau "
    "lembarnya belum sampai. Wajib selama masih ada yang kurang; periode itu dicatat bersama alasannya. Dasar: "
    "evaluasi dilakukan periodik dan tahunan (PermenPANRB 6/2022 ps. 5)."
)
HELP_DIMENSION = (
    "Satu angka pada skala dimensi ini. Dimensi setempat ditetapkan kantor sendiri (Pengaturan, Dimensi setempat), "
    "bukan dari peraturan; dilaporkan di samping predikat dan tidak ikut menentukannya. Kosong berarti belum diisi, "
    "bukan nol."
)
HELP_DIMENSION_NOTE = "Contoh nyata yang mendasari skornya. Boleh kosong."
HELP_NOTE = (
    "Catatan atau rekomendasi pejabat penilai, dicetak pada Dokumen Evaluasi Kinerja Pegawai bagian 5. Boleh kosong. "
    "Alasan membuka kembali evaluasi juga tercatat di sini."
)
