"""Penilaian: ratings, quadrant and predikat, self-assessment, own dimensions, objections, period locks."""
