"""Rencana kerja (SKP): the list, the form, decisions, addenda, the cascade, key indicators."""
