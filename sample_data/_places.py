"""The five offices: codes, kelurahan, posts to fill and the stock of name parts.

Roster rows: ``job | post | kind education | flags``.  A job of a kelurahan carries ``@Name``.  Flags steer the story:
``tanpa`` no plan, ``draf``/``lepas``/``diajukan``/``dikembalikan`` state of the plan, ``samar`` vague plan,
``kuantitas`` only kuantitas indicators, ``kualitatif`` qualitative approach, ``mandiri`` form of heads of independent
units, ``pensiun=``/``keluar=``/``selesai=`` last day, ``masuk=`` first day,
``unggul``/``kurang`` how the work tends to go, ``f``/``m`` sex.
Name parts of one region's people stand together: ``|`` ends a group, in the same order for first and last names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """An office of the practice data and what its people are made of."""

    folder: str
    code: str
    short: str
    district_code: str
    district: str
    head_post: str
    villages: int
    wil: str
    male: str
    female: str
    male_last: str
    female_last: str
    return_reason: str
    roster: str

    @property
    def name(self) -> str:
        """Name of the office, e.g. Kecamatan Muara Bulian."""
        return f"Kecamatan {self.short}"


_HEADS = """
camat | Camat {short} | PNS S2 |
sekcam | Sekretaris Kecamatan | PNS S1 |
kasubag_umum | Kepala Subbagian Umum dan Kepegawaian | PNS S1 |
kasubag_keu | Kepala Subbagian Perencanaan dan Keuangan | PNS S1 |
kasi_pem | Kepala Seksi Pemerintahan | PNS S1 |
kasi_trantib | Kepala Seksi Ketenteraman dan Ketertiban Umum | PNS S1 | m
kasi_pm | Kepala Seksi Pemberdayaan Masyarakat | PNS S1 |
kasi_yan | Kepala Seksi Pelayanan Umum | PNS S1 |
"""

MUARA_BULIAN = Place(
    folder="muara_bulian",
    code="15.04.03",
    short="Muara Bulian",
    district_code="15.04",
    district="Kabupaten Batanghari",
    head_post="Bupati Batanghari",
    villages=21,
    wil="kelurahan dan desa",
    male="Ahmad Zulkifli Husni Sayuti Sarkawi Ridwan Iskandar Mahmud Hasbi Syahril Rizki Fikri Ilham Rahmat Zainal",
    female="Nurhayati Rosmala Zuraida Halimah Siti Yusnani Marlina Ratna Wulan Rahmi Fitri Dewi Nurlela Yulia",
    male_last="Saputra Efendi Sulaiman Basri Kasim Thaib Hamid Maulana Idris Yusuf Bakri Pratama",
    female_last="Hasanah Safitri Anggraini Puspita Wahyuni Oktavia Azizah Lestari Mardiana Kartika",
    return_reason="Indikator hasil kerja kedua belum menyebut angka dan satuan yang dapat diukur. "
    "Mohon diperjelas, misalnya jumlah laporan per tahun, lalu diajukan kembali.",
    roster=_HEADS
    + """
