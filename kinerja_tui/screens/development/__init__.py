"""Pengembangan & penghargaan: training, sessions, follow-ups, recognition, the personal sheet."""
