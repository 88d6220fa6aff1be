"""Umpan balik: the list, one giver's sheet, one person."""
