"""Evaluasi: the list, the form, the curve, self-assessment, own dimensions, objections, period locks."""
