"""Perencanaan kinerja: the SKP, its approval, addenda, targets, the cascade, key indicators."""
