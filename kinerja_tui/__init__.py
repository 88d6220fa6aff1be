"""kinerja: the performance cycle of civil servants in a kecamatan office, offline."""