kasi_kesra | Kepala Seksi Ekonomi dan Pembangunan | PNS S1 |
lurah@Muara Bulian | Lurah Muara Bulian | PNS S1 |
lurah@Rengas Condong | Lurah Rengas Condong | PNS S1 | unggul
lurah@Teratai | Lurah Teratai | PNS S1 |
lurah@Sridadi | Lurah Sridadi | PNS S1 |
lurah@Pasar Baru | Lurah Pasar Baru | PNS S1 |
umum/sdma | Analis Sumber Daya Manusia Aparatur Ahli Pertama | PNS S1 | unggul
umum/surat | Pengadministrasi Perkantoran | PNS SLTA |
umum/arsiparis | Arsiparis Terampil | PNS D3 |
umum/aset | Pengolah Data dan Informasi | PNS D3 | pensiun=2026-06-30
umum/rumah_tangga | Operator Layanan Operasional | PPPK SLTA | m
keuangan/bendahara | Penelaah Teknis Kebijakan | PNS S1 |
keuangan/gaji | Pengolah Data dan Informasi | PNS D3 |
keuangan/perencanaan | Penata Layanan Operasional | PPPK S1 |
pem/data | Pengolah Data dan Informasi | PNS D3 |
pem/pbb | Pengadministrasi Perkantoran | PNS SLTA | kurang
trantib/patroli | Operator Layanan Operasional | PPPK SLTA | m samar
trantib/administrasi | Pengadministrasi Perkantoran | PNS SLTA | dikembalikan
pm/lembaga | Penata Layanan Operasional | PPPK S1 |
pm/musrenbang | Penelaah Teknis Kebijakan | CPNS S1 | tanpa
yan/loket | Pengelola Layanan Operasional | PPPK D3 | f unggul
yan/aduan | Penelaah Teknis Kebijakan | PNS S1 |
kesra/bansos | Pengadministrasi Perkantoran | PNS SLTA | diajukan
kesra/ekonomi | Penata Layanan Operasional | PPPK S1 | draf lepas
kel/pelayanan@Teratai | Pengadministrasi Perkantoran | PNS SLTA |
kel/lingkungan@Rengas Condong | Pengelola Layanan Operasional | PPPK D3 | masuk=2026-07-01
""",
)

BINJAI_KOTA = Place(
    folder="binjai_kota",
    code="12.75.02",
    short="Binjai Kota",
    district_code="12.75",
    district="Kota Binjai",
    head_post="Wali Kota Binjai",
    villages=7,
    wil="kelurahan",
    male="Parlindungan Binsar Togar Hotman Sahat Ramlan|Edi Rudi Andika Yohanes Jenda|"
    "Suheri Zulfan Irwansyah Fahri Sugeng Rahmadsyah",
    female="Lamria Dameria Tiurma Elfrida Rosmawati|Juliana Novita Rehulina Dina|"
    "Sri Nurainun Khairani Murni Wahyuni Rafika",
    male_last="Siregar Nasution Lubis Simanjuntak Purba Harahap Hutabarat|Ginting Sitepu Sembiring Tarigan|"
    "Syahputra Hartono Wibowo Irawan Prayitno Lubis",
    female_last="Siregar Hutabarat Nasution Manurung Harahap|Ginting Sembiring Tarigan|"
    "Rahmadani Lestari Hasibuan Anggraini Safrida",
    return_reason="Rencana hasil kerja sudah baik, tetapi belum ada ukuran proses maupun mutunya. "
    "Tambahkan sekurang-kurangnya satu indikator kualitas, lalu ajukan lagi.",
    roster=_HEADS
    + """
lurah@Binjai | Lurah Binjai | PNS S1 |
lurah@Berngam | Lurah Berngam | PNS S1 |
lurah@Kartini | Lurah Kartini | PNS S1 | unggul
lurah@Pekan Binjai | Lurah Pekan Binjai | PNS S1 |
lurah@Satria | Lurah Satria | PNS S1 | kurang
lurah@Setia | Lurah Setia | PNS S1 |
lurah@Tangsi | Lurah Tangsi | PNS S1 | diajukan
umum/kepegawaian | Penelaah Teknis Kebijakan | PNS S1 |
umum/surat | Pengadministrasi Perkantoran | PNS SLTA | pensiun=2026-08-31
umum/prakom | Pranata Komputer Ahli Pertama | PNS S1 | unggul
keuangan/bendahara | Pengolah Data dan Informasi | PNS D3 |
keuangan/perencanaan | Penata Layanan Operasional | PPPK S1 |
pem/data | Pengolah Data dan Informasi | PNS D3 |
pem/pbb | Pengadministrasi Perkantoran | PNS SLTA |
trantib/patroli | Operator Layanan Operasional | PPPK SLTA | m kurang
pm/lembaga | Penggerak Swadaya Masyarakat Ahli Pertama | PNS S1 |
pm/musrenbang | Penelaah Teknis Kebijakan | CPNS S1 | tanpa
yan/loket | Pengelola Layanan Operasional | PPPK D3 |
yan/aduan | Pengadministrasi Perkantoran | PNS SLTA | f unggul
kel/pelayanan@Kartini | Pengadministrasi Perkantoran | PNS SLTA |
kel/lingkungan@Satria | Penata Layanan Operasional | PPPK S1 | dikembalikan
kel/pelayanan@Pekan Binjai | Operator Layanan Operasional | PPPK SLTA | draf lepas
kel/lingkungan@Berngam | Pengadministrasi Perkantoran | PNS SLTA | keluar=2026-03-31
""",
)

ASEM_ROWO = Place(
    folder="asem_rowo",
    code="35.78.28",
    short="Asem Rowo",
    district_code="35.78",
    district="Kota Surabaya",
    head_post="Wali Kota Surabaya",
    villages=3,
    wil="kelurahan",
    male="Slamet Bambang Sugianto Joko Hariyanto Sutrisno Dimas Bagus Yoga|Moch. Achmad Imam Arif Nurul Fathor",
    female="Endang Sri Sulastri Dwi Retno Titik Ayu Wahyu Anik|Siti Lilik Maimunah Rizka Nadia",
    male_last="Riyadi Prasetyo Widagdo Sulistyo Setiawan Purnomo Wicaksono Subekti|Fauzi Hidayat Rohman Hariri",
    female_last="Rahayu Astutik Puspitasari Lestari Handayani Wulandari Ningsih|Kholifah Susanti Maharani Fitriyah",
    return_reason="Rencana belum mendukung hasil kerja atasan pada forum RW yang sudah disepakati. "
    "Mohon dikaitkan dan ditambah satu indikator waktu, kemudian ajukan kembali.",
    roster=_HEADS
    + """
