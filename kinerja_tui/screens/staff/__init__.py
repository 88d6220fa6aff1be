"""Pegawai: the list, one person, transfers and acting posts, angka kredit, staff lists taken in."""
