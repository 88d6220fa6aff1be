"""F1 on the fields of an addendum and of an approval: what the field is, the rule and its source."""

from __future__ import annotations

DAY = (
    "Hari pertama target baru berlaku. Periode yang berakhir sebelum hari itu tetap dinilai dengan target lama. Tidak "
    "dapat sebelum adendum terdahulu, dan tidak dapat dalam periode yang evaluasinya sudah selesai.\n\n"
    "Dasar: target terkunci setelah disetujui (PermenPANRB 6/2022); perubahan perlu tanggal, alasan, dan persetujuan."
)
REASON = (
    "Mengapa target berubah, misalnya perubahan anggaran, tugas dialihkan, atau kebijakan baru. Wajib diisi; tercatat "
    "dan terbaca bersama target lama dan baru."
)
APPROVER = (
    "Siapa yang menyetujui perubahan ini. Dikosongkan: pejabat penilai pada hari berlakunya. Boleh juga atasan pejabat "
    "penilai, atau Plh./Plt. yang tercatat pada jabatan pejabat penilai hari itu. Pegawai yang dinilai dan orang lain "
    "tidak dapat menyetujui. Ketik sebagian namanya atau tekan F4."
)
END = (
    "Hasil kerja yang tidak lagi dikerjakan. Sejak tanggal berlaku ia tidak dinilai lagi; realisasi dan penilaian "
    "sebelum itu tetap ada. Tulis alasannya. Paling sedikit satu hasil kerja utama tetap ada."
)
ADD = (
    "Bukan isian formulir. 1 menambah hasil kerja utama, 2 hasil kerja tambahan, Enter tidak. Hasil kerja baru "
    "dinilai sejak tanggal berlaku adendum ini. Salah menambah? Kosongkan jawabannya."
)
WORDS = (
    "Target dengan kata-kata bila angka tidak cocok. Cukup salah satu: angka dengan satuan, atau tertulis; angka "
    "yang dikosongkan diganti kata-kata."
)
PART = (
    "Rencana kerja ini ditutup karena mutasi, jadi targetnya dibagi menurut bulan yang dijalani. Usul dihitung dari "
    "target baru dan dibulatkan setengah ke atas; benarkan dengan Enter atau ketik yang disepakati."
)
DECIDED_BY = (
    "Siapa yang menandatangani. Diusulkan pejabat penilai saat rencana diajukan. Boleh juga atasannya, atau Plh./Plt. "
    "pada jabatannya, dengan catatan mengapa. Pegawai itu sendiri dan orang di luar garis penilaiannya tidak dapat "
    "menyetujui. Sumber: PermenPANRB 6/2022 (pejabat penilai kinerja = atasan langsung)."
)
DECIDED_ON = (
    "Tanggal tanda tangan. Boleh hari yang sudah lewat bila kertasnya ditandatangani lebih dulu, tetapi tidak sebelum "
    "diajukan dan tidak hari yang belum tiba. 0 = hari ini, -1 = kemarin."
)
NOTE = "Mengapa bukan pejabat penilai yang menyetujui, misalnya “Kasi cuti, Plh. sesuai surat perintah 800/12”."
