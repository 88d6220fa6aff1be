"""Riwayat: the last acts, undo and redo, the history of changes, what was removed."""