kasi_kesra | Kepala Seksi Kesejahteraan Rakyat dan Perekonomian | PNS S1 | draf
lurah@Asemrowo | Lurah Asemrowo | PNS S1 |
lurah@Genting Kalianak | Lurah Genting Kalianak | PNS S1 |
lurah@Tambak Sarioso | Lurah Tambak Sarioso | PNS S1 | unggul
umum/kepegawaian | Penelaah Teknis Kebijakan | PNS S1 | kualitatif
umum/arsiparis | Arsiparis Mahir | PNS D3 |
umum/rumah_tangga | Pengelola Umum Operasional | PNS SMP | m pensiun=2026-04-30
keuangan/bendahara | Pengolah Data dan Informasi | PNS D3 | unggul
keuangan/perencana | Perencana Ahli Pertama | PNS S1 |
pem/data | Pengadministrasi Perkantoran | PNS SLTA |
trantib/patroli | Operator Layanan Operasional | PPPK SLTA | m
pm/musrenbang | Penata Layanan Operasional | PPPK S1 | unggul
pm/psm | Penggerak Swadaya Masyarakat Ahli Pertama | PNS S1 | dikembalikan
yan/loket | Pengelola Layanan Operasional | PPPK D3 | f
yan/aduan | Penelaah Teknis Kebijakan | CPNS S1 | kualitatif
kesra/bansos | Pengadministrasi Perkantoran | PNS SLTA | draf lepas
kel/lingkungan@Asemrowo | Pengadministrasi Perkantoran | PNS SLTA | kurang
kel/pelayanan@Genting Kalianak | Operator Layanan Operasional | PPPK SLTA | diajukan
kel/lingkungan@Tambak Sarioso | Penata Layanan Operasional | PPPK S1 | tanpa
""",
)

DUMAI_KOTA = Place(
    folder="dumai_kota",
    code="14.72.06",
    short="Dumai Kota",
    district_code="14.72",
    district="Kota Dumai",
    head_post="Wali Kota Dumai",
    villages=5,
    wil="kelurahan",
    male="Afrizal Zulhendri Yulizar Syafrudin Azwar Tengku Said Nasrul Hendra Raja Fadli Rian Jumadi Syamsir Wendi",
    female="Desrita Yusnimar Erniwati Zulhelmi Rosdiana Nelfi Syarifah Mardiah Lusi Wirda Annisa Melisa Ermayanti",
    male_last="Putra Amri Firdaus Chandra Nofrianto Asnawi Mustafa Rasyid Hamdani Ilyas Rusli Fernando",
    female_last="Yanti Gusnita Handayani Sari Aprilia Safrina Marlinda Utami Yuliastri Permata",
    return_reason="Semua indikator masih berupa jumlah. Mohon tambahkan indikator mutu atau waktu layanan, "
    "lalu ajukan kembali sebelum akhir bulan.",
    roster=_HEADS.replace("| PNS S2 |", "| PNS S2 | mandiri")
    + """
