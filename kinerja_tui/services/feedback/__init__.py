"""Umpan balik berkelanjutan: givers, sheets, and what may be shown to whom."""
