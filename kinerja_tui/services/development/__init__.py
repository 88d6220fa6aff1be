"""Tindak lanjut: training with JP, sessions, follow-ups, recognition, the personal sheet."""
