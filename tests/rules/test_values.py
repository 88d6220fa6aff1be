from kinerja_tui.rules.values import VALUES


def test_seven_values_spell_berakhlak_and_keep_the_order_of_the_form():
    assert [value.key for value in VALUES] == [
        "berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif",
    ]  # fmt: skip
    assert [value.name for value in VALUES] == [
        "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif",
    ]  # fmt: skip


def test_statements_are_the_official_text():
    printed = [" / ".join(value.statements) for value in VALUES]
    assert printed == [
        "Memahami dan memenuhi kebutuhan masyarakat / Ramah, cekatan, solutif, dan dapat diandalkan / "
        "Melakukan perbaikan tiada henti",
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi / "
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien / "
        "Tidak menyalahgunakan kewenangan jabatan",
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah / Membantu orang lain belajar / "
        "Melaksanakan tugas dengan kualitas terbaik",
        "Menghargai setiap orang apa pun latar belakangnya / Suka menolong orang lain / "
        "Membangun lingkungan kerja yang kondusif",
        "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, setia kepada "
        "Negara Kesatuan Republik Indonesia serta pemerintahan yang sah / Menjaga nama baik sesama ASN, Pimpinan, "
        "Instansi, dan Negara / Menjaga rahasia jabatan dan negara",
        "Cepat menyesuaikan diri menghadapi perubahan / Terus berinovasi dan mengembangkan kreativitas / "
        "Bertindak proaktif",
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi / Terbuka dalam bekerja sama untuk "
        "menghasilkan nilai tambah / Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ]
