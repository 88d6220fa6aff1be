"""Realisasi: the list, the form, reports, action steps, on-track marks, load, talks with the leader."""