kasi_kesra | Kepala Seksi Ekonomi dan Kesejahteraan Sosial | PNS S1 |
lurah@Laksamana | Lurah Laksamana | PNS S1 |
lurah@Rimba Sekampung | Lurah Rimba Sekampung | PNS S1 |
lurah@Bintan | Lurah Bintan | PNS S1 | unggul
lurah@Dumai Kota | Lurah Dumai Kota | PNS S1 |
lurah@Sukajadi | Lurah Sukajadi | PNS S1 |
umum/kepegawaian | Penelaah Teknis Kebijakan | PNS S1 |
umum/surat | Pengadministrasi Perkantoran | PNS SLTA | kuantitas
umum/aset | Pengolah Data dan Informasi | PNS D3 |
umum/komputer | Pranata Komputer Terampil | PNS D3 |
keuangan/bendahara | Pengolah Data dan Informasi | PNS D3 | unggul
keuangan/gaji | Pengadministrasi Perkantoran | PNS SLTA |
pem/pbb | Pengadministrasi Perkantoran | PNS SLTA | pensiun=2026-09-30
trantib/patroli | Operator Layanan Operasional | PPPK SLTA | m
trantib/administrasi | Penata Layanan Operasional | PPPK S1 | dikembalikan
pm/lembaga | Pengelola Layanan Operasional | PPPK D3 | f kuantitas
yan/loket | Pengadministrasi Perkantoran | PNS SLTA | kurang
yan/aduan | Penata Layanan Operasional | PPPK S1 | f unggul
kesra/bansos | Penelaah Teknis Kebijakan | PNS S1 |
kesra/ekonomi | Penata Layanan Operasional | CPNS S1 | tanpa
kel/pelayanan@Laksamana | Operator Layanan Operasional | PPPK SLTA | diajukan
kel/pelayanan@Sukajadi | Pengadministrasi Perkantoran | PNS SLTA | draf lepas
""",
)

BUKIT_INTAN = Place(
    folder="bukit_intan",
    code="19.71.01",
    short="Bukit Intan",
    district_code="19.71",
    district="Kota Pangkal Pinang",
    head_post="Wali Kota Pangkal Pinang",
    villages=7,
    wil="kelurahan",
    male="Suhardi Rusdi Sarmidi Jamaludin Saharudin Hendri Zaidan Bujang Mustar Iwan Robi Akhmad Marwan",
    female="Rosnani Yuliana Susanti Asmarani Ernawati Suryani Marhamah Juwita Sherly Fitriyani Nuraini",
    male_last="Hakim Mulyadi Kurniawan Alamsyah Harun Zamzami Darmawan Sanjaya Apriansyah Usman",
    female_last="Septiana Agustina Ramadhani Maryati Novianti Kusuma Pertiwi Oktaviani Damayanti",
    return_reason="Indikator waktu penerbitan izin belum menyebut batas hari kerja dan cara mencatatnya. "
    "Mohon dilengkapi lalu diajukan kembali.",
    roster=_HEADS
    + """
umum/kepegawaian | Pengolah Data dan Informasi | PNS D3 |
umum/arsiparis | Arsiparis Penyelia | PNS D3 | pensiun=2026-07-31
keuangan/bendahara | Penelaah Teknis Kebijakan | PNS S1 |
pem/pbb | Pengadministrasi Perkantoran | PNS SLTA | dikembalikan
trantib/patroli | Operator Layanan Operasional | PPPK SLTA | m
pm/lembaga | Penata Layanan Operasional | PPPK S1 | draf lepas
yan/izin | Penata Layanan Operasional | PPPK S1 | unggul
yan/izin | Pengadministrasi Perkantoran | PNS SLTA | kurang
yan/loket | Pengelola Layanan Operasional | PPPK D3 | f
yan/aduan | Penelaah Teknis Kebijakan | CPNS S1 | tanpa
""",
)

PLACES = [MUARA_BULIAN, BINJAI_KOTA, ASEM_ROWO, DUMAI_KOTA, BUKIT_INTAN]
