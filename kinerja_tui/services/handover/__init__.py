"""Serah terima: what waits, where bundles lie, whom this PC knows, and what a merge leaves for a person to settle."""
