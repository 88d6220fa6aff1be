"""Pelaksanaan and pemantauan: action steps, realisasi with evidence, reports, on-track marks, guidance, load."""
