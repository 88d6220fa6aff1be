"""The people (pegawai): the list, posts and raters by day, transfers, excuses, angka kredit, staff lists taken in."""
